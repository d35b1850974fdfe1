"""The steps a shipment goes through, who takes each, and when to plan it.

Which steps there are follows from the mode and from the border; who takes them from the legs
of the Incoterm; the days from the usual practice of each mode, before departure or after
arrival. A desk may give its own days.

Sources
    Incoterms 2020, articles A2 to A10 through `incoterms.legs`. Cut-offs: SOLAS VI/2 for the
    VGM; the days are the usual ones of lines and airlines, to be replaced by the booking's.

Not covered: the schedules of carriers.

An export FOB by sea: we bring the goods on board, the buyer's carrier does the rest.

>>> steps = plan(Mode.SEA, Incoterm.FOB, sold=True, abroad=True,
...              departure=date(2026, 12, 14), arrival=date(2027, 1, 18))
>>> for step in steps:
...     print(step.day, step.kind, step.who)
2026-11-30 BOOKED PARTNER
2026-12-07 READY US
2026-12-09 PICKED_UP US
2026-12-10 DOC_CUT_OFF US
2026-12-11 VGM_CUT_OFF US
2026-12-11 EXPORT_CLEARED US
2026-12-12 CARGO_CUT_OFF US
2026-12-14 DEPARTED CARRIER
2027-01-18 ARRIVED CARRIER
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from comptoir.rules.incoterms import Incoterm, Leg, Mode, payer


class Who(StrEnum):
    """Who takes a step."""

    US = "US"
    PARTNER = "PARTNER"
    CARRIER = "CARRIER"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, its planned day and who takes it."""

    kind: str
    day: date
    who: Who


BEFORE: Mapping[Mode, Mapping[str, int]] = {
    Mode.SEA: {
        "BOOKED": 14, "READY": 7, "PICKED_UP": 5, "DOC_CUT_OFF": 4, "VGM_CUT_OFF": 3,
        "EXPORT_CLEARED": 3, "CARGO_CUT_OFF": 2,
    },
    Mode.WATERWAY: {"BOOKED": 7, "READY": 4, "PICKED_UP": 3, "EXPORT_CLEARED": 2},
    Mode.AIR: {
        "BOOKED": 5, "READY": 3, "PICKED_UP": 2, "DOC_CUT_OFF": 1, "EXPORT_CLEARED": 1,
        "CARGO_CUT_OFF": 1,
    },
    Mode.ROAD: {"BOOKED": 3, "READY": 1, "PICKED_UP": 0, "EXPORT_CLEARED": 0},
    Mode.RAIL: {"BOOKED": 10, "READY": 5, "PICKED_UP": 4, "EXPORT_CLEARED": 3, "CARGO_CUT_OFF": 2},
    Mode.COURIER: {"BOOKED": 1, "READY": 1, "PICKED_UP": 0, "EXPORT_CLEARED": 0},
    Mode.MULTIMODAL: {"BOOKED": 10, "READY": 5, "PICKED_UP": 4, "EXPORT_CLEARED": 2},
}  # fmt: skip
"""Days before departure."""

AFTER: Mapping[Mode, Mapping[str, int]] = {
    Mode.SEA: {"IMPORT_CLEARED": 2, "DELIVERED": 5},
    Mode.WATERWAY: {"IMPORT_CLEARED": 1, "DELIVERED": 3},
    Mode.AIR: {"IMPORT_CLEARED": 1, "DELIVERED": 2},
    Mode.ROAD: {"IMPORT_CLEARED": 0, "DELIVERED": 0},
    Mode.RAIL: {"IMPORT_CLEARED": 2, "DELIVERED": 4},
    Mode.COURIER: {"IMPORT_CLEARED": 0, "DELIVERED": 1},
    Mode.MULTIMODAL: {"IMPORT_CLEARED": 2, "DELIVERED": 4},
}
"""Days after arrival."""

TRANSIT: Mapping[Mode, int] = {
    Mode.SEA: 35, Mode.WATERWAY: 7, Mode.AIR: 3, Mode.ROAD: 3, Mode.RAIL: 20, Mode.COURIER: 3,
    Mode.MULTIMODAL: 30,
}  # fmt: skip
"""Usual days from departure to arrival, where nobody said better."""

_LEG = {
    "BOOKED": Leg.MAIN_CARRIAGE,
    "READY": Leg.PACKING,
    "PICKED_UP": Leg.PRE_CARRIAGE,
    "DOC_CUT_OFF": Leg.LOADING_ON_BOARD,
    "VGM_CUT_OFF": Leg.LOADING_ON_BOARD,
    "CARGO_CUT_OFF": Leg.LOADING_ON_BOARD,
    "EXPORT_CLEARED": Leg.EXPORT_CLEARANCE,
    "IMPORT_CLEARED": Leg.IMPORT_CLEARANCE,
    "DELIVERED": Leg.ON_CARRIAGE,
}
_AT_BORDER = {"EXPORT_CLEARED", "IMPORT_CLEARED"}


def plan(
    mode: Mode,
    rule: Incoterm,
    *,
    sold: bool,
    abroad: bool,
    departure: date,
    arrival: date | None = None,
    full_container: bool = True,
) -> list[Step]:
    """The steps of a shipment in the order of their days.

    *sold*: we are the seller. *abroad*: a customs border is crossed. A seller who does not pay
    the main carriage plans nothing after the arrival: the goods are the buyer's by then.
    """
    arrival = arrival or departure + timedelta(days=TRANSIT[mode])
    ours_to_follow = not sold or payer(rule, Leg.MAIN_CARRIAGE).by_seller
    days = {kind: departure - timedelta(days=back) for kind, back in BEFORE[mode].items()}
    days |= {"DEPARTED": departure, "ARRIVED": arrival}
    if ours_to_follow:
        days |= {kind: arrival + timedelta(days=on) for kind, on in AFTER[mode].items()}
    if not abroad:
        days = {kind: day for kind, day in days.items() if kind not in _AT_BORDER}
    if not full_container:
        days.pop("VGM_CUT_OFF", None)
    steps = [Step(kind, day, _who(kind, rule, sold=sold)) for kind, day in days.items()]
    return sorted(steps, key=lambda step: (step.day, _ORDER.index(step.kind)))


_ORDER = (
    "BOOKED", "READY", "PICKED_UP", "DOC_CUT_OFF", "VGM_CUT_OFF", "EXPORT_CLEARED",
    "CARGO_CUT_OFF", "DEPARTED", "ARRIVED", "IMPORT_CLEARED", "DELIVERED",
)  # fmt: skip


def _who(kind: str, rule: Incoterm, *, sold: bool) -> Who:
    if kind not in _LEG:
        return Who.CARRIER
    by_seller = payer(rule, _LEG[kind]).by_seller
    return Who.US if by_seller == sold else Who.PARTNER
