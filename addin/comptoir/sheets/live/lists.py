"""Today, the clashes and the title bands of an open workbook, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from comptoir.records.kinds import Day
from comptoir.sheets import look
from comptoir.sheets.columns import number_form
from comptoir.sheets.drawing.bands import SEPARATED, shown_when
from comptoir.sheets.drawing.clashes import CHOSEN_AT, HEADINGS, KEEP
from comptoir.sheets.drawing.today import HEADINGS as TODAY_HEADINGS
from comptoir.sheets.drawing.today import URGENCIES, in_order, no_dues
from comptoir.sheets.layout import HEAD_ROW
from comptoir.sheets.live import blocks
from comptoir.sheets.views import BookView, ClashShown, Due
from comptoir.wording import shown, translated

NOTE_OF = "Comptoir:\n"
"""How a note of ours begins, as Excel signs a note with its author."""
MOST_LINKS = 200
_REF = 4
_WHY = len(TODAY_HEADINGS)

_MINE = 5

Places = Mapping[tuple[str, str], tuple[str, int]]
"""Where each record stands, by its name and key: its sheet's title and row."""


# -- Today ----------------------------------------------------------------------------------------


def show_today(sheet: Any, book: BookView, places: Places) -> None:
    """Write the list where it differs, each line with its colour and its link."""
    dues = in_order(book.today)
    lines = [_due_line(due, book.lang) for due in dues]
    wide = len(TODAY_HEADINGS)
    if not lines:
        lines = [[blocks.ready(cell, as_text=False) for cell in no_dues(book.lang)]]
    before = _lines_below(sheet, wide)
    if [_as_shown(one) for one in lines] == [_as_shown(one) for one in before]:
        return
    rows = max(len(before), len(lines))
    _unfilter(sheet, rows, wide)
    area = sheet.range((HEAD_ROW + 1, 1), (HEAD_ROW + rows, wide))
    area.clear_contents()
    body = sheet.range((HEAD_ROW + 1, 1), (HEAD_ROW + len(lines), wide))
    _dress(body)
    sheet.range((HEAD_ROW + 1, 3), (HEAD_ROW + len(lines), 3)).number_format = number_form(
        Day(), book.lang
    )
    body.raw_value = [[None if cell == "" else cell for cell in line] for line in lines]
    _colour(sheet, dues)
    _plain_below(sheet, len(lines), rows, wide)
    for at, due in enumerate(dues[:MOST_LINKS]):
        if place := places.get((due.record, due.ref)):
            _link(sheet.range((HEAD_ROW + 1 + at, _REF + 1)), due.ref, *place)


def _due_line(due: Due, lang: str) -> list[object]:
    urgency = URGENCIES.get(due.urgency, URGENCIES["week"])
    texts = (due.what.in_(lang), due.ref, due.party, due.why.in_(lang))
    words = (urgency.sign, translated(urgency.name, lang))
    return [
        *(blocks.ready(word, as_text=False) for word in words),
        blocks.ready(due.day, as_text=False),
        *(blocks.ready(text, as_text=False) for text in texts),
    ]


def _as_shown(line: Sequence[object]) -> list[object]:
    return [cell.removeprefix("'") or None if isinstance(cell, str) else cell for cell in line]


def _lines_below(sheet: Any, wide: int) -> list[list[object]]:
    """The lines of a list as they stand under its headings."""
    last = sheet.used_range.last_cell.row
    if last <= HEAD_ROW:
        return []
    lines = blocks.plain(sheet.range((HEAD_ROW + 1, 1), (last, wide)))
    while lines and not any(cell is not None for cell in lines[-1]):
        lines.pop()
    return lines


def _dress(area: Any) -> None:
    """Give the lines of a list their looks, whatever stood there when the workbook was built."""
    area.font.color, area.font.italic = look.INK, False
    area.wrap_text = True
    area.horizontal_alignment, area.vertical_alignment = "left", "center"
    area.borders.set(["edge_bottom", "inside_horizontal"], line_style="continuous", color=look.HAIR)


def _colour(sheet: Any, dues: Sequence[Due]) -> None:
    """The first two columns in the colour of their urgency."""
    for first, last, name in _groups(dues):
        urgency = URGENCIES.get(name, URGENCIES["week"])
        area = sheet.range((HEAD_ROW + 1 + first, 1), (HEAD_ROW + 1 + last, 2))
        area.color, area.font.color, area.font.bold = urgency.fill, urgency.ink, True
        for column in (1, 3):
            area = sheet.range((HEAD_ROW + 1 + first, column), (HEAD_ROW + 1 + last, column))
            area.horizontal_alignment = "center"
        why = sheet.range((HEAD_ROW + 1 + first, _WHY), (HEAD_ROW + 1 + last, _WHY))
        why.font.color = look.SLATE


def _groups(dues: Sequence[Due]) -> Iterator[tuple[int, int, str]]:
    """Lines of one urgency together: first, last, which."""
    start = 0
    for at, due in enumerate(dues):
        if at + 1 == len(dues) or dues[at + 1].urgency != due.urgency:
            yield start, at, due.urgency
            start = at + 1


def _plain_below(sheet: Any, first: int, stop: int, wide: int) -> None:
    """Lines that are no more lose their colours as well."""
    if stop > first:
        sheet.range((HEAD_ROW + 1 + first, 1), (HEAD_ROW + stop, wide)).clear_formats()


def _link(cell: Any, text: str, title: str, row: int) -> None:
    """Let a cell lead to the first cell of a row of this workbook."""
    quoted = "'" + title.replace("'", "''") + "'"
    mark_ = "." if blocks.in_calc(cell) else "!"
    cell.add_hyperlink(f"#{quoted}{mark_}A{row}", text, text)
    cell.font.color = look.SEA


def _unfilter(sheet: Any, rows: int, wide: int) -> None:
    """Show every line again before the list is written.

    The filter itself is left alone: Calc dies when one changed by a program is undone.
    """
    sheet.range((HEAD_ROW, 1), (HEAD_ROW + rows, wide)).rows.hidden = False


# -- Clashes --------------------------------------------------------------------------------------


def show_clashes(table: Any, book: BookView, places: Places) -> None:
    """Write the open clashes into their table."""
    area = table.range
    sheet, wide = area.sheet, len(HEADINGS)
    before = max(1, area.rows.count - 1)
    lines = [_clash_line(one, book.lang) for one in book.clashes]
    if not lines and not any(c is not None for row in _body(area, before, wide) for c in row):
        return
    rows = max(1, len(lines))
    sheet.range((HEAD_ROW + 1, 1), (HEAD_ROW + max(rows, before), wide)).clear_contents()
    if before > rows:
        sheet.range((HEAD_ROW + 1 + rows, 1), (HEAD_ROW + before, wide)).clear_formats()
    if lines:
        body = sheet.range((HEAD_ROW + 1, 1), (HEAD_ROW + rows, wide))
        body.raw_value = lines
        _dress(body)
        for column in (_MINE, CHOSEN_AT + 1):
            sheet.range((HEAD_ROW + 1, column), (HEAD_ROW + rows, column)).color = look.SAND
        keep = sheet.range((HEAD_ROW + 1, CHOSEN_AT + 1), (HEAD_ROW + rows, CHOSEN_AT + 1))
        keep.font.bold = True
        for at in range(rows):
            keep[at, 0].data_validation.set_list(list(KEEP.words(book.lang).values()))
    form = number_form(Day(), book.lang)
    for at, one in enumerate(book.clashes):
        for column, value in ((_MINE, one.sheet), (_MINE + 1, one.store)):
            cell = sheet.range((HEAD_ROW + 1 + at, column))
            cell.number_format = form if isinstance(value, date) else "General"
        if place := places.get((one.record.name, one.key)):
            _link(sheet.range((HEAD_ROW + 1 + at, 3)), one.key, *place)
    table.resize(sheet.range((HEAD_ROW, 1), (HEAD_ROW + rows, wide)))


def _body(area: Any, rows: int, wide: int) -> list[list[object]]:
    return blocks.plain(area.sheet.range((HEAD_ROW + 1, 1), (HEAD_ROW + rows, wide)))


def _clash_line(one: ClashShown, lang: str) -> list[object]:
    field = one.record.by_name.get(one.field)
    heading = field.heading(lang) if field else one.field
    cells: list[object] = [
        one.number,
        translated(one.record.many, lang),
        one.key,
        heading,
        one.sheet,
        one.store,
        one.by,
        shown(one.at, lang),
        None,
    ]
    assert len(cells) == CHOSEN_AT + 1
    return [blocks.ready(cell, as_text=False) for cell in cells]


def show_notes(sheet: Any, wanted: Mapping[tuple[int, int], str]) -> None:
    """Let the sheet have these notes of ours, by row and column, and no other of ours."""
    there: dict[tuple[int, int], Any] = {}
    for note in list(sheet.notes):
        place = note.location
        there[place.row, place.column] = note
    for place, note in there.items():
        if note.text.startswith(NOTE_OF) and note.text != NOTE_OF + wanted.get(place, ""):
            note.delete()
    for place, text in wanted.items():
        present = there.get(place)
        if present is None or (present.text.startswith(NOTE_OF) and present.text != NOTE_OF + text):
            sheet.range(place).add_note(NOTE_OF + text)


# -- the band -------------------------------------------------------------------------------------


def show_band(sheet: Any, book: BookView) -> None:
    """Say in the first line when the sheet was refreshed, and by whom."""
    told = SEPARATED.join(shown_when(book))
    for column, (cell, *_) in enumerate(zip(*blocks.plain(sheet.range("A1:Z1")), strict=True), 1):
        text = str(cell or "")
        if SEPARATED not in text:
            continue
        parts = text.split(SEPARATED)
        title = parts[0] if len(parts) > len(shown_when(book)) else ""
        whole = SEPARATED.join((title, told)) if title else told
        if whole != text:
            _write_band(sheet.range((1, column)), title, whole)
        return


def _write_band(cell: Any, title: str, whole: str) -> None:
    cell.value = whole
    if title:
        big, quiet = cell.characters[: len(title)].font, cell.characters[len(title) :].font
        big.size, big.bold, big.color = look.TITLE_SIZE, True, look.SEA
        quiet.size, quiet.bold, quiet.color = look.HEAD_SIZE, False, look.SLATE
