"""What each paper of a dossier says, as values; ``None`` where it says nothing.

Sources
    The usual papers of a sale abroad: UCP 600 art. 18 to 28; UCC art. 162 and 163.

>>> invoice = Paper(Sheet.INVOICE, number="FA-2026-0007", currency="EUR", amount=Decimal(1200))
>>> Dossier((invoice,)).paper(Sheet.INVOICE).number
'FA-2026-0007'
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from comptoir.rules.discrepancies import Terms
from comptoir.wording import Said, mark


class Sheet(StrEnum):
    """The papers that are compared, from the offer to the draft."""

    OFFER = mark("offer")
    ORDER = mark("order")
    CONFIRMATION = mark("order confirmation")
    INVOICE = mark("commercial invoice")
    PACKING_LIST = mark("packing list")
    TRANSPORT = mark("transport document")
    INSURANCE = mark("insurance certificate")
    ORIGIN = mark("certificate of origin")
    DECLARATION = mark("customs declaration")
    DRAFT = mark("bill of exchange")
    CREDIT = mark("letter of credit")
    OTHER = mark("other paper")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, field by field, as it is printed.

    *seller* is the shipper of a transport document, the assured of an insurance; *buyer* the
    consignee. *amount* is the total, or the sum insured. *shipped* the day of loading; on an
    order or a confirmation the day by which the goods must leave. *valid_until* is an offer's.
    """

    sheet: Sheet
    _: KW_ONLY
    number: str | None = None
    dated: date | None = None
    valid_until: date | None = None
    originals: int | None = None
    signed: bool | None = None
    seller: str | None = None
    buyer: str | None = None
    notify: str | None = None
    order_no: str | None = None
    invoice_no: str | None = None
    credit_no: str | None = None
    currency: str | None = None
    amount: Decimal | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    terms: str | None = None
    packages: int | None = None
    net_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    m3: Decimal | None = None
    marks: str | None = None
    goods: str | None = None
    goods_code: str | None = None
    origin: str | None = None
    incoterm: str | None = None
    place: str | None = None
    edition: str | None = None
    loading_port: str | None = None
    discharge_port: str | None = None
    destination: str | None = None
    vessel: str | None = None
    containers: str | None = None
    seals: str | None = None
    shipped: date | None = None
    freight: str | None = None
    on_board: bool | None = None
    clean: bool | None = None
    on_deck: bool | None = None
    charter: bool | None = None
    transhipped: bool | None = None
    clauses: str | None = None
    to_order: bool | None = None
    tenor: str | None = None
    title: str | None = None


_BLANK = Paper(Sheet.OTHER)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The papers of one shipment or order, and the credit they are presented under.

    *tolerance* is how much more than ordered may be shipped, in percent. *presented* is the
    day of presentation, done or planned. *whole* says that every paper should be there: what
    is missing is then found too. *sea* says that the goods travel by water.
    """

    papers: tuple[Paper, ...]
    credit: Terms | None = None
    tolerance: Decimal = Decimal(0)
    presented: date | None = None
    whole: bool = False
    sea: bool = True

    def paper(self, sheet: Sheet) -> Paper:
        """The paper of that kind; a blank one where there is none."""
        return next((one for one in self.papers if one.sheet is sheet), _BLANK)

    def has(self, sheet: Sheet) -> bool:
        """Whether the dossier has a paper of that kind."""
        return any(one.sheet is sheet for one in self.papers)
