"""Refresh a register open in Calc: 100,000 orders × 20 at once, then 1,000 changed rows.

    python tests/benchmarks/calc_refresh.py [ROWS] [CHANGED]

The bars: the first showing writes at least 80 % as fast as the engine writes the same cells as one
bare block, in the same office; and 1,000 changed rows are shown within 2 s of being read.

A machine that does other work shows it in the seconds on the clock; in brackets, the seconds of
processor that the desk and the office took, which are what an idle machine would need.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import xlcalc
from comptoir import settings, store
from comptoir.desk import Desk, unswept
from comptoir.records import RECORDS
from comptoir.sheets.build import build
from comptoir.sheets.views import BookView, View
from comptoir.sheets.workbook import XlBook
from comptoir.store import Author
from xlcalc import bridge

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ORDER = RECORDS["order"]
CELLS = {
    "party": lambda n: f"P{n % 200:04}",
    "their_ref": lambda n: f"PO {4_500_000 + n}",
    "status": lambda n: ("placed", "confirmed", "shipped")[n % 3],
    "flow": lambda n: "export" if n % 3 else "import",
    "ordered": lambda n: date(2026, 1, 1) + timedelta(days=n % 300),
    "requested": lambda n: date(2026, 2, 1) + timedelta(days=n % 300),
    "incoterm": lambda n: ("FCA", "FOB", "CIF")[n % 3],
    "place": lambda n: ("Le Havre", "Ningbo", "Lyon")[n % 3],
    "currency": lambda n: ("EUR", "USD")[n % 2],
    "amount": lambda n: 100.25 + n,
    "mode": lambda n: "sea",
    "note": lambda n: None if n % 4 else f"note {n}",
}


def orders(rows: int) -> View:
    """A view of *rows* orders; what a field has no example of stays blank, as in life."""
    keys = [f"EX-2026-{n:06}" for n in range(1, rows + 1)]
    columns = {
        one.name: [CELLS[one.name](n) if one.name in CELLS else None for n in range(rows)]
        for one in ORDER.fields
    }
    return View(ORDER, keys, [1] * rows, {**columns, ORDER.key: list(keys)})


def changed(view: View, count: int) -> View:
    """The same after a colleague has given *count* rows, anywhere, a new status and a place."""
    columns = {name: list(cells) for name, cells in view.columns.items()}
    versions = list(view.versions)
    for at in random.Random(7).sample(range(len(view.keys)), count):
        columns["status"][at], columns["place"][at], versions[at] = "closed", "Dijon", 2
    return replace(view, columns=columns, versions=versions)


def timed(what: str, deed: Callable[[], object], office: int) -> float:
    """Do it as the desk does, and say how long it took; the seconds of processor."""
    began, worked = time.perf_counter(), _worked(office)
    with unswept():
        deed()
    seconds, work = time.perf_counter() - began, _worked(office) - worked
    print(f"{what:<58}{seconds:9.2f} s {f'({work:.2f} s)':>10}", flush=True)
    return work


def _worked(office: int) -> float:
    """The seconds of processor that this program and the office have had."""
    told = Path(f"/proc/{office}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return time.process_time() + (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def with_orders(book: BookView, view: View) -> BookView:
    return replace(
        book, views=[view if one.record is ORDER else one for one in book.views], at=book.at
    )


def measured(rows: int, count: int, folder: Path) -> None:
    told = settings.Settings(folder=folder, name="Bench", lang="en")
    engine = store.create(f"sqlite:///{folder / 'desk.db'}")
    empty = Desk(told, engine, Author("Léa", "sheet"), lambda: NOW).view("register")
    path = folder / "register.xlsx"
    build(path, empty)
    xlcalc.activate()
    app = xlcalc.start(template=bridge.settle(folder / "settled"))
    try:
        view = orders(rows)
        opened = XlBook(app.books.open(str(path)))
        opened.tables()
        cells = rows * len(ORDER.fields)
        whole = with_orders(empty, view)
        pid = app.pid
        shown = timed(
            f"refresh, {rows:,} × {len(ORDER.fields)} new", lambda: opened.show(whole), pid
        )
        peer = bare(app, view, rows)
        print(f"{'of the speed of one bare block by the engine':<58}{peer / shown:9.0%}")
        print(f"{'cells a second':<58}{cells / shown:9,.0f}")
        timed("read all tables again", opened.tables, pid)
        later = with_orders(empty, changed(view, count))
        timed(f"refresh, {count:,} rows changed", lambda: opened.show(later), pid)
        again = {read.record.name: read for read in opened.tables()}["order"]
        assert (
            again.columns["place"]
            == next(view for view in later.views if view.record.name == "order").columns["place"]
        ), "it shows something else"
        opened.tables()
        timed("refresh, nothing changed", lambda: opened.show(later), pid)
    finally:
        app.quit()
        engine.dispose()


def bare(app, view: View, rows: int) -> float:
    """The same cells in one block, into the same columns of a fresh sheet."""
    book = app.books.add()
    sheet = book.sheets[0]
    names = list(view.columns)
    for at, name in enumerate(names, 1):
        if not isinstance(view.columns[name][0], date | float):
            sheet.range((1, at), (rows, at)).number_format = "@"
    block = list(map(list, zip(*view.columns.values(), strict=True)))
    target = sheet.range((1, 1), (rows, len(names)))

    def write() -> None:
        target.value = block

    return timed("  peer: the engine writes the same cells as one block", write, app.pid)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    with TemporaryDirectory(prefix="calc_refresh_") as place:
        measured(*(given + [100_000, 1_000][len(given) :]), Path(place))
