"""Paying late: interest by half-year with its workings, the indemnity, the reminders.

Interest runs from the day after the due date to the day of payment, on the amount VAT
included, without reminder, at the rate of each half-year it crosses.

Sources
    C. com. art. L441-10 II (ECB rate + 10 points; never below 3 times the legal rate),
    art. D441-5 (40 euros per invoice). Directive 2011/7/EU art. 2(6) and 6.
    The year of 365 days is usage: to confirm, and an argument of the desk's settings.

>>> late = late_interest(Money(12000, "EUR"), date(2026, 3, 31), date(2026, 8, 20))
>>> print(str(late.workings).replace(chr(160), " "))
363.50 EUR  91 days at 12.15 % (ECB, rate on 1 July 2025 and on 1 January 2026)
207.91 EUR  51 days at 12.40 % (ECB, rate on 1 July 2026, as collected by third parties)
40.00 EUR  fixed recovery indemnity (C. com. art. D441-5)
>>> late.interest, late.indemnity
(Money('571.41', 'EUR'), Money('40.00', 'EUR'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from comptoir.errors import Misplaced
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.rules.money import Money
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_JULY = 7


class Basis(StrEnum):
    """Which rate runs."""

    FRENCH = mark("French law, nothing agreed")
    EU = mark("directive 2011/7/EU, another Member State's law")
    CONTRACT = mark("rate of the contract")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly rate in percent, where it comes from, and a remark where it is not plain."""

    percent: Decimal
    source: str
    to_confirm: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class LateInterest:
    """What is owed for paying late."""

    days: int
    interest: Money
    indemnity: Money
    workings: Workings


def rate_on(
    day: date,
    basis: Basis = Basis.FRENCH,
    contract: Decimal | None = None,
    ours: Overrides = PRINTED,
) -> Rate:
    """The yearly rate running on *day*; *contract* is the contract's own, in percent.

    A contractual rate below three times the legal interest rate is raised to it.

    >>> rate_on(date(2026, 7, 1)).percent, floor_on(date(2026, 7, 1)).percent
    (Decimal('12.40'), Decimal('8.25'))
    """
    if basis is Basis.CONTRACT:
        assert contract is not None
        floor = floor_on(day, ours)
        if contract < floor.percent:
            return Rate(floor.percent, floor.source, floor.to_confirm, raised=True)
        return Rate(contract, "contract")
    points = timeline("payment", "default_points" if basis is Basis.FRENCH else "eu_points", ours)
    ecb = timeline("payment", "ecb_refinancing", ours).on(day)
    return Rate(ecb.number + points.on(day).number, ecb.source, ecb.to_confirm)


def floor_on(day: date, ours: Overrides = PRINTED) -> Rate:
    """The lowest rate a French contract may set: a multiple of the legal interest rate."""
    legal = timeline("payment", "legal_interest_professional", ours).on(day)
    times = timeline("payment", "floor_multiple", ours).on(day).number
    return Rate(legal.number * times, legal.source, legal.to_confirm)


def late_interest(
    amount: Money,
    due: date,
    paid: date,
    *,
    basis: Basis = Basis.FRENCH,
    contract: Decimal | None = None,
    professional: bool = True,
    ours: Overrides = PRINTED,
) -> LateInterest:
    """The interest on *amount* (VAT included) due on *due* and paid on *paid*.

    Each half-year's interest is rounded before it is added. The indemnity is in euros,
    between professionals only, and nought where nothing is late. A part paid earlier is a
    call of its own with that part and its day.

    Raises `NotInForce` where the rate of a half-year is not known yet.
    """
    steps: list[Step] = []
    interest = Money.zero(amount.currency)
    for first, last in _half_years(due + timedelta(days=1), paid):
        days = (last - first).days + 1
        rate = rate_on(first, basis, contract, ours)
        year = timeline("payment", "interest_year", ours).on(first).number
        stretch = (amount * rate.percent * days / (100 * year)).rounded()
        steps.append(Step(stretch, _stretch(days, rate), rate.source, rate.to_confirm))
        interest += stretch
    fixed = timeline("payment", "late_payment_indemnity", ours).on(max(due, paid))
    owed = bool(steps) and professional
    indemnity = Money(fixed.number if owed else 0, "EUR").rounded()
    if owed:
        steps.append(Step(indemnity, Said("fixed recovery indemnity"), fixed.source))
    return LateInterest(max(0, (paid - due).days), interest, indemnity, Workings(tuple(steps)))


def late_in_parts(
    parts: Iterable[tuple[Money, date]], due: date, ours: Overrides = PRINTED
) -> LateInterest | None:
    """The interest on an invoice paid in *parts*, each with the day it was paid or is counted to.

    One indemnity to the invoice. None where no part is late.

    >>> half = Money(5000, "EUR")
    >>> late = late_in_parts([(half, date(2026, 9, 20)), (half, date(2026, 10, 30))],
    ...                      date(2026, 9, 30))
    >>> late.days, str(late.interest), str(late.indemnity)
    (30, '50.96 EUR', '40.00 EUR')
    """
    late = [(amount, paid) for amount, paid in parts if paid > due]
    if not late:
        return None
    found = [late_interest(amount, due, paid, ours=ours) for amount, paid in late]
    steps = [
        replace(step, what=Said("{what} on {amount}", what=step.what, amount=amount.rounded()))
        if len(late) > 1
        else step
        for (amount, _), one in zip(late, found, strict=True)
        for step in one.workings.steps[:-1]
    ]
    last = max(found, key=lambda one: one.days)
    interest = sum((one.interest for one in found), Money.zero(last.interest.currency))
    workings = Workings((*steps, last.workings.steps[-1]))
    return LateInterest(last.days, interest, last.indemnity, workings)


def _stretch(days: int, rate: Rate) -> Said:
    if rate.raised:
        return Said("{days} days at {percent} %, the lowest rate allowed",
                    days=days, percent=rate.percent)  # fmt: skip
    return Said("{days} days at {percent} %", days=days, percent=rate.percent)


def _half_years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretches from *first* to *last*, both included, cut at 1 January and 1 July."""
    while first <= last:
        july, january = date(first.year, _JULY, 1), date(first.year + 1, 1, 1)
        cut = july if first < july else january
        yield first, min(last, cut - timedelta(days=1))
        first = cut


class BadReminders(Misplaced, ValueError):
    """A desk's own days that are not three."""

    message = mark(
        "The reminders are set to {days}, and there are {count} of them to send. Nothing was"
        " planned. Give each its days after the due date, in the settings."
    )


class Reminder(StrEnum):
    """The letters, from courteous to formal."""

    COURTEOUS = mark("courteous")
    FIRM = mark("firm")
    FINAL_NOTICE = mark("final notice")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


@dataclass(frozen=True, slots=True)
class Chase:
    """A reminder and the day it is to be sent; a final notice leaves until ``pay_by``."""

    reminder: Reminder
    day: date
    pay_by: date | None = None


def reminders(due: date, ours: Overrides = PRINTED) -> list[Chase]:
    """The reminders of an invoice due on *due*, as the desk has set them.

    >>> [str(chase.day) for chase in reminders(date(2026, 11, 30))]
    ['2026-12-05', '2026-12-15', '2026-12-30']
    """
    after = timeline("payment", "reminders", ours).on(due).value
    if not isinstance(after, tuple) or len(after) != len(Reminder):
        raise BadReminders(days=after, count=len(Reminder))
    leaves = int(timeline("payment", "final_notice_days", ours).on(due).number)
    found = []
    for reminder, days in zip(Reminder, after, strict=True):
        day = due + timedelta(days=int(str(days)))
        last = day + timedelta(days=leaves) if reminder is Reminder.FINAL_NOTICE else None
        found.append(Chase(reminder, day, last))
    return found


def reminder_due(
    due: date,
    today: date,
    sent: Reminder | None = None,
    *,
    sent_on: date | None = None,
    disputed: bool = False,
    ours: Overrides = PRINTED,
) -> Chase | None:
    """The reminder to send *today*, given the last one *sent* and its day; None while disputed.

    One step at a time: a courteous reminder comes first, however late it is, and the customer
    has as many days to answer each as the desk's days leave between them.

    >>> reminder_due(date(2026, 11, 1), date(2026, 12, 31)).reminder.value
    'courteous'
    >>> late = date(2026, 12, 31)
    >>> reminder_due(date(2026, 11, 1), late, Reminder.COURTEOUS, sent_on=late)
    >>> print(reminder_due(date(2026, 11, 1), date(2027, 1, 10), Reminder.COURTEOUS,
    ...                    sent_on=late).day)
    2027-01-10
    """
    order = list(Reminder)
    done = order.index(sent) + 1 if sent else 0
    if disputed or done == len(order):
        return None
    planned = reminders(due, ours)
    following = planned[done]
    if done and sent_on:
        following = _not_before(following, sent_on + (following.day - planned[done - 1].day))
    return following if today >= following.day else None


def _not_before(chase: Chase, day: date) -> Chase:
    """The reminder on *day*, where it would be earlier: what it leaves is left all the same."""
    later = max(timedelta(0), day - chase.day)
    return replace(chase, day=chase.day + later, pay_by=chase.pay_by and chase.pay_by + later)
