"""A workbook on paper: the desk writes on it, a test scribbles on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from comptoir.records import RECORDS
from comptoir.sheets.build import memory_shown
from comptoir.sheets.reading import TableRead

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SHARED = Path(__file__).parents[2] / "shared"


class Clock:
    """A clock that moves a minute each time it is read."""

    def __init__(self, start=NINE):
        self.now = start

    def __call__(self):
        self.now += timedelta(minutes=1)
        return self.now


class Paper:
    """Rows of cells by heading-less field name, in the order a person put them."""

    name = "paper"

    def __init__(self):
        self.lines = {}
        self.chosen = {}
        self.shown = None

    def show(self, book, placed=None):
        self.shown = book
        self.chosen = {}
        self.custom = {view.record.name: list(view.custom) for view in book.views}
        self.lines = {
            view.record.name: [
                {name: cells[at] for name, cells in {**view.columns, **view.custom}.items()}
                for at in range(len(view.keys))
            ]
            for view in book.views
        }

    def memory(self):
        return memory_shown(self.shown)

    def choices(self):
        return self.chosen

    def tables(self):
        return [self._read(RECORDS[name], lines) for name, lines in self.lines.items()]

    def _read(self, record, lines):
        names = [one.name for one in record.fields]
        return TableRead(
            record=record,
            sheet=record.many,
            rows=list(range(6, 6 + len(lines))),
            columns={n: [line.get(n) for line in lines] for n in names},
            custom={h: [line.get(h) for line in lines] for h in self.custom[record.name]},
            letters={name: chr(65 + at % 26) for at, name in enumerate(names)},
        )

    def line(self, record, key):
        name = RECORDS[record].key
        return next(line for line in self.lines[record] if line[name] == key)

    def add(self, record, **cells):
        self.lines[record].append(cells)

    def keys(self, record):
        return [line.get(RECORDS[record].key) for line in self.lines[record]]
