"""How long a French debtor may be given to pay, and whether terms go beyond it.

Sources
    C. com. art. L441-10 I (30 days by default, 60 agreed, 45 end of month, 45 periodic),
    L441-11 II 5° (transport, forwarding, customs: 30), L441-12 (export unchanged: 90),
    L441-16 (fine).

Not covered: perishables, drinks, and other trades of L441-11; rules outside mainland
France. Whether these ceilings bind a contract under another law is debated: we warn.

>>> print(latest_due(date(2026, 11, 23)).day)
2027-01-22
>>> print(latest_due(date(2026, 11, 23), Purpose.TRANSPORT).day)
2026-12-23
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from comptoir.rules.law import PRINTED, InForce, Overrides, timeline
from comptoir.rules.payment.terms import Days, MonthEnd, Term, Terms, Trigger, day_due
from comptoir.wording import Said, mark


class Purpose(StrEnum):
    """What is bought: it decides the ceiling."""

    GENERAL = mark("goods and services")
    PERIODIC = mark("periodic invoice")
    TRANSPORT = mark("transport, forwarding, customs")
    EXPORT = mark("bought VAT-free for export, unchanged")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


class GoverningLaw(StrEnum):
    """The law of the contract."""

    FRENCH = "French"
    OTHER = "other"


_DAYS = {
    Purpose.GENERAL: "agreed_days",
    Purpose.PERIODIC: "periodic_days",
    Purpose.TRANSPORT: "transport_days",
    Purpose.EXPORT: "export_days",
}


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The last lawful day, and the figure it comes from."""

    day: date
    figure: InForce
    end_of_month: bool = False


@dataclass(frozen=True, slots=True)
class Excess:
    """An instalment that falls due after the ceiling."""

    day: date
    ceiling: Ceiling
    said: Said


def latest_due(
    invoice: date,
    purpose: Purpose = Purpose.GENERAL,
    *,
    month_end: MonthEnd | None = None,
    ours: Overrides = PRINTED,
) -> Ceiling:
    """The last lawful day to pay an *invoice* of that day, terms being agreed.

    *month_end* tells that "45 days end of month" is expressly agreed, and how it is read;
    it counts for general purchases only. *ours* holds a desk's own values for the law.
    """
    figure = timeline("payment", _DAYS[purpose], ours).on(invoice)
    ceiling = Ceiling(invoice + timedelta(days=int(figure.number)), figure)
    if purpose is Purpose.GENERAL and month_end is not None:
        months = timeline("payment", "month_end_days", ours).on(invoice)
        term = Term(Trigger.INVOICE, int(months.number), month_end=month_end)
        by_month = Ceiling(day_due(invoice, term), months, end_of_month=True)
        return max(ceiling, by_month, key=lambda one: one.day)
    return ceiling


def default_due(received: date, ours: Overrides = PRINTED) -> Ceiling:
    """The day to pay goods *received* that day, where nothing was agreed.

    >>> print(default_due(date(2026, 11, 23)).day)
    2026-12-23
    """
    figure = timeline("payment", "default_term_days", ours).on(received)
    return Ceiling(received + timedelta(days=int(figure.number)), figure)


def excesses(
    terms: Terms,
    days: Days,
    purpose: Purpose = Purpose.GENERAL,
    *,
    law: GoverningLaw = GoverningLaw.FRENCH,
    ours: Overrides = PRINTED,
) -> list[Excess]:
    """The instalments of *terms* that fall due after the ceiling; never blocks.

    Nothing is said while the invoice or an instalment's event has no day.
    """
    if days.invoice is None:
        return []
    found = []
    for part in terms.parts:
        start = days.of(part.trigger)
        if start is None:
            continue
        day = day_due(start, part)
        ceiling = latest_due(days.invoice, purpose, month_end=part.month_end, ours=ours)
        if day > ceiling.day:
            found.append(Excess(day, ceiling, _said(day, ceiling, law, ours)))
    return found


def _said(day: date, ceiling: Ceiling, law: GoverningLaw, ours: Overrides) -> Said:
    if law is GoverningLaw.OTHER:
        return Said(
            "Due on {day}, beyond the French ceiling of {last} ({source}). Whether it binds a"
            " contract under another law is debated: ask your adviser.",
            day=day,
            last=ceiling.day,
            source=ceiling.figure.source,
        )
    return Said(
        "Due on {day}, beyond the ceiling of {last} ({source}). A company risks a fine of up to"
        " {fine} EUR. Shorten the term.",
        day=day,
        last=ceiling.day,
        source=ceiling.figure.source,
        fine=timeline("payment", "fine", ours).entries[-1].number,
    )
