"""Saving, refreshing, checking and undoing: what every workbook's buttons do."""

from __future__ import annotations

from collections.abc import Iterable

from comptoir.desk import Desk, Unsaved
from comptoir.desk.reporting import label, report, worded
from comptoir.errors import Refused
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.rows import edits_settled, row_under
from comptoir.ribbon.told import Pressed, Told
from comptoir.store import Change, Save
from comptoir.wording import Said, mark

LOOKED_AT = 50
"""How many saves back the one to undo is looked for."""


class NothingToUndo(Refused):
    message = mark(
        "{who} has saved nothing that could be undone. Nothing was changed."
        " To undo a colleague's save: comptoir saves, then comptoir undo."
    )


def refresh(desk: Desk, book: Pressed) -> Told:
    """Show what the desk says now; where edits were not saved, ask whether they may be lost."""
    try:
        desk.refresh(book)
    except Unsaved as waiting:
        count = waiting.facts["count"]
        question = Said(
            "{count} {count:edit of this workbook was|edits of this workbook were} not saved."
            " Lose {count:it|them} and show what the desk says?",
            count=count,
        )
        if not book.ask(question):
            return Told(
                Said(
                    "Nothing was changed: {count} {count:edit waits|edits wait} to be saved.",
                    count=count,
                )
            )
        desk.refresh(book, discard=True)
    return Told(Said("Up to date: the workbook shows what the desk says."))


def save(desk: Desk, book: Pressed) -> Told:
    """Take the edits into the desk and show the result."""
    done = desk.save(book)
    first, *rest = report(done)
    asked = done.clashes or done.vanished or done.reverted or done.warnings
    must_be_read = asked or done.told
    return Told(first, [first, *rest] if must_be_read else ())


def check(desk: Desk, book: Pressed) -> Told:
    """Say what a save would find, and save nothing."""
    done = desk.save(book, dry_run=True)
    lines = report(done)
    status = (
        Said("No fault: {count} edited rows can be saved.", count=done.edited)
        if done.anything
        else lines[0]
    )
    return Told(status, [status, *lines[1:]] if len(lines) > 1 else ())


def history(desk: Desk, book: Pressed) -> Told:
    """Say all that happened to the row under the cursor, the newest first."""
    place = row_under(book)
    changes = desk.look().history(place.key)
    mine = [change for change in changes if change.record == place.record] or changes
    return Told(
        Said("{key}: {count} changes.", key=place.key, count=len(mine)),
        [_change(desk, one) for one in reversed(mine)],
    )


def undo(desk: Desk, book: Pressed) -> Told:
    """Take back the assistant's own last save, after asking."""
    found = desk.look().saves(LOOKED_AT)
    last = _last_own(found, desk.author.name)
    if last is None:
        raise NothingToUndo(who=desk.author.name)
    edits_settled(desk, book)
    question = Said(
        "Undo save {number} of {at}: {what}, {rows} {rows:row|rows}?",
        number=last.id,
        at=last.at.astimezone(desk.zone),
        what=last.what,
        rows=last.rows,
    )
    if not book.ask(question):
        return Told(Said("Nothing was changed."))
    desk.undo(last.id)
    desk.refresh(book)
    return Told(
        Said("Save {number} was undone: {rows} {rows:row|rows}.", number=last.id, rows=last.rows)
    )


def _last_own(saves: Iterable[Save], who: str) -> Save | None:
    """The newest save of *who* that stands and is not itself an undo."""
    own = (one for one in saves if one.by == who and one.undoes is None and one.undone_by is None)
    return next(own, None)


def _change(desk: Desk, one: Change) -> Said:
    return Said(
        "{at} {who}: {field} {old} → {new}",
        at=one.at.astimezone(desk.zone),
        who=one.by,
        field=label(one.record, one.field),
        old=worded(one.record, one.field, one.old),
        new=worded(one.record, one.field, one.new),
    )


DEEDS = (
    Deed(
        "refresh", mark("Refresh"),
        mark("Show what the desk says now. What you have not saved stays until you agree."),
        "desk_group", refresh,
    ),
    Deed(
        "save", mark("Save to the desk"),
        mark("Take your edits into the desk: all of them, or none if one has a fault."),
        "desk_group", save,
    ),
    Deed(
        "check", mark("Check"),
        mark("Look for faults in your edits, and save nothing."),
        "desk_group", check, large=False,
    ),
    Deed(
        "undo", mark("Undo my last save"),
        mark("Take back everything your last save changed in the desk."),
        "desk_group", undo, large=False,
    ),
    Deed(
        "history", mark("History of the row"),
        mark("Who changed this row, when, and what it said before."),
        "row_group", history,
    ),
)  # fmt: skip
