"""``comptoir doctor``: what is wrong here, and what to do about it."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from comptoir import store
from comptoir.cli.place import clock, settings_of
from comptoir.cli.telling import language, tell_json, tell_rows
from comptoir.desk.doctor import ERROR, Facts, examined
from comptoir.errors import ComptoirError
from comptoir.settings import NoDesk, Settings
from comptoir.wording import Said, mark

SIGNS = {"ok": "✓", "warning": "•", "error": "!"}


@click.command()
@click.pass_obj
@click.pass_context
def doctor(ctx: click.Context, told: dict[str, Any]) -> None:
    r"""Examine the desk and the computer under it; each ailment comes with its remedy.

    Exit code 1 where something is wrong.

    \b
        $ comptoir doctor
    """
    lang = language(told)
    found = list(examined(gathered(told)))
    if told["json"]:
        for one in found:
            row = {"code": one.code, "what": Said(one.what), "state": one.state, "said": one.said}
            tell_json(row, lang)
    else:
        rows = [(SIGNS[one.state], one.code, Said(one.what), one.said) for one in found]
        tell_rows(("", mark("Code"), mark("Looked at"), mark("Seen, or to do")), rows, lang)
    ctx.exit(1 if any(one.state == ERROR for one in found) else 0)


def gathered(told: Mapping[str, Any]) -> Facts:
    """The facts of this computer and of the desk named, or of the one around here."""
    facts: dict[str, object] = {
        "python": sys.version_info[:2],
        "system": platform.system(),
        "missing_packages": _missing_packages(),
        "office": shutil.which("soffice") or shutil.which("libreoffice"),
        "keyring": _keyring(),
        "now": clock(),
    }
    try:
        found = settings_of(told)
    except NoDesk:
        return Facts(**facts)  # type: ignore[arg-type]
    except ComptoirError as error:
        return Facts(**facts, desk_fault=error.said)  # type: ignore[arg-type]
    return Facts(**facts, **_of_desk(found))  # type: ignore[arg-type]


def _of_desk(found: Settings) -> dict[str, object]:
    folders = (found.workbooks, found.dossiers, found.backups)
    facts: dict[str, object] = {
        "desk": str(found.folder),
        "unwritable": tuple(str(one) for one in folders if not _writable(one)),
        "free_bytes": shutil.disk_usage(found.folder).free,
        "last_backup": _newest(found.backups),
        "synced_folder": _synced(found.folder),
        "stale_locks": tuple(
            str(one.name)
            for pattern in ("~$*.xls*", ".~lock.*#")
            for one in found.workbooks.glob(pattern)
        ),
    }
    try:
        store.open(found.url).dispose()
    except ComptoirError as error:
        return {**facts, "database_fault": error.said}
    return {**facts, "database": re.sub(r"//[^@/]*@", "//…@", found.url)}


def _missing_packages() -> tuple[str, ...]:
    needed = importlib.metadata.requires("comptoir") or []
    names = [re.split(r"[ <>=!~;\[]", one)[0] for one in needed if "extra ==" not in one]
    return tuple(name for name in names if not _installed(name))


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _keyring() -> str | None:
    import keyring  # noqa: PLC0415 - slow to find its back end
    from keyring.backends import fail  # noqa: PLC0415 - the same

    found = keyring.get_keyring()
    return None if isinstance(found, fail.Keyring) else str(found.name)


def _writable(folder: Path) -> bool:
    probe = folder / ".comptoir-probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _newest(folder: Path) -> datetime | None:
    times = [one.stat().st_mtime for one in folder.glob("*") if one.is_file()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _synced(folder: Path) -> str | None:
    names = ("OneDrive", "Dropbox", "Google Drive", "iCloud")
    parts = folder.resolve().parts
    return next((part for part in parts if any(part.startswith(name) for name in names)), None)
