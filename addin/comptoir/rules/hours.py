"""Opening hours as people write them, and whether an office is open at an instant.

Sources
    IANA time zone database; hours on the 24-hour clock as ISO 8601 writes them.
    Public holidays and weekends: ``rules.days``.

>>> from datetime import UTC
>>> from comptoir.rules.days import calendar
>>> shanghai = office("Asia/Shanghai", "9-12 13:30-18", calendar("CN"))
>>> print(standing(shanghai, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)).said.in_("en"))
open until 18:00 by their clock, where it is 17:30
>>> print(standing(shanghai, datetime(2026, 11, 23, 10, 30, tzinfo=UTC)).said.in_("en"))
closed: 18:30 there; opens on 24 Nov 2026 at 09:00 there
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from comptoir.errors import Refused
from comptoir.rules.clocks import NINE_TO_SIX, Office
from comptoir.rules.days import Calendar, HolidaysUnknown
from comptoir.wording import Said, mark

_STRETCH = re.compile(r"(\d{1,2})(?:[:h](\d{2})?)?\s*(?:-|–|to|à)\s*(\d{1,2})(?:[:h](\d{2})?)?")
_LOOKED_AHEAD = 21
_DAYS_AHEAD = 45


class UnreadableHours(Refused, ValueError):
    message = mark(
        "The office hours {given} cannot be read. Nothing was saved."
        " Write them as 09:00-12:30 14:00-18:00."
    )


def stretches(text: str) -> tuple[tuple[time, time], ...]:
    """The stretches of a day in which an office is open. Raises `UnreadableHours`.

    >>> [f"{a:%H:%M}-{b:%H:%M}" for a, b in stretches("9h-12h30, 14:00 – 18")]
    ['09:00-12:30', '14:00-18:00']
    """
    left = _STRETCH.sub(" ", text).strip(" ,;/")
    found = [_stretch(hit, text) for hit in _STRETCH.finditer(text)]
    in_order = all(one[1] <= other[0] for one, other in itertools.pairwise(found))
    if left or not found or not in_order:
        raise UnreadableHours(given=text)
    return tuple(found)


def _stretch(hit: re.Match[str], text: str) -> tuple[time, time]:
    try:
        opens = time(int(hit[1]), int(hit[2] or 0))
        closes = time(int(hit[3]) % 24, int(hit[4] or 0))
    except ValueError:
        raise UnreadableHours(given=text) from None
    if closes <= opens and closes != time(0):
        raise UnreadableHours(given=text)
    return opens, closes


def written(text: str) -> str:
    """Opening hours as they are kept: ``09:00-12:30 14:00-18:00``.

    >>> written("8-17")
    '08:00-17:00'
    """
    return " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in stretches(text))


def office(zone: str, hours: str | None, days: Calendar | None) -> Office:
    """An office of a zone; nine to six where its hours are not known."""
    return Office(zone, stretches(hours) if hours else NINE_TO_SIX, days)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an office is open; till when, or from when, as an instant (UTC)."""

    open: bool
    turns: datetime | None
    said: Said


def standing(there: Office, at: datetime) -> Standing:
    """How an office stands *at* an instant, and when that changes.

    The reopening is looked for in the next three weeks.
    """
    zone = ZoneInfo(there.zone)
    local = at.astimezone(zone)
    for opens, closes in _spans(there, local.date()):
        if opens <= at < closes:
            said = Said(
                "open until {closes} by their clock, where it is {now}",
                closes=f"{closes.astimezone(zone):%H:%M}",
                now=f"{local:%H:%M}",
            )
            return Standing(open=True, turns=closes, said=said)
    later = [opens for opens, _ in _spans(there, local.date()) if opens > at]
    if not later:
        return Standing(open=False, turns=None, said=Said("closed for the next three weeks"))
    first = min(later).astimezone(zone)
    said = Said(
        "closed: {now} there; opens on {day} at {opens} there",
        now=f"{local:%H:%M}",
        day=first.date(),
        opens=f"{first:%H:%M}",
    )
    return Standing(open=False, turns=min(later), said=said)


def _spans(there: Office, day: date) -> Iterator[tuple[datetime, datetime]]:
    for shift in range(-1, _LOOKED_AHEAD):
        try:
            yield from there.open_on(day + timedelta(days=shift))
        except HolidaysUnknown:
            return


@dataclass(frozen=True, slots=True)
class Closing:
    """A day on which an office is closed for a holiday; whether the day may still move."""

    day: date
    name: Said
    to_confirm: bool


def holidays_ahead(days: Calendar, day: date, count: int = _DAYS_AHEAD) -> list[Closing]:
    """The public holidays of the next *count* days that fall on a working day of the week.

    >>> from comptoir.rules.days import calendar
    >>> [(one.day.isoformat(), one.to_confirm) for one in
    ...  holidays_ahead(calendar("FR"), date(2026, 12, 20), 20)]
    [('2026-12-25', False), ('2027-01-01', False)]
    """
    found = []
    for shift in range(count):
        that = day + timedelta(days=shift)
        try:
            name = days.holiday(that)
            if name and not days.is_weekend(that):
                found.append(Closing(that, name, days.is_to_confirm(that)))
        except HolidaysUnknown:
            break
    return found
