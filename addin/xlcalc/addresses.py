"""Addresses in Excel's A1 writing, and colours and lengths in the units of both sides.

Calc measures in hundredths of a millimetre, Excel in points; Calc keeps colours as 0xRRGGBB,
Excel as 0xBBGGRR, xlwings as (red, green, blue).
"""

from __future__ import annotations

import re
from typing import Any

from xlwings import utils as _untyped

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384

utils: Any = _untyped

_CELLS = re.compile(r"^\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?$")
_COLUMNS = re.compile(r"^\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$")
_ROWS = re.compile(r"^\$?(\d+):\$?(\d+)$")
_PLAIN_SHEET = re.compile(r"^[^\W\d][\w.]*$")
_R1C1 = re.compile(r"^(?:R\d*C?\d*|C\d*)$", re.IGNORECASE)
_HUNDREDTHS = 2540  # in an inch
_POINTS = 72  # in an inch


def column_number(letters: str) -> int:
    """Return the number of a column.

    >>> column_number("A"), column_number("xfd")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column.

    >>> column_letters(28)
    'AB'
    """
    return str(utils.col_name(number))


def parse(text: str) -> tuple[int, int, int, int] | None:
    """Return (row, column, rows, columns) of an address without sheet, or None.

    >>> parse("B2:$D$9"), parse("C:C"), parse("ZZZ1")
    ((2, 2, 8, 3), (1, 3, 1048576, 1), None)
    """
    if found := _CELLS.match(text):
        first, top, second, bottom = found.groups()
        left, above = column_number(first), int(top)
        right, below = (column_number(second), int(bottom)) if second else (left, above)
    elif found := _COLUMNS.match(text):
        left, right = column_number(found[1]), column_number(found[2])
        above, below = 1, MAX_ROWS
    elif found := _ROWS.match(text):
        above, below = int(found[1]), int(found[2])
        left, right = 1, MAX_COLUMNS
    else:
        return None
    left, right, above, below = (
        min(left, right),
        max(left, right),
        min(above, below),
        max(above, below),
    )
    if right > MAX_COLUMNS or below > MAX_ROWS or above < 1:
        return None
    return above, left, below - above + 1, right - left + 1


def split_sheet(text: str) -> tuple[str | None, str]:
    """Return the sheet's name, if there is one, and the rest.

    >>> split_sheet("'Ann''s [draft]'!A1"), split_sheet("A1")
    (("Ann's [draft]", 'A1'), (None, 'A1'))
    """
    if found := re.match(r"^'((?:[^']|'')*)'!(.*)$", text, re.DOTALL):
        name, rest = found[1].replace("''", "'"), found[2]
        book = re.match(r"^(?:.*[/\\])?\[[^\]]*\](.+)$", name)
        return (book[1] if book else name), rest
    if "!" in text:
        name, rest = text.rsplit("!", 1)
        return name.rsplit("]", 1)[-1], rest
    return None, text


def is_plain_sheet(name: str) -> bool:
    """Return whether Excel writes the sheet's *name* without quotes.

    >>> [is_plain_sheet(name) for name in ("Orders", "2025", "A1", "R1C1", "My sheet")]
    [True, False, False, False, False]
    """
    return bool(_PLAIN_SHEET.match(name)) and not parse(name) and not _R1C1.match(name)


def quoted_sheet(name: str) -> str:
    """Return the sheet's name as a formula writes it.

    >>> quoted_sheet("Ann's")
    "'Ann''s'"
    """
    return name if is_plain_sheet(name) else "'" + name.replace("'", "''") + "'"


def points(hundredths: float) -> float:
    """Return hundredths of a millimetre as points, to the twentieth (a twip)."""
    return round(hundredths / _HUNDREDTHS * _POINTS * 20) / 20


def hundredths(length: float) -> int:
    """Return points as hundredths of a millimetre.

    >>> hundredths(72), points(2540)
    (2540, 72.0)
    """
    return round(length / _POINTS * _HUNDREDTHS)


def colour_number(colour: Any) -> int:
    """Return 0xRRGGBB of an xlwings colour: (r, g, b), '#rrggbb' or Excel's number.

    >>> [hex(colour_number(each)) for each in ((255, 0, 16), "#ff0010", 0x1000FF)]
    ['0xff0010', '0xff0010', '0xff0010']
    """
    if isinstance(colour, str):
        colour = utils.hex_to_rgb(colour)
    elif isinstance(colour, int):
        colour = utils.int_to_rgb(colour)
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


def colour_triple(number: int | None) -> tuple[int, int, int] | None:
    """Return (r, g, b), or None where there is no colour."""
    if number is None or number < 0:
        return None
    return number >> 16 & 255, number >> 8 & 255, number & 255
