"""Taking back a whole save, by a new save that says so.

A value is put back where it still is what the save made it. Where it was changed again, or where
other rows came to depend on a row the save registered, the undo is refused and names them:
nothing is half taken back. An undo is a save like another and may be undone in its turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select, update

from comptoir.errors import Refused
from comptoir.records import RECORDS, Record
from comptoir.store.history import changes_of, take_back
from comptoir.store.numbering import used_versions
from comptoir.store.rows import block
from comptoir.store.saving import Author, begin_save, kept_rows, refuse_named
from comptoir.store.schema import CHANGES, CUSTOM, SAVES, VERSION
from comptoir.store.writing import Kept, Step, delete_rows, insert_rows, update_rows
from comptoir.wording import Said, mark

NAMED_AT_MOST = 5


class NoSuchSave(Refused):
    """The save to be undone was never made."""

    message = mark(
        "There is no save {save}. Nothing was changed. Look up its number in the list of saves."
    )


class AlreadyUndone(Refused):
    """The save to be undone is undone."""

    message = mark(
        "Save {save} was already undone by save {undone_by}. Nothing was changed."
        " To have its changes again, undo save {undone_by}."
    )


class Depended(Refused):
    """Later changes stand on what the save did."""

    message = mark(
        "Save {save} cannot be undone, because of later changes: {later}."
        " Nothing was changed. Undo those first, or correct the values by hand."
    )


class MailsStay(Refused):
    """The save brought mails in: the mailbox has them still."""

    message = mark(
        "Save {save} brought mails in, and mails are never lost. Nothing was changed."
        " Set the mails aside on the sheet Mails instead."
    )


@dataclass(frozen=True, slots=True)
class Undone:
    """The save that took back the save *of*, and the keys it touched, by record."""

    save: int
    of: int
    rows: Mapping[str, list[str]]


@dataclass(slots=True)
class _Reversal:
    """What must be written to take a save back for one record, or why that cannot be."""

    record: Record
    again: list[Kept] = field(default_factory=list)
    back: list[Step] = field(default_factory=list)
    away: list[Kept] = field(default_factory=list)
    later: list[Said] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        rows = [str(row[self.record.key]) for row in self.again + self.away]
        return rows + [step.key for step in self.back]


def undo(db: Connection, save: int, author: Author, at: datetime) -> Undone:
    """Take back the whole of *save*. Raises ``Depended``, ``AlreadyUndone``, ``NoSuchSave``,
    ``StillNamed``, ``Unlinked``; the caller's transaction is then to be rolled back.
    """  # noqa: D205 - one sentence
    what = db.scalar(select(SAVES.c.what).where(SAVES.c.id == save))
    if what is None:
        raise NoSuchSave(save=save)
    new = begin_save(db, author, at, what, undoes=save)
    target = db.execute(select(SAVES).where(SAVES.c.id == save)).one()
    if target.undone_by is not None:
        raise AlreadyUndone(save=save, undone_by=target.undone_by)
    reversals = [_reversal(db, record, save) for record in RECORDS.values()]
    later = [said for one in reversals for said in one.later]
    if any(one.away for one in reversals if one.record.name == "message"):
        raise MailsStay(save=save)
    if later:
        raise Depended(save=save, later=later[:NAMED_AT_MOST])
    for one in reversals:
        insert_rows(db, new, one.record, one.again)
        update_rows(db, new, one.record, one.back)
    for one in reversed(reversals):
        refuse_named(db, one.record, [str(row[one.record.key]) for row in one.away])
        delete_rows(db, new, one.record, one.away)
    db.execute(update(SAVES).where(SAVES.c.id == save).values(undone_by=new))
    db.execute(update(SAVES).where(SAVES.c.id == target.undoes).values(undone_by=None))
    return Undone(new, save, {one.record.name: one.keys for one in reversals if one.keys})


def _reversal(db: Connection, record: Record, save: int) -> _Reversal:
    touched = select(CHANGES.c.key).where(CHANGES.c.save == save, CHANGES.c.record == record.name)
    keys = sorted(set(db.scalars(touched)))
    now = {str(row[record.key]): row for row in kept_rows(block(db, record, keys))}
    state = {key: dict(row) for key, row in now.items()}
    changes = changes_of(db, record, keys, since=save)
    for change in changes:
        if change.save > save:
            take_back(record, state, change)
    after = {key: dict(row) for key, row in state.items()}
    for change in changes:
        if change.save == save:
            take_back(record, state, change)
    reversal = _Reversal(record)
    last = used_versions(db, record, keys)
    for key in keys:
        if not _taken_back(reversal, key, (state.get(key), after.get(key), now.get(key)), last):
            reversal.later += _changed_again(db, record, key, save)
    return reversal


def _taken_back(
    reversal: _Reversal,
    key: str,
    states: tuple[Kept | None, Kept | None, Kept | None],
    last: Mapping[str, int],
) -> bool:
    """Add to *reversal* what takes the row of *key* back; False where it has moved on.

    *states* are the row before the save, after it, and now; None where there was no row.
    """
    before, after, now = states
    if after is None:
        if before is not None and now is None:
            reversal.again.append({**before, VERSION: last[key] + 1})
        return now is None
    if now is None:
        return False
    if before is None:
        reversal.away.append(now)
        return _values(now) == _values(after)
    step = _step_back(key, before, after, now)
    if step is None:
        return False
    if step.after:
        reversal.back.append(step)
    return True


def _step_back(key: str, before: Kept, after: Kept, now: Kept) -> Step | None:
    """The step from *now* to what the save found; None where a value of the save changed again."""
    fields = [n for n in before if n not in {VERSION, CUSTOM} and before[n] != after[n]]
    had, made, has = (_own(state) for state in (before, after, now))
    heads = [head for head in had | made if had.get(head) != made.get(head)]
    if any(now[n] != after[n] for n in fields) or any(has.get(h) != made.get(h) for h in heads):
        return None
    old: Kept = {name: now[name] for name in fields}
    new: Kept = {name: before[name] for name in fields}
    if heads:
        old[CUSTOM] = {head: has.get(head) for head in heads}
        new[CUSTOM] = {head: had.get(head) for head in heads}
    custom = has | {head: had.get(head) for head in heads}
    version = int(str(now[VERSION]))
    return Step(key, version, old, new, {h: v for h, v in custom.items() if v is not None})


def _changed_again(db: Connection, record: Record, key: str, save: int) -> list[Said]:
    found = db.execute(
        select(SAVES.c.id, SAVES.c.by, SAVES.c.at)
        .distinct()
        .join(CHANGES, CHANGES.c.save == SAVES.c.id)
        .where(CHANGES.c.record == record.name, CHANGES.c.key == key, SAVES.c.id > save)
        .order_by(SAVES.c.id)
    )
    return [
        Said(
            "{record} {key} changed again in save {save} by {by} on {at}",
            record=Said(record.one),
            key=key,
            save=one.id,
            by=one.by,
            at=one.at,
        )
        for one in found
    ]


def _own(state: Kept) -> dict[str, object]:
    own = state[CUSTOM]
    assert isinstance(own, dict)
    return own


def _values(state: Kept) -> Kept:
    return {name: value for name, value in state.items() if name != VERSION}
