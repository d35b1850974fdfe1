"""Mails."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
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
        "mail_outbox",
        sa.Column("key", REF, nullable=False),
        sa.Column("mailbox", REF, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("message_id", REF, nullable=False),
        sa.Column("native", WORDS, nullable=True),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("dossier", WORDS, nullable=False),
        sa.Column("answers", WORDS, nullable=True),
        sa.Column("task", WORDS, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("sent", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mail_outbox")),
        sqlite_strict=True,
    )
    op.create_table(
        "mailbox",
        sa.Column("name", REF, nullable=False),
        sa.Column("cursor", WORDS, nullable=True),
        sa.Column("tried", INSTANT, nullable=True),
        sa.Column("good", INSTANT, nullable=True),
        sa.Column("fault", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox")),
        sqlite_strict=True,
    )
    op.create_table(
        "mail_copy",
        sa.Column("mailbox", REF, nullable=False),
        sa.Column("folder", REF, nullable=False),
        sa.Column("native", REF, nullable=False),
        sa.Column("identity", REF, nullable=False),
        sa.Column("version", WORDS, nullable=True),
        sa.Column("generation", WORDS, nullable=False),
        sa.Column("is_read", FLAG, nullable=True),
        sa.ForeignKeyConstraint(
            ["mailbox"], ["mailbox.name"], name=op.f("fk_mail_copy_mailbox"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("mailbox", "folder", "native", name=op.f("pk_mail_copy")),
        sqlite_strict=True,
    )
    op.create_table(
        "message",
        sa.Column("ref", REF, nullable=False),
        sa.Column("received", DAY, nullable=True),
        sa.Column("subject", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=True),
        sa.Column("dossier", WORDS, nullable=True),
        sa.Column("proposed", WORDS, nullable=True),
        sa.Column("risk", WORDS, nullable=True),
        sa.Column("checked", DAY, nullable=True),
        sa.Column("sender", WORDS, nullable=True),
        sa.Column("party", REF, nullable=True),
        sa.Column("way", WORDS, nullable=True),
        sa.Column("recipients", WORDS, nullable=True),
        sa.Column("time", WORDS, nullable=True),
        sa.Column("excerpt", WORDS, nullable=True),
        sa.Column("files", WORDS, nullable=True),
        sa.Column("why", WORDS, nullable=True),
        sa.Column("warning", WORDS, nullable=True),
        sa.Column("answered", DAY, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name=op.f("fk_message_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_message")),
        sqlite_strict=True,
    )
    op.create_table(
        "attachment",
        sa.Column("ref", REF, nullable=False),
        sa.Column("message", REF, nullable=False),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("sent_as", WORDS, nullable=True),
        sa.Column("type", WORDS, nullable=True),
        sa.Column("size", WHOLE, nullable=True),
        sa.Column("sha256", WORDS, nullable=True),
        sa.Column("paper", WORDS, nullable=True),
        sa.Column("draft", FLAG, nullable=True),
        sa.Column("dangers", WORDS, nullable=True),
        sa.Column("file", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["message"], ["message.ref"], name=op.f("fk_attachment_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_attachment")),
        sqlite_strict=True,
    )
    op.create_table(
        "filing",
        sa.Column("ref", REF, nullable=False),
        sa.Column("message", REF, nullable=False),
        sa.Column("dossier", WORDS, nullable=True),
        sa.Column("score", WHOLE, nullable=True),
        sa.Column("reasons", WORDS, nullable=True),
        sa.Column("state", WORDS, nullable=True),
        sa.Column("by", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["message"], ["message.ref"], name=op.f("fk_filing_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_filing")),
        sqlite_strict=True,
    )
    op.create_table(
        "mail_known",
        sa.Column("identity", REF, nullable=False),
        sa.Column("message_id", REF, nullable=False),
        sa.Column("message", REF, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("suffix", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["message"], ["message.ref"], name=op.f("fk_mail_known_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_mail_known")),
        sqlite_strict=True,
    )
    op.create_table(
        "mail_rule",
        sa.Column("ref", REF, nullable=False),
        sa.Column("sender", WORDS, nullable=True),
        sa.Column("subject_words", WORDS, nullable=True),
        sa.Column("dossier", WORDS, nullable=True),
        sa.Column("active", FLAG, nullable=True),
        sa.Column("learnt", DAY, nullable=True),
        sa.Column("message", REF, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["message"], ["message.ref"], name=op.f("fk_mail_rule_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_mail_rule")),
        sqlite_strict=True,
    )
    op.create_table(
        "news",
        sa.Column("ref", REF, nullable=False),
        sa.Column("fact", WORDS, nullable=True),
        sa.Column("day", DAY, nullable=True),
        sa.Column("number", WORDS, nullable=True),
        sa.Column("answer", WORDS, nullable=True),
        sa.Column("target", WORDS, nullable=True),
        sa.Column("passage", WORDS, nullable=True),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("other_day", DAY, nullable=True),
        sa.Column("message", REF, nullable=False),
        sa.Column("became", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("row_version", WHOLE, nullable=False),
        sa.Column("custom", WORDS, nullable=True),
        sa.ForeignKeyConstraint(
            ["message"], ["message.ref"], name=op.f("fk_news_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_news")),
        sqlite_strict=True,
    )
    # ### end Alembic commands ###
    op.create_index(op.f("ix_mail_outbox_message_id"), "mail_outbox", ["message_id"], unique=False)
    op.create_index(op.f("ix_mail_copy_identity"), "mail_copy", ["identity"], unique=False)
    op.create_index(op.f("ix_message_party"), "message", ["party"], unique=False)
    op.create_index(op.f("ix_attachment_message"), "attachment", ["message"], unique=False)
    op.create_index(op.f("ix_filing_message"), "filing", ["message"], unique=False)
    op.create_index(op.f("ix_mail_known_message"), "mail_known", ["message"], unique=False)
    op.create_index(op.f("ix_mail_known_message_id"), "mail_known", ["message_id"], unique=False)
    op.create_index(op.f("ix_mail_rule_message"), "mail_rule", ["message"], unique=False)
    op.create_index(op.f("ix_news_message"), "news", ["message"], unique=False)
    # ### end Alembic commands ###
