"""An offer's own days."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.rules.days import calendar
from comptoir.rules.offers import Habits, asked_again, binds_until

SENT = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("last", "until", "done", "day"),
    [
        (SENT, date(2026, 12, 2), 0, date(2026, 11, 9)),
        (date(2026, 11, 9), date(2026, 12, 2), 1, date(2026, 11, 19)),
        (date(2026, 11, 19), date(2026, 12, 2), 2, date(2026, 11, 29)),  # 3 days before the end
        (date(2026, 11, 29), date(2026, 12, 2), 2, None),  # the end is there: renew or close
        (SENT, None, 3, None),  # three times is enough
        (SENT, date(2026, 11, 4), 0, None),
    ],
)
def test_follow_ups_by_rule(last, until, done, day):
    assert asked_again(last, until, done) == ([day] if day else [])


def test_a_follow_up_waits_for_a_day_on_which_both_work():
    both = [calendar("FR"), calendar("SA")]
    assert asked_again(date(2026, 11, 5), None, 0, both) == [date(2026, 11, 12)]
    friday = asked_again(date(2026, 11, 6), None, 0, both)  # Friday 13 is a weekend in Riyadh
    assert friday == [date(2026, 11, 16)]


def test_but_not_beyond_the_offer():
    found = asked_again(date(2026, 11, 6), date(2026, 11, 14), 0, [calendar("FR"), calendar("SA")],
                        Habits(before_end=0))  # fmt: skip
    assert found == [date(2026, 11, 13)]


def test_validity_is_a_habit():
    assert binds_until(SENT, Habits(validity=45)) == date(2026, 12, 17)
