"""The pictures of the buttons, drawn from plain shapes in the colours of the workbooks.

A picture is a list of layers, the lowest first, on a square of 32 by 32. It is drawn when an
add-in is built: equal shapes, equal bytes, no picture files to keep.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin

from comptoir.sheets import look

Inside = Callable[[float, float], bool]
Layer = tuple[str, Inside]

SIDE = 32
FINE = 4
"""Samples to the side of a pixel."""


def disc(x: float, y: float, radius: float) -> Inside:
    return lambda a, b: hypot(a - x, b - y) <= radius


def box(left: float, top: float, right: float, bottom: float) -> Inside:
    return lambda a, b: left <= a <= right and top <= b <= bottom


def line(width: float, *points: tuple[float, float]) -> Inside:
    """A line through *points*, its ends round."""
    legs = list(pairwise(points))
    return lambda a, b: any(_from_leg(a, b, *leg) <= width / 2 for leg in legs)


def _from_leg(a: float, b: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    (x, y), (u, v) = start, end
    length = (u - x) ** 2 + (v - y) ** 2
    along = max(0.0, min(1.0, ((a - x) * (u - x) + (b - y) * (v - y)) / length))
    return hypot(a - x - along * (u - x), b - y - along * (v - y))


def arc(x: float, y: float, radius: float, width: float, start: float, stop: float) -> Inside:
    """A part of a ring, clockwise from *start* to *stop*, in degrees from three o'clock."""

    def inside(a: float, b: float) -> bool:
        turned = (degrees(atan2(b - y, a - x)) - start) % 360
        return abs(hypot(a - x, b - y) - radius) <= width / 2 and turned <= stop - start

    return inside


def head(x: float, y: float, size: float, towards: float) -> Inside:
    """An arrow's head, its point *size* ahead of its middle, in degrees clockwise from east."""
    ahead, across = radians(towards), radians(towards + 90)

    def inside(a: float, b: float) -> bool:
        along = (a - x) * cos(ahead) + (b - y) * sin(ahead)
        aside = (a - x) * cos(across) + (b - y) * sin(across)
        return 0 <= along <= size and abs(aside) <= size - along

    return inside


def ring(x: float, y: float, radius: float, width: float) -> Inside:
    return arc(x, y, radius, width, 0, 360)


def _letters(*strokes: tuple[tuple[float, float], ...]) -> list[Layer]:
    plate = (look.SEA, box(3, 6, 29, 26))
    return [plate, *((look.PAPER, line(2.6, *stroke)) for stroke in strokes)]


def _cards(left: str, right: str, tick: float) -> list[Layer]:
    """Two values side by side, the kept one ticked."""
    return [
        (look.SLATE, box(2, 6, 15, 24)),
        (left, box(3.5, 7.5, 13.5, 22.5)),
        (look.SLATE, box(17, 6, 30, 24)),
        (right, box(18.5, 7.5, 28.5, 22.5)),
        (look.MOSS, line(3.4, (tick - 4, 22), (tick, 27), (tick + 6, 17))),
    ]


def _envelope(left: float, top: float) -> list[Layer]:
    """A closed letter, 20 wide and 16 tall."""
    right, low = left + 20, top + 16
    flap = ((left + 1.5, top + 1.5), (left + 10, top + 9), (right - 1.5, top + 1.5))
    return [
        (look.SEA, box(left, top, right, low)),
        (look.PAPER, box(left + 1.8, top + 1.8, right - 1.8, low - 1.8)),
        (look.SEA, line(2, *flap)),
    ]


_F = ((9.0, 22.0), (9.0, 10.0), (15.0, 10.0))
_E = ((15.0, 10.0), (9.0, 10.0), (9.0, 22.0), (15.0, 22.0))
DRAWN: dict[str, list[Layer]] = {
    "refresh": [
        (look.SEA, arc(16, 16, 10, 4, -20, 150)),
        (look.TIDE, arc(16, 16, 10, 4, 160, 330)),
        (look.TIDE, head(23.5, 10.5, 7, 65)),
        (look.SEA, head(8.5, 21.5, 7, 245)),
    ],
    "save": [
        (look.SEA, line(4, (4, 18), (4, 27), (28, 27), (28, 18))),
        (look.BRASS, line(4.4, (16, 4), (16, 14))),
        (look.BRASS, head(16, 13, 8.5, 90)),
    ],
    "check": [
        (look.SEA, ring(16, 16, 12.5, 2.6)),
        (look.MOSS, line(4.2, (9.5, 16.5), (14.5, 21.5), (22.5, 11))),
    ],
    "undo": [
        (look.SEA, arc(17, 18, 9, 4, 200, 420)),
        (look.SEA, head(10.5, 13, 9, 150)),
    ],
    "history": [
        (look.SEA, ring(16, 16, 12, 3)),
        (look.BRASS, line(3, (16, 9), (16, 16), (21, 19))),
    ],
    "take_mine": _cards("#FBF1DC", look.PAPER, 8),
    "take_theirs": _cards(look.PAPER, "#D9E6F0", 22),
    "offer_sent": [
        (look.SEA, line(3, (4, 16), (28, 5), (19, 28), (14, 18), (4, 16))),
        (look.TIDE, line(2.4, (14, 18), (28, 5))),
    ],
    "bank_take": [
        (look.SLATE, box(4, 4, 22, 28)),
        (look.PAPER, box(5.5, 5.5, 20.5, 26.5)),
        (look.SEA, line(2, (8, 10), (18, 10))),
        (look.SEA, line(2, (8, 15), (18, 15))),
        (look.MOSS, line(3, (25, 8), (25, 20))),
        (look.MOSS, head(25, 24, 7, 90)),
    ],
    "offer_new": [
        (look.SLATE, box(5, 3, 23, 28)),
        (look.PAPER, box(6.5, 4.5, 21.5, 26.5)),
        (look.SEA, line(2, (9, 10), (19, 10))),
        (look.SEA, line(2, (9, 15), (19, 15))),
        (look.MOSS, line(3.4, (24, 17), (24, 29))),
        (look.MOSS, line(3.4, (18, 23), (30, 23))),
    ],
    "offer_won": [
        (look.SLATE, box(3, 6, 15, 24)),
        (look.PAPER, box(4.5, 7.5, 13.5, 22.5)),
        (look.MOSS, line(4, (16, 15), (24, 15))),
        (look.MOSS, head(23, 15, 7, 0)),
    ],
    "price_ladder": [
        (look.SEA, line(2.6, (9, 4), (9, 28))),
        (look.SEA, line(2.6, (23, 4), (23, 28))),
        (look.BRASS, line(2.6, (9, 9), (23, 9))),
        (look.BRASS, line(2.6, (9, 16), (23, 16))),
        (look.BRASS, line(2.6, (9, 23), (23, 23))),
    ],
    "duplicate": [
        (look.SLATE, box(4, 4, 20, 22)),
        (look.PAPER, box(5.5, 5.5, 18.5, 20.5)),
        (look.SEA, box(12, 10, 28, 28)),
        (look.PAPER, box(13.5, 11.5, 26.5, 26.5)),
    ],
    "ask_suppliers": [
        (look.SEA, line(3, (16, 26), (16, 16))),
        (look.TIDE, line(2.6, (16, 16), (6, 8))),
        (look.TIDE, line(2.6, (16, 16), (16, 6))),
        (look.TIDE, line(2.6, (16, 16), (26, 8))),
        (look.BRASS, disc(6, 7, 3.4)),
        (look.BRASS, disc(16, 5, 3.4)),
        (look.BRASS, disc(26, 7, 3.4)),
    ],
    "compare_suppliers": [
        (look.SEA, line(2.6, (16, 4), (16, 27))),
        (look.SEA, line(2.6, (5, 9), (27, 7))),
        (look.BRASS, arc(6, 17, 5, 3, 0, 180)),
        (look.TIDE, arc(26, 15, 5, 3, 0, 180)),
        (look.SEA, line(3, (10, 28), (22, 28))),
    ],
    "agree_change": [
        (look.SLATE, box(4, 5, 21, 27)),
        (look.PAPER, box(5.5, 6.5, 19.5, 25.5)),
        (look.MOSS, line(4, (12, 18), (18, 24), (28, 11))),
    ],
    "refuse_change": [
        (look.SLATE, box(4, 5, 21, 27)),
        (look.PAPER, box(5.5, 6.5, 19.5, 25.5)),
        (look.BRICK, line(4, (14, 12), (27, 25))),
        (look.BRICK, line(4, (27, 12), (14, 25))),
    ],
    "order_life": [
        (look.SEA, line(2.6, (6, 4), (6, 28))),
        (look.BRASS, disc(6, 8, 3.2)),
        (look.TIDE, disc(6, 16, 3.2)),
        (look.MOSS, disc(6, 24, 3.2)),
        (look.SLATE, line(3.6, (13, 8), (28, 8))),
        (look.SLATE, line(3.6, (13, 16), (24, 16))),
        (look.SLATE, line(3.6, (13, 24), (27, 24))),
    ],
    "partner_card": [
        (look.SEA, box(3, 6, 29, 26)),
        (look.PAPER, box(4.8, 7.8, 27.2, 24.2)),
        (look.TIDE, disc(11, 13, 3.4)),
        (look.TIDE, arc(11, 23, 5, 3, 180, 360)),
        (look.SLATE, line(2, (18, 12), (25, 12))),
        (look.SLATE, line(2, (18, 17), (25, 17))),
    ],
    "new_shipment": [
        (look.SEA, box(4, 19, 28, 24)),
        (look.TIDE, box(6, 12, 13, 19)),
        (look.BRASS, box(14, 12, 21, 19)),
        (look.SEA, line(3, (25, 5), (25, 19))),
        (look.SEA, line(2.6, (3, 28), (9, 26.5), (16, 28), (23, 26.5), (29, 28))),
    ],
    "papers": [
        (look.SLATE, box(9, 3, 27, 25)),
        (look.PAPER, box(10.5, 4.5, 25.5, 23.5)),
        (look.SEA, box(5, 7, 23, 29)),
        (look.PAPER, box(6.5, 8.5, 21.5, 27.5)),
        (look.SEA, line(2, (9, 14), (19, 14))),
        (look.SEA, line(2, (9, 18), (19, 18))),
        (look.SEA, line(2, (9, 22), (15, 22))),
    ],
    "letter": _envelope(6, 8),
    "letter_usual": [
        *_envelope(4, 11),
        (look.BRASS, line(3.6, (27, 4), (17, 18))),
        (look.SEA, line(2, (17, 18), (15.5, 20.5))),
    ],
    "letter_set": [
        (look.SLATE, box(8, 3, 30, 18)),
        (look.PAPER, box(9.5, 4.5, 28.5, 16.5)),
        *_envelope(2, 12),
    ],
    "letter_stale": [
        *_envelope(3, 5),
        (look.PAPER, disc(22, 22, 8.5)),
        (look.BRICK, ring(22, 22, 6.5, 2.6)),
        (look.BRICK, line(2.2, (22, 18.5), (22, 22), (25, 23.5))),
    ],
    "quotes": [
        (look.TIDE, box(2, 10, 18, 22)),
        (look.SEA, line(2, (4.5, 13), (4.5, 19))),
        (look.SEA, line(2, (10, 13), (10, 19))),
        (look.SEA, line(2, (15.5, 13), (15.5, 19))),
        (look.SEA, box(19.5, 13, 29, 22)),
        (look.PAPER, box(23, 15, 27, 18.5)),
        (look.SEA, disc(8, 24, 3.2)),
        (look.SEA, disc(24, 24, 3.2)),
        (look.BRASS, line(2.6, (5, 4), (27, 4))),
        (look.BRASS, head(7, 4, 4.5, 180)),
        (look.BRASS, head(25, 4, 4.5, 0)),
    ],
    "customs": [
        (look.SEA, box(5, 24, 27, 27)),
        (look.SEA, disc(16, 11, 6)),
        (look.SEA, box(13, 14, 19, 24)),
        (look.BRASS, box(8, 20, 24, 24)),
    ],
    "free_time": [
        (look.TIDE, box(2, 13, 24, 28)),
        (look.SEA, line(2, (6.5, 16), (6.5, 25))),
        (look.SEA, line(2, (12, 16), (12, 25))),
        (look.SEA, line(2, (17.5, 16), (17.5, 25))),
        (look.BRASS, disc(23, 9, 7.5)),
        (look.PAPER, line(2.2, (23, 5), (23, 9.5), (26, 11))),
    ],
    "claim": [
        (look.BRICK, disc(16, 16, 14)),
        (look.PAPER, line(4, (16, 8), (16, 17))),
        (look.PAPER, disc(16, 23.5, 2.4)),
    ],
    "refresh_kpis": [
        (look.TIDE, box(4, 17, 9, 27)),
        (look.SEA, box(11, 11, 16, 27)),
        (look.BRASS, box(18, 6, 23, 27)),
        (look.SEA, line(2.6, (3, 29), (29, 29))),
        (look.MOSS, head(27, 8, 6, 270)),
    ],
    "sync_mail": [
        (look.SEA, box(2, 3, 28, 21)),
        (look.PAPER, line(2.4, (3, 5), (15, 14), (27, 5))),
        (look.PAPER, box(16, 15, 28, 31)),
        (look.BRASS, line(3.4, (22, 16), (22, 23))),
        (look.BRASS, head(22, 23.5, 7, 90)),
    ],
    "mails_of_row": [
        (look.TIDE, box(7, 4, 29, 19)),
        (look.SEA, box(3, 11, 25, 27)),
        (look.PAPER, line(2.2, (4, 13), (14, 20), (24, 13))),
    ],
    "file_mail": [
        (look.SEA, box(3, 15, 29, 28)),
        (look.PAPER, box(12, 20, 20, 23)),
        (look.TIDE, box(7, 4, 25, 13)),
        (look.MOSS, line(3, (12, 8), (15, 11), (21, 5))),
    ],
    "draft_reply": [
        (look.SEA, box(3, 9, 29, 27)),
        (look.PAPER, line(2.4, (4, 11), (16, 20), (28, 11))),
        (look.BRASS, line(3.6, (14, 5), (26, 5))),
        (look.BRASS, head(11, 5, 7, 180)),
    ],
    "help": [
        (look.SEA, disc(16, 16, 14)),
        (look.PAPER, arc(16, 12.5, 4.6, 3, 180, 405)),
        (look.PAPER, line(3, (18.8, 15.8), (16, 18.6), (16, 20))),
        (look.PAPER, disc(16, 24.4, 1.9)),
    ],
    "invoice": [
        (look.SEA, box(6, 3, 26, 29)),
        (look.PAPER, box(7.5, 4.5, 24.5, 27.5)),
        (look.SEA, line(2, (10, 10), (22, 10))),
        (look.SEA, line(2, (10, 14), (18, 14))),
        (look.BRASS, line(2.6, (16, 22), (22, 22))),
    ],
    "book_line": [
        (look.SEA, box(4, 13, 28, 16)),
        (look.SEA, box(7, 17, 10, 24)),
        (look.SEA, box(14.5, 17, 17.5, 24)),
        (look.SEA, box(22, 17, 25, 24)),
        (look.SEA, box(4, 25, 28, 28)),
        (look.BRASS, line(3, (5, 12), (16, 5), (27, 12))),
    ],
    "remind": [
        (look.BRASS, disc(16, 15, 8.5)),
        (look.BRASS, box(7.5, 15, 24.5, 23)),
        (look.BRASS, line(3, (5, 24), (27, 24))),
        (look.SEA, disc(16, 27.5, 2.6)),
    ],
    "compare_papers": [
        (look.SEA, box(3, 5, 14, 23)),
        (look.PAPER, box(4.5, 6.5, 12.5, 21.5)),
        (look.TIDE, box(18, 5, 29, 23)),
        (look.PAPER, box(19.5, 6.5, 27.5, 21.5)),
        (look.SLATE, line(1.8, (6.5, 10.5), (10.5, 10.5))),
        (look.SLATE, line(1.8, (6.5, 15), (10.5, 15))),
        (look.SLATE, line(1.8, (21.5, 10.5), (25.5, 10.5))),
        (look.BRICK, line(2.4, (21.5, 15), (25.5, 15))),
        (look.BRICK, line(2, (12, 25.5), (20, 25.5))),
        (look.BRICK, line(2, (12, 29), (20, 29))),
        (look.BRICK, line(2, (13.5, 31), (18.5, 23.5))),
    ],
    "credit": [
        (look.SEA, box(3, 6, 29, 25)),
        (look.PAPER, box(4.5, 7.5, 27.5, 23.5)),
        (look.SEA, line(2, (8, 12), (18, 12))),
        (look.SEA, line(2, (8, 16), (14, 16))),
        (look.BRASS, disc(22, 19, 4)),
        (look.BRASS, line(2.6, (20.5, 22), (20, 29))),
        (look.BRASS, line(2.6, (23.5, 22), (24, 29))),
    ],
    "doctor": [
        (look.MOSS, disc(16, 16, 14)),
        (look.PAPER, box(13.2, 7.5, 18.8, 24.5)),
        (look.PAPER, box(7.5, 13.2, 24.5, 18.8)),
    ],
    "look_up": [
        (look.SEA, box(4, 5, 28, 27)),
        (look.PAPER, box(6.5, 7.5, 15, 24.5)),
        (look.PAPER, box(17, 7.5, 25.5, 24.5)),
        (look.TIDE, line(2, (8.5, 12), (13, 12))),
        (look.TIDE, line(2, (8.5, 16), (13, 16))),
        (look.BRASS, line(2, (19, 12), (23.5, 12))),
        (look.BRASS, line(2, (19, 16), (23.5, 16))),
    ],
    "refresh_ideas": [
        (look.BRASS, disc(16, 12.5, 8.5)),
        (look.SEA, box(12, 21.5, 20, 24.5)),
        (look.SEA, box(13, 25.5, 19, 28)),
        (look.PAPER, line(2, (13, 13), (16, 16.5), (19, 13))),
    ],
    "collect_news": [
        (look.SEA, box(4, 6, 28, 26)),
        (look.PAPER, box(6.5, 8.5, 14, 15)),
        (look.PAPER, line(2, (17, 10), (25, 10))),
        (look.PAPER, line(2, (17, 14), (25, 14))),
        (look.PAPER, line(2, (7.5, 19), (25, 19))),
        (look.PAPER, line(2, (7.5, 23), (25, 23))),
    ],
    "draft_campaign": [
        (look.BRASS, line(3, (8, 19), (11, 28))),
        (look.SEA, line(7, (6, 16), (11, 16))),
        (look.SEA, line(5, (11, 16), (19, 12))),
        (look.SEA, line(5, (11, 16), (19, 20))),
        (look.SEA, box(11, 13, 19, 19)),
        (look.SEA, line(3.4, (20, 6), (20, 26))),
        (look.TIDE, line(2.4, (24.5, 16), (29.5, 16))),
        (look.TIDE, line(2.4, (24, 11), (28.5, 7.5))),
        (look.TIDE, line(2.4, (24, 21), (28.5, 24.5))),
    ],
    "take_replies": [
        (look.SEA, box(4, 8, 28, 26)),
        (look.PAPER, line(2.2, (6, 10.5), (16, 19), (26, 10.5))),
        (look.MOSS, line(3.4, (16, 24), (20, 28), (28, 18))),
    ],
    "language_fr": _letters(_F, ((9, 16), (14, 16)), ((19, 22), (19, 15), (24, 15))),
    "language_en": _letters(_E, ((9, 16), (14, 16)), ((19, 22), (19, 15), (24, 15), (24, 22))),
}
"""The layers of each picture, by the id of its button."""


def picture(name: str, size: int) -> bytes:
    """The PNG of *name*, *size* pixels square, its ground transparent; ``KeyError`` if unknown."""
    layers = [(_rgb(colour), inside) for colour, inside in DRAWN[name]]
    rows = b"".join(
        b"\0" + b"".join(_pixel(layers, x, y, SIDE / size) for x in range(size))
        for y in range(size)
    )
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    proof = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", proof)


def _rgb(colour: str) -> tuple[int, int, int]:
    number = int(colour.removeprefix("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def _pixel(
    layers: list[tuple[tuple[int, int, int], Inside]], x: int, y: int, scale: float
) -> bytes:
    """The mean of the samples in one pixel, as red, green, blue and how much it covers."""
    seen = list(_samples(layers, x, y, scale))
    if not seen:
        return bytes(4)
    mean = [round(sum(one[at] for one in seen) / len(seen)) for at in range(3)]
    return bytes((*mean, round(255 * len(seen) / FINE**2)))


def _samples(
    layers: list[tuple[tuple[int, int, int], Inside]], x: int, y: int, scale: float
) -> Iterator[tuple[int, int, int]]:
    """The colour on top at each sample that is not ground."""
    for at in range(FINE**2):
        a = (x + (at % FINE + 0.5) / FINE) * scale
        b = (y + (at // FINE + 0.5) / FINE) * scale
        for colour, inside in reversed(layers):
            if inside(a, b):
                yield colour
                break
