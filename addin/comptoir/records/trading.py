"""Columns of offers, consultations, orders and parties worked out from others.

Works on stored values, as ``derived`` does: amounts in ten-thousandths, rates in
hundred-millionths.

>>> in_euros(115_7200, 1_1572_0000)
1000000
>>> in_euros(115_7200, None) is None
True
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from comptoir.records.stored import Ask, Column, Stored
from comptoir.rules.incoterms import Incoterm, Leg
from comptoir.rules.money import Money, minor_units
from comptoir.rules.prices import BadPremium, Costs, Insurance, descend

EURO = "EUR"
ONE = 100_000_000
"""A stored rate of 1."""
PLACES = 4


def in_euros(amount: int, rate: int | None) -> int | None:
    """A stored *amount* at a stored *rate* (so many for 1 EUR), half up; None without one."""
    if not rate:
        return None
    sign = -1 if amount < 0 else 1
    return sign * ((2 * abs(amount) * ONE + rate) // (2 * rate))


@dataclass(slots=True)
class Rates:
    """The stored rates by currency and day: the latest on or before a day is meant."""

    days: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def on(self, currency: object, day: object) -> int | None:
        """So many for 1 EUR; None where no rate is known."""
        if currency == EURO:
            return ONE
        known = self.days.get(str(currency), [])
        at = bisect_right(known, str(day)) if day else len(known)
        return self.values[str(currency)][at - 1] if at else None


def rates(block: Stored) -> Rates:
    """The rates of the desk, in the order of their days."""
    told = block.columns
    found = Rates()
    rows = sorted(
        (str(day), str(source), str(currency), value)
        for day, source, currency, value in zip(
            told["day"], told["source"], told["currency"], told["value"], strict=True
        )
        if day and isinstance(value, int)
    )
    for day, _source, currency, value in rows:
        found.days[currency].append(day)
        found.values[currency].append(value)
    return found


@dataclass(frozen=True, slots=True)
class WayCost:
    """One leg's cost, in any currency: an *amount*, or a *share* in percent."""

    leg: str
    amount: Decimal | None
    share: Decimal | None
    currency: str


def way_costs(
    priced: Sequence[WayCost], currency: str, into: Callable[[Money], Money | None]
) -> Costs | None:
    """The costs of the way as the price ladder takes them, all in *currency*.

    *into* converts an amount into it. A premium or a duty that is a share stays one; None where
    an amount cannot be converted.
    """
    legs: dict[Leg, Money] = {}
    insurance, duty, taxes = Insurance(), Decimal(0), None
    for one in priced:
        leg = Leg[one.leg]
        amount = into(Money(one.amount, one.currency)) if one.amount is not None else None
        if one.amount is not None and amount is None:
            return None
        if leg is Leg.INSURANCE:
            share = (one.share or Decimal(0)) / 100
            insurance = Insurance(rate=share, minimum=amount)
        elif leg is Leg.DUTIES_AND_TAXES:
            duty, taxes = (one.share or Decimal(0)) / 100, amount
        elif amount is not None:
            legs[leg] = legs.get(leg, Money.zero(currency)) + amount
    return Costs(legs, insurance, duty=duty, other_taxes=taxes)


def priced_way(block: Stored) -> dict[str, list[WayCost]]:
    """The costs of the way of each offer."""
    told = block.columns
    found: dict[str, list[WayCost]] = defaultdict(list)
    names = ("offer", "leg", "amount", "share", "currency")
    for offer, leg, amount, share, currency in zip(*(told[n] for n in names), strict=True):
        found[str(offer)].append(
            WayCost(
                str(leg),
                Decimal(amount).scaleb(-PLACES) if isinstance(amount, int) else None,
                Decimal(share).scaleb(-PLACES) if isinstance(share, int) else None,
                str(currency or EURO),
            )
        )
    return found


def offer_columns(rows: Stored, ask: Ask, amounts: Sequence[object]) -> dict[str, Column]:
    """The amount of each offer in euros, and its margin in percent."""
    told = rows.columns
    cost = _cost_of_goods(ask("offer_line"))
    way = priced_way(ask("offer_cost"))
    known = rates(ask("rate")) if way else Rates()
    euros: Column = []
    margins: Column = []
    names = ("currency", "rate", "offered", "incoterm", "flow")
    for key, amount, currency, rate, day, rule, flow in zip(
        rows.keys, amounts, *(told[name] for name in names), strict=True
    ):
        at = rate if isinstance(rate, int) else ONE if currency == EURO else None
        value = in_euros(amount, at) if isinstance(amount, int) else None
        euros.append(value)
        goods = cost.get(key) if flow == "EXP" else None
        if value is None or goods is None or not value:
            margins.append(None)
            continue
        net = _without_way(value, str(rule), way.get(key, ()), known, day)
        margins.append(None if net is None else _percent(net - goods, value))
    return {"amount_eur": euros, "margin": margins}


def _percent(part: int, whole: int) -> int:
    exact = Decimal(part) * 10_000 / Decimal(whole)
    return int(exact.to_integral_value(ROUND_HALF_UP))


def _cost_of_goods(lines: Stored) -> dict[str, int | None]:
    """What the goods of each offer cost, in ten-thousandths of a euro; None while one is open."""
    told = lines.columns
    found: dict[str, int | None] = {}
    for of, quantity, cost in zip(told["offer"], told["quantity"], told["cost"], strict=True):
        so_far = found.get(str(of), 0)
        if isinstance(quantity, int) and isinstance(cost, int) and so_far is not None:
            found[str(of)] = so_far + (quantity * cost + 500) // 1000
        else:
            found[str(of)] = None
    return found


def _without_way(
    value: int, rule: str, priced: Sequence[WayCost], known: Rates, day: object
) -> int | None:
    """What *value* would be at the seller's door: less the legs and the premium it contains."""
    if not priced:
        return value
    costs = way_costs(priced, EURO, lambda amount: _to_euros(amount, known, day))
    if costs is None or rule not in Incoterm.__members__:
        return None
    try:
        net = descend(Money(Decimal(value).scaleb(-PLACES), EURO), Incoterm[rule], costs)
    except BadPremium:
        return None
    return int(net.amount.scaleb(PLACES))


def _to_euros(amount: Money, known: Rates, day: object) -> Money | None:
    rate = known.on(amount.currency, day)
    if rate is None:
        return None
    return Money(amount.amount / Decimal(rate).scaleb(-8), EURO).rounded()


def consultation_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """How many suppliers were asked, how many answered, and which offer was chosen."""
    asked = Counter(ask("consulted").columns["consultation"])
    offers = ask("offer")
    told = offers.columns
    answers: Counter[object] = Counter()
    chosen: dict[object, str] = {}
    for key, of, status in zip(offers.keys, told["consultation"], told["status"], strict=True):
        if of and status not in {"REPLACED", "CANCELLED"}:
            answers[of] += 1
            if status == "WON":
                chosen[of] = key
    return {
        "asked_of": [asked.get(key, 0) for key in rows.keys],
        "answers": [answers.get(key, 0) for key in rows.keys],
        "chosen": [chosen.get(key) for key in rows.keys],
    }


def order_progress(
    rows: Stored, lines: Stored, amounts: Sequence[object], shipped: Sequence[object]
) -> Column:
    """How much of each order is in shipments, in percent of its value; None while nothing is."""
    whole: dict[str, int] = defaultdict(int)
    gone: dict[str, int] = defaultdict(int)
    told = lines.columns
    for of, quantity, amount, sent in zip(
        told["order"], told["quantity"], amounts, shipped, strict=True
    ):
        if isinstance(amount, int) and isinstance(quantity, int) and quantity:
            whole[str(of)] += amount
            gone[str(of)] += amount * min(int(str(sent or 0)), quantity) // quantity
    return [
        min(10_000, _percent(gone[key], whole[key])) if gone.get(key) and whole[key] else None
        for key in rows.keys
    ]


def left_to_ship(lines: Stored, shipped: Sequence[object]) -> Column:
    """What is left of each order line, in thousandths; never below nought."""
    return [
        max(0, quantity - int(str(sent or 0))) if isinstance(quantity, int) else None
        for quantity, sent in zip(lines.columns["quantity"], shipped, strict=True)
    ]


UNDER_WAY = {"PLACED", "CONFIRMED", "IN_PRODUCTION", "READY", "SHIPPED", "DELIVERED"}
OWED = {"ISSUED", "DISPUTED", "PART_PAID", "PAID", "WRITTEN_OFF"}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a party owes or will owe: a stored amount in its currency."""

    party: str
    amount: int
    currency: str


def owed(invoices: Stored, balances: Sequence[object]) -> list[Claim]:
    """The open balances of sales and credit notes."""
    told = invoices.columns
    return [
        Claim(str(party), left, str(currency))
        for party, kind, status, currency, left in zip(
            *(told[name] for name in ("party", "kind", "status", "currency")), balances, strict=True
        )
        if kind in {"SALE", "CREDIT_NOTE"} and status in OWED and isinstance(left, int) and left
    ]


def under_way(
    orders: Stored, amounts: Sequence[object], invoices: Stored, totals: Sequence[object]
) -> list[Claim]:
    """What sales under way will add: the part of each order that no invoice has yet."""
    told = invoices.columns
    billed: dict[str, int] = defaultdict(int)
    for of, kind, status, total in zip(
        told["order"], told["kind"], told["status"], totals, strict=True
    ):
        if of and kind in {"SALE", "CREDIT_NOTE"} and status in OWED and isinstance(total, int):
            billed[str(of)] += total
    mine = orders.columns
    names = ("party", "flow", "status", "currency")
    return [
        Claim(str(party), amount - billed[key], str(currency))
        for key, amount, party, flow, status, currency in zip(
            orders.keys, amounts, *(mine[name] for name in names), strict=True
        )
        if flow == "EXP" and status in UNDER_WAY and isinstance(amount, int)
        if amount > billed[key]
    ]


def party_columns(rows: Stored, claims: Sequence[Claim], known: Rates) -> dict[str, Column]:
    """Exposure, credit left and state of the bank details of each party."""
    told = rows.columns
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in claims:
        sums[one.party][one.currency] += one.amount
    exposure: Column = [
        _in_currency(sums[key], str(currency or EURO), known) if key in sums else None
        for key, currency in zip(rows.keys, told["currency"], strict=True)
    ]
    headroom: Column = [
        limit - (owing if isinstance(owing, int) else 0)
        if isinstance(limit, int) and (isinstance(owing, int) or key not in sums)
        else None
        for key, limit, owing in zip(rows.keys, told["credit_limit"], exposure, strict=True)
    ]
    state: Column = [
        bank_state(iban, bic, seen)
        for iban, bic, seen in zip(told["iban"], told["bic"], told["bank_seen"], strict=True)
    ]
    return {"exposure": exposure, "headroom": headroom, "bank_state": state}


def _in_currency(amounts: Mapping[str, int], currency: str, known: Rates) -> int | None:
    """Amounts of several currencies in one, at the latest rates; None where one is missing."""
    whole = 0
    for of, amount in amounts.items():
        if of == currency:
            whole += amount
            continue
        euros = in_euros(amount, known.on(of, None))
        rate = known.on(currency, None)
        if euros is None or rate is None:
            return None
        other = Decimal(euros) * rate / ONE
        coin = Decimal(1).scaleb(PLACES - minor_units(currency))
        whole += int((other / coin).to_integral_value(ROUND_HALF_UP) * coin)
    return whole


def account(iban: object, bic: object) -> str:
    """The account as it is remembered when it was checked."""
    return " ".join(str(one) for one in (iban, bic) if one)


def bank_state(iban: object, bic: object, seen: object) -> str | None:
    """Whether the account is the one that a second person checked.

    >>> bank_state("FR76", "AGRIFRPP", None), bank_state("FR76", "AGRIFRPP", "FR76 AGRIFRPP")
    ('UNCHECKED', 'CHECKED')
    >>> bank_state("DE12", "AGRIFRPP", "FR76 AGRIFRPP"), bank_state(None, None, None)
    ('CHANGED', None)
    """
    if not iban:
        return None
    if not seen:
        return "UNCHECKED"
    return "CHECKED" if seen == account(iban, bic) else "CHANGED"
