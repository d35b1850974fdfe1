"""Rules on the papers under a letter of credit: every point of the checklist of discrepancies.

Dates, amounts and originals are weighed by `discrepancies`; what the papers say in words is
compared here with the fields of the credit. Each finding bears the point's own code.

Sources
    UCP 600 art. 2, 14, 18 to 28; ISBP 745. MT700 fields in `discrepancies.Terms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from comptoir.rules.consistency.likeness import as_unit, plain, same_number
from comptoir.rules.consistency.of_voyage import covers
from comptoir.rules.consistency.papers import Dossier, Paper, Sheet
from comptoir.rules.consistency.places import same_place, same_port_asked
from comptoir.rules.consistency.rule import Finding, Pair, Rule
from comptoir.rules.consistency.wares import described_as, not_called_for
from comptoir.rules.consistency.who import (
    consignee_shown,
    same_as_consignee,
    same_party,
)
from comptoir.rules.discrepancies import CHECKLIST, Discrepancy, Papers, Terms, discrepancies
from comptoir.rules.money import Money
from comptoir.wording import Said, mark

CREDIT, INVOICE, TRANSPORT = Sheet.CREDIT, Sheet.INVOICE, Sheet.TRANSPORT
INSURANCE, ORIGIN, DRAFT = Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DRAFT
PARTS: Mapping[str, Sheet] = {
    "LC-D1": TRANSPORT, "LC-D2": CREDIT, "LC-D3": CREDIT, "LC-D4": Sheet.OTHER,
    "LC-D5": INSURANCE, "LC-A1": INVOICE, "LC-A2": INVOICE, "LC-A3": INVOICE, "LC-A4": INVOICE,
    "LC-P1": INVOICE, "LC-P2": INVOICE, "LC-P3": TRANSPORT, "LC-P4": Sheet.OTHER,
    "LC-I1": INVOICE, "LC-I2": INVOICE, "LC-I3": INVOICE, "LC-I4": INVOICE,
    "LC-T1": TRANSPORT, "LC-T2": TRANSPORT, "LC-T3": TRANSPORT, "LC-T4": TRANSPORT,
    "LC-T5": TRANSPORT, "LC-T6": TRANSPORT, "LC-T7": TRANSPORT, "LC-T8": TRANSPORT,
    "LC-N1": INSURANCE, "LC-N2": INSURANCE, "LC-N3": INSURANCE, "LC-N4": INSURANCE,
    "LC-N5": INSURANCE, "LC-O1": Sheet.OTHER, "LC-O2": Sheet.OTHER, "LC-O3": Sheet.OTHER,
    "LC-O4": DRAFT, "LC-O5": TRANSPORT, "LC-O6": ORIGIN,
}  # fmt: skip
"""The paper to be corrected for each point."""
NUMBERED = (INVOICE, Sheet.PACKING_LIST, TRANSPORT, INSURANCE, ORIGIN, DRAFT)
PRESENTED = frozenset({*NUMBERED, Sheet.OTHER})
"""The papers a bank sees; it does not see the order or the declaration."""
OF_THE_LOAD = ("PKG", "NET", "GRS", "VOL", "MRK", "CON", "SEA", "BOX", "KGS")
"""The families of findings on weights, marks and numbers."""
_SIGHT = re.compile(r"\b(?:at sight|sight|a vue|vue)\b")
_AFTER_SIGHT = re.compile(r"\b(?:after sight|de vue|after presentation)\b")
_AFTER_SHIPMENT = re.compile(r"\b(?:b l|bill of lading|connaissement|shipment|expedition|awb)\b")


_FREIGHT = {"PREPAID": Said("freight prepaid"), "COLLECT": Said("freight collect")}


def _silent(_dossier: Dossier) -> Pair | None:
    return None


POINTS: Mapping[str, Rule] = {
    one.code: Rule(one.code, one.text, CREDIT, PARTS[one.code], _silent, one.gravity,
                   f"UCP 600 art. {one.article}")
    for one in CHECKLIST
}  # fmt: skip
"""The rule of each point; `under_credit` looks for all of them at once."""


def under_credit(dossier: Dossier, between: Iterable[Finding] = ()) -> Iterator[Finding]:
    """Every discrepancy of the papers against the credit; nothing where there is no credit.

    *between* is what was found between the papers themselves: those of it that a bank will see
    are told once more, as it will refuse them.

    >>> from datetime import date
    >>> terms = Terms(expiry=date(2026, 12, 31), number="LC-7")
    >>> papers = (Paper(INVOICE, credit_no="LC-8"),)
    >>> for found in under_credit(Dossier(papers, credit=terms)): print(found.code, found.said)
    LC-I3 Credit number wrong or missing where asked for: LC-7 on the letter of credit, LC-8 on\
 the commercial invoice.
    """
    terms = dossier.credit
    if terms is None:
        return
    asked = _originals(dossier, terms)
    for found in discrepancies(_weighed(terms, asked), _entered(dossier, terms, asked)):
        yield _from_point(found)
    looked = (_parties, _goods, _words, _rest)
    for code, pair in (one for look in looked for one in look(dossier, terms)):
        yield Finding(POINTS[code], *pair)
    yield from _seen_by_the_bank(between)


def _seen_by_the_bank(between: Iterable[Finding]) -> Iterator[Finding]:
    """Weights, marks and numbers that differ between two papers of the presentation."""
    seen = [
        one.code
        for one in between
        if one.code.startswith(OF_THE_LOAD) and {one.rule.left, one.rule.right} <= PRESENTED
    ]
    if seen:
        sentence = mark("Weights, marks or numbers differ between documents: {right}.")
        yield Finding(replace(POINTS["LC-O3"], sentence=sentence), "", ", ".join(seen))


def _from_point(found: Discrepancy) -> Finding:
    rule = POINTS[found.point.code]
    facts = dict(found.said.facts)
    if facts.get("paper") in set(Sheet):
        facts["paper"] = Sheet(str(facts["paper"])).said
    return Finding(replace(rule, sentence=mark("{right}")), "", Said(found.said.text, **facts))


def _weighed(terms: Terms, asked: Mapping[str, int]) -> Terms:
    """What `discrepancies` weighs: names, terms in words and freight are compared here."""
    return replace(
        terms, applicant=None, beneficiary=None, incoterm=None, freight=None, originals=asked
    )


def _originals(dossier: Dossier, terms: Terms) -> dict[str, int]:
    """The originals asked of papers that can be judged: counted, or wanted now and not there."""
    return {
        name: count
        for name, count in (terms.originals or {}).items()
        if ((paper := _called(dossier, name)).originals is not None and not _short_set(paper))
        or (dossier.whole and not dossier.has(paper.sheet))
    }


def _short_set(paper: Paper) -> bool:
    """Whether it is a transport document of too few originals perhaps: LC-T6 weighs that."""
    return paper.sheet is TRANSPORT and bool(paper.originals)


def _called(dossier: Dossier, name: str) -> Paper:
    """The paper a credit calls *name*: by its title, or by its kind."""
    for paper in dossier.papers:
        if plain(name) in {plain(paper.title or ""), plain(paper.sheet.value)}:
            return paper
    return Paper(next((one for one in Sheet if one.value == name), CREDIT))


def _entered(dossier: Dossier, terms: Terms, asked: Mapping[str, int]) -> Papers:
    invoice, transport = dossier.paper(INVOICE), dossier.paper(TRANSPORT)
    cover = dossier.paper(INSURANCE)
    quantity, price = _in_its_unit(dossier, terms)
    return Papers(
        shipped=transport.shipped,
        presented=dossier.presented,
        invoiced=_money(invoice),
        quantity=quantity,
        unit_price=price,
        insured=None,
        insured_on=cover.dated,
        dated={one.title or one.sheet.value: one.dated for one in dossier.papers
               if one.dated and one.sheet is not DRAFT},
        partial=_is_part(dossier, terms),
        transhipped=bool(transport.transhipped),
        on_board=transport.on_board,
        clean=transport.clean,
        originals={name: _called(dossier, name).originals or 0 for name in asked},
    )  # fmt: skip


def _in_its_unit(dossier: Dossier, terms: Terms) -> tuple[Decimal | None, Decimal | None]:
    """The quantity and the price of the invoice, in the unit the credit has them in.

    A credit's quantity has no unit of its own: of kilos and tonnes, the one nearer to it.
    """
    invoice = dossier.paper(INVOICE)
    quantity, price = invoice.quantity, invoice.unit_price
    wanted = {"T": "KG", "KG": "T"}.get(invoice.unit or "")
    by_one = as_unit(Decimal(1), invoice.unit, wanted) if wanted else None
    if by_one is None or quantity is None or not terms.quantity:
        return quantity, price
    other = quantity * by_one
    if abs(other - terms.quantity) < abs(quantity - terms.quantity):
        return other, price / by_one if price is not None else None
    return quantity, price


def _money(paper: Paper) -> Money | None:
    if paper.amount is None or paper.currency is None:
        return None
    return Money(paper.amount, paper.currency)


def _is_part(dossier: Dossier, terms: Terms) -> bool:
    """Less than the counted goods of the credit were shipped: a partial shipment."""
    sent, asked = _in_its_unit(dossier, terms)[0], terms.quantity
    return bool(terms.counted and sent is not None and asked is not None and sent < asked)


def _parties(dossier: Dossier, terms: Terms) -> Iterator[tuple[str, Pair]]:
    invoice, transport = dossier.paper(INVOICE), dossier.paper(TRANSPORT)
    if terms.applicant and invoice.buyer and not same_party(terms.applicant, invoice.buyer):
        yield "LC-P1", (terms.applicant, invoice.buyer)
    if terms.beneficiary and invoice.seller and not same_party(terms.beneficiary, invoice.seller):
        yield "LC-P2", (terms.beneficiary, invoice.seller)
    notify = transport.notify
    if notify and same_as_consignee(notify):
        notify = transport.buyer
    for asked, shown in ((terms.consignee, transport.buyer), (terms.notify, notify)):
        if asked and shown and not consignee_shown(asked, shown):
            yield "LC-P3", (asked, shown)
    for paper in dossier.papers:
        if paper.signed is False and paper.sheet in {TRANSPORT, INSURANCE, ORIGIN, DRAFT}:
            yield "LC-P4", ("", paper.sheet.said)


def _goods(dossier: Dossier, terms: Terms) -> Iterator[tuple[str, Pair]]:
    invoice = dossier.paper(INVOICE)
    if not terms.goods or not invoice.goods:
        return
    if not described_as(terms.goods, _in_full(invoice)):
        yield "LC-I1", (terms.goods, invoice.goods)
    ordered = dossier.paper(Sheet.ORDER).goods
    stranger = not_called_for(terms.goods, invoice.goods, [ordered] if ordered else [])
    if stranger:
        yield "LC-I4", (terms.goods, stranger)


def _words(dossier: Dossier, terms: Terms) -> Iterator[tuple[str, Pair]]:
    invoice, transport = dossier.paper(INVOICE), dossier.paper(TRANSPORT)
    if terms.incoterm and dossier.has(INVOICE):
        placed = not terms.place or (invoice.place and same_place(terms.place, invoice.place))
        if invoice.incoterm != terms.incoterm or not invoice.place or not placed:
            yield "LC-I2", (_rule(terms.incoterm, terms.place),
                            _rule(invoice.incoterm, invoice.place))  # fmt: skip
    if terms.number:
        for sheet in NUMBERED:
            shown = dossier.paper(sheet).credit_no
            if shown and not same_number(terms.number, shown):
                yield "LC-I3", (terms.number, shown)
    for asked, shown in ((terms.loading_port, transport.loading_port),
                         (terms.discharge_port, transport.discharge_port)):  # fmt: skip
        if asked and shown and not same_port_asked(asked, shown):
            yield "LC-T3", (asked, shown)
    if terms.freight and transport.freight and transport.freight != terms.freight:
        yield "LC-T5", (_FREIGHT.get(terms.freight), _FREIGHT.get(transport.freight))


def _in_full(invoice: Paper) -> str:
    """The goods with their quantity and prices, which stand in columns of their own."""
    figures = (invoice.quantity, invoice.unit_price, invoice.amount)
    return " ".join((str(invoice.goods), *(f"{one.normalize():f}" for one in figures if one)))


def _rule(incoterm: str | None, place: str | None) -> str:
    return " ".join(one for one in (incoterm, place) if one)


def _rest(dossier: Dossier, terms: Terms) -> Iterator[tuple[str, Pair]]:
    transport, cover = dossier.paper(TRANSPORT), dossier.paper(INSURANCE)
    for name, asked in (terms.originals or {}).items():
        if _called(dossier, name).sheet is TRANSPORT and 0 < (transport.originals or 0) < asked:
            yield "LC-T6", (asked, transport.originals)
    if transport.charter:
        yield "LC-T7", ("", "")
    if transport.on_deck:
        yield "LC-T8", ("", "")
    yield from _cover(dossier, terms, cover, transport)
    origin, draft = dossier.paper(ORIGIN), dossier.paper(DRAFT)
    if terms.origin and origin.origin and origin.origin != terms.origin:
        yield "LC-O6", (terms.origin, origin.origin)
    if terms.tenor and dossier.has(DRAFT) and not same_tenor(terms.tenor, draft.tenor or ""):
        yield "LC-O4", (terms.tenor, draft.tenor)
    if terms.tenor and dossier.whole and not dossier.has(DRAFT):
        yield "LC-O4", (terms.tenor, None)


def same_tenor(asked: str, drawn: str) -> bool:
    """Whether a draft is drawn at the tenor of the credit.

    >>> same_tenor("SIGHT", "à vue"), same_tenor("60 DAYS AFTER B/L DATE", "60 days after sight")
    (True, False)
    """
    return _tenor(asked) == _tenor(drawn)


def _tenor(text: str) -> tuple[str, ...]:
    words = plain(text)
    days = re.findall(r"\b\d+\b(?= (?:days?|jours?|d|j)\b)", words)
    if days:
        after = _AFTER_SIGHT.search(words), _AFTER_SHIPMENT.search(words)
        return (*days, *("" if one is None else "x" for one in after))
    return ("sight",) if _SIGHT.search(words) else (words,)


def _cover(
    dossier: Dossier, terms: Terms, cover: Paper, transport: Paper
) -> Iterator[tuple[str, Pair]]:
    invoiced, covered = _money(dossier.paper(INVOICE)), _money(cover)
    if invoiced is None or (covered and invoiced.currency != covered.currency):
        invoiced = terms.amount
    if terms.amount and covered and covered.currency != terms.amount.currency:
        yield "LC-N5", (terms.amount.currency, covered.currency)
    elif invoiced and covered:
        percent = terms.insured_percent or Decimal(110)
        least = (invoiced * percent / 100).rounded()
        if covered < least:
            yield "LC-N1", (least, covered)
    if terms.clauses and cover.clauses and not _covers_asked(terms.clauses, cover.clauses):
        yield "LC-N2", (terms.clauses, cover.clauses)
    if cover.to_order is False:
        yield "LC-N3", ("", "")
    for port, covered_port in ((transport.loading_port, cover.loading_port),
                               (transport.discharge_port, cover.discharge_port)):  # fmt: skip
        if port and covered_port and not same_place(port, covered_port):
            yield "LC-N4", (port, covered_port)


def _covers_asked(asked: str, shown: str) -> bool:
    """Whether a cover has the clauses asked for: by their usual names, else word by word."""
    wanted = covers(asked)
    return (
        wanted <= covers(shown)
        if wanted
        else set(plain(asked).split()) <= set(plain(shown).split())
    )
