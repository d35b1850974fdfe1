"""Which VAT case a sale is: at home, inside the Union, export; and the rate at home.

Sources
    CGI art. 256 and 278 (France, 20 %), 262 I (export), 262 ter I (supply to a taxable person
    of another Member State, both numbers needed), 294 (overseas departments: export).
    Directive 2006/112/EC art. 138 and 146. Figures: ``data/vat.toml``.

Not covered: reduced rates, services, triangular sales, goods that do not leave.

>>> sale_case("SA", None, date(2026, 11, 1)).case.value
'EXPORT'
>>> told = sale_case("DE", None, date(2026, 11, 1))
>>> told.case.value, bool(told.look)
('DOMESTIC', True)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from comptoir.rules.documents import Zone, zone
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.rules.money import Money
from comptoir.rules.numbers import KINDS
from comptoir.wording import Said


class VatCase(StrEnum):
    """The case, by the code the invoice keeps."""

    DOMESTIC = "DOMESTIC"
    EU_SUPPLY = "EU_SUPPLY"
    EXPORT = "EXPORT"


@dataclass(frozen=True, slots=True)
class CaseFound:
    """The case, the article it rests on, and what a person should look at."""

    case: VatCase
    source: str
    look: Said | None = None


def sale_case(country: str, vat_number: str | None, day: date, home: str = "FR") -> CaseFound:
    """The case of goods sent from *home* to a customer of *country* on *day*."""
    if country == home:
        return CaseFound(VatCase.DOMESTIC, "CGI art. 256")
    if zone(country, day) is not Zone.EU:
        source = "CGI art. 294" if zone(country, day) is Zone.SPECIAL else "CGI art. 262 I"
        return CaseFound(VatCase.EXPORT, source)
    if vat_number and KINDS["vat"].is_valid(vat_number):
        return CaseFound(VatCase.EU_SUPPLY, "CGI art. 262 ter I")
    look = Said("no valid VAT number of the customer: French VAT is charged (CGI art. 262 ter I)")
    return CaseFound(VatCase.DOMESTIC, "CGI art. 262 ter I", look)


def vat_due(net: Money, case: str, day: date, ours: Overrides = PRINTED) -> Money:
    """The VAT on *net*: the standard rate at home, nothing elsewhere.

    >>> str(vat_due(Money("99.99", "EUR"), "DOMESTIC", date(2026, 11, 1)))
    '20.00 EUR'
    """
    if case != VatCase.DOMESTIC:
        return Money.zero(net.currency)
    rate: Decimal = timeline("vat", "standard", ours).on(day).number
    return (net * rate / 100).rounded()
