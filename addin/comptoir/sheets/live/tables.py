"""One table of ours in an open workbook: read whole, changed where it differs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from comptoir.records.kinds import Day, tidy
from comptoir.sheets.books import as_columns
from comptoir.sheets.closed import TableShown
from comptoir.sheets.differences import Differences, differences
from comptoir.sheets.layout import SheetLayout
from comptoir.sheets.live import blocks
from comptoir.sheets.live.refusals import ChangedMeanwhile
from comptoir.sheets.reading import Fault, TableRead
from comptoir.sheets.views import View
from comptoir.wording import Said, mark

BRIDGE = 400
"""Rows that are sooner written along than spared: one call costs as much as so many cells."""
MERGED = mark(
    "Cells of the table {table} are merged: its rows cannot be told apart. Nothing was saved."
    " Take the merging back, then try again."
)


@dataclass(slots=True)
class LiveTable:
    """A table as it was read. *columns* are its cells by field or heading."""

    layout: SheetLayout
    table: Any
    book: str
    read: TableRead
    heads: list[str] = field(default_factory=list)
    sheet: Any = None
    _corner: tuple[Any, int, int] | None = None
    """Sheet, row and column of the first cell under the headings, while it is being shown."""

    @property
    def names(self) -> list[str]:
        """The field, or the user's heading, of each column of the sheet."""
        named = {column.heading: column.field for column in self.layout.columns}
        return [named.get(heading, heading) for heading in self.heads]

    # -- showing ---------------------------------------------------------------------------

    def show(self, view: View, placed: Mapping[int, str]) -> int:
        """Write what differs from *view*; how many cells and rows that were."""
        wanted = differences(self.read, view, placed)
        if wanted.homeless:
            self._add_columns(wanted.homeless)
            wanted = differences(self.read, view, placed)
        if wanted.none:
            return 0
        places = self._places_for(wanted)
        by_column = self._by_column(wanted, places)
        known = len(self.read.rows)
        self._corner = None
        self._check_unmoved({at for cells in by_column.values() for at in cells if at < known})
        grown = max(places, default=-1) + 1 - known
        if grown > 0:
            self._grow(grown)
        for name, cells in by_column.items():
            old = {at: value for at, value in cells.items() if at < known}
            self._write_column(name, old)
        if grown > 0:
            self._write_new(by_column, known, known + grown)
        return len(wanted.cells) + len(wanted.rows) + len(wanted.emptied)

    def extent(self, view: View) -> int:
        """About how many cells a showing may write."""
        return max(0, len(view.keys) - len(self.read.rows)) * len(self.heads)

    def _check_unmoved(self, touched: Collection[int]) -> None:
        """Refuse where rows moved since they were read: they would be written over.

        The rows *touched* are looked at, and the last, below which new ones come.
        """
        key, last = self.read.record.key, len(self.read.rows) - 1
        first = min(touched, default=last)
        now = blocks.column(self._column(key, first, last))
        if now != self.read.columns[key][first:]:
            raise ChangedMeanwhile(sheet=self.read.sheet, name=self.book)

    def _places_for(self, wanted: Differences) -> list[int]:
        """Where each new row goes: rows that were emptied, blank rows at the end, then below."""
        free = sorted(wanted.emptied) + list(range(self._filled(), len(self.read.rows)))
        places = free[: len(wanted.rows)]
        return places + [len(self.read.rows) + at for at in range(len(wanted.rows) - len(places))]

    def _filled(self) -> int:
        """How many rows there are down to the last with anything in it."""
        columns = [*self.read.columns.values(), *self.read.custom.values()]
        rows = len(self.read.rows)
        while rows and all(tidy(cells[rows - 1]) is None for cells in columns):
            rows -= 1
        return rows

    def _by_column(
        self, wanted: Differences, places: Sequence[int]
    ) -> dict[str, dict[int, object]]:
        """What to write, by column and by position in the table."""
        found: dict[str, dict[int, object]] = {name: {} for name in self.names}
        for name, cells in found.items():
            held = self._cells(name)
            for at in wanted.emptied:
                if (at, name) not in self.read.formulas and held[at] is not None:
                    cells[at] = None
        for (at, name), value in wanted.cells.items():
            found[name][at] = value
        for at, row in zip(places, wanted.rows, strict=True):
            for name, value in row.items():
                if (at, name) not in self.read.formulas:
                    found[name][at] = value
        return found

    def _cells(self, name: str) -> list[object]:
        return self.read.columns[name] if name in self.read.columns else self.read.custom[name]

    def _write_column(self, name: str, cells: Mapping[int, object]) -> None:
        """Write cells of one column among its present ones, in few blocks."""
        if not cells:
            return
        known = self._cells(name)
        apart = [at for at, named in self.read.formulas if named == name]
        places = sorted(cells)
        for first, last in blocks.runs(places, BRIDGE, apart):
            values = known[first : last + 1]
            for at in places[bisect_left(places, first) : bisect_right(places, last)]:
                values[at - first] = cells[at]
            blocks.write(self._column(name, first, last), [values])

    # -- growing ---------------------------------------------------------------------------

    def _grow(self, rows: int) -> None:
        """Let the table reach *rows* rows further down; what stands below it is moved down."""
        area = self.table.range
        top, left, high, wide = area.row, area.column, area.rows.count, area.columns.count
        totals = int(bool(self.table.show_totals))
        sheet = area.sheet
        below = sheet.range((top + high, left), (top + high + rows - 1, left + wide - 1))
        if totals or any(value is not None for row in blocks.plain(below) for value in row):
            first = top + high - totals
            sheet.range((first, left), (first + rows - 1, left + wide - 1)).insert("down")
        self.table.resize(sheet.range((top, left), (top + high + rows - 1, left + wide - 1)))

    def _write_new(self, by_column: dict[str, dict[int, object]], first: int, stop: int) -> None:
        """Write the rows *first* to *stop*, all of them new, in one block to the run of columns."""
        names = self.names
        formulas = self._formula_columns(first)
        for name in names:
            self._dress(name, first, stop - 1)
        for start, end in blocks.runs(
            [at for at, name in enumerate(names) if name not in formulas], 1
        ):
            new = range(first, stop)
            columns = [list(map(by_column[name].get, new)) for name in names[start : end + 1]]
            blocks.write(self._area(first, stop - 1, start, end), columns)
        for name in formulas:
            above = self._column(name, first - 1, first - 1)
            above.copy(self._column(name, first, stop - 1))

    def _formula_columns(self, rows: int) -> set[str]:
        """The user's columns whose last row is worked out: new rows are worked out as well."""
        return {name for name in self.read.custom if (rows - 1, name) in self.read.formulas}

    def _form(self, name: str) -> str:
        own = name in self.read.custom
        return "General" if own else self.layout.column(name).form

    def _dress(self, name: str, first: int, last: int) -> None:
        """Give new cells of a column of ours its number format, where they have another."""
        form = self._form(name)
        area = self._column(name, first, last)
        if name not in self.read.custom and area.number_format != form:
            area.number_format = form

    def _add_columns(self, headings: Sequence[str]) -> None:
        """Show colleagues' own columns that this sheet has not, at the table's right end."""
        area = self.table.range
        top, left, high, wide = area.row, area.column, area.rows.count, area.columns.count
        sheet, more = area.sheet, len(headings)
        beside = sheet.range((top, left + wide), (top + high - 1, left + wide + more - 1))
        if any(value is not None for row in blocks.plain(beside) for value in row):
            beside.insert("right")
            beside = sheet.range((top, left + wide), (top + high - 1, left + wide + more - 1))
        sheet.range((top, left), (top + high - 1, left + wide - 1)).columns[wide - 1].copy(beside)
        beside.clear_contents()
        heads = beside.rows[0]
        heads.raw_value = [[f"'{heading}" for heading in headings]]
        self.table.resize(sheet.range((top, left), (top + high - 1, left + wide + more - 1)))
        self.heads += headings
        blank: dict[str, list[object]] = {h: [None] * len(self.read.rows) for h in headings}
        self.read = _with_custom(self.read, blank)

    # -- places ----------------------------------------------------------------------------

    def _column(self, name: str, first: int, last: int) -> Any:
        at = self.names.index(name)
        return self._area(first, last, at, at)

    def _area(self, first: int, last: int, left: int, right: int) -> Any:
        if self._corner is None:
            head = self.table.range
            self._corner = head.sheet, head.row + 1, head.column
        sheet, row, column = self._corner
        return sheet.range((row + first, column + left), (row + last, column + right))


def _with_custom(read: TableRead, more: Mapping[str, list[object]]) -> TableRead:
    return TableRead(
        read.record,
        read.sheet,
        read.rows,
        read.columns,
        {**read.custom, **more},
        read.letters,
        read.formulas,
        read.torn,
    )


def read_table(layout: SheetLayout, table: Any, book: str) -> LiveTable:
    """Read a table in few calls, whatever is hidden or filtered in it."""
    area = table.range
    sheet = area.sheet.name
    heads, columns = _split(table, area)
    titles = ["" if cell is None else str(cell) for cell in heads]
    first, rows = area.row + 1, len(columns[0])
    shown = TableShown(
        name=layout.table,
        sheet=sheet,
        ref=area.get_address(row_absolute=False, column_absolute=False),
        heads=titles,
        rows=[],
        numbers=list(range(first, first + rows)),
        formulas=frozenset((row - 1, at) for row, at in blocks.formula_places(area) if row),
    )
    read = as_columns(layout, shown, columns)
    if area.merge_cells is not False:
        said = Said(MERGED, table=layout.title)
        torn = Fault(f"{sheet}!{shown.ref}", "", "", said, "MERGED")
        read = TableRead(layout.record, sheet, [], {}, torn=(torn,))
    if not read.torn:
        read = _understood(read, layout, area, titles)
    return LiveTable(layout, table, book, read, titles, area.sheet)


def _split(table: Any, area: Any) -> tuple[list[object], list[list[object]]]:
    """The headings, and the columns between them and the totals."""
    heads, columns = blocks.table(area)
    return heads, [cells[:-1] for cells in columns] if table.show_totals else columns


def _understood(read: TableRead, layout: SheetLayout, area: Any, heads: Sequence[str]) -> TableRead:
    """Serial numbers in columns of dates as days; the user's own columns as their cells show."""
    columns = {
        name: blocks.days(cells) if isinstance(read.record.by_name[name].kind, Day) else cells
        for name, cells in read.columns.items()
    }
    ours = {column.heading for column in layout.columns}
    custom = {
        head: [row[0] for row in blocks.typed(area.columns[at])][1 : len(read.rows) + 1]
        for at, head in enumerate(heads)
        if head not in ours
    }
    return TableRead(
        read.record, read.sheet, read.rows, columns, custom, read.letters, read.formulas
    )
