"""Offers to customers: made from an enquiry, priced on every rung, followed up, won or lost.

What the partner and the article are known for is not typed again: Incoterm, place, currency,
terms, prices, costs. A version is a new offer that replaces the one before; nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from comptoir.desk.deed import Deed
from comptoir.desk.quoting import rate_on
from comptoir.desk.shipping import number
from comptoir.errors import Refused
from comptoir.records import Row, Rows
from comptoir.records.kinds import folded
from comptoir.records.trade import LOSS, OFFER_STATUS
from comptoir.records.trading import WayCost, way_costs
from comptoir.rules.days import Calendar, UnknownCalendar, calendar
from comptoir.rules.incoterms import Edition, Incoterm, Place
from comptoir.rules.money import Money, Rate, allocate, minor_units, total
from comptoir.rules.offers import USUAL, Habits, asked_again, binds_until
from comptoir.rules.prices import Costs, Rung, climb, descend, ladder
from comptoir.wording import Said, mark

HOME = "FR"
OPEN = {"DRAFT", "SENT", "EXPIRED"}
_CARRIED = (
    "party", "subject", "flow", "their_ref", "enquired", "incoterm", "place", "edition", "mode",
    "currency", "rate", "rate_day", "terms", "lead_days", "transit_days", "note", "consultation",
    "proof",
)  # fmt: skip
_LINE_CARRIED = (
    "product", "description", "quantity", "unit", "price", "discount", "cost", "asked", "minimum",
    "origin", "note",
)  # fmt: skip


class NoGoods(Refused):
    message = mark("An offer to {party} needs goods. Nothing was saved. Name an article or a text.")


class NoPrice(Refused):
    message = mark(
        "{product} has no sale price. Nothing was saved."
        " Enter one on the sheet Products, or give the price with the line."
    )


class NotOpen(Refused):
    message = mark(
        "{offer} is {status}: nothing more can be done with it. Nothing was saved."
        " Make a new version of it, or a copy."
    )


class NoReason(Refused):
    message = mark(
        "{offer} cannot be lost without a reason. Nothing was saved. Say which: {reasons}."
    )


class NotOurOffer(Refused):
    message = mark(
        "{offer} is a supplier's offer. Nothing was saved."
        " A supplier is chosen with: comptoir consult choose."
    )


class NoWayCosts(Refused):
    message = mark(
        "{offer} has no costs of the way. Nothing was computed."
        " Enter what each leg costs on the sheet Costs of the way."
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of an enquiry: an article of ours, or words; a price where one was agreed."""

    what: str
    quantity: Decimal
    unit: str | None = None
    price: Decimal | None = None


def find_product(products: Rows, text: str) -> str | None:
    """The article that *text* names: by its code, or by its name in either language."""
    word = folded(text)
    for sku, row in products.items():
        names = (sku, row.get("name_fr"), row.get("name_en"))
        if any(name and folded(str(name)) == word for name in names):
            return sku
    return None


def new_offer(
    deed: Deed,
    party: str,
    wanted: Sequence[Wanted],
    *,
    habits: Habits = USUAL,
    **but: object,
) -> str:
    """An offer in draft for *party*, of what is *wanted*. *but* replaces what is known of them."""
    if not wanted:
        raise NoGoods(party=party)
    known = deed.row("party", party)
    currency = str(but.get("currency") or known.get("currency") or "EUR")
    rate = at_rate(deed, currency)
    lines = [_offered(deed, one, currency, rate) for one in wanted]
    leads = [one["lead_days"] for one in _products(deed, lines) if one.get("lead_days")]
    row: Row = {
        "party": party,
        "flow": "EXP",
        "offered": deed.today,
        "valid_until": binds_until(deed.today, habits),
        "incoterm": known.get("incoterm") or "EXW",
        "place": known.get("place") or our_town(deed),
        "edition": known.get("edition"),
        "currency": currency,
        "terms": known.get("terms"),
        "lead_days": max(leads, default=None),  # type: ignore[type-var]
        "rate": rate.value if rate else None,
        "rate_day": rate.day if rate else None,
        **{name: value for name, value in but.items() if value is not None},
    }
    [ref] = deed.add("offer", [{name: v for name, v in row.items() if v is not None}])
    deed.add("offer_line", [{"offer": ref, **line} for line in lines])
    return ref


def our_town(deed: Deed) -> str:
    """The town where our goods leave from."""
    us = next((row for row in deed.rows("party").values() if row["role"] == "US"), None)
    return str(us["city"]) if us and us.get("city") else "Lyon"


def at_rate(deed: Deed, currency: str) -> Rate | None:
    """The rate of today for *currency*; None for the euro. Raises ``NoRateKnown``."""
    if currency == "EUR":
        return None
    return rate_on(currency, deed.today, deed.rows("rate"))


def _products(deed: Deed, lines: Sequence[Row]) -> list[Row]:
    known = deed.rows("product")
    return [known[str(line["product"])] for line in lines if line.get("product")]


def _offered(deed: Deed, one: Wanted, currency: str, rate: Rate | None) -> Row:
    products = deed.rows("product")
    sku = find_product(products, one.what)
    if sku is None:
        if one.price is None:
            raise NoPrice(product=one.what)
        return {"description": one.what, "quantity": one.quantity, "unit": one.unit or "PCE",
                "price": one.price}  # fmt: skip
    row = products[sku]
    price = one.price if one.price is not None else _list_price(deed, sku, row, currency, rate)
    line: Row = {"product": sku, "quantity": one.quantity, "unit": one.unit or row["unit"],
                 "price": price}  # fmt: skip
    if row.get("cost_price") is not None:
        line["cost"] = _euros(deed, number(row["cost_price"]), str(row.get("cost_currency")))
    return line


def listed(deed: Deed, line: Row, offer: Row) -> Row:
    """The list price of a *line* of *offer*, in its currency, and what the article costs us.

    Raises ``NoPrice``, ``NoRateKnown``.
    """
    currency = str(offer["currency"])
    given = number(offer["rate"]) if offer.get("rate") else None
    day = offer.get("rate_day")
    rate = at_rate(deed, currency)
    if given and rate and isinstance(day, date):
        rate = replace(rate, value=given, day=day)
    wanted = Wanted(str(line["product"]), number(line["quantity"]), str(line["unit"]))
    found = _offered(deed, wanted, currency, rate)
    return {name: found[name] for name in ("price", "cost") if name in found}


def _list_price(deed: Deed, sku: str, row: Row, currency: str, rate: Rate | None) -> Decimal:
    """The list price in the offer's currency, at its rate."""
    if row.get("sale_price") is None:
        raise NoPrice(product=sku)
    own = str(row.get("sale_currency") or "EUR")
    amount = number(row["sale_price"])
    if own == currency:
        return amount
    euros = _euros(deed, amount, own)
    return as_price(Money(euros, "EUR").at(rate).amount if rate else euros, currency)


def _euros(deed: Deed, amount: Decimal, currency: str) -> Decimal:
    if currency in {"EUR", "None"}:
        return amount
    rate = rate_on(currency, deed.today, deed.rows("rate"))
    return (amount / rate.value).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def as_price(amount: Decimal, currency: str) -> Decimal:
    """A unit price as a person writes it: two decimals, none where the currency has none."""
    places = min(2, minor_units(currency))
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def open_offer(deed: Deed, offer: str) -> Row:
    """An offer of ours on which something may still be done."""
    row = deed.row("offer", offer)
    if row["flow"] != "EXP":
        raise NotOurOffer(offer=offer)
    if row["status"] not in OPEN:
        raise NotOpen(offer=offer, status=status_said(row))
    return row


def status_said(row: Row) -> Said:
    """The word for where an offer stands."""
    return Said(OFFER_STATUS.options[str(row["status"])])


def send(deed: Deed, offer: str, day: date | None = None, habits: Habits = USUAL) -> date | None:
    """The offer went out: it is followed up by rule. The day of the first follow-up."""
    row = open_offer(deed, offer)
    sent = day or deed.today
    until = row.get("valid_until")
    until = until if isinstance(until, date) else binds_until(sent, habits)
    again = asked_again(sent, until, 0, calendars_of(deed, row), habits)
    deed.change("offer", offer, {
        "status": "SENT", "offered": sent, "valid_until": until,
        "follow_up": again[0] if again else None,
    })  # fmt: skip
    return again[0] if again else None


def follow_up(
    deed: Deed,
    offer: str,
    day: date | None = None,
    note: str | None = None,
    habits: Habits = USUAL,
) -> date | None:
    """The partner was asked again: the next day to ask, or None once that is enough."""
    row = open_offer(deed, offer)
    asked, done = day or deed.today, int(str(row.get("follow_ups") or 0)) + 1
    until = row.get("valid_until")
    again = asked_again(
        asked, until if isinstance(until, date) else None, done, calendars_of(deed, row), habits
    )
    values: Row = {"follow_ups": done, "followed": asked, "follow_up": again[0] if again else None}
    if note:
        values["note"] = _noted(row, asked, note)
    deed.change("offer", offer, values)
    return again[0] if again else None


def _noted(row: Row, day: date, note: str) -> str:
    """The note with one dated line more."""
    before = f"{row['note']}\n" if row.get("note") else ""
    return f"{before}{day:%Y-%m-%d} {note}"


def calendars_of(deed: Deed, row: Row) -> list[Calendar]:
    """Our calendar and the partner's, where they are known."""
    party = deed.rows("party").get(str(row.get("party")), {})
    codes = dict.fromkeys([HOME, str(party.get("calendar") or party.get("country") or HOME)])
    found = []
    for code in codes:
        try:
            found.append(calendar(code))
        except UnknownCalendar:
            continue
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder: the price of all goods, and of one unit of each line."""

    rung: Rung
    units: Mapping[str, Decimal]
    ours: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The price of an offer under every rule, from its own one; at which rate it was reckoned."""

    offer: str
    amount: Money
    ex_works: Money
    steps: tuple[Step, ...]
    rate: Decimal | None
    rate_day: date | None


def price_ladder(deed: Deed, offer: str) -> Ladder:
    """The offer's price under every Incoterm, down to EXW and up to DDP. Nothing is written."""
    row = deed.row("offer", offer)
    currency = str(row["currency"])
    amount, lines = amount_of(deed, offer, currency)
    costs = costs_of(deed, offer, currency)
    rule, edition = Incoterm[str(row["incoterm"])], _edition(row)
    ex_works = descend(amount, rule, costs, place_of(deed, row))
    by_water = str(row.get("mode") or "SEA") in {"SEA", "RIVER", "MULTI"}
    rungs = ladder(ex_works, costs, edition=edition, by_water=by_water)
    steps = tuple(
        Step(rung, _unit_prices(deed, lines, amount, rung.price, currency), rung.rule is rule)
        for rung in rungs
    )
    day = row.get("rate_day")
    return Ladder(
        offer, amount, ex_works, steps,
        number(row["rate"]) if row.get("rate") else None, day if isinstance(day, date) else None,
    )  # fmt: skip


def amount_of(deed: Deed, offer: str, currency: str) -> tuple[Money, Rows]:
    """The sum of an offer's lines, and the lines."""
    lines = {k: r for k, r in deed.rows("offer_line").items() if r["offer"] == offer}
    sums = [line_sum(line, currency) for line in lines.values()]
    return total(sums, currency), lines


def line_sum(line: Row, currency: str) -> Money:
    """What one line comes to, rounded."""
    net = number(line["price"]) * (100 - number(line.get("discount"))) / 100
    return Money(number(line["quantity"]) * net, currency).rounded()


def costs_of(deed: Deed, offer: str, currency: str) -> Costs:
    """The costs of the way of *offer* in *currency*. Raises ``NoWayCosts``, ``NoRateKnown``."""
    priced = way_of(deed, offer)
    if not priced:
        raise NoWayCosts(offer=offer)
    found = way_costs(priced, currency, lambda amount: into(deed, amount, currency))
    assert found is not None
    return found


def way_of(deed: Deed, offer: str) -> list[WayCost]:
    """What is known of the costs of the way of *offer*."""
    return [
        WayCost(
            str(row["leg"]),
            number(row["amount"]) if row.get("amount") is not None else None,
            number(row["share"]) if row.get("share") is not None else None,
            str(row.get("currency") or "EUR"),
        )
        for row in deed.rows("offer_cost").values()
        if row["offer"] == offer
    ]


def into(deed: Deed, amount: Money, currency: str) -> Money:
    """*amount* in another currency, through the euro, at the latest rates. ``NoRateKnown``."""
    if amount.currency == currency:
        return amount
    rates = deed.rows("rate")
    if amount.currency != "EUR":
        amount = amount.at(rate_on(amount.currency, deed.today, rates))
    return amount if currency == "EUR" else amount.at(rate_on(currency, deed.today, rates))


def _edition(row: Row) -> Edition:
    return Edition.Y2010 if row.get("edition") == "2010" else Edition.Y2020


def place_of(deed: Deed, row: Row) -> Place | None:
    """The sort of place named, where its name says it: the seller's own town under FCA."""
    if row["incoterm"] != "FCA":
        return None
    seller = _town(deed, str(row["party"])) if row["flow"] == "IMP" else our_town(deed)
    named = folded(str(row.get("place") or ""))
    return Place.SELLERS_PREMISES if seller and folded(seller) in named else None


def _town(deed: Deed, party: str) -> str:
    return str(deed.rows("party").get(party, {}).get("city") or "")


def _unit_prices(
    deed: Deed, lines: Rows, amount: Money, price: Money, currency: str
) -> dict[str, Decimal]:
    """The price of one unit of each line: the carriage is shared by weight, else by value."""
    sums = {key: line_sum(line, currency) for key, line in lines.items()}
    products = deed.rows("product")
    weights = [
        number(products.get(str(one.get("product")), {}).get("gross_kg")) * number(one["quantity"])
        for one in lines.values()
    ]
    by = weights if all(weights) else [money.amount for money in sums.values()]
    gap = price - amount
    parts = allocate(gap, by) if any(by) and gap else [Money.zero(currency)] * len(sums)
    return {
        key: as_price((sums[key] + part).amount / _net_quantity(lines[key]), currency)
        for (key, _), part in zip(sums.items(), parts, strict=True)
    }


def _net_quantity(line: Row) -> Decimal:
    share = (100 - number(line.get("discount"))) / 100
    return number(line["quantity"]) * share or Decimal(1)


def revise(deed: Deed, offer: str, **but: object) -> str:
    """A new version of *offer*, in draft; the old one is kept, marked as replaced."""
    row = open_offer(deed, offer)
    version = int(str(row.get("version") or 1)) + 1
    fresh = _copied(row) | {"version": version, "revises": offer, **but}
    new = _with_parts(deed, offer, fresh)
    deed.change("offer", offer, {"status": "REPLACED", "follow_up": None})
    return new


def copy(deed: Deed, offer: str, party: str | None = None) -> str:
    """The same goods and terms in a new offer, for the same partner or another one."""
    row = deed.row("offer", offer)
    fresh = _copied(row)
    for gone in ("their_ref", "enquired", "note"):
        fresh.pop(gone, None)
    if party:
        deed.row("party", party)
        fresh["party"] = party
    return _with_parts(deed, offer, fresh)


def _copied(row: Row) -> Row:
    return {name: row[name] for name in _CARRIED if row.get(name) is not None}


def _with_parts(deed: Deed, offer: str, fresh: Row) -> str:
    """Register *fresh* with the lines and the costs of *offer*."""
    day = fresh.pop("offered", None) or deed.today
    assert isinstance(day, date)
    [ref] = deed.add("offer", [
        {**fresh, "offered": day, "valid_until": binds_until(day), "status": "DRAFT"}
    ])  # fmt: skip
    lines = [row for row in deed.rows("offer_line").values() if row["offer"] == offer]
    deed.add("offer_line", [
        {"offer": ref, **{n: line[n] for n in _LINE_CARRIED if line.get(n) is not None}}
        for line in lines
    ])  # fmt: skip
    costs = [row for row in deed.rows("offer_cost").values() if row["offer"] == offer]
    names = ("leg", "amount", "currency", "share", "source")
    deed.add("offer_cost", [
        {"offer": ref, **{n: cost[n] for n in names if cost.get(n) is not None}} for cost in costs
    ])  # fmt: skip
    return ref


def reprice(deed: Deed, offer: str, rule: Incoterm, place: str) -> str:
    """A new version of *offer* under another rule and place, its prices moved along the ladder."""
    row = open_offer(deed, offer)
    currency = str(row["currency"])
    amount, lines = amount_of(deed, offer, currency)
    costs = costs_of(deed, offer, currency)
    ex_works = descend(amount, Incoterm[str(row["incoterm"])], costs, place_of(deed, row))
    wanted: Row = {**row, "incoterm": rule.name, "place": place}
    price = climb(ex_works, rule, costs, place_of(deed, wanted)).price
    units = _unit_prices(deed, lines, amount, price, currency)
    new = revise(deed, offer, incoterm=rule.name, place=place)
    fresh = [key for key, one in deed.rows("offer_line").items() if one["offer"] == new]
    deed.change_all(
        "offer_line",
        {key: {"price": price} for key, price in zip(fresh, units.values(), strict=True)},
    )
    return new


def win(
    deed: Deed,
    offer: str,
    *,
    their_ref: str | None = None,
    ordered: date | None = None,
    requested: date | None = None,
) -> str:
    """The customer accepts: the offer becomes an order, nothing typed again. The order's number."""
    row = open_offer(deed, offer)
    return order_from(deed, offer, row, their_ref=their_ref, ordered=ordered, requested=requested)


def order_from(
    deed: Deed,
    offer: str,
    row: Row,
    *,
    their_ref: str | None = None,
    ordered: date | None = None,
    requested: date | None = None,
) -> str:
    """An order of the goods and terms of *offer*, which is won."""
    day = ordered or deed.today
    party = deed.row("party", str(row["party"]))
    names = ("party", "flow", "incoterm", "place", "edition", "currency", "terms", "mode")
    fresh: Row = {name: row[name] for name in names if row.get(name) is not None}
    fresh |= {
        "ordered": day,
        "status": "PLACED",
        "offer": offer,
        "destination": party["country"] if row["flow"] == "EXP" else HOME,
        "owner": deed.author.name,
    }
    more = {"their_ref": their_ref or row.get("their_ref"), "requested": requested}
    [ref] = deed.add("order", [fresh | {n: v for n, v in more.items() if v is not None}])
    lines = [line for line in deed.rows("offer_line").values() if line["offer"] == offer]
    deed.add("order_line", [_order_line(deed, ref, line) for line in lines])
    deed.change("offer", offer, {"status": "WON", "decided": day, "follow_up": None})
    return ref


def _order_line(deed: Deed, order: str, line: Row) -> Row:
    """An order's line from an offer's, with the weights of its article."""
    names = ("product", "description", "quantity", "unit", "price", "discount", "origin", "note")
    row: Row = {"order": order, **{n: line[n] for n in names if line.get(n) is not None}}
    product = deed.rows("product").get(str(line.get("product")), {})
    if product.get("unit") == line.get("unit"):
        for weight in ("net_kg", "gross_kg"):
            if product.get(weight) is not None:
                row[weight] = (number(product[weight]) * number(line["quantity"])).quantize(
                    Decimal("0.001")
                )
        if product.get("per_package"):
            row["packages"] = ceil(number(line["quantity"]) / number(product["per_package"]))
    return row


def lose(deed: Deed, offer: str, why: str, note: str | None = None) -> None:
    """The offer is lost; the reason is what is learnt from it."""
    row = open_offer(deed, offer)
    if why not in LOSS.options:
        raise NoReason(offer=offer, reasons=list(LOSS.options))
    values: Row = {"status": "LOST", "loss": why, "decided": deed.today, "follow_up": None}
    if note:
        values["note"] = _noted(row, deed.today, note)
    deed.change("offer", offer, values)
