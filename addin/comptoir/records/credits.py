"""Letters of credit: the file with the fields of its MT700, the papers it asks, its amendments.

Source: SWIFT MT700 (issue of a documentary credit) and MT707 (amendment); numbers in brackets.
"""

from __future__ import annotations

from decimal import Decimal

from comptoir.records.customs_claims import PAPER
from comptoir.records.declared import Field, Numbered, Record, Tone, Within
from comptoir.records.kinds import Choice, Code, Day, Flag, Link, Quantity, Text, Whole, amount
from comptoir.records.lists import CURRENCY, INCOTERM
from comptoir.records.quantities import COUNT, PERCENT, PRICE
from comptoir.wording import mark

CREDIT_STATUS = Choice(
    {
        "ASKED": mark("asked of the buyer"),
        "ADVISED": mark("advised"),
        "CHECKED": mark("checked, can be met"),
        "TO_AMEND": mark("amendment asked"),
        "PRESENTED": mark("documents presented"),
        "REFUSED": mark("refused by the bank"),
        "HONOURED": mark("accepted by the bank"),
        "PAID": mark("paid"),
        "EXPIRED": mark("expired"),
        "CANCELLED": mark("cancelled"),
    },
    wide=20,
)
FORM = Choice(
    {"IRREVOCABLE": mark("irrevocable"), "TRANSFERABLE": mark("irrevocable, transferable"),
     "STANDBY": mark("standby")},
    wide=20,
)  # fmt: skip
AVAILABLE_BY = Choice(
    {
        "SIGHT": mark("sight payment"),
        "DEFERRED": mark("deferred payment"),
        "ACCEPTANCE": mark("acceptance of a draft"),
        "NEGOTIATION": mark("negotiation"),
    },
    wide=18,
)
ALLOWED = Choice(
    {"ALLOWED": mark("allowed"), "NOT_ALLOWED": mark("not allowed"),
     "CONDITIONAL": mark("conditional")},
    wide=13,
)  # fmt: skip
CONFIRMATION = Choice(
    {"CONFIRM": mark("to be confirmed"), "MAY_ADD": mark("may be confirmed"),
     "WITHOUT": mark("not confirmed")},
    wide=18,
)  # fmt: skip
FREIGHT = Choice({"PREPAID": mark("freight prepaid"), "COLLECT": mark("freight collect")}, wide=14)
AMENDMENT_STATUS = Choice(
    {
        "ASKED": mark("asked"),
        "RECEIVED": mark("received, to accept or refuse"),
        "ACCEPTED": mark("accepted"),
        "REFUSED": mark("refused"),
    },
    wide=24,
)

# fmt: off
CREDIT = Record(
    name="credit",
    one=mark("Letter of credit"),
    many=mark("Letters of credit"),
    workbook="register",
    purpose=mark("Letters of credit, field by field as the bank advised them, with their days."),
    keying=Numbered({"": "LC"}, dated="issued"),
    anchor="party",
    status="status",
    tones={
        "ASKED": Tone.OPEN,
        "ADVISED": Tone.DUE,
        "CHECKED": Tone.OPEN,
        "TO_AMEND": Tone.DUE,
        "PRESENTED": Tone.OPEN,
        "REFUSED": Tone.LATE,
        "HONOURED": Tone.DONE,
        "PAID": Tone.DONE,
        "EXPIRED": Tone.LATE,
        "CANCELLED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Credit"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Customer"), Link("party"), required=True,
              help=mark("Who asked their bank for the credit.")),
        Field("order", mark("Order"), Link("order"), help=mark("Order that the credit pays.")),
        Field("status", mark("Status"), CREDIT_STATUS, required=True, initial="ASKED",
              help=mark("Where the credit stands.")),
        Field("number", mark("Credit number (20)"), Text(longest=35, wide=18),
              help=mark("Number given by the issuing bank.")),
        Field("issued", mark("Issued on (31C)"), Day(), help=mark("Day the bank issued it.")),
        Field("currency", mark("Currency"), CURRENCY, required=True, initial="EUR",
              help=mark("Currency of the credit (32B).")),
        Field("amount", mark("Amount (32B)"), amount(), required=True,
              help=mark("Amount of the credit.")),
        Field("about", mark("About (10 %)"), Flag(),
              help=mark("Yes where the credit says about or approximately: 10 % either way.")),
        Field("plus", mark("More allowed % (39A)"), PERCENT,
              help=mark("How much more may be drawn.")),
        Field("minus", mark("Less allowed % (39A)"), PERCENT,
              help=mark("How much less may be drawn.")),
        Field("latest_shipment", mark("Latest shipment (44C)"), Day(),
              help=mark("Last day to ship; a closed bank never extends it.")),
        Field("expiry", mark("Expiry (31D)"), Day(), help=mark("Last day to present documents.")),
        Field("expiry_place", mark("Place of expiry (31D)"), Text(longest=60, wide=16),
              help=mark("Where the documents must be by then.")),
        Field("period", mark("Days to present (48)"), Whole(minimum=1),
              help=mark("Days from shipment to presentation. Blank: 21.")),
        Field("shipped", mark("Shipped on"), Day(),
              help=mark("Date of shipment on the transport document.")),
        Field("last_day", mark("Last day to present"), Day(), computed=True, editable=False,
              help=mark("The earlier of expiry and days from shipment, on a day banks are open.")),
        Field("presented", mark("Presented on"), Day(),
              help=mark("Day the bank received the documents.")),
        Field("answer_by", mark("Bank answers by"), Day(), computed=True, editable=False,
              help=mark("Five banking days after the day of presentation.")),
        Field("form", mark("Form (40A)"), FORM, initial="IRREVOCABLE",
              help=mark("Kind of credit.")),
        Field("rules", mark("Rules (40E)"), Text(longest=40, wide=18), initial="UCP LATEST VERSION",
              help=mark("Rules the credit follows.")),
        Field("applicant", mark("Applicant (50)"), Text(longest=200, lines=True, wide=28),
              help=mark("Name and address of the buyer, as the credit has them.")),
        Field("beneficiary", mark("Beneficiary (59)"), Text(longest=200, lines=True, wide=28),
              help=mark("Our name and address, as the credit has them.")),
        Field("issuing_bank", mark("Issuing bank (52A)"), Text(longest=80, wide=22),
              help=mark("Bank of the buyer.")),
        Field("advising_bank", mark("Advising bank (57a)"), Text(longest=80, wide=22),
              help=mark("Bank that advised us of the credit.")),
        Field("available_with", mark("Available with (41a)"), Text(longest=80, wide=18),
              help=mark("Bank that pays.")),
        Field("available_by", mark("Available by (41a)"), AVAILABLE_BY, initial="SIGHT",
              help=mark("How it pays.")),
        Field("tenor_days", mark("Days after shipment (42C)"), Whole(),
              help=mark("For a deferred payment or an acceptance.")),
        Field("drafts", mark("Drafts (42C)"), Text(longest=80, wide=18),
              help=mark("Drafts asked, such as AT SIGHT; blank if none.")),
        Field("confirmation", mark("Confirmation (49)"), CONFIRMATION, initial="WITHOUT",
              help=mark("Whether a second bank answers for it.")),
        Field("partial", mark("Partial shipments (43P)"), ALLOWED, initial="ALLOWED",
              help=mark("Whether the goods may leave in several lots.")),
        Field("transhipment", mark("Transhipment (43T)"), ALLOWED, initial="ALLOWED",
              help=mark("Whether the goods may change ship.")),
        Field("receipt_place", mark("Taken in charge at (44A)"), Text(longest=80, wide=18),
              help=mark("Place of receipt.")),
        Field("loading_port", mark("Port of loading (44E)"), Text(longest=80, wide=18),
              help=mark("As the credit names it.")),
        Field("discharge_port", mark("Port of discharge (44F)"), Text(longest=80, wide=18),
              help=mark("As the credit names it.")),
        Field("delivery_place", mark("Final destination (44B)"), Text(longest=80, wide=18),
              help=mark("As the credit names it.")),
        Field("incoterm", mark("Incoterm"), INCOTERM,
              help=mark("In the goods of the credit (45A).")),
        Field("place", mark("Named place"), Text(longest=80, wide=20),
              help=mark("Place of the Incoterm in the credit.")),
        Field("goods", mark("Goods (45A)"), Text(longest=4000, lines=True, wide=34),
              help=mark("Description in the credit's own words: the invoice repeats it.")),
        Field("quantity", mark("Quantity"), COUNT, help=mark("In the goods of the credit (45A).")),
        Field("counted", mark("Counted"), Flag(),
              help=mark("Yes for packages or single items: no tolerance of 5 %.")),
        Field("unit_price", mark("Unit price"), PRICE, help=mark("If the credit has one.")),
        Field("consignee", mark("Consignee asked"), Text(longest=200, lines=True, wide=24),
              help=mark("As the transport document must show it (46A).")),
        Field("notify", mark("Notify party asked"), Text(longest=200, lines=True, wide=24),
              help=mark("As the transport document must show it (46A).")),
        Field("freight", mark("Freight"), FREIGHT,
              help=mark("What the transport document must say of freight.")),
        Field("insured_percent", mark("Insured (%)"), Quantity(places=1, minimum=Decimal(0)),
              help=mark("Percent of the invoice to insure. Blank: 110.")),
        Field("clauses", mark("Insurance clauses asked"), Text(longest=200, wide=22),
              help=mark("Such as Institute Cargo Clauses (A), war, strikes.")),
        Field("origin_asked", mark("Origin asked"), Text(longest=80, wide=16),
              help=mark("Origin that the certificate must show.")),
        Field("conditions", mark("Conditions (47A)"), Text(longest=4000, lines=True, wide=34),
              help=mark("Additional conditions, in the credit's own words.")),
        Field("charges", mark("Charges (71D)"), Text(longest=200, wide=22),
              help=mark("Who pays which bank's charges.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

FIXED = frozenset({"ref", "party", "status", "order", "shipped", "presented", "note"})
"""What no amendment changes: it is ours, not the bank's."""
AMENDED = Choice(
    {one.name: one.label for one in CREDIT.kept if one.name not in FIXED},
    wide=26,
)

CREDIT_PAPER = Record(
    name="credit_paper",
    one=mark("Document of a credit"),
    many=mark("Credit documents"),
    workbook="register",
    purpose=mark("The documents each letter of credit asks for (46A), and how many of each."),
    keying=Within("credit", "D"),
    parent="credit",
    anchor="credit",
    fields=(
        Field("ref", mark("Line"), Code(), editable=False, wide=18,
              help=mark("Given when the line is saved.")),
        Field("credit", mark("Credit"), Link("credit"), required=True,
              help=mark("Reference of the credit.")),
        Field("paper", mark("Document"), PAPER, required=True,
              help=mark("Kind of paper; for another one, say which in the title.")),
        Field("title", mark("Title"), Text(longest=120, wide=26),
              help=mark("As the credit or the partner names it.")),
        Field("originals", mark("Originals"), Whole(), initial=1, help=mark("How many originals.")),
        Field("copies", mark("Copies"), Whole(), help=mark("How many copies.")),
        Field("wording", mark("Wording (46A)"), Text(longest=2000, lines=True, wide=44),
              help=mark("In the credit's own words.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

AMENDMENT = Record(
    name="amendment",
    one=mark("Amendment of a credit"),
    many=mark("Credit amendments"),
    workbook="register",
    purpose=mark("What we asked to be changed in a letter of credit, and what the bank advised."),
    keying=Within("credit", "A"),
    parent="credit",
    anchor="credit",
    status="status",
    tones={
        "ASKED": Tone.DUE,
        "RECEIVED": Tone.DUE,
        "ACCEPTED": Tone.DONE,
        "REFUSED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Amendment"), Code(), editable=False, wide=18,
              help=mark("Given when the line is saved.")),
        Field("credit", mark("Credit"), Link("credit"), required=True,
              help=mark("Reference of the credit.")),
        Field("status", mark("Status"), AMENDMENT_STATUS, required=True, initial="ASKED",
              help=mark("A credit is amended only once we accept.")),
        Field("asked", mark("Asked on"), Day(), help=mark("Day we asked the buyer.")),
        Field("received", mark("Received on"), Day(), help=mark("Day the bank advised it.")),
        Field("field", mark("What changes"), AMENDED, required=True,
              help=mark("Which column of the credit is to change.")),
        Field("old", mark("Before"), Text(longest=400, lines=True, wide=24),
              help=mark("As the credit has it.")),
        Field("new", mark("After"), Text(longest=400, lines=True, wide=24), required=True,
              help=mark("As it should be.")),
        Field("why", mark("Reason"), Text(longest=400, lines=True, wide=30),
              help=mark("Why we need it.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on
