"""The value of each figure, for any period: exact, or blank with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from comptoir.kpis.declared import (
    UNRATED,
    UNRECORDED,
    Breakdown,
    Definition,
    Sum,
)
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.facts import ints
from comptoir.kpis.periods import Period
from comptoir.kpis.special import special
from comptoir.kpis.tables import TABLES
from comptoir.kpis.totals import Choice, Figure, Totals, between, bounds, day_of, rounded, serial
from comptoir.wording import Said, mark

__all__ = [
    "BETTER",
    "Choice",
    "Figure",
    "Part",
    "Totals",
    "between",
    "bounds",
    "broken_down",
    "day_of",
    "figure",
    "figure_then",
    "figures",
    "figures_then",
    "improved",
    "met",
    "rounded",
    "serial",
]


def figure(totals: Totals, definition: Definition, period: Period) -> Figure:
    """One figure of a period."""
    if definition.special:
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


def figure_then(totals: Totals, definition: Definition, period: Period) -> Figure:
    """A figure of a period gone by, to compare with; blank where only today is known of it."""
    found = figure(totals, definition, period)
    if not definition.of_today or found.why:
        return found
    return Figure(definition, period, None, found.over, found.under, Said(OF_TODAY))


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


OF_TODAY = mark("It tells how things stand today: how they stood then is not known.")


def figures(totals: Totals, period: Period) -> dict[str, Figure]:
    """Every figure of a period, by its code."""
    return {code: figure(totals, one, period) for code, one in DEFINITIONS.items()}


def figures_then(totals: Totals, period: Period) -> dict[str, Figure]:
    """Every figure of a period gone by, to compare with."""
    return {code: figure_then(totals, one, period) for code, one in DEFINITIONS.items()}


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


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of the rows that share a value."""

    label: str
    value: Fraction | None
    weight: Fraction


def broken_down(totals: Totals, one: Breakdown, period: Period, most: int = 10) -> list[Part]:
    """A figure by the values of a column, those that weigh most first, ties by name.

    What weighs nothing, or less, is left out.
    """
    parts = every_part(totals, one, period)
    kept = [part for part in parts if part.weight > 0 and part.value is not None]
    return sorted(kept, key=lambda part: (-part.weight, part.label))[:most]


def every_part(totals: Totals, one: Breakdown, period: Period) -> list[Part]:
    """A figure by every value of a column, by name.

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
    return parts


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
