"""Invoice lines, bank statements, letters of credit, what each paper says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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
        "credit",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("order", REF, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("number", WORDS, nullable=True),
        sa.Column("issued", DAY, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("about", FLAG, nullable=True),
        sa.Column("plus", WHOLE, nullable=True),
        sa.Column("minus", WHOLE, nullable=True),
        sa.Column("latest_shipment", DAY, nullable=True),
        sa.Column("expiry", DAY, nullable=True),
        sa.Column("expiry_place", WORDS, nullable=True),
        sa.Column("period", WHOLE, nullable=True),
        sa.Column("shipped", DAY, nullable=True),
        sa.Column("presented", DAY, nullable=True),
        sa.Column("form", WORDS, nullable=True),
        sa.Column("rules", WORDS, nullable=True),
        sa.Column("applicant", WORDS, nullable=True),
        sa.Column("beneficiary", WORDS, nullable=True),
        sa.Column("issuing_bank", WORDS, nullable=True),
        sa.Column("advising_bank", WORDS, nullable=True),
        sa.Column("available_with", WORDS, nullable=True),
        sa.Column("available_by", WORDS, nullable=True),
        sa.Column("tenor_days", WHOLE, nullable=True),
        sa.Column("drafts", WORDS, nullable=True),
        sa.Column("confirmation", WORDS, nullable=True),
        sa.Column("partial", WORDS, nullable=True),
        sa.Column("transhipment", WORDS, nullable=True),
        sa.Column("receipt_place", WORDS, nullable=True),
        sa.Column("loading_port", WORDS, nullable=True),
        sa.Column("discharge_port", WORDS, nullable=True),
        sa.Column("delivery_place", WORDS, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("goods", WORDS, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("counted", FLAG, nullable=True),
        sa.Column("unit_price", WHOLE, nullable=True),
        sa.Column("consignee", WORDS, nullable=True),
        sa.Column("notify", WORDS, nullable=True),
        sa.Column("freight", WORDS, nullable=True),
        sa.Column("insured_percent", WHOLE, nullable=True),
        sa.Column("clauses", WORDS, nullable=True),
        sa.Column("origin_asked", WORDS, nullable=True),
        sa.Column("conditions", WORDS, nullable=True),
        sa.Column("charges", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_credit_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_credit_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_credit")),
        sqlite_strict=True,
    )
    op.create_table(
        "particulars",
        sa.Column("ref", REF, nullable=False),
        sa.Column("order", REF, nullable=False),
        sa.Column("shipment", REF, nullable=True),
        sa.Column("paper", WORDS, nullable=True),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("number", WORDS, nullable=True),
        sa.Column("dated", DAY, nullable=True),
        sa.Column("originals", WHOLE, nullable=True),
        sa.Column("signed", FLAG, nullable=True),
        sa.Column("seller", WORDS, nullable=True),
        sa.Column("buyer", WORDS, nullable=True),
        sa.Column("notify", WORDS, nullable=True),
        sa.Column("order_no", WORDS, nullable=True),
        sa.Column("invoice_no", WORDS, nullable=True),
        sa.Column("credit_no", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("unit_price", WHOLE, nullable=True),
        sa.Column("terms", WORDS, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("net_kg", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("m3", WHOLE, nullable=True),
        sa.Column("marks", WORDS, nullable=True),
        sa.Column("goods", WORDS, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("edition", WORDS, nullable=True),
        sa.Column("loading_port", WORDS, nullable=True),
        sa.Column("discharge_port", WORDS, nullable=True),
        sa.Column("destination", WORDS, nullable=True),
        sa.Column("vessel", WORDS, nullable=True),
        sa.Column("containers", WORDS, nullable=True),
        sa.Column("seals", WORDS, nullable=True),
        sa.Column("shipped", DAY, nullable=True),
        sa.Column("freight", WORDS, nullable=True),
        sa.Column("on_board", FLAG, nullable=True),
        sa.Column("clean", FLAG, nullable=True),
        sa.Column("on_deck", FLAG, nullable=True),
        sa.Column("charter", FLAG, nullable=True),
        sa.Column("transhipped", FLAG, nullable=True),
        sa.Column("clauses", WORDS, nullable=True),
        sa.Column("to_order", FLAG, nullable=True),
        sa.Column("tenor", WORDS, nullable=True),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_particulars_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shipment"],
            ["shipment.ref"],
            name=op.f("fk_particulars_shipment"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_particulars")),
        sqlite_strict=True,
    )
    op.create_table(
        "amendment",
        sa.Column("ref", REF, nullable=False),
        sa.Column("credit", REF, nullable=False),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("asked", DAY, nullable=True),
        sa.Column("received", DAY, nullable=True),
        sa.Column("field", WORDS, nullable=True),
        sa.Column("old", WORDS, nullable=True),
        sa.Column("new", WORDS, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["credit"], ["credit.ref"], name=op.f("fk_amendment_credit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_amendment")),
        sqlite_strict=True,
    )
    op.create_table(
        "credit_paper",
        sa.Column("ref", REF, nullable=False),
        sa.Column("credit", REF, nullable=False),
        sa.Column("paper", WORDS, nullable=True),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("originals", WHOLE, nullable=True),
        sa.Column("copies", WHOLE, nullable=True),
        sa.Column("wording", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["credit"], ["credit.ref"], name=op.f("fk_credit_paper_credit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_credit_paper")),
        sqlite_strict=True,
    )
    op.create_table(
        "bank_entry",
        sa.Column("ref", REF, nullable=False),
        sa.Column("who", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("direction", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("text", WORDS, nullable=True),
        sa.Column("party", REF, nullable=True),
        sa.Column("invoice", REF, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("iban", WORDS, nullable=True),
        sa.Column("account", WORDS, nullable=True),
        sa.Column("bank_id", WORDS, nullable=True),
        sa.Column("statement", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["invoice"], ["invoice.ref"], name=op.f("fk_bank_entry_invoice"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_bank_entry_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_bank_entry")),
        sqlite_strict=True,
    )
    op.create_table(
        "invoice_line",
        sa.Column("ref", REF, nullable=False),
        sa.Column("invoice", REF, nullable=False),
        sa.Column("order_line", REF, nullable=True),
        sa.Column("product", REF, nullable=True),
        sa.Column("description", WORDS, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("price", WHOLE, nullable=True),
        sa.Column("discount", WHOLE, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("net_kg", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["invoice"], ["invoice.ref"], name=op.f("fk_invoice_line_invoice"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["order_line"],
            ["order_line.ref"],
            name=op.f("fk_invoice_line_order_line"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["product.sku"], name=op.f("fk_invoice_line_product"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_invoice_line")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
    op.add_column(
        "invoice",
        sa.Column("shipment", REF, sa.ForeignKey("shipment.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.add_column(
        "invoice",
        sa.Column("credit", REF, sa.ForeignKey("credit.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.add_column(
        "invoice",
        sa.Column("corrects", REF, sa.ForeignKey("invoice.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.add_column("invoice", sa.Column("delivered", DAY))
    op.add_column("invoice", sa.Column("disputed", DAY))
    op.add_column("invoice", sa.Column("dispute", WORDS))
    op.add_column(
        "payment",
        sa.Column("entry", REF, sa.ForeignKey("bank_entry.ref", ondelete="RESTRICT")),
        inline_references=True,
    )
    op.create_index(op.f("ix_credit_order"), "credit", ["order"], unique=False)
    op.create_index(op.f("ix_credit_party"), "credit", ["party"], unique=False)
    op.create_index(op.f("ix_particulars_order"), "particulars", ["order"], unique=False)
    op.create_index(op.f("ix_particulars_shipment"), "particulars", ["shipment"], unique=False)
    op.create_index(op.f("ix_amendment_credit"), "amendment", ["credit"], unique=False)
    op.create_index(op.f("ix_credit_paper_credit"), "credit_paper", ["credit"], unique=False)
    op.create_index(op.f("ix_bank_entry_invoice"), "bank_entry", ["invoice"], unique=False)
    op.create_index(op.f("ix_bank_entry_party"), "bank_entry", ["party"], unique=False)
    op.create_index(op.f("ix_invoice_line_invoice"), "invoice_line", ["invoice"], unique=False)
    op.create_index(
        op.f("ix_invoice_line_order_line"), "invoice_line", ["order_line"], unique=False
    )
    op.create_index(op.f("ix_invoice_line_product"), "invoice_line", ["product"], unique=False)
    op.create_index(op.f("ix_invoice_corrects"), "invoice", ["corrects"], unique=False)
    op.create_index(op.f("ix_invoice_credit"), "invoice", ["credit"], unique=False)
    op.create_index(op.f("ix_invoice_shipment"), "invoice", ["shipment"], unique=False)
    op.create_index(op.f("ix_payment_entry"), "payment", ["entry"], unique=False)
    # ### end Alembic commands ###
