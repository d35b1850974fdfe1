"""The letter that a record calls for now, by its state: what the button of a row writes.

>>> usual("order", {"flow": "IMP", "status": "PLACED"}, date(2026, 11, 23))
'order_confirmation_request'
>>> late = {"kind": "SALE", "status": "ISSUED", "due": date(2026, 11, 1), "reminders": 1}
>>> usual("invoice", late, date(2026, 11, 23))
'reminder_2'
>>> usual("invoice", {**late, "status": "DISPUTED"}, date(2026, 11, 23))
'commercial_invoice'
>>> usual("product", {}, date(2026, 11, 23)) is None
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from comptoir.records import Row

_REMINDERS = ("reminder_1", "reminder_2", "final_notice")
_OWED = {"ISSUED", "PART_PAID"}
_TO_PARTY = {
    "PROSPECT": "prospecting",
    "SUPPLIER": "price_request",
    "CUSTOMER": "account_opening",
}


def usual(record: str, row: Row, day: date) -> str | None:
    """The kind of letter that *row* calls for on *day*; None where nothing is written from it."""
    return _USUAL[record](row, day) if record in _USUAL else None


def _offer(row: Row, day: date) -> str:
    if row.get("flow") == "IMP":
        return "counter_offer"
    asked = row.get("follow_up")
    if row.get("status") == "SENT" and isinstance(asked, date) and asked <= day:
        return "offer_follow_up"
    return "offer"


def _order(row: Row, day: date) -> str:
    status, committed = row.get("status"), row.get("committed")
    late = isinstance(committed, date) and committed < day
    if row.get("flow") == "IMP":
        if status == "DRAFT":
            return "purchase_order"
        return "order_confirmation_request" if status == "PLACED" and not late else "expediting"
    if status in {"DELIVERED", "CLOSED"}:
        return "satisfaction"
    if status == "CANCELLED":
        return "order_answer"
    return "delay_notice" if late else "order_acknowledgement"


def _invoice(row: Row, day: date) -> str | None:
    kind, due = row.get("kind"), row.get("due")
    if kind == "PURCHASE":
        return None
    if kind == "CREDIT_NOTE":
        return "credit_note"
    if row.get("status") in _OWED and isinstance(due, date) and due < day:
        sent = int(str(row.get("reminders") or 0))
        return _REMINDERS[min(sent, len(_REMINDERS) - 1)]
    return "commercial_invoice"


def _claim(row: Row, _day: date) -> str:
    if row.get("kind") == "SUPPLIER":
        return "supplier_claim"
    if row.get("kind") == "CUSTOMER":
        return "complaint_reply"
    reserved = row.get("notified") or row.get("status") not in {"RECORDED", None}
    return "claim" if reserved else "reservation"


def _shipment(row: Row, _day: date) -> str:
    if row.get("flow") == "IMP":
        return "arrival_notice"
    return "shipping_instruction" if not row.get("transport_doc") else "shipping_advice"


def _declaration(row: Row, _day: date) -> str:
    out = row.get("procedure") == "EXPORT" and row.get("released") and not row.get("exited")
    return "exit_proof" if out else "broker_instruction"


def _party(row: Row, _day: date) -> str:
    return _TO_PARTY.get(str(row.get("role")), "enquiry")


def _always(kind: str) -> Callable[[Row, date], str]:
    return lambda _row, _day: kind


_USUAL: Mapping[str, Callable[[Row, date], str | None]] = {
    "offer": _offer,
    "order": _order,
    "invoice": _invoice,
    "shipment": _shipment,
    "declaration": _declaration,
    "claim": _claim,
    "party": _party,
    "credit": _always("credit_amendment"),
    "amendment": _always("credit_amendment"),
    "document": _always("document_request"),
    "container": _always("arrival_notice"),
    "visit": _always("report"),
    "prospect": _always("prospecting"),
    "quote": _always("freight_request"),
    "contact": _always("enquiry"),
}
