"""Chasing an unpaid invoice: the reminder the rule wants, written and counted in one save."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from comptoir.desk import Desk
from comptoir.desk.collecting import LETTERS, lateness, next_reminder, remind
from comptoir.desk.composing import Wish
from comptoir.desk.writing import writing
from comptoir.rules.payment import LateInterest, Reminder
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Chased:
    """A reminder that was sent: its letter, the cost of lateness, what to look at before."""

    reminder: Reminder
    late: LateInterest | None
    file: Path | None = None
    remarks: tuple[Said, ...] = ()


def chase(desk: Desk, invoice: str, *, letter: bool = True) -> Chased:
    """Write the next reminder of an *invoice* and count it; without its *letter*, only count it.

    Raises ``NoReminder`` where the rule wants none today; then nothing is written.
    """
    with writing(desk, "invoice remind") as pen:
        deed = pen.deed
        late = lateness(deed, invoice, deed.today)
        following = next_reminder(deed, invoice, deed.today)
        done = None
        if letter and following:
            done = pen.write(Wish(kind=LETTERS[following.reminder], ref=invoice))
        sent = remind(deed, invoice, deed.today)
    if done is None:
        return Chased(sent, late)
    return Chased(sent, late, done.file, done.remarks)
