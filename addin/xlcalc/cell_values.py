# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Reading values out of cells and writing them in, in blocks, without losing their types."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from xlcalc import formulas
from xlcalc.boundary import guarded
from xlcalc.cells import Cells, Rectangle
from xlcalc.errors import BadFormula
from xlcalc.number_formats import DATE, LOGICAL, TEXT, TIME
from xlcalc.policy import POLICY
from xlcalc.uno_access import is_mixed
from xlcalc.values import ERROR_TEXTS, UNREADABLE, CellError, moment, serial, typed

CONTENT = 1 | 2 | 4 | 16 | 512
"""What clearing contents clears: numbers, dates, texts, formulas, text formats."""
_FORMATS = 32 | 64 | 256
_ALL_BUT_OBJECTS = 1023 & ~128
_FORMULAS, _FORMULA_NUMBERS, _FORMULA_ERRORS = 7, 1, 4
_FEW = 4
_DIGITS = re.compile(r"\d+")
_OWN_TABLE = re.compile(r"(?:^|[^\w\].])\[")
"""A table reference without the table's name, as people write inside the table."""
_ONE_BY_ONE = 8
_MANY = 5_000
"""Cells from which the heights of their rows are worth a thought."""


@dataclass(slots=True)
class Block:
    """Values ready for the office, what their cells must be marked as, and the formulas apart."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    formulas: list[tuple[int, int, str]] = field(default_factory=list)
    plain_numbers: bool = False

    def mark(self, kind: str, row: int, column: int) -> None:
        self.marks.setdefault(kind, []).append((row, column))


class CellValues(Cells):
    """The part of a range that reads and writes values."""

    max_cells_per_read = None
    max_cells_per_write = None

    # ---- reading ---------------------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        """Return the values as rows of float, str, bool, datetime, `CellError` and None."""
        if self.xl is None:
            return None
        if self.size == 1:
            return self._single()
        used = self.clipped()
        data = [list(row) for row in used.xl.getDataArray()]
        used._restore(data)  # noqa: SLF001 - the same class
        if used is not self:
            for row in data:
                row.extend([None] * (self.nc - used.nc))
            data.extend([[None] * self.nc for _ in range(self.nr - used.nr)])
        return tuple(map(tuple, data))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(data)

    def _single(self) -> Any:
        cell = self.cell
        value = cell.getDataArray()[0][0]
        if isinstance(value, str):
            return value or None
        if value is None:
            return CellError(guarded(cell.getError))
        key = cell.NumberFormat
        kind = self.book.formats.kind(key)
        if kind & (DATE | TIME):
            return moment(value, self.book.epoch)
        if kind & LOGICAL:
            return bool(value)
        if value in (0.0, 1.0) and self.book.formats.is_general(key):
            return self._truth(cell, value)
        return value

    def _truth(self, cell: Any, value: float) -> Any:
        """A formula's true and false hide behind 1 and 0: only the shown text tells."""
        if cell.Type.value != "FORMULA":
            return value
        return bool(value) if cell.String in self.book.formats.truth_words else value

    def _restore(self, data: list[list[Any]]) -> None:
        """Give dates, truth and errors back their types, in place."""
        self._restore_formats(data)
        errors = list(self.within(self.xl.queryFormulaCells(_FORMULA_ERRORS).getRangeAddresses()))
        for row, column in _cells_of(errors):
            data[row][column] = CellError(partial(self._error_number, row, column))
        numbers = self.within(self.xl.queryFormulaCells(_FORMULA_NUMBERS).getRangeAddresses())
        doubtful = {
            (row, column)
            for row, column in _cells_of(numbers)
            if type(data[row][column]) is float and data[row][column] in (0.0, 1.0)
        }
        self._by_shown_text(doubtful, data, self._truth_at)

    def _restore_formats(self, data: list[list[Any]]) -> None:
        epoch = self.book.epoch
        for key, rectangles in self.formats_inside():
            kind = self.book.formats.kind(key)
            if kind & (DATE | TIME):
                _each_float(data, rectangles, lambda value: moment(value, epoch))
            elif kind & LOGICAL:
                _each_float(data, rectangles, bool)

    def formats_inside(self) -> Iterable[tuple[int, list[Rectangle]]]:
        """Return each number format and where it is, in as many calls as there are formats."""
        groups = self.xl.getUniqueCellFormatRanges()
        for at in range(groups.Count):
            group = groups.getByIndex(at)
            yield group.NumberFormat, list(self.within(group.getRangeAddresses()))

    def _error_number(self, row: int, column: int) -> int:
        return int(self.cell_at(row, column).getError())

    def _truth_at(self, cell: Any, value: Any) -> Any:
        return bool(value) if cell.String in self.book.formats.truth_words else value

    def _by_shown_text(
        self,
        left: set[tuple[int, int]],
        data: list[list[Any]],
        ask: Callable[[Any, Any], Any],
    ) -> None:
        """Ask one cell, then give its answer to all that show the same text.

        A question costs 1.5 ms; a column of ten thousand #N/A is one question.
        """
        left = set(left)
        while left:
            row, column = min(left)
            cell = self.cell_at(row, column)
            answer = ask(cell, data[row][column])
            same = {(row, column)}
            if len(left) > _FEW:
                same |= self._showing(cell.String) & left
            for r, c in same:
                data[r][c] = answer
            left -= same

    def _showing(self, text: str) -> set[tuple[int, int]]:
        seek = self.xl.createSearchDescriptor()
        seek.SearchString, seek.SearchWords, seek.SearchCaseSensitive = text, True, True
        seek.SearchType = 1
        found = self.xl.findAll(seek)
        return set() if found is None else _cells_of(self.within(found.getRangeAddresses()))

    # ---- writing ---------------------------------------------------------------------------

    def _put(self, data: Any) -> None:
        if self.xl is None:
            return
        if not isinstance(data, (list, tuple)):
            self._fill(data)
            return
        if data and not isinstance(data[0], (list, tuple)):
            data = [data] if self.nr == 1 or self.nc == len(data) else [[value] for value in data]
        if not data or not data[0]:
            return
        if any(len(row) != len(data[0]) for row in data):
            raise ValueError("All rows need the same number of columns")
        shape = (len(data), len(data[0]))
        if shape == (1, 1) != self.shape:
            self._fill(data[0][0])
        else:
            (self if shape == self.shape else self.sub(0, 0, *shape)).write(data)

    def _fill(self, value: Any) -> None:
        target = self.clipped()
        target.write([[value] * target.nc for _ in range(target.nr)])

    def write(self, data: Any) -> None:
        """Write rows of values into exactly these cells."""
        self.for_change()
        block = self._prepared(data)
        if self.size == 1 and not block.marks and not block.formulas and block.plain_numbers:
            self._write_number(block.rows[0][0])
            return
        formats: list[tuple[int, list[Rectangle]]] | None = None
        if block.marks or self._has_truth_formats():
            formats = self._formats_before()
        if self.book.recording:
            self._make_undoable(block)
        self._hand_over(block)
        if formats is not None:
            self._mark(block, formats)
        self._write_formulas(block.formulas)

    def write_plain(self, rows: Sequence[tuple[float | str, ...]]) -> None:
        """Write numbers and texts as they are into exactly these cells; an empty text is a blank.

        Nothing is read into a text and no format is touched: quicker than ``raw_value`` by half.
        """
        self.for_change()
        block = Block(list(rows))
        if self.book.recording:
            self._make_undoable(block)
        self._hand_over(block)

    def _hand_over(self, block: Block) -> None:
        """Give the office the values of a block.

        It works out the heights of the rows again, which takes longer than the writing; where
        no text can take a second line there is nothing to work out.
        """
        rows = tuple(block.rows)
        still = self.size >= _MANY and not self._takes_lines(rows)
        if still:
            self.book.xl.IsAdjustHeightEnabled = False
        try:
            self.xl.setDataArray(rows)
        finally:
            if still:
                self.book.xl.IsAdjustHeightEnabled = True

    def _takes_lines(self, rows: Sequence[Sequence[Any]]) -> bool:
        if is_mixed(self.xl, "IsTextWrapped") or self.xl.IsTextWrapped:
            return True
        return any("\n" in "".join(_texts(column)) for column in zip(*rows, strict=True))

    def _make_undoable(self, block: Block) -> None:
        """Let an undo step empty the cells that were empty.

        Undoing a block written by a program brings old contents back but leaves what is new in
        cells that had none. An array formula put there first is undone properly.
        """
        empty = list(self.within(self.xl.queryEmptyCells().getRangeAddresses()))
        if not empty:
            return
        filled = {
            (r, c) for r, row in enumerate(block.rows) for c, value in enumerate(row) if value != ""
        } | {(r, c) for r, c, _ in block.formulas}
        for above, left, below, right in _merged(list(_cells_of(empty) & filled)):
            self.sub(above, left, below - above, right - left).xl.setArrayFormula("=0")

    def _write_number(self, number: float) -> None:
        cell = self.cell
        cell.setValue(number)
        if self.book.formats.kind(cell.NumberFormat) & LOGICAL:
            cell.NumberFormat = self.book.formats.key("General")

    def _has_truth_formats(self) -> bool:
        if is_mixed(self.xl, "NumberFormat"):
            return True
        return bool(self.book.formats.kind(self.xl.NumberFormat) & LOGICAL)

    def _formats_before(self) -> list[tuple[int, list[Rectangle]]]:
        if is_mixed(self.xl, "NumberFormat"):
            return list(self.formats_inside())
        return [(self.xl.NumberFormat, [(0, 0, self.nr, self.nc)])]

    def _prepared(self, data: Any) -> Block:
        block, epoch, is_text = Block(), self.book.epoch, self._text_cells()
        plain = True
        for r, row in enumerate(data):
            ready: list[Any] = []
            for c, value in enumerate(row):
                kind = type(value)
                if kind is float or kind is int:
                    ready.append(float(value))
                    continue
                plain = False
                if value is None:
                    ready.append("")
                elif kind is str and value[:1] == "'":
                    ready.append(value[1:])
                elif isinstance(value, str):
                    ready.append(self._prepared_text(block, r, c, value, is_text))
                elif kind is bool:
                    block.mark("b", r, c)
                    ready.append(float(value))
                elif isinstance(value, (dt.date, dt.time)):
                    block.mark(_date_kind(value), r, c)
                    ready.append(serial(value, epoch))
                else:
                    ready.append(_other(value))
            block.rows.append(tuple(ready))
        block.plain_numbers = plain
        return block

    def _prepared_text(
        self, block: Block, row: int, column: int, text: str, is_text: Callable[[int, int], bool]
    ) -> Any:
        if text[:1] == "'":
            return text[1:]
        formula = _as_formula(text)
        read = None if formula or not POLICY.typed_strings else typed(text, self.book.epoch)
        if (read is None and not formula) or is_text(row, column):
            return text
        if read is None:
            block.formulas.append((row, column, formula))
            return ""
        if read.kind == "p":
            block.mark("p" if "." not in text else "pp", row, column)
        elif read.kind != "n":
            block.mark(read.kind, row, column)
        return read.number

    def _text_cells(self) -> Callable[[int, int], bool]:
        """Return the question whether a cell is formatted as text; answered only when asked."""
        known: list[list[Rectangle] | bool] = []

        def is_text(row: int, column: int) -> bool:
            if not known:
                known.append(self._text_rectangles())
            where = known[0]
            if isinstance(where, bool):
                return where
            return any(a <= row < b and left <= column < right for a, left, b, right in where)

        return is_text

    def _text_rectangles(self) -> list[Rectangle] | bool:
        kind = self.book.formats.kind
        if not is_mixed(self.xl, "NumberFormat"):
            return bool(kind(self.xl.NumberFormat) == TEXT)
        return [each for key, where in self.formats_inside() if kind(key) == TEXT for each in where]

    # ---- marking ---------------------------------------------------------------------------

    def _mark(self, block: Block, before: list[tuple[int, list[Rectangle]]]) -> None:
        """Format dates, percentages and truth in cells without a format, as Excel does."""
        formats = self.book.formats
        general = [each for key, where in before if formats.is_general(key) for each in where]
        truth = [each for key, where in before if formats.kind(key) & LOGICAL for each in where]
        for kind, cells in block.marks.items():
            free = [cell for cell in cells if _inside(cell, general)]
            if kind != "b":
                free += [cell for cell in cells if _inside(cell, truth)]
            self._format(_key(formats, kind), free)
        if truth:
            marked = {cell for cells in block.marks.values() for cell in cells}
            self._format(formats.key("General"), list(_cells_of(truth) - marked))

    def _format(self, key: int, cells: list[tuple[int, int]]) -> None:
        if not cells:
            return
        rectangles = _merged(cells)
        if len(rectangles) == 1:
            above, left, below, right = rectangles[0]
            self.sub(above, left, below - above, right - left).xl.NumberFormat = key
            return
        many = self.book.xl.createInstance("com.sun.star.sheet.SheetCellRanges")
        many.addRangeAddresses(tuple(self.address_of(each) for each in rectangles), False)
        many.NumberFormat = key

    # ---- formulas among the values ---------------------------------------------------------

    def _write_formulas(self, written: list[tuple[int, int, str]]) -> None:
        if len(written) < _ONE_BY_ONE:
            for row, column, formula in written:
                self.set_formula(row, column, formula)
            return
        columns: dict[int, list[tuple[int, str]]] = {}
        for row, column, formula in written:
            columns.setdefault(column, []).append((row, self._calc(formula, row, column)))
        for column, cells in columns.items():
            for first, run in _runs(cells):
                block = self.sub(first, column, len(run), 1)
                block.xl.setFormulaArray(tuple((formula,) for formula in run))
                block._refuse_unreadable(run)  # noqa: SLF001 - the same class

    def _refuse_unreadable(self, run: list[str]) -> None:
        """Raise for the first formula of a block that Calc could not read, and empty its cell."""
        wrong = self.within(self.xl.queryFormulaCells(_FORMULA_ERRORS).getRangeAddresses())
        asked: set[str] = set()
        for row, column in sorted(_cells_of(wrong)):
            shape = _DIGITS.sub("#", run[row])
            if shape in asked:
                continue  # formulas alike but for their numbers are readable or not together
            asked.add(shape)
            cell = self.cell_at(row, column)
            if cell.getError() in UNREADABLE:
                cell.setFormula("")
                raise BadFormula(f"Not a valid formula: {formulas.to_excel(run[row])}")

    def _calc(self, formula: str, row: int, column: int) -> str:
        table = None
        if _OWN_TABLE.search(formula):
            near = self.sub(row, column).table  # type: ignore[attr-defined] # - Range has it
            table = near.name if near is not None else None
        return formulas.to_calc(formula, table=table)

    def set_formula(self, row: int, column: int, formula: str) -> None:
        """Put one formula into a cell. Raises `BadFormula`, the cell then empty, if unreadable."""
        self.for_change()
        cell = self.cell_at(row, column) if self.size > 1 else self.cell
        cell.setFormula(self._calc(formula, row, column))
        if cell.getError() in UNREADABLE:
            cell.setFormula("")
            raise BadFormula(f"Not a valid formula: {formula}")

    def clear_contents(self) -> None:
        if self.xl is not None:
            self.for_change().clearContents(CONTENT)

    def clear_formats(self) -> None:
        if self.xl is not None:
            self.for_change().clearContents(_FORMATS)

    def clear(self) -> None:
        if self.xl is not None:
            self.for_change().clearContents(_ALL_BUT_OBJECTS)


def _texts(values: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, values))
    return values if kinds == {str} else [one for one in values if type(one) is str]


def _as_formula(text: str) -> str:
    """Return what makes the cell a formula, or an empty text: ``=…``, and errors typed."""
    if text[:1] == "=" and len(text) > 1:
        return text
    if POLICY.typed_strings and text in ERROR_TEXTS:
        return "=NA()" if text == "#N/A" else "=" + text
    return ""


def _other(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value)


def _date_kind(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        return "t"
    timed = isinstance(value, dt.datetime) and (value.hour or value.minute or value.second)
    return "dt" if timed else "d"


def _key(formats: Any, kind: str) -> int:
    if kind in ("d", "dt", "t"):
        return int(formats.date_key(kind))
    return int(formats.key({"b": "BOOLEAN", "p": "0%", "pp": "0.00%"}[kind]))


def _inside(cell: tuple[int, int], rectangles: list[Rectangle]) -> bool:
    if not rectangles:
        return False
    row, column = cell
    above, left, below, right = rectangles[0]
    if above <= row < below and left <= column < right:
        return True  # nearly always: one format for the whole block
    return len(rectangles) > 1 and any(
        a <= row < b and left <= column < right for a, left, b, right in rectangles
    )


def _cells_of(rectangles: Iterable[Rectangle]) -> set[tuple[int, int]]:
    return {
        (row, column)
        for above, left, below, right in rectangles
        for row in range(above, below)
        for column in range(left, right)
    }


def _each_float(
    data: list[list[Any]], rectangles: list[Rectangle], change: Callable[[float], Any]
) -> None:
    for above, left, below, right in rectangles:
        for row in data[above:below]:
            for column in range(left, right):
                if type(row[column]) is float:
                    row[column] = change(row[column])


def _runs(cells: list[tuple[int, str]]) -> list[tuple[int, list[str]]]:
    """Return neighbouring rows together: (first row, what they hold)."""
    runs: list[tuple[int, list[str]]] = []
    for row, held in cells:
        if runs and row == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(held)
        else:
            runs.append((row, [held]))
    return runs


def _merged(cells: list[tuple[int, int]]) -> list[Rectangle]:
    """Return cells as few rectangles: runs down a column, then equal runs side by side.

    >>> _merged([(0, 0), (1, 0), (0, 1), (1, 1), (5, 0)])
    [(0, 0, 2, 2), (5, 0, 6, 1)]
    """
    runs: list[list[int]] = []
    for column, row in sorted((column, row) for row, column in cells):
        if runs and runs[-1][1] == column and runs[-1][2] == row:
            runs[-1][2] = row + 1
        else:
            runs.append([row, column, row + 1, column + 1])
    merged: dict[tuple[int, int], list[list[int]]] = {}
    for run in runs:
        beside = merged.setdefault((run[0], run[2]), [])
        if beside and beside[-1][3] == run[1]:
            beside[-1][3] = run[3]
        else:
            beside.append(run)
    return sorted((r[0], r[1], r[2], r[3]) for group in merged.values() for r in group)
