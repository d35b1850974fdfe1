"""Tables. Excel's ListObject is Calc's database range with a header row.

Calc 7.4 has no table styles and drops them when it saves: they are kept beside the workbook (read
from the file when it opens, written back into the file after it is saved; see `table_styles`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from numbers import Number
from typing import Any

from xlwings import base_classes as bc

from xlcalc.boundary import Guarded
from xlcalc.values import rectangle

_FILLED = 1 | 2 | 4 | 16
_ANONYMOUS = "__Anonymous"


def _kept(key: str, default: Any) -> property:
    """A property Calc has no place for, kept beside the workbook."""

    def get(self: Table) -> Any:
        return self.kept.get(key, default)

    def put(self: Table, value: Any) -> None:
        self.kept[key] = value

    return property(get, put)


def _named(titles: Sequence[Any]) -> list[Any]:
    """Return column titles with Excel's names for the empty ones."""
    return [
        title if title not in (None, "") else f"Column{at}" for at, title in enumerate(titles, 1)
    ]


class Table(Guarded, bc.Table):
    def __init__(self, xl: Any, book: Any) -> None:
        self.xl, self.book = xl, book

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.book.remember("table", self.xl.Name)
        return kept

    table_style = _kept("table_style", "TableStyleMedium2")
    show_table_style_row_stripes = _kept("show_table_style_row_stripes", default=True)
    show_table_style_column_stripes = _kept("show_table_style_column_stripes", default=False)
    show_table_style_first_column = _kept("show_table_style_first_column", default=False)
    show_table_style_last_column = _kept("show_table_style_last_column", default=False)

    @property
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        kept = dict(self.kept)
        self.xl.Name = value
        self.kept.update(kept)

    display_name = name

    @property
    def range(self) -> Any:
        return self.book.area(self.xl.DataArea)

    @property
    def parent(self) -> Any:
        return self.range.sheet

    def take(self, area: Any) -> None:
        """Let the table lie on *area*, a range."""
        self.xl.DataArea = area.xl.RangeAddress

    # ---- its parts -------------------------------------------------------------------------

    @property
    def header_row_range(self) -> Any | None:
        area = self.range
        return area.sub(0, 0, 1, area.nc) if self.show_headers else None

    @property
    def totals_row_range(self) -> Any | None:
        area = self.range
        return area.sub(area.nr - 1, 0, 1, area.nc) if self.show_totals else None

    @property
    def data_body_range(self) -> Any | None:
        area = self.range
        above, below = int(self.show_headers), int(self.show_totals)
        if area.nr - above - below < 1 or self.insert_row_range is not None:
            return None
        return area.sub(above, 0, area.nr - above - below, area.nc)

    @property
    def insert_row_range(self) -> Any | None:
        """Return the one empty row of a table without data."""
        area = self.range
        if area.nr != 2 or not self.show_headers:  # noqa: PLR2004 - the header and the empty row
            return None
        body = area.sub(1, 0, 1, area.nc)
        return None if body.xl.queryContentCells(_FILLED).getRangeAddresses() else body

    # ---- switches --------------------------------------------------------------------------

    @property
    def show_headers(self) -> bool:
        return bool(self.xl.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if bool(value) == self.show_headers:
            return
        area = self.range
        if value:
            self.take(area.sub(-1, 0, area.nr + 1, area.nc))
            self.xl.ContainsHeader = True
            titles = self.kept.get("headers") or [None] * area.nc
            area.sub(-1, 0, 1, area.nc).write([_named(titles)])
        else:
            header = area.sub(0, 0, 1, area.nc)
            self.kept["headers"] = rectangle(header.raw_value)[0]
            header.clear_contents()
            self.xl.ContainsHeader = False
            self.take(area.sub(1, 0, area.nr - 1, area.nc))

    @property
    def show_totals(self) -> bool:
        return bool(self.xl.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if bool(value) == self.show_totals:
            return
        area = self.range
        if value:
            self.take(area.sub(0, 0, area.nr + 1, area.nc))
            self.xl.TotalsRow = True
            self._first_totals(area)
        else:
            area.sub(area.nr - 1, 0, 1, area.nc).clear_contents()
            self.xl.TotalsRow = False
            self.take(area.sub(0, 0, area.nr - 1, area.nc))

    def _first_totals(self, area: Any) -> None:
        """Label the new totals row and sum (or count) the last column, as Excel does."""
        last, row = area.nc - 1, area.nr
        if last:
            area.sub(row, 0).write([["Total"]])
        body = rectangle(area.sub(1, last, max(1, row - 1), 1).raw_value)
        numbers = any(isinstance(value, float) for line in body for value in line)
        title = str(area.sub(0, last).raw_value)
        for special in "'[]#@":
            title = title.replace(special, "'" + special)
        area.sub(row, last).formula = f"=SUBTOTAL({109 if numbers else 103},{self.name}[{title}])"

    @property
    def show_autofilter(self) -> bool:
        return bool(self.xl.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.xl.AutoFilter = bool(value)

    @property
    def autofilter(self) -> Any:
        from xlcalc.autofilter import AutoFilter  # noqa: PLC0415 - ranges and tables share it

        return AutoFilter(self.range, table=self)

    # ---- deeds -----------------------------------------------------------------------------

    def resize(self, range: Any) -> None:  # noqa: A002 - xlwings' name
        self.take(getattr(range, "impl", range))
        self.complete_titles()

    def complete_titles(self) -> None:
        """Give empty column titles Excel's names."""
        header = self.header_row_range
        if header is None:
            return
        titles = rectangle(header.raw_value)[0]
        if any(title in (None, "") for title in titles):
            header.write([_named(titles)])

    @property
    def columns(self) -> TableColumns:
        return TableColumns(self)

    @property
    def rows(self) -> TableRows:
        return TableRows(self)

    def sort(self, keys: Sequence[int], ascending: Sequence[bool]) -> None:
        body = self.data_body_range
        if body is not None:
            body.sort(keys, ascending, has_headers=False)

    def delete(self) -> None:
        self.book.xl.DatabaseRanges.removeByName(self.name)


class TableColumn(Guarded, bc.TableColumn):
    def __init__(self, parent: TableColumns, index: int) -> None:
        self.parent, self._index = parent, index

    @property
    def index(self) -> int:
        return self._index

    @property
    def name(self) -> str:
        table = self.parent.table
        header = table.header_row_range
        if header is None:
            return str(table.kept["headers"][self._index - 1])
        return str(header.sub(0, self._index - 1).raw_value)

    @property
    def range(self) -> Any:
        area = self.parent.table.range
        return area.sub(0, self._index - 1, area.nr, 1)

    @property
    def data_body_range(self) -> Any | None:
        body = self.parent.table.data_body_range
        return None if body is None else body.sub(0, self._index - 1, body.nr, 1)

    async def get_range(self) -> Any:
        return self.range

    async def get_data_body_range(self) -> Any:
        return self.data_body_range

    def delete(self) -> None:
        if len(self.parent) == 1:
            raise ValueError("Cannot delete the last table column")
        self.range.delete("left")


class TableColumns(Guarded, bc.TableColumns):
    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def parent(self) -> Table:
        return self.table

    def __len__(self) -> int:
        return int(self.table.range.nc)

    def __call__(self, key: Any) -> TableColumn:
        if isinstance(key, Number):
            if not 1 <= key <= len(self):  # type: ignore[operator] # - a whole number
                raise KeyError(key)
            return TableColumn(self, int(str(key)))
        for each in self:
            if each.name.lower() == str(key).lower():
                return each
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[TableColumn]:
        return iter([TableColumn(self, at + 1) for at in range(len(self))])

    async def get_count(self) -> int:
        return len(self)

    def add(self, name: str | None, index: int | None) -> TableColumn:
        area = self.table.range
        at = len(self) + 1 if index is None else index
        area.sub(0, at - 1, area.nr, 1).insert("right")
        self.table.take(area.sub(0, 0, area.nr, area.nc + 1))
        self.table.range.sub(0, at - 1).write([[name or f"Column{at}"]])
        return TableColumn(self, at)


class TableRow(Guarded, bc.TableRow):
    def __init__(self, parent: TableRows, index: int) -> None:
        self.parent, self._index = parent, index

    @property
    def index(self) -> int:
        return self._index

    @property
    def range(self) -> Any:
        body = self.parent.table.data_body_range
        return body.sub(self._index - 1, 0, 1, body.nc)  # type: ignore[union-attr] # - it has rows

    async def get_range(self) -> Any:
        return self.range

    def delete(self) -> None:
        self.range.delete("up")


class TableRows(Guarded, bc.TableRows):
    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def parent(self) -> Table:
        return self.table

    @property
    def column_count(self) -> int:
        return int(self.table.range.nc)

    def __len__(self) -> int:
        body = self.table.data_body_range
        return 0 if body is None else int(body.nr)

    def __call__(self, key: int) -> TableRow:
        if not 1 <= key <= len(self):
            raise KeyError(key)
        return TableRow(self, key)

    def __iter__(self) -> Iterator[TableRow]:
        return iter([TableRow(self, at + 1) for at in range(len(self))])

    async def get_count(self) -> int:
        return len(self)

    def add(self, values: Sequence[Any] | None, index: int | None) -> TableRow:
        area, above = self.table.range, int(self.table.show_headers)
        if self.table.insert_row_range is not None and index is None:
            at = 1
        else:
            at = len(self) + 1 if index is None else index
            area.sub(above + at - 1, 0, 1, area.nc).insert("down")
            self.table.take(area.sub(0, 0, area.nr + 1, area.nc))
        if values is not None:
            self.table.range.sub(above + at - 1, 0, 1, area.nc).write([list(values)])
        return TableRow(self, at)


class Tables(Guarded, bc.Tables):
    def __init__(self, sheet: Any) -> None:
        self.sheet, self.book = sheet, sheet.book
        self.xl = self.book.xl.DatabaseRanges

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def parent(self) -> Any:
        return self.sheet

    def _own(self) -> list[Table]:
        index = self.sheet.index - 1
        found = [self.xl.getByName(name) for name in self.xl.ElementNames]
        here = [
            each
            for each in found
            if each.DataArea.Sheet == index and not each.Name.startswith(_ANONYMOUS)
        ]
        order = self.book.remember("table order", self.sheet.name)
        here.sort(key=lambda each: (order.get(each.Name, 0), each.TokenIndex))
        return [Table(each, self.book) for each in here]

    def around(self, row: int, column: int) -> Table | None:
        """Return the table a cell lies in."""
        index = self.sheet.index - 1
        for name in self.xl.ElementNames:
            each = self.xl.getByName(name)
            area = each.DataArea
            if (
                area.Sheet == index
                and area.StartRow < row <= area.EndRow + 1
                and area.StartColumn < column <= area.EndColumn + 1
                and not name.startswith(_ANONYMOUS)
            ):
                return Table(each, self.book)
        return None

    def __call__(self, key: Any) -> Table:
        if isinstance(key, Number):
            own = self._own()
            if not 1 <= key <= len(own):  # type: ignore[operator] # - a whole number
                raise KeyError(key)
            return own[int(str(key)) - 1]
        for name in self.xl.ElementNames:
            if name.lower() == str(key).lower() and not name.startswith(_ANONYMOUS):
                found = self.xl.getByName(name)
                if found.DataArea.Sheet == self.sheet.index - 1:
                    return Table(found, self.book)
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self._own())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._own())

    def _free_name(self) -> str:
        number = 1
        while self.xl.hasByName(f"Table{number}"):
            number += 1
        return f"Table{number}"

    def add(
        self,
        source_type: Any = None,  # noqa: ARG002 - Calc knows ranges only
        source: Any = None,
        link_source: Any = None,  # noqa: ARG002 - Calc knows no linked tables
        has_headers: Any = None,
        destination: Any = None,  # noqa: ARG002 - a range is where it is
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        cells = source.impl
        if not has_headers:
            cells.sub(0, 0, 1, cells.nc).insert("down")
            cells = cells.sub(0, 0, cells.nr + 1, cells.nc)
        name = name or self._free_name()
        if self.xl.hasByName(name):
            raise ValueError(f"A table named {name!r} exists")
        if cells.nr == 1:
            cells = cells.sub(0, 0, 2, cells.nc)
        self.xl.addNewByName(name, cells.xl.RangeAddress)
        made = self.xl.getByName(name)
        made.ContainsHeader = True
        made.AutoFilter = True
        table = Table(made, self.book)
        table.complete_titles()
        if table_style_name:
            table.table_style = table_style_name
        return table
