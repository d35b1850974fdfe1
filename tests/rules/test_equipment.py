"""Containers: what fits, what it weighs, and when a whole one is cheaper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from comptoir.rules.equipment import (
    NegativeMass,
    NoRate,
    UnknownBox,
    box,
    box_codes,
    boxes_needed,
    break_even_tons,
    fit,
    groupage_or_box,
    verified_gross_mass,
)
from comptoir.rules.freight import Package
from comptoir.rules.money import Money

D = Decimal


def package(count, length, width, height, kg, stack=1):
    return Package(count, D(length), D(width), D(height), D(kg), stack)


@pytest.mark.parametrize(
    ("cargo", "packing", "dunnage", "tare", "mass"),
    [
        pytest.param(21400, 550, 80, 2250, 24280, id="2.6 VGM A"),
        pytest.param(9800, 300, 45, 3900, 14045, id="2.6 VGM B"),
    ],
)
def test_verified_gross_mass(cargo, packing, dunnage, tare, mass):
    kg, workings = verified_gross_mass(D(cargo), D(tare), D(packing), D(dunnage))
    assert kg == mass
    assert sum(step.value for step in workings.steps[:-1]) == mass
    with pytest.raises(NegativeMass):
        verified_gross_mass(D(-1), D(tare))


@pytest.mark.parametrize(
    ("load", "code", "whole", "per_ton", "tons", "groupage", "break_even"),
    [
        pytest.param(
            package(22, 120, 80, 150, 600),
            "42G1",
            2100,
            75,
            "31.68",
            "2376.00",
            "28.00",
            id="2.7 22 pallets in a 40'",
        )
    ],
)
def test_groupage_or_a_whole_container(load, code, whole, per_ton, tons, groupage, break_even):
    choice = groupage_or_box([load], box(code), Money(whole, "EUR"), Money(per_ton, "EUR"))
    assert choice.revenue_tons == D(tons)
    assert (choice.groupage, choice.break_even) == (Money(groupage, "EUR"), D(break_even))
    assert choice.take_whole_box
    assert choice.boxes == 1
    assert choice.fit.fits
    assert choice.fit.warnings == ()
    assert (choice.fit.m3, choice.fit.kg) == (D("31.68"), D(13200))


def test_below_the_break_even_groupage_wins():
    load = [package(10, 120, 80, 150, 300)]
    choice = groupage_or_box(load, box("22G1"), Money(1800, "EUR"), Money(75, "EUR"))
    assert not choice.take_whole_box
    assert choice.groupage == Money("1080.00", "EUR")


@pytest.mark.parametrize("price", [Money(0, "EUR"), Money(-5, "EUR"), Money(75, "USD")])
def test_no_break_even_without_a_price_in_the_same_currency(price):
    with pytest.raises(NoRate):
        break_even_tons(Money(2100, "EUR"), price)


@pytest.mark.parametrize(
    ("code", "load", "faults", "warnings"),
    [
        pytest.param("22G1", package(11, 120, 80, 100, 500), 0, 0, id="11 EUR pallets"),
        pytest.param("22G1", package(12, 120, 80, 100, 500), 1, 0, id="12 do not stand"),
        pytest.param("22G1", package(12, 120, 80, 100, 500, 2), 0, 0, id="12 stacked by two"),
        pytest.param("42G1", package(24, 120, 80, 100, 500), 0, 1, id="24 if stowed turned"),
        pytest.param("42G1", package(1, 200, 100, 240, 500), 1, 0, id="too high for the door"),
        pytest.param("45G1", package(1, 200, 100, 240, 500), 0, 0, id="a high cube takes it"),
        pytest.param("45G1", package(1, 1300, 50, 50, 500), 1, 0, id="too long"),
        pytest.param("22G1", package(1, 500, 200, 200, 28201), 1, 0, id="too heavy"),
        pytest.param("22G1", package(1, 500, 200, 200, 25001), 0, 1, id="the road first"),
        pytest.param("22G1", package(1000, 40, 30, 28, 5), 1, 0, id="too much volume"),
        pytest.param("22G1", package(900, 40, 30, 28, 5), 0, 1, id="tight by hand"),
    ],
)
def test_what_goes_into_a_box(code, load, faults, warnings):
    loaded = fit([load], box(code))
    assert (len(loaded.faults), len(loaded.warnings)) == (faults, warnings)


def test_all_faults_are_told_at_once():
    loaded = fit([package(30, 120, 80, 260, 1500)], box("22G1"))
    assert len(loaded.faults) == 4
    assert all(fault.in_("fr") != fault.in_("en") for fault in loaded.faults)


def test_pallets_of_two_sizes_share_the_floor():
    eur, industrial = package(6, 120, 80, 100, 300), package(5, 120, 100, 100, 300)
    assert not fit([eur, industrial], box("22G1")).fits
    assert fit([package(5, 120, 80, 100, 300), industrial], box("22G1")).fits


def test_boxes_needed_by_the_scarcest_resource():
    assert boxes_needed([package(1, 100, 100, 100, 28200)], box("22G1")) == 1
    assert boxes_needed([package(2, 100, 100, 100, 28200)], box("22G1")) == 2
    assert boxes_needed([package(25, 120, 80, 100, 100)], box("45G1")) == 2
    assert boxes_needed([package(100, 100, 100, 100, 10)], box("45G1")) == 2


def test_every_box_is_consistent():
    for code in box_codes():
        one = box(code)
        length, width, height = one.inside
        assert abs(length * width * height - one.m3) / one.m3 < D("0.05"), code
        # the rating is tare and payload together, within the 2 % of nominal tares
        assert abs(one.tare_kg[1] + one.payload_kg - one.gross_kg) <= 100, code
        assert one.eur_pallets[0] <= one.eur_pallets[1]
        assert one.source
    with pytest.raises(UnknownBox, match="45G1"):
        box("99X9")
