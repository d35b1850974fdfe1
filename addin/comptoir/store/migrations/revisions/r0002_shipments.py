"""Shipments, their papers, customs and claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
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
        "tariff",
        sa.Column("ref", REF, nullable=False),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("since", DAY, nullable=True),
        sa.Column("duty", WORDS, nullable=True),
        sa.Column("preference", WORDS, nullable=True),
        sa.Column("anti_dumping", WHOLE, nullable=True),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_tariff")),
        sqlite_strict=True,
    )
    op.create_table(
        "shipment",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("flow", WORDS, nullable=True),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("opened", DAY, nullable=True),
        sa.Column("forwarder", REF, nullable=True),
        sa.Column("booking", WORDS, nullable=True),
        sa.Column("transport_doc", WORDS, nullable=True),
        sa.Column("vessel", WORDS, nullable=True),
        sa.Column("imo", WORDS, nullable=True),
        sa.Column("voyage", WORDS, nullable=True),
        sa.Column("incoterm", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("edition", WORDS, nullable=True),
        sa.Column("payment", WORDS, nullable=True),
        sa.Column("from_country", WORDS, nullable=True),
        sa.Column("to_country", WORDS, nullable=True),
        sa.Column("loading_port", WORDS, nullable=True),
        sa.Column("discharge_port", WORDS, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("m3", WHOLE, nullable=True),
        sa.Column("cost_currency", WORDS, nullable=True),
        sa.Column("origin_costs", WHOLE, nullable=True),
        sa.Column("freight", WHOLE, nullable=True),
        sa.Column("insurance", WHOLE, nullable=True),
        sa.Column("arrival_costs", WHOLE, nullable=True),
        sa.Column("other_costs", WHOLE, nullable=True),
        sa.Column("free_days", WHOLE, nullable=True),
        sa.Column("free_time", WORDS, nullable=True),
        sa.Column("slabs", WORDS, nullable=True),
        sa.Column("slab_currency", WORDS, nullable=True),
        sa.Column("dangerous", FLAG, nullable=True),
        sa.Column("wood", FLAG, nullable=True),
        sa.Column("choice", WORDS, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["forwarder"], ["party.code"], name=op.f("fk_shipment_forwarder"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_shipment_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_shipment")),
        sqlite_strict=True,
    )
    op.create_table(
        "container",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=False),
        sa.Column("number", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("seal", WORDS, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("cargo_kg", WHOLE, nullable=True),
        sa.Column("tare_kg", WHOLE, nullable=True),
        sa.Column("vgm_kg", WHOLE, nullable=True),
        sa.Column("vgm_sent", DAY, nullable=True),
        sa.Column("eta", DAY, nullable=True),
        sa.Column("discharged", DAY, nullable=True),
        sa.Column("taken", DAY, nullable=True),
        sa.Column("delivered", DAY, nullable=True),
        sa.Column("returned", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["shipment"], ["shipment.ref"], name=op.f("fk_container_shipment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_container")),
        sqlite_strict=True,
    )
    op.create_table(
        "declaration",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=True),
        sa.Column("procedure", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("broker", REF, nullable=True),
        sa.Column("mandated", DAY, nullable=True),
        sa.Column("representation", WORDS, nullable=True),
        sa.Column("lrn", WORDS, nullable=True),
        sa.Column("mrn", WORDS, nullable=True),
        sa.Column("office", WORDS, nullable=True),
        sa.Column("lodged", DAY, nullable=True),
        sa.Column("accepted", DAY, nullable=True),
        sa.Column("released", DAY, nullable=True),
        sa.Column("exited", DAY, nullable=True),
        sa.Column("alternative", WORDS, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("duty", WHOLE, nullable=True),
        sa.Column("vat", WHOLE, nullable=True),
        sa.Column("vat_paid", WHOLE, nullable=True),
        sa.Column("workings", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["broker"], ["party.code"], name=op.f("fk_declaration_broker"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shipment"],
            ["shipment.ref"],
            name=op.f("fk_declaration_shipment"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_declaration")),
        sqlite_strict=True,
    )
    op.create_table(
        "document",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=False),
        sa.Column("paper", WORDS, nullable=True),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("due_at", WORDS, nullable=True),
        sa.Column("due", DAY, nullable=True),
        sa.Column("number", WORDS, nullable=True),
        sa.Column("requested", DAY, nullable=True),
        sa.Column("received", DAY, nullable=True),
        sa.Column("checked", DAY, nullable=True),
        sa.Column("sent", DAY, nullable=True),
        sa.Column("discrepancy", WORDS, nullable=True),
        sa.Column("waived", FLAG, nullable=True),
        sa.Column("file", WORDS, nullable=True),
        sa.Column("rule", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["shipment"], ["shipment.ref"], name=op.f("fk_document_shipment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    op.create_table(
        "milestone",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=False),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("planned", DAY, nullable=True),
        sa.Column("expected", DAY, nullable=True),
        sa.Column("actual", DAY, nullable=True),
        sa.Column("who", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["shipment"], ["shipment.ref"], name=op.f("fk_milestone_shipment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_milestone")),
        sqlite_strict=True,
    )
    op.create_table(
        "quote",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=False),
        sa.Column("forwarder", REF, nullable=True),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("service", WORDS, nullable=True),
        sa.Column("scope", WORDS, nullable=True),
        sa.Column("basis", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("rate", WHOLE, nullable=True),
        sa.Column("minimum", WHOLE, nullable=True),
        sa.Column("boxes", WHOLE, nullable=True),
        sa.Column("box", WORDS, nullable=True),
        sa.Column("surcharges", WHOLE, nullable=True),
        sa.Column("pre_carriage", WHOLE, nullable=True),
        sa.Column("on_carriage", WHOLE, nullable=True),
        sa.Column("transit_days", WHOLE, nullable=True),
        sa.Column("vehicle", WORDS, nullable=True),
        sa.Column("km", WHOLE, nullable=True),
        sa.Column("received", DAY, nullable=True),
        sa.Column("valid_until", DAY, nullable=True),
        sa.Column("chargeable_kg", WHOLE, nullable=True),
        sa.Column("cost", WHOLE, nullable=True),
        sa.Column("co2_kg", WHOLE, nullable=True),
        sa.Column("reliability", WHOLE, nullable=True),
        sa.Column("chosen", FLAG, nullable=True),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["forwarder"], ["party.code"], name=op.f("fk_quote_forwarder"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shipment"], ["shipment.ref"], name=op.f("fk_quote_shipment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_quote")),
        sqlite_strict=True,
    )
    op.create_table(
        "claim",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("party", REF, nullable=True),
        sa.Column("order", REF, nullable=True),
        sa.Column("container", REF, nullable=True),
        sa.Column("opened", DAY, nullable=True),
        sa.Column("harm", WORDS, nullable=True),
        sa.Column("received", DAY, nullable=True),
        sa.Column("due_delivery", DAY, nullable=True),
        sa.Column("regime", WORDS, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("law", WORDS, nullable=True),
        sa.Column("contract_days", WHOLE, nullable=True),
        sa.Column("safe", DAY, nullable=True),
        sa.Column("deadline", DAY, nullable=True),
        sa.Column("reserved", DAY, nullable=True),
        sa.Column("notified", DAY, nullable=True),
        sa.Column("bar", DAY, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("kg", WHOLE, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("proven", WHOLE, nullable=True),
        sa.Column("limit", WHOLE, nullable=True),
        sa.Column("payable", WHOLE, nullable=True),
        sa.Column("claimed", WHOLE, nullable=True),
        sa.Column("agreed", WHOLE, nullable=True),
        sa.Column("recovered", WHOLE, nullable=True),
        sa.Column("reminders", WHOLE, nullable=True),
        sa.Column("reminded", DAY, nullable=True),
        sa.Column("reservations", WORDS, nullable=True),
        sa.Column("workings", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["container"], ["container.ref"], name=op.f("fk_claim_container"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_claim_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_claim_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shipment"], ["shipment.ref"], name=op.f("fk_claim_shipment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_claim")),
        sqlite_strict=True,
    )
    op.create_table(
        "shipment_line",
        sa.Column("ref", REF, nullable=False),
        sa.Column("shipment", REF, nullable=False),
        sa.Column("order_line", REF, nullable=True),
        sa.Column("container", REF, nullable=True),
        sa.Column("description", WORDS, nullable=True),
        sa.Column("quantity", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("packages", WHOLE, nullable=True),
        sa.Column("net_kg", WHOLE, nullable=True),
        sa.Column("gross_kg", WHOLE, nullable=True),
        sa.Column("m3", WHOLE, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("customs_value", WHOLE, nullable=True),
        sa.Column("duty", WHOLE, nullable=True),
        sa.Column("landed", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["container"],
            ["container.ref"],
            name=op.f("fk_shipment_line_container"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["order_line"],
            ["order_line.ref"],
            name=op.f("fk_shipment_line_order_line"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["shipment"],
            ["shipment.ref"],
            name=op.f("fk_shipment_line_shipment"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_shipment_line")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
    op.add_column("order_line", sa.Column("tolerance", WHOLE))
    op.create_index(op.f("ix_shipment_forwarder"), "shipment", ["forwarder"], unique=False)
    op.create_index(op.f("ix_shipment_party"), "shipment", ["party"], unique=False)
    op.create_index(op.f("ix_container_shipment"), "container", ["shipment"], unique=False)
    op.create_index(op.f("ix_declaration_broker"), "declaration", ["broker"], unique=False)
    op.create_index(op.f("ix_declaration_shipment"), "declaration", ["shipment"], unique=False)
    op.create_index(op.f("ix_document_shipment"), "document", ["shipment"], unique=False)
    op.create_index(op.f("ix_milestone_shipment"), "milestone", ["shipment"], unique=False)
    op.create_index(op.f("ix_quote_forwarder"), "quote", ["forwarder"], unique=False)
    op.create_index(op.f("ix_quote_shipment"), "quote", ["shipment"], unique=False)
    op.create_index(op.f("ix_claim_container"), "claim", ["container"], unique=False)
    op.create_index(op.f("ix_claim_order"), "claim", ["order"], unique=False)
    op.create_index(op.f("ix_claim_party"), "claim", ["party"], unique=False)
    op.create_index(op.f("ix_claim_shipment"), "claim", ["shipment"], unique=False)
    op.create_index(
        op.f("ix_shipment_line_container"), "shipment_line", ["container"], unique=False
    )
    op.create_index(
        op.f("ix_shipment_line_order_line"), "shipment_line", ["order_line"], unique=False
    )
    op.create_index(op.f("ix_shipment_line_shipment"), "shipment_line", ["shipment"], unique=False)
    # ### end Alembic commands ###
