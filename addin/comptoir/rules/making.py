"""The making of goods bought: its steps, planned back from the day promised.

A supplier who is late says so at the end. Asked step by step, he says it while a ship can still
be changed. The shares of the time are usage, not law: arguments.

Sources
    Usage of purchasing for made-to-order goods; no text fixes it: the shares are to confirm.

>>> for step in plan(date(2026, 8, 3), date(2026, 10, 12)): print(step.kind, step.day)
MATERIALS 2026-08-24
STARTED 2026-08-31
HALFWAY 2026-09-21
FINISHED 2026-10-05
INSPECTED 2026-10-08
READY 2026-10-12
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

SHARES: Mapping[str, Decimal] = {
    "DEPOSIT": Decimal("0.10"),
    "SAMPLE": Decimal("0.20"),
    "MATERIALS": Decimal("0.30"),
    "STARTED": Decimal("0.40"),
    "HALFWAY": Decimal("0.70"),
    "FINISHED": Decimal("0.90"),
    "INSPECTED": Decimal("0.95"),
    "READY": Decimal(1),
}
"""By which part of the time from order to goods ready each step is done."""
STEPS = tuple(SHARES)
_NOT_ALWAYS = {"DEPOSIT": "deposit", "SAMPLE": "sample"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of production and its day."""

    kind: str
    day: date


def plan(
    ordered: date,
    ready: date,
    *,
    deposit: bool = False,
    sample: bool = False,
    shares: Mapping[str, Decimal] = SHARES,
) -> list[Step]:
    """The steps from the order to goods *ready*; deposit and sample where they were agreed.

    >>> [one.kind for one in plan(date(2026, 8, 3), date(2026, 8, 13), deposit=True)][:2]
    ['DEPOSIT', 'MATERIALS']
    """
    agreed = {"deposit": deposit, "sample": sample}
    days = max(0, (ready - ordered).days)
    return [
        Step(kind, ordered + timedelta(days=_part(days, share)))
        for kind, share in shares.items()
        if agreed.get(_NOT_ALWAYS.get(kind, ""), True)
    ]


def _part(days: int, share: Decimal) -> int:
    return int((days * share).to_integral_value(ROUND_FLOOR))


def later_steps(kind: str) -> tuple[str, ...]:
    """The steps that come after *kind*.

    >>> later_steps("INSPECTED")
    ('READY',)
    """
    return STEPS[STEPS.index(kind) + 1 :]


def slip(planned: Mapping[str, date], kind: str, news: date) -> int:
    """How many days news of one step puts the end behind its plan; nought where it is in time.

    >>> slip({"STARTED": date(2026, 8, 31)}, "STARTED", date(2026, 9, 7))
    7
    """
    plan_day = planned.get(kind)
    return max(0, (news - plan_day).days) if plan_day else 0
