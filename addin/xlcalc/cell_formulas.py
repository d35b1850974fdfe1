"""Formulas of a range, read and written in Excel's grammar, and moving about by content."""

from __future__ import annotations

from typing import Any

from xlcalc import formulas
from xlcalc.addresses import MAX_COLUMNS, MAX_ROWS
from xlcalc.cell_values import CellValues
from xlcalc.uno_access import enum
from xlcalc.values import number_text

_FILLED = 1 | 2 | 4 | 16
_ANY_FORMULA = 7
_DIRECTIONS = {
    "d": "down",
    "u": "up",
    "l": "left",
    "r": "right",
    -4121: "down",
    -4162: "up",
    -4159: "left",
    -4161: "right",
}


class CellFormulas(CellValues):
    """The part of a range that knows formulas."""

    @property
    def formula(self) -> Any:
        """Return a formula, or rows of them; a constant comes as its text."""
        if self.xl is None:
            return None
        if self.size == 1:
            return self._formula_of(self.cell)
        data = [[_constant(value) for value in row] for row in self.xl.getDataArray()]
        where = self.xl.queryFormulaCells(_ANY_FORMULA).getRangeAddresses()
        if where:
            written = self.xl.getFormulaArray()
            for above, left, below, right in self.within(where):
                for row in range(above, below):
                    for column in range(left, right):
                        data[row][column] = formulas.to_excel(written[row][column].strip("{}"))
        return tuple(map(tuple, data))

    @formula.setter
    def formula(self, value: Any) -> None:
        if self.xl is None:
            return
        if not isinstance(value, str) or not value.startswith("="):
            self.raw_value = value
            return
        self.set_formula(0, 0, value)
        if self.nr > 1:  # relative references move, as in Excel
            self.sub(0, 0, self.nr, 1).xl.fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), 1)
        if self.nc > 1:
            self.xl.fillAuto(enum("sheet.FillDirection", "TO_RIGHT"), 1)

    formula2 = formula

    @staticmethod
    def _formula_of(cell: Any) -> str:
        kind = cell.Type.value
        if kind == "FORMULA":
            return formulas.to_excel(cell.Formula.strip("{}"))
        if kind == "EMPTY":
            return ""
        return str(cell.String) if kind == "TEXT" else number_text(cell.Value)

    @property
    def formula_array(self) -> Any:
        if self.xl is None:
            return None
        written = self.xl.getArrayFormula()
        return formulas.to_excel(written.strip("{}")) if written else self.formula

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        if self.xl is not None:
            self.for_change().setArrayFormula(self._calc(value, 0, 0))

    @property
    def has_array(self) -> bool:
        return bool(self.xl is not None and self.xl.getArrayFormula())

    # ---- moving ----------------------------------------------------------------------------

    def end(self, direction: Any) -> Any:
        """Return the cell Ctrl+arrow would reach from the top left cell."""
        way = _DIRECTIONS.get(direction, direction)
        upright, forward = way in ("down", "up"), way in ("down", "right")
        if upright:
            line = self.sub(1 - self._row, 0, MAX_ROWS, 1)
            here, last = self._row, MAX_ROWS
        else:
            line = self.sub(0, 1 - self._column, 1, MAX_COLUMNS)
            here, last = self._column, MAX_COLUMNS
        runs = _joined(
            (a, b) if upright else (left, right)
            for a, left, b, right in line.within(
                line.xl.queryContentCells(_FILLED).getRangeAddresses()
            )
        )
        spans = [(first + 1, after) for first, after in runs]
        at = (
            _next_stop(spans, here, last)
            if forward
            else -_next_stop([(-after, -first) for first, after in reversed(spans)], -here, -1)
        )
        return self.sub(at - here, 0) if upright else self.sub(0, at - here)

    @property
    def current_region(self) -> Any:
        cursor = self.sheet.xl.createCursorByRange(self.xl)
        cursor.collapseToCurrentRegion()
        return self.book.area(cursor.RangeAddress)


def _constant(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else number_text(value)


def _joined(runs: Any) -> list[tuple[int, int]]:
    """Return runs of filled cells with those that touch made one.

    >>> _joined([(3, 5), (0, 2), (2, 3)])
    [(0, 5)]
    """
    joined: list[tuple[int, int]] = []
    for first, after in sorted(runs):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(after, joined[-1][1]))
        else:
            joined.append((first, after))
    return joined


def _next_stop(spans: list[tuple[int, int]], here: int, last: int) -> int:
    """Return where the jump stops, the spans being (first, last) filled, in walking order."""
    for first, end in spans:
        if first <= here < end:
            return end
        if first > here:
            return first
    return last
