"""Facts of trade: order lines, offers, invoices and what was paid on them."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from comptoir.kpis.exchange import MISSING, Ints, Texts
from comptoir.kpis.facts import (
    Sources,
    Table,
    among,
    flags,
    ints,
    line_amounts,
    looked_up,
    named,
    only,
    places,
    spent,
    taken,
)
from comptoir.kpis.tables import UNKNOWN
from comptoir.rules.documents import Zone, zone
from comptoir.rules.money import Money
from comptoir.rules.payment.bad_debts import without_vat

NOT_BOOKED = ("DRAFT", "CANCELLED", "REPLACED")
SOLD, BOUGHT = "EXP", "IMP"
FOLLOWED_AFTER = 7
"""Days after which an offer without an answer should have been followed up."""


def lines(told: Sources) -> Table:
    """Order lines of booked orders, with what they are worth and how they were delivered."""
    raw, orders = told.ask("order_line"), told.ask("order")
    at = places(orders["ref"].astype(object), raw["order"].astype(object))
    status = taken(orders["status"], at, "DRAFT")
    kept = (at >= 0) & ~among(status, NOT_BOOKED)
    at = at[kept]
    own = only(raw, kept)
    of = {name: values[at] for name, values in orders.items() if len(values)}
    if not len(at):
        of = {name: values[:0] for name, values in orders.items()}
    table = _who(told, own, of)
    table |= _days(own, of)
    table |= _worth(told, own, of, table)
    return table | _service(told, own, of, table)


def _who(told: Sources, own: Table, of: Table) -> Table:
    """Whose line, of what, to where: a purchase is told by its supplier's country."""
    sold = of["flow"] == SOLD
    from_them = told.country_of(of["party"].astype(object))
    country = np.where(sold & (of["destination"] != None), of["destination"], from_them)  # noqa: E711 - by element
    products = told.ask("product")
    return {
        "ref": own["ref"], "order": own["order"], "country": named(country),
        "party": of["party"], "mode": named(of["mode"]), "product": named(own["product"]),
        "family": looked_up(products["sku"], products["family"], own["product"].astype(object)),
    }  # fmt: skip


def _days(own: Table, of: Table) -> Table:
    promised, done = ints(own["committed"]), ints(own["delivered"])
    return {
        "ordered": ints(of["ordered"]),
        "due": np.where(promised > 0, promised, ints(of["committed"])),
        "delivered": np.where(done > 0, done, ints(of["delivered"])),
        "asked": ints(of["requested"]),
    }


def _worth(told: Sources, own: Table, of: Table, table: Table) -> Table:
    """Sold, bought and what the goods cost, by the rate of the order's day."""
    currencies, days = of["currency"].astype(object), ints(table["ordered"])
    quantity = ints(own["quantity"])
    amounts = line_amounts(quantity, ints(own["price"]), ints(own["discount"]), currencies)
    cents, blocked = told.rates.cents(amounts, currencies, days)
    sold = of["flow"] == SOLD
    products = told.ask("product")
    which = places(products["sku"].astype(object), own["product"].astype(object))
    each = ints(taken(products["cost_price"], which, MISSING))
    paid_in = named(taken(products["cost_currency"], which, UNKNOWN))
    known = sold & (each != MISSING) & (each > 0)
    cost = line_amounts(quantity, each, np.zeros_like(each), paid_in)
    cost_cents, cost_blocked = told.rates.cents(np.where(known, cost, 0), paid_in, days)
    return {
        "sold": np.where(sold, cents, 0), "bought": np.where(sold, 0, cents),
        "no_rate": np.where(sold, blocked, 0),
        "no_rate_in": np.where(sold, 0, blocked),
        "orders": flags(sold) * _first_of(own["order"]),
        "costed": np.where(known, cents, 0), "cost": cost_cents,
        "no_cost_rate": np.where(known, np.maximum(blocked, cost_blocked), 0),
    }  # fmt: skip


def _first_of(orders: NDArray[np.generic]) -> NDArray[np.int8]:
    """1 on the first line of each order."""
    import pandas as pd  # noqa: PLC0415 - half a second that only figures pay

    return flags(~pd.Series(orders, dtype=object).duplicated().to_numpy())


def _service(told: Sources, own: Table, of: Table, table: Table) -> Table:
    """Due, on time, in full, and how long it took. What is due later than today waits."""
    sold, due = of["flow"] == SOLD, ints(table["due"])
    done, asked, ordered = ints(table["delivered"]), ints(table["asked"]), ints(table["ordered"])
    came = (done > 0) & (done <= told.today)
    judged = (due > 0) & ((due <= told.today) | came)
    wished = (asked > 0) & ((asked <= told.today) | came)
    in_time, open_late = came & (done <= due), (due > 0) & (due < told.today) & ~came
    full = came & _full(told, own)
    both = sold & judged & in_time & full
    timed = came & (ordered > 0)
    bought = ~sold
    return {
        "out_due": flags(sold & judged), "out_on_time": flags(sold & judged & in_time),
        "out_full": flags(sold & judged & full), "otif": flags(both),
        "perfect": flags(both & ~_spoilt(told, own)),
        "out_asked": flags(sold & wished), "out_as_asked": flags(sold & wished & came & (done <= asked)),
        "out_late": flags(sold & open_late),
        "out_days": spent(ordered, done, sold & timed), "out_done": flags(sold & timed),
        "in_due": flags(bought & judged), "in_on_time": flags(bought & judged & in_time),
        "in_days": spent(ordered, done, bought & timed), "in_done": flags(bought & timed),
        "in_late": flags(bought & open_late),
        "unconfirmed": flags(bought & (ints(of["confirmed"]) == 0) & (of["status"] == "PLACED")),
        "in_lines": flags(bought),
    }  # fmt: skip


def _full(told: Sources, own: Table) -> NDArray[np.bool_]:
    """Where what was shipped is what was ordered; delivered without a shipment is complete."""
    shipped = told.ask("shipment_line")
    gone = gone_shipments(told)
    kept = ~among(shipped["shipment"], gone) & (ints(shipped["quantity"]) != MISSING)
    at = places(own["ref"].astype(object), shipped["order_line"][kept].astype(object))
    sums = np.zeros(len(own["ref"]), dtype=np.int64)
    some = np.zeros(len(sums), dtype=bool)
    np.add.at(sums, at[at >= 0], ints(shipped["quantity"])[kept][at >= 0])
    some[at[at >= 0]] = True
    return ~some | (sums >= ints(own["quantity"]))


def gone_shipments(told: Sources) -> set[object]:
    """The shipments that were cancelled."""
    steps = told.ask("milestone")
    gone = (steps["kind"] == "CANCELLED") & (ints(steps["actual"]) > 0)
    return set(steps["shipment"][gone].tolist())


def _spoilt(told: Sources, own: Table) -> NDArray[np.bool_]:
    """Lines whose order has a claim or credit note, or whose shipment has a claim or bad paper."""
    claims, papers, goods = told.ask("claim"), told.ask("document"), told.ask("shipment_line")
    invoices = told.ask("invoice")
    notes = (invoices["kind"] == "CREDIT_NOTE") & ~among(invoices["status"], NOT_BOOKED)
    orders = {*claims["order"].tolist(), *invoices["order"][notes].tolist()} - {None}
    wrong = [w is not None for w in papers["discrepancy"].tolist()]
    bad = {*claims["shipment"].tolist(), *papers["shipment"][wrong].tolist()} - {None}
    carried = set(goods["order_line"][among(goods["shipment"], bad)].tolist()) - {None}
    return among(own["order"], orders) | among(own["ref"], carried)


def offers(told: Sources) -> Table:
    """Offers to customers, each with the sum of its lines."""
    raw, goods = told.ask("offer"), told.ask("offer_line")
    kept = (raw["flow"] == SOLD) & ~among(raw["status"], (*NOT_BOOKED, "REPLACED"))
    own = {name: values[kept] for name, values in raw.items()}
    at = places(own["ref"].astype(object), goods["offer"].astype(object))
    priced = line_amounts(
        ints(goods["quantity"]), ints(goods["price"]), ints(goods["discount"]),
        named(taken(own["currency"], at, UNKNOWN)),
    )  # fmt: skip
    sums = np.zeros(len(own["ref"]), dtype=np.int64)
    np.add.at(sums, at[at >= 0], priced[at >= 0])
    cents, blocked = told.rates.cents(sums, own["currency"].astype(object), ints(own["offered"]))
    asked, day = ints(own["enquired"]), ints(own["offered"])
    replied = (asked > 0) & (asked <= day)
    old = (own["status"] == "SENT") & (day + FOLLOWED_AFTER < told.today)
    won, lost, sent = (own["status"] == one for one in ("WON", "LOST", "SENT"))
    return {
        "ref": own["ref"], "country": told.country_of(own["party"].astype(object)),
        "party": own["party"], "mode": named(own["mode"]),
        "offered": ints(own["offered"]), "valid": ints(own["valid_until"]),
        "won": flags(won), "decided": flags(won | lost), "open": flags(sent),
        "sent": flags(np.ones(len(won), dtype=bool)), "expired": flags(own["status"] == "EXPIRED"),
        "reply": spent(asked, day, replied), "replied": flags(replied),
        "old": flags(old), "chased": flags(old & (ints(own["follow_ups"]) > 0)),
        "won_value": np.where(won, cents, 0), "decided_value": np.where(won | lost, cents, 0),
        "open_value": np.where(sent, cents, 0), "no_rate": blocked,
    }  # fmt: skip


def invoices(told: Sources) -> Table:
    """Invoices in force; a credit note takes away, whatever sign it was typed with."""
    raw, orders = told.ask("invoice"), told.ask("order")
    kept = ~among(raw["status"], NOT_BOOKED) & (raw["kind"] != "PROFORMA")
    own = {name: values[kept] for name, values in raw.items()}
    at = places(orders["ref"].astype(object), own["order"].astype(object))
    there = taken(orders["destination"], at, None)
    theirs = told.country_of(own["party"].astype(object))
    sale = among(own["kind"], ("SALE", "CREDIT_NOTE"))
    country = named(np.where((there != None) & sale, there, theirs))  # noqa: E711 - by element
    table: Table = {
        "ref": own["ref"], "country": country, "party": own["party"],
        "mode": named(taken(orders["mode"], at, None)),
        "issued": ints(own["issued"]),
        "due": np.where(ints(own["due"]) > 0, ints(own["due"]), ints(own["issued"])),
    }  # fmt: skip
    return table | _billed(told, own, sale, table)


def _billed(told: Sources, own: Table, sale: NDArray[np.bool_], table: Table) -> Table:
    note = own["kind"] == "CREDIT_NOTE"
    currencies, days = own["currency"].astype(object), ints(own["issued"])
    net, vat = (np.where(ints(own[n]) == MISSING, 0, ints(own[n])) for n in ("net", "vat"))
    net, vat = (np.where(note, -np.abs(one), one) for one in (net, vat))
    total = net + vat
    paid, last = _paid(told, own)
    gone, bare, gone_on = _written_off(own, net, total)
    amounts = {
        "net": net, "total": total, "open": total - paid - gone,
        "paid": paid, "over": paid + gone, "lost": bare,
    }  # fmt: skip
    cents = {name: told.rates.cents(one, currencies, days) for name, one in amounts.items()}
    blocked = np.maximum(cents["net"][1], cents["total"][1])
    whole = sale & ~note & (total > 0) & (paid >= total) & (last > 0)
    settled = np.where(whole, cents["total"][0], 0)
    late = np.where(whole, np.maximum(last - ints(table["due"]), 0), 0)
    out = np.asarray(table["country"] != told.home) & np.asarray(table["country"] != UNKNOWN)
    union = out & among(table["country"], _union(table["country"].astype(object), told.today))
    billing, billed = _since_order(told, own, sale & ~note)
    return {
        "paid": np.where(whole, last, 0),
        "sales": np.where(sale, cents["net"][0], 0),
        "exported": np.where(sale & out, cents["net"][0], 0),
        "taxed": np.where(sale, cents["total"][0], 0),
        "credited": np.where(note, -cents["net"][0], 0),
        "owed_us": np.where(sale, cents["open"][0], 0),
        "we_owe": np.where(sale, 0, cents["open"][0]),
        "settled": settled, "late_amount": settled * late,
        "lost_on": gone_on, "lost": np.where(sale, cents["lost"][0], 0),
        "lost_taxed": np.where(sale, cents["over"][0] - cents["paid"][0], 0),
        "sale_count": flags(sale & ~note), "union": np.where(sale & union, cents["net"][0], 0),
        "billing": billing, "billed": flags(billed), "no_rate": np.where(sale, blocked, 0),
        "no_open": np.where(sale, cents["open"][1], 0),
        "no_open_in": np.where(sale, 0, cents["open"][1]),
    }  # fmt: skip


def _written_off(own: Table, net: Ints, total: Ints) -> tuple[Ints, Ints, Ints]:
    """What was written off with VAT and without it, and when; nothing while it has no day.

    With VAT it is told, in another currency, as what closes the invoice to the cent.
    """
    amount, day = ints(own["written_off"]), ints(own["written_off_on"])
    here = (amount != MISSING) & (day > 0)
    gone = np.where(here, amount, 0)
    bare = np.zeros_like(gone)
    for at in np.flatnonzero(gone).tolist():
        coin = str(own["currency"][at])
        lost, part, whole = (
            Money(Decimal(int(one[at])).scaleb(-4), coin) for one in (gone, net, total)
        )
        bare[at] = int(without_vat(lost, part, whole).amount.scaleb(4))
    return gone, bare, np.where(here, day, 0)


def _union(countries: Texts, today: int) -> list[object]:
    """Those of *countries* that are of the Union."""
    day = date(1899, 12, 30) + timedelta(days=today)
    known = {str(one) for one in countries.tolist()} - {UNKNOWN}
    return [one for one in sorted(known) if zone(one, day) is Zone.EU]


def _since_order(
    told: Sources, own: Table, sold: NDArray[np.bool_]
) -> tuple[Ints, NDArray[np.bool_]]:
    """Days from order to invoice, of sales invoices that name their order."""
    orders = told.ask("order")
    at = places(orders["ref"].astype(object), own["order"].astype(object))
    ordered = ints(taken(ints(orders["ordered"]), at, 0))
    issued = ints(own["issued"])
    known = sold & (ordered > 0) & (issued > 0) & (issued <= told.today)
    return spent(ordered, issued, known), known


def _signed(told: Sources, kinds: dict[object, object]) -> tuple[Texts, Ints, Ints]:
    """Each payment that settles an invoice: which, how much, when. Its way gives its sign."""
    raw = told.ask("payment")
    which, amount = raw["invoice"].astype(object), ints(raw["amount"])
    away = raw["direction"] == "OUT"
    to_us = np.array([kinds.get(one) != "PURCHASE" for one in which.tolist()], dtype=bool)
    signed = np.where(away == ~to_us, amount, -amount)
    return which, np.where(amount == MISSING, 0, signed), ints(raw["day"])


def _paid(told: Sources, own: Table) -> tuple[Ints, Ints]:
    """What was paid on each invoice, and the day of the last payment."""
    kinds = dict(zip(own["ref"].tolist(), own["kind"].tolist(), strict=True))
    which, signed, days = _signed(told, kinds)
    at = places(own["ref"].astype(object), which)
    sums, last = (
        np.zeros(len(own["ref"]), dtype=np.int64),
        np.zeros(len(own["ref"]), dtype=np.int64),
    )
    np.add.at(sums, at[at >= 0], signed[at >= 0])
    np.maximum.at(last, at[at >= 0], days[at >= 0])
    return sums, last


def payments(told: Sources, made: Table) -> Table:
    """What customers paid, at the rate of the invoice: paid in full, nothing is left over."""
    raw, bills = told.ask("payment"), told.ask("invoice")
    kinds = dict(zip(bills["ref"].tolist(), bills["kind"].tolist(), strict=True))
    which, signed, days = _signed(told, kinds)
    at = places(made["ref"].astype(object), which)
    theirs = np.array([kinds.get(one) in {"SALE", "CREDIT_NOTE"} for one in which.tolist()], bool)
    kept = np.flatnonzero((at >= 0) & theirs)
    kept = kept[np.lexsort((kept, days[kept], at[kept]))]
    at = at[kept]
    currency = looked_up(bills["ref"], bills["currency"], which[kept])
    cents, blocked = _shares(told, signed[kept], at, currency, ints(made["issued"])[at])
    return {
        "ref": raw["ref"][kept], "invoice": which[kept],
        **{name: made[name][at] for name in ("country", "party", "mode")},
        "day": days[kept], "received": cents, "no_rate": blocked,
    }  # fmt: skip


def _shares(
    told: Sources, amounts: Ints, invoices: NDArray[np.intp], currency: Texts, issued: Ints
) -> tuple[Ints, Ints]:
    """Payments in cents, such that those of one invoice add up to their converted sum."""
    running = np.cumsum(amounts)
    first = np.r_[True, invoices[1:] != invoices[:-1]] if len(invoices) else np.zeros(0, bool)
    before = np.where(first, running - amounts, 0)
    base = (
        before[np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))]
        if len(first)
        else before
    )
    so_far, blocked = told.rates.cents(running - base, currency, issued)
    last = np.r_[0, so_far[:-1]] if len(so_far) else so_far
    return so_far - np.where(first, 0, last), blocked
