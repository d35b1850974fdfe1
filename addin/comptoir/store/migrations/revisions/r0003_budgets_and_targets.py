"""Budgets and targets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
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
    op.create_table(
        "target",
        sa.Column("ref", REF, nullable=False),
        sa.Column("figure", WORDS, nullable=True),
        sa.Column("period", WORDS, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_target")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
