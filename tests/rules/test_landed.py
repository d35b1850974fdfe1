"""Landed cost: shares that add up to the cent, in every currency and in any order."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.duties import duty_rate
from comptoir.rules.landed import (
    Cost,
    Key,
    Line,
    NegativeLine,
    NoLines,
    NoRateFor,
    NothingToShareBy,
    RepeatedCost,
    landed,
)
from comptoir.rules.money import MixedCurrencies, Money, Rate, minor_units, total

USD = Rate("EUR", "USD", Decimal("1.16"), date(2026, 11, 18), "customs, December 2026")


def euros(amount):
    return Money(amount, "EUR")


def line(name, value, **facts):
    return Line(name, euros(value), **{key: Decimal(str(one)) for key, one in facts.items()})


ARTICLES = [line("A", 6000, kg=300), line("B", 3000, kg=900), line("C", 1000, kg=100)]


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        pytest.param(
            Cost("freight", euros(1300), Key.WEIGHT),
            ["300.00", "900.00", "100.00"],
            id="5.5 freight by kg",
        ),
        pytest.param(
            Cost("insurance", euros(50), Key.VALUE),
            ["30.00", "15.00", "5.00"],
            id="5.5 insurance by value",
        ),
        pytest.param(
            Cost("fees", euros(100), Key.EQUAL), ["33.34", "33.33", "33.33"], id="odd cent"
        ),
    ],
)
def test_keys(cost, expected):
    found = landed(ARTICLES, [cost])
    assert [one.shares[cost.name] for one in found] == [euros(part) for part in expected]


@pytest.mark.parametrize(
    ("key", "facts", "expected"),
    [
        (Key.VOLUME, {"m3": 1}, ["75.00", "25.00"]),
        (Key.CHARGEABLE, {"chargeable_kg": 200}, ["75.00", "25.00"]),
        (Key.QUANTITY, {"quantity": 10}, ["75.00", "25.00"]),
    ],
)
def test_other_keys(key, facts, expected):
    name, unit = next(iter(facts.items()))
    pair = [line("A", 1, **{name: 3 * unit}), line("B", 1, **facts)]
    found = landed(pair, [Cost("x", euros(100), key)])
    assert [one.shares["x"] for one in found] == [euros(part) for part in expected]


def test_a_whole_import_equals_the_worked_example():
    """The import of 25 000 USD (5.3 A), as one line of 1 000 units."""
    only = Line("goods", Money(25_000, "USD"), Decimal(1000), duty=Decimal("0.037"))
    costs = [
        Cost("freight", Money(2_900, "USD"), Key.EQUAL, to_border=True),
        Cost("insurance", euros("79.63"), Key.EQUAL, to_border=True),
        Cost("DTHC", euros(220), Key.EQUAL),
        Cost("delivery", euros(480), Key.EQUAL),
        Cost("broker", euros(90), Key.EQUAL),
    ]
    found = landed([only], costs, currency="EUR", rates=[USD])
    one = found.line(0)
    assert (one.customs_value, one.duty) == (euros("24131.35"), euros("892.86"))
    assert (one.total, one.per_unit) == (euros("25814.21"), euros("25.81"))
    assert found.total == one.total
    assert found.ratio == one.ratio == Decimal("1.1978")


def test_each_line_owes_its_own_duty():
    lines = [
        line("shirts", 1000, kg=10, duty="0.12"),
        line("toys", 1000, kg=30, duty="0", anti_dumping="0.224"),
        Line(
            "cheese",
            euros(1000),
            kg=Decimal(60),
            rate=duty_rate("8 % + 6.4 EUR/100 kg"),
            quantities={"kg": Decimal(60)},
        ),
    ]
    found = landed(lines, [Cost("freight", euros(100), Key.WEIGHT, to_border=True)])
    assert [one.customs_value for one in found] == [euros(n) for n in ("1010", "1030", "1060")]
    assert [one.duty for one in found] == [euros("121.20"), euros(0), euros("88.64")]
    assert [one.anti_dumping for one in found] == [euros(0), euros("230.72"), euros(0)]
    assert found.duty == euros("440.56")
    assert found.total == euros("3540.56")


def test_what_cannot_be_shared_is_said():
    with pytest.raises(NoLines):
        landed([])
    with pytest.raises(NothingToShareBy, match="volume"):
        landed(ARTICLES, [Cost("freight", euros(1), Key.VOLUME)])
    with pytest.raises(NegativeLine, match="Line A"):
        landed([line("A", 10, kg=-1)])
    with pytest.raises(NegativeLine):
        landed([line("A", -10)])
    with pytest.raises(NoRateFor, match=r"freight of 1.00.USD"):
        landed(ARTICLES, [Cost("freight", Money(1, "USD"), Key.VALUE)])
    with pytest.raises(RepeatedCost):
        landed(ARTICLES, [Cost("freight", euros(1), Key.VALUE)] * 2)
    odd = Line("A", Money(1, "USD"), rate=duty_rate("1 EUR/kg"), quantities={"kg": Decimal(1)})
    with pytest.raises(MixedCurrencies):
        landed([odd])


def test_a_refund_is_a_negative_cost():
    found = landed(ARTICLES, [Cost("bonus", euros(-1), Key.EQUAL)])
    assert [one.shares["bonus"] for one in found] == [euros(n) for n in ("-0.34", "-0.33", "-0.33")]
    assert found.total == euros(9999)


def test_free_goods_have_no_ratio_and_none_of_it_per_unit():
    only = landed([line("samples", 0, quantity=0, kg=5)], [Cost("f", euros(10), Key.WEIGHT)])
    assert only.line(0).ratio is None
    assert only.line(0).per_unit is None
    assert only.totals == [euros(10)]
    assert len(only) == 1


CURRENCIES = ["EUR", "JPY", "TND", "KWD", "USD"]


@st.composite
def cases(draw):
    """A currency, lines and costs of every key, as a desk could have them."""
    currency = draw(st.sampled_from(CURRENCIES))
    cent = Decimal(1).scaleb(-minor_units(currency))
    # few distinct weights, so that lines tie often
    number = st.sampled_from([Decimal(n) for n in ("1", "2.5", "7", "0.333", "1200")])
    amounts = st.integers(0, 10**9).map(lambda units: Money(units * cent, currency))
    lines = draw(
        st.lists(
            st.builds(
                Line,
                st.sampled_from("ABCDEFGH"),
                amounts,
                quantity=number,
                kg=number,
                m3=number,
                chargeable_kg=number,
                duty=st.sampled_from([Decimal(n) for n in ("0", "0.037", "0.12")]),
                anti_dumping=st.sampled_from([Decimal(0), Decimal("0.224")]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    keys = [key for key in Key if key is not Key.VALUE or any(one.value for one in lines)]
    costs = [
        Cost(str(at), amount, draw(st.sampled_from(keys)), draw(st.booleans()))
        for at, amount in enumerate(draw(st.lists(amounts, max_size=4)))
    ]
    return currency, lines, costs, draw(st.randoms(use_true_random=False))


@given(cases())
@settings(max_examples=300, deadline=None)
def test_lines_add_up_to_the_total_whatever_the_order(case):
    currency, lines, costs, luck = case
    check(currency, lines, costs, luck)


def check(currency, lines, costs, luck):
    """Every share adds up to its cost, every line to its parts, all lines to the total."""
    found = landed(lines, costs)
    for cost in costs:
        assert total((one.shares[cost.name] for one in found), currency) == cost.amount
    for one in found:
        parts = (one.value, one.duty, one.anti_dumping, *one.shares.values())
        assert total(parts, currency) == one.total
    bought = total((one.value for one in lines), currency)
    added = total((cost.amount for cost in costs), currency)
    assert total(found.totals, currency) == found.total == bought + added + found.duty
    shuffled = list(lines)
    luck.shuffle(shuffled)
    again = landed(shuffled, costs)
    assert again.total == found.total
    assert sorted(again.totals) == sorted(found.totals)


def test_a_small_cost_over_many_lines_takes_from_none():
    lines = [line(str(at), 1, kg=1) for at in range(1000)]
    found = landed(lines, [Cost("fee", euros("5.00"), Key.WEIGHT)])
    shares = [one.shares["fee"] for one in found]
    assert set(shares) == {euros(0), euros("0.01")}
    assert total(shares, "EUR") == euros(5)
    random.Random(7).shuffle(lines)
    again = {
        one.name: one.shares["fee"] for one in landed(lines, [Cost("fee", euros(5), Key.WEIGHT)])
    }
    assert again == {one.name: one.shares["fee"] for one in found}
