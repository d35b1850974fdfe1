"""What is owed and paid, and the rates between currencies."""

from __future__ import annotations

from decimal import Decimal

from comptoir.records.declared import Composed, Field, Numbered, Record, Tone
from comptoir.records.kinds import Choice, Code, Day, Link, Quantity, Text, Whole, amount
from comptoir.records.lists import CURRENCY
from comptoir.wording import mark

INVOICE_KIND = Choice(
    {
        "SALE": mark("sale"),
        "CREDIT_NOTE": mark("credit note"),
        "PURCHASE": mark("purchase"),
        "PROFORMA": mark("pro forma"),
    },
    wide=13,
)
INVOICE_STATUS = Choice(
    {
        "DRAFT": mark("draft"),
        "ISSUED": mark("issued"),
        "DISPUTED": mark("disputed"),
        "PART_PAID": mark("part paid"),
        "PAID": mark("paid"),
        "CANCELLED": mark("cancelled"),
    },
    wide=12,
)
VAT_CASE = Choice(
    {
        "DOMESTIC": mark("domestic"),
        "EU_SUPPLY": mark("supply inside the Union"),
        "EXPORT": mark("export outside the Union"),
        "REVERSE": mark("reverse charge"),
        "NONE": mark("outside VAT"),
    },
    wide=22,
)
MEANS = Choice(
    {
        "TT": mark("transfer"),
        "LC": mark("letter of credit"),
        "DP": mark("documents against payment"),
        "DA": mark("documents against acceptance"),
        "CARD": mark("card"),
        "CHEQUE": mark("cheque"),
        "CASH": mark("cash"),
        "SET_OFF": mark("set-off"),
    },
    wide=18,
)
DIRECTION = Choice({"IN": mark("received"), "OUT": mark("paid out")}, wide=11)

# fmt: off
INVOICE = Record(
    name="invoice",
    one=mark("Invoice"),
    many=mark("Invoices"),
    workbook="register",
    purpose=mark("What customers owe us and what we owe suppliers, with its due date."),
    keying=Numbered(
        {"SALE": "FA", "CREDIT_NOTE": "AV", "PURCHASE": "FF", "PROFORMA": "PF"},
        by="kind",
        dated="issued",
    ),
    anchor="party",
    status="status",
    tones={
        "DRAFT": Tone.OPEN,
        "ISSUED": Tone.OPEN,
        "DISPUTED": Tone.LATE,
        "PART_PAID": Tone.DUE,
        "PAID": Tone.DONE,
        "CANCELLED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Invoice"), Code(), editable=False,
              help=mark("Given when the line is saved: a series without gaps.")),
        Field("party", mark("Partner"), Link("party"), required=True,
              also=(mark("Customer"), mark("Supplier")),
              help=mark("Code of the party; its name is understood too.")),
        Field("kind", mark("Kind"), INVOICE_KIND, required=True, initial="SALE",
              help=mark("Sale, credit note, purchase or pro forma.")),
        Field("status", mark("Status"), INVOICE_STATUS, required=True, initial="DRAFT",
              help=mark("Where the invoice stands.")),
        Field("order", mark("Order"), Link("order"), help=mark("Order that is invoiced.")),
        Field("their_ref", mark("Partner's reference"), Code(longest=60, capitals=False), wide=18,
              help=mark("Number on the supplier's invoice.")),
        Field("issued", mark("Invoice date"), Day(), required=True,
              help=mark("Date on the invoice.")),
        Field("due", mark("Due date"), Day(),
              help=mark("Left blank, it is computed from the payment terms.")),
        Field("terms", mark("Payment terms"), Text(longest=60, wide=18),
              help=mark("Such as NET 30, EOM 45 A, LC SIGHT.")),
        Field("currency", mark("Currency"), CURRENCY, required=True, initial="EUR",
              help=mark("Currency of the invoice.")),
        Field("net", mark("Amount excl. VAT"), amount(), required=True,
              help=mark("Negative on a credit note.")),
        Field("vat", mark("VAT"), amount(), help=mark("0 for an export or a supply in the Union.")),
        Field("total", mark("Amount incl. VAT"), amount(), computed=True, editable=False,
              help=mark("Amount with VAT.")),
        Field("paid", mark("Paid"), amount(), computed=True, editable=False,
              help=mark("Sum of the payments on this invoice.")),
        Field("balance", mark("Balance"), amount(), computed=True, editable=False,
              help=mark("What is still owed.")),
        Field("vat_case", mark("VAT case"), VAT_CASE,
              help=mark("Decides the wording on the invoice.")),
        Field("reminders", mark("Reminders"), Whole(maximum=3), initial=0,
              help=mark("How many reminders were sent.")),
        Field("reminded", mark("Last reminder"), Day(), help=mark("Day of the last reminder.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

PAYMENT = Record(
    name="payment",
    one=mark("Payment"),
    many=mark("Payments"),
    workbook="register",
    purpose=mark("Money received and paid out, invoice by invoice."),
    keying=Numbered({"": "RG"}, dated="day"),
    anchor="party",
    fields=(
        Field("ref", mark("Payment"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Partner"), Link("party"), required=True,
              help=mark("Code of the party; its name is understood too.")),
        Field("direction", mark("Direction"), DIRECTION, required=True, initial="IN",
              help=mark("Received from a customer or paid out to a supplier.")),
        Field("invoice", mark("Invoice"), Link("invoice"),
              help=mark("Invoice it settles. Blank: an advance, or not yet allocated.")),
        Field("day", mark("Value date"), Day(), required=True,
              help=mark("Day the bank counts it.")),
        Field("currency", mark("Currency"), CURRENCY, required=True, initial="EUR",
              help=mark("Currency of the payment.")),
        Field("amount", mark("Amount"), amount(), required=True,
              help=mark("Positive; negative for a payment taken back.")),
        Field("means", mark("Means"), MEANS, initial="TT", help=mark("How it was paid.")),
        Field("bank_ref", mark("Bank reference"), Text(longest=80, wide=22),
              help=mark("As on the bank's statement.")),
        Field("charges", mark("Bank charges"), amount(), help=mark("Kept by the bank.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

RATE_SOURCE = Choice(
    {
        "ECB": mark("ECB"),
        "CUSTOMS": mark("customs"),
        "BANK": mark("bank"),
        "CONTRACT": mark("contract"),
        "TYPED": mark("typed"),
    },
    wide=12,
)

RATE = Record(
    name="rate",
    one=mark("Rate"),
    many=mark("Rates"),
    workbook="register",
    purpose=mark("Exchange rates by day and source: 1 EUR = so many of the currency."),
    keying=Composed(("currency", "day", "source")),
    anchor="ref",
    fields=(
        Field("ref", mark("Rate"), Code(), editable=False, wide=24,
              help=mark("Given when the line is saved.")),
        Field("currency", mark("Currency"), CURRENCY, required=True,
              help=mark("Currency of which 1 EUR is worth so many.")),
        Field("day", mark("Day"), Day(), required=True,
              help=mark("Day of the rate; a customs rate: first day of its month.")),
        Field("source", mark("Source"), RATE_SOURCE, required=True, initial="TYPED",
              help=mark("Who says so.")),
        Field("value", mark("1 EUR ="),
              Quantity(places=8, minimum=Decimal("0.00000001"), form="0.0000####"), required=True,
              help=mark("So many of the currency for 1 EUR.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

TARGET = Record(
    name="target",
    one=mark("Target"),
    many=mark("Targets"),
    workbook="register",
    purpose=mark("Budgets and targets of the figures: of a month, a quarter or a year."),
    keying=Composed(("figure", "period")),
    anchor="ref",
    fields=(
        Field("ref", mark("Target"), Code(), editable=False, wide=24,
              help=mark("Given when the line is saved.")),
        Field("figure", mark("KPI"), Code(longest=30), required=True, wide=18,
              help=mark("Code of the figure, such as TURNOVER or OTIF: comptoir kpi lists them.")),
        Field("period", mark("Period"), Code(longest=7), required=True,
              help=mark("A month 2026-10, a quarter 2026-Q4 or a year 2026.")),
        Field("value", mark("Wished value"), Quantity(places=4, form="0.00##"), required=True,
              help=mark("Amounts in euros; a share in percent, such as 95.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on
