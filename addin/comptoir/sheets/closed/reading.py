"""Tables of a closed workbook, read fast: values by calamine, marks by our own eyes.

Calamine gives the values of a sheet in one go. It does not tell an error from a
blank cell, nor which cells are computed; these come from a scan of the same bytes.
A sheet calamine would need too much memory for (a stray cell in the last row and
column is enough) is read cell by cell instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook

from comptoir.sheets.closed.marks import Marks, Place, glance, marks_of
from comptoir.sheets.closed.outline import Name, Outline, Sheet, Table, outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.places import LAST_COLUMN, LAST_ROW, Area, a1
from comptoir.sheets.closed.refusals import TableTorn
from comptoir.sheets.closed.rows import sheet_stream
from comptoir.sheets.closed.shared import all_texts
from comptoir.sheets.closed.values import CellError, Reading, Value, blank, meanings
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table as the file shows it.

    ``heads``: the headings, one for each column. ``rows``: a list of values for each
    row between heading and totals, blank rows included; a blank cell is ``""``, a
    number is a float. ``numbers``: the row of the sheet each of them stands in.
    ``computed``: headings whose column has a formula of its own. ``formulas``: places
    (index in ``rows``, index in ``heads``) of cells that hold a formula; their value is
    the one last computed. ``uncomputed``: those of them the program that wrote the
    file left without a value. ``print``: the fingerprint of the file at that moment,
    for :func:`patch` to see that it is still the same.
    """

    name: str
    sheet: str
    ref: str
    heads: list[str]
    rows: list[list[Value]]
    numbers: list[int]
    computed: frozenset[str] = frozenset()
    formulas: frozenset[Place] = frozenset()
    uncomputed: frozenset[Place] = frozenset()
    print: str = ""

    def filled(self) -> Iterator[tuple[int, list[Value]]]:
        """Index and values of the rows that are not blank, formulas apart."""
        for at, row in enumerate(self.rows):
            if any(
                not blank(value) and (at, column) not in self.formulas
                for column, value in enumerate(row)
            ):
                yield at, row


def read_table(path: Path, name: str) -> TableShown:
    """Read the table *name* of a closed workbook; faults as in :mod:`refusals`."""
    return next(iter(read_tables(path, [name]).values()))


def read_tables(path: Path, names: Collection[str] | None = None) -> dict[str, TableShown]:
    """Read the tables *names* (all of them, when none is given) in one pass.

    The answer is in the order of *names* and under the names the file gives them.
    """
    with Package(path) as package:
        found = outline(package)
        wanted = (
            list(found.tables.values())
            if names is None
            else [found.table(name, package.file) for name in names]
        )
        reader = _Reader(package, found)
        shown: dict[str, TableShown] = {}
        for sheet in found.sheets:
            here = [table for table in wanted if table.sheet == sheet.name]
            if here:
                shown |= reader.tables(sheet, here)
        return {table.name: shown[table.name] for table in wanted}


def read_outline(path: Path) -> tuple[frozenset[str], tuple[Name, ...]]:
    """The titles of a workbook's sheets, and its names."""
    with Package(path) as package:
        found = outline(package)
        return frozenset(sheet.name for sheet in found.sheets), found.names


def read_sheet(path: Path, name: str) -> list[list[Value]] | None:
    """The cells of a whole sheet from A1, ragged rows; ``None`` where there is no such sheet.

    For small sheets such as a very-hidden one that remembers.
    """
    with Package(path) as package:
        found = outline(package)
        sheet = found.sheet(name)
        return None if sheet is None else sheet_rows(package, found, sheet)


def sheet_rows(package: Package, found: Outline, sheet: Sheet) -> list[list[Value]]:
    """The cells of *sheet* from A1; a row ends at its last cell with a value."""
    rows: list[list[Value]] = []
    for row, column, value, _computed in cells_in(package, found, sheet):
        if blank(value):
            continue
        rows.extend([] for _ in range(row - len(rows)))
        rows[row - 1].extend([""] * (column - len(rows[row - 1])))
        rows[row - 1][column - 1] = value
    return rows


def cells_in(
    package: Package,
    found: Outline,
    sheet: Sheet,
    area: Area = Area(1, 1, LAST_ROW, LAST_COLUMN),  # noqa: B008 - frozen
) -> Iterator[tuple[int, int, Value, bool]]:
    """Row, column, value and whether computed, of the cells in *area*, one after the other."""
    shared = all_texts(package, found.parts.get("sharedStrings"))
    styles = meanings(package, found.parts.get("styles"))
    with sheet_stream(package, sheet.part) as stream:
        reading = Reading(stream.words, shared, styles, found.from_1904)
        number = 0
        for block in stream.blocks():
            for row in stream.rows(block, number):
                number = row.number
                if not area.top <= number <= area.bottom:
                    continue
                for cell in stream.cells(block[row.start : row.end]):
                    if area.left <= cell.column <= area.right:
                        computed = stream.words.formula.search(cell.inner) is not None
                        yield number, cell.column, reading.value(cell), computed


class _Reader:
    """Reads the sheets of one opened workbook; opens calamine when it is first needed."""

    def __init__(self, package: Package, found: Outline) -> None:
        self.package, self.outline = package, found
        self._calamine: CalamineWorkbook | None = None
        self._print = package.print

    def tables(self, sheet: Sheet, tables: list[Table]) -> dict[str, TableShown]:
        seen = glance(self.package, sheet.part)
        if seen.fits:
            values, marks = self._both(sheet) if seen.marked else (self._grid(sheet), Marks())
            if values is not None and marks.placed:
                return {one.name: self._cut(one, values, marks) for one in tables}
        return {one.name: self._slowly(sheet, one) for one in tables}

    def _both(self, sheet: Sheet) -> tuple[list[list[Value]] | None, Marks]:
        """Values and marks at once: calamine reads without holding Python up."""
        with ThreadPoolExecutor(1) as beside:
            grid = beside.submit(self._grid, sheet)
            marks = marks_of(self.package, sheet.part)
            return grid.result(), marks

    def _grid(self, sheet: Sheet) -> list[list[Value]] | None:
        try:
            if self._calamine is None:
                self._calamine = CalamineWorkbook.from_path(self.package.path)
            found = self._calamine.get_sheet_by_name(sheet.name)
            return cast("list[list[Value]]", found.to_python(skip_empty_area=False))
        except CalamineError:
            return None

    def _cut(self, table: Table, grid: list[list[Value]], marks: Marks) -> TableShown:
        """The rectangle of a table out of all values of its sheet."""
        area, body = table.area, table.body
        rows = _rectangle(grid, body)
        for (row, column), code in marks.errors.items():
            if (row, column) in body:
                rows[row - body.top][column - body.left] = CellError(code)
        (heads,) = _rectangle(grid, Area(area.top, area.left, area.top, area.right))
        return self._shown(table, heads, rows, marks.formulas)

    def _slowly(self, sheet: Sheet, table: Table) -> TableShown:
        """The same, cell by cell."""
        top, left = table.area.top, table.area.left
        grid = _rectangle([], table.area)
        formulas: dict[Place, bool] = {}
        for row, column, value, computed in cells_in(self.package, self.outline, sheet, table.area):
            grid[row - top][column - left] = "" if value is None else value
            if computed:
                formulas[row, column] = value is not None
        rows = grid[table.headings : len(grid) - table.totals]
        return self._shown(table, grid[0], rows, formulas)

    def _shown(
        self,
        table: Table,
        heads: list[Value],
        rows: list[list[Value]],
        formulas: Mapping[Place, bool],
    ) -> TableShown:
        whole(table, heads, self.package.file)
        body = table.body
        inside = {
            (row - body.top, column - body.left): known
            for (row, column), known in formulas.items()
            if (row, column) in body
        }
        return TableShown(
            name=table.name,
            sheet=table.sheet,
            ref=str(table.area),
            heads=list(table.heads),
            rows=rows,
            numbers=list(range(body.top, body.bottom + 1)),
            computed=frozenset(one.name for one in table.columns if one.formula is not None),
            formulas=frozenset(inside),
            uncomputed=frozenset(place for place, known in inside.items() if not known),
            print=self._print,
        )


def _rectangle(grid: list[list[Value]], area: Area) -> list[list[Value]]:
    """The values of *area*, with blanks where *grid* does not reach."""
    left, width = area.left - 1, area.right - area.left + 1
    rows = grid[area.top - 1 : area.bottom]
    if left or (rows and len(rows[0]) > width):
        rows = [row[left : area.right] for row in rows]
    if rows and len(rows[0]) < width:
        for row in rows:
            row.extend([""] * (width - len(row)))
    missing = area.bottom - area.top + 1 - len(rows)
    rows.extend([""] * width for _ in range(missing))
    return rows


def whole(table: Table, heads: list[Value], file: str) -> None:
    """Check that a table is in one piece: its headings stand in the cells; else ``TableTorn``."""
    why = None
    if table.headings != 1:
        why = Said("it has no heading row")
    elif len(table.columns) != table.area.right - table.area.left + 1:
        why = Said("it has not as many headings as columns")
    elif table.body.bottom < table.body.top:
        why = Said("it has no rows")
    else:
        for column, (told, seen) in enumerate(zip(table.heads, heads, strict=True)):
            if _squeezed(told) != _squeezed(seen):
                cell = a1(table.area.top, table.area.left + column)
                why = Said("{cell} should hold the heading “{told}”", cell=cell, told=told)
                break
    if why is not None:
        raise TableTorn(file=file, table=table.name, why=why)


def _squeezed(heading: Value) -> str:
    """A heading without regard to spaces and line ends; programs differ in these."""
    if isinstance(heading, float) and heading.is_integer():
        heading = int(heading)
    return "".join(str(heading or "").split())
