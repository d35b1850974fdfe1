"""What a bank would find wrong with documents under a letter of credit, before it does.

Every point has a code, a gravity and a cure. `discrepancies` answers those that dates
and figures decide; the others are ticked by the person who holds the papers.

Sources
    UCP 600 art. 2, 6, 14, 18, 19 to 25, 26 to 28, 29, 30, 31; ISBP 745 for the manner
    in which banks examine. Checklist: usual causes of refusal, by part of the set.

Documents shipped a day late cannot be cured, only amended:

>>> papers = Papers(shipped=date(2026, 12, 2), presented=date(2026, 12, 10))
>>> terms = Terms(expiry=date(2026, 12, 20), latest_shipment=date(2026, 12, 1))
>>> for found in discrepancies(terms, papers): print(found.point.code, found.said)
LC-D1 Shipped on 02 Dec 2026; the credit says 01 Dec 2026 at the latest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from comptoir.rules.credit import (
    BANKS,
    Range,
    ShippedAfterExpiry,
    amount_range,
    last_presentation,
    least_insured,
    quantity_range,
)
from comptoir.rules.days import Calendar, next_business_day
from comptoir.rules.law import PRINTED, Overrides
from comptoir.rules.money import Money
from comptoir.wording import Said, mark


class Gravity(StrEnum):
    """What a discrepancy needs: see `CURES`."""

    BLOCK = "BLOCK"
    FIX = "FIX"
    AMEND = "AMEND"
    LOOK = "LOOK"


CURES: Mapping[Gravity, str] = {
    Gravity.BLOCK: mark(
        "Cannot be cured: present on approval, under reserve or for collection, with the"
        " buyer's waiver."
    ),
    Gravity.FIX: mark("Have the document corrected or completed, and present it again in time."),
    Gravity.AMEND: mark("Ask the buyer for an amendment of the credit before presenting."),
    Gravity.LOOK: mark("Compare both papers: accept the difference with its reason, or correct."),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at, by part of the set of documents."""

    code: str
    part: str
    text: str
    gravity: Gravity
    article: str


_DATES, _AMOUNTS, _PARTIES = mark("Dates"), mark("Amounts"), mark("Parties to the credit")
_INVOICE, _TRANSPORT = mark("Invoice"), mark("Transport document")
_INSURANCE, _OTHER = mark("Insurance"), mark("Other documents")
_BLOCK, _FIX, _AMEND = Gravity.BLOCK, Gravity.FIX, Gravity.AMEND

CHECKLIST: tuple[Point, ...] = (
    Point("LC-D1", _DATES, mark("Late shipment"), _AMEND, "29(c)"),
    Point("LC-D2", _DATES, mark("Late presentation"), _BLOCK, "14(c)"),
    Point("LC-D3", _DATES, mark("Credit expired"), _BLOCK, "6(e), 29(a)"),
    Point("LC-D4", _DATES, mark("Document dated after its presentation"), _FIX, "14(i)"),
    Point("LC-D5", _DATES, mark("Insurance dated after shipment"), _FIX, "28(e)"),
    Point("LC-A1", _AMOUNTS, mark("Credit overdrawn"), _AMEND, "18(b), 30"),
    Point("LC-A2", _AMOUNTS, mark("Amount or quantity outside the tolerance"), _AMEND, "30"),
    Point("LC-A3", _AMOUNTS, mark("Currency not that of the credit"), _FIX, "18(a)(iii)"),
    Point("LC-A4", _AMOUNTS, mark("Unit price not that of the credit"), _FIX, "18(c), 30(c)"),
    Point("LC-P1", _PARTIES, mark("Applicant's name or address differs"), _FIX, "14(j), 18(a)(ii)"),
    Point(
        "LC-P2", _PARTIES, mark("Beneficiary's name or address differs"), _FIX, "14(j), 18(a)(i)"
    ),
    Point("LC-P3", _PARTIES, mark("Consignee or notify party not as in the credit"), _FIX, "14(j)"),
    Point("LC-P4", _PARTIES, mark("Signature missing"), _FIX, "3, 18 to 28"),
    Point("LC-I1", _INVOICE, mark("Goods not described as in the credit"), _FIX, "18(c)"),
    Point("LC-I2", _INVOICE, mark("Incoterm or its place missing"), _FIX, "18(c)"),
    Point("LC-I3", _INVOICE, mark("Credit number wrong or missing where asked for"), _FIX, "14(d)"),
    Point("LC-I4", _INVOICE, mark("Goods that the credit does not call for"), _AMEND, "18(c)"),
    Point(
        "LC-T1", _TRANSPORT, mark("Not clean: a clause on defective goods or packing"), _BLOCK, "27"
    ),
    Point("LC-T2", _TRANSPORT, mark("Not marked on board"), _FIX, "20(a)(ii)"),
    Point("LC-T3", _TRANSPORT, mark("Ports or places not as in the credit"), _AMEND, "19 to 24"),
    Point("LC-T4", _TRANSPORT, mark("Transhipment where it is excluded"), _AMEND, "19 to 24"),
    Point(
        "LC-T5",
        _TRANSPORT,
        mark("Freight collect where prepaid is asked, or the reverse"),
        _FIX,
        "14(d)",
    ),
    Point("LC-T6", _TRANSPORT, mark("Full set of originals not presented"), _FIX, "20(a)(iv)"),
    Point("LC-T7", _TRANSPORT, mark("Subject to a charter party"), _BLOCK, "20(a)(vi)"),
    Point("LC-T8", _TRANSPORT, mark("Goods shown as loaded on deck"), _BLOCK, "26(a)"),
    Point("LC-N1", _INSURANCE, mark("Insured for less than 110 %"), _FIX, "28(f)(ii)"),
    Point("LC-N2", _INSURANCE, mark("Clauses or risks not those asked for"), _FIX, "28(g)"),
    Point("LC-N3", _INSURANCE, mark("Not to order, or not endorsed"), _FIX, "28"),
    Point("LC-N4", _INSURANCE, mark("Places covered do not match the voyage"), _FIX, "28(f)(iii)"),
    Point("LC-N5", _INSURANCE, mark("Insurance in another currency"), _FIX, "28(f)(i)"),
    Point("LC-O1", _OTHER, mark("A document asked for is missing"), _FIX, "14(a)"),
    Point("LC-O2", _OTHER, mark("Wrong number of originals or copies"), _FIX, "17"),
    Point(
        "LC-O3", _OTHER, mark("Weights, marks or numbers differ between documents"), _FIX, "14(d)"
    ),
    Point("LC-O4", _OTHER, mark("Draft missing, or its tenor wrong"), _FIX, "6(c)"),
    Point("LC-O5", _OTHER, mark("Partial shipment where it is excluded"), _AMEND, "31"),
    Point(
        "LC-O6",
        _OTHER,
        mark("Certificate of origin: consignee or origin not as asked"),
        _FIX,
        "14(d), (f)",
    ),
)

_BY_CODE = {point.code: point for point in CHECKLIST}


def point(code: str) -> Point:
    """One point of the checklist.

    >>> point("LC-T1").gravity.value
    'BLOCK'
    """
    return _BY_CODE[code]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the credit says; ``None`` where it says nothing. MT700 fields in brackets."""

    expiry: date  # 31D
    amount: Money | None = None  # 32B
    latest_shipment: date | None = None  # 44C
    period: int | None = None  # 48
    about: bool = False
    plus_percent: Decimal | None = None  # 39A
    minus_percent: Decimal | None = None  # 39A
    quantity: Decimal | None = None  # 45A
    counted: bool = False
    unit_price: Decimal | None = None
    incoterm: str | None = None
    partial_allowed: bool = True  # 43P
    transhipment_allowed: bool = True  # 43T
    freight: str | None = None  # "prepaid" or "collect"
    applicant: str | None = None  # 50
    beneficiary: str | None = None  # 59
    originals: Mapping[str, int] | None = None  # 46A: paper to number of originals
    number: str | None = None  # 20
    place: str | None = None  # 45A, of the Incoterm
    goods: str | None = None  # 45A
    loading_port: str | None = None  # 44E
    discharge_port: str | None = None  # 44F
    consignee: str | None = None  # 46A
    notify: str | None = None  # 46A
    clauses: str | None = None  # 46A, of the insurance
    insured_percent: Decimal | None = None  # 46A
    origin: str | None = None  # 46A, an ISO country
    tenor: str | None = None  # 42C


@dataclass(frozen=True, slots=True)
class Papers:
    """What the documents say; ``None`` where it was not entered, hence not checked."""

    shipped: date | None = None
    presented: date | None = None
    invoiced: Money | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    incoterm: str | None = None
    place: str | None = None
    insured: Money | None = None
    insured_on: date | None = None
    dated: Mapping[str, date] | None = None
    partial: bool = False
    transhipped: bool = False
    on_board: bool | None = None
    clean: bool | None = None
    freight: str | None = None
    applicant: str | None = None
    beneficiary: str | None = None
    originals: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A point that fails, and the facts that make it fail."""

    point: Point
    said: Said

    @property
    def cure(self) -> str:
        """What to do, as a sentence of the catalogue."""
        return CURES[self.point.gravity]


def discrepancies(
    terms: Terms, papers: Papers, bank: Calendar = BANKS, ours: Overrides = PRINTED
) -> list[Discrepancy]:
    """Every discrepancy that the entered facts prove, in the order of the checklist.

    Silence is not compliance: a point whose facts were not entered is not found,
    and stays to be ticked by hand.
    """
    found = [
        *_dates(terms, papers, bank, ours),
        *_amounts(terms, papers, ours),
        *_parties(terms, papers),
        *_voyage(terms, papers),
        *_insurance(papers, ours),
        *_others(terms, papers),
    ]
    order = [point.code for point in CHECKLIST]
    return sorted(found, key=lambda one: order.index(one.point.code))


def _found(code: str, text: Said) -> Discrepancy:
    return Discrepancy(point(code), text)


def _dates(terms: Terms, papers: Papers, bank: Calendar, ours: Overrides) -> Iterator[Discrepancy]:
    shipped, presented = papers.shipped, papers.presented
    if shipped and terms.latest_shipment and shipped > terms.latest_shipment:
        yield _found(
            "LC-D1",
            Said(
                "Shipped on {shipped}; the credit says {latest} at the latest.",
                shipped=shipped,
                latest=terms.latest_shipment,
            ),
        )
    if presented and presented > next_business_day(terms.expiry, [bank]):
        yield _found("LC-D3", Said("The credit expired on {expiry}.", expiry=terms.expiry))
    elif presented and shipped:
        try:
            last = last_presentation(shipped, terms.expiry, terms.period, bank, ours).day
        except ShippedAfterExpiry:
            last = terms.expiry
        if presented > last:
            yield _found(
                "LC-D2",
                Said("Presented on {day}; the last day was {last}.", day=presented, last=last),
            )
    for paper, day in (papers.dated or {}).items():
        if presented and day > presented:
            yield _found(
                "LC-D4",
                Said("{paper} is dated {day}, after its presentation.", paper=paper, day=day),
            )
    if papers.insured_on and shipped and papers.insured_on > shipped:
        yield _found(
            "LC-D5",
            Said("Insured on {day}, shipped on {shipped}.", day=papers.insured_on, shipped=shipped),
        )


def _amounts(terms: Terms, papers: Papers, ours: Overrides) -> Iterator[Discrepancy]:
    invoiced = papers.invoiced
    if invoiced and terms.amount and invoiced.currency != terms.amount.currency:
        yield _found(
            "LC-A3",
            Said(
                "Invoiced in {got}; the credit is in {asked}.",
                got=invoiced.currency,
                asked=terms.amount.currency,
            ),
        )
    elif invoiced and terms.amount:
        yield from _drawing(terms, invoiced, _amount_range(terms, terms.amount, ours), papers)
    if papers.quantity is not None and terms.quantity is not None:
        allowed = quantity_range(
            terms.quantity, about=terms.about, counted=terms.counted, ours=ours
        )
        less_is_partial = terms.partial_allowed and papers.quantity < allowed.least
        if papers.quantity not in allowed and not less_is_partial:
            yield _outside(papers.quantity, allowed)
    if None not in (papers.unit_price, terms.unit_price) and papers.unit_price != terms.unit_price:
        yield _found(
            "LC-A4",
            Said(
                "Unit price {got}; the credit says {asked}.",
                got=papers.unit_price,
                asked=terms.unit_price,
            ),
        )


def _amount_range(terms: Terms, amount: Money, ours: Overrides) -> Range:
    return amount_range(
        amount,
        about=terms.about,
        plus_percent=terms.plus_percent,
        minus_percent=terms.minus_percent,
        ours=ours,
    )


def _drawing(
    terms: Terms, invoiced: Money, allowed: Range, papers: Papers
) -> Iterator[Discrepancy]:
    if invoiced.amount > allowed.most:
        yield _found(
            "LC-A1",
            Said("{got} drawn; the credit allows {most}.", got=invoiced, most=allowed.most),
        )
    # A smaller drawing is a partial one, and passes wherever partial shipments do.
    elif invoiced.amount < allowed.least and not (terms.partial_allowed or papers.partial):
        yield _outside(invoiced.amount, allowed)


def _outside(value: Decimal, allowed: Range) -> Discrepancy:
    return _found(
        "LC-A2",
        Said(
            "{value} is not between {least} and {most} ({basis}).",
            value=value,
            least=allowed.least,
            most=allowed.most,
            basis=allowed.basis,
        ),
    )


def _parties(terms: Terms, papers: Papers) -> Iterator[Discrepancy]:
    for code, asked, got in (
        ("LC-P1", terms.applicant, papers.applicant),
        ("LC-P2", terms.beneficiary, papers.beneficiary),
    ):
        if asked and got and _plain(asked) != _plain(got):
            yield _found(
                code, Said("“{got}” is not “{asked}” of the credit.", got=got, asked=asked)
            )
    if terms.incoterm and papers.incoterm:
        if _plain(terms.incoterm) != _plain(papers.incoterm):
            yield _found(
                "LC-I2",
                Said(
                    "Incoterm {got}; the credit says {asked}.",
                    got=papers.incoterm,
                    asked=terms.incoterm,
                ),
            )
        elif papers.place is not None and not papers.place.strip():
            yield _found("LC-I2", Said("{got} without its place.", got=papers.incoterm))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").replace(".", " ").split())


def _voyage(terms: Terms, papers: Papers) -> Iterator[Discrepancy]:
    if papers.clean is False:
        yield _found("LC-T1", Said("The transport document bears a clause on the goods."))
    if papers.on_board is False:
        yield _found("LC-T2", Said("The transport document does not say on board."))
    if papers.transhipped and not terms.transhipment_allowed:
        yield _found("LC-T4", Said("Transhipped, which the credit excludes."))
    if terms.freight and papers.freight and terms.freight != papers.freight:
        yield _found(
            "LC-T5",
            Said(
                "Freight {got}; the credit asks {asked}.", got=papers.freight, asked=terms.freight
            ),
        )


def _insurance(papers: Papers, ours: Overrides) -> Iterator[Discrepancy]:
    insured, invoiced = papers.insured, papers.invoiced
    if not (insured and invoiced):
        return
    if insured.currency != invoiced.currency:
        yield _found(
            "LC-N5",
            Said(
                "Insured in {got}, invoiced in {asked}.",
                got=insured.currency,
                asked=invoiced.currency,
            ),
        )
    elif insured < (least := least_insured(invoiced, ours=ours)):
        yield _found("LC-N1", Said("Insured {got}; {least} at least.", got=insured, least=least))


def _others(terms: Terms, papers: Papers) -> Iterator[Discrepancy]:
    for paper, asked in (terms.originals or {}).items():
        if papers.originals is None:
            break
        got = papers.originals.get(paper, 0)
        if got == 0:
            yield _found("LC-O1", Said("{paper} is missing.", paper=paper))
        elif got < asked:
            yield _found(
                "LC-O2",
                Said("{paper}: {got} of {asked} originals.", paper=paper, got=got, asked=asked),
            )
    if papers.partial and not terms.partial_allowed:
        yield _found("LC-O5", Said("A partial shipment, which the credit excludes."))
