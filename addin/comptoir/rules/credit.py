"""Letters of credit: the days and the tolerances of the ICC's rules, UCP 600.

A credit is paid on documents that comply, presented in time. This module gives
the last day to present, the bank's own time, and how far amount and quantity may
stray; `discrepancies` looks at the documents.

Sources
    ICC, Uniform Customs and Practice for Documentary Credits, 2007 revision,
    publication 600 (UCP 600), in force 1 July 2007: art. 3, 14, 29, 30, 36.
    Figures: ``data/credit.toml``.

Not covered: force majeure (art. 36 extends nothing), instalment schedules (art. 32).

Shipped on 4 December 2026, expiry 15 January 2027. Twenty-one days later is
Christmas: banks are closed, and the day moves to the next banking day.

>>> last = last_presentation(date(2026, 12, 4), date(2027, 1, 15))
>>> print(last.day, last.extended)
2026-12-28 True
>>> print(examination_ends(last.day))
2027-01-05
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from comptoir.errors import Refused
from comptoir.rules.days import (
    TARGET,
    Calendar,
    add_business_days,
    calendar,
    month_end,
    next_business_day,
)
from comptoir.rules.law import PRINTED, InForce, Overrides, timeline
from comptoir.rules.money import Money
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

BANKS = calendar(TARGET)
UCP_600 = date(2007, 7, 1)
_BOOK = "credit"


class NoTolerance(Refused):
    message = mark(
        "A tolerance of {percent} % cannot be. Nothing was computed."
        " Enter a percentage from 0 to 100, as field 39A of the credit has it."
    )


class ShippedAfterExpiry(Refused):
    message = mark(
        "The shipment of {shipped} is after the credit's expiry on {expiry}: no presentation"
        " can comply. No day was computed. Ask the buyer for an amendment before shipping."
    )


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day to present, and how it was reached.

    *extended* where a closed bank moved it: the bank then says so on its covering
    schedule (art. 29(b)), and the latest shipment date is not moved (art. 29(c)).
    """

    day: date
    extended: bool
    workings: Workings


def last_presentation(
    shipped: date,
    expiry: date,
    period: int | None = None,
    bank: Calendar = BANKS,
    ours: Overrides = PRINTED,
) -> LastDay:
    """The last day to present documents that include an original transport document.

    *period* is field 48 of the credit in days, 21 where it is silent; *bank* the
    calendar of the place of presentation. Raises `ShippedAfterExpiry`.

    >>> print(last_presentation(date(2026, 12, 1), date(2026, 12, 20)).workings)
    22 Dec 2026  21 days after shipment (UCP 600 art. 14(c))
    20 Dec 2026  expiry of the credit
    21 Dec 2026  the earlier, moved to a day on which the bank is open (UCP 600 art. 29(a))
    """
    if shipped > next_business_day(expiry, [bank]):
        raise ShippedAfterExpiry(shipped=shipped, expiry=expiry)
    rule = _rule("presentation_days", shipped, ours)
    days, source = (int(rule.number), rule.source) if period is None else (period, "field 48")
    by_shipment = shipped + timedelta(days=days)
    last = min(next_business_day(by_shipment, [bank]), next_business_day(expiry, [bank]))
    plain = min(by_shipment, expiry)
    steps = [
        Step(by_shipment, Said("{days} days after shipment", days=days), source),
        Step(expiry, Said("expiry of the credit")),
    ]
    if last == plain:
        steps.append(Step(last, Said("the earlier of the two")))
    else:
        what = Said("the earlier, moved to a day on which the bank is open")
        steps.append(Step(last, what, "UCP 600 art. 29(a)"))
    return LastDay(last, last != plain, Workings(tuple(steps)))


def examination_ends(presented: date, bank: Calendar = BANKS, ours: Overrides = PRINTED) -> date:
    """The day by whose close the bank must have paid or refused, once and for all.

    >>> print(examination_ends(date(2026, 12, 17)))
    2026-12-24
    """
    days = int(_rule("examination_days", presented, ours).number)
    return add_business_days(presented, days, [bank])


def maturity(start: date, days: int) -> date:
    """*days* from or after *start*, which is excluded (art. 3).

    >>> print(maturity(date(2026, 11, 26), 60))
    2027-01-25
    """
    return start + timedelta(days=days)


def on_or_about(day: date, ours: Overrides = PRINTED) -> tuple[date, date]:
    """First and last day of "on or about" *day*, both included.

    >>> first, last = on_or_about(date(2026, 12, 10))
    >>> print(first, last)
    2026-12-05 2026-12-15
    """
    span = timedelta(days=int(_rule("on_or_about", day, ours).number))
    return day - span, day + span


class MonthPart(StrEnum):
    """Words for a part of a month, which art. 3 gives days to."""

    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    BEGINNING = "beginning"
    MIDDLE = "middle"
    END = "end"


_PARTS: dict[MonthPart, tuple[int, int | None]] = {
    MonthPart.FIRST_HALF: (1, 15),
    MonthPart.SECOND_HALF: (16, None),
    MonthPart.BEGINNING: (1, 10),
    MonthPart.MIDDLE: (11, 20),
    MonthPart.END: (21, None),
}


def days_of(part: MonthPart, year: int, month: int) -> tuple[date, date]:
    """First and last day of a part of a month, both included.

    >>> first, last = days_of(MonthPart.SECOND_HALF, 2028, 2)
    >>> print(first, last)
    2028-02-16 2028-02-29
    """
    first, last = _PARTS[part]
    start = date(year, month, first)
    return start, start.replace(day=last) if last else month_end(start)


@dataclass(frozen=True, slots=True)
class Range:
    """Least and most, and the article that allows them."""

    least: Decimal
    most: Decimal
    basis: str

    def __contains__(self, value: Decimal) -> bool:
        return self.least <= value <= self.most


def amount_range(
    amount: Money,
    *,
    about: bool = False,
    plus_percent: Decimal | None = None,
    minus_percent: Decimal | None = None,
    on: date = date.max,
    ours: Overrides = PRINTED,
) -> Range:
    """Between what and what the credit may be drawn.

    *about* for "about" or "approximately" (±10 %); otherwise field 39A, given as
    *plus_percent* and *minus_percent*; otherwise the amount is the most, and a
    drawing 5 % below passes if the whole quantity was shipped at the full unit
    price (art. 30(c)).

    >>> drawn = amount_range(Money(100_000, "USD"), about=True)
    >>> drawn.least, drawn.most
    (Decimal('90000.00'), Decimal('110000.00'))
    """
    given = plus_percent is not None or minus_percent is not None
    if about:
        rule = _rule("about", on, ours)
        plus = minus = rule.number
        basis = rule.source
    elif given:
        plus, minus, basis = plus_percent or Decimal(0), minus_percent or Decimal(0), "field 39A"
    else:
        rule = _rule("amount_less", on, ours)
        plus, minus, basis = Decimal(0), rule.number, rule.source
    least, most = _spread(amount.amount, minus, plus)
    return Range(
        Money(least, amount.currency).rounded().amount,
        Money(most, amount.currency).rounded().amount,
        basis,
    )


def quantity_range(
    quantity: Decimal,
    *,
    about: bool = False,
    counted: bool = False,
    on: date = date.max,
    ours: Overrides = PRINTED,
) -> Range:
    """Between what and what the quantity shipped may be.

    Five percent either way for bulk, none for goods *counted* in packing units or
    items; ten for "about". The drawing never passes the amount of the credit.

    >>> bulk = quantity_range(Decimal(1000))
    >>> bulk.least, bulk.most
    (Decimal('950'), Decimal('1050'))
    """
    if counted and not about:
        return Range(quantity, quantity, "UCP 600 art. 30(b)")
    rule = _rule("about" if about else "quantity", on, ours)
    least, most = _spread(quantity, rule.number, rule.number)
    return Range(least, most, rule.source)


def least_insured(cif_or_cip: Money, on: date = date.max, ours: Overrides = PRINTED) -> Money:
    """The least sum the insurance document must cover: 110 % of the CIF or CIP value.

    >>> least_insured(Money(48_500, "EUR"))
    Money('53350.00', 'EUR')
    """
    percent = _rule("insured", on, ours).number
    return Money(cif_or_cip.amount * percent / 100, cif_or_cip.currency).rounded()


def _spread(value: Decimal, minus: Decimal, plus: Decimal) -> tuple[Decimal, Decimal]:
    for percent in (minus, plus):
        if not 0 <= percent <= 100:  # noqa: PLR2004 - a percentage
            raise NoTolerance(percent=percent)
    return value * (100 - minus) / 100, value * (100 + plus) / 100


def _rule(name: str, on: date, ours: Overrides) -> InForce:
    return timeline(_BOOK, name, ours).on(max(on, UCP_600))
