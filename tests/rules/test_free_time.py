"""Free time and demurrage: days by hand, on calendars a port's clerk would use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from comptoir.rules.days import calendar
from comptoir.rules.free_time import (
    UnreadableSlabs,
    demurrage,
    last_free_day,
    readable_slabs,
    slabs,
)

TARIFF = "5 x 60; 5 x 95; 130"


@pytest.mark.parametrize(
    ("discharged", "days", "port", "last"),
    [
        (date(2026, 11, 2), 7, None, date(2026, 11, 9)),
        (date(2026, 11, 2), 7, "FR", date(2026, 11, 12)),  # Armistice, a weekend
        (date(2026, 12, 17), 5, "FR", date(2026, 12, 24)),
        (date(2026, 11, 2), 0, "FR", date(2026, 11, 2)),
        (date(2026, 9, 28), 5, "CN", date(2026, 10, 10)),  # Golden Week; the 10th is worked
        (date(2026, 11, 19), 3, "SA", date(2026, 11, 24)),  # Friday and Saturday are the weekend
    ],
)
def test_the_last_free_day_by_the_ports_own_calendar(discharged, days, port, last):
    assert last_free_day(discharged, days, calendar(port) if port else None) == last


@pytest.mark.parametrize(
    ("late", "amount"), [(-3, 0), (0, 0), (1, 60), (5, 300), (6, 395), (10, 775), (12, 1035)]
)
def test_slabs_rise_and_every_day_counts(late, amount):
    last = date(2026, 12, 24)
    owed = demurrage(last, last + timedelta(days=late), slabs(TARIFF, "EUR"))
    assert (owed.days, owed.amount.amount) == (max(0, late), amount)


def test_the_workings_name_each_slab():
    owed = demurrage(date(2026, 12, 24), date(2027, 1, 1), slabs(TARIFF, "USD"))
    assert str(owed.workings).replace("\xa0", " ").splitlines()[1:] == [
        "300.00 USD  5 days at 60.00 USD (tariff of the line)",
        "285.00 USD  3 days at 95.00 USD (tariff of the line)",
        "585.00 USD  demurrage",
    ]


@pytest.mark.parametrize(
    "text", ["", ";", "60 a day", "5 x 60", "0 x 60; 95", "60; 5 x 95", "5 x; 95", "-5 x 60; 95"]
)
def test_slabs_that_cannot_be_read_are_refused(text):
    with pytest.raises(UnreadableSlabs):
        readable_slabs(text)


@settings(max_examples=40)
@given(some.integers(0, 60), some.integers(0, 60))
def test_a_day_more_never_costs_less(first, more):
    last, tariff = date(2026, 12, 24), slabs(TARIFF, "EUR")
    one = demurrage(last, last + timedelta(days=first), tariff)
    other = demurrage(last, last + timedelta(days=first + more), tariff)
    assert one.amount <= other.amount
