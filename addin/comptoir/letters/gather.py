"""From the desk's rows to what a letter says, for the letters that the records can fill.

*ask* gives the rows of a record by key; nothing else is read and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.letters.contexts import buying, dunning, goods, selling
from comptoir.letters.contexts.letterhead import Heading, Writer, text
from comptoir.letters.contexts.wordings import incoterm_said
from comptoir.letters.kinds import kind_named
from comptoir.letters.word import Picture
from comptoir.records import RECORDS, Row, Rows
from comptoir.rules.money import Money, total
from comptoir.rules.payment import Reminder
from comptoir.wording import Said, mark


class WrongRecord(Refused):
    message = mark(
        "{ref} is marked {value}: {title} is not written for it. No letter was written."
        " Choose another record or another letter."
    )


Ask = Callable[[str], Rows]
_ANSWER_DAYS = 5
_DATED = {"commercial_invoice", "credit_note"}
"""Papers that carry their record's own day, whenever they are printed."""
_MEANT_FOR = {
    "offer": ("flow", "EXP"),
    "offer_follow_up": ("flow", "EXP"),
    "order_acknowledgement": ("flow", "EXP"),
    "pro_forma": ("flow", "EXP"),
    "purchase_order": ("flow", "IMP"),
    "order_confirmation_request": ("flow", "IMP"),
    "expediting": ("flow", "IMP"),
    "commercial_invoice": ("kind", "SALE"),
    "invoice_cover": ("kind", "SALE"),
    "reminder_1": ("kind", "SALE"),
    "reminder_2": ("kind", "SALE"),
    "final_notice": ("kind", "SALE"),
    "credit_note": ("kind", "CREDIT_NOTE"),
}
"""The field that says whether a record is of the sort a letter is written for, and its value."""
_STAGES = {
    "reminder_1": Reminder.COURTEOUS,
    "reminder_2": Reminder.FIRM,
    "final_notice": Reminder.FINAL_NOTICE,
}


class NoRecord(Refused):
    message = mark(
        "{ref} is not a {record} of this desk. No letter was written. Check the reference."
    )


class NotFromRecords(Refused):
    message = mark(
        "{title} needs facts that no record holds yet. No letter was written."
        " Enter them when you ask for the letter."
    )


class NoFirm(Refused):
    message = mark(
        "No party of this desk is our own company. No letter was written."
        " Give one the role: our company."
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A letter asked for: by whom, when, in which language (the partner's own if None)."""

    writer: Writer
    day: date
    lang: str | None = None
    legal: Mapping[str, str] = field(default_factory=dict)
    logo: Picture | None = None
    signature: Picture | None = None
    enclosures: tuple[str, ...] = ()


def heading(ref: str, party: str, their_ref: str, asked: Asked, ask: Ask) -> Heading:
    """The head of a letter to *party* about *ref*."""
    parties = ask("party")
    us = next((row for row in parties.values() if row.get("role") == "US"), None)
    if us is None:
        raise NoFirm
    if party not in parties:
        raise NoRecord(ref=party, record=Said("party"))
    to = parties[party]
    people = [row for row in ask("contact").values() if row.get("party") == party]
    person = next((row for row in people if row.get("main")), people[0] if people else None)
    lang = asked.lang or text(person, "language") or text(to, "language") or "en"
    return Heading(
        lang=lang, day=asked.day, us=us, to=to, writer=asked.writer, contact=person, our_ref=ref,
        your_ref=their_ref, enclosures=asked.enclosures, legal=asked.legal, logo=asked.logo,
        signature=asked.signature,
    )  # fmt: skip


def from_rows(kind: str, ref: str, asked: Asked, ask: Ask) -> tuple[Heading, object]:
    """The heading of a letter about record *ref*, and what it says.

    Raises `NoRecord`, `NotFromRecords` for a letter that needs facts no record has, and what the
    letter itself refuses (an invoice whose lines do not add up, a reminder that is not due).
    """
    sort = kind_named(kind)
    if kind not in FROM_ROWS:
        raise NotFromRecords(title=sort.said())
    rows = ask(sort.about)
    if ref not in rows:
        raise NoRecord(ref=ref, record=Said(sort.about))
    row = rows[ref]
    name, wanted = _MEANT_FOR.get(kind, ("", ""))
    if name and row.get(name) != wanted:
        choice = RECORDS[sort.about].by_name[name].kind
        value = choice.cell(row.get(name), asked.lang or "en")
        raise WrongRecord(ref=ref, value=value, title=sort.said())
    told = heading(ref, str(row["party"]), text(row, "their_ref"), asked, ask)
    issued = row.get("issued")
    if kind in _DATED and isinstance(issued, date):
        told = replace(told, day=issued, your_ref="")
    return told, FROM_ROWS[kind](kind, row, told, ask)


_Say = Callable[[str, Row, Heading, Ask], object]


def _lines(record: str, ref: object, ask: Ask) -> list[Row]:
    found = [row for row in ask(f"{record}_line").values() if row.get(record) == ref]
    return sorted(found, key=lambda row: str(row.get("ref")))


def _of_order(_kind: str, row: Row, told: Heading, ask: Ask) -> object:
    return goods.goods(row, _lines("order", row["ref"], ask), ask("product"), told.lang)


def _of_offer(_kind: str, row: Row, told: Heading, ask: Ask) -> object:
    return goods.goods(row, _lines("offer", row["ref"], ask), ask("product"), told.lang)


def _pro_forma(_kind: str, order: Row, told: Heading, ask: Ask) -> object:
    lines = _lines("order", order["ref"], ask)
    currency = str(order["currency"])
    summed = total((one.amount for one in goods.lines_of(lines, {}, currency, told.lang)), currency)
    row = {"ref": order["ref"], "currency": currency, "net": summed.amount, "issued": told.day,
           "terms": order.get("terms")}  # fmt: skip
    return goods.billed(row, order, lines, ask("product"), told.lang, told.us)


def _billed(_kind: str, row: Row, told: Heading, ask: Ask) -> object:
    order = ask("order").get(str(row.get("order")))
    lines = _lines("order", row.get("order"), ask)
    corrects = text(row, "their_ref") if row.get("kind") == "CREDIT_NOTE" else ""
    return goods.billed(row, order, lines, ask("product"), told.lang, told.us, corrects=corrects)


def paid_on(invoice: Row, ask: Ask) -> Money:
    """What was received for an invoice; money that went back counts against it."""
    currency, ref = str(invoice["currency"]), invoice["ref"]
    paid = Money.zero(currency)
    for row in ask("payment").values():
        if row.get("invoice") == ref and row.get("currency") == currency:
            amount = Money(str(row["amount"]), currency)
            paid += amount if row.get("direction") == "IN" else -amount
    return paid


def _reminder(kind: str, row: Row, told: Heading, ask: Ask) -> object:
    paid = paid_on(row, ask)
    return dunning.dunning(row, paid, told.day, told.lang, told.us, _STAGES[kind])


def _chased(_kind: str, row: Row, told: Heading, ask: Ask) -> object:
    lines = goods.lines_of(
        _lines("order", row["ref"], ask), ask("product"), str(row["currency"]), told.lang
    )
    committed, ordered = row.get("committed") or row.get("requested"), row["ordered"]
    assert isinstance(ordered, date)
    return buying.Expediting(
        order_ref=str(row["ref"]),
        ordered=ordered,
        goods=", ".join(line.name for line in lines),
        committed=committed if isinstance(committed, date) else None,
        answer_by=told.day + timedelta(days=_ANSWER_DAYS),
        incoterm=incoterm_said(row.get("incoterm"), row.get("place"), row.get("edition")),
    )


def _offer_asked(_kind: str, row: Row, told: Heading, ask: Ask) -> object:
    offered, until = row["offered"], row.get("valid_until")
    assert isinstance(offered, date)
    lines = _lines("offer", row["ref"], ask)
    currency = str(row["currency"])
    sums = [one.amount for one in goods.lines_of(lines, {}, currency, told.lang)]
    last = until if isinstance(until, date) else None
    return selling.OfferFollowUp(
        offer_ref=str(row["ref"]),
        offered=offered,
        offer_subject=text(row, "subject"),
        amount=total(sums, currency),
        valid_until=last,
        days_left=(last - told.day).days if last else 0,
    )


def _invoice_sent(_kind: str, row: Row, told: Heading, _ask: Ask) -> object:
    issued, due = row["issued"], row["due"]
    assert isinstance(issued, date)
    assert isinstance(due, date)
    amount = Decimal(str(row["net"])) + Decimal(str(row.get("vat") or 0))
    papers = {"fr": ("facture commerciale", "liste de colisage"),
              "en": ("commercial invoice", "packing list")}  # fmt: skip
    return selling.InvoiceCover(
        invoice=str(row["ref"]),
        invoiced=issued,
        amount=Money(amount, str(row["currency"])).rounded(),
        due=due,
        order_ref=text(row, "order"),
        documents=papers[told.lang],
        iban=text(told.us, "iban"),
    )


FROM_ROWS: dict[str, _Say] = {
    "offer": _of_offer,
    "offer_follow_up": _offer_asked,
    "order_acknowledgement": _of_order,
    "purchase_order": _of_order,
    "packing_list": _of_order,
    "pro_forma": _pro_forma,
    "order_confirmation_request": _chased,
    "expediting": _chased,
    "commercial_invoice": _billed,
    "credit_note": _billed,
    "invoice_cover": _invoice_sent,
    "reminder_1": _reminder,
    "reminder_2": _reminder,
    "final_notice": _reminder,
}
"""The letters that the desk's records can fill, and how."""
