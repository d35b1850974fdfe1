"""Write the next revision: what the declared tables have and the last revision has not.

    python -m comptoir.store.migrations.writing "what it brings"

New tables, columns and indexes are written out. What is gone or has another type is left to the
person who knows what must become of the data; the tests name it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy import BigInteger, Boolean, Connection, MetaData, create_engine
from sqlalchemy.types import TypeEngine

from comptoir.store import schema
from comptoir.store.migrations import HOME, REVISIONS, upgrade

_FILE = '''"""{what}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}
branch_labels = None
depends_on = None

WORDS = sa.Text()
REF = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Bring a desk from the revision before to this one."""
{body}
'''


def revision_text(db: Connection, declared: MetaData, what: str) -> str:
    """The file of the revision that takes the database of *db* to the tables *declared*."""
    context = MigrationContext.configure(db, opts={"compare_type": False})
    found = produce_migrations(context, declared).upgrade_ops
    assert found is not None
    new = [one for one in found.ops if isinstance(one, ops.CreateTableOp | ops.CreateIndexOp)]
    more = [one for table in found.ops if isinstance(table, ops.OpContainer) for one in table.ops]
    columns = [_added(declared, one) for one in more if isinstance(one, ops.AddColumnOp)]
    indexes = [one for one in more if isinstance(one, ops.CreateIndexOp)]
    body = "\n".join([*_rendered(new), *columns, *_rendered(indexes)]) or "pass"
    number = f"{len(REVISIONS) + 1:04}"
    before = f'"{REVISIONS[-1]}"' if REVISIONS else "None"
    return _FILE.format(what=what, number=number, before=before, body=indent(body, "    "))


def _rendered(found: Sequence[ops.MigrateOperation]) -> list[str]:
    if not found:
        return []
    body = render_python_code(ops.UpgradeOps(list(found)), render_item=_type_named)
    return [dedent("    " + re.sub(r"^ *#.*\n", "", body, flags=re.MULTILINE).strip())]


def _added(declared: MetaData, found: ops.AddColumnOp) -> str:
    """A new column, its link written with it: SQLite knows no other way."""
    column = declared.tables[found.table_name].c[found.column.name]
    links = [
        f', sa.ForeignKey("{fk.target_fullname}", ondelete="{fk.ondelete}")'
        for fk in column.foreign_keys
    ]
    inline = ", inline_references=True" if links else ""
    made = f'sa.Column("{column.name}", {_named(column.type)}{"".join(links)})'
    return f'op.add_column("{found.table_name}", {made}{inline})'


def _type_named(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:  # noqa: ARG001 - as Alembic calls it
    if kind != "type":
        return False
    return _named(item)


def _named(item: TypeEngine[Any]) -> str:
    match item:
        case schema.CivilDay():
            return "DAY"
        case schema.Instant():
            return "INSTANT"
        case BigInteger():
            return "WHOLE"
        case Boolean():
            return "FLAG"
    return "REF" if getattr(item, "_variant_mapping", None) else "WORDS"


def write(what: str) -> Path:
    """Write the next revision beside the others: its file."""
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/before.db")
        with engine.begin() as db:
            if REVISIONS:
                upgrade(db)
            text = revision_text(db, schema.metadata, what)
        engine.dispose()
    name = re.sub(r"\W+", "_", what.lower()).strip("_")
    path = HOME / f"r{len(REVISIONS) + 1:04}_{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    print(write(" ".join(sys.argv[1:]).strip() or "Next"))  # noqa: T201 - a developer's command
