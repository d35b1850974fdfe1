"""Cells in blocks, as numbers and texts: the fastest that Excel and Calc offer, and exact.

A date is its serial number here, as both programs keep it: no clock and no currency stands
between a cell and its value. Each program has its own name for this, hence the two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from comptoir.sheets.closed.values import CellError
from comptoir.sheets.drawing.sheet import serial

Rows = list[list[object]]
Place = tuple[int, int]
"""A row and a column inside a range, from 0."""

EXCEL_ERRORS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - civil time, as in a sheet
_LAST_SERIAL = 2_958_466
_FORMULAS = -4123
_ANY_FORMULA = 7
_ANY_CONTENT = 1 | 2 | 4 | 16
"""Numbers, dates, texts and formulas, as Calc counts them."""
_TALL = 2_000
"""Rows of a table from which it pays to ask which of its columns are blank."""
_ERRORS_ASKED = 50
"""Errors that are told by name; a sheet with more is refused all the same."""


def in_calc(cells: Any) -> bool:
    """Whether a range or a sheet lies in Calc.

    Excel is not asked for what it may not have: xlwings lets its refusal through, as no
    ``AttributeError``.
    """
    return type(cells.impl).__module__.startswith("xlcalc.")


def on_mac(cells: Any) -> bool:
    """Whether a range or a sheet lies in Excel on a Mac, which is driven by AppleScript."""
    return type(cells.impl).__module__ == "xlwings._xlmac"


def plain(cells: Any) -> Rows:
    """The cells of a range as rows of float, str, bool, `CellError` and None."""
    if in_calc(cells):
        return _of_calc(cells)
    if on_mac(cells):
        return [[_as_serial(value) for value in row] for row in typed(cells)]
    found = cells.api.Value2
    rows = found if isinstance(found, tuple) else ((found,),)
    return [[_of_excel(value) for value in row] for row in rows]


def table(cells: Any) -> tuple[list[object], list[list[object]]]:
    """The headings of a range, its first row, and what stands below, column by column.

    As `plain` gives them. In Calc, where a call costs little beside a hundred thousand cells,
    columns without anything in them are not even fetched.
    """
    if not in_calc(cells):
        heads, *body = plain(cells)
        return heads, list(map(list, zip(*body, strict=True))) or [[] for _ in heads]
    high, wide = cells.shape
    if high < _TALL:
        heads, *body = cells.api.getDataArray()
        parts = [(0, body)] if body else []
    else:
        heads = cells.api.getCellRangeByPosition(0, 0, wide - 1, 0).getDataArray()[0]
        parts = list(_filled_parts(cells.api, high, wide))
    columns: list[list[object]] = [[None] * (high - 1) for _ in range(wide)]
    failed = False
    for first, rows in parts:
        for at, found in enumerate(zip(*rows, strict=True), first):
            failed = failed or None in found
            columns[at] = [None if value == "" else value for value in found]
    if failed:
        _name_errors(cells, partial(_put_below, columns))
    return [None if head == "" else head for head in heads], columns


def _filled_parts(area: Any, high: int, wide: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """The cells under the headings, but for columns that are blank: parts side by side."""
    filled = [
        at
        for at in range(wide)
        if area.getCellRangeByPosition(at, 1, at, high - 1)
        .queryContentCells(_ANY_CONTENT)
        .hasElements()
    ]
    for first, last in runs(filled, 1):
        yield first, area.getCellRangeByPosition(first, 1, last, high - 1).getDataArray()


def column(cells: Any) -> list[object]:
    """The cells of one column, as `plain` gives them; errors need not be told apart."""
    if in_calc(cells):
        return [row[0] or None for row in cells.api.getDataArray()]
    return [row[0] for row in plain(cells)]


def _as_serial(value: object) -> object:
    """AppleScript gives days as days; a cell keeps a number."""
    return serial(value) if isinstance(value, date) else value


def _of_excel(value: object) -> object:
    if type(value) is int:
        return CellError(EXCEL_ERRORS.get(value, "#VALUE!"))
    return None if value == "" else value


def _of_calc(cells: Any) -> Rows:
    failed = 0
    rows: Rows = []
    for row in cells.api.getDataArray():
        failed += row.count(None)
        rows.append([None if value == "" else value for value in row] if "" in row else list(row))
    if failed:
        _name_errors(cells, partial(_put, rows))
    return rows


def _put(rows: Rows, row: int, column: int, error: CellError) -> None:
    rows[row][column] = error


def _put_below(columns: Sequence[list[object]], row: int, column: int, error: CellError) -> None:
    """Put an error into columns that begin under the headings."""
    if row:
        columns[column][row - 1] = error


def _name_errors(cells: Any, put: Callable[[int, int, CellError], None]) -> None:
    """In Calc an error is a cell without a value; its name is asked for, cell by cell."""
    asked = 0
    for row, column in sorted(_places(cells, cells.api.queryFormulaCells(4))):
        name = "#VALUE!"
        if asked < _ERRORS_ASKED:
            asked += 1
            name = cells[row, column].options(err_to_str=True).value
        put(row, column, CellError(str(name)))


def formula_places(cells: Any) -> set[Place]:
    """The cells of a range that hold a formula."""
    if in_calc(cells):
        return _places(cells, cells.api.queryFormulaCells(_ANY_FORMULA))
    if on_mac(cells):
        return _written_so(cells.formula)
    api = cells.api
    if api.HasFormula is False:
        return set()
    if api.Count == 1:
        return {(0, 0)}
    top, left = api.Row, api.Column
    return {
        (area.Row - top + row, area.Column - left + column)
        for area in api.SpecialCells(_FORMULAS).Areas
        for row in range(area.Rows.Count)
        for column in range(area.Columns.Count)
    }


def _written_so(formulas: object) -> set[Place]:
    """The places of the formulas among what the cells hold, as xlwings gives it.

    >>> sorted(_written_so((("EX-1", "=A1+1"), ("=1", ""))))
    [(0, 1), (1, 0)]
    """
    rows = formulas if isinstance(formulas, tuple) else ((formulas,),)
    return {
        (row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if str(cell).startswith("=")
    }


def _places(cells: Any, found: Any) -> set[Place]:
    top, left = cells.row - 1, cells.column - 1
    return {
        (row - top, column - left)
        for area in found.getRangeAddresses()
        for row in range(area.StartRow, area.EndRow + 1)
        for column in range(area.StartColumn, area.EndColumn + 1)
    }


def typed(cells: Any) -> Rows:
    """The cells of a range with dates told apart: for columns whose meaning nobody declared."""
    rows = cells.options(ndim=2, err_to_str=True).value
    return [[_told_apart(value) for value in row] for row in rows]


def _told_apart(value: object) -> object:
    if isinstance(value, str):
        return CellError(value) if value in EXCEL_ERRORS.values() else value or None
    return float(value) if isinstance(value, Decimal) else value


def protected(sheet: Any) -> bool:
    """Whether a sheet is protected."""
    if in_calc(sheet):
        return bool(sheet.api.isProtected())
    if on_mac(sheet):
        return bool(sheet.api.protect_contents.get())
    return bool(sheet.api.ProtectContents)


def days(column: Sequence[object]) -> list[object]:
    """A column of dates: serial numbers become days, whatever else stands there stays."""
    kinds = set(map(type, column))
    if float not in kinds:
        return list(column)
    if bool in kinds:  # True would be found as 1.0 is
        return [day_of(one) if type(one) is float else one for one in column]
    known = {one: day_of(one) if type(one) is float else one for one in set(column)}
    return list(map(known.__getitem__, column))


def day_of(number: float) -> object:
    """The day, or the moment, of a serial number; a number that is none stays one.

    >>> day_of(46349.0), day_of(46349.5), day_of(0.5)
    (datetime.date(2026, 11, 23), datetime.datetime(2026, 11, 23, 12, 0), 0.5)
    """
    if not 1 <= number < _LAST_SERIAL:
        return number
    moment = FIRST_DAY + timedelta(seconds=round(number * 86_400))
    return moment.date() if moment.time() == time() else moment


def ready(value: object, *, as_text: bool) -> object:
    """A value as it is given to the program, which must not read anything into a text.

    In cells of text (*as_text*) nothing is read; elsewhere an apostrophe says so.

    >>> ready("=1+1", as_text=True), ready("=1+1", as_text=False)
    ('=1+1', "'=1+1")
    >>> ready(date(2026, 1, 1), as_text=False)
    46023.0
    """
    kind = type(value)
    if kind is float or value is None:
        return value
    if kind is str:
        return value if as_text and not str(value).startswith("'") else f"'{value}"
    match value:
        case bool() | float():
            return value
        case date():
            return serial(value)
        case int() | Decimal():
            return float(value)
    return f"'{value}"


def write(cells: Any, columns: Sequence[Sequence[object]]) -> None:
    """Write columns of values side by side into a range; nothing is read into a text.

    No format is touched.
    """
    if in_calc(cells) and (rows := _as_kept(columns)) is not None:
        cells.impl.write_plain(rows)
        return
    texts = [not in_calc(cells) and cells.columns[at].number_format == "@"
             for at in range(len(columns))]  # fmt: skip
    ready_ones = [
        [ready(value, as_text=text) for value in values]
        for values, text in zip(columns, texts, strict=True)
    ]
    cells.raw_value = list(map(list, zip(*ready_ones, strict=True)))


_KEPT = frozenset({float, str})


def _as_kept(columns: Sequence[Sequence[object]]) -> list[tuple[float | str, ...]] | None:
    """Rows of nothing but numbers and texts, as Calc keeps them; None where a truth value is."""
    kept: list[Sequence[Any]] = []
    for values in columns:
        kinds = set(map(type, values))
        if bool in kinds:
            return None
        kept.append(values if kinds <= _KEPT else list(map(_number_or_text, values)))
    return list(zip(*kept, strict=True))


def _number_or_text(value: object) -> object:
    """What Calc keeps of a value; of a blank, an empty text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else ready(value, as_text=True)


def runs(rows: Iterable[int], bridge: int, apart: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Rows as few spans, each (first, last): a gap of up to *bridge* rows is written along.

    A span never covers a row of *apart*.

    >>> runs([2, 3, 9, 40], bridge=10), runs([2, 3, 9], bridge=10, apart=[5])
    ([(2, 9), (40, 40)], [(2, 3), (9, 9)])
    """
    barriers = sorted(apart)
    spans: list[tuple[int, int]] = []
    passed = 0
    for row in sorted(rows):
        while passed < len(barriers) and spans and barriers[passed] <= spans[-1][1]:
            passed += 1
        near = spans and row - spans[-1][1] <= bridge
        if near and not (passed < len(barriers) and barriers[passed] < row):
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
