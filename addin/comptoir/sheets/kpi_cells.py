"""The workbook of figures as cells: what is drawn, to be put into a workbook that is there already.

Sheets keep their shape from one refresh to the next, so that what changes is cells, and the
length of tables; everything else in the workbook is the user's.
"""

# ruff: noqa: SLF001 - what XlsxWriter was told is read back from it
from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from xlsxwriter import Workbook

from comptoir import __version__
from comptoir.sheets.drawing.hidden import draw_memory
from comptoir.sheets.drawing.kpi import COVER
from comptoir.sheets.drawing.kpi_all import draw_all, titles
from comptoir.sheets.drawing.sheet import BulkSheet, Markup
from comptoir.sheets.kpi_book import KpiBook
from comptoir.sheets.kpi_shown import CHARTS, CHOICE_CELLS, KIND, Cell, Drawn, Live, Rows
from comptoir.sheets.memory import Memory


def remembered(book: KpiBook, sizes: Mapping[str, int]) -> Memory:
    """What the workbook remembers of itself."""
    seen = {CHARTS: dict(sizes)}
    return Memory(book.desk_id, KIND, book.lang, book.at, book.by, seen, __version__)


def draw(file: Workbook, book: KpiBook) -> Memory:
    """Draw everything into *file*; what it remembers."""
    drawing = draw_all(file, book)
    memory = remembered(book, drawing.sizes)
    draw_memory(file, memory)
    return memory


def drawn(book: KpiBook) -> tuple[list[Drawn], Memory]:
    """Every sheet of ours as cells, but those in which the reader chooses; and the memory."""
    file = Workbook(BytesIO(), {"in_memory": True})
    drawing = draw_all(file, book)
    texts = {at: text for text, at in file.str_table.string_table.items()}
    cover, ours = drawing.said(COVER), []
    for title in titles(drawing):
        sheet: BulkSheet = file.get_worksheet_by_name(title)
        cells = dict(_cells(sheet, texts))
        if title == cover:
            for place in CHOICE_CELLS.values():
                cells.pop((int(place[1:]), ord(place[0]) - ord("A") + 1), None)
        ours.append(Drawn(title, cells, _table(sheet)))
    file.fileclosed = True
    return ours, remembered(book, drawing.sizes)


def _cells(sheet: BulkSheet, texts: Mapping[int, str]) -> Iterator[tuple[Cell, object]]:
    merged = {
        (row, col)
        for first, left, last, right in sheet.merge
        for row in range(first, last + 1)
        for col in range(left, right + 1)
    } - {(first, left) for first, left, _last, _right in sheet.merge}
    for row, line in sheet.table.items():
        for col, cell in line.items():
            if (row, col) not in merged:
                yield (row + 1, col + 1), _value(cell, texts)


def _value(cell: object, texts: Mapping[int, str]) -> object:
    if isinstance(cell, Markup):
        return cell.text
    match type(cell).__name__:
        case "Formula":
            return Live(f"={cell.formula}", cell.value)  # type: ignore[attr-defined] # - XlsxWriter's
        case "String":
            return texts[cell.string]  # type: ignore[attr-defined] # - the same
        case "Number":
            return float(cell.number)  # type: ignore[attr-defined] # - the same
    return None


def _table(sheet: BulkSheet) -> Rows | None:
    if not sheet.tables:
        return None
    (told,) = sheet.tables
    heads = [str(column["name"]) for column in told["columns"]]
    cells = [list(bulk.cells) for bulk in sheet._bulk]
    return Rows(told["name"], dict(zip(heads, cells, strict=True)))
