"""Markets in figures beside what we sold in them: one row to a country, a customs code and a year.

Each share is that of the sheet of market figures (``records.market_shares``). Of several statistics
of one market the first by name counts; a code inside a shorter one of the same market does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from comptoir.kpis.exchange import MISSING, Texts
from comptoir.kpis.facts import Sources, Table, among, ints, places, taken
from comptoir.kpis.tables import UNKNOWN
from comptoir.records.market_shares import OurSales, Sold, by_first_source
from comptoir.rules.markets import WORLD

_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class _Market:
    """A market in a year: its size as stored, in a currency."""

    ref: str
    country: str
    code: str
    year: int
    size: int
    currency: str


def markets(told: Sources, lines: Table) -> Table:
    """Every market whose imports from all the world are known, with our sales in it."""
    found = list(_alone(sorted(_told(told), key=lambda one: one.ref)))
    sales = _our_sales(told, lines, {one.country for one in found}) if found else OurSales((), {})
    ours = [sales.share(one.country, "IMPORT", one.code, one.year,
                        Decimal(one.size).scaleb(-4), one.currency).sales
            for one in found]  # fmt: skip
    days = np.array([(date(one.year, 12, 31) - _EPOCH).days for one in found], dtype=np.int64)
    money = _texts(one.currency for one in found)
    sizes = np.array([one.size for one in found], dtype=np.int64)
    sold = np.array([0 if one is None else int(one.scaleb(4)) for one in ours], dtype=np.int64)
    size, no_size = told.rates.cents(sizes, money, days)
    sold, no_sold = told.rates.cents(sold, money, days)
    unknown = np.array([one is None for one in ours], dtype=np.int64)
    nothing = np.full(len(found), UNKNOWN, dtype=object)
    return {
        "ref": _texts(one.ref for one in found), "country": _texts(one.country for one in found),
        "party": nothing, "mode": nothing, "code": _texts(one.code for one in found),
        "day": days, "ours": sold, "size": size, "no_rate": np.maximum(unknown, no_size | no_sold),
    }  # fmt: skip


def _texts(values: Iterator[str]) -> Texts:
    return np.array(list(values), dtype=object)


def _told(told: Sources) -> Iterator[_Market]:
    raw = told.ask("market_figure")
    names = ("ref", "reporter", "goods_code", "year", "value", "currency", "partner", "flow")
    columns = (raw[name].tolist() for name in names)
    for ref, country, code, year, value, currency, partner, flow in zip(*columns, strict=True):
        if partner == WORLD and flow == "IMPORT" and value > 0:
            yield _Market(str(ref), str(country), str(code), int(year), int(value), str(currency))


def _alone(told: list[_Market]) -> Iterator[_Market]:
    seen: set[tuple[str, int, str]] = set()
    codes = {(one.country, one.year, one.code) for one in told}
    for one in told:
        key = (one.country, one.year, one.code)
        wider = ((one.country, one.year, one.code[:at]) for at in range(2, len(one.code)))
        if key not in seen and not any(each in codes for each in wider):
            seen.add(key)
            yield one


def _our_sales(told: Sources, lines: Table, countries: set[str]) -> OurSales:
    """The lines sold to these countries, with their own amounts."""
    raw, orders, products = told.ask("order_line"), told.ask("order"), told.ask("product")
    of = places(orders["ref"].astype(object), lines["order"].astype(object))
    kept = among(lines["country"], countries) & (taken(orders["flow"], of, "") == "EXP")
    at = places(raw["ref"].astype(object), lines["ref"][kept].astype(object))
    days = np.where(ints(lines["delivered"]) > 0, ints(lines["delivered"]), ints(lines["ordered"]))
    codes = dict(zip(products["sku"].tolist(), products["goods_code"].tolist(), strict=True))
    names = ("quantity", "price", "discount", "goods_code", "product")
    columns = (raw[name][at].tolist() for name in names)
    sold = []
    for country, day, currency, count, price, off, own, product in zip(
        lines["country"][kept].tolist(), days[kept].tolist(), orders["currency"][of[kept]].tolist(),
        *columns, strict=True,
    ):  # fmt: skip
        code = str(own or codes.get(product) or "")
        if code and MISSING not in {count, price} and count * price:
            rest = 10_000 - (0 if off == MISSING else off)
            amount = Decimal(count * price * rest).scaleb(-11)
            year = (_EPOCH + timedelta(days=day)).year
            sold.append(Sold(country, year, code, amount, str(currency)))
    rates = told.ask("rate")
    told_rates = zip(*(rates[name].tolist() for name in ("currency", "source", "day", "value")),
                     strict=True)  # fmt: skip
    return OurSales(sold, by_first_source(
        (currency, source, _EPOCH + timedelta(days=day), value)
        for currency, source, day, value in told_rates
    ))  # fmt: skip
