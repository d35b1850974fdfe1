"""A rectangle of cells: where it lies, and the UNO object behind it, made when first needed.

Out of process every new UNO object costs 1.5 ms, a call on one already known 0.13 ms; so one
object serves a single cell both as cell and as range, and blocks are moved in one call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from xlcalc.addresses import MAX_COLUMNS, MAX_ROWS
from xlcalc.boundary import Guarded
from xlcalc.errors import SheetProtected
from xlcalc.uno_access import is_mixed, struct

BIG = 1_000_000

Rectangle = tuple[int, int, int, int]
"""First row, first column, row after the last, column after the last; from 0 inside a range."""


class Cells(Guarded):
    """Rows and columns count from 1, as in Excel; ``nr`` and ``nc`` are how many."""

    def __init__(self, sheet: Any, row: int, column: int, nr: int, nc: int) -> None:
        self.sheet = sheet
        self._row, self._column, self.nr, self.nc = int(row), int(column), int(nr), int(nc)
        self._xl: Any = None

    @property
    def xl(self) -> Any:
        """Return the UNO range, or None for a range without cells."""
        if self._xl is None and self.nr and self.nc:
            column, row = self._column - 1, self._row - 1
            if self.nr == self.nc == 1:
                self._xl = self.sheet.xl.getCellByPosition(column, row)
            else:
                self._xl = self.sheet.xl.getCellRangeByPosition(
                    column, row, column + self.nc - 1, row + self.nr - 1
                )
        return self._xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def row(self) -> int:
        return self._row

    @property
    def column(self) -> int:
        return self._column

    @property
    def shape(self) -> tuple[int, int]:
        return self.nr, self.nc

    @property
    def size(self) -> int:
        return self.nr * self.nc

    def __len__(self) -> int:
        return self.size

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return self.sheet.xl, self._row, self._column, self.nr, self.nc

    def for_change(self) -> Any:
        """Return the UNO range, to be changed.

        Raises `SheetProtected`: LibreOffice 7.4 lets a program write numbers and formulas into
        protected cells, and does nothing, silently, where it should refuse the rest.
        """
        if self.xl is not None and self.locked():
            mixed = is_mixed(self.xl, "CellProtection")
            if mixed or self.xl.CellProtection.IsLocked:
                raise SheetProtected(
                    f"The sheet {self.sheet.name} is protected. Take the protection away, "
                    "then try again."
                )
        return self.xl

    def closed(self) -> bool:
        return bool(self.sheet.closed())

    def locked(self) -> bool:
        return bool(self.sheet.locked())

    @property
    def book(self) -> Any:
        return self.sheet.book

    @property
    def cell(self) -> Any:
        """Return the UNO cell at the top left."""
        if self.nr == self.nc == 1:
            return self.xl
        return self.cell_at(0, 0)

    def cell_at(self, row: int, column: int) -> Any:
        """Return the UNO cell that many rows and columns further."""
        return self.sheet.xl.getCellByPosition(self._column - 1 + column, self._row - 1 + row)

    def sub(self, row: int, column: int, nr: int = 1, nc: int = 1) -> Self:
        """Return a rectangle relative to this one; 0, 0 is its own corner."""
        return type(self)(self.sheet, self._row + row, self._column + column, nr, nc)

    @property
    def whole_columns(self) -> bool:
        return self.nr >= MAX_ROWS

    @property
    def whole_rows(self) -> bool:
        return self.nc >= MAX_COLUMNS

    def clipped(self) -> Self:
        """Return the part that is used, when the range is whole rows or columns."""
        if self.size <= BIG:
            return self
        used = self.sheet.used_range
        below = min(self._row + self.nr, used.row + used.nr)
        right = min(self._column + self.nc, used.column + used.nc)
        return self.sub(0, 0, max(1, below - self._row), max(1, right - self._column))

    def within(self, addresses: Any) -> Iterator[Rectangle]:
        """Return UNO addresses as rectangles inside this range."""
        for each in addresses:
            yield (
                each.StartRow - self._row + 1,
                each.StartColumn - self._column + 1,
                each.EndRow - self._row + 2,
                each.EndColumn - self._column + 2,
            )

    def address_of(self, rectangle: Rectangle) -> Any:
        """Return the UNO address of a rectangle inside this range."""
        above, left, below, right = rectangle
        return struct(
            "table.CellRangeAddress",
            self.sheet.index - 1,
            self._column - 1 + left,
            self._row - 1 + above,
            self._column + right - 2,
            self._row + below - 2,
        )

    @property
    def corner(self) -> Any:
        """Return the UNO address of the top left cell."""
        return struct("table.CellAddress", self.sheet.index - 1, self._column - 1, self._row - 1)
