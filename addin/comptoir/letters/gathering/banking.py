"""Letters about letters of credit and collections, from an order and, where kept, its credit."""

from __future__ import annotations

import re
from datetime import date, timedelta

from comptoir.errors import Refused
from comptoir.letters.contexts.banking import Amended, Presented
from comptoir.letters.contexts.letterhead import text
from comptoir.letters.contexts.wordings import terms_said
from comptoir.letters.gathering.asking import (
    Ask,
    Case,
    day,
    known,
    money,
    one_of,
    parts,
    whole,
)
from comptoir.letters.gathering.deals import gross, lines, names
from comptoir.letters.gathering.telling import WANTED
from comptoir.letters.gathering.transport import (
    Consignment,
    consignments,
    document,
    ends,
    incoterm,
    papers,
)
from comptoir.records import RECORDS, Row
from comptoir.records.credit_days import last_day
from comptoir.records.credit_words import said_again
from comptoir.records.customs_claims import PAPER
from comptoir.rules.documents import paper_name
from comptoir.rules.incoterms import Incoterm, cover
from comptoir.rules.law import timeline
from comptoir.rules.money import Money, total
from comptoir.rules.payment import Instrument, NotTerms, parse
from comptoir.rules.payment.phrases import SharesAmiss
from comptoir.wording import Said, mark

Facts = dict[str, object]
_ANSWER = timedelta(days=7)
_ORIGINALS = 3
_BY_BANK = {
    Instrument.CREDIT,
    Instrument.CASH_AGAINST_DOCUMENTS,
    Instrument.COLLECTION,
    Instrument.ACCEPTANCE,
}
_ALLOWED = {"fr": ("autorisées", "autorisé"), "en": ("allowed", "allowed")}
"""Partial shipments, and transhipment."""


class NoBank(Refused):
    message = mark(
        "{ref} is paid otherwise: {terms}. Its documents do not go through a bank. No letter was"
        " written. Correct the terms of the order, or send the invoice with its cover letter."
    )


def _through_banks(terms: str) -> bool:
    """Whether terms of payment hand the documents over through banks."""
    try:
        parts_ = parse(terms).parts if terms else ()
    except (NotTerms, SharesAmiss):
        return False
    return any(part.instrument in _BY_BANK for part in parts_)


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
    kept, terms = credit(case), text(row, "terms")
    latest = day(kept, "latest_shipment") or latest
    days = whole(kept, "period") or _presentation_days(case.day)
    expiry = day(kept, "expiry") or (latest + timedelta(days=days) if latest else None)
    return {
        "order_ref": text(row, "their_ref") or str(row["ref"]),
        "amount": total(amounts, str(row["currency"])),
        "tolerance": case.words(Said("none")),
        "available": terms_said(terms, case.lang) if "LC" in terms else WANTED,
        "expiry_place": text(kept, "expiry_place") or text(case.head.us, "city"),
        "presentation_days": days,
        "partial": _ALLOWED[case.lang][0],
        "transhipment": _ALLOWED[case.lang][1],
        "goods": names(case, "order"),
        "incoterm": incoterm(row),
        "documents": _wanted(case, sent),
        "confirmation": case.words(Said("without")),
        **way,
        **known(latest_shipment=latest, expiry=expiry),
    }


def _wanted(case: Case, sent: list[Consignment]) -> tuple[str, ...]:
    """The papers of the sale; an insurance certificate where the seller owes the cover."""
    carried = document(sent[0]) if sent else "BL_ORIGINALS"
    codes = ["INVOICE", "PACKING_LIST", carried, "CERTIFICATE_OF_ORIGIN"]
    if cover(Incoterm[str(case.row["incoterm"])]) is not None:
        codes.append("INSURANCE_CERTIFICATE")
    return tuple(case.words(Said(paper_name(one))) for one in codes)


def credit_amendment(case: Case) -> Facts:
    """The changes that were asked of the buyer and not yet advised."""
    order = case.linked("order")
    changes = tuple(
        Amended(field=_field_words(case, one), old=_said(case, one, "old"),
                new=_said(case, one, "new"), reason=text(one, "why"))
        for one in case.parts("amendment", "credit")
        if one.get("status") == "ASKED"
    )  # fmt: skip
    return {
        "credit_ref": text(case.row, "number") or str(case.row["ref"]),
        "order_ref": text(order, "their_ref") or text(case.row, "order"),
        "needed_by": case.day + _ANSWER,
        **known(changes=changes),
    }


def _said(case: Case, amendment: Row, name: str) -> str:
    """What an amendment says before or after, in the letter's language."""
    return said_again(text(amendment, "field"), text(amendment, name), case.lang)


def _field_words(case: Case, amendment: Row) -> str:
    """A field of the credit as its column is headed, with the number of its tag."""
    name = text(amendment, "field")
    column = RECORDS["credit"].by_name.get(name)
    return case.words(Said(column.label)) if column else name


def beneficiary_certificate(case: Case) -> Facts:
    """What the credit makes us certify, in its own words; they are never translated."""
    asked = [text(one, "wording") for one in case.parts("credit_paper", "credit")]
    words = [one for one in asked if "CERTIF" in one.upper() and "BENEFICIARY" in one.upper()]
    sales = [row for row in parts(case.ask, "invoice", "order", case.row.get("order"))
             if row.get("kind") == "SALE"]  # fmt: skip
    return {
        "credit_ref": text(case.row, "number") or str(case.row["ref"]),
        **known(
            issued_on=day(case.row, "issued"),
            issuing_bank=text(case.row, "issuing_bank"),
            invoice=", ".join(str(one["ref"]) for one in sales),
            wording=_what_is_certified(words[0]) if words else "",
        ),
    }


_CERTIFYING = re.compile(
    r"certif\w*\s*:?\s*(?:stating|that|to the effect)\s*(?:that)?\s*:?\s*", re.IGNORECASE
)


def _what_is_certified(asked: str) -> str:
    """The statement that the credit asks for, without the words that ask for it.

    >>> _what_is_certified("BENEFICIARY'S CERTIFICATE STATING THAT ONE SET WAS SENT BY COURIER")
    'WE CERTIFY THAT ONE SET WAS SENT BY COURIER'
    """
    found = _CERTIFYING.search(asked)
    return f"WE CERTIFY THAT {asked[found.end() :].strip()}" if found else asked


def _invoices(case: Case) -> list[Row]:
    each = parts(case.ask, "invoice", "order", case.row["ref"])
    return [row for row in each if row.get("kind") == "SALE"]


def remittance(case: Case) -> Facts:
    """Papers for the bank: under a credit where there is one, else for collection."""
    kept, sent, invoices = credit(case), consignments(case), _invoices(case)
    terms = text(case.row, "terms")
    by_credit = "LC" in terms or bool(kept)
    if not by_credit and not _through_banks(terms):
        raise NoBank(ref=case.row["ref"], terms=terms_said(terms, case.lang) or "—")
    buyer = text(case.ask("party").get(text(case.row, "party"), {}), "name")
    amount = Money("0", str(case.row["currency"]))
    for row in invoices:
        amount += gross(row)
    checks = (
        _handed_over(terms, by_credit=by_credit),
        Said("forward them by courier, in one lot"),
        Said("advise us of payment, or of the reason for a refusal"),
    )
    return {
        "tenor": terms_said(terms, case.lang),
        "rules": "UCP 600" if by_credit else "URC 522",
        "charges": text(kept, "charges")
        or case.words(Said("each party bears those of its own bank")),
        "instructions": tuple(case.words(one) for one in checks),
        "last_day": _last_day(kept, sent) if by_credit else None,
        "credit_ref": text(kept, "number") or text(kept, "ref") or str(case.row["ref"]),
        **known(
            drawee=text(kept, "issuing_bank") or buyer,
            amount=(amount or money(kept, "amount")) or None,
            documents=_presented(case, kept, sent),
        ),
    }


def _last_day(kept: Row, sent: list[Consignment]) -> date | None:
    """The last day to present: of the credit, else by the time from shipment alone."""
    left = max((one.days["DEPARTED"] for one in sent if "DEPARTED" in one.done), default=None)
    shipped = day(kept, "shipped") or left
    last = last_day(shipped, kept.get("expiry"), kept.get("period"))
    if last is None and shipped is not None:
        return shipped + timedelta(days=_presentation_days(shipped))
    return last


def _presented(case: Case, kept: Row, sent: list[Consignment]) -> tuple[Presented, ...]:
    """The papers that the credit asks for; without one, those that travel with the goods."""
    asked = parts(case.ask, "credit_paper", "credit", kept.get("ref")) if kept else []
    if asked:
        return tuple(
            Presented(
                paper=text(one, "title") or PAPER.words(case.lang)[str(one["paper"])],
                originals=whole(one, "originals") or 1,
                copies=whole(one, "copies"),
            )
            for one in asked
        )
    bill = case.words(Said(paper_name("BL_ORIGINALS")))
    return tuple(
        Presented(paper=one, originals=_ORIGINALS if one == bill else 1, copies=1)
        for one in (papers(case, sent[0]) if sent else ())
    )


def _handed_over(terms: str, *, by_credit: bool) -> Said:
    if by_credit:
        return Said("check the documents before forwarding them")
    if terms.startswith("DA"):
        return Said("deliver the documents against acceptance only")
    return Said("deliver the documents against payment only")
