"""Ideas: what the figures suggest for selling more and buying better, each with its workings.

Worked out again at any time. What an assistant said of an idea stays; an idea that the figures no
longer support is dropped, if it was still to be looked at, and stays on the sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.traded import Traded, rates_of, traded
from comptoir.errors import ComptoirError
from comptoir.records import Row
from comptoir.rules.days import add_months, calendar
from comptoir.rules.loyalty import Sale, bought_together, gone_quiet, price_rooms, volumes_lost
from comptoir.rules.purchasing import (
    Closure,
    Exposed,
    Flow,
    FreightPrices,
    Grouping,
    OpenLine,
    Paid,
    PriceStep,
    Reorder,
    closures,
    exposure,
    groupings,
    price_history,
    reorder,
)
from comptoir.wording import Said

USED_OVER = 180
"""Days of sales from which the use of an article is reckoned."""
USUAL_LEAD = 60
_HUNDREDTH = Decimal("0.01")
AHEAD = 90
"""Days before the last day to order on which the idea is given."""
WORTH_COVERING = Decimal(5000)
USUAL_FREIGHT = FreightPrices()
DENSITY = Decimal(250)
"""Kilograms to a cubic metre, where a volume is not known: to confirm."""


@dataclass(frozen=True, slots=True)
class Idea:
    """One suggestion: of which kind, about what, what to do, by when, worth how much, why."""

    kind: str
    about: str
    what: Said
    why: tuple[Said, ...]
    by: date | None = None
    value: Decimal | None = None


def refresh_ideas(deed: Deed) -> dict[str, int]:
    """Bring the sheet Ideas up to date: how many of each kind stand now."""
    found = {f"{one.kind} {one.about}": one for one in ideas(deed)}
    known = deed.rows("idea")
    new: list[Row] = [
        {"kind": one.kind, "about": one.about, "status": "OPEN", **_told(deed, one)}
        for key, one in found.items()
        if key not in known
    ]
    changed: dict[str, Row] = {key: _told(deed, one) for key, one in found.items() if key in known}
    gone: dict[str, Row] = {
        key: {"status": "DROPPED"}
        for key, row in known.items()
        if key not in found and row["status"] == "OPEN"
    }
    deed.change_all("idea", {**changed, **gone})
    deed.add("idea", new)
    counts: dict[str, int] = defaultdict(int)
    for one in found.values():
        counts[one.kind] += 1
    return dict(counts)


def _told(deed: Deed, one: Idea) -> Row:
    why = "\n".join(line.in_(deed.lang) for line in one.why)
    return {
        "what": one.what.in_(deed.lang)[:300],
        "why": why[:2000],
        "by": one.by,
        "value": one.value,
        "seen": deed.today,
    }


def ideas(deed: Deed) -> Iterator[Idea]:
    """Everything the figures suggest today."""
    sold, bought = list(traded(deed, "EXP")), list(traded(deed, "IMP"))
    yield from _quiet(deed, sold)
    yield from _together(deed, sold)
    yield from _prices(deed, sold)
    yield from _volumes(deed, sold)
    yield from _grouped(deed)
    yield from _reorders(deed, sold, bought)
    yield from _cover(deed)


def _name(deed: Deed, party: str) -> object:
    return deed.rows("party").get(party, {}).get("name") or party


def _article(deed: Deed, product: str) -> str:
    row = deed.rows("product").get(product, {})
    other = "en" if deed.lang == "fr" else "fr"
    return str(row.get(f"name_{deed.lang}") or row.get(f"name_{other}") or product)


def _since(lines: list[Traded], first: date, last: date) -> list[Traded]:
    return [one for one in lines if first < one.ordered <= last]


def _quiet(deed: Deed, sold: list[Traded]) -> Iterator[Idea]:
    days: dict[str, list[date]] = defaultdict(list)
    worth: dict[str, Decimal] = defaultdict(Decimal)
    for one in sold:
        days[one.party].append(one.ordered)
    for party, ordered in days.items():
        quiet = gone_quiet(ordered, deed.today)
        if quiet is None:
            continue
        year = add_months(quiet.last, -12)
        worth[party] = sum((one.euros for one in sold if one.party == party
                            and year < one.ordered <= quiet.last), Decimal(0))  # fmt: skip
        yield Idea(
            "QUIET", party, Said("Call {name}: silent for longer than usual",
                                 name=_name(deed, party)),
            (
                Said("last order on {day}, {since} {since:day|days} ago",
                     day=quiet.last, since=quiet.since),
                Said("usually {usual} days between orders", usual=quiet.usual),
                Said("{euros} EUR in the year before that", euros=worth[party]),
            ),
            by=deed.today, value=worth[party],
        )  # fmt: skip


def _together(deed: Deed, sold: list[Traded], most: int = 12) -> Iterator[Idea]:
    baskets: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for one in sold:
        if one.product:
            baskets[one.order].add(one.product)
            owners[one.product].add(one.party)
    for pair in bought_together(list(baskets.values()))[:most]:
        lacking = sorted(owners[pair.first] - owners[pair.then])
        if not lacking:
            continue
        facts = {"first": _article(deed, pair.first), "then": _article(deed, pair.then)}
        yield Idea(
            "TOGETHER", f"{pair.first}+{pair.then}",
            Said("Offer {then} to those who buy {first}", **facts),
            (
                Said("{share} % of the orders with {first} have {then} too ({orders} orders,"
                     " {lift} times more than by chance)", share=pair.share, orders=pair.orders,
                     lift=pair.lift, **facts),
                Said("never bought by: {names}", names=[_name(deed, one) for one in lacking[:8]]),
            ),
        )  # fmt: skip


def _prices(deed: Deed, sold: list[Traded], most: int = 12) -> Iterator[Idea]:
    year = add_months(deed.today, -12)
    sales = [Sale(one.party, one.product, one.ordered, one.quantity, one.euros / one.quantity)
             for one in _since(sold, year, deed.today) if one.product and one.quantity]  # fmt: skip
    for room in price_rooms(sales)[:most]:
        yield Idea(
            "PRICE", f"{room.party}/{room.product}",
            Said("Review the price of {article} for {name}",
                 article=_article(deed, room.product), name=_name(deed, room.party)),
            (
                Said("pays {price} EUR, others {usual} EUR", price=_cents(room.price),
                     usual=room.usual),
                Said("{quantity} in the last 12 months: the gap is worth {worth} EUR",
                     quantity=room.quantity, worth=room.worth),
            ),
            value=room.worth,
        )  # fmt: skip


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _volumes(deed: Deed, sold: list[Traded]) -> Iterator[Idea]:
    year, two = add_months(deed.today, -12), add_months(deed.today, -24)

    def sums(first: date, last: date) -> dict[str, Decimal]:
        found: dict[str, Decimal] = defaultdict(Decimal)
        for one in _since(sold, first, last):
            found[one.party] += one.euros
        return found

    for lost in volumes_lost(sums(year, deed.today), sums(two, year)):
        yield Idea(
            "VOLUME", lost.party,
            Said("Ask {name} why they buy less", name=_name(deed, lost.party)),
            (Said("{now} EUR in the last 12 months, {before} EUR in the 12 before",
                  now=lost.now, before=lost.before),),
            value=lost.worth,
        )  # fmt: skip


def _grouped(deed: Deed) -> Iterator[Idea]:
    for one in proposed_groupings(deed):
        year, week = one.week
        how = Said("a whole container") if one.by_box else Said("groupage")
        yield Idea(
            "GROUPING", f"{one.port} {year}-W{week:02}",
            Said("Ship {count} {count:line|lines} of {port} together in week {week}",
                 count=len(one.lines), port=one.port, week=week),
            (
                Said("lines: {lines}", lines=list(one.lines)),
                Said("{m3} m3; each alone {alone} EUR, together {together} EUR by {how}",
                     m3=one.m3, alone=one.alone, together=one.together, how=how),
            ),
            by=date.fromisocalendar(year, week, 1) - timedelta(days=7), value=one.saving,
        )  # fmt: skip


def proposed_groupings(deed: Deed, prices: FreightPrices = USUAL_FREIGHT) -> list[Grouping]:
    """Open purchase lines that could travel together, not shipped yet; the largest saving first."""
    shipped = {row.get("order_line") for row in deed.rows("shipment_line").values()}
    lines = [
        line
        for one in traded(deed, "IMP")
        if one.ref not in shipped and not one.delivered
        and (line := _open_line(deed, one)) is not None
    ]  # fmt: skip
    return groupings(lines, prices)


def _open_line(deed: Deed, one: Traded) -> OpenLine | None:
    order = deed.rows("order")[one.order]
    ready = one.committed
    if order.get("mode") != "SEA" or ready is None or ready < deed.today:
        return None
    line = deed.rows("order_line")[one.ref]
    product = deed.rows("product").get(one.product, {})
    kg = Decimal(str(line.get("gross_kg") or 0))
    if not kg and product.get("gross_kg"):
        kg = Decimal(str(product["gross_kg"])) * one.quantity
    sides = [product.get(side) for side in ("length_cm", "width_cm", "height_cm")]
    m3 = kg / DENSITY
    if all(sides):
        length, width, height = (Decimal(str(side)) for side in sides)
        m3 = length * width * height * one.quantity / 1_000_000
    port = str(order.get("place") or "—").upper()[:30]
    return OpenLine(one.ref, port, ready, m3.quantize(Decimal("0.001")), kg)


def _reorders(deed: Deed, sold: list[Traded], bought: list[Traded]) -> Iterator[Idea]:
    for product, told in reorder_calendar(deed, sold, bought):
        if told.order_by > deed.today + timedelta(days=AHEAD):
            continue
        why = [
            Said("{left} left or on order, {day} a day", left=told.left, day=told.per_day),
            Said("covered until {day}", day=told.cover_until),
        ]
        if told.shut_days:
            why.append(Said("the factory is shut for {days} days on the way", days=told.shut_days))
        yield Idea(
            "REORDER", product, Said("Order {article} again", article=_article(deed, product)),
            tuple(why), by=max(told.order_by, deed.today),
        )  # fmt: skip


def reorder_calendar(
    deed: Deed, sold: list[Traded] | None = None, bought: list[Traded] | None = None
) -> list[tuple[str, Reorder]]:
    """When each article we buy must be ordered again, the most urgent first.

    The desk keeps no stock: what is left is all that was bought less all that was sold or, where
    more was sold than the desk saw bought, what the last receipt leaves and what is on order.
    """
    sold = list(traded(deed, "EXP")) if sold is None else sold
    bought = list(traded(deed, "IMP")) if bought is None else bought
    left: dict[str, Decimal] = defaultdict(Decimal)
    used: dict[str, Decimal] = defaultdict(Decimal)
    for one in bought:
        left[one.product] += one.quantity
    for one in sold:
        left[one.product] -= one.quantity
        if one.ordered > deed.today - timedelta(days=USED_OVER):
            used[one.product] += one.quantity
    found = []
    for product, row in deed.rows("product").items():
        if not row.get("supplier") or row.get("active") is False or product not in left:
            continue
        lead, per_day = row.get("lead_days"), (used[product] / USED_OVER).quantize(_HUNDREDTH)
        if left[product] < 0:
            own = [one for one in bought if one.product == product]
            left[product] = _of_last_receipt(own, per_day, deed.today)
        told = reorder(
            left[product],
            per_day,
            lead if isinstance(lead, int) else USUAL_LEAD,
            deed.today,
            _shut(deed, str(row["supplier"])),
        )
        if told is not None:
            found.append((product, told))
    return sorted(found, key=lambda one: (one[1].order_by, one[0]))


def _of_last_receipt(bought: list[Traded], per_day: Decimal, today: date) -> Decimal:
    """What is on order, and what is not used yet of the last receipt."""
    on_order = sum((one.quantity for one in bought if one.delivered is None), Decimal(0))
    received = [(one.delivered, one.quantity) for one in bought if one.delivered is not None]
    if not received:
        return on_order
    day, quantity = max(received)
    return on_order + max(
        Decimal(0), (quantity - per_day * (today - day).days).quantize(Decimal(1))
    )


def _shut(deed: Deed, supplier: str) -> list[Closure]:
    country = str(deed.rows("party").get(supplier, {}).get("country") or "")
    try:
        return closures(calendar(country), deed.today, deed.today + timedelta(days=400))
    except ComptoirError:
        return []


def _cover(deed: Deed) -> Iterator[Idea]:
    rates = rates_of(deed)
    for one in currency_exposure(deed):
        euros = rates.euros(abs(one.net), one.currency, deed.today)
        if euros is None or euros < WORTH_COVERING:
            continue
        month = f"{one.month:%Y-%m}"
        yield Idea(
            "COVER", f"{one.currency} {month}",
            Said("Think of covering {amount} {currency} of {month}",
                 amount=abs(one.net), currency=one.currency, month=month),
            (
                Said("to come {coming}, to pay {going} {currency}", coming=one.coming,
                     going=one.going, currency=one.currency),
                Said("about {euros} EUR: a move of 5 % is {move} EUR", euros=euros,
                     move=_cents(euros / 20)),
            ),
            by=one.month - timedelta(days=15) if one.month > deed.today else None,
            value=_cents(euros / 20),
        )  # fmt: skip


def currency_exposure(deed: Deed) -> list[Exposed]:
    """Foreign money to come and to pay, by due month: open invoices, and orders not invoiced."""
    flows: list[Flow] = []
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in deed.rows("payment").values():
        if row.get("invoice"):
            paid[str(row["invoice"])] += Decimal(str(row["amount"]))
    invoiced = set()
    for key, row in deed.rows("invoice").items():
        invoiced.add(row.get("order"))
        due = row.get("due")
        if row["status"] in {"DRAFT", "CANCELLED", "PAID"} or not isinstance(due, date):
            continue
        left = Decimal(str(row.get("net") or 0)) + Decimal(str(row.get("vat") or 0)) - paid[key]
        sign = 1 if row["kind"] == "SALE" else -1 if row["kind"] == "PURCHASE" else 0
        if left > 0 and sign:
            flows.append(Flow(max(due, deed.today), str(row["currency"]), sign * left))
    for one in traded(deed):
        if one.order not in invoiced and one.committed and one.committed >= deed.today:
            sign = 1 if one.flow == "EXP" else -1
            day = one.committed + timedelta(days=30)
            flows.append(Flow(day, one.currency, sign * _cents(one.quantity * one.price)))
    return exposure(flows)


def prices_paid(deed: Deed, product: str) -> list[PriceStep]:
    """What was paid for an article, order by order, in euros."""
    deed.row("product", product)
    return price_history(
        Paid(one.ordered, one.party, _cents(one.euros / one.quantity), one.quantity)
        for one in traded(deed, "IMP")
        if one.product == product and one.quantity
    )
