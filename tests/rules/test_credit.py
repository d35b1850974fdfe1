"""Letters of credit: the days and tolerances of UCP 600, by the worked examples."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.credit import (
    BANKS,
    MonthPart,
    NoTolerance,
    ShippedAfterExpiry,
    amount_range,
    days_of,
    examination_ends,
    last_presentation,
    least_insured,
    maturity,
    on_or_about,
    quantity_range,
)
from comptoir.rules.days import calendar
from comptoir.rules.money import Money

day = date.fromisoformat


@pytest.mark.parametrize(
    ("shipped", "expiry", "last", "extended"),
    [
        pytest.param("2026-11-26", "2026-12-15", "2026-12-15", False, id="7.4 expiry first"),
        pytest.param("2026-12-04", "2027-01-15", "2026-12-28", True, id="7.4 Christmas closed"),
        pytest.param("2026-12-01", "2026-12-20", "2026-12-21", True, id="7.4 expiry on a Sunday"),
        pytest.param("2026-11-26", "2027-01-15", "2026-12-17", False, id="7.4 twenty-one days"),
    ],
)
def test_last_day_to_present(shipped, expiry, last, extended):
    found = last_presentation(day(shipped), day(expiry))
    assert (str(found.day), found.extended) == (last, extended)
    assert found.workings.steps[-1].value == found.day
    assert ("29(a)" in str(found.workings)) is extended


@pytest.mark.parametrize(
    ("presented", "answer"),
    [
        pytest.param("2026-12-17", "2026-12-24", id="7.4 presented 17 Dec"),
        pytest.param("2026-12-21", "2026-12-29", id="7.4 presented 21 Dec"),
    ],
)
def test_the_bank_has_five_banking_days(presented, answer):
    assert str(examination_ends(day(presented))) == answer


def test_field_48_sets_another_period():
    assert str(last_presentation(day("2026-11-02"), day("2026-12-31"), 10).day) == "2026-11-12"


def test_another_bank_has_other_closed_days():
    """14 July 2026 is a Tuesday: TARGET settles, banks in France are closed."""
    shipped, expiry = day("2026-06-23"), day("2026-12-31")
    assert str(last_presentation(shipped, expiry).day) == "2026-07-14"
    assert str(last_presentation(shipped, expiry, bank=calendar("FR")).day) == "2026-07-15"


def test_shipment_after_expiry_is_refused():
    with pytest.raises(ShippedAfterExpiry, match="amendment"):
        last_presentation(day("2026-12-22"), day("2026-12-20"))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [pytest.param("2026-11-26", 60, "2027-01-25", id="7.4 60 days after B/L")],
)
def test_usance(start, days, due):
    assert str(maturity(day(start), days)) == due


@pytest.mark.parametrize(
    ("about", "first", "last"),
    [pytest.param("2026-12-10", "2026-12-05", "2026-12-15", id="7.4 on or about 10 Dec")],
)
def test_on_or_about(about, first, last):
    assert on_or_about(day(about)) == (day(first), day(last))


@pytest.mark.parametrize(
    ("part", "year", "month", "first", "last"),
    [
        ("first half", 2026, 2, "2026-02-01", "2026-02-15"),
        ("second half", 2026, 2, "2026-02-16", "2026-02-28"),
        ("beginning", 2026, 12, "2026-12-01", "2026-12-10"),
        ("middle", 2026, 12, "2026-12-11", "2026-12-20"),
        ("end", 2026, 12, "2026-12-21", "2026-12-31"),
    ],
)
def test_parts_of_a_month(part, year, month, first, last):
    assert days_of(MonthPart(part), year, month) == (day(first), day(last))


@pytest.mark.parametrize(
    ("terms", "least", "most"),
    [
        pytest.param({"about": True}, "90000", "110000", id="7.4 about"),
        pytest.param({}, "95000", "100000", id="7.4 30c floor"),
        pytest.param(
            {"plus_percent": Decimal(3), "minus_percent": Decimal(7)}, "93000", "103000", id="39A"
        ),
        pytest.param({"plus_percent": Decimal(3)}, "100000", "103000", id="39A one way"),
    ],
)
def test_amount(terms, least, most):
    allowed = amount_range(Money(100_000, "USD"), **terms)
    assert (allowed.least, allowed.most) == (Decimal(least), Decimal(most))
    assert allowed.most in allowed
    assert allowed.most + Decimal("0.01") not in allowed


@pytest.mark.parametrize(
    ("terms", "least", "most"),
    [
        pytest.param({}, 950, 1050, id="7.4 bulk"),
        pytest.param({"counted": True}, 1000, 1000, id="counted in units"),
        pytest.param({"about": True}, 900, 1100, id="about"),
        pytest.param({"about": True, "counted": True}, 900, 1100, id="about so many units"),
    ],
)
def test_quantity(terms, least, most):
    allowed = quantity_range(Decimal(1000), **terms)
    assert (allowed.least, allowed.most) == (least, most)


def test_insurance_is_110_percent():
    assert least_insured(Money("22845.52", "EUR")) == Money("25130.07", "EUR")


@pytest.mark.parametrize("percent", [Decimal(-1), Decimal(101)])
def test_impossible_tolerances(percent):
    with pytest.raises(NoTolerance):
        amount_range(Money(1, "EUR"), minus_percent=percent)


@given(
    shipped=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    validity=st.integers(0, 200),
    period=st.none() | st.integers(1, 60),
)
@settings(max_examples=150, deadline=None)
def test_the_last_day_is_a_banking_day_near_the_earlier_limit(shipped, validity, period):
    expiry = shipped + timedelta(days=validity)
    last = last_presentation(shipped, expiry, period).day
    plain = min(shipped + timedelta(days=21 if period is None else period), expiry)
    assert BANKS.is_open(last)
    assert plain <= last <= plain + timedelta(days=5)
    assert examination_ends(last) > last + timedelta(days=6)
