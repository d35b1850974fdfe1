"""Put the invented business into a desk, day by day, as people would have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from comptoir import store
from comptoir.demo.cashing import cash_up
from comptoir.demo.chain import follow
from comptoir.demo.correspondence import correspond
from comptoir.demo.growth import grow
from comptoir.demo.selling import sell
from comptoir.demo.trade import Business
from comptoir.desk.deed import Deed
from comptoir.records import RECORDS, Record, Row, Unfit
from comptoir.store import Author


def fill(
    db: Connection, made: Business, *, author: Author, at: datetime, today: date, lang: str = "fr"
) -> None:
    """Register every row of *made* in one save."""
    save = store.begin_save(db, author, at, "demo")
    keys: dict[str, list[str]] = {}
    for name, record in RECORDS.items():
        rows = [_typed(record, _linked(row, keys)) for row in made.rows.get(name, [])]
        if rows:
            keys[name] = store.register(db, save, record, rows, today)
    if "shipment" in keys:
        deed = Deed(db, author, at, today, "demo", lang, save)
        follow(deed)
        sell(deed)
        cash_up(deed)
        correspond(deed)
        grow(deed)


def _typed(record: Record, row: Row) -> Row:
    """*row* as if it had been typed in a sheet, with the usual values of what is left blank."""
    usual = {one.name: one.initial for one in record.kept if one.initial is not None}
    read = {name: record.by_name[name].kind.read(value) for name, value in row.items()}
    assert not any(isinstance(value, Unfit) for value in read.values()), (record.name, row, read)
    return {**usual, **read}


def _linked(row: Row, keys: Mapping[str, list[str]]) -> Row:
    """*row* with the keys its parents were given."""
    return {
        name: keys[value[0]][int(str(value[1]))] if isinstance(value, tuple) else value
        for name, value in row.items()
    }
