"""One deed on the desk, in one transaction: read, add, change; checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from comptoir import checks, store
from comptoir.desk.looking import UnknownRecord
from comptoir.desk.showing import Reading
from comptoir.errors import Refused
from comptoir.records import RECORDS, VERSION, Row, Rows
from comptoir.records.kinds import Unfit as Unreadable
from comptoir.store import Amendment, Author
from comptoir.wording import Said, mark


class Unfit(Refused):
    """A row that a deed would write breaks a check."""

    message = mark("{record} {key}: {why} Nothing was saved.")


class UnfitNew(Unfit):
    """The same of a row that has no number yet."""

    message = mark("{record}: {why} Nothing was saved.")


def _unfit(record: str, key: str, why: Said) -> Unfit:
    noun = Said(RECORDS[record].one)
    return Unfit(record=noun, key=key, why=why) if key else UnfitNew(record=noun, why=why)


@dataclass(slots=True)
class Deed:
    """One deed under way. It becomes a save, named *what*, with its first write."""

    db: Connection
    author: Author
    at: datetime
    today: date
    what: str
    lang: str = "en"
    """In which the workings that a row keeps are written."""
    number: int | None = None
    known: dict[str, Rows] = field(default_factory=dict)

    @property
    def ask(self) -> Reading:
        """The store's rows in columns, as they are now."""
        return Reading(self.db, {})

    def rows(self, record: str) -> Rows:
        """Every row of *record*, typed, by its key."""
        if record not in self.known:
            self.known[record] = store.current(self.db, RECORDS[record])
        return self.known[record]

    def row(self, record: str, key: str) -> Row:
        """One row, typed. Raises ``UnknownRecord``."""
        found = store.current(self.db, RECORDS[record], [key]).get(key)
        if found is None:
            raise UnknownRecord(ref=key)
        return found

    def parts(self, record: str, shipment: str) -> Rows:
        """The rows of *record* that belong to *shipment*."""
        return {
            key: row for key, row in self.rows(record).items() if row.get("shipment") == shipment
        }

    def add(self, record: str, rows: Sequence[Row]) -> list[str]:
        """Register new rows with the usual values of what they leave blank: their keys."""
        noun = RECORDS[record]
        usual = {one.name: one.initial for one in noun.kept if one.initial is not None}
        whole = [{**usual, **row} for row in rows]
        for row in whole:
            self._check(record, "", row, None)
        if not whole:
            return []
        keys = store.register(self.db, self._save(), noun, whole, self.today)
        self.known.pop(record, None)
        return keys

    def change(self, record: str, key: str, values: Mapping[str, object]) -> None:
        """Amend one row; nothing where it is so already."""
        self.change_all(record, {key: values})

    def change_all(self, record: str, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Amend several rows of one record."""
        now = store.current(self.db, RECORDS[record], changes) if changes else {}
        for key in changes:
            if key not in now:
                raise UnknownRecord(ref=key)
        wanted = []
        for key, values in changes.items():
            new = {name: value for name, value in values.items() if now[key].get(name) != value}
            if new:
                self._check(record, key, {**now[key], **new}, new)
                wanted.append(Amendment(key, int(str(now[key][VERSION])), new))
        if wanted:
            store.amend(self.db, self._save(), RECORDS[record], wanted)
            self.known.pop(record, None)

    def read(self, record: str, values: Mapping[str, object], key: str = "") -> Row:
        """*values* given from outside, read as a sheet reads its cells. Raises ``Unfit``."""
        known = RECORDS[record].by_name
        found = {name: known[name].kind.read(value) for name, value in values.items()}
        for value in found.values():
            if isinstance(value, Unreadable):
                raise _unfit(record, key, value.said)
        return found

    def _save(self) -> int:
        if self.number is None:
            self.number = store.begin_save(self.db, self.author, self.at, self.what)
        return self.number

    @staticmethod
    def _check(record: str, key: str, row: Row, changed: Mapping[str, object] | None) -> None:
        for finding in checks.stopping(record, row, changed):
            raise _unfit(record, key, finding.said)
