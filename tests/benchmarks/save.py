"""Save 5,000 changed rows of a register of 100,000: merged, checked, with history.

    python tests/benchmarks/save.py [ROWS] [CHANGED]

The bar is 1.0 s after reading the sheet, on SQLite. The peer, run beside it, is the least that
could be done: the same 5,000 rows updated by the same SQLAlchemy, with no merge, check or history.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import bindparam, update

from comptoir import settings, store
from comptoir.desk import Desk
from comptoir.records import RECORDS
from comptoir.sheets.build import memory_shown
from comptoir.sheets.reading import TableRead
from comptoir.store import Author
from comptoir.store.schema import TABLES

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ORDER = RECORDS["order"]


class Sheet:
    """A register already read: its cells in columns, as a closed workbook gives them."""

    name = "register"

    def __init__(self, view):
        self.view = view
        self.orders = next(one for one in view.views if one.record is ORDER)
        self.read = TableRead(ORDER, "Orders", list(range(6, 6 + len(self.orders.keys))),
                              {n: list(c) for n, c in self.orders.columns.items()})  # fmt: skip

    def memory(self):
        return memory_shown(replace(self.view, views=[self.orders]))

    def tables(self):
        return [self.read]

    def choices(self):
        return {}

    def show(self, book, placed):
        pass


def an_order(n):
    return {
        "party": f"P{n % 200}",
        "flow": "EXP",
        "status": "PLACED",
        "mode": "ROAD",
        "ordered": date(2026, 1 + n % 11, 1 + n % 28),
        "incoterm": "DAP",
        "edition": "2020",
        "place": f"Town {n % 900}",
        "currency": "EUR",
        "terms": "NET 30",
        "owner": "Anna",
        "their_ref": f"PO-{n}",
        "destination": "DE",
        "note": f"note {n}",
    }


def filled(url, rows):
    engine = store.create(url)
    with engine.begin() as db:
        save = store.begin_save(db, Author("Zoé", "command"), NOW, "fill")
        store.register(db, save, RECORDS["party"],
                       [{"code": f"P{n}", "name": f"Party {n}", "role": "CUSTOMER", "country": "DE"}
                        for n in range(200)], NOW.date())  # fmt: skip
        for first in range(0, rows, 10_000):
            orders = [an_order(n) for n in range(first, min(rows, first + 10_000))]
            store.register(db, save, ORDER, orders, NOW.date())
    return engine


def main(rows=100_000, changed=5_000):
    with TemporaryDirectory() as folder:
        engine = filled(f"sqlite:///{folder}/desk.db", rows)
        told = settings.Settings(folder=Path(folder), name="Bench", lang="en")
        desk = Desk(told, engine, Author("Anna", "sheet"), lambda: NOW)
        figures, cpu = [], []
        for turn in range(3):
            sheet = Sheet(desk.view("register"))
            step = rows // changed
            for at in range(0, rows, step):
                sheet.read.columns["place"][at] = f"Lyon {turn}"
                sheet.read.columns["note"][at] = f"changed {turn} {at}"
            start, began = time.perf_counter(), time.process_time()
            done = desk._taken(sheet, dry_run=False)
            figures.append(time.perf_counter() - start)
            cpu.append(time.process_time() - began)
            assert len(done.changed) == changed
        start = time.perf_counter()
        table = TABLES["order"]
        with engine.begin() as db:
            keys = sheet.orders.keys[::step]
            db.execute(update(table).where(table.c.ref == bindparam("key")).values(
                place=bindparam("town"), note=bindparam("text")),
                [{"key": key, "town": "Peer", "text": "peer"} for key in keys])  # fmt: skip
        peer = time.perf_counter() - start
        engine.dispose()
    best = sorted(figures)[1]
    print(
        f"save {changed} of {rows} rows: {best:.2f} s, {sorted(cpu)[1]:.2f} s of processor"
        f" (bar 1.0); bare update of the rows alone {peer:.2f} s"
    )
    return best


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
