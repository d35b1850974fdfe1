"""Bringing an older desk up to date: a backup first, then every step or none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from comptoir.store import migrations
from comptoir.store.backup import backup, closing_engine
from comptoir.store.opening import DeskTooOld, connected, reading, refuse_other_schema, unguarded


def migrate(url: str | URL, backups: Path, at: datetime) -> list[str]:
    """Bring the desk at *url* to the tables of this version: what was done, nothing if up to date.

    The desk is backed up in *backups* first, under the instant *at*. Raises ``NoDesk``,
    ``DeskTooNew``.
    """
    with closing_engine(connected(url)) as engine:
        try:
            with reading(engine) as db:
                refuse_other_schema(db)
        except DeskTooOld:
            backup(url, backups, at)
            with unguarded(engine) as db:
                return migrations.upgrade(db)
    return []
