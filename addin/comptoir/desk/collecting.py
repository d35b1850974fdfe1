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
from comptoir.rules.payment import LateInterest, Reminder, late_interest, reminder_due
from comptoir.rules.payment.ageing import Age, Left, aged, instalments_left
from comptoir.rules.payment.late import Chase
from comptoir.rules.workings import Step, Workings
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
    late = [
        (Money(number(one["amount"]), currency), paid)
        for one in deed.rows("payment").values()
        if one.get("invoice") == invoice and isinstance(paid := one["day"], date) and paid > due
    ]
    left = balances(deed)[invoice]
    if left.amount > 0:
        late.append((left, day))
    if not late:
        return None
    steps: list[Step] = []
    interest, indemnity, days = Money.zero(currency), Money.zero("EUR"), 0
    for amount, paid in late:
        found = late_interest(amount, due, paid)
        interest += found.interest
        indemnity = found.indemnity
        days = max(days, found.days)
        steps += [one for one in found.workings.steps if one.value != found.indemnity]
    steps.append(Step(indemnity, Said("fixed recovery indemnity"), "C. com. art. D441-5"))
    return LateInterest(days, interest, indemnity, Workings(tuple(steps)))


_SENT = (None, Reminder.COURTEOUS, Reminder.FIRM, Reminder.FINAL_NOTICE)


def next_reminder(row: Row, left: Money, day: date) -> Chase | None:
    """The reminder an invoice needs on *day* by rule; a dispute stops them."""
    due = _day(row.get("due"))
    if due is None or left.amount <= 0 or row["kind"] != "SALE":
        return None
    if row["status"] not in STANDING:
        return None
    sent = _SENT[int(str(row.get("reminders") or 0))]
    return reminder_due(due, day, sent, disputed=row["status"] == "DISPUTED")


def remind(deed: Deed, invoice: str, day: date) -> Reminder:
    """Keep that the next reminder was sent on *day*: which one. Raises ``NoReminder``."""
    row = deed.row("invoice", invoice)
    chase = next_reminder(row, balances(deed)[invoice], day)
    if chase is None:
        raise NoReminder(ref=invoice, day=day, why=_why_none(row, day))
    sent = int(str(row.get("reminders") or 0)) + 1
    deed.change("invoice", invoice, {"reminders": sent, "reminded": day})
    return chase.reminder


def _why_none(row: Row, day: date) -> Said:
    due = _day(row.get("due"))
    if row["status"] == "DISPUTED":
        return Said("it is disputed")
    if row["status"] == "WRITTEN_OFF":
        return Said("it is written off")
    if due is None or due >= day:
        return Said("it is not late")
    if int(str(row.get("reminders") or 0)) >= len(Reminder):
        return Said("the final notice was sent")
    return Said("nothing is left to pay, or the day of the next one has not come")


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
