# ruff: noqa: FBT001, FBT002, FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Moving cells about: insert, delete, copy, paste, fill, merge, sort, remove duplicates."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xlcalc.cell_formats import CellFormats
from xlcalc.errors import CalcError
from xlcalc.number_formats import TEXT
from xlcalc.uno_access import enum, props, sequence, struct
from xlcalc.values import CellError, rectangle

_FILL = {
    "fill_series": ("LINEAR", "FILL_DATE_DAY"),
    "linear_trend": ("LINEAR", "FILL_DATE_DAY"),
    "growth_trend": ("GROWTH", "FILL_DATE_DAY"),
    "fill_days": ("DATE", "FILL_DATE_DAY"),
    "fill_weekdays": ("DATE", "FILL_DATE_WEEKDAY"),
    "fill_months": ("DATE", "FILL_DATE_MONTH"),
    "fill_years": ("DATE", "FILL_DATE_YEAR"),
}
_NO_END = 1.7e307


_DIVISION = 532  # Calc's number of a division by zero


def _divided(old: float, new: float) -> Any:
    return old / new if new else CellError(lambda: _DIVISION)


_OPERATIONS: dict[str, Callable[[float, float], Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": _divided,
}


class CellEditing(CellFormats):
    """The part of a range that changes where things are."""

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        self.for_change()
        if self.whole_rows:
            mode = "ROWS"
        elif self.whole_columns:
            mode = "COLUMNS"
        else:
            right = shift == "right" or (shift is None and self.nr > self.nc)
            mode = "RIGHT" if right else "DOWN"
        self.sheet.xl.insertCells(self.xl.RangeAddress, enum("sheet.CellInsertMode", mode))
        if copy_origin == "format_from_right_or_below":
            self._copy_formats_from(mode)

    def _copy_formats_from(self, mode: str) -> None:
        down = mode in ("ROWS", "DOWN")
        width = self.clipped()
        source = width.sub(self.nr, 0, 1, width.nc) if down else width.sub(0, self.nc, width.nr, 1)
        if down:
            for row in range(self.nr):
                width.sub(row, 0, 1, width.nc).take_formats(source)
        else:
            for column in range(self.nc):
                width.sub(0, column, width.nr, 1).take_formats(source)

    def delete(self, shift: str | None = None) -> None:
        if self.whole_rows:
            mode = "ROWS"
        elif self.whole_columns:
            mode = "COLUMNS"
        else:
            up = shift == "up" or (shift is None and self.nc > self.nr)
            mode = "UP" if up else "LEFT"
        self._remove(mode)

    def _remove(self, mode: str) -> None:
        self.for_change()
        self.sheet.xl.removeRange(self.xl.RangeAddress, enum("sheet.CellDeleteMode", mode))
        self.book.upheaval()

    # ---- copy and paste --------------------------------------------------------------------

    def copy(self, destination: Any = None) -> None:
        if destination is None:
            self.book.office.clipboard = self
            return
        target = getattr(destination, "impl", destination)
        if target.book.uid != self.book.uid:
            raise NotImplementedError("Calc copies ranges within one workbook only.")
        target.for_change()
        target.sheet.xl.copyRange(target.corner, self.xl.RangeAddress)

    def move(self, destination: Any) -> None:
        target = getattr(destination, "impl", destination)
        if target.book.uid != self.book.uid:
            raise NotImplementedError("Calc moves ranges within one workbook only.")
        self.for_change()
        target.for_change()
        target.sheet.xl.moveRange(target.corner, self.xl.RangeAddress)

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        source = getattr(source_range, "impl", source_range)
        kind = {"formats": "formats", "formulas": "formulas", "values": "values"}.get(copy_type)
        self._paste(source, kind, None, skip_blanks, transpose)

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        source = self.book.office.clipboard
        if source is None:
            raise CalcError("Nothing was copied. Call copy() first.")
        kind = None if paste in (None, "all", "all_using_source_theme") else paste
        self._paste(source, kind, operation, skip_blanks, transpose)

    def _paste(
        self, source: Any, kind: str | None, operation: str | None, skip: bool, turn: bool
    ) -> None:
        plain = not operation and not skip
        if kind is None and plain and not turn:
            source.copy(self)
        elif kind == "formats" and plain and not turn:
            self.sub(0, 0, source.nr, source.nc).take_formats(source)
        elif kind == "column_widths":
            for at in range(source.nc):
                self.sub(0, at).column_width = source.sub(0, at).column_width
        elif kind == "validation" and not turn:
            self.sub(0, 0, source.nr, source.nc).xl.Validation = source.xl.Validation
        elif kind in ("formulas", "formulas_and_number_formats") and plain and not turn:
            self._paste_formulas(source, formats=kind != "formulas")
        elif kind in (None, "values", "values_and_number_formats"):
            self._paste_values(source, operation, skip, turn)
        else:
            raise NotImplementedError(f"Calc cannot paste {kind!r} this way.")

    def take_formats(self, source: Any) -> None:
        """Take the looks of *source*, keep one's own contents."""
        kept = self.for_change().getFormulaArray()
        self.sheet.xl.copyRange(self.corner, source.xl.RangeAddress)
        self.xl.setFormulaArray(kept)

    def _paste_formulas(self, source: Any, *, formats: bool) -> None:
        target = self.sub(0, 0, source.nr, source.nc)
        looks = [] if formats else list(target.formats_inside())
        source.copy(self)
        for key, rectangles in looks:
            for above, left, below, right in rectangles:
                target.sub(above, left, below - above, right - left).xl.NumberFormat = key

    def _paste_values(self, source: Any, operation: str | None, skip: bool, turn: bool) -> None:
        values = rectangle(source.raw_value)
        if turn:
            values = [list(line) for line in zip(*values, strict=True)]
        target = self.sub(0, 0, len(values), len(values[0]))
        if operation or skip:
            old = rectangle(target.raw_value)
            values = [
                [_combined(was, new, operation, skip) for was, new in zip(a, b, strict=True)]
                for a, b in zip(old, values, strict=True)
            ]
        target.write([[_as_is(value) for value in row] for row in values])

    def autofill(self, destination: Any, type_: str = "fill_default") -> None:
        target = getattr(destination, "impl", destination)
        down = target.nr > self.nr
        way = enum("sheet.FillDirection", "TO_BOTTOM" if down else "TO_RIGHT")
        count = self.nr if down else self.nc
        if type_ == "fill_default":
            target.for_change().fillAuto(way, count)
        elif type_ in ("fill_copy", "fill_values"):
            for at in range(count, target.nr if down else target.nc, count):
                self.copy(target.sub(at, 0) if down else target.sub(0, at))
        elif type_ in _FILL:
            mode, dates = _FILL[type_]
            target.for_change().fillSeries(
                way, enum("sheet.FillMode", mode), enum("sheet.FillDateMode", dates), 1.0, _NO_END
            )
        else:
            raise NotImplementedError(f"Calc cannot fill by {type_!r}.")

    # ---- merge -----------------------------------------------------------------------------

    def merge(self, across: bool) -> None:
        self.for_change()
        parts = [self.sub(row, 0, 1, self.nc) for row in range(self.nr)] if across else [self]
        for part in parts:
            part.xl.merge(False)
            part.xl.merge(True)

    def unmerge(self) -> None:
        self.for_change().merge(False)

    @property
    def merge_cells(self) -> bool:
        return bool(self.xl.IsMerged) or self.merge_area.size > 1

    @property
    def merge_area(self) -> Any:
        cursor = self.sheet.xl.createCursorByRange(self.cell)
        cursor.collapseToMergedArea()
        return self.book.area(cursor.RangeAddress)

    # ---- sort and duplicates ---------------------------------------------------------------

    def sort(self, keys: Sequence[int], ascending: Sequence[bool], has_headers: bool) -> None:
        fields = []
        for key, up in zip(keys, ascending, strict=True):
            each = struct("table.TableSortField")
            each.Field, each.IsAscending = key - 1, up
            fields.append(each)
        self.for_change().sort(
            props(
                SortFields=sequence("table.TableSortField", fields),
                ContainsHeader=has_headers,
                IsSortColumns=False,
                BindFormatsToContent=True,
            )
        )

    def remove_duplicates(self, columns: Sequence[int], has_headers: bool) -> None:
        """Remove rows equal to an earlier one; the cells below the range stay where they are."""
        rows = rectangle(self.raw_value)
        seen: set[tuple[Any, ...]] = set()
        twice = []
        for at, row in enumerate(rows):
            if has_headers and at == 0:
                continue
            key = tuple(_comparable(row[column - 1]) for column in columns)
            if key in seen:
                twice.append(at)
            seen.add(key)
        for first, count in reversed(_blocks(twice)):
            self.sub(first, 0, count, self.nc).delete("up")
            bottom = self.sub(self.nr - count, 0, count, self.nc)
            self.sheet.xl.insertCells(bottom.xl.RangeAddress, enum("sheet.CellInsertMode", "DOWN"))

    def is_text(self) -> bool:
        """Return whether the first cell keeps whatever is typed as text."""
        return bool(self.book.formats.kind(self.cell.NumberFormat) == TEXT)


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return value.lower()
    return (type(value) is bool, value)


def _blocks(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return neighbouring rows as (first, how many).

    >>> _blocks([1, 2, 5])
    [(1, 2), (5, 1)]
    """
    blocks: list[tuple[int, int]] = []
    for row in rows:
        if blocks and row == sum(blocks[-1]):
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + 1)
        else:
            blocks.append((row, 1))
    return blocks


def _combined(old: Any, new: Any, operation: str | None, skip: bool) -> Any:
    if skip and new is None:
        return old
    if not operation:
        return new
    if isinstance(new, (int, float)) and isinstance(old, (int, float, type(None))):
        return _OPERATIONS[operation](old or 0.0, new)
    return old


def _as_is(value: Any) -> Any:
    """A text that was a text stays one, whatever it looks like."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, str):
        return "'" + value
    return value
