"""What changed, by whom and when; and from it, any state that ever was.

The history holds both sides of every change, so a past state is the present one with the later
changes taken back, the newest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from comptoir.records import RECORDS, Record, Rows, Within
from comptoir.records import Row as TypedRow
from comptoir.store.packing import unpacked
from comptoir.store.rows import AT_ONCE, NeverSeen, block, chunks, natural
from comptoir.store.saving import kept_rows
from comptoir.store.schema import CHANGES, CUSTOM, SAVES, VERSION
from comptoir.store.writing import AMENDED, REGISTERED, REMOVED, Kept
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, changed in one save. *old* and *new* are typed.

    *kind* is ``registered``, ``amended`` or ``removed``. *of_custom* tells a column of the user's
    own, whose heading is *field*.
    """

    save: int
    at: datetime
    by: str
    via: str
    record: str
    key: str
    version: int
    kind: str
    field: str
    old: object
    new: object
    of_custom: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that a save changed: what it said before and after, of the fields that changed."""

    record: str
    key: str
    before: Kept
    after: Kept


def touched(db: Connection, save: int) -> list[Touched]:
    """The rows that a save has changed, as the database keeps them."""
    query = select(CHANGES.c.record, CHANGES.c.key, CHANGES.c.before, CHANGES.c.after)
    return [
        Touched(record, key, unpacked(before or "{}"), unpacked(after or "{}"))
        for record, key, before, after in db.execute(query.where(CHANGES.c.save == save))
    ]


@dataclass(frozen=True, slots=True)
class Save:
    """One save: who, when, by which door, what for, and how many rows it changed.

    *undoes* is the save it took back; *undone_by* the one that took it back, while that stands.
    """

    id: int
    at: datetime
    by: str
    via: str
    what: str
    rows: int
    undoes: int | None
    undone_by: int | None


def saves(db: Connection, limit: int = 50) -> list[Save]:
    """The last saves, the newest first."""
    rows = (
        select(func.count())
        .select_from(CHANGES)
        .where(CHANGES.c.save == SAVES.c.id)
        .scalar_subquery()
    )
    found = db.execute(select(SAVES, rows.label("rows")).order_by(SAVES.c.id.desc()).limit(limit))
    return [Save(**one._mapping) for one in found]  # noqa: SLF001 - public, whatever its name


def history(db: Connection, ref: str, record: Record | None = None) -> list[Change]:
    """All that happened to the row of *ref* and to its lines, the oldest first, field by field.

    A reference may be that of several records: then all of them, unless *record* says which.
    """
    named: ColumnElement[bool] = CHANGES.c.key == ref
    lines = and_(CHANGES.c.key >= f"{ref}/", CHANGES.c.key < f"{ref}0")  # 0 comes after /
    asked = (
        select(CHANGES, SAVES.c.at, SAVES.c.by, SAVES.c.via)
        .join(SAVES, SAVES.c.id == CHANGES.c.save)
        .where(or_(named, lines))
        .order_by(CHANGES.c.save, CHANGES.c.version)
    )
    found = [
        one
        for one in db.execute(asked)
        if not record or one.record in ({record.name} if one.key == ref else _lines_of(record))
    ]
    found.sort(key=lambda one: (one.save, natural(one.key), one.version))
    return [change for one in found for change in _by_field(one)]


def at(db: Connection, record: Record, instant: datetime) -> Rows:
    """The rows as they were after the last save made at *instant* or before."""
    last = db.scalar(select(func.max(SAVES.c.id)).where(SAVES.c.at <= instant)) or 0
    later = (
        select(CHANGES)
        .where(CHANGES.c.record == record.name, CHANGES.c.save > last)
        .order_by(CHANGES.c.version.desc())
    )
    rows = {str(row[record.key]): row for row in kept_rows(block(db, record))}
    for change in db.execute(later):
        take_back(record, rows, change)
    return {key: typed_row(record, rows[key]) for key in sorted(rows, key=natural)}


def as_seen(db: Connection, record: Record, seen: Mapping[str, int]) -> Rows:
    """Each row of *seen* as it was at the version given for it, rows since removed included.

    Raises ``NeverSeen`` for a version that this desk never had.
    """
    now = block(db, record, seen if len(seen) <= AT_ONCE else None)
    rows = {str(row[record.key]): row for row in kept_rows(now) if row[record.key] in seen}
    stale = [key for key in seen if key not in rows or rows[key][VERSION] != seen[key]]
    for change in changes_of(db, record, stale):
        if change.version > seen[change.key]:
            take_back(record, rows, change)
    strange = [key for key in stale if key not in rows or rows[key][VERSION] != seen[key]]
    if strange:
        raise NeverSeen(record=Said(record.one), keys=strange)
    return {key: typed_row(record, rows[key]) for key in seen}


def changes_of(
    db: Connection, record: Record, keys: Iterable[str], since: int = 0
) -> list[Row[Any]]:
    """The changes of *keys* from the save *since* on, the newest of each row first."""
    found: list[Row[Any]] = []
    for lot in chunks(keys):
        asked = (
            select(CHANGES)
            .where(CHANGES.c.record == record.name, CHANGES.c.key.in_(lot), CHANGES.c.save >= since)
            .order_by(CHANGES.c.key, CHANGES.c.version.desc())
        )
        found += db.execute(asked).all()
    return found


def take_back(record: Record, rows: dict[str, Kept], change: Row[Any]) -> None:
    """Make *rows* what they were before *change*, the last one of its row."""
    if change.kind == REGISTERED:
        del rows[change.key]
        return
    before = unpacked(change.before)
    own = before.pop(CUSTOM, {})
    if change.kind == REMOVED:
        blank: Kept = dict.fromkeys(field.name for field in record.kept)
        rows[change.key] = {**blank, record.key: change.key, CUSTOM: {}}
    row = rows[change.key]
    custom = row[CUSTOM]
    assert isinstance(custom, dict)
    row |= {name: value for name, value in before.items() if name in record.by_name}
    row[CUSTOM] = {name: value for name, value in {**custom, **own}.items() if value is not None}
    row[VERSION] = change.version - 1


def typed_row(record: Record, kept: Kept) -> TypedRow:
    """A kept row as typed values."""
    row: TypedRow = {field.name: field.kind.typed(kept[field.name]) for field in record.kept}
    return {**row, VERSION: kept[VERSION], CUSTOM: kept[CUSTOM]}


def _lines_of(record: Record) -> set[str]:
    """The records whose references start with one of *record*."""
    return {
        one.name
        for one in RECORDS.values()
        if isinstance(one.keying, Within) and one.links[one.keying.parent] == record.name
    }


def _by_field(one: Row[Any]) -> Iterable[Change]:
    """The fields that *one* change of a row touched; the reference too, where it came or went."""
    before = unpacked(one.before) if one.before else {}
    after = unpacked(one.after) if one.after else {}
    own = [side.pop(CUSTOM, {}) for side in (before, after)]
    record = RECORDS.get(one.record)
    if record and one.kind != AMENDED:
        whole = after if one.kind == REGISTERED else before
        whole[record.key] = one.key
    for of_custom, (old, new) in ((False, (before, after)), (True, own)):
        for name in old | new:
            field = None if of_custom or not record else record.by_name.get(name)
            yield Change(
                one.save,
                one.at,
                one.by,
                one.via,
                one.record,
                one.key,
                one.version,
                one.kind,
                name,
                field.kind.typed(old.get(name)) if field else old.get(name),
                field.kind.typed(new.get(name)) if field else new.get(name),
                of_custom,
            )


__all__ = [
    "AMENDED",
    "REGISTERED",
    "REMOVED",
    "Change",
    "Save",
    "as_seen",
    "at",
    "changes_of",
    "history",
    "saves",
    "take_back",
    "typed_row",
]
