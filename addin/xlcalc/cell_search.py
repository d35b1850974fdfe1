# ruff: noqa: FBT001 - UNO takes no keywords, and signatures are xlwings' own
"""Finding and replacing, and cells of one sort."""

from __future__ import annotations

import re
from typing import Any

from xlcalc.cell_editing import CellEditing
from xlcalc.cells import Rectangle
from xlcalc.number_formats import LOGICAL
from xlcalc.uno_access import constant
from xlcalc.values import CellError

_NUMBERS, _DATES, _TEXTS = 1, 2, 4
_VALUES = {"numbers": _NUMBERS | _DATES, "text": _TEXTS}
_RESULTS = {"numbers": 1, "text": 2, "errors": 4}
_ALL = 7


class CellSearch(CellEditing):
    """The part of a range that looks for things."""

    def find(
        self, text: str, whole: bool, direction: str, order: str, match_case: bool
    ) -> Any | None:
        if self.xl is None:
            return None
        seek = self.xl.createSearchDescriptor()
        seek.SearchString, seek.SearchWords = str(text), whole
        seek.SearchCaseSensitive, seek.SearchByRow = match_case, order == "rows"
        seek.SearchWildcard = any(mark in str(text) for mark in "*?~")
        seek.SearchType = 1
        found = self.xl.findAll(seek)
        if found is None:
            return None
        corners = [
            (row, column)
            for above, left, below, right in self.within(found.getRangeAddresses())
            for row in range(above, below)
            for column in range(left, right)
        ]
        walk = (lambda at: at) if order == "rows" else (lambda at: (at[1], at[0]))
        pick = min if direction == "forward" else max
        return self.sub(*pick(corners, key=walk))

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:
        """Replace in texts, numbers and formulas as they are written, as Excel does."""
        if self.xl is None:
            return
        pattern = re.compile(re.escape(str(old)), 0 if match_case else re.IGNORECASE)
        used = self.clipped()
        written = used.formula
        rows = written if isinstance(written, tuple) else ((written,),)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                changed = _replaced(pattern, text, str(new), whole=whole)
                if changed != text:
                    used.sub(r, c).formula = changed or None

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Any]:
        used, kind = self.clipped(), value_type or ""
        if used.size == 1 and cell_type != "visible":
            return [used] if used.is_special(cell_type, kind) else []
        if cell_type == "blanks":
            found = used.xl.queryEmptyCells()
        elif cell_type == "visible":
            found = used.xl.queryVisibleCells()
        elif cell_type == "formulas":
            if kind == "logical":
                return self._areas(self._truth_formulas())
            found = used.xl.queryFormulaCells(_RESULTS.get(kind, _ALL))
        elif kind in ("logical", "numbers"):
            return self._areas(self._number_constants(logical=kind == "logical"))
        elif kind == "errors":
            return []  # an error written as a value is a formula in Calc
        else:
            found = used.xl.queryContentCells(_VALUES.get(kind, _ALL))
        return [self.book.area(each) for each in found.getRangeAddresses()]

    def is_special(self, cell_type: str, kind: str) -> bool:
        """Answer for a single cell: LibreOffice's own queries then look at the whole sheet."""
        sort = {"EMPTY": "blanks", "FORMULA": "formulas"}.get(self.cell.Type.value, "constants")
        if sort != cell_type or not kind:
            return sort == cell_type
        value = self.raw_value
        if isinstance(value, CellError):
            return kind == "errors"
        if isinstance(value, bool):
            return kind == "logical"
        return kind == ("text" if isinstance(value, str) else "numbers")

    def _areas(self, rectangles: list[Rectangle]) -> list[Any]:
        return [
            self.sub(above, left, below - above, right - left)
            for above, left, below, right in rectangles
        ]

    def _number_constants(self, *, logical: bool) -> list[Rectangle]:
        flags = _NUMBERS | _DATES
        found: list[Rectangle] = []
        groups = self.xl.getUniqueCellFormatRanges()
        for at in range(groups.Count):
            group = groups.getByIndex(at)
            if bool(self.book.formats.kind(group.NumberFormat) & LOGICAL) == logical:
                found += self.within(group.queryContentCells(flags).getRangeAddresses())
        return sorted(found)

    def _truth_formulas(self) -> list[Rectangle]:
        found = self.xl.queryFormulaCells(constant("sheet.FormulaResult.VALUE"))
        return [
            (row, column, row + 1, column + 1)
            for above, left, below, right in self.within(found.getRangeAddresses())
            for row in range(above, below)
            for column in range(left, right)
            if isinstance(self.sub(row, column).raw_value, bool)
        ]


def _replaced(pattern: re.Pattern[str], text: str, new: str, *, whole: bool) -> str:
    if whole:
        return new if pattern.fullmatch(text) else text
    return pattern.sub(lambda _: new, text)
