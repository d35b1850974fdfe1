"""Forget what a person asked to be forgotten: in the row, and in its whole history.

The one place where history is rewritten: a value that must go cannot stay in it. That it was
erased, when and by whom, stays.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, update

from comptoir.records import Record
from comptoir.store.packing import packed, unpacked
from comptoir.store.schema import CHANGES


def forget(db: Connection, record: Record, key: str, fields: Collection[str]) -> int:
    """Blank the *fields* of one row in every change that was ever made to it. How many changes."""
    asked = select(CHANGES).where(CHANGES.c.record == record.name, CHANGES.c.key == key)
    count = 0
    for change in db.execute(asked).all():
        sides = {side: getattr(change, side) for side in ("before", "after")}
        blanked = {side: _blanked(text, fields) for side, text in sides.items()}
        if blanked != sides:
            db.execute(
                update(CHANGES)
                .where(
                    CHANGES.c.record == record.name,
                    CHANGES.c.key == key,
                    CHANGES.c.version == change.version,
                )
                .values(**blanked)
            )
            count += 1
    return count


def _blanked(text: str | None, fields: Collection[str]) -> str | None:
    if not text:
        return text
    side = unpacked(text)
    wiped = {name: None if name in fields else value for name, value in side.items()}
    return text if wiped == side else packed(wiped)
