"""Backups: one SQLite file, whatever the desk's database, taken while people work.

A desk on a server is copied table by table, at one moment, into such a file; so the file restores
to either kind of database, and moves a desk from one to the other.
"""

from __future__ import annotations

import errno
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Engine,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import URL

from comptoir.errors import ComptoirError
from comptoir.store import meta, migrations
from comptoir.store.failures import Damaged, NoRoom, NotWritable, meaning
from comptoir.store.opening import (
    NoDesk,
    connected,
    file_of,
    named,
    reading,
    refuse_other_schema,
    unguarded,
)
from comptoir.store.schema import SAVES

AT_ONCE = 2000


def backup(url: str | URL, folder: Path, at: datetime) -> Path:
    """A copy of the desk as it is now, in *folder*: its file, named after the instant *at*.

    It appears whole or not at all. Nobody is held up.
    """
    with _told(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        path = _unused(folder / f"comptoir-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.db")
        with TemporaryDirectory(dir=folder, prefix=".backup-") as room:
            copy = Path(room) / path.name
            engine = connected(url)
            with closing_engine(engine), reading(engine) as db:
                if migrations.revision(db) is None:
                    raise NoDesk(desk=named(url))
                _copied(db, copy)
            _intact(copy)
            copy.replace(path)
    return path


def restore(url: str | URL, file: Path) -> None:
    """Put the desk of the backup *file* in the place of the one at *url*, if there is one.

    A backup of an earlier version is brought up to date on the way. An SQLite file that cannot be
    read any more is kept beside, as ``.damaged``. Unless the desk had no save that the backup has
    not, it gets a new identity: workbooks made before must be refreshed, because what they saw is
    no more. The desk that is replaced is not kept: back it up first.
    """
    with _told(named(url)), TemporaryDirectory(prefix="comptoir-") as room:
        copy = Path(room) / "restored.db"
        _lite_copy(file, copy)
        fresh = connected(f"sqlite:///{copy}")
        with closing_engine(fresh):
            with unguarded(fresh) as db:
                if migrations.revision(db) is None:
                    raise NoDesk(desk=str(file))
                _up_to_date(db)
                if _ahead(url, db):
                    meta.name_desk(db, str(uuid.uuid4()))
            _put(url, fresh, copy)


@contextmanager
def closing_engine(engine: Engine) -> Iterator[Engine]:
    """*engine*, its connections closed in the end."""
    try:
        yield engine
    finally:
        engine.dispose()


def _up_to_date(db: Connection) -> None:
    if migrations.revision(db) in migrations.REVISIONS:
        migrations.upgrade(db)
    refuse_other_schema(db)


def _ahead(url: str | URL, backed_up: Connection) -> bool:
    """Whether restoring may take back something: unknown places are taken to be ahead."""
    path = file_of(url)
    if path and not path.is_file():
        return True
    try:
        engine = connected(url)
        with closing_engine(engine), reading(engine) as db:
            if migrations.revision(db) is None or meta.desk_id(db) != meta.desk_id(backed_up):
                return True
            last = select(func.max(SAVES.c.id))
            return bool(db.scalar(last) != backed_up.scalar(last))
    except ComptoirError:
        return True


def _put(url: str | URL, fresh: Engine, copy: Path) -> None:
    """Make the desk at *url* the same as *fresh*, whose file is *copy*, in one step."""
    path = file_of(url)
    if path is None:
        server = connected(url)
        with closing_engine(server), server.begin() as there, reading(fresh) as db:
            if not inspect(there).get_table_names():
                migrations.upgrade(there)
            refuse_other_schema(there)
            _copy_tables(db, there)
        return
    fresh.dispose()
    if not _readable(path):
        _put_aside(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _lite_copy(copy, path)


def _copied(db: Connection, copy: Path) -> None:
    """Copy the database of *db*, as it sees it, into the new file *copy*."""
    if db.dialect.name == "sqlite":
        driver = db.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        with closing(sqlite3.connect(copy)) as target:
            driver.backup(target)
    else:
        revision = migrations.revision(db)
        if revision not in migrations.REVISIONS:
            refuse_other_schema(db)
        engine = connected(f"sqlite:///{copy}", new=True)
        with closing_engine(engine), engine.begin() as file:
            migrations.upgrade(file, str(revision))
            _copy_tables(db, file)
    with closing(sqlite3.connect(copy)) as alone:
        alone.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it


def _copy_tables(source: Connection, target: Connection) -> None:
    """Replace every row of *target* by those of *source*; both have the same tables."""
    tables = MetaData()
    tables.reflect(target)
    for table in reversed(tables.sorted_tables):
        target.execute(table.delete())
    for table in tables.sorted_tables:
        names = [column.name for column in table.columns]
        convert = [_converter(target, table, name) for name in names]
        quoted = ", ".join(map(source.dialect.identifier_preparer.quote, names))
        place = source.dialect.identifier_preparer.quote(table.name)
        order = " ORDER BY id" if "id" in names else ""
        rows = source.exec_driver_sql(f"SELECT {quoted} FROM {place}{order}")  # noqa: S608 - names of our own tables
        for lot in rows.partitions(AT_ONCE):
            target.execute(
                insert(table),
                [
                    {
                        name: None if value is None else to(value)
                        for name, to, value in zip(names, convert, row, strict=True)
                    }
                    for row in lot
                ],
            )


def _converter(target: Connection, table: Table, name: str) -> Callable[[Any], Any]:
    """How a value that either driver gave is given to the column *name* of *target*."""
    if target.dialect.name == "sqlite":
        return _plain
    kind = table.c[name].type
    match kind:
        case DateTime():
            return datetime.fromisoformat
        case Date():
            return date.fromisoformat
        case Boolean():
            return bool
    return _same


def _plain(value: Any) -> Any:
    """A value of PostgreSQL's driver as SQLite keeps it: see ``schema``."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bool():
            return int(value)
    return value


def _same(value: Any) -> Any:
    return value


def _lite_copy(source: Path, target: Path) -> None:
    """Copy one SQLite file over another, in one transaction of the latter; both may be in use."""
    if not source.is_file():
        raise NoDesk(desk=str(source))
    _intact(source)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target, timeout=10)) as writer,
    ):
        reader.backup(writer)


def _intact(path: Path) -> None:
    """Raise ``Damaged`` where the file's pages or links do not hold together."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        found = [row[0] for row in db.execute("PRAGMA quick_check(1)")]
        found += [f"{row[0]} {row[1]}" for row in db.execute("PRAGMA foreign_key_check")]
    if found != ["ok"]:
        raise Damaged(desk=str(path), detail=found[-1])


def _readable(path: Path) -> bool:
    """Whether the file, if there is one, is a sound database, in use or not."""
    if not path.is_file():
        return True
    try:
        _intact(path)
    except Damaged:
        return False
    except sqlite3.DatabaseError as failure:
        if meaning(failure) is Damaged:
            return False
        raise
    return True


def _put_aside(path: Path) -> None:
    aside = _unused(path.with_name(path.name + ".damaged"))
    for tail in ("", "-wal", "-shm"):
        part = path.with_name(path.name + tail)
        if part.exists():
            part.replace(aside.with_name(aside.name + tail))


def _unused(path: Path) -> Path:
    """*path*, or the first of its like that is not taken."""
    count = 1
    free = path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return free


@contextmanager
def _told(place: str) -> Iterator[None]:
    """What the disk or SQLite itself refuses, as a sentence that names *place*."""
    try:
        yield
    except sqlite3.Error as failure:
        kind = meaning(failure)
        if kind is None:
            raise
        raise kind(desk=place, detail=str(failure)) from failure
    except OSError as failure:
        full = failure.errno == errno.ENOSPC
        raise (NoRoom if full else NotWritable)(
            desk=place, detail=failure.strerror or str(failure)
        ) from failure
