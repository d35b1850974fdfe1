"""Consultations, from the request to the purchase order."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from selling_desk import furnished, parts, row

from comptoir.desk import consulting
from comptoir.desk.clearing import NoDutyRate
from comptoir.desk.consulting import Answer
from comptoir.desk.offering import Wanted
from comptoir.rules.units import NotTheSameUnit
from seated import on

DAY = date(2026, 8, 4)
CHINA = Answer(
    prices={"BOL": Decimal("2.35")}, currency="USD", incoterm="FOB", place="Shanghai",
    lead_days=60, transit_days=40, terms="30 % ADV + 70 % SHIPMENT", their_ref="QH-88",
    costs={"MAIN_CARRIAGE": (Decimal(1900), "USD"), "DESTINATION_HANDLING": (Decimal(310), "EUR"),
           "ON_CARRIAGE": (Decimal(420), "EUR")}, insurance=Decimal("0.35"),
)  # fmt: skip
INDIA = Answer(
    prices={"BOL": Decimal("2.45")}, currency="USD", incoterm="CIF", place="Fos-sur-Mer",
    lead_days=50, transit_days=28, terms="LC SIGHT",
    costs={"DESTINATION_HANDLING": (Decimal(310), "EUR"), "ON_CARRIAGE": (Decimal(420), "EUR")},
)  # fmt: skip
PORTUGAL = Answer(
    prices={"BOL": Decimal("28.80")}, units={"BOL": "BOX"}, currency="EUR", incoterm="DAP",
    place="Lyon", lead_days=20, transit_days=4, terms="NET 60", mode="ROAD",
)  # fmt: skip


@pytest.fixture
def here(engine, tmp_path, stored):
    furnished(stored)
    return on(engine, tmp_path, DAY)


@pytest.fixture
def consultation(here):
    with here.deed("consult new") as deed:
        return consulting.new_consultation(
            deed, "Bowls for Christmas", [Wanted("BOL", Decimal(6000))],
            ["QINGHUA", "MEHTA", "PORTO"], incoterm="FOB", currency="USD", mode="SEA",
            deliver_by=date(2026, 11, 1), delivered_to="Lyon",
        )  # fmt: skip


def answered(here, consultation, answers):
    with here.deed("consult answer") as deed:
        return {party: consulting.take_answer(deed, consultation, party, one)
                for party, one in answers.items()}  # fmt: skip


ALL = {"QINGHUA": CHINA, "MEHTA": INDIA, "PORTO": PORTUGAL}


def test_several_suppliers_are_asked_for_the_same(here, consultation):
    asked = parts(here, "consulted", "consultation", consultation)
    assert [(one["party"], one["status"]) for one in asked.values()] == [
        ("QINGHUA", "TO_ASK"), ("MEHTA", "TO_ASK"), ("PORTO", "TO_ASK"),
    ]  # fmt: skip
    assert list(asked) == [f"{consultation}/F01", f"{consultation}/F02", f"{consultation}/F03"]
    assert row(here, "consultation", consultation)["answer_by"] == date(2026, 8, 14)


def test_answers_are_offers_on_one_footing_the_cheapest_price_is_not_the_cheapest_landed(
    here, consultation
):
    offers = answered(here, consultation, ALL)
    with here.deed("compare") as deed:
        found = consulting.compare(deed, consultation)
    by_party = {one.bid.party: one for one in found}
    # Portugal: 500 boxes at 28.80: 14 400, delivered, inside the Union.
    assert by_party["PORTO"].landed.amount == Decimal("14400.00")
    # India: 14 700 USD at 1.15 = 12 782.61, no premium of ours; 6 % of it; 730 after the border.
    duty = Decimal("766.96")
    assert by_party["MEHTA"].landed.amount == Decimal("12782.61") + duty + 730
    # China: 14 100 USD = 12 260.87 and 1 652.17 of freight; 0.35 % on 110 %; 6 % and 13.1 %.
    border = Decimal("12260.87") + Decimal("1652.17") + Decimal("53.77")
    assert (
        by_party["QINGHUA"].landed.amount == border + Decimal("838.01") + Decimal("1829.65") + 730
    )
    assert [one.bid.party for one in found] == ["MEHTA", "PORTO", "QINGHUA"]
    assert [one.bid.key for one in found] == [offers[one] for one in ("MEHTA", "PORTO", "QINGHUA")]
    prices = {"QINGHUA": 14100, "MEHTA": 14700, "PORTO": 14400 * Decimal("1.15")}
    assert min(prices, key=prices.get) == "QINGHUA"
    assert [(one.arrives, one.late_days) for one in found] == [
        (date(2026, 10, 21), 0), (date(2026, 8, 28), 0), (date(2026, 11, 12), 11),
    ]  # fmt: skip
    said = by_party["QINGHUA"].workings.in_("en")
    assert "1 EUR = 1.15 USD on 2026-08-03 (ECB)  rate used for all offers" in said
    assert "duty on 69111000, origin CN (TARIC)" in said


def test_the_order_in_which_answers_came_changes_nothing(here, consultation):
    dice = Random(3)
    ranks = set()
    for _ in range(4):
        shuffled = list(ALL.items())
        dice.shuffle(shuffled)
        answered(here, consultation, dict(shuffled))
        with here.deed("compare") as deed:
            ranks.add(tuple(
                (one.bid.party, one.landed) for one in consulting.compare(deed, consultation)
            ))  # fmt: skip
    assert len(ranks) == 1


def test_a_second_answer_replaces_the_first(here, consultation):
    first = answered(here, consultation, {"QINGHUA": CHINA})["QINGHUA"]
    second = answered(here, consultation, {"QINGHUA": CHINA})["QINGHUA"]
    assert [row(here, "offer", one)["status"] for one in (first, second)] == ["REPLACED", "SENT"]
    assert (row(here, "offer", second)["version"], row(here, "offer", second)["revises"]) == (
        2, first,
    )  # fmt: skip


def test_the_choice_becomes_the_purchase_order_and_keeps_its_reason(here, consultation, open_book):
    offers = answered(here, consultation, ALL)
    with here.deed("choose") as deed:
        with pytest.raises(consulting.NoReasonGiven):
            consulting.choose(deed, consultation, offers["PORTO"], " ")
        order = consulting.choose(deed, consultation, offers["PORTO"], "There in three weeks")
    made, lines = row(here, "order", order), parts(here, "order_line", "order", order)
    assert (order, made["party"], made["offer"]) == ("IM-2026-0001", "PORTO", offers["PORTO"])
    assert (made["incoterm"], made["currency"], made["requested"]) == (
        "DAP", "EUR", date(2026, 11, 1),
    )  # fmt: skip
    assert [(one["quantity"], one["unit"], one["price"]) for one in lines.values()] == [
        (Decimal(500), "BOX", Decimal("28.80"))
    ]
    statuses = {one: row(here, "offer", key) for one, key in offers.items()}
    assert {one: (r["status"], r["loss"]) for one, r in statuses.items()} == {
        "PORTO": ("WON", None), "MEHTA": ("LOST", "DELAY"), "QINGHUA": ("LOST", "PRICE"),
    }  # fmt: skip
    assert "04 Aug 2026: 3 of 3, 17,364.47 EUR landed" in statuses["QINGHUA"]["note"].replace(
        "\xa0", " "
    )
    shown = open_book(here).line("consultation", consultation)
    assert (shown["asked_of"], shown["answers"], shown["chosen"]) == (3, 3, offers["PORTO"])
    assert shown["reason"] == "There in three weeks"
    with here.deed("again") as deed, pytest.raises(consulting.Settled):
        consulting.choose(deed, consultation, offers["MEHTA"], "cheaper")


def test_an_offer_not_priced_to_the_door_is_not_chosen_unknowingly(here, consultation):
    bare = Answer(prices={"BOL": Decimal(1)}, currency="USD", incoterm="FOB", place="Shanghai")
    offers = answered(here, consultation, {"QINGHUA": bare})
    with here.deed("choose") as deed:
        with pytest.raises(consulting.ChosenUnfinished, match="main carriage"):
            consulting.choose(deed, consultation, offers["QINGHUA"], "cheap")
        assert consulting.choose(
            deed, consultation, offers["QINGHUA"], "freight is ours anyway", unfinished=True
        )


def test_no_footing_is_better_than_a_wrong_one(here, consultation, stored):
    by_metre = Answer(prices={"BOL": Decimal(1)}, units={"BOL": "M"}, currency="USD",
                      incoterm="FOB", place="Shanghai")  # fmt: skip
    with here.deed("answer") as deed, pytest.raises(NotTheSameUnit):
        consulting.take_answer(deed, consultation, "QINGHUA", by_metre)
    stored("product", {"sku": "ODD", "name_en": "Oddity", "goods_code": "99999999", "unit": "PCE"})
    with here.deed("odd") as deed:
        odd = consulting.new_consultation(deed, "Odd", [Wanted("ODD", Decimal(1))], ["QINGHUA"])
        consulting.take_answer(deed, odd, "QINGHUA", Answer(
            prices={"1": Decimal(1)}, currency="EUR", incoterm="DAP", place="Lyon"))  # fmt: skip
        with pytest.raises(NoDutyRate):
            consulting.compare(deed, odd)


def test_who_was_not_asked_cannot_answer_and_who_declines_is_noted(here, consultation):
    with here.deed("answer") as deed:
        with pytest.raises(consulting.NotAsked, match="QINGHUA, MEHTA, PORTO"):
            consulting.take_answer(deed, consultation, "KELLER", CHINA)
        with pytest.raises(consulting.NotTheLine):
            consulting.take_answer(deed, consultation, "MEHTA", Answer(
                prices={"COC": Decimal(1)}, currency="EUR", incoterm="DAP", place="Lyon",
            ))  # fmt: skip
        consulting.declined(deed, consultation, "MEHTA", "Full until January")
    [_, mehta, _] = parts(here, "consulted", "consultation", consultation).values()
    assert (mehta["status"], mehta["note"]) == ("DECLINED", "Full until January")


def test_the_past_of_a_supplier_stands_beside_his_price(here, consultation, stored):
    late, kept = date(2026, 6, 9), date(2026, 6, 1)
    stored("order", *(
        {"party": "MEHTA", "flow": "IMP", "ordered": date(2026, 3, 2), "incoterm": "FOB",
         "place": "Mumbai", "status": "CLOSED", "committed": kept, "delivered": day}
        for day in (kept, kept, late)
    ))  # fmt: skip
    answered(here, consultation, ALL)
    with here.deed("compare") as deed:
        found = {one.bid.party: one for one in consulting.compare(deed, consultation)}
    assert found["MEHTA"].bid.on_time == Decimal("66.7")
    assert found["PORTO"].bid.on_time is None
