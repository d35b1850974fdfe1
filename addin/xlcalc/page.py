"""Page set-up: what is printed. xlwings itself offers the print area; the rest is for callers.

Calc keeps margins, orientation and scaling in a page style that sheets share; a sheet asked to
change gets a style of its own first.
"""

from __future__ import annotations

from typing import Any

from xlwings import base_classes as bc

from xlcalc.addresses import hundredths, points
from xlcalc.boundary import Guarded
from xlcalc.uno_access import struct

_STANDARD = ("Default", "Standard", "PageStyle_")


class PageSetup(Guarded, bc.PageSetup):
    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return self._style()

    @property
    def print_area(self) -> str | None:
        areas = self.sheet.xl.getPrintAreas()
        return ",".join(self.sheet.book.area(each).address for each in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        parts = value.split(",") if value else []
        self.sheet.xl.setPrintAreas(
            tuple(self.sheet.resolve(part).xl.RangeAddress for part in parts)
        )

    def _style(self) -> Any:
        return self._styles().getByName(self.sheet.xl.PageStyle)

    def _styles(self) -> Any:
        return self.sheet.book.xl.StyleFamilies.getByName("PageStyles")

    def _own_style(self) -> Any:
        styles, current = self._styles(), self.sheet.xl.PageStyle
        own = f"xlcalc {self.sheet.name}"
        if current == own:
            return styles.getByName(own)
        if not styles.hasByName(own):
            made = self.sheet.book.xl.createInstance("com.sun.star.style.PageStyle")
            styles.insertByName(own, made)
            old = styles.getByName(current)
            for name in (
                "IsLandscape",
                "Width",
                "Height",
                "LeftMargin",
                "RightMargin",
                "TopMargin",
                "BottomMargin",
            ):
                made.setPropertyValue(name, old.getPropertyValue(name))
        self.sheet.xl.PageStyle = own
        return styles.getByName(own)

    @property
    def landscape(self) -> bool:
        return bool(self._style().IsLandscape)

    @landscape.setter
    def landscape(self, value: bool) -> None:
        style = self._own_style()
        if bool(style.IsLandscape) != bool(value):
            style.IsLandscape = bool(value)
            style.Width, style.Height = style.Height, style.Width

    def fit(self, wide: int = 1, tall: int = 0) -> None:
        """Print *wide* pages across and *tall* down; 0 means as many as it takes."""
        style = self._own_style()
        style.ScaleToPagesX, style.ScaleToPagesY = wide, tall

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """Return the margins in points: left, top, right, bottom."""
        style = self._style()
        return (
            points(style.LeftMargin),
            points(style.TopMargin),
            points(style.RightMargin),
            points(style.BottomMargin),
        )

    @margins.setter
    def margins(self, value: tuple[float, float, float, float]) -> None:
        style = self._own_style()
        left, top, right, bottom = (hundredths(each) for each in value)
        style.LeftMargin, style.TopMargin = left, top
        style.RightMargin, style.BottomMargin = right, bottom

    def repeat_rows(self, first: int, last: int) -> None:
        """Print these rows at the top of every page; 0, 0 for none."""
        xl = self.sheet.xl
        xl.setPrintTitleRows(bool(first))
        if first:
            xl.setTitleRows(
                struct("table.CellRangeAddress", self.sheet.index - 1, 0, first - 1, 0, last - 1)
            )
