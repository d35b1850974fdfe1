"""What weighs most, and what made the margin move: classes A, B, C; a bridge between two years.

Source: the trade reference, section 8 (ABC: by value descending; A while the cumulative share
before the item is below 80 %, B below 95 %, ties by name).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from comptoir.kpis.declared import Breakdown
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import broken_down, every_part, figure
from comptoir.kpis.periods import Period
from comptoir.kpis.special import abc
from comptoir.kpis.totals import Totals

EVERY = 10**9
SHOWN = 15


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of a ranking: its value and its class; *others* counts what the last line stands for."""

    label: str
    value: Fraction
    letter: str
    others: int = 0


def pareto(totals: Totals, code: str, by: str, period: Period, shown: int = SHOWN) -> list[Ranked]:
    """What weighs most first, with its class; what is not shown is the last line."""
    parts = broken_down(totals, Breakdown(code, by, ""), period, EVERY)
    named = {part.label: part.value or Fraction(0) for part in parts}
    scale = 100
    ranked = abc([(label, int(value * scale)) for label, value in named.items()])
    found = [Ranked(label, named[label], letter) for label, _, letter in ranked]
    if len(found) <= shown:
        return found
    whole = figure(totals, DEFINITIONS[code], period).value or Fraction(0)
    left = whole - sum((one.value for one in found[: shown - 1]), Fraction(0))
    return [*found[: shown - 1], Ranked("", left, "", len(found) - shown + 1)]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bridge: who moved it, from what and to what they had."""

    label: str
    before: Fraction
    now: Fraction


def bridge(totals: Totals, by: str, period: Period, most: int = 6) -> list[Step]:
    """Who made the gross margin move from the year before to now, the largest moves first.

    What the steps leave of the whole move is that of the others.
    """
    found: dict[str, list[Fraction]] = {}
    for at, one in enumerate((period.before(12), period)):
        for part in every_part(totals, Breakdown("MARGIN", by, ""), one):
            found.setdefault(part.label, [Fraction(0), Fraction(0)])[at] = part.value or Fraction(0)
    steps = [Step(label, before, now) for label, (before, now) in found.items() if before or now]
    return sorted(steps, key=lambda one: (-abs(one.now - one.before), one.label))[:most]
