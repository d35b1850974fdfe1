"""The value of each figure, for any period: exact, or blank with its reason.

Sums are taken once by day and kept running, so that a figure of any period is two look-ups:
twenty-four months of seventy figures cost no more than one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from comptoir.kpis.declared import (
    DECIMALS,
    Definition,
    Span,
    Sum,
)
from comptoir.kpis.exchange import Ints
from comptoir.kpis.facts import Facts, ints
from comptoir.kpis.periods import Period
from comptoir.kpis.tables import TABLES
from comptoir.wording import Said

EPOCH = date(1899, 12, 30)
FIRST, LAST = 25_569, 109_574  # 1970 to 2199: a day outside counts as the nearest inside
EXACT = 2**52


def serial(day: date) -> int:
    """A day as workbooks count it.

    >>> serial(date(2026, 11, 23))
    46349
    """
    return (day - EPOCH).days


def day_of(count: int) -> date:
    return EPOCH + timedelta(days=count)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a period: exact, or None and *why*. *over* and *under* prove it."""

    definition: Definition
    period: Period
    value: Fraction | None
    over: Fraction
    under: Fraction | None
    why: Said | None = None

    @property
    def shown(self) -> Decimal | None:
        """The value to the decimals its unit is read with, half up."""
        return rounded(self.value, DECIMALS[self.definition.unit])


def rounded(value: Fraction | None, places: int) -> Decimal | None:
    """A value to so many decimals, half away from zero.

    >>> rounded(Fraction(-5, 2), 0)
    Decimal('-3')
    """
    if value is None:
        return None
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


Choice = Mapping[str, str]
"""What narrows the rows: a country, a partner, a mode, by the column's name; a forwarder too, where
a table tells it."""


def bounds(span: Span, period: Period, today: int) -> tuple[int | None, int | None]:
    """The days of a span, as workbooks count them; None: no bound."""
    moved = period.before(span.months) if span.months else period
    anchors = {"start": serial(moved.first), "end": serial(moved.last), "today": today}
    since = None if span.since is None else anchors[span.since] + span.since_days
    until = None if span.until is None else anchors[span.until] + span.until_days
    return since, until


def _running(days: Ints, values: Ints) -> NDArray[np.generic]:
    """Sums of *values* up to each day, exact; what has no day is before all."""
    at = np.where(days > 0, np.clip(days, FIRST, LAST) - FIRST + 1, 0)
    length = LAST - FIRST + 2
    if float(np.abs(values).astype(np.float64).sum()) < EXACT:
        return np.cumsum(np.bincount(at, weights=values, minlength=length).astype(np.int64))
    low = np.bincount(at, weights=values & 0xFFFFF, minlength=length).astype(np.int64)
    high = np.bincount(at, weights=values >> 20, minlength=length).astype(np.int64)
    return np.cumsum(high.astype(object) * (1 << 20) + low.astype(object))


@dataclass(slots=True)
class Totals:
    """Sums over a desk's facts, narrowed by a choice; each column is summed once."""

    facts: Facts
    choice: Choice = field(default_factory=dict)
    _kept: dict[str, NDArray[np.bool_] | None] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], NDArray[np.generic]] = field(default_factory=dict)

    def kept(self, table: str) -> NDArray[np.bool_] | None:
        """The rows of a table that the choice keeps; None: all."""
        if table not in self._kept:
            mask: NDArray[np.bool_] | None = None
            for name, value in self.choice.items():
                if value and name in self.facts.tables[table]:
                    one = self.facts.tables[table][name] == value
                    mask = one if mask is None else mask & one
            self._kept[table] = mask
        return self._kept[table]

    def column(self, table: str, name: str) -> NDArray[np.generic]:
        """A column's values, of the rows kept."""
        mask, values = self.kept(table), self.facts.tables[table][name]
        return values if mask is None else values[mask]

    def rows(self, table: str) -> int:
        mask = self.kept(table)
        return len(self.facts.tables[table]["ref"]) if mask is None else int(mask.sum())

    def whole(self, one: Sum, period: Period, column: str = "") -> int:
        """The sum as a whole number of the column's smallest part, without its sign."""
        key = (one.table, column or one.column, one.day)
        if key not in self._known:
            self._known[key] = _running(
                ints(self.column(one.table, one.day)), ints(self.column(one.table, key[1]))
            )
        return between(self._known[key], *bounds(one.span, period, self.facts.today))

    def sum(self, one: Sum, period: Period) -> Fraction:
        places = TABLES[one.table].by_name[one.column].places
        return Fraction(one.sign * self.whole(one, period), 10**places)

    def blocked(self, one: Sum, period: Period) -> int:
        """How many of its rows have an amount without a rate."""
        by = TABLES[one.table].by_name[one.column].blocked
        return self.whole(one, period, by) if by else 0


def between(running: NDArray[np.generic], since: int | None, until: int | None) -> int:
    """What was added from one day to another; without any bound, what has no day too."""
    if since is None and until is None:
        return int(running[-1])
    last = len(running) - 1
    high = last if until is None else min(max(until - FIRST + 1, 0), last)
    low = 0 if since is None else min(max(since - FIRST, 0), last)
    return int(running[high]) - int(running[low]) if high > low else 0
