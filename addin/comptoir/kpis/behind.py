"""The rows behind a figure: what is counted, and out of what; their sums are the figure.

A payment stands with the invoice it settles, so that what is settled vanishes from receivables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from comptoir.kpis.declared import Definition, Sum
from comptoir.kpis.exchange import Ints, Texts
from comptoir.kpis.facts import ints
from comptoir.kpis.periods import Period
from comptoir.kpis.tables import TABLES
from comptoir.kpis.totals import Totals, bounds

GROUPED_BY = {"payments": "invoice"}
MOST = 400
"""Rows told of one figure; the others are told as one line."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One record: its part of what is counted and of what that is divided by; *day* or 0.

    *others*: how many records this line stands for, where it is not one.
    """

    ref: str
    party: str
    day: int
    over: Fraction
    under: Fraction
    others: int = 0


def behind(totals: Totals, one: Definition, period: Period, most: int = MOST) -> list[Behind]:
    """The records behind a figure of sums, those that weigh most first; none of a special one."""
    scale = 10 ** max((_places(part) for part in one.sums), default=0)
    over, under = _Lot(scale), _Lot(scale)
    for lot, sums in ((over, one.over), (under, one.under)):
        for part in sums:
            lot.add(totals, part, period)
    rows = _together(over, under)
    rows.sort(key=lambda row: (-max(abs(row.over), abs(row.under)), row.ref))
    if len(rows) <= most:
        return rows
    rest = rows[most - 1 :]
    left = Behind(
        "", "", 0, sum((r.over for r in rest), Fraction(0)),
        sum((r.under for r in rest), Fraction(0)), len(rest),
    )  # fmt: skip
    return [*rows[: most - 1], left]


def _places(one: Sum) -> int:
    return TABLES[one.table].by_name[one.column].places


class _Lot:
    """Rows of one side of a figure, gathered sum by sum, in parts of *scale*."""

    def __init__(self, scale: int) -> None:
        self.scale = scale
        self.refs: list[Texts] = []
        self.parties: list[Texts] = []
        self.days: list[Ints] = []
        self.values: list[Ints] = []

    def add(self, totals: Totals, one: Sum, period: Period) -> None:
        days = ints(totals.column(one.table, one.day))
        values = ints(totals.column(one.table, one.column))
        here = _inside(days, *bounds(one.span, period, totals.facts.today)) & (values != 0)
        by = GROUPED_BY.get(one.table, "ref")
        self.refs.append(totals.column(one.table, by)[here].astype(object))
        self.parties.append(totals.column(one.table, "party")[here].astype(object))
        self.days.append(days[here])
        self.values.append(values[here] * one.sign * (self.scale // 10 ** _places(one)))


def _inside(days: Ints, since: int | None, until: int | None) -> NDArray[np.bool_]:
    here = np.ones(len(days), dtype=bool)
    if since is not None or until is not None:
        here &= days > 0
    if since is not None:
        here &= days >= since
    if until is not None:
        here &= days <= until
    return here


def _together(over: _Lot, under: _Lot) -> list[Behind]:
    """Both sides by record, without those that come to nothing."""
    refs = [*over.refs, *under.refs]
    if not refs or not sum(map(len, refs)):
        return []
    every = np.concatenate(refs).astype(str)
    keys, first, at = np.unique(every, return_index=True, return_inverse=True)
    parties, days = _joined([*over.parties, *under.parties]), _joined([*over.days, *under.days])
    left = sum(map(len, over.refs))
    sums = []
    for lot, place in ((over, at[:left]), (under, at[left:])):
        total = np.zeros(len(keys), dtype=np.int64)
        if lot.values:
            np.add.at(total, place, np.concatenate(lot.values))
        sums.append(total)
    kept = np.flatnonzero((sums[0] != 0) | (sums[1] != 0))
    return [
        Behind(str(keys[k]), str(parties[first[k]]), int(days[first[k]]),
               Fraction(int(sums[0][k]), over.scale), Fraction(int(sums[1][k]), over.scale))
        for k in kept.tolist()
    ]  # fmt: skip


def _joined(parts: Sequence[NDArray[np.generic]]) -> NDArray[np.generic]:
    return np.concatenate(parts)
