"""Letters read again after the data changed: those that would read otherwise now are marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from comptoir.desk.composing import Rack, Wish, asked_by, composed, from_lines
from comptoir.desk.deed import Deed
from comptoir.errors import ComptoirError
from comptoir.letters import prints
from comptoir.letters.gathering import FROM_ROWS
from comptoir.letters.sets import PAPERS
from comptoir.records import Row, Rows
from comptoir.settings import Settings
from comptoir.store import Touched
from comptoir.wording import Said

_MOST = 900


@dataclass(frozen=True, slots=True)
class Stale:
    """A letter out of date: its reference, what it is about, and what changed."""

    ref: str
    about: str
    title: str
    file: str
    what: str


def watched(row: Row) -> bool:
    """Whether a letter must still say the truth: not replaced, and not a letter already sent.

    A paper such as an invoice must even after it was sent.
    """
    if row.get("kind") not in FROM_ROWS:
        return False
    return not row.get("replaced_by") and (not row.get("sent") or row.get("kind") in PAPERS)


def read_again(
    deed: Deed, settings: Settings, touched: Collection[str] | None = None
) -> list[Stale]:
    """Mark the letters whose facts have changed since, clear those that are right again.

    Those found out of date, whether marked today or before. With *touched*, only the letters that
    rest on one of these keys are read.
    """
    rack = Rack(deed.db)
    letters = rack("letter")
    found: list[Stale] = []
    for key, row in letters.items():
        if not watched(row) or not (touched is None or prints.rests_on(str(row["data"]), touched)):
            continue
        what = difference(row, settings, rack, deed.lang)
        if (what or None) != row.get("stale"):
            deed.change("letter", key, {"stale": what or None})
        if what:
            told = (str(row["about"]), str(row["title"]), str(row["file"]))
            found.append(Stale(key, *told, what))
    return found


def keys_touched(rows: Iterable[Touched]) -> set[str]:
    """What a save has touched: the rows, what they name or named, and the records they are of."""
    found: set[str] = set()
    for one in rows:
        if one.record != "letter":
            found.update((one.key, f"*{one.record}"))
            values = (*one.before.values(), *one.after.values())
            found.update(value for value in values if isinstance(value, str))
    return found


def difference(row: Row, settings: Settings, rack: Callable[[str], Rows], lang: str) -> str:
    """What a letter would say otherwise now: the names of its blanks, or why it is refused."""
    day = row["day"]
    assert isinstance(day, date)
    facts, enclosures = from_lines(row.get("told"))
    wish = Wish(
        kind=str(row["kind"]),
        ref=str(row["asked"]),
        lang=str(row["language"]),
        told=facts,
        enclosures=enclosures,
        to=str(row.get("addressee") or ""),
        unfinished=True,
    )
    try:
        asked = asked_by(settings, str(row["by"]), day, wish)
        now = composed(wish.kind, wish.ref, asked, rack).letter
    except ComptoirError as refused:
        return refused.said.in_(lang)[:_MOST]
    names = prints.changed(str(row["data"]), prints.prints(now.values))
    return ", ".join(names)[:_MOST]


def told(stale: Stale) -> Said:
    """A letter out of date, in a sentence."""
    return Said("{file}: out of date, what changed: {what}", file=stale.file, what=stale.what)
