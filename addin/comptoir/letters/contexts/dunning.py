"""Payment reminders: courteous, firm, final notice, with what lateness costs and why.

Sources
    C. com. art. L441-10 II, D441-5; C. civ. art. 1344 (mise en demeure).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comptoir.errors import Refused
from comptoir.letters.contexts.goods import payment_code
from comptoir.letters.contexts.letterhead import text
from comptoir.letters.word import Picture
from comptoir.records import Row
from comptoir.rules.law import PRINTED, Overrides
from comptoir.rules.money import Money
from comptoir.rules.payment import LateInterest, Reminder, late_in_parts, rate_on, reminders
from comptoir.wording import mark


class NotLate(Refused):
    message = mark(
        "{ref} is not late: {balance} are left to pay, due on {due}. No reminder was written."
        " Wait for that day."
    )


class InDispute(Refused):
    message = mark(
        "{ref} is disputed. No reminder was written: answer the dispute first, or change its"
        " status."
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of what lateness costs: the amount, how it was reached, who says so."""

    amount: Money
    what: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Dunning:
    """A reminder of one invoice."""

    invoice: str
    issued: date
    due: date
    amount: Money
    paid: Money
    balance: Money
    days_late: int
    order_ref: str
    owed: tuple[Owed, ...]
    interest: Money
    indemnity: Money
    grand_total: Money | None
    rate: str
    pay_by: date
    last_reminder: date | None
    payment_code: Picture | None
    to_confirm: bool


def dunning(
    invoice: Row,
    payments: Sequence[tuple[Money, date]],
    day: date,
    lang: str,
    us: Row,
    stage: Reminder,
    ours: Overrides = PRINTED,
) -> Dunning:
    """A reminder written on *day* for what *payments*, each with its day, left of an invoice.

    Raises `NotLate` where nothing is due yet, `InDispute` where the customer disputes it.
    """
    currency = str(invoice["currency"])
    net, vat = str(invoice.get("net") or 0), str(invoice.get("vat") or 0)
    amount = (Money(net, currency) + Money(vat, currency)).rounded()
    paid = sum((one for one, _ in payments), Money.zero(currency)).rounded()
    given_up = Money(str(invoice.get("written_off") or 0), currency)
    balance = (amount - paid - given_up).rounded()
    due, ref = invoice.get("due"), invoice.get("ref")
    if invoice.get("status") == "DISPUTED":
        raise InDispute(ref=ref)
    if not isinstance(due, date) or due >= day or balance.amount <= 0:
        raise NotLate(ref=ref, balance=balance, due=due)
    late = late_in_parts([*payments, (balance, day)], due, ours)
    assert late is not None
    issued, reminded = invoice.get("issued"), invoice.get("reminded")
    assert isinstance(issued, date)
    steps = [
        Owed(one.value, one.what.in_(lang), _article(one.value, late.indemnity, one.source))
        for one in late.workings.steps
        if isinstance(one.value, Money)
    ]
    together = late.indemnity.currency == currency
    final = reminders(due, ours)[-1].pay_by or day
    leaves = (final - reminders(due, ours)[-1].day).days
    return Dunning(
        invoice=str(ref),
        issued=issued,
        due=due,
        amount=amount,
        paid=paid,
        balance=balance,
        days_late=late.days,
        order_ref=text(invoice, "order"),
        owed=tuple(steps),
        interest=late.interest,
        indemnity=late.indemnity,
        grand_total=balance + late.interest + late.indemnity if together else None,
        rate=f"{rate_on(day, ours=ours).percent} %".replace(".", "," if lang == "fr" else "."),
        pay_by=_plus(day, leaves),
        last_reminder=reminded if isinstance(reminded, date) else None,
        payment_code=payment_code(us, _payable(balance, late, stage), invoice),
        to_confirm=late.workings.to_confirm,
    )


def _article(amount: Money, indemnity: Money, source: str) -> str:
    """What a customer is told of the source: the law; the rate's own source is our affair."""
    return source if amount is indemnity or amount == indemnity else "C. com. art. L441-10 II"


def _payable(balance: Money, late: LateInterest, stage: Reminder) -> Money:
    """What the reminder asks for: lateness is asked for from the second on."""
    if stage is Reminder.COURTEOUS:
        return balance
    same = late.indemnity.currency == balance.currency
    return balance + late.interest + (late.indemnity if same else Money.zero(balance.currency))


def _plus(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)
