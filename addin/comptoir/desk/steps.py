"""The order of the steps that happened, and the words for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from comptoir import store
from comptoir.records import Rows
from comptoir.records.chain import STEPS
from comptoir.records.shipping import MILESTONE_KIND
from comptoir.store import Change
from comptoir.wording import Said

FIXED = ("PICKED_UP", "DEPARTED", "TRANSSHIPPED", "ARRIVED", "DELIVERED")
"""Steps whose days can only follow one another: the others may overlap in real life."""


def disorder(done: Mapping[str, object]) -> list[tuple[str, str]]:
    """Pairs of steps done in the wrong order: the earlier of the chain first.

    >>> disorder({"DEPARTED": date(2026, 11, 9), "DELIVERED": date(2026, 11, 2)})
    [('DEPARTED', 'DELIVERED')]
    """
    days = [(kind, done[kind]) for kind in FIXED if isinstance(done.get(kind), date)]
    days.sort(key=lambda pair: STEPS.index(pair[0]))
    return [
        (first, second)
        for at, (first, one) in enumerate(days)
        for second, other in days[at + 1 :]
        if other < one  # type: ignore[operator]
    ]


def step_said(kind: str) -> Said:
    """The word for a milestone."""
    return Said(MILESTONE_KIND.options[kind])


def eta_history(db: Connection, milestones: Rows) -> list[Change]:
    """Every change of the expected and the planned arrival, oldest first."""
    return [
        change
        for key, row in milestones.items()
        if row["kind"] == "ARRIVED"
        for change in store.history(db, key)
        if change.field in {"planned", "expected", "actual"}
    ]
