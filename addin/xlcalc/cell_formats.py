# ruff: noqa: FBT001, FBT002 - UNO takes no keywords, and signatures are xlwings' own
"""How a range looks: number formats, colours, alignment, widths and heights, outline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from xlcalc.addresses import (
    MAX_COLUMNS,
    MAX_ROWS,
    colour_number,
    colour_triple,
    column_letters,
    hundredths,
    points,
)
from xlcalc.borders import Borders
from xlcalc.cell_formulas import CellFormulas
from xlcalc.fonts import Characters, Font
from xlcalc.uno_access import enum, is_mixed

_ACROSS = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
_UPRIGHT = {"top": 1, "center": 2, "bottom": 3, "justify": 4}
_ACROSS_BACK = {calc: excel for excel, calc in _ACROSS.items()}
_UPRIGHT_BACK = {calc: excel for excel, calc in _UPRIGHT.items()}
_INCH, _PIXELS = 2540, 96
_LETTER, _PADDING = 7, 5
"""A column of width 8.43 is 8 letters of 7 pixels and 5 of padding, in Excel's usual font."""
_MANY = 2000
_INDENT = 353  # hundredths of a millimetre, about Excel's one step


def _cell_property(
    name: str, read: Callable[[Any], Any], make: Callable[[Any], Any], *, mixed: Any = None
) -> property:
    def get(self: CellFormats) -> Any:
        if self.xl is None:
            return None
        if self.size > 1 and is_mixed(self.xl, name):
            return mixed
        return read(self.xl.getPropertyValue(name))

    def put(self: CellFormats, value: Any) -> None:
        if self.xl is not None:
            self.for_change().setPropertyValue(name, make(value))

    return property(get, put)


def _across(value: str) -> Any:
    if value not in _ACROSS:
        raise NotImplementedError(f"Calc cannot align cells {value!r}.")
    return enum("table.CellHoriJustify", _ACROSS[value])


def _upright(value: str) -> int:
    if value not in _UPRIGHT:
        raise NotImplementedError(f"Calc cannot align cells {value!r}.")
    return _UPRIGHT[value]


class CellFormats(CellFormulas):
    """The part of a range that is about looks."""

    color = _cell_property(
        "CellBackColor", colour_triple, lambda value: -1 if value is None else colour_number(value)
    )
    wrap_text = _cell_property("IsTextWrapped", bool, bool)
    horizontal_alignment = _cell_property(
        "HoriJustify", lambda value: _ACROSS_BACK.get(value.value), _across
    )
    vertical_alignment = _cell_property(
        "VertJustify", lambda value: _UPRIGHT_BACK.get(value, "bottom"), _upright
    )

    def set_colors(self, colors: Any) -> None:
        for row, line in enumerate(colors):
            for column, colour in enumerate(line):
                if colour is not ...:
                    self.sub(row, column).color = colour

    @property
    def number_format(self) -> str | None:
        if self.size > 1 and is_mixed(self.xl, "NumberFormat"):
            return None
        return str(self.book.formats.code(self.xl.NumberFormat))

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.for_change().NumberFormat = self.book.formats.key(code)

    def adjust_indent(self, amount: int) -> None:
        self.for_change().ParaIndent = max(0, self.xl.ParaIndent + amount * _INDENT)

    @property
    def font(self) -> Font:
        return Font(self.xl, mixed=self.size > 1, cells=self)

    @property
    def characters(self) -> Characters:
        return Characters(self, self.cell)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    # ---- widths and heights ----------------------------------------------------------------

    @property
    def column_width(self) -> Any:
        """Return the width in letters, or None where columns differ."""
        if self.xl is None:
            return 0
        return _uniform(self.xl.Columns, lambda column: _letters(column.Width))

    @column_width.setter
    def column_width(self, letters: float) -> None:
        self.for_change().Columns.Width = round((letters * _LETTER + _PADDING) / _PIXELS * _INCH)

    @property
    def row_height(self) -> Any:
        """Return the height in points, or None where rows differ."""
        if self.xl is None:
            return 0
        return _uniform(self.xl.Rows, lambda row: points(row.Height))

    @row_height.setter
    def row_height(self, height: float) -> None:
        self.for_change().Rows.Height = hundredths(height)

    @property
    def width(self) -> float:
        columns = self.xl.Columns
        return sum(points(columns.getByIndex(at).Width) for at in range(self.nc))

    @property
    def height(self) -> float:
        if self.nr > _MANY:
            return points(self.xl.Size.Height)
        rows = self.xl.Rows
        return sum(points(rows.getByIndex(at).Height) for at in range(self.nr))

    @property
    def left(self) -> float:
        return points(self.xl.Position.X)

    @property
    def top(self) -> float:
        return points(self.xl.Position.Y)

    @property
    def row_hidden(self) -> Any:
        return _uniform(self.xl.Rows, lambda row: not row.IsVisible)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.for_change().Rows.IsVisible = not value

    @property
    def column_hidden(self) -> Any:
        return _uniform(self.xl.Columns, lambda column: not column.IsVisible)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.for_change().Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        if self.xl is None:
            return
        used = self.clipped()
        if axis in (None, "columns", "c"):
            used.xl.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            used.xl.Rows.OptimalHeight = True

    def group(self, by: str | None = None) -> None:
        self.sheet.xl.group(self.xl.RangeAddress, self._outline(by))

    def ungroup(self, by: str | None = None) -> None:
        self.sheet.xl.ungroup(self.xl.RangeAddress, self._outline(by))

    def _outline(self, by: str | None) -> Any:
        rows = by in ("r", "rows") or (by is None and not self.whole_columns)
        return enum("table.TableOrientation", "ROWS" if rows else "COLUMNS")

    # ---- the address -----------------------------------------------------------------------

    def get_address(
        self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False
    ) -> str:
        across, down = "$" if col_absolute else "", "$" if row_absolute else ""
        below, right = self._row + self.nr - 1, self._column + self.nc - 1
        first, last = across + column_letters(self._column), across + column_letters(right)
        if self.nr >= MAX_ROWS and self.nc < MAX_COLUMNS:
            text = f"{first}:{last}"
        elif self.nc >= MAX_COLUMNS and self.nr < MAX_ROWS:
            text = f"{down}{self._row}:{down}{below}"
        else:
            text = f"{first}{down}{self._row}"
            if self.size > 1:
                text += f":{last}{down}{below}"
        if not external:
            return text
        where = f"[{self.book.name}]{self.sheet.name}"
        if re.match(r"^[A-Za-z0-9_.\[\]]+$", where):
            return f"{where}!{text}"
        return "'" + where.replace("'", "''") + "'!" + text

    @property
    def address(self) -> str:
        if self.xl is None:
            return f"${column_letters(self._column)}${self._row}{{{self.nr}x{self.nc}}}"
        return self.get_address()


def _letters(width: float) -> float:
    return float(round(max(0.0, (width / _INCH * _PIXELS - _PADDING) / _LETTER), 1))


def _uniform(items: Any, read: Callable[[Any], Any]) -> Any:
    """Return what all rows or columns share, or None where they differ."""
    count = items.Count
    if count > _MANY:
        return read(items.getByIndex(0))
    first = read(items.getByIndex(0))
    return first if all(read(items.getByIndex(at)) == first for at in range(1, count)) else None
