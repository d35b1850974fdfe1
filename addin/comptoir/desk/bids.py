"""From the rows of a consultation to bids on one footing: one day, one unit, one currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from comptoir.desk.clearing import NoDutyRate, duty_of
from comptoir.desk.deed import Deed
from comptoir.desk.offering import place_of, way_of
from comptoir.desk.quoting import rate_on
from comptoir.desk.shipping import number
from comptoir.records import Row, Rows
from comptoir.records.trading import way_costs
from comptoir.rules.comparison import NEEDED, Bid, Goods
from comptoir.rules.documents import Zone, zone
from comptoir.rules.duties import FREE, DutyRate, duty_rate, rate_due
from comptoir.rules.incoterms import Incoterm, Leg
from comptoir.rules.money import Money
from comptoir.rules.payment import Days, NotTerms, SharesAmiss, parse, schedule
from comptoir.rules.units import price_in
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said

GONE = {"REPLACED", "CANCELLED"}
TO_THE_DOOR = {"ROAD", "COURIER"}
"""Modes whose main carriage is from door to door."""
_PAPERS_AFTER = timedelta(days=7)
"""How long after the shipment documents reach a bank."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a supplier has shown so far: share delivered in time in percent, and complaints."""

    on_time: Decimal | None
    orders: int
    complaints: int


def past(deed: Deed) -> dict[str, Past]:
    """The past of each supplier, from the orders delivered and the claims on them."""
    punctual: dict[str, list[bool]] = {}
    for row in deed.rows("order").values():
        done, promised = row.get("delivered"), row.get("committed")
        if row["flow"] == "IMP" and isinstance(done, date) and isinstance(promised, date):
            punctual.setdefault(str(row["party"]), []).append(done <= promised)
    complaints: dict[str, int] = {}
    for row in deed.rows("claim").values():
        if row["kind"] == "SUPPLIER":
            party = str(row["party"])
            complaints[party] = complaints.get(party, 0) + 1
    return {
        party: Past(_share(punctual.get(party, [])), len(punctual.get(party, [])),
                    complaints.get(party, 0))
        for party in {*punctual, *complaints}
    }  # fmt: skip


def _share(times: list[bool]) -> Decimal | None:
    if not times:
        return None
    return (Decimal(100 * sum(times)) / len(times)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def bids(deed: Deed, consultation: str, on: date) -> list[Bid]:
    """The answers to *consultation*, converted at the rates of one day.

    Raises ``NoRateKnown``, ``NoDutyRate``, `NotTheSameUnit`: no footing is better than a wrong one.
    """
    row = deed.row("consultation", consultation)
    asked = {k: r for k, r in deed.rows("consultation_line").items()
             if r["consultation"] == consultation}  # fmt: skip
    so_far = past(deed)
    return [
        _bid(deed, key, offer, row, asked, so_far, on)
        for key, offer in deed.rows("offer").items()
        if offer.get("consultation") == consultation and offer["status"] not in GONE
    ]


def _bid(
    deed: Deed, key: str, offer: Row, row: Row, asked: Rows, so_far: dict[str, Past], on: date
) -> Bid:
    party = str(offer["party"])
    country = str(deed.row("party", party)["country"])
    imported = zone(country, on) is not Zone.EU
    steps: list[Step] = []
    goods, lacks = [], []
    for line, offered in _answered(deed, key, asked):
        if offered is None:
            lacks.append(_name(deed, asked[line]))
            continue
        goods.append(_goods(deed, line, asked[line], offered, offer, country if imported else "",
                            on, steps))  # fmt: skip
    costs = way_costs(way_of(deed, key), "EUR", lambda money: _euros(deed, money, on, steps))
    assert costs is not None
    before = so_far.get(party, Past(None, 0, 0))
    lead, transit = offer.get("lead_days"), offer.get("transit_days")
    until = offer.get("valid_until")
    return Bid(
        key=key,
        party=party,
        rule=Incoterm[str(offer["incoterm"])],
        goods=tuple(goods) or (Goods("—", Money.zero("EUR")),),
        costs=costs.legs,
        place=place_of(deed, offer),
        insurance=costs.insurance,
        days=lead + transit if isinstance(lead, int) and isinstance(transit, int) else None,
        credit_days=tuple(credit_days(offer, on)),
        on_time=before.on_time,
        complaints=before.complaints,
        lacks=tuple(lacks),
        expired=isinstance(until, date) and until < on,
        imported=imported,
        needed=(
            (Leg.MAIN_CARRIAGE,)
            if (offer.get("mode") or row.get("mode")) in TO_THE_DOOR
            else NEEDED
        ),
        converted=Workings(tuple(steps)),
    )


def _answered(deed: Deed, offer: str, asked: Rows) -> Iterator[tuple[str, Row | None]]:
    """Each line asked with the line that answers it: named by it, or of the same article."""
    mine = [row for row in deed.rows("offer_line").values() if row["offer"] == offer]
    for key, line in asked.items():
        by_link = [one for one in mine if one.get("asked") == key]
        same = [
            one
            for one in mine
            if not one.get("asked") and one.get("product") and one["product"] == line.get("product")
        ]
        yield key, next(iter(by_link or same), None)


def _name(deed: Deed, line: Row) -> str:
    product = deed.rows("product").get(str(line.get("product")), {})
    return str(line.get("description") or product.get("name_en") or line.get("product") or "—")


def _goods(
    deed: Deed,
    key: str,
    line: Row,
    offered: Row,
    offer: Row,
    country: str,
    on: date,
    steps: list[Step],
) -> Goods:
    """One line for the quantity wanted: its value in euros, its weight, its duty."""
    product = deed.rows("product").get(str(line.get("product")), {})
    quantity, unit = number(line["quantity"]), str(line.get("unit") or "PCE")
    price = _price(offered, product, unit)
    currency = str(offer["currency"])
    value = Money(price * quantity, currency).rounded()
    what = Said(
        "{name}: {quantity} at {price}",
        name=_name(deed, line),
        quantity=quantity,
        price=Money(price, currency),
    )
    steps.append(Step(value, what))
    gross = number(line.get("gross_kg")) or number(product.get("gross_kg")) * quantity
    net = number(line.get("net_kg")) or number(product.get("net_kg")) * quantity
    if offered.get("minimum") and number(offered["minimum"]) > number(offered["quantity"]):
        said = Said("the least they deliver, more than is wanted")
        steps.append(Step(number(offered["minimum"]), said, to_confirm=True))
    duty, anti = _duty(deed, product, offered, offer, country, on, steps)
    return Goods(
        name=key,
        value=_euros(deed, value, on, steps),
        quantity=quantity,
        kg=gross,
        duty=duty,
        anti_dumping=anti,
        quantities={"kg": net} if net else {},
    )


def _price(offered: Row, product: Row, unit: str) -> Decimal:
    """The net price in the unit asked. Raises `NotTheSameUnit`."""
    net = number(offered["price"]) * (100 - number(offered.get("discount"))) / 100
    packed = product.get("per_package")
    return price_in(
        net,
        str(offered.get("unit") or unit),
        unit,
        per_package=packed if isinstance(packed, int) else None,
        net_kg=number(product["net_kg"]) if product.get("net_kg") else None,
    )


def _duty(
    deed: Deed,
    product: Row,
    offered: Row,
    offer: Row,
    country: str,
    on: date,
    steps: list[Step],
) -> tuple[DutyRate, Decimal]:
    """The duty on goods from *country*, and the anti-dumping duty as a share; none inside."""
    if not country:
        return FREE, Decimal(0)
    origin = str(offered.get("origin") or country)
    code = str(product.get("goods_code") or "")
    found = duty_of(deed.rows("tariff"), code, origin, on)
    if found is None:
        raise NoDutyRate(code=code or "—", origin=origin, day=on)
    preference = found.get("preference")
    rate = rate_due(
        duty_rate(str(found["duty"])),
        duty_rate(str(preference)) if preference else None,
        proof_held=bool(offer.get("proof")),
    )
    text = str(preference) if preference and offer.get("proof") else str(found["duty"])
    what = Said("duty on {code}, origin {origin}", code=code, origin=origin)
    steps.append(Step(text, what, str(found.get("source") or "")))
    return rate, number(found.get("anti_dumping")) / 100


def _euros(deed: Deed, amount: Money, on: date, steps: list[Step]) -> Money:
    """*amount* in euros at the rate of the day, which is said once."""
    if amount.currency == "EUR":
        return amount.rounded()
    rate = rate_on(amount.currency, on, deed.rows("rate"))
    step = Step(str(rate), Said("rate used for all offers"))
    if step not in steps:
        steps.append(step)
    return amount.at(rate)


def credit_days(offer: Row, ordered: date) -> Iterator[tuple[Decimal, int]]:
    """Each share of the price, and how long after the arrival it is paid; below nought: before."""
    lead, transit = (int(str(offer.get(name) or 0)) for name in ("lead_days", "transit_days"))
    shipped = ordered + timedelta(days=lead)
    arrived = shipped + timedelta(days=transit)
    days = Days(
        order=ordered, invoice=shipped, shipment=shipped, receipt=arrived,
        documents=shipped + _PAPERS_AFTER, acceptance=shipped + _PAPERS_AFTER,
    )  # fmt: skip
    try:
        terms = parse(str(offer.get("terms") or ""))
    except (NotTerms, SharesAmiss):
        return
    for due in schedule(terms, Money(100, "EUR"), days):
        if due.day is not None:
            yield due.share, (due.day - arrived).days
