"""The period figures are of: a month, a quarter, a year, or from one month to another."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from comptoir.errors import Refused
from comptoir.wording import mark


class UnreadablePeriod(Refused):
    message = mark(
        "{text} is not a period. Write a month 2026-10, a quarter 2026-Q3, a year 2026,"
        " or from one month to another 2026-01..2026-10."
    )


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from their first day to their last."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days the months have.

        >>> read_period("2026-02").days
        28
        """
        return (self.last - self.first).days + 1

    def before(self, months: int) -> Period:
        """The same months, so many earlier.

        >>> read_period("2026-03").before(13).name
        '2025-02'
        """
        return Period(month_start(self.first, -months), month_end(month_start(self.last, -months)))

    @property
    def name(self) -> str:
        first, last = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        return first if first == last else f"{first}..{last}"


def month_start(day: date, months: int = 0) -> date:
    """The first day of the month of *day*, or of the one so many months away."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month of *day*."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_of(day: date) -> Period:
    """The month of *day*."""
    return Period(month_start(day), month_end(day))


def last_whole_month(today: date) -> Period:
    """The month before that of *today*.

    >>> last_whole_month(date(2026, 1, 3)).name
    '2025-12'
    """
    return month_of(month_start(today, -1))


def months_to(period: Period, count: int = 24) -> list[Period]:
    """The *count* months that end with the period's last."""
    return [month_of(month_start(period.last, back)) for back in range(1 - count, 1)]


def read_period(text: str) -> Period:
    """The period that *text* names. Raises ``UnreadablePeriod``.

    >>> read_period("2026-Q3").last, read_period("2026").days
    (datetime.date(2026, 9, 30), 365)
    """
    parts = [part.strip() for part in text.split("..")]
    if len(parts) <= 2 and (ends := [_part(part) for part in parts]):  # noqa: PLR2004 - from..to
        first, last = ends[0], ends[-1]
        if first and last and first.first <= last.last:
            return Period(first.first, last.last)
    raise UnreadablePeriod(text=text)


def _part(text: str) -> Period | None:
    shape = re.fullmatch(r"(19\d\d|20\d\d)(?:-(?:(0[1-9]|1[0-2])|[QT]([1-4])))?", text.upper())
    if not shape:
        return None
    year, month, quarter = int(shape[1]), shape[2], shape[3]
    if month:
        return month_of(date(year, int(month), 1))
    if quarter:
        last = date(year, int(quarter) * 3, 1)
        return Period(month_start(last, -2), month_end(last))
    return Period(date(year, 1, 1), date(year, 12, 31))
