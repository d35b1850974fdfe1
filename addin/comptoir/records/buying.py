"""Consultations: one request to several suppliers, what is asked for, and who was asked.

A supplier's answer is an offer of the flow import that names the consultation: it is compared
with the others, and the one chosen becomes the purchase order.
"""

from __future__ import annotations

from comptoir.records.declared import Field, Numbered, Record, Tone, Within
from comptoir.records.goods import UNIT, weight
from comptoir.records.kinds import Choice, Code, Day, Link, Text, Whole
from comptoir.records.lists import CURRENCY, EDITION, INCOTERM, MODE
from comptoir.records.quantities import COUNT, VOLUME
from comptoir.wording import mark

CONSULTATION_STATUS = Choice(
    {
        "DRAFT": mark("draft"),
        "SENT": mark("sent"),
        "CHOSEN": mark("supplier chosen"),
        "DROPPED": mark("dropped"),
    },
    wide=16,
)
CONSULTED_STATUS = Choice(
    {
        "TO_ASK": mark("to ask"),
        "ASKED": mark("request sent"),
        "REMINDED": mark("reminded"),
        "ANSWERED": mark("answered"),
        "DECLINED": mark("declined"),
        "CHOSEN": mark("chosen"),
        "NOT_CHOSEN": mark("not chosen"),
    },
    wide=16,
)

# fmt: off
CONSULTATION = Record(
    name="consultation",
    one=mark("Consultation"),
    many=mark("Consultations"),
    workbook="register",
    purpose=mark("One request to several suppliers: what is wanted, on which terms, till when."),
    keying=Numbered({"": "CS"}, dated="asked"),
    anchor="subject",
    status="status",
    tones={
        "DRAFT": Tone.OPEN,
        "SENT": Tone.DUE,
        "CHOSEN": Tone.DONE,
        "DROPPED": Tone.CLOSED,
    },
    called=("subject",),
    fields=(
        Field("ref", mark("Consultation"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("subject", mark("Subject"), Text(longest=200, wide=30), required=True,
              help=mark("What is looked for, in a few words.")),
        Field("status", mark("Status"), CONSULTATION_STATUS, required=True, initial="DRAFT",
              help=mark("Where the consultation stands.")),
        Field("asked", mark("Asked on"), Day(), required=True,
              help=mark("Date of the request.")),
        Field("answer_by", mark("Answer by"), Day(),
              help=mark("Day by which the suppliers must answer.")),
        Field("deliver_by", mark("Wanted by"), Day(),
              help=mark("Day by which the goods are needed at the place of delivery.")),
        Field("incoterm", mark("Incoterm"), INCOTERM,
              help=mark("Asked of all of them; each may answer on another one.")),
        Field("place", mark("Named place"), Text(longest=80, wide=20),
              help=mark("Place or port of the Incoterm, as precise as possible.")),
        Field("edition", mark("Incoterm edition"), EDITION, required=True, initial="2020",
              help=mark("Edition of the Incoterms.")),
        Field("delivered_to", mark("Compared at"), Text(longest=80, wide=20),
              help=mark("The place where all offers are compared: our own door.")),
        Field("currency", mark("Currency"), CURRENCY, required=True, initial="EUR",
              help=mark("Currency asked of the suppliers.")),
        Field("terms", mark("Payment terms"), Text(longest=60, wide=18),
              help=mark("Such as NET 30, EOM 45 A, LC SIGHT.")),
        Field("mode", mark("Mode"), MODE, help=mark("How the goods would travel.")),
        Field("samples", mark("Samples"), Text(longest=200, wide=24),
              help=mark("Samples asked for, and by when.")),
        Field("certificates", mark("Certificates"), Text(longest=300, wide=24),
              help=mark("Certificates and proofs wanted, parted by commas.")),
        Field("asked_of", mark("Suppliers asked"), Whole(), computed=True, editable=False,
              help=mark("How many suppliers were asked.")),
        Field("answers", mark("Answers"), Whole(), computed=True, editable=False,
              help=mark("How many offers came.")),
        Field("chosen", mark("Offer chosen"), Code(), computed=True, editable=False, wide=14,
              help=mark("The offer that became the order.")),
        Field("reason", mark("Why this supplier"), Text(lines=True, wide=30),
              help=mark("The reason of the choice; it is kept with the figures.")),
        Field("owner", mark("Followed by"), Text(longest=60, wide=14),
              help=mark("Colleague in charge.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

CONSULTATION_LINE = Record(
    name="consultation_line",
    one=mark("Line asked"),
    many=mark("Lines asked"),
    workbook="register",
    purpose=mark("The goods each consultation asks for, in the unit in which offers are compared."),
    keying=Within("consultation"),
    parent="consultation",
    anchor="consultation",
    fields=(
        Field("ref", mark("Line asked"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("consultation", mark("Consultation"), Link("consultation"), required=True,
              help=mark("Reference of the consultation.")),
        Field("product", mark("Article"), Link("product"),
              help=mark("Article code; its description is understood too.")),
        Field("description", mark("Description"), Text(longest=250, wide=34),
              help=mark("As the suppliers must read it, where it differs from the article's.")),
        Field("requirement", mark("Requirement"), Text(longest=300, wide=30),
              help=mark("What the goods must comply with.")),
        Field("quantity", mark("Quantity"), COUNT, required=True, help=mark("In the unit.")),
        Field("unit", mark("Unit"), UNIT, initial="PCE", help=mark("Unit of the quantity.")),
        Field("net_kg", mark("Net weight (kg)"), weight(), help=mark("Of the whole line.")),
        Field("gross_kg", mark("Gross weight (kg)"), weight(), help=mark("Of the whole line.")),
        Field("m3", mark("Volume (m³)"), VOLUME, help=mark("Of the whole line.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

CONSULTED = Record(
    name="consulted",
    one=mark("Supplier asked"),
    many=mark("Suppliers asked"),
    workbook="register",
    purpose=mark("Who was asked, who answered, who must be reminded: a line for each supplier."),
    keying=Within("consultation", "F"),
    parent="consultation",
    anchor="party",
    status="status",
    tones={
        "TO_ASK": Tone.OPEN,
        "ASKED": Tone.DUE,
        "REMINDED": Tone.DUE,
        "ANSWERED": Tone.DONE,
        "DECLINED": Tone.CLOSED,
        "CHOSEN": Tone.DONE,
        "NOT_CHOSEN": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Request no."), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("consultation", mark("Consultation"), Link("consultation"), required=True,
              help=mark("Reference of the consultation.")),
        Field("party", mark("Partner"), Link("party"), required=True, also=(mark("Supplier"),),
              help=mark("Code of the party; its name is understood too.")),
        Field("status", mark("Status"), CONSULTED_STATUS, required=True, initial="TO_ASK",
              help=mark("Where the request to this supplier stands.")),
        Field("asked", mark("Asked on"), Day(), help=mark("Day the request was sent.")),
        Field("reminded", mark("Reminded on"), Day(), help=mark("Day of the last reminder.")),
        Field("answered", mark("Answered on"), Day(), help=mark("Day the answer came.")),
        Field("their_ref", mark("Partner's reference"), Code(longest=60, capitals=False), wide=18,
              help=mark("Number of their quotation.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on
