"""The next number of each series: no gap, no duplicate, whoever writes at the same time.

A counter moves in the transaction that uses its number: given back when that fails, it leaves no
gap. Saves run one after another (``begin_save``), so no two read the same counter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from comptoir.errors import Conflict, Refused
from comptoir.records import Composed, Record
from comptoir.store.rows import chunks
from comptoir.store.schema import CHANGES, COUNTERS
from comptoir.store.writing import existing
from comptoir.wording import Said, mark


class Taken(Conflict):
    """The code typed for a new row is another row's."""

    message = mark(
        "{record} {keys}: this reference is already used. Nothing was saved."
        " Give the new line another one, or change the line that has it."
    )


class Unnamed(Refused):
    """A record whose references are not given by the desk came without one."""

    message = mark("A new {record} has no reference. Nothing was saved. Type one, then save again.")


def new_keys(
    db: Connection, record: Record, rows: Sequence[Mapping[str, object]], today: date
) -> list[str]:
    """A key for each of the new *rows*: the one it brings, or the next of its series."""
    keys = [_own(record, row) for row in rows]
    brought = [key for key in keys if key is not None]
    _free(db, record, brought)
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if key is None:
            assert record.keying is not None
            assert not isinstance(record.keying, Composed)
            waiting[record.keying.series(rows[place], today)].append(place)
    if waiting:
        for place, key in _numbered(db, record, rows, today, waiting, set(brought)).items():
            keys[place] = key
    return [str(key) for key in keys]


def used_versions(db: Connection, record: Record, keys: Sequence[str]) -> dict[str, int]:
    """The last version that each of *keys* ever had, also where its row is gone."""
    last: dict[str, int] = {}
    for lot in chunks(keys):
        found = db.execute(
            select(CHANGES.c.key, func.max(CHANGES.c.version))
            .where(CHANGES.c.record == record.name, CHANGES.c.key.in_(lot))
            .group_by(CHANGES.c.key)
        )
        last.update({key: version for key, version in found})  # noqa: C416 - typed
    return last


def next_number(db: Connection, record: str, series: str, count: int = 1) -> int:
    """Move a counter by *count* and hold it till the end of the transaction: its new value."""
    start = _insert(db, COUNTERS).values(record=record, series=series, last=count)
    moved = start.on_conflict_do_update(
        index_elements=[COUNTERS.c.record, COUNTERS.c.series],
        set_={"last": COUNTERS.c.last + count},
    ).returning(COUNTERS.c.last)
    return int(db.execute(moved).scalar_one())


def _own(record: Record, row: Mapping[str, object]) -> str | None:
    """The key that *row* brings, or is made of; None where it must be numbered."""
    if row.get(record.key) is not None:
        return str(row[record.key])
    if isinstance(record.keying, Composed):
        return record.keying.made_of(row)
    if record.keying is None:
        raise Unnamed(record=Said(record.one))
    return None


def _free(db: Connection, record: Record, keys: Sequence[str]) -> None:
    twice = {key for key, times in Counter(keys).items() if times > 1}
    taken = twice | existing(db, record, keys)
    if taken:
        raise Taken(record=Said(record.one), keys=sorted(taken))


def _numbered(
    db: Connection,
    record: Record,
    rows: Sequence[Mapping[str, object]],
    today: date,
    waiting: Mapping[str, list[int]],
    brought: set[str],
) -> dict[int, str]:
    """The place of each row in *waiting*, with its new key. No key ever used is given again."""
    keying = record.keying
    assert keying is not None
    assert not isinstance(keying, Composed)
    last = _counters(db, record, waiting)
    free: dict[str, list[str]] = {series: [] for series in waiting}
    while short := {s: len(p) - len(free[s]) for s, p in waiting.items() if len(free[s]) < len(p)}:
        proposed: dict[str, str] = {}
        for series, count in short.items():
            like = rows[waiting[series][0]]
            for number in range(last[series] + 1, last[series] + count + 1):
                proposed[keying.key(like, today, number)] = series
            last[series] += count
        used = used_versions(db, record, list(proposed)).keys() | brought
        for key, series in proposed.items():
            if key not in used:
                free[series].append(key)
    _move_counters(db, record, last)
    return {
        place: key
        for series, places in waiting.items()
        for place, key in zip(places, free[series], strict=True)
    }


def _counters(db: Connection, record: Record, series: Iterable[str]) -> dict[str, int]:
    """The last number given in each of *series*."""
    last = dict.fromkeys(series, 0)
    for lot in chunks(last):
        found = db.execute(
            select(COUNTERS.c.series, COUNTERS.c.last)
            .where(COUNTERS.c.record == record.name, COUNTERS.c.series.in_(lot))
            .with_for_update()
        )
        last.update({name: number for name, number in found})  # noqa: C416 - typed
    return last


def _move_counters(db: Connection, record: Record, last: Mapping[str, int]) -> None:
    start = _insert(db, COUNTERS)
    moved = start.on_conflict_do_update(
        index_elements=[COUNTERS.c.record, COUNTERS.c.series],
        set_={"last": start.excluded.last},
    )
    db.execute(moved, [{"record": record.name, "series": s, "last": n} for s, n in last.items()])


def _insert(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if db.dialect.name == "sqlite" else postgresql.insert(table)
