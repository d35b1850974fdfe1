"""The facts of this computer and of a desk, for the doctor."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from comptoir import store
from comptoir.desk.doctor import Facts
from comptoir.errors import ComptoirError
from comptoir.settings import Settings
from comptoir.wording import Said


def gathered(found: Settings | None, *, now: datetime, fault: Said | None = None) -> Facts:
    """The facts of this computer and of the desk *found*; *fault* tells why there is none."""
    facts: dict[str, object] = {
        "python": sys.version_info[:2],
        "system": platform.system(),
        "missing_packages": _missing_packages(),
        "office": shutil.which("soffice") or shutil.which("libreoffice"),
        "keyring": _keyring(),
        "now": now,
        "desk_fault": fault,
    }
    return Facts(**facts, **(_of_desk(found) if found else {}))  # type: ignore[arg-type] # - by name


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
