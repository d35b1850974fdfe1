# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Sheets of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from numbers import Number
from typing import Any

from xlwings import base_classes as bc

from xlcalc.addresses import MAX_COLUMNS, MAX_ROWS, parse, split_sheet
from xlcalc.boundary import Guarded
from xlcalc.cell_values import CONTENT
from xlcalc.charts import Charts
from xlcalc.drawing import Pictures, Shapes
from xlcalc.errors import CalcError
from xlcalc.names import Names
from xlcalc.notes import Note
from xlcalc.page import PageSetup
from xlcalc.ranges import Range
from xlcalc.tables import Table, Tables

_LONGEST_NAME = 31
_BAD_NAME = re.compile(r"[\[\]:*?/\\]")
_TABLE = re.compile(r"^([^\[\]]+?)(?:\[(.*)\])?$")
_CORNER, _CORNERS = 2, 4
_ROOM, _ALL_FOUR = (1200, 900), 15  # pixels; position and size


class Sheet(Guarded, bc.Sheet):
    def __init__(self, xl: Any, book: Any) -> None:
        self._xl, self._book = xl, book
        self._seen = book.upheavals

    @property
    def xl(self) -> Any:
        """Return the UNO sheet, fetched anew after cells were deleted.

        LibreOffice 7.4 cuts the deleted cells out of every sheet object it has given out; the
        object then counts from the wrong cell, or refuses.
        """
        if self._seen != self._book.upheavals:
            self._xl = self._book.xl.Sheets.getByName(self._xl.Name)
            self._seen = self._book.upheavals
        return self._xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def book(self) -> Any:
        return self._book

    @property
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        if not value or len(value) > _LONGEST_NAME or _BAD_NAME.search(value):
            raise ValueError(f"Invalid sheet name: {value!r}")
        self.xl.Name = value

    @property
    def index(self) -> int:
        return int(self.xl.RangeAddress.Sheet) + 1

    def closed(self) -> bool:
        return bool(self._book.closed())

    def locked(self) -> bool:
        return bool(self._xl.isProtected())

    # ---- ranges ----------------------------------------------------------------------------

    def cells_at(self, row: int, column: int, nr: int = 1, nc: int = 1) -> Range:
        """Return a range by its corner, from 1, and its size."""
        return Range(self, row, column, nr, nc)

    @property
    def cells(self) -> Range:
        return self.cells_at(1, 1, MAX_ROWS, MAX_COLUMNS)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, Number) and isinstance(arg2, Number):
            return self.cells_at(int(str(arg1)), int(str(arg2)))
        if arg2 is None:
            return arg1 if isinstance(arg1, Range) else self._corner(arg1)
        first, last = self._corner(arg1), self._corner(arg2)
        above, left = min(first.row, last.row), min(first.column, last.column)
        below = max(first.row + first.nr, last.row + last.nr)
        right = max(first.column + first.nc, last.column + last.nc)
        return self.cells_at(above, left, below - above, right - left)

    def _corner(self, at: Any) -> Range:
        if isinstance(at, Range):
            return at
        if isinstance(at, tuple):
            if len(at) == _CORNERS:
                return self.cells_at(*at)
            if 0 in at or len(at) != _CORNER:
                raise IndexError(
                    "Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based."
                )
            return self.cells_at(*at)
        return self.resolve(str(at))

    def resolve(self, text: str) -> Range:
        """Return the range an address, a name or a table's name stands for."""
        scope, bare = split_sheet(text)
        sheet = self.book.sheets(scope) if scope else self
        if (corner := parse(bare)) is not None:
            return Range(sheet, *corner)
        for names in (Names(self.book, sheet), Names(self.book)):
            if (named := names.find(bare)) is not None:
                found: Range = named.refers_to_range
                return found
        if (inside := self._of_table(bare)) is not None:
            return inside
        raise CalcError(f"'{text}' is no address, name or table on sheet '{self.name}'.")

    def _of_table(self, text: str) -> Range | None:
        tables, match = self.book.xl.DatabaseRanges, _TABLE.match(text)
        if match is None or not tables.hasByName(match[1]):
            return None
        table, part = Table(tables.getByName(match[1]), self.book), match[2]
        parts: dict[str | None, Any] = {
            None: lambda: table.data_body_range,
            "#Data": lambda: table.data_body_range,
            "#All": lambda: table.range,
            "#Headers": lambda: table.header_row_range,
            "#Totals": lambda: table.totals_row_range,
        }
        find = parts.get(part, lambda: table.columns(part).data_body_range)
        found: Range | None = find()
        return found

    @property
    def used_range(self) -> Range:
        cursor = self.xl.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        area = cursor.RangeAddress
        return self.cells_at(
            area.StartRow + 1,
            area.StartColumn + 1,
            area.EndRow - area.StartRow + 1,
            area.EndColumn - area.StartColumn + 1,
        )

    def clear_contents(self) -> None:
        self.xl.clearContents(CONTENT)

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    # ---- the sheet as a whole --------------------------------------------------------------

    def activate(self) -> None:
        self.book.office.active_book = self.book.uid
        self.book.app.activate()
        self.book.xl.CurrentController.setActiveSheet(self.xl)

    select = activate

    def delete(self) -> None:
        self.book.xl.Sheets.removeByName(self.name)

    def copy(self, before: Any, after: Any) -> None:
        target = before or after
        position = target.index - 1 if before else target.index
        if target.book.uid == self.book.uid:
            new = self._copy_here(position)
        else:
            new = self._copy_to(target.book, position)
        new.activate()

    def _copy_here(self, position: int) -> Sheet:
        sheets = self.book.xl.Sheets
        tables = [(table.range.address, dict(table.kept)) for table in self.tables]
        name = _free(re.sub(r" \(\d+\)$", "", self.name) + " ({})", sheets.ElementNames, 2)
        sheets.copyByName(self.name, name, position)
        made: Sheet = self.book.sheets(name)
        copies = {table.range.address: table for table in made.tables}
        order = self.book.remember("table order", name)
        for rank, (address, kept) in enumerate(tables, 1):
            copy = copies.get(address)  # under a name of Calc's own
            if copy is not None:
                copy.kept.update(kept)
                order[copy.name] = rank
        return made

    def _copy_to(self, book: Any, position: int) -> Sheet:
        sheets, name = book.xl.Sheets, self.name
        taken = {each.lower() for each in sheets.ElementNames}
        if name.lower() in taken:
            name = _free(re.sub(r" \(\d+\)$", "", name) + " ({})", sheets.ElementNames, 2)
        sheets.importSheet(self.book.xl, self.name, position)
        made = sheets.getByIndex(position)
        if made.Name != name:
            made.Name = name
        return Sheet(made, book)

    def move(self, before: Any, after: Any) -> None:
        index = (before or after).index
        self.book.xl.Sheets.moveByName(self.name, index - 1 if before else index)

    @property
    def visible(self) -> bool:
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    # ---- what is on it ---------------------------------------------------------------------

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def charts(self) -> Charts:
        return Charts(self)

    @property
    def pictures(self) -> Pictures:
        return Pictures(self)

    @property
    def pivot_tables(self) -> Any:
        raise NotImplementedError("Pivot tables are not offered for LibreOffice Calc.")

    @property
    def shapes(self) -> Shapes:
        return Shapes(self)

    @property
    def notes(self) -> list[Note]:
        notes = self.xl.Annotations
        return [Note(self, notes.getByIndex(at)) for at in range(notes.Count)]

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    # ---- how it is shown -------------------------------------------------------------------

    def view(self) -> Any:
        """Return the workbook's view, with this sheet in front."""
        view = self.book.xl.CurrentController
        if view.getActiveSheet().Name != self.name:
            view.setActiveSheet(self.xl)
        return view

    def in_view(self, deed: Callable[[Any], Any]) -> Any:
        """Do what concerns the view of this sheet, then show again what was shown."""
        if not self.visible:
            raise ValueError(f"The sheet {self.name!r} is hidden.")
        front = self.book.xl.CurrentController.getActiveSheet()
        try:
            return deed(self.view())
        finally:
            self.book.xl.CurrentController.setActiveSheet(front)

    @property
    def show_gridlines(self) -> bool:
        return bool(self.in_view(lambda view: view.ShowGrid))

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.in_view(lambda view: setattr(view, "ShowGrid", bool(value)))

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    # ---- protection ------------------------------------------------------------------------

    @property
    def protected(self) -> bool:
        return bool(self.xl.isProtected())

    def protect(self, password: str = "") -> None:
        self.xl.protect(password)

    def unprotect(self, password: str = "") -> None:
        self.xl.unprotect(password)

    # ---- out of the office -----------------------------------------------------------------

    def to_pdf(self, path: str, quality: Any = None) -> None:
        self.used_range.to_pdf(path, quality)

    def to_html(self, path: str) -> None:
        self.book.export(path, FilterName="HTML (StarCalc)")


class FreezePanes(Guarded, bc.FreezePanes):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: Any) -> None:
        cells = self.sheet.resolve(frozen_range)
        rows = 0 if cells.whole_columns else cells.row + cells.nr - 1
        columns = 0 if cells.whole_rows else cells.column + cells.nc - 1
        self.sheet.in_view(lambda view: self._freeze(view, columns, rows))

    def _freeze(self, view: Any, columns: int, rows: int) -> None:
        """Freeze panes. A window no one has ever seen has no room for panes, nor keeps them."""
        if not self.sheet.book.office.has_window:
            view.Frame.ComponentWindow.setPosSize(0, 0, *_ROOM, _ALL_FOUR)
            view.Frame.ContainerWindow.setVisible(True)
        view.freezeAtPosition(columns, rows)
        if not self.sheet.book.office.has_window:
            view.Frame.ContainerWindow.setVisible(False)

    def unfreeze(self) -> None:
        self.sheet.in_view(lambda view: view.freezeAtPosition(0, 0))


def _free(pattern: str, taken: Any, number: int) -> str:
    """Return the first free name of a pattern.

    >>> _free("Orders ({})", ["orders (2)"], 2)
    'Orders (3)'
    """
    lower = {each.lower() for each in taken}
    while pattern.format(number).lower() in lower:
        number += 1
    return pattern.format(number)


class Sheets(Guarded, bc.Sheets):
    def __init__(self, book: Any) -> None:
        self.book, self.xl = book, book.xl.Sheets

    def closed(self) -> bool:
        return bool(self.book.closed())

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def active(self) -> Sheet:
        return Sheet(self.book.xl.CurrentController.getActiveSheet(), self.book)

    def __call__(self, name_or_index: Any) -> Sheet:
        if isinstance(name_or_index, Number):
            at = int(str(name_or_index))
            if not 1 <= at <= self.xl.Count:
                raise KeyError(name_or_index)
            return Sheet(self.xl.getByIndex(at - 1), self.book)
        for name in self.xl.ElementNames:
            if name.lower() == str(name_or_index).lower():
                return Sheet(self.xl.getByName(name), self.book)
        raise KeyError(name_or_index)

    def __contains__(self, name: object) -> bool:
        return any(each.lower() == str(name).lower() for each in self.xl.ElementNames)

    def __len__(self) -> int:
        return int(self.xl.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.xl.getByIndex(at), self.book) for at in range(self.xl.Count)])

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        position = after.index if after else (before or self.active).index - 1
        name = name or _free("Sheet{}", self.xl.ElementNames, self.xl.Count + 1)
        self.xl.insertNewByName(name, position)
        made = Sheet(self.xl.getByName(name), self.book)
        made.activate()
        return made
