"""Settling the clash under the cursor by one button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comptoir.desk import Desk
from comptoir.desk.reporting import report
from comptoir.errors import Refused
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.told import Pressed, Told
from comptoir.sheets.memory import Memory
from comptoir.sheets.reading import TableRead
from comptoir.sheets.views import BookView
from comptoir.wording import Said, mark


class NoClash(Refused):
    message = mark(
        "The cursor is not on a clash. Nothing was done."
        " Click on a cell with a note of Comptoir, or on a line of the sheet Clashes, then press"
        " the button again."
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A workbook in which one clash more has been settled."""

    book: Pressed
    number: int
    side: str

    @property
    def name(self) -> str:
        return self.book.name

    def memory(self) -> Memory:
        return self.book.memory()

    def tables(self) -> list[TableRead]:
        return self.book.tables()

    def choices(self) -> dict[int, str]:
        return {**self.book.choices(), self.number: self.side}

    def show(self, book: BookView, placed: Mapping[str, Mapping[int, str]] | None = None) -> None:
        self.book.show(book, placed)


def take_mine(desk: Desk, book: Pressed) -> Told:
    """Keep the value that was typed in the sheet."""
    return _settled(desk, book, "sheet")


def take_theirs(desk: Desk, book: Pressed) -> Told:
    """Keep the value that the desk has."""
    return _settled(desk, book, "store")


def _settled(desk: Desk, book: Pressed, side: str) -> Told:
    """Settle the clash under the cursor, and save with it whatever else waits."""
    place = book.selected()
    if place.clash is None:
        raise NoClash
    done = desk.save(Chosen(book, place.clash, side))
    if (place.clash, side) not in done.settled:
        return Told(Said("Clash {number} was settled by someone else.", number=place.clash))
    lines = report(done)
    settled = Said("Clash {number} settled.", number=place.clash)
    return Told(settled, lines if len(lines) > 1 else ())


DEEDS = (
    Deed(
        "take_mine", mark("Keep mine"),
        mark("Settle the clash under the cursor: the value you typed is kept."),
        "clash_group", take_mine, large=False,
    ),
    Deed(
        "take_theirs", mark("Keep theirs"),
        mark("Settle the clash under the cursor: the value of your colleague is kept."),
        "clash_group", take_theirs, large=False,
    ),
)  # fmt: skip
