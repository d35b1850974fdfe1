"""Consultations: suppliers asked, answers taken, compared on one footing, one of them chosen.

The answer of a supplier is an offer; the one chosen becomes the purchase order, with nothing typed
again. The others are lost, each with the figures that decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.bids import bids
from comptoir.desk.deed import Deed
from comptoir.desk.offering import Wanted, at_rate, find_product, order_from
from comptoir.desk.shipping import number
from comptoir.errors import Refused
from comptoir.records import Row, Rows
from comptoir.rules.comparison import COST_ALONE, Ranked, Weights, ranked
from comptoir.rules.units import one_in
from comptoir.wording import Said, mark

ANSWER_DAYS = 10
"""Days a supplier is given to answer, where nobody said."""


class NoSuppliers(Refused):
    message = mark("{consultation} asks nobody. Nothing was saved. Name one supplier at least.")


class NothingAsked(Refused):
    message = mark("A consultation needs goods. Nothing was saved. Say what is wanted.")


class NoAnswers(Refused):
    message = mark(
        "No supplier has answered {consultation}. Nothing was compared."
        " Enter their answers with: comptoir consult answer."
    )


class NotAsked(Refused):
    message = mark(
        "{party} was not asked in {consultation}. Nothing was saved. Asked were: {known}."
    )


class NotItsAnswer(Refused):
    message = mark("{offer} does not answer {consultation}. Nothing was chosen. It has: {known}.")


class NoReasonGiven(Refused):
    message = mark("A choice without its reason helps nobody next time. Say why {offer}.")


class Settled(Refused):
    message = mark(
        "{consultation} is settled already. Nothing was saved."
        " Its order is on the sheet Orders, its offers on the sheet Offers."
    )


class NotTheLine(Refused):
    message = mark(
        "{what} is not asked for in {consultation}. Nothing was saved. It asks for: {known}."
    )


class ChosenUnfinished(Refused):
    message = mark(
        "{offer} is not priced to our door: {missing} missing. Nothing was chosen."
        " Enter what is missing, or choose it in spite of that with --unfinished."
    )


def new_consultation(
    deed: Deed, subject: str, wanted: Sequence[Wanted], suppliers: Sequence[str], **but: object
) -> str:
    """A consultation of *suppliers* about what is *wanted*. *but*: terms, place, days."""
    if not wanted:
        raise NothingAsked
    if not suppliers:
        raise NoSuppliers(consultation=subject)
    for party in suppliers:
        deed.row("party", party)
    row: Row = {
        "subject": subject,
        "asked": deed.today,
        "answer_by": deed.today + timedelta(days=ANSWER_DAYS),
        "owner": deed.author.name,
        **{name: value for name, value in but.items() if value is not None},
    }
    [ref] = deed.add("consultation", [row])
    deed.add("consultation_line", [{"consultation": ref, **_asked(deed, one)} for one in wanted])
    deed.add("consulted", [{"consultation": ref, "party": one} for one in dict.fromkeys(suppliers)])
    return ref


def _asked(deed: Deed, one: Wanted) -> Row:
    products = deed.rows("product")
    sku = find_product(products, one.what)
    if sku is None:
        return {"description": one.what, "quantity": one.quantity, "unit": one.unit or "PCE"}
    return {"product": sku, "quantity": one.quantity, "unit": one.unit or products[sku]["unit"]}


def lines_of(deed: Deed, consultation: str) -> Rows:
    """What is asked for."""
    return {k: r for k, r in deed.rows("consultation_line").items()
            if r["consultation"] == consultation}  # fmt: skip


def asked_of(deed: Deed, consultation: str) -> Rows:
    """Who was asked."""
    return {k: r for k, r in deed.rows("consulted").items()
            if r["consultation"] == consultation}  # fmt: skip


def request_to(deed: Deed, consultation: str, party: str) -> tuple[str, Row]:
    """The request to one supplier. Raises `NotAsked`."""
    found = asked_of(deed, consultation)
    for key, row in found.items():
        if row["party"] == party:
            return key, row
    known = [str(row["party"]) for row in found.values()]
    raise NotAsked(party=party, consultation=consultation, known=known)


def sent(deed: Deed, consultation: str, keys: Sequence[str], day: date) -> None:
    """The requests *keys* went out: asked, or reminded where they had been asked before."""
    for key in keys:
        row = deed.row("consulted", key)
        if row["status"] == "TO_ASK":
            deed.change("consulted", key, {"status": "ASKED", "asked": day})
        else:
            deed.change("consulted", key, {"status": "REMINDED", "reminded": day})
    if deed.row("consultation", consultation)["status"] == "DRAFT":
        deed.change("consultation", consultation, {"status": "SENT", "asked": day})


def declined(deed: Deed, consultation: str, party: str, note: str | None = None) -> None:
    """A supplier will not offer."""
    key, _ = request_to(deed, consultation, party)
    deed.change("consulted", key, {
        "status": "DECLINED", "answered": deed.today, **({"note": note} if note else {}),
    })  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a supplier offers. *prices* by line asked (its number, article or words).

    *costs* are what the legs would cost us, by leg: (amount, currency).
    """

    prices: Mapping[str, Decimal]
    currency: str
    incoterm: str
    place: str
    units: Mapping[str, str] = field(default_factory=dict)
    minimums: Mapping[str, Decimal] = field(default_factory=dict)
    costs: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)
    insurance: Decimal | None = None
    terms: str | None = None
    lead_days: int | None = None
    transit_days: int | None = None
    valid_until: date | None = None
    offered: date | None = None
    their_ref: str | None = None
    proof: bool | None = None
    origin: str | None = None
    mode: str | None = None
    note: str | None = None


def take_answer(deed: Deed, consultation: str, party: str, answer: Answer) -> str:
    """Enter a supplier's answer; a second one replaces the first. The offer's number."""
    row = deed.row("consultation", consultation)
    if row["status"] in {"CHOSEN", "DROPPED"}:
        raise Settled(consultation=consultation)
    key, _ = request_to(deed, consultation, party)
    lines = [_answered(deed, consultation, what, answer) for what in answer.prices]
    rate = at_rate(deed, answer.currency)
    version, revises = _version(deed, consultation, party)
    offer: Row = {
        "party": party,
        "subject": row["subject"],
        "flow": "IMP",
        "status": "SENT",
        "offered": answer.offered or deed.today,
        "mode": answer.mode or row.get("mode"),
        "edition": row.get("edition"),
        "rate": rate.value if rate else None,
        "rate_day": rate.day if rate else None,
        "consultation": consultation,
        "version": version,
        "revises": revises,
        **{n: getattr(answer, n) for n in _OF_ANSWER},
    }
    [ref] = deed.add("offer", [{n: v for n, v in offer.items() if v is not None}])
    deed.add("offer_line", [{"offer": ref, **line} for line in lines])
    deed.add("offer_cost", [{"offer": ref, **cost} for cost in _costs(answer)])
    if revises:
        deed.change("offer", revises, {"status": "REPLACED"})
    deed.change("consulted", key, {
        "status": "ANSWERED", "answered": answer.offered or deed.today,
        **({"their_ref": answer.their_ref} if answer.their_ref else {}),
    })  # fmt: skip
    return ref


_OF_ANSWER = (
    "currency", "incoterm", "place", "terms", "lead_days", "transit_days", "valid_until",
    "their_ref", "proof", "note",
)  # fmt: skip


def _version(deed: Deed, consultation: str, party: str) -> tuple[int, str | None]:
    before = [
        (int(str(row.get("version") or 1)), key)
        for key, row in deed.rows("offer").items()
        if row.get("consultation") == consultation and row["party"] == party
        if row["status"] not in {"REPLACED", "CANCELLED"}
    ]
    if not before:
        return 1, None
    number, key = max(before)
    return number + 1, key


def find_line(deed: Deed, consultation: str, what: str) -> str:
    """The line asked that *what* names: its number, its article, or its words."""
    lines = lines_of(deed, consultation)
    sku = find_product(deed.rows("product"), what)
    for at, (key, row) in enumerate(lines.items(), 1):
        if what in {key, str(at)} or (sku and row.get("product") == sku):
            return key
        if row.get("description") and str(row["description"]).casefold() == what.casefold():
            return key
    known = [str(row.get("product") or row.get("description")) for row in lines.values()]
    raise NotTheLine(what=what, consultation=consultation, known=known)


def _answered(deed: Deed, consultation: str, what: str, answer: Answer) -> Row:
    key = find_line(deed, consultation, what)
    line = deed.row("consultation_line", key)
    row: Row = {
        "asked": key,
        "product": line.get("product"),
        "description": line.get("description"),
        "quantity": line["quantity"],
        "unit": line.get("unit"),
        "price": answer.prices[what],
        "minimum": answer.minimums.get(what),
        "origin": answer.origin,
    }
    if what in answer.units and answer.units[what] != line.get("unit"):
        row["unit"], row["quantity"] = answer.units[what], _in_unit(deed, line, answer.units[what])
    return {name: value for name, value in row.items() if value is not None}


def _in_unit(deed: Deed, line: Row, unit: str) -> Decimal:
    """The quantity asked, in the unit of the offer."""
    product = deed.rows("product").get(str(line.get("product")), {})
    packed = product.get("per_package")
    one = one_in(
        str(line.get("unit") or "PCE"),
        unit,
        per_package=packed if isinstance(packed, int) else None,
        net_kg=number(product["net_kg"]) if product.get("net_kg") else None,
    )
    return (number(line["quantity"]) * one).quantize(Decimal("0.001"))


def _costs(answer: Answer) -> list[Row]:
    rows: list[Row] = [
        {"leg": leg, "amount": amount, "currency": currency}
        for leg, (amount, currency) in answer.costs.items()
    ]
    if answer.insurance is not None:
        rows.append({"leg": "INSURANCE", "share": answer.insurance, "currency": "EUR"})
    return rows


def compare(
    deed: Deed,
    consultation: str,
    *,
    on: date | None = None,
    money_rate: Decimal = Decimal(0),
    weights: Weights = COST_ALONE,
) -> list[Ranked]:
    """The answers on one footing, the best first. Nothing is written."""
    day = on or deed.today
    row = deed.row("consultation", consultation)
    found = bids(deed, consultation, day)
    if not found:
        raise NoAnswers(consultation=consultation)
    by = row.get("deliver_by")
    return ranked(
        found,
        ordered=day,
        wanted_by=by if isinstance(by, date) else None,
        money_rate=money_rate,
        weights=weights,
    )


def choose(
    deed: Deed,
    consultation: str,
    offer: str,
    why: str,
    *,
    unfinished: bool = False,
    money_rate: Decimal = Decimal(0),
) -> str:
    """Order from the supplier of *offer*; reason and figures are kept. The order's number."""
    if not why.strip():
        raise NoReasonGiven(offer=offer)
    row = deed.row("consultation", consultation)
    if row["status"] in {"CHOSEN", "DROPPED"}:
        raise Settled(consultation=consultation)
    found = compare(deed, consultation, money_rate=money_rate)
    by_key = {one.bid.key: one for one in found}
    if offer not in by_key:
        raise NotItsAnswer(offer=offer, consultation=consultation, known=sorted(by_key))
    taken = by_key[offer]
    if not taken.whole and not unfinished:
        missing = [*(leg.said for leg in taken.missing), *taken.bid.lacks]
        raise ChosenUnfinished(offer=offer, missing=missing)
    wanted = row.get("deliver_by")
    order = order_from(
        deed,
        offer,
        deed.row("offer", offer),
        requested=wanted if isinstance(wanted, date) else None,
    )
    _keep_figures(deed, found, offer)
    _tell_suppliers(deed, consultation, {one.bid.party: one for one in found}, taken.bid.party)
    deed.change("consultation", consultation, {"status": "CHOSEN", "reason": why})
    return order


def _keep_figures(deed: Deed, found: Sequence[Ranked], chosen: str) -> None:
    for one in found:
        offer = deed.row("offer", one.bid.key)
        told = Said(
            "{day}: {rank} of {count}, {landed} landed",
            day=deed.today,
            rank=one.rank,
            count=len(found),
            landed=one.landed,
        ).in_(deed.lang)
        before = f"{offer['note']}\n" if offer.get("note") else ""
        values: Row = {"note": before + told}
        if one.bid.key != chosen:
            values |= {"status": "LOST", "loss": _why_lost(one, found, chosen),
                       "decided": deed.today}  # fmt: skip
        deed.change("offer", one.bid.key, values)


def _why_lost(one: Ranked, found: Sequence[Ranked], chosen: str) -> str:
    """Price where it is dearer at our door than the one chosen; else delay, else other."""
    taken = next(each for each in found if each.bid.key == chosen)
    if one.landed > taken.landed:
        return "PRICE"
    later = one.bid.days is not None and (taken.bid.days or 0) < one.bid.days
    return "DELAY" if later else "OTHER"


def _tell_suppliers(
    deed: Deed, consultation: str, answers: Mapping[str, Ranked], chosen: str
) -> None:
    for key, row in asked_of(deed, consultation).items():
        if row["party"] == chosen:
            deed.change("consulted", key, {"status": "CHOSEN"})
        elif row["party"] in answers:
            deed.change("consulted", key, {"status": "NOT_CHOSEN"})
