"""What was imported from foreign files: a row comes in once, and what could not is kept aside.

A *source* names a kind of file (``scms``); a *fingerprint* says what a row of it is, so that the
same row is known again in another copy of the file. Undoing an import forgets its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from comptoir.store.packing import packed, unpacked
from comptoir.store.rows import chunks
from comptoir.store.schema import IMPORTS, SAVES, SET_ASIDE
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row of the file that could not be taken in: its line, why, and what it held."""

    fingerprint: str
    line: int
    reason: Said
    cells: Mapping[str, object]


def remembered(db: Connection, source: str) -> dict[str, str]:
    """The key each imported row of *source* became, by its fingerprint."""
    asked = _standing(IMPORTS, source).with_only_columns(IMPORTS.c.fingerprint, IMPORTS.c.key)
    return {fingerprint: key for fingerprint, key in db.execute(asked)}  # noqa: C416 - typed


def remember(db: Connection, save: int, source: str, keys: Mapping[str, str]) -> None:
    """Note the key that each row became, by its fingerprint; it is set aside no more."""
    _forget(db, IMPORTS, source, list(keys))
    _forget(db, SET_ASIDE, source, list(keys))
    rows = [
        {"source": source, "fingerprint": fingerprint, "key": key, "save": save}
        for fingerprint, key in keys.items()
    ]
    if rows:
        db.execute(insert(IMPORTS), rows)


def aside(db: Connection, source: str) -> list[SetAside]:
    """The rows of *source* that could not be taken in, in the order of the file."""
    return [
        SetAside(one.fingerprint, one.line, unpacked(one.reason), unpacked(one.cells))
        for one in db.execute(_standing(SET_ASIDE, source).order_by(SET_ASIDE.c.line))
    ]


def set_aside(db: Connection, save: int, source: str, rows: Sequence[SetAside]) -> None:
    """Keep *rows* with the reason they could not be taken in."""
    _forget(db, SET_ASIDE, source, [row.fingerprint for row in rows])
    kept = [
        {
            "source": source,
            "fingerprint": row.fingerprint,
            "line": row.line,
            "reason": packed(row.reason),
            "cells": packed(dict(row.cells)),
            "save": save,
        }
        for row in rows
    ]
    if kept:
        db.execute(insert(SET_ASIDE), kept)


def _standing(table: Table, source: str) -> Any:
    """The rows of *source* whose save was not undone."""
    return (
        select(table)
        .join(SAVES, SAVES.c.id == table.c.save)
        .where(table.c.source == source, SAVES.c.undone_by.is_(None))
    )


def _forget(db: Connection, table: Table, source: str, fingerprints: Sequence[str]) -> None:
    for lot in chunks(fingerprints):
        db.execute(delete(table).where(table.c.source == source, table.c.fingerprint.in_(lot)))
