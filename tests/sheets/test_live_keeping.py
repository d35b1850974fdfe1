"""What the assistant made of the register stays when the desk is shown again, in a real Calc."""

from __future__ import annotations

from datetime import date, datetime

import pytest

import xlcalc
from comptoir.sheets.layout import HEAD_ROW

pytestmark = pytest.mark.calc

SHEETS = ("order", "party", "task")
"""What these tests are about; `test_year.py` tells the same of the whole register."""

ORDER = {"party": "ACME", "flow": "EXP", "ordered": date(2026, 11, 3), "incoterm": "FCA",
         "place": "Lyon", "status": "PLACED"}  # fmt: skip


@pytest.fixture
def two_orders(an_order, stored):
    an_order()
    stored("order", ORDER)


@pytest.fixture
def book(two_orders, lea, open_live):
    return open_live(lea, sheets=SHEETS)


def change(desk, open_live, key, **cells):
    """A colleague changes an order in a workbook of his own."""
    his = open_live(desk, sheets=SHEETS)
    for name, value in cells.items():
        his.cell("order", key, name).value = value
    desk.save(his)
    his.book.close()


def test_looks_and_place_stay_as_the_assistant_left_them(book, lea, noe, open_live):
    sheet = book.sheet("order")
    sheet.range("B:B").column_width = 31
    book.cell("order", "EX-2026-0001", "place").color = (255, 200, 0)
    book.cell("order", "EX-2026-0002", "ordered").number_format = "yyyy-mm-dd"
    change(noe, open_live, "EX-2026-0001", place="Dijon")
    book.book.activate()
    sheet.activate()
    sheet.range("D7").select()

    lea.refresh(book)

    assert book.cell("order", "EX-2026-0001", "place").value == "Dijon"
    assert book.cell("order", "EX-2026-0001", "place").color == (255, 200, 0)
    assert sheet.range("B:B").column_width == pytest.approx(31, abs=0.5)
    assert book.cell("order", "EX-2026-0002", "ordered").number_format == "yyyy-mm-dd"
    assert book.book.app.selection.address == "$D$7"


def test_the_order_of_the_rows_stays(book, lea, noe, open_live):
    area = book.table("order").data_body_range
    area.value = list(reversed(area.value))
    change(noe, open_live, "EX-2026-0001", place="Dijon")

    lea.refresh(book)

    assert book.keys("order") == ["EX-2026-0002", "EX-2026-0001"]
    assert book.cell("order", "EX-2026-0001", "place").value == "Dijon"
    assert book.cell("order", "EX-2026-0002", "place").value == "Lyon"


def test_filtered_and_hidden_rows_are_read_and_brought_up_to_date(book, lea, noe, open_live):
    book.cell("order", "EX-2026-0002", "note").value = "typed, then filtered out"
    sheet = book.sheet("order")
    book.table("order").autofilter.apply_values(1, ["EX-2026-0001"])
    sheet.range("6:6").api.getRows().IsVisible = False
    change(noe, open_live, "EX-2026-0002", place="Dijon")

    done = lea.save(book)

    assert done.changed == [("order", "EX-2026-0002", ("note",))]
    assert book.cell("order", "EX-2026-0002", "place").value == "Dijon"
    assert sheet.range("6:7").api.getRows().IsVisible is False


def test_ones_own_column_and_formulas_stay_and_follow_new_rows(book, lea, stored):
    sheet, wide = book.sheet("order"), book.head_column("order", "Days")
    for row in (6, 7):
        sheet.range((row, wide)).formula = f"=ROW()*10+LEN(A{row})"
    stored("order", ORDER)

    lea.refresh(book)

    assert book.keys("order")[-1] == "EX-2026-0003"
    formulas = [sheet.range((row, wide)).formula for row in (6, 7, 8)]
    assert formulas == ["=ROW()*10+LEN(A6)", "=ROW()*10+LEN(A7)", "=ROW()*10+LEN(A8)"]
    assert sheet.range((8, wide)).value == 92
    assert not lea.save(book).anything


def test_a_formula_typed_in_a_column_of_ours_stays_and_never_travels(book, lea):
    cell = book.cell("order", "EX-2026-0001", "note")
    cell.number_format = "General"
    cell.formula = '="see "&A7'

    done = lea.save(book)

    assert not done.anything
    assert book.cell("order", "EX-2026-0001", "note").formula == '="see "&A7'


def test_a_colleagues_new_row_stands_at_the_end_dressed_like_the_others(book, lea, stored):
    stored("order", {**ORDER, "place": "007"})

    lea.refresh(book)

    assert book.table("order").range.address == f"$A$5:${last_letters(book)}$8"
    cell = book.cell("order", "EX-2026-0003", "ordered")
    assert cell.value == datetime(2026, 11, 3)
    assert cell.number_format == book.cell("order", "EX-2026-0001", "ordered").number_format
    assert book.cell("order", "EX-2026-0003", "place").value == "007"


def last_letters(book):
    return book.table("order").range.last_cell.address.split("$")[1]


def test_what_stands_below_the_table_moves_down(book, lea, stored):
    book.sheet("order").range("B8").value = "my own notes"
    stored("order", ORDER, ORDER)

    lea.refresh(book)

    assert book.keys("order") == [f"EX-2026-000{number}" for number in (1, 2, 3, 4)]
    assert book.sheet("order").range("B10").value == "my own notes"


def test_a_row_typed_between_others_gets_its_key_where_it_stands(book, lea):
    sheet = book.sheet("order")
    wide = book.table("order").range.columns.count
    sheet.range((7, 1), (7, wide)).insert("down")
    for name, value in {"party": "ACME", "flow": "import", "ordered": datetime(2026, 11, 20),
                        "incoterm": "FOB", "place": "Ningbo", "mode": "sea"}.items():  # fmt: skip
        book.at("order", 7, name).value = value

    done = lea.save(book)

    assert done.new == [("order", "IM-2026-0001")]
    assert book.keys("order") == ["EX-2026-0001", "IM-2026-0001", "EX-2026-0002"]
    assert not lea.save(book).anything


def test_a_row_that_vanished_comes_back_and_the_others_keep_their_place(book, lea):
    book.table("order").range.rows[1].delete("up")

    done = lea.save(book)

    assert done.vanished == [("order", "EX-2026-0001")]
    assert book.keys("order") == ["EX-2026-0002", "EX-2026-0001"]


@pytest.mark.parametrize("text", ["=1+1", "'quoted", "007", "12/11/2026", "TRUE", "-3", "#N/A"])
def test_text_is_text_in_a_cell_whatever_it_looks_like(book, lea, engine, text, stored):
    stored("task", {"what": text, "due": date(2026, 12, 1)})

    lea.refresh(book)

    cell = book.at("task", HEAD_ROW + 1, "what")
    assert (cell.value, cell.formula) in {(text, text), (text, f"'{text}"), (None, "#N/A")}
    assert cell.api.getType().value == "TEXT"
    assert cell.api.getString() == text


def test_all_that_a_refresh_did_is_one_step_to_undo(book, lea, noe, open_live, stored):
    change(noe, open_live, "EX-2026-0001", place="Dijon")
    stored("order", ORDER)
    before = book.memory()

    lea.refresh(book)
    assert book.cell("order", "EX-2026-0001", "place").value == "Dijon"
    xlcalc.undo(book.book)

    assert book.cell("order", "EX-2026-0001", "place").value == "Lyon"
    assert book.memory() == before
    assert not lea.save(book).anything


def test_today_and_the_band_tell_the_present(book, lea, stored):
    assert "Call the forwarder" not in book.book.sheets["Today"].range("D6:D20").value
    stored("task", {"what": "Call the forwarder", "due": date(2026, 11, 20),
                    "about": "EX-2026-0001"})  # fmt: skip

    lea.refresh(book)

    today = book.book.sheets["Today"]
    assert "Call the forwarder" in today.range("D6:D20").value
    row = 6 + today.range("D6:D20").value.index("Call the forwarder")
    assert today.range((row, 2)).value == "late"
    assert today.range((row, 2)).color is not None
    assert "refreshed 23 Nov 2026" in str(today.range("A1:D1").value)


def test_today_grows_and_shrinks_with_its_filter_and_two_clashes_get_their_choice(
    lea, noe, an_order, stored, open_live
):
    an_order()
    tasks = [{"what": f"call {n}", "due": date(2026, 11, 20 + n % 10)} for n in range(40)]
    keys = stored("task", *tasks)
    book = open_live(lea, sheets=SHEETS)
    change(noe, open_live, "EX-2026-0001", place="Dijon", note="urgent")
    stored("task", *tasks)
    for name in ("place", "note"):
        book.cell("order", "EX-2026-0001", name).value = "mine"

    lea.save(book)

    today = book.book.sheets["Today"]
    told = [line for line in today.range("D6:D120").value if line]
    assert len(told) == len(lea.due()) > 40
    clashes = book.book.sheets["Clashes"]
    assert clashes.range("A6:A7").value == [1, 2]
    assert clashes.range("I7").data_validation.source in {"mine,theirs", '"mine,theirs"'}

    done = open_live(noe, sheets=SHEETS)
    for key in keys:
        done.cell("task", key, "status").value = "done"
    noe.save(done)
    lea.refresh(book)

    assert len([line for line in today.range("D6:D120").value if line]) == len(lea.due())


def test_a_clash_is_noted_on_its_cell_until_it_is_settled(book, lea, noe, open_live):
    change(noe, open_live, "EX-2026-0001", place="Dijon")
    book.cell("order", "EX-2026-0001", "place").value = "Nancy"
    lea.save(book)

    note = book.cell("order", "EX-2026-0001", "place").note
    assert note.text.startswith("Comptoir:\nLéa entered Nancy; the desk says Dijon.")
    assert book.book.sheets["Clashes"].range("D6:F6").value == ["Named place", "Nancy", "Dijon"]

    keep = book.book.sheets["Clashes"].range("I6")
    assert keep.data_validation.source in {"mine,theirs", '"mine,theirs"'}
    assert keep.color is not None
    keep.value = "mine"
    lea.save(book)

    assert book.cell("order", "EX-2026-0001", "place").note is None
    assert book.cell("order", "EX-2026-0001", "place").value == "Nancy"
    assert book.book.sheets["Clashes"].range("A6:I6").value == [None] * 9


def test_a_colleagues_own_column_is_shown_beside_ours(book, lea, noe, open_live):
    his = open_live(noe, sheets=SHEETS)
    wide = his.head_column("order", "Colour")
    his.sheet("order").range((6, wide)).value = "'=red"
    noe.save(his)

    lea.refresh(book)

    assert book.headings("order")[-1] == "Colour"
    cell = book.cell("order", "EX-2026-0001", "Colour")
    assert cell.api.getString() == "=red"
    assert not lea.save(book).anything


def test_the_cursor_finds_its_record(book, lea):
    book.book.activate()
    book.cell("order", "EX-2026-0002", "place").select()
    place = book.selected()
    assert (place.record, place.key, place.field, place.clash) == (
        "order", "EX-2026-0002", "place", None)  # fmt: skip
    book.sheet("order").range("A2").select()
    assert book.selected().record == ""
