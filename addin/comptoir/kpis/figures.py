"""The value of each figure, for any period: exact, or blank with its reason.

Sums are taken once by day and kept running, so that a figure of any period is two look-ups:
twenty-four months of seventy figures cost no more than one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from comptoir.kpis.declared import (
    DECIMALS,
    UNRATED,
    UNRECORDED,
    Breakdown,
    Definition,
    Span,
    Sum,
)
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.exchange import Ints
from comptoir.kpis.facts import Facts, ints
from comptoir.kpis.periods import Period
from comptoir.kpis.tables import FILTERS, TABLES
from comptoir.wording import Said, mark

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
"""What narrows the rows: a country, a partner, a mode, by the column's name."""


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
            for name in FILTERS:
                if self.choice.get(name):
                    one = self.facts.tables[table][name] == self.choice[name]
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


def figure(totals: Totals, definition: Definition, period: Period) -> Figure:
    """One figure of a period."""
    if definition.special:
        from comptoir.kpis.special import special  # noqa: PLC0415 - it builds on this module

        over, under, why = special(totals, definition, period)
        return _judged(definition, period, over, under, why)
    over = sum((totals.sum(one, period) for one in definition.over), Fraction(0))
    under = sum((totals.sum(one, period) for one in definition.under), Fraction(0))
    why = None
    if any(totals.blocked(one, period) for one in definition.sums):
        why = Said(UNRATED)
    elif not definition.under and not any(totals.rows(one.table) for one in definition.over):
        why = Said(UNRECORDED)
    return _judged(definition, period, over, under if definition.under else None, why)


def _judged(
    definition: Definition, period: Period, over: Fraction, under: Fraction | None, why: Said | None
) -> Figure:
    if why is None and under == 0:
        why = Said(definition.empty)
    if why is not None:
        return Figure(definition, period, None, over, under, why)
    factor = definition.factor * (period.days if definition.by_days else 1)
    value = over * factor if under is None else over * factor / under
    return Figure(definition, period, value, over, under)


def figures(totals: Totals, period: Period) -> dict[str, Figure]:
    """Every figure of a period, by its code."""
    return {code: figure(totals, one, period) for code, one in DEFINITIONS.items()}


BETTER, WORSE, MET, MISSED = (mark("better"), mark("worse"), mark("on target"), mark("off target"))


def met(one: Definition, value: Fraction | None, target: Fraction | None) -> bool | None:
    """Whether a value meets its target; None where there is nothing to compare."""
    if value is None or target is None or not one.better:
        return None
    return value >= target if one.better == "up" else value <= target


def improved(one: Definition, now: Fraction | None, before: Fraction | None) -> bool | None:
    """Whether a value is better than one before; None where they are equal or unknown."""
    if now is None or before is None or now == before or not one.better:
        return None
    return (now > before) == (one.better == "up")


def target_of(one: Definition) -> Fraction | None:
    return Fraction(one.usual) if one.usual else None


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of the rows that share a value."""

    label: str
    value: Fraction | None
    weight: Fraction


def broken_down(totals: Totals, one: Breakdown, period: Period, most: int = 10) -> list[Part]:
    """A figure by the values of a column, those that weigh most first, ties by name.

    Totals weigh by themselves, ratios by what they are divided by.
    """
    definition = DEFINITIONS[one.code]
    table = definition.table
    labels = totals.column(table, one.by)
    weigh = definition.under or definition.over
    parts = []
    for label in sorted(set(map(str, labels.tolist()))):
        over = _where(totals, definition.over, one.by, label, period)
        under = _where(totals, definition.under, one.by, label, period)
        weight = _where(totals, weigh, one.by, label, period)
        parts.append(Part(label, _divided(definition, over, under, period), weight))
    kept = [part for part in parts if part.weight > 0 and part.value is not None]
    return sorted(kept, key=lambda part: (-part.weight, part.label))[:most]


def _divided(one: Definition, over: Fraction, under: Fraction, period: Period) -> Fraction | None:
    factor = one.factor * (period.days if one.by_days else 1)
    if not one.under:
        return over * factor
    return over * factor / under if under else None


def _where(totals: Totals, sums: Sequence[Sum], by: str, label: str, period: Period) -> Fraction:
    total = Fraction(0)
    for one in sums:
        if by not in TABLES[one.table].by_name:
            return Fraction(0)
        since, until = bounds(one.span, period, totals.facts.today)
        here = totals.column(one.table, by) == label
        days = ints(totals.column(one.table, one.day))[here]
        inside = np.ones(len(days), dtype=bool)
        if since is not None or until is not None:
            inside &= days > 0
        if since is not None:
            inside &= days >= since
        if until is not None:
            inside &= days <= until
        values = ints(totals.column(one.table, one.column))[here][inside]
        places = TABLES[one.table].by_name[one.column].places
        total += Fraction(one.sign * sum(values.tolist()), 10**places)
    return total


def trend(totals: Totals, definition: Definition, months: Sequence[Period]) -> list[Figure]:
    """A figure month by month."""
    return [figure(totals, definition, month) for month in months]
