"""Customs value, its rate of exchange, and what it is made of: the worked examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comptoir.rules.customs import (
    Effect,
    Element,
    Item,
    NoCustomsRate,
    NoRate,
    NotAShare,
    customs_rate,
    customs_value,
    rate_day,
    value_within_ddp,
    values_carriage,
)
from comptoir.rules.incoterms import Incoterm
from comptoir.rules.money import Money, Rate, total
from comptoir.rules.prices import Insurance

USD = Rate("EUR", "USD", Decimal("1.16"), date(2026, 11, 18), "customs, December 2026")
TODAY = date(2026, 11, 23)


def euros(amount):
    return Money(amount, "EUR")


def shanghai():
    freight = Item(Element.TRANSPORT, Money(2_900, "USD"))
    policy = Insurance(Decimal("0.003"))
    return customs_value(
        Money(25_000, "USD"), [freight], insurance=policy, rates=[USD], incoterm=Incoterm.FOB
    )


@pytest.mark.parametrize(
    ("step", "amount"),
    [
        pytest.param(0, "21551.72", id="5.3 A goods"),
        pytest.param(1, "2500.00", id="5.3 A freight"),
        pytest.param(2, "79.63", id="5.3 A insurance"),
        pytest.param(-1, "24131.35", id="5.3 A customs value"),
    ],
)
def test_a_purchase_in_dollars(step, amount):
    valued = shanghai()
    assert valued.workings.steps[step].value == euros(amount)
    assert valued.value == total((one.value for one in valued.workings.steps[:-1]), "EUR")
    assert valued.warnings == ()


@pytest.mark.parametrize(
    ("price", "inland", "separate", "value"),
    [
        pytest.param(18_000, 750, True, "17250.00", id="5.3 C DAP"),
        pytest.param(18_000, 750, False, "18000.00", id="not shown separately: no deduction"),
    ],
)
def test_a_delivered_price(price, inland, separate, value):
    item = Item(Element.INLAND, euros(inland), shown_separately=separate)
    valued = customs_value(euros(price), [item], incoterm=Incoterm.DAP)
    assert valued.value == euros(value)
    assert bool(valued.warnings) is not separate


@pytest.mark.parametrize(
    ("price", "beyond", "duty", "value", "owed"),
    [
        pytest.param(
            26_000, 920, "0.06", "23660.38", "1419.62", id="1.4 D DDP top-down, seen by customs"
        )
    ],
)
def test_a_duty_paid_price(price, beyond, duty, value, owed):
    valued = value_within_ddp(euros(price), euros(beyond), Decimal(duty))
    assert valued.value == euros(value)
    assert valued.workings.steps[2].value == -euros(owed)


def test_all_that_art_71_adds_and_art_72_leaves_out():
    items = [Item(element, euros(10)) for element in Element]
    valued = customs_value(euros(1000), items)
    added = sum(element.effect is Effect.ADD for element in Element)
    assert (added, len(Element) - added) == (9, 6)
    assert valued.value == euros(1000 + 90 - 60)
    cited = [step.source for step in valued.workings.steps[1:-1]]
    assert all(one.startswith(("UCC art. 71(1)", "UCC art. 72(")) for one in cited)


def test_only_part_of_air_freight_counts():
    freight = Item(Element.TRANSPORT, euros(1000), share=Decimal("0.70"))
    assert customs_value(euros(5000), [freight]).value == euros(5700)
    for share in ("-0.1", "1.01"):
        with pytest.raises(NotAShare):
            customs_value(euros(1), [Item(Element.TRANSPORT, euros(1), share=Decimal(share))])


def test_some_countries_value_without_the_carriage():
    freight = Item(Element.TRANSPORT, euros(1000))
    packing = Item(Element.PACKING, euros(50))
    to_border = values_carriage("US", TODAY)
    assert not to_border
    assert values_carriage("FR", TODAY)
    valued = customs_value(
        euros(5000), [freight, packing], insurance=Insurance(Decimal("0.003")), to_border=to_border
    )
    assert valued.value == euros(5050)


@pytest.mark.parametrize(
    ("incoterm", "elements", "warning"),
    [
        ("CIF", [Element.TRANSPORT], "counts twice"),
        ("CIP", [Element.INSURANCE], "insurance is in the price"),
        ("FOB", [], "carriage to the border is missing"),
        ("DDP", [], "duties in the price"),
        ("CFR", [Element.INSURANCE], None),
        ("FCA", [Element.TRANSPORT], None),
        ("DDP", [Element.DUTIES], None),
    ],
)
def test_what_the_incoterm_makes_doubtful(incoterm, elements, warning):
    items = [Item(element, euros(10)) for element in elements]
    warnings = customs_value(euros(100), items, incoterm=Incoterm[incoterm]).warnings
    assert len(warnings) == (warning is not None)
    if warning:
        assert warning in str(warnings[0])
        assert warnings[0].in_("fr") != str(warnings[0])


def test_no_rate_no_value():
    with pytest.raises(NoRate, match="GBP"):
        customs_value(Money(10, "GBP"), rates=[USD])


@pytest.mark.parametrize(
    ("accepted", "published"),
    [
        pytest.param(date(2026, 11, 1), date(2026, 10, 21), id="5.2 November"),
        pytest.param(date(2026, 12, 31), date(2026, 11, 18), id="5.2 December"),
        pytest.param(date(2027, 1, 1), date(2026, 12, 23), id="5.2 January"),
    ],
)
def test_the_day_of_the_customs_rate(accepted, published):
    assert rate_day(accepted) == published


def test_the_rate_of_the_month_is_chosen_among_those_published():
    october = Rate("EUR", "USD", Decimal("1.15"), date(2026, 10, 21), "ECB")
    assert customs_rate([october, USD], "USD", date(2026, 12, 1)) is USD
    assert customs_rate([october, USD], "USD", date(2026, 11, 30)) is october
    with pytest.raises(NoCustomsRate, match="01/2027"):
        customs_rate([october, USD], "USD", date(2027, 1, 2))
    with pytest.raises(NoCustomsRate):
        customs_rate([USD], "GBP", date(2026, 12, 1))
