r"""What it takes to have the add-in in Excel, and to be rid of it: a list of steps, each a value.

Decides only. Paths are those of the system that is installed on, so that any plan can be made and
read on any system. Nothing here needs an administrator: every file lies in the user's own folders,
every value under HKEY_CURRENT_USER.

Sources
    Microsoft, *Trusted Locations for Office files*; *Run and RunOnce registry keys* (a command has
    260 characters at most). xlwings, ``xlwings_custom_addin.bas``: ``GetConfigFilePath``,
    ``GetConfigFromFile``, ``XLPyCommand`` (with *Debug UDFs* Excel asks for a server that runs
    already, and starts none), and ``cli.py`` for the folders of a Mac.

>>> here = Home("Windows", r"C:\Users\anna", r"C:\py\python.exe", {"APPDATA": r"C:\Users\anna\R"})
>>> for step in installation(here, b"", ""):
...     print(step.said)
Write C:\Users\anna\R\Microsoft\Excel\XLSTART\comptoir.xlam
Take the mark of the web off C:\Users\anna\R\Microsoft\Excel\XLSTART\comptoir.xlam
Write C:\Users\anna\.comptoir\comptoir.conf
Set Comptoir to "C:\py\pythonw.exe" -P -m comptoir.cli.serving in HKCU\Software\Microsoft\Windows\CurrentVersion\Run
Start C:\py\pythonw.exe -P -m comptoir.cli.serving
"""  # noqa: E501 - a path is as long as it is

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from comptoir.errors import Refused
from comptoir.wording import Said, mark

NAME = "comptoir"
FILE = f"{NAME}.xlam"
RUN = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
RUN_NAME = "Comptoir"
SERVING = "comptoir.cli.serving"
LONGEST_COMMAND = 260
_MAC_EXCEL = "Library/Containers/com.microsoft.Excel/Data"
_MAC_START = (
    "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
)


class NoExcel(Refused):
    message = mark(
        "Excel runs on Windows and macOS, not on {system}. Nothing was installed."
        " Use the buttons of LibreOffice Calc here."
    )


class TooLong(Refused):
    message = mark(
        "Windows starts no program by a command of more than {most} characters: {command}."
        " Nothing was installed. Install Comptoir in a folder with a shorter name, or use"
        " --server excel."
    )


class NotInCodePage(Refused):
    message = mark(
        "Excel cannot read {path}: the code page of this Windows ({page}) lacks some letters of it."
        " Nothing was installed. Move it to a folder named in plain letters, then try again."
    )


@dataclass(frozen=True, slots=True)
class Home:
    """The user, their Python and their Excel.

    *folders* are environment variables that name folders. *trusted* are, by the version of
    Office, its trusted locations by key. *disabled* are values by which Excel remembers not to
    load the add-in, as (key, name).
    """

    system: str
    home: str
    python: str
    folders: Mapping[str, str] = field(default_factory=dict)
    trusted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    disabled: tuple[tuple[str, str], ...] = ()
    code_page: str = "cp1252"
    script: tuple[str, bytes] | None = None
    """On a Mac, xlwings' AppleScript: its name and contents."""

    @property
    def mac(self) -> bool:
        return self.system == "Darwin"

    def path(self, *parts: str) -> PurePath:
        return PurePosixPath(*parts) if self.mac else PureWindowsPath(*parts)

    @property
    def start_folder(self) -> PurePath:
        """The folder whose add-ins Excel opens when it starts."""
        if self.mac:
            return self.path(self.home, _MAC_START)
        roaming = self.folders.get("APPDATA") or str(self.path(self.home, "AppData", "Roaming"))
        return self.path(roaming, "Microsoft", "Excel", "XLSTART")

    @property
    def addin(self) -> PurePath:
        return self.start_folder / FILE

    @property
    def settings(self) -> PurePath:
        """The file of settings that the add-in reads."""
        folder = (_MAC_EXCEL,) if self.mac else (f".{NAME}",)
        return self.path(self.home, *folder, f"{NAME}.conf")

    @property
    def own_folder(self) -> PurePath:
        """Where the Python server keeps its lock and its notes."""
        local = self.folders.get("LOCALAPPDATA") or str(self.path(self.home, "AppData", "Local"))
        return self.path(local, "Comptoir")

    @property
    def windowless(self) -> str:
        """The Python that opens no console."""
        return str(PureWindowsPath(self.python).with_name("pythonw.exe"))


@dataclass(frozen=True, slots=True)
class PutFile:
    path: str
    content: bytes = field(repr=False)

    @property
    def said(self) -> Said:
        return Said("Write {path}", path=self.path)


@dataclass(frozen=True, slots=True)
class DropFile:
    path: str

    @property
    def said(self) -> Said:
        return Said("Remove {path}", path=self.path)


@dataclass(frozen=True, slots=True)
class Unblock:
    """Windows keeps where a file came from; Office refuses the macros of one from the web."""

    path: str

    @property
    def said(self) -> Said:
        return Said("Take the mark of the web off {path}", path=self.path)


@dataclass(frozen=True, slots=True)
class SetValue:
    key: str
    name: str
    value: str | int

    @property
    def said(self) -> Said:
        return Said(
            "Set {name} to {value} in {key}", name=self.name, value=self.value, key=self.key
        )


@dataclass(frozen=True, slots=True)
class DropValue:
    key: str
    name: str

    @property
    def said(self) -> Said:
        return Said("Remove {name} from {key}", name=self.name, key=self.key)


@dataclass(frozen=True, slots=True)
class DropKey:
    key: str

    @property
    def said(self) -> Said:
        return Said("Remove {key}", key=self.key)


@dataclass(frozen=True, slots=True)
class Start:
    command: tuple[str, ...]

    @property
    def said(self) -> Said:
        return Said("Start {command}", command=" ".join(self.command))


@dataclass(frozen=True, slots=True)
class StopServer:
    """Ask the Python server, by a file it watches, to end, and wait until it has."""

    folder: str

    @property
    def said(self) -> Said:
        return Said("End the Python server")


Step = PutFile | DropFile | Unblock | SetValue | DropValue | DropKey | Start | StopServer


def installation(
    home: Home, xlam: bytes, settings_now: str, *, desk: str = "", at_logon: bool = True
) -> list[Step]:
    """Put *xlam* where Excel opens it, trusted, and have Python ready before Excel asks.

    *settings_now* is what the file of settings says; what is not ours in it stays. With *desk*,
    the look-up functions read that desk. Raises ``NoExcel``, ``TooLong``.
    """
    supported(home)
    at_logon = at_logon and not home.mac
    steps: list[Step] = [PutFile(str(home.addin), xlam)]
    if home.mac:
        steps += _applescript(home)
    else:
        steps += [Unblock(str(home.addin)), *_trusting(home)]
    told = settled(settings_now, _settings(home, desk, at_logon=at_logon))
    steps.append(PutFile(str(home.settings), _encoded(home, told)))
    if at_logon:
        steps += [SetValue(RUN, RUN_NAME, _command(home)), Start(_server(home))]
    elif not home.mac:
        steps.append(DropValue(RUN, RUN_NAME))
    return steps


def removal(home: Home) -> list[Step]:
    """Take away all that an installation put there; desks and workbooks stay.

    The add-in goes first: while Excel has it open nothing can be taken away, and nothing is.
    """
    supported(home)
    addin, settings = DropFile(str(home.addin)), DropFile(str(home.settings))
    if home.mac:
        scripts = (DropFile(str(_script_path(home, name))) for name, _ in _script(home))
        return [addin, settings, *scripts]
    ours = (
        DropKey(_location(version, name))
        for version, name, path in _trusted(home)
        if name == RUN_NAME and _same(path, home.start_folder)
    )
    served = (DropValue(RUN, RUN_NAME), StopServer(str(home.own_folder)))
    return [addin, *served, settings, *ours]


def mending(
    home: Home, xlam: bytes, settings_now: str, *, desk: str = "", at_logon: bool = True
) -> list[Step]:
    """Install again over whatever is there, with a fresh Python server.

    Excel forgets that it disabled the add-in after a crash. Raises as ``installation``.
    """
    steps = installation(home, xlam, settings_now, desk=desk, at_logon=at_logon)
    if home.mac:
        return steps
    forgiven = (DropValue(key, name) for key, name in home.disabled)
    starts = [one for one in steps if isinstance(one, Start)]
    others = [one for one in steps if not isinstance(one, Start)]
    return [*others, *forgiven, StopServer(str(home.own_folder)), *starts]


def halt(home: Home) -> list[Step]:
    """End the Python server, as before Python or Comptoir are renewed; the next logon starts it."""
    supported(home)
    return [] if home.mac else [StopServer(str(home.own_folder))]


def _encoded(home: Home, told: str) -> bytes:
    """The settings as VBA reads them: a Mac's in UTF-8, those of Windows in its code page."""
    try:
        return told.encode("utf-8" if home.mac else home.code_page)
    except UnicodeEncodeError as error:
        line = next(one for one in told.splitlines() if error.object[error.start] in one)
        raise NotInCodePage(path=line.split('"')[3], page=home.code_page) from error


def supported(home: Home) -> None:
    """Raise ``NoExcel`` where Excel does not run."""
    if home.system not in {"Windows", "Darwin"}:
        raise NoExcel(system=home.system)


def _settings(home: Home, desk: str, *, at_logon: bool) -> dict[str, str]:
    """Our own lines of the file of settings; no desk leaves the one that is there."""
    named = {"COMPTOIR_DESK": desk} if desk else {}
    if home.mac:
        return {"INTERPRETER_MAC": home.python, **named}
    python = portable(home.windowless, home.folders)
    return {"INTERPRETER_WIN": python, "DEBUG UDFS": str(at_logon), **named}


def portable(path: str, folders: Mapping[str, str]) -> str:
    r"""*path* from the variable that names its start, so that it survives any code page.

    >>> portable(r"C:\Users\Zoé\AppData\Local\py\pythonw.exe", {"USERPROFILE": r"C:\Users\Zoé"})
    '%USERPROFILE%\\AppData\\Local\\py\\pythonw.exe'
    """
    for name, folder in sorted(folders.items(), key=lambda one: -len(one[1])):
        if folder and path.lower().startswith(folder.lower().rstrip("\\") + "\\"):
            return f"%{name}%{path[len(folder.rstrip(chr(92))) :]}"
    return path


def settled(now: str, ours: Mapping[str, str]) -> str:
    """The file of settings *now* with *ours* in place: one ``"KEY","value"`` to the line.

    >>> settled('"DEBUG UDFS","False"', {"DEBUG UDFS": "True"}).splitlines()
    ['"DEBUG UDFS","True"']
    """
    lines = {**read_settings(now), **ours}
    return "".join(f'"{key}","{value}"\r\n' for key, value in lines.items())


def read_settings(text: str) -> dict[str, str]:
    """The lines of a file of settings by key, in capitals; lines of another shape are left out."""
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), skipinitialspace=True)
    return {row[0].upper(): row[1] for row in rows if len(row) == 2 and row[0]}  # noqa: PLR2004 - a pair


def _server(home: Home) -> tuple[str, ...]:
    """With ``-P`` Python does not look into the folder it happens to start in."""
    return (home.windowless, "-P", "-m", SERVING)


def _command(home: Home) -> str:
    """What Windows runs at logon."""
    program, *rest = _server(home)
    command = " ".join([f'"{program}"', *rest])
    if len(command) > LONGEST_COMMAND:
        raise TooLong(command=command, most=LONGEST_COMMAND)
    return command


def _location(version: str, name: str) -> str:
    return rf"HKCU\Software\Microsoft\Office\{version}\Excel\Security\Trusted Locations\{name}"


def _trusting(home: Home) -> Iterator[Step]:
    """Trust the start folder, and nothing below it, where it is not trusted already."""
    for version, locations in home.trusted.items():
        if any(_same(path, home.start_folder) for path in locations.values()):
            continue
        key = _location(version, RUN_NAME)
        yield SetValue(key, "Path", f"{home.start_folder}\\")
        yield SetValue(key, "AllowSubfolders", 0)
        yield SetValue(key, "Description", "Comptoir")


def _trusted(home: Home) -> Iterator[tuple[str, str, str]]:
    for version, locations in home.trusted.items():
        for name, path in locations.items():
            yield version, name, path


def _same(path: str, folder: PurePath) -> bool:
    return PureWindowsPath(path) == folder


def _script(home: Home) -> Iterable[tuple[str, bytes]]:
    return [home.script] if home.script else []


def _script_path(home: Home, name: str) -> PurePath:
    return home.path(home.home, "Library/Application Scripts/com.microsoft.Excel", name)


def _applescript(home: Home) -> Iterator[Step]:
    """What lets the sandbox of Excel start Python."""
    for name, content in _script(home):
        yield PutFile(str(_script_path(home, name)), content)
