"""What every sheet has: its title band, its printing, its place in the window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
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
FOLLOWED = 3
"""Pages side by side over which the eye still follows a row.

On more, the first columns are printed on each. Calc takes a quarter of a second longer to open the
workbook for every such sheet: it breaks each of the others into pages again.
"""


BAND = "comptoir_band"
"""A sheet's name for the cell that says when it was refreshed."""
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
    hold nothing else, so that no page shows half a sentence. When the sheet was refreshed stands
    in a cell of its own, which the sheet's name ``BAND`` finds again.
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
    past = past_the_title(title, widths)
    if past > beside:
        beside = 0
    sheet.text(0, 0, title, styles.band(**big))
    sheet.band_at = beside or past
    sheet.text(0, sheet.band_at, about, styles.band(**quiet))
    sheet.text(1, beside, purpose, styles.band())
    sheet.text(2, beside, buttons, styles.band(**quiet))


def past_the_title(title: str, widths: Sequence[float]) -> int:
    """The first column right of the title, which spills over columns of *widths*.

    >>> past_the_title("Orders", [6, 18, 20]), past_the_title("Orders", [20, 20])
    (2, 1)
    """
    ends = list(accumulate(widths))
    return next((at for at, end in enumerate(ends, 1) if end >= len(title) * TITLE_WIDER), 1)


def printing(sheet: BulkSheet, book: BookView, widths: float, beside: int = 0) -> None:
    """A4 landscape, heads repeated, as many pages across as keep it readable.

    The first *beside* columns are repeated too, where there are many.
    """
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEAD_ROW - 1)
    pages = max(1, ceil(widths / PRINTED_WIDTH))
    if beside and pages > FOLLOWED:
        sheet.repeat_columns(0, beside - 1)
    sheet.fit_to_pages(pages, 0)
    page = translated(mark("page {page} of {pages}"), book.lang).format(page="&P", pages="&N")
    desk = book.desk.replace("&", "&&")
    sheet.set_footer(f"&L&8 {desk}&C&8 {page}&R&8 {shown(book.at, book.lang)}")
    sheet.hide_gridlines(2)
