"""Reading rows: all at once for a sheet, by key for a deed, and as someone saw them.

Rows come in the order of their references, numbers counted as numbers: line 99 before line 100.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    cast,
    func,
    literal_column,
    select,
    true,
)

from comptoir.errors import Conflict
from comptoir.records import Record, Row, Rows
from comptoir.records.kinds import Day, Flag, Kind
from comptoir.store.packing import unpacked
from comptoir.store.schema import CUSTOM, TABLES, VERSION
from comptoir.wording import mark

AT_ONCE = 5000
"""How many references one question to the database names at most."""

ARRAY = 100_000
"""How many rows one array of values holds at most: far below what a database allows."""


class NeverSeen(Conflict):
    """A version that this store never had: the sheet was made from another state of the desk."""

    message = mark(
        "{keys} in the workbook are in a state that this desk never had."
        " Nothing was saved. Refresh the workbook: it may come from another desk,"
        " or from before a backup was restored."
    )


@dataclass(frozen=True, slots=True)
class Block:
    """All rows of a record, column by column: values as the database keeps them.

    *columns* holds each kept field's values, the key's own included; dates are dates, flags are
    flags. *custom* holds for each row what the user's own columns hold, or None.
    """

    record: Record
    keys: list[str]
    versions: list[int]
    columns: dict[str, list[object]]
    custom: list[dict[str, object] | None]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each key and its row of typed values."""
        typed = [
            list(map(field.kind.typed, self.columns[field.name])) for field in self.record.kept
        ]
        names = [field.name for field in self.record.kept]
        for key, version, custom, *values in zip(
            self.keys, self.versions, self.custom, *typed, strict=True
        ):
            row: Row = dict(zip(names, values, strict=True))
            row[VERSION] = version
            row[CUSTOM] = custom or {}
            yield key, row


def natural(key: str) -> str:
    """What orders a reference as a person does: the number at its end counts as a number.

    >>> sorted(["EX-2026-0001/100", "EX-2026-0001/99", "ACME"], key=natural)
    ['ACME', 'EX-2026-0001/99', 'EX-2026-0001/100']
    """
    head = key.rstrip("0123456789")
    return f"{head}\0{key[len(head) :]:0>19}"


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """*keys* in lots that one question can name."""
    waiting = iter(keys)
    while lot := list(islice(waiting, AT_ONCE)):
        yield lot


class _Days(dict[Any, Any]):
    """Each ISO text met, as its date: a register has few different days."""

    def __missing__(self, text: Any) -> Any:
        self[text] = day = date.fromisoformat(text) if isinstance(text, str) else text
        return day


_FLAGS = {None: None, 0: False, 1: True}


def _as_kept(kind: Kind, values: Sequence[Any]) -> list[object]:
    """A raw column with dates as dates and flags as flags, whatever the database."""
    match kind:
        case Day():
            days = _Days({None: None})
            return list(map(days.__getitem__, values))
        case Flag():
            return list(map(_FLAGS.__getitem__, values))
    return list(values)


def block(db: Connection, record: Record, keys: Iterable[str] | None = None) -> Block:
    """All rows of *record*, or those of *keys* that exist, in the order of their references."""
    names = (record.key, VERSION, CUSTOM, *(field.name for field in record.kept[1:]))
    columns: list[list[Any]] = []
    for lot in _lots(db, record, names, keys):
        columns = [[*old, *new] for old, new in zip(columns, lot, strict=True)] if columns else lot
    refs, versions, custom, *values = _ordered(columns or [[] for _ in names])
    kept: dict[str, list[object]] = {record.key: refs}
    for field, column in zip(record.kept[1:], values, strict=True):
        kept[field.name] = _as_kept(field.kind, column)
    own = [None if text is None else unpacked(text) for text in custom]
    return Block(record, refs, versions, kept, own)


def _lots(
    db: Connection, record: Record, names: Sequence[str], keys: Iterable[str] | None
) -> Iterator[list[list[Any]]]:
    """The columns *names*, lot by lot."""
    table = TABLES[record.name]
    for within in _parts(db, table, table.c[record.key], keys):
        question = _in_arrays(record.name, tuple(names), lite=db.dialect.name == "sqlite")
        found = db.execute(question.where(within)).one()
        yield [json.loads(text) if text else [] for text in found]


@cache
def _in_arrays(record: str, names: tuple[str, ...], *, lite: bool) -> Select[*tuple[Any, ...]]:
    """The question for whole columns; asked anew at each button, and made once.

    The database writes each column as one JSON array: three times as fast as fetching rows,
    whose two million values would each be made twice.
    """
    array = func.json_group_array if lite else func.json_agg
    return select(*(cast(array(TABLES[record].c[name]), Text) for name in names))


def _parts(
    db: Connection, table: Table, key: Column[Any], keys: Iterable[str] | None
) -> Iterator[ColumnElement[bool]]:
    """Conditions that together take the rows of *keys*, or all; no lot too large for one array."""
    if keys is not None:
        yield from (key.in_(lot) for lot in chunks(sorted(set(keys))))
    elif db.dialect.name == "sqlite":
        place: ColumnElement[int] = literal_column("rowid", Integer)
        last = db.scalar(select(func.max(place)).select_from(table)) or 0
        for start in range(1, last + 1, ARRAY):
            yield place.between(start, start + ARRAY - 1)
    else:
        yield true()


def _ordered(columns: list[list[Any]]) -> list[list[Any]]:
    """*columns* with the rows in the order of their references, the first column."""
    places = [natural(key) for key in columns[0]]
    order = sorted(range(len(places)), key=places.__getitem__)
    if order == list(range(len(order))):
        return columns
    return [[column[place] for place in order] for column in columns]


def current(db: Connection, record: Record, keys: Iterable[str] | None = None) -> Rows:
    """Rows by key, typed, with their version and the user's own columns.

    All of them, or those of *keys* that exist.
    """
    return dict(block(db, record, keys).rows())


def versions(db: Connection, record: Record) -> dict[str, int]:
    """The version of each row, by key."""
    table = TABLES[record.name]
    found = db.execute(select(table.c[record.key], table.c[VERSION]))
    return {key: version for key, version in found}  # noqa: C416 - dict() would not type
