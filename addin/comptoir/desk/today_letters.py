"""The letters and papers that no longer say what the desk says: to be written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from comptoir.records.derived import Stored
from comptoir.sheets.views import Due
from comptoir.wording import Said

Ask = Callable[[str], Stored]


def letter_dues(ask: Ask, day: date) -> Iterator[Due]:
    """A line for each letter out of date that no later one has replaced."""
    block = ask("letter")
    told = (block.columns[name] for name in ("party", "title", "about", "stale", "replaced_by"))
    for ref, party, title, about, stale, replaced in zip(block.keys, *told, strict=True):
        if stale and not replaced:
            what = Said("Write again: {title} of {about}", title=title, about=about)
            why = Said("changed since: {what}", what=stale)
            yield Due(day, what, str(ref), str(party or ""), why, "", "letter")
