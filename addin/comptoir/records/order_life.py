"""What happens to an order while it lives: its changes, each dated, and its making."""

from __future__ import annotations

from comptoir.records.declared import Field, Record, Tone, Within
from comptoir.records.kinds import Choice, Code, Day, Link, Text
from comptoir.wording import mark

CHANGED = Choice(
    {
        "QUANTITY": mark("quantity"),
        "PRICE": mark("unit price"),
        "DISCOUNT": mark("discount"),
        "DESCRIPTION": mark("description"),
        "LINE_DATE": mark("date of the line"),
        "COMMITTED": mark("delivery date"),
        "INCOTERM": mark("Incoterm"),
        "PLACE": mark("named place"),
        "EDITION": mark("Incoterm edition"),
        "TERMS": mark("payment terms"),
        "CURRENCY": mark("currency"),
        "MODE": mark("mode"),
        "MISSING": mark("line missing"),
        "ADDED": mark("line added"),
    },
    wide=17,
)
ASKED_BY = Choice(
    {
        "CONFIRMATION": mark("their confirmation"),
        "PARTNER": mark("the partner"),
        "US": mark("us"),
    },
    wide=18,
)
CHANGE_STATUS = Choice(
    {"OPEN": mark("to settle"), "AGREED": mark("agreed"), "REFUSED": mark("refused")}, wide=11
)
PRODUCTION_STEP = Choice(
    {
        "DEPOSIT": mark("deposit paid"),
        "SAMPLE": mark("sample approved"),
        "MATERIALS": mark("materials there"),
        "STARTED": mark("production started"),
        "HALFWAY": mark("half produced"),
        "FINISHED": mark("production finished"),
        "INSPECTED": mark("inspected"),
        "READY": mark("packed and ready"),
    },
    wide=20,
)

# fmt: off
ORDER_CHANGE = Record(
    name="order_change",
    one=mark("Change of order"),
    many=mark("Changes of orders"),
    workbook="register",
    purpose=mark("Changes to orders, asked for or found in a confirmation: both values, the day,"
                 " and what became of each."),
    keying=Within("order", "A"),
    parent="order",
    anchor="order",
    status="status",
    tones={"OPEN": Tone.DUE, "AGREED": Tone.DONE, "REFUSED": Tone.CLOSED},
    fields=(
        Field("ref", mark("Change no."), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("order", mark("Order"), Link("order"), required=True,
              help=mark("Reference of the order.")),
        Field("line", mark("Line"), Link("order_line"),
              help=mark("The line it is about. Blank: the whole order.")),
        Field("what", mark("What changes"), CHANGED, required=True,
              help=mark("What is to be changed, or differs.")),
        Field("status", mark("Status"), CHANGE_STATUS, required=True, initial="OPEN",
              editable=False, help=mark("To settle until it is agreed or refused.")),
        Field("before", mark("As ordered"), Text(longest=250, wide=18),
              help=mark("What the order says.")),
        Field("after", mark("As asked"), Text(longest=250, wide=18),
              help=mark("What it would become.")),
        Field("asked_by", mark("Asked by"), ASKED_BY, required=True, initial="PARTNER",
              help=mark("Who wants the change, or where it was found.")),
        Field("day", mark("Asked on"), Day(), required=True,
              help=mark("Day of the request or of the confirmation.")),
        Field("settled", mark("Settled on"), Day(), editable=False,
              help=mark("Day it was agreed or refused.")),
        Field("their_ref", mark("Partner's reference"), Code(longest=60, capitals=False), wide=18,
              help=mark("Number of their confirmation or amendment.")),
        Field("why", mark("Reason"), Text(longest=300, wide=30),
              help=mark("Why it is asked for, or why it was agreed or refused.")),
    ),
)

PRODUCTION = Record(
    name="production",
    one=mark("Production step"),
    many=mark("Production"),
    workbook="register",
    purpose=mark("How far the supplier is with each purchase: planned, announced, done."),
    keying=Within("order", "P"),
    parent="order",
    anchor="step",
    fields=(
        Field("ref", mark("Step no."), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("order", mark("Order"), Link("order"), required=True,
              help=mark("Reference of the order.")),
        Field("step", mark("Step"), PRODUCTION_STEP, required=True,
              help=mark("What must be done by then.")),
        Field("planned", mark("Planned"), Day(), help=mark("By the plan, back from the date"
                                                           " promised. It is not moved.")),
        Field("expected", mark("Expected"), Day(), help=mark("Latest news from the supplier.")),
        Field("actual", mark("Done on"), Day(), help=mark("Day it was done.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on
