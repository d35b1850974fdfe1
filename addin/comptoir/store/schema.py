"""The tables of the store, derived from the declared records.

Each record is a table: its kept fields, a version that grows by one with each change, and the
columns the user added, as JSON. Around them stand the tables of the store itself: saves, changes,
counters, clashes, imports and the desk's settings.

Decimals are whole numbers scaled by their kind's places (SQLite's NUMERIC is a float), references
compare byte by byte on both databases, dates are civil, instants are UTC. SQLite's tables are
STRICT, so that no float and no text slips into a column of amounts.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

from comptoir.records import RECORDS, VERSION, Field, Record
from comptoir.records.kinds import Day, Flag, Quantity, Whole

CUSTOM = "custom"
"""The name, in a row and in a table, of the columns the user added."""

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
}


class CivilDay(TypeDecorator[date]):
    """A civil date: DATE, or on SQLite its ISO text."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002 - the base class's signature
        return date.fromisoformat(value) if isinstance(value, str) else value


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: TIMESTAMP WITH TIME ZONE, or on SQLite its ISO text, which sorts."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        lite = dialect.name == "sqlite"
        return dialect.type_descriptor(Text() if lite else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class's signature
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC) if isinstance(moment, datetime) else None


WORDS = Text()
REF = Text().with_variant(Text(collation="C"), "postgresql")
WHOLE = BigInteger().with_variant(Integer(), "sqlite")
FLAG = Boolean().with_variant(Integer(), "sqlite")
DAY = CivilDay()
INSTANT = Instant()

metadata = MetaData(naming_convention=NAMING)


def column_type(record: Record, field: Field) -> TypeEngine[Any]:
    """The type of the column that keeps *field*."""
    if field.name == record.key or field.name in record.links:
        return REF
    match field.kind:
        case Quantity() | Whole():
            return WHOLE
        case Flag():
            return FLAG
        case Day():
            return DAY
    return WORDS


def declared(record: Record, into: MetaData) -> Table:
    """The table of *record*, added to *into*."""
    reserved = {VERSION, CUSTOM} & record.by_name.keys()
    assert not reserved, f"{record.name}: {reserved} are the store's own columns"
    columns: list[Column[Any]] = []
    for field in record.kept:
        target = record.links.get(field.name)
        link = (
            [ForeignKey(f"{target}.{RECORDS[target].key}", ondelete="RESTRICT")] if target else []
        )
        columns.append(
            Column(
                field.name,
                column_type(record, field),
                *link,
                primary_key=field.name == record.key,
                nullable=field.name not in {record.key, record.parent},
                index=bool(link),
            )
        )
    columns += [Column(VERSION, WHOLE, nullable=False), Column(CUSTOM, WORDS)]
    return Table(record.table, into, *columns, sqlite_strict=True)


TABLES: dict[str, Table] = {name: declared(record, metadata) for name, record in RECORDS.items()}
"""The table of each record, by its name."""

META = Table(
    "meta",
    metadata,
    Column("name", REF, primary_key=True),
    Column("value", WORDS, nullable=False),
    sqlite_strict=True,
)

COUNTERS = Table(
    "counters",
    metadata,
    Column("record", REF, primary_key=True),
    Column("series", REF, primary_key=True),
    Column("last", WHOLE, nullable=False),
    sqlite_strict=True,
)

SAVES = Table(
    "saves",
    metadata,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("at", INSTANT, nullable=False, index=True),
    Column("by", WORDS, nullable=False),
    Column("via", WORDS, nullable=False),
    Column("what", WORDS, nullable=False),
    Column("undoes", WHOLE, ForeignKey("saves.id", ondelete="RESTRICT")),
    Column("undone_by", WHOLE),
    sqlite_strict=True,
)

CHANGES = Table(
    "changes",
    metadata,
    Column("record", REF, primary_key=True),
    Column("key", REF, primary_key=True),
    Column("version", WHOLE, primary_key=True, autoincrement=False),
    Column("save", WHOLE, ForeignKey("saves.id", ondelete="RESTRICT"), nullable=False, index=True),
    Column("kind", WORDS, nullable=False),
    Column("before", WORDS),
    Column("after", WORDS),
    Index("ix_changes_key", "key"),
    sqlite_strict=True,
)

CLASHES = Table(
    "clashes",
    metadata,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("save", WHOLE, ForeignKey("saves.id", ondelete="RESTRICT"), nullable=False),
    Column("record", REF, nullable=False),
    Column("key", REF, nullable=False),
    Column("field", WORDS, nullable=False),
    Column("of_custom", FLAG, nullable=False),
    Column("base", WORDS, nullable=False),
    Column("sheet", WORDS, nullable=False),
    Column("store", WORDS, nullable=False),
    Column("taken", WORDS),
    Column("settled", WHOLE, ForeignKey("saves.id", ondelete="RESTRICT")),
    Index("ix_clashes_record", "record", "key"),
    sqlite_strict=True,
)

IMPORTS = Table(
    "imports",
    metadata,
    Column("source", REF, primary_key=True),
    Column("fingerprint", REF, primary_key=True),
    Column("key", REF, nullable=False),
    Column("save", WHOLE, ForeignKey("saves.id", ondelete="RESTRICT"), nullable=False),
    sqlite_strict=True,
)

SET_ASIDE = Table(
    "set_aside",
    metadata,
    Column("source", REF, primary_key=True),
    Column("fingerprint", REF, primary_key=True),
    Column("line", WHOLE, nullable=False),
    Column("reason", WORDS, nullable=False),
    Column("cells", WORDS, nullable=False),
    Column("save", WHOLE, ForeignKey("saves.id", ondelete="RESTRICT"), nullable=False),
    sqlite_strict=True,
)

__all__ = [
    "CHANGES",
    "CLASHES",
    "COUNTERS",
    "CUSTOM",
    "IMPORTS",
    "META",
    "SAVES",
    "SET_ASIDE",
    "TABLES",
    "VERSION",
    "metadata",
]
