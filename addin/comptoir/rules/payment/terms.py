"""Terms of payment, and the days they fall due.

"45 days end of month" has two lawful readings: 45 days, then the end of that month (A,
the usual one), or the end of the invoice's month, then 45 days (B). The contract says
which; neither is ever guessed here.

Sources
    C. com. art. L441-10 I; CEPC, "Sur la computation des délais" (the two readings).
    Bills of exchange: C. com. art. L511-79. Collections: ICC URC 522. Credits: UCP 600.

>>> invoiced = date(2026, 1, 16)
>>> for reading in MonthEnd:
...     print(day_due(invoiced, Term(Trigger.INVOICE, 45, month_end=reading)))
2026-03-31
2026-03-17
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from comptoir.errors import Refused
from comptoir.rules.days import Calendar, add_months, month_end, next_business_day
from comptoir.rules.money import Money, allocate
from comptoir.wording import Said, mark

_HUNDRED = Decimal(100)


class MonthEnd(StrEnum):
    """The two lawful readings of "n days end of month"."""

    AFTER_DAYS = "A"
    BEFORE_DAYS = "B"


class Trigger(StrEnum):
    """The event whose day a term counts from."""

    ORDER = "order"
    INVOICE = "invoice"
    RECEIPT = "receipt"
    SHIPMENT = "shipment"
    DOCUMENTS = "documents"
    ACCEPTANCE = "acceptance"


class Instrument(StrEnum):
    """By what the payment is made or secured."""

    TRANSFER = mark("transfer")
    CASH_AGAINST_DOCUMENTS = mark("cash against documents")
    COLLECTION = mark("documents against payment")
    ACCEPTANCE = mark("documents against acceptance")
    CREDIT = mark("letter of credit")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


_CODES = {
    Instrument.CASH_AGAINST_DOCUMENTS: "CAD",
    Instrument.COLLECTION: "DP",
    Instrument.ACCEPTANCE: "DA",
    Instrument.CREDIT: "LC",
}
_ON_DOCUMENTS = {Instrument.CASH_AGAINST_DOCUMENTS, Instrument.COLLECTION}


@dataclass(frozen=True, slots=True)
class Term:
    """One instalment: its share in percent, the event, the days and the month's end."""

    trigger: Trigger
    days: int = 0
    share: Decimal = _HUNDRED
    month_end: MonthEnd | None = None
    day_of_month: int | None = None
    instrument: Instrument = Instrument.TRANSFER

    def __str__(self) -> str:
        if self.month_end is not None:
            on = f" +{self.day_of_month}" if self.day_of_month else ""
            return f"EOM {self.days} {self.month_end}{on}"
        if self.instrument is not Instrument.TRANSFER:
            by_sight = self.trigger is Trigger.DOCUMENTS
            days = "" if self.instrument in _ON_DOCUMENTS else f" {self.days}"
            if self.instrument is Instrument.CREDIT and by_sight:
                days = " SIGHT"
            return f"{_CODES[self.instrument]}{days}"
        if self.trigger is Trigger.ORDER and not self.days:
            return "ADV"
        event = "" if self.trigger is Trigger.INVOICE else f" {self.trigger.upper()}"
        return f"NET {self.days}{event}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: one term or several, whose shares make a hundred."""

    parts: tuple[Term, ...]

    def __str__(self) -> str:
        if len(self.parts) == 1:
            return str(self.parts[0])
        return ", ".join(f"{part.share:f} % {part}" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Days:
    """The days known so far of the events that terms count from."""

    order: date | None = None
    invoice: date | None = None
    receipt: date | None = None
    shipment: date | None = None
    documents: date | None = None
    acceptance: date | None = None

    def of(self, trigger: Trigger) -> date | None:
        """The day of *trigger*; a bill not yet dated is taken as accepted on presentation."""
        if trigger is Trigger.ACCEPTANCE:
            return self.acceptance or self.documents
        known: date | None = getattr(self, trigger.value)
        return known


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment: when it falls due (None while its event has no day) and how much."""

    day: date | None
    trigger: Trigger
    share: Decimal
    amount: Money | None = None


class DayMissing(Refused, ValueError):
    """No day is known for the event a term counts from."""

    message = mark(
        "{terms} counts from {event}, whose day is not known. Nothing was computed. Enter that day."
    )


def day_due(start: date, term: Term) -> date:
    """The day *term* falls due, counted from *start*, which is not counted.

    >>> tenth = Term(Trigger.INVOICE, 30, month_end=MonthEnd.AFTER_DAYS, day_of_month=10)
    >>> print(day_due(date(2026, 11, 10), tenth))
    2027-01-10
    """
    days = timedelta(days=term.days)
    match term.month_end:
        case None:
            return start + days
        case MonthEnd.AFTER_DAYS:
            day = month_end(start + days)
        case MonthEnd.BEFORE_DAYS:
            day = month_end(start) + days
    if term.day_of_month is None:
        return day
    last = month_end(add_months(day.replace(day=1), 1))
    return last.replace(day=min(term.day_of_month, last.day))


def due(terms: Terms, days: Days) -> Due:
    """The last instalment to fall due.

    Raises `DayMissing` where the day of its event is not known.
    """
    found: list[tuple[date, Term]] = []
    for part in terms.parts:
        start = days.of(part.trigger)
        if start is None:
            raise DayMissing(terms=str(terms), event=Said(_EVENTS[part.trigger]))
        found.append((day_due(start, part), part))
    day, last = max(found, key=lambda one: one[0])
    return Due(day, last.trigger, last.share)


def schedule(terms: Terms, amount: Money, days: Days) -> list[Due]:
    """Every instalment of *amount*, to the cent; without a day while its event has none."""
    parts = allocate(amount, [part.share for part in terms.parts])
    return [
        Due(
            day_due(start, part) if (start := days.of(part.trigger)) else None,
            part.trigger,
            part.share,
            share,
        )
        for part, share in zip(terms.parts, parts, strict=True)
    ]


def value_date(day: date, calendars: Sequence[Calendar]) -> date:
    """The day a payment due on *day* can be made through banks: that day or the next open.

    It extends no term; a bill of exchange alone is payable on the next working day by law.
    """
    return next_business_day(day, calendars)


_EVENTS = {
    Trigger.ORDER: mark("the order"),
    Trigger.INVOICE: mark("the invoice"),
    Trigger.RECEIPT: mark("the receipt of the goods"),
    Trigger.SHIPMENT: mark("the shipment"),
    Trigger.DOCUMENTS: mark("the presentation of documents"),
    Trigger.ACCEPTANCE: mark("the acceptance"),
}
