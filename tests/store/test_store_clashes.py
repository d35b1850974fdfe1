"""Clashes stay till someone takes a side; imported rows are known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from desks import NOE, PARTY

from comptoir import store
from comptoir.wording import Said

A_CLASH = store.Clash("party", "ACME", "credit_limit", None, Decimal("1.50"), Decimal(2))
ANOTHER = store.Clash(
    "party", "ACME", "Since", date(2026, 1, 1), date(2026, 1, 2), None, of_custom=True
)


def test_a_clash_keeps_the_three_values_and_whose_edit_it_was(trading):
    ids = trading.save(lambda db, s: store.add_clashes(db, s, [A_CLASH, ANOTHER]), author=NOE)
    first, second = trading.ask(store.open_clashes)
    assert ids == [first.id, second.id] == [1, 2]
    assert (first.clash, second.clash) == (A_CLASH, ANOTHER)
    assert (first.by, first.at, first.save) == ("Noé", trading.now, 4)


def test_a_settled_clash_is_closed_until_the_settling_is_undone(trading):
    (number,) = trading.save(lambda db, s: store.add_clashes(db, s, [A_CLASH]))

    def take_the_sheets(db, save):
        store.amend(db, save, PARTY, [store.Amendment("ACME", 1, {"credit_limit": A_CLASH.sheet})])
        store.settle(db, save, number, "sheet")

    trading.save(take_the_sheets)
    assert trading.ask(store.open_clashes) == []
    assert trading.row(PARTY, "ACME")["credit_limit"] == Decimal("1.5")
    with pytest.raises(store.NoSuchClash):
        trading.save(lambda db, s: store.settle(db, s, number, "store"))

    trading.undo(5)
    assert [one.id for one in trading.ask(store.open_clashes)] == [number]
    assert trading.row(PARTY, "ACME")["credit_limit"] is None
    trading.save(lambda db, s: store.settle(db, s, number, "store"))
    assert trading.ask(store.open_clashes) == []


def test_the_same_persons_later_edit_takes_the_place_of_the_earlier(trading):
    (first,) = trading.save(lambda db, s: store.add_clashes(db, s, [A_CLASH]))
    later = replace(A_CLASH, sheet=Decimal(9))
    assert trading.save(lambda db, s: store.add_clashes(db, s, [later])) == [first]
    other = trading.save(lambda db, s: store.add_clashes(db, s, [A_CLASH]), author=NOE)
    assert [(one.id, one.clash, one.by) for one in trading.ask(store.open_clashes)] == [
        (first, later, "Léa"),
        (*other, A_CLASH, "Noé"),
    ]


def test_an_imported_row_is_known_again_until_its_import_is_undone(trading):
    trading.save(lambda db, s: store.remember(db, s, "scms", {"f1": "ACME", "f2": "NORDIC"}))
    assert trading.ask(store.remembered, "scms") == {"f1": "ACME", "f2": "NORDIC"}
    assert trading.ask(store.remembered, "other") == {}
    trading.undo(4)
    assert trading.ask(store.remembered, "scms") == {}
    trading.save(lambda db, s: store.remember(db, s, "scms", {"f1": "ACME"}))
    assert trading.ask(store.remembered, "scms") == {"f1": "ACME"}


def test_a_row_set_aside_says_why_in_both_languages_until_it_comes_in(trading):
    why = Said("{text} is not a number. Enter digits only, for example 1234.50.", text="See DN-4")
    rows = [store.SetAside("f9", 12, why, {"Weight": "See DN-4", "Day": date(2026, 1, 2)})]
    trading.save(lambda db, s: store.set_aside(db, s, "scms", rows))
    trading.save(lambda db, s: store.set_aside(db, s, "scms", rows))
    (aside,) = trading.ask(store.aside, "scms")
    assert aside == rows[0]
    assert "nombre" in aside.reason.in_("fr")
    trading.save(lambda db, s: store.remember(db, s, "scms", {"f9": "ACME"}))
    assert trading.ask(store.aside, "scms") == []
