"""What the desk knows of itself: its identity and its settings."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from comptoir.store.schema import META

_DESK = "desk"
_SETTING = "setting:"


def desk_id(db: Connection) -> str:
    """The identity of the desk. Workbooks remember it, so that none is saved to another desk.

    It changes when a backup is restored: what a workbook saw before is then no more what was.
    """
    return str(_value(db, _DESK))


def name_desk(db: Connection, desk: str) -> None:
    """Give the desk its identity."""
    _set(db, _DESK, desk)


def setting(db: Connection, name: str) -> str | None:
    """A setting that all users of the desk share; None where it was never set."""
    return _value(db, _SETTING + name)


def set_setting(db: Connection, name: str, value: str | None) -> None:
    """Keep *value* for all users of the desk; None forgets it."""
    _set(db, _SETTING + name, value)


def _value(db: Connection, name: str) -> str | None:
    return db.scalar(select(META.c.value).where(META.c.name == name))


def _set(db: Connection, name: str, value: str | None) -> None:
    db.execute(delete(META).where(META.c.name == name))
    if value is not None:
        db.execute(insert(META).values(name=name, value=value))
