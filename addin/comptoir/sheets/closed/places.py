"""Cells and areas of a sheet by their A1 names, rows and columns counted from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@cache
def letters(column: int) -> str:
    """The letters of a column.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(65 + digit) + found
    return found


@cache
def column_of(text: str) -> int:
    """The number of a column by its letters.

    >>> column_of("A"), column_of("aa"), column_of("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, column: int) -> str:
    """The name of a cell.

    >>> a1(5, 28)
    'AB5'
    """
    return f"{letters(column)}{row}"


def cell_at(text: str) -> tuple[int, int]:
    """Row and column of an A1 name; ``ValueError`` where it is none.

    >>> cell_at("$AB$5")
    (5, 28)
    """
    if not (found := _A1.fullmatch(text)):
        raise ValueError(text)
    return int(found[2]), column_of(found[1])


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both corners included.

    >>> str(Area.of("$B$2:D9")), str(Area.of("C3")), str(Area.of("A:A"))
    ('B2:D9', 'C3', 'A1:A1048576')
    """

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> Self:
        """Read ``A1:C5``, ``A1``, ``A:C`` or ``3:7``; ``ValueError`` where it is none."""
        first, _, last = text.replace("$", "").partition(":")
        last = last or first
        if first.isalpha() and last.isalpha():
            return cls(1, column_of(first), LAST_ROW, column_of(last))
        if first.isdigit() and last.isdigit():
            return cls(int(first), 1, int(last), LAST_COLUMN)
        (top, left), (bottom, right) = cell_at(first), cell_at(last)
        return cls(top, left, bottom, right)

    def __str__(self) -> str:
        first, last = a1(self.top, self.left), a1(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def __contains__(self, cell: object) -> bool:
        match cell:
            case (int(row), int(column)):
                return self.top <= row <= self.bottom and self.left <= column <= self.right
        return False

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common.

        >>> Area.of("A1:B2").meets(Area.of("B2:C3")), Area.of("A1:B2").meets(Area.of("A3"))
        (True, False)
        """
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def areas(text: str) -> tuple[Area, ...]:
    """The areas of a ``sqref``; what is no area is passed over.

    >>> [str(one) for one in areas("A1:A9 C2")]
    ['A1:A9', 'C2']
    """
    found = []
    for word in text.split():
        try:
            found.append(Area.of(word))
        except ValueError:
            continue
    return tuple(found)
