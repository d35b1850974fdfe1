"""Whatever befalls the program or the workbook: nothing is lost, and one clear sentence says so."""

from __future__ import annotations

from datetime import datetime

import pytest

from comptoir.desk import Faulty, Unshown
from comptoir.sheets import workbook
from comptoir.sheets.live import lists
from comptoir.sheets.live.refusals import BookClosed, ChangedMeanwhile, ProgramEnded, Protected

pytestmark = pytest.mark.calc

SHEETS = ("order", "party")
"""What these tests are about; `test_year.py` tells the same of the whole register."""


@pytest.fixture
def book(an_order, lea, open_live):
    an_order()
    opened = open_live(lea, sheets=SHEETS)
    opened.cell("order", "EX-2026-0001", "place").value = "Dijon"
    return opened


def kept(desk):
    return desk.look().rows("order")["EX-2026-0001"]["place"]


def befalls(monkeypatch, room, name, deed, times=1):
    """Let *deed* happen when *name* is called for the *times*-th time."""
    original, calls = getattr(room, name), []

    def called(*given, **named):
        calls.append(1)
        if len(calls) == times:
            deed()
        return original(*given, **named)

    monkeypatch.setattr(room, name, called)


def test_the_office_dies_while_the_sheet_is_read(book, lea, monkeypatch):
    befalls(monkeypatch, workbook, "read_table", book.book.app.kill, times=2)

    with pytest.raises(ProgramEnded, match="Open the workbook again") as ended:
        lea.save(book)

    assert kept(lea) == "Lyon"
    assert ended.value.facts["name"].endswith(".xlsx")


def test_the_office_dies_after_the_save_and_before_it_is_shown(
    book, lea, monkeypatch, open_live, calc_office
):
    path = book.path
    befalls(monkeypatch, lists, "show_today", book.book.app.kill)

    with pytest.raises(Unshown, match=r"Your edits are saved \(save 3\)") as unshown:
        lea.save(book)

    assert unshown.value.saved.changed == [("order", "EX-2026-0001", ("place",))]
    assert "press Refresh" in str(unshown.value)
    assert kept(lea) == "Dijon"
    again = open_live(lea, app=calc_office(), path=path)
    lea.refresh(again)
    assert again.cell("order", "EX-2026-0001", "place").value == "Dijon"
    again.book.close()


def test_the_office_dies_while_it_refreshes(book, lea, noe, monkeypatch, open_live, calc_office):
    lea.save(book)
    book.book.save()
    path = book.path
    his = open_live(noe, sheets=SHEETS)
    his.cell("order", "EX-2026-0001", "note").value = "urgent"
    noe.save(his)
    befalls(monkeypatch, lists, "show_today", book.book.app.kill)

    with pytest.raises(ProgramEnded):
        lea.refresh(book)

    again = open_live(lea, app=calc_office(), path=path)
    assert not lea.save(again).anything
    assert again.cell("order", "EX-2026-0001", "note").value == "urgent"
    again.book.close()


def test_the_workbook_is_closed_meanwhile(book, lea, monkeypatch, calc_app):
    calc_app.books.add()
    befalls(monkeypatch, lists, "show_today", book.book.close)

    with pytest.raises(Unshown, match="was closed while") as unshown:
        lea.save(book)

    assert isinstance(unshown.value.__cause__, BookClosed)
    assert kept(lea) == "Dijon"


def test_a_protected_sheet_is_named_and_nothing_is_saved(book, lea):
    book.sheet("party").api.protect("")

    with pytest.raises(Protected, match=r"The sheet Parties of .* is protected") as refused:
        lea.save(book)

    assert "Nothing was changed" in str(refused.value)
    assert kept(lea) == "Lyon"
    book.sheet("party").api.unprotect("")
    lea.save(book)
    assert kept(lea) == "Dijon"


def test_merged_cells_in_a_table_are_a_fault_with_its_place(book, lea):
    book.sheet("order").range("B6:C6").merge()

    with pytest.raises(Faulty) as refused:
        lea.save(book)

    assert [fault.code for fault in refused.value.faults] == ["MERGED"]
    assert refused.value.faults[0].where.startswith("Orders!A5")
    assert kept(lea) == "Lyon"


def test_a_lost_heading_is_a_fault_with_its_name(book, lea):
    book.sheet("order").range("B5").value = "Client"

    with pytest.raises(Faulty) as refused:
        lea.save(book)

    assert {fault.heading for fault in refused.value.faults} == {"Partner"}


def test_rows_typed_while_the_desk_worked_are_not_written_over(
    book, lea, noe, monkeypatch, open_live
):
    his = open_live(noe, sheets=SHEETS)
    his.cell("order", "EX-2026-0001", "note").value = "urgent"
    noe.save(his)
    real = type(lea).view

    def view(self, *given, **named):
        book.table("order").range.rows[1].insert("down")
        book.at("order", 6, "note").value = "typed while saving"
        return real(self, *given, **named)

    with monkeypatch.context() as once:
        once.setattr(type(lea), "view", view)
        with pytest.raises(Unshown, match="moved or typed") as unshown:
            lea.save(book)

    assert isinstance(unshown.value.__cause__, ChangedMeanwhile)
    assert kept(lea) == "Dijon"
    assert book.at("order", 6, "note").value == "typed while saving"
    book.at("order", 6, "note").value = None
    lea.save(book)
    assert book.cell("order", "EX-2026-0001", "note").value == "urgent"


def test_a_new_row_saved_but_not_shown_is_no_second_row_later(book, lea, monkeypatch):
    book.type_row("order", party="ACME", flow="import", ordered=datetime(2026, 11, 20),
                  incoterm="FOB", place="Ningbo", mode="sea")  # fmt: skip

    def refuse(*_given, **_named):
        raise ChangedMeanwhile(sheet="Orders", name="register")

    with monkeypatch.context() as once:
        once.setattr(workbook.LiveTable, "show", refuse)
        with pytest.raises(Unshown):
            lea.save(book)

    lea.save(book)

    assert [key for key in book.keys("order") if key] == ["EX-2026-0001", "IM-2026-0001"]
    assert list(lea.look().rows("order")) == ["EX-2026-0001", "IM-2026-0001"]
