"""What grows with a table besides its rows: ranges in its sheet, its own part, names.

A range grows when it ends with the table and belongs to it: a drop-down, a colour
by condition, a print area, a named list of its cells. A mark somebody put on the last
row alone stays there.

Sources: ECMA-376 part 1, 18.3.1 (order of elements in a worksheet), 18.5.1.2
(table), 18.2.5 (definedName); [MS-XLSX] 2.2.5 (x14 extensions, ``xm:sqref``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from comptoir.sheets.closed.places import Area, areas
from comptoir.sheets.closed.tags import Splice, Tag, given, quoted, spliced, tags

Grown = tuple[Area, int]
"""A table's area before, and its last row after."""
_RANGED = {b"conditionalFormatting", b"dataValidation", b"protectedRange", b"ignoredError"}
_NAMED = re.compile(r"('(?:[^']|'')+'|[\w.]+)!(\$?[A-Z]{1,3}\$?\d+):(\$?[A-Z]{1,3}\$?)(\d+)")
PRINTED, FILTERED = "_xlnm.Print_Area", "_xlnm._FilterDatabase"


def longer(found: Sequence[Area], before: Area, last: int) -> tuple[Area, ...]:
    """The areas of one range after a table *before* has grown to row *last*.

    >>> table = Area.of("A1:C9")
    >>> [str(one) for one in longer(areas("B2:B9"), table, 12)]
    ['B2:B12']
    >>> [str(one) for one in longer(areas("B9 E2:E9"), table, 12)]
    ['B9', 'E2:E9']
    >>> [str(one) for one in longer(areas("A2:F9"), table, 12)]
    ['A2:F9', 'A10:C12']
    """
    own = [one for one in found if one.left <= before.right and before.left <= one.right]
    rows = sum(one.bottom - one.top + 1 for one in own)
    whole = rows * 2 > before.bottom - before.top
    new: list[Area] = []
    for one in found:
        ends = one.top <= before.bottom <= one.bottom < last
        if one not in own or not ends or (one.top == before.bottom and not whole):
            new.append(one)
        elif before.left <= one.left and one.right <= before.right:
            new.append(Area(one.top, one.left, last, one.right))
        else:
            left, right = max(one.left, before.left), min(one.right, before.right)
            new += [one, Area(one.bottom + 1, left, last, right)]
    return tuple(new)


def _range(text: str, grown: Iterable[Grown]) -> str | None:
    """A range's text after growth; ``None`` where it stays."""
    found = first = areas(text)
    if len(found) != len(text.split()):
        return None
    for before, last in grown:
        found = longer(found, before, last)
    return None if found == first else " ".join(map(str, found))


def tail_grown(tail: bytes, grown: Sequence[Grown]) -> bytes:
    """What follows the rows of a sheet, its ranges grown."""
    if not grown:
        return tail
    splices: list[Splice] = []
    for tag in tags(tail):
        if tag.name in _RANGED and tag.prefix != b"x14":
            text = _range(tag.get(b"sqref"), grown)
            if text is not None:
                splices.append(given(tail, tag, b"sqref", text))
        elif tag.name == b"sqref":
            text = _range(tail[tag.inner : tag.close].decode(), grown)
            if text is not None:
                splices.append((tag.inner, tag.close, text.encode()))
    return spliced(tail, splices)


def merged(tail: bytes) -> list[Area]:
    """The merged cells of a sheet."""
    return [one for tag in tags(tail) if tag.name == b"mergeCell" for one in areas(tag.get(b"ref"))]


def protected(tail: bytes) -> bool:
    """Whether a sheet is protected, by what follows its rows."""
    return any(
        tag.name == b"sheetProtection" and tag.get(b"sheet") in {"1", "true"} for tag in tags(tail)
    )


def head_grown(head: bytes, reach: Area | None) -> bytes:
    """What stands before the rows, its dimension grown to take in *reach*."""
    if reach is None:
        return head
    for tag in tags(head):
        if tag.name == b"dimension":
            for old in areas(tag.get(b"ref"))[:1]:
                new = Area(
                    min(old.top, reach.top),
                    min(old.left, reach.left),
                    max(old.bottom, reach.bottom),
                    max(old.right, reach.right),
                )
                if new != old:
                    return spliced(head, [given(head, tag, b"ref", str(new))])
    return head


def table_grown(data: bytes, before: Area, last: int) -> bytes:
    """A table's part, its own range and those of its filter and sorting grown."""
    splices = []
    for tag in tags(data):
        for one in areas(tag.get(b"ref")):
            if tag.name != b"sortCondition" or one.bottom == before.bottom:
                grown = Area(one.top, one.left, last, one.right)
                splices.append(given(data, tag, b"ref", str(grown)))
    return spliced(data, splices)


def table_widened(data: bytes, before: Area, heads: Sequence[str]) -> bytes:
    """A table's part with columns more at its right end, its filter over them too."""
    splices: list[Splice] = []
    listed = tags(data)
    for tag in listed:
        for one in areas(tag.get(b"ref")):
            if tag.name in {b"table", b"autoFilter"} and one.right == before.right:
                wide = Area(one.top, one.left, one.bottom, one.right + len(heads))
                splices.append(given(data, tag, b"ref", str(wide)))
    (holder,) = (tag for tag in listed if tag.name == b"tableColumns")
    columns = [tag for tag in listed if tag.name == b"tableColumn"]
    first = max(int(tag.get(b"id") or 0) for tag in columns) + 1
    prefix = holder.prefix + b":" if holder.prefix else b""
    new = b"".join(
        b"<" + prefix + b'tableColumn id="' + str(number).encode() + b'" name="'
        + quoted(head.replace("\n", "_x000a_")) + b'"/>'
        for number, head in enumerate(heads, first)
    )  # fmt: skip
    splices.append((holder.close, holder.close, new))
    if holder.get(b"count"):
        splices.append(given(data, holder, b"count", str(len(columns) + len(heads))))
    return spliced(data, splices)


def head_widened(head: bytes, before: Area, columns: int) -> bytes:
    """What stands before the rows, new columns as wide and as dressed as the last one."""
    listed = [tag for tag in tags(head) if tag.name == b"col"]
    firsts = {int(tag.get(b"min") or 0) for tag in listed}
    new = set(range(before.right + 1, before.right + columns + 1))
    for tag in listed:
        if int(tag.get(b"max") or 0) == before.right and not firsts & new:
            return spliced(head, [given(head, tag, b"max", str(before.right + columns))])
    return head


def names_grown(data: bytes, sheet: str, grown: Sequence[Grown]) -> bytes:
    """The workbook part, with the names of ranges of *sheet* that ended with a table."""
    splices: list[Splice] = []
    for tag in tags(data):
        if tag.name == b"definedName" and not tag.empty:
            text = html.unescape(data[tag.inner : tag.close].decode())
            new = _name_grown(text, tag, sheet, grown)
            if new != text:
                splices.append((tag.inner, tag.close, html.escape(new, quote=False).encode()))
    return spliced(data, splices)


def _name_grown(text: str, tag: Tag, sheet: str, grown: Sequence[Grown]) -> str:
    printed, filtered = tag.get(b"name") == PRINTED, tag.get(b"name") == FILTERED

    def moved(found: re.Match[str]) -> str:
        title = found[1]
        if title.startswith("'"):
            title = title[1:-1].replace("''", "'")
        if title.casefold() != sheet.casefold():
            return found[0]
        one = Area.of(f"{found[2]}:{found[3]}{found[4]}")
        for before, last in grown:
            overlap = one.left <= before.right and before.left <= one.right
            if filtered and (one.top, one.left) == (before.top, before.left):
                return f"{found[1]}!{found[2]}:{found[3]}{last}"
            within = before.left <= one.left and one.right <= before.right
            ends = one.top <= before.top + 1 and before.bottom <= one.bottom < last
            if ends and overlap and (printed or (within and one.bottom == before.bottom)):
                return f"{found[1]}!{found[2]}:{found[3]}{last}"
        return found[0]

    return _NAMED.sub(moved, text)


def placed(data: bytes, new: bytes, later: Iterable[bytes], root: bytes) -> Splice:
    """The splice that puts *new* into the root before the first of the elements *later*."""
    after = set(later)
    close = len(data)
    for tag in tags(data):
        if tag.name == root and tag.depth == 0:
            close = tag.close
        if tag.depth == 1 and tag.name in after:
            return tag.start, tag.start, new
    return close, close, new


_AFTER_CALCULATION = (
    b"oleSize", b"customWorkbookViews", b"pivotCaches", b"smartTagPr", b"smartTagTypes",
    b"webPublishing", b"fileRecoveryPr", b"webPublishObjects", b"extLst",
)  # fmt: skip


def recalculating(data: bytes) -> bytes:
    """The workbook part, telling Excel to compute everything when it opens the file."""
    prefix = b""
    for tag in tags(data):
        if tag.name == b"workbook" and tag.depth == 0 and tag.prefix:
            prefix = tag.prefix + b":"
        if tag.name == b"calcPr":
            if tag.get(b"fullCalcOnLoad") in {"1", "true"}:
                return data
            return spliced(data, [given(data, tag, b"fullCalcOnLoad", "1")])
    new = b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>'
    return spliced(data, [placed(data, new, _AFTER_CALCULATION, b"workbook")])
