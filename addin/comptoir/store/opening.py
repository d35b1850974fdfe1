"""Opening a desk's database: an SQLite file, or PostgreSQL by its URL.

``engine.begin()`` is the unit of work: what happens in it is there whole, or not at all.
``reading(engine)`` sees one and the same moment throughout, and holds nobody up.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url

from comptoir.errors import Misplaced
from comptoir.store import meta, migrations
from comptoir.store.failures import Damaged, in_sentences
from comptoir.wording import mark

PATIENCE = 10
"""Seconds to wait for someone else's save."""


class NoDesk(Misplaced):
    """There is no database there, or it is not a desk's."""

    message = mark(
        "There is no desk in {desk}. Nothing was done."
        " Check the path, or make a new desk with: comptoir init."
    )


class AlreadyADesk(Misplaced):
    """A new desk would hide an old one."""

    message = mark(
        "{desk} already holds a database. Nothing was changed."
        " Open it, or choose another place for the new desk."
    )


class DeskTooOld(Misplaced):
    """The desk was made by an earlier Comptoir."""

    message = mark(
        "The desk {desk} was made by an earlier version of Comptoir. Nothing was changed."
        " Bring it up to date with: comptoir migrate. A backup is made first."
    )


class DeskTooNew(Misplaced):
    """The desk was made by a later Comptoir: reading it could lose what it holds."""

    message = mark(
        "The desk {desk} was made by a later version of Comptoir ({theirs}; this one knows {ours})."
        " Nothing was changed. Install the later version on this computer too."
    )


def open(url: str | URL) -> Engine:  # noqa: A001 - the store's own verb
    """The engine of an existing desk, its schema up to date.

    Raises ``NoDesk``, ``DeskTooOld`` (see ``migrate``), ``DeskTooNew``, and what
    ``comptoir.store.failures`` names.
    """
    with _kept_if_good(connected(url)) as engine, reading(engine) as db:
        refuse_other_schema(db)
    return engine


def create(url: str | URL, desk: str | None = None) -> Engine:
    """The engine of a new, empty desk, whose identity is *desk* or made up."""
    with _kept_if_good(connected(url, new=True)) as engine, engine.begin() as db:
        if inspect(db).get_table_names():
            raise AlreadyADesk(desk=named(url))
        migrations.upgrade(db)
        meta.name_desk(db, desk or str(uuid.uuid4()))
    return engine


@contextmanager
def _kept_if_good(engine: Engine) -> Iterator[Engine]:
    """The *engine*, closed again where it turns out to be of no use."""
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the desk as it is now until the end, whoever saves meanwhile."""
    options: dict[str, Any] = {"reading": True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as db:
        yield db


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """A unit of work that may rebuild tables others link to; the links are proven in the end."""
    with engine.connect() as db:
        if db.dialect.name != "sqlite":
            with db.begin():
                yield db
            return
        driver: Any = db.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with db.begin():
                yield db
                broken = db.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise Damaged(desk=named(engine.url), detail=f"{broken[0][0]} {broken[0][1]}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def file_of(url: str | URL) -> Path | None:
    """The file of an SQLite desk; None for a server."""
    place = make_url(url)
    lite = place.get_backend_name() == "sqlite"
    return Path(place.database or "") if lite else None


def named(url: str | URL) -> str:
    """The desk as a person names it: its file, or its server and database without password."""
    place = make_url(url)
    path = file_of(place)
    return str(path) if path else f"{place.database} ({place.host or place.query.get('host', '')})"


def refuse_other_schema(db: Connection) -> None:
    """Raise where the database of *db* is not a desk of this version of Comptoir."""
    desk = named(db.engine.url)
    theirs = migrations.revision(db)
    if theirs is None:
        raise NoDesk(desk=desk)
    if theirs not in migrations.REVISIONS:
        raise DeskTooNew(desk=desk, theirs=theirs, ours=migrations.REVISIONS[-1])
    if theirs != migrations.REVISIONS[-1]:
        raise DeskTooOld(desk=desk)


def connected(url: str | URL, *, new: bool = False) -> Engine:
    """An engine on *url* with the settings every connection of ours has."""
    path = file_of(url)
    if path is None:
        limit = f"-c lock_timeout={PATIENCE}s -c client_encoding=utf8"
        engine = create_engine(
            make_url(url),
            pool_pre_ping=True,  # a laptop that slept finds its server again
            connect_args={"connect_timeout": PATIENCE, "options": limit},
        )
    else:
        if not new and not path.is_file():
            raise NoDesk(desk=str(path))
        engine = create_engine(make_url(url), connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _lite_connected)
        event.listen(engine, "begin", _lite_begun)
    in_sentences(engine, named(url))
    return engine


def _lite_connected(connection: Any, record: object) -> None:  # noqa: ARG001 - the event's signature
    """WAL lets people read while one saves. Transactions are ours to begin: see ``_lite_begun``."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _lite_begun(db: Connection) -> None:
    """A writer waits for its turn at once; begun later, it would be refused instead of waiting."""
    read_only = db.get_execution_options().get("reading")
    db.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
