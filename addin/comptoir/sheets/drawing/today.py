"""Today: what must be done now, the most urgent first, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.format import Format

from comptoir.sheets import look
from comptoir.sheets.drawing.bands import printing, title_band
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD, Styles
from comptoir.sheets.layout import HEAD_ROW, TODAY
from comptoir.sheets.views import BookView, Due
from comptoir.wording import Said, mark, translated

ONE_SCREEN = 30
LINE, FITTING = 15.0, 1.18
"""Points to a line of text; characters of a running text to one of a column's width."""
PURPOSE = mark("What must be done now: the late first, then today's, then this week's.")
HEADINGS = (
    ("", 3),
    (mark("When"), 14),
    (mark("Date"), 12),
    (mark("What to do"), 48),
    (mark("Record"), 18),
    (mark("Partner"), 26),
    (mark("Reason"), 60),
)


@dataclass(frozen=True, slots=True)
class Urgency:
    """A group of Today: its sign, its name, its colour."""

    sign: str
    name: str
    ink: str
    fill: str


URGENCIES = {
    "late": Urgency("!", mark("late"), look.BRICK, "#F8E5E1"),
    "today": Urgency("•", mark("today"), "#8A5A12", "#FBF1DC"),
    "week": Urgency("·", mark("this week"), look.SEA, look.PAPER),
}
_LATER = len(URGENCIES)

Places = Mapping[tuple[str, str], tuple[str, int]]
"""Where each record stands, by its name and key: its sheet's title and row."""


def draw_today(sheet: BulkSheet, book: BookView, styles: Styles, places: Places) -> None:
    """Draw the list, each line with a link to its row; what exceeds one screen is filtered out."""
    widths = [width for _heading, width in HEADINGS]
    title = translated(TODAY, book.lang)
    title_band(sheet, book, styles, title, translated(PURPOSE, book.lang), widths)
    _heads(sheet, book.lang, styles)
    dues = in_order(book.today)
    for row, due in enumerate(dues, HEAD_ROW):
        _line(sheet, book.lang, styles, row, due, places.get((due.record, due.ref)))
    if not dues:
        sheet.text(
            HEAD_ROW, 1, nothing_due(book.lang), styles.of(italic=True, font_color=look.SLATE)
        )
    else:
        _filter(sheet, book.lang, styles, dues)
    sheet.freeze_panes(HEAD_ROW, 0)
    sheet.set_tab_color(look.BRASS)
    printing(sheet, book, sum(widths))


def in_order(dues: Sequence[Due]) -> list[Due]:
    """The late first, then today's, then this week's; the earlier day first."""
    return sorted(dues, key=_rank)


def nothing_due(lang: str) -> str:
    """What Today says when there is nothing to do."""
    return translated(mark("Nothing is waiting: all is up to date."), lang)


def _rank(due: Due) -> tuple[int, object, str]:
    order = list(URGENCIES)
    return (order.index(due.urgency) if due.urgency in order else _LATER, due.day, due.ref)


def _heads(sheet: BulkSheet, lang: str, styles: Styles) -> None:
    sheet.set_row(HEAD_ROW - 1, 30)
    for col, (heading, width) in enumerate(HEADINGS):
        shape = {"align": "center"} if col in {0, 2} else {"align": "left", "indent": 1}
        sheet.text(HEAD_ROW - 1, col, translated(heading, lang), styles.of(**HEAD, **shape))
        sheet.set_column(col, col, width)


def _line(
    sheet: BulkSheet,
    lang: str,
    styles: Styles,
    row: int,
    due: Due,
    place: tuple[str, int] | None,
) -> None:
    urgency = URGENCIES.get(due.urgency, URGENCIES["week"])
    sheet.set_row(row, height(lang, due))
    shape: dict[str, object] = {**HAIRLINE, "text_wrap": True, "indent": 1}
    word = styles.of(
        **HAIRLINE, bold=True, font_color=urgency.ink, bg_color=urgency.fill, align="center"
    )
    plain, quiet = styles.of(**shape), styles.of(**shape, font_color=look.SLATE)
    sheet.text(row, 0, urgency.sign, word)
    sheet.text(
        row,
        1,
        translated(urgency.name, lang),
        styles.of(**shape, bold=True, font_color=urgency.ink, bg_color=urgency.fill),
    )
    day = styles.of(**HAIRLINE, align="center", num_format=styles.day_form)
    sheet.write_datetime(row, 2, due.day, day)
    sheet.text(row, 3, due.what.in_(lang), plain)
    _link(sheet, row, due.ref, place, styles.of(**shape, font_color=look.SEA, underline=1), plain)
    sheet.text(row, 5, due.party, plain)
    sheet.text(row, 6, due.why.in_(lang), quiet)


def height(lang: str, due: Due) -> float:
    """The height of a line of Today that shows the whole of its wrapped texts, in points."""
    widths = [width for _heading, width in HEADINGS]
    texts = {3: due.what.in_(lang), 5: due.party, 6: due.why.in_(lang)}
    lines = max(ceil(len(text) / (widths[col] * FITTING)) for col, text in texts.items())
    return LINE * max(1, lines)


def _link(
    sheet: BulkSheet,
    row: int,
    ref: str,
    place: tuple[str, int] | None,
    link: Format,
    plain: Format,
) -> None:
    """The record's reference, leading to its row where this workbook shows it."""
    if place is None:
        sheet.text(row, 4, ref, plain)
        return
    title, line = place
    sheet.write_url(row, 4, f"internal:'{title.replace(chr(39), chr(39) * 2)}'!A{line}", link, ref)


def _filter(sheet: BulkSheet, lang: str, styles: Styles, dues: Sequence[Due]) -> None:
    """Filter buttons; what is only for this week is hidden when one screen is not enough."""
    sheet.autofilter(HEAD_ROW - 1, 0, HEAD_ROW + len(dues) - 1, len(HEADINGS) - 1)
    pressing = [due for due in dues if due.urgency != "week"]
    if len(dues) <= ONE_SCREEN or not pressing:
        return
    words = [translated(URGENCIES[name].name, lang) for name in ("late", "today")]
    sheet.filter_column_list(1, words)
    for row, due in enumerate(dues, HEAD_ROW):
        if due.urgency == "week":
            sheet.set_row(row, height(lang, due), None, {"hidden": True})
    more = Said(
        mark("{count} more this week: open the filter of the column “When” to see them."),
        count=len(dues) - len(pressing),
    )
    sheet.text(2, 0, more.in_(lang), styles.band(bold=True, font_color="#8A5A12"))
