"""The letters and papers that no longer say what the desk says: to be written again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from comptoir.records.stored import Ask
from comptoir.sheets.views import Due
from comptoir.wording import Said

OVER = {
    "offer": {"WON", "LOST", "EXPIRED", "CANCELLED", "REPLACED"},
    "order": {"CLOSED", "CANCELLED"},
    "invoice": {"PAID", "WRITTEN_OFF", "CANCELLED"},
    "credit": {"PAID", "EXPIRED", "CANCELLED"},
}
"""Where nobody reads a letter about it again: what it says is the past."""


def _over(ask: Ask) -> set[object]:
    return {
        key
        for record, states in OVER.items()
        for key, status in zip(ask(record).keys, ask(record).columns["status"], strict=True)
        if status in states
    }


def letter_dues(ask: Ask, day: date) -> Iterator[Due]:
    """A line for each letter out of date that no later one has replaced, while it matters."""
    block, over = ask("letter"), _over(ask)
    told = (block.columns[name] for name in ("party", "title", "about", "stale", "replaced_by"))
    for ref, party, title, about, stale, replaced in zip(block.keys, *told, strict=True):
        if stale and not replaced and about not in over:
            what = Said("Write again: {title} of {about}", title=title, about=about)
            why = Said("changed since: {what}", what=stale)
            yield Due(day, what, str(ref), str(party or ""), why, "", "letter")
