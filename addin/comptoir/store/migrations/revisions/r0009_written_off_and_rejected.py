"""What was written off of an invoice; the quantity that a claim rejects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Bring a desk from the revision before to this one."""
    op.add_column("invoice", sa.Column("written_off", WHOLE, nullable=True))
    op.add_column("invoice", sa.Column("written_off_on", DAY, nullable=True))
    op.add_column("claim", sa.Column("rejected", WHOLE, nullable=True))
    # ### end Alembic commands ###
