"""Whole stories, as they happen at a desk."""

from __future__ import annotations

from datetime import datetime

import pytest

import xlcalc
from live import calc_app, calc_office, open_live, press
from office import settled

__all__ = ["calc_app", "calc_office", "open_live", "press"]


@pytest.fixture
def second_office(calc_office):
    """A colleague's own LibreOffice."""
    calc_office()
    app = xlcalc.start(template=settled())
    yield app
    if app.impl.office.alive:
        app.quit()


@pytest.mark.calc
def test_two_people_two_offices_and_one_store(
    an_order, lea, noe, open_live, calc_app, second_office, press
):
    an_order()
    hers, his = open_live(lea, app=calc_app), open_live(noe, app=second_office)

    # Léa moves the place of delivery, Noé writes a note on the same order and adds another.
    hers.cell("order", "EX-2026-0001", "place").value = "Dijon"
    assert press("save", hers, lea) == ""
    his.cell("order", "EX-2026-0001", "note").value = "call before noon"
    his.type_row("order", party="acme ltd", flow="import", ordered=datetime(2026, 11, 20),
                 incoterm="fob", place="Ningbo", mode="sea")  # fmt: skip
    told = press("check", his, noe)
    assert told.startswith("No fault: 2 edited rows can be saved.")
    assert press("save", his, noe) == ""
    assert his.keys("order") == ["EX-2026-0001", "IM-2026-0001"]
    assert his.cell("order", "EX-2026-0001", "place").value == "Dijon"

    # Both change the same cell: Noé is told, sees the clash on it, and settles it by a button.
    assert press("refresh", hers, lea) == ""
    assert hers.keys("order") == ["EX-2026-0001", "IM-2026-0001"]
    hers.cell("order", "EX-2026-0001", "place").value = "Metz"
    press("save", hers, lea)
    his.cell("order", "EX-2026-0001", "place").value = "Nancy"
    told = press("save", his, noe)
    assert "you entered Nancy, the desk says Metz" in told
    cell = his.cell("order", "EX-2026-0001", "place")
    assert cell.value == "Metz"
    assert "Noé entered Nancy; the desk says Metz." in cell.note.text
    his.book.activate()
    cell.select()
    assert press("take_mine", his, noe) == ""
    assert his.cell("order", "EX-2026-0001", "place").value == "Nancy"
    assert his.cell("order", "EX-2026-0001", "place").note is None

    # Léa asks the row what happened to it.
    press("refresh", hers, lea)
    hers.book.activate()
    hers.cell("order", "EX-2026-0001", "party").select()
    told = press("history", hers, lea)
    lines = told.splitlines()
    assert "Noé: Named place Metz → Nancy" in lines[0]
    assert any("Léa: Named place Lyon → Dijon" in line for line in lines)

    # Noé takes his last save back, after being asked.
    assert press("undo", his, noe, answers=["no"]).startswith("Undo save ")
    assert his.cell("order", "EX-2026-0001", "place").value == "Nancy"
    press("undo", his, noe, answers=["yes"])
    assert his.cell("order", "EX-2026-0001", "place").value == "Metz"
    assert lea.look().rows("order")["EX-2026-0001"]["place"] == "Metz"

    # Neither has anything left to do.
    press("refresh", hers, lea)
    assert press("save", hers, lea) == press("save", his, noe) == ""
    assert hers.table("order").data_body_range.value == his.table("order").data_body_range.value
