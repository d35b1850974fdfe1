"""What calamine does not tell about a sheet: formulas, errors, and how far it reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.places import LAST_COLUMN
from comptoir.sheets.closed.rows import CHUNK, WORKSHEET, SheetStream, prefix_of, sheet_stream

DENSE = 30_000_000
_ERROR = re.compile(rb't="e"'), re.compile(rb"t='e'")
_WIDE, _WIDER = re.compile(rb"r=[\"'][A-Z]{2}"), re.compile(rb"r=[\"'][A-Z]{3}")
EDGE = 40
"""Bytes that two looks have in common, so that nothing hides between them."""
_ROW = rb"""row\b[^>]*?\br=["'](\d+)["']"""

Place = tuple[int, int]


@dataclass(slots=True)
class Marks:
    """Cells (row, column) with a formula (``True``: with a value) and with an error."""

    formulas: dict[Place, bool] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Glance:
    """Whether a sheet fits in memory as a rectangle, and whether anything in it is marked."""

    fits: bool
    marked: bool


def glance(package: Package, part: str) -> Glance:
    """Look a worksheet *part* over once, as cheaply as that can be done."""
    edge, wide, marked = b"", False, False
    with package.open(part) as stream:
        data = stream.read(CHUNK)
        signs = _signs(data, package.file, part)
        while data:
            data = edge + data
            wide = wide or _WIDE.search(data) is not None
            marked = marked or any(sign in data for sign in signs)
            edge = data[-EDGE:]
            data = b"" if wide and marked else stream.read(CHUNK)
    # 26 columns fit, however far down they reach
    return Glance(not wide or _reach(package, part) <= DENSE, marked)


def _signs(head: bytes, file: str, part: str) -> tuple[bytes, ...]:
    """What the bytes of a sheet hold where a formula or an error is."""
    prefix = prefix_of(head, WORKSHEET, file, part)
    errors = (b't="e"', b"t='e'") if b"='" in head[:2000] else (b't="e"',)
    return b"<" + prefix + b"f", *errors


def _reach(package: Package, part: str) -> int:
    """The number of cells of that rectangle, counted generously."""
    last, wider = 0, False
    with sheet_stream(package, part) as stream:
        number = re.compile(rb"<" + re.escape(stream.prefix) + _ROW)
        for block in stream.blocks():
            wider = wider or _WIDER.search(block) is not None
            last = max(last, max(map(int, number.findall(block)), default=0))
    return last * (LAST_COLUMN if wider else 702)


def marks_of(package: Package, part: str) -> Marks:
    """Scan the worksheet *part*; it only stops where a mark may be."""
    marks = Marks()
    with sheet_stream(package, part) as stream:
        formula = re.compile(rb"<" + re.escape(stream.prefix) + rb"f\b")
        opening = b"<" + stream.prefix + b"f"
        for block in stream.blocks():
            if opening in block:
                for found in formula.finditer(block):
                    _mark(marks, stream, block, found.start())
            for error in _ERROR:
                for found in error.finditer(block):
                    _mark(marks, stream, block, found.end())
    return marks


def _mark(marks: Marks, stream: SheetStream, block: bytes, inside: int) -> None:
    """Note the cell whose bytes are around *inside*."""
    found = stream.cell_around(block, inside)
    if found is None:
        marks.placed = False
        return
    row, cell = found
    at, given, inner = (row, cell.column), cell.given, cell.inner
    value = stream.words.value.search(inner)
    if stream.words.formula.search(inner):
        marks.formulas[at] = value is not None and bool(value[1] or given.get(b"t") == b"str")
    if given.get(b"t") == b"e" and value is not None:
        marks.errors[at] = (value[1] or b"").decode()
