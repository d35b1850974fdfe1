"""Rules on the goods: what they are, how many, how heavy, how packed, from where.

Sources
    UCP 600 art. 14(d) and (e), 18(c); UCC art. 15, 56, 60; ISBP 745.
"""

from __future__ import annotations

from comptoir.rules.consistency.likeness import (
    same_code,
    same_goods,
    same_marks,
    same_measure,
)
from comptoir.rules.consistency.papers import Dossier, Sheet
from comptoir.rules.consistency.rule import CONTRACT, Alike, Pair, Rule, along, equal
from comptoir.rules.discrepancies import Gravity
from comptoir.wording import mark

OFFER, ORDER, CONFIRMATION = Sheet.OFFER, Sheet.ORDER, Sheet.CONFIRMATION
INVOICE, PACKING, TRANSPORT = Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT
INSURANCE, ORIGIN, DECLARATION = Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DECLARATION


def _more_than_ordered(dossier: Dossier) -> Pair | None:
    """No more is invoiced than was ordered, but for the tolerance; less may be a part."""
    ordered, billed = dossier.paper(ORDER), dossier.paper(INVOICE)
    if ordered.quantity is None or billed.quantity is None or ordered.unit != billed.unit:
        return None
    most = ordered.quantity * (100 + dossier.tolerance) / 100
    return (ordered.quantity, billed.quantity) if billed.quantity > most else None


def _net_above_gross(sheet: Sheet, number: int) -> Rule:
    def broken(dossier: Dossier) -> Pair | None:
        paper = dossier.paper(sheet)
        if paper.net_kg is None or paper.gross_kg is None or paper.net_kg <= paper.gross_kg:
            return None
        return paper.net_kg, paper.gross_kg

    sentence = mark("Net weight {left} kg above gross weight {right} kg on the {paper}.")
    return Rule(f"KGS-{number}", mark("Net and gross weight"), sheet, sheet, broken,
                sentence=sentence)  # fmt: skip


def _by_invoice(codes: str, fact: str, name: str, first: int, alike: Alike = equal) -> list[Rule]:
    """Where no packing list has the fact, the invoice's is compared with the other papers."""
    pairs = ((INVOICE, TRANSPORT), (INVOICE, INSURANCE), (INVOICE, ORIGIN), (INVOICE, DECLARATION))
    return along(codes, fact, name, pairs, alike, unless=PACKING, first=first)


GOODS: tuple[Rule, ...] = (
    *along("GDS", mark("Description of goods"), "goods", (
        (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING), (INVOICE, TRANSPORT),
        (INVOICE, INSURANCE), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
    ), same_goods),
    *along("HSC", mark("HS code"), "goods_code", (
        (ORDER, INVOICE), (INVOICE, PACKING), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
        (INVOICE, TRANSPORT),
    ), same_code),
    *along("ORI", mark("Origin"), "origin", (
        (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING), (INVOICE, ORIGIN),
        (INVOICE, DECLARATION),
    )),
)  # fmt: skip
QUANTITIES: tuple[Rule, ...] = (
    *along("QTY", mark("Quantity"), "quantity", (
        (ORDER, CONFIRMATION), (INVOICE, PACKING), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
        (INVOICE, TRANSPORT),
    )),
    Rule("QTY-6", mark("Quantity"), ORDER, INVOICE, _more_than_ordered, source=CONTRACT),
    *along("UNT", mark("Unit"), "unit", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING))),
)  # fmt: skip
PACKING_RULES: tuple[Rule, ...] = (
    *along("PKG", mark("Packages"), "packages", (
        (PACKING, INVOICE), (PACKING, TRANSPORT), (PACKING, INSURANCE), (PACKING, ORIGIN),
        (PACKING, DECLARATION),
    )),
    *along("NET", mark("Net weight (kg)"), "net_kg", (
        (PACKING, INVOICE), (PACKING, TRANSPORT), (PACKING, ORIGIN), (PACKING, DECLARATION),
    ), same_measure),
    *along("GRS", mark("Gross weight (kg)"), "gross_kg", (
        (PACKING, INVOICE), (PACKING, TRANSPORT), (PACKING, INSURANCE), (PACKING, ORIGIN),
        (PACKING, DECLARATION),
    ), same_measure),
    *along("VOL", mark("Volume (m³)"), "m3", (
        (PACKING, TRANSPORT), (PACKING, INVOICE)), same_measure, gravity=Gravity.LOOK),
    *along("MRK", mark("Marks"), "marks", (
        (PACKING, INVOICE), (PACKING, TRANSPORT), (PACKING, INSURANCE), (PACKING, ORIGIN),
    ), same_marks),
    *_by_invoice("PKG", mark("Packages"), "packages", 6),
    *_by_invoice("NET", mark("Net weight (kg)"), "net_kg", 5, same_measure),
    *_by_invoice("GRS", mark("Gross weight (kg)"), "gross_kg", 6, same_measure),
    *_by_invoice("MRK", mark("Marks"), "marks", 5, same_marks),
    *along("VOL", mark("Volume (m³)"), "m3", ((INVOICE, TRANSPORT),), same_measure,
           gravity=Gravity.LOOK, unless=PACKING, first=3),
    *(_net_above_gross(sheet, number) for number, sheet in enumerate(
        (PACKING, INVOICE, TRANSPORT, DECLARATION), 1)),
)  # fmt: skip
