"""The sheets nobody sees: the words of the drop-downs, and what the workbook remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.layout import LISTS_SHEET, MEMORY_SHEET, SheetLayout
from comptoir.sheets.memory import Memory, rows_of

Lists = dict[tuple[str, ...], str]
"""The name of each drop-down in the workbook, by its words."""


def names_of_lists(layouts: Sequence[SheetLayout]) -> Lists:
    """Every closed list once, named after the first field that uses it."""
    names: Lists = {}
    for layout in layouts:
        for column in layout.columns:
            if column.choices and column.choices not in names:
                names[column.choices] = f"list_{layout.record.name}_{column.field}"
    return names


def draw_lists(book: Workbook, names: Lists, codes: Mapping[str, Sequence[str]]) -> None:
    """The hidden sheet of lists: one column each, its name on top and in the workbook.

    *codes* are keys of records that another workbook shows, by the name of their list.
    """
    sheet = book.add_worksheet(LISTS_SHEET, worksheet_class=BulkSheet)
    lists = [*((name, words) for words, name in names.items()), *codes.items()]
    for col, (name, words) in enumerate(lists):
        sheet.text(0, col, name)
        for row, word in enumerate(words, 1):
            sheet.text(row, col, word)
        letters = xl_col_to_name(col)
        book.define_name(name, f"={LISTS_SHEET}!${letters}$2:${letters}${max(len(words), 1) + 1}")
    sheet.hide()


def draw_memory(book: Workbook, memory: Memory) -> None:
    """The very hidden sheet of what the workbook showed."""
    sheet = book.add_worksheet(MEMORY_SHEET, worksheet_class=BulkSheet)
    for row, pair in enumerate(rows_of(memory)):
        for col, words in enumerate(pair):
            sheet.text(row, col, words)
    sheet.very_hidden()
