"""Letters of credit in cells, under UCP 600.

Sources
    `comptoir.rules.credit`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comptoir.functions.declaring import Argument, Category, Family, Here, may, need
from comptoir.functions.kinds import CURRENCY, DAY, DAYS, FLAG, POSITIVE, SHARE, TEXT
from comptoir.rules.credit import (
    Range,
    amount_range,
    examination_ends,
    last_presentation,
    maturity,
    quantity_range,
)
from comptoir.rules.days import Calendar, calendar
from comptoir.rules.money import Money
from comptoir.wording import mark

_EURO, _BANKS = "EUR", "TARGET"
family = Family(Category.CREDIT)

_BANK = may("bank", TEXT, mark("Calendar of the bank: TARGET, FR, SA...; TARGET if left out"))
_AMOUNT: tuple[Argument, ...] = (
    need("amount", POSITIVE, mark("Amount of the credit")),
    may("about", FLAG, mark("Whether the credit says about or approximately")),
    may("plus", SHARE, mark("Field 39A: percentage more")),
    may("minus", SHARE, mark("Field 39A: percentage less")),
    may("in_currency", CURRENCY, mark("Currency; EUR if left out")),
)
_QUANTITY: tuple[Argument, ...] = (
    need("quantity", POSITIVE, mark("Quantity in the credit")),
    may("about", FLAG, mark("Whether the credit says about or approximately")),
    may("counted", FLAG, mark("Whether it counts packing units or items")),
)


def _bank(here: Here, code: str | None) -> Calendar:
    return calendar(code or _BANKS, law=here.law)


@family.function(
    "LCLASTDAY",
    mark("Last day to present documents: period after shipment, expiry, bank closed (art. 14, 29)"),
    need("shipped", DAY, mark("Day of the shipment")),
    need("expiry", DAY, mark("Expiry of the credit")),
    may("period", DAYS, mark("Field 48, days; 21 if left out")),
    _BANK,
    example=(("2026-12-04", "2027-01-15"), date(2026, 12, 28)),
)
def lc_last_day(
    here: Here, shipped: date, expiry: date, period: int | None, bank: str | None
) -> date:
    return last_presentation(shipped, expiry, period, _bank(here, bank), here.law).day


@family.function(
    "LCANSWERDAY",
    mark("Day by which the bank must have paid or refused: five banking days (art. 14 b)"),
    need("presented", DAY, mark("Day of the presentation")),
    _BANK,
    example=(("2026-12-17",), date(2026, 12, 24)),
)
def lc_answer_day(here: Here, presented: date, bank: str | None) -> date:
    return examination_ends(presented, _bank(here, bank), here.law)


@family.function(
    "LCMATURITY",
    mark("Maturity of a usance credit: so many days after a day, which does not count (art. 3)"),
    need("start", DAY, mark("Day it counts from, such as the bill of lading's")),
    need("tenor", DAYS, mark("Days")),
    example=(("2026-11-26", 60), date(2027, 1, 25)),
)
def lc_maturity(_here: Here, start: date, tenor: int) -> date:
    return maturity(start, tenor)


def _amounts(
    here: Here,
    amount: Decimal,
    about: bool | None,  # noqa: FBT001 - a cell
    plus: Decimal | None,
    minus: Decimal | None,
    currency: str | None,
) -> Range:
    return amount_range(
        Money(amount, currency or _EURO),
        about=bool(about),
        plus_percent=None if plus is None else plus * 100,
        minus_percent=None if minus is None else minus * 100,
        ours=here.law,
    )


@family.function(
    "LCLEAST",
    mark("The least that can be drawn under a credit (art. 30)"),
    *_AMOUNT,
    example=((100000, True), 90000.0),
)
def lc_least(here: Here, amount: Decimal, *terms: object) -> Decimal:
    return _amounts(here, amount, *terms).least  # type: ignore[arg-type]


@family.function(
    "LCMOST",
    mark("The most that can be drawn under a credit (art. 30)"),
    *_AMOUNT,
    example=((100000, True), 110000.0),
)
def lc_most(here: Here, amount: Decimal, *terms: object) -> Decimal:
    return _amounts(here, amount, *terms).most  # type: ignore[arg-type]


@family.function(
    "LCQUANTITY",
    mark("Least and most quantity that may be shipped under a credit (art. 30), side by side"),
    *_QUANTITY,
    example=((1000,), [[950.0, 1050.0]]),
)
def lc_quantity(
    here: Here,
    quantity: Decimal,
    about: bool | None,  # noqa: FBT001 - a cell
    counted: bool | None,  # noqa: FBT001 - a cell
) -> list[tuple[Decimal, Decimal]]:
    found = quantity_range(quantity, about=bool(about), counted=bool(counted), ours=here.law)
    return [(found.least, found.most)]


FUNCTIONS = family.functions
