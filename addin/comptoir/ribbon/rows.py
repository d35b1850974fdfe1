"""The row under the cursor, and the workbook around a deed that changes the desk."""

from __future__ import annotations

from collections.abc import Sequence

from comptoir.desk import Desk
from comptoir.errors import Refused
from comptoir.ribbon.told import Pressed, Told
from comptoir.sheets.live.cursor import Place
from comptoir.wording import Said, mark


class NoRow(Refused):
    message = mark(
        "The cursor is not on a record. Nothing was done."
        " Click on a row of a table that has a number, then press the button again."
    )


class EditsWaiting(Refused):
    message = mark(
        "{name} has {count} {count:edit that was|edits that were} not saved. Nothing was done."
        " Press Save or Refresh first, then press the button again."
    )


def row_under(book: Pressed) -> Place:
    """The row under the cursor, which has a number. Raises `NoRow`."""
    place = book.selected()
    if not place.key:
        raise NoRow
    return place


def edits_settled(desk: Desk, book: Pressed) -> None:
    """Nothing typed in *book* waits to be saved, or the deed is refused before it begins."""
    waiting = desk.save(book, dry_run=True)
    if waiting.edited:
        raise EditsWaiting(name=book.name, count=waiting.edited)


def shown(desk: Desk, book: Pressed, status: Said, lines: Sequence[Said] = ()) -> Told:
    """Show in *book* what a deed has changed, and say what became of it."""
    desk.refresh(book)
    return Told(status, lines)
