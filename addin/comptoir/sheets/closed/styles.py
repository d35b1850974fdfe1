"""Cell styles: a date must be shown as a date, a number as a number, a text as typed.

Styles are only ever added, at the end, so no cell changes its looks.
Source: ECMA-376 part 1, 18.8.10 (cellXfs), 18.8.30 (built-in number formats).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from comptoir.sheets.closed.tags import Tag, given, named, spliced, tags
from comptoir.sheets.closed.values import Value

_GENERAL, _DAY, _CLOCK, _MOMENT, _SPAN = "0", "14", "21", "22", "46"
_QUOTED = "quoted"
_LOOKS_ACTIVE = ("=", "+", "-", "@")


def _wish(value: Value) -> tuple[str, str]:
    """What a style must show for *value*, and the change that makes it; none for most texts."""
    found = "", ""
    match value:
        case bool():
            pass
        case datetime():
            found = "date", _MOMENT
        case date():
            found = "date", _DAY
        case time():
            found = "date", _CLOCK
        case timedelta():
            found = "span", _SPAN
        case int() | float() | Decimal():
            found = "number", _GENERAL
        case str() if value.startswith(_LOOKS_ACTIVE):
            found = "text", _QUOTED
    return found


def _is_quoted(xf: Tag) -> bool:
    return xf.get(b"quotePrefix") in {"1", "true"}


class Styles:
    """The cell styles of a workbook, by number, and those that were added."""

    def __init__(self, data: bytes, meanings: tuple[str, ...]) -> None:
        self._data, self._meanings = data, meanings
        self._added: dict[tuple[int, str], int] = {}
        self._new: list[bytes] = []

    def fits(self, style: str, value: Value) -> bool:
        """Whether a cell of that style shows *value* as what it is."""
        meaning, wish = _wish(value)
        if wish == _QUOTED:
            at = int(style or 0)
            return at < len(self._listed) and _is_quoted(self._listed[at])
        return not wish or self._meaning(style) == meaning

    def fitting(self, style: str, value: Value) -> str:
        """*style*, or one that differs only in showing *value* as what it is."""
        if self.fits(style, value):
            return style
        return self._variant(style, _wish(value)[1])

    def _meaning(self, style: str) -> str:
        at = int(style or 0)
        return self._meanings[at] if at < len(self._meanings) else "number"

    @cached_property
    def _listed(self) -> list[Tag]:
        return list(named(self._data, b"xf", under=b"cellXfs"))

    def _variant(self, style: str, wish: str) -> str:
        at = int(style or 0)
        if at >= len(self._listed):
            return style
        if (at, wish) not in self._added:
            self._added[at, wish] = len(self._listed) + len(self._new)
            self._new.append(self._spelled(self._listed[at], wish))
        return str(self._added[at, wish])

    def _spelled(self, tag: Tag, wish: str) -> bytes:
        spelled = self._data[tag.start : tag.after]
        wishes = (
            {b"quotePrefix": "1"}
            if wish == _QUOTED
            else {b"numFmtId": wish, b"applyNumberFormat": "1"}
        )
        for name, value in wishes.items():
            (first, *_others) = tags(spelled)
            spelled = spliced(spelled, [given(spelled, first, name, value)])
        return spelled

    @property
    def grown(self) -> bytes | None:
        """The styles part with the added ones; ``None`` where none was."""
        if not self._new:
            return None
        (holder,) = named(self._data, b"cellXfs")
        new = holder.close, holder.close, b"".join(self._new)
        count = re.search(rb"""count\s*=\s*["']\d+["']""", holder.given)
        splices = [new]
        if count:
            total = str(len(self._listed) + len(self._new))
            splices.append(given(self._data, holder, b"count", total))
        return spliced(self._data, splices)
