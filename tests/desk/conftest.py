"""The office of the run, for the deeds on a live workbook; the mail room; a desk that ships."""

from __future__ import annotations

import sys
from pathlib import Path

from office import calc_app, calc_office
from post_room import business, deliver, room

__all__ = [
    "business",
    "calc_app",
    "calc_office",
    "deliver",
    "desk",
    "imported",
    "orders",
    "room",
]

sys.path.insert(0, str(Path(__file__).parent))

from shipping_desk import desk, imported, orders
