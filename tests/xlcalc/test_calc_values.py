"""What is written into a cell comes out with the same type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import xlcalc
from xlcalc.uno_access import struct

pytestmark = pytest.mark.calc


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Rouen", "Rouen"),
        (12, 12.0),
        (Decimal("10.25"), 10.25),
        (True, True),
        (False, False),
        (None, None),
        (dt.date(2025, 3, 1), dt.datetime(2025, 3, 1)),
        (dt.datetime(2025, 3, 1, 14, 30, 5), dt.datetime(2025, 3, 1, 14, 30, 5)),
        ("'007", "007"),
        ("'=1+1", "=1+1"),
        ("l'été à Sète\n2", "l'été à Sète\n2"),
        ("31/12/2024", "31/12/2024"),
        ("0123456789ABCDEF", "0123456789ABCDEF"),
    ],
)
def test_a_value_keeps_its_type(sheet, written, read):
    sheet["B2"].value = written
    assert sheet["B2"].value == read
    assert type(sheet["B2"].value) is type(read)
    sheet["C3"].value = [[written, "x"], ["y", written]]
    assert sheet["C3:D4"].value == [[read, "x"], ["y", read]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("007", 7.0), ("5%", 0.05), ("1,234.5", 1234.5), ("TRUE", True),
     ("2024-12-31", dt.datetime(2024, 12, 31)), ("12/31/2024", dt.datetime(2024, 12, 31))],
)  # fmt: skip
def test_text_that_looks_like_a_number_is_read_as_excel_does(sheet, typed, read):
    sheet["A1"].value = typed
    assert sheet["A1"].value == read


def test_texts_and_numbers_written_plainly_are_taken_as_they_are(book, sheet):
    sheet["A1:B3"].number_format = "@"
    sheet["A1"].value = "before"
    with xlcalc.undo_step(book, "plain"):
        sheet["A1:B3"].impl.write_plain([("=1+1", "'007"), (12.5, ""), ("", "31/12/2024")])
    assert sheet["A1:B3"].value == [["=1+1", "'007"], [12.5, None], [None, "31/12/2024"]]
    xlcalc.undo(book)
    assert sheet["A1:B3"].value == [["before", None], [None, None], [None, None]]


def test_rows_grow_with_a_text_of_several_lines_and_with_one_that_wraps(sheet):
    many = 2_600
    before = sheet["A2:A2"].row_height
    sheet["A1"].resize(many, 2).impl.write_plain([("one line", "x")] * many)
    assert sheet["A2:A2"].row_height == before
    sheet["A1"].resize(many, 2).impl.write_plain([("one\nand another", "x")] * many)
    assert sheet["A2:A2"].row_height > 1.5 * before
    sheet["D1"].resize(many, 2).wrap_text = True
    sheet["D1"].resize(many, 2).impl.write_plain(
        [("a text too long for its column " * 5, "")] * many
    )
    assert sheet["A2:A2"].row_height > 4 * before


@pytest.mark.parametrize("text", ["0701234567", "007", "5%", "TRUE", "#N/A", "2024-12-31", "=1+1"])
def test_text_in_a_cell_formatted_as_text_stays_text(sheet, text):
    sheet["A1:B3"].number_format = "@"
    sheet["A1"].value = [[text, "x"], ["y", text]]
    assert sheet["A1:B2"].value == [[text, "x"], ["y", text]]
    sheet["A3"].value = text
    assert sheet["A3"].value == text
    assert sheet["A3"].formula == text


def test_text_only_in_the_text_columns_stays_text(sheet):
    sheet["B:B"].number_format = "@"
    sheet["A1"].value = [["007", "007", "007"], ["1", "2", "3"]]
    assert sheet["A1:C2"].value == [[7.0, "007", 7.0], [1.0, "2", 3.0]]


def test_a_number_written_over_truth_is_a_number(sheet):
    sheet["A1"].value = [[True, True], [True, True]]
    sheet["A1"].value = 1
    sheet["B1"].value = [[1], [0]]
    assert sheet["A1:B2"].value == [[1.0, 1.0], [True, 0.0]]
    assert [type(value) for value in sheet["A1:B1"].value] == [float, float]


def test_a_date_takes_no_format_away(sheet):
    sheet["A1:A2"].number_format = "dd/mm/yyyy"
    sheet["A1"].value = [[dt.date(2025, 1, 2), dt.date(2025, 1, 2)]]
    assert sheet["A1"].number_format == "dd/mm/yyyy"
    assert sheet["B1"].number_format == "m/d/yyyy"


def test_dates_scattered_in_a_column_are_dates_and_the_rest_is_not(sheet):
    rows = [
        [dt.datetime(2025, 1, 1 + i % 28), i % 2 == 0] if i % 3 else [i, None] for i in range(60)
    ]
    sheet["A1"].value = rows
    assert sheet["A1:B60"].value == rows


def test_errors_in_a_block_read_as_nothing_or_as_their_text(sheet):
    formulas = ["=1/0", "=NA()", "=nosuchname", '="a"+1', "=1E308*10"]
    sheet["A1"].value = [[formula] for formula in formulas]
    assert sheet["A1:A5"].value == [None] * 5
    texts = sheet["A1:A5"].options(err_to_str=True).value
    assert texts == ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!"]
    assert sheet["A1"].options(err_to_str=True).value == "#DIV/0!"


def test_a_long_column_of_errors_and_of_truth_is_read_in_few_questions(sheet):
    sheet["A1:A400"].formula = "=1/0"
    sheet["B1:B400"].formula = "=ROW()>200"
    sheet["C1:C400"].formula = "=N(ROW()>200)"
    sheet["D7"].formula = "=NA()"
    rows = sheet["A1:D400"].options(err_to_str=True).value
    assert [row[0] for row in rows] == ["#DIV/0!"] * 400
    assert [row[1] for row in rows] == [row > 200 for row in range(1, 401)]
    assert all(type(row[2]) is float for row in rows)
    assert rows[6][3] == "#N/A"


def test_a_workbook_that_counts_from_1904_keeps_its_dates(sheet, book):
    book.api.NullDate = _null_date(1904)
    sheet["A1"].value = dt.date(2025, 3, 1)
    assert sheet["A1"].value == dt.datetime(2025, 3, 1)
    assert sheet["A1"].api.Value == (dt.date(2025, 3, 1) - dt.date(1904, 1, 1)).days


def _null_date(year):
    return struct("util.Date", 1, 1, year)


def test_whole_columns_move_only_what_is_used(sheet):
    sheet["A1"].value = [["a", 1], ["b", 2]]
    column = sheet["A:A"].impl.raw_value
    assert len(column) == 1_048_576
    assert column[:3] == (("a",), ("b",), (None,))


def test_rows_of_different_lengths_are_refused_before_anything_is_written(sheet):
    with pytest.raises(Exception, match="same length"):
        sheet["A1"].value = [[1, 2], [3]]
    assert sheet["A1"].value is None


def test_policy_can_leave_texts_alone(sheet):
    xlcalc.POLICY.typed_strings = False
    try:
        sheet["A1"].value = [["007", "TRUE"], ["5%", "2024-12-31"]]
        assert sheet["A1:B2"].value == [["007", "TRUE"], ["5%", "2024-12-31"]]
    finally:
        xlcalc.POLICY.typed_strings = True
