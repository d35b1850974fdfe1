"""Quotes of forwarders on one footing: door to door, in euros, on the same weight and day.

Cost, days, CO₂ and how often each forwarder was on time so far stand side by side. The choice
keeps its reason, and the figures it was made on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.shipping import number
from comptoir.errors import Refused
from comptoir.records import Row, Rows
from comptoir.records.chain import NO_DAYS, days_by_shipment
from comptoir.rules.emissions import Leg, footprint
from comptoir.rules.equipment import HAND_STOWED, box, break_even_tons
from comptoir.rules.freight import Chargeable, tariff, weigh
from comptoir.rules.money import Money, Rate
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

TARIFFS = {
    "AIR": "air",
    "SEA": "sea_lcl",
    "ROAD": "road",
    "RAIL": "rail_3",
    "COURIER": "express",
    "RIVER": "sea_lcl",
    "MULTI": "sea_lcl",
}
ENDS = {
    "DOOR_DOOR": (True, True),
    "DOOR_PORT": (True, False),
    "PORT_DOOR": (False, True),
    "PORT_PORT": (False, False),
}
CM3_PER_M3 = 1_000_000


class NoQuotes(Refused):
    message = mark(
        "{shipment} has no quotes. Nothing was compared. Enter them on the sheet Freight quotes."
    )


class NoWeight(Refused):
    message = mark(
        "{shipment} has no gross weight. Nothing was compared. Enter it on the sheet Shipments."
    )


class NoRateKnown(Refused):
    message = mark(
        "There is no rate of {currency} on or before {day}. Nothing was computed."
        " Enter one on the sheet Rates of the register."
    )


class NotItsQuote(Refused):
    message = mark("{quote} is not a quote of {shipment}. Nothing was chosen. It has: {known}.")


class NoReason(Refused):
    message = mark("A choice without its reason helps nobody next time. Say why {quote}.")


@dataclass(frozen=True, slots=True)
class Compared:
    """One quote on the common footing. *missing* names legs that nobody has priced."""

    key: str
    forwarder: str
    mode: str
    service: str
    cost: Money
    chargeable: Chargeable
    transit_days: int | None
    co2_kg: Decimal | None
    reliability: Decimal | None
    missing: tuple[Said, ...]
    remarks: tuple[Said, ...]
    expired: bool
    workings: Workings


@dataclass(frozen=True, slots=True)
class Comparison:
    """All quotes of a shipment, the cheapest whole one first; and where containers pay."""

    shipment: str
    quotes: tuple[Compared, ...]
    break_even: Decimal | None
    revenue_tons: Decimal


def compare(deed: Deed, shipment: str) -> Comparison:
    """Put the quotes of *shipment* on one footing. Nothing is written."""
    row = deed.row("shipment", shipment)
    quotes = deed.parts("quote", shipment)
    if not quotes:
        raise NoQuotes(shipment=shipment)
    if not row.get("gross_kg"):
        raise NoWeight(shipment=shipment)
    rates = deed.rows("rate")
    so_far = on_time(deed)
    found = [_compared(deed, key, one, row, rates, so_far) for key, one in quotes.items()]
    found.sort(key=lambda one: (one.expired, bool(one.missing), one.cost.amount))
    tons = weigh(number(row["gross_kg"]), _cm3(row), tariff("sea_lcl")).revenue_tons
    return Comparison(shipment, tuple(found), _break_even(quotes, rates, deed.today), tons)


def _cm3(row: Row) -> Decimal:
    return number(row.get("m3")) * CM3_PER_M3


def _compared(
    deed: Deed, key: str, quote: Row, shipment: Row, rates: Rows, so_far: Mapping[str, Decimal]
) -> Compared:
    gross = number(shipment["gross_kg"])
    weight = weigh(gross, _cm3(shipment), tariff(TARIFFS[str(quote["mode"])]))
    cost, steps, missing = _cost(quote, weight, rates, deed.today)
    vehicle, km = quote.get("vehicle"), quote.get("km")
    co2 = None
    if vehicle and km:
        co2 = footprint(gross, [Leg(str(vehicle), number(km))], deed.today).kg
    until = quote.get("valid_until")
    days = quote.get("transit_days")
    return Compared(
        key=key,
        forwarder=str(quote["forwarder"]),
        mode=str(quote["mode"]),
        service=str(quote.get("service") or ""),
        cost=cost,
        chargeable=weight,
        transit_days=days if isinstance(days, int) else None,
        co2_kg=co2,
        reliability=so_far.get(str(quote["forwarder"])),
        missing=missing,
        remarks=tuple(_fit(quote, shipment)),
        expired=isinstance(until, date) and until < deed.today,
        workings=weight.workings + steps,
    )


def _cost(
    quote: Row, weight: Chargeable, rates: Rows, on: date
) -> tuple[Money, Workings, tuple[Said, ...]]:
    """Door to door in euros, the steps, and the legs nobody has priced."""
    currency = str(quote["currency"])
    rate = Money(number(quote["rate"]), currency)
    times = {
        "LUMP": Decimal(1),
        "PER_KG": weight.kg,
        "PER_TON": weight.revenue_tons,
        "PER_BOX": number(quote.get("boxes")),
    }[str(quote["basis"])]
    main = (rate * times).rounded()
    steps = [Step(main, Said("{rate} × {times}", rate=rate, times=times))]
    if quote.get("minimum") and number(quote["minimum"]) > main.amount:
        main = Money(number(quote["minimum"]), currency).rounded()
        steps.append(Step(main, Said("the minimum of the quote")))
    total, missing = main, []
    from_door, to_door = ENDS[str(quote["scope"])]
    for name, what, inside in (
        ("surcharges", Said("surcharges"), True),
        ("pre_carriage", Said("pre-carriage the quote has not"), from_door),
        ("on_carriage", Said("on-carriage the quote has not"), to_door),
    ):
        if name != "surcharges" and inside:
            continue
        if quote.get(name) is None:
            if name != "surcharges":
                missing.append(what)
            continue
        more = Money(number(quote[name]), currency).rounded()
        total += more
        steps.append(Step(more, what))
    euros = in_euros(total, on, rates)
    steps.append(Step(euros, Said("door to door, in euros")))
    return euros, Workings(tuple(steps)), tuple(missing)


def _fit(quote: Row, shipment: Row) -> Iterable[Said]:
    """Whether the goods go into the containers priced, by volume and weight."""
    if quote["basis"] != "PER_BOX" or not quote.get("box"):
        return
    kind, count = box(str(quote["box"])), int(str(quote.get("boxes") or 1))
    m3, kg = number(shipment.get("m3")), number(shipment["gross_kg"])
    if m3 > kind.m3 * HAND_STOWED * count:
        need = (m3 / (kind.m3 * HAND_STOWED)).to_integral_value(ROUND_CEILING)
        yield Said("{m3} m³ need {need} × {box}", m3=m3, need=need, box=kind.name)
    if kg > kind.payload_kg * count:
        need = (kg / kind.payload_kg).to_integral_value(ROUND_CEILING)
        yield Said("{kg} kg need {need} × {box}", kg=kg, need=need, box=kind.name)


def _break_even(quotes: Rows, rates: Rows, on: date) -> Decimal | None:
    """Revenue tons from which whole containers cost no more, of the best quote of each kind."""
    best: dict[str, Money] = {}
    for quote in quotes.values():
        basis = str(quote["basis"])
        if quote["mode"] == "SEA" and basis in {"PER_TON", "PER_BOX"}:
            times = number(quote.get("boxes")) if basis == "PER_BOX" else Decimal(1)
            price = in_euros(
                Money(number(quote["rate"]) * times, str(quote["currency"])), on, rates
            )
            best[basis] = min(price, best.get(basis, price))
    if len(best) < 2 or not best["PER_TON"].amount:  # noqa: PLR2004 - both kinds
        return None
    return break_even_tons(best["PER_BOX"], best["PER_TON"])


def on_time(deed: Deed) -> dict[str, Decimal]:
    """The share of each forwarder's arrivals that were on time, in percent to one decimal."""
    days = days_by_shipment(deed.ask("milestone"))
    arrived: dict[str, list[bool]] = {}
    for key, row in deed.rows("shipment").items():
        planned, _, actual = days.get(key, {}).get("ARRIVED", NO_DAYS)
        if row.get("forwarder") and isinstance(planned, date) and isinstance(actual, date):
            arrived.setdefault(str(row["forwarder"]), []).append(actual <= planned)
    return {
        forwarder: (Decimal(100 * sum(times)) / len(times)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        for forwarder, times in arrived.items()
    }


def choose(deed: Deed, shipment: str, quote: str, reason: str) -> Compared:
    """Book with the forwarder of *quote*: the reason and the figures it was chosen on are kept."""
    if not reason.strip():
        raise NoReason(quote=quote)
    comparison = compare(deed, shipment)
    by_key = {one.key: one for one in comparison.quotes}
    if quote not in by_key:
        raise NotItsQuote(quote=quote, shipment=shipment, known=sorted(by_key))
    changes: dict[str, Row] = {}
    for key, one in by_key.items():
        changes[key] = {
            "chargeable_kg": one.chargeable.kg,
            "cost": one.cost.amount,
            "co2_kg": one.co2_kg,
            "reliability": one.reliability,
            "chosen": key == quote,
            **({"reason": reason} if key == quote else {}),
        }
    deed.change_all("quote", changes)
    taken = by_key[quote]
    row = deed.row("shipment", shipment)
    booked: Row = {"forwarder": taken.forwarder, "mode": taken.mode, "choice": reason}
    if row.get("freight") is None and row.get("cost_currency") == "EUR":
        booked["freight"] = taken.cost.amount
    deed.change("shipment", shipment, booked)
    return taken


def in_euros(amount: Money, on: date, rates: Rows, source: str = "") -> Money:
    """*amount* in euros at the latest rate known on that day. Raises ``NoRateKnown``."""
    if amount.currency == "EUR":
        return amount.rounded()
    return amount.at(rate_on(amount.currency, on, rates, source))


def rate_on(currency: str, on: date, rates: Rows, source: str = "") -> Rate:
    """The latest rate of *currency* on or before a day; of that *source* only, if any is named."""
    known = [
        row
        for row in rates.values()
        if row["currency"] == currency
        and isinstance(row["day"], date)
        and row["day"] <= on
        and source in {"", row["source"]}
    ]
    if not known:
        raise NoRateKnown(currency=currency, day=on)
    best = max(known, key=lambda row: (str(row["day"]), str(row["source"])))
    day = best["day"]
    assert isinstance(day, date)
    value = Decimal(f"{number(best['value']).normalize():f}")
    return Rate("EUR", currency, value, day, str(best["source"]))
