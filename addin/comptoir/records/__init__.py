"""The nouns of the desk, each declared once.

From one declaration come the table in the store, the columns of a sheet, the checks on what is
typed, the import of foreign files, the names a letter may use, and the help page.
"""

from __future__ import annotations

from comptoir.records.buying import CONSULTATION, CONSULTATION_LINE, CONSULTED
from comptoir.records.correspondence import LETTER
from comptoir.records.credits import AMENDMENT, CREDIT, CREDIT_PAPER
from comptoir.records.customs_claims import CLAIM, DECLARATION, DOCUMENT, TARIFF
from comptoir.records.declared import (
    Composed,
    Field,
    Keying,
    Numbered,
    Plain,
    Record,
    Tone,
    Within,
)
from comptoir.records.developing import IDEA, SCORECARD, SURVEY, TERM, VISIT
from comptoir.records.goods import PRODUCT
from comptoir.records.kinds import Kind, Link, Unfit
from comptoir.records.mail import ATTACHMENT, FILING, MAIL_RULE, MESSAGE, NEWS_ITEM
from comptoir.records.money import BANK_ENTRY, INVOICE, INVOICE_LINE, PAYMENT, RATE, TARGET
from comptoir.records.order_life import ORDER_CHANGE, PRODUCTION
from comptoir.records.particulars import PARTICULARS
from comptoir.records.partners import CONTACT, PARTY
from comptoir.records.prospecting import (
    APPROACH,
    CAMPAIGN,
    CARNET_ITEM,
    EVENT,
    EVENT_COST,
    PERMISSION,
    PROSPECT,
)
from comptoir.records.shipping import CONTAINER, MILESTONE, QUOTE, SHIPMENT, SHIPMENT_LINE
from comptoir.records.tasks import TASK
from comptoir.records.trade import OFFER, OFFER_COST, OFFER_LINE, ORDER, ORDER_LINE
from comptoir.records.watching import (
    COUNTRY_SHEET,
    MARKET_FIGURE,
    WATCH_NOTE,
    WATCH_SOURCE,
    WATCH_TOPIC,
)

RECORDS: dict[str, Record] = {
    record.name: record
    for record in (
        PARTY,
        CONTACT,
        PRODUCT,
        CONSULTATION,
        CONSULTATION_LINE,
        CONSULTED,
        OFFER,
        OFFER_LINE,
        OFFER_COST,
        ORDER,
        ORDER_LINE,
        ORDER_CHANGE,
        PRODUCTION,
        RATE,
        TARGET,
        TASK,
        SHIPMENT,
        CONTAINER,
        SHIPMENT_LINE,
        MILESTONE,
        DOCUMENT,
        DECLARATION,
        QUOTE,
        CLAIM,
        TARIFF,
        CREDIT,
        CREDIT_PAPER,
        AMENDMENT,
        PARTICULARS,
        INVOICE,
        INVOICE_LINE,
        BANK_ENTRY,
        PAYMENT,
        LETTER,
        EVENT,
        EVENT_COST,
        CARNET_ITEM,
        CAMPAIGN,
        PROSPECT,
        APPROACH,
        PERMISSION,
        VISIT,
        SURVEY,
        IDEA,
        SCORECARD,
        WATCH_SOURCE,
        WATCH_TOPIC,
        WATCH_NOTE,
        COUNTRY_SHEET,
        MARKET_FIGURE,
        TERM,
        MESSAGE,
        ATTACHMENT,
        FILING,
        NEWS_ITEM,
        MAIL_RULE,
    )
}
"""Every record by its name, parents before those that link to them."""

VERSION = "row_version"
"""Beside a row's fields, where it comes from the store: how often it was written."""

Row = dict[str, object]
"""One record's typed values by field, with ``VERSION`` where it comes from the store, and under
``custom`` what the user's own columns hold."""

Rows = dict[str, Row]
"""Rows by key."""

__all__ = [
    "RECORDS",
    "VERSION",
    "Composed",
    "Field",
    "Keying",
    "Kind",
    "Link",
    "Numbered",
    "Plain",
    "Record",
    "Row",
    "Rows",
    "Tone",
    "Unfit",
    "Within",
]
