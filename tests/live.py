"""A workbook open in Calc and its buttons, for tests of what an assistant does in it.

A room's ``conftest.py`` takes the fixtures from here.
"""

from __future__ import annotations

from itertools import count

import pytest

import xlcalc
from comptoir.records import RECORDS
from comptoir.ribbon.pressing import deed_called, run
from comptoir.sheets.build import build
from comptoir.sheets.layout import HEAD_ROW, sheet_layout
from comptoir.sheets.workbook import XlBook, XlScreen
from office import calc_app, calc_office
from scribbled import with_sheets

__all__ = ["Register", "calc_app", "calc_office", "open_live", "press", "pressed"]


class Register(XlBook):
    """The open workbook, with short names for what a person points at."""

    lang = "en"

    def sheet(self, record):
        return self.book.sheets[sheet_layout(RECORDS[record], self.lang).title]

    def table(self, record):
        return self.sheet(record).tables[sheet_layout(RECORDS[record], self.lang).table]

    def headings(self, record):
        return [str(one) for one in self.table(record).range.rows[0].value]

    def keys(self, record):
        column = self.table(record).range.columns[0].options(ndim=1).value
        return column[1:]

    def cell(self, record, key, name):
        """The cell of a field, or of a column headed *name*, in the row of *key*."""
        return self.at(record, HEAD_ROW + 1 + self.keys(record).index(key), name)

    def at(self, record, row, name):
        layout = sheet_layout(RECORDS[record], self.lang)
        named = {one.field: one.heading for one in layout.columns}
        column = self.headings(record).index(named.get(name, name)) + 1
        return self.sheet(record).range((row, column))

    def type_row(self, record, **cells):
        """Type a new row right under the table, which grows as it does under a typist."""
        table = self.table(record)
        area = table.range
        row = area.row + area.rows.count
        for name, value in cells.items():
            self.at(record, row, name).value = value
        table.resize(area.resize(area.rows.count + 1, area.columns.count))
        return row

    def fill(self, record, key, **cells):
        """Type in cells of a row that is there already."""
        for name, value in cells.items():
            self.cell(record, key, name).value = value

    def head_column(self, record, heading):
        """Give the table one column more, headed *heading*; the column's number."""
        table = self.table(record)
        area = table.range
        wide = area.columns.count + 1
        self.sheet(record).range((HEAD_ROW, wide)).value = heading
        table.resize(area.resize(area.rows.count, wide))
        return wide


@pytest.fixture
def open_live(tmp_path, calc_app):
    """A workbook of the desk, the register or another *kind*, just built and opened in Calc.

    A test that needs few *sheets* names them: the whole register takes a second longer to open
    and as long again with each deed.
    """
    number = count()

    def opened(desk, kind="register", *, sheets=(), app=None, path=None):
        if path is None:
            path = tmp_path / f"{kind}-{next(number)}.xlsx"
            build(path, with_sheets(desk.view(kind), sheets))
        return Register((app or calc_app).books.open(str(path)))

    return opened


def pressed(button, book, desk, *place, answers=()):
    """Put the cursor on a row (*place*: record and key), press a button, answer what is asked.

    What the message boxes said.
    """
    xlcalc.POLICY.alerts.clear()
    xlcalc.POLICY.answers.extend(answers)
    book.book.activate()
    if place:
        record, key = place
        cell = book.cell(record, key, RECORDS[record].key)
        cell.sheet.activate()
        cell.select()
    run(deed_called(button), book, XlScreen(book.book.app), lambda _book: desk, "en")
    assert not xlcalc.POLICY.answers, "a question was not asked"
    return "\n".join(box["prompt"] for box in xlcalc.POLICY.alerts)


@pytest.fixture
def press(calc_app):
    """:func:`pressed`, where there is an office to press in."""
    return pressed
