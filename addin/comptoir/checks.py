"""Coded checks on a record: one code, one sentence with its remedy, one condition.

An *error* stops a save when the row is new or one of the check's fields was changed; a
*warning* is only shown. All findings come at once: an assistant mends a row once, not five times.

>>> row = {"incoterm": "FOB", "place": "Le Havre", "mode": "AIR", "ordered": date(2026, 3, 2)}
>>> [finding.code for finding in stopping("order", row, changed={"mode": "AIR"})]
['INC-02']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.records import RECORDS
from comptoir.rules.numbers.transport import AIR_WAYBILL
from comptoir.wording import Said, mark

RowNow = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule on the rows of some records; *broken* tells whether a row breaks it."""

    code: str
    records: tuple[str, ...]
    fields: tuple[str, ...]
    sentence: str
    broken: Callable[[RowNow], bool]
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that a row breaks; *field* is where to look first."""

    code: str
    fields: tuple[str, ...]
    said: Said
    stops: bool

    @property
    def field(self) -> str:
        return self.fields[0]


def _before(first: str, second: str) -> Callable[[RowNow], bool]:
    """Whether the day *second* comes before the day *first*."""

    def broken(row: RowNow) -> bool:
        one, two = row.get(first), row.get(second)
        return isinstance(one, date) and isinstance(two, date) and two < one

    return broken


def _both_more(less: str, more: str) -> Callable[[RowNow], bool]:
    """Whether the quantity *less* exceeds the quantity *more*."""

    def broken(row: RowNow) -> bool:
        one, two = row.get(less), row.get(more)
        return isinstance(one, Decimal) and isinstance(two, Decimal) and one > two

    return broken


SEA_RULES = {"FAS", "FOB", "CFR", "CIF"}
BY_WATER = {"SEA", "RIVER", None}


def _sea_rule_elsewhere(row: RowNow) -> bool:
    return row.get("incoterm") in SEA_RULES and row.get("mode") not in BY_WATER


def _edition_lacks_rule(row: RowNow) -> bool:
    return (row.get("incoterm"), row.get("edition")) in {("DPU", "2010"), ("DAT", "2020")}


def _foreign_bank(row: RowNow) -> bool:
    iban, bic = str(row.get("iban") or ""), str(row.get("bic") or "")
    return bool(iban and bic) and iban[:2] != bic[4:6]


def _zero(name: str) -> Callable[[RowNow], bool]:
    def broken(row: RowNow) -> bool:
        return row.get(name) == 0 and row.get(name) is not None

    return broken


def _credit_note_positive(row: RowNow) -> bool:
    net = row.get("net")
    return row.get("kind") == "CREDIT_NOTE" and isinstance(net, Decimal) and net > 0


def _untaxed_with_vat(row: RowNow) -> bool:
    return row.get("vat_case") in {"EXPORT", "EU_SUPPLY", "REVERSE", "NONE"} and bool(
        row.get("vat")
    )


def _wrong_waybill(row: RowNow) -> bool:
    number = row.get("transport_doc")
    return row.get("mode") == "AIR" and bool(number) and not AIR_WAYBILL.is_valid(str(number))


def _mrn_of_another_year(row: RowNow) -> bool:
    mrn, accepted = row.get("mrn"), row.get("accepted")
    return bool(mrn) and isinstance(accepted, date) and str(mrn)[:2] != f"{accepted:%y}"


def _lost_elsewhere(row: RowNow) -> bool:
    gone = row.get("written_off") or row.get("status") == "WRITTEN_OFF"
    return bool(gone) and row.get("kind") != "SALE"


def _lost_too_much(row: RowNow) -> bool:
    gone, net, vat = (row.get(name) for name in ("written_off", "net", "vat"))
    if not isinstance(gone, Decimal) or not isinstance(net, Decimal):
        return False
    return not 0 <= gone <= net + (vat if isinstance(vat, Decimal) else 0)


ACCEPTED_ON = {"ACCEPTED", "UNDER_CONTROL", "NOT_RELEASED", "RELEASED", "EXIT_ARRIVED", "EXITED"}
"""The states of a declaration that customs gave a number."""


CHECKS: tuple[Check, ...] = (
    Check(
        "INC-01", ("offer", "order"), ("place",),
        mark('An Incoterm is followed by a named place. Write "FCA Lyon", not "FCA".'),
        lambda row: bool(row.get("incoterm")) and not str(row.get("place") or "").strip(),
    ),
    Check(
        "INC-02", ("offer", "order", "shipment"), ("incoterm", "mode"),
        mark(
            "{incoterm} is for sea and inland waterway only."
            " Use FCA, CPT or CIP, or change the mode."
        ),
        _sea_rule_elsewhere,
    ),
    Check(
        "INC-03", ("offer", "order", "party", "shipment"), ("incoterm", "edition"),
        mark(
            "Incoterms {edition} have no {incoterm}: DAT (2010) became DPU (2020)."
            " Change one of them."
        ),
        _edition_lacks_rule,
    ),
    Check(
        "DAY-01", ("order",), ("delivered", "ordered"),
        mark("Delivered on {delivered}, before the order of {ordered}. Check both dates."),
        _before("ordered", "delivered"),
    ),
    Check(
        "DAY-02", ("order",), ("committed", "ordered"),
        mark("Promised for {committed}, before the order of {ordered}. Check both dates."),
        _before("ordered", "committed"), stops=False,
    ),
    Check(
        "DAY-03", ("order",), ("confirmed", "ordered"),
        mark("Confirmed on {confirmed}, before the order of {ordered}. Check both dates."),
        _before("ordered", "confirmed"), stops=False,
    ),
    Check(
        "DAY-04", ("offer",), ("valid_until", "offered"),
        mark("Valid until {valid_until}, before the offer of {offered}. Check both dates."),
        _before("offered", "valid_until"),
    ),
    Check(
        "DAY-05", ("invoice",), ("due", "issued"),
        mark("Due on {due}, before the invoice of {issued}. Check both dates."),
        _before("issued", "due"),
    ),
    Check(
        "OFF-01", ("offer",), ("loss", "status"),
        mark("The offer is lost but nobody said why. Choose a reason: it is what we learn from."),
        lambda row: row.get("status") == "LOST" and not row.get("loss"), stops=False,
    ),
    Check(
        "QTY-01", ("offer_line", "order_line", "shipment_line"), ("quantity",),
        mark("The quantity is 0. Enter what is ordered, or drop the line's price."),
        _zero("quantity"), stops=False,
    ),
    Check(
        "KG-01", ("product", "order_line", "shipment_line"), ("net_kg", "gross_kg"),
        mark(
            "Net weight {net_kg} kg is above gross weight {gross_kg} kg."
            " Exchange or correct them."
        ),
        _both_more("net_kg", "gross_kg"),
    ),
    Check(
        "BANK-01", ("party",), ("bic", "iban"),
        mark(
            "The BIC {bic} is of another country than the IBAN {iban}."
            " Call the known number to check."
        ),
        _foreign_bank, stops=False,
    ),
    Check(
        "INV-01", ("invoice",), ("net", "kind"),
        mark("A credit note is negative: {net} is not. Put a minus before it, or change the kind."),
        _credit_note_positive,
    ),
    Check(
        "INV-02", ("invoice",), ("vat", "vat_case"),
        mark("VAT of {vat} is charged where the VAT case says none is. Correct one of them."),
        _untaxed_with_vat,
    ),
    Check(
        "INV-03", ("invoice",), ("written_off", "status", "kind"),
        mark("Only a sale is written off. Make a credit note, or empty the column Written off."),
        _lost_elsewhere,
    ),
    Check(
        "INV-04", ("invoice",), ("written_off", "net", "vat"),
        mark(
            "{written_off} written off is not between 0 and the amount of the invoice with VAT."
            " Enter what will never be paid."
        ),
        _lost_too_much,
    ),
    Check(
        "DAY-06", ("invoice",), ("written_off_on", "issued"),
        mark("Written off on {written_off_on}, before the invoice of {issued}. Check both dates."),
        _before("issued", "written_off_on"),
    ),
    Check(
        "PAY-01", ("payment",), ("amount",),
        mark("A payment of 0 pays nothing. Enter what the bank counted."),
        _zero("amount"),
    ),
    Check(
        "TASK-01", ("task",), ("done_on", "status"),
        mark("The task is done but has no day. Enter the day it was done."),
        lambda row: row.get("status") == "DONE" and row.get("done_on") is None, stops=False,
    ),
    Check(
        "SHP-01", ("shipment",), ("transport_doc", "mode"),
        mark(
            "{transport_doc} is not the number of an air waybill: three digits of the airline, then"
            " eight of which the last proves the others. Copy it again from the document."
        ),
        _wrong_waybill,
    ),
    Check(
        "SHP-02", ("shipment",), ("from_country", "to_country", "mode"),
        mark("A shipment by {mode} from {from_country} to {to_country} cannot be. Check them."),
        lambda row: row.get("mode") == "SEA"
        and row.get("from_country") == row.get("to_country") is not None, stops=False,
    ),
    Check(
        "BOX-01", ("container",), ("taken", "discharged"),
        mark("Taken out on {taken}, before its discharge on {discharged}. Check both dates."),
        _before("discharged", "taken"),
    ),
    Check(
        "BOX-02", ("container",), ("delivered", "taken"),
        mark("Delivered on {delivered}, before it was taken out on {taken}. Check both dates."),
        _before("taken", "delivered"),
    ),
    Check(
        "BOX-03", ("container",), ("returned", "taken"),
        mark("Returned on {returned}, before it was taken out on {taken}. Check both dates."),
        _before("taken", "returned"),
    ),
    Check(
        "BOX-04", ("container",), ("cargo_kg", "vgm_kg"),
        mark(
            "The cargo of {cargo_kg} kg is above the VGM of {vgm_kg} kg, which has the tare"
            " besides. Correct one of them before the line refuses the container."
        ),
        _both_more("cargo_kg", "vgm_kg"),
    ),
    Check(
        "DOC-01", ("document",), ("title", "paper"),
        mark("Another paper needs a title. Enter it as the credit or the partner names it."),
        lambda row: row.get("paper") == "OTHER" and not row.get("title"),
    ),
    Check(
        "DOC-02", ("document",), ("sent", "received"),
        mark("Sent on {sent}, before it was received on {received}. Check both dates."),
        _before("received", "sent"),
    ),
    Check(
        "CUS-01", ("declaration",), ("mrn", "accepted"),
        mark(
            "The MRN {mrn} is of another year than its acceptance on {accepted}."
            " Its first two digits are the year: copy it again, or correct the date."
        ),
        _mrn_of_another_year,
    ),
    Check(
        "CUS-02", ("declaration",), ("released", "accepted"),
        mark("Released on {released}, before it was accepted on {accepted}. Check both dates."),
        _before("accepted", "released"),
    ),
    Check(
        "CUS-03", ("declaration",), ("exited", "released"),
        mark("Exited on {exited}, before its release on {released}. Check both dates."),
        _before("released", "exited"),
    ),
    Check(
        "CUS-04", ("declaration",), ("status", "procedure"),
        mark("A declaration for import has no exit: {status} cannot be. Choose another status."),
        lambda row: row.get("procedure") == "IMPORT"
        and row.get("status") in {"EXIT_ARRIVED", "EXITED", "FOLLOW_UP"},
    ),
    Check(
        "CUS-05", ("declaration",), ("status", "mrn"),
        mark("The declaration is {status} but has no MRN. Enter the number that customs gave it."),
        lambda row: row.get("status") in ACCEPTED_ON and not row.get("mrn"),
    ),
    Check(
        "CUS-06", ("declaration",), ("procedure",),
        mark("Say what the declaration is for: import, export or transit."),
        lambda row: not row.get("procedure"),
    ),
    Check(
        "FRT-01", ("quote",), ("boxes", "basis"),
        mark("A price per container needs their number. Enter how many containers are priced."),
        lambda row: row.get("basis") == "PER_BOX" and not row.get("boxes"),
    ),
    Check(
        "FRT-02", ("quote",), ("valid_until", "received"),
        mark("Valid until {valid_until}, before it came on {received}. Check both dates."),
        _before("received", "valid_until"),
    ),
    Check(
        "CLM-01", ("claim",), ("shipment", "kind"),
        mark("A claim on a carrier is about a shipment. Enter its reference."),
        lambda row: row.get("kind") == "TRANSPORT" and not row.get("shipment"),
    ),
    Check(
        "CLM-02", ("claim",), ("notified", "received"),
        mark("Notified on {notified}, before the goods came on {received}. Check both dates."),
        lambda row: row.get("harm") != "DELAY" and _before("received", "notified")(row),
    ),
    Check(
        "CLM-03", ("claim",), ("agreed", "claimed"),
        mark("{agreed} agreed is more than the {claimed} claimed. Exchange or correct them."),
        _both_more("agreed", "claimed"), stops=False,
    ),
    Check(
        "CLM-04", ("claim",), ("recovered", "agreed"),
        mark("{recovered} recovered is more than the {agreed} agreed. Correct one of them."),
        _both_more("recovered", "agreed"), stops=False,
    ),
    Check(
        "CLM-06", ("claim",), ("rejected", "kind"),
        mark(
            "A quantity is rejected in a claim on a supplier only: {rejected} would be counted"
            " nowhere. Change the kind, or empty the cell."
        ),
        lambda row: bool(row.get("rejected")) and row.get("kind") != "SUPPLIER", stops=False,
    ),
    Check(
        "EVT-01", ("event",), ("ends", "starts"),
        mark("Ends on {ends}, before it starts on {starts}. Check both dates."),
        _before("starts", "ends"),
    ),
    Check(
        "EVT-02", ("event",), ("carnet_until", "ends"),
        mark("The carnet ends on {carnet_until}, before the fair on {ends}. Check both dates."),
        _before("ends", "carnet_until"), stops=False,
    ),
    Check(
        "ATA-01", ("carnet_item",), ("back", "pieces"),
        mark("{back} pieces came back of {pieces} that left. Correct one of them."),
        lambda row: isinstance(row.get("back"), int) and isinstance(row.get("pieces"), int)
        and int(str(row["back"])) > int(str(row["pieces"])),
    ),
    Check(
        "CAM-01", ("campaign",), ("event", "letter"),
        mark("A letter about a fair needs the fair. Enter its number in the column Event."),
        lambda row: row.get("letter") in {"fair_invitation", "fair_follow_up"}
        and not row.get("event"),
    ),
    Check(
        "APP-01", ("approach",), ("replied", "sent"),
        mark("Answered on {replied}, before it was sent on {sent}. Check both dates."),
        _before("sent", "replied"),
    ),
    Check(
        "PRM-01", ("permission",), ("party", "email"),
        mark("Say whose answer it is. Enter the partner, the e-mail address, or both."),
        lambda row: not row.get("party") and not row.get("email"),
    ),
    Check(
        "PRO-01", ("prospect",), ("next_on", "stage"),
        mark("The prospect has no next step. Enter what to do and when, or close it."),
        lambda row: row.get("stage") not in {"WON", "LOST"} and not row.get("next_on"),
        stops=False,
    ),
    Check(
        "SRV-01", ("survey",), ("answered", "sent"),
        mark("Answered on {answered}, before it was asked on {sent}. Check both dates."),
        _before("sent", "answered"),
    ),
    Check(
        "VIS-01", ("visit",), ("said", "status"),
        mark("The visit is held but nobody wrote what was said. Enter it while you remember."),
        lambda row: row.get("status") == "DONE" and not row.get("said"), stops=False,
    ),
)  # fmt: skip

REQUIRED = mark("{heading} is needed. {help}")


def findings(record: str, row: RowNow) -> Iterator[Finding]:
    """Every check that *row* breaks, missing fields first."""
    for one in RECORDS[record].fields:
        if one.required and not one.computed and row.get(one.name) is None:
            said = Said(REQUIRED, heading=Said(one.label), help=Said(one.help))
            yield Finding("REQ-01", (one.name,), said, stops=True)
    for check in CHECKS:
        if record in check.records and check.broken(row):
            facts = {name: _worded(record, name, row.get(name)) for name in check.fields}
            yield Finding(check.code, check.fields, Said(check.sentence, **facts), check.stops)


def stopping(record: str, row: RowNow, changed: Mapping[str, object] | None) -> list[Finding]:
    """The findings that stop a save: all errors of a new row, else those the change touches."""
    return [
        finding
        for finding in findings(record, row)
        if finding.stops and (changed is None or any(name in changed for name in finding.fields))
    ]


def _worded(record: str, name: str, value: object) -> object:
    """A coded value as its word, anything else as it is."""
    options = getattr(RECORDS[record].by_name[name].kind, "options", {})
    return Said(options[value]) if value in options else value
