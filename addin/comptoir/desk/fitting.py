"""Do the steps of an installation on this computer, and know this computer first.

Touches only: which steps, in which order, is decided in ``installing``. A step that fails leaves
those before it done, says so, and every plan can be gone through again.
"""

from __future__ import annotations

import json
import locale
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from comptoir.desk.installing import (
    FILE,
    DropFile,
    DropKey,
    DropValue,
    Home,
    PutFile,
    SetValue,
    Start,
    Step,
    StopServer,
    Unblock,
    read_settings,
)
from comptoir.desk.registry import NoRegistry, Registry, WindowsRegistry, below, texts
from comptoir.errors import Conflict, Unreachable
from comptoir.wording import Said, mark

FOLDERS = ("USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMFILES", "PROGRAMDATA")
OFFICE = r"HKCU\Software\Microsoft\Office"
LOCK, NOTES, STOP = "serving.lock", "serving.json", "serving.stop"
PATIENCE = 10.0
"""Seconds that a server has to end."""


class InUse(Conflict):
    message = mark(
        "Excel has {path} open. Nothing was changed. Close Excel, then type the command again."
    )


class Halted(Unreachable):
    message = mark(
        "{step}: {why}. {done} steps of {all} were done before it."
        " Mend the cause, then type the command again."
    )


class StillServing(Conflict):
    message = mark(
        "The Python server did not end. Close Excel, wait a minute, then type the command again;"
        " or log off and on."
    )


def _started(command: Sequence[str]) -> None:
    """Start a program that outlives this one, and shows no window."""
    apart = getattr(subprocess, "DETACHED_PROCESS", 0)
    group = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    nothing = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603 - our own Python
        command, stdin=nothing, stdout=nothing, stderr=nothing, creationflags=apart | group
    )


@dataclass(frozen=True, slots=True)
class Computer:
    """What the steps touch. *place* finds the file of a path that a plan names."""

    home: Home
    registry: Registry
    place: Callable[[str], Path] = Path
    start: Callable[[Sequence[str]], None] = _started
    wait: Callable[[float], None] = time.sleep

    @property
    def on_windows(self) -> bool:
        return self.home.system == "Windows"

    @property
    def settings_now(self) -> str:
        """What the file of settings says; nothing where there is none."""
        with suppress(OSError):
            read = self.place(str(self.home.settings)).read_bytes()
            return read.decode("utf-8" if self.home.mac else self.home.code_page, "replace")
        return ""

    @property
    def settings(self) -> Mapping[str, str]:
        return read_settings(self.settings_now)

    @property
    def own_folder(self) -> Path:
        return self.place(str(self.home.own_folder))


def this_computer(env: Mapping[str, str] = os.environ) -> Computer:
    """The user of this process, their Python, and what Excel remembers of the add-in."""
    system = platform.system()
    registry: Registry = WindowsRegistry() if system == "Windows" else NoRegistry()
    home = home_in(system, env, registry, sys.executable, locale.getencoding())
    return Computer(home, registry)


def home_in(
    system: str, env: Mapping[str, str], registry: Registry, python: str, code_page: str
) -> Home:
    """The home of the user whose variables are *env*."""
    return Home(
        system,
        env.get("USERPROFILE") or str(Path.home()),
        python,
        {name: env[name] for name in FOLDERS if name in env},
        trusted=_trusted(registry),
        disabled=tuple(_disabled(registry)),
        code_page=code_page,
        script=_script() if system == "Darwin" else None,
    )


def _trusted(registry: Registry) -> dict[str, dict[str, str]]:
    """The trusted folders by the version of Office: every version that has known Excel here."""
    found: dict[str, dict[str, str]] = {}
    for version in office_versions(registry):
        locations = rf"{OFFICE}\{version}\Excel\Security\Trusted Locations"
        named = ((name, texts(registry, key)) for name, key in below(registry, locations))
        found[version] = {name: told["Path"] for name, told in named if "Path" in told}
    return found


def office_versions(registry: Registry) -> list[str]:
    """The versions of Office whose Excel has been used here, such as ``16.0``."""
    known = (name for name, key in below(registry, OFFICE) if "Excel" in registry.keys(key))
    return sorted(name for name in known if name.partition(".")[0].isdigit())


def _disabled(registry: Registry) -> Iterator[tuple[str, str]]:
    """The values by which Excel remembers not to open the add-in, whose path is inside them."""
    for version in office_versions(registry):
        key = rf"{OFFICE}\{version}\Excel\Resiliency\DisabledItems"
        for name, value in registry.values(key).items():
            if isinstance(value, bytes) and FILE in value.decode("utf-16-le", "ignore").lower():
                yield key, name


def _script() -> tuple[str, bytes]:
    """The AppleScript of xlwings, which the sandbox of Excel may run."""
    package = distribution("xlwings")
    name = f"xlwings-{package.version}.applescript"
    return name, Path(str(package.locate_file(f"xlwings/{name}"))).read_bytes()


def carry_out(
    computer: Computer, plan: Sequence[Step], before: Callable[[Said], None] = lambda _said: None
) -> None:
    """Do every step of *plan*, in order; *before* hears of each.

    Raises ``InUse`` when Excel has the add-in open, ``Halted`` or ``StillServing`` otherwise.
    """
    for done, step in enumerate(plan):
        before(step.said)
        try:
            _do(computer, step)
        except PermissionError as error:
            if done == 0 and isinstance(step, PutFile | DropFile):
                raise InUse(path=step.path) from error
            raise _halted(step, error, done, plan) from error
        except OSError as error:
            raise _halted(step, error, done, plan) from error


def _halted(step: Step, error: OSError, done: int, plan: Sequence[Step]) -> Halted:
    return Halted(step=step.said, why=error.strerror or error, done=done, all=len(plan))


def _do(computer: Computer, step: Step) -> None:
    match step:
        case PutFile():
            _put(computer.place(step.path), step.content)
        case DropFile():
            computer.place(step.path).unlink(missing_ok=True)
        case Unblock():
            computer.place(f"{step.path}:Zone.Identifier").unlink(missing_ok=True)
        case SetValue():
            computer.registry.put(step.key, step.name, step.value)
        case DropValue():
            computer.registry.drop(step.key, step.name)
        case DropKey():
            computer.registry.drop_key(step.key)
        case Start():
            computer.start(step.command)
        case StopServer():
            stop(computer)


def _put(path: Path, content: bytes) -> None:
    """Write beside, then swap: a reader sees the old file or the new one, and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    try:
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Serving:
    """The Python server that runs: its process, and the Comptoir it is of."""

    process: int
    version: str
    folder: Path = field(repr=False)


def serving(folder: Path) -> Serving | None:
    """The server that runs, by the lock it holds and the note it left in *folder*."""
    if not folder.is_dir():
        return None
    try:
        with FileLock(folder / LOCK, timeout=0):
            return None
    except Timeout:
        told = _note(folder / NOTES)
        return Serving(int(told.get("process", 0)), str(told.get("version", "")), folder)


def _note(file: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        told = json.loads(file.read_text("utf-8"))
        if isinstance(told, dict):
            return told
    return {}


def stop(computer: Computer) -> None:
    """Ask the server to end and wait until it has; raises ``StillServing``."""
    folder = computer.own_folder
    waited = 0.0
    while serving(folder) is not None:
        if waited >= PATIENCE:
            (folder / STOP).unlink(missing_ok=True)
            raise StillServing
        (folder / STOP).touch()
        computer.wait(0.2)
        waited += 0.2
    (folder / STOP).unlink(missing_ok=True)
