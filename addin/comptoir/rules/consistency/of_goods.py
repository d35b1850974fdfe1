"""Rules on the goods: what they are, how many, how heavy, how packed, from where.

Sources
    UCP 600 art. 14(d) and (e), 18(c); UCC art. 15, 56, 60; ISBP 745.
"""

from __future__ import annotations

from comptoir.rules.consistency.likeness import (
    as_unit,
    both_rounded,
    containers,
    same_code,
    same_marks,
    same_measure,
    same_number,
    same_unit,
    same_volume,
    same_weight,
    seals_beside,
    seals_in,
)
from comptoir.rules.consistency.papers import Dossier, Sheet
from comptoir.rules.consistency.rule import (
    CONTRACT,
    WITHOUT_ORDER,
    Beside,
    Pair,
    Rule,
    along,
    put_in,
    without_invoice,
)
from comptoir.rules.consistency.wares import code_told, same_goods
from comptoir.rules.discrepancies import Gravity
from comptoir.wording import mark

OFFER, ORDER, CONFIRMATION = Sheet.OFFER, Sheet.ORDER, Sheet.CONFIRMATION
INVOICE, PACKING, TRANSPORT = Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT
INSURANCE, ORIGIN, DECLARATION = Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DECLARATION
OTHER = Sheet.OTHER


def _quantity_fits(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
    """The same quantity, perhaps in kilos here and in tonnes there."""
    one, other = dossier.paper(left), dossier.paper(right)
    assert one.quantity is not None
    assert other.quantity is not None
    told = as_unit(other.quantity, other.unit, one.unit)
    # Another unit is a finding of its own (UNT); another figure beside it is one too.
    return same_measure(one.quantity, other.quantity if told is None else told)


def _goods_fit(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
    """The same goods; our own papers tell each article in both languages."""
    one, other = dossier.paper(left).goods, dossier.paper(right).goods
    ours = [text for sheet in (OFFER, ORDER, INVOICE) if (text := dossier.paper(sheet).goods)]
    third = [
        paper.goods for paper in dossier.papers if paper.goods and paper.sheet not in {left, right}
    ]
    return same_goods(
        str(one), str(other), ours, one_lot=_one_lot(dossier, left, right), third=third
    )


def _one_lot(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
    """Whether the other paper is of our lot: by its tariff code, the invoice's number or marks."""
    ours = [dossier.paper(sheet) for sheet in (left, INVOICE, PACKING, ORDER)]
    code = next((one.goods_code for one in ours if one.goods_code), None)
    paper = dossier.paper(right)
    shown = paper.goods_code or code_told(str(paper.goods))
    if code and shown:
        return same_code(code, shown)
    number, marks = dossier.paper(INVOICE).invoice_no, dossier.paper(left).marks
    return bool(
        (number and paper.invoice_no and same_number(number, paper.invoice_no))
        or (marks and paper.marks and same_marks(marks, paper.marks))
    )


def _more_than_ordered(dossier: Dossier) -> Pair | None:
    """No more is invoiced than was ordered, but for the tolerance; less may be a part."""
    ordered, billed = dossier.paper(ORDER), dossier.paper(INVOICE)
    if ordered.quantity is None or billed.quantity is None:
        return None
    told = as_unit(billed.quantity, billed.unit, ordered.unit)
    most = ordered.quantity * (100 + dossier.tolerance) / 100
    return (ordered.quantity, billed.quantity) if told is not None and told > most else None


def _net_above_gross(sheet: Sheet, number: int) -> Rule:
    def broken(dossier: Dossier) -> Pair | None:
        paper = dossier.paper(sheet)
        if paper.net_kg is None or paper.gross_kg is None or paper.net_kg <= paper.gross_kg:
            return None
        return paper.net_kg, paper.gross_kg

    sentence = mark("Net weight {left} kg above gross weight {right} kg on the {paper}.")
    return Rule(f"KGS-{number}", mark("Net and gross weight"), sheet, sheet, broken,
                sentence=sentence)  # fmt: skip


def _weight_fits(name: str) -> Beside:
    """The same weight: our own papers have it exactly, others' round it."""

    def fits(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
        one, other = (getattr(dossier.paper(sheet), name) for sheet in (left, right))
        ours = {left, right} & {PACKING, INVOICE}
        return same_weight(one, other) if ours else both_rounded(one, other)

    return fits


def _marks_fit(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
    """The same marks; a container told in their place is one of the dossier's."""
    one, other = str(dossier.paper(left).marks), str(dossier.paper(right).marks)
    boxes, seals = containers(one) | containers(other), seals_beside(one) | seals_beside(other)
    listed = " ".join(paper.containers or "" for paper in dossier.papers)
    sealed = seals_beside(listed).union(*(seals_in(paper.seals or "") for paper in dossier.papers))
    strange = (containers(listed) and boxes - containers(listed)) or (sealed and seals - sealed)
    return same_marks(one, other) and not strange


LOADED = (PACKING, INVOICE, TRANSPORT, INSURANCE, ORIGIN, DECLARATION, OTHER)
"""The papers that tell of the load; the first of them that has a fact decides it."""
CLASSED = (INVOICE, PACKING, ORIGIN, DECLARATION, TRANSPORT, ORDER)
"""The papers that tell what the goods are to customs."""
_BY_PACKING = tuple((PACKING, other) for other in (INVOICE, TRANSPORT, INSURANCE, ORIGIN,
                                                   DECLARATION))  # fmt: skip
_BY_INVOICE = tuple((INVOICE, other) for other in (TRANSPORT, INSURANCE, ORIGIN, DECLARATION))
_NOT_INSURED = tuple(pair for pair in _BY_PACKING if pair[1] is not INSURANCE)
_NOT_DECLARED = tuple(pair for pair in _BY_PACKING if pair[1] is not DECLARATION)


GOODS: tuple[Rule, ...] = (
    *along("GDS", mark("Description of goods"), "goods", (
        (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING), (INVOICE, TRANSPORT),
        (INVOICE, INSURANCE), (INVOICE, ORIGIN), (INVOICE, DECLARATION), (OFFER, ORDER),
        (INVOICE, OTHER),
    ), beside=_goods_fit, otherwise=(
        *WITHOUT_ORDER,
        *without_invoice(PACKING, TRANSPORT, INSURANCE, ORIGIN, DECLARATION))),
    *along("HSC", mark("HS code"), "goods_code", (
        (ORDER, INVOICE), (INVOICE, PACKING), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
        (INVOICE, TRANSPORT), (OFFER, ORDER), (ORDER, CONFIRMATION),
    ), same_code, order=CLASSED, otherwise=WITHOUT_ORDER),
    *along("ORI", mark("Origin"), "origin", (
        (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING), (INVOICE, ORIGIN),
        (INVOICE, DECLARATION), (OFFER, ORDER),
    ), order=(INVOICE, PACKING, ORIGIN, DECLARATION, ORDER), otherwise=WITHOUT_ORDER),
)  # fmt: skip
QUANTITIES: tuple[Rule, ...] = (
    *put_in(along("QTY", mark("Quantity"), "quantity", (
        (ORDER, CONFIRMATION), (INVOICE, PACKING), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
        (INVOICE, TRANSPORT),
    ), beside=_quantity_fits, order=(INVOICE, PACKING, ORIGIN, DECLARATION, TRANSPORT)), 6,
        Rule("QTY-6", mark("Quantity"), ORDER, INVOICE, _more_than_ordered, source=CONTRACT)),
    *along("UNT", mark("Unit"), "unit", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING),
        (INVOICE, ORIGIN), (INVOICE, DECLARATION), (INVOICE, TRANSPORT),
    ), same_unit, otherwise=(*WITHOUT_ORDER, *without_invoice(PACKING, ORIGIN, DECLARATION))),
)  # fmt: skip
PACKING_RULES: tuple[Rule, ...] = (
    *along("PKG", mark("Packages"), "packages", (*_BY_PACKING, *_BY_INVOICE), order=LOADED),
    *along("NET", mark("Net weight (kg)"), "net_kg", (*_NOT_INSURED, *_BY_INVOICE),
           order=LOADED, beside=_weight_fits("net_kg")),
    *along("GRS", mark("Gross weight (kg)"), "gross_kg", (*_BY_PACKING, *_BY_INVOICE),
           order=LOADED, beside=_weight_fits("gross_kg")),
    *along("VOL", mark("Volume (m³)"), "m3", (
        (PACKING, TRANSPORT), (PACKING, INVOICE), (INVOICE, TRANSPORT)), same_volume,
           gravity=Gravity.LOOK, order=(PACKING, INVOICE, TRANSPORT)),
    *along("MRK", mark("Marks"), "marks", (*_NOT_DECLARED, *_BY_INVOICE), order=LOADED,
           beside=_marks_fit),
    *(_net_above_gross(sheet, number) for number, sheet in enumerate(
        (PACKING, INVOICE, TRANSPORT, DECLARATION, ORIGIN), 1)),
)  # fmt: skip
