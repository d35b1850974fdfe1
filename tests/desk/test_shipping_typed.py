"""Shipments typed in their workbook: what deeds refuse, a sheet refuses too; what follows."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from shipping_desk import FIRST_17, MRN, line, row

from comptoir.desk import Faulty, claiming, clearing, quoting, shipping
from comptoir.desk.shipping_figures import demurrage_forecast
from comptoir.rules.claims import ClaimState
from comptoir.rules.numbers.declarations import mrn_check_digit

LAST_YEARS = "25" + FIRST_17[2:]
LAST_YEARS += mrn_check_digit(LAST_YEARS)


@pytest.fixture
def faults(desk, open_book):
    def saved(day, scribble):
        here = desk(day)
        book = open_book(here, "shipments")
        scribble(book)
        with pytest.raises(Faulty) as refused:
            here.save(book)
        return [(fault.code, fault.where) for fault in refused.value.faults]

    return saved


def test_too_much_shipped(faults, imported):
    def scribble(book):
        line(book, "shipment_line", f"{imported}/01")["quantity"] = 40001

    found = faults(date(2026, 9, 2), scribble)
    assert {code for code, _ in found} == {"OVER-01"}
    assert all("Shipped goods!" in where for _, where in found)


def test_less_ordered_than_was_shipped(desk, imported, open_book):
    here = desk(date(2026, 9, 2))
    register = open_book(here)
    line(register, "order_line", "IM-2026-0001/01")["quantity"] = 39999
    with pytest.raises(Faulty) as refused:
        here.save(register)
    assert {fault.code for fault in refused.value.faults} == {"OVER-01"}


def test_delivery_before_departure_and_a_step_to_come(faults, imported):
    def scribble(book):
        for one in book.lines["milestone"]:
            if one["kind"] == "departure":
                one["actual"] = date(2026, 10, 2)
            if one["kind"] == "delivery":
                one["actual"] = date(2026, 10, 1)
            if one["kind"] == "arrival":
                one["actual"] = date(2027, 1, 1)

    found = faults(date(2026, 11, 2), scribble)
    assert {code for code, _ in found} == {"STEP-01", "STEP-02"}
    assert len(found) == 4  # each of the three once, and the arrival is still to come


@pytest.mark.parametrize(
    ("record", "field", "wrong"),
    [
        ("container", "number", "CSQU3054384"),
        ("shipment", "imo", "9074728"),
        ("shipment", "loading_port", "SHANGHAI"),
        ("shipment", "slabs", "60 a day"),
        ("shipment", "cost_currency", "doubloon"),
    ],
)
def test_wrong_numbers_are_told_at_their_cell(faults, imported, record, field, wrong):
    def scribble(book):
        book.lines[record][0][field] = wrong

    assert len(faults(date(2026, 9, 2), scribble)) == 1


def test_an_air_waybill_is_tried_where_the_goods_fly(faults, desk, orders):
    with desk(date(2026, 10, 5)).deed("new") as deed:
        shipping.new_shipment(deed, [orders[1]])

    def scribble(book):
        book.lines["shipment"][0]["transport_doc"] = "057-12345676"

    assert {code for code, _ in faults(date(2026, 10, 6), scribble)} == {"SHP-01"}


def test_a_claim_on_the_container_of_another_shipment(faults, imported, desk, orders):
    with desk(date(2026, 10, 5)).deed("new") as deed:
        other = shipping.new_shipment(deed, [orders[1]])

    def scribble(book):
        book.add("claim", shipment=other, container=f"{imported}/C01", kind="transport",
                 status="recorded", harm="late delivery", currency="EUR")  # fmt: skip

    assert {code for code, _ in faults(date(2026, 10, 6), scribble)} == {"BOX-05"}


def test_damage_claimed_before_the_delivery(faults, imported):
    def scribble(book):
        book.add("claim", shipment=imported, kind="transport", status="recorded",
                 harm="apparent damage or shortage", currency="EUR")  # fmt: skip

    [(code, where)] = faults(date(2026, 10, 6), scribble)
    assert code == "CLM-05"
    assert where.startswith("Claims!")  # the row typed, which has no number yet


def test_a_claim_typed_gets_its_regime_days_and_limit_in_the_same_save(desk, imported, open_book):
    here = desk(date(2026, 11, 12))
    with here.deed("home") as deed:
        shipping.reached(deed, imported, "DELIVERED", date(2026, 11, 10))
    book = open_book(here, "shipments")
    book.add("claim", shipment=imported, kind="transport", status="recorded",
             harm="damage not apparent at delivery", packages=10, kg=200, proven=9000,
             currency="EUR")  # fmt: skip
    saved = here.save(book)
    [claim] = [key for record, key in saved.new if record == "claim"]
    kept = row(here, "claim", claim)
    assert (kept["regime"], kept["limit"]) == ("HAGUE_VISBY", Decimal("8000.04"))
    assert line(book, "claim", claim)["deadline"] == date(2026, 11, 13)
    line(book, "claim", claim)["packages"] = 5
    again = here.save(book)
    assert row(here, "claim", claim)["limit"] == Decimal("3333.35") * Decimal("1.2")
    here.undo(again.number)
    assert row(here, "claim", claim)["limit"] == Decimal("8000.04")
    here.undo(saved.number)
    assert claim not in here.look().rows("claim")


@pytest.mark.parametrize(
    ("kind", "against", "last"),
    [("quality, to a supplier", "QINGHUA", date(2028, 11, 10)),
     ("complaint of a customer", "QINGHUA", None)],
)  # fmt: skip
def test_a_claim_typed_knows_the_partner_and_the_order_of_its_shipment(
    desk, imported, open_book, kind, against, last
):
    here = desk(date(2026, 11, 12))
    with here.deed("home") as deed:
        shipping.reached(deed, imported, "DELIVERED", date(2026, 11, 10))
    book = open_book(here, "shipments")
    book.add("claim", shipment=imported, kind=kind, status="recorded", harm="goods not as agreed",
             currency="EUR")  # fmt: skip
    here.save(book)
    [kept] = here.look().rows("claim").values()
    assert (kept["party"], kept["order"], kept["deadline"]) == (against, "IM-2026-0001", last)


def test_an_edit_and_a_deed_merge_like_in_the_register(desk, imported, open_book):
    here = desk(date(2026, 10, 6))
    book = open_book(here, "shipments")
    line(book, "shipment", imported)["vessel"] = "CMA CGM Vela"
    with here.deed("elsewhere") as deed:
        deed.change("shipment", imported, {"booking": "LHV12345"})
    saved = here.save(book)
    kept = row(here, "shipment", imported)
    assert (kept["vessel"], kept["booking"], saved.clashes) == ("CMA CGM Vela", "LHV12345", [])


class TestPlanning:
    def planned(self, here, shipment):
        rows = here.look().rows("milestone").values()
        return {one["kind"]: one["planned"] for one in rows if one["shipment"] == shipment}

    @pytest.fixture
    def unplanned(self, desk, orders):
        with desk(date(2026, 9, 1)).deed("new") as deed:
            return shipping.new_shipment(deed, [orders[0]])

    def test_the_departure_typed_plans_the_other_steps(self, desk, unplanned, open_book):
        here = desk(date(2026, 9, 2))
        book = open_book(here, "shipments")
        book.add("milestone", shipment=unplanned, kind="departure", planned=date(2026, 9, 28))
        [said] = here.save(book).told
        assert said.in_("en") == (
            f"{unplanned}: 9 more steps planned from its departure on 28 Sep 2026,"
            " on the sheet Milestones."
        )
        assert said.in_("fr").startswith(f"{unplanned} : 9 autres jalons prévus")
        found = self.planned(here, unplanned)
        assert (found["BOOKED"], found["ARRIVED"]) == (date(2026, 9, 14), date(2026, 11, 2))

    def test_the_arrival_is_that_of_the_quote_that_was_booked(self, desk, unplanned, open_book):
        here = desk(date(2026, 9, 2))
        with here.deed("quotes") as deed:
            deed.change("shipment", unplanned, {"gross_kg": Decimal(22500)})
            deed.add("quote", [{"shipment": unplanned, "forwarder": "SEABRIDGE", "mode": "SEA",
                                "rate": Decimal(2900), "transit_days": 30}])  # fmt: skip
            quoting.choose(deed, unplanned, f"{unplanned}/Q01", "in time for the fair")
        book = open_book(here, "shipments")
        book.add("milestone", shipment=unplanned, kind="departure", planned=date(2026, 9, 28))
        here.save(book)
        assert self.planned(here, unplanned)["ARRIVED"] == date(2026, 10, 28)

    def test_a_shipment_with_a_plan_keeps_it(self, desk, imported, open_book):
        here = desk(date(2026, 9, 2))
        before = self.planned(here, imported)
        book = open_book(here, "shipments")
        [departure] = [one for one in book.lines["milestone"] if one["kind"] == "departure"]
        departure["planned"] = date(2026, 9, 30)
        assert here.save(book).told == []
        assert self.planned(here, imported) == {**before, "DEPARTED": date(2026, 9, 30)}


class TestDeclarations:
    """A declaration in its sheet: typed with its broker, then moved as the news come."""

    @pytest.fixture
    def mandated(self, desk, imported):
        with desk(date(2026, 10, 26)).deed("mandate") as deed:
            return clearing.mandate(deed, imported, "FABRE")

    def test_what_is_left_blank_follows_from_the_shipment_and_the_day(
        self, desk, imported, open_book
    ):
        here = desk(date(2026, 10, 26))
        book = open_book(here, "shipments")
        book.add("declaration", shipment=imported, broker="Fabre en douane",
                 status="broker mandated")  # fmt: skip
        told = here.save(book).told
        [kept] = here.look().rows("declaration").values()
        assert (kept["procedure"], kept["mandated"]) == ("IMPORT", date(2026, 10, 26))
        assert [one.in_("en") for one in told] == [
            "CD-2026-0001, Mandate given on: 26 Oct 2026, as it was left blank."
        ]

    def test_a_release_is_a_step_of_its_shipment(self, desk, imported, mandated, open_book):
        here = desk(date(2026, 11, 9))
        book = open_book(here, "shipments")
        line(book, "declaration", mandated).update(
            status="released by customs", mrn=MRN, released=date(2026, 11, 6)
        )
        [said] = here.save(book).told
        assert said.in_("en") == f"{imported}: cleared for import on 06 Nov 2026, by {mandated}."
        steps = here.look().rows("milestone").values()
        assert {one["kind"]: one["actual"] for one in steps}["IMPORT_CLEARED"] == date(2026, 11, 6)
        line(book, "declaration", mandated)["note"] = "by phone"
        assert here.save(book).told == []

    @pytest.mark.parametrize(
        ("typed", "code", "says"),
        [
            ({"status": "accepted (MRN)"}, "CUS-05", "has no MRN"),
            ({"status": "released by customs"}, "CUS-05", "has no MRN"),
            ({"status": "accepted (MRN)", "mrn": LAST_YEARS, "accepted": date(2026, 11, 5)},
             "CUS-01", "of another year"),
            ({"status": "exit certified", "mrn": MRN}, "CUS-04", "no exit"),
            ({"status": "exit certified", "mrn": MRN}, "MOVE-01", "lodged with customs"),
            ({"status": "under customs control", "mrn": MRN}, "MOVE-01", "Choose one of"),
        ],
    )  # fmt: skip
    def test_what_customs_do_not_allow(self, desk, mandated, open_book, typed, code, says):
        here = desk(date(2026, 11, 9))
        book = open_book(here, "shipments")
        line(book, "declaration", mandated).update(typed)
        with pytest.raises(Faulty) as refused:
            here.save(book)
        said = {one.code: one.said.in_("en") for one in refused.value.faults}
        assert says in said[code]
        assert "Customs!" in refused.value.faults[0].where

    def test_what_was_invalidated_stays_so(self, desk, mandated, open_book):
        here = desk(date(2026, 11, 9))
        with here.deed("moves") as deed:
            for state in (clearing.State.LODGED, clearing.State.INVALIDATED):
                clearing.move(deed, mandated, state, date(2026, 11, 4))
        book = open_book(here, "shipments")
        line(book, "declaration", mandated)["status"] = "lodged with customs"
        with pytest.raises(Faulty) as refused:
            here.save(book)
        [fault] = refused.value.faults
        assert fault.said.in_("en") == (
            "declaration invalidated is the end: it cannot become lodged with customs."
            " Put back what it was."
        )


class TestClaimStates:
    """A claim moved in its own row."""

    @pytest.fixture
    def claim(self, desk, imported):
        with desk(date(2026, 11, 12)).deed("claim") as deed:
            shipping.reached(deed, imported, "DELIVERED", date(2026, 11, 10))
            return claiming.open_claim(deed, imported, "HIDDEN", proven=Decimal(2100))

    def test_the_day_left_blank_is_todays_and_a_reminder_counts(self, desk, claim, open_book):
        here = desk(date(2026, 11, 13))
        book = open_book(here, "shipments")
        line(book, "claim", claim)["status"] = "notified"
        [said] = here.save(book).told
        assert said.in_("fr") == f"{claim}, Notifiée le : 13/11/2026, car la case était vide."
        assert row(here, "claim", claim)["notified"] == date(2026, 11, 13)
        for times, typed in ((1, {}), (5, {"reminders": 5})):
            line(book, "claim", claim).update(reminded=date(2026, 12, 13 + times), **typed)
            here.save(book)
            assert row(here, "claim", claim)["reminders"] == times

    @pytest.mark.parametrize(
        ("typed", "code", "says"),
        [
            ({"status": "settled", "recovered": 1900}, "MOVE-01",
             "Choose one of: reservations made, notified, closed."),
            ({"status": "claimed"}, "MOVE-01", "recorded cannot become claimed"),
            ({"status": "notified", "notified": date(2026, 11, 9)}, "CLM-02", "before the goods"),
        ],
    )  # fmt: skip
    def test_a_state_out_of_turn_is_refused_at_its_cell(
        self, desk, claim, open_book, typed, code, says
    ):
        here = desk(date(2026, 11, 13))
        book = open_book(here, "shipments")
        line(book, "claim", claim).update(typed)
        with pytest.raises(Faulty) as refused:
            here.save(book)
        [fault] = refused.value.faults
        assert (fault.code, says in fault.said.in_("en")) == (code, True), fault.said.in_("en")
        assert "Claims!" in fault.where
        assert row(here, "claim", claim)["status"] == "RECORDED"

    def test_an_amount_is_asked_for_in_its_column(self, desk, claim, open_book):
        here = desk(date(2026, 11, 13))
        with here.deed("wrote") as deed:
            claiming.move_claim(deed, claim, ClaimState.NOTIFIED, date(2026, 11, 13))
        book = open_book(here, "shipments")
        line(book, "claim", claim)["status"] = "claimed"
        with pytest.raises(Faulty) as refused:
            here.save(book)
        [fault] = refused.value.faults
        assert fault.said.in_("en") == "claimed, but the column Claimed is blank. Enter the amount."

    @pytest.mark.parametrize(
        ("row", "to"),
        [
            ({"status": "RECORDED"}, "NOTIFIED"),
            ({"status": "RECORDED", "reserved": date(2026, 11, 10)}, "RESERVED"),
            ({"status": "RESERVED"}, "NOTIFIED"),
            ({"status": "RESERVED", "claimed": Decimal(5)}, "CLAIMED"),
            ({"status": "NOTIFIED"}, "CLAIMED"),
            ({"status": "CLAIMED", "claimed": Decimal(5)}, "UNDER_DISCUSSION"),
            ({"status": "CLAIMED", "claimed": Decimal(5), "agreed": Decimal(4)}, "ACCEPTED"),
            ({"status": "ACCEPTED", "agreed": Decimal(4)}, "PAID"),
            ({"status": "REJECTED"}, "UNDER_DISCUSSION"),
            ({"status": "PAID"}, "CLOSED"),
            ({"status": "CLOSED"}, None),
        ],
    )
    def test_the_button_offers_what_usually_comes_next(self, row, to):
        assert claiming.usual_move(row) is (ClaimState[to] if to else None)


def test_a_container_rolled_to_another_ship_is_late_and_free_from_its_own_day(
    desk, imported, open_book
):
    here = desk(date(2026, 11, 9))
    book = open_book(here, "shipments")
    [arrival] = [one for one in book.lines["milestone"] if one["kind"] == "arrival"]
    arrival["actual"] = date(2026, 11, 2)
    line(book, "container", f"{imported}/C02")["eta"] = date(2026, 11, 9)
    here.save(book)
    boxes = {one["ref"][-3:]: one for one in book.lines["container"]}
    assert [(boxes[c]["delay"], boxes[c]["free_until"]) for c in ("C01", "C02")] == [
        (0, date(2026, 11, 12)), (7, date(2026, 11, 19)),
    ]  # fmt: skip
    with here.deed("look") as deed:
        told = demurrage_forecast(deed.ask, imported, date(2026, 11, 21))
    assert [(one.certain, str(one.owed.amount)) for one in told] == [
        (True, "680.00 EUR"), (False, "120.00 EUR"),
    ]  # fmt: skip  # 5 × 60 + 4 × 95 from the 13th; 2 × 60 from the 20th


def test_an_amount_agreed_and_not_paid_comes_back_on_today(desk, imported):
    with desk(date(2026, 11, 12)).deed("claim") as deed:
        claim = claiming.open_claim(deed, imported, "DELAY", proven=Decimal(500))
        for state in (ClaimState.NOTIFIED, ClaimState.CLAIMED, ClaimState.ACCEPTED):
            claiming.move_claim(deed, claim, state, date(2026, 11, 12), Decimal(500))
    assert not [one for one in desk(date(2026, 12, 11)).due() if one.ref == claim]
    [due] = [one for one in desk(date(2026, 12, 12)).due() if one.ref == claim]
    assert due.what.in_("en") == "Ask for the amount agreed"
