"""What a database may answer instead of doing its work, as sentences an assistant understands."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from comptoir.errors import ComptoirError, Conflict, Misplaced, Unreachable
from comptoir.wording import mark


class Busy(Conflict):
    """Another save holds the database for longer than we wait."""

    message = mark(
        "Someone else is saving to {desk} just now. Nothing was saved. Try again in a minute."
    )


class Contradicted(Conflict):
    """A row that something depends on changed or went while we were writing."""

    message = mark(
        "The desk changed while this was being saved ({detail})."
        " Nothing was saved. Refresh, then save again."
    )


class NoRoom(Unreachable):
    """No space is left where the database is kept."""

    message = mark(
        "There is no space left on the disk of {desk}. Nothing was saved."
        " Free some space, then save again."
    )


class NoAnswer(Unreachable):
    """The server is down, out of reach, or refuses us."""

    message = mark(
        "The database {desk} does not answer ({detail}). Nothing was saved."
        " Check the network and the password, then try again."
    )


class NotWritable(Unreachable):
    """The file or the account may only be read."""

    message = mark(
        "{desk} may be read but not changed ({detail}). Nothing was saved."
        " Ask for the right to write to it, then try again."
    )


class Damaged(Misplaced):
    """The file is no database, or its pages do not hold together."""

    message = mark(
        "{desk} cannot be read as a database ({detail}). Nothing was changed."
        " Restore the last backup with: comptoir restore."
    )


_LITE = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: NoRoom,
    sqlite3.SQLITE_IOERR: NoAnswer,
    sqlite3.SQLITE_CANTOPEN: NoAnswer,
    sqlite3.SQLITE_READONLY: NotWritable,
    sqlite3.SQLITE_PERM: NotWritable,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_CONSTRAINT: Contradicted,
}
_POSTGRES: dict[str, type[ComptoirError]] = {
    "55P03": Busy,  # lock_not_available
    "40P01": Busy,  # deadlock_detected
    "40001": Busy,  # serialization_failure
    "53100": NoRoom,  # disk_full
    "42501": NotWritable,  # insufficient_privilege
    "25006": NotWritable,  # read_only_sql_transaction
}
_POSTGRES_CLASSES: dict[str, type[ComptoirError]] = {
    "08": NoAnswer,  # connection exception
    "28": NoAnswer,  # invalid authorization
    "3D": NoAnswer,  # no such database
    "57": NoAnswer,  # operator intervention: the server is shutting down
    "53": NoAnswer,  # insufficient resources
    "23": Contradicted,  # integrity constraint violation
}


def meaning(failure: BaseException) -> type[ComptoirError] | None:
    """Which of the failures above the driver's exception *failure* is; None: a fault of ours."""
    if isinstance(failure, sqlite3.Error):
        return _LITE.get(getattr(failure, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(failure, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRES.get(state) or _POSTGRES_CLASSES.get(state[:2])
    unconnected = type(failure).__module__.startswith("psycopg")
    return NoAnswer if unconnected and type(failure).__name__ == "OperationalError" else None


def in_sentences(engine: Engine, desk: str) -> None:
    """Let *engine* raise these sentences; *desk* is how they name the database."""

    def explain(context: ExceptionContext) -> None:
        failure = context.original_exception
        kind = meaning(failure)
        if kind:
            detail = str(failure).strip().splitlines() or [type(failure).__name__]
            raise kind(desk=desk, detail=detail[0]) from failure

    event.listen(engine, "handle_error", explain)
