"""Amounts of money: exact, rounded half-up to the minor unit, one currency at a time.

An amount keeps the digits it was computed with until `Money.rounded` is asked for;
each component is converted and rounded before it enters a sum, so that a sheet adds
up when its reader adds it up again. Adding euros to dollars is an error, not a number.

Sources
    ISO 4217, list one: codes and minor units (codes as Babel carries them from CLDR).
    Rounding: half-up, each component before the sum.

>>> invoice = Money("25000", "USD")
>>> rate = Rate("EUR", "USD", Decimal("1.16"), date(2026, 11, 18), "customs, December 2026")
>>> invoice.at(rate)
Money('21551.72', 'EUR')

Three parcels, one bill: the parts add up to the bill, the odd cent goes to the largest.

>>> [str(part) for part in allocate(Money("100.00", "EUR"), [1, 1, 1])]
['33.34 EUR', '33.33 EUR', '33.33 EUR']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext
from functools import cache, total_ordering
from typing import Any

from babel.core import get_global

from comptoir.errors import Refused
from comptoir.rules.law import timeline
from comptoir.wording import Said, figures, mark

Number = Decimal | int
_DIGITS = 60  # enough that a product of an amount and two rates is exact
_WIDE = Context(prec=_DIGITS)


class NotAnAmount(Refused, ValueError):
    """A text that is not a number."""

    message = mark(
        "{given} is not an amount. Nothing was computed. Enter digits only, such as 1234.50."
    )


class UnknownCurrency(Refused, ValueError):
    """A code that ISO 4217 does not have."""

    message = mark(
        "{given} is not a currency. Nothing was computed."
        " Enter its three-letter ISO code, such as EUR or USD."
    )


class MixedCurrencies(Refused, ValueError):
    """Two currencies in one operation."""

    message = mark(
        "{one} and {other} are in different currencies. Nothing was computed."
        " Convert one of them at a dated rate first."
    )


class NotTheRate(Refused, ValueError):
    """A rate between two other currencies."""

    message = mark(
        "{amount} cannot be converted by the rate {base}/{quote} of {day}."
        " Nothing was computed. Enter the rate of its own currency."
    )


class BadRate(Refused, ValueError):
    """A rate that is zero or negative."""

    message = mark(
        "The rate {base}/{quote} of {day} is {value}. Nothing was computed."
        " Enter a rate above zero."
    )


class NothingToShareBy(Refused, ValueError):
    """Weights that are all zero, one of them negative, or none at all."""

    message = mark(
        "{amount} cannot be shared: the shares are {fault}. Nothing was allocated."
        " Enter at least one share above zero and none below."
    )


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes, present and past."""
    return frozenset(get_global("all_currencies"))


@cache
def minor_units(currency: str) -> int:
    """How many decimals *currency* has.

    >>> [minor_units(code) for code in ("EUR", "JPY", "TND", "KWD", "BHD", "XOF")]
    [2, 0, 3, 3, 3, 0]
    """
    if currency not in currencies():
        raise UnknownCurrency(given=currency)
    known = timeline("money", "minor_units").entries[-1].table
    return int(known.get(currency, 2))


@cache
def _cent(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_units(currency))


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of *base* is worth in *quote* on a day, and who says so.

    >>> print(Rate("EUR", "USD", Decimal("1.16"), date(2026, 11, 18), "ECB"))
    1 EUR = 1.16 USD on 2026-11-18 (ECB)
    """

    base: str
    quote: str
    value: Decimal
    day: date
    source: str

    def __post_init__(self) -> None:
        minor_units(self.base)
        minor_units(self.quote)
        if not (self.value.is_finite() and self.value > 0):
            raise BadRate(base=self.base, quote=self.quote, day=self.day, value=self.value)

    def __str__(self) -> str:
        return f"1 {self.base} = {self.value} {self.quote} on {self.day} ({self.source})"


@total_ordering
class Money:
    """An amount in one currency; a value: it never changes and has no identity.

    >>> Money("100.005", "EUR").rounded()
    Money('100.01', 'EUR')
    >>> Money(1000, "JPY") * Decimal("1.0755")
    Money('1075.5000', 'JPY')
    >>> Money(1, "EUR") + Money(1, "USD")
    Traceback (most recent call last):
        ...
    comptoir.rules.money.MixedCurrencies: 1.00 EUR and 1.00 USD are in different currencies. \
Nothing was computed. Convert one of them at a dated rate first.
    """

    __slots__ = ("amount", "currency")
    amount: Decimal
    currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if currency not in currencies():
            raise UnknownCurrency(given=currency)
        object.__setattr__(self, "amount", _exact(amount))
        object.__setattr__(self, "currency", currency)

    def _with(self, amount: Decimal) -> Money:
        """A result in the same currency: exact, and so not looked at again."""
        money = object.__new__(Money)
        object.__setattr__(money, "amount", amount)
        object.__setattr__(money, "currency", self.currency)
        return money

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in *currency*."""
        return cls(_cent(currency) * 0, currency)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Money is a value; its {name} cannot change")

    def __reduce__(self) -> tuple[type[Money], tuple[Decimal, str]]:
        return Money, (self.amount, self.currency)

    def rounded(self) -> Money:
        """The amount half-up to the minor unit, away from zero at the half."""
        cents = self.amount.quantize(_cent(self.currency), ROUND_HALF_UP, _WIDE)
        return self._with(cents)

    def at(self, rate: Rate) -> Money:
        """The amount in the other currency of *rate*, rounded to its minor unit.

        Raises `NotTheRate` where the rate is between other currencies.
        """
        with localcontext(prec=_DIGITS):
            if self.currency == rate.base:
                return Money(self.amount * rate.value, rate.quote).rounded()
            if self.currency == rate.quote:
                return Money(self.amount / rate.value, rate.base).rounded()
        raise NotTheRate(amount=self, base=rate.base, quote=rate.quote, day=rate.day)

    def __add__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return self._with(_WIDE.add(self.amount, self._same(other)))

    def __sub__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return self._with(_WIDE.subtract(self.amount, self._same(other)))

    def __mul__(self, times: Number) -> Money:
        if not isinstance(times, (Decimal, int)):
            return NotImplemented
        with localcontext(prec=_DIGITS):
            return Money(self.amount * times, self.currency)

    __rmul__ = __mul__

    def __truediv__(self, by: Number) -> Money:
        if not isinstance(by, Decimal | int):
            return NotImplemented
        with localcontext(prec=_DIGITS):
            return Money(self.amount / by, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.amount), self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def in_(self, lang: str) -> str:
        """The amount in the manner of *lang*, with its currency's code after a fixed space."""
        decimals = max(minor_units(self.currency), _places(self.amount))
        return f"{figures(self.amount, decimals, lang)}\u00a0{self.currency}"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __repr__(self) -> str:
        return f"Money('{self.amount}', '{self.currency}')"

    def _same(self, other: Money) -> Decimal:
        if self.currency != other.currency:
            raise MixedCurrencies(one=self, other=other)
        return other.amount


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of *amounts*, all in *currency*; zero of it where there are none."""
    summed = Money.zero(currency)
    for amount in amounts:
        summed += amount
    return summed


def allocate(amount: Money, weights: Sequence[Number]) -> list[Money]:
    """Share *amount*, rounded, in proportion to *weights*: the parts add up to it exactly.

    Each part is rounded half-up; what is left over goes to the largest part, the first
    of equals. Where that part is too small to bear it without changing sign, the parts
    rounded up the most give one minor unit each instead. Takes one pass and one sort.

    Raises `NothingToShareBy` where no weight is above zero, or one is below.

    >>> [str(part) for part in allocate(Money("0.02", "EUR"), [1, 1, 1, 1])]
    ['0.01 EUR', '0.01 EUR', '0.00 EUR', '0.00 EUR']
    """
    shares = [Decimal(weight) for weight in weights]
    fault = _unfit(shares)
    if fault:
        raise NothingToShareBy(amount=amount, fault=Said(fault))
    cent = _cent(amount.currency)
    with localcontext(prec=_DIGITS):
        units = int(amount.rounded().amount / cent)
        parts = in_proportion(abs(units), _whole(shares))
        sign = -1 if units < 0 else 1
        return [amount._with(cent * (part * sign)) for part in parts]  # noqa: SLF001 - our own


def _unfit(shares: Sequence[Decimal]) -> str:
    if not shares:
        return mark("missing")
    if not all(share.is_finite() for share in shares):
        return mark("not all numbers")
    if min(shares) < 0:
        return mark("not all positive")
    return "" if any(shares) else mark("all zero")


def in_proportion(
    units: int, weights: Sequence[int], identity: Callable[[int], Any] = int
) -> list[int]:
    """Share whole *units*, not negative, as *weights*: what `allocate` does, on whole numbers.

    *identity* of a place says which of equals bears the odd unit: the first, unless told
    otherwise.

    >>> in_proportion(100, [1, 1, 1])
    [34, 33, 33]
    """
    whole, heaviest = sum(weights), max(weights)
    parts = [(2 * units * weight + whole) // (2 * whole) for weight in weights]
    left = units - sum(parts)
    if not left:
        return parts
    largest = min((at for at, one in enumerate(weights) if one == heaviest), key=identity)
    if parts[largest] + left >= 0:
        parts[largest] += left
        return parts
    last_first = sorted(range(len(parts)), key=identity, reverse=True)
    most_rounded_up = sorted(last_first, key=lambda at: units * weights[at] - parts[at] * whole)
    for place in most_rounded_up[:-left]:
        parts[place] -= 1
    return parts


def _whole(shares: Sequence[Decimal]) -> list[int]:
    """The *shares* as whole numbers, all multiplied by the same power of ten."""
    exponents = (share.as_tuple().exponent for share in shares)
    scale = min((one for one in exponents if isinstance(one, int)), default=0)
    if scale >= 0:
        return [int(share) for share in shares]
    times = Decimal(10) ** -scale
    return [int(_WIDE.multiply(share, times)) for share in shares]


def _places(amount: Decimal) -> int:
    """The decimals of *amount* that say something."""
    return len(f"{amount:f}".partition(".")[2].rstrip("0"))


def _exact(amount: Decimal | int | str) -> Decimal:
    if isinstance(amount, float | bool):
        raise TypeError("an amount is a Decimal, a whole number or digits, never a float")
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        raise NotAnAmount(given=amount) from None
    if not exact.is_finite():
        raise NotAnAmount(given=amount)
    return exact
