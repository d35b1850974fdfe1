"""Quantities and prices in another unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from comptoir.rules.units import NotTheSameUnit, one_in, price_in


@pytest.mark.parametrize(
    ("given", "wanted", "facts", "one"),
    [
        ("T", "KG", {}, "1000"),
        ("KG", "T", {}, "0.001"),
        ("BOX", "PCE", {"per_package": 12}, "12"),
        ("PCE", "KG", {"net_kg": Decimal("0.34")}, "0.34"),
        ("BOX", "KG", {"per_package": 12, "net_kg": Decimal("0.5")}, "6"),
        ("M", "M", {}, "1"),
    ],
)
def test_one_of_a_unit_in_another(given, wanted, facts, one):
    assert one_in(given, wanted, **facts) == Decimal(one)
    price = price_in(Decimal("4.32"), given, wanted, **facts)
    assert (price * Decimal(one)).quantize(Decimal("0.000001")) == Decimal("4.32")


@pytest.mark.parametrize(
    ("given", "wanted"), [("BOX", "PCE"), ("PCE", "KG"), ("M", "PCE"), ("L", "KG")]
)
def test_what_the_article_does_not_say_is_not_guessed(given, wanted):
    with pytest.raises(NotTheSameUnit):
        one_in(given, wanted)
