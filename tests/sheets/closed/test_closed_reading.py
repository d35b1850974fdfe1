"""What a closed workbook's tables read as, whoever wrote the file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from comptoir.sheets.closed import CellError, read_sheet, read_table, read_tables
from comptoir.sheets.closed.marks import Glance
from comptoir.sheets.closed.refusals import TableMissing, TableTorn


@pytest.fixture
def orders(tmp_path):
    """Two tables on a sheet, one on another, with every kind of value."""
    path = tmp_path / "orders.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    clock, span = (
        book.add_format({"num_format": "hh:mm"}),
        book.add_format({"num_format": "[h]:mm"}),
    )
    sheet.add_table(
        "B3:I6",
        {
            "name": "Orders",
            "columns": [
                {"header": "Ref"},
                {"header": "Quantity"},
                {"header": "Due"},
                {"header": "Seen"},
                {"header": "At"},
                {"header": "Took"},
                {"header": "Sure"},
                {"header": "Twice", "formula": "=[@Quantity]*2"},
            ],
        },
    )
    sheet.write_string("B4", "0042")
    sheet.write_number("C4", 12.5)
    sheet.write_datetime("D4", date(2026, 11, 23), day)
    sheet.write_datetime("E4", datetime(2026, 11, 23, 8, 30), moment)
    sheet.write_datetime("F4", time(6), clock)
    sheet.write_datetime("G4", timedelta(hours=30), span)
    sheet.write_boolean("H4", True)
    sheet.write_formula("I4", "=Orders[[#This Row],[Quantity]]*2", None, 25)
    sheet.write_string("B5", "#N/A")
    sheet.write_formula("C5", "=NA()", None, "#N/A")
    sheet.add_table(
        "L3:M4", {"name": "Terms", "columns": [{"header": "Term"}, {"header": "Place"}]}
    )
    sheet.write_row("L4", ["FOB", "Le Havre & <Antifer>"])
    other = book.add_worksheet("Parties")
    other.add_table("A1:A3", {"name": "Parties", "columns": [{"header": "Unit\nprice"}]})
    other.write_string("A2", "  Müller\nSöhne ")
    memory = book.add_worksheet("_memory")
    memory.very_hidden()
    memory.write_row(0, 0, ["key", 3])
    memory.write_row(2, 1, ["EX-1"])
    book.close()
    return path


def test_every_kind_of_value_is_read_as_what_it_is(orders):
    shown = read_table(orders, "orders")
    assert (shown.name, shown.sheet, shown.ref) == ("Orders", "Orders", "B3:I6")
    assert shown.heads[:3] == ["Ref", "Quantity", "Due"]
    assert shown.rows[0] == [
        "0042",
        12.5,
        date(2026, 11, 23),
        datetime(2026, 11, 23, 8, 30),
        time(6),
        timedelta(hours=30),
        True,
        25.0,
    ]
    assert shown.numbers == [4, 5, 6]


def test_a_text_that_looks_like_an_error_is_not_one(orders):
    row = read_table(orders, "Orders").rows[1]
    assert row[:2] == ["#N/A", CellError("#N/A")]


def test_computed_columns_and_cells_are_told(orders):
    shown = read_table(orders, "Orders")
    assert shown.computed == {"Twice"}
    assert {(0, 7), (1, 1)} <= shown.formulas
    assert not shown.uncomputed


def test_rows_with_nothing_but_formulas_are_not_filled(orders):
    assert [at for at, _row in read_table(orders, "Orders").filled()] == [0, 1]


def test_all_tables_come_in_one_pass(orders):
    shown = read_tables(orders)
    assert list(shown) == ["Orders", "Terms", "Parties"]
    assert shown["Terms"].rows == [["FOB", "Le Havre & <Antifer>"]]
    assert shown["Parties"].rows == [["  Müller\nSöhne "], [""]]
    assert list(read_tables(orders, ["Parties", "Terms"])) == ["Parties", "Terms"]


def test_a_hidden_sheet_is_read_by_name(orders):
    assert read_sheet(orders, "_MEMORY") == [["key", 3.0], [], ["", "EX-1"]]
    assert read_sheet(orders, "nowhere") is None


def test_a_missing_table_is_named_with_those_there_are(orders):
    with pytest.raises(TableMissing, match=r"no table named Invoices; it has: Orders, Terms"):
        read_table(orders, "Invoices")


@pytest.fixture
def saved_by_openpyxl(tmp_path):
    path = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Ref", "Sum"])
    sheet.append(["a", "=1+1"])
    sheet.add_table(Table(displayName="T", ref="A1:B2"))
    book.save(path)
    return path


def test_a_formula_nobody_computed_is_listed(saved_by_openpyxl):
    shown = read_table(saved_by_openpyxl, "T")
    assert shown.rows == [["a", ""]]
    assert shown.formulas == shown.uncomputed == {(0, 1)}


def test_a_heading_overwritten_by_a_program_is_a_torn_table(saved_by_openpyxl):
    book = openpyxl.load_workbook(saved_by_openpyxl)
    book.active["B1"] = "Total"
    book.save(saved_by_openpyxl)
    with pytest.raises(TableTorn, match="B1 should hold the heading “Sum”"):
        read_table(saved_by_openpyxl, "T")


def test_a_stray_cell_in_the_last_corner_costs_no_memory(tmp_path):
    path = tmp_path / "stray.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.add_table("A1:B2", {"name": "T", "columns": [{"header": "a"}, {"header": "b"}]})
    sheet.write_row("A2", ["x", 1])
    sheet.write_string("XFD1048576", "oops")
    book.close()
    shown = read_table(path, "T")
    assert shown.rows == [["x", 1.0]]


def test_both_ways_of_reading_agree(orders, monkeypatch):
    quick = read_tables(orders)
    slow = Glance(fits=False, marked=True)
    monkeypatch.setattr("comptoir.sheets.closed.reading.glance", lambda package, part: slow)
    assert read_tables(orders) == quick


def test_the_fingerprint_tells_a_changed_file(orders):
    before = read_table(orders, "Terms").print
    book = openpyxl.load_workbook(orders)
    book["Parties"]["A3"] = "Lefèvre"
    book.save(orders)
    assert read_table(Path(orders), "Terms").print != before
