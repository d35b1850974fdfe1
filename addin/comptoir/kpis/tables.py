"""The tables of facts: what the figures are sums of, one row to a line, invoice or shipment.

Each has a country, a partner and a mode, so that one choice narrows them all. Amounts are in the
reporting currency, in cents; days are counted as workbooks count them; nothing is 0.
"""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from comptoir.kpis.declared import Column, TableOf
from comptoir.wording import mark

UNKNOWN = "–"
"""What stands for a country, partner or mode that is not known."""

_WHO = (
    Column("country", mark("Country")),
    Column("party", mark("Partner")),
    Column("mode", mark("Mode")),
)
FILTERS = ("country", "party", "mode")


def _day(name: str, heading: str) -> Column:
    return Column(name, heading, "day")


def _money(name: str, heading: str, blocked: str = "no_rate") -> Column:
    return Column(name, heading, "number", 2, blocked)


def _count(name: str, heading: str, places: int = 0, blocked: str = "") -> Column:
    return Column(name, heading, "number", places, blocked)


def _table(
    name: str, title: str, purpose: str, record: str, ref: str, *columns: Column,
    beside: tuple[Column, ...] = (),
) -> TableOf:  # fmt: skip
    """A table whose rows are named by *ref* and tell whom they concern; *beside*: what else names them."""
    return TableOf(name, title, purpose, record, (Column("ref", ref), *beside, *_WHO, *columns))


_NO_RATE = _count("no_rate", mark("Without a rate"))
_NO_RATE_IN = _count("no_rate_in", mark("Purchase without a rate"))

LINES = _table(
    "lines", mark("Lines"), mark("Order lines that were booked: no drafts, nothing cancelled."),
    "order_line", mark("Line"),
    Column("product", mark("Article")), Column("family", mark("Family")),
    _day("ordered", mark("Ordered")), _day("due", mark("Promised")),
    _day("delivered", mark("Delivered")), _day("asked", mark("Requested")),
    _money("sold", mark("Sold")), _money("bought", mark("Bought"), "no_rate_in"), _NO_RATE, _NO_RATE_IN,
    _count("orders", mark("Sales orders")),
    _money("costed", mark("Sold with known cost"), "no_cost_rate"),
    _money("cost", mark("Cost"), "no_cost_rate"),
    _count("no_cost_rate", mark("Cost without a rate")),
    _count("out_due", mark("Sale due")), _count("out_on_time", mark("Sale on time")),
    _count("out_full", mark("Sale in full")), _count("otif", mark("On time in full")),
    _count("perfect", mark("Perfect")), _count("out_asked", mark("Sale with requested date")),
    _count("out_as_asked", mark("Sale as requested")),
    _count("out_late", mark("Sale late and open")),
    _count("out_days", mark("Days to deliver")), _count("out_done", mark("Sale delivered")),
    _count("in_due", mark("Purchase due")), _count("in_on_time", mark("Purchase on time")),
    _count("in_days", mark("Days to receive")), _count("in_done", mark("Purchase received")),
    _count("in_late", mark("Purchase late and open")),
    _count("unconfirmed", mark("Purchase unconfirmed")), _count("in_lines", mark("Purchase lines")),
    beside=(Column("order", mark("Order")),),
)  # fmt: skip
INVOICES = _table(
    "invoices", mark("Invoices"), mark("Invoices and credit notes: no drafts, nothing cancelled."),
    "invoice", mark("Invoice"),
    _day("issued", mark("Invoiced")), _day("due", mark("Due")), _day("paid", mark("Paid on")),
    _money("sales", mark("Sales")), _money("exported", mark("Export sales")),
    _money("taxed", mark("Sales with VAT")), _money("credited", mark("Credit notes")),
    _money("owed_us", mark("Owed to us"), "no_open"),
    _money("we_owe", mark("We owe"), "no_open_in"),
    _money("settled", mark("Settled")),
    _day("lost_on", mark("Written off on")), _money("lost", mark("Written off without VAT")),
    _money("lost_taxed", mark("Written off with VAT")),
    _count("late_amount", mark("Amount by days late"), 2, "no_rate"),
    _count("sale_count", mark("Sales invoices")), _money("union", mark("Export sales in the EU")),
    _count("billing", mark("Days order to invoice")), _count("billed", mark("Of an order")),
    _NO_RATE, _count("no_open", mark("Open without a rate")),
    _count("no_open_in", mark("Purchase open without a rate")),
)  # fmt: skip
PAYMENTS = _table(
    "payments", mark("Payments"), mark("What customers paid, on the invoice it settles."),
    "payment", mark("Payment"),
    _day("day", mark("Value date")), _money("received", mark("Received")), _NO_RATE,
    beside=(Column("invoice", mark("Invoice")),),
)  # fmt: skip
OFFERS = _table(
    "offers", mark("Offers"), mark("Quotations to customers: no drafts, nothing cancelled."),
    "offer", mark("Offer"), _day("offered", mark("Offered")),
    _day("valid", mark("Open till")),
    _count("won", mark("Won")), _count("decided", mark("Decided")), _count("open", mark("Open")),
    _count("sent", mark("Sent")), _count("expired", mark("Expired")),
    _count("reply", mark("Days enquiry to offer")), _count("replied", mark("Enquiry known")),
    _count("old", mark("Open over a week")), _count("chased", mark("Followed up")),
    _money("won_value", mark("Won value")), _money("decided_value", mark("Decided value")),
    _money("open_value", mark("Open value")), _NO_RATE,
)  # fmt: skip
SHIPMENTS = _table(
    "shipments", mark("Shipments"), mark("Shipments both ways, none cancelled."),
    "shipment", mark("Shipment"), Column("forwarder", mark("Forwarder")),
    _day("left", mark("Departed")), _day("came", mark("Arrived")),
    _day("delivered", mark("Delivered")), _day("opened", mark("Opened")),
    _count("shipments", mark("Counted")), _count("bought_quantity", mark("Quantity bought"), 3),
    _count("judged", mark("Arrival planned")), _count("in_time", mark("Arrival on time")),
    _count("behind", mark("Days behind plan")),
    _count("transit", mark("Days under way")), _count("transits", mark("Way known")),
    _count("clearing", mark("Days arrival to release")), _count("clearings", mark("Release known")),
    _count("inland", mark("Days release to door")), _count("inlands", mark("Door known")),
    _money("costs", mark("Transport costs")), _money("freight", mark("Freight")),
    _money("export_costs", mark("Export costs")), _money("export_value", mark("Export value")),
    _money("value", mark("Value")),
    _money("goods", mark("Goods with landed cost")), _money("landed", mark("Landed")),
    _money("kg_costs", mark("Freight with weight")), _count("kg", mark("Chargeable kg"), 3),
    _money("m3_costs", mark("Freight with volume")), _count("m3", mark("Volume"), 3),
    _money("box_costs", mark("Freight with containers")), _count("teu", mark("TEU")),
    _NO_RATE,
)  # fmt: skip
DECLARATIONS = _table(
    "declarations", mark("Customs"), mark("Customs declarations, none invalidated."),
    "declaration", mark("Declaration"), Column("broker", mark("Broker")),
    _day("accepted", mark("Accepted")), _day("released", mark("Released")),
    _count("days", mark("Days to release")), _count("timed", mark("Timed")),
    _count("next_day", mark("Within a day")), _count("same_day", mark("Same day")),
    _count("no_exit", mark("Exit not proved")),
    _money("value", mark("Customs value"), "no_rate"), _money("duty", mark("Duty"), "no_rate"),
    _NO_RATE,
)  # fmt: skip
PAPERS = _table(
    "papers", mark("Papers"), mark("The papers of shipments, but those not needed."),
    "document", mark("Paper"),
    _day("received", mark("Received")), _day("due", mark("Due")),
    _count("came", mark("Came")), _count("right", mark("Right")),
    _count("owed", mark("Was due")), _count("in_time", mark("In time")),
    _count("missing", mark("Was due, missing")),
    beside=(Column("paper", mark("Kind")),),
)  # fmt: skip
CLAIMS = _table(
    "claims", mark("Claims"), mark("Claims on carriers and suppliers, complaints of customers."),
    "claim", mark("Claim"),
    _day("opened", mark("Opened")), _day("deadline", mark("Last day to notify")),
    _day("came", mark("Goods received")), _count("rejected", mark("Quantity rejected"), 3),
    _count("claims", mark("Counted")), _count("open", mark("Open")),
    _count("transport", mark("On a carrier")), _count("supplier", mark("On a supplier")),
    _count("waiting", mark("To notify")),
    _money("loss", mark("Loss")), _money("claimed", mark("Claimed, closed")),
    _money("recovered", mark("Recovered, closed")), _NO_RATE,
)  # fmt: skip

CASH = _table(
    "cash", mark("Money ahead"), mark("Open invoices, with the day their money is expected by the partner's habit."),
    "invoice", mark("Invoice"), _day("due", mark("Due")),
    _count("habit", mark("Usual days late")), _day("expected", mark("Expected")),
    _money("to_come", mark("To come")), _money("chase", mark("To chase")),
    _money("to_pay", mark("To pay"), "no_rate_in"), _NO_RATE, _NO_RATE_IN,
)  # fmt: skip
WORK_AHEAD = _table(
    "work", mark("Work ahead"), mark("What is to happen, and what did not on its day."),
    "task", mark("Record"),
    _day("day", mark("Day")), _count("events", mark("Counted")),
    beside=(Column("kind", mark("Kind")),),
)  # fmt: skip
MAILS = _table(
    "mails", mark("Mails"), mark("Mails that came and went, but those set aside."),
    "message", mark("Mail"), _day("received", mark("Day")),
    _count("came", mark("Came in")), _count("went", mark("Went out")),
    _count("filed", mark("Filed")), _count("waiting", mark("To file")),
    _count("asked", mark("From a partner")), _count("answered", mark("Answered")),
    _count("answer_days", mark("Days to answer")),
    _count("risky", mark("Risky")), _count("unchecked", mark("Risky, unchecked")),
)  # fmt: skip
LEADS = _table(
    "leads", mark("Leads"), mark("Prospects by the day we came to know them, and those that ordered."),
    "prospect", mark("Prospect"), Column("origin", mark("Comes from")),
    Column("event", mark("Event")), _day("obtained", mark("Lead of")), _day("won_on", mark("Won on")),
    _count("leads", mark("Counted")), _count("keen", mark("Interested")), _count("won", mark("Won")),
)  # fmt: skip
OUTLAY = _table(
    "outlay", mark("Outlay"), mark("What fairs and campaigns cost."),
    "event_cost", mark("Cost"), Column("event", mark("Event")), _day("day", mark("Day")),
    _money("spent", mark("Spent")), _money("planned", mark("Planned")), _NO_RATE,
)  # fmt: skip
LETTERS = _table(
    "letters", mark("Campaign letters"), mark("Letters and mails of campaigns that left."),
    "approach", mark("Letter"), Column("campaign", mark("Campaign")),
    _day("sent", mark("Sent on")), _count("letters", mark("Counted")),
    _count("replies", mark("Replies")), _count("keen", mark("Interested")),
    _count("refusals", mark("Said no")), _count("ordered", mark("Ordered")),
)  # fmt: skip
OPINIONS = _table(
    "opinions", mark("Opinions"), mark("Answers of customers to our survey."),
    "survey", mark("Survey"), _day("answered", mark("Answered on")),
    _count("answers", mark("Counted")), _count("promoters", mark("9 or 10")),
    _count("detractors", mark("0 to 6")),
)  # fmt: skip
MARKETS = _table(
    "markets", mark("Markets"), mark("Markets that statistics tell of by year, with what we sold in them."),
    "market_figure", mark("Market figure"), Column("code", mark("HS code")),
    _day("day", mark("Year to")), _money("ours", mark("Our sales")), _money("size", mark("Size")),
    _NO_RATE,
)  # fmt: skip

CREDITS = _table(
    "credits", mark("Credits"), mark("Letters of credit whose documents were presented."),
    "credit", mark("Credit"), _day("presented", mark("Presented on")),
    _count("decided", mark("Bank decided")), _count("clean", mark("Accepted")),
)  # fmt: skip

TABLES: dict[str, TableOf] = {
    one.name: one
    for one in (
        LINES, INVOICES, PAYMENTS, OFFERS, SHIPMENTS, DECLARATIONS, PAPERS, CLAIMS, CREDITS, MAILS,
        CASH, WORK_AHEAD, LEADS, OUTLAY, LETTERS, OPINIONS, MARKETS,
    )
}  # fmt: skip
