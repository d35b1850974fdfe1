"""Charts of a note as pictures: columns by year, bars by partner; flat, labelled, zero-based.

Drawn three times as large as shown, so that they print sharp. The colours are the house's.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from comptoir.letters.word import Picture, picture

INK, SEA, TIDE, LINE, PAPER, SLATE = (
    "#1F2A37", "#1B4B72", "#2E7D8C", "#C9D4DE", "#FFFFFF", "#6B7785",
)  # fmt: skip
WIDE, MILLIMETRE = 1500, Decimal("8.823529")
"""Pixels across; pixels to a millimetre, so that a chart is 170 mm wide."""
FONTS = ("Carlito-Regular.ttf", "calibri.ttf", "Calibri.ttf", "LiberationSans-Regular.ttf")
_TEXT, _TITLE, _ROW, _EDGE, _TALL = 34, 38, 62, 30, 320


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart: what it is, how long its bar is, how it reads."""

    label: str
    value: Decimal
    shown: str


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - only where a chart is drawn

    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _canvas(tall: int) -> tuple[Any, Any]:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - the same

    image = Image.new("RGB", (WIDE, tall), PAPER)
    return image, ImageDraw.Draw(image)


def _done(image: Any, title: str) -> Picture:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return picture(file.getvalue(), height=Decimal(image.height) / MILLIMETRE, title=title)


def bars(title: str, values: Sequence[Bar]) -> Picture:
    """Horizontal bars, the first on top, each with its label before and its value behind."""
    image, pen = _canvas(2 * _EDGE + _TITLE + 20 + _ROW * max(1, len(values)))
    pen.text((_EDGE, _EDGE), title, INK, _font(_TITLE))
    font = _font(_TEXT)
    left = _EDGE + int(max((pen.textlength(one.label, font) for one in values), default=0)) + 20
    right = int(max((pen.textlength(one.shown, font) for one in values), default=0)) + 20
    room = max(1, WIDE - left - right - _EDGE)
    most = max((one.value for one in values), default=Decimal(1)) or Decimal(1)
    for at, one in enumerate(values):
        top = _EDGE + _TITLE + 24 + at * _ROW
        long = int(room * max(Decimal(0), one.value) / most)
        pen.text((left - 16, top + 4), one.label, INK, font, anchor="ra")
        pen.rectangle((left, top, left + long, top + _ROW - 22), fill=SEA if at == 0 else TIDE)
        pen.text((left + long + 12, top + 4), one.shown, INK, font)
    return _done(image, title)


def columns(title: str, values: Sequence[Bar]) -> Picture:
    """Columns from left to right, each with its value above and its label below."""
    image, pen = _canvas(_TALL + 2 * _EDGE + _TITLE + 80)
    pen.text((_EDGE, _EDGE), title, INK, _font(_TITLE))
    font, ground = _font(_TEXT), _EDGE + _TITLE + 40 + _TALL
    most = max((one.value for one in values), default=Decimal(1)) or Decimal(1)
    step = (WIDE - 2 * _EDGE) // max(1, len(values))
    wide = min(150, step * 2 // 3)
    pen.line((_EDGE, ground, WIDE - _EDGE, ground), fill=LINE, width=3)
    for at, one in enumerate(values):
        middle = _EDGE + step * at + step // 2
        tall = int((_TALL - 60) * max(Decimal(0), one.value) / most)
        colour = SEA if at == len(values) - 1 else TIDE
        pen.rectangle((middle - wide // 2, ground - tall, middle + wide // 2, ground), fill=colour)
        pen.text((middle, ground - tall - 8), one.shown, INK, font, anchor="ms")
        pen.text((middle, ground + 14), one.label, SLATE, font, anchor="ma")
    return _done(image, title)
