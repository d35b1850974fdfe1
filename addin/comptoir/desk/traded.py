"""What was traded, line by line, told in euros at the rates of the register.

A line whose currency has no rate on or before its day is left out, and counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from comptoir.desk.deed import Deed
from comptoir.kpis.exchange import SOURCES

CENT = Decimal("0.01")
NOT_TRADED = {"DRAFT", "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Traded:
    """An order line in force, with what its order says; *euros* is the whole line's worth."""

    ref: str
    order: str
    party: str
    flow: str
    product: str
    ordered: date
    destination: str
    quantity: Decimal
    price: Decimal
    currency: str
    euros: Decimal
    confirmed: date | None
    committed: date | None
    delivered: date | None


@dataclass(frozen=True, slots=True)
class Rates:
    """Foreign money to the euro, by currency: days and values, of the first source it has."""

    known: dict[str, tuple[list[date], list[Decimal]]]

    def on(self, currency: str, day: date) -> Decimal | None:
        """How much of *currency* one euro was on *day*: the latest rate by then, or None."""
        if currency == "EUR":
            return Decimal(1)
        days, values = self.known.get(currency, ([], []))
        at = bisect_right(days, day)
        return values[at - 1] if at else None

    def euros(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        """An amount in euros, to the cent; None where there is no rate."""
        rate = self.on(currency, day)
        return None if rate is None else (amount / rate).quantize(CENT, ROUND_HALF_UP)


def rates_of(deed: Deed) -> Rates:
    """The rates of the register."""
    told: dict[str, dict[str, list[tuple[date, Decimal]]]] = defaultdict(lambda: defaultdict(list))
    for row in deed.rows("rate").values():
        day, value = row.get("day"), row.get("value")
        if isinstance(day, date) and isinstance(value, Decimal) and value > 0:
            told[str(row["currency"])][str(row["source"])].append((day, value))
    known = {}
    for currency, by_source in told.items():
        source = next((one for one in SOURCES if one in by_source), next(iter(by_source)))
        pairs = sorted(by_source[source])
        known[currency] = ([day for day, _ in pairs], [value for _, value in pairs])
    return Rates(known)


def traded(deed: Deed, flow: str | None = None) -> Iterator[Traded]:
    """Every order line in force, of one *flow* or both, told in euros."""
    rates, orders = rates_of(deed), deed.rows("order")
    for key, line in deed.rows("order_line").items():
        order = orders[str(line["order"])]
        ordered = order.get("ordered")
        if order["status"] in NOT_TRADED or (flow and order["flow"] != flow):
            continue
        quantity, price = line.get("quantity"), line.get("price")
        if not (isinstance(quantity, Decimal) and isinstance(price, Decimal)):
            continue
        assert isinstance(ordered, date)
        net = price * (100 - Decimal(str(line.get("discount") or 0))) / 100
        euros = rates.euros(quantity * net, str(order["currency"]), ordered)
        if euros is None:
            continue
        yield Traded(
            key,
            str(line["order"]),
            str(order["party"]),
            str(order["flow"]),
            str(line.get("product") or ""),
            ordered,
            str(order.get("destination") or ""),
            quantity,
            net,
            str(order["currency"]),
            euros,
            _day(order.get("confirmed")),
            _day(line.get("committed") or order.get("committed")),
            _day(line.get("delivered") or order.get("delivered")),
        )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
