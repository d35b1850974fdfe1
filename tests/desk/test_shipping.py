"""Shipments, from the orders to the end of a claim; and what a shipment does not allow."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from shipping_desk import ARRIVES, DEPARTS, FIRST_17, MRN, line, row

from comptoir.demo.story import Typed, type_in
from comptoir.desk import claiming, clearing, papers, quoting, shipping
from comptoir.desk.deed import Unfit
from comptoir.desk.shipping_figures import demurrage_forecast
from comptoir.desk.steps import eta_history
from comptoir.rules.claims import ClaimState
from comptoir.rules.clearance import Ended, MoveNotAllowed, State
from comptoir.rules.numbers.declarations import mrn_check_digit
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.build import build


class TestFromOrders:
    def test_a_shipment_takes_what_is_left_of_its_order(self, desk, orders):
        bought, _ = orders
        here = desk(date(2026, 9, 1))
        with here.deed("new") as deed:
            first = shipping.new_shipment(
                deed, [bought], quantities={f"{bought}/01": Decimal(15000)}
            )
            second = shipping.new_shipment(deed, [bought])
            with pytest.raises(shipping.NothingToShip):
                shipping.new_shipment(deed, [bought])
        lines = here.look().rows("shipment_line")
        shipped = {(one["shipment"], one["order_line"]): one["quantity"] for one in lines.values()}
        assert shipped == {
            (first, f"{bought}/01"): Decimal(15000),
            (second, f"{bought}/01"): Decimal(25000),
            (second, f"{bought}/02"): Decimal(10000),
        }
        assert lines[f"{second}/01"]["value"] == Decimal("58750.00")
        assert lines[f"{second}/01"]["gross_kg"] == Decimal(11250)

    def test_orders_of_one_partner_travel_together_others_do_not(self, desk, orders, stored):
        bought, sold = orders
        with desk(date(2026, 9, 1)).deed("new") as deed, pytest.raises(shipping.NotTogether):
            shipping.new_shipment(deed, [bought, sold])

    @pytest.mark.parametrize(
        ("tolerance", "quantity", "taken"),
        [(None, 40000, True), (None, 40001, False), (5, 42000, True), (5, 42001, False),
         (None, 0, False), (None, -1, False)],
    )  # fmt: skip
    def test_never_more_than_ordered_but_for_the_tolerance(
        self, desk, orders, stored, tolerance, quantity, taken
    ):
        key = f"{orders[0]}/01"
        with desk(date(2026, 9, 1)).deed("new") as deed:
            if tolerance:
                deed.change("order_line", key, {"tolerance": Decimal(tolerance)})
            wanted = {key: Decimal(quantity)}
            if taken:
                assert shipping.new_shipment(deed, [orders[0]], quantities=wanted)
            else:
                with pytest.raises(shipping.TooMuch, match="left of the 40,000 ordered"):
                    shipping.new_shipment(deed, [orders[0]], quantities=wanted)

    def test_a_cancelled_shipment_gives_its_goods_back(self, desk, orders):
        with desk(date(2026, 9, 2)).deed("new") as deed:
            ref = shipping.new_shipment(deed, [orders[0]])
            assert shipping.reached(deed, ref, "CANCELLED", date(2026, 9, 2)) == "CANCELLED"
            again = shipping.new_shipment(deed, [orders[0]])
        assert again != ref


class TestTheChain:
    def test_status_and_dates_follow_the_milestones(self, desk, imported, open_book):
        here = desk(date(2026, 11, 12))
        with here.deed("steps") as deed:
            shipping.reached(deed, imported, "BOOKED", date(2026, 9, 15))
            shipping.reached(deed, imported, "DEPARTED", date(2026, 9, 30))
            assert shipping.expected(deed, imported, "ARRIVED", date(2026, 11, 9), "typhoon") == 7
        shown = line(open_book(here, "shipments"), "shipment", imported)
        assert (shown["status"], shown["atd"], shown["eta"], shown["delay"]) == (
            "in transit", date(2026, 9, 30), date(2026, 11, 9), 7,
        )  # fmt: skip

    def test_every_eta_is_remembered(self, desk, imported):
        for on_day, eta in ((date(2026, 10, 5), 5), (date(2026, 10, 20), 9)):
            with desk(on_day).deed("news") as deed:
                shipping.expected(deed, imported, "ARRIVED", date(2026, 11, eta))
        with desk(date(2026, 10, 21)).deed("look") as deed:
            told = eta_history(deed.db, deed.parts("milestone", imported))
        assert [one.new for one in told] == [ARRIVES, date(2026, 11, 5), date(2026, 11, 9)]

    def test_a_delivery_before_the_departure_is_refused(self, desk, imported):
        with desk(date(2026, 11, 12)).deed("steps") as deed:
            shipping.reached(deed, imported, "DEPARTED", date(2026, 9, 30))
            with pytest.raises(shipping.OutOfOrder, match="delivery on 29 Sep 2026"):
                shipping.reached(deed, imported, "DELIVERED", date(2026, 9, 29))

    def test_what_is_to_come_has_not_happened(self, desk, imported):
        with desk(date(2026, 9, 27)).deed("steps") as deed, pytest.raises(shipping.NotYet):
            shipping.reached(deed, imported, "DEPARTED", date(2026, 9, 28))

    def test_planning_twice_adds_nothing(self, desk, imported):
        with desk(date(2026, 9, 2)).deed("plan") as deed:
            assert shipping.plan_milestones(deed, imported, DEPARTS, ARRIVES) == []

    def test_free_time_counts_the_ports_working_days(self, desk, imported, open_book):
        here = desk(date(2026, 11, 20))
        with here.deed("port") as deed:
            deed.change("container", f"{imported}/C01", {"discharged": date(2026, 11, 5)})
        shown = line(open_book(here, "shipments"), "container", f"{imported}/C01")
        assert shown["free_until"] == date(2026, 11, 17)  # the 11th is a holiday in France
        [due] = [one for one in here.due() if one.record == "container"]
        assert due.day == date(2026, 11, 17)
        assert "180.00 EUR of demurrage" in str(due.why).replace("\xa0", " ")

    def test_demurrage_is_foreseen_before_the_ship_is_in(self, desk, imported):
        with desk(date(2026, 10, 20)).deed("look") as deed:
            shipping.expected(deed, imported, "ARRIVED", date(2026, 11, 5))
            deed.change("container", f"{imported}/C02", {"eta": date(2026, 11, 12)})
            first, second = demurrage_forecast(deed.ask, imported, date(2026, 11, 25))
        assert (first.certain, first.free_until) == (False, date(2026, 11, 17))
        assert (first.owed.days, first.owed.amount.amount) == (8, Decimal("585.00"))
        assert (second.free_until, second.owed.amount.amount) == (date(2026, 11, 23), Decimal(120))


class TestChoosing:
    @pytest.fixture
    def quoted(self, desk, imported):
        with desk(date(2026, 9, 2)).deed("quotes") as deed:
            deed.add("quote", [
                {"shipment": imported, "forwarder": "SEABRIDGE", "mode": "SEA", "basis": "PER_TON",
                 "rate": Decimal(80), "scope": "PORT_PORT", "pre_carriage": Decimal(300),
                 "on_carriage": Decimal(600), "transit_days": 38, "vehicle": "sea_container",
                 "km": Decimal(19000)},
                {"shipment": imported, "forwarder": "RHONEAIR", "mode": "SEA", "basis": "PER_BOX",
                 "rate": Decimal(1150), "currency": "USD", "boxes": 2, "box": "22G1",
                 "scope": "DOOR_DOOR", "surcharges": Decimal(115), "transit_days": 34},
                {"shipment": imported, "forwarder": "RHONEAIR", "mode": "AIR", "basis": "PER_KG",
                 "rate": Decimal(3), "scope": "PORT_PORT", "transit_days": 4,
                 "valid_until": date(2026, 9, 1)},
            ])  # fmt: skip
        return imported

    def test_quotes_stand_on_one_footing(self, desk, quoted):
        with desk(date(2026, 9, 2)).deed("compare") as deed:
            found = quoting.compare(deed, quoted)
        boxes, groupage, air = found.quotes
        assert str(boxes.cost) == "2100.00 EUR"  # (2 × 1,150 + 115) / 1.15
        assert str(groupage.cost) == "5300.00 EUR"  # 55 t × 80 + 300 + 600
        assert (air.expired, len(air.missing)) == (True, 2)
        assert air.chargeable.kg == Decimal(22500)
        assert groupage.co2_kg > 0
        assert found.break_even == Decimal("25.00")  # 2 × 1,150 USD are 2,000 EUR, at 80 the ton

    def test_goods_that_do_not_fit_are_remarked(self, desk, quoted):
        with desk(date(2026, 9, 2)).deed("compare") as deed:
            deed.change("quote", f"{quoted}/Q02", {"boxes": 1})
            found = {one.key: one for one in quoting.compare(deed, quoted).quotes}
        assert [str(one) for one in found[f"{quoted}/Q02"].remarks] == ["55 m³ need 2 × 20' DV"]

    def test_the_choice_keeps_its_reason_and_its_figures(self, desk, quoted):
        here = desk(date(2026, 9, 2))
        with here.deed("choose") as deed:
            with pytest.raises(quoting.NoReason):
                quoting.choose(deed, quoted, f"{quoted}/Q02", " ")
            quoting.choose(deed, quoted, f"{quoted}/Q02", "cheapest, in time for the fair")
        kept = row(here, "quote", f"{quoted}/Q02")
        assert (kept["chosen"], kept["cost"]) == (True, Decimal("2100.00"))
        assert row(here, "quote", f"{quoted}/Q01")["cost"] == Decimal("5300.00")
        chosen = row(here, "shipment", quoted)
        assert (chosen["forwarder"], chosen["choice"]) == (
            "RHONEAIR", "cheapest, in time for the fair",
        )  # fmt: skip

    def test_a_quote_in_a_currency_without_rate_is_refused(self, desk, quoted):
        with desk(date(2026, 9, 2)).deed("compare") as deed:
            deed.change("quote", f"{quoted}/Q01", {"currency": "CHF"})
            with pytest.raises(quoting.NoRateKnown, match="CHF"):
                quoting.compare(deed, quoted)

    def test_a_forwarder_is_as_reliable_as_his_arrivals(self, desk, imported):
        here = desk(date(2026, 11, 20))
        with here.deed("steps") as deed:
            shipping.reached(deed, imported, "ARRIVED", ARRIVES + timedelta(days=1))
            assert quoting.on_time(deed) == {"SEABRIDGE": Decimal("0.0")}


class TestPapers:
    def test_the_list_comes_from_the_rules_with_owner_and_day(self, desk, imported):
        here = desk(date(2026, 9, 2))
        with here.deed("papers") as deed:
            papers.list_papers(deed, imported)
            assert papers.list_papers(deed, imported) == []
            found = {one["paper"]: one for one in deed.parts("document", imported).values()}
        assert set(found) == {
            "INVOICE", "PACKING_LIST", "SEA_WAYBILL_OR_BL", "ENS_REFERENCE", "IMPORT_DECLARATION",
            "RELEASE_NOTE", "BROKER_MANDATE", "VGM",
        }  # fmt: skip
        assert found["VGM"]["due"] == DEPARTS - timedelta(days=3)
        assert found["INVOICE"]["owner"] == "PARTNER"

    def test_missing_papers_are_on_today_till_they_come(self, desk, imported, tmp_path):
        here = desk(date(2026, 10, 1))
        with here.deed("papers") as deed:
            papers.list_papers(deed, imported)
        late = [one for one in here.due() if "missing papers" in str(one.what)]
        assert late
        assert all(one.ref == imported for one in late)
        scan = tmp_path / "../evil name.PDF"
        scan.resolve().write_bytes(b"%PDF")
        with here.deed("file") as deed:
            for key in deed.parts("document", imported):
                kept = papers.file_paper(deed, here.settings.dossiers, key, scan)
        assert kept.is_relative_to(here.settings.dossiers / imported)
        assert not [one for one in here.due() if "missing papers" in str(one.what)]


class TestCustoms:
    def test_duty_vat_and_landed_cost_come_back_onto_the_order(self, desk, imported, open_book):
        here = desk(date(2026, 11, 9))
        with here.deed("estimate") as deed:
            ref = clearing.mandate(deed, imported, "FABRE")
            found = clearing.keep_estimate(deed, imported, date(2026, 11, 9))
        # 94,000 and 21,000 USD at 1.16: 81,034.48 and 18,103.45 EUR; freight 4,800 by weight.
        assert [str(one.customs_value) for one in found.landed] == ["84874.48 EUR", "19063.45 EUR"]
        assert [str(one.duty) for one in found.landed] == ["5092.47 EUR", "1143.81 EUR"]
        assert [str(one.anti_dumping) for one in found.landed] == ["11118.56 EUR", "2497.31 EUR"]
        kept = row(here, "declaration", ref)
        assert (kept["value"], kept["vat_paid"]) == (Decimal("103937.93"), Decimal(0))
        assert "6 %  duty on 69111000, origin CN (TARIC)" in kept["workings"]
        register = open_book(here)
        ordered = line(register, "order_line", "IM-2026-0001/02")
        assert ordered["landed"] == pytest.approx(2.2705)  # 22,704.57 for 10,000
        assert ordered["shipped"] == 10000

    def test_a_code_without_a_duty_rate_is_refused(self, desk, imported):
        with desk(date(2026, 11, 9)).deed("estimate") as deed:
            deed.change("shipment_line", f"{imported}/01", {"goods_code": "70134900"})
            with pytest.raises(clearing.NoDutyRate, match="70134900"):
                clearing.estimate(deed, imported)

    def test_an_export_and_goods_of_the_union_owe_no_duty(self, desk, imported, orders):
        with desk(date(2026, 11, 9)).deed("estimate") as deed:
            sold = shipping.new_shipment(deed, [orders[1]])
            deed.change("shipment", imported, {"from_country": "DE"})
            for ref in (sold, imported):
                with pytest.raises(clearing.NotAnImport):
                    clearing.estimate(deed, ref)

    def test_another_rate_than_the_customs_one_is_to_be_confirmed(self, desk, imported):
        with desk(date(2026, 10, 9)).deed("estimate") as deed:
            found = clearing.estimate(deed, imported)
        assert found.workings.to_confirm
        assert "to confirm" in str(found.workings)

    def test_the_states_follow_one_another_and_release_is_a_milestone(self, desk, imported):
        here = desk(date(2026, 11, 9))
        with here.deed("customs") as deed:
            ref = clearing.mandate(deed, imported, "FABRE")
            with pytest.raises(MoveNotAllowed):
                clearing.move(deed, ref, State.RELEASED, date(2026, 11, 9))
            clearing.move(deed, ref, State.LODGED, date(2026, 11, 4))
            with pytest.raises(clearing.NeedsMrn):
                clearing.move(deed, ref, State.ACCEPTED, date(2026, 11, 5))
            clearing.move(deed, ref, State.ACCEPTED, date(2026, 11, 5), mrn=MRN)
            clearing.move(deed, ref, State.RELEASED, date(2026, 11, 6))
            steps = deed.parts("milestone", imported).values()
        assert {one["kind"]: one["actual"] for one in steps}["IMPORT_CLEARED"] == date(2026, 11, 6)

    def test_an_mrn_with_a_wrong_check_digit_is_refused(self, desk, imported):
        with desk(date(2026, 11, 9)).deed("customs") as deed:
            ref = clearing.mandate(deed, imported, "FABRE")
            clearing.move(deed, ref, State.LODGED, date(2026, 11, 4))
            wrong = FIRST_17 + str((int(MRN[-1]) + 1) % 10)
            with pytest.raises(Unfit, match="is not a movement reference number"):
                clearing.move(deed, ref, State.ACCEPTED, date(2026, 11, 5), mrn=wrong)
            clearing.move(deed, ref, State.INVALIDATED, date(2026, 11, 6))
            with pytest.raises(Ended, match="Make another declaration"):
                clearing.move(deed, ref, State.ACCEPTED, date(2026, 11, 6), mrn=MRN)

    def test_an_mrn_of_another_year_is_refused(self, desk, imported):
        with desk(date(2026, 11, 9)).deed("customs") as deed:
            ref = clearing.mandate(deed, imported, "FABRE")
            clearing.move(deed, ref, State.LODGED, date(2026, 11, 4))
            older = "25" + FIRST_17[2:]
            with pytest.raises(Unfit, match="of another year"):
                clearing.move(deed, ref, State.ACCEPTED, date(2026, 11, 5),
                              mrn=older + mrn_check_digit(older))  # fmt: skip


class TestClaims:
    def test_damage_on_undelivered_goods_is_no_claim_yet(self, desk, imported):
        with desk(date(2026, 11, 9)).deed("claim") as deed:
            with pytest.raises(claiming.Undelivered):
                claiming.open_claim(deed, imported, "APPARENT")
            assert claiming.open_claim(deed, imported, "DELAY")

    def test_what_is_said_of_a_claim_is_read_as_in_its_cells(self, desk, imported):
        here = desk(date(2026, 11, 12))
        with here.deed("claim") as deed:
            shipping.reached(deed, imported, "DELIVERED", date(2026, 11, 10))
            with pytest.raises(Unfit, match="-5 is below 0"):
                claiming.open_claim(deed, imported, "HIDDEN", kg=Decimal(-5))
            [other] = [shipping.new_shipment(deed, ["EX-2026-0001"])]
            with pytest.raises(claiming.NotItsContainer):
                claiming.open_claim(deed, other, "LOSS", container=f"{imported}/C01")

    def test_a_limit_that_needs_the_weight_is_not_nought_without_it(self, desk, orders):
        """By air the law counts kilos only; what was not weighed has no limit yet."""
        here = desk(date(2026, 10, 20))
        with here.deed("claim") as deed:
            sold = shipping.new_shipment(deed, [orders[1]])
            shipping.reached(deed, sold, "DELIVERED", date(2026, 10, 19))
            claim = claiming.open_claim(deed, sold, "APPARENT", packages=3, proven=Decimal(900))
        kept = row(here, "claim", claim)
        assert (kept["regime"], kept["limit"], kept["payable"]) == ("MONTREAL", None, None)
        assert "needs the gross weight lost or damaged" in kept["workings"]

    def test_a_delay_by_road_costs_the_carrier_his_freight_at_most(self, desk, orders):
        here = desk(date(2026, 10, 20))
        with here.deed("claim") as deed:
            sold = shipping.new_shipment(deed, [orders[1]], mode="ROAD", freight=Decimal(820))
            claim = claiming.open_claim(deed, sold, "DELAY", proven=Decimal(900))
        kept = row(here, "claim", claim)
        assert (kept["regime"], kept["limit"], kept["payable"]) == ("CMR", 820, 820)

    def test_one_click_proposes_regime_days_and_limit(self, desk, imported):
        here = desk(date(2026, 11, 12))
        with here.deed("claim") as deed:
            shipping.reached(deed, imported, "DELIVERED", date(2026, 11, 10))
            ref = claiming.open_claim(
                deed, imported, "HIDDEN", kg=Decimal(200), packages=10, proven=Decimal(9000)
            )
        found = row(here, "claim", ref)
        # 10 packages at 666.67 SDR; one SDR is 1.20 EUR.
        assert (found["regime"], found["limit"], found["payable"]) == (
            "HAGUE_VISBY", Decimal("8000.04"), Decimal("8000.04"),
        )  # fmt: skip
        assert (found["deadline"], found["bar"]) == (date(2026, 11, 13), date(2027, 11, 10))
        assert "6666.70 XDR" in found["workings"] or "6,666.70" in found["workings"]
        [due] = [one for one in here.due() if one.record == "claim"]
        assert due.ref == ref

    def test_claims_to_a_supplier_and_of_a_customer_have_their_own_days(self, desk, imported):
        here = desk(date(2026, 11, 12))
        with here.deed("claim") as deed:
            quality = claiming.open_claim(
                deed, imported, "QUALITY", kind="SUPPLIER", received=date(2026, 11, 10)
            )
            complaint = claiming.open_claim(deed, imported, "QUALITY", kind="CUSTOMER")
        assert row(here, "claim", quality)["deadline"] == date(2028, 11, 10)
        assert row(here, "claim", quality)["party"] == "QINGHUA"
        assert row(here, "claim", complaint)["safe"] == date(2026, 11, 20)

    def test_states_follow_the_rules_and_amounts_are_asked_for(self, desk, imported):
        with desk(date(2026, 11, 12)).deed("claim") as deed:
            ref = claiming.open_claim(deed, imported, "DELAY", proven=Decimal(500))
            with pytest.raises(claiming.MoveNotAllowed, match="cannot become settled"):
                claiming.move_claim(deed, ref, ClaimState.PAID, deed.today, Decimal(1))
            claiming.move_claim(deed, ref, ClaimState.NOTIFIED, deed.today)
            with pytest.raises(claiming.NeedsAmount):
                claiming.move_claim(deed, ref, ClaimState.CLAIMED, deed.today)


class TestStories:
    def test_an_import_from_booking_to_the_claim_settled(self, desk, imported, tmp_path, engine):
        """FOB Shanghai, two containers: one comes a week late, the other damaged."""
        path = tmp_path / "shipments.xlsx"
        build(path, desk(date(2026, 9, 2)).view("shipments"))
        here = desk(date(2026, 9, 30))
        steps = {one["kind"]: key for key, one in here.look().rows("milestone").items()}
        type_in(path, "en", [
            Typed("milestone", steps["BOOKED"], {"actual": date(2026, 9, 14)}),
            Typed("milestone", steps["DEPARTED"], {"actual": DEPARTS}),
            Typed("shipment", imported, {"vessel": "Ever Lotus", "imo": "9629110"}),
        ])  # fmt: skip
        saved = here.save(ClosedBook(path))
        assert (len(saved.changed), row(here, "shipment", imported)["imo"]) == (3, "9629110")
        with here.deed("papers") as deed:
            papers.list_papers(deed, imported)
        with desk(date(2026, 11, 9)).deed("port") as deed:
            shipping.reached(deed, imported, "ARRIVED", ARRIVES)
            deed.change("container", f"{imported}/C01", {
                "discharged": ARRIVES, "taken": date(2026, 11, 5), "delivered": date(2026, 11, 6),
            })  # fmt: skip
            deed.change("container", f"{imported}/C02", {"eta": date(2026, 11, 9),
                        "note": "rolled to the next ship"})  # fmt: skip
            declared = clearing.mandate(deed, imported, "FABRE")
            clearing.move(deed, declared, State.LODGED, date(2026, 11, 3))
            clearing.move(deed, declared, State.ACCEPTED, date(2026, 11, 3), mrn=MRN)
            clearing.move(deed, declared, State.RELEASED, date(2026, 11, 4))
            clearing.keep_estimate(deed, imported, date(2026, 11, 3))
            claim = claiming.open_claim(
                deed, imported, "HIDDEN", container=f"{imported}/C01", kg=Decimal(450),
                packages=20, proven=Decimal(2100),
            )  # fmt: skip
        here = desk(date(2026, 11, 9))
        assert {one.ref for one in here.due() if one.record == "claim"} == {claim}
        assert row(here, "claim", claim)["deadline"] == date(2026, 11, 9)
        here.refresh(ClosedBook(path))
        type_in(path, "en", [Typed("claim", claim, {"kg": 400})])
        here.save(ClosedBook(path))
        assert row(here, "claim", claim)["kg"] == Decimal(400)
        with here.deed("wrote") as deed:
            claiming.move_claim(deed, claim, ClaimState.NOTIFIED, date(2026, 11, 9))
        assert not [one for one in here.due() if one.record == "claim"]
        with desk(date(2026, 12, 20)).deed("money") as deed:
            deed.change("container", f"{imported}/C02", {
                "discharged": date(2026, 11, 9), "taken": date(2026, 11, 12),
                "delivered": date(2026, 11, 13),
            })  # fmt: skip
            shipping.reached(deed, imported, "DELIVERED", date(2026, 11, 13))
            claiming.move_claim(deed, claim, ClaimState.CLAIMED, deed.today, Decimal(2100))
            claiming.move_claim(deed, claim, ClaimState.ACCEPTED, deed.today, Decimal(1900))
            claiming.move_claim(deed, claim, ClaimState.PAID, deed.today, Decimal(1900))
            claiming.move_claim(deed, claim, ClaimState.CLOSED, deed.today)
        last = desk(date(2026, 12, 20))
        book = ClosedBook(path)
        last.refresh(book)
        tables = {read.record.name: read for read in book.tables()}
        assert tables["shipment"].columns["status"] == ["delivered"]
        assert tables["shipment"].columns["delay"] == [6]
        assert tables["claim"].columns["status"] == ["closed"]
        assert tables["claim"].columns["recovered"] == [1900]
        assert tables["declaration"].columns["mrn"] == [MRN]
        assert tables["shipment_line"].columns["landed"][1] > 18103

    def test_an_export_by_air_with_a_documentary_problem(self, desk, orders, tmp_path):
        """CIP Jeddah under a letter of credit: the bank finds the waybill wrong."""
        _, sold = orders
        with desk(date(2026, 10, 5)).deed("new") as deed:
            ref = shipping.new_shipment(
                deed, [sold], forwarder="RHONEAIR", departure=date(2026, 10, 14),
                transport_doc="057-12345675",
            )  # fmt: skip
            papers.list_papers(deed, ref)
            found = {one["paper"]: key for key, one in deed.parts("document", ref).items()}
            declared = clearing.mandate(deed, ref, "FABRE")
        assert {"AWB", "INSURANCE_CERTIFICATE", "LC_COPY", "EXIT_PROOF"} <= set(found)
        path = tmp_path / "shipments.xlsx"
        here = desk(date(2026, 10, 15))
        build(path, here.view("shipments"))
        with here.deed("bank") as deed:
            shipping.reached(deed, ref, "DEPARTED", date(2026, 10, 14))
            clearing.move(deed, declared, State.LODGED, date(2026, 10, 12))
            clearing.move(deed, declared, State.ACCEPTED, date(2026, 10, 12), mrn=MRN)
            clearing.move(deed, declared, State.RELEASED, date(2026, 10, 13))
            papers.note_paper(
                deed, found["AWB"], "received", date(2026, 10, 15), wrong="consignee misspelt"
            )
        book = ClosedBook(path)
        here.refresh(book)
        documents = next(read for read in book.tables() if read.record.name == "document")
        states = dict(zip(documents.columns["ref"], documents.columns["status"], strict=True))
        assert states[found["AWB"]] == "wrong, to correct"
        later = desk(date(2026, 11, 14))
        told = [str(one.why) for one in later.due() if one.ref == ref]
        assert any("Air waybill" in why for why in told)
        exits = [one for one in later.due() if one.record == "declaration"]
        assert [one.ref for one in exits] == [declared]
        with later.deed("corrected") as deed:
            papers.note_paper(deed, found["AWB"], "checked", deed.today, wrong="")
            clearing.move(deed, declared, State.EXITED, date(2026, 10, 16))
        assert not [one for one in later.due() if one.record == "declaration"]
