"""What an assistant does with a register, and what becomes of it.

The same on paper, in a closed file, and in a workbook open in Calc.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

import pytest

from comptoir.desk import Faulty
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.reading import CellError
from comptoir.sheets.workbook import XlBook
from paper import Paper
from scribbled import InCalc, OnFile, built

KINDS = ["paper", "closed", pytest.param("calc", marks=pytest.mark.calc)]
SHEETS = ("order", "order_line", "party")
"""What these tests are about; `test_year.py` tells the same of the whole register."""


@pytest.fixture(params=KINDS)
def open_book(request, tmp_path):
    """A register as the assistant at *desk* sees it, of each kind."""
    number = count()

    def opened(desk):
        if request.param == "paper":
            book = Paper()
            book.show(desk.view("register"))
            return book
        path = tmp_path / f"{next(number)}.xlsx"
        view = built(path, desk, sheets=SHEETS)
        if request.param == "closed":
            book = OnFile(ClosedBook(path))
        else:
            app = request.getfixturevalue("calc_app")
            book = InCalc(XlBook(app.books.open(str(path))))
        book.look(view)
        return book

    return opened


def test_a_changed_cell_is_saved_and_remembered(an_order, lea, open_book):
    an_order()
    book = open_book(lea)

    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    done = lea.save(book)

    assert done.changed == [("order", "EX-2026-0001", ("place",))]
    assert open_book(lea).line("order", "EX-2026-0001")["place"] == "Dijon"
    last = lea.look().history("EX-2026-0001")[-1]
    assert (last.by, last.field, last.old, last.new) == ("Léa", "place", "Lyon", "Dijon")


def test_two_people_change_different_cells_of_one_row(an_order, lea, noe, open_book):
    an_order()
    hers, his = open_book(lea), open_book(noe)

    hers.line("order", "EX-2026-0001")["place"] = "Dijon"
    lea.save(hers)
    his.line("order", "EX-2026-0001")["note"] = "urgent"
    noe.save(his)

    line = open_book(lea).line("order", "EX-2026-0001")
    assert (line["place"], line["note"]) == ("Dijon", "urgent")


def test_two_edits_of_one_cell_are_left_to_a_person(an_order, lea, noe, open_book):
    an_order()
    hers, his = open_book(lea), open_book(noe)

    hers.line("order", "EX-2026-0001")["place"] = "Dijon"
    lea.save(hers)
    his.line("order", "EX-2026-0001")["place"] = "Nancy"
    done = noe.save(his)

    assert [(c.sheet, c.store) for _, c in done.clashes] == [("Nancy", "Dijon")]
    assert his.line("order", "EX-2026-0001")["place"] == "Dijon"
    assert [(c.sheet, c.store) for c in his.shown.clashes] == [("Nancy", "Dijon")]


@pytest.mark.parametrize(("side", "place"), [("sheet", "Nancy"), ("store", "Dijon")])
def test_a_clash_is_settled_in_one_click(an_order, lea, noe, open_book, side, place):
    an_order()
    hers, his = open_book(lea), open_book(noe)
    hers.line("order", "EX-2026-0001")["place"] = "Dijon"
    lea.save(hers)
    his.line("order", "EX-2026-0001")["place"] = "Nancy"
    noe.save(his)

    his.chosen = {his.shown.clashes[0].number: side}
    noe.save(his)

    assert his.line("order", "EX-2026-0001")["place"] == place
    assert not his.shown.clashes


def test_last_weeks_copy_of_the_workbook_still_merges(an_order, lea, open_book):
    an_order()
    last_week, today = open_book(lea), open_book(lea)
    for town in ("Dijon", "Nancy", "Metz"):
        today.line("order", "EX-2026-0001")["place"] = town
        lea.save(today)

    last_week.line("order", "EX-2026-0001")["note"] = "fragile"
    lea.save(last_week)

    line = last_week.line("order", "EX-2026-0001")
    assert (line["place"], line["note"]) == ("Metz", "fragile")


def test_a_new_row_gets_the_next_number(an_order, lea, open_book):
    an_order()
    book = open_book(lea)

    book.add("order", party="acme ltd", flow="import", ordered=datetime(2026, 11, 20),
             incoterm="fob", place="Ningbo", mode="sea")  # fmt: skip
    done = lea.save(book)

    assert done.new == [("order", "IM-2026-0001")]
    assert book.line("order", "IM-2026-0001")["party"] == "ACME"


def test_a_new_party_and_its_first_order_come_in_one_save(lea, open_book):
    book = open_book(lea)

    book.add("party", name="Blanc & Fils", country="Belgique")
    book.add("order", party="Blanc & Fils", ordered="20/11/2026", incoterm="DAP", place="Gand")
    lea.save(book)

    assert book.keys("party") == ["P0001"]
    assert book.line("order", "EX-2026-0001")["party"] == "P0001"


@pytest.mark.parametrize(
    ("record", "typed", "key"),
    [
        ("party", {"name": "Blanc & Fils", "country": "BE"}, "P0001"),
        ("order", {"party": "ACME", "ordered": "20/11/2026", "incoterm": "DAP", "place": "Gand"},
         "EX-2026-0002"),
    ],
)  # fmt: skip
def test_a_new_row_whose_save_was_undone_leaves_every_sheet(
    an_order, lea, noe, open_book, record, typed, key
):
    an_order()
    hers = open_book(lea)
    before = hers.keys(record)
    hers.add(record, **typed)
    done = lea.save(hers)
    assert done.new == [(record, key)]
    his = open_book(noe)

    lea.undo(done.number)
    lea.refresh(hers)
    assert hers.keys(record) == before

    # A colleague's sheet still shows it: his save does not bring it back.
    his.line("order", "EX-2026-0001")["note"] = "urgent"
    kept = noe.save(his)
    assert (kept.new, kept.vanished) == ([], [])
    assert kept.changed == [("order", "EX-2026-0001", ("note",))]
    assert his.keys(record) == before


def test_what_was_typed_in_a_row_taken_back_is_told_and_not_lost(an_order, lea, noe, open_book):
    an_order()
    hers = open_book(lea)
    hers.add("party", name="Blanc & Fils", country="BE")
    done = lea.save(hers)
    his = open_book(noe)
    lea.undo(done.number)

    his.line("party", "P0001")["city"] = "Gand"
    with pytest.raises(Faulty) as told:
        noe.save(his)
    assert [one.code for one in told.value.faults] == ["DELETED"]
    assert his.line("party", "P0001")["city"] == "Gand"


def test_a_vanished_row_is_reported_and_comes_back(an_order, stored, lea, open_book):
    an_order()
    stored("order", {"party": "ACME", "flow": "EXP", "ordered": date(2026, 11, 3),
                     "incoterm": "FCA", "place": "Lyon", "status": "PLACED"})  # fmt: skip
    book = open_book(lea)

    book.lines["order"].pop(0)
    done = lea.save(book)

    assert done.vanished == [("order", "EX-2026-0001")]
    assert "EX-2026-0001" in book.keys("order")
    assert done.number is None


def test_sorting_changes_nothing(an_order, stored, lea, open_book):
    an_order()
    stored("party", {"code": "ZED", "name": "Zed", "country": "FR"})
    book = open_book(lea)

    book.lines["party"].reverse()
    done = lea.save(book)

    assert not done.anything


def test_a_column_of_ones_own_is_kept_and_shown_again(an_order, lea, noe, open_book):
    an_order()
    book = open_book(lea)

    book.custom["order"].append("Couleur")
    book.line("order", "EX-2026-0001")["Couleur"] = "=rouge"
    lea.save(book)

    assert open_book(noe).line("order", "EX-2026-0001")["Couleur"] == "=rouge"


def test_a_computed_cell_never_travels(an_order, stored, lea, open_book):
    an_order()
    stored("order_line", {"order": "EX-2026-0001", "quantity": 3, "price": 10})
    book = open_book(lea)
    assert book.line("order", "EX-2026-0001")["amount"] == 30.0

    book.line("order", "EX-2026-0001")["amount"] = 999.0
    done = lea.save(book)

    assert not done.anything
    assert book.line("order", "EX-2026-0001")["amount"] == 30.0


def test_saving_twice_finds_nothing_left_to_do(an_order, lea, open_book):
    an_order()
    book = open_book(lea)
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    lea.save(book)

    again = lea.save(book)

    assert not again.anything


def test_a_dry_run_tells_and_writes_nothing(an_order, lea, open_book):
    an_order()
    book = open_book(lea)
    book.line("order", "EX-2026-0001")["place"] = "Dijon"
    book.add("party", name="Blanc", country="BE")

    done = lea.save(book, dry_run=True)

    assert (len(done.changed), len(done.new)) == (1, 1)
    assert open_book(lea).line("order", "EX-2026-0001")["place"] == "Lyon"
    assert open_book(lea).keys("party") == ["ACME"]


SPOILT = [
    pytest.param(lambda b: b.lines["order"].clear(), "EMPTIED", id="all rows deleted"),
    pytest.param(
        lambda b: b.lines["order"].append(dict(b.lines["order"][0])), "REPEATED", id="pasted twice"
    ),
    pytest.param(lambda b: b.add("order", ref="EX-2026-0099", party="ACME"), "MADE_UP",
                 id="reference made up"),
    pytest.param(lambda b: b.lines["order"][0].update(committed=CellError("#N/A")), "ERROR_CELL",
                 id="formula broken"),
    pytest.param(lambda b: b.lines["order"][0].update(committed="soon"), "UNREADABLE",
                 id="text in a date"),
    pytest.param(lambda b: b.lines["order"][0].update(incoterm="FOC"), "UNREADABLE",
                 id="unknown Incoterm"),
    pytest.param(lambda b: b.lines["order"][0].update(incoterm="FOB", mode="air"), "INC-02",
                 id="FOB by air"),
    pytest.param(lambda b: b.lines["order"][0].update(place=None), "REQ-01", id="missing place"),
    pytest.param(lambda b: b.add("order_line", order="EX-2026-0009", quantity=1, price=1),
                 "UNREADABLE", id="orphan line"),
    pytest.param(lambda b: b.add("order_line", order="EX-2026-0001", quantity=1, price=1,
                                 gross_kg=-2.0), "UNREADABLE", id="negative weight"),
    pytest.param(lambda b: b.add("order", note="hello"), "REQ-01", id="row without what it needs"),
    pytest.param(lambda b: b.lines["order"][0].update(party="Nobody Ltd"), "UNREADABLE",
                 id="unknown party"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code"), SPOILT)
def test_a_spoilt_sheet_changes_nothing(an_order, lea, open_book, spoil, code):
    an_order()
    book = open_book(lea)
    book.lines["party"][0]["note"] = "a good edit in the same sheet"
    spoil(book)

    with pytest.raises(Faulty, match="Nothing was saved") as refused:
        lea.save(book)

    assert code in {fault.code for fault in refused.value.faults}
    assert all(fault.where and fault.in_("fr") for fault in refused.value.faults)
    assert open_book(lea).lines["party"][0]["note"] is None


def test_a_line_cannot_be_moved_to_another_order(an_order, stored, lea, open_book):
    an_order()
    stored("order", {"party": "ACME", "flow": "EXP", "ordered": date(2026, 11, 3),
                     "incoterm": "FCA", "place": "Lyon", "status": "PLACED"})  # fmt: skip
    stored("order_line", {"order": "EX-2026-0001", "quantity": 3, "price": 10})
    book = open_book(lea)

    book.line("order_line", "EX-2026-0001/01")["order"] = "EX-2026-0002"
    with pytest.raises(Faulty) as refused:
        lea.save(book)

    assert [fault.code for fault in refused.value.faults] == ["FIXED"]


def test_all_faults_come_at_once_each_with_its_cell(an_order, lea, open_book):
    an_order()
    book = open_book(lea)
    book.lines["order"][0].update(committed="soon", incoterm="FOC", destination="Neverland")

    with pytest.raises(Faulty) as refused:
        lea.save(book)

    shown = {fault.shown: fault.where for fault in refused.value.faults}
    assert set(shown) == {"soon", "FOC", "Neverland"}
    assert all(where.startswith("Orders!") and where.endswith("6") for where in shown.values())
