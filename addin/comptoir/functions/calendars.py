"""Business days, holidays and shared office hours in cells.

Sources
    `comptoir.rules.days`, `comptoir.rules.clocks`.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import CALENDARS, COUNT, DAY, TEXT, TIME, WHOLE
from comptoir.rules.clocks import Office, hours_shared, overlap
from comptoir.rules.days import (
    Calendar,
    add_business_days,
    business_days_between,
    calendar,
    month_end,
    next_business_day,
)
from comptoir.wording import Said, mark

_SECONDS_AN_HOUR = 3600
_OPENS, _CLOSES = time(9), time(18)
family = Family(Category.DAYS)

_CALENDARS = need(
    "calendars",
    CALENDARS,
    mark("Calendars that must all be open: FR, FR-57, TARGET, or several: FR+SA"),
)
_ONE = need("place", TEXT, mark("Calendar: FR, FR-57, DE, TARGET..."))


def _open(here: Here, codes: tuple[str, ...]) -> list[Calendar]:
    return [calendar(code, law=here.law) for code in codes]


@family.function(
    "BUSINESSDAY",
    mark("The day so many business days after a day, which does not count; before it if negative"),
    need("start", DAY, mark("Day to count from")),
    need("count", WHOLE, mark("Business days")),
    _CALENDARS,
    example=(("2026-11-19", 3, "FR+SA"), date(2026, 11, 25)),
)
def business_day(here: Here, start: date, count: int, codes: tuple[str, ...]) -> date:
    return add_business_days(start, count, _open(here, codes))


@family.function(
    "BUSINESSDAYS",
    mark("Business days from a day, included, to another, excluded"),
    need("first", DAY, mark("First day")),
    need("last", DAY, mark("Last day, not counted")),
    _CALENDARS,
    example=(("2026-12-24", "2026-12-28", "FR"), 1),
)
def business_days(here: Here, first: date, last: date, codes: tuple[str, ...]) -> int:
    return business_days_between(first, last, _open(here, codes))


@family.function(
    "NEXTBUSINESSDAY",
    mark("A day itself where it is a business day, else the next one: a value date"),
    need("day", DAY, mark("Day")),
    _CALENDARS,
    example=(("2026-12-25", "TARGET"), date(2026, 12, 28)),
)
def following_business_day(here: Here, day: date, codes: tuple[str, ...]) -> date:
    return next_business_day(day, _open(here, codes))


@family.function(
    "WHYCLOSED",
    mark("Why a day is not a business day: holiday or weekend; blank where it is one"),
    need("day", DAY, mark("Day")),
    _ONE,
    example=(("2026-07-14", "FR"), "14 Jul 2026 is a holiday in FR: National Day"),
)
def why_closed(here: Here, day: date, code: str) -> Said | None:
    return calendar(code, law=here.law).why_closed(day)


@family.function(
    "HOLIDAYS",
    mark("The public holidays of a year: day and name, one a row"),
    _ONE,
    need("year", COUNT, mark("Year")),
    example=(("TARGET", 2026), [
        [date(2026, 1, 1), "New Year's Day"], [date(2026, 4, 3), "Good Friday"],
        [date(2026, 4, 6), "Easter Monday"], [date(2026, 5, 1), "Labour Day"],
        [date(2026, 12, 25), "Christmas Day"], [date(2026, 12, 26), "Christmas Holiday"],
    ]),
)  # fmt: skip
def holidays_of(here: Here, code: str, year: int) -> list[tuple[date, Said]]:
    place = calendar(code, law=here.law)
    days = (date.fromordinal(at) for at in range(*_ordinals(year)))
    return [(day, name) for day in days if (name := place.holiday(day))]


def _ordinals(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1


@family.function(
    "MONTHEND",
    mark("Last day of the month of a day"),
    need("day", DAY, mark("Day")),
    example=(("2028-02-10",), date(2028, 2, 29)),
)
def last_of_month(_here: Here, day: date) -> date:
    return month_end(day)


_ZONES = (
    need("day", DAY, mark("Our day")),
    need("our_zone", TEXT, mark("Our time zone, such as Europe/Paris")),
    need("their_zone", TEXT, mark("Theirs, such as Asia/Shanghai")),
    may("opens", TIME, mark("Our opening; 09:00 if left out")),
    may("closes", TIME, mark("Our closing; 18:00 if left out")),
    may("they_open", TIME, mark("Their opening; 09:00 if left out")),
    may("they_close", TIME, mark("Their closing; 18:00 if left out")),
)


def _offices(ours: str, theirs: str, times: tuple[time | None, ...]) -> tuple[Office, Office]:
    opens, closes, they_open, they_close = times
    return (
        Office(ours, ((opens or _OPENS, _CLOSES if closes is None else closes),)),
        Office(theirs, ((they_open or _OPENS, _CLOSES if they_close is None else they_close),)),
    )


@family.function(
    "OFFICEHOURS",
    mark("Hours for which both offices are open on our day"),
    *_ZONES,
    example=(("2026-11-23", "Europe/Paris", "Asia/Shanghai"), 2.0),
)
def office_hours(_here: Here, day: date, ours: str, theirs: str, *times: time | None) -> Decimal:
    shared = hours_shared(day, *_offices(ours, theirs, times))
    return Decimal(int(shared.total_seconds())) / _SECONDS_AN_HOUR


@family.function(
    "OFFICEOVERLAP",
    mark("When both offices are open, in our time; blank where they never are"),
    *_ZONES,
    example=(("2026-11-23", "Europe/Paris", "Asia/Shanghai"), "09:00-11:00"),
)
def office_overlap(
    _here: Here, day: date, ours: str, theirs: str, *times: time | None
) -> str | None:
    return ", ".join(map(str, overlap(day, *_offices(ours, theirs, times)))) or None


FUNCTIONS = family.functions
