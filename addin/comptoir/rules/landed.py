"""Landed cost line by line: what each article costs once in the warehouse.

Each cost is shared over the lines by the key that causes it: freight by weight,
insurance by value, fees equally. Duty is reckoned on each line, on its own value and
its own rate. The shares of a cost add up to it to the cent, so the lines add up to the
total, in every currency and in whatever order they come.

Sources
    UCC art. 70 to 72 (a line's customs value holds its share of the costs to the
    border). Allocation keys: cost accounting usage. Cents left over go to the largest
    line (`money.allocate`).

Freight of 1 300 by kilo, insurance of 50 by value, on three articles:

>>> lines = [Line(name, eur(value), kg=Decimal(kg))
...          for name, value, kg in (("A", 6000, 300), ("B", 3000, 900), ("C", 1000, 100))]
>>> costs = [Cost("freight", eur(1300), Key.WEIGHT), Cost("insurance", eur(50), Key.VALUE)]
>>> found = landed(lines, costs)
>>> for line in found: print(line.name, *line.shares.values(), line.total)
A 300.00 EUR 30.00 EUR 6330.00 EUR
B 900.00 EUR 15.00 EUR 3915.00 EUR
C 100.00 EUR 5.00 EUR 1105.00 EUR
>>> print(found.total)
11350.00 EUR
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import partial
from operator import add, attrgetter

from comptoir.errors import Refused
from comptoir.rules.duties import DutyRate
from comptoir.rules.duties import duty as duty_on
from comptoir.rules.money import Money, Rate, in_proportion, minor_units
from comptoir.wording import mark

eur = partial(Money, currency="EUR")
_RATIO = Decimal("0.0001")


class Key(StrEnum):
    """What a cost is shared by."""

    VALUE = "value"
    WEIGHT = "weight"
    VOLUME = "volume"
    CHARGEABLE = "chargeable weight"
    QUANTITY = "quantity"
    EQUAL = "equal"


class NoLines(Refused):
    message = mark(
        "There is no line to share the costs over. Nothing was computed. Enter at least one."
    )


class NothingToShareBy(Refused):
    message = mark(
        "{cost} of {amount} is shared by {key}, and no line has any. Nothing was computed."
        " Fill that column in, or choose another key."
    )


class NegativeLine(Refused):
    message = mark(
        "Line {name} has a value, weight, volume or quantity below zero. Nothing was computed."
        " Correct it, or deduct a discount from the value of the line."
    )


class RepeatedCost(Refused):
    message = mark("Two costs are named {name}. Nothing was computed. Give each its own name.")


class NoRateFor(Refused):
    message = mark(
        "{name} of {amount} cannot be counted in {currency}: its rate is missing."
        " Nothing was computed. Enter the rate."
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One article: what it was bought for, and what its costs are shared by.

    *duty* and *anti_dumping* are shares of the line's customs value (0.037 is 3.7 %);
    *rate* a rate of another kind (`duties.duty_rate`), in place of *duty*, on the
    *quantities* by unit.
    """

    name: str
    value: Money
    quantity: Decimal = Decimal(1)
    kg: Decimal = Decimal(0)
    m3: Decimal = Decimal(0)
    chargeable_kg: Decimal = Decimal(0)
    duty: Decimal = Decimal(0)
    anti_dumping: Decimal = Decimal(0)
    rate: DutyRate | None = None
    quantities: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def written_rate(self) -> str:
        """*rate* as a text that can be compared."""
        return repr(self.rate) if self.rate else ""


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost of the whole, and its key.

    *to_border* where it belongs to the customs value (carriage and insurance to the
    Union's border); the others come after duty.
    """

    name: str
    amount: Money
    by: Key
    to_border: bool = False


@dataclass(frozen=True, slots=True)
class LandedLine:
    """One article with its share of everything; amounts in the currency of the whole."""

    name: str
    value: Money
    shares: Mapping[str, Money]
    customs_value: Money
    duty: Money
    anti_dumping: Money
    total: Money
    per_unit: Money | None
    ratio: Decimal | None


@dataclass(frozen=True, slots=True)
class Landed:
    """All lines, kept in whole minor units: a hundred thousand of them stay quick.

    Iterate for `LandedLine`; *totals* alone are cheaper.
    """

    currency: str
    lines: Sequence[Line]
    values: Sequence[int]
    shares: Mapping[str, Sequence[int]]
    customs_values: Sequence[int]
    duties: Sequence[int]
    anti_dumpings: Sequence[int]
    line_totals: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[LandedLine]:
        return (self.line(at) for at in range(len(self.lines)))

    def line(self, at: int) -> LandedLine:
        """The line at place *at*, from nought."""
        line, whole = self.lines[at], self._money(self.line_totals[at])
        value = self.values[at]
        return LandedLine(
            name=line.name,
            value=self._money(value),
            shares={name: self._money(shared[at]) for name, shared in self.shares.items()},
            customs_value=self._money(self.customs_values[at]),
            duty=self._money(self.duties[at]),
            anti_dumping=self._money(self.anti_dumpings[at]),
            total=whole,
            per_unit=(whole / line.quantity).rounded() if line.quantity else None,
            ratio=_ratio(self.line_totals[at], value),
        )

    @property
    def totals(self) -> list[Money]:
        """The landed cost of each line."""
        return [self._money(units) for units in self.line_totals]

    @property
    def total(self) -> Money:
        """The landed cost of the whole: purchase, costs and duties."""
        return self._money(sum(self.line_totals))

    @property
    def duty(self) -> Money:
        """All duties of the lines, anti-dumping included."""
        return self._money(sum(self.duties) + sum(self.anti_dumpings))

    @property
    def ratio(self) -> Decimal | None:
        """Landed cost over purchase price, to four decimals."""
        return _ratio(sum(self.line_totals), sum(self.values))

    def _money(self, units: int) -> Money:
        return Money(Decimal(units).scaleb(-minor_units(self.currency)), self.currency)


def landed(
    lines: Sequence[Line],
    costs: Sequence[Cost] = (),
    *,
    currency: str | None = None,
    rates: Sequence[Rate] = (),
) -> Landed:
    """Share *costs* over *lines*, add each line's duty, and give what each one costs.

    Amounts in other currencies are converted at *rates* and rounded first; *currency*
    is that of the first line unless told otherwise.

    >>> line = Line("A", eur(1000), quantity=Decimal(10), kg=Decimal(50), duty=Decimal("0.037"))
    >>> freight = Cost("freight", eur(100), Key.WEIGHT, to_border=True)
    >>> only = landed([line], [freight]).line(0)
    >>> print(only.customs_value, only.duty, only.total, only.per_unit)
    1100.00 EUR 40.70 EUR 1140.70 EUR 114.07 EUR
    """
    if not lines:
        raise NoLines
    currency = currency or lines[0].value.currency
    places = minor_units(currency)
    values = [_units(line.value, currency, places, rates, line.name) for line in lines]
    _refuse_negatives(lines, values)
    shares: dict[str, list[int]] = {}
    border = totals = values
    for cost in costs:
        if cost.name in shares:
            raise RepeatedCost(name=cost.name)
        shared = _shared(cost, lines, values, currency, places, rates)
        shares[cost.name] = shared
        totals = list(map(add, totals, shared))
        if cost.to_border:
            border = list(map(add, border, shared))
    duties = _duties(lines, border, currency, places)
    anti = _percented(border, [line.anti_dumping for line in lines])
    totals = list(map(add, map(add, totals, duties), anti))
    return Landed(currency, tuple(lines), values, shares, border, duties, anti, totals)


def _units(amount: Money, currency: str, places: int, rates: Sequence[Rate], name: str) -> int:
    if amount.currency != currency:
        amount = _converted(amount, currency, rates, name)
    return int(amount.amount.scaleb(places).to_integral_value(ROUND_HALF_UP))


def _converted(amount: Money, currency: str, rates: Sequence[Rate], name: str) -> Money:
    for rate in rates:
        if {rate.base, rate.quote} == {amount.currency, currency}:
            return amount.at(rate)
    raise NoRateFor(name=name, amount=amount, currency=currency)


def _refuse_negatives(lines: Sequence[Line], values: Sequence[int]) -> None:
    for line, value in zip(lines, values, strict=True):
        if value < 0 or line.kg < 0 or line.m3 < 0 or line.quantity < 0 or line.chargeable_kg < 0:
            raise NegativeLine(name=line.name)


def _weights(by: Key, lines: Sequence[Line], values: Sequence[int]) -> Sequence[Decimal | int]:
    match by:
        case Key.VALUE:
            return values
        case Key.WEIGHT:
            return [line.kg for line in lines]
        case Key.VOLUME:
            return [line.m3 for line in lines]
        case Key.CHARGEABLE:
            return [line.chargeable_kg for line in lines]
        case Key.QUANTITY:
            return [line.quantity for line in lines]
        case Key.EQUAL:
            return [1] * len(lines)


def _shared(
    cost: Cost,
    lines: Sequence[Line],
    values: Sequence[int],
    currency: str,
    places: int,
    rates: Sequence[Rate],
) -> list[int]:
    weights = _weights(cost.by, lines, values)
    if not any(weights):
        raise NothingToShareBy(cost=cost.name, amount=cost.amount, key=cost.by.value)
    units = _units(cost.amount, currency, places, rates, cost.name)
    parts = in_proportion(abs(units), _whole(weights), lambda at: _identity(lines[at]))
    return parts if units >= 0 else [-part for part in parts]


# What tells a line from its equals wherever it stands: cents must not depend on the order.
_identity = attrgetter(
    "name",
    "value.amount",
    "kg",
    "m3",
    "chargeable_kg",
    "quantity",
    "duty",
    "anti_dumping",
    "written_rate",
)


def _whole(weights: Sequence[Decimal | int]) -> list[int]:
    """The same proportions in whole numbers: thousandths where that is exact."""
    if isinstance(weights[0], int):
        return list(map(int, weights))
    for places in (3, 6):
        scaled = [Decimal(weight).scaleb(places) for weight in weights]
        whole = list(map(int, scaled))
        if whole == scaled:
            return whole
    finest = min(int(Decimal(weight).as_tuple().exponent) for weight in weights)
    return [int(Decimal(weight).scaleb(-finest)) for weight in weights]


def _percented(units: Sequence[int], percents: Sequence[Decimal]) -> list[int]:
    """Each of *units* times its share, half-up and away from zero, exactly."""
    if not any(percents):
        return [0] * len(units)
    ratios = {share: share.as_integer_ratio() for share in set(percents)}
    found: list[int] = []
    for unit, share in zip(units, percents, strict=True):
        times, over = ratios[share]
        part = (2 * abs(unit) * times + over) // (2 * over)
        found.append(part if unit >= 0 else -part)
    return found


def _duties(lines: Sequence[Line], border: Sequence[int], currency: str, places: int) -> list[int]:
    found = _percented(border, [line.duty for line in lines])
    for at, line in enumerate(lines):
        if line.rate is not None:
            value = Money(Decimal(border[at]).scaleb(-places), currency)
            owed = duty_on(value, line.rate, line.quantities).amount
            found[at] = int(owed.amount.scaleb(places))
    return found


def _ratio(whole: int, purchase: int) -> Decimal | None:
    if not purchase:
        return None
    return (Decimal(whole) / purchase).quantize(_RATIO, ROUND_HALF_UP)
