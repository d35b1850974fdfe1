"""The office of the run, for the deeds on a live workbook; and the mail room."""

from __future__ import annotations

from office import calc_app, calc_office
from post_room import business, deliver, room

__all__ = ["business", "calc_app", "calc_office", "deliver", "room"]
