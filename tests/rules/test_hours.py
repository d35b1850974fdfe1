"""Office hours as people write them; open or closed at an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from comptoir.rules.days import calendar
from comptoir.rules.hours import (
    UnreadableHours,
    holidays_ahead,
    office,
    standing,
    stretches,
    written,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9-12 14-18", "09:00-12:00 14:00-18:00"),
        ("8h30 à 17h", "08:30-17:00"),
        ("09:00 – 12:30, 13:30 – 17:30", "09:00-12:30 13:30-17:30"),
        ("22:00-24:00", "22:00-00:00"),
    ],
)
def test_hours_are_read_as_people_write_them(typed, kept):
    assert written(typed) == kept
    assert written(kept) == kept


@pytest.mark.parametrize("typed", ["mornings", "18-9", "9-12 11-18", "25-26", "9:75-12", "9-"])
def test_hours_that_cannot_be_are_refused(typed):
    with pytest.raises(UnreadableHours):
        stretches(typed)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), True),  # 09:00 in Shanghai, the first minute
        (datetime(2026, 11, 23, 4, 0, tzinfo=UTC), False),  # noon: the lunch break has begun
        (datetime(2026, 11, 23, 5, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), False),  # 18:00: closed
        (datetime(2026, 11, 22, 3, 0, tzinfo=UTC), False),  # Sunday
        (datetime(2026, 10, 1, 3, 0, tzinfo=UTC), False),  # National Day
    ],
)
def test_an_office_in_shanghai(at, is_open):
    shanghai = office("Asia/Shanghai", "9-12 13:30-18", calendar("CN"))
    assert standing(shanghai, at).open is is_open


def test_before_the_weekend_the_next_opening_is_that_of_the_working_week():
    riyadh = office("Asia/Riyadh", None, calendar("SA"))
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    found = standing(riyadh, friday)
    assert (found.open, found.turns) == (False, datetime(2026, 11, 29, 6, 0, tzinfo=UTC))


def test_holidays_ahead_leave_weekends_out():
    days = [one.day for one in holidays_ahead(calendar("FR"), date(2027, 4, 25), 30)]
    assert days == [date(2027, 5, 6), date(2027, 5, 17)]  # 1 and 8 May 2027 are Saturdays
