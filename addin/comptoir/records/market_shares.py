"""Our own share of each market that statistics tell of: what we sold there of the same goods.

A sale counts in the year it was delivered, else ordered, to the country it goes to; its customs
code begins with the code of the statistics. Only imports of a market are compared with our sales.
Works on stored values: amounts in ten-thousandths, quantities in thousandths, rates in
hundred-millionths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.records.money import RATE_SOURCE
from comptoir.records.stored import Ask, Column, Stored
from comptoir.rules.markets import WORLD, OwnShare, YearRate, own_share, rate_of_year
from comptoir.wording import Said, mark

NOT_IN_FORCE = frozenset({"DRAFT", "CANCELLED"})
EXPORTS = mark("These figures count what the country exports: our sales there are no part of it.")
_PLACES = 3 + 4 + 4


Rates = Mapping[str, Sequence[tuple[date, Decimal]]]


@dataclass(frozen=True, slots=True)
class Sold:
    """A line we sold: its country, year, customs code, and amount."""

    country: str
    year: int
    goods_code: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class OurSales:
    """What we sold, and the rates by currency, to be compared with any market."""

    lines: Sequence[Sold]
    rates: Rates

    def share(
        self, market: str, flow: str, code: str, year: int, size: Decimal, currency: str
    ) -> OwnShare:
        """Our share of a country's market of goods in a year; None with its reason."""
        if flow != "IMPORT":
            return OwnShare(None, None, why=Said(EXPORTS))
        sold: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            here = line.country == market and line.year == year
            if here and line.goods_code.startswith(code):
                sold[line.currency] += line.amount
        rates = {one: self._rate(one, year) for one in (*sold, currency)}
        return own_share(sold, rates, size, currency, year)

    def _rate(self, currency: str, year: int) -> YearRate | None:
        return rate_of_year(self.rates.get(currency, ()), year)


def our_sales(ask: Ask) -> OurSales:
    """The sales and the rates of the desk."""
    return OurSales(tuple(_sold(ask)), _rates(ask("rate")))


def _sold(ask: Ask) -> Iterator[Sold]:
    orders, products = _by_key(ask("order"), _ORDER), _by_key(ask("product"), ("goods_code",))
    homes = _by_key(ask("party"), ("country",))
    told = ask("order_line").columns
    for of, product, own, quantity, price, off, came in zip(
        *(told[name] for name in _LINE), strict=True
    ):
        flow, status, party, far, currency, ordered, arrived = orders.get(of, (None,) * 7)
        day = came or arrived or ordered
        if flow != "EXP" or status in NOT_IN_FORCE or not isinstance(day, date):
            continue
        code = str(own or products.get(product, (None,))[0] or "")
        country = str(far or homes.get(party, (None,))[0] or "")
        if code and isinstance(quantity, int) and isinstance(price, int) and quantity * price:
            kept = 10_000 - (off if isinstance(off, int) else 0)
            amount = Decimal(quantity * price * kept).scaleb(-_PLACES)
            yield Sold(country, day.year, code, amount, str(currency))


_ORDER = ("flow", "status", "party", "destination", "currency", "ordered", "delivered")
_LINE = ("order", "product", "goods_code", "quantity", "price", "discount", "delivered")


def _by_key(block: Stored, names: Sequence[str]) -> dict[object, tuple[object, ...]]:
    columns = zip(*(block.columns[name] for name in names), strict=True)
    return dict(zip(block.keys, columns, strict=True))


def _rates(block: Stored) -> Rates:
    names = ("currency", "source", "day", "value")
    rows = zip(*(block.columns[name] for name in names), strict=True)
    return by_first_source(
        (currency, source, day, value)
        for currency, source, day, value in rows
        if isinstance(day, date) and isinstance(value, int)
    )


def by_first_source(rows: Iterable[tuple[object, object, date, int]]) -> Rates:
    """The rates of each currency by the first source it has; *rows* as stored."""
    found: dict[str, dict[str, list[tuple[date, Decimal]]]] = defaultdict(lambda: defaultdict(list))
    for currency, source, day, value in rows:
        if value > 0:
            found[str(currency)][str(source)].append((day, Decimal(value).scaleb(-8)))
    return {
        currency: next(by[one] for one in RATE_SOURCE.options if one in by)
        for currency, by in found.items()
    }


def market_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """Our sales and our share beside each figure of what a country imports from the whole world."""
    told = rows.columns
    ours, shares = Column(), Column()
    sales = our_sales(ask) if rows.keys else OurSales((), {})
    for partner, flow, value, *market in zip(
        *(told[name] for name in ("partner", "flow", "value", *_MARKET)), strict=True
    ):
        reporter, code, year, currency = market
        if partner != WORLD or flow != "IMPORT" or not isinstance(value, int):
            ours.append(None)
            shares.append(None)
            continue
        size, when = Decimal(value).scaleb(-4), int(str(year))
        own = sales.share(str(reporter), flow, str(code), when, size, str(currency))
        ours.append(None if own.sales is None else int(own.sales.scaleb(4)))
        shares.append(None if own.percent is None else int(own.percent.scaleb(4)))
    return {"ours": ours, "share": shares}


_MARKET = ("reporter", "goods_code", "year", "currency")
