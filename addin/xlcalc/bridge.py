# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""One office: started for a program, joined while the user works in it, or the one we run inside.

An office that was started here is ended here: by `Office.quit`, at exit, or, should this process
be killed, by a small watchdog that waits on a pipe only this process holds. Its profile and its
temporary files lie in one folder of their own, which goes with it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlcalc import profile as profiles
from xlcalc.boundary import guarded
from xlcalc.errors import CalcError, NoOffice
from xlcalc.uno_access import program, uno

AGAIN = (0, 79, 81)
"""Exit codes by which an office asks to be started again (a fresh profile, a new extension)."""
_TRIES = 5

_WATCHDOG = (
    'read said; [ "$said" = done ] && exit; pid=$1; shift; kill -9 "-$pid" 2>/dev/null; '
    'sleep 0.3; rm -rf -- "$@"'
)
_STILL_STARTING = 0.03
_TIME_TO_END = 8.0


@dataclass
class State:
    """Switches that Excel has and Calc has not: kept here so that they read back."""

    display_alerts: bool = True
    enable_events: bool = True
    interactive: bool = True
    screen_updating: bool = True
    calculation: str = "automatic"
    status_bar: Any = False
    visible: bool = False
    cut_copy_mode: Any = None


@dataclass(eq=False)
class Office:
    """A running office and what this package remembers about it."""

    context: Any
    process: subprocess.Popen[bytes] | None = None
    folder: Path | None = None
    watchdog: subprocess.Popen[bytes] | None = None
    start_seconds: float = 0.0
    state: State = field(default_factory=State)
    notes: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    cache: dict[str, dict[Any, Any]] = field(default_factory=dict)
    active_book: str | None = None
    clipboard: Any = None
    books_added: int = 0
    leftovers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.services = self.context.ServiceManager
        self.desktop = self.create("com.sun.star.frame.Desktop")

    def create(self, service: str) -> Any:
        """Make one of the office's services."""
        return self.services.createInstanceWithContext(service, self.context)

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else os.getpid()

    @property
    def alive(self) -> bool:
        if self.process is not None:
            return self.process.poll() is None
        try:
            guarded(self.desktop.getCurrentFrame)()
        except CalcError:
            return False
        return True

    @property
    def has_window(self) -> bool:
        return self.state.visible

    def documents(self) -> list[Any]:
        """Return the spreadsheets that are open, oldest first."""
        found, each = [], self.desktop.Components.createEnumeration()
        while each.hasMoreElements():
            document = each.nextElement()
            if document is not None and document.supportsService(
                "com.sun.star.sheet.SpreadsheetDocument"
            ):
                found.append((int(document.RuntimeUID), document))
        return [document for _, document in sorted(found, key=lambda pair: pair[0])]

    def remember(self, book: str, kind: str, name: str) -> dict[str, Any]:
        """Return what is noted of a thing Calc has no place for."""
        return self.notes.setdefault((book, kind, name), {})

    def forget(self, book: str) -> None:
        """Drop what was noted of a workbook that closes."""
        self.cache.pop(book, None)
        for key in [key for key in self.notes if key[0] == book]:
            del self.notes[key]
        if self.active_book == book:
            self.active_book = None

    def quit(self) -> None:
        """Close everything without saving and end the office, if it was started here."""
        if self.process is None:
            return
        with contextlib.suppress(CalcError):
            guarded(self._close_all)()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_TIME_TO_END)
        self.kill()

    def _close_all(self) -> None:
        for document in self.documents():
            document.setModified(False)
            document.close(True)
        self.desktop.terminate()

    def kill(self) -> None:
        """End the office at once and remove its files."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(_TIME_TO_END)
        _dismiss(self.watchdog)
        self.watchdog = None
        _remove(self.leftovers)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None
        if self in STARTED:
            STARTED.remove(self)


STARTED: list[Office] = []


@atexit.register
def _end_all() -> None:
    for office in STARTED[:]:
        office.kill()


def inside(context: Any) -> Office:
    """Return the office this Python runs in."""
    return Office(context=context, state=State(visible=True))


def join(url: str, timeout: float = 10.0) -> Office:
    """Return an office that already runs and listens at *url* (``pipe,name=…``).

    It is the user's: quitting leaves it running. Raises `NoOffice` when none answers.
    """
    end = time.monotonic() + timeout
    while True:
        context = _resolve(url)
        if context is not None:
            return Office(context=context, state=State(visible=True))
        if time.monotonic() > end:
            raise NoOffice(f"No LibreOffice listens at {url}.")
        time.sleep(_STILL_STARTING)


def start(
    *,
    visible: bool = False,
    profile: Path | None = None,
    template: Path | None = None,
    locale: str | None = None,
    options: Sequence[str] = (),
    environment: dict[str, str] | None = None,
    timeout: float = 60.0,
) -> Office:
    """Start an office of our own.

    *profile* is one to use and keep; by default a new one, gone with the office. *template* is a
    settled profile to copy (see `settle`). *locale* says how a new profile writes dates and
    numbers, for example ``fr-FR``; *options* and *environment* go to the office as they are.

    Raises `NoOffice` when it is not installed or does not answer within *timeout* seconds.
    """
    began, soffice = time.perf_counter(), program()
    uno()
    folder = Path(tempfile.mkdtemp(prefix="xlcalc_"))
    if profile is None:
        profile = folder / "profile"
        if template is not None:
            shutil.copytree(template, profile)
    profiles.write(profile, locale)
    (folder / "tmp").mkdir()
    name = "xlcalc_" + uuid.uuid4().hex[:12]
    url = f"pipe,name={name}"
    window = visible and bool(os.environ.get("DISPLAY"))
    arguments = [
        soffice,
        *([] if window else ["--headless"]),
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--nofirststartwizard",
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        f"--accept={url};urp;",
        *options,
    ]
    variables = {**os.environ, "TMPDIR": str(folder / "tmp"), **(environment or {})}
    started = _Starting(arguments, variables, folder, (f"/tmp/OSL_PIPE_{_user()}_{name}",))  # noqa: S108 - where LibreOffice puts its pipes, whatever TMPDIR says
    try:
        context = started.context(url, timeout)
    except BaseException:
        started.abandon()
        raise
    office = Office(
        context=context,
        process=started.process,
        folder=folder,
        watchdog=started.watchdog,
        state=State(visible=window),
        leftovers=tuple(started.leftovers),
    )
    office.start_seconds = time.perf_counter() - began
    STARTED.append(office)
    return office


def settle(folder: Path, locale: str | None = None) -> Path:
    """Make a settled profile in *folder*, unless it is one already, and return it."""
    if (folder / "user" / "registrymodifications.xcu").exists():
        return folder
    office = start(profile=folder, locale=locale)
    try:
        guarded(office.desktop.loadComponentFromURL)(
            "private:factory/scalc", "_blank", 0, ()
        ).close(True)
    finally:
        office.quit()
    return folder


class _Starting:
    """An office on its way up, and the watchdog that outlives us."""

    def __init__(
        self,
        arguments: list[str],
        variables: dict[str, str],
        folder: Path,
        leftovers: Iterable[str],
    ) -> None:
        self.arguments, self.variables, self.folder = arguments, variables, folder
        self.leftovers = list(leftovers)
        self.watchdog: subprocess.Popen[bytes] | None = None
        self.tries = 0
        self._spawn()

    def _spawn(self) -> None:
        self.tries += 1
        self.process = subprocess.Popen(  # noqa: S603 - our own program and arguments
            self.arguments,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._watch()

    def _watch(self) -> None:
        _dismiss(self.watchdog)
        self.watchdog = watch(self.process.pid, [str(self.folder), *self.leftovers])

    def context(self, url: str, timeout: float) -> Any:
        end = time.monotonic() + timeout
        while (context := _resolve(url)) is None:
            code = self.process.poll()
            if code in AGAIN and self.tries < _TRIES:
                self._spawn()
            elif code is not None:
                raise NoOffice(f"LibreOffice ended while starting (code {code}).")
            if time.monotonic() > end:
                raise NoOffice(f"LibreOffice did not answer within {timeout:.0f} s.")
            time.sleep(_STILL_STARTING)
        self.leftovers += [at for at in _sockets(self.process.pid) if at not in self.leftovers]
        self._watch()
        return context

    def abandon(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(_TIME_TO_END)
        _dismiss(self.watchdog)
        _remove(self.leftovers)
        shutil.rmtree(self.folder, ignore_errors=True)


def watch(pid: int, paths: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Have process group *pid* killed and *paths* removed should this process die."""
    if os.name != "posix":
        return None
    return subprocess.Popen(  # noqa: S603 - a constant script
        ["/bin/sh", "-c", _WATCHDOG, "xlcalc", str(pid), *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _dismiss(watchdog: subprocess.Popen[bytes] | None) -> None:
    if watchdog is None or watchdog.stdin is None:
        return
    with contextlib.suppress(BrokenPipeError):
        watchdog.stdin.write(b"done\n")
        watchdog.stdin.close()
    watchdog.wait(_TIME_TO_END)


def _user() -> int:
    return os.getuid() if os.name == "posix" else 0


def _sockets(pid: int) -> list[str]:
    """Return the socket files a process listens on: a killed office leaves them behind."""
    with contextlib.suppress(OSError):
        held = {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()}
        lines = Path("/proc/net/unix").read_text(encoding="utf-8").splitlines()[1:]
        rows = [line.split(maxsplit=7) for line in lines]
        return sorted({row[7] for row in rows if len(row) > 7 and f"socket:[{row[6]}]" in held})  # noqa: PLR2004 - the eighth column is the path
    return []


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        if "/OSL_PIPE_" in path:
            Path(path).unlink(missing_ok=True)


def _resolve(url: str) -> Any | None:
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    try:
        return guarded(resolver.resolve)(f"uno:{url};urp;StarOffice.ComponentContext")
    except CalcError:
        return None
