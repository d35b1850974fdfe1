"""Letters about letters of credit and collections, from an order and, where kept, its credit."""

from __future__ import annotations

from datetime import date, timedelta

from comptoir.letters.contexts.banking import Presented
from comptoir.letters.contexts.letterhead import text
from comptoir.letters.contexts.wordings import terms_said
from comptoir.letters.gathering.asking import Ask, Case, day, known, money, one_of, parts
from comptoir.letters.gathering.deals import gross, lines, names
from comptoir.letters.gathering.transport import (
    Consignment,
    consignments,
    document,
    ends,
    incoterm,
    papers,
)
from comptoir.records import Row
from comptoir.rules.documents import paper_name
from comptoir.rules.incoterms import Incoterm, cover
from comptoir.rules.law import timeline
from comptoir.rules.money import Money, total
from comptoir.wording import Said

Facts = dict[str, object]
_ANSWER = timedelta(days=7)
_ORIGINALS = 3
_ALLOWED = {"fr": ("autorisées", "autorisé"), "en": ("allowed", "allowed")}
"""Partial shipments, and transhipment."""


def bank(ask: Ask, _row: Row) -> str:
    return one_of(ask, "BANK")


def credit(case: Case) -> Row:
    """The credit of an order, where the desk keeps credits; empty else."""
    return next(iter(parts(case.ask, "credit", "order", case.row["ref"])), {})


def _presentation_days(on: date) -> int:
    """Days from shipment in which documents are presented, where the credit is silent."""
    return int(timeline("credit", "presentation_days").on(on).number)


def credit_request(case: Case) -> Facts:
    """What the credit should say, so that the papers we can make will conform to it."""
    row, sent = case.row, consignments(case)
    latest = max((one.days["DEPARTED"] for one in sent if "DEPARTED" in one.days), default=None)
    latest = latest or day(row, "committed") or day(row, "requested")
    amounts = (one.amount for one in lines(case, "order"))
    way = ends(case, sent[0]) if sent else {}
    days = _presentation_days(case.day)
    return {
        "order_ref": text(row, "their_ref") or str(row["ref"]),
        "amount": total(amounts, str(row["currency"])),
        "tolerance": case.words(Said("none")),
        "available": terms_said(text(row, "terms"), case.lang),
        "expiry_place": text(case.head.us, "city"),
        "presentation_days": days,
        "partial": _ALLOWED[case.lang][0],
        "transhipment": _ALLOWED[case.lang][1],
        "goods": names(case, "order"),
        "incoterm": incoterm(row),
        "documents": _wanted(case, sent),
        "confirmation": case.words(Said("without")),
        **way,
        **known(
            latest_shipment=latest,
            expiry=latest + timedelta(days=days) if latest else None,
        ),
    }


def _wanted(case: Case, sent: list[Consignment]) -> tuple[str, ...]:
    """The papers of the sale; an insurance certificate where the seller owes the cover."""
    carried = document(sent[0]) if sent else "BL_ORIGINALS"
    codes = ["INVOICE", "PACKING_LIST", carried, "CERTIFICATE_OF_ORIGIN"]
    if cover(Incoterm[str(case.row["incoterm"])]) is not None:
        codes.append("INSURANCE_CERTIFICATE")
    return tuple(case.words(Said(paper_name(one))) for one in codes)


def credit_amendment(case: Case) -> Facts:
    return {
        "order_ref": text(case.row, "their_ref") or str(case.row["ref"]),
        "needed_by": case.day + _ANSWER,
        **_of_credit(case),
    }


def _of_credit(case: Case) -> Facts:
    kept = credit(case)
    return known(credit_ref=text(kept, "their_ref") or text(kept, "ref"))


def beneficiary_certificate(case: Case) -> Facts:
    kept = credit(case)
    return {
        **_of_credit(case),
        **known(
            issued_on=day(kept, "issued") or day(kept, "issued_on"),
            issuing_bank=text(kept, "issuing_bank"),
            invoice=", ".join(str(one["ref"]) for one in _invoices(case)),
        ),
    }


def _invoices(case: Case) -> list[Row]:
    each = parts(case.ask, "invoice", "order", case.row["ref"])
    return [row for row in each if row.get("kind") == "SALE"]


def remittance(case: Case) -> Facts:
    """Papers for the bank: under a credit where the terms say so, else for collection."""
    kept, sent, invoices = credit(case), consignments(case), _invoices(case)
    terms = text(case.row, "terms")
    by_credit = "LC" in terms or bool(kept)
    buyer = text(case.ask("party").get(text(case.row, "party"), {}), "name")
    left = max((one.days["DEPARTED"] for one in sent if "DEPARTED" in one.done), default=None)
    expires = day(kept, "expiry")
    last = left + timedelta(days=_presentation_days(left)) if by_credit and left else None
    amount = Money("0", str(case.row["currency"]))
    for row in invoices:
        amount += gross(row)
    with_it = papers(case, sent[0]) if sent else ()
    bill = case.words(Said(paper_name("BL_ORIGINALS")))
    checks = (
        _handed_over(terms, by_credit=by_credit),
        Said("forward them by courier, in one lot"),
        Said("advise us of payment, or of the reason for a refusal"),
    )
    return {
        "tenor": terms_said(terms, case.lang),
        "rules": "UCP 600" if by_credit else "URC 522",
        "charges": case.words(Said("each party bears those of its own bank")),
        "instructions": tuple(case.words(one) for one in checks),
        "last_day": min(one for one in (last, expires) if one) if last or expires else None,
        "credit_ref": text(kept, "their_ref") or text(kept, "ref") or str(case.row["ref"]),
        **known(
            drawee=text(kept, "issuing_bank") or buyer,
            amount=money(kept, "amount") or (amount or None),
            documents=tuple(
                Presented(paper=one, originals=_ORIGINALS if one == bill else 1, copies=1)
                for one in with_it
            ),
        ),
    }


def _handed_over(terms: str, *, by_credit: bool) -> Said:
    if by_credit:
        return Said("check the documents before forwarding them")
    if terms.startswith("DA"):
        return Said("deliver the documents against acceptance only")
    return Said("deliver the documents against payment only")
