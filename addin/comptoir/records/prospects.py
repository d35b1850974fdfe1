"""Columns of fairs and campaigns worked out from their costs, prospects and letters.

Works on stored values, as ``derived`` does. A campaign's letter counts as answered when its state
says so; one that was left out was never chosen.

>>> lead_cost(5_200_0000, 40), lead_cost(5_200_0000, 0)
(1300000, None)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from comptoir.records.stored import Ask, Column, Stored

ANSWERED = frozenset({"REPLIED", "INTERESTED", "REFUSED", "ORDERED"})
LEFT = ANSWERED | {"SENT", "BOUNCED"}
KEEN = frozenset({"INTERESTED", "ORDERED"})


def lead_cost(spent: int, leads: int) -> int | None:
    """What a lead has cost, in ten-thousandths, rounded half up to the cent; None without leads."""
    if not leads:
        return None
    return (2 * spent + leads * 100) // (2 * leads * 100) * 100


def event_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """What each event cost and brought."""
    costs, leads = ask("event_cost").columns, ask("prospect").columns
    spent: Counter[object] = Counter()
    for event, amount in zip(costs["event"], costs["spent"], strict=True):
        spent[event] += amount if isinstance(amount, int) else 0
    came = Counter(leads["event"])
    ordered = Counter(
        event for event, order in zip(leads["event"], leads["order"], strict=True) if order
    )
    return {
        "spent": [spent[key] for key in rows.keys],
        "leads": [came[key] for key in rows.keys],
        "orders": [ordered[key] for key in rows.keys],
        "lead_cost": [lead_cost(spent[key], came[key]) for key in rows.keys],
    }


def campaign_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """How many were chosen, written to, and answered what."""
    told = ask("approach").columns
    states: dict[object, Counter[object]] = {}
    for campaign, status in zip(told["campaign"], told["status"], strict=True):
        states.setdefault(campaign, Counter())[status] += 1

    def count(key: str, among: frozenset[str]) -> int:
        return sum(states.get(key, Counter())[one] for one in among)

    everybody = LEFT | {"CHOSEN", "DRAFTED"}
    return {
        name: [count(key, among) for key in rows.keys]
        for name, among in (
            ("targets", everybody),
            ("sent", LEFT),
            ("replies", ANSWERED),
            ("interested", KEEN),
            ("refused", frozenset({"REFUSED"})),
            ("orders", frozenset({"ORDERED"})),
        )
    }


PROSPECTING: dict[str, Callable[[Stored, Ask], dict[str, Column]]] = {
    "event": event_columns,
    "campaign": campaign_columns,
}
