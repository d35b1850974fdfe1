"""From the desk's rows to what a letter says, one function to the letter.

*ask* gives the rows of a record by key; nothing else is read and nothing is written. What the
records do not say, a person tells; what nobody says stops the letter, or is marked in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from comptoir.letters.contexts import claims
from comptoir.letters.contexts.letterhead import Heading, text
from comptoir.letters.gathering import (
    banking,
    buying,
    customs,
    deals,
    harm,
    kin,
    relations,
    telling,
    transport,
)
from comptoir.letters.gathering.asking import (
    Ask,
    Asked,
    Case,
    NobodyToWriteTo,
    NoFirm,
    NoRecord,
    WrongRecord,
    heading,
)
from comptoir.letters.gathering.kin import Several
from comptoir.letters.gathering.telling import FactsWanted, UnknownFact, UnreadableFact
from comptoir.letters.kinds import Kind, kind_named
from comptoir.records import RECORDS, Row
from comptoir.records.kinds import Choice
from comptoir.wording import Said

__all__ = [
    "FROM_ROWS",
    "Ask",
    "Asked",
    "FactsWanted",
    "Gathered",
    "NoFirm",
    "NoRecord",
    "NobodyToWriteTo",
    "Several",
    "UnknownFact",
    "UnreadableFact",
    "WrongRecord",
    "from_rows",
    "heading",
    "shape_of",
]

_DATED = {"commercial_invoice", "credit_note"}
"""Papers that carry their record's own day, whenever they are printed."""
_ONLY_FOR: Mapping[str, tuple[str, frozenset[str]]] = {
    "offer": ("flow", frozenset(("EXP",))),
    "offer_follow_up": ("flow", frozenset(("EXP",))),
    "counter_offer": ("flow", frozenset(("IMP",))),
    "order_acknowledgement": ("flow", frozenset(("EXP",))),
    "order_answer": ("flow", frozenset(("EXP",))),
    "pro_forma": ("flow", frozenset(("EXP",))),
    "delay_notice": ("flow", frozenset(("EXP",))),
    "credit_request": ("flow", frozenset(("EXP",))),
    "packing_list": ("flow", frozenset(("EXP",))),
    "packing_cover": ("flow", frozenset(("EXP",))),
    "satisfaction": ("flow", frozenset(("EXP",))),
    "remittance": ("flow", frozenset(("EXP",))),
    "purchase_order": ("flow", frozenset(("IMP",))),
    "order_confirmation_request": ("flow", frozenset(("IMP",))),
    "expediting": ("flow", frozenset(("IMP",))),
    "shipping_advice": ("flow", frozenset(("EXP",))),
    "arrival_notice": ("flow", frozenset(("IMP",))),
    "commercial_invoice": ("kind", frozenset(("SALE",))),
    "invoice_cover": ("kind", frozenset(("SALE",))),
    "arrival_statement": ("vat_case", frozenset(("EU_SUPPLY",))),
    "reminder_1": ("kind", frozenset(("SALE",))),
    "reminder_2": ("kind", frozenset(("SALE",))),
    "final_notice": ("kind", frozenset(("SALE",))),
    "credit_note": ("kind", frozenset(("CREDIT_NOTE",))),
    "exit_proof": ("procedure", frozenset(("EXPORT",))),
    "reservation": ("kind", frozenset(("TRANSPORT",))),
    "claim": ("kind", frozenset(("TRANSPORT",))),
    "insurer_notice": ("kind", frozenset(("TRANSPORT",))),
    "supplier_claim": ("kind", frozenset(("SUPPLIER",))),
    "complaint_reply": ("kind", frozenset(("CUSTOMER",))),
}
"""The field that says whether a record is of the sort a letter is written for, and its values."""
_TO: Mapping[str, Callable[[Ask, Row], str]] = {
    "freight_request": transport.forwarder,
    "shipping_instruction": transport.forwarder,
    "booking": transport.forwarder,
    "arrival_notice": transport.forwarder,
    "pre_alert": transport.forwarder,
    "authority": transport.forwarder,
    "broker_instruction": lambda ask, row: customs.broker(ask, row["ref"]),
    "exit_proof": lambda ask, row: customs.broker(ask, row["shipment"]),
    "reservation": harm.against,
    "claim": harm.against,
    "supplier_claim": harm.against,
    "complaint_reply": harm.against,
    "insurer_notice": harm.insurer,
    "remittance": banking.bank,
    "credit_enquiry": relations.referee,
}
"""Whom a letter goes to, where it is not the record's own partner."""
_SHAPES: Mapping[str, type] = {"reservation": claims.Carriage, "claim": claims.ClaimFacts}
"""What a letter is told, where its own value is reckoned from that."""
_BESIDE: Mapping[str, frozenset[str]] = {"price_change": frozenset(("rise",))}
"""Facts that are told but not shown."""

FROM_ROWS: Mapping[str, Callable[[Case], object]] = {
    "price_request": buying.price_request,
    "enquiry": buying.enquiry,
    "offer": deals.of_offer,
    "pro_forma": deals.pro_forma,
    "offer_follow_up": deals.offer_asked,
    "counter_offer": buying.counter_offer,
    "purchase_order": deals.of_order,
    "order_acknowledgement": deals.of_order,
    "order_answer": deals.order_answer,
    "credit_request": banking.credit_request,
    "credit_amendment": banking.credit_amendment,
    "delay_notice": deals.delay_notice,
    "expediting": buying.chased,
    "order_confirmation_request": buying.chased,
    "freight_request": transport.freight_request,
    "shipping_instruction": transport.shipping_instruction,
    "booking": transport.booking,
    "broker_instruction": customs.broker_instruction,
    "document_request": customs.document_request,
    "shipping_advice": transport.shipping_advice,
    "invoice_cover": deals.invoice_sent,
    "commercial_invoice": deals.billed,
    "packing_cover": deals.packing_cover,
    "packing_list": deals.packed,
    "arrival_notice": transport.arrival_notice,
    "pre_alert": transport.pre_alert,
    "reminder_1": deals.reminder,
    "reminder_2": deals.reminder,
    "final_notice": deals.reminder,
    "reservation": harm.carriage,
    "claim": harm.claim,
    "insurer_notice": harm.insurer_notice,
    "supplier_claim": harm.supplier_claim,
    "complaint_reply": harm.complaint_reply,
    "credit_note": deals.billed,
    "exit_proof": customs.exit_proof,
    "arrival_statement": deals.arrival_statement,
    "beneficiary_certificate": banking.beneficiary_certificate,
    "remittance": banking.remittance,
    "prospecting": relations.prospecting,
    "fair_invitation": relations.fair_invitation,
    "fair_follow_up": relations.fair_follow_up,
    "satisfaction": deals.satisfaction,
    "price_change": relations.price_change,
    "unavailability": relations.unavailability,
    "credit_enquiry": relations.credit_enquiry,
    "account_opening": relations.account_opening,
    "report": relations.report,
    "authority": transport.authority,
}
"""Every letter, and what the records say for it: its value, or the facts that are known."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A letter's head, what it says, the record it is written from, what is still to be written."""

    heading: Heading
    told: object
    ref: str
    waiting: tuple[str, ...] = ()


def shape_of(kind: Kind) -> type:
    """The type of what a letter is told."""
    return _SHAPES.get(kind.name, kind.shows)


def from_rows(kind: str, ref: str, asked: Asked, ask: Ask) -> Gathered:
    """The letter of a *kind* about *ref*, or about the record of that kind that belongs to it.

    Raises `NoRecord`, `Several`, `WrongRecord`, `NobodyToWriteTo`, `FactsWanted`, and what the
    letter itself refuses (an invoice whose lines do not add up, a reminder that is not due).
    """
    sort = kind_named(kind)
    key = kin.found(sort.about, ref, ask)
    row = ask(sort.about)[key]
    _meant(sort, key, row)
    to = asked.to or _TO.get(kind, _partner)(ask, row)
    if not to:
        raise NobodyToWriteTo(ref=key, title=sort.said())
    head = heading(key, to, text(row, "their_ref") or text(row, "number"), asked, ask)
    if kind in _DATED and isinstance(issued := row.get("issued"), date):
        head = replace(head, day=issued, your_ref="")
    asked = replace(asked, told=_in_language(asked.told, head.lang))
    told = _completed(sort, Case(kind, row, head, ask, asked.firm, asked.told, ref), asked)
    return Gathered(head, told, key, tuple(telling.waiting(told)))


def _in_language(told: Mapping[str, str], lang: str) -> dict[str, str]:
    """The facts told for *lang*: those for every language, and ``name.fr`` for French alone.

    >>> _in_language({"reason.fr": "Énergie", "reason.en": "Energy", "rise": "4"}, "fr")
    {'rise': '4', 'reason': 'Énergie'}
    """
    found = {name: fact for name, fact in told.items() if "." not in name}
    for name, fact in told.items():
        base, _, of = name.partition(".")
        if of == lang:
            found[base] = fact
    return found


def _partner(_ask: Ask, row: Row) -> str:
    return text(row, "party") or text(row, "code")


def _completed(sort: Kind, case: Case, asked: Asked) -> object:
    found = FROM_ROWS[sort.name](case)
    beside = _BESIDE.get(sort.name, frozenset())
    told = {name: value for name, value in asked.told.items() if name not in beside}
    if not isinstance(found, dict):
        return telling.changed(sort, found, told)
    ref = str(case.row.get("ref") or case.row.get("code"))
    shape = shape_of(sort)
    return telling.complete(
        sort, shape, found, told, ref, case.lang, unfinished=asked.unfinished
    )  # fmt: skip


def _meant(sort: Kind, key: str, row: Row) -> None:
    """Refuse a record of another sort than the letter is written for."""
    name, wanted = _ONLY_FOR.get(sort.name, ("", frozenset()))
    if name and row.get(name) not in wanted:
        choice = RECORDS[sort.about].by_name[name].kind
        label = choice.options.get(str(row.get(name)), "") if isinstance(choice, Choice) else ""
        raise WrongRecord(ref=key, value=Said(label) if label else "—", title=sort.said())
