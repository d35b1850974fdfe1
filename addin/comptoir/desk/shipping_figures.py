"""Figures on shipments that people ask for at any time: late ones by mode, demurrage to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from comptoir.desk.showing import Reading
from comptoir.errors import Refused
from comptoir.records.chain import NO_DAYS, container_columns, days_by_shipment, free_until
from comptoir.rules.free_time import Demurrage, demurrage, slabs
from comptoir.wording import mark


class NoFreeTime(Refused):
    message = mark(
        "{shipment} has no container whose free time is known. Nothing was computed. Enter the free"
        " days on the sheet Shipments, and the containers on theirs."
    )


@dataclass(frozen=True, slots=True)
class Late:
    """Deliveries that had a plan: how many, and how many of them came after it."""

    all: int = 0
    late: int = 0


def late_by_mode(db: Connection) -> dict[str, Late]:
    """Deliveries, all and late, by mode. A delivery without a plan or a day does not count."""
    ask = Reading(db, {})
    days = days_by_shipment(ask("milestone"))
    shipments = ask("shipment")
    found: dict[str, Late] = {}
    for key, mode in zip(shipments.keys, shipments.columns["mode"], strict=True):
        planned, _, actual = days.get(key, {}).get("DELIVERED", NO_DAYS)
        if planned is None or actual is None:
            continue
        so_far = found.get(str(mode), Late())
        behind = actual > planned  # type: ignore[operator]
        found[str(mode)] = Late(so_far.all + 1, so_far.late + behind)
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """A container at the port: its last free day, and what it owes if it leaves on *out*.

    *certain* is false while the discharge is only expected. *owed* is None without slabs.
    """

    key: str
    number: str
    free_until: date
    out: date
    certain: bool
    owed: Demurrage | None


def demurrage_forecast(ask: Reading, shipment: str, out: date) -> list[Waiting]:
    """What each container of *shipment* owes if it leaves the port on *out*.

    A container that left already is counted on its own day; one without any news, nor free
    days, is left out. Raises ``NoFreeTime`` where none is left.
    """
    owner = ask("shipment")
    at = list(owner.keys).index(shipment)
    terms = {name: column[at] for name, column in owner.columns.items()}
    boxes = ask("container")
    told = boxes.columns
    arrival = days_by_shipment(ask("milestone")).get(shipment, {}).get("ARRIVED", NO_DAYS)
    planned, expected, came = arrival
    found = []
    for place, last in enumerate(container_columns(boxes, ask)["free_until"]):
        if told["shipment"][place] != shipment:
            continue
        eta = told["eta"][place]
        start = eta or expected or planned
        until = last or free_until(
            start, terms["free_days"], terms["free_time"], terms["discharge_port"]
        )
        if not isinstance(until, date):
            continue
        left = told["taken"][place]
        day = left if isinstance(left, date) else out
        owed = None
        if terms["slabs"]:
            tariff = slabs(str(terms["slabs"]), str(terms["slab_currency"] or "EUR"))
            owed = demurrage(until, day, tariff)
        number = str(told["number"][place])
        certain = bool(told["discharged"][place] or (came and not eta))
        found.append(Waiting(boxes.keys[place], number, until, day, certain, owed))
    if not found:
        raise NoFreeTime(shipment=shipment)
    return found
