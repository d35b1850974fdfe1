"""Today: what must be done now, each line with its reason, its record and its date.

Decides only. The days a partner is given come from the desk's own habits, as arguments with
usual values; legal time limits come from the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comptoir.desk.today_cash import cash_dues
from comptoir.desk.today_growth import growth_dues
from comptoir.desk.today_letters import letter_dues
from comptoir.desk.today_mail import mail_dues
from comptoir.desk.today_shipping import shipping_dues
from comptoir.desk.today_trade import trading_dues
from comptoir.records.stored import Ask, Stored
from comptoir.sheets.views import Due
from comptoir.wording import Said

GROWING = frozenset({"prospect", "idea", "approach", "campaign", "watch_note", "watch_source"})
"""What makes the business grow stands below what costs money when it is missed."""
TYPED = "{task}"
"""What a colleague has written: no two of them are the same thing."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many days the firm waits before it acts; a desk may change them."""

    week: int = 7


def today(ask: Ask, day: date, patience: Patience = Patience()) -> list[Due]:
    """Everything due on *day* or within the week, most urgent first."""
    names = _names(ask("party"))
    dues = [
        *trading_dues(ask, day),
        *cash_dues(ask, day),
        *_tasks(ask("task"), day, patience),
        *shipping_dues(ask, day),
        *growth_dues(ask, day),
        *letter_dues(ask, day),
        *mail_dues(ask, day),
    ]
    placed = (_placed(due, day, names) for due in dues)
    order = {"late": 0, "today": 1, "week": 2}
    return sorted(
        placed, key=lambda due: (order[due.urgency], due.record in GROWING, due.day, due.ref)
    )


def _placed(due: Due, day: date, names: dict[str, str]) -> Due:
    urgency = "late" if due.day < day else "today" if due.day == day else "week"
    party = names.get(due.party, due.party)
    return Due(due.day, due.what, due.ref, party, due.why, urgency, due.record)


def _names(parties: Stored) -> dict[str, str]:
    return {key: str(name) for key, name in zip(parties.keys, parties.columns["name"], strict=True)}


def _rows(block: Stored, *fields: str) -> Iterator[tuple[object, ...]]:
    """Each row's key and the fields named."""
    return zip(block.keys, *(block.columns[name] for name in fields), strict=True)


def _tasks(block: Stored, day: date, patience: Patience) -> Iterator[Due]:
    for ref, what, status, due, party, owner in _rows(
        block, "what", "status", "due", "party", "owner"
    ):
        waiting = status in {"OPEN", "WAITING"} and isinstance(due, date)
        if waiting and due <= day + timedelta(days=patience.week):  # type: ignore[operator]
            why = Said("task of {owner}", owner=owner) if owner else Said("task of the desk")
            yield _due(due, Said("{task}", task=what), ref, party, why, "task")


def _due(day: object, what: Said, ref: object, party: object, why: Said, record: str) -> Due:
    assert isinstance(day, date)
    return Due(day, what, str(ref), str(party or ""), why, "", record)


def counted(dues: Iterable[Due]) -> dict[str, int]:
    """How many lines are late, for today and for the week."""
    counts = {"late": 0, "today": 0, "week": 0}
    for due in dues:
        counts[due.urgency] += 1
    return counts


def gathered(dues: Iterable[Due]) -> list[Due]:
    """The lines with those that ask for the same thing in one: the first, and how many more.

    None is left out, so that what is asked for once is not lost among what is asked for often.
    """
    groups: dict[tuple[str, str, str], list[Due]] = {}
    for due in dues:
        same = str(due.what) if due.what.text == TYPED else due.what.text
        groups.setdefault((due.urgency, due.record, same), []).append(due)
    return [
        group[0] if len(group) == 1 else replace(group[0], ref=f"{group[0].ref} +{len(group) - 1}")
        for group in groups.values()
    ]
