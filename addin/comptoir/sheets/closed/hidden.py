"""A very-hidden sheet that remembers: its rows replaced, or the sheet made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from comptoir.sheets.closed.outline import RELATIONS, TRANSITIONAL, Outline, Sheet
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.parts import Parts
from comptoir.sheets.closed.places import Area
from comptoir.sheets.closed.reading import sheet_rows
from comptoir.sheets.closed.refusals import LockedStructure, NotAValue
from comptoir.sheets.closed.rows import SheetStream
from comptoir.sheets.closed.splice import Splicer
from comptoir.sheets.closed.tags import given, quoted, spliced, tags
from comptoir.sheets.closed.values import Reading, Value, blank, same, writable
from comptoir.sheets.closed.wishes import Put, Wishes

WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def remembers(
    package: Package, outline: Outline, sheet: Sheet, rows: Sequence[Sequence[Value]]
) -> bool:
    """Whether a sheet holds these *rows* already."""
    found = sheet_rows(package, outline, sheet)
    width = max((len(row) for row in (*rows, *found)), default=0)
    height = max(len(rows), len(found))
    return all(
        same(_at(rows, row, column), _at(found, row, column))
        for row in range(height)
        for column in range(width)
    )


def _at(rows: Sequence[Sequence[Value]], row: int, column: int) -> Value:
    if row < len(rows) and column < len(rows[row]):
        return rows[row][column]
    return None


def check(rows: Sequence[Sequence[Value]], sheet: str) -> None:
    """Refuse what no cell can hold."""
    for row in rows:
        for value in row:
            if not writable(value):
                raise NotAValue(value=repr(value)[:60], heading="—", table=sheet)


def filled(
    part: IO[bytes], name: str, package: Package, outline: Outline, rows: Sequence[Sequence[Value]]
) -> bytes:
    """A worksheet *part* with *rows* in the place of its own."""
    stream = SheetStream(part, package.file, name)
    for _block in stream.blocks():
        pass
    reading = Reading(stream.words, {}, (), outline.from_1904)
    made = Splicer(stream, reading, _wishes(rows)).all_new()
    head = stream.head
    for tag in tags(head):
        if tag.name == b"dimension":
            head = spliced(head, [given(head, tag, b"ref", _extent(rows))])
    return head + made + stream.tail


def _wishes(rows: Sequence[Sequence[Value]]) -> Wishes:
    wishes = Wishes()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if not blank(value):
                wishes.put(number, column, Put(value))
    return wishes


def _extent(rows: Sequence[Sequence[Value]]) -> str:
    width = max((len(row) for row in rows), default=0)
    return str(Area(1, 1, max(len(rows), 1), max(width, 1)))


def blank_sheet(space: str) -> bytes:
    """A worksheet part with nothing in it."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{space}"><dimension ref="A1"/><sheetData></sheetData></worksheet>'
    ).encode()


def created(parts: Parts, outline: Outline, name: str) -> str:
    """Put a very-hidden sheet called *name* into the workbook; returns the name of its part."""
    if outline.locked:
        raise LockedStructure(file=parts.package.file, sheet=name)
    part = parts.free_name("xl/worksheets/sheet{}.xml")
    own = parts.relate(outline.book, "worksheet", part)
    parts.declare(part, WORKSHEET)
    book = parts.read(outline.book)
    found = tags(book)
    used = [int(tag.get(b"sheetId") or 0) for tag in found if tag.name == b"sheet"]
    (sheets,) = (tag for tag in found if tag.name == b"sheets")
    prefix = sheets.prefix + b":" if sheets.prefix else b""
    kinds = RELATIONS.get(outline.space, RELATIONS[TRANSITIONAL])
    new = (
        b"<" + prefix + b'sheet xmlns:r="' + kinds.encode() + b'" name="' + quoted(name)
        + b'" sheetId="' + str(max(used) + 1).encode() + b'" state="veryHidden" r:id="'
        + own.encode() + b'"/>'
    )  # fmt: skip
    parts.changed[outline.book] = spliced(book, [(sheets.close, sheets.close, new)])
    return part
