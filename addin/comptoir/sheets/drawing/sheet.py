"""A worksheet that takes whole columns, and in which text is never anything but text.

XlsxWriter keeps an object for each cell and writes them one by one; a register of 100 000
orders has two million. Here the rows of the table go to the file column by column, with the
same bytes as a result. It leans on XlsxWriter's inside (``_write_rows``, ``_write_cell``,
the shared strings); the tests compare both ways of writing, cell for cell.
"""

# ruff: noqa: SLF001 - the inside of XlsxWriter is what this module replaces
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

FIRST_DAY = date(1899, 12, 30)
LONGEST_TEXT = 32_767
CHUNK = 4_000
ROW_HEIGHT = 15
"""Points: one line of text. A row does not grow with its notes, so that a screen shows many."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """One column of the table: its cells and how each type of cell reads."""

    cells: Sequence[object]
    text: Format
    number: Format
    day: Format


class Markup(NamedTuple):
    """Text that XlsxWriter would take for its own markup; written in the cell itself."""

    text: str
    format: Format | None


class Forgetful(dict[object, object]):
    """Keeps nothing. XlsxWriter would note each cell of a table, lest two tables overlap."""

    def __setitem__(self, key: object, value: object) -> None: ...


class BulkSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter declares no types
    """A sheet with small parts written cell by cell and one table written by columns."""

    def __init__(self) -> None:
        super().__init__()
        self.dim_rowmax: int | None
        self.table_cells = Forgetful()
        self.band_at: int | None = None
        """The column of the first row that says when the sheet was refreshed."""
        self._bulk: list[Bulk] = []
        self._bulk_row = 0
        self._strings: dict[str, int] = {}

    def text(self, row: int, col: int, words: str, form: Format | None = None) -> None:
        """Write *words* as text, whatever they look like. Rows and columns from 0."""
        _check_length(words)
        if words == "":
            self.write_blank(row, col, None, form)
        elif _like_markup(words):
            self._check_dimensions(row, col)
            self.table[row][col] = Markup(words, form)
        else:
            self.write_string(row, col, words, form)

    def cell(self, row: int, col: int, value: object, forms: Bulk) -> None:
        """Write one *value* by its type, read as *forms* says."""
        match value:
            case None | "":
                self.write_blank(row, col, None, forms.text)
            case bool() | int() | float():
                self.write_number(row, col, float(value), forms.number)
            case date():
                self.write_number(row, col, serial(value), forms.day)
            case _:
                self.text(row, col, str(value), forms.text)

    def table_rows(self, first_row: int, columns: Sequence[Bulk]) -> None:
        """Hold *columns* to be written from *first_row* (from 0) when the file is.

        Their texts are numbered now: the list of texts is closed before sheets are written.
        """
        self._bulk, self._bulk_row = list(columns), first_row
        self.set_default_row(ROW_HEIGHT)
        for column in columns:
            for cell in column.cells:
                if type(cell) is not str or not cell:
                    continue
                _check_length(cell)
                if not _like_markup(cell):
                    self._strings[cell] = self.str_table._get_shared_string_index(cell)
        length = len(columns[0].cells)
        self._check_dimensions(first_row + length - 1, len(columns) - 1)

    # What follows replaces methods of XlsxWriter's Worksheet.

    def _write_rows(self) -> None:
        if not self._bulk:
            super()._write_rows()
            return
        last, self.dim_rowmax = self.dim_rowmax, self._bulk_row - 1
        super()._write_rows()
        self.dim_rowmax = last
        length = len(self._bulk[0].cells)
        for start in range(0, length, CHUNK):
            self.fh.write(self._block(start, min(start + CHUNK, length)))

    def _block(self, start: int, stop: int) -> str:
        """The rows *start* to *stop* of the table as they stand in the file."""
        rows = range(self._bulk_row + start + 1, self._bulk_row + stop + 1)
        columns = [
            self._fragments(f'<c r="{xl_col_to_name(place)}', rows, bulk, bulk.cells[start:stop])
            for place, bulk in enumerate(self._bulk)
        ]
        lines = map("".join, zip(*columns, strict=True))
        high = f'" ht="{ROW_HEIGHT}" customHeight="1">'
        return "".join(
            f'<row r="{row}{high}{line}</row>' for row, line in zip(rows, lines, strict=True)
        )

    def _fragments(
        self, opening: str, rows: range, bulk: Bulk, cells: Sequence[object]
    ) -> list[str]:
        """Each cell of one column as it stands in the file."""
        text = f'" s="{bulk.text._get_xf_index()}"'
        number = f'" s="{bulk.number._get_xf_index()}"><v>'
        day = f'" s="{bulk.day._get_xf_index()}"><v>'
        blank, string = text + "/>", text + ' t="s"><v>'
        known: dict[object, str] = {}
        out = []
        for row, cell in zip(rows, cells, strict=True):
            if type(cell) is str or type(cell) is date:
                tail = known.get(cell)
                if tail is None:
                    tail = known[cell] = self._tail(cell, blank, string, number, day, text)
            else:
                tail = self._tail(cell, blank, string, number, day, text)
            out.append(f"{opening}{row}{tail}")
        return out

    def _tail(  # noqa: PLR0911 - one return to the type
        self, cell: object, blank: str, string: str, number: str, day: str, text: str
    ) -> str:
        match cell:
            case None | "":
                return blank
            case bool():
                return f"{number}{int(cell)}</v></c>"
            case int():
                return f"{number}{cell}</v></c>"
            case float():
                return f"{number}{cell:.16G}</v></c>"
            case date():
                return f"{day}{serial(cell):.16G}</v></c>"
        words = str(cell)
        if words in self._strings:
            return f"{string}{self._strings[words]}</v></c>"
        return f"{text}{_inline(words)}"

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        if isinstance(cell, Markup):
            style = f' s="{cell.format._get_xf_index()}"' if cell.format else ""
            name = f'<c r="{xl_col_to_name(col)}{row + 1}"{style}'
            self.fh.write(name + _inline(cell.text))
        else:
            super()._write_cell(row, col, cell)


def _check_length(words: str) -> None:
    """XlsxWriter would leave the cell empty without a word."""
    if len(words) > LONGEST_TEXT:
        msg = f"{len(words)} characters in one cell; a workbook takes {LONGEST_TEXT}"
        raise ValueError(msg)


def _like_markup(words: str) -> bool:
    """Whether XlsxWriter would write *words* unescaped, as formatted text of its own."""
    return words.startswith("<r>") and words.endswith("</r>")


def _inline(words: str) -> str:
    safe = escape(Worksheet._escape_control_characters(words), quote=False)
    return f' t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def serial(day: date) -> float:
    """A date as workbooks count it.

    >>> serial(date(2026, 11, 23)), serial(datetime(2026, 11, 23, 12))
    (46349.0, 46349.5)
    """
    if isinstance(day, datetime):
        return serial(day.date()) + timedelta(
            hours=day.hour, minutes=day.minute, seconds=day.second
        ) / timedelta(days=1)
    return float((day - FIRST_DAY).days)
