"""Rows written by whole columns are the rows XlsxWriter would write cell by cell."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from xlsxwriter import Workbook

from comptoir.sheets.drawing.sheet import Bulk, BulkSheet

CELLS = [
    "plain", None, "", 12, -3, 0.1, 1e15, 1 / 3, 123456.789, True, date(2026, 11, 23),
    datetime(2026, 11, 23, 12, 30), "=1+1", "<r>a</r>", " led", "a\nb", "_x0041_", "\x02", "é€漢😀",
    "plain", "<r>a & <b></r>", "https://example.com", "12", "TRUE", "{=A1}", "'quoted",
]  # fmt: skip


def written(path, *, bulk):
    """A sheet of the same cells, by columns or one by one; its parts are returned."""
    book = Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet("S", worksheet_class=BulkSheet)
    forms = Bulk(
        CELLS,
        book.add_format({"bold": True}),
        book.add_format({"italic": True}),
        book.add_format({"num_format": "dd/mm/yyyy"}),
    )
    other = replace(forms, cells=list(reversed(CELLS)))
    sheet.text(0, 0, "Head", forms.text)
    sheet.text(0, 1, "Second", forms.text)
    if bulk:
        sheet.table_rows(1, [forms, other])
    else:
        for row, pair in enumerate(zip(CELLS, other.cells, strict=True), 1):
            for col, cell in enumerate(pair):
                sheet.cell(row, col, cell, forms)
    book.close()
    return openpyxl.load_workbook(path)["S"]


def test_both_ways_give_the_same_cells_and_looks(tmp_path):
    quick = written(tmp_path / "quick.xlsx", bulk=True)
    slow = written(tmp_path / "slow.xlsx", bulk=False)
    assert quick.dimensions == slow.dimensions == f"A1:B{len(CELLS) + 1}"
    for mine, theirs in zip(quick.iter_rows(), slow.iter_rows(), strict=True):
        for one, other in zip(mine, theirs, strict=True):
            assert (one.value, one.data_type) == (other.value, other.data_type), one.coordinate
            assert one.font.b == other.font.b, one.coordinate
            assert one.number_format == other.number_format, one.coordinate


def test_each_text_is_kept_once_and_counted(tmp_path):
    written(tmp_path / "quick.xlsx", bulk=True)
    with zipfile.ZipFile(tmp_path / "quick.xlsx") as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert strings.count("<t>plain</t>") == 1
    shared = sum(isinstance(cell, str) and cell != "" and "<r>" not in cell for cell in CELLS)
    assert f'count="{2 * shared + 2}"' in strings


def test_many_rows_are_written_in_blocks_without_a_seam(tmp_path):
    path = tmp_path / "long.xlsx"
    book = Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet("S", worksheet_class=BulkSheet)
    form = book.add_format({})
    numbers = list(range(9_001))
    sheet.text(0, 0, "Head")
    sheet.table_rows(1, [Bulk(numbers, form, form, form)])
    book.close()
    rows = openpyxl.load_workbook(path)["S"].iter_rows(min_row=2, values_only=True)
    assert [row[0] for row in rows] == numbers


def test_a_text_longer_than_a_cell_can_hold_is_refused(tmp_path):
    book = Workbook(str(tmp_path / "x.xlsx"), {"in_memory": True})
    sheet = book.add_worksheet("S", worksheet_class=BulkSheet)
    form = book.add_format({})
    with pytest.raises(ValueError, match="32768 characters"):
        sheet.text(0, 0, "x" * 32_768)
    with pytest.raises(ValueError, match="32768 characters"):
        sheet.table_rows(1, [Bulk(["x" * 32_768], form, form, form)])
    sheet.text(0, 0, "x")
    book.close()
