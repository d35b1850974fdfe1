"""A file from elsewhere as plain rows: what it holds, and how that was found out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.places import letters
from comptoir.sheets.closed.refusals import FileMissing
from comptoir.sheets.closed.values import CellError
from comptoir.sheets.imports.encodings import decoded
from comptoir.sheets.imports.refusals import (
    HeadingTwice,
    NoHeadings,
    NoSuchSheet,
    NothingInside,
    UnknownFile,
)
from comptoir.sheets.imports.separated import records_of, separator_of
from comptoir.wording import Said, mark

LOOKED_AT = 20
"""Rows among which the headings are looked for: titles may stand above them."""
FEWEST = 2

Cells = list[object]


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One row, and the line of the file (or row of the sheet) where it begins.

    It has as many cells as there are headings; more where some stand under none.
    """

    line: int
    cells: Cells


@dataclass(frozen=True)
class Foreign:
    """The rows of a file under their headings. *found* says what was detected, with evidence."""

    file: str
    headings: list[str]
    rows: list[ForeignRow]
    found: tuple[Said, ...] = ()

    @cached_property
    def places(self) -> dict[str, int]:
        return {heading: place for place, heading in enumerate(self.headings)}

    def column(self, heading: str) -> Iterator[object]:
        """The cells under *heading*, top to bottom."""
        place = self.places[heading]
        return (row.cells[place] for row in self.rows)

    def letters(self, heading: str) -> str:
        """Where the column stands, as a spreadsheet names it."""
        return letters(self.places[heading] + 1) if heading in self.places else ""


def read_foreign(path: Path, sheet: str | None = None) -> Foreign:
    """Read a CSV, text or Excel file; refusals of ``imports.refusals`` and ``closed.refusals``."""
    if not path.is_file():
        raise FileMissing(file=path.name)
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            return read_separated(path.read_bytes(), path.name)
        case ".xlsx" | ".xlsm":
            return _read_workbook(path, sheet)
    raise UnknownFile(file=path.name)


def read_separated(raw: bytes, file: str) -> Foreign:
    r"""Read the bytes of a file of separated values.

    >>> read = read_separated(b"Ref;Price\n A ;12,5\n", "prices.csv")
    >>> read.headings, [(row.line, row.cells) for row in read.rows]
    (['Ref', 'Price'], [(2, ['A', '12,5'])])
    >>> [said.in_("en") for said in read.found][1]
    'Columns are separated by ; (2 columns in 2 of 2 lines).'
    """
    text, encoding = decoded(raw, file)
    sign, why = separator_of(text)
    lines = [
        (line, [_tidy(cell) for cell in cells]) for line, cells in records_of(text, sign, file)
    ]
    return _headed(lines, file, (encoding, why))


def _tidy(cell: str) -> object:
    text = cell.replace("\u00a0", " ").strip()
    return text or None


def _read_workbook(path: Path, wanted: str | None) -> Foreign:
    """The first sheet with rows, or the one *wanted*; errors are kept as errors."""
    import openpyxl  # noqa: PLC0415 - 150 ms that most commands do without

    with Package(path):
        pass
    shown, typed = (
        openpyxl.load_workbook(path, read_only=True, data_only=computed)
        for computed in (True, False)
    )
    try:
        names = shown.sheetnames
        if wanted is not None and wanted not in names:
            raise NoSuchSheet(file=path.name, sheet=wanted, present=names)
        for name in [wanted] if wanted is not None else names:
            pairs = zip(shown[name].iter_rows(), typed[name].iter_rows(), strict=True)
            lines = [
                (number, [_cell(*both) for both in zip(*rows, strict=True)])
                for number, rows in enumerate(pairs, 1)
            ]
            if sum(any(cell is not None for cell in cells) for _line, cells in lines) >= FEWEST:
                said = Said(mark("Sheet {sheet} was read."), sheet=name)
                return _headed(lines, path.name, (said,))
    finally:
        shown.close()
        typed.close()
    raise NothingInside(file=path.name)


def _cell(shown: object, typed: object) -> object:
    """What a cell shows; errors, and formulas never computed, are kept as errors."""
    value = getattr(shown, "value", None)
    if getattr(shown, "data_type", "") == "e":
        return CellError(str(value))
    if value is None and getattr(typed, "data_type", "") == "f":
        return CellError(str(getattr(typed, "value", "=")))
    return _tidy(value) if isinstance(value, str) else value


def _headed(lines: Sequence[tuple[int, Cells]], file: str, found: tuple[Said, ...]) -> Foreign:
    """The rows under the headings; every row as wide as they are, blank rows left out."""
    filled = [(line, cells) for line, cells in lines if any(c is not None for c in cells)]
    if not filled:
        raise NothingInside(file=file)
    at = _heading_row([cells for _line, cells in filled[:LOOKED_AT]])
    if at is None:
        raise NoHeadings(file=file)
    line, head = filled[at]
    while head and head[-1] is None:
        head = head[:-1]
    headings = [
        str(cell) if cell is not None else f"({letters(place)})"
        for place, cell in enumerate(head, 1)
    ]
    for place, heading in enumerate(headings):
        if heading in headings[:place]:
            raise HeadingTwice(file=file, heading=heading)
    rows = [ForeignRow(one, _as_wide(cells, len(headings))) for one, cells in filled[at + 1 :]]
    if not rows:
        raise NothingInside(file=file)
    said = Said(mark("The headings stand in line {line}."), line=line)
    return Foreign(file, headings, rows, (*found, said))


def _as_wide(cells: Cells, wide: int) -> Cells:
    """Cells to the last heading at least; beyond it only where something is there."""
    return (cells + [None] * wide)[: max(wide, _width(cells))]


def _width(cells: Cells) -> int:
    """How many columns the row really has."""
    return max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)


def _heading_row(rows: Sequence[Cells]) -> int | None:
    """The first row that holds nothing but words, in more than half of the columns."""
    filled = [[cell for cell in cells if cell is not None] for cells in rows]
    widest = max(map(len, filled))
    for at, cells in enumerate(filled):
        if len(cells) * 2 > widest and _all_words(cells):
            return at
    return None


def _all_words(cells: Cells) -> bool:
    return all(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in cells)
