"""What every sheet has: its title band, its printing, its place in the window."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from comptoir.sheets import look
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import Styles
from comptoir.sheets.layout import HEAD_ROW
from comptoir.sheets.views import BookView
from comptoir.wording import Said, mark, shown, translated

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
TITLE_WIDER = 1.7
"""How much wider a letter of the title is than one of a cell."""
A4, PRINTED_WIDTH = 9, 200
"""Characters that one landscape page still shows readably."""


SEPARATED = "   ·   "
"""What stands between the parts of the first line."""


def shown_when(book: BookView) -> tuple[str, str, str]:
    """What the first line says beside the title: the desk, the language, when it was refreshed."""
    refreshed = Said(mark("refreshed {at} by {by}"), at=book.at, by=book.by).in_(book.lang)
    return book.desk, LANGUAGE_NAMES[book.lang], refreshed


def title_band(
    sheet: BulkSheet,
    book: BookView,
    styles: Styles,
    title: str,
    purpose: str,
    widths: Sequence[float],
    beside: int = 0,
) -> None:
    """Rows 1 to 3 over columns of *widths*: name and desk, what the sheet is for, the buttons.

    The first *beside* columns are printed on every page: where they have room for the title, they
    hold nothing else, so that no page shows half a sentence.
    """
    for row, height in enumerate((26, 18, 18)):
        sheet.set_row(row, height)
        for col in range(len(widths)):
            sheet.write_blank(row, col, None, styles.band())
    sheet.set_row(3, 6)
    about = SEPARATED.join(shown_when(book))
    buttons = "     ".join(f"{translated(one.name, book.lang)}  {one.keys}" for one in look.BUTTONS)
    quiet = {"font_size": look.HEAD_SIZE, "font_color": look.SLATE}
    big = {"font_size": look.TITLE_SIZE, "bold": True, "font_color": look.SEA}
    if sum(widths[:beside]) < len(title) * TITLE_WIDER:
        beside = 0
    if beside:
        sheet.text(0, 0, title, styles.band(**big))
        sheet.text(0, beside, about, styles.band(**quiet))
    else:
        marks = [styles.changing(font_name=look.FONT, **one) for one in (big, quiet)]
        sheet.write_rich_string(
            0, 0, marks[0], title, marks[1], f"{SEPARATED}{about}", styles.band()
        )
    sheet.text(1, beside, purpose, styles.band())
    sheet.text(2, beside, buttons, styles.band(**quiet))


def printing(sheet: BulkSheet, book: BookView, widths: float, beside: int = 0) -> None:
    """A4 landscape, heads repeated, as many pages across as keep it readable."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEAD_ROW - 1)
    pages = max(1, ceil(widths / PRINTED_WIDTH))
    if beside and pages > 1:
        sheet.repeat_columns(0, beside - 1)
    sheet.fit_to_pages(pages, 0)
    page = translated(mark("page {page} of {pages}"), book.lang).format(page="&P", pages="&N")
    desk = book.desk.replace("&", "&&")
    sheet.set_footer(f"&L&8 {desk}&C&8 {page}&R&8 {shown(book.at, book.lang)}")
    sheet.hide_gridlines(2)
