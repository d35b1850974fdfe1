"""Shipments: what travels, in which containers, by which steps, at what price.

The status of a shipment is not typed: it follows from its milestones, which are the only
place where the days of the chain are kept.
"""

from __future__ import annotations

from decimal import Decimal

from comptoir.records.declared import Field, Numbered, Record, Tone, Within
from comptoir.records.goods import UNIT, weight
from comptoir.records.kinds import Checked, Choice, Code, Day, Flag, Link, Quantity, Text, Whole
from comptoir.records.kinds import amount as amount_kind
from comptoir.records.lists import (
    COUNTRY,
    CURRENCY,
    EDITION,
    FLOW,
    GOODS_CODE,
    INCOTERM,
    MODE,
    proved,
)
from comptoir.records.quantities import COUNT, PRICE, VOLUME
from comptoir.rules.equipment import box, box_codes
from comptoir.rules.free_time import UnreadableSlabs, readable_slabs
from comptoir.wording import Said, mark

_AMOUNT = amount_kind()


def slabs_read(text: str) -> str | Said:
    """Demurrage slabs set out, or why they cannot be read."""
    try:
        return readable_slabs(text)
    except UnreadableSlabs:
        return Said("write days x price a day, then the last price")


PORT = Checked(proved("locode"), mark("a UN/LOCODE"), "CNSHA", wide=9)
SHIP = Checked(proved("imo"), mark("an IMO ship number"), "9074729", wide=10)
BOX_NUMBER = Checked(proved("container"), mark("a container number"), "CSQU3054383", wide=14)
SLABS = Checked(slabs_read, mark("a list of demurrage slabs"), "5 x 60; 5 x 95; 130", wide=22)

SHIPMENT_STATUS = Choice(
    {
        "PLANNED": mark("planned"),
        "BOOKED": mark("booked"),
        "PICKED_UP": mark("picked up"),
        "IN_TRANSIT": mark("in transit"),
        "ARRIVED": mark("arrived"),
        "CLEARED": mark("cleared"),
        "DELIVERED": mark("delivered"),
        "CANCELLED": mark("cancelled"),
    },
    wide=13,
)
MILESTONE_KIND = Choice(
    {
        "BOOKED": mark("booked with the carrier"),
        "READY": mark("goods ready"),
        "PICKED_UP": mark("goods picked up"),
        "DOC_CUT_OFF": mark("documents cut-off"),
        "VGM_CUT_OFF": mark("VGM cut-off"),
        "CARGO_CUT_OFF": mark("cargo cut-off"),
        "EXPORT_CLEARED": mark("cleared for export"),
        "DEPARTED": mark("departure"),
        "TRANSSHIPPED": mark("transshipment"),
        "ARRIVED": mark("arrival"),
        "IMPORT_CLEARED": mark("cleared for import"),
        "DELIVERED": mark("delivery"),
        "CANCELLED": mark("shipment cancelled"),
    },
    wide=24,
)
WHO = Choice({"US": mark("us"), "PARTNER": mark("the partner"), "CARRIER": mark("the carrier")},
             wide=13)  # fmt: skip
FREE_TIME = Choice({"CALENDAR": mark("calendar days"), "WORKING": mark("working days")}, wide=14)
PAPERS_PAID = Choice(
    {
        "OA": mark("open account"),
        "ADV": mark("in advance"),
        "LC": mark("letter of credit"),
        "DP": mark("documents against payment"),
        "DA": mark("documents against acceptance"),
    },
    wide=16,
)
BASIS = Choice(
    {
        "LUMP": mark("all in"),
        "PER_KG": mark("per chargeable kg"),
        "PER_TON": mark("per revenue ton"),
        "PER_BOX": mark("per container"),
    },
    wide=18,
)
SCOPE = Choice(
    {
        "DOOR_DOOR": mark("door to door"),
        "DOOR_PORT": mark("door to port"),
        "PORT_DOOR": mark("port to door"),
        "PORT_PORT": mark("port to port"),
    },
    wide=13,
)
BOX_TYPE = Choice({code: f"{code} {box(code).name}" for code in box_codes()}, wide=14)
VEHICLE = Choice(
    {
        "sea_container": mark("container ship"),
        "sea_general": mark("general cargo ship"),
        "air_long_haul": mark("long-haul flight"),
        "air_short_haul": mark("short-haul flight"),
        "road_artic": mark("articulated lorry"),
        "road_rigid": mark("rigid lorry"),
        "road_van": mark("van"),
        "rail": mark("freight train"),
        "barge": mark("barge"),
    },
    wide=18,
)


# fmt: off
SHIPMENT = Record(
    name="shipment",
    one=mark("Shipment"),
    many=mark("Shipments"),
    workbook="shipments",
    purpose=mark("Everything that travels, both ways: its dates come from the milestones."),
    keying=Numbered({"": "SH"}, dated="opened"),
    anchor="party",
    status="status",
    tones={
        "PLANNED": Tone.OPEN,
        "BOOKED": Tone.OPEN,
        "PICKED_UP": Tone.OPEN,
        "IN_TRANSIT": Tone.OPEN,
        "ARRIVED": Tone.DUE,
        "CLEARED": Tone.DUE,
        "DELIVERED": Tone.DONE,
        "CANCELLED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Shipment"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Partner"), Link("party"), required=True,
              also=(mark("Customer"), mark("Supplier")),
              help=mark("Customer of an export, supplier of an import.")),
        Field("status", mark("Status"), SHIPMENT_STATUS, computed=True, editable=False,
              help=mark("The last milestone reached.")),
        Field("flow", mark("Flow"), FLOW, required=True, initial="EXP",
              help=mark("Export: we sell. Import: we buy.")),
        Field("mode", mark("Mode"), MODE, required=True, initial="SEA",
              help=mark("How the goods travel.")),
        Field("etd", mark("ETD"), Day(), computed=True, editable=False,
              help=mark("Departure as expected now.")),
        Field("atd", mark("Departed on"), Day(), computed=True, editable=False,
              help=mark("Actual departure.")),
        Field("eta", mark("ETA"), Day(), computed=True, editable=False,
              help=mark("Arrival as expected now.")),
        Field("ata", mark("Arrived on"), Day(), computed=True, editable=False,
              help=mark("Actual arrival.")),
        Field("delivered", mark("Delivered on"), Day(), computed=True, editable=False,
              help=mark("Actual delivery.")),
        Field("delay", mark("Delay (days)"), Whole(minimum=None), computed=True, editable=False,
              help=mark("Days behind the first plan, at the latest milestone known.")),
        Field("opened", mark("Opened on"), Day(), help=mark("Day the shipment was planned.")),
        Field("forwarder", mark("Forwarder"), Link("party"),
              help=mark("Who carries it or has it carried.")),
        Field("booking", mark("Booking"), Code(longest=40), wide=14,
              help=mark("Booking number of the carrier.")),
        Field("transport_doc", mark("Transport document"), Code(longest=40), wide=18,
              also=(mark("B/L"), mark("AWB"), mark("CMR")),
              help=mark("Number of the B/L, air waybill, CMR or rail consignment note.")),
        Field("vessel", mark("Vessel or flight"), Text(longest=60, wide=20),
              help=mark("Name of the ship, number of the flight, plate of the lorry.")),
        Field("imo", mark("IMO number"), SHIP, help=mark("Of the ship; its check digit is tried.")),
        Field("voyage", mark("Voyage"), Code(longest=20), wide=10,
              help=mark("Voyage of the ship.")),
        Field("incoterm", mark("Incoterm"), INCOTERM, required=True,
              help=mark("Three letters; the named place stands in the next column.")),
        Field("place", mark("Named place"), Text(longest=80, wide=18),
              help=mark("Place or port of the Incoterm, as precise as possible.")),
        Field("edition", mark("Incoterm edition"), EDITION, initial="2020",
              help=mark("Edition of the Incoterms.")),
        Field("payment", mark("Paid by"), PAPERS_PAID, initial="OA",
              help=mark("Decides which papers the bank needs.")),
        Field("from_country", mark("From"), COUNTRY,
              help=mark("Country the goods are loaded in.")),
        Field("to_country", mark("To"), COUNTRY,
              help=mark("Country the goods are delivered in.")),
        Field("loading_port", mark("Port of loading"), PORT,
              help=mark("Port or airport of departure, by its UN/LOCODE.")),
        Field("discharge_port", mark("Port of discharge"), PORT,
              help=mark("Port or airport of arrival, by its UN/LOCODE.")),
        Field("packages", mark("Packages"), Whole(), help=mark("Number of packages.")),
        Field("gross_kg", mark("Gross weight (kg)"), weight(),
              help=mark("Of the whole shipment.")),
        Field("m3", mark("Volume (m³)"), VOLUME, help=mark("Of the whole shipment.")),
        Field("cost_currency", mark("Cost currency"), CURRENCY, initial="EUR",
              help=mark("Currency of the costs that follow.")),
        Field("origin_costs", mark("Costs at origin"), _AMOUNT,
              help=mark("Pre-carriage, handling and formalities before departure.")),
        Field("freight", mark("Freight"), _AMOUNT, help=mark("Main carriage with surcharges.")),
        Field("insurance", mark("Insurance"), _AMOUNT, help=mark("Premium paid.")),
        Field("arrival_costs", mark("Costs at arrival"), _AMOUNT,
              help=mark("Handling and carriage to the first destination.")),
        Field("other_costs", mark("Other costs"), _AMOUNT,
              help=mark("Broker, storage, demurrage and the rest.")),
        Field("free_days", mark("Free days"), Whole(maximum=120),
              help=mark("Days before the carrier charges demurrage.")),
        Field("free_time", mark("Free time in"), FREE_TIME, initial="CALENDAR",
              help=mark("How the carrier counts the free days.")),
        Field("slabs", mark("Demurrage slabs"), SLABS,
              help=mark("Days x price a day, then the price of all later days.")),
        Field("slab_currency", mark("Demurrage currency"), CURRENCY, initial="EUR",
              help=mark("Currency of the slabs.")),
        Field("dangerous", mark("Dangerous goods"), Flag(),
              help=mark("Yes: a dangerous goods declaration goes with them.")),
        Field("wood", mark("Wooden packing"), Flag(),
              help=mark("Yes: ISPM 15 marks are needed.")),
        Field("choice", mark("Why this forwarder"), Text(lines=True, wide=34),
              help=mark("Kept when a quote is chosen.")),
        Field("owner", mark("Followed by"), Text(longest=60, wide=14),
              help=mark("Colleague in charge.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

CONTAINER = Record(
    name="container",
    one=mark("Container"),
    many=mark("Containers"),
    workbook="shipments",
    purpose=mark("Each container: its seal, its masses, and the days that cost money."),
    keying=Within("shipment", "C"),
    parent="shipment",
    anchor="number",
    called=("number",),
    fields=(
        Field("ref", mark("Container"), Code(), editable=False, wide=18,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"), required=True,
              help=mark("Reference of the shipment.")),
        Field("number", mark("Container number"), BOX_NUMBER, required=True,
              help=mark("Four letters and seven digits; its check digit is tried.")),
        Field("kind", mark("Type"), BOX_TYPE, help=mark("ISO size and type.")),
        Field("seal", mark("Seal"), Code(longest=30), help=mark("Number of the seal.")),
        Field("packages", mark("Packages"), Whole(), help=mark("Number of packages.")),
        Field("cargo_kg", mark("Cargo (kg)"), weight(), help=mark("Gross weight of the goods.")),
        Field("tare_kg", mark("Tare (kg)"), weight(), help=mark("On the container's door.")),
        Field("vgm_kg", mark("VGM (kg)"), weight(),
              help=mark("Verified gross mass declared to the line.")),
        Field("vgm_sent", mark("VGM sent on"), Day(), help=mark("Day the line received the VGM.")),
        Field("eta", mark("ETA"), Day(), help=mark("Where it differs from the shipment's.")),
        Field("delay", mark("Delay (days)"), Whole(minimum=None), computed=True, editable=False,
              help=mark("Days behind the planned arrival of its shipment; negative when early.")),
        Field("discharged", mark("Discharged on"), Day(),
              help=mark("Day it left the ship: free time runs from here.")),
        Field("free_until", mark("Free until"), Day(), computed=True, editable=False,
              help=mark("Last day without demurrage.")),
        Field("taken", mark("Taken out on"), Day(), help=mark("Day it left the port, full.")),
        Field("delivered", mark("Delivered on"), Day(), help=mark("Day it reached the door.")),
        Field("returned", mark("Returned on"), Day(), help=mark("Day it came back, empty.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

SHIPMENT_LINE = Record(
    name="shipment_line",
    one=mark("Shipment line"),
    many=mark("Shipped goods"),
    workbook="shipments",
    purpose=mark("Which lines of which orders travel in each shipment, and what they cost here."),
    keying=Within("shipment"),
    parent="shipment",
    anchor="order_line",
    fields=(
        Field("ref", mark("Line"), Code(), editable=False, wide=17,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"), required=True,
              help=mark("Reference of the shipment.")),
        Field("order_line", mark("Order line"), Link("order_line"),
              help=mark("Line of the order that is shipped.")),
        Field("container", mark("Container"), Link("container"),
              help=mark("Where the goods are stowed; its number is understood too.")),
        Field("description", mark("Description"), Text(longest=250, wide=34),
              help=mark("As on the packing list.")),
        Field("quantity", mark("Quantity"), COUNT, required=True,
              help=mark("Shipped, in the unit.")),
        Field("unit", mark("Unit"), UNIT, initial="PCE", help=mark("Unit of the quantity.")),
        Field("packages", mark("Packages"), Whole(), help=mark("Number of packages.")),
        Field("net_kg", mark("Net weight (kg)"), weight(), help=mark("Of the whole line.")),
        Field("gross_kg", mark("Gross weight (kg)"), weight(), help=mark("Of the whole line.")),
        Field("m3", mark("Volume (m³)"), VOLUME, help=mark("Of the whole line.")),
        Field("currency", mark("Currency"), CURRENCY, initial="EUR",
              help=mark("Currency of the value.")),
        Field("value", mark("Value"), _AMOUNT, help=mark("Of the goods, as invoiced.")),
        Field("goods_code", mark("HS code"), GOODS_CODE, help=mark("Customs tariff code.")),
        Field("origin", mark("Origin"), COUNTRY, help=mark("Country of origin for customs.")),
        Field("customs_value", mark("Customs value (EUR)"), _AMOUNT, editable=False,
              help=mark("Share of this line, from the last estimate.")),
        Field("duty", mark("Duty (EUR)"), _AMOUNT, editable=False,
              help=mark("Duty and anti-dumping duty of this line, from the last estimate.")),
        Field("landed", mark("Landed cost (EUR)"), _AMOUNT, editable=False,
              help=mark("Goods, carriage and duty of this line, from the last estimate.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

MILESTONE = Record(
    name="milestone",
    one=mark("Milestone"),
    many=mark("Milestones"),
    workbook="shipments",
    purpose=mark("The steps of each shipment. Enter its planned departure: the others follow."),
    keying=Within("shipment", "M"),
    parent="shipment",
    anchor="kind",
    fields=(
        Field("ref", mark("Step no."), Code(), editable=False, wide=18,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"), required=True,
              help=mark("Reference of the shipment.")),
        Field("kind", mark("Milestone"), MILESTONE_KIND, required=True,
              help=mark("Step of the chain.")),
        Field("planned", mark("Planned"), Day(),
              help=mark("First plan; it stays, so that the delay can be told.")),
        Field("expected", mark("Expected"), Day(),
              help=mark("Where it differs from the plan: the latest news.")),
        Field("actual", mark("Done on"), Day(), help=mark("Day it happened.")),
        Field("delay", mark("Delay (days)"), Whole(minimum=None), computed=True, editable=False,
              help=mark("Days behind the plan; negative when early.")),
        Field("who", mark("Who"), WHO, help=mark("Who does it, by the Incoterm.")),
        Field("place", mark("Place"), Text(longest=80, wide=18), help=mark("Where it happens.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("Why it moved, who said so.")),
    ),
)

QUOTE = Record(
    name="quote",
    one=mark("Freight quote"),
    many=mark("Freight quotes"),
    workbook="shipments",
    purpose=mark("Offers of forwarders; comparing puts them on one footing and keeps the reason."),
    keying=Within("shipment", "Q"),
    parent="shipment",
    anchor="forwarder",
    fields=(
        Field("ref", mark("Quote"), Code(), editable=False, wide=18,
              help=mark("Given when the line is saved.")),
        Field("shipment", mark("Shipment"), Link("shipment"), required=True,
              help=mark("Reference of the shipment.")),
        Field("forwarder", mark("Forwarder"), Link("party"), required=True,
              help=mark("Code of the party; its name is understood too.")),
        Field("mode", mark("Mode"), MODE, required=True, initial="SEA",
              help=mark("How the goods travel.")),
        Field("service", mark("Service"), Text(longest=60, wide=18),
              help=mark("Such as LCL weekly, direct flight.")),
        Field("scope", mark("From where to where"), SCOPE, required=True, initial="DOOR_DOOR",
              help=mark("Legs that the price contains.")),
        Field("basis", mark("Priced"), BASIS, required=True, initial="LUMP",
              help=mark("What the rate is multiplied by.")),
        Field("currency", mark("Currency"), CURRENCY, required=True, initial="EUR",
              help=mark("Currency of the quote.")),
        Field("rate", mark("Rate"), PRICE, required=True, help=mark("For one of the basis.")),
        Field("minimum", mark("Minimum"), _AMOUNT, help=mark("Least that is charged.")),
        Field("boxes", mark("Containers"), Whole(minimum=1),
              help=mark("How many; for a price per container.")),
        Field("box", mark("Container type"), BOX_TYPE, help=mark("ISO size and type.")),
        Field("surcharges", mark("Surcharges"), _AMOUNT,
              help=mark("Fuel, security, documents and the rest, all together.")),
        Field("pre_carriage", mark("Pre-carriage missing"), _AMOUNT,
              help=mark("What the door of origin costs where the quote starts at the port.")),
        Field("on_carriage", mark("On-carriage missing"), _AMOUNT,
              help=mark("What the door of destination costs where the quote ends at the port.")),
        Field("transit_days", mark("Transit days"), Whole(maximum=200),
              help=mark("From departure to arrival.")),
        Field("vehicle", mark("Vehicle"), VEHICLE, help=mark("Decides the CO₂ factor.")),
        Field("km", mark("Distance (km)"), Quantity(places=0, minimum=Decimal(0)),
              help=mark("Of the main leg.")),
        Field("received", mark("Received on"), Day(), help=mark("Day of the quote.")),
        Field("valid_until", mark("Valid until"), Day(), help=mark("Last day of validity.")),
        Field("chargeable_kg", mark("Chargeable (kg)"), weight(), editable=False,
              help=mark("Weight it was compared on.")),
        Field("cost", mark("Cost compared (EUR)"), _AMOUNT, editable=False,
              help=mark("Door to door in euros, when the quotes were compared.")),
        Field("co2_kg", mark("CO₂e (kg)"), VOLUME, editable=False,
              help=mark("Of the main leg, well to wheel.")),
        Field("reliability", mark("On time so far (%)"), Quantity(places=1, form="0.0"),
              editable=False, help=mark("Share of this forwarder's arrivals that were on time.")),
        Field("chosen", mark("Chosen"), Flag(), editable=False,
              help=mark("Yes for the one that was booked.")),
        Field("reason", mark("Why"), Text(lines=True, wide=34), help=mark("Why it was chosen.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on
