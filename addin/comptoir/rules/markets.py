"""A market from its trade statistics: size, growth, share, who supplies it, at what price.

Sources
    Growth, CAGR and market share: the trade reference, section 8 (CAGR = (V_n / V_0)^(1/n) - 1).
    A share compares figures of the same scope, source and year.
    Our own share: our sales of those goods to that country divided by the size of its market.
    Customs count what arrives at its border, with freight; we count what we invoice: to confirm.

>>> growth(Decimal(1380), Decimal(1200)), cagr(Decimal(1000), Decimal(1728), 3)
(Decimal('15.0'), Decimal('20.0'))
>>> share(Decimal(5), Decimal(0)) is None
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

WORLD = "WORLD"
EURO = "EUR"
SOURCE = "trade reference, 8"
_TENTH = Decimal("0.1")
_THOUSANDTH = Decimal("0.001")
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of a statistics: what *market* traded with *partner* in a year."""

    year: int
    partner: str
    value: Decimal
    kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """A partner's part of a market in the last year: share and growth in percent."""

    partner: str
    value: Decimal
    share: Decimal | None
    growth: Decimal | None
    price_kg: Decimal | None


@dataclass(frozen=True, slots=True)
class MarketRead:
    """A market read from its figures: sizes by year, growth, suppliers, price by kilogram."""

    years: tuple[int, ...]
    sizes: tuple[Decimal, ...]
    last_growth: Decimal | None
    mean_growth: Decimal | None
    suppliers: tuple[Supplier, ...]
    price_kg: Decimal | None
    price_change: Decimal | None


def _percent(value: Decimal) -> Decimal:
    return (value * _HUNDRED).quantize(_TENTH, ROUND_HALF_UP)


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """Growth in percent; None where there was nothing before."""
    return _percent((now - before) / before) if before else None


def cagr(first: Decimal, last: Decimal, years: int) -> Decimal | None:
    """Compound annual growth in percent over so many *years*; None where it cannot be told."""
    if years < 1 or first <= 0 or last < 0:
        return None
    return _percent((last / first) ** (Decimal(1) / years) - 1)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """A part of the whole in percent; None of nothing."""
    return _percent(part / whole) if whole else None


def price_kg(value: Decimal, kg: Decimal | None) -> Decimal | None:
    """What a kilogram costs, to the cent; None where the weight is not known.

    >>> price_kg(Decimal(1250), Decimal(400))
    Decimal('3.13')
    """
    return (value / kg).quantize(Decimal("0.01"), ROUND_HALF_UP) if kg else None


def read_market(figures: Iterable[Counted], most: int = 5) -> MarketRead:
    """The market that *figures* tell of; the size of a year is that of the world where it is told.

    Where a year has no figure for the world, its size is the sum of the partners told.

    >>> told = [Counted(2024, "WORLD", Decimal(800)), Counted(2025, "WORLD", Decimal(1000)),
    ...         Counted(2024, "CN", Decimal(300)), Counted(2025, "CN", Decimal(450))]
    >>> market = read_market(told)
    >>> market.sizes[-1], market.last_growth, market.suppliers[0].share
    (Decimal('1000'), Decimal('25.0'), Decimal('45.0'))
    """
    by_year: dict[int, dict[str, Counted]] = defaultdict(dict)
    for one in figures:
        by_year[one.year][one.partner] = one
    years = tuple(sorted(by_year))
    wholes = [_whole(by_year[year]) for year in years]
    sizes = tuple(one.value for one in wholes)
    if not years:
        return MarketRead((), (), None, None, (), None, None)
    last, before = by_year[years[-1]], by_year.get(years[-1] - 1, {})
    prices = [price_kg(one.value, one.kg) for one in wholes]
    known = before and len(years) > 1
    return MarketRead(
        years,
        sizes,
        growth(sizes[-1], sizes[-2]) if known else None,
        cagr(sizes[0], sizes[-1], years[-1] - years[0]),
        _suppliers(last, before, sizes[-1], most),
        prices[-1],
        growth(prices[-1], prices[-2]) if known and prices[-1] and prices[-2] else None,
    )


def _whole(year: dict[str, Counted]) -> Counted:
    if WORLD in year:
        return year[WORLD]
    parts: Sequence[Counted] = list(year.values())
    weights = [one.kg for one in parts if one.kg is not None]
    kg = sum(weights, Decimal(0)) if len(weights) == len(parts) else None
    return Counted(parts[0].year, WORLD, sum((one.value for one in parts), Decimal(0)), kg)


def _suppliers(
    last: dict[str, Counted], before: dict[str, Counted], whole: Decimal, most: int
) -> tuple[Supplier, ...]:
    parts = sorted(
        (one for one in last.values() if one.partner != WORLD),
        key=lambda one: (-one.value, one.partner),
    )
    return tuple(
        Supplier(
            one.partner,
            one.value,
            share(one.value, whole),
            growth(one.value, before[one.partner].value) if one.partner in before else None,
            price_kg(one.value, one.kg),
        )
        for one in parts[:most]
    )


NO_SIZE = mark("The statistics do not say how large the market was.")
NO_RATE = mark("No exchange rate of {currency} is known. Add one on the sheet Rates.")


@dataclass(frozen=True, slots=True)
class YearRate:
    """So many of a currency for 1 EUR in a year: the mean of its rates, or the latest known."""

    value: Decimal
    of: date | None = None
    """The day of the latest known one; None: the mean of the year."""


@dataclass(frozen=True, slots=True)
class OwnShare:
    """Our sales in a market in a year, in the currency of its statistics, and our share of it.

    *percent* has three decimals, for a firm is small in a country; None with the reason *why*.
    """

    sales: Decimal | None
    percent: Decimal | None
    works: Workings = field(default_factory=Workings)
    why: Said | None = None


def rate_of_year(rates: Iterable[tuple[date, Decimal]], year: int) -> YearRate | None:
    """The mean of the *rates* of a year; without one, the latest known; None of none.

    >>> told = [(date(2025, 1, 2), Decimal("1.04")), (date(2025, 7, 1), Decimal("1.16"))]
    >>> rate_of_year(told, 2025).value, rate_of_year(told, 2024).value
    (Decimal('1.10'), Decimal('1.16'))
    """
    told = sorted(rates)
    own = [value for day, value in told if day.year == year]
    if own:
        return YearRate(sum(own, Decimal(0)) / len(own))
    return YearRate(told[-1][1], told[-1][0]) if told else None


def own_share(
    sold: Mapping[str, Decimal],
    rates: Mapping[str, YearRate | None],
    size: Decimal,
    currency: str,
    year: int,
) -> OwnShare:
    """Our share of a market of *size* in *currency*: *sold* in that year, by currency.

    Sales in another currency than the statistics' go through the euro, each at its *rates*.

    >>> usd = {"USD": YearRate(Decimal("1.10"))}
    >>> own = own_share({"EUR": Decimal(30_000)}, usd, Decimal(1_320_000), "USD", 2025)
    >>> own.sales, own.percent
    (Decimal('33000.00'), Decimal('2.500'))
    >>> own_share({"JPY": Decimal(5)}, usd, Decimal(9), "USD", 2025).percent is None
    True
    """
    total, steps = Decimal(0), list[Step]()
    for money, amount in sorted(sold.items()):
        steps.append(
            Step(amount, Said("our sales of {year}, {currency}", year=year, currency=money))
        )
        theirs = _rate(rates, money, currency)
        here = _rate(rates, currency, money)
        if theirs is None or here is None:
            lacking = money if theirs is None else currency
            return OwnShare(None, None, Workings(tuple(steps)), Said(NO_RATE, currency=lacking))
        if money != currency:
            steps += [_told(rate, one, year) for one, rate in ((money, theirs), (currency, here))
                      if one != EURO]  # fmt: skip
        total += amount / theirs.value * here.value
    sales = total.quantize(_CENT, ROUND_HALF_UP)
    steps.append(Step(sales, Said("our sales in {currency}", currency=currency)))
    steps.append(Step(size, Said("the market in {year}, {currency}", year=year, currency=currency)))
    if size <= 0:
        return OwnShare(sales, None, Workings(tuple(steps)), Said(NO_SIZE))
    percent = (sales * _HUNDRED / size).quantize(_THOUSANDTH, ROUND_HALF_UP)
    last = Step(percent, Said("% of the market: our sales by its size"), SOURCE, to_confirm=True)
    return OwnShare(sales, percent, Workings((*steps, last)))


def _rate(rates: Mapping[str, YearRate | None], currency: str, other: str) -> YearRate | None:
    return YearRate(Decimal(1)) if currency in {EURO, other} else rates.get(currency)


def _told(rate: YearRate, currency: str, year: int) -> Step:
    what = Said("{currency} for 1 EUR, mean of {year}", currency=currency, year=year)
    if rate.of is not None:
        what = Said("{currency} for 1 EUR, latest known, of {day}", currency=currency, day=rate.of)
    return Step(rate.value.quantize(Decimal("0.000001")), what)
