"""Chargeable weights as carriers bill them: the worked examples, and what cannot be billed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.freight import (
    AmbiguousTariff,
    Basis,
    Break,
    ImpossiblePackage,
    NoBreak,
    Package,
    Tariff,
    UnknownTariff,
    chargeable,
    cheapest,
    rounded_up,
    tariff,
    tariff_from,
    tariff_names,
    weigh,
    weigh_many,
)
from comptoir.rules.incoterms import Mode
from comptoir.rules.law import overrides
from comptoir.rules.money import Money

D = Decimal


def package(count, length, width, height, kg, stack=1):
    return Package(count, D(length), D(width), D(height), D(kg), stack)


def euro_pallets(count, height, kg, stack=1):
    return package(count, 120, 80, height, kg, stack)


def breaks(*steps):
    return [Break(D(kg), Money(rate, "EUR")) for kg, rate in steps]


EXAMPLES = [
    ("2.1 A air pallet", [package(1, 80, 120, 150, 210)], "air", "240.0"),
    (
        "2.1 B air boxes",
        [package(2, 50, 60, 60, 35), package(1, 80, 80, 50, 35)],
        "air",
        "113.5",
    ),
    ("2.1 C 1 m³ /6000", [package(1, 100, 100, 100, 80)], "air", "167.0"),
    ("2.1 C 1 m³ 167", [package(1, 100, 100, 100, 80)], "air_167", "167.0"),
    ("2.1 D 3 m³ /6000", [package(3, 100, 100, 100, 80)], "air", "500.0"),
    ("2.1 D 3 m³ 167", [package(3, 100, 100, 100, 80)], "air_167", "501.0"),
    ("2.2 A express", [package(2, 60, 40, 40, 12)], "express", "38.5"),
    ("2.2 B express", [package(1, 30, 20, 10, "2.1")], "express", "2.5"),
    ("2.3 A road", [euro_pallets(4, 120, 250)], "road", "2960"),
    ("2.3 A road at 1 750", [euro_pallets(4, 120, 250)], "road_1750", "2800"),
    ("2.3 B road stacked", [euro_pallets(4, 120, 250, stack=2)], "road", "1534.464"),
    ("2.5 A rail 1:3", [package(2, 80, 60, 100, 150)], "rail_3", "319.68"),
    ("2.5 A rail 1:2", [package(2, 80, 60, 100, 150)], "rail_2", "480.00"),
]


@pytest.mark.parametrize(
    ("packages", "name", "kg"), [case[1:] for case in EXAMPLES], ids=[case[0] for case in EXAMPLES]
)
def test_chargeable_weight(packages, name, kg):
    assert chargeable(packages, tariff(name)).kg == D(kg)


@pytest.mark.parametrize(
    ("kg", "m3", "name", "billed"),
    [
        pytest.param(0, "1.5", "air", "250.0", id="2.1 D 1.5 m³ /6000"),
        pytest.param(0, "1.5", "air_167", "250.5", id="2.1 D 1.5 m³ 167"),
        pytest.param(700, "2.5", "rail_3", "832.5", id="2.5 B rail 1:3"),
        pytest.param(700, "2.5", "rail_2", "1250", id="2.5 B rail 1:2"),
        pytest.param(2400, "5.76", "sea_lcl", "5760", id="2.4 A"),
        pytest.param(3200, "1.9", "sea_lcl", "3200", id="2.4 B"),
        pytest.param(300, "0.45", "sea_lcl", "1000", id="2.4 C minimum one revenue ton"),
        pytest.param(10000, 30, "sea_lcl", "30000", id="2.4 D"),
    ],
)
def test_weigh_known_totals(kg, m3, name, billed):
    assert weigh(D(kg), D(m3) * 1_000_000, tariff(name)).kg == D(billed)


@pytest.mark.parametrize(
    ("name", "cm3", "kg"),
    [
        pytest.param("air", 80 * 120 * 150, "240.00", id="2.1 A volume"),
        pytest.param("air", 2 * 50 * 60 * 60 + 80 * 80 * 50, "113.33", id="2.1 B volume"),
        pytest.param("air", 1_000_000, "166.67", id="2.1 C volume /6000"),
        pytest.param("air_167", 1_000_000, "167.00", id="2.1 C volume 167"),
        pytest.param("express", 2 * 60 * 40 * 40, "38.40", id="2.2 A volume"),
        pytest.param("express", 30 * 20 * 10, "1.20", id="2.2 B volume"),
        pytest.param("road", 4_608_000, "1534.46", id="2.3 A volume"),
    ],
)
def test_volume_weight(name, cm3, kg):
    assert tariff(name).volume_kg(D(cm3)).quantize(D("0.01")) == D(kg)


def test_the_longest_metres_decide_by_road():
    pallets = chargeable([euro_pallets(4, 120, 250)], tariff("road"))
    assert (pallets.m3, pallets.gross_kg) == (D("4.608"), D(1000))
    assert (pallets.loading_metres, pallets.floor_kg) == (D("1.6"), D(2960))
    assert pallets.basis is Basis.LOADING_METRES


@pytest.mark.parametrize(
    ("pallets", "metres"),
    [
        pytest.param(package(33, 120, 80, 100, 1), "13.20", id="2.3 C 33 EUR pallets"),
        pytest.param(package(26, 120, 100, 100, 1), "13.00", id="2.3 C 26 industrial pallets"),
        pytest.param(euro_pallets(4, 120, 250, stack=2), "0.80", id="2.3 B stackable by two"),
    ],
)
def test_loading_metres(pallets, metres):
    assert pallets.loading_metres == D(metres)


@pytest.mark.parametrize(
    ("kg", "ladder", "amount", "billed", "straight"),
    [
        pytest.param(
            "240",
            [(0, "2.80"), (101, "2.50"), (250, "2.20")],
            "550.00",
            "250",
            "600.00",
            id="2.1 A paid for as 250 kg",
        ),
        pytest.param(
            "113.5", [(250, "2.10"), (0, "2.30")], "261.05", "113.5", "261.05", id="2.1 B kept"
        ),
        pytest.param("30000", [(0, "0.050")], "1500.00", "30000", "1500.00", id="2.4 D 50 €/RT"),
    ],
)
def test_pay_for_a_higher_break(kg, ladder, amount, billed, straight):
    bill = cheapest(D(kg), breaks(*ladder))
    assert (bill.amount, bill.billed_kg) == (Money(amount, "EUR"), D(billed))
    assert bill.straight == Money(straight, "EUR")
    assert bill.saved == bill.straight - bill.amount


def test_never_below_the_minimum_charge():
    minimum = Money(40, "EUR")
    bill = cheapest(D(5), breaks((0, "2.80"), (45, "2.50")), minimum)
    assert (bill.amount, bill.billed_kg) == (minimum, D(5))


def test_a_break_starts_at_its_first_kilo():
    assert cheapest(D(100), breaks((0, "3"), (100, "2"))).per_kg == Money(2, "EUR")
    with pytest.raises(NoBreak, match="starts at 0 kg"):
        cheapest(D(44), breaks((45, "2.50")))


def test_airlines_measure_to_the_centimetre():
    assert chargeable([package(1, "80.4", 120, 150, 1)], tariff("air")).cm3 == 80 * 120 * 150
    assert chargeable([package(1, "80.5", 120, 150, 1)], tariff("air")).cm3 == 81 * 120 * 150
    assert chargeable([package(1, "80.4", 100, 100, 1)], tariff("express")).cm3 == 804_000


def test_a_carrier_may_weigh_piece_by_piece():
    """One heavy and one bulky box: compared one by one they cost more than together."""
    heavy, bulky = package(1, 10, 10, 10, 30), package(1, 100, 50, 50, 2)
    entry = {"mode": "COURIER", "cm3_per_kg": "5000", "step_kg": "0.5"}
    together = tariff_from("X", entry)
    piecewise = tariff_from("X", {**entry, "per": "piece"})
    assert chargeable([heavy, bulky], together).kg == D("50.5")
    assert chargeable([heavy, bulky], piecewise).kg == D("80.0")


def test_a_desk_may_correct_a_tariff_from_a_day():
    ours = overrides(
        {
            "freight_tariffs.road": [
                {
                    "since": date(2027, 1, 1),
                    "source": "our haulier",
                    "value": {"mode": "ROAD", "kg_per_m3": "300", "step_kg": "100"},
                }
            ]
        }
    )
    load = [euro_pallets(4, 120, 250, stack=2)]
    assert chargeable(load, tariff("road", date(2027, 1, 1), ours)).kg == 1400
    assert chargeable(load, tariff("road", date(2026, 12, 31), ours)).kg == D("1534.464")
    assert not tariff("road", ours=ours).to_confirm


def test_usual_tariffs_name_their_source_and_mode():
    for name in tariff_names():
        assert tariff(name).source
        assert tariff(name).mode in Mode


def test_workings_show_what_was_compared():
    lines = chargeable([euro_pallets(4, 120, 250)], tariff("road")).workings
    assert str(lines).splitlines()[-1].endswith("the loading metres")
    assert "poids taxable" in lines.in_("fr")
    assert lines.to_confirm


@pytest.mark.parametrize(
    "wrong",
    [(0, 10, 10, 10, 1), (1, 0, 10, 10, 1), (1, 10, -1, 10, 1), (1, 10, 10, 10, -1)],
)
def test_impossible_packages_are_refused(wrong):
    with pytest.raises(ImpossiblePackage, match="cannot exist"):
        package(*wrong)


def test_impossible_tariffs_are_refused():
    with pytest.raises(UnknownTariff, match="sea_lcl"):
        tariff("pigeon")
    with pytest.raises(AmbiguousTariff):
        Tariff("none", Mode.AIR)
    with pytest.raises(AmbiguousTariff):
        Tariff("both", Mode.AIR, cm3_per_kg=D(6000), kg_per_m3=D(167))
    with pytest.raises(AmbiguousTariff):
        Tariff("zero", Mode.AIR, cm3_per_kg=D(0))


sizes = st.decimals("0.1", "300", places=1)
weights = st.decimals("0", "2000", places=1)
kinds = st.builds(Package, st.integers(1, 40), sizes, sizes, sizes, weights, st.integers(1, 3))


@given(load=st.lists(kinds, min_size=1, max_size=5), name=st.sampled_from(tariff_names()))
@settings(max_examples=100, deadline=None)
def test_the_carrier_never_bills_less_than_the_goods_weigh(load, name):
    by = tariff(name)
    billed = chargeable(load, by)
    assert billed.kg >= billed.gross_kg
    assert billed.kg >= billed.volume_kg
    assert billed.kg >= by.minimum_kg
    if by.step_kg:
        assert billed.kg == rounded_up(billed.kg, by.step_kg)
    assert chargeable(load[::-1], by).kg == billed.kg


@given(
    shipments=st.lists(
        st.tuples(weights, st.integers(0, 10**8), st.decimals("0", "14", places=2)), max_size=8
    ),
    name=st.sampled_from(tariff_names()),
)
@settings(max_examples=100, deadline=None)
def test_many_weights_are_the_same_as_each(shipments, name):
    by = tariff(name)
    gross, volumes = [one[0] for one in shipments], [D(one[1]) for one in shipments]
    metres = [one[2] for one in shipments]
    together = weigh_many(gross, volumes, by, metres)
    assert together == [
        weigh(kg, cm3, by, ldm).kg for kg, cm3, ldm in zip(gross, volumes, metres, strict=True)
    ]


@given(kg=st.decimals("0.5", "1500", places=1))
@settings(max_examples=100, deadline=None)
def test_no_other_break_is_cheaper(kg):
    ladder = breaks((0, "3.10"), (45, "2.60"), (100, "2.20"), (300, "1.90"), (500, "1.75"))
    bill = cheapest(kg, ladder)
    own = max((one for one in ladder if one.from_kg <= kg), key=lambda one: one.from_kg)
    for one in ladder:
        if one.from_kg >= own.from_kg:
            price = (one.per_kg * max(kg, one.from_kg)).rounded()
            assert bill.amount <= price
