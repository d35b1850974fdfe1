from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from comptoir.sheets.closed.refusals import FileMissing
from comptoir.sheets.closed.values import CellError
from comptoir.sheets.imports import bring, mapping_of, read_foreign, read_separated
from comptoir.sheets.imports.days import DAY_FIRST, MONTH_FIRST, judged, read_day, two_ways
from comptoir.sheets.imports.decimals import judged_sign, with_point
from comptoir.sheets.imports.encodings import decoded
from comptoir.sheets.imports.refusals import (
    BinaryFile,
    HeadingTwice,
    NoHeadings,
    NoSuchSheet,
    NothingInside,
    StrayQuote,
    UnknownFile,
)
from comptoir.sheets.imports.separated import records_of, separator_of

COUNTRIES = "Réf;Pays\n1;Côte d'Ivoire\n2;Česko\n"


@pytest.mark.parametrize(
    ("raw", "text", "evidence"),
    [
        (COUNTRIES.encode(), COUNTRIES, "reads as utf-8"),
        (COUNTRIES.encode("utf-8-sig"), COUNTRIES, "mark of utf-8"),
        (COUNTRIES.encode("utf-16"), COUNTRIES, "mark of utf-16"),
        (b"\xef\xbb\xbfC\xf4te", "Côte", "read as cp1252"),
        ("Réf;Prix\nété;12 €\n".encode("cp1252"), "Réf;Prix\nété;12 €\n", "cp1252"),
        (b"\xef\xbb\xbf\x81\xe9", "\x81é", "read as cp1252"),
    ],
)
def test_the_encoding_is_found_and_its_evidence_told(raw, text, evidence):
    found, why = decoded(raw, "x.csv")
    assert found == text
    assert evidence in why.in_("en")


def test_a_picture_named_csv_is_no_text():
    with pytest.raises(BinaryFile, match=r"photo\.csv is not a text file"):
        decoded(b"\x89PNG\x00\x00\x01", "photo.csv")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('name,city\n"Roux; Anna",Lyon\n"Petit; Jean",Brest\n', ","),
        ("only\none\n", ","),
    ],
)
def test_the_separator_is_the_one_that_gives_the_same_columns(text, sign):
    assert separator_of(text)[0] == sign


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"x\n2,y\n', 2),
        ('a,b\n1,x\n2,5" pipe\n', 3),
        ('a,b\n1,"x"y\n', 2),
        ('a,b\n1,"x\n2,y\n3,"z"\n', 2),
        ('a,b\n1,x"\n', 2),
        ('"a\nb",c\n1,"2\n', 3),
    ],
)
def test_a_stray_quotation_mark_is_refused_with_its_line(text, line):
    with pytest.raises(StrayQuote) as refused:
        read_separated(text.encode(), "x.csv")
    assert refused.value.facts["line"] == line
    assert f"in line {line}" in str(refused.value)


FIELDS = some.lists(
    some.lists(
        some.text(some.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=4
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=80)
@given(FIELDS, some.sampled_from([",", ";", "\t"]), some.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_is_written_by_the_rules_is_read_back(rows, sign, end):
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    text = end.join(sign.join(row) for row in quoted) + end
    assert [cells for _line, cells in records_of(text, sign, "x.csv")] == rows


def test_lines_are_counted_through_texts_of_several_lines():
    read = read_separated(b'a,b\n1,"x\ny"\n\n2,z\n', "x.csv")
    assert [(row.line, row.cells) for row in read.rows] == [(2, ["1", "x\ny"]), (5, ["2", "z"])]


def test_titles_above_the_headings_are_passed_over():
    read = read_separated(
        b"Order book,,\nPrinted 2024,,\n\nOrder,Customer,Price\nA1,Roux,12\nA2,Petit,\n", "x.csv"
    )
    assert read.headings == ["Order", "Customer", "Price"]
    assert [row.cells for row in read.rows] == [["A1", "Roux", "12"], ["A2", "Petit", None]]
    assert read.found[-1].in_("en") == "The headings stand in line 4."
    assert read.letters("Price") == "C"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NothingInside),
        ("a,b\n", NothingInside),
        ("1,2\n3,4\n", NoHeadings),
        ("Ref,Ref\n1,2\n", HeadingTwice),
    ],
)
def test_a_file_without_headings_or_rows_is_refused(text, refusal):
    with pytest.raises(refusal):
        read_separated(text.encode(), "x.csv")


def test_a_column_without_heading_is_known_by_its_letter_and_what_is_beyond_stays_beyond():
    read = read_separated(b"Ref,,Name\n1,x,Roux\n2,,Petit,odd\n", "x.csv")
    assert read.headings == ["Ref", "(B)", "Name"]
    assert read.rows[1].cells == ["2", None, "Petit", "odd"]


@pytest.mark.parametrize(
    ("cells", "order", "proof"),
    [
        (["8/4/2010", "8/20/2010"], MONTH_FIRST, "8/20/2010"),
        (["08/04/2010", "20.08.2010"], DAY_FIRST, "20.08.2010"),
        (["8/4/2010", "1/2/2011"], "", ""),
        (["13/1/2010", "1/13/2010"], "", ""),
        ([None, 5, datetime(2020, 1, 1), "n/a", "15-Nov-10"], "", ""),
        (["2010-08-20", "20/08/2010 10:15"], DAY_FIRST, "20/08/2010 10:15"),
    ],
)
def test_one_date_proves_the_order_of_its_column(cells, order, proof):
    found = judged(cells)
    assert (found.order, found.proof) == (order, proof)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("15-Nov-10", None, date(2010, 11, 15)),
        ("1er août 2024", None, date(2024, 8, 1)),
        ("3 juil. 24", None, date(2024, 7, 3)),
        ("December 5, 2023", None, date(2023, 12, 5)),
        ("2024-02-29", None, date(2024, 2, 29)),
        ("2024-02-29T23:59:59Z", None, date(2024, 2, 29)),
        ("20240229", None, date(2024, 2, 29)),
        ("04/03/2011", DAY_FIRST, date(2011, 3, 4)),
        ("04/03/2011", MONTH_FIRST, date(2011, 4, 3)),
        ("04/04/2011", None, date(2011, 4, 4)),
        ("04/13/2011", None, date(2011, 4, 13)),
        ("04/13/2011", DAY_FIRST, None),
        ("04/03/2011", None, None),
        ("29/02/2023", DAY_FIRST, None),
        ("3 jui 2024", None, None),
        ("Date Not Captured", None, None),
        ("4/3/98", DAY_FIRST, date(1998, 3, 4)),
    ],
)
def test_dates_are_read_as_their_column_writes_them(text, order, day):
    assert read_day(text, order) == day


def test_a_date_of_two_meanings_shows_both():
    assert two_ways("4/3/2011") == (date(2011, 3, 4), date(2011, 4, 3))
    assert two_ways("4/4/2011") is None
    assert two_ways("4/13/2011") is None


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1,234", "0.39"], "."),
        (["1.234", "0,39"], ","),
        (["1 234,5"], ","),
        (["1,234,567"], "."),
        (["1,234", "2,500"], ""),
        (["12", None, 5.0], ""),
        (["12.5", "12,5"], ""),
    ],
)
def test_the_decimal_sign_is_proved_or_not_assumed(cells, sign):
    assert judged_sign(cells) == sign


@pytest.mark.parametrize(
    ("text", "sign", "plain"),
    [
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("-1 234,5", ",", "-1234.5"),
        ("1,23,4", ".", "1,23,4"),
        ("12 kg", ".", "12 kg"),
        ("1,234", "", "1,234"),
    ],
)
def test_numbers_lose_their_grouping_and_nothing_else(text, sign, plain):
    assert with_point(text, sign) == plain


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    sheet = book.create_sheet("Orders")
    for row in (
        ["Order book"],
        [],
        ["Order", "Day", "Price"],
        ["A1", datetime(2024, 2, 29), 12.5],
        [" A2 ", None, "#N/A"],
    ):
        sheet.append(row)
    path = tmp_path / "orders.xlsx"
    book.save(path)
    return path


def test_a_workbook_is_read_where_its_rows_are_with_errors_as_errors(workbook):
    read = read_foreign(workbook)
    assert read.headings == ["Order", "Day", "Price"]
    assert [(row.line, row.cells) for row in read.rows] == [
        (4, ["A1", datetime(2024, 2, 29), 12.5]),
        (5, ["A2", None, CellError("#N/A")]),
    ]
    assert read.found[0].in_("en") == "Sheet Orders was read."


def test_a_formula_nobody_computed_is_a_fault_and_not_a_blank(workbook):
    book = openpyxl.load_workbook(workbook)
    book["Orders"]["C4"] = "=2*6"
    book.save(workbook)
    read = read_foreign(workbook)
    assert read.rows[0].cells[2] == CellError("=2*6")
    making = 'source = "x"\n[[make]]\nrecord = "product"\n[make.fields]\n'
    making += 'name_en = "Order"\nsale_price = "Price"\n'
    faults = [one.reasons[0].in_("en") for one in bring(read, mapping_of(making, "x")).aside]
    assert faults[0].startswith("Line 4, column C (Price): the formula =2*6 was never computed.")
    assert faults[1].startswith("Line 5, column C (Price): the cell shows #N/A.")


def test_what_cannot_be_read_is_refused_by_name(tmp_path, workbook):
    with pytest.raises(FileMissing, match=r"no file absent\.csv"):
        read_foreign(tmp_path / "absent.csv")
    with pytest.raises(NoSuchSheet, match="Cover, Orders"):
        read_foreign(workbook, "Invoices")
    odd = tmp_path / "orders.pdf"
    odd.write_bytes(b"%PDF")
    with pytest.raises(UnknownFile):
        read_foreign(odd)
