"""Counts on all shipments that people ask for at any time: how many came late, by mode."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from comptoir.desk.showing import Reading
from comptoir.records.chain import NO_DAYS, days_by_shipment


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
