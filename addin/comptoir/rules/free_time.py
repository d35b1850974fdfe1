"""Free time and demurrage: how long a container may wait at the port, and what comes after.

A line grants so many days from the discharge, calendar or working days of the port; then
every day costs, weekends and holidays included (once on demurrage, always on demurrage), at
prices that rise by slabs.

Sources
    The line's own tariff: no law sets free time. BIMCO Laytime Definitions for Charter
    Parties 2013, "on demurrage". Holidays of the port: `days`.

Not covered: detention of the empty box, port storage, clock of hours.

Discharged on Thursday 17 December 2026 at Le Havre, 5 working days free: Christmas and
weekends do not count.

>>> from comptoir.rules.days import calendar
>>> print(last_free_day(date(2026, 12, 17), 5, calendar("FR")))
2026-12-24
>>> owed = demurrage(date(2026, 12, 24), date(2026, 12, 31), slabs("5 x 60; 95", "EUR"))
>>> print(owed.days, owed.amount)
7 490.00 EUR
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.rules.days import Calendar, add_business_days
from comptoir.rules.money import Money, total
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

SOURCE = "tariff of the line"


class UnreadableSlabs(Refused, ValueError):
    message = mark(
        "{given} cannot be read as demurrage slabs. Nothing was computed."
        " Write days x price a day, then the last price: 5 x 60; 5 x 95; 130."
    )


@dataclass(frozen=True, slots=True)
class Slab:
    """So many days at a price a day; *days* is None for all later days."""

    days: int | None
    per_day: Money


@dataclass(frozen=True, slots=True)
class Demurrage:
    """What a container owes, and how it was reached."""

    days: int
    amount: Money
    workings: Workings


def slabs(text: str, currency: str) -> list[Slab]:
    """Slabs as an assistant writes them. Raises `UnreadableSlabs`.

    >>> [(slab.days, str(slab.per_day)) for slab in slabs("5 x 60; 95", "EUR")]
    [(5, '60.00 EUR'), (None, '95.00 EUR')]
    """
    found = [_slab(piece, text, currency) for piece in text.split(";") if piece.strip()]
    if not found or found[-1].days is not None or any(one.days is None for one in found[:-1]):
        raise UnreadableSlabs(given=text)
    return found


def _slab(piece: str, text: str, currency: str) -> Slab:
    read = re.fullmatch(r"\s*(?:(\d{1,3})\s*[x×*]\s*)?(\d{1,6}(?:[.,]\d{1,3})?)\s*", piece)
    if read is None or read[1] in {"0", "00"}:
        raise UnreadableSlabs(given=text)
    price = Money(Decimal(read[2].replace(",", ".")), currency).rounded()
    return Slab(int(read[1]) if read[1] else None, price)


def readable_slabs(text: str) -> str:
    """*text* set out as slabs, where it can be read. Raises `UnreadableSlabs`.

    >>> readable_slabs("5x60;95")
    '5 x 60; 95'
    """
    slabs(text, "EUR")
    pieces = (re.sub(r"\s*[x×*]\s*", " x ", piece.strip()) for piece in text.split(";"))
    return "; ".join(piece for piece in pieces if piece)


def last_free_day(discharged: date, free_days: int, port: Calendar | None = None) -> date:
    """The last day without demurrage; the day of discharge does not count.

    With the calendar of the *port* the days are working days, else calendar days.

    >>> print(last_free_day(date(2026, 12, 17), 5))
    2026-12-22
    """
    if port is None or free_days == 0:
        return discharged + timedelta(days=free_days)
    return add_business_days(discharged, free_days, [port])


def demurrage(last_free: date, out: date, by: Sequence[Slab]) -> Demurrage:
    """What a container taken *out* that day owes; nothing up to its last free day.

    >>> demurrage(date(2026, 12, 24), date(2026, 12, 24), slabs("95", "EUR")).amount
    Money('0.00', 'EUR')
    """
    days = left = max(0, (out - last_free).days)
    steps = [Step(last_free, Said("last free day"), SOURCE)]
    parts: list[Money] = []
    for slab in by:
        charged = left if slab.days is None else min(left, slab.days)
        if charged:
            parts.append((slab.per_day * charged).rounded())
            what = Said("{days} days at {price}", days=charged, price=slab.per_day)
            steps.append(Step(parts[-1], what, SOURCE))
        left -= charged
    owed = total(parts, by[0].per_day.currency)
    return Demurrage(days, owed, Workings((*steps, Step(owed, Said("demurrage")))))
