"""The papers of a shipment: the checklist from the rules, and what became of each paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from comptoir.desk.deed import Deed
from comptoir.desk.quoting import NoRateKnown, in_euros
from comptoir.desk.shipping import MODES, incoterm_of, number
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.records.chain import NO_DAYS, Days, days_by_shipment
from comptoir.records.customs_claims import PAPER
from comptoir.rules.documents import Deal, Due, Flow, Payment, checklist, zone
from comptoir.rules.money import Money
from comptoir.wording import mark

PAYMENTS = {
    "OA": Payment.OPEN_ACCOUNT,
    "ADV": Payment.ADVANCE,
    "LC": Payment.LETTER_OF_CREDIT,
    "DP": Payment.AGAINST_PAYMENT,
    "DA": Payment.AGAINST_ACCEPTANCE,
}
AT: Mapping[Due, tuple[tuple[str, ...], int]] = {
    Due.ORDER: (("BOOKED", "DEPARTED"), 0),
    Due.INVOICING: (("DEPARTED",), 0),
    Due.DEPARTURE: (("DEPARTED",), -1),
    Due.VGM_CUT_OFF: (("VGM_CUT_OFF", "DEPARTED"), 0),
    Due.SHIPPED: (("DEPARTED",), 2),
    Due.PRESENTATION: (("DEPARTED",), 21),
    Due.LOADING_ABROAD: (("DEPARTED",), -1),
    Due.ARRIVAL: (("ARRIVED",), -2),
    Due.CLEARANCE: (("IMPORT_CLEARED", "EXPORT_CLEARED", "ARRIVED"), 0),
    Due.EXIT: (("EXPORT_CLEARED", "DEPARTED"), 90),
    Due.DELIVERY: (("DELIVERED", "ARRIVED"), 5),
    Due.NEXT_MONTH: (("DEPARTED",), 0),
}
"""The milestone a paper is due at, the next best ones, and how many days from it."""
TENTH = 10


class NoSuchFile(Refused):
    message = mark("There is no file {file}. Nothing was filed. Check the name.")


def deal_of(deed: Deed, shipment: str) -> Deal:
    """The facts that the checklist follows from."""
    row = deed.row("shipment", shipment)
    lines = deed.parts("shipment_line", shipment)
    products = [
        deed.rows("product").get(str(deed.rows("order_line")[str(line["order_line"])]["product"]))
        for line in lines.values()
        if line.get("order_line")
    ]
    has = {
        name: any(one and one.get(name) for one in products)
        for name in ("dangerous", "dual_use", "cbam", "eudr")
    }
    sold = row["flow"] == "EXP"
    abroad = str(row.get("to_country" if sold else "from_country") or "")
    return Deal(
        flow=Flow.EXPORT if sold else Flow.IMPORT,
        zone=zone(abroad, deed.today),
        mode=MODES[str(row["mode"])],
        incoterm=incoterm_of(row),
        payment=PAYMENTS[str(row.get("payment") or "OA")],
        value_eur=goods_value(deed, shipment),
        wood=bool(row.get("wood")),
        dangerous=bool(row.get("dangerous")) or has["dangerous"],
        dual_use=has["dual_use"],
        cbam=has["cbam"],
        eudr=has["eudr"],
        full_container=bool(deed.parts("container", shipment)),
    )


def goods_value(deed: Deed, shipment: str) -> Decimal:
    """The value of the goods in euros; lines without a known rate do not count."""
    total = Decimal(0)
    for line in deed.parts("shipment_line", shipment).values():
        if line.get("value") is not None:
            amount = Money(number(line["value"]), str(line["currency"]))
            try:
                total += in_euros(amount, deed.today, deed.rows("rate")).amount
            except NoRateKnown:
                continue
    return total


def list_papers(deed: Deed, shipment: str) -> list[str]:
    """Add the papers that the rules ask for and the shipment has not yet: their references."""
    return deed.add("document", needed(deed, shipment))


def needed(deed: Deed, shipment: str) -> list[Row]:
    """The papers that the rules ask for and *shipment* has not yet, as rows to be added."""
    known = {row["paper"] for row in deed.parts("document", shipment).values()}
    known_titles = {row.get("title") for row in deed.parts("document", shipment).values()}
    days = days_by_shipment(deed.ask("milestone")).get(shipment, {})
    rows: list[Row] = []
    for paper in checklist(deal_of(deed, shipment), deed.today):
        ours = paper.code in PAPER.options
        if (ours and paper.code in known) or paper.code in known_titles:
            continue
        rows.append(
            {
                "shipment": shipment,
                "paper": paper.code if ours else "OTHER",
                "title": None if ours else paper.code,
                "owner": paper.owner.name,
                "due_at": paper.due.name,
                "due": due_day(paper.due, days),
                "rule": paper.rule,
            }
        )
    return rows


def due_day(due: Due, days: Mapping[str, Days]) -> date | None:
    """The day a paper is due, from the milestones as expected now; None without a plan."""
    steps, off = AT[due]
    for step in steps:
        planned, expected, actual = days.get(step, NO_DAYS)
        day = actual or expected or planned
        if isinstance(day, date):
            if due is Due.NEXT_MONTH:
                return (day.replace(day=28) + timedelta(days=4)).replace(day=TENTH)
            return day + timedelta(days=off)
    return None


STATES = {
    "asked": "requested",
    "received": "received",
    "checked": "checked",
    "sent": "sent",
}
"""What can be said of a paper, and the field that keeps its day."""


def note_paper(
    deed: Deed,
    document: str,
    state: str,
    day: date,
    *,
    number_on_it: str | None = None,
    wrong: str | None = None,
) -> None:
    """Say what became of a paper; *wrong* is its discrepancy, blank once it is corrected."""
    values: Row = {STATES[state]: day}
    if number_on_it:
        values["number"] = number_on_it
    if wrong is not None:
        values["discrepancy"] = wrong or None
    deed.change("document", document, values)


def file_paper(deed: Deed, dossiers: Path, document: str, source: Path) -> Path:
    """Copy *source* into the dossier of its shipment, under a name of our own; it is received."""
    if not source.is_file():
        raise NoSuchFile(file=source)
    row = deed.row("document", document)
    shipment, _, part = document.partition("/")
    suffix = re.sub(r"[^\w.]", "", source.suffix.lower())[:10]
    name = f"{part}-{str(row['paper']).lower()}{suffix}"
    folder = dossiers / shipment
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, folder / name)
    values: Row = {"file": f"{shipment}/{name}"}
    if not row.get("received"):
        values["received"] = deed.today
    deed.change("document", document, values)
    return folder / name
