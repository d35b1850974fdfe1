"""Letters written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
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
        "letter",
        sa.Column("ref", REF, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("about", WORDS, nullable=True),
        sa.Column("party", REF, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("sent", DAY, nullable=True),
        sa.Column("stale", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("file", WORDS, nullable=True),
        sa.Column("pdf", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("asked", WORDS, nullable=True),
        sa.Column("addressee", WORDS, nullable=True),
        sa.Column("by", WORDS, nullable=True),
        sa.Column("told", WORDS, nullable=True),
        sa.Column("data", WORDS, nullable=True),
        sa.Column("made_of", WORDS, nullable=True),
        sa.Column("replaced_by", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_letter_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_letter")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
    op.create_index(op.f("ix_letter_party"), "letter", ["party"], unique=False)
    # ### end Alembic commands ###
