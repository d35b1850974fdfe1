"""Writing rows and, in the same breath, what was changed: the only place that touches both.

A *kept row* holds values as the database keeps them, the user's own columns as a dictionary,
and its version. Nobody writes to a record's table but through here, so the history is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from comptoir.errors import Conflict, Refused
from comptoir.records import RECORDS, Record
from comptoir.store.packing import packed
from comptoir.store.rows import chunks
from comptoir.store.schema import CHANGES, CUSTOM, SAVES, TABLES, VERSION
from comptoir.wording import Said, mark

Kept = dict[str, object]

REGISTERED, AMENDED, REMOVED = "registered", "amended", "removed"
LARGEST = 2**63 - 1


class Superseded(Conflict):
    """Someone changed the row after it was shown."""

    message = mark(
        "{record} {keys}: changed by {by} on {at}, after you saw it."
        " Nothing was saved. Refresh, look at the change, then save again."
    )


class Gone(Conflict):
    """The row was removed, or never was."""

    message = mark(
        "{record} {keys}: not in the desk (removed by {by} on {at})."
        " Nothing was saved. Refresh, then save again."
    )


class Unlinked(Conflict):
    """A row names another that the desk does not have."""

    message = mark(
        "{record} {key} names {target} {missing}, which the desk does not have."
        " Nothing was saved. Register it first, or correct the reference."
    )


class TooLarge(Refused):
    """A number beyond what the database can keep."""

    message = mark(
        "{record}: {value} is too large a number for {field}. Nothing was saved. Check the value."
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One row going from one state to the next: only what differs, before and after."""

    key: str
    version: int
    before: Kept
    after: Kept
    custom: Mapping[str, object]
    """All of the user's own columns of the row, as they are after."""


def kept_value(record: Record, name: str, value: object) -> object:
    """A typed *value* of a field as the database keeps it."""
    field = record.by_name[name]
    stored = field.kind.stored(value)
    if isinstance(stored, int) and abs(stored) > LARGEST:
        raise TooLarge(record=Said(record.one), field=Said(field.label), value=value)
    return stored


def insert_rows(db: Connection, save: int, record: Record, rows: Sequence[Kept]) -> None:
    """Write new *rows*, whole, each with its version."""
    if not rows:
        return
    _linked(db, record, rows)
    db.execute(insert(TABLES[record.name]), [{**row, CUSTOM: _packed(row)} for row in rows])
    hidden = {VERSION, record.key}
    _remember(
        db,
        record,
        save,
        REGISTERED,
        [
            (
                str(row[record.key]),
                row[VERSION],
                None,
                {k: v for k, v in row.items() if k not in hidden and v is not None and v != {}},
            )
            for row in rows
        ],
    )


def update_rows(db: Connection, save: int, record: Record, steps: Sequence[Step]) -> None:
    """Take each row one version on. *steps* name each row once, at the version it now has."""
    if not steps:
        return
    links = [{**step.after, record.key: step.key} for step in steps]
    _linked(db, record, links)
    table = TABLES[record.name]
    together: dict[tuple[str, ...], list[Step]] = {}
    for step in steps:
        together.setdefault(tuple(sorted(step.after)), []).append(step)
    for names, alike in together.items():
        change = (
            update(table)
            .where(table.c[record.key] == bindparam("_key"), table.c[VERSION] == bindparam("_was"))
            .values({VERSION: bindparam("_is"), **{n: bindparam(f"_{n}") for n in names}})
        )
        done = db.execute(change, [_bound(step, names) for step in alike])
        if done.rowcount != len(alike):
            raise superseded(db, record, {step.key: step.version for step in alike})
    _remember(
        db,
        record,
        save,
        AMENDED,
        [(step.key, step.version + 1, step.before, step.after) for step in steps],
    )


def delete_rows(db: Connection, save: int, record: Record, rows: Sequence[Kept]) -> None:
    """Take *rows* out, keeping them whole in the history."""
    if not rows:
        return
    table = TABLES[record.name]
    for lot in chunks(str(row[record.key]) for row in rows):
        db.execute(delete(table).where(table.c[record.key].in_(lot)))
    hidden = {VERSION, record.key}
    _remember(
        db,
        record,
        save,
        REMOVED,
        [
            (
                str(row[record.key]),
                int(str(row[VERSION])) + 1,
                {k: v for k, v in row.items() if k not in hidden and v is not None and v != {}},
                None,
            )
            for row in rows
        ],
    )


def superseded(db: Connection, record: Record, seen: Mapping[str, int]) -> Conflict:
    """The refusal that names the rows of *seen* that have moved on, who did it and when."""
    table = TABLES[record.name]
    now: dict[str, int] = {}
    for lot in chunks(seen):
        found = select(table.c[record.key], table.c[VERSION]).where(table.c[record.key].in_(lot))
        now.update({key: version for key, version in db.execute(found)})  # noqa: C416 - typed
    gone = sorted(seen.keys() - now.keys())
    moved = gone or sorted(key for key, version in seen.items() if now[key] != version)
    by, at = last_touched(db, record, moved[0]) if moved else (None, None)
    kind = Gone if gone else Superseded
    return kind(record=Said(record.one), keys=moved, by=by, at=at)


def last_touched(db: Connection, record: Record, key: str) -> tuple[object, object]:
    """Who last changed the row of *key*, and when; nothing where it never was."""
    found = db.execute(
        select(SAVES.c.by, SAVES.c.at)
        .join(CHANGES, CHANGES.c.save == SAVES.c.id)
        .where(CHANGES.c.record == record.name, CHANGES.c.key == key)
        .order_by(CHANGES.c.version.desc())
        .limit(1)
    ).one_or_none()
    return (found.by, found.at) if found else (None, None)


def _packed(row: Mapping[str, object]) -> str | None:
    return packed(row[CUSTOM]) if row.get(CUSTOM) else None


def _bound(step: Step, names: Iterable[str]) -> dict[str, object]:
    values = {f"_{name}": step.after[name] for name in names}
    if CUSTOM in step.after:
        values[f"_{CUSTOM}"] = packed(step.custom) if step.custom else None
    return {"_key": step.key, "_was": step.version, "_is": step.version + 1, **values}


def _remember(
    db: Connection,
    record: Record,
    save: int,
    kind: str,
    sides: Iterable[tuple[str, object, Kept | None, Kept | None]],
) -> None:
    db.execute(
        insert(CHANGES),
        [
            {
                "record": record.name,
                "key": key,
                "version": version,
                "save": save,
                "kind": kind,
                "before": None if before is None else packed(before),
                "after": None if after is None else packed(after),
            }
            for key, version, before, after in sides
        ],
    )


def _linked(db: Connection, record: Record, rows: Sequence[Mapping[str, object]]) -> None:
    """Refuse *rows* that name a row of another record that is not there."""
    for name, target_name in record.links.items():
        target = RECORDS[target_name]
        named = {str(row[name]) for row in rows if row.get(name) is not None}
        missing = named - existing(db, target, named)
        if missing:
            key = next(row[record.key] for row in rows if row.get(name) in missing)
            raise Unlinked(
                record=Said(record.one), key=key, target=Said(target.one), missing=sorted(missing)
            )


def existing(db: Connection, record: Record, keys: Iterable[str]) -> set[str]:
    """Those of *keys* that have a row now."""
    key = TABLES[record.name].c[record.key]
    found: set[str] = set()
    for lot in chunks(keys):
        found.update(db.scalars(select(key).where(key.in_(lot))))
    return found
