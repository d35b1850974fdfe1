"""Lists that are no tables: where they end, which of their rows a filter hides, how high they are.

Source: ECMA-376 part 1, 18.3.1.2 (autoFilter), 18.3.2.7 (filterColumn), 18.3.1.73 (row).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from comptoir.sheets.closed.changes import Listed, TableChanges
from comptoir.sheets.closed.outline import Column, Table
from comptoir.sheets.closed.places import Area, areas
from comptoir.sheets.closed.rows import SheetStream, attributes
from comptoir.sheets.closed.tags import Tag, given, spliced, tags
from comptoir.sheets.closed.values import Reading, Value, blank

STANDARD = 15.0
"""The height of a row that says none, in points."""
_OWN = re.compile(rb"""\s+(?:ht|customHeight|hidden)\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Look:
    """How a row of a list is shown: its height in points, and whether a filter hides it."""

    height: float = STANDARD
    hidden: bool = False

    def of(self, spelled: bytes) -> bool:
        """Whether a row's attributes, as they are *spelled*, say just this."""
        known = attributes(spelled)
        height = float(known.get(b"ht", b"") or STANDARD)
        return height == self.height and self.hidden == (known.get(b"hidden") in {b"1", b"true"})

    def spelled(self, before: bytes) -> bytes:
        """The attributes of a row that says this, otherwise as *before*.

        >>> Look(30, hidden=True).spelled(b' r="7" ht="15" s="2"')
        b' r="7" s="2" ht="30" customHeight="1" hidden="1"'
        """
        high = "" if self.height == STANDARD else f' ht="{self.height:g}" customHeight="1"'
        hidden = ' hidden="1"' if self.hidden else ""
        return _OWN.sub(b"", before) + (high + hidden).encode()


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter of a sheet: the words that it shows, by column of the sheet.

    *plain* says that it names words and nothing else.
    """

    area: Area
    words: Mapping[int, frozenset[str]] = field(default_factory=dict)
    plain: bool = True

    def hides(self, row: Mapping[int, Value]) -> bool:
        """Whether a row with these values, by column, is hidden."""
        return any(
            str(row.get(column) or "").casefold() not in words
            for column, words in self.words.items()
        )


def as_table(asked: TableChanges, listed: Listed, stream: SheetStream, reading: Reading) -> Table:
    """A list as if it were a table; its headings and one row are there at least."""
    right = listed.column + len(listed.heads) - 1
    at = listed.column + listed.heads.index(listed.marked)
    last = listed.row
    for block in stream.spans():
        for row in block.within(last + 1, block.last):
            cells = {one.column: one for one in stream.cells(block.of(row))}
            word = reading.value(cells[at]) if at in cells else None
            ours = not blank(word) if listed.words is None else word in listed.words
            if row.number != last + 1 or not ours:
                break
            last = row.number
    area = Area(listed.row, listed.column, max(last, listed.row + 1), right)
    return Table(asked.name, listed.sheet, "", area, tuple(Column(one) for one in listed.heads))


def filter_of(tail: bytes) -> Filter | None:
    """The filter of a sheet, by what follows its rows; ``None`` where it has none."""
    listed = tags(tail)
    holder = next((one for one in listed if _filters_sheet(one)), None)
    if holder is None or not (found := areas(holder.get(b"ref"))):
        return None
    words: dict[int, frozenset[str]] = {}
    plain = True
    for one in _columns(listed, holder):
        inner = [tag for tag in listed if one.inner <= tag.start < one.close]
        plain = plain and bool(inner) and {tag.name for tag in inner} <= {b"filters", b"filter"}
        shown = [tag.get(b"val").casefold() for tag in inner if tag.name == b"filter"]
        words[found[0].left + int(one.get(b"colId") or 0)] = frozenset(shown)
    return Filter(found[0], words, plain)


def _filters_sheet(tag: Tag) -> bool:
    return tag.name == b"autoFilter" and b"customSheetView" not in tag.inside


def _columns(listed: Sequence[Tag], holder: Tag) -> list[Tag]:
    return [
        one
        for one in listed
        if one.name == b"filterColumn" and holder.inner <= one.start < holder.close
    ]


def tail_filtered(tail: bytes, known: Filter, area: Area) -> bytes:
    """What follows the rows of a sheet, its filter over *area*; only filters by words stay."""
    listed = tags(tail)
    holder = next(one for one in listed if _filters_sheet(one))
    splices = []
    if known.area != area:
        splices.append(given(tail, holder, b"ref", str(area)))
    if not known.plain:
        splices += [(one.start, one.after, b"") for one in _columns(listed, holder)]
    return spliced(tail, splices)
