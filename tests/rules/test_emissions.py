"""CO2e of a shipment: tonne-kilometres times a factor, each factor dated and to confirm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.emissions import ImpossibleLeg, Leg, UnknownVehicle, footprint, vehicles
from comptoir.rules.law import NotInForce, overrides, timeline

TODAY = date(2026, 11, 23)


def legs(*pairs):
    return [Leg(vehicle, Decimal(km)) for vehicle, km in pairs]


def test_a_chain_is_the_sum_of_its_legs():
    chain = footprint(Decimal(12_000), legs(("road_artic", 660), ("sea_container", 19_500)), TODAY)
    assert [leg.tonne_km for leg in chain.legs] == [Decimal(7_920), Decimal(234_000)]
    assert [leg.kg for leg in chain.legs] == [Decimal("712.80"), Decimal("4680.00")]
    assert chain.kg == Decimal("5392.80")
    assert chain.grams_per_tonne_km == Decimal("22.29")
    assert chain.workings.to_confirm


def test_a_flight_is_its_great_circle_and_95_km():
    flight = footprint(Decimal(1000), legs(("air_long_haul", 9_300)), TODAY)
    assert flight.legs[0].tonne_km == 9_395


def test_the_carriers_own_factor_stands_and_needs_no_confirmation():
    own = Leg("truck of Trans X", Decimal(500), Decimal("61.5"), "Trans X, 2026 statement")
    found = footprint(Decimal(4_000), [own], TODAY)
    assert found.kg == Decimal("123.00")
    assert not found.workings.to_confirm
    assert "Trans X" in found.workings.in_("fr")


def test_a_desk_may_enter_the_factor_of_a_new_edition():
    ours = overrides(
        {
            "emissions.rail": [
                {"since": date(2027, 1, 1), "value": "18.5", "source": "operator, 2027 edition"}
            ]
        }
    )
    by_rail = legs(("rail", 1000))
    assert footprint(Decimal(1000), by_rail, date(2026, 12, 31), ours).kg == Decimal("25.00")
    assert footprint(Decimal(1000), by_rail, date(2027, 1, 1), ours).kg == Decimal("18.50")


def test_every_factor_is_to_confirm_and_sourced():
    for name in vehicles():
        for entry in timeline("emissions", name).entries:
            assert entry.to_confirm, name
            assert entry.number > 0
            assert len(entry.source) > 20


def test_sea_is_the_least_and_air_the_most():
    kg = {name: footprint(Decimal(1000), legs((name, 1000)), TODAY).kg for name in vehicles()}
    assert min(kg, key=kg.get) == "sea_general"
    assert max(kg, key=kg.get) == "air_short_haul"


def test_what_cannot_be_is_refused():
    with pytest.raises(UnknownVehicle, match="sea_container"):
        footprint(Decimal(1), legs(("zeppelin", 10)), TODAY)
    with pytest.raises(ImpossibleLeg):
        footprint(Decimal(-1), legs(("rail", 10)), TODAY)
    with pytest.raises(ImpossibleLeg):
        footprint(Decimal(1), legs(("rail", -10)), TODAY)
    with pytest.raises(NotInForce):
        footprint(Decimal(1), legs(("rail", 10)), date(1990, 1, 1))
    assert footprint(Decimal(0), [], TODAY).grams_per_tonne_km == 0


@given(
    kg=st.integers(0, 30_000),
    route=st.lists(st.tuples(st.sampled_from(vehicles()), st.integers(0, 20_000)), max_size=6),
)
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_legs_changes_nothing(kg, route):
    there = footprint(Decimal(kg), legs(*route), TODAY)
    back = footprint(Decimal(kg), legs(*route[::-1]), TODAY)
    assert there.kg == back.kg == sum(leg.kg for leg in there.legs)
