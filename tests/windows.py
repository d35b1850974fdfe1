"""A Windows on paper: its registry, its folders under a folder of the test, its pywin32.

What the fakes do is what the real ones were read to do; only a real Windows proves it.
"""

from __future__ import annotations

import builtins
import ctypes
import importlib
import queue
import sys
import time
import types
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

import pytest
import xlwings

from comptoir.desk.fitting import Computer, home_in
from comptoir.desk.registry import WindowsRegistry

USER = r"C:\Users\Anna"
ENV = {
    "USERPROFILE": USER,
    "APPDATA": rf"{USER}\AppData\Roaming",
    "LOCALAPPDATA": rf"{USER}\AppData\Local",
    "PROGRAMFILES": r"C:\Program Files",
}
PYTHON = rf"{ENV['APPDATA']}\uv\tools\comptoir\Scripts\python.exe"
EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"


class Winreg(types.ModuleType):
    """The module ``winreg`` over a dict: what of it the product uses, with its errors."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "HKCU", "HKLM"
    REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ = 1, 2, 3, 4, 7
    KEY_READ, KEY_WRITE, KEY_WOW64_64KEY = 0x20019, 0x20006, 0x100

    def __init__(self):
        super().__init__("winreg")
        self.known = {"HKCU": {}, "HKLM": {}}
        self.closed = set()

    def fill(self, key, **values):
        """Make *key* with *values*: numbers, texts, bytes, or (value, kind)."""
        found = self.known.setdefault(key, {})
        kinds = {int: self.REG_DWORD, str: self.REG_SZ, bytes: self.REG_BINARY}
        for name, value in values.items():
            found[name] = value if isinstance(value, tuple) else (value, kinds[type(value)])
        while "\\" in key:
            key = key.rpartition("\\")[0]
            self.known.setdefault(key, {})

    @contextmanager
    def _key(self, root, path):
        yield self._found(root, path)

    def _found(self, root, path):
        key = f"{root}\\{path}"
        if key in self.closed:
            raise PermissionError(5, "Access is denied")
        for one in self.known:
            if one.lower() == key.lower():
                return one
        raise FileNotFoundError(2, "The system cannot find the file specified")

    def OpenKey(self, root, path, reserved, access):
        if root == "HKLM" and access & 0x2:
            raise PermissionError(5, "Access is denied")
        self._found(root, path)
        return self._key(root, path)

    def CreateKeyEx(self, root, path, reserved, access):
        if root == "HKLM":
            raise PermissionError(5, "Access is denied")
        self.fill(f"{root}\\{path}")
        return self._key(root, path)

    def _below(self, key):
        start = f"{key}\\".lower()
        rest = [one[len(start) :] for one in self.known if one.lower().startswith(start)]
        return [one for one in rest if "\\" not in one]

    def QueryInfoKey(self, key):
        return len(self._below(key)), len(self.known[key]), 0

    def EnumKey(self, key, at):
        return self._below(key)[at]

    def EnumValue(self, key, at):
        name = list(self.known[key])[at]
        return (name, *self.known[key][name])

    def SetValueEx(self, key, name, reserved, kind, value):
        self.known[key][name] = (value, kind)

    def DeleteValue(self, key, name):
        if name not in self.known[key]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.known[key][name]

    def DeleteKey(self, root, path):
        key = self._found(root, path)
        if self._below(key):
            raise PermissionError(5, "Access is denied")
        del self.known[key]


def excel_known(winreg):
    """A Windows on which Excel 16 has been used: its start folder is trusted, as by default."""
    start = r"%APPDATA%\Microsoft\Excel\XLSTART"
    winreg.fill(rf"{EXCEL}\Security\Trusted Locations\Location1", Path=(start, 2))
    winreg.fill(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run", OneDrive="OneDrive.exe")
    return winreg


class Folders:
    """Where the files of a Windows lie on the disk of the test."""

    def __init__(self, root):
        self.root = root

    def __call__(self, path):
        drive, *rest = PureWindowsPath(path).parts
        assert drive == "C:\\", path
        return Path(self.root, *rest)


def computer(tmp_path, winreg, monkeypatch):
    """The computer of Anna. Programs that are started are kept in ``started``."""
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    registry, started = WindowsRegistry(), []
    home = home_in("Windows", ENV, registry, PYTHON, "cp1252")
    place = Folders(tmp_path / "C")
    return Computer(home, registry, place, started.append, lambda _seconds: None), started


class com_error(Exception):
    """What pywin32 raises: number, message, details, argument."""

    @property
    def hresult(self):
        return self.args[0]


class Time(datetime):
    """A time as COM gives it: a datetime that says it is UTC and means none."""


class CDispatch:
    """An object of another program. One that it does not know is refused, as by Excel."""

    kind = ""

    @property
    def _oleobj_(self):
        return self

    def GetIDsOfNames(self, _locale, name):
        raise com_error(-2147352570, f"Unknown name: {type(self).__name__}.{name}", None, None)

    def GetTypeInfo(self):
        return self

    def GetTypeAttr(self):
        return types.SimpleNamespace(iid=self.kind)

    def GetDocumentation(self, _member):
        return (type(self).__name__,)


def pywin32():
    """Stand-ins for pywin32, enough for xlwings' server to answer calls, and its queue of messages.

    A callable in the queue is a call that Excel makes; ``WM_QUIT`` ends the server.
    """
    messages = queue.Queue()
    made = {name: types.ModuleType(name) for name in PYWIN32}
    wrapped = types.SimpleNamespace

    def waiting(*_):
        waiting.next = messages.get(timeout=30)
        return 0

    def pumped():
        if waiting.next == WM_QUIT:
            return 1
        waiting.next()
        return 0

    def posted(_thread, message, *_):
        messages.put(message)

    vars(made["pywintypes"]).update(com_error=com_error, error=OSError, TimeType=Time, IID=str)
    vars(made["pythoncom"]).update(
        CoInitialize=lambda: None,
        CoUninitialize=lambda: None,
        TypeIIDs={"dispatch": type("PyIDispatch", (), {})},
        ole_error=com_error,
        __file__="pythoncom.dll",
        IID_IDispatch="dispatch",
        IID_IEnumVARIANT="enum",
        CLSCTX_LOCAL_SERVER=4,
        REGCLS_MULTIPLEUSE=1,
        REGCLS_SUSPENDED=4,
        MakePyFactory=lambda clsid: ("factory", clsid),
        CoRegisterClassObject=lambda clsid, *_: made["pythoncom"].__dict__.setdefault(
            "registered", clsid
        ),
        CoRevokeClassObject=lambda _: made["pythoncom"].__dict__.pop("registered"),
        CoResumeClassObjects=lambda: None,
        EnableQuitMessage=lambda _: None,
        PumpWaitingMessages=pumped,
    )
    boxes = []

    def box(_hwnd, text, title, style):
        boxes.append((style, title, text))
        return IDYES if style & MB_YESNO else IDOK

    vars(made["win32api"]).update(
        GetCurrentThreadId=lambda: 1, PostThreadMessage=posted, MessageBox=box, boxes=boxes
    )
    vars(made["win32con"]).update(
        MB_OK=0, MB_OKCANCEL=1, MB_YESNOCANCEL=3, MB_YESNO=MB_YESNO,
        MB_ICONINFORMATION=INFORMATION, MB_ICONWARNING=WARNING,
    )  # fmt: skip
    vars(made["win32gui"]).update(FindWindowEx=lambda *_: 1)
    zones = types.SimpleNamespace(utc=lambda: UTC)
    vars(made["win32timezone"]).update(TimeZoneInfo=zones)
    vars(made["win32process"]).update(GetWindowThreadProcessId=lambda hwnd: (1, hwnd))
    vars(made["win32event"]).update(
        MsgWaitForMultipleObjects=waiting, INFINITE=-1, QS_ALLEVENTS=1215, WAIT_OBJECT_0=0
    )
    vars(made["win32com.client"]).update(
        Dispatch=lambda it, **_: it,
        DispatchEx=lambda it, **_: it,
        CDispatch=CDispatch,
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
    )
    vars(made["win32com.server.util"]).update(
        wrap=lambda obj, *_, **__: wrapped(obj=obj), unwrap=lambda it: it.obj
    )
    vars(made["win32com.server.policy"]).update(DefaultPolicy=type("DefaultPolicy", (), {}))
    for name, module in made.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(made[parent], child, module)
    return made, messages


@contextmanager
def xlwings_on_windows():
    """The modules of xlwings for Windows, imported over stand-ins, and the queue of messages.

    They are taken away again, so that no other test takes this computer for a Windows.
    """
    made, messages = pywin32()
    libraries = types.SimpleNamespace(**{name: MagicLibrary() for name in DLLS})
    with pytest.MonkeyPatch.context() as patch:
        for name, module in made.items():
            patch.setitem(sys.modules, name, module)
        patch.setattr(builtins, "WindowsError", OSError, raising=False)
        patch.setattr(ctypes, "oledll", libraries, raising=False)
        patch.setattr(ctypes, "windll", libraries, raising=False)
        patch.setattr(ctypes, "PyDLL", lambda _path: MagicLibrary())
        found = {name: importlib.import_module(f"xlwings.{name}") for name in OF_WINDOWS}
        patch.setattr(xlwings, "_xlwindows", found["_xlwindows"], raising=False)
        found["_xlwindows"].N_COM_ATTEMPTS = 1
        engines = xlwings.engines
        before = engines.active, list(engines.engines), dict(engines.engines_by_name)
        engines.add(xlwings.Engine(impl=found["_xlwindows"].engine))
        engines.active = engines["excel"]
        yield types.SimpleNamespace(messages=messages, pywin32=made, **found)
        engines.active, engines.engines, engines.engines_by_name = before
        _end(found["com_server"].loop)
    for name in OF_WINDOWS:
        sys.modules.pop(f"xlwings.{name}", None)
        vars(xlwings).pop(name, None)


def _end(loop):
    """Close the loop that xlwings' server makes when it is imported, running or not."""
    if loop.is_running():
        loop.call_soon_threadsafe(loop.stop)
        while loop.is_running():
            time.sleep(0.01)
    loop.close()


class MagicLibrary:
    """A library of Windows whose procedures do nothing."""

    def __getattr__(self, name):
        def procedure(*_):
            return 0

        return procedure


OF_WINDOWS = ("_xlwindows", "udfs", "com_server")
DLLS = ("ole32", "oleacc", "user32", "kernel32")
WM_QUIT = 0x0012
MB_YESNO, WARNING, INFORMATION, IDOK, IDYES = 4, 48, 64, 1, 6
PYWIN32 = (
    "pythoncom",
    "pywintypes",
    "win32api",
    "win32event",
    "win32com",
    "win32com.client",
    "win32com.server",
    "win32com.server.dispatcher",
    "win32com.server.policy",
    "win32com.server.util",
    "win32con",
    "win32gui",
    "win32process",
    "win32timezone",
)
