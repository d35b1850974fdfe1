"""Reading rows: all at once for a sheet, by key for a deed, and as someone saw them.

Rows come in the order of their references, numbers counted as numbers: line 99 before line 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, select, type_coerce
from sqlalchemy.types import NullType

from comptoir.errors import Conflict
from comptoir.records import Record, Row, Rows
from comptoir.records.kinds import Day, Flag, Kind
from comptoir.store.packing import unpacked
from comptoir.store.schema import CUSTOM, TABLES, VERSION
from comptoir.wording import mark

AT_ONCE = 5000
"""How many references one question to the database names at most."""


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


def natural(key: str) -> tuple[str, int, str]:
    """A reference as a person orders it: its last digits are a number.

    >>> sorted(["EX-2026-0001/100", "EX-2026-0001/99", "ACME"], key=natural)
    ['ACME', 'EX-2026-0001/99', 'EX-2026-0001/100']
    """
    head = key.rstrip("0123456789")
    tail = key[len(head) :]
    return head, int(tail) if tail else -1, key


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


def raw(column: Column[Any]) -> ColumnElement[Any]:
    """*column* as the driver gives it."""
    return type_coerce(column, NullType())


def _read(db: Connection, record: Record, keys: Iterable[str] | None) -> list[Any]:
    table = TABLES[record.name]
    key = table.c[record.key]
    names = (record.key, VERSION, CUSTOM, *(f.name for f in record.kept[1:]))
    question: Select[Any] = select(*(raw(table.c[name]).label(name) for name in names))
    if keys is None:
        return list(db.execute(question.order_by(key)).all())
    found: list[Any] = []
    for lot in chunks(sorted(set(keys))):
        found += db.execute(question.where(key.in_(lot))).tuples()
    return found


def block(db: Connection, record: Record, keys: Iterable[str] | None = None) -> Block:
    """All rows of *record*, or those of *keys* that exist, in the order of their references."""
    rows = _read(db, record, keys)
    if not rows:
        columns: list[Sequence[Any]] = [[] for _ in range(2 + len(record.kept))]
    else:
        if len(set(map(len, map(itemgetter(0), rows)))) > 1 or keys is not None:
            rows.sort(key=lambda row: natural(row[0]))
        columns = list(zip(*rows, strict=True))
    refs = list(columns[0])
    kept = {record.key: refs}
    for field, values in zip(record.kept[1:], columns[3:], strict=True):
        kept[field.name] = _as_kept(field.kind, values)
    custom = [None if text is None else unpacked(text) for text in columns[2]]
    return Block(record, refs, list(columns[1]), kept, custom)


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
