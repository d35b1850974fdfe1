"""The facts of a computer: Python and its parts, the terminal, LibreOffice, the keyring."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from comptoir import __version__
from comptoir.desk.fitting import Computer

_TASKS = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache\Tree"
_OFFICE_KEY = r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath"
_OFFICES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
_VERSION_FILES = ("bootstraprc", "bootstrap.ini", "../Resources/bootstraprc")


def facts(computer: Computer) -> dict[str, Any]:
    """What the doctor asks about any computer, by the name of the fact."""
    office = _office(computer)
    return {
        "python": sys.version_info[:2],
        "system": computer.home.system,
        "version": __version__,
        "xlwings": importlib.metadata.version("xlwings"),
        "missing_packages": tuple(one for one, version in _parts() if version is None),
        "unfit_packages": tuple(f"{one} {version}" for one, version in _parts() if version),
        "command_found": shutil.which("comptoir") is not None,
        "encoding": getattr(sys.stdout, "encoding", None) or "utf-8",
        "has_zones": _has_zones(),
        "office": office,
        "office_version": office_version(Path(office)) if office else None,
        "calc_missing": _calc_missing() if office else None,
        "keyring": _keyring(),
        "scheduled": _scheduled(computer),
    }


def _parts() -> Iterator[tuple[str, str | None]]:
    """Each part of the program that is not as it must be: its version, None where it is missing."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - for the doctor only

    for line in importlib.metadata.requires("comptoir") or []:
        part = Requirement(line)
        if part.marker and not part.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(part.name)
        except importlib.metadata.PackageNotFoundError:
            yield part.name, None
            continue
        if not part.specifier.contains(version, prereleases=True):
            yield part.name, version


def _has_zones() -> bool:
    try:
        ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return False
    return True


def _office(computer: Computer) -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return found
    folder = computer.registry.values(_OFFICE_KEY).get("")
    places = [*_OFFICES, *([rf"{folder}\soffice.exe"] if isinstance(folder, str) else [])]
    return next((place for place in places if computer.place(place).is_file()), None)


def office_version(program: Path) -> str | None:
    """The version of the LibreOffice of *program*, from the file beside it: none is started."""
    folder = program.resolve().parent
    for name in _VERSION_FILES:
        with suppress(OSError):
            told = (folder / name).read_text("utf-8", "replace")
            if found := re.search(r"^ProductKey=LibreOffice (\S+)", told, re.MULTILINE):
                return found[1]
    return None


def _calc_missing() -> str | None:
    import xlcalc  # noqa: PLC0415 - for the doctor only

    return xlcalc.why_missing()


def _keyring() -> str | None:
    import keyring  # noqa: PLC0415 - slow to find its back end
    from keyring.backends import fail  # noqa: PLC0415 - the same

    found = keyring.get_keyring()
    return None if isinstance(found, fail.Keyring) else str(found.name)


def _scheduled(computer: Computer) -> bool:
    """Whether the system syncs mails by itself: a task, a timer, an agent or a line of cron."""
    if computer.on_windows:
        return any(_of_mail(name) for name in computer.registry.keys(_TASKS))
    home = computer.place(computer.home.home)
    patterns = (".config/systemd/user/*.timer", "Library/LaunchAgents/*.plist")
    if any(_of_mail(found.name) for pattern in patterns for found in home.glob(pattern)):
        return True
    with suppress(OSError, subprocess.TimeoutExpired):
        told = subprocess.run(
            ["crontab", "-l"],  # noqa: S607 - wherever it is
            capture_output=True, text=True, check=False, timeout=5,
        )  # fmt: skip
        return any(_of_mail(line.rpartition("#")[2]) for line in told.stdout.splitlines())
    return False


def _of_mail(name: str) -> bool:
    """Whether a definition is of the job that syncs mails, whichever system keeps it.

    >>> [_of_mail(one) for one in ("Comptoir mail desk 1a2b3c", "comptoir-backup-desk.timer",
    ...                            "org.comptoir.mail-desk.plist", " comptoir comptoir-mail-desk")]
    [True, False, True, True]
    """
    return re.search(r"comptoir[ .-]mail\b", name.lower()) is not None
