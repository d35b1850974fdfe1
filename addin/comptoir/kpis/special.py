"""Figures that are no sums: customers who stay, concentration, medians, DSO by count-back.

Source: the trade reference, section 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np

from comptoir.kpis.declared import NOTHING, UNRATED, Definition, Sum
from comptoir.kpis.exchange import Ints
from comptoir.kpis.facts import ints
from comptoir.kpis.periods import Period, month_of, month_start, months_to
from comptoir.kpis.totals import Totals, serial
from comptoir.wording import Said, mark

Answer = tuple[Fraction, Fraction | None, Said | None]
HISTORY = 36
CAGR_YEARS = 3
BEYOND = mark("Receivables exceed the sales of the last {months} months: over {days} days.")
NO_STATISTICS = mark(
    "No statistics of a market are known. Take them in: comptoir watch statistics FILE."
)
NEVER = mark("No sale in the months looked at.")


def special(totals: Totals, one: Definition, period: Period) -> Answer:
    """What is divided by what for a figure that is no sum; the reason where it is blank."""
    if ":" in one.special:
        which, _, column = one.special.partition(":")
        return _spread(totals, which, column.split("."), period)
    return _NAMED[one.special](totals, period)


def _spread(totals: Totals, which: str, named: Sequence[str], period: Period) -> Answer:
    table, column, known, day = named
    values = _inside(totals, table, column, day, period, known)
    if not len(values):
        return Fraction(0), None, Said(NOTHING)
    found = median(values) if which == "median" else ninth_in_ten(values)
    return found, None, None


def _inside(
    totals: Totals, table: str, column: str, day: str, period: Period, known: str
) -> list[int]:
    days = ints(totals.column(table, day))
    here = (days >= serial(period.first)) & (days <= serial(period.last))
    here &= ints(totals.column(table, known)) > 0
    found: list[int] = ints(totals.column(table, column))[here].tolist()
    return found


def median(values: Sequence[int]) -> Fraction:
    """The middle value, or the mean of the two in the middle.

    >>> median([3, 1, 2]), median([1, 2])
    (Fraction(2, 1), Fraction(3, 2))
    """
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def ninth_in_ten(values: Sequence[int]) -> Fraction:
    """The least of *values* that nine in ten do not exceed.

    >>> ninth_in_ten(list(range(1, 11))), ninth_in_ten([5])
    (Fraction(9, 1), Fraction(5, 1))
    """
    ordered = sorted(values)
    return Fraction(ordered[-(-9 * len(ordered) // 10) - 1])


def _customers(totals: Totals, since: int, until: int) -> set[object]:
    """Customers with a sales invoice from one day to another."""
    days = ints(totals.column("invoices", "issued"))
    here = (days >= since) & (days <= until) & (days > 0)
    here &= ints(totals.column("invoices", "sale_count")) > 0
    return set(totals.column("invoices", "party")[here].tolist())


def _year_to(period: Period) -> tuple[int, int]:
    return serial(month_start(period.last, -11)), serial(period.last)


def _retention(totals: Totals, period: Period) -> Answer:
    now = _customers(totals, *_year_to(period))
    then = _customers(totals, *_year_to(period.before(12)))
    return Fraction(100 * len(now & then)), Fraction(len(then)), None


def _churn(totals: Totals, period: Period) -> Answer:
    stayed, then, _ = _retention(totals, period)
    return 100 * (then or Fraction(0)) - stayed, then, None


def _new(totals: Totals, period: Period) -> Answer:
    since, until = _year_to(period)
    now = _customers(totals, since, until)
    return Fraction(100 * len(now - _customers(totals, 1, since - 1))), Fraction(len(now)), None


def shares(totals: Totals, period: Period) -> list[tuple[str, int]]:
    """Turnover of each customer of the period in cents, largest first, ties by code."""
    days = ints(totals.column("invoices", "issued"))
    here = (days >= serial(period.first)) & (days <= serial(period.last))
    here &= ints(totals.column("invoices", "sales")) != 0
    parties, at = np.unique(
        totals.column("invoices", "party")[here].astype(str), return_inverse=True
    )
    sums: Ints = np.zeros(len(parties), dtype=np.int64)
    np.add.at(sums, at, ints(totals.column("invoices", "sales"))[here])
    found = zip(parties.tolist(), sums.tolist(), strict=True)
    return sorted(found, key=lambda one: (-one[1], one[0]))


_SALES = Sum("invoices", "sales", "issued")


def _top_five(totals: Totals, period: Period) -> Answer:
    found = [value for _, value in shares(totals, period)]
    why = Said(UNRATED) if totals.blocked(_SALES, period) else None
    return Fraction(100 * sum(found[:5])), Fraction(max(sum(found), 0)), why


def _hhi(totals: Totals, period: Period) -> Answer:
    found = [value for _, value in shares(totals, period)]
    why = Said(UNRATED) if totals.blocked(_SALES, period) else None
    whole = max(sum(found), 0)
    return Fraction(10_000 * sum(value * value for value in found)), Fraction(whole * whole), why


def hhi(values: Sequence[int]) -> Fraction:
    """Herfindahl-Hirschman index: the sum of squared shares in percent.

    >>> hhi([50, 30, 20])
    Fraction(3800, 1)
    """
    return Fraction(10_000 * sum(v * v for v in values), sum(values) ** 2)


def count_back(receivables: Fraction, months: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """Days of sales that *receivables* stand for; None where they exceed all *months*.

    *months*: sales and days of each, the newest first.

    >>> months = [(Fraction(200_000), 31), (Fraction(180_000), 28), (Fraction(220_000), 31)]
    >>> round(float(count_back(Fraction(480_000), months)), 2)
    73.09
    """
    left, days = receivables, Fraction(0)
    for sales, length in months:
        if left <= 0:
            return days
        if sales <= 0:
            days += length
        elif sales >= left:
            return days + left * length / sales
        else:
            left, days = left - sales, days + length
    return days if left <= 0 else None


def _dso_count_back(totals: Totals, period: Period) -> Answer:
    from comptoir.kpis.definitions import DEFINITIONS  # noqa: PLC0415 - it declares this figure

    owed = DEFINITIONS["RECEIVABLES"]
    if any(totals.blocked(one, period) for one in owed.over):
        return Fraction(0), None, Said(UNRATED)
    receivables = sum((totals.sum(one, period) for one in owed.over), Fraction(0))
    sales = Sum("invoices", "taxed", "issued")
    months = [
        (totals.sum(sales, month), month.days)
        for month in reversed(months_to(month_of(period.last), HISTORY))
    ]
    if not any(amount > 0 for amount, _ in months):
        return Fraction(0), None, Said(NEVER)
    found = count_back(receivables, months)
    if found is None:
        days = sum(length for _, length in months)
        return Fraction(0), None, Said(BEYOND, months=HISTORY, days=days)
    return found, None, None


def abc(values: Sequence[tuple[str, int]]) -> list[tuple[str, int, str]]:
    """Classes of *values*, largest first: A while the share before is below 80 %, B below 95 %.

    >>> values = [50_000, 20_000, 12_000, 8_000, 5_000, 3_000, 2_000]
    >>> "".join(letter for _, _, letter in abc([(str(v), v) for v in values]))
    'AAABBCC'
    """
    whole, before, out = sum(value for _, value in values), 0, []
    for name, value in sorted(values, key=lambda one: (-one[1], one[0])):
        share = Fraction(before, whole) if whole > 0 else Fraction(0)
        out.append(
            (
                name,
                value,
                "A" if share < Fraction(4, 5) else "B" if share < Fraction(19, 20) else "C",
            )
        )
        before += value
    return out


def _cagr(totals: Totals, period: Period) -> Answer:
    """Over three years of twelve months each; blank where the first has no turnover."""
    year = Period(month_start(period.last, -11), period.last)
    then = year.before(12 * CAGR_YEARS)
    if any(totals.blocked(_SALES, one) for one in (year, then)):
        return Fraction(0), None, Said(UNRATED)
    now, before = totals.sum(_SALES, year), totals.sum(_SALES, then)
    if before <= 0 or now < 0:
        return Fraction(0), None, Said(NOTHING)
    return 100 * (cube_root(now / before) - 1), None, None


def cube_root(value: Fraction) -> Fraction:
    """The cube root, to twenty decimals.

    >>> float(cube_root(Fraction(1728, 1000)))
    1.2
    """
    with localcontext() as exact:
        exact.prec = 40
        number = Decimal(value.numerator) / Decimal(value.denominator)
        root = number ** (Decimal(1) / 3) if number else Decimal(0)
        return Fraction(root.quantize(Decimal(1).scaleb(-20)))


def _market_share(totals: Totals, period: Period) -> Answer:
    """Of the latest year of statistics that ended by the end of the period."""
    days = ints(totals.column("markets", "day"))
    told = days[days <= serial(period.last)]
    if not len(told):
        return Fraction(0), None, Said(NO_STATISTICS)
    here = days == told.max()
    if ints(totals.column("markets", "no_rate"))[here].any():
        return Fraction(0), None, Said(UNRATED)
    ours, size = (ints(totals.column("markets", name))[here].sum() for name in ("ours", "size"))
    return Fraction(100 * int(ours)), Fraction(int(size)), None


_NAMED = {
    "market_share": _market_share,
    "cagr": _cagr,
    "retention": _retention,
    "churn": _churn,
    "new_customers": _new,
    "top_five": _top_five,
    "hhi": _hhi,
    "dso_count_back": _dso_count_back,
}
