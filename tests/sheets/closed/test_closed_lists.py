"""Lists that are no tables, columns added to tables, and what is in the way of both."""

from __future__ import annotations

import openpyxl
import pytest
import xlsxwriter

from comptoir.sheets.closed import (
    Along,
    Listed,
    TableChanges,
    patch,
    read_sheet,
    read_table,
    refusals,
)
from comptoir.sheets.closed.lists import filter_of

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed:UserWarning")
HEADS = ("When", "What")


@pytest.fixture
def todo(tmp_path):
    """A filtered list of three lines, a note of the user's below, one beside."""
    path = tmp_path / "todo.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Today")
    sheet.write_row("A2", HEADS)
    for row, (when, what) in enumerate([("late", "a"), ("week", "b"), ("week", "c")], 2):
        sheet.write_row(row, 0, [when, what])
        if when == "week":
            sheet.set_row(row, None, None, {"hidden": True})
    sheet.autofilter("A2:B5")
    sheet.filter_column_list(0, ["late"])
    sheet.write("B12", "mine, below")
    sheet.write("D3", "mine, beside")
    sheet.write("A1", "then")
    book.define_name("Today!told", "=Today!$A$1")
    book.close()
    return path


def lines(*pairs, tall=()):
    listed = Listed("Today", HEADS, "When", frozenset({"late", "today", "week"}), row=2)
    rows = [dict(zip(HEADS, pair, strict=True)) for pair in pairs]
    return TableChanges(
        "Today", rows=rows, exact=True, listed=listed, tall=tall or [15] * len(rows)
    )


def shown(path):
    sheet = openpyxl.load_workbook(path)["Today"]
    rows = [row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value]
    return [
        (sheet.cell(row, 1).value, sheet.cell(row, 2).value, sheet.row_dimensions[row].hidden)
        for row in rows
    ]


def test_a_list_grows_and_its_filter_goes_on_hiding(todo):
    patch(todo, [lines(("late", "a"), ("late", "d"), ("week", "b"), ("week", "c"), ("today", "e"))])
    assert shown(todo) == [
        ("late", "a", False), ("late", "d", False), ("week", "b", True), ("week", "c", True),
        ("today", "e", True),
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(todo)["Today"]
    assert (sheet.auto_filter.ref, sheet["D3"].value) == ("A2:B7", "mine, beside")
    assert sheet["B12"].value == "mine, below"


def test_a_list_shrinks_and_its_rows_are_shown_again(todo):
    patch(todo, [lines(("late", "z"))])
    assert shown(todo) == [("late", "z", False)]
    sheet = openpyxl.load_workbook(todo)["Today"]
    assert not any(sheet.row_dimensions[row].hidden for row in range(3, 8))
    assert sheet.auto_filter.ref == "A2:B3"
    assert not patch(todo, [lines(("late", "z"))]).changed


def test_a_line_is_as_high_as_its_text_needs(todo):
    patch(todo, [lines(("late", "a"), ("late", "b"), tall=[30, 15])])
    sheet = openpyxl.load_workbook(todo)["Today"]
    assert [sheet.row_dimensions[row].height for row in (3, 4)] == [30, None]


def test_another_filter_is_taken_off_and_all_is_shown(todo, tools):
    part = "xl/worksheets/sheet1.xml"
    custom = b'<customFilters><customFilter operator="greaterThan" val="k"/></customFilters>'
    tools.rewrite(todo, {part: tools.swap(b'<filters><filter val="late"/></filters>', custom)})
    patch(todo, [lines(("late", "a"), ("week", "b"))])
    assert shown(todo) == [("late", "a", False), ("week", "b", False)]
    tail = tools.parts_of(todo)[part].partition(b"</sheetData>")[2]
    assert filter_of(tail).words == {}


def test_what_somebody_wrote_below_is_in_the_way_not_overwritten(todo):
    before = todo.read_bytes()
    with pytest.raises(refusals.InTheWay, match="B12"):
        patch(todo, [lines(*[("late", str(n)) for n in range(12)])])
    assert todo.read_bytes() == before


def test_headings_that_were_changed_tear_a_list(todo):
    file = openpyxl.load_workbook(todo)
    file["Today"]["B2"].value = "Quoi"
    file.save(todo)
    with pytest.raises(refusals.TableTorn, match="What"):
        patch(todo, [lines(("late", "a"))])


def test_a_sheet_that_is_gone_is_told(todo):
    listed = Listed("Yesterday", HEADS, "When")
    with pytest.raises(refusals.SheetMissing, match="Yesterday"):
        patch(todo, [TableChanges("Yesterday", exact=True, listed=listed)])


def test_what_goes_along_changes_only_along(todo):
    along = Along(hidden={"_kept": [["x", "1"]]}, named={("Today", "told"): "now"})
    same = lines(("late", "a"), ("week", "b"), ("week", "c"))
    assert not patch(todo, [same], along=along).changed
    patch(todo, [lines(("late", "a"), ("week", "b"), ("week", "d"))], along=along)
    assert openpyxl.load_workbook(todo)["Today"]["A1"].value == "now"
    assert read_sheet(todo, "_kept") == [["x", "1"]]


def test_a_name_that_lost_its_cell_is_passed_over(todo, tools):
    change = tools.swap(b"Today!$A$1", b"Today!#REF!")
    tools.rewrite(todo, {"xl/workbook.xml": change})
    patch(todo, [lines(("late", "q"))], along=Along(named={("Today", "told"): "now"}))
    assert openpyxl.load_workbook(todo)["Today"]["A1"].value == "then"


# -- columns more ---------------------------------------------------------------------------------

WIDER = TableChanges("Orders", cells={("A2", "Colour"): "red"}, key="Ref", heads=["Colour", "Ref"])


def test_a_column_is_added_once_with_its_heading_dressed(orders):
    patch(orders, [WIDER])
    found = read_table(orders, "Orders")
    assert found.heads == ["Ref", "Qty", "Due", "Term", "Twice", "Colour"]
    assert [row[-1] for row in found.rows] == ["", "red", ""]
    sheet = openpyxl.load_workbook(orders)["Orders"]
    assert sheet.tables["Orders"].ref == sheet.tables["Orders"].autoFilter.ref == "B3:G6"
    assert not patch(orders, [WIDER]).changed


@pytest.mark.parametrize(
    ("dress", "cell"),
    [
        (lambda sheet: sheet.cell(5, 7, "mine"), "G5"),
        (lambda sheet: sheet.merge_cells("G6:H7"), "G6"),
    ],
    ids=["a cell", "a merged cell"],
)
def test_what_stands_beside_is_in_the_way_of_a_column(orders, dress, cell):
    file = openpyxl.load_workbook(orders)
    dress(file["Orders"])
    file.save(orders)
    before = orders.read_bytes()
    with pytest.raises(refusals.BesideTheTable, match=cell):
        patch(orders, [WIDER])
    assert orders.read_bytes() == before


def test_notes_of_ours_that_nobody_wishes_for_go(orders):
    patch(
        orders, [TableChanges("Orders", key="Ref", notes={("A1", "Qty"): "x", ("A2", "Qty"): "y"})]
    )
    patch(orders, [TableChanges("Orders", key="Ref", notes={("A2", "Qty"): "y"}, sole=True)])
    sheet = openpyxl.load_workbook(orders)["Orders"]
    assert sheet["C4"].comment is None
    assert sheet["C5"].comment.text == "Comptoir:\ny"
