"""What surrounds a shipment: its papers, its customs declarations, duty rates, and claims."""

from __future__ import annotations

from comptoir.records.declared import Composed, Field, Numbered, Record, Tone, Within
from comptoir.records.goods import weight
from comptoir.records.kinds import Checked, Choice, Code, Day, Flag, Link, Text, Whole, amount
from comptoir.records.lists import COUNTRY, CURRENCY, GOODS_CODE, proved
from comptoir.records.quantities import COUNT, PERCENT
from comptoir.rules.clearance import WORDS
from comptoir.rules.documents import Due, Owner, paper_codes, paper_name
from comptoir.rules.duties import UnreadableDuty, duty_rate
from comptoir.wording import Said, mark

_AMOUNT = amount()
PAPER = Choice(
    {code: paper_name(code) for code in paper_codes()} | {"OTHER": mark("another paper")}, wide=30
)
PAPER_OWNER = Choice({owner.name: owner.value for owner in Owner}, wide=22)
PAPER_DUE = Choice({due.name: due.value for due in Due}, wide=24)
PAPER_STATUS = Choice(
    {
        "MISSING": mark("not there"),
        "ASKED": mark("asked for"),
        "RECEIVED": mark("received"),
        "CHECKED": mark("checked"),
        "SENT": mark("sent"),
        "NOT_NEEDED": mark("not needed"),
        "DISCREPANT": mark("wrong, to correct"),
    },
    wide=16,
)
PROCEDURE = Choice(
    {"IMPORT": mark("import"), "EXPORT": mark("export"), "TRANSIT": mark("transit")}, wide=9
)
DECLARATION_STATUS = Choice({state.name: word for state, word in WORDS.items()}, wide=22)
REPRESENTATION = Choice({"DIRECT": mark("direct"), "INDIRECT": mark("indirect")}, wide=10)
MRN_NUMBER = Checked(proved("mrn"), mark("a movement reference number"), "26FR000000012345A9", 20)
CLAIM_KIND = Choice(
    {
        "TRANSPORT": mark("transport"),
        "SUPPLIER": mark("quality, to a supplier"),
        "CUSTOMER": mark("complaint of a customer"),
    },
    wide=22,
)
REGIME = Choice(
    {
        "CMR": "CMR",
        "FR_ROAD": mark("road within France"),
        "MONTREAL": "Montreal",
        "HAGUE_VISBY": "Hague-Visby",
        "HAMBURG": mark("Hamburg Rules"),
        "ROTTERDAM": mark("Rotterdam Rules"),
        "CIM": "CIM",
        "CMNI": "CMNI",
        "CONTRACT": mark("contract"),
    },
    wide=18,
)
HARM = Choice(
    {
        "APPARENT": mark("apparent damage or shortage"),
        "HIDDEN": mark("damage not apparent at delivery"),
        "DELAY": mark("late delivery"),
        "LOSS": mark("total loss"),
        "QUALITY": mark("goods not as agreed"),
        "PAPERS": mark("wrong documents"),
    },
    wide=28,
)
CLAIM_STATUS = Choice(
    {
        "RECORDED": mark("recorded"),
        "RESERVED": mark("reservations made"),
        "NOTIFIED": mark("notified"),
        "CLAIMED": mark("claimed"),
        "UNDER_DISCUSSION": mark("under discussion"),
        "ACCEPTED": mark("accepted"),
        "REJECTED": mark("rejected"),
        "PAID": mark("settled"),
        "CLOSED": mark("closed"),
    },
    wide=18,
)
LAW = Choice(
    {
        "CISG": "CISG",
        "FR_HIDDEN_DEFECT": mark("French hidden defects"),
        "CONTRACT": mark("contract"),
    },
    wide=20,
)


def readable_duty(text: str) -> str | Said:
    """A duty rate as TARIC writes it, ``8 % + 6.4 EUR/100 kg``, or why it cannot be read."""
    try:
        duty_rate(text)
    except UnreadableDuty:
        return Said("write it as the tariff does")
    return " ".join(text.split())


DUTY = Checked(readable_duty, mark("a duty rate"), "3.7 %", wide=18)

# fmt: off
DOCUMENT = Record(
    name="document",
    one=mark("Document"),
    many=mark("Documents"),
    workbook="shipments",
    purpose=mark("The papers each shipment needs: who owes them, by when, where they are."),
    keying=Within("shipment", "D"),
    parent="shipment",
    anchor="shipment",
    status="status",
    tones={
        "MISSING": Tone.DUE,
        "ASKED": Tone.OPEN,
        "RECEIVED": Tone.OPEN,
        "CHECKED": Tone.DONE,
        "SENT": Tone.DONE,
        "NOT_NEEDED": Tone.CLOSED,
        "DISCREPANT": Tone.LATE,
    },
    fields=(
        Field("ref", mark("Paper no."), Code(), editable=False, wide=18,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"), required=True,
              help=mark("Reference of the shipment.")),
        Field("paper", mark("Document"), PAPER, required=True,
              help=mark("Kind of paper; for another one, say which in the title.")),
        Field("title", mark("Title"), Text(longest=120, wide=32),
              help=mark("As the credit or the partner names it.")),
        Field("status", mark("Status"), PAPER_STATUS, computed=True, editable=False,
              help=mark("Follows from the dates.")),
        Field("owner", mark("Owed by"), PAPER_OWNER, help=mark("Who produces or obtains it.")),
        Field("due_at", mark("Needed"), PAPER_DUE, help=mark("Step at which it must be there.")),
        Field("due", mark("Due date"), Day(), help=mark("Day by which it must be there.")),
        Field("number", mark("Number"), Text(longest=60, wide=18), help=mark("On the paper.")),
        Field("requested", mark("Asked on"), Day(), help=mark("Day we asked for it.")),
        Field("received", mark("Received on"), Day(), help=mark("Day it came, or was made.")),
        Field("checked", mark("Checked on"), Day(),
              help=mark("Day it was compared with the order.")),
        Field("sent", mark("Sent on"), Day(), help=mark("Day it went to who needs it.")),
        Field("discrepancy", mark("What is wrong"), Text(lines=True, wide=34),
              help=mark("Blank once it is corrected.")),
        Field("waived", mark("Not needed"), Flag(),
              help=mark("Yes where this shipment does without; say why in the note.")),
        Field("file", mark("File"), Text(longest=200, wide=26),
              help=mark("Its place in the dossier.")),
        Field("rule", mark("Rule"), Code(longest=20), editable=False, wide=8,
              help=mark("Rule of the checklist that asks for it.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

DECLARATION = Record(
    name="declaration",
    one=mark("Declaration"),
    many=mark("Customs"),
    workbook="shipments",
    purpose=mark("Customs declarations: who makes them, where they stand, what they cost."),
    keying=Numbered({"": "CD"}),
    anchor="shipment",
    status="status",
    tones={
        "DRAFT": Tone.OPEN,
        "MANDATED": Tone.OPEN,
        "LODGED": Tone.OPEN,
        "ACCEPTED": Tone.OPEN,
        "UNDER_CONTROL": Tone.DUE,
        "NOT_RELEASED": Tone.LATE,
        "RELEASED": Tone.DONE,
        "EXIT_ARRIVED": Tone.OPEN,
        "EXITED": Tone.DONE,
        "FOLLOW_UP": Tone.LATE,
        "AMENDED": Tone.DUE,
        "INVALIDATED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Declaration"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"), required=True,
              help=mark("Reference of the shipment.")),
        Field("procedure", mark("Procedure"), PROCEDURE,
              help=mark("Import, export or transit; blank: as the shipment goes.")),
        Field("status", mark("Status"), DECLARATION_STATUS, required=True, initial="DRAFT",
              help=mark("Where it stands, whatever the customs system.")),
        Field("broker", mark("Broker"), Link("party"), help=mark("Who declares for us.")),
        Field("mandated", mark("Mandate given on"), Day(),
              help=mark("Day of the written instruction to the broker.")),
        Field("representation", mark("Representation"), REPRESENTATION, initial="DIRECT",
              help=mark("Direct: in our name. Indirect: in the broker's.")),
        Field("lrn", mark("LRN"), Code(longest=22), wide=16,
              help=mark("Local reference of the declarant.")),
        Field("mrn", mark("MRN"), MRN_NUMBER,
              help=mark("Movement reference number; its check digit is tried.")),
        Field("office", mark("Office"), Text(longest=60, wide=28),
              help=mark("Customs office, of exit for an export.")),
        Field("lodged", mark("Lodged on"), Day(), help=mark("Day it was sent.")),
        Field("accepted", mark("Accepted on"), Day(),
              help=mark("Day customs gave the MRN: rates and duties are of that day.")),
        Field("released", mark("Released on"), Day(), help=mark("Day the goods were released.")),
        Field("exited", mark("Exited on"), Day(), help=mark("Day the exit was certified.")),
        Field("alternative", mark("Other proof of exit"), Text(lines=True, wide=26),
              help=mark("Where customs do not certify the exit.")),
        Field("value", mark("Customs value (EUR)"), _AMOUNT, editable=False,
              help=mark("From the last estimate.")),
        Field("duty", mark("Duty (EUR)"), _AMOUNT, editable=False,
              help=mark("Duty and anti-dumping duty, from the last estimate.")),
        Field("vat", mark("VAT (EUR)"), _AMOUNT, editable=False,
              help=mark("From the last estimate.")),
        Field("vat_paid", mark("VAT paid (EUR)"), _AMOUNT, editable=False,
              help=mark("Nothing where it is self-assessed.")),
        Field("workings", mark("Workings"), Text(longest=8000, lines=True, wide=40),
              editable=False, help=mark("How the estimate was reached, step by step.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

TARIFF = Record(
    name="tariff",
    one=mark("Duty rate"),
    many=mark("Duty rates"),
    workbook="shipments",
    purpose=mark("Duty rates we use, by tariff code and origin, with the day they were read."),
    keying=Composed(("goods_code", "origin", "since")),
    anchor="ref",
    fields=(
        Field("ref", mark("Duty rate"), Code(), editable=False, wide=26,
              help=mark("Given when the line is saved.")),
        Field("goods_code", mark("HS code"), GOODS_CODE, required=True,
              help=mark("As many digits as the rate depends on.")),
        Field("origin", mark("Origin"), COUNTRY, help=mark("Blank: any origin.")),
        Field("since", mark("In force since"), Day(), required=True,
              help=mark("First day of the rate.")),
        Field("duty", mark("Duty"), DUTY, required=True, help=mark("As the tariff writes it.")),
        Field("preference", mark("Preferential duty"), DUTY,
              help=mark("Due where the proof of origin is held.")),
        Field("anti_dumping", mark("Anti-dumping (%)"), PERCENT,
              help=mark("Of the customs value, by origin and producer.")),
        Field("source", mark("Source"), Text(longest=120, wide=32),
              help=mark("Where it was read, and when.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

CLAIM = Record(
    name="claim",
    one=mark("Claim"),
    many=mark("Claims"),
    workbook="shipments",
    purpose=mark("Claims on carriers and suppliers, complaints of customers, until settled."),
    keying=Numbered({"": "CL"}, dated="opened"),
    anchor="shipment",
    status="status",
    tones={
        "RECORDED": Tone.DUE,
        "RESERVED": Tone.DUE,
        "NOTIFIED": Tone.OPEN,
        "CLAIMED": Tone.OPEN,
        "UNDER_DISCUSSION": Tone.OPEN,
        "ACCEPTED": Tone.DONE,
        "REJECTED": Tone.LATE,
        "PAID": Tone.DONE,
        "CLOSED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Claim"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"),
              help=mark("Blank for a complaint on goods that were not shipped by us.")),
        Field("kind", mark("Kind"), CLAIM_KIND, required=True, initial="TRANSPORT",
              help=mark("Against the carrier, against a supplier, or a customer's.")),
        Field("status", mark("Status"), CLAIM_STATUS, required=True, initial="RECORDED",
              help=mark("Where the claim stands.")),
        Field("party", mark("Against"), Link("party"),
              help=mark("Carrier, forwarder, supplier; the customer who complains.")),
        Field("order", mark("Order"), Link("order"), help=mark("Order it is about.")),
        Field("container", mark("Container"), Link("container"),
              help=mark("Container the goods came in; its number is understood too.")),
        Field("opened", mark("Opened on"), Day(), help=mark("Day the claim was recorded.")),
        Field("harm", mark("What happened"), HARM, required=True,
              help=mark("The time limits depend on it.")),
        Field("received", mark("Goods received"), Day(),
              help=mark("Day of delivery: the time limits run from here.")),
        Field("due_delivery", mark("Delivery due"), Day(),
              help=mark("Agreed day, for goods that never came.")),
        Field("regime", mark("Regime"), REGIME, help=mark("Law of the carriage.")),
        Field("why", mark("Why this regime"), Text(longest=500, wide=30),
              help=mark("What it was chosen on.")),
        Field("law", mark("Law of the sale"), LAW, help=mark("For a claim to a supplier.")),
        Field("contract_days", mark("Days of the contract"), Whole(maximum=365),
              help=mark("Days to complain, where the contract says.")),
        Field("safe", mark("Notify safely by"), Day(), editable=False,
              help=mark("Safe date to write by.")),
        Field("deadline", mark("Last day to notify"), Day(), editable=False,
              help=mark("Last day that the law allows.")),
        Field("reserved", mark("Reservations on"), Day(),
              help=mark("Day reservations were made on the transport document.")),
        Field("notified", mark("Notified on"), Day(), help=mark("Day the letter was posted.")),
        Field("bar", mark("Time bar"), Day(), editable=False,
              help=mark("Last day to sue.")),
        Field("packages", mark("Packages harmed"), Whole(), help=mark("Number of packages.")),
        Field("kg", mark("Gross kg harmed"), weight(),
              help=mark("Gross weight missing or damaged.")),
        Field("rejected", mark("Quantity rejected"), COUNT,
              help=mark("Of a supplier's goods, in the unit they were shipped in.")),
        Field("currency", mark("Currency"), CURRENCY, initial="EUR",
              help=mark("Currency of the amounts.")),
        Field("proven", mark("Proven loss"), _AMOUNT, help=mark("Value lost, by invoices.")),
        Field("limit", mark("Limit"), _AMOUNT, editable=False,
              help=mark("Most the carrier owes, in the currency of the claim.")),
        Field("payable", mark("Can be obtained"), _AMOUNT, editable=False,
              help=mark("The loss, within the limit.")),
        Field("claimed", mark("Claimed"), _AMOUNT, help=mark("Amount asked for.")),
        Field("agreed", mark("Agreed"), _AMOUNT, help=mark("Amount accepted.")),
        Field("recovered", mark("Recovered"), _AMOUNT, help=mark("Amount received.")),
        Field("reminders", mark("Reminders"), Whole(maximum=9), initial=0,
              help=mark("How many reminders were sent.")),
        Field("reminded", mark("Last reminder"), Day(), help=mark("Day of the last reminder.")),
        Field("reservations", mark("Reservations"), Text(lines=True, wide=34),
              help=mark("Words written on the transport document.")),
        Field("workings", mark("Workings"), Text(longest=8000, lines=True, wide=40),
              editable=False, help=mark("How dates and limit were reached, step by step.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on
