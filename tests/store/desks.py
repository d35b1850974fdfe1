"""A desk as the tests use it, and the people and records they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, select

from comptoir import store
from comptoir.records import RECORDS
from comptoir.store.schema import metadata

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEA = store.Author("Léa", via="sheet")
NOE = store.Author("Noé", via="command")
PARTY, CONTACT, ORDER, LINE = (RECORDS[n] for n in ("party", "contact", "order", "order_line"))


@dataclass
class Desk:
    """A desk with a clock that moves a minute at each save."""

    engine: Engine
    now: datetime = MORNING

    def save(self, deed, author=LEA, what="saved"):
        """Do *deed(db, save)* in a save of its own: what it returned."""
        self.now += timedelta(minutes=1)
        with self.engine.begin() as db:
            return deed(db, store.begin_save(db, author, self.now, what))

    def register(self, record, *rows, author=LEA):
        return self.save(lambda db, s: store.register(db, s, record, list(rows), TODAY), author)

    def amend(self, record, key, seen, author=LEA, **values):
        change = store.Amendment(key, seen, values)
        return self.save(lambda db, s: store.amend(db, s, record, [change]), author)[key]

    def remove(self, record, *keys, author=LEA):
        return self.save(lambda db, s: store.remove(db, s, record, keys), author)

    def undo(self, save, author=LEA):
        self.now += timedelta(minutes=1)
        with self.engine.begin() as db:
            return store.undo(db, save, author, self.now)

    def rows(self, record):
        with store.reading(self.engine) as db:
            return store.current(db, record)

    def row(self, record, key):
        return self.rows(record)[key]

    def last_save(self):
        with store.reading(self.engine) as db:
            return store.saves(db, 1)[0].id

    def ask(self, question, *arguments, **named):
        with store.reading(self.engine) as db:
            return question(db, *arguments, **named)

    def everything(self):
        """Every row of every table."""
        return everything(self.engine)


def everything(engine):
    """What every table of the desk holds, in no order."""
    with store.reading(engine) as db:
        return {
            table.name: sorted(
                str([int(value) if isinstance(value, bool) else value for value in row])
                for row in db.execute(select(table))
            )
            for table in metadata.sorted_tables
        }
