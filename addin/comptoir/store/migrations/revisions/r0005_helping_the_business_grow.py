"""Helping the business grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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
        "country_sheet",
        sa.Column("ref", REF, nullable=False),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("zone", WORDS, nullable=True),
        sa.Column("weekend", WORDS, nullable=True),
        sa.Column("holidays", WORDS, nullable=True),
        sa.Column("shared", WORDS, nullable=True),
        sa.Column("agreement", WORDS, nullable=True),
        sa.Column("papers", WORDS, nullable=True),
        sa.Column("paying", WORDS, nullable=True),
        sa.Column("risk", WORDS, nullable=True),
        sa.Column("risk_note", WORDS, nullable=True),
        sa.Column("checked", DAY, nullable=True),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("turnover", WHOLE, nullable=True),
        sa.Column("before", WHOLE, nullable=True),
        sa.Column("bought", WHOLE, nullable=True),
        sa.Column("customers", WHOLE, nullable=True),
        sa.Column("prospects", WHOLE, nullable=True),
        sa.Column("figures_on", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_country_sheet")),
        sqlite_strict=True,
    )
    op.create_table(
        "event",
        sa.Column("ref", REF, nullable=False),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("starts", DAY, nullable=True),
        sa.Column("ends", DAY, nullable=True),
        sa.Column("town", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("stand", WORDS, nullable=True),
        sa.Column("budget", WHOLE, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("goal", WHOLE, nullable=True),
        sa.Column("carnet", WORDS, nullable=True),
        sa.Column("carnet_until", DAY, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_event")),
        sqlite_strict=True,
    )
    op.create_table(
        "idea",
        sa.Column("ref", REF, nullable=False),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("about", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("what", WORDS, nullable=True),
        sa.Column("by", DAY, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("seen", DAY, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_idea")),
        sqlite_strict=True,
    )
    op.create_table(
        "market_figure",
        sa.Column("ref", REF, nullable=False),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("year", WHOLE, nullable=True),
        sa.Column("reporter", WORDS, nullable=True),
        sa.Column("flow", WORDS, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("partner", WORDS, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("kg", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_market_figure")),
        sqlite_strict=True,
    )
    op.create_table(
        "term",
        sa.Column("code", REF, nullable=False),
        sa.Column("fr", WORDS, nullable=True),
        sa.Column("en", WORDS, nullable=True),
        sa.Column("field", WORDS, nullable=True),
        sa.Column("meaning_fr", WORDS, nullable=True),
        sa.Column("meaning_en", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_term")),
        sqlite_strict=True,
    )
    op.create_table(
        "watch_source",
        sa.Column("code", REF, nullable=False),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("address", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("every_days", WHOLE, nullable=True),
        sa.Column("active", FLAG, nullable=True),
        sa.Column("collected", DAY, nullable=True),
        sa.Column("failures", WHOLE, nullable=True),
        sa.Column("trouble", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_watch_source")),
        sqlite_strict=True,
    )
    op.create_table(
        "watch_topic",
        sa.Column("code", REF, nullable=False),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("words_fr", WORDS, nullable=True),
        sa.Column("words_en", WORDS, nullable=True),
        sa.Column("never", WORDS, nullable=True),
        sa.Column("countries", WORDS, nullable=True),
        sa.Column("products", WORDS, nullable=True),
        sa.Column("goods_codes", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("weight", WHOLE, nullable=True),
        sa.Column("active", FLAG, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_watch_topic")),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign",
        sa.Column("ref", REF, nullable=False),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("channel", WORDS, nullable=True),
        sa.Column("letter", WORDS, nullable=True),
        sa.Column("event", REF, nullable=True),
        sa.Column("starts", DAY, nullable=True),
        sa.Column("role", WORDS, nullable=True),
        sa.Column("countries", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("least", WHOLE, nullable=True),
        sa.Column("cost", WHOLE, nullable=True),
        sa.Column("products_fr", WORDS, nullable=True),
        sa.Column("products_en", WORDS, nullable=True),
        sa.Column("reason_fr", WORDS, nullable=True),
        sa.Column("reason_en", WORDS, nullable=True),
        sa.Column("strengths_fr", WORDS, nullable=True),
        sa.Column("strengths_en", WORDS, nullable=True),
        sa.Column("proposal_fr", WORDS, nullable=True),
        sa.Column("proposal_en", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["event"], ["event.ref"], name=op.f("fk_campaign_event"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_campaign")),
        sqlite_strict=True,
    )
    op.create_table(
        "event_cost",
        sa.Column("ref", REF, nullable=False),
        sa.Column("event", REF, nullable=False),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("what", WORDS, nullable=True),
        sa.Column("party", REF, nullable=True),
        sa.Column("planned", WHOLE, nullable=True),
        sa.Column("spent", WHOLE, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["event"], ["event.ref"], name=op.f("fk_event_cost_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_event_cost_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_event_cost")),
        sqlite_strict=True,
    )
    op.create_table(
        "permission",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("email", WORDS, nullable=True),
        sa.Column("answer", WORDS, nullable=True),
        sa.Column("scope", WORDS, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("how", WORDS, nullable=True),
        sa.Column("evidence", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_permission_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_permission")),
        sqlite_strict=True,
    )
    op.create_table(
        "scorecard",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("year", WHOLE, nullable=True),
        sa.Column("grade", WORDS, nullable=True),
        sa.Column("points", WHOLE, nullable=True),
        sa.Column("lines", WHOLE, nullable=True),
        sa.Column("bought", WHOLE, nullable=True),
        sa.Column("on_time", WHOLE, nullable=True),
        sa.Column("late_days", WHOLE, nullable=True),
        sa.Column("confirm_days", WHOLE, nullable=True),
        sa.Column("lead_days", WHOLE, nullable=True),
        sa.Column("claims", WHOLE, nullable=True),
        sa.Column("quality", WHOLE, nullable=True),
        sa.Column("price_change", WHOLE, nullable=True),
        sa.Column("ours", WHOLE, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("figures_on", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_scorecard_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_scorecard")),
        sqlite_strict=True,
    )
    op.create_table(
        "watch_note",
        sa.Column("ref", REF, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("score", WHOLE, nullable=True),
        sa.Column("found", DAY, nullable=True),
        sa.Column("published", DAY, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("topics", WORDS, nullable=True),
        sa.Column("countries", WORDS, nullable=True),
        sa.Column("source", REF, nullable=True),
        sa.Column("link", WORDS, nullable=True),
        sa.Column("summary", WORDS, nullable=True),
        sa.Column("meaning", WORDS, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["source"],
            ["watch_source.code"],
            name=op.f("fk_watch_note_source"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_watch_note")),
        sqlite_strict=True,
    )
    op.create_table(
        "carnet_item",
        sa.Column("ref", REF, nullable=False),
        sa.Column("event", REF, nullable=False),
        sa.Column("description", WORDS, nullable=True),
        sa.Column("product", REF, nullable=True),
        sa.Column("pieces", WHOLE, nullable=True),
        sa.Column("unit", WORDS, nullable=True),
        sa.Column("kg", WHOLE, nullable=True),
        sa.Column("value", WHOLE, nullable=True),
        sa.Column("currency", WORDS, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("serial", WORDS, nullable=True),
        sa.Column("back", WHOLE, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["event"], ["event.ref"], name=op.f("fk_carnet_item_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["product"], ["product.sku"], name=op.f("fk_carnet_item_product"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_carnet_item")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("time", WORDS, nullable=True),
        sa.Column("their_time", WORDS, nullable=True),
        sa.Column("minutes", WHOLE, nullable=True),
        sa.Column("contact", REF, nullable=True),
        sa.Column("about", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("event", REF, nullable=True),
        sa.Column("trip", WORDS, nullable=True),
        sa.Column("travel", WORDS, nullable=True),
        sa.Column("present", WORDS, nullable=True),
        sa.Column("said", WORDS, nullable=True),
        sa.Column("decisions", WORDS, nullable=True),
        sa.Column("next_on", DAY, nullable=True),
        sa.Column("reported", DAY, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["contact"], ["contact.code"], name=op.f("fk_visit_contact"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["event"], ["event.ref"], name=op.f("fk_visit_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_visit_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_visit")),
        sqlite_strict=True,
    )
    op.create_table(
        "approach",
        sa.Column("ref", REF, nullable=False),
        sa.Column("campaign", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("contact", REF, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("email", WORDS, nullable=True),
        sa.Column("drafted", DAY, nullable=True),
        sa.Column("sent", DAY, nullable=True),
        sa.Column("replied", DAY, nullable=True),
        sa.Column("said", WORDS, nullable=True),
        sa.Column("order", REF, nullable=True),
        sa.Column("message", WORDS, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.ref"], name=op.f("fk_approach_campaign"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["contact"], ["contact.code"], name=op.f("fk_approach_contact"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_approach_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_approach_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_approach")),
        sqlite_strict=True,
    )
    op.create_table(
        "prospect",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("stage", WORDS, nullable=True),
        sa.Column("score", WHOLE, nullable=True),
        sa.Column("next_step", WORDS, nullable=True),
        sa.Column("next_on", DAY, nullable=True),
        sa.Column("origin", WORDS, nullable=True),
        sa.Column("event", REF, nullable=True),
        sa.Column("campaign", REF, nullable=True),
        sa.Column("obtained", DAY, nullable=True),
        sa.Column("need", WORDS, nullable=True),
        sa.Column("goods_code", WORDS, nullable=True),
        sa.Column("potential", WHOLE, nullable=True),
        sa.Column("last_contact", DAY, nullable=True),
        sa.Column("order", REF, nullable=True),
        sa.Column("won_on", DAY, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("owner", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.ref"], name=op.f("fk_prospect_campaign"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["event"], ["event.ref"], name=op.f("fk_prospect_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_prospect_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_prospect_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_prospect")),
        sqlite_strict=True,
    )
    op.create_table(
        "survey",
        sa.Column("ref", REF, nullable=False),
        sa.Column("party", REF, nullable=True),
        sa.Column("order", REF, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("sent", DAY, nullable=True),
        sa.Column("answered", DAY, nullable=True),
        sa.Column("recommend", WHOLE, nullable=True),
        sa.Column("delivery", WHOLE, nullable=True),
        sa.Column("quality", WHOLE, nullable=True),
        sa.Column("service", WHOLE, nullable=True),
        sa.Column("words", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["order"], ["order.ref"], name=op.f("fk_survey_order"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_survey_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_survey")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
    op.create_index(op.f("ix_campaign_event"), "campaign", ["event"], unique=False)
    op.create_index(op.f("ix_event_cost_event"), "event_cost", ["event"], unique=False)
    op.create_index(op.f("ix_event_cost_party"), "event_cost", ["party"], unique=False)
    op.create_index(op.f("ix_permission_party"), "permission", ["party"], unique=False)
    op.create_index(op.f("ix_scorecard_party"), "scorecard", ["party"], unique=False)
    op.create_index(op.f("ix_watch_note_source"), "watch_note", ["source"], unique=False)
    op.create_index(op.f("ix_carnet_item_event"), "carnet_item", ["event"], unique=False)
    op.create_index(op.f("ix_carnet_item_product"), "carnet_item", ["product"], unique=False)
    op.create_index(op.f("ix_visit_contact"), "visit", ["contact"], unique=False)
    op.create_index(op.f("ix_visit_event"), "visit", ["event"], unique=False)
    op.create_index(op.f("ix_visit_party"), "visit", ["party"], unique=False)
    op.create_index(op.f("ix_approach_campaign"), "approach", ["campaign"], unique=False)
    op.create_index(op.f("ix_approach_contact"), "approach", ["contact"], unique=False)
    op.create_index(op.f("ix_approach_order"), "approach", ["order"], unique=False)
    op.create_index(op.f("ix_approach_party"), "approach", ["party"], unique=False)
    op.create_index(op.f("ix_prospect_campaign"), "prospect", ["campaign"], unique=False)
    op.create_index(op.f("ix_prospect_event"), "prospect", ["event"], unique=False)
    op.create_index(op.f("ix_prospect_order"), "prospect", ["order"], unique=False)
    op.create_index(op.f("ix_prospect_party"), "prospect", ["party"], unique=False)
    op.create_index(op.f("ix_survey_order"), "survey", ["order"], unique=False)
    op.create_index(op.f("ix_survey_party"), "survey", ["party"], unique=False)
    # ### end Alembic commands ###
