"""Selling and buying."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
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
        "consultation",
        sa.Column("ref", REF, nullable=False),
        sa.Column("subject", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("asked", DAY, nullable=True),
        sa.Column("answer_by", DAY, nullable=True),
        sa.Column("deliver_by", DAY, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("edition", WORDS, nullable=True),
        sa.Column("delivered_to", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("terms", WORDS, nullable=True),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("samples", WORDS, nullable=True),
        sa.Column("certificates", WORDS, nullable=True),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_consultation")),
        sqlite_strict=True,
    )
    op.create_table(
        "consulted",
        sa.Column("ref", REF, nullable=False),
        sa.Column("consultation", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("asked", DAY, nullable=True),
        sa.Column("reminded", DAY, nullable=True),
        sa.Column("answered", DAY, nullable=True),
        sa.Column("their_ref", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation"],
            ["consultation.ref"],
            name=op.f("fk_consulted_consultation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_consulted_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_consulted")),
        sqlite_strict=True,
    )
    op.create_table(
        "consultation_line",
        sa.Column("ref", REF, nullable=False),
        sa.Column("consultation", REF, nullable=False),
        sa.Column("product", REF, nullable=True),
        sa.Column("description", WORDS, nullable=True),
        sa.Column("requirement", WORDS, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("net_kg", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("m3", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation"],
            ["consultation.ref"],
            name=op.f("fk_consultation_line_consultation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["product"],
            ["product.sku"],
            name=op.f("fk_consultation_line_product"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_consultation_line")),
        sqlite_strict=True,
    )
    op.create_table(
        "offer_cost",
        sa.Column("ref", REF, nullable=False),
        sa.Column("offer", REF, nullable=False),
        sa.Column("leg", WORDS, nullable=True),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("share", WHOLE, nullable=True),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["offer"], ["offer.ref"], name=op.f("fk_offer_cost_offer"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_offer_cost")),
        sqlite_strict=True,
    )
    op.create_table(
        "production",
        sa.Column("ref", REF, nullable=False),
        sa.Column("order", REF, nullable=False),
        sa.Column("step", WORDS, nullable=True),
        sa.Column("planned", DAY, nullable=True),
        sa.Column("expected", DAY, nullable=True),
        sa.Column("actual", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_production_order"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_production")),
        sqlite_strict=True,
    )
    op.create_table(
        "order_change",
        sa.Column("ref", REF, nullable=False),
        sa.Column("order", REF, nullable=False),
        sa.Column("line", REF, nullable=True),
        sa.Column("what", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("before", WORDS, nullable=True),
        sa.Column("after", WORDS, nullable=True),
        sa.Column("asked_by", WORDS, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("settled", DAY, nullable=True),
        sa.Column("their_ref", WORDS, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["line"], ["order_line.ref"], name=op.f("fk_order_change_line"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_order_change_order"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_order_change")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
    op.add_column("contact", sa.Column("erased", DAY))
    op.add_column("offer", sa.Column("enquired", DAY))
    op.add_column("offer", sa.Column("follow_ups", WHOLE))
    op.add_column("offer", sa.Column("followed", DAY))
    op.add_column("offer", sa.Column("rate", WHOLE))
    op.add_column("offer", sa.Column("rate_day", DAY))
    op.add_column("offer", sa.Column("transit_days", WHOLE))
    op.add_column(
        "offer",
        sa.Column("consultation", REF, sa.ForeignKey("consultation.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.add_column("offer", sa.Column("proof", FLAG))
    op.add_column(
        "offer",
        sa.Column("revises", REF, sa.ForeignKey("offer.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.add_column("offer", sa.Column("decided", DAY))
    op.add_column("offer_line", sa.Column("cost", WHOLE))
    op.add_column(
        "offer_line",
        sa.Column("asked", REF, sa.ForeignKey("consultation_line.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.add_column("offer_line", sa.Column("minimum", WHOLE))
    op.add_column("offer_line", sa.Column("origin", WORDS))
    op.add_column("order", sa.Column("reminders", WHOLE))
    op.add_column("order", sa.Column("reminded", DAY))
    op.add_column("order", sa.Column("cancelled", DAY))
    op.add_column("order", sa.Column("why_cancelled", WORDS))
    op.add_column("party", sa.Column("hours", WORDS))
    op.add_column("party", sa.Column("calendar", WORDS))
    op.add_column("party", sa.Column("habits", WORDS))
    op.add_column("party", sa.Column("vat_checked", DAY))
    op.add_column("party", sa.Column("vat_proof", WORDS))
    op.add_column("party", sa.Column("bank_checked", DAY))
    op.add_column("party", sa.Column("bank_checked_by", WORDS))
    op.add_column("party", sa.Column("bank_checked_how", WORDS))
    op.add_column("party", sa.Column("bank_seen", WORDS))
    op.add_column(
        "party",
        sa.Column("merged_into", REF, sa.ForeignKey("party.code", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.create_index(op.f("ix_consulted_consultation"), "consulted", ["consultation"], unique=False)
    op.create_index(op.f("ix_consulted_party"), "consulted", ["party"], unique=False)
    op.create_index(
        op.f("ix_consultation_line_consultation"),
        "consultation_line",
        ["consultation"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_line_product"), "consultation_line", ["product"], unique=False
    )
    op.create_index(op.f("ix_offer_cost_offer"), "offer_cost", ["offer"], unique=False)
    op.create_index(op.f("ix_production_order"), "production", ["order"], unique=False)
    op.create_index(op.f("ix_order_change_line"), "order_change", ["line"], unique=False)
    op.create_index(op.f("ix_order_change_order"), "order_change", ["order"], unique=False)
    op.create_index(op.f("ix_offer_consultation"), "offer", ["consultation"], unique=False)
    op.create_index(op.f("ix_offer_revises"), "offer", ["revises"], unique=False)
    op.create_index(op.f("ix_offer_line_asked"), "offer_line", ["asked"], unique=False)
    op.create_index(op.f("ix_party_merged_into"), "party", ["merged_into"], unique=False)
    # ### end Alembic commands ###
