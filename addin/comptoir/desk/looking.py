"""Questions to the store that change nothing: find, history, check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from comptoir import checks, store
from comptoir.desk import across
from comptoir.desk.showing import Reading
from comptoir.errors import Refused
from comptoir.records import RECORDS, Record, Row, Rows
from comptoir.records.kinds import Text, folded
from comptoir.wording import Said, mark


class UnknownRecord(Refused):
    message = mark(
        "Nothing here is called {ref}."
        " Check the reference, or look for it with: comptoir find {ref}"
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A row that has the words looked for, and the field they stand in."""

    record: Record
    key: str
    field: str
    shown: str
    row: Row


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding on a stored row."""

    record: Record
    key: str
    code: str
    said: Said
    stops: bool


@dataclass(frozen=True, slots=True)
class Looking:
    """What anyone may ask of a desk."""

    engine: Engine

    def find(self, words: str, *, most: int = 50) -> list[Found]:
        """Rows in which every word of *words* stands, whatever its case or accents."""
        wanted = folded(words).split()
        with store.reading(self.engine) as db:
            hits = (hit for record in RECORDS.values() for hit in _hits(db, record, wanted))
            return [hit for hit, _ in zip(hits, range(most), strict=False)]

    def rows(self, record: str) -> Rows:
        """Every row of a record, typed, by its key."""
        with store.reading(self.engine) as db:
            return store.current(db, RECORDS[record])

    def counts(self) -> dict[str, int]:
        """How many rows there are of each record."""
        with store.reading(self.engine) as db:
            return {name: len(store.versions(db, record)) for name, record in RECORDS.items()}

    def history(self, ref: str) -> list[store.Change]:
        """Every change of the record *ref*, oldest first."""
        with store.reading(self.engine) as db:
            changes = store.history(db, ref)
        if not changes:
            raise UnknownRecord(ref=ref)
        return changes

    def saves(self, most: int = 20) -> list[store.Save]:
        """The latest saves, newest first."""
        with store.reading(self.engine) as db:
            return store.saves(db, most)

    def past(self, ref: str, instant: datetime) -> list[tuple[Record, Row]]:
        """What was called *ref* at a past instant, as it was then."""
        with store.reading(self.engine) as db:
            named = {change.record for change in store.history(db, ref) if change.key == ref}
            found = [
                (RECORDS[name], row)
                for name in named
                if (row := store.at(db, RECORDS[name], instant).get(ref))
            ]
        if not found:
            raise UnknownRecord(ref=ref)
        return found

    def check(self, today: date = date.max) -> Iterator[Checked]:
        """Every finding on every row, errors and warnings; what is after *today* is to come."""
        with store.reading(self.engine) as db:
            for record in RECORDS.values():
                for key, row in store.current(db, record).items():
                    for one in checks.findings(record.name, row):
                        yield Checked(record, key, one.code, one.said, one.stops)
            for found in across.crossings(Reading(db, {}), today):
                yield Checked(RECORDS[found.record], found.key, found.code, found.said, stops=True)


def _hits(db: Connection, record: Record, wanted: list[str]) -> Iterator[Found]:
    names = [one.name for one in record.kept if isinstance(one.kind, Text)]
    for key, row in store.current(db, record).items():
        texts = {record.key: key} | {n: str(row[n]) for n in names if row.get(n)}
        whole = folded(" ".join(texts.values()))
        if all(word in whole for word in wanted):
            where = next(
                (n for n, text in texts.items() if wanted and wanted[0] in folded(text)), record.key
            )
            yield Found(record, key, where, texts[where], row)
