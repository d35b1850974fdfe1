"""How old what is owed is: not due yet, and late by months, instalment by instalment.

Sources
    Usage of credit control: 1-30, 31-60, 61-90 and more than 90 days after the due date.
    C. com. art. L441-10 (each instalment has its own due date).

Thirty percent with the order, the rest at 30 days; 400 paid of 1,000:

>>> from decimal import Decimal
>>> due = [Due(date(2026, 9, 1), Trigger.ORDER, Decimal(30), Money("300.00", "EUR")),
...        Due(date(2026, 11, 1), Trigger.INVOICE, Decimal(70), Money("700.00", "EUR"))]
>>> for one in instalments_left(due, Money("400.00", "EUR")): print(one.day, one.amount)
2026-11-01 600.00 EUR
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comptoir.rules.money import Money
from comptoir.rules.payment.terms import Due, Trigger
from comptoir.wording import Said, mark

__all__ = ["Age", "Left", "Trigger", "age", "aged", "instalments_left"]


class Age(StrEnum):
    """How late an amount is."""

    NOT_DUE = mark("not due yet")
    MONTH = mark("1 to 30 days late")
    TWO_MONTHS = mark("31 to 60 days late")
    THREE_MONTHS = mark("61 to 90 days late")
    OLDER = mark("more than 90 days late")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


_LAST_DAY = ((0, Age.NOT_DUE), (30, Age.MONTH), (60, Age.TWO_MONTHS), (90, Age.THREE_MONTHS))


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an instalment; without a day while its event has none."""

    day: date | None
    amount: Money


def age(due: date | None, day: date) -> Age:
    """How late an amount *due* is on *day*; an amount without a due date is not late.

    >>> [age(date(2026, 10, day), date(2026, 11, 30)).value for day in (31, 30)]
    ['1 to 30 days late', '31 to 60 days late']
    """
    late = (day - due).days if due else 0
    return next((one for most, one in _LAST_DAY if late <= most), Age.OLDER)


def instalments_left(due: Sequence[Due], paid: Money) -> list[Left]:
    """What is left of each instalment once *paid* has settled the oldest ones.

    Their sum is what is left of the invoice, to the cent; an excess is a last negative one.
    """
    left, found = paid, []
    for one in sorted(due, key=lambda one: one.day or date.max):
        assert one.amount is not None
        settled = min(max(left, Money.zero(left.currency)), one.amount)
        left -= settled
        if one.amount - settled:
            found.append(Left(one.day, one.amount - settled))
    if left.amount > 0:
        found.append(Left(None, -left))
    return found


def aged(left: Iterable[Left], day: date, currency: str) -> dict[Age, Money]:
    """The sum of each age, all in one *currency*; every age has its sum.

    >>> sums = aged([Left(date(2026, 10, 1), Money("5.00", "EUR"))], date(2026, 11, 30), "EUR")
    >>> [str(sum_) for sum_ in sums.values()]
    ['0.00 EUR', '0.00 EUR', '5.00 EUR', '0.00 EUR', '0.00 EUR']
    """
    sums = dict.fromkeys(Age, Money.zero(currency))
    for one in left:
        sums[age(one.day, day)] += one.amount
    return sums
