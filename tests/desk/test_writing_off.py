"""An invoice that will never be paid leaves what is owed; goods rejected are counted."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cash_desk import on, partners

from comptoir import store
from comptoir.desk import Faulty, collecting, invoicing, paying, writing_off
from comptoir.desk.deed import Unfit
from comptoir.desk.figures import desk_figures
from comptoir.desk.today_cash import cash_dues
from comptoir.kpis.periods import read_period
from comptoir.rules.money import Money
from paper import Paper

DAY = date(2026, 11, 23)
DUE = date(2026, 7, 1)


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day=DAY: on(engine, tmp_path, day)


@pytest.fixture
def bill(stored):
    partners(stored)
    [ref] = stored("invoice", {
        "party": "BRUNEL", "kind": "SALE", "status": "ISSUED", "issued": date(2026, 6, 1),
        "due": DUE, "currency": "EUR", "net": Decimal(1000), "vat": Decimal(200),
        "vat_case": "DOMESTIC", "reminders": 0,
    })  # fmt: skip
    return ref


@pytest.fixture
def book(desk, bill):
    made = Paper()
    made.show(desk().view("register"))
    return made


def row(desk, ref):
    return desk().look().rows("invoice")[ref]


def cells(desk, ref):
    kept = row(desk, ref)
    return kept["status"], kept["written_off"], kept["written_off_on"]


def figures(desk, *codes):
    with store.reading(desk().engine) as db:
        found = desk_figures(db, DAY, read_period("2026"), codes=codes)
    return [found[code].shown for code in codes]


class TestByCommand:
    def test_what_is_left_leaves_what_is_owed_and_its_reminders(self, desk, bill):
        with desk().deed("before") as deed:
            assert collecting.ageing(deed, DAY)
            assert collecting.lateness(deed, bill, DAY)
            assert list(cash_dues(deed.ask, DAY))
        with desk().deed("write off") as deed:
            done = writing_off.write_off(deed, bill, DAY)
        assert (done.amount, done.vat) == (Money(1200, "EUR"), Money(200, "EUR"))
        assert cells(desk, bill) == ("WRITTEN_OFF", 1200, DAY)
        with desk().deed("after") as deed:
            assert collecting.ageing(deed, DAY) == []
            assert collecting.lateness(deed, bill, DAY) is None
            assert list(cash_dues(deed.ask, DAY)) == []
            with pytest.raises(collecting.NoReminder, match="written off"):
                collecting.remind(deed, bill, DAY)
            assert [one.balance.amount for one in paying.owed_by(deed, "BRUNEL", "IN")] == [0]
        assert desk().look().rows("party")["BRUNEL"].get("exposure") is None

    def test_a_part_is_given_up_and_the_rest_is_still_owed(self, desk, bill):
        with desk().deed("pay") as deed:
            paying.receive(deed, "BRUNEL", Money(700, "EUR"), DAY)
            done = writing_off.write_off(deed, bill, DAY, Decimal(100))
            assert (done.status, invoicing.balances(deed)[bill]) == ("PART_PAID", Money(400, "EUR"))
            writing_off.write_off(deed, bill, DAY)
        assert cells(desk, bill) == ("WRITTEN_OFF", 500, DAY)

    def test_taken_back_it_is_owed_again(self, desk, bill):
        with desk().deed("write off") as deed:
            writing_off.write_off(deed, bill, DAY)
            assert writing_off.take_back(deed, bill) == "ISSUED"
            with pytest.raises(writing_off.NotWrittenOff):
                writing_off.take_back(deed, bill)
        assert cells(desk, bill) == ("ISSUED", None, None)

    @pytest.mark.parametrize(
        ("day", "amount", "refusal"),
        [
            (date(2026, 11, 24), None, writing_off.StillToCome),
            (DAY, Decimal("1200.01"), writing_off.TooMuchWrittenOff),
            (DAY, Decimal(-5), writing_off.TooMuchWrittenOff),
            (date(2026, 5, 31), None, Unfit),
        ],
    )
    def test_what_cannot_be_is_refused(self, desk, bill, day, amount, refusal):
        with pytest.raises(refusal), desk().deed("write off") as deed:
            writing_off.write_off(deed, bill, day, amount)
        assert cells(desk, bill) == ("ISSUED", None, None)

    def test_a_purchase_and_a_paid_invoice_have_nothing_to_give_up(self, desk, bill, stored):
        [theirs] = stored("invoice", {**row(desk, bill), "ref": None, "kind": "PURCHASE"})
        with desk().deed("pay") as deed:
            paying.receive(deed, "BRUNEL", Money(1200, "EUR"), DAY)
            with pytest.raises(writing_off.NothingLeft):
                writing_off.write_off(deed, bill, DAY)
            with pytest.raises(invoicing.NotStanding):
                writing_off.write_off(deed, theirs, DAY)


class TestInASheet:
    def test_the_status_alone_gives_up_what_is_left_today(self, desk, bill, book):
        book.line("invoice", bill)["status"] = "written off"
        desk().save(book)
        assert cells(desk, bill) == ("WRITTEN_OFF", 1200, DAY)

    def test_the_amount_alone_is_enough_and_the_status_follows(self, desk, bill, book):
        book.line("invoice", bill)["written_off"] = 200.0
        desk().save(book)
        assert cells(desk, bill) == ("PART_PAID", 200, DAY)

    def test_an_amount_taken_out_or_a_status_chosen_makes_it_owed_again(self, desk, bill, book):
        line = book.line("invoice", bill)
        for name, typed in (("written_off", None), ("status", "issued")):
            with desk().deed("write off") as deed:
                writing_off.write_off(deed, bill, DAY)
            book.show(desk().view("register"))
            line = book.line("invoice", bill)
            line[name] = typed
            desk().save(book)
            assert cells(desk, bill) == ("ISSUED", None, None)
            book.show(desk().view("register"))

    def test_too_much_or_on_a_purchase_stops_the_save_at_its_cell(self, desk, bill, book):
        book.line("invoice", bill)["written_off"] = 1300.0
        with pytest.raises(Faulty) as refused:
            desk().save(book)
        assert [one.code for one in refused.value.faults] == ["INV-04"]
        book.line("invoice", bill)["written_off"] = 900.0
        with desk().deed("pay") as deed:
            paying.receive(deed, "BRUNEL", Money(400, "EUR"), DAY)
        with pytest.raises(writing_off.TooMuchWrittenOff, match="800"):
            desk().save(book)


class TestFigures:
    def test_the_bad_debt_rate_is_without_vat_on_both_sides(self, desk, bill):
        codes = ("WRITTEN_OFF", "BAD_DEBTS", "RECEIVABLES", "DUE_OVER")
        assert figures(desk, *codes) == [0, 0, 1200, 1200]
        with desk().deed("write off") as deed:
            writing_off.write_off(deed, bill, DAY, Decimal(600))
        assert figures(desk, *codes) == [500, 50, 600, 600]

    def test_goods_rejected_are_counted_against_goods_received(self, desk, bill, stored):
        assert figures(desk, "SUPPLIER_QUALITY", "SUPPLIER_PPM") == [None, None]
        stored("party", {"code": "QINGHUA", "role": "SUPPLIER", "name": "Qinghua", "country": "CN"})
        [order] = stored("order", {"party": "QINGHUA", "flow": "IMP", "currency": "EUR",
                                   "ordered": date(2026, 8, 1), "status": "CONFIRMED"})  # fmt: skip
        [line] = stored(
            "order_line", {"order": order, "quantity": Decimal(4800), "price": Decimal(1)}
        )
        [ship] = stored("shipment", {"party": "QINGHUA", "flow": "IMP", "mode": "SEA",
                                     "opened": date(2026, 9, 1)})  # fmt: skip
        stored("shipment_line", {"shipment": ship, "order_line": line, "quantity": Decimal(4800)})
        stored("milestone", {"shipment": ship, "kind": "DELIVERED", "actual": date(2026, 10, 2)})
        claim = {"shipment": ship, "kind": "SUPPLIER", "harm": "QUALITY", "party": "QINGHUA",
                 "status": "RECORDED", "opened": date(2026, 10, 9)}  # fmt: skip
        stored("claim", {**claim, "rejected": Decimal(12)})
        assert figures(desk, "SUPPLIER_QUALITY", "SUPPLIER_PPM") == [Decimal("99.8"), 2500]

    def test_no_more_is_rejected_than_was_carried(self, desk, bill, stored, book):
        [ship] = stored("shipment", {"party": "BRUNEL", "flow": "IMP", "opened": date(2026, 9, 1)})
        stored("shipment_line", {"shipment": ship, "quantity": Decimal(5)})
        made = Paper()
        made.show(desk().view("shipments"))
        made.add("claim", shipment=ship, kind="quality, to a supplier", harm="goods not as agreed",
                 party="BRUNEL", rejected=6.0)  # fmt: skip
        with pytest.raises(Faulty) as refused:
            desk().save(made)
        [fault] = refused.value.faults
        assert (fault.code, fault.where.partition("!")[0]) == ("CLM-07", "Claims")
