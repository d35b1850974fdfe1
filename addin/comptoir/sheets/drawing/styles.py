"""The formats of a workbook, each made once."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from comptoir.sheets import look
from comptoir.sheets.columns import Column, Part
from comptoir.sheets.drawing.sheet import Bulk

PLAIN = {
    "font_name": look.FONT,
    "font_size": look.SIZE,
    "font_color": look.INK,
    "valign": "vcenter",
}
HAIRLINE = {"bottom": 1, "bottom_color": look.HAIR}
HEAD = {
    "font_size": look.HEAD_SIZE,
    "bold": True,
    "font_color": look.PAPER,
    "bg_color": look.SEA,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": look.SEA,
}
BAND = {"bg_color": look.MIST, "valign": "vcenter"}
OF_PART: dict[Part, dict[str, object]] = {
    Part.KEY: {"bg_color": "#F0F2F4", "font_color": look.SLATE},
    Part.TYPED: {},
    Part.COMPUTED: {"italic": True, "font_color": look.SLATE},
    Part.OWN: {},
}


class Styles:
    """Formats by their properties: asked for twice, made once, in a fixed order."""

    def __init__(self, book: Workbook, lang: str) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.day_form = "dd/mm/yyyy" if lang == "fr" else "[$-809]dd mmm yyyy"
        named_in = "[$-40C]" if lang == "fr" else "[$-809]"
        self.month_form, self.short_month = f"{named_in}mmm yyyy", f"{named_in}mmm yy"

    def of(self, **properties: object) -> Format:
        """The format that differs from plain text by *properties*."""
        wanted: dict[str, Any] = {**PLAIN, **properties}
        known = tuple(sorted(wanted.items()))
        if known not in self._made:
            self._made[known] = self._book.add_format(wanted)
        return self._made[known]

    def changing(self, **properties: object) -> Format:
        """What a conditional format changes, and nothing else."""
        return self._book.add_format(properties)

    def head(self, column: Column) -> Format:
        """A heading: sand is under those whose cells are typed."""
        rule: dict[str, object] = {"align": column.align or "left"}
        if column.editable:
            rule |= {"bottom": 5, "bottom_color": look.SAND}
        if column.align != "center":
            rule["indent"] = 1
        return self.of(**{**HEAD, **rule})

    def cells(self, column: Column) -> Bulk:
        """How the cells of *column* read, by the type of what they hold."""
        shape: dict[str, object] = {**HAIRLINE, **OF_PART[column.part]}
        if column.align:
            shape["align"] = column.align
        if column.align in {"left", "right"}:
            shape["indent"] = 1
        if column.lines:
            shape |= {"text_wrap": True, "valign": "top"}
        if column.part is Part.OWN:
            text = self.of(**shape, quote_prefix=True)
            day = self.of(**{**shape, "align": "center"}, num_format=self.day_form)
            return Bulk((), text, self.of(**shape), day)
        one = self.of(**shape, num_format=column.form)
        return Bulk((), one, one, one)

    def band(self, **properties: object) -> Format:
        return self.of(**{**BAND, **properties})
