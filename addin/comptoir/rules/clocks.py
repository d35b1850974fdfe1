"""When both offices are open: hours shared by two places on a day.

Places keep IANA zones and local hours, never offsets: three weeks a year Paris and New
York are five hours apart, not six. The partner's days before and after are looked
at too, for the day is not the same everywhere.

Sources
    IANA time zone database (package `tzdata`).
    Directive 2000/84/EC (summer time: last Sundays of March and October); US Energy
    Policy Act of 2005 (second Sunday of March, first of November).

>>> paris, shanghai = Office("Europe/Paris"), Office("Asia/Shanghai")
>>> for window in overlap(date(2026, 11, 23), paris, shanghai):
...     print(window)
09:00-11:00
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from comptoir.errors import Refused
from comptoir.rules.days import Calendar
from comptoir.wording import mark

NINE_TO_SIX = ((time(9), time(18)),)


class UnknownZone(Refused, LookupError):
    """A zone that the IANA database does not have."""

    message = mark(
        "{zone} is not a time zone. Nothing was computed."
        " Enter a city of the list, such as Europe/Paris or Asia/Shanghai."
    )


class BadHours(Refused, ValueError):
    """Opening hours that cannot be."""

    message = mark(
        "The opening hours {opens}-{closes} of {zone} cannot be used. Nothing was computed."
        " Enter the closing time after the opening time."
    )


@dataclass(frozen=True, slots=True)
class Office:
    """A zone, the hours open there (local time) and, if known, its working days.

    Hours may be several in a day (a lunch break), and may end at midnight (``00:00``).
    """

    zone: str
    hours: Sequence[tuple[time, time]] = NINE_TO_SIX
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        _zone(self.zone)
        for opens, closes in self.hours:
            if closes <= opens and closes != time(0):
                raise BadHours(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}", zone=self.zone)

    def open_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The instants (UTC) of opening and closing on *day*; none where it is closed."""
        if self.calendar is not None and not self.calendar.is_open(day):
            return
        for opens, closes in self.hours:
            last = day + timedelta(days=1) if closes == time(0) else day
            yield self._instant(day, opens), self._instant(last, closes)

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, _zone(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in which both are open, in the local time of each."""

    here: tuple[datetime, datetime]
    there: tuple[datetime, datetime]

    @property
    def lasts(self) -> timedelta:
        """How long it is, clock changes counted."""
        return self.here[1].astimezone(UTC) - self.here[0].astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.here[0]:%H:%M}-{self.here[1]:%H:%M}"


def overlap(day: date, ours: Office, theirs: Office) -> list[Window]:
    """The windows of our *day* in which *theirs* is open too, earliest first.

    >>> auckland = Office("Pacific/Auckland")
    >>> overlap(date(2026, 11, 23), Office("Europe/Paris"), auckland)
    []
    """
    partner = [
        span for shift in range(-2, 3) for span in theirs.open_on(day + timedelta(days=shift))
    ]
    found = []
    for opens, closes in ours.open_on(day):
        for start, end in partner:
            first, last = max(opens, start), min(closes, end)
            if first < last:
                found.append(_window(first, last, ours.zone, theirs.zone))
    return sorted(found, key=lambda window: window.here)


def hours_shared(day: date, ours: Office, theirs: Office) -> timedelta:
    """How long both are open on our *day*, all windows together."""
    return sum((window.lasts for window in overlap(day, ours, theirs)), timedelta())


def _window(first: datetime, last: datetime, ours: str, theirs: str) -> Window:
    here, there = _zone(ours), _zone(theirs)
    return Window(
        (first.astimezone(here), last.astimezone(here)),
        (first.astimezone(there), last.astimezone(there)),
    )


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(zone=name) from None
