"""Columns of amounts in one currency, exactly: whole numbers in, whole cents out, half up.

Each currency's rates are of one source, the first it has of customs, ECB, bank, contract, typed;
the rate of a day is the latest on or before it. Source: the trade reference, 8 (one choice of
rate, displayed) and 0, convention 1 (each amount is rounded before it is added).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Texts = NDArray[np.object_]
Raw = Mapping[str, NDArray[np.generic]]
"""The rows of a record in columns: texts as objects, days as workbooks count them (0: none),
numbers as stored (``MISSING``: none), flags as 0 and 1."""

MISSING = -(2**62)
SOURCES = ("CUSTOMS", "ECB", "BANK", "CONTRACT", "TYPED")
EUR = "EUR"
ONE = 10**8
"""A rate of 1, as it is stored."""
_SAFE = 2**61


def half_up(over: Ints, by: Ints, under: Ints) -> Ints:
    """``over * by / under`` to the nearest whole number, half away from zero.

    >>> half_up(np.array([5, -5]), np.array([1, 1]), np.array([10, 10])).tolist()
    [1, -1]
    """
    size = np.abs(over)
    if size.size and float(size.max()) * float(by.max()) * 2 >= _SAFE:
        whole = [
            (1 if a >= 0 else -1) * ((2 * abs(a) * b + c) // (2 * c))
            for a, b, c in zip(over.tolist(), by.tolist(), under.tolist(), strict=True)
        ]
        return np.array(whole, dtype=np.int64)
    done: Ints = np.sign(over) * ((2 * size * by + under) // (2 * under))
    return done


@dataclass(frozen=True, slots=True)
class Exchange:
    """Rates by currency: the days they are of, and their values as stored; and what into."""

    rates: Mapping[str, tuple[Ints, Ints]]
    into: str = EUR

    def known(self, currency: str) -> bool:
        return currency == EUR or currency in self.rates

    def _values(self, currency: str, days: Ints) -> Ints:
        """The rate of each day; 0 where there is none."""
        if currency == EUR:
            return np.full(len(days), ONE, dtype=np.int64)
        if currency not in self.rates:
            return np.zeros(len(days), dtype=np.int64)
        since, values = self.rates[currency]
        places = np.searchsorted(since, days, side="right") - 1
        return np.where(places >= 0, values[np.maximum(places, 0)], 0)

    def _pair(self, currency: str, days: Ints) -> tuple[Ints, Ints]:
        """What ten-thousandths are multiplied and divided by to be cents; 0 without a rate."""
        ones = np.ones(len(days), dtype=np.int64)
        if currency == self.into:
            return ones, 100 * ones
        if self.into == EUR:
            return ones * (ONE // 100), self._values(currency, days)
        return self._values(self.into, days), 100 * self._values(currency, days)

    def cents(self, stored: Ints, currencies: Texts, days: Ints) -> tuple[Ints, Ints]:
        """Amounts stored in ten-thousandths, in cents; and 1 where one has no rate (then 0).

        A missing amount is 0.
        """
        amounts = np.where(stored == MISSING, 0, stored)
        cents, blocked = np.zeros_like(amounts), np.zeros_like(amounts)
        for currency in set(currencies.tolist()):
            here = currencies == currency
            by, under = self._pair(str(currency), days[here])
            bad = (by == 0) | (under == 0)
            done = half_up(amounts[here], by, np.where(bad, 1, under))
            cents[here] = np.where(bad, 0, done)
            blocked[here] = bad & (amounts[here] != 0)
        return cents, blocked


def exchange(raw: Raw, into: str = EUR) -> Exchange:
    """The rates of the desk's register."""
    found: dict[str, tuple[Ints, Ints]] = {}
    currencies, sources = raw["currency"].tolist(), raw["source"].tolist()
    days, values = raw["day"].tolist(), raw["value"].tolist()
    for currency in set(currencies):
        has = {s for c, s in zip(currencies, sources, strict=True) if c == currency}
        chosen = next((one for one in SOURCES if one in has), None)
        rows = sorted(
            (day, value)
            for c, s, day, value in zip(currencies, sources, days, values, strict=True)
            if c == currency and s == chosen and value > 0
        )
        if rows:
            since, rate = zip(*rows, strict=True)
            found[str(currency)] = (np.array(since), np.array(rate))
    return Exchange(found, into)
