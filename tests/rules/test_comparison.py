"""Suppliers on one footing: two hundred made cases, each ranked by hand-written sums as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from comptoir.rules.comparison import Bid, Goods, Weights, on_footing, ranked
from comptoir.rules.duties import duty_rate
from comptoir.rules.incoterms import Incoterm, Leg
from comptoir.rules.money import Money
from comptoir.rules.prices import Insurance

CENT = Decimal("0.01")
# What a price under each rule holds of the four legs priced here, by hand from A9/B9.
HELD = {
    "EXW": set(), "FCA": {"PRE"}, "FOB": {"PRE"}, "CFR": {"PRE", "MAIN"}, "CIF": {"PRE", "MAIN"},
    "CPT": {"PRE", "MAIN", "DTHC", "ON"}, "DAP": {"PRE", "MAIN", "DTHC", "ON"},
    "DDP": {"PRE", "MAIN", "DTHC", "ON"},
}  # fmt: skip
LEGS = {
    "PRE": Leg.PRE_CARRIAGE, "MAIN": Leg.MAIN_CARRIAGE, "DTHC": Leg.DESTINATION_HANDLING,
    "ON": Leg.ON_CARRIAGE,
}  # fmt: skip


def eur(amount):
    return Money(Decimal(amount), "EUR")


def rounded(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def by_hand(rule, price, legs, duty, premium_rate):
    """The landed cost by plain sums: nothing of the rules is used."""
    held = HELD[rule]
    ours = {name: cost for name, cost in legs.items() if name not in held}
    inside = sum(legs[name] for name in ("DTHC", "ON") if name in held)
    border = price - inside + sum(ours.get(name, Decimal(0)) for name in ("PRE", "MAIN"))
    premium = Decimal(0)
    if rule in {"EXW", "FCA", "FOB", "CFR", "CPT"} and premium_rate:
        premium = rounded(border / (1 - Decimal("1.1") * premium_rate) - border)
    owed = Decimal(0) if rule == "DDP" else rounded((border + premium) * duty / 100)
    return price + sum(ours.values()) + premium + owed


def made_case(dice):
    """Three to six suppliers; tried again until the cheapest price is not the cheapest landed."""
    while True:
        suppliers = []
        for number in range(dice.randint(3, 6)):
            rule = dice.choice(list(HELD))
            legs = {name: Decimal(dice.randint(4_000, 160_000)) / 100 for name in LEGS}
            price = Decimal(dice.randint(600_000, 1_400_000)) / 100
            duty = Decimal(dice.choice(("0", "1.7", "2.5", "3.7", "6", "12", "19.1")))
            premium = dice.choice((Decimal(0), Decimal("0.003"), Decimal("0.0045")))
            suppliers.append((f"S{number}", rule, price, legs, duty, premium))
        costs = {name: by_hand(*facts) for name, *facts in suppliers}
        prices = {name: price for name, _rule, price, *_ in suppliers}
        misleading = min(costs, key=costs.get) != min(prices, key=prices.get)
        if misleading and len(set(costs.values())) == len(costs):
            return suppliers, costs


def bid(name, rule, price, legs, duty, premium):
    goods = Goods("goods", eur(price), Decimal(100), Decimal(900), duty_rate(f"{duty} %"))
    costs = {LEGS[leg]: eur(cost) for leg, cost in legs.items()}
    return Bid(name, name, Incoterm[rule], (goods,), costs, insurance=Insurance(premium))


CASES = [made_case(dice) for dice in [Random(20261129)] for _ in range(200)]


@pytest.mark.parametrize("number", range(0, 200, 20))
def test_two_hundred_made_cases_are_ranked_as_by_hand_whatever_their_order(number):
    for suppliers, costs in CASES[number : number + 20]:
        wanted = sorted(costs, key=costs.get)
        bids = [bid(*one) for one in suppliers]
        found = ranked(bids)
        assert [one.bid.key for one in found] == wanted
        assert {one.bid.key: one.landed.amount for one in found} == costs
        for _ in range(4):
            Random(number).shuffle(bids)
            assert ranked(bids) == found
        assert ranked(reversed(bids)) == found


def test_the_differences_explain_the_gap_to_the_cent():
    for suppliers, _costs in CASES[:60]:
        first, *others = ranked([bid(*one) for one in suppliers])
        assert first.against == ()
        for one in others:
            *lines, last = one.against
            assert sum((step.value.amount for step in lines), Decimal(0)) == last.value.amount
            assert last.value == one.landed - first.landed


def simple(key, price, rule="DAP", **more):
    goods = (Goods("bowls", eur(price), kg=Decimal(10)),)
    return Bid(key, more.pop("party", key), Incoterm[rule], goods, more.pop("costs", {}), **more)


def test_an_offer_with_a_leg_nobody_priced_is_not_the_cheapest():
    found = ranked([simple("A", 100, "FOB"), simple("B", 900)])
    assert [(one.bid.key, one.whole) for one in found] == [("B", True), ("A", False)]
    assert found[1].missing == (Leg.MAIN_CARRIAGE, Leg.ON_CARRIAGE)
    nought = {Leg.MAIN_CARRIAGE: eur(0), Leg.ON_CARRIAGE: eur(0)}
    assert on_footing(simple("A", 100, "FOB", costs=nought)).whole


def test_an_offer_that_lacks_a_line_or_has_ended_comes_last():
    found = ranked([
        simple("ended", 50, expired=True), simple("part", 60, lacks=("plates",)),
        simple("whole", 100),
    ])  # fmt: skip
    assert [one.bid.key for one in found] == ["whole", "part", "ended"]


def test_equal_costs_stand_by_their_day_then_their_name():
    bids = [simple("C", 100, days=40), simple("B", 100, days=30), simple("A", 100)]
    assert [one.bid.key for one in ranked(bids)] == ["B", "C", "A"]


def test_a_deposit_costs_money_while_the_goods_are_made():
    early = simple("early", 10_000, credit_days=[(Decimal(30), -73), (Decimal(70), -36)])
    late = simple("late", "10_050".replace("_", ""), credit_days=[(Decimal(100), 60)])
    assert [one.bid.key for one in ranked([late, early])] == ["early", "late"]
    found = ranked([late, early], money_rate=Decimal("0.05"))
    # 3 000 for 73 days and 7 000 for 36 at 5 %: 30.00 + 34.52; 10 050 for 60 days: 82.60 saved.
    assert [(one.bid.key, one.money_cost.amount) for one in found] == [
        ("late", Decimal("-82.60")), ("early", Decimal("64.52")),
    ]  # fmt: skip


def test_the_day_at_our_door_is_held_against_the_day_wanted():
    [one] = ranked([simple("A", 1, days=40)], ordered=date(2026, 8, 3),
                   wanted_by=date(2026, 9, 10))  # fmt: skip
    assert (one.arrives, one.late_days) == (date(2026, 9, 12), 2)


def test_weights_let_delay_terms_and_the_past_count():
    cheap = simple("cheap", 1000, days=90, on_time=Decimal(40))
    quick = simple("quick", 1080, days=30, on_time=Decimal(98),
                   credit_days=[(Decimal(100), 60)])  # fmt: skip
    assert [one.bid.key for one in ranked([quick, cheap])] == ["cheap", "quick"]
    weights = Weights(Decimal(50), Decimal(20), Decimal(10), Decimal(20))
    found = ranked([quick, cheap], weights=weights)
    # cheap: 50 + 20 x 30/90 + 0 + 20 x 40 %; quick: 50 x 1000/1080 + 20 + 10 + 20 x 98 %.
    assert [(one.bid.key, str(one.points)) for one in found] == [
        ("quick", "95.9"), ("cheap", "64.7"),
    ]  # fmt: skip


def test_goods_inside_the_union_owe_nothing():
    goods = (Goods("glass", eur(100), duty=duty_rate("10 %")),)
    abroad = Bid("A", "A", Incoterm.DAP, goods, {})
    assert on_footing(abroad).landed == eur(110)
    assert on_footing(replace(abroad, imported=False)).landed == eur(100)
    assert on_footing(replace(abroad, rule=Incoterm.DDP)).landed == eur(100)
