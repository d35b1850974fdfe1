"""Rules on who trades, under which numbers, at what price, on which terms.

Sources
    UCP 600 art. 14(d), 14(j), 18, 28(f); C. com. art. L441-9 and CGI ann. II art. 242 nonies A
    (what an invoice must say rightly); UCC art. 15 and 162 (the declaration follows the papers).
"""

from __future__ import annotations

from decimal import Decimal

from comptoir.rules.consistency.likeness import as_unit, same_number
from comptoir.rules.consistency.papers import Dossier, Paper, Sheet
from comptoir.rules.consistency.rule import (
    CONTRACT,
    WITHOUT_ORDER,
    Beside,
    Broken,
    Pair,
    Rule,
    along,
    same,
    without_invoice,
)
from comptoir.rules.consistency.who import same_as_consignee, same_name, to_order
from comptoir.rules.credit import least_insured
from comptoir.rules.discrepancies import Gravity
from comptoir.rules.money import Money, UnknownCurrency
from comptoir.rules.payment import NotTerms, SharesAmiss, parse
from comptoir.wording import mark

OFFER, ORDER, CONFIRMATION = Sheet.OFFER, Sheet.ORDER, Sheet.CONFIRMATION
INVOICE, PACKING, TRANSPORT = Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT
INSURANCE, ORIGIN, DECLARATION, DRAFT = (
    Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DECLARATION, Sheet.DRAFT,
)  # fmt: skip
CARRIED_BY_SELLER = frozenset({"CPT", "CIP", "CFR", "CIF", "DAP", "DPU", "DDP"})
INSURED_BY_SELLER = frozenset({"CIF", "CIP"})


def _name_fits(name: str) -> Beside:
    """The same seller or buyer, an abbreviation read as the other papers write the word."""

    def fits(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
        one, other = (str(getattr(dossier.paper(sheet), name)) for sheet in (left, right))
        rest = [paper for paper in dossier.papers if paper.sheet not in {left, right}]
        others = [text for paper in rest if (text := getattr(paper, name))]
        open_to = name == "buyer" and (to_order(other) or same_as_consignee(other))
        return open_to or same_name(one, other, others)

    return fits


def same_terms(one: str, other: str) -> bool:
    """Whether two texts say the same terms of payment, read as terms where they can be.

    >>> same_terms("45 jours fin de mois", "EOM 45 A"), same_terms("NET 30", "NET 60")
    (True, False)
    """
    try:
        return str(parse(one)) == str(parse(other))
    except (NotTerms, SharesAmiss):
        return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _times(sheet: Sheet) -> Rule:
    """Quantity by unit price is the amount, where a paper has one price only."""

    def broken(dossier: Dossier) -> Pair | None:
        paper = dossier.paper(sheet)
        if None in (paper.quantity, paper.unit_price, paper.amount, paper.currency):
            return None
        try:
            made = Money(paper.quantity * paper.unit_price, str(paper.currency)).rounded()  # type: ignore[operator]
        except UnknownCurrency:
            return None
        if made.amount == paper.amount:
            return None
        return made, Money(paper.amount or Decimal(0), str(paper.currency))

    code = {ORDER: "SUM-1", CONFIRMATION: "SUM-2", INVOICE: "SUM-3", OFFER: "SUM-4"}[sheet]
    return Rule(code, mark("Quantity by unit price"), sheet, sheet, broken,
                source="CGI ann. II art. 242 nonies A",
                sentence=mark("{fact} makes {left}; the {paper} says {right}."))  # fmt: skip


def _invoiced_more(dossier: Dossier) -> Pair | None:
    """The invoice is for no more than was ordered, but for the tolerance."""
    ordered, billed = dossier.paper(ORDER), dossier.paper(INVOICE)
    if ordered.amount is None or billed.amount is None or ordered.currency != billed.currency:
        return None
    most = ordered.amount * (100 + dossier.tolerance) / 100
    return (ordered.amount, billed.amount) if billed.amount > most else None


def _as_offered(name: str, other: str, right: Sheet, unless: Sheet | None = None) -> Broken:
    """What was offered is ordered: where *other* is as in the offer, so is *name*."""

    def broken(dossier: Dossier) -> Pair | None:
        offered, taken = dossier.paper(OFFER), dossier.paper(right)
        if offered.currency != taken.currency or (
            unless and getattr(dossier.paper(unless), name) is not None
        ):
            return None
        one, two = _in_one_unit(offered, taken, name)
        beside = _in_one_unit(offered, taken, other)
        if one is None or two is None or one == two:
            return None
        if beside[0] != beside[1] and (name == "quantity" or None not in beside):
            return None
        return getattr(offered, name), getattr(taken, name)

    return broken


def _in_one_unit(one: Paper, other: Paper, name: str) -> tuple[Decimal | None, Decimal | None]:
    """A quantity or an amount of both papers; quantities in the unit of the first."""
    first, second = getattr(one, name), getattr(other, name)
    if name != "quantity" or second is None:
        return first, second
    return first, as_unit(second, other.unit, one.unit)


def _price_fits(dossier: Dossier, left: Sheet, right: Sheet) -> bool:
    """The same price, perhaps by the kilo here and by the tonne there."""
    one, other = dossier.paper(left), dossier.paper(right)
    by_one = as_unit(Decimal(1), other.unit, one.unit) or 1
    return one.unit_price == (other.unit_price or 0) / by_one


def _insured_less(dossier: Dossier) -> Pair | None:
    """CIF and CIP goods are insured for 110 % of their price, in its currency."""
    billed, cover = dossier.paper(INVOICE), dossier.paper(INSURANCE)
    rules = {billed.incoterm, dossier.paper(ORDER).incoterm}
    if not rules & INSURED_BY_SELLER or dossier.credit:
        return None
    if None in (billed.amount, cover.amount, billed.currency) or billed.currency != cover.currency:
        return None
    assert billed.amount is not None
    assert cover.amount is not None
    least = least_insured(Money(billed.amount, str(billed.currency)))
    covered = Money(cover.amount, str(cover.currency))
    return (least, covered) if covered < least else None


def _assured(dossier: Dossier) -> Pair | None:
    """The assured is the seller or the buyer, or the certificate is to order."""
    billed, cover = dossier.paper(INVOICE), dossier.paper(INSURANCE)
    if not cover.seller or not billed.seller or to_order(cover.seller):
        return None
    known = [who for who in (billed.seller, billed.buyer) if who]
    if any(same_name(who, cover.seller) for who in known):
        return None
    return billed.seller, cover.seller


def _unsigned(sheet: Sheet, number: int) -> Rule:
    def broken(dossier: Dossier) -> Pair | None:
        return ("", "") if dossier.paper(sheet).signed is False else None

    return Rule(f"SGN-{number}", mark("Signature"), sheet, sheet, broken,
                source="UCP 600 art. 3, 19 to 28",
                sentence=mark("The {paper} is not signed."))  # fmt: skip


_SELLER, _BUYER = mark("Seller or shipper"), mark("Buyer or consignee")
PARTIES: tuple[Rule, ...] = (
    *along("SEL", _SELLER, "seller", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING),
        (INVOICE, TRANSPORT), (INVOICE, ORIGIN), (INVOICE, DECLARATION), (INVOICE, DRAFT),
    ), beside=_name_fits("seller"), otherwise=(
        *WITHOUT_ORDER, *without_invoice(PACKING, TRANSPORT, ORIGIN, DECLARATION, DRAFT))),
    *along("BUY", _BUYER, "buyer", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, PACKING),
        (INVOICE, DECLARATION),
    ), beside=_name_fits("buyer")),
    *(same(f"BUY-{number}", _BUYER, "buyer", left, right, beside=_name_fits("buyer"),
           unless=(unless,))
      for number, (left, right, unless) in enumerate((
          (OFFER, CONFIRMATION, ORDER), (CONFIRMATION, INVOICE, ORDER), (ORDER, PACKING, INVOICE),
          (ORDER, TRANSPORT, INVOICE), (ORDER, ORIGIN, INVOICE), (ORDER, DECLARATION, INVOICE),
      ), 9)),
    same("BUY-6", _BUYER, "buyer", INVOICE, TRANSPORT, beside=_name_fits("buyer"),
         gravity=Gravity.LOOK, source="UCP 600 art. 14(j)"),
    same("BUY-7", _BUYER, "buyer", INVOICE, ORIGIN, beside=_name_fits("buyer")),
    Rule("BUY-8", mark("Assured"), INVOICE, INSURANCE, _assured, source="UCP 600 art. 28"),
    *(_unsigned(sheet, number) for number, sheet in enumerate(
        (TRANSPORT, INSURANCE, ORIGIN, DRAFT, CONFIRMATION), 1)),
)  # fmt: skip
NUMBERS: tuple[Rule, ...] = (
    *along("ORN", mark("Order number"), "order_no", (
        (ORDER, CONFIRMATION), (ORDER, INVOICE), (ORDER, PACKING), (ORDER, TRANSPORT),
    ), same_number, order=(ORDER, INVOICE, CONFIRMATION, PACKING, TRANSPORT)),
    *along("INN", mark("Invoice number"), "invoice_no", (
        (INVOICE, PACKING), (INVOICE, INSURANCE), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
        (INVOICE, DRAFT), (INVOICE, Sheet.OTHER),
    ), same_number, otherwise=tuple(
        (PACKING, other, (INVOICE,)) for other in (INSURANCE, ORIGIN, DECLARATION, DRAFT))),
)  # fmt: skip
_PRICE, _TERMS = mark("Unit price"), mark("Payment terms")
MONEY: tuple[Rule, ...] = (
    *along("CUR", mark("Currency"), "currency", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, INSURANCE),
        (INVOICE, DECLARATION), (INVOICE, DRAFT),
    ), otherwise=(*WITHOUT_ORDER, *without_invoice(INSURANCE, DECLARATION, DRAFT))),
    *along("PRC", _PRICE, "unit_price", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE)), beside=_price_fits,
           otherwise=WITHOUT_ORDER),
    *along("AMT", mark("Amount"), "amount", (
        (ORDER, CONFIRMATION), (INVOICE, DECLARATION), (INVOICE, DRAFT))),
    Rule("AMT-4", mark("Amount"), ORDER, INVOICE, _invoiced_more, source=CONTRACT),
    Rule("AMT-5", mark("Sum insured"), INVOICE, INSURANCE, _insured_less,
         source="UCP 600 art. 28(f)(ii); Incoterms 2020 CIF/CIP A5",
         sentence=mark("{fact}: {left} at least, {right} on the {other}.")),
    Rule("AMT-6", mark("Amount"), OFFER, ORDER, _as_offered("amount", "quantity", ORDER),
         Gravity.LOOK, CONTRACT),
    Rule("AMT-7", mark("Amount"), OFFER, CONFIRMATION,
         _as_offered("amount", "quantity", CONFIRMATION, ORDER), Gravity.LOOK, CONTRACT),
    Rule("QTO-1", mark("Quantity"), OFFER, ORDER, _as_offered("quantity", "amount", ORDER),
         Gravity.LOOK, CONTRACT),
    Rule("QTO-2", mark("Quantity"), OFFER, CONFIRMATION,
         _as_offered("quantity", "amount", CONFIRMATION, ORDER), Gravity.LOOK, CONTRACT),
    *(_times(sheet) for sheet in (ORDER, CONFIRMATION, INVOICE, OFFER)),
    *along("TRM", _TERMS, "terms", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE)), same_terms,
           otherwise=WITHOUT_ORDER),
)  # fmt: skip
