"""What the figures suggest, suppliers' marks, visits with two clocks, opinions asked."""
# ruff: noqa: E501 - a row to the line reads best

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from comptoir import store
from comptoir.desk import ideas, suppliers, visiting
from comptoir.desk.showing import Reading
from comptoir.desk.today import today
from seated import on

D = Decimal
NOW = date(2026, 11, 23)
US = {"code": "MV", "role": "US", "name": "Maison Essai", "country": "FR", "zone": "Europe/Paris",
      "city": "Lyon", "postcode": "69002", "address": "12 quai Neuf", "language": "fr"}  # fmt: skip


@pytest.fixture
def here(engine, tmp_path, stored):
    stored("party", US,
           {"code": "OKADA", "name": "Okada", "country": "JP", "zone": "Asia/Tokyo", "city": "Yokohama"},
           {"code": "MARLOWE", "name": "Marlowe", "country": "US", "zone": "America/New_York"},
           {"code": "KELLER", "name": "Keller", "country": "DE", "zone": "Europe/Berlin"},
           {"code": "WEIHONG", "name": "Weihong", "country": "CN", "role": "SUPPLIER"})  # fmt: skip
    stored("product", {"sku": "POT", "name_en": "Pot", "supplier": "WEIHONG", "lead_days": 60,
                       "gross_kg": D(5)},
           {"sku": "LID", "name_en": "Lid"}, {"sku": "BOX", "name_en": "Box"})  # fmt: skip
    stored("rate", {"currency": "USD", "source": "ECB", "day": date(2025, 1, 1), "value": D("1.25")})  # fmt: skip
    return on(engine, tmp_path, NOW)


@pytest.fixture
def sell(stored):
    def sold(party, day, *lines, flow="EXP", **but):
        told = {"party": party, "flow": flow, "ordered": day, "incoterm": "FOB" if flow == "IMP" else "FCA",
                "place": "Ningbo" if flow == "IMP" else "Lyon", "status": "CONFIRMED", **but}  # fmt: skip
        [ref] = stored("order", told)
        stored("order_line", *({"order": ref, "product": sku, "quantity": D(count), "price": D(price)}
                               for sku, count, price in lines))  # fmt: skip
        return ref

    return sold


def found(desk, kind):
    with desk.deed("ideas") as deed:
        ideas.refresh_ideas(deed)
    return {row["about"]: row for row in desk.look().rows("idea").values() if row["kind"] == kind}


class TestSellingMore:
    def test_a_customer_gone_quiet_is_to_be_called(self, here, sell):
        for months in (12, 10, 8, 6):
            sell("OKADA", NOW - timedelta(days=30 * months), ("POT", 10, 100))
        row = found(here, "QUIET")["OKADA"]
        assert row["what"] == "Call Okada: silent for longer than usual"
        assert "usually 60 days between orders" in row["why"]
        assert row["value"] == D(4000)
        with store.reading(here.engine) as db:
            assert row["what"] in {str(due.what) for due in today(Reading(db, {}), NOW)}
        sell("OKADA", NOW, ("POT", 1, 100))
        assert found(here, "QUIET")["OKADA"]["status"] == "DROPPED", "kept, but no more to do"

    def test_what_an_assistant_said_of_an_idea_stays(self, here, sell):
        for months in (12, 10, 8, 6):
            sell("OKADA", NOW - timedelta(days=30 * months), ("POT", 10, 100))
        found(here, "QUIET")
        with here.deed("said") as deed:
            deed.change("idea", "QUIET OKADA", {"status": "IN_HAND", "note": "Anna calls"})
        row = found(here, "QUIET")["OKADA"]
        assert (row["status"], row["note"]) == ("IN_HAND", "Anna calls")

    def test_goods_bought_together_are_offered_to_those_who_lack_one(self, here, sell):
        for days in (10, 20, 30):
            sell("OKADA", NOW - timedelta(days=days), ("POT", 1, 100), ("LID", 1, 20))
        sell("KELLER", NOW, ("POT", 1, 100))
        for days in (40, 50, 60):
            sell("MARLOWE", NOW - timedelta(days=days), ("BOX", 1, 5))
        told = found(here, "TOGETHER")
        assert "never bought by: Keller" in told["POT+LID"]["why"]
        assert "LID+POT" not in told, "nobody with a lid lacks the pot"

    def test_a_low_price_and_a_lost_volume_are_seen(self, here, sell):
        for party, price in (("OKADA", 80), ("KELLER", 100), ("MARLOWE", 102)):
            sell(party, NOW - timedelta(days=30), ("POT", 10, price))
            sell(party, NOW - timedelta(days=500), ("POT", 30 if party == "OKADA" else 10, price))
        assert found(here, "PRICE")["OKADA/POT"]["value"] == D(210)
        assert set(found(here, "VOLUME")) == {"OKADA"}


class TestBuyingBetter:
    def test_open_lines_of_one_port_and_week_are_grouped(self, here, sell):
        for _ in range(2):
            sell("WEIHONG", NOW - timedelta(days=30), ("POT", 200, 4), flow="IMP", mode="SEA",
                 committed=date(2027, 1, 12), currency="USD")  # fmt: skip
        [row] = found(here, "GROUPING").values()
        assert row["about"] == "NINGBO 2027-W02"
        assert row["value"] == D(280), "one fixed price instead of two"
        assert row["by"] == date(2027, 1, 4)

    def test_when_to_order_again_knows_the_new_year_of_the_factory(self, here, sell):
        sell("WEIHONG", NOW - timedelta(days=200), ("POT", 1000, 4), flow="IMP", currency="USD")
        sell("KELLER", NOW - timedelta(days=60), ("POT", 540, 100))
        with here.deed("reorder") as deed:
            [(product, told)] = ideas.reorder_calendar(deed)
        assert (product, told.per_day, told.left) == ("POT", D(3), D(460))
        assert told.cover_until == date(2027, 4, 25)
        assert told.shut_days == 6, "Chinese New Year 2027 is in the lead time"
        assert told.order_by == date(2027, 4, 11) - timedelta(days=60 + told.shut_days)

    def test_foreign_money_by_month(self, here, sell, stored):
        stored("invoice", {"party": "MARLOWE", "kind": "SALE", "status": "ISSUED", "currency": "USD",
                           "issued": NOW, "due": date(2026, 12, 20), "net": D(30000)},
               {"party": "WEIHONG", "kind": "PURCHASE", "status": "ISSUED", "currency": "USD",
                "issued": NOW, "due": date(2026, 12, 5), "net": D(10000)})  # fmt: skip
        with here.deed("exposure") as deed:
            [month] = ideas.currency_exposure(deed)
        assert (month.month, month.coming, month.going) == (date(2026, 12, 1), D(30000), D(10000))
        row = found(here, "COVER")["USD 2026-12"]
        assert row["value"] == D(800), "5 % of 16,000 EUR"

    def test_prices_paid_and_the_marks_of_a_year(self, here, sell, stored):
        sell("WEIHONG", date(2025, 3, 3), ("POT", 100, 4), flow="IMP", currency="USD",
             confirmed=date(2025, 3, 5), committed=date(2025, 5, 1), delivered=date(2025, 5, 1))  # fmt: skip
        late = sell("WEIHONG", date(2026, 3, 2), ("POT", 100, "4.4"), ("POT", 50, "4.4"), flow="IMP",
                    currency="USD", confirmed=date(2026, 3, 4), committed=date(2026, 5, 1),
                    delivered=date(2026, 5, 11))  # fmt: skip
        stored("claim", {"kind": "SUPPLIER", "party": "WEIHONG", "order": late, "harm": "QUALITY",
                         "opened": date(2026, 5, 12)})  # fmt: skip
        with here.deed("marks") as deed:
            steps = ideas.prices_paid(deed, "POT")
            assert [one.since_first for one in steps] == [None, D("10.0"), D("10.0")]
            assert suppliers.refresh_scorecards(deed, 2026) == ["WEIHONG 2026"]
            deed.change("scorecard", "WEIHONG 2026", {"ours": 7})
            suppliers.refresh_scorecards(deed, 2026)
            row = deed.row("scorecard", "WEIHONG 2026")
        assert (row["lines"], row["on_time"], row["late_days"]) == (2, D(0), D(10))
        assert (row["claims"], row["quality"], row["price_change"]) == (1, D(50), D(10))
        assert (row["points"], row["grade"], row["ours"]) == (25, "D", 7)


class TestVisits:
    @pytest.fixture
    def calls(self, stored):
        return stored("visit",
                      {"party": "MARLOWE", "kind": "CALL", "day": date(2026, 11, 26), "time": "10:00",
                       "about": "Spring range"},
                      {"party": "OKADA", "kind": "VIDEO", "day": date(2026, 11, 24), "time": "17:00",
                       "about": "Samples"},
                      {"party": "KELLER", "kind": "VISIT", "day": date(2026, 12, 25), "time": "09:00",
                       "about": "Prices", "trip": "Germany"})  # fmt: skip

    def test_the_agenda_has_both_clocks_and_what_to_beware_of(self, here, calls):
        with here.deed("agenda") as deed:
            first, second = visiting.agenda(deed, NOW, date(2026, 11, 30))
        rows = here.look().rows("visit")
        assert rows[first.key]["their_time"] == "25 Nov 2026 01:00"
        assert [str(one) for one in first.cautions] == ["it is 01:00 there"]
        assert [str(one) for one in second.cautions] == [
            "26 Nov 2026 is a holiday in US: Thanksgiving Day", "it is 04:00 there",
        ]  # fmt: skip
        with store.reading(here.engine) as db:
            dues = {str(due.what): str(due.why) for due in today(Reading(db, {}), NOW)}
        assert dues["Visit or call: Samples"] == "at 17:00 here, 25 Nov 2026 01:00 there"

    def test_a_journey_is_listed_with_who_else_is_near(self, here, calls, stored):
        stored("party", {"code": "NEAR", "name": "Nahe", "country": "DE", "role": "PROSPECT"})
        with here.deed("travel") as deed:
            visits, near = visiting.travel_list(deed, "Germany")
        assert [one.partner for one in visits] == ["Keller"]
        assert "holiday" in str(visits[0].cautions[0])
        assert [one.code for one in near] == ["NEAR"]

    def test_the_report_is_written_from_what_was_said(self, here, calls):
        ref = calls[1]
        with pytest.raises(visiting.NothingSaid):
            visiting.write_report(here, ref)
        with here.deed("said") as deed:
            deed.change("visit", ref, {"said": "The kiln is repaired.\nHalf is ready.",
                                       "decisions": "Ship half | Li Wei | 27/11/2026",
                                       "next_on": date(2026, 11, 30), "place": "online"})  # fmt: skip
        written = visiting.write_report(here, ref, "en")
        assert written.file.exists()
        row = here.look().rows("visit")[ref]
        assert (row["status"], row["reported"]) == ("DONE", NOW)
        [task] = here.look().rows("task").values()
        assert (task["what"], task["due"]) == ("Talk again: Samples", date(2026, 11, 30))


def test_opinions_are_asked_once_of_those_who_did_not_say_no(here, sell, stored):
    stored("permission", {"party": "KELLER", "answer": "OPPOSED", "day": date(2026, 1, 1), "how": "PHONE"})  # fmt: skip
    for party, days in (("OKADA", 12), ("KELLER", 12), ("MARLOWE", 5), ("MARLOWE", 200)):
        sell(party, NOW - timedelta(days=days + 40), ("POT", 1, 100), status="DELIVERED",
             delivered=NOW - timedelta(days=days))  # fmt: skip
    assert len(visiting.ask_opinions(here)) == 1
    assert visiting.ask_opinions(here) == []
    [row] = here.look().rows("survey").values()
    assert (row["party"], row["status"], row["sent"]) == ("OKADA", "SENT", NOW)
