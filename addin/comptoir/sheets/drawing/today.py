"""Today: what must be done now, the most urgent first, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.format import Format

from comptoir.sheets import look
from comptoir.sheets.drawing.bands import printing, title_band
from comptoir.sheets.drawing.sheet import Bulk, BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD, Styles
from comptoir.sheets.layout import HEAD_ROW, TODAY
from comptoir.sheets.views import BookView, Due
from comptoir.wording import Said, mark, translated

ONE_SCREEN = 30
SPARE_LINES = 500
"""Lines below the list that are coloured already when it grows."""
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
DAY, WHAT, REF, WHY = 2, 3, 4, 6
"""Columns, from 0."""
MORE, MORE_AT = "comptoir_more", (2, REF)
"""The sheet's name for the cell that tells of hidden lines, and where that is, from 0."""


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
        _nothing(sheet, book.lang, styles)
    _colours(sheet, book.lang, styles, HEAD_ROW + len(dues) + SPARE_LINES)
    _filter(sheet, book.lang, dues)
    more = more_this_week(dues, book.lang)
    sheet.text(MORE_AT[0], MORE_AT[1], more, styles.band(bold=True, font_color="#8A5A12"))
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
    sheet.set_row(row, height(lang, due))
    for col, value in enumerate(due_cells(due, lang)):
        form = _form(styles, col)
        if col == REF and place is not None:
            title = place[0].replace("'", "''")
            sheet.write_url(row, col, f"internal:'{title}'!A{place[1]}", form, due.ref)
        else:
            sheet.cell(row, col, value, Bulk((), form, form, form))


def due_cells(due: Due, lang: str) -> list[object]:
    """What a line of Today shows, column by column."""
    urgency = URGENCIES.get(due.urgency, URGENCIES["week"])
    word, what, why = translated(urgency.name, lang), due.what.in_(lang), due.why.in_(lang)
    return [urgency.sign, word, due.day, what, due.ref, due.party, why]


def _form(styles: Styles, col: int) -> Format:
    """How the cells of a column read, whatever the urgency: that is coloured by its word."""
    shape: dict[str, object] = {**HAIRLINE, "text_wrap": True, "indent": 1}
    if col in {0, DAY}:
        shape = {**HAIRLINE, "align": "center"}
    if col == DAY:
        shape["num_format"] = styles.day_form
    elif col == REF:
        shape["font_color"] = look.SEA
    elif col == WHY:
        shape["font_color"] = look.SLATE
    return styles.of(**shape)


def _nothing(sheet: BulkSheet, lang: str, styles: Styles) -> None:
    """The one line of a day on which there is nothing to do."""
    for col, value in enumerate(no_dues(lang)):
        form = _form(styles, col)
        sheet.cell(HEAD_ROW, col, value, Bulk((), form, form, form))


def no_dues(lang: str) -> list[object]:
    """What the list shows when there is nothing to do."""
    return [nothing_due(lang) if col == WHAT else None for col in range(len(HEADINGS))]


def _colours(sheet: BulkSheet, lang: str, styles: Styles, last: int) -> None:
    """Each urgency by its word, so that colours follow the lines wherever they move."""
    first = HEAD_ROW + 1
    for urgency in URGENCIES.values():
        word = translated(urgency.name, lang).replace('"', '""')
        form = {"font_color": urgency.ink, "bg_color": urgency.fill, "bold": True}
        sheet.conditional_format(
            f"A{first}:B{last}",
            {
                "type": "formula",
                "criteria": f'=$B{first}="{word}"',
                "format": styles.changing(**form),
            },
        )


def height(lang: str, due: Due) -> float:
    """The height of a line of Today that shows the whole of its wrapped texts, in points."""
    widths = [width for _heading, width in HEADINGS]
    texts = {3: due.what.in_(lang), 5: due.party, 6: due.why.in_(lang)}
    lines = max(ceil(len(text) / (widths[col] * FITTING)) for col, text in texts.items())
    return LINE * max(1, lines)


def _filter(sheet: BulkSheet, lang: str, dues: Sequence[Due]) -> None:
    """Filter buttons; what is only for this week is hidden when one screen is not enough."""
    sheet.autofilter(HEAD_ROW - 1, 0, HEAD_ROW + max(len(dues), 1) - 1, len(HEADINGS) - 1)
    if not more_than_a_screen(dues):
        return
    words = [translated(URGENCIES[name].name, lang) for name in ("late", "today")]
    sheet.filter_column_list(1, words)
    for row, due in enumerate(dues, HEAD_ROW):
        if due.urgency == "week":
            sheet.set_row(row, height(lang, due), None, {"hidden": True})


def more_this_week(dues: Sequence[Due], lang: str) -> str:
    """What is said of the lines that are hidden; empty where none is."""
    if not more_than_a_screen(dues):
        return ""
    count = sum(due.urgency == "week" for due in dues)
    said = mark("{count} more this week: open the filter of the column “When” to see them.")
    return Said(said, count=count).in_(lang)


def more_than_a_screen(dues: Sequence[Due]) -> bool:
    """Whether what is only for this week is hidden, for the rest to be seen."""
    return len(dues) > ONE_SCREEN and any(due.urgency != "week" for due in dues)
