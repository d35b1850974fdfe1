"""What may be wrong with a desk or the computer under it, and the remedy of each.

Decides only: the facts are gathered elsewhere, so that every ailment can be shown on any system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comptoir.wording import Said, mark

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 500 * 1024 * 1024
BACKUP_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found out. None where it could not be, or does not apply here."""

    python: tuple[int, int] = OLDEST_PYTHON
    system: str = "Linux"
    missing_packages: tuple[str, ...] = ()
    desk: str | None = None
    desk_fault: Said | None = None
    database: str | None = None
    database_fault: Said | None = None
    unwritable: tuple[str, ...] = ()
    free_bytes: int | None = None
    last_backup: datetime | None = None
    now: datetime | None = None
    office: str | None = None
    keyring: str | None = None
    synced_folder: str | None = None
    stale_locks: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One check: whether it is well, and what was seen or what to do."""

    code: str
    what: str
    state: str
    """``ok``, ``warning`` or ``error``."""
    said: Said


Examine = Callable[[Facts], tuple[str, Said]]
OK, WARNING, ERROR = "ok", "warning", "error"
SIGNS = {OK: "✓", WARNING: "•", ERROR: "!"}


def _python(facts: Facts) -> tuple[str, Said]:
    version = ".".join(map(str, facts.python))
    if facts.python < OLDEST_PYTHON:
        return ERROR, Said(
            "Python {version} is too old. Install Python 3.11 or newer.", version=version
        )
    return OK, Said("Python {version}", version=version)


def _packages(facts: Facts) -> tuple[str, Said]:
    if facts.missing_packages:
        return ERROR, Said(
            "Missing: {names}. Install Comptoir again: pip install --force-reinstall comptoir",
            names=facts.missing_packages,
        )
    return OK, Said("all there")


def _desk(facts: Facts) -> tuple[str, Said]:
    if facts.desk_fault:
        return ERROR, facts.desk_fault
    if facts.desk is None:
        return WARNING, Said("No desk here. Make one with: comptoir init my-desk")
    return OK, Said("{folder}", folder=facts.desk)


def _database(facts: Facts) -> tuple[str, Said]:
    if facts.database_fault:
        return ERROR, facts.database_fault
    if facts.database is None:
        return OK, Said("none to look at")
    return OK, Said("{name} opens and is up to date", name=facts.database)


def _folders(facts: Facts) -> tuple[str, Said]:
    if facts.unwritable:
        return ERROR, Said(
            "Cannot write in {folders}. Ask for the right to, or move the desk.",
            folders=facts.unwritable,
        )
    return OK, Said("can be written")


def _space(facts: Facts) -> tuple[str, Said]:
    if facts.free_bytes is None:
        return OK, Said("none to look at")
    free = f"{facts.free_bytes / 1024**3:.1f} GiB"
    if facts.free_bytes < LEAST_FREE:
        return WARNING, Said("Only {free} left on the disk. Free some space.", free=free)
    return OK, Said("{free} free", free=free)


def _backup(facts: Facts) -> tuple[str, Said]:
    if facts.desk is None or facts.now is None:
        return OK, Said("none to look at")
    if facts.last_backup is None:
        return WARNING, Said("No backup yet. Make one with: comptoir backup")
    if facts.now - facts.last_backup > BACKUP_AGE:
        return WARNING, Said(
            "The last backup is of {day}. Make one with: comptoir backup",
            day=facts.last_backup.date(),
        )
    return OK, Said("last one {day}", day=facts.last_backup.date())


def _synced(facts: Facts) -> tuple[str, Said]:
    if facts.synced_folder:
        return WARNING, Said(
            "The desk lies in {folder}, a folder that a cloud service copies: its database may be"
            " damaged. Move it to a folder of this computer, or use PostgreSQL.",
            folder=facts.synced_folder,
        )
    return OK, Said("not in a synchronised folder")


def _office(facts: Facts) -> tuple[str, Said]:
    if facts.office is None:
        return WARNING, Said(
            "No LibreOffice found: PDF letters and Calc buttons need it. Install LibreOffice 7.4"
            " or newer."
        )
    return OK, Said("{path}", path=facts.office)


def _keyring(facts: Facts) -> tuple[str, Said]:
    if facts.keyring is None:
        return WARNING, Said(
            "No keyring to keep passwords in: mail cannot be synced. On Linux, install"
            " gnome-keyring or kwallet."
        )
    return OK, Said("{name}", name=facts.keyring)


def _locks(facts: Facts) -> tuple[str, Said]:
    if facts.stale_locks:
        return WARNING, Said(
            "Open, or left open by a crash: {files}. Close the workbook; if no program has it"
            " open, delete the lock file.",
            files=facts.stale_locks,
        )
    return OK, Said("none open")


EXAMINATIONS: tuple[tuple[str, str, Examine], ...] = (
    ("PY-01", mark("Python"), _python),
    ("PY-02", mark("Parts of the program"), _packages),
    ("DESK-01", mark("Desk"), _desk),
    ("DB-01", mark("Database"), _database),
    ("DESK-02", mark("Folders"), _folders),
    ("DISK-01", mark("Disk"), _space),
    ("DESK-03", mark("Place of the desk"), _synced),
    ("BACK-01", mark("Backups"), _backup),
    ("BOOK-01", mark("Workbooks"), _locks),
    ("LO-01", mark("LibreOffice"), _office),
    ("KEY-01", mark("Keyring"), _keyring),
)


def examined(facts: Facts) -> Iterator[Diagnosis]:
    """Every check, well or not."""
    for code, what, examine in EXAMINATIONS:
        state, said = examine(facts)
        yield Diagnosis(code, what, state, said)
