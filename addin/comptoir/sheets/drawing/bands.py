"""What every sheet has: its title band, its printing, its place in the window."""

from __future__ import annotations

from comptoir.sheets import look
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import Styles
from comptoir.sheets.layout import HEAD_ROW
from comptoir.sheets.views import BookView
from comptoir.wording import Said, mark, shown, translated

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
A4, PRINTED_WIDTH = 9, 190
"""Characters that one landscape page still shows readably."""


def title_band(
    sheet: BulkSheet, book: BookView, styles: Styles, title: str, purpose: str, wide: int
) -> None:
    """Rows 1 to 3 over *wide* columns: name and desk, what the sheet is for, the buttons."""
    heights = (26, 18, 18)
    for row, height in enumerate(heights):
        sheet.set_row(row, height)
        for col in range(wide):
            sheet.write_blank(row, col, None, styles.band())
    sheet.set_row(3, 6)
    refreshed = Said(mark("refreshed {at} by {by}"), at=book.at, by=book.by).in_(book.lang)
    about = "".join(f"   ·   {fact}" for fact in (book.desk, LANGUAGE_NAMES[book.lang], refreshed))
    big = styles.mark(
        font_name=look.FONT, font_size=look.TITLE_SIZE, bold=True, font_color=look.SEA
    )
    small = styles.mark(font_name=look.FONT, font_size=look.HEAD_SIZE, font_color=look.SLATE)
    sheet.write_rich_string(0, 0, big, title, small, about, styles.band())
    sheet.text(1, 0, purpose, styles.band())
    buttons = "     ".join(f"{translated(one.name, book.lang)}  {one.keys}" for one in look.BUTTONS)
    sheet.text(2, 0, buttons, styles.band(font_size=look.HEAD_SIZE, font_color=look.SLATE))


def printing(sheet: BulkSheet, book: BookView, widths: float, beside: int = 0) -> None:
    """A4 landscape, heads repeated, as many pages across as keep it readable."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEAD_ROW - 1)
    pages = max(1, round(widths / PRINTED_WIDTH))
    if beside and pages > 1:
        sheet.repeat_columns(0, beside - 1)
    sheet.fit_to_pages(pages, 0)
    page = translated(mark("page {page} of {pages}"), book.lang).format(page="&P", pages="&N")
    desk = book.desk.replace("&", "&&")
    sheet.set_footer(f"&L&8 {desk}&C&8 {page}&R&8 {shown(book.at, book.lang)}")
    sheet.hide_gridlines(2)
