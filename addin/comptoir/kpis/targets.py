"""Budgets and targets of the register: what a figure should be in a period.

A budget is of an amount that adds up over months: that of a quarter is three months, a year's is
spread evenly where its months have none. A target is of a rate: the narrowest period that holds
the one asked for decides. Ours; the trade reference, section 8, leaves both to the firm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from comptoir.kpis.declared import PERIOD, Definition, Unit
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.periods import Period, UnreadablePeriod, month_of, month_start, read_period

MONEYS = (Unit.MONEY, Unit.RATE)
SMALLEST = 10**4
"""Parts of a wished value as the store keeps them."""


def adds_up(one: Definition) -> bool:
    """Whether a figure's months add up to its year: a flow, not a rate nor what is open today."""
    flows = all(part.span == PERIOD for part in one.over)
    return one.live and not one.under and flows and one.unit in {Unit.MONEY, Unit.COUNT}


def months_in(period: Period) -> list[Period]:
    """The months of a period.

    >>> [month.name for month in months_in(read_period("2026-Q1"))]
    ['2026-01', '2026-02', '2026-03']
    """
    first, last = period.first, period.last
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [month_of(month_start(first, at)) for at in range(count)]


@dataclass(frozen=True, slots=True)
class Targets:
    """What was typed: by figure, by period. *unread*: lines that no figure or period has."""

    by_figure: Mapping[str, Mapping[Period, Fraction]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def of(self, one: Definition, period: Period) -> Fraction | None:
        """What *one* should be in *period*; the usual target where none was typed."""
        typed = self.by_figure.get(one.code, {})
        if typed:
            found = budget(typed, period) if adds_up(one) else narrowest(typed, period)
            if found is not None:
                return found
        return Fraction(one.usual) if one.usual else None

    def without_amounts(self) -> Targets:
        """Only those of rates: amounts are typed in euros, and the figures are in another money."""
        kept = {c: one for c, one in self.by_figure.items() if DEFINITIONS[c].unit not in MONEYS}
        return Targets(kept, self.unread)

    def typed(self, one: Definition, period: Period) -> Fraction | None:
        """The same, None where only the usual one is known."""
        return self.of(one, period) if one.code in self.by_figure else None


def narrowest(typed: Mapping[Period, Fraction], period: Period) -> Fraction | None:
    """The value of the shortest period that holds *period*.

    >>> year, quarter = read_period("2026"), read_period("2026-Q4")
    >>> typed = {year: Fraction(90), quarter: Fraction(95)}
    >>> narrowest(typed, read_period("2026-10")), narrowest(typed, read_period("2026-02"))
    (Fraction(95, 1), Fraction(90, 1))
    """
    holding = [one for one in typed if one.first <= period.first and period.last <= one.last]
    return typed[min(holding, key=lambda one: one.days)] if holding else None


def budget(typed: Mapping[Period, Fraction], period: Period) -> Fraction | None:
    """The sum of the months of *period*; None where one of them has no budget.

    >>> typed = {read_period("2026"): Fraction(1200), read_period("2026-10"): Fraction(300)}
    >>> budget(typed, read_period("2026-10"))
    Fraction(300, 1)
    >>> budget(typed, read_period("2026"))
    Fraction(1200, 1)
    >>> budget(typed, read_period("2026-11"))
    Fraction(900, 11)
    """
    months = [_month(typed, month) for month in months_in(period)]
    known = [one for one in months if one is not None]
    return sum(known, Fraction(0)) if len(known) == len(months) else None


def _month(typed: Mapping[Period, Fraction], month: Period) -> Fraction | None:
    """A month's own budget; else its share of what the narrower periods leave of a wider one."""
    if month in typed:
        return typed[month]
    holding = [one for one in typed if one.first <= month.first and month.last <= one.last]
    if not holding:
        return None
    wide = min(holding, key=lambda one: one.days)
    inside = [one for one in typed if one != wide and _within(one, wide)]
    widest = [
        one for one in inside if not any(_within(one, more) for more in inside if more != one)
    ]
    taken = {month.name for one in widest for month in months_in(one)}
    free = [one for one in months_in(wide) if one.name not in taken]
    return (typed[wide] - sum((typed[one] for one in widest), Fraction(0))) / len(free)


def _within(one: Period, other: Period) -> bool:
    return other.first <= one.first and one.last <= other.last


def targets(lines: Iterable[tuple[str, str, int]]) -> Targets:
    """Targets of the register's lines: figure, period, value as stored.

    >>> found = targets([("otif", "2026", 950_000), ("NOPE", "2026", 1), ("DSO", "soon", 1)])
    >>> found.of(DEFINITIONS["OTIF"], read_period("2026-03")), found.unread
    (Fraction(95, 1), ('NOPE 2026', 'DSO soon'))
    """
    found: dict[str, dict[Period, Fraction]] = {}
    unread = []
    for code, text, value in lines:
        known = code.upper()
        try:
            period = read_period(text)
        except UnreadablePeriod:
            unread.append(f"{code} {text}")
            continue
        if known not in DEFINITIONS:
            unread.append(f"{code} {text}")
            continue
        found.setdefault(known, {})[period] = Fraction(value, SMALLEST)
    return Targets(found, tuple(unread))
