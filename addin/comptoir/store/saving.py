"""Saves: everything one person changed at one moment, taken whole or not at all.

>>> with engine.begin() as db:                                                # doctest: +SKIP
...     save = begin_save(db, Author("Léa", via="sheet"), at, "register saved")
...     register(db, save, RECORDS["order"], new_orders, today)
...     amend(db, save, RECORDS["party"], [Amendment("ACME", 3, {"terms": "NET 30"})])

A save holds the counter of saves until its transaction ends, so saves run one after another on
both databases: two people who save at once wait for each other, and never deadlock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from comptoir.errors import Refused
from comptoir.records import RECORDS, Composed, Record, Row, Within
from comptoir.store.numbering import new_keys, next_number, used_versions
from comptoir.store.rows import Block, block, chunks
from comptoir.store.schema import CUSTOM, SAVES, TABLES, VERSION
from comptoir.store.writing import (
    Kept,
    Step,
    delete_rows,
    insert_rows,
    kept_value,
    superseded,
    update_rows,
)
from comptoir.wording import Said, mark


class Fixed(Refused):
    """A value that the reference of the row is made of cannot change."""

    message = mark(
        "{record} {key}: {field} is part of the reference and cannot change."
        " Nothing was saved. Put the old value back, and enter a new line for the new value."
    )


class StillNamed(Refused):
    """Other rows name the row that should be removed."""

    message = mark(
        "{record} {key} cannot be removed: {named_by} {refs} still name it."
        " Nothing was removed. Change or remove those first."
    )


@dataclass(frozen=True, slots=True)
class Author:
    """Who saves, and by which door: ``sheet``, ``command``, ``mail``, ``import`` or ``demo``."""

    name: str
    via: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """New typed *values* for the row of *key*, as it was *seen*: at that version.

    ``values["custom"]`` holds the changed ones of the user's own columns; None takes one away.
    """

    key: str
    seen: int
    values: Mapping[str, object]


def begin_save(
    db: Connection, author: Author, at: datetime, what: str, *, undoes: int | None = None
) -> int:
    """Open a save: its number. No other save runs until the transaction of *db* ends."""
    save = next_number(db, "", "save")
    db.execute(
        insert(SAVES).values(
            id=save, at=at, by=author.name, via=author.via, what=what, undoes=undoes
        )
    )
    return save


def register(
    db: Connection, save: int, record: Record, rows: Sequence[Row], today: date
) -> list[str]:
    """Add new rows of typed values: their keys, in the order of *rows*.

    A row may bring its key; if not, it gets the next number of its series, the year being that
    of *today* where the row has no date. Raises ``Taken``, ``Unlinked``.
    """
    keys = new_keys(db, record, rows, today)
    before = used_versions(db, record, keys)
    fresh: list[Kept] = []
    for key, row in zip(keys, rows, strict=True):
        unknown = row.keys() - record.by_name.keys() - {VERSION, CUSTOM}
        assert not unknown, f"{record.name} has no {unknown}"
        kept = {f.name: kept_value(record, f.name, row.get(f.name)) for f in record.kept}
        fresh.append(
            {
                **kept,
                record.key: key,
                VERSION: before.get(key, 0) + 1,
                CUSTOM: _present(row.get(CUSTOM)),
            }
        )
    insert_rows(db, save, record, fresh)
    return keys


def amend(
    db: Connection, save: int, record: Record, changes: Sequence[Amendment]
) -> dict[str, int]:
    """Change rows: their versions now. A value that is already so changes nothing.

    Raises ``Superseded`` where a row is no more at the version seen, ``Gone`` where it is not
    there, ``Unlinked``, ``Fixed``; the caller's transaction is then to be rolled back.
    """
    seen = {change.key: change.seen for change in changes}
    assert len(seen) == len(changes), "a row is amended once in a save"
    now = block(db, record, seen)
    found = dict(zip(now.keys, range(len(now.keys)), strict=True))
    if any(key not in found or now.versions[found[key]] != seen[key] for key in seen):
        raise superseded(db, record, seen)
    steps = [step for change in changes if (step := _step(record, now, found[change.key], change))]
    update_rows(db, save, record, steps)
    return seen | {step.key: step.version + 1 for step in steps}


def remove(db: Connection, save: int, record: Record, keys: Iterable[str]) -> None:
    """Take rows out of the desk; the history keeps them. Raises ``StillNamed``, ``Gone``."""
    rows = block(db, record, keys)
    missing = set(keys) - set(rows.keys)
    if missing:
        raise superseded(db, record, dict.fromkeys(missing, 0))
    refuse_named(db, record, rows.keys)
    delete_rows(db, save, record, kept_rows(rows))


def refuse_named(db: Connection, record: Record, keys: Sequence[str]) -> None:
    """Raise ``StillNamed`` where a row names one of *keys*."""
    for other in RECORDS.values():
        for name, target in other.links.items():
            if target != record.name:
                continue
            column, key = TABLES[other.name].c[name], TABLES[other.name].c[other.key]
            for lot in chunks(keys):
                naming = db.execute(
                    select(column, key).where(column.in_(lot)).order_by(column, key).limit(5)
                ).all()
                if naming:
                    raise StillNamed(
                        record=Said(record.one),
                        key=naming[0][0],
                        named_by=Said(other.many),
                        refs=[ref for named, ref in naming if named == naming[0][0]],
                    )


def kept_rows(rows: Block) -> list[Kept]:
    """The rows of a block, as the database keeps them."""
    names = list(rows.columns)
    return [
        {**dict(zip(names, values, strict=True)), VERSION: version, CUSTOM: custom or {}}
        for version, custom, *values in zip(
            rows.versions, rows.custom, *rows.columns.values(), strict=True
        )
    ]


def _present(custom: object) -> dict[str, object]:
    assert custom is None or isinstance(custom, Mapping)
    return {name: value for name, value in (custom or {}).items() if value is not None}


def _step(record: Record, now: Block, place: int, change: Amendment) -> Step | None:
    """What *change* makes of the row at *place*; None where it is so already."""
    before: Kept = {}
    after: Kept = {}
    custom = dict(now.custom[place] or {})
    for name, value in change.values.items():
        if name == CUSTOM:
            assert isinstance(value, Mapping)
            was = {head: custom.get(head) for head in value}
            differs = {head: new for head, new in value.items() if new != was[head]}
            if differs:
                before[CUSTOM] = {head: was[head] for head in differs}
                after[CUSTOM] = differs
                custom = _present({**custom, **differs})
            continue
        old, new = now.columns[name][place], kept_value(record, name, value)
        if old != new:
            _refuse_fixed(record, change.key, name)
            before[name], after[name] = old, new
    if not after:
        return None
    return Step(change.key, now.versions[place], before, after, custom)


def _refuse_fixed(record: Record, key: str, name: str) -> None:
    keying = record.keying
    parts: tuple[str, ...] = (record.key,)
    match keying:
        case Composed():
            parts += keying.parts
        case Within():
            parts += (keying.parent,)
    if name in parts:
        field = record.by_name[name]
        raise Fixed(record=Said(record.one), key=key, field=Said(field.label))
