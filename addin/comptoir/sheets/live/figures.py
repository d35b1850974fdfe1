"""The workbook of figures shown anew while it is open: our cells in blocks, tables by their length.

The user's notes, cells beside ours, sheets, charts and the columns he added to a table stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comptoir.errors import Refused
from comptoir.sheets.kpi_shown import Cell, Drawn, Live, Rows
from comptoir.sheets.live import blocks
from comptoir.sheets.live.refusals import Protected
from comptoir.wording import mark

Block = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


class SheetGone(Refused):
    message = mark(
        "{name} has no sheet {sheet} any more. Nothing was changed."
        " Give it its name back, or build the workbook anew."
    )


class BelowTable(Refused):
    message = mark(
        "Something stands below the table of the sheet {sheet}, which must grow by {rows} rows."
        " Nothing was changed. Move it elsewhere, then press the button again."
    )


def check(sheets: Any, drawn: Sequence[Drawn], name: str) -> None:
    """Refuse before anything is written, rather than half-way."""
    titles = {sheet.name for sheet in sheets}
    for one in drawn:
        if one.title not in titles:
            raise SheetGone(name=name, sheet=one.title)
        sheet = sheets[one.title]
        if blocks.protected(sheet):
            raise Protected(sheet=one.title, name=name)
        if one.table is not None:
            _check_room(sheet, one.table)


def _check_room(sheet: Any, rows: Rows) -> None:
    area = sheet.tables[rows.name].range
    more = rows.length - (area.rows.count - 1)
    if more > 0:
        top, left = area.row + area.rows.count, area.column
        below = sheet.range((top, left), (top + more - 1, left + area.columns.count - 1))
        if any(value is not None for row in blocks.plain(below) for value in row):
            raise BelowTable(sheet=sheet.name, rows=more)


def show(sheets: Any, drawn: Sequence[Drawn]) -> None:
    """Write every sheet of ours: tables first, for formulas stand on them."""
    for one in drawn:
        if one.table is not None:
            _show_rows(sheets[one.title], one.table)
    for one in drawn:
        sheet = sheets[one.title]
        for first, left, last, right in rectangles(one.cells):
            area = sheet.range((first, left), (last, right))
            area.raw_value = [
                [ready(one.cells[row, column]) for column in range(left, right + 1)]
                for row in range(first, last + 1)
            ]


def ready(value: object) -> object:
    """A cell as the program is given it: formulas as they are, texts as nothing but texts."""
    return value.formula if isinstance(value, Live) else blocks.ready(value, as_text=False)


def rectangles(cells: Mapping[Cell, object]) -> Iterator[Block]:
    """Cells in as few blocks as rows with the same columns allow.

    >>> list(rectangles({(1, 1): 0, (1, 2): 0, (2, 1): 0, (2, 2): 0, (4, 7): 0}))
    [(1, 1, 2, 2), (4, 7, 4, 7)]
    """
    open_: dict[tuple[int, int], Block] = {}
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        now: dict[tuple[int, int], Block] = {}
        for left, right in blocks.runs(columns, 1):
            above = open_.pop((left, right), None)
            first = above[0] if above and above[2] == row - 1 else row
            if above and first == row:
                yield above
            now[left, right] = (first, left, row, right)
        yield from open_.values()
        open_ = now
    yield from open_.values()


def _show_rows(sheet: Any, rows: Rows) -> None:
    """The rows of a table, the user's columns moved with the row they were on."""
    table = sheet.tables[rows.name]
    area = table.range
    top, left, wide = area.row, area.column, area.columns.count
    before, heads = area.rows.count - 1, [str(one) for one in blocks.plain(area.rows[0])[0]]
    places = [heads.index(head) for head in rows.columns]
    own = [at for at in range(wide) if at not in places]
    keys = next(iter(rows.columns.values()))
    riders = _riders(sheet, area, places[0], own) if own else {}
    length = max(rows.length, 1)
    if length != before:
        table.resize(sheet.range((top, left), (top + length, left + wide - 1)))
    if length > before > 0:
        _dress(sheet, (top + before, left, left + wide - 1), top + length)
    if length < before:
        sheet.range((top + length + 1, left), (top + before, left + wide - 1)).clear_contents()
    columns = [list(map(ready, rows.columns[heads[at]])) for at in places]
    for first, last in blocks.runs(sorted(places), 1):
        some = [columns[places.index(at)] for at in range(first, last + 1)]
        target = sheet.range((top + 1, left + first), (top + length, left + last))
        target.raw_value = [list(line) for line in zip(*some, strict=True)]
    for column, at in enumerate(own):
        held = [riders.get(str(key), {}).get(column) for key in keys]
        target = sheet.range((top + 1, left + at), (top + length, left + at))
        target.raw_value = [[one] for one in held]


def _riders(sheet: Any, area: Any, key: int, own: Sequence[int]) -> dict[str, dict[int, object]]:
    """The user's cells of each row, formulas as they are written, by what names it."""
    top, left, count = area.row + 1, area.column, area.rows.count - 1
    names = blocks.column(sheet.range((top, left + key), (top + count - 1, left + key)))
    found: dict[str, dict[int, object]] = {str(name): {} for name in names}
    for column, at in enumerate(own):
        place = sheet.range((top, left + at), (top + count - 1, left + at))
        values, formulas = blocks.column(place), place.formula
        written = [formulas] if isinstance(formulas, str) else [row[0] for row in formulas]
        for name, value, text in zip(names, values, written, strict=True):
            computed = isinstance(text, str) and text.startswith("=")
            found[str(name)][column] = text if computed else ready(value)
    return found


def _dress(sheet: Any, model: tuple[int, int, int], last: int) -> None:
    """Give new rows the looks of the last one there was."""
    row, left, right = model
    source = sheet.range((row, left), (row, right))
    source.copy()
    sheet.range((row + 1, left), (last, right)).paste(paste="formats")
