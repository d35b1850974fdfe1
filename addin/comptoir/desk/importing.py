"""Take the rows of a foreign file into the store, each once, whatever happens in between.

What the file gives is worked out before (``sheets.imports``): here links find their keys, rows
that were taken before are left alone, and those that cannot be taken are set aside with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from comptoir import store
from comptoir.desk.naming import Names
from comptoir.desk.showing import Reading
from comptoir.records import RECORDS, Record, Row, Unfit
from comptoir.records.kinds import folded
from comptoir.sheets.imports import Aside, Brought, Located, Made, To
from comptoir.store import Author, SetAside
from comptoir.wording import Said, mark

REFUSED_ABOVE = mark("{what} was set aside: this row goes with it.")


@dataclass(slots=True)
class Imported:
    """What became of a file: rows made, rows known from before, rows set aside."""

    brought: Brought
    number: int | None = None
    dry_run: bool = False
    made: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """Rows of the file that are in the desk, now or from before."""
        return self.brought.rows - len(self.aside)


@dataclass(slots=True)
class Importing:
    """One import under way, in one transaction of *db*."""

    db: Connection
    author: Author
    at: datetime
    today: date
    result: Imported
    names: Names = field(init=False)
    keys: dict[str, str] = field(init=False)
    refused: dict[str, Said] = field(default_factory=dict)
    """Fingerprints of rows that could not be taken, and why."""

    def __post_init__(self) -> None:
        self.names = Names(Reading(self.db, {}))
        self.keys = dict(store.remembered(self.db, self.result.brought.source))

    def number(self) -> int:
        result = self.result
        if result.number is None:
            what = f"import {result.brought.file}"
            result.number = store.begin_save(self.db, self.author, self.at, what)
        return result.number

    def record(self, record: Record, rows: list[Made]) -> None:
        """Take the rows of one record: parents before those that link to them."""
        fresh: list[tuple[Made, Row]] = []
        for one in rows:
            if one.fingerprint in self.keys:
                self._count(self.result.known, record)
                continue
            row = self._linked(record, one)
            if isinstance(row, Said):
                self.refused[one.fingerprint] = row
            elif key := self._same(record, row):
                self.keys[one.fingerprint] = key
                self._count(self.result.known, record)
                self._remember({one.fingerprint: key})
            else:
                fresh.append((one, row))
        if fresh:
            self._register(record, fresh)

    def _register(self, record: Record, fresh: list[tuple[Made, Row]]) -> None:
        rows = [row for _, row in fresh]
        keys = store.register(self.db, self.number(), record, rows, self.today)
        given = {one.fingerprint: key for (one, _), key in zip(fresh, keys, strict=True)}
        self.keys |= given
        self._remember(given)
        self.result.made[record.name] = len(keys)
        for key, row in zip(keys, rows, strict=True):
            self.names.of(record.name).add(key, *(row.get(name) for name in record.called))

    def _remember(self, given: Mapping[str, str]) -> None:
        store.remember(self.db, self.number(), self.result.brought.source, given)

    @staticmethod
    def _count(counts: dict[str, int], record: Record) -> None:
        counts[record.name] = counts.get(record.name, 0) + 1

    def _linked(self, record: Record, one: Made) -> Row | Said:
        """The row with the keys of what it names, or why it cannot be taken."""
        row: Row = {}
        for name, value in one.values.items():
            found = self._link(record, name, value)
            if isinstance(found, Said):
                return found
            row[name] = found
        return row

    def _link(self, record: Record, name: str, value: object) -> object:
        if isinstance(value, To):
            if value.fingerprint in self.refused:
                return Said(REFUSED_ABOVE, what=Said(RECORDS[value.record].one))
            return self.keys[value.fingerprint]
        if name in record.links and isinstance(value, str):
            found = self.names.resolve(record.links[name], value)
            return found.said if isinstance(found, Unfit) else found
        return value

    def _same(self, record: Record, row: Row) -> str | None:
        """A row of the desk that is this one already: of the same key, or the same only name."""
        if not record.typed_key:
            return None
        known = self.names.of(record.name)
        if key := row.get(record.key):
            return known.keys.get(folded(str(key)))
        called = [str(row[name]) for name in record.called if row.get(name)]
        same = [known.called.get(folded(name), set()) for name in called]
        alike = set().union(*same) if same else set()
        return next(iter(alike)) if len(alike) == 1 else None

    def set_aside(self) -> None:
        """Keep the rows that were not taken, with their reasons."""
        brought = self.result.brought
        lost = {
            line: reason
            for rows in brought.made.values()
            for one in rows
            if (reason := self.refused.get(one.fingerprint))
            for line in one.lines
        }
        self.result.aside = [
            *brought.aside,
            *(Aside(line, {}, (Located(line, "", "", "", why),)) for line, why in lost.items()),
        ]
        kept = {one.fingerprint for one in store.aside(self.db, brought.source)}
        fresh = [one for one in map(_kept, self.result.aside) if one.fingerprint not in kept]
        if fresh:
            store.set_aside(self.db, self.number(), brought.source, fresh)


def take_file(
    db: Connection, brought: Brought, *, author: Author, at: datetime, today: date, dry_run: bool
) -> Imported:
    """Take what a file brought into the store. The caller owns the transaction."""
    importing = Importing(db, author, at, today, Imported(brought, dry_run=dry_run))
    for name, record in RECORDS.items():
        if name in brought.made:
            importing.record(record, brought.made[name])
    importing.set_aside()
    return importing.result


def _kept(aside: Aside) -> SetAside:
    told = repr((aside.line, sorted((k, str(v)) for k, v in aside.cells.items())))
    fingerprint = hashlib.sha256(told.encode()).hexdigest()
    reasons = [reason.said_with_place() for reason in aside.reasons]
    said = reasons[0] if reasons else Said("set aside")
    return SetAside(fingerprint, aside.line, said, dict(aside.cells))
