"""Duty, anti-dumping duty, import VAT and landed cost of an import, by the worked examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.duties import (
    FREE,
    MissingQuantity,
    NoItems,
    NotAVatRate,
    UnreadableDuty,
    anti_dumping,
    duty,
    duty_rate,
    import_cost,
    low_value_duty,
    rate_due,
    vat_rate,
)
from comptoir.rules.law import NotInForce
from comptoir.rules.money import MixedCurrencies, Money

DECEMBER = date(2026, 12, 3)


def euros(amount):
    return Money(amount, "EUR")


def shown(money):
    return str(money.amount)


@pytest.mark.parametrize(
    ("value", "rate", "kg", "owed"),
    [
        pytest.param("24131.35", "3.7 %", 0, "892.86", id="5.3 A duty"),
        pytest.param("40000.00", "2.7 %", 0, "1080.00", id="5.3 B duty"),
        pytest.param("17250", "12 %", 0, "2070.00", id="5.3 C duty"),
        pytest.param("12000", "8 % + 6.4 EUR/100 kg", 1500, "1056.00", id="5.3 D compound"),
        pytest.param(
            "12000",
            "8 % + 6.4 EUR/100 kg MIN 8 % MAX 1000 EUR",
            1500,
            "1000.00",
            id="5.3 D min/max",
        ),
        pytest.param("1000", "2 % MIN 0,50 €/kg", 100, "50.00", id="at least"),
        pytest.param("1000", "12 % MIN 0,50 €/kg", 100, "120.00", id="above the least"),
        pytest.param("1000", "6.4 EUR/DTN", 1500, "96.00", id="per hundred kilos"),
        pytest.param("1000", "12.5 EUR / t", 1500, "18.75", id="per tonne"),
        pytest.param("1000", "free", 0, "0.00", id="free"),
        pytest.param("0", "3.7%", 0, "0.00", id="nothing"),
    ],
)
def test_duty(value, rate, kg, owed):
    due = duty(euros(value), duty_rate(rate), {"kg": Decimal(kg)})
    assert shown(due.amount) == owed
    assert due.workings.steps[-1].value == due.amount


@pytest.mark.parametrize(
    "text", ["", "abc", "3.7", "3.7 % +", "5 EUR/parsec", "8 % MIN", "8 % MIN 1 % MIN 2 %", "-3 %"]
)
def test_unreadable_rates(text):
    with pytest.raises(UnreadableDuty, match=r"3\.7 %"):
        duty_rate(text)


def test_a_specific_rate_needs_its_quantity():
    with pytest.raises(MissingQuantity, match="items"):
        duty(euros(10), duty_rate("0.4 EUR/p/st"), {"kg": Decimal(1)})
    assert duty(euros(10), duty_rate("0.4 EUR/p/st"), {"items": Decimal(3)}).amount == euros("1.20")
    assert FREE.plain == 0
    assert duty_rate("8 % MAX 9 EUR").plain is None


def test_a_preference_needs_its_proof():
    normal, preferred = duty_rate("12 %"), duty_rate("3 %")
    assert rate_due(normal, preferred, proof_held=True) is preferred
    assert rate_due(normal, preferred, proof_held=False) is normal
    assert rate_due(normal, None, proof_held=True) is normal


@pytest.mark.parametrize(
    ("value", "percent", "owed"),
    [pytest.param("40000.00", "22.4", "8960.00", id="5.3 B anti-dumping")],
)
def test_anti_dumping(value, percent, owed):
    assert anti_dumping(euros(value), Decimal(percent)).amount == euros(owed)


IMPORTS = {
    "A": import_cost(
        euros("24131.35"),
        [euros("892.86")],
        DECEMBER,
        to_destination=[euros(220), euros(480)],
        afterwards=[euros(90)],
        units=Decimal(1000),
        purchase=euros("21551.72"),
    ),
    "B": import_cost(
        euros(40_000),
        [euros(1080), euros(8960)],
        DECEMBER,
        to_destination=[euros(650)],
        afterwards=[euros(140)],
    ),
    "C": import_cost(euros(17_250), [euros(2070)], DECEMBER, to_destination=[euros(750)]),
}


@pytest.mark.parametrize(
    ("case", "what", "expected"),
    [
        pytest.param("A", "vat_base", "25724.21", id="5.3 A VAT base"),
        pytest.param("A", "vat", "5144.84", id="5.3 A VAT"),
        pytest.param("A", "vat_paid", "0.00", id="5.3 A self-assessed"),
        pytest.param("A", "landed", "25814.21", id="5.3 A landed"),
        pytest.param("A", "per_unit", "25.81", id="5.3 A per unit"),
        pytest.param("B", "vat_base", "50690.00", id="5.3 B VAT base"),
        pytest.param("B", "vat", "10138.00", id="5.3 B VAT"),
        pytest.param("B", "landed", "50830.00", id="5.3 B landed"),
        pytest.param("C", "vat_base", "20070.00", id="5.3 C VAT base"),
    ],
)
def test_import(case, what, expected):
    assert shown(getattr(IMPORTS[case], what)) == expected


@pytest.mark.parametrize(
    ("case", "ratio"), [pytest.param("A", "1.1978", id="5.3 A ratio"), ("B", None)]
)
def test_ratio(case, ratio):
    assert IMPORTS[case].ratio == (ratio and Decimal(ratio))


@pytest.mark.parametrize(
    ("on", "identified", "paid"),
    [
        (date(2021, 12, 31), True, "20.00"),
        (date(2022, 1, 1), True, "0.00"),
        (date(2022, 1, 1), False, "20.00"),
    ],
)
def test_vat_is_paid_to_customs_unless_self_assessed(on, identified, paid):
    cost = import_cost(euros(100), [], on, identified=identified)
    assert cost.vat_paid == euros(paid)
    assert ("self-assessed" in str(cost.workings)) is (paid == "0.00")


def test_vat_that_cannot_be_recovered_is_a_cost():
    cost = import_cost(euros(100), [euros(10)], DECEMBER, recoverable=False)
    assert (cost.vat, cost.landed) == (euros(22), euros(132))
    with pytest.raises(MixedCurrencies):
        import_cost(euros(100), [], DECEMBER, purchase=Money(90, "USD"))


@pytest.mark.parametrize(
    ("name", "on", "percent"),
    [
        ("standard", DECEMBER, "20"),
        ("intermediate", DECEMBER, "10"),
        ("reduced", DECEMBER, "5.5"),
        ("super_reduced", DECEMBER, "2.1"),
        ("standard", date(2013, 12, 31), "19.6"),
        ("intermediate", date(2013, 12, 31), "7"),
    ],
)
def test_vat_rates(name, on, percent):
    assert vat_rate(name, on) == Decimal(percent)


def test_no_such_vat_rate():
    with pytest.raises(NotAVatRate, match="reduced"):
        vat_rate("zero", DECEMBER)


@pytest.mark.parametrize(
    ("value", "items", "on", "sold", "owed"),
    [
        pytest.param(40, 1, date(2026, 7, 1), True, "3.00", id="5.4 five T-shirts"),
        pytest.param(60, 2, date(2026, 7, 1), True, "6.00", id="5.4 shirt and watch"),
        pytest.param(150, 1, date(2026, 6, 30), True, "0.00", id="5.4 relief to 30 June 2026"),
        pytest.param(150, 1, date(2028, 6, 30), True, "3.00", id="last day"),
        pytest.param("150.01", 1, date(2026, 7, 1), True, None, id="above the limit"),
        pytest.param(40, 1, date(2026, 7, 1), False, None, id="between businesses"),
    ],
)
def test_low_value(value, items, on, sold, owed):
    due = low_value_duty(euros(value), items, on, distance_sale=sold)
    assert (due and shown(due.amount)) == owed


def test_low_value_is_to_confirm_and_ends():
    due = low_value_duty(euros(40), 1, date(2026, 7, 1))
    assert due.workings.to_confirm
    assert due.workings.steps[-1].value == euros("2.00")
    with pytest.raises(NotInForce):
        low_value_duty(euros(40), 1, date(2028, 7, 1))
    with pytest.raises(NoItems):
        low_value_duty(euros(40), 0, DECEMBER)


@given(
    value=st.integers(0, 10**9).map(lambda cents: euros(Decimal(cents).scaleb(-2))),
    percent=st.decimals("0", "50", places=2),
    per_kg=st.decimals("0", "5", places=2),
    kg=st.decimals("0", "30000", places=3),
)
@settings(max_examples=80, deadline=None)
def test_bounds_hold_and_parts_add_up(value, percent, per_kg, kg):
    amounts = {"kg": kg}
    compound = duty(value, duty_rate(f"{percent} % + {per_kg} EUR/kg"), amounts).amount
    alone = duty(value, duty_rate(f"{percent} %"), amounts).amount
    weight = duty(value, duty_rate(f"{per_kg} EUR/kg"), amounts).amount
    assert compound == alone + weight
    least = duty(value, duty_rate(f"{percent} % MIN {per_kg} EUR/kg"), amounts).amount
    most = duty(value, duty_rate(f"{percent} % MAX {per_kg} EUR/kg"), amounts).amount
    assert (least, most) == (max(alone, weight), min(alone, weight))
