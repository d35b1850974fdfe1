"""The office of the run, for the buttons in Calc; the mail room; builders of the rooms within."""

from __future__ import annotations

import sys
from pathlib import Path

from live import calc_app, calc_office, open_live, press
from post_room import business, deliver, room
from vba_readers import modules_by_olevba, olevba

__all__ = [
    "business",
    "calc_app",
    "calc_office",
    "deliver",
    "desk",
    "modules_by_olevba",
    "olevba",
    "open_live",
    "orders",
    "press",
    "room",
]

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("desk", "sheets")]

from shipping_desk import desk, orders  # noqa: E402 - found by the path above
