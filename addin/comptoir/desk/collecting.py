"""What is owed and how late: ageing, the cost of lateness, the reminders by rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comptoir.desk.deed import Deed
from comptoir.desk.exchanging import Converted, converted, number
from comptoir.desk.invoicing import STANDING, balances, instalments
from comptoir.desk.quoting import NoRateKnown
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.rules.money import Money
from comptoir.rules.payment import LateInterest, Reminder, late_in_parts, reminder_due
from comptoir.rules.payment.ageing import Age, Left, aged, instalments_left
from comptoir.rules.payment.late import Chase
from comptoir.wording import Said, mark

LETTERS = {
    Reminder.COURTEOUS: "reminder_1",
    Reminder.FIRM: "reminder_2",
    Reminder.FINAL_NOTICE: "final_notice",
}
"""The letter of each reminder."""


class NoReminder(Refused):
    message = mark("{ref} needs no reminder on {day}: {why}. None was made.")


@dataclass(frozen=True, slots=True)
class Aged:
    """What a partner owes, by age, in one currency; *euros* with its rate where it is known."""

    party: str
    currency: str
    sums: dict[Age, Money]
    whole: Money
    euros: Converted | None


def ageing(deed: Deed, day: date, kind: str = "SALE") -> list[Aged]:
    """What is owed on *day* by partner and currency, instalment by instalment, oldest first."""
    left: dict[tuple[str, str], list[Left]] = {}
    now = balances(deed)
    for key, row in deed.rows("invoice").items():
        counted = row["kind"] == kind or (kind == "SALE" and row["kind"] == "CREDIT_NOTE")
        if not counted or row["status"] not in STANDING or not now[key].amount:
            continue
        currency = str(row["currency"])
        whole = Money(number(row["net"]) + number(row.get("vat")), currency).rounded()
        parts = instalments_left(instalments(deed, row, whole), whole - now[key])
        if row["kind"] == "CREDIT_NOTE":
            parts = [Left(None, now[key])]
        left.setdefault((str(row["party"]), currency), []).extend(parts)
    found = [_aged(deed, party, currency, parts, day) for (party, currency), parts in left.items()]
    return sorted(found, key=lambda one: (-one.sums[Age.OLDER].amount, one.party, one.currency))


def _aged(deed: Deed, party: str, currency: str, parts: list[Left], day: date) -> Aged:
    sums = aged(parts, day, currency)
    whole = sum(sums.values(), Money.zero(currency))
    try:
        euros = converted(deed.rows("rate"), whole, "EUR", day)
    except NoRateKnown:
        euros = None
    return Aged(party, currency, sums, whole, euros)


def lateness(deed: Deed, invoice: str, day: date) -> LateInterest | None:
    """What lateness of an invoice costs up to *day*: each part paid late, and what is left.

    One indemnity to the invoice. None where nothing of it is late.
    """
    row = deed.row("invoice", invoice)
    due = _day(row.get("due"))
    if due is None or due >= day:
        return None
    currency = str(row["currency"])
    ours = "OUT" if row["kind"] == "PURCHASE" else "IN"
    parts = [
        (Money(number(one["amount"]) * (1 if one["direction"] == ours else -1), currency), paid)
        for one in deed.rows("payment").values()
        if one.get("invoice") == invoice and isinstance(paid := one["day"], date)
    ]
    left = balances(deed)[invoice]
    if left.amount > 0:
        parts.append((left, day))
    return late_in_parts(parts, due)


_SENT = (None, Reminder.COURTEOUS, Reminder.FIRM, Reminder.FINAL_NOTICE)


def next_reminder(deed: Deed, invoice: str, day: date) -> Chase | None:
    """The reminder an invoice needs on *day* by rule; a dispute stops them, and so does a credit.

    Where a letter of credit pays it, the bank is asked, not the customer.
    """
    row, left = deed.row("invoice", invoice), balances(deed)[invoice]
    due = _day(row.get("due"))
    if due is None or left.amount <= 0 or row["kind"] != "SALE" or row["status"] not in STANDING:
        return None
    if pays(deed.rows("credit").get(str(row.get("credit")))):
        return None
    sent = _SENT[int(str(row.get("reminders") or 0))]
    disputed = row["status"] == "DISPUTED"
    return reminder_due(due, day, sent, sent_on=_day(row.get("reminded")), disputed=disputed)


def pays(credit: Row | None) -> bool:
    """Whether a letter of credit still pays what was drawn on it."""
    return credit is not None and credit["status"] not in {"REFUSED", "EXPIRED", "CANCELLED"}


def remind(deed: Deed, invoice: str, day: date) -> Reminder:
    """Keep that the next reminder was sent on *day*: which one. Raises ``NoReminder``."""
    chase = next_reminder(deed, invoice, day)
    row = deed.row("invoice", invoice)
    if chase is None:
        raise NoReminder(ref=invoice, day=day, why=_why_none(deed, row, day))
    sent = int(str(row.get("reminders") or 0)) + 1
    deed.change("invoice", invoice, {"reminders": sent, "reminded": day})
    return chase.reminder


def _why_none(deed: Deed, row: Row, day: date) -> Said:
    credit = str(row.get("credit"))
    if row["kind"] != "SALE" or row["status"] not in STANDING:
        return Said("it is no invoice of a sale that was issued")
    if row["status"] == "DISPUTED":
        return Said("it is disputed")
    if row["status"] == "WRITTEN_OFF":
        return Said("it is written off")
    if pays(deed.rows("credit").get(credit)):
        return Said("{credit} pays it: ask the bank", credit=credit)
    return _not_yet(deed, row, day)


def _not_yet(deed: Deed, row: Row, day: date) -> Said:
    due = _day(row.get("due"))
    if balances(deed)[str(row["ref"])].amount <= 0:
        return Said("nothing is left to pay")
    if due is None or due >= day:
        return Said("it is not late")
    sent = _SENT[int(str(row.get("reminders") or 0))]
    following = reminder_due(due, date.max, sent, sent_on=_day(row.get("reminded")))
    if following is None:
        return Said("the final notice was sent")
    return Said("the next one leaves on {day}", day=following.day)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
