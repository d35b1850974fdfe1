"""What was found out about a computer and a desk. None where it could not be, or does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from comptoir.wording import Said

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class AddInFile:
    """An installed add-in: whose it says it is, and whether it came from the web."""

    path: str
    comptoir: str | None = None
    xlwings: str | None = None
    blocked: bool = False
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcelFacts:
    """Excel on Windows, and what decides whether it may run the add-in.

    *policies* are the values that govern macros and add-ins, by name; those of an administrator
    also stand in *forced*. *rules* are Defender's attack surface reduction rules by their GUID in
    capitals: 0 off, 1 block, 2 audit, 6 warn. *at_logon* is the command Windows runs.
    """

    version: str | None = None
    bits: int | None = None
    python: str = ""
    python_bits: int = 64
    libraries: tuple[str, ...] = ()
    com: bool = True
    addin: AddInFile | None = None
    copies: tuple[str, ...] = ()
    disabled: bool = False
    policies: Mapping[str, int] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()
    rules: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[str, str] | None = None
    interpreter_found: bool = True
    at_logon: str | None = None
    server: str | None = None
    long_paths: bool = True
    longest_path: int = 0


@dataclass(frozen=True, slots=True)
class MacFacts:
    """Excel on a Mac."""

    addin: AddInFile | None = None
    scripts: tuple[str, ...] = ()
    settings: Mapping[str, str] | None = None
    interpreter_found: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """A computer, and the desk if there is one."""

    python: tuple[int, int] = OLDEST_PYTHON
    system: str = "Linux"
    version: str = ""
    xlwings: str = ""
    missing_packages: tuple[str, ...] = ()
    unfit_packages: tuple[str, ...] = ()
    command_found: bool = True
    encoding: str = "utf-8"
    has_zones: bool = True
    now: datetime | None = None
    office: str | None = None
    office_version: str | None = None
    calc_missing: str | None = None
    keyring: str | None = None
    scheduled: bool | None = None
    desk: str | None = None
    desk_fault: Said | None = None
    database: str | None = None
    database_fault: Said | None = None
    remote_database: bool = False
    last_save: datetime | None = None
    unwritable: tuple[str, ...] = ()
    free_bytes: int | None = None
    last_backup: datetime | None = None
    synced_folder: str | None = None
    stale_locks: tuple[str, ...] = ()
    bad_templates: tuple[str, ...] = ()
    mailbox: str | None = None
    mail_fault: Said | None = None
    secrets_missing: tuple[str, ...] = ()
    excel: ExcelFacts | None = None
    mac: MacFacts | None = None
