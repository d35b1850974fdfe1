"""An offer's own days: till when it binds, and when the partner is asked again.

Nothing in the law fixes these days for sales between traders: they are the firm's habits, and
each is an argument. The usual ones are those of the trade reference.

Sources
    Trade reference 8 (quote follow-up after 7 days, the default of the figure) and 11, line 1.
    An offer that states a day binds until then (C. civ. art. 1116; CISG art. 16(2)(a)).

>>> sent = date(2026, 11, 2)
>>> print(binds_until(sent))
2026-12-02
>>> [day.isoformat() for day in asked_again(sent, binds_until(sent), 0)]
['2026-11-09']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comptoir.rules.days import Calendar, HolidaysUnknown, next_business_day


@dataclass(frozen=True, slots=True)
class Habits:
    """The firm's habits: days of validity, days after the last word until the next one.

    *before_end*: days before the end of the validity for the last follow-up.
    """

    validity: int = 30
    follow_ups: tuple[int, ...] = (7, 10, 14)
    before_end: int = 3


USUAL = Habits()


def binds_until(offered: date, habits: Habits = USUAL) -> date:
    """The last day of an offer that names none.

    >>> print(binds_until(date(2026, 11, 30), Habits(validity=15)))
    2026-12-15
    """
    return offered + timedelta(days=habits.validity)


def asked_again(
    last_word: date,
    until: date | None,
    done: int,
    calendars: Sequence[Calendar] = (),
    habits: Habits = USUAL,
) -> list[date]:
    """The day to ask the partner again, after *done* follow-ups; none once the offer has ended.

    Counted from the last word between us, moved to a day on which both work, and never after the
    last days of the offer: there it is asked once before the end.

    >>> asked_again(date(2026, 11, 2), date(2026, 11, 8), 0)
    [datetime.date(2026, 11, 5)]
    >>> asked_again(date(2026, 11, 2), None, 3)
    []
    """
    if done >= len(habits.follow_ups):
        return []
    day = last_word + timedelta(days=habits.follow_ups[done])
    if until is not None:
        day = min(day, until - timedelta(days=habits.before_end))
        if day <= last_word:
            return []
    return [_worked(day, until, calendars)]


def _worked(day: date, until: date | None, calendars: Sequence[Calendar]) -> date:
    """That day or the next on which all work; the day itself where that is too late."""
    if not calendars:
        return day
    try:
        moved = next_business_day(day, calendars)
    except HolidaysUnknown:
        return day
    return day if until is not None and moved > until else moved
