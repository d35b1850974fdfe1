"""Write the next revision: what the declared tables have and the last revision has not.

    python -m comptoir.store.migrations.writing "what it brings"

New tables, columns and indexes are written out. What is gone or has another type is left to the
person who knows what must become of the data; the tests name it.
"""

from __future__ import annotations

import re
import sys
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
    brought = ops.UpgradeOps(list(_brought(found)))
    body = render_python_code(brought, render_item=_type_named)
    number = f"{len(REVISIONS) + 1:04}"
    before = f'"{REVISIONS[-1]}"' if REVISIONS else "None"
    lines = dedent("    " + re.sub(r"^ *#.*\n", "", body, flags=re.MULTILINE).strip())
    return _FILE.format(what=what, number=number, before=before, body=indent(lines, "    "))


def _brought(found: ops.OpContainer) -> Any:
    """What is new, a link written with its column, as SQLite wants it."""
    for one in found.ops:
        match one:
            case ops.CreateTableOp() | ops.CreateIndexOp():
                yield one
            case ops.AddColumnOp():
                one.kw["inline_references"] = True
                yield one
            case ops.OpContainer():
                yield from _brought(one)


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
