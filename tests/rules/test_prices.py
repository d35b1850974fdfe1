"""The price ladder, up and down, with the premium that insures itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.incoterms import Edition, Incoterm, Leg, Place
from comptoir.rules.money import Money
from comptoir.rules.prices import (
    RUNGS,
    BadPremium,
    Costs,
    Insurance,
    cif_value,
    climb,
    convert,
    ddp_top_down,
    descend,
    ladder,
)


def eur(amount):
    return Money(amount, "EUR")


EX_WORKS = eur(20_000)
EXAMPLE_A = Costs(
    {
        Leg.LOADING: eur(80),
        Leg.EXPORT_CLEARANCE: eur(95),
        Leg.PRE_CARRIAGE: eur(450),
        Leg.ORIGIN_HANDLING: eur(210),
        Leg.LOADING_ON_BOARD: eur(60),
        Leg.MAIN_CARRIAGE: eur(1850),
        Leg.DESTINATION_HANDLING: eur(260),
        Leg.ON_CARRIAGE: eur(540),
        Leg.UNLOADING: eur(70),
        Leg.IMPORT_CLEARANCE: eur(120),
    },
    Insurance(rate=Decimal("0.0040")),
    duty=Decimal("0.06"),
)
PRICES_A = {
    "EXW": "20000.00",
    "FCA seller's premises": "20175.00",
    "FCA terminal": "20625.00",
    "FAS": "20835.00",
    "FOB": "20895.00",
    "CFR": "22745.00",
    "CIF": "22845.52",
    "CPT door": "23545.00",
    "CIP door": "23649.06",
    "DAP": "23645.52",
    "DPU": "23715.52",
    "DDP ex VAT": "25136.25",
}
LADDER_A = dict(zip(PRICES_A, ladder(EX_WORKS, EXAMPLE_A), strict=True))


@pytest.mark.parametrize(
    ("name", "price"),
    [pytest.param(name, price, id=f"1.4 A {name}") for name, price in PRICES_A.items()],
)  # fmt: skip
def test_ladder(name, price):
    assert str(LADDER_A[name].price.amount) == price


@pytest.mark.parametrize("name", PRICES_A)
def test_every_rung_adds_up_from_its_own_steps(name):
    rung = LADDER_A[name]
    assert sum(step.value.amount for step in rung.workings.steps) == rung.price.amount
    assert all(step.value == step.value.rounded() for step in rung.workings.steps)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(EXAMPLE_A.insurance.premium(eur(22745)), "100.52", id="1.4 A premium"),
        pytest.param(EXAMPLE_A.insurance.insured_sum(eur("22845.52")), "25130.07",
                     id="1.4 A insured sum"),
        pytest.param((eur(22745) * EXAMPLE_A.insurance.share).rounded(), "100.08",
                     id="1.4 A the naive premium is another"),
        pytest.param(Insurance(Decimal("0.005")).premium(eur(10_000)), "55.30", id="1.4 B premium"),
        pytest.param(eur(10_000) + Insurance(Decimal("0.005")).premium(eur(10_000)), "10055.30",
                     id="1.4 B CIF"),
        pytest.param(Insurance(Decimal("0.0035")).premium_within(eur(48_500)), "186.73",
                     id="1.4 C premium"),
        pytest.param(Insurance(Decimal("0.003"), minimum=eur(35)).premium(eur(3000)), "35.00",
                     id="1.4 E minimum premium"),
        pytest.param(Insurance(Decimal("0.004"), fee=eur(25)).premium(eur(10_000)), "69.30",
                     id="1.3 policy fee"),
    ],
)  # fmt: skip
def test_premium(found, expected):
    assert str(found.amount) == expected


class TestExampleC:
    COSTS = Costs(
        {
            Leg.MAIN_CARRIAGE: eur(2300),
            Leg.LOADING_ON_BOARD: eur(85),
            Leg.PRE_CARRIAGE: eur(620),
            Leg.EXPORT_CLEARANCE: eur(110),
            Leg.ORIGIN_HANDLING: eur(240),
        },
        Insurance(Decimal("0.0035")),
    )

    def test_1_4_c_down_to_fob(self):
        fob = convert(eur(48_500), (Incoterm.CIF, None), (Incoterm.FOB, None), self.COSTS)
        assert fob == eur("46013.27")

    def test_1_4_c_down_to_exw(self):
        assert descend(eur(48_500), Incoterm.CIF, self.COSTS) == eur("44958.27")


def test_1_4_d_ddp_top_down():
    assert ddp_top_down(eur(26_000), eur(920), Decimal("0.06")) == (eur("23660.38"), eur("1419.62"))


@pytest.mark.parametrize(
    ("price", "given_as", "wanted", "expected"),
    [
        pytest.param(20_895, (Incoterm.FOB, None), (Incoterm.CPT, None), 23_545,
                     id="1.4 F FOB to CPT door"),
        pytest.param(23_545, (Incoterm.CPT, None), (Incoterm.FCA, Place.ORIGIN_TERMINAL), 20_625,
                     id="1.4 F CPT door to FCA terminal"),
        pytest.param("22845.52", (Incoterm.CIF, None), (Incoterm.EXW, None), 20_000,
                     id="1.3 CIF to EXW"),
        pytest.param("25136.25", (Incoterm.DDP, None), (Incoterm.FOB, None), 20_895,
                     id="1.3 DDP to FOB"),
        pytest.param("23649.06", (Incoterm.CIP, None), (Incoterm.DAP, None), "23645.52",
                     id="1.3 CIP to DAP"),
    ],
)  # fmt: skip
def test_conversion(price, given_as, wanted, expected):
    assert convert(eur(price), given_as, wanted, EXAMPLE_A) == eur(expected)


def test_duty_bears_on_the_border_value_not_on_the_delivered_price():
    assert cif_value(EX_WORKS, EXAMPLE_A) == eur("22845.52")
    duty = LADDER_A["DDP ex VAT"].workings.steps[-1]
    assert duty.value == eur("1370.73")
    assert duty.source == "UCC art. 70-71"


def test_an_uninsured_delivery_is_a_choice():
    bare = replace(EXAMPLE_A, insured_delivery=False)
    assert climb(EX_WORKS, Incoterm.DAP, bare).price == eur(23_545)
    assert climb(EX_WORKS, Incoterm.DDP, bare).price == eur("25035.73")
    assert descend(eur("25035.73"), Incoterm.DDP, bare) == EX_WORKS


def test_taxes_not_recovered_are_in_a_ddp_price():
    taxed = replace(EXAMPLE_A, other_taxes=eur("12.345"))
    assert climb(EX_WORKS, Incoterm.DDP, taxed).price == eur("25148.60")
    assert descend(eur("25148.60"), Incoterm.DDP, taxed) == EX_WORKS


def test_a_ladder_by_air_has_no_sea_rule():
    rungs = ladder(EX_WORKS, EXAMPLE_A, by_water=False)
    assert [rung.rule.name for rung in rungs] == [
        "EXW",
        "FCA",
        "FCA",
        "CPT",
        "CIP",
        "DAP",
        "DPU",
        "DDP",
    ]


def test_a_ladder_of_2010_has_dat():
    names = [rung.rule.name for rung in ladder(EX_WORKS, EXAMPLE_A, edition=Edition.Y2010)]
    assert "DAT" in names
    assert "DPU" not in names


def test_yen_have_no_cents_on_any_rung():
    costs = Costs({Leg.MAIN_CARRIAGE: Money("185000.4", "JPY")}, Insurance(Decimal("0.004")))
    for rung in ladder(Money(2_000_000, "JPY"), costs):
        assert rung.price == rung.price.rounded()


@pytest.mark.parametrize("rate", ["-0.01", "0.95", "1"])
def test_a_premium_that_cannot_be_is_refused(rate):
    with pytest.raises(BadPremium):
        Insurance(Decimal(rate))


cents = st.integers(0, 500_000).map(lambda n: eur(Decimal(n) / 100))


@settings(max_examples=120, deadline=None)
@given(
    st.integers(100_00, 10_000_000_00).map(lambda n: eur(Decimal(n) / 100)),
    st.dictionaries(st.sampled_from([leg for leg in Leg if leg is not Leg.INSURANCE]), cents),
    st.decimals("0", "0.02", places=4),
    st.decimals("0", "0.3", places=3),
    st.sampled_from(RUNGS),
    st.booleans(),
    st.sampled_from([None, eur(35)]),
)
def test_down_undoes_up(ex_works, legs, rate, duty, rung, insured, minimum):
    costs = Costs(legs, Insurance(rate, minimum=minimum), duty, insured_delivery=insured)
    price = climb(ex_works, rung[0], costs, rung[1]).price
    assert abs(descend(price, rung[0], costs, rung[1]) - ex_works) <= eur("0.02")
