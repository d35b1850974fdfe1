"""How much the carrier owes at most: worked examples at a test rate of 1 XDR = 1.20 EUR."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.claims import Regime
from comptoir.rules.law import timeline
from comptoir.rules.liability import (
    Harmed,
    MissingFigure,
    NoLimit,
    charges_returned,
    cmr_interest,
    delay_limit,
    forwarder_limit,
    liability,
)
from comptoir.rules.money import MixedCurrencies, Money, Rate

TODAY = date(2026, 11, 2)
SDR = Rate("XDR", "EUR", Decimal("1.20"), TODAY, "example, not a market rate")


def euros(amount):
    return Money(amount, "EUR")


@pytest.mark.parametrize(
    ("law", "kg", "packages", "on", "limit"),
    [
        pytest.param("CMR", 450, 0, TODAY, "3748.50", id="6.5 CMR 450 kg"),
        pytest.param("MONTREAL", 120, 0, TODAY, "3120", id="6.5 Montreal 120 kg"),
        pytest.param(
            "MONTREAL", 120, 0, date(2024, 12, 27), "2640", id="6.5 Montreal before 28 Dec 2024"
        ),
        pytest.param("HAGUE_VISBY", 1200, 3, TODAY, "2400", id="6.5 Hague-Visby 3 packages"),
        pytest.param("HAGUE_VISBY", 200, 10, TODAY, "6666.70", id="6.5 Hague-Visby 10 cartons"),
        pytest.param("HAMBURG", 1200, 3, TODAY, "3000", id="6.5 Hamburg 3 packages"),
        pytest.param("HAMBURG", 200, 10, TODAY, "8350", id="6.5 Hamburg 10 cartons"),
        pytest.param("ROTTERDAM", 1200, 3, TODAY, "3600", id="6.5 Rotterdam 3 packages"),
        pytest.param("ROTTERDAM", 200, 10, TODAY, "8750", id="6.5 Rotterdam 10 cartons"),
        pytest.param("CIM", 450, 0, TODAY, "7650", id="6.5 CIM 450 kg"),
        pytest.param("CMNI", 1200, 3, TODAY, "2400", id="barge, as by sea"),
    ],
)
def test_limits_in_special_drawing_rights(law, kg, packages, on, limit):
    harmed = Harmed(kg=Decimal(kg), packages=packages)
    owed = liability(Regime(law), harmed, on)
    assert owed.limit == Money(limit, "XDR")
    assert owed.payable is None


@pytest.mark.parametrize(
    ("law", "kg", "proven", "payable"),
    [
        pytest.param("CMR", 450, 6000, "4498.20", id="6.5 CMR capped"),
        pytest.param("CMR", 450, 3000, "3000.00", id="6.5 CMR proven loss below the cap"),
        pytest.param("MONTREAL", 120, 9000, "3744.00", id="6.5 Montreal in euros"),
    ],
)
def test_what_can_be_obtained(law, kg, proven, payable):
    owed = liability(Regime(law), Harmed(kg=Decimal(kg), proven=euros(proven)), TODAY, SDR)
    assert owed.payable == euros(payable)
    assert "example" in str(owed.workings)


@pytest.mark.parametrize(
    ("parcels", "kg", "consignment", "on", "limit"),
    [
        pytest.param([25, 25], 0, "900", TODAY, "1650.00", id="6.4 two parcels of 25 kg"),
        pytest.param([80], 0, "900", TODAY, "1000.00", id="6.4 one parcel of 80 kg"),
        pytest.param(
            [], "1182.01", "5806.54", TODAY, "18580.93", id="6.4 1182.01 kg of 5806.54 kg"
        ),
        pytest.param(
            [],
            "1182.01",
            "5806.54",
            date(2017, 4, 30),
            "13355.04",
            id="6.4 old coefficients, as awarded",
        ),
        pytest.param([], 400, "12000", TODAY, "8000.00", id="6.4 400 kg of 12 t"),
        pytest.param([3000], 0, "3000", TODAY, "9600.00", id="from 3 t on, by the tonne"),
        pytest.param(["2999.99"], 0, "2999.99", TODAY, "1000.00", id="below 3 t, by the parcel"),
    ],
)
def test_french_road(parcels, kg, consignment, on, limit):
    harmed = Harmed(
        kg=Decimal(kg),
        parcels=[Decimal(one) for one in parcels],
        consignment_kg=Decimal(consignment),
    )
    assert liability(Regime.FR_ROAD, harmed, on).limit == euros(limit)


def test_french_road_shows_both_legs():
    """The first leg of the awarded case: 23 640.20, higher than by the tonne."""
    harmed = Harmed(kg=Decimal("1182.01"), consignment_kg=Decimal("5806.54"))
    shown = [step.value for step in liability(Regime.FR_ROAD, harmed, TODAY).workings.steps]
    assert shown[:2] == [euros("23640.20"), euros("18580.93")]


@pytest.mark.parametrize(
    ("law", "limit"),
    [
        pytest.param("CIM", "3280", id="6.5 CIM delay"),
        ("CMR", "820"),
        ("FR_ROAD", "820"),
        ("HAMBURG", "2050"),
        ("ROTTERDAM", "2050"),
    ],
)
def test_delay(law, limit):
    late = Harmed(carriage=euros(820), proven=euros(5000))
    owed = delay_limit(Regime(law), late, TODAY)
    assert owed.limit == owed.payable == euros(limit)


def test_delay_by_air_has_the_limit_of_goods():
    assert delay_limit(Regime.MONTREAL, Harmed(kg=Decimal(10)), TODAY).limit == Money(260, "XDR")


@pytest.mark.parametrize(
    ("on", "per_kg"),
    [
        pytest.param(date(2003, 11, 4), 17, id="0.1 Montreal 17"),
        pytest.param(date(2009, 12, 29), 17, id="0.1 Montreal still 17"),
        pytest.param(date(2009, 12, 30), 19, id="0.1 Montreal 19"),
        pytest.param(date(2019, 12, 27), 19, id="0.1 Montreal still 19"),
        pytest.param(date(2019, 12, 28), 22, id="0.1 Montreal 22"),
        pytest.param(date(2024, 12, 27), 22, id="0.1 Montreal still 22"),
        pytest.param(date(2024, 12, 28), 26, id="0.1 Montreal 26"),
    ],
)
def test_the_air_limit_of_the_day(on, per_kg):
    assert timeline("claims", "limit_montreal").on(on).table["kg"] == per_kg


def test_a_declared_value_replaces_the_limit_and_misconduct_removes_it():
    lost = Harmed(kg=Decimal(450), proven=euros(20_000))
    assert liability(Regime.CMR, lost, TODAY, declared=euros(12_000)).payable == euros(12_000)
    assert liability(Regime.CMR, lost, TODAY, wilful=True).payable == euros(20_000)
    # art. 22(5) leaves cargo out: by air the limit cannot be broken
    air = liability(Regime.MONTREAL, lost, TODAY, SDR, wilful=True)
    assert air.payable == euros("14040.00")


def test_a_forwarders_own_fault_is_to_confirm():
    owed = forwarder_limit(Decimal(5_000), Decimal(24_000), TODAY)
    assert owed.limit == euros(60_000)
    assert owed.workings.to_confirm


def test_charges_come_back_above_the_cmr_limit():
    assert charges_returned(euros(820), Decimal(1800), Decimal(1800)).payable == euros(820)
    assert charges_returned(euros(820), Decimal(450), Decimal(1800)).payable == euros(205)
    for lost, whole in ((5, 0), (-1, 10), (11, 10)):
        with pytest.raises(MissingFigure):
            charges_returned(euros(820), Decimal(lost), Decimal(whole))


@pytest.mark.parametrize(
    ("paid", "interest"),
    [(date(2027, 11, 2), "224.91"), (TODAY, "0.00"), (date(2026, 10, 1), "0.00")],
)
def test_interest_runs_from_the_written_claim(paid, interest):
    owed = cmr_interest(euros("4498.20"), TODAY, paid)
    assert owed.payable == euros(interest)
    assert owed.workings.to_confirm


def test_what_is_missing_is_said():
    with pytest.raises(MissingFigure, match="whole consignment"):
        liability(Regime.FR_ROAD, Harmed(kg=Decimal(5)), TODAY)
    with pytest.raises(MissingFigure, match="each parcel"):
        liability(Regime.FR_ROAD, Harmed(kg=Decimal(5), consignment_kg=Decimal(900)), TODAY)
    with pytest.raises(MissingFigure, match="carriage"):
        delay_limit(Regime.CMR, Harmed(), TODAY)
    with pytest.raises(NoLimit):
        delay_limit(Regime.HAGUE_VISBY, Harmed(), TODAY)
    with pytest.raises(NoLimit):
        liability(Regime.CONTRACT, Harmed(), TODAY)
    with pytest.raises(MissingFigure, match="gross weight"):
        liability(Regime.CMR, Harmed(packages=3), TODAY)
    with pytest.raises(MissingFigure, match="gross weight"):
        liability(Regime.HAGUE_VISBY, Harmed(), TODAY)
    with pytest.raises(MixedCurrencies):
        liability(Regime.CMR, Harmed(kg=Decimal(1), proven=Money(1, "USD")), TODAY, SDR)


@given(
    law=st.sampled_from(["CMR", "MONTREAL", "HAGUE_VISBY", "HAMBURG", "ROTTERDAM", "CIM", "CMNI"]),
    kg=st.integers(0, 30_000),
    packages=st.integers(0, 200),
    proven=st.decimals("0", "100000", places=2),
)
@settings(max_examples=100, deadline=None)
def test_never_more_than_the_proven_loss_nor_the_limit(law, kg, packages, proven):
    harmed = Harmed(kg=Decimal(kg), packages=packages, proven=euros(proven))
    owed = liability(Regime(law), harmed, TODAY, SDR)
    assert owed.payable == min(owed.converted, euros(proven))
    more = liability(Regime(law), Harmed(kg=Decimal(kg + 1), packages=packages), TODAY)
    assert more.limit >= owed.limit
