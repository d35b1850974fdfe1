"""From the desk's rows, in columns, to the tables of facts.

Nothing is done row by row where there may be a million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comptoir.kpis.exchange import MISSING, Exchange, Ints, Raw, Texts, half_up
from comptoir.kpis.tables import UNKNOWN
from comptoir.rules.money import minor_units

Ask = Callable[[str], Raw]
"""Gives the rows of a record in columns, by its name."""
Table = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Facts:
    """The tables of facts of a desk on *today* (as workbooks count days), in one *currency*."""

    tables: dict[str, Table]
    today: int
    currency: str
    names: Mapping[str, str] = field(default_factory=dict)
    """The partners' names by their codes."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What facts are made of: the records, the rates, the day, the firm's own country."""

    ask: Ask
    rates: Exchange
    today: int
    home: str

    def country_of(self, parties: Texts) -> Texts:
        raw = self.ask("party")
        return looked_up(raw["code"], raw["country"], parties)


def places(keys: Texts, wanted: Texts) -> NDArray[np.intp]:
    """Where each of *wanted* stands among *keys*; -1 where it does not."""
    import pandas as pd  # noqa: PLC0415 - half a second that only figures pay

    found: NDArray[np.intp] = pd.Index(keys).get_indexer(pd.Index(wanted))
    return found


def taken(
    values: NDArray[np.generic], at: NDArray[np.intp], missing: object
) -> NDArray[np.generic]:
    """The values at these places; *missing* where the place is -1."""
    if not len(values):
        return np.full(len(at), missing, dtype=values.dtype)
    found: NDArray[np.generic] = np.where(
        at >= 0, values[at], np.array(missing, dtype=values.dtype)
    )
    return found


def looked_up(keys: NDArray[np.generic], values: NDArray[np.generic], wanted: Texts) -> Texts:
    found = taken(values, places(keys.astype(object), wanted), UNKNOWN)
    return named(found.astype(object))


def named(texts: NDArray[np.generic]) -> Texts:
    """Texts with what stands for the unknown in place of nothing."""
    out: Texts = np.where(texts == None, UNKNOWN, texts).astype(object)  # noqa: E711 - by element
    return out


def ints(values: NDArray[np.generic]) -> Ints:
    return values.astype(np.int64)


def flags(where: NDArray[np.bool_]) -> NDArray[np.int8]:
    """1 where it is so: a byte each, for there may be a million rows of a dozen of them."""
    return where.astype(np.int8)


def only(raw: Raw, kept: NDArray[np.bool_]) -> Table:
    """The rows kept; the columns themselves where that is all of them."""
    return dict(raw) if kept.all() else {name: values[kept] for name, values in raw.items()}


def among(values: NDArray[np.generic], wanted: Iterable[object]) -> NDArray[np.bool_]:
    """Where a text is one of *wanted*."""
    import pandas as pd  # noqa: PLC0415 - as above

    return np.asarray(pd.Series(values, dtype=object).isin(list(wanted)).to_numpy(), dtype=bool)


def spent(since: Ints, until: Ints, where: NDArray[np.bool_]) -> Ints:
    """Days between, where both are known and asked for; else 0."""
    return np.where(where, until - since, 0)


def line_amounts(quantity: Ints, price: Ints, discount: Ints, currencies: Texts) -> Ints:
    """Lines' amounts in ten-thousandths, as ``records.derived`` works them out one by one."""
    known = (quantity != MISSING) & (price != MISSING)
    count, each = np.where(known, quantity, 0), np.where(known, price, 0)
    kept = 10_000 - np.where(discount == MISSING, 0, discount)
    amounts = np.zeros_like(count)
    for currency in set(currencies.tolist()):
        here = currencies == currency
        decimals = minor_units(str(currency)) if currency not in {None, UNKNOWN} else 2
        coin = np.full(int(here.sum()), 10 ** (11 - decimals), dtype=np.int64)
        coins = _product_half_up(count[here], each[here], kept[here], coin)
        amounts[here] = coins * 10 ** (4 - decimals)
    return amounts


def _product_half_up(count: Ints, each: Ints, kept: Ints, coin: Ints) -> Ints:
    """``count * each * kept / coin``, half up, where the product may exceed a machine word."""
    largest = float(np.abs(count).max(initial=0)) * float(np.abs(each).max(initial=0))
    if largest < 2**62 / 1e4 / 2:
        return half_up(count * each, kept, coin)
    whole = [
        (1 if a * b >= 0 else -1) * ((2 * abs(a * b * c) + d) // (2 * d))
        for a, b, c, d in zip(
            count.tolist(), each.tolist(), kept.tolist(), coin.tolist(), strict=True
        )
    ]
    return np.array(whole, dtype=np.int64)
