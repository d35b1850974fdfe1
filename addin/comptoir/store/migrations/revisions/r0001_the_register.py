"""The register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
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
        "counters",
        sa.Column("record", REF, nullable=False),
        sa.Column("series", REF, nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("record", "series", name=op.f("pk_counters")),
        sqlite_strict=True,
    )
    op.create_table(
        "meta",
        sa.Column("name", REF, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
        sqlite_strict=True,
    )
    op.create_table(
        "party",
        sa.Column("code", REF, nullable=False),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("role", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("zone", WORDS, nullable=True),
        sa.Column("address", WORDS, nullable=True),
        sa.Column("postcode", WORDS, nullable=True),
        sa.Column("city", WORDS, nullable=True),
        sa.Column("email", WORDS, nullable=True),
        sa.Column("domains", WORDS, nullable=True),
        sa.Column("phone", WORDS, nullable=True),
        sa.Column("vat", WORDS, nullable=True),
        sa.Column("eori", WORDS, nullable=True),
        sa.Column("registration", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("terms", WORDS, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("edition", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("credit_limit", WHOLE, nullable=True),
        sa.Column("iban", WORDS, nullable=True),
        sa.Column("bic", WORDS, nullable=True),
        sa.Column("bank", WORDS, nullable=True),
        sa.Column("active", FLAG, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_party")),
        sqlite_strict=True,
    )
    op.create_table(
        "rate",
        sa.Column("ref", REF, nullable=False),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_rate")),
        sqlite_strict=True,
    )
    op.create_table(
        "saves",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("via", WORDS, nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("undoes", WHOLE, nullable=True),
        sa.Column("undone_by", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"], ["saves.id"], name=op.f("fk_saves_undoes"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saves")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_saves_at"), "saves", ["at"], unique=False)
    op.create_table(
        "changes",
        sa.Column("record", REF, nullable=False),
        sa.Column("key", REF, nullable=False),
        sa.Column("version", WHOLE, autoincrement=False, nullable=False),
        sa.Column("save", WHOLE, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("before", WORDS, nullable=True),
        sa.Column("after", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["save"], ["saves.id"], name=op.f("fk_changes_save"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("record", "key", "version", name=op.f("pk_changes")),
        sqlite_strict=True,
    )
    op.create_index("ix_changes_key", "changes", ["key"], unique=False)
    op.create_index(op.f("ix_changes_save"), "changes", ["save"], unique=False)
    op.create_table(
        "clashes",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("save", WHOLE, nullable=False),
        sa.Column("record", REF, nullable=False),
        sa.Column("key", REF, nullable=False),
        sa.Column("field", WORDS, nullable=False),
        sa.Column("of_custom", FLAG, nullable=False),
        sa.Column("base", WORDS, nullable=False),
        sa.Column("sheet", WORDS, nullable=False),
        sa.Column("store", WORDS, nullable=False),
        sa.Column("taken", WORDS, nullable=True),
        sa.Column("settled", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["save"], ["saves.id"], name=op.f("fk_clashes_save"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["settled"], ["saves.id"], name=op.f("fk_clashes_settled"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clashes")),
        sqlite_strict=True,
    )
    op.create_index("ix_clashes_record", "clashes", ["record", "key"], unique=False)
    op.create_table(
        "contact",
        sa.Column("code", REF, nullable=False),
        sa.Column("party", REF, nullable=False),
        sa.Column("surname", WORDS, nullable=True),
        sa.Column("first_name", WORDS, nullable=True),
        sa.Column("civility", WORDS, nullable=True),
        sa.Column("job", WORDS, nullable=True),
        sa.Column("email", WORDS, nullable=True),
        sa.Column("phone", WORDS, nullable=True),
        sa.Column("mobile", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("main", FLAG, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_contact_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_contact")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contact_party"), "contact", ["party"], unique=False)
    op.create_table(
        "imports",
        sa.Column("source", REF, nullable=False),
        sa.Column("fingerprint", REF, nullable=False),
        sa.Column("key", REF, nullable=False),
        sa.Column("save", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["save"], ["saves.id"], name=op.f("fk_imports_save"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("source", "fingerprint", name=op.f("pk_imports")),
        sqlite_strict=True,
    )
    op.create_table(
        "offer",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("subject", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("flow", WORDS, nullable=True),
        sa.Column("offered", DAY, nullable=True),
        sa.Column("valid_until", DAY, nullable=True),
        sa.Column("follow_up", DAY, nullable=True),
        sa.Column("their_ref", WORDS, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("edition", WORDS, nullable=True),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("terms", WORDS, nullable=True),
        sa.Column("lead_days", WHOLE, nullable=True),
        sa.Column("version", WHOLE, nullable=True),
        sa.Column("loss", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_offer_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_offer")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_offer_party"), "offer", ["party"], unique=False)
    op.create_table(
        "product",
        sa.Column("sku", REF, nullable=False),
        sa.Column("name_fr", WORDS, nullable=True),
        sa.Column("name_en", WORDS, nullable=True),
        sa.Column("family", WORDS, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("net_kg", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("length_cm", WHOLE, nullable=True),
        sa.Column("width_cm", WHOLE, nullable=True),
        sa.Column("height_cm", WHOLE, nullable=True),
        sa.Column("per_package", WHOLE, nullable=True),
        sa.Column("sale_price", WHOLE, nullable=True),
        sa.Column("sale_currency", WORDS, nullable=True),
        sa.Column("cost_price", WHOLE, nullable=True),
        sa.Column("cost_currency", WORDS, nullable=True),
        sa.Column("supplier", REF, nullable=True),
        sa.Column("lead_days", WHOLE, nullable=True),
        sa.Column("dangerous", FLAG, nullable=True),
        sa.Column("dual_use", FLAG, nullable=True),
        sa.Column("cbam", FLAG, nullable=True),
        sa.Column("eudr", FLAG, nullable=True),
        sa.Column("active", FLAG, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["supplier"], ["party.code"], name=op.f("fk_product_supplier"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_product")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_product_supplier"), "product", ["supplier"], unique=False)
    op.create_table(
        "set_aside",
        sa.Column("source", REF, nullable=False),
        sa.Column("fingerprint", REF, nullable=False),
        sa.Column("line", WHOLE, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("cells", WORDS, nullable=False),
        sa.Column("save", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["save"], ["saves.id"], name=op.f("fk_set_aside_save"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("source", "fingerprint", name=op.f("pk_set_aside")),
        sqlite_strict=True,
    )
    op.create_table(
        "task",
        sa.Column("ref", REF, nullable=False),
        sa.Column("what", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("due", DAY, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("about", WORDS, nullable=True),
        sa.Column("party", REF, nullable=True),
        sa.Column("done_on", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_task_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_task")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_party"), "task", ["party"], unique=False)
    op.create_table(
        "offer_line",
        sa.Column("ref", REF, nullable=False),
        sa.Column("offer", REF, nullable=False),
        sa.Column("product", REF, nullable=True),
        sa.Column("description", WORDS, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("price", WHOLE, nullable=True),
        sa.Column("discount", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["offer"], ["offer.ref"], name=op.f("fk_offer_line_offer"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["product.sku"], name=op.f("fk_offer_line_product"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_offer_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_offer_line_offer"), "offer_line", ["offer"], unique=False)
    op.create_index(op.f("ix_offer_line_product"), "offer_line", ["product"], unique=False)
    op.create_table(
        "order",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("their_ref", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("flow", WORDS, nullable=True),
        sa.Column("ordered", DAY, nullable=True),
        sa.Column("requested", DAY, nullable=True),
        sa.Column("confirmed", DAY, nullable=True),
        sa.Column("committed", DAY, nullable=True),
        sa.Column("delivered", DAY, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("edition", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("terms", WORDS, nullable=True),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("destination", WORDS, nullable=True),
        sa.Column("offer", REF, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["offer"], ["offer.ref"], name=op.f("fk_order_offer"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_order_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_order")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_order_offer"), "order", ["offer"], unique=False)
    op.create_index(op.f("ix_order_party"), "order", ["party"], unique=False)
    op.create_table(
        "invoice",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("order", REF, nullable=True),
        sa.Column("their_ref", WORDS, nullable=True),
        sa.Column("issued", DAY, nullable=True),
        sa.Column("due", DAY, nullable=True),
        sa.Column("terms", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("net", WHOLE, nullable=True),
        sa.Column("vat", WHOLE, nullable=True),
        sa.Column("vat_case", WORDS, nullable=True),
        sa.Column("reminders", WHOLE, nullable=True),
        sa.Column("reminded", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_invoice_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_invoice_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_invoice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_invoice_order"), "invoice", ["order"], unique=False)
    op.create_index(op.f("ix_invoice_party"), "invoice", ["party"], unique=False)
    op.create_table(
        "order_line",
        sa.Column("ref", REF, nullable=False),
        sa.Column("order", REF, nullable=False),
        sa.Column("product", REF, nullable=True),
        sa.Column("description", WORDS, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("price", WHOLE, nullable=True),
        sa.Column("discount", WHOLE, nullable=True),
        sa.Column("committed", DAY, nullable=True),
        sa.Column("delivered", DAY, nullable=True),
        sa.Column("net_kg", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_order_line_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["product.sku"], name=op.f("fk_order_line_product"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_order_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_order_line_order"), "order_line", ["order"], unique=False)
    op.create_index(op.f("ix_order_line_product"), "order_line", ["product"], unique=False)
    op.create_table(
        "payment",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("direction", WORDS, nullable=True),
        sa.Column("invoice", REF, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("amount", WHOLE, nullable=True),
        sa.Column("means", WORDS, nullable=True),
        sa.Column("bank_ref", WORDS, nullable=True),
        sa.Column("charges", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["invoice"], ["invoice.ref"], name=op.f("fk_payment_invoice"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_payment_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_payment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_invoice"), "payment", ["invoice"], unique=False)
    op.create_index(op.f("ix_payment_party"), "payment", ["party"], unique=False)
    # ### end Alembic commands ###
