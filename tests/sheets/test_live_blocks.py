"""Cells in blocks where no such program runs here: Excel on a Mac, as xlwings gives it."""

from __future__ import annotations

import types
from datetime import date, datetime

import pytest

from comptoir.sheets.closed.values import CellError
from comptoir.sheets.live import blocks

Impl = type("Impl", (), {"__module__": "xlwings._xlmac"})


class Cells:
    """A range of Excel on a Mac: its values with days told apart, and its formulas."""

    impl = Impl()

    def __init__(self, rows, formula=""):
        self.value, self.formula = rows, formula

    def options(self, **_):
        return self

    @property
    def api(self):
        pytest.fail("Excel on a Mac has no COM")


def test_a_mac_gives_days_and_errors_as_every_program_does():
    cells = Cells([["EX-1", 12.5, None], [datetime(2026, 11, 23), "#N/A", True]])
    assert blocks.plain(cells) == [["EX-1", 12.5, None], [46349.0, CellError("#N/A"), True]]


def test_a_mac_tells_formulas_by_their_sign():
    assert blocks.formula_places(Cells([], formula=(("a", "=B1"), ("=1", "")))) == {(0, 1), (1, 0)}
    assert blocks.formula_places(Cells([], formula="=1")) == {(0, 0)}


@pytest.mark.parametrize("protected", [True, False])
def test_a_mac_says_whether_a_sheet_is_protected(protected):
    api = types.SimpleNamespace(protect_contents=types.SimpleNamespace(get=lambda: protected))
    assert blocks.protected(types.SimpleNamespace(impl=Impl(), api=api)) is protected


@pytest.mark.calc
@pytest.mark.parametrize("rows", [3, 2_500], ids=["few rows", "a long table"])
def test_a_table_is_read_whole_whatever_columns_are_blank(calc_app, rows):
    sheet = calc_app.books.add().sheets[0]
    sheet["A1"].value = ["Order", "Note", "Place", "Share", "Owner"]
    sheet["A2"].resize(rows, 1).value = [[f"EX-{at}"] for at in range(rows)]
    sheet["C2"].value, sheet["C3"].value = "Lyon", "=1/0"
    sheet["D2"].formula = '=IF(TRUE,"",1)'

    heads, columns = blocks.table(sheet["A1"].resize(rows + 1, 5))

    assert heads == ["Order", "Note", "Place", "Share", "Owner"]
    assert columns[0] == [f"EX-{at}" for at in range(rows)]
    assert columns[2][:3] == ["Lyon", CellError("#DIV/0!"), None]
    assert columns[1] == columns[3] == columns[4] == [None] * rows


@pytest.mark.calc
def test_days_texts_and_truth_are_written_as_the_desk_means_them(calc_app):
    sheet = calc_app.books.add().sheets[0]
    sheet["A1:A2"].number_format = "dd/mm/yyyy"
    blocks.write(sheet["A1:B2"], [[date(2026, 11, 23), None], ["=1+1", "'quoted"]])
    assert sheet["A1:B2"].value == [[datetime(2026, 11, 23), "=1+1"], [None, "'quoted"]]
    blocks.write(sheet["C1:D2"], [[True, False], ["0042", 7]])
    assert sheet["C1:D2"].value == [[True, "0042"], [False, 7.0]]


def test_a_column_of_days_keeps_what_is_none():
    assert blocks.days([46349.0, None, "soon", 46349.0]) == [
        date(2026, 11, 23), None, "soon", date(2026, 11, 23)]  # fmt: skip
    assert blocks.days([1.0, True]) == [date(1899, 12, 31), True]
    assert blocks.days([None, "x"]) == [None, "x"]
