"""Whether a file may be written now: nobody else has it open, nobody forbade it.

Excel leaves an owner file ``~$name`` beside an open workbook, LibreOffice
``.~lock.name#``; both say whose they are. On Windows the system itself refuses.
"""

from __future__ import annotations

import os
from pathlib import Path

from comptoir.sheets.closed.refusals import FileMissing, NotAWorkbook, OpenElsewhere, ReadOnly
from comptoir.wording import Said

WRITABLE = 0o222
_SOMEONE = Said("the system does not say where")


def check_free(path: Path) -> None:
    """Refuse with ``OpenElsewhere`` or ``ReadOnly`` where *path* may not be replaced now."""
    if not path.exists():
        raise FileMissing(file=path.name)
    if not path.is_file():
        raise NotAWorkbook(file=path.name)
    if who := opened_by(path):
        raise OpenElsewhere(file=path.name, who=who)
    if not path.stat().st_mode & WRITABLE or not os.access(path.parent, os.W_OK):
        raise ReadOnly(file=path.name)
    try:
        with path.open("r+b"):
            pass
    except PermissionError:
        raise OpenElsewhere(file=path.name, who=_SOMEONE) from None


def opened_by(path: Path) -> str | Said | None:
    """Who has *path* open by the lock files beside it; ``None`` where nobody has."""
    for lock, name in (
        (path.with_name(f"~${path.name}"), _excel_user),
        (path.with_name(f".~lock.{path.name}#"), _calc_user),
    ):
        try:
            data = lock.read_bytes()
        except FileNotFoundError:
            continue
        except OSError:  # the owner's program lets nobody read it
            return _SOMEONE
        return name(data) or _SOMEONE
    return None


def _excel_user(data: bytes) -> str:
    """The name in an owner file: its length in one byte, then its letters."""
    if not data:
        return ""
    return data[1 : 1 + data[0]].decode("cp1252", "replace").strip("\0 ")


def _calc_user(data: bytes) -> str:
    """The name in a LibreOffice lock: full name, account, computer, day."""
    fields = data.decode("utf-8", "replace").split(",")
    return next((field.strip() for field in fields[:3] if field.strip()), "")
