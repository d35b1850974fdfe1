"""Ranges of cells, and how ranges of different shapes meet.

As in the spreadsheet's own functions: one cell goes with every cell, one row with every
row, one column with every column; other shapes must be equal. A whole column is cut to
its used part, the same for all whole columns of a call, so that ``A:A`` costs what it
holds and stays level with ``B:B``.

Sources
    Excel, "Dynamic array formulas and spilled array behavior", for how shapes meet.

>>> together([Grid.of([[1], [2]]), Grid.of([[10, 20, 30]]), Grid.of(5)])
(2, 3)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from comptoir.errors import Refused
from comptoir.functions.cells import Cell, is_blank
from comptoir.wording import mark

MOST_CELLS = 500_000
_WHOLE_ROW = 16_384


class ShapesDiffer(Refused):
    message = mark(
        "a range of {rows} x {columns} cells does not go with one of {other_rows} x"
        " {other_columns}. Nothing was computed. Give ranges of the same size."
    )


class Ragged(Refused):
    message = mark(
        "the rows of the range have {lengths} cells. Nothing was computed. Give a rectangle."
    )


class TooManyCells(Refused):
    message = mark(
        "{cells} cells are more than one formula can take ({most})."
        " Nothing was computed. Give a shorter range."
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangle of cells, of one cell at least."""

    rows: Sequence[Sequence[Cell]]

    @classmethod
    def of(cls, given: Any) -> Grid:
        """What a spreadsheet passes: a cell, or rows of cells. A flat list is a column.

        Raises `Ragged`.
        """
        if not isinstance(given, list | tuple):
            return cls(((given,),))
        rows = given
        if not set(map(type, given)) <= {list, tuple}:
            rows = [row if isinstance(row, list | tuple) else (row,) for row in given]
        lengths = set(map(len, rows))
        if len(lengths) > 1:
            raise Ragged(lengths=sorted(lengths))
        return cls(rows if lengths - {0} else ((None,),))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def is_whole(self) -> bool:
        """Whether it is about as long as a sheet, or as wide."""
        rows, columns = self.shape
        return rows * columns > MOST_CELLS or columns >= _WHOLE_ROW

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        return (cell for row in self.rows for cell in row)

    def used(self) -> tuple[int, int]:
        """Rows and columns up to the last cell that is not blank, one at least."""
        rows, columns = self.shape
        lines, row = self.rows, type(self.rows[-1])
        empty = (row([None] * columns), row([""] * columns))  # type: ignore[call-arg]
        while rows > 1 and (lines[rows - 1] in empty or all(map(is_blank, lines[rows - 1]))):
            rows -= 1
        while columns > 1 and all(is_blank(row[columns - 1]) for row in self.rows[:rows]):
            columns -= 1
        return rows, columns

    def cut(self, rows: int, columns: int) -> Grid:
        """The first *rows* and *columns*."""
        if (rows, columns) == self.shape:
            return self
        return Grid([row[:columns] for row in self.rows[:rows]])

    def spread(self, shape: tuple[int, int]) -> list[Cell]:
        """The cells of the grid over a larger *shape*, row by row."""
        rows, columns = shape
        if self.shape == (1, 1):
            return [self.rows[0][0]] * (rows * columns)
        lines = self.rows if len(self.rows) == rows else [self.rows[0]] * rows
        if len(lines[0]) == columns:
            return [cell for line in lines for cell in line]
        return [line[0] for line in lines for _ in range(columns)]


def clipped(grids: Sequence[Grid]) -> list[Grid]:
    """Whole columns and rows cut to the part that any of them uses. Raises `TooManyCells`."""
    whole = [grid.is_whole for grid in grids]
    if any(whole):
        used = [grid.used() for grid, is_whole in zip(grids, whole, strict=True) if is_whole]
        rows, columns = (max(sizes) for sizes in zip(*used, strict=True))
        grids = [g.cut(rows, columns) if is_whole else g
                 for g, is_whole in zip(grids, whole, strict=True)]  # fmt: skip
    for grid in grids:
        _bounded(*grid.shape)
    return list(grids)


def together(grids: Sequence[Grid]) -> tuple[int, int]:
    """The shape that all *grids* spread to. Raises `ShapesDiffer` or `TooManyCells`."""
    rows, columns = 1, 1
    for grid in grids:
        height, width = grid.shape
        if not (_meet(height, rows) and _meet(width, columns)):
            raise ShapesDiffer(rows=rows, columns=columns, other_rows=height, other_columns=width)
        rows, columns = max(rows, height), max(columns, width)
    _bounded(rows, columns)
    return rows, columns


def _bounded(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise TooManyCells(cells=rows * columns, most=MOST_CELLS)


def _meet(one: int, other: int) -> bool:
    return one == other or 1 in {one, other}
