"""The facts of a desk: its database, folders, backups, letters and mailbox."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from comptoir import store
from comptoir.errors import ComptoirError
from comptoir.settings import Settings

_CLOUDS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents")
_NETWORK = ("nfs", "cifs", "smb", "afp", "fuse.sshfs", "9p", "davfs")


def facts(found: Settings) -> dict[str, Any]:
    """What the doctor asks about a desk, by the name of the fact."""
    folders = (found.folder, found.workbooks, found.dossiers, found.backups)
    return {
        "desk": str(found.folder),
        "unwritable": tuple(str(one) for one in folders if not _writable(one)),
        "free_bytes": shutil.disk_usage(found.folder).free,
        "last_backup": _newest(found.backups),
        "synced_folder": synced(found.folder, os.environ),
        "stale_locks": tuple(_locks(found.workbooks)),
        "bad_templates": tuple(_bad_letters(found.templates)),
        "remote_database": found.url.startswith("sqlite") and remote(found.folder),
        **_database(found),
        **_mail(found),
    }


def _database(found: Settings) -> dict[str, Any]:
    try:
        engine = store.open(found.url)
        try:
            with store.reading(engine) as db:
                last = next(iter(store.saves(db, 1)), None)
        finally:
            engine.dispose()
    except ComptoirError as error:
        return {"database_fault": error.said}
    named = re.sub(r"//[^@/]*@", "//…@", found.url)
    return {"database": named, "last_save": last.at if last else None}


def _writable(folder: Path) -> bool:
    """Whether a file can be made in *folder*; one that is not there yet can be made."""
    probe = folder / ".comptoir-probe"
    if not folder.exists():
        return True
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _newest(folder: Path) -> datetime | None:
    times = [one.stat().st_mtime for one in folder.glob("*") if one.is_file()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _locks(folder: Path) -> Iterator[str]:
    for pattern in ("~$*.xls*", ".~lock.*#"):
        yield from sorted(one.name for one in folder.glob(pattern))


def synced(folder: Path, env: Mapping[str, str]) -> str | None:
    """The folder around *folder* that a cloud service copies, by its name or by Windows' word."""
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if env.get(name) and folder.resolve().is_relative_to(Path(env[name]).resolve()):
            return env[name]
    parts = folder.resolve().parts
    return next((part for part in parts if part.lower().startswith(_CLOUDS)), None)


def remote(folder: Path) -> bool:
    """Whether *folder* lies on another computer."""
    path = str(folder.resolve())
    if path.startswith(r"\\"):
        return True
    mounts: list[tuple[str, str]] = []
    with suppress(OSError, ValueError):
        for line in Path("/proc/mounts").read_text("utf-8").splitlines():
            _, place, kind, *_ = line.split(" ")
            mounts.append((place.replace(r"\040", " "), kind))
    around = [one for one in mounts if folder.resolve().is_relative_to(one[0])]
    return max(around, key=lambda one: len(one[0]), default=("", ""))[1].startswith(_NETWORK)


def _bad_letters(folder: Path) -> Iterator[str]:
    """The user's own letters that are no Word documents."""
    for path in sorted(folder.rglob("*.docx")):
        if path.name.startswith("~$"):
            continue
        try:
            with zipfile.ZipFile(path) as package:
                package.getinfo("word/document.xml")
        except (OSError, KeyError, zipfile.BadZipFile):
            yield path.relative_to(folder).as_posix()


def _mail(found: Settings) -> dict[str, Any]:
    """The mailboxes of the settings, and those whose password the keyring lacks."""
    from comptoir.desk.mailing import mailboxes  # noqa: PLC0415 - for the doctor only

    try:
        boxes = mailboxes.boxes_of(found)
    except ComptoirError as error:
        return {"mail_fault": error.said}
    named = ", ".join(one.address or name for name, one in boxes.items())
    return {"mailbox": named or None, "secrets_missing": tuple(_without_secret(found, boxes))}


def _without_secret(found: Settings, boxes: Mapping[str, Any]) -> Iterator[str]:
    from comptoir.desk.mailing import mailboxes  # noqa: PLC0415 - for the doctor only

    for name, box in boxes.items():
        if box.needs_secret:
            with suppress(ComptoirError):
                if not mailboxes.secrets_of(found).get(name):
                    yield name


def longest_path(found: Settings | None) -> int:
    """The characters of the longest path in the desk."""
    if found is None:
        return 0
    return max((len(str(one)) for one in found.folder.resolve().rglob("*")), default=0)
