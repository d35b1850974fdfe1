"""A new file put in the place of an old one: written beside it, kept a copy of, swapped in."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.planning import Plan
from comptoir.sheets.closed.refusals import NotWritten, OpenElsewhere
from comptoir.sheets.closed.repack import repack
from comptoir.wording import Said

LONG_AGO = 3600
"""Seconds after which an unfinished file beside ours belongs to nobody any more."""


def stamp(path: Path) -> tuple[int, int, int]:
    """What changes when somebody writes a file."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """The name of a new file in the same folder, which is gone afterwards whatever happens."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Remove what a patch left that was killed long ago; the disk's own clock tells."""
    latest = path.stat().st_mtime
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with suppress(OSError):
            if left.stat().st_mtime < latest - LONG_AGO:
                left.unlink()


def write(package: Package, plan: Plan, fresh: Path) -> None:
    try:
        with fresh.open("xb") as out:
            repack(package, out, plan.contents, plan.parts.removed)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise NotWritten(file=package.file, why=error.strerror or str(error)) from None


def kept(path: Path, backups: Path | None, now: datetime | None) -> Path | None:
    """Copy the file as it was into the folder of backups, under a name of its own."""
    if backups is None:
        return None
    moment = f" {now:%Y-%m-%d %H%M%S}" if now is not None else ""
    number, copy = 1, backups / f"{path.stem}{moment}{path.suffix}"
    try:
        backups.mkdir(parents=True, exist_ok=True)
        while copy.exists():
            number += 1
            copy = backups / f"{path.stem}{moment} ({number}){path.suffix}"
        shutil.copy2(path, copy)
    except OSError as error:
        raise NotWritten(file=copy.name, why=error.strerror or str(error)) from None
    return copy


def swap(fresh: Path, path: Path) -> None:
    """Put the new file in the old one's place in one step, with its permissions."""
    try:
        shutil.copymode(path, fresh)
        status = path.stat()
        with suppress(OSError, AttributeError):  # only an administrator may, and not on Windows
            os.chown(fresh, status.st_uid, status.st_gid)
        fresh.replace(path)
    except PermissionError:
        raise OpenElsewhere(file=path.name, who=Said("the system does not say where")) from None
    except OSError as error:
        raise NotWritten(file=path.name, why=error.strerror or str(error)) from None
