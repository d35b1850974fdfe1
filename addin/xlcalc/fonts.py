# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Fonts, of cells or of a part of a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlwings import base_classes as bc

from xlcalc.addresses import colour_number, colour_triple
from xlcalc.boundary import Guarded
from xlcalc.uno_access import enum, is_mixed

_NORMAL, _BOLD = 100.0, 150.0


def _font_property(name: str, read: Callable[[Any], Any], make: Callable[[Any], Any]) -> property:
    def get(self: Font) -> Any:
        if self.mixed and is_mixed(self.xl, name):
            return None
        return read(self.xl.getPropertyValue(name))

    def put(self: Font, value: Any) -> None:
        xl = self.xl if self.cells is None else self.cells.for_change()
        xl.setPropertyValue(name, make(value))

    return property(get, put)


class Font(Guarded, bc.Font):
    """The font of *xl*; ``mixed`` tells that its parts may differ: then an answer may be None."""

    def __init__(self, xl: Any, *, mixed: bool, cells: Any = None) -> None:
        self.xl, self.mixed, self.cells = xl, mixed, cells

    @property
    def api(self) -> Any:
        return self.xl

    bold = _font_property(
        "CharWeight", lambda value: value > _NORMAL, lambda value: _BOLD if value else _NORMAL
    )
    italic = _font_property(
        "CharPosture",
        lambda value: value.value != "NONE",
        lambda value: enum("awt.FontSlant", "ITALIC" if value else "NONE"),
    )
    size = _font_property("CharHeight", float, float)
    name = _font_property("CharFontName", str, str)
    color = _font_property(
        "CharColor", lambda value: colour_triple(value) or (0, 0, 0), colour_number
    )


class Characters(Guarded, bc.Characters):
    """A part of the text of a cell or a shape."""

    def __init__(self, parent: Any, text: Any, start: int = 0, length: int | None = None) -> None:
        self.parent, self._text, self.start = parent, text, start
        self.length = len(text.String) - start if length is None else length

    @property
    def xl(self) -> Any:
        cursor = self._text.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self.start, False)
        cursor.goRight(self.length, True)
        return cursor

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def text(self) -> str:
        return str(self.xl.String)

    @property
    def font(self) -> Font:
        return Font(self.xl, mixed=True)

    def __getitem__(self, at: int | slice) -> Characters:
        if isinstance(at, slice):
            first, last = at.start or 0, self.length if at.stop is None else at.stop
            if first < 0 or last < 0:
                raise ValueError("Characters object does not support slicing with negative indexes")
            return Characters(self, self._text, self.start + first, last - first)
        return Characters(self, self._text, self.start + (at if at >= 0 else self.length + at), 1)
