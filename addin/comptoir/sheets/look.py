"""The colours and the type of every workbook: one hand seems to have made them all.

Safe for the colour-blind: whatever a colour means is also said by a word or a sign.
"""

from __future__ import annotations

from dataclasses import dataclass

from comptoir.records import Tone
from comptoir.wording import mark

INK = "#1F2A37"
SEA = "#1B4B72"
TIDE = "#2E7D8C"
SAND = "#F4EFE6"
MIST = "#E8EEF3"
HAIR = "#C9D4DE"
BRASS = "#B7791F"
BRICK = "#A63D2F"
MOSS = "#3F7D4E"
SLATE = "#6B7785"
PAPER = "#FFFFFF"

SERIES = (SEA, TIDE, BRASS, SLATE, MOSS, BRICK)
"""The colours of a chart's series, in their order."""

FONT = "Calibri"
SIZE, HEAD_SIZE, TITLE_SIZE = 11, 10, 16


@dataclass(frozen=True, slots=True)
class Tint:
    """How a state is coloured: its word, and what is behind it."""

    ink: str
    fill: str


TONES = {
    Tone.OPEN: Tint(SEA, "#D9E6F0"),
    Tone.DUE: Tint("#8A5A12", "#FBF1DC"),
    Tone.LATE: Tint(BRICK, "#F8E5E1"),
    Tone.DONE: Tint("#2F6A3D", "#E3F0E6"),
    Tone.CLOSED: Tint(SLATE, "#F0F2F4"),
}

TABS = {"register": SEA, "shipments": TIDE, "growth": MOSS}
"""The colour of the tabs of each workbook."""


@dataclass(frozen=True, slots=True)
class Button:
    """A command as the title band names it, and the keys that do the same."""

    name: str
    keys: str


BUTTONS = (
    Button(mark("Save"), "Ctrl+Shift+S"),
    Button(mark("Refresh"), "Ctrl+Shift+R"),
    Button(mark("Check"), "Ctrl+Shift+K"),
)
