"""Which formulas may show a value that is out of date once cells have changed.

Excel computes all anew when it is told to (``fullCalcOnLoad``); LibreOffice, and
whoever reads the file without computing, believe the value that was saved. So that
value is taken out wherever it may depend on what changed: a missing figure is
computed, a wrong one is believed.

Source: ECMA-376 part 1, 18.2.2 (calcPr), 18.17 (formulas, structured references).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from comptoir.sheets.closed.outline import Outline, Sheet
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.rows import sheet_stream

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_THIS_ROW = re.compile(r"\w*\[(?:\[#This Row\],\[[^\[\]]*\]|@\[?[^\[\]]*\]?)\]", re.IGNORECASE)
_REFERENCE = re.compile(r"[\[\]!:#']|\$?\b[A-Z]{1,3}\$?\d+\b|\b[A-Za-z_\\][\w.\\]*\b(?!\s*\()")
_CONSTANT = re.compile(r"\b(?:TRUE|FALSE)\b", re.IGNORECASE)
_ANYWHERE = r"\b(?:INDIRECT|OFFSET|CELL|INFO|SHEETS)\s*\(|:[\w.]+'?!"


def row_only(formula: str) -> bool:
    """Whether a formula depends on nothing but its own row of its table.

    >>> row_only("Orders[[#This Row],[Quantity]]*2"), row_only('IF([@Due]<3,"A1","")')
    (True, True)
    >>> row_only("SUM(Orders[Quantity])"), row_only("B2*2"), row_only("Rate*2"), row_only("")
    (False, False, False, False)
    """
    if not formula:
        return False
    bare = _CONSTANT.sub("", _THIS_ROW.sub("0", _TEXT.sub("", formula)))
    return _REFERENCE.search(bare) is None and re.search(_ANYWHERE, formula) is None


def mentions(sheets: Iterable[Sheet], names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of what a formula says when it depends on *sheets*, their tables, or *names*."""
    found = [_ANYWHERE]
    for sheet in sheets:
        found.append(rf"(?<![\w.]){re.escape(sheet.name)}!")
        found.append(rf"{re.escape(sheet.name.replace(chr(39), chr(39) * 2))}'!")
        found += [rf"(?<![\w.]){re.escape(table.name)}(?![\w.(])" for table in sheet.tables]
    found += [rf"(?<![\w.]){re.escape(name)}(?![\w.(])" for name in names]
    return re.compile("|".join(found), re.IGNORECASE)


def dependents(package: Package, outline: Outline, changed: Iterable[Sheet]) -> list[Sheet]:
    """The other sheets with formulas that depend on the *changed* ones, however indirectly."""
    dirty = list(changed)
    others = [sheet for sheet in outline.sheets if sheet not in dirty]
    found: list[Sheet] = []
    again = True
    while again:
        pattern = mentions(dirty, _dirty_names(outline, dirty))
        new = [sheet for sheet in others if _any(package, sheet, pattern)]
        found, dirty = found + new, dirty + new
        others = [sheet for sheet in others if sheet not in new]
        again = bool(new and others)
    return found


def _dirty_names(outline: Outline, dirty: list[Sheet]) -> list[str]:
    """Defined names that depend on *dirty* sheets, also by way of other names."""
    found: list[str] = []
    while True:
        pattern = mentions(dirty, found)
        new = [
            one.name
            for one in outline.names
            if one.name not in found and pattern.search(one.refers)
        ]
        if not new:
            return found
        found += new


def _any(package: Package, sheet: Sheet, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for text in _formulas(package, sheet.part))


def _formulas(package: Package, part: str) -> Iterator[str]:
    with sheet_stream(package, part) as stream:
        opening = b"<" + stream.prefix + b"f"
        for block in stream.blocks():
            if opening in block:
                for found in stream.words.formula.finditer(block):
                    yield html.unescape((found[2] or b"").decode())
