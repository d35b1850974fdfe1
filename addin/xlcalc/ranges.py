# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""The range xlwings sees: all its parts together, and its neighbours."""

from __future__ import annotations

from typing import Any, Self

from xlwings import base_classes as bc

from xlcalc.addresses import parse, quoted_sheet
from xlcalc.autofilter import AutoFilter
from xlcalc.cell_search import CellSearch
from xlcalc.conditional import ConditionalFormats
from xlcalc.errors import CalcError
from xlcalc.names import Name, Names
from xlcalc.notes import Note
from xlcalc.uno_access import props, sequence
from xlcalc.validation import DataValidation


class Range(CellSearch, bc.Range):
    """A rectangle of cells of one sheet."""

    def __call__(self, *at: Any) -> Self:
        if len(at) == 1 and isinstance(at[0], str):
            inside = parse(at[0])
            if inside is None:
                raise ValueError(f"{at[0]!r} is no address")
            return self.sub(inside[0] - 1, inside[1] - 1, inside[2], inside[3])
        if len(at) == 1:
            row, column = divmod(at[0] - 1, self.nc)
            return self.sub(row, column)
        return self.sub(at[0] - 1, at[1] - 1)

    @property
    def rows(self) -> Self:
        return self

    @property
    def columns(self) -> Self:
        return self

    def select(self) -> None:
        self.sheet.activate()
        self.book.xl.CurrentController.select(self.xl)

    # ---- names, links, notes ---------------------------------------------------------------

    @property
    def name(self) -> Name | None:
        address = self.address
        for names in (Names(self.book, self.sheet), Names(self.book)):
            for each in names.own():
                cells = each.xl.getReferredCells()
                if cells is None:
                    continue
                area = self.book.area(cells.RangeAddress)
                if area.sheet.index == self.sheet.index and area.address == address:
                    return each
        return None

    @name.setter
    def name(self, value: str) -> None:
        Names(self.book).add(value, f"={quoted_sheet(self.sheet.name)}!{self.address}")

    @property
    def hyperlink(self) -> str:
        if self.xl is None:
            return ""
        fields = self.cell.TextFields
        if not fields.Count:
            raise CalcError("The cell doesn't seem to contain a hyperlink!")
        return str(fields.getByIndex(0).URL)

    def add_hyperlink(
        self,
        address: str,
        text_to_display: str | None = None,
        screen_tip: str | None = None,  # noqa: ARG002 - Calc shows the address as the tip
    ) -> None:
        """Make the cell a link."""
        self.for_change()
        cell = self.cell
        cell.setString("")
        link = self.book.xl.createInstance("com.sun.star.text.TextField.URL")
        link.URL, link.Representation = address, text_to_display or address
        cell.insertTextContent(cell.createTextCursor(), link, False)

    @property
    def note(self) -> Note | None:
        found = self.cell.getAnnotation()
        return Note(self.sheet, found) if found and found.String else None

    def add_note(self, text: str) -> Note | None:
        self.for_change()
        self.sheet.xl.Annotations.insertNew(self.cell.CellAddress, text)
        return self.note

    @property
    def comment(self) -> None:
        return None

    # ---- what hangs on cells ---------------------------------------------------------------

    @property
    def table(self) -> Any | None:
        return self.sheet.tables.around(self._row, self._column)

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    # ---- onto paper ------------------------------------------------------------------------

    def to_pdf(self, path: str, quality: Any = None) -> None:  # noqa: ARG002 - Calc has one quality
        options = sequence("beans.PropertyValue", props(Selection=self.xl))
        self.book.export(path, FilterName="calc_pdf_Export", FilterData=options)
