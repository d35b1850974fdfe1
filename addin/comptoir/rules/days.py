"""Working days, by country and subdivision, and the days that recur in trade.

A *business day* is open in every calendar named: neither a weekend (dated: the
Emirates left Friday and Saturday in 2022) nor a public holiday. A *working day* in the
French sense (*jour ouvrable*) is any day but Sundays and public holidays. Legal time
limits count in their own way, in the modules that state them.

Sources
    Public holidays and dated weekends: the `holidays` library; French ones from
    C. trav. L3133-1, Alsace-Moselle from its local law.
    TARGET closing days: European Central Bank, since 2002.
    Penultimate Wednesday: UCC art. 53, UCC-IA (Reg. 2015/2447) art. 146.
    EMEBI calendar: douane.gouv.fr.

Not covered: moon-sighted holidays before they are announced, factory closures (give
both as ``closed`` days), opening hours of banks.

Five business days from Tuesday 22 December 2026, Christmas and a weekend in the way:

>>> france, saudi = calendar("FR"), calendar("SA")
>>> print(add_business_days(date(2026, 12, 22), 5, [france]))
2026-12-30

Three days on which Lyon and Riyadh both work, from Thursday 19 November 2026:

>>> print(add_business_days(date(2026, 11, 19), 3, [france, saudi]))
2026-11-25
"""

from __future__ import annotations

import warnings
from calendar import isleap, monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from comptoir.errors import Refused
from comptoir.rules.feasts import feast_in_french
from comptoir.rules.law import PRINTED, Label, Overrides, quantities, timeline
from comptoir.wording import Said, mark

TARGET = "TARGET"
WEDNESDAY, THURSDAY, SUNDAY = 2, 3, 6
_ALPHA_2 = 2
_ONE = timedelta(days=1)
_ESTIMATED = "(estimated)"
_LONGEST = 20_000  # business days: some eighty years


class UnknownCalendar(Refused, LookupError):
    """A country or subdivision without a calendar."""

    message = mark(
        "There is no calendar for {given}. Nothing was computed."
        " Enter a two-letter country, such as FR or CN, or a subdivision of it, such as FR-57."
    )


class HolidaysUnknown(Refused, LookupError):
    """A year whose public holidays are not known."""

    message = mark(
        "The public holidays of {country} are not known for {year}. Nothing was computed."
        " Check the date, or count without that calendar."
    )


class TooFar(Refused, ValueError):
    """A count of days beyond any use."""

    message = mark(
        "{count} business days are too many to count. Nothing was computed. Enter at most {most}."
    )


@dataclass(frozen=True)
class Calendar:
    """When a place works: its country's days, less ``closed``, and ``opened`` ones.

    ``closed`` and ``opened`` are a desk's own: a moon-sighted holiday once announced, a
    factory's New Year, a Saturday made up for. ``law`` holds a desk's own weekends.
    """

    country: str
    subdivision: str | None = None
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    law: Overrides = field(default_factory=dict, hash=False, compare=False, repr=False)

    @property
    def code(self) -> str:
        """The code it is asked for with: ``FR``, ``FR-57``, ``TARGET``."""
        return f"{self.country}-{self.subdivision}" if self.subdivision else self.country

    def is_open(self, day: date) -> bool:
        """Whether *day* is worked: no weekend, no public holiday, not closed."""
        if day in self.opened:
            return True
        if day in self.closed or self.is_holiday(day):
            return False
        return not self.is_weekend(day) or day in self._in(day).made_up

    def is_weekend(self, day: date) -> bool:
        """Whether *day* falls in the weekend of that day's year and place."""
        own = _own_weekends(self.country)
        if own:
            entry = timeline("days", own, self.law).at(day)
            if entry is not None and isinstance(entry.value, tuple):
                return day.isoweekday() in entry.value
        return day in self._in(day).weekends

    def is_holiday(self, day: date) -> bool:
        """Whether *day* is a public holiday, worked Sundays and Saturdays apart."""
        return day in self._in(day).holidays

    def holiday(self, day: date) -> Label | None:
        """What is celebrated on *day*, in both languages."""
        return self._in(day).holidays.get(day)

    def is_to_confirm(self, day: date) -> bool:
        """Whether *day* may move: an estimated feast, or a weekend not read at first hand."""
        if _ESTIMATED in str(self.holiday(day)):
            return True
        own = _own_weekends(self.country)
        entry = timeline("days", own, self.law).at(day) if own else None
        return bool(entry and entry.to_confirm) and day.weekday() >= THURSDAY

    def is_half_day(self, day: date) -> bool:
        """Whether *day* is worked in the morning only (Fridays in the Emirates)."""
        entry = timeline("days", "half_days", self.law).at(day)
        short = entry.table.get(self.country, ()) if entry else ()
        return day.isoweekday() in short and self.is_open(day)

    def why_closed(self, day: date) -> Said | None:
        """The reason *day* is not worked; None where it is."""
        if self.is_open(day):
            return None
        if name := self.holiday(day):
            return Said(
                "{day} is a holiday in {place}: {name}", day=day, place=self.code, name=name
            )
        if day in self.closed:
            return Said("{day} is closed in {place} by the desk", day=day, place=self.code)
        return Said("{day} is in the weekend of {place}", day=day, place=self.code)

    def _in(self, day: date) -> _Year:
        return _year(self.country, self.subdivision, day.year)


def calendar(
    code: str,
    *,
    closed: Iterable[date] = (),
    opened: Iterable[date] = (),
    law: Overrides = PRINTED,
) -> Calendar:
    """The calendar of a country (``FR``), a subdivision (``FR-57``) or of ``TARGET``.

    Raises `UnknownCalendar` where there is none.

    >>> alsace, france = calendar("FR-6AE"), calendar("FR")
    >>> good_friday = date(2027, 3, 26)
    >>> alsace.is_open(good_friday), france.is_open(good_friday)
    (False, True)
    """
    country, _, subdivision = code.strip().partition("-")
    country = country.upper()
    if len(country) != _ALPHA_2 and country != TARGET:
        raise UnknownCalendar(given=code)
    try:
        _library(country, subdivision or None)
    except NotImplementedError:
        raise UnknownCalendar(given=code) from None
    return Calendar(country, subdivision or None, frozenset(closed), frozenset(opened), law)


def add_business_days(start: date, count: int, calendars: Sequence[Calendar]) -> date:
    """The *count*-th business day after *start* (before it where negative).

    *start* is not counted, and is the answer for nought. A day counts where every
    calendar is open (joint availability).

    Raises `TooFar` beyond 20,000 days, `HolidaysUnknown` outside the calendars' years.
    """
    if abs(count) > _LONGEST:
        raise TooFar(count=count, most=_LONGEST)
    step = _ONE if count > 0 else -_ONE
    day, left = start, abs(count)
    while left:
        day += step
        if _all_open(day, calendars):
            left -= 1
    return day


def business_days_between(first: date, last: date, calendars: Sequence[Calendar]) -> int:
    """How many business days from *first*, included, to *last*, excluded.

    Negative where *last* is the earlier.

    >>> business_days_between(date(2026, 12, 24), date(2026, 12, 28), [calendar("FR")])
    1
    """
    if last < first:
        return -business_days_between(last, first, calendars)
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return sum(_all_open(day, calendars) for day in days)


def next_business_day(day: date, calendars: Sequence[Calendar]) -> date:
    """*day* itself where every calendar is open, or the first day after on which all are."""
    return day if _all_open(day, calendars) else add_business_days(day, 1, calendars)


def previous_business_day(day: date, calendars: Sequence[Calendar]) -> date:
    """*day* itself where every calendar is open, or the last day before on which all are."""
    return day if _all_open(day, calendars) else add_business_days(day, -1, calendars)


def add_working_days(start: date, count: int, place: Calendar) -> date:
    """The *count*-th day after *start*, Sundays and public holidays not counted.

    >>> print(add_working_days(date(2026, 12, 24), 3, calendar("FR")))
    2026-12-29
    """
    day, left = start, count
    while left:
        day += _ONE
        if is_working_day(day, place):
            left -= 1
    return day


def is_working_day(day: date, place: Calendar) -> bool:
    """Whether *day* is neither a Sunday nor a public holiday (*jour ouvrable*).

    >>> is_working_day(date(2026, 11, 28), calendar("FR"))  # a Saturday
    True
    """
    return day.weekday() != SUNDAY and not place.is_holiday(day)


def month_end(day: date) -> date:
    """The last day of *day*'s month.

    >>> print(month_end(date(2028, 2, 10)))
    2028-02-29
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, count: int) -> date:
    """The same day *count* months later, or that month's last day where it has none.

    >>> print(add_months(date(2026, 1, 31), 1))
    2026-02-28
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, count: int) -> date:
    """The same day *count* years later; 29 February becomes the 28th.

    >>> print(add_years(date(2028, 2, 29), 1))
    2029-02-28
    """
    return add_months(day, 12 * count)


def is_target_day(day: date) -> bool:
    """Whether euro transfers settle between banks on *day*.

    >>> is_target_day(date(2026, 5, 1)), is_target_day(date(2026, 7, 14))
    (False, True)
    """
    return Calendar(TARGET).is_open(day)


def penultimate_wednesday(year: int, month: int) -> date:
    """The day whose rates customs use throughout the following month.

    >>> print(penultimate_wednesday(2026, 12))
    2026-12-23
    """
    last = month_end(date(year, month, 1))
    return last - timedelta(days=(last.weekday() - WEDNESDAY) % 7 + 7)


def emebi_due(year: int, month: int, law: Overrides = PRINTED) -> date:
    """The last day to answer the French EMEBI survey on the flows of *month*.

    Its calendar counts Saturdays: the flows of June 2026 are due on a Saturday.

    >>> print(emebi_due(2026, 6))
    2026-07-11
    """
    last = month_end(date(year, month, 1))
    tenth = int(timeline("days", "emebi_working_day", law).on(last).number)
    return add_working_days(last, tenth, calendar("FR"))


def _all_open(day: date, calendars: Sequence[Calendar]) -> bool:
    return all(one.is_open(day) for one in calendars)


@cache
def _own_weekends(country: str) -> str | None:
    name = f"weekend_{country}"
    return name if ("days", name) in set(quantities()) else None


@cache
def _library(country: str, subdivision: str | None) -> holidays.HolidayBase:
    if country == TARGET:
        return holidays.financial_holidays("XECB", language="en_US")
    return holidays.country_holidays(country, subdiv=subdivision, language="en_US")


@dataclass(frozen=True, slots=True)
class _Year:
    """What the library knows of one place and year."""

    holidays: Mapping[date, Label]
    weekends: frozenset[date]
    made_up: frozenset[date]  # weekend days worked in place of another (China)


@lru_cache(maxsize=4096)
def _year(country: str, subdivision: str | None, year: int) -> _Year:
    library = _library(country, subdivision)
    with warnings.catch_warnings(record=True) as out_of_range:
        warnings.simplefilter("always")
        known = type(library)(years=year, subdiv=library.subdiv, language=library.language)
        if out_of_range or not library.start_year <= year <= library.end_year:
            raise HolidaysUnknown(country=country, year=year)
        if year < library.end_year:
            known.get(date(year + 1, 1, 1))  # days made up for in December are told in January
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(365 + isleap(year))]
    french: Mapping[date, str] = {day: feast_in_french(name) for day, name in known.items()}
    spoken = [one for one in library.supported_languages if one.startswith("fr")]
    if spoken:
        french = type(library)(years=year, subdiv=library.subdiv, language=spoken[0])
    return _Year(
        {
            day: Label(name, french.get(day, name))
            for day, name in known.items()
            if day.year == year
        },
        frozenset(day for day in days if known.is_weekend(day)),
        frozenset(day for day in known.weekend_workdays if day.year == year),
    )
