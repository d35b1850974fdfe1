"""Papers with goods on them: offers, orders, invoices, packing lists.

Sources
    CGI ann. II art. 242 nonies A; C. com. art. L441-9 (mentions of an invoice).
    European Payments Council, quick response code guidelines EPC069-12 (payment code).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import segno
from segno import helpers

from comptoir.errors import Refused
from comptoir.letters.contexts.letterhead import country_name, text
from comptoir.letters.contexts.wordings import (
    by_credit,
    incoterm_said,
    penalties_said,
    terms_said,
    vat_wording,
)
from comptoir.letters.word import Picture, picture
from comptoir.records import Row
from comptoir.records.goods import UNIT
from comptoir.records.lists import MODE
from comptoir.rules.money import Money, total
from comptoir.wording import Said, mark

_CODE_TALL = Decimal(26)
_BY_CODE = {"DOMESTIC", "EU_SUPPLY", "REVERSE"}
_MOST_BY_CODE = Decimal("999999999.99")


class LinesDisagree(Refused):
    message = mark(
        "The lines of {ref} add up to {lines}, and {ref} says {net}. No letter was written."
        " Correct the lines or the amount."
    )


class NothingSold(Refused):
    message = mark("{ref} has no lines. No letter was written. Enter its lines first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of goods."""

    number: int
    sku: str
    name: str
    also: str
    goods_code: str
    origin: str
    quantity: Decimal
    unit: str
    price: Money
    discount: Decimal
    amount: Money
    packages: int
    net_kg: Decimal
    gross_kg: Decimal
    committed: date | None


@dataclass(frozen=True, kw_only=True)
class Goods:
    """What an offer, an order or an invoice says of its goods and terms."""

    subject: str
    party_ref: str
    ordered: date | None
    order_ref: str
    valid_until: date | None
    lead_days: int
    requested: date | None
    committed: date | None
    incoterm: str
    mode: str
    destination: str
    origins: str
    terms: str
    currency: str
    lines: tuple[Line, ...]
    total: Money
    packages: int
    net_kg: Decimal
    gross_kg: Decimal


@dataclass(frozen=True, kw_only=True)
class Billed(Goods):
    """What an invoice, a pro forma or a credit note says besides."""

    issued: date
    due: date | None = None
    """None where a credit pays: it is due when the documents are presented, as its terms say."""
    delivered: date | None
    net: Money
    vat: Money
    vat_rate: str
    vat_case: str
    vat_wording: str
    grand_total: Money
    penalties: Said
    payment_code: Picture | None
    corrects: str
    reason: str


def spaced_code(code: str) -> str:
    """A tariff code in pairs after its first four digits: ``7323 92 00``."""
    return " ".join(one for one in (code[:4], code[4:6], code[6:8], code[8:]) if one)


def lines_of(
    rows: Iterable[Row], products: Mapping[str, Row], currency: str, lang: str
) -> tuple[Line, ...]:
    """The lines of an order or offer in *lang*, each amount rounded before it is added."""
    return tuple(
        _line(number, row, products.get(str(row.get("product")), {}), currency, lang)
        for number, row in enumerate(rows, 1)
    )


def _line(number: int, row: Row, product: Row, currency: str, lang: str) -> Line:
    other = "en" if lang == "fr" else "fr"
    name = (
        text(row, "description") or text(product, f"name_{lang}") or text(product, f"name_{other}")
    )
    also = text(product, f"name_{other}")
    quantity, price = _decimal(row, "quantity"), Money(_decimal(row, "price"), currency)
    off = _decimal(row, "discount")
    return Line(
        number=number,
        sku=text(row, "product"),
        name=name,
        also="" if also == name else also,
        goods_code=spaced_code(text(row, "goods_code") or text(product, "goods_code")),
        origin=text(row, "origin") or text(product, "origin"),
        quantity=quantity,
        unit=UNIT.words(lang).get(text(row, "unit"), text(row, "unit")),
        price=price,
        discount=off,
        amount=(price * quantity * (100 - off) / 100).rounded(),
        packages=int(_decimal(row, "packages")) or _packages(quantity, product),
        net_kg=_decimal(row, "net_kg") or _decimal(product, "net_kg") * quantity,
        gross_kg=_decimal(row, "gross_kg") or _decimal(product, "gross_kg") * quantity,
        committed=_day(row, "committed"),
    )


def _packages(quantity: Decimal, product: Row) -> int:
    each = int(_decimal(product, "per_package"))
    return -(-int(quantity) // each) if each else 0


def _decimal(row: Row, name: str) -> Decimal:
    value = row.get(name)
    return Decimal(str(value)) if value is not None else Decimal(0)


def _day(row: Row, name: str) -> date | None:
    value = row.get(name)
    return value if isinstance(value, date) else None


def goods(
    row: Row, lines: Iterable[Row], products: Mapping[str, Row], lang: str, order: Row | None = None
) -> Goods:
    """What an offer or an order says. *order* is the one an invoice comes from.

    Raises `NothingSold` where there are no lines.
    """
    return Goods(**_shared(row, lines, products, lang, order))


def _shared(
    row: Row, lines: Iterable[Row], products: Mapping[str, Row], lang: str, order: Row | None
) -> dict[str, Any]:
    deal, currency = order or row, str(row["currency"])
    told = lines_of(lines, products, currency, lang)
    if not told:
        raise NothingSold(ref=row.get("ref"))
    origins = sorted({line.origin for line in told if line.origin})
    return {
        "subject": text(row, "subject"),
        "party_ref": text(deal, "their_ref"),
        "ordered": _day(deal, "ordered"),
        "order_ref": text(deal, "ref"),
        "valid_until": _day(row, "valid_until"),
        "lead_days": int(_decimal(row, "lead_days")),
        "requested": _day(deal, "requested"),
        "committed": _day(deal, "committed"),
        "incoterm": incoterm_said(deal.get("incoterm"), deal.get("place"), deal.get("edition")),
        "mode": MODE.words(lang).get(text(deal, "mode"), ""),
        "destination": country_name(text(deal, "destination"), lang),
        "origins": ", ".join(country_name(code, lang) for code in origins),
        "terms": terms_said(text(row, "terms") or text(deal, "terms"), lang),
        "currency": currency,
        "lines": told,
        "total": total((line.amount for line in told), currency),
        "packages": sum(line.packages for line in told),
        "net_kg": sum((line.net_kg for line in told), Decimal(0)),
        "gross_kg": sum((line.gross_kg for line in told), Decimal(0)),
    }


def billed(
    invoice: Row,
    order: Row | None,
    lines: Iterable[Row],
    products: Mapping[str, Row],
    lang: str,
    us: Row,
    *,
    corrects: str = "",
) -> Billed:
    """What an invoice says. Its lines must add up to its amount, or `LinesDisagree`."""
    shared = _shared(invoice, lines, products, lang, order)
    currency = str(invoice["currency"])
    net, vat = Money(_decimal(invoice, "net"), currency), Money(_decimal(invoice, "vat"), currency)
    summed = shared["total"]
    assert isinstance(summed, Money)
    if abs(net) != abs(summed):
        raise LinesDisagree(ref=invoice.get("ref"), lines=summed, net=net.rounded())
    case = text(invoice, "vat_case")
    rate = (vat.amount * 100 / net.amount).quantize(Decimal("0.1")) if net and vat else Decimal(0)
    issued = _day(invoice, "issued")
    assert issued is not None
    return Billed(
        **{**shared, "total": net.rounded()},
        issued=issued,
        due=None if by_credit(text(invoice, "terms")) else _day(invoice, "due"),
        delivered=_day(invoice, "delivered") or _day(order or {}, "delivered"),
        net=net.rounded(),
        vat=vat.rounded(),
        vat_rate=f"{rate.normalize():f} %",
        vat_case=case,
        vat_wording=vat_wording(case, lang),
        grand_total=(net + vat).rounded(),
        penalties=penalties_said(issued),
        payment_code=payment_code(us, net + vat, invoice),
        corrects=corrects,
        reason=text(invoice, "note"),
    )


def payment_code(us: Row, amount: Money, invoice: Row) -> Picture | None:
    """The code that a banking app scans to pay *amount* of an invoice.

    None but in euros, to an IBAN, and within the Union, whose banks read it.
    """
    iban, reference = text(us, "iban"), text(invoice, "ref")
    if text(invoice, "vat_case") not in _BY_CODE:
        return None
    payable = Decimal("0.01") <= amount.amount <= _MOST_BY_CODE
    if not iban or amount.currency != "EUR" or not payable:
        return None
    made = helpers.make_epc_qr(
        name=text(us, "name")[:70],
        iban=iban,
        amount=amount.rounded().amount,
        text=reference,
        bic=text(us, "bic") or None,
        encoding="UTF-8",
    )
    return picture(_png(made), height=_CODE_TALL, title=f"EPC {reference}")


def _png(code: segno.QRCode) -> bytes:
    file = io.BytesIO()
    code.save(file, kind="png", scale=6, border=1, dark="#1F2A37")
    return file.getvalue()
