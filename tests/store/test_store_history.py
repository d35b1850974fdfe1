"""Any past state can be told; a whole save can be taken back, unless later work stands on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from desks import LEA, LINE, MORNING, NOE, ORDER, PARTY, TODAY

from comptoir import store
from comptoir.records import RECORDS


def test_the_history_of_an_order_tells_who_did_what_to_it_and_to_its_lines(trading):
    trading.amend(ORDER, "EX-2026-0001", 1, author=NOE, status="CONFIRMED", confirmed=TODAY)
    trading.amend(LINE, "EX-2026-0001/02", 1, quantity=Decimal(350))
    told = trading.ask(store.history, "EX-2026-0001")
    assert {(c.key, c.kind) for c in told if c.save <= 3} == {
        ("EX-2026-0001", "registered"),
        ("EX-2026-0001/01", "registered"),
        ("EX-2026-0001/02", "registered"),
    }
    assert [(c.by, c.via, c.key, c.version, c.field, c.old, c.new) for c in told if c.save > 3] == [
        ("Noé", "command", "EX-2026-0001", 2, "status", None, "CONFIRMED"),
        ("Noé", "command", "EX-2026-0001", 2, "confirmed", None, TODAY),
        ("Léa", "sheet", "EX-2026-0001/02", 2, "quantity", Decimal(400), Decimal(350)),
    ]
    assert all(c.at.tzinfo is UTC for c in told)


def test_a_reference_of_two_records_is_told_apart(trading):
    trading.register(RECORDS["product"], {"sku": "ACME", "name_en": "The Acme valve"})
    assert {c.record for c in trading.ask(store.history, "ACME")} == {"party", "product"}
    assert {c.record for c in trading.ask(store.history, "ACME", PARTY)} == {"party"}
    assert trading.ask(store.history, "NOBODY") == []


def test_a_removed_row_has_a_whole_history(trading):
    trading.amend(LINE, "EX-2026-0001/02", 1, custom={"Shelf": "A3"})
    trading.remove(LINE, "EX-2026-0001/02", author=NOE)
    told = trading.ask(store.history, "EX-2026-0001/02")
    gone = {c.field: c.old for c in told if c.kind == "removed"}
    assert gone["quantity"] == Decimal(400)
    assert gone["Shelf"] == "A3"
    assert {c.by for c in told if c.kind == "removed"} == {"Noé"}


def test_saves_are_listed_the_newest_first(trading):
    trading.amend(PARTY, "ACME", 1, author=NOE, terms="NET 30")
    (last, before, *_) = trading.ask(store.saves)
    assert (last.id, last.by, last.via, last.what, last.rows) == (4, "Noé", "command", "saved", 1)
    assert last.at == trading.now
    assert (before.id, before.rows, before.undoes, before.undone_by) == (3, 2, None, None)
    assert len(trading.ask(store.saves, 2)) == 2


def test_the_desk_as_it_was_at_any_instant(trading):
    opened = trading.now
    first = trading.rows(PARTY)
    trading.amend(PARTY, "ACME", 1, name="Acme AG")
    trading.register(PARTY, {"name": "Newcomer"})
    trading.remove(LINE, "EX-2026-0001/02")
    assert trading.ask(store.at, PARTY, opened) == first
    assert trading.ask(store.at, PARTY, opened + timedelta(seconds=59)) == first
    later = trading.ask(store.at, PARTY, opened + timedelta(minutes=1))
    assert later["ACME"]["name"] == "Acme AG"
    assert "P0001" not in later
    assert trading.ask(store.at, PARTY, MORNING) == {}
    assert trading.ask(store.at, PARTY, trading.now) == trading.rows(PARTY)
    assert set(trading.ask(store.at, LINE, opened)) == {"EX-2026-0001/01", "EX-2026-0001/02"}


def test_instants_are_told_apart_whatever_the_zone_of_the_clock(desk):
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with desk.engine.begin() as db:
        store.register(db, store.begin_save(db, LEA, noon, "x"), PARTY, [{"name": "A"}], TODAY)
    (save,) = desk.ask(store.saves)
    assert save.at == noon
    assert save.at.isoformat() == "2026-11-23T06:30:00+00:00"
    assert desk.ask(store.at, PARTY, noon - timedelta(seconds=1)) == {}
    with pytest.raises(Exception, match="2026"), desk.engine.begin() as db:
        store.begin_save(db, LEA, datetime(2026, 11, 23, 12, 0), "no zone")


def test_each_row_as_last_weeks_workbook_showed_it(trading):
    shown = trading.rows(PARTY)
    trading.amend(PARTY, "ACME", 1, name="Acme AG", custom={"Colour": "blue"})
    trading.amend(PARTY, "ACME", 2, name="Acme SE", custom={"Colour": None})
    seen = {"ACME": 2, "NORDIC": 1}
    found = trading.ask(store.as_seen, PARTY, seen)
    assert (found["ACME"]["name"], found["ACME"]["custom"]) == ("Acme AG", {"Colour": "blue"})
    assert found["ACME"][store.VERSION] == 2
    assert found["NORDIC"] == shown["NORDIC"]
    assert trading.ask(store.as_seen, PARTY, {"ACME": 1}) == {"ACME": shown["ACME"]}


def test_a_row_removed_since_is_still_as_it_was_seen(trading):
    shown = trading.rows(LINE)
    trading.remove(LINE, *shown)
    seen = dict.fromkeys(shown, 1)
    assert trading.ask(store.as_seen, LINE, seen) == shown


@pytest.mark.parametrize("seen", [{"ACME": 7}, {"ACME": 0}, {"GHOST": 1}])
def test_a_version_that_never_was_is_refused(trading, seen):
    with pytest.raises(store.NeverSeen) as refused:
        trading.ask(store.as_seen, PARTY, seen)
    assert refused.value.facts["keys"] == list(seen)


def test_undo_puts_back_the_whole_save(trading):
    def values():
        rows = {**trading.rows(PARTY), **trading.rows(ORDER), **trading.rows(LINE)}
        return {k: {**row, store.VERSION: None} for k, row in rows.items()}

    before = values()

    def deed(db, save):
        changes = [store.Amendment("ACME", 1, {"name": "Oops", "custom": {"Rank": 1}})]
        store.amend(db, save, PARTY, changes)
        store.remove(db, save, LINE, ["EX-2026-0001/02"])
        order = {"party": "NORDIC", "flow": "IMP", "ordered": TODAY}
        keys = store.register(db, save, ORDER, [order], TODAY)
        line = {"order": keys[0], "quantity": Decimal(1), "price": Decimal(2)}
        return store.register(db, save, LINE, [line], TODAY)

    assert trading.save(deed) == ["IM-2026-0001/01"]
    undone = trading.undo(4, author=NOE)
    assert values() == before
    assert (undone.save, undone.of) == (5, 4)
    assert {name: sorted(keys) for name, keys in undone.rows.items()} == {
        "party": ["ACME"],
        "order": ["IM-2026-0001"],
        "order_line": ["EX-2026-0001/02", "IM-2026-0001/01"],
    }
    last, former, *_ = trading.ask(store.saves)
    assert (last.undoes, last.by, former.undone_by) == (4, "Noé", 5)
    assert [c.new for c in trading.ask(store.history, "ACME") if c.field == "name"] == [
        "Acme GmbH",
        "Oops",
        "Acme GmbH",
    ]


def test_an_undo_may_be_undone_and_the_save_undone_again(trading):
    trading.amend(PARTY, "ACME", 1, name="Acme AG")
    trading.undo(4)
    with pytest.raises(store.AlreadyUndone, match="undo save 5"):
        trading.undo(4)
    trading.undo(5)
    assert trading.row(PARTY, "ACME")["name"] == "Acme AG"
    trading.undo(4)
    assert trading.row(PARTY, "ACME")["name"] == "Acme GmbH"
    with pytest.raises(store.AlreadyUndone):
        trading.undo(4)
    with pytest.raises(store.NoSuchSave, match="99"):
        trading.undo(99)


def test_later_work_on_another_field_does_not_stand_in_the_way(trading):
    trading.amend(PARTY, "ACME", 1, terms="NET 30", custom={"Rank": 1})
    trading.amend(PARTY, "ACME", 2, name="Acme AG", custom={"Colour": "blue"})
    trading.undo(4)
    row = trading.row(PARTY, "ACME")
    assert (row["terms"], row["name"], row["custom"]) == (None, "Acme AG", {"Colour": "blue"})


def test_undo_is_refused_where_later_changes_stand_on_it_and_names_them(trading):
    trading.amend(PARTY, "ACME", 1, terms="NET 30")
    trading.amend(PARTY, "ACME", 2, author=NOE, terms="NET 60")
    then = trading.now
    before = trading.everything()
    with pytest.raises(store.Depended) as refused:
        trading.undo(4)
    (why,) = refused.value.facts["later"]
    assert why.facts == {
        "record": why.facts["record"],
        "key": "ACME",
        "save": 5,
        "by": "Noé",
        "at": then,
    }
    assert "ACME changed again in save 5 by Noé" in str(refused.value)
    assert trading.everything() == before
    trading.undo(5)
    trading.undo(4)
    assert trading.row(PARTY, "ACME")["terms"] is None


def test_an_own_column_changed_again_stands_in_the_way_too(trading):
    trading.amend(PARTY, "ACME", 1, custom={"Rank": 1})
    trading.amend(PARTY, "ACME", 2, custom={"Rank": 2})
    with pytest.raises(store.Depended, match="save 5"):
        trading.undo(4)
    assert trading.row(PARTY, "ACME")["custom"] == {"Rank": 2}


@pytest.mark.parametrize("later", ["amended", "removed", "own column"])
def test_a_row_registered_then_worked_on_is_not_taken_away(trading, later):
    trading.register(PARTY, {"code": "NEW", "name": "New"})
    match later:
        case "amended":
            trading.amend(PARTY, "NEW", 1, name="Newer")
        case "own column":
            trading.amend(PARTY, "NEW", 1, custom={"Rank": 1})
        case "removed":
            trading.remove(PARTY, "NEW")
    with pytest.raises(store.Depended, match="NEW changed again in save 5"):
        trading.undo(4)


def test_a_row_that_others_came_to_name_is_not_taken_away(trading):
    trading.register(PARTY, {"code": "NEW", "name": "New"})
    trading.register(ORDER, {"party": "NEW", "flow": "EXP", "ordered": date(2026, 1, 2)})
    before = trading.everything()
    with pytest.raises(store.StillNamed, match="EX-2026-0002"):
        trading.undo(4)
    assert trading.everything() == before


def test_a_removed_row_whose_code_was_taken_again_does_not_come_back(trading):
    trading.register(PARTY, {"code": "NEW", "name": "First"})
    trading.remove(PARTY, "NEW")
    trading.register(PARTY, {"code": "NEW", "name": "Second"})
    with pytest.raises(store.Depended, match="save 6"):
        trading.undo(5)
    assert trading.row(PARTY, "NEW")["name"] == "Second"


def test_a_removed_line_does_not_come_back_without_its_order(trading):
    trading.remove(LINE, "EX-2026-0001/01", "EX-2026-0001/02")
    trading.remove(ORDER, "EX-2026-0001")
    with pytest.raises(store.Unlinked, match="EX-2026-0001"):
        trading.undo(4)
    trading.undo(5)
    trading.undo(4)
    assert set(trading.rows(LINE)) == {"EX-2026-0001/01", "EX-2026-0001/02"}


def test_a_row_that_came_and_went_in_one_save_leaves_nothing_to_take_back(trading):
    def deed(db, save):
        store.register(db, save, PARTY, [{"code": "BRIEF"}], TODAY)
        store.remove(db, save, PARTY, ["BRIEF"])

    before = trading.rows(PARTY)
    trading.save(deed)
    assert trading.undo(4).rows == {}
    assert trading.rows(PARTY) == before
