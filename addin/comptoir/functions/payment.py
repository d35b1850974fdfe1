"""Terms, due dates, late interest and reminders in cells.

Sources
    `comptoir.rules.payment`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import CURRENCY, DAY, FLAG, POSITIVE, SHARE, TEXT, of_enum, one_of
from comptoir.rules.money import Money
from comptoir.rules.payment import (
    Basis,
    Days,
    MonthEnd,
    Purpose,
    Reminder,
    due,
    excesses,
    late_interest,
    latest_due,
    parse,
    rate_on,
    reminder_due,
    reminders,
    schedule,
)
from comptoir.wording import Said, mark

EURO = "EUR"
family = Family(Category.PAYMENT)


class RateMissing(Refused):
    message = mark(
        "the rate of the contract is missing. Nothing was computed. Enter it, such as 11 %."
    )


_READING = one_of(
    mark("reading of the end of month"), ((one, (one.value, one.name)) for one in MonthEnd)
)
_BASES = {"FRENCH": ("français",), "EU": ("UE",), "CONTRACT": ("contrat",)}
_BASIS = of_enum(mark("basis"), Basis, _BASES)
_PURPOSE = of_enum(mark("kind of purchase"), Purpose)
_SENT = of_enum(mark("reminder"), Reminder)
_TERMS = need("terms", TEXT, mark("Terms: NET 60, 45 EOM A, 30 % order + 70 % shipment, LC..."))
_INVOICE = need("invoice", DAY, mark("Day of the invoice"))
_HOW = may("reading", _READING, mark("A: days, then end of month; B: end of month, then days"))
_OTHER_DAYS = (
    may("shipment", DAY, mark("Day of the shipment, where terms count from it")),
    may("order", DAY, mark("Day of the order")),
    may("receipt", DAY, mark("Day of the receipt of the goods")),
    may("documents", DAY, mark("Day of the presentation of documents")),
    may("acceptance", DAY, mark("Day of the acceptance of the bill")),
)
_DUE = need("due_day", DAY, mark("Due date"))
_CURRENCY = may("in_currency", CURRENCY, mark("Currency; EUR if left out"))


def _days(
    invoice: date,
    shipment: date | None,
    order: date | None,
    receipt: date | None,
    documents: date | None,
    acceptance: date | None,
) -> Days:
    return Days(order, invoice, receipt, shipment, documents, acceptance)


@family.function(
    "DUE",
    mark("Due date of an invoice: the last instalment of its terms"),
    _TERMS,
    _INVOICE,
    _HOW,
    *_OTHER_DAYS,
    example=(("45 EOM", "2026-01-16", "B"), date(2026, 3, 17)),
)
def due_on(
    here: Here, terms: str, invoice: date, reading: MonthEnd | None, *events: date | None
) -> date | None:
    agreed = parse(terms, reading or MonthEnd.AFTER_DAYS, here.law)
    return due(agreed, _days(invoice, *events)).day


@family.function(
    "SCHEDULE",
    mark("Every instalment of an amount: due date, share, amount, one a row"),
    _TERMS,
    need("amount", POSITIVE, mark("Amount of the invoice")),
    _INVOICE,
    _HOW,
    *_OTHER_DAYS,
    _CURRENCY,
    example=(("30 % order + 70 % shipment", 1000, "2026-11-23", None, "2026-12-10", "2026-11-02"),
             [[date(2026, 11, 2), 0.3, 300.0], [date(2026, 12, 10), 0.7, 700.0]]),
)  # fmt: skip
def schedule_of(  # one for each event
    here: Here,
    terms: str,
    amount: Decimal,
    invoice: date,
    reading: MonthEnd | None,
    shipment: date | None,
    order: date | None,
    receipt: date | None,
    documents: date | None,
    acceptance: date | None,
    currency: str | None,
) -> list[tuple[object, ...]]:
    agreed = parse(terms, reading or MonthEnd.AFTER_DAYS, here.law)
    days = _days(invoice, shipment, order, receipt, documents, acceptance)
    found = schedule(agreed, Money(amount, currency or EURO), days)
    return [(one.day, one.share / 100, one.amount) for one in found]


@family.function(
    "LATESTDUE",
    mark("Last lawful due date of an invoice between professionals, by French law"),
    _INVOICE,
    may("purpose", _PURPOSE, mark("GENERAL, PERIODIC, TRANSPORT or EXPORT; GENERAL if left out")),
    may("reading", _READING, mark("A or B, where 45 days end of month is agreed")),
    example=(("2026-11-23", "TRANSPORT"), date(2026, 12, 23)),
)
def lawful_due(
    here: Here, invoice: date, purpose: Purpose | None, reading: MonthEnd | None
) -> date:
    ceiling = latest_due(invoice, purpose or Purpose.GENERAL, month_end=reading, ours=here.law)
    return ceiling.day


@family.function(
    "TERMSCHECK",
    mark("Why terms are longer than French law allows; blank where they are not"),
    _TERMS,
    _INVOICE,
    may("purpose", _PURPOSE, mark("GENERAL, PERIODIC, TRANSPORT or EXPORT; GENERAL if left out")),
    example=(("NET 60", "2026-11-23"), ""),
)
def terms_check(here: Here, terms: str, invoice: date, purpose: Purpose | None) -> str | None:
    agreed = parse(terms, ours=here.law)
    found = excesses(agreed, Days(invoice=invoice), purpose or Purpose.GENERAL, ours=here.law)
    return " ".join(one.said.in_(here.lang) for one in found) or None


@family.function(
    "LATEINTEREST",
    mark("Interest for late payment, half-year by half-year; the indemnity of EUR 40 comes on top"),
    need("amount", POSITIVE, mark("Amount, VAT included")),
    _DUE,
    need("paid", DAY, mark("Day of the payment, or the day it is")),
    may("basis", _BASIS, mark("FRENCH, EU or CONTRACT; FRENCH if left out")),
    may("rate", SHARE, mark("Yearly rate of the contract, such as 11 %")),
    _CURRENCY,
    example=((12000, "2026-03-31", "2026-08-20"), 571.41),
)
def interest(
    here: Here,
    amount: Decimal,
    due_day: date,
    paid: date,
    basis: Basis | None,
    rate: Decimal | None,
    currency: str | None,
) -> Money:
    agreed, percent = _agreed(basis, rate)
    found = late_interest(
        Money(amount, currency or EURO), due_day, paid,
        basis=agreed, contract=percent, ours=here.law,
    )  # fmt: skip
    return found.interest


def _agreed(basis: Basis | None, rate: Decimal | None) -> tuple[Basis, Decimal | None]:
    """The basis and its rate in percent: a rate alone is the contract's."""
    chosen = basis or (Basis.FRENCH if rate is None else Basis.CONTRACT)
    if chosen is Basis.CONTRACT and rate is None:
        raise RateMissing
    return chosen, None if rate is None else rate * 100


@family.function(
    "LATERATE",
    mark("Yearly rate of late interest running on a day"),
    need("day", DAY, mark("Day")),
    may("basis", _BASIS, mark("FRENCH, EU or CONTRACT; FRENCH if left out")),
    may("rate", SHARE, mark("Yearly rate of the contract; raised to the lowest allowed")),
    example=(("2026-07-01",), 0.124),
)
def late_rate(here: Here, day: date, basis: Basis | None, rate: Decimal | None) -> Decimal:
    return rate_on(day, *_agreed(basis, rate), here.law).percent / 100


@family.function(
    "REMINDERS",
    mark("The days of the three reminders of an unpaid invoice"),
    _DUE,
    example=(("2026-11-30",), [
        ["courteous", date(2026, 12, 5)], ["firm", date(2026, 12, 15)],
        ["final notice", date(2026, 12, 30)],
    ]),
)  # fmt: skip
def reminder_days(here: Here, due_day: date) -> list[tuple[Said, date]]:
    return [(one.reminder.said, one.day) for one in reminders(due_day, here.law)]


@family.function(
    "REMINDER",
    mark("The reminder to send on a day; blank where none is due"),
    _DUE,
    need("today", DAY, mark("The day it is, such as TODAY()")),
    may("sent", _SENT, mark("Last reminder sent: COURTEOUS, FIRM or FINAL_NOTICE")),
    may("disputed", FLAG, mark("Whether the invoice is disputed")),
    example=(("2026-11-01", "2026-12-31"), "courteous"),
)
def reminder_now(
    here: Here,
    due_day: date,
    today: date,
    sent: Reminder | None,
    disputed: bool | None,  # noqa: FBT001 - a cell
) -> Said | None:
    chase = reminder_due(due_day, today, sent, disputed=bool(disputed), ours=here.law)
    return chase.reminder.said if chase else None


FUNCTIONS = family.functions
