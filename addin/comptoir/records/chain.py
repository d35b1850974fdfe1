"""Columns of the shipments' workbook worked out from its milestones, papers and containers.

Works on stored values, as ``derived`` does. The status of a shipment is the furthest milestone
that happened; its delay is that of the last milestone that happened, or of the arrival where
nothing is behind yet.

>>> status_of({"BOOKED", "DEPARTED"})
'IN_TRANSIT'
>>> delay_of(date(2026, 11, 2), None, date(2026, 11, 5))
3
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache

from comptoir.records.stored import Ask, Column, Stored
from comptoir.rules.days import Calendar, HolidaysUnknown, TooFar, UnknownCalendar, calendar
from comptoir.rules.free_time import last_free_day
from comptoir.rules.incoterms import Incoterm, Leg, payer

STEPS = (
    "BOOKED",
    "READY",
    "PICKED_UP",
    "DOC_CUT_OFF",
    "VGM_CUT_OFF",
    "CARGO_CUT_OFF",
    "EXPORT_CLEARED",
    "DEPARTED",
    "TRANSSHIPPED",
    "ARRIVED",
    "IMPORT_CLEARED",
    "DELIVERED",
)
"""The milestones in the order in which goods go through them."""

_REACHED = (
    ("CANCELLED", "CANCELLED"),
    ("DELIVERED", "DELIVERED"),
    ("IMPORT_CLEARED", "CLEARED"),
    ("ARRIVED", "ARRIVED"),
    ("DEPARTED", "IN_TRANSIT"),
    ("PICKED_UP", "PICKED_UP"),
    ("BOOKED", "BOOKED"),
)


@cache
def ends_on_arrival(flow: object, incoterm: object) -> bool:
    """Whether the goods are the buyer's own affair after the main carriage: we sold, he carries.

    >>> ends_on_arrival("EXP", "FOB"), ends_on_arrival("IMP", "FOB"), ends_on_arrival("EXP", "CIP")
    (True, False, False)
    """
    if flow != "EXP" or incoterm not in Incoterm.__members__:
        return False
    return not payer(Incoterm[str(incoterm)], Leg.MAIN_CARRIAGE).by_seller


def status_of(done: Collection[str], *, arrival_ends: bool = False) -> str:
    """Where a shipment stands, by the milestones *done*.

    *arrival_ends*: nothing is to be done after the arrival (`ends_on_arrival`).
    """
    if arrival_ends and "ARRIVED" in done:
        done = {*done, "DELIVERED"}
    if "IMPORT_CLEARED" in done and "ARRIVED" not in done and "DELIVERED" not in done:
        done = {*done} - {"IMPORT_CLEARED"}  # cleared ahead, while still at sea
    return next((status for kind, status in _REACHED if kind in done), "PLANNED")


def delay_of(planned: object, expected: object, actual: object) -> int | None:
    """Days behind the plan; None where there is no plan or no news."""
    now = actual or expected
    if isinstance(planned, date) and isinstance(now, date):
        return (now - planned).days
    return None


Days = tuple[object, object, object]
"""A milestone's days: planned, expected, actual."""


def days_by_shipment(milestones: Stored) -> dict[str, dict[str, Days]]:
    """The milestones of each shipment by kind; of several of one kind, the last counts."""
    found: dict[str, dict[str, Days]] = defaultdict(dict)
    told = milestones.columns
    for shipment, kind, *days in zip(
        told["shipment"],
        told["kind"],
        told["planned"],
        told["expected"],
        told["actual"],
        strict=True,
    ):
        found[str(shipment)][str(kind)] = (days[0], days[1], days[2])
    return found


NO_DAYS: Days = (None, None, None)


def shipment_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """Status, main days and delay of each shipment."""
    known = days_by_shipment(ask("milestone"))
    found: dict[str, Column] = {
        name: [] for name in ("status", "etd", "atd", "eta", "ata", "delivered", "delay")
    }
    terms = zip(rows.columns["flow"], rows.columns["incoterm"], strict=True)
    for key, (flow, incoterm) in zip(rows.keys, terms, strict=True):
        days = known.get(key, {})
        done = {kind for kind, (_, _, actual) in days.items() if actual}
        left, came = days.get("DEPARTED", NO_DAYS), days.get("ARRIVED", NO_DAYS)
        found["status"].append(status_of(done, arrival_ends=ends_on_arrival(flow, incoterm)))
        found["etd"].append(left[1] or left[0])
        found["atd"].append(left[2])
        found["eta"].append(came[1] or came[0])
        found["ata"].append(came[2])
        found["delivered"].append(days.get("DELIVERED", NO_DAYS)[2])
        found["delay"].append(_shipment_delay(days))
    return found


def _shipment_delay(days: Mapping[str, Days]) -> int | None:
    """Of the furthest milestone with news: delivery, arrival, departure."""
    for kind in ("DELIVERED", "ARRIVED", "DEPARTED"):
        if kind in days and (late := delay_of(*days[kind])) is not None:
            return late
    return None


def milestone_columns(rows: Stored, ask: Ask) -> dict[str, Column]:  # noqa: ARG001 - as the others
    told = rows.columns
    days = zip(told["planned"], told["expected"], told["actual"], strict=True)
    return {"delay": [delay_of(*one) for one in days]}


def paper_status(
    asked: object,
    received: object,
    checked: object,
    sent: object,
    wrong: object,
    *,
    waived: object,
) -> str:
    """Where a paper stands, by its dates.

    >>> paper_status(None, date(2026, 11, 2), None, None, None, waived=None)
    'RECEIVED'
    """
    if waived:
        return "NOT_NEEDED"
    if wrong:
        return "DISCREPANT"
    for day, status in ((sent, "SENT"), (checked, "CHECKED"), (received, "RECEIVED")):
        if day:
            return status
    return "ASKED" if asked else "MISSING"


def document_columns(rows: Stored, ask: Ask) -> dict[str, Column]:  # noqa: ARG001 - as the others
    told = rows.columns
    names = ("requested", "received", "checked", "sent", "discrepancy")
    facts = zip(*(told[name] for name in names), told["waived"], strict=True)
    return {"status": [paper_status(*days, waived=waived) for *days, waived in facts]}


def container_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """The delay of each container, and its last free day once it, or its ship, came in.

    One that is announced for another day than its ship is free from that day.
    """
    owner = ask("shipment")
    told = owner.columns
    terms = dict(
        zip(
            owner.keys,
            zip(told["free_days"], told["free_time"], told["discharge_port"], strict=True),
            strict=True,
        )
    )
    arrivals = days_by_shipment(ask("milestone"))
    free_days: Column = []
    delays: Column = []
    mine = rows.columns
    for shipment, eta, discharged in zip(
        mine["shipment"], mine["eta"], mine["discharged"], strict=True
    ):
        planned, expected, came = arrivals.get(str(shipment), {}).get("ARRIVED", NO_DAYS)
        free, counted, port = terms.get(str(shipment), (None, None, None))
        in_port = discharged or (came and (eta or came))
        free_days.append(free_until(in_port, free, counted, port))
        delays.append(delay_of(planned, eta or expected, discharged or (None if eta else came)))
    return {"free_until": free_days, "delay": delays}


def free_until(start: object, free: object, counted: object, port: object) -> date | None:
    """The last free day after a discharge on *start*; None where the terms are not known."""
    if not isinstance(start, date) or not isinstance(free, int):
        return None
    place = port_calendar(port) if counted == "WORKING" else None
    try:
        return last_free_day(start, free, place)
    except (HolidaysUnknown, TooFar):
        return last_free_day(start, free)


def port_calendar(port: object) -> Calendar | None:
    """The calendar of a port's country; None where there is none: calendar days then."""
    try:
        return calendar(str(port)[:2]) if port else None
    except UnknownCalendar:
        return None


def shipped_quantities(
    lines: Stored, cancelled: Collection[str] = ()
) -> Iterator[tuple[str, int, str]]:
    """Order line, quantity shipped (stored) and shipment of each line that travels."""
    told = lines.columns
    for of, quantity, shipment in zip(
        told["order_line"], told["quantity"], told["shipment"], strict=True
    ):
        if of and isinstance(quantity, int) and shipment not in cancelled:
            yield str(of), quantity, str(shipment)


def cancelled_shipments(milestones: Stored) -> set[str]:
    """The shipments that will not happen: their goods are free again."""
    told = milestones.columns
    return {
        str(shipment)
        for shipment, kind, day in zip(told["shipment"], told["kind"], told["actual"], strict=True)
        if kind == "CANCELLED" and day
    }


def order_line_columns(rows: Stored, ask: Ask) -> dict[str, Column]:
    """What was shipped of each order line, and what one unit costs landed."""
    lines = ask("shipment_line")
    if not lines.keys:
        nothing: Column = [None] * len(rows.keys)
        return {"shipped": nothing, "landed": list(nothing)}
    gone = cancelled_shipments(ask("milestone"))
    shipped: dict[str, int] = defaultdict(int)
    cost: dict[str, int] = defaultdict(int)
    priced: dict[str, int] = defaultdict(int)
    for (of, quantity, shipment), landed in zip(
        _all_lines(lines), lines.columns["landed"], strict=True
    ):
        if of is None or shipment in gone:
            continue
        shipped[of] += quantity
        if isinstance(landed, int):
            cost[of] += landed
            priced[of] += quantity
    return {
        "shipped": [shipped.get(key) for key in rows.keys],
        "landed": [_per_unit(cost.get(key), priced.get(key)) for key in rows.keys],
    }


def _all_lines(lines: Stored) -> Iterator[tuple[str | None, int, str]]:
    told = lines.columns
    for of, quantity, shipment in zip(
        told["order_line"], told["quantity"], told["shipment"], strict=True
    ):
        counted = quantity if isinstance(quantity, int) else 0
        yield (str(of) if of else None), counted, str(shipment)


def _per_unit(cost: int | None, quantity: int | None) -> int | None:
    """Ten-thousandths of a euro for one unit, half up; quantities are in thousandths.

    >>> _per_unit(10_0000, 3_000)
    33333
    """
    if cost is None or not quantity:
        return None
    return (2 * cost * 1000 + quantity) // (2 * quantity)


CHAIN: dict[str, Callable[[Stored, Ask], dict[str, Column]]] = {
    "shipment": shipment_columns,
    "milestone": milestone_columns,
    "document": document_columns,
    "container": container_columns,
}
