"""Cells that two people changed: the store's value is shown, the other is kept here till someone
takes one of them.
"""  # noqa: D205 - one sentence

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from comptoir.errors import Refused
from comptoir.store.numbering import next_number
from comptoir.store.packing import packed, unpacked
from comptoir.store.schema import CLASHES, SAVES
from comptoir.wording import mark


class NoSuchClash(Refused):
    """The clash was settled already, or never was."""

    message = mark(
        "Clash {clash} is settled or unknown. Nothing was changed. Refresh the list of clashes."
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """One cell of the row of *key*, as the sheet was shown, as it came, as the store has it.

    Values are typed. *of_custom* tells a column of the user's own, whose heading is *field*.
    """

    record: str
    key: str
    field: str
    base: object
    sheet: object
    store: object
    of_custom: bool = False


@dataclass(frozen=True, slots=True)
class OpenClash:
    """A clash nobody has settled yet: whose edit it was, when, and in which save."""

    id: int
    clash: Clash
    by: str
    at: datetime
    save: int


def add_clashes(db: Connection, save: int, clashes: Sequence[Clash]) -> list[int]:
    """Keep *clashes* open: their numbers. The same person's later edit of a cell takes the place
    of the earlier.
    """  # noqa: D205 - one sentence
    by = db.scalar(select(SAVES.c.by).where(SAVES.c.id == save))
    waiting = {
        (one.clash.record, one.clash.key, one.clash.field, one.clash.of_custom): one.id
        for one in open_clashes(db)
        if one.by == by
    }
    numbers: list[int] = []
    for clash in clashes:
        values = {"save": save, **_kept(clash)}
        number = waiting.get((clash.record, clash.key, clash.field, clash.of_custom))
        if number is None:
            number = next_number(db, "", "clash")
            db.execute(insert(CLASHES).values(id=number, **values))
        else:
            again = update(CLASHES).where(CLASHES.c.id == number)
            db.execute(again.values(**values, taken=None, settled=None))
        numbers.append(number)
    return numbers


def open_clashes(db: Connection) -> list[OpenClash]:
    """The clashes nobody has settled, the oldest first. Undoing a save reopens what it settled."""
    settling = SAVES.alias("settling")
    asked = (
        select(CLASHES, SAVES.c.by, SAVES.c.at)
        .join(SAVES, SAVES.c.id == CLASHES.c.save)
        .outerjoin(settling, settling.c.id == CLASHES.c.settled)
        .where(or_(CLASHES.c.settled.is_(None), settling.c.undone_by.is_not(None)))
        .order_by(CLASHES.c.id)
    )
    return [OpenClash(one.id, _typed(one), one.by, one.at, one.save) for one in db.execute(asked)]


def settle(db: Connection, save: int, clash: int, taken: str) -> None:
    """Close *clash* in *save*: the value of the ``sheet`` or of the ``store`` was *taken*.

    The row itself is the caller's to amend, in the same save.
    """
    assert taken in {"sheet", "store"}
    if clash not in {one.id for one in open_clashes(db)}:
        raise NoSuchClash(clash=clash)
    db.execute(update(CLASHES).where(CLASHES.c.id == clash).values(taken=taken, settled=save))


def _kept(clash: Clash) -> dict[str, object]:
    return {
        "record": clash.record,
        "key": clash.key,
        "field": clash.field,
        "of_custom": clash.of_custom,
        "base": packed(clash.base),
        "sheet": packed(clash.sheet),
        "store": packed(clash.store),
    }


def _typed(one: Any) -> Clash:
    base, sheet, store = (unpacked(text) for text in (one.base, one.sheet, one.store))
    of_custom = bool(one.of_custom)
    return Clash(one.record, one.key, one.field, base, sheet, store, of_custom)
