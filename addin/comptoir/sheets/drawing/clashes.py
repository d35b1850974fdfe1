"""Clashes: cells that two people changed, both values side by side, and which one to keep."""

from __future__ import annotations

from comptoir.records.kinds import Choice
from comptoir.sheets import look
from comptoir.sheets.drawing.bands import printing, title_band
from comptoir.sheets.drawing.sheet import Bulk, BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD, Styles
from comptoir.sheets.drawing.today import Places
from comptoir.sheets.layout import CLASHES, HEAD_ROW
from comptoir.sheets.views import BookView, ClashShown
from comptoir.wording import mark, shown, translated

TABLE = "tblClashes"
KEEP = Choice({"sheet": mark("mine"), "store": mark("theirs")})
"""What may be chosen for a clash: the value typed in the sheet, or the store's."""
PURPOSE = mark("Cells changed by two people at once. Choose which value to keep, then press Save.")
NUMBER, CHOSEN = mark("No."), mark("Keep")
HEADINGS = (
    (NUMBER, 8),
    (mark("Sheet"), 16),
    (mark("Record"), 20),
    (mark("Column"), 22),
    (mark("Mine"), 30),
    (mark("Theirs"), 30),
    (mark("Changed by"), 18),
    (mark("Changed at"), 18),
    (CHOSEN, 14),
)
CHOSEN_AT = len(HEADINGS) - 1


def draw_clashes(sheet: BulkSheet, book: BookView, styles: Styles, places: Places) -> None:
    """Draw the clashes as a table whose last column is a drop-down."""
    widths = [width for _heading, width in HEADINGS]
    title = translated(CLASHES, book.lang)
    title_band(sheet, book, styles, title, translated(PURPOSE, book.lang), widths)
    sheet.set_row(HEAD_ROW - 1, 30)
    head = styles.of(**HEAD, indent=1)
    chosen = styles.of(**{**HEAD, "bottom": 5, "bottom_color": look.SAND, "indent": 1})
    heads = [
        {
            "header": translated(heading, book.lang),
            "header_format": chosen if col == CHOSEN_AT else head,
        }
        for col, (heading, _width) in enumerate(HEADINGS)
    ]
    last = HEAD_ROW + max(1, len(book.clashes)) - 1
    area = (HEAD_ROW - 1, 0, last, CHOSEN_AT)
    sheet.add_table(*area, {"name": TABLE, "style": None, "columns": heads})
    for col, (_heading, width) in enumerate(HEADINGS):
        sheet.set_column(col, col, width)
    for row, clash in enumerate(book.clashes, HEAD_ROW):
        _line(sheet, book.lang, styles, row, clash, places.get((clash.record.name, clash.key)))
    _choice(sheet, book.lang, last)
    sheet.freeze_panes(HEAD_ROW, 3)
    sheet.set_tab_color(look.BRICK if book.clashes else look.SLATE)
    printing(sheet, book, sum(widths), 3)


def _choice(sheet: BulkSheet, lang: str, last: int) -> None:
    words = list(KEEP.words(lang).values())
    sheet.data_validation(
        HEAD_ROW,
        CHOSEN_AT,
        last,
        CHOSEN_AT,
        {
            "validate": "list",
            "source": words,
            "input_title": translated(CHOSEN, lang),
            "input_message": translated(
                mark("Mine: the value you typed. Theirs: the value of your colleague."), lang
            ),
            "error_title": translated(CHOSEN, lang),
            "error_message": translated(mark("Choose one of the list."), lang),
        },
    )


def _line(
    sheet: BulkSheet,
    lang: str,
    styles: Styles,
    row: int,
    clash: ClashShown,
    place: tuple[str, int] | None,
) -> None:
    shape = {**HAIRLINE, "text_wrap": True, "align": "left", "indent": 1}
    plain, quiet = styles.of(**shape), styles.of(**shape, font_color=look.SLATE)
    field = clash.record.by_name.get(clash.field)
    sheet.write_number(row, 0, clash.number, styles.of(**{**shape, "align": "right"}))
    sheet.text(row, 1, translated(clash.record.many, lang), quiet)
    if place:
        link = styles.of(**shape, font_color=look.SEA, underline=1)
        sheet.write_url(row, 2, f"internal:'{place[0]}'!A{place[1]}", link, clash.key)
    else:
        sheet.text(row, 2, clash.key, plain)
    sheet.text(row, 3, field.heading(lang) if field else clash.field, plain)
    for col, value, fill in ((4, clash.sheet, look.SAND), (5, clash.store, look.PAPER)):
        one = styles.of(**shape, bg_color=fill, quote_prefix=True)
        day = styles.of(**shape, bg_color=fill, num_format=styles.day_form)
        forms = Bulk((), one, styles.of(**shape, bg_color=fill), day)
        sheet.cell(row, col, value, forms)
    sheet.text(row, 6, clash.by, quiet)
    sheet.text(row, 7, shown(clash.at, lang), quiet)
    sheet.write_blank(row, CHOSEN_AT, None, styles.of(**shape, bg_color=look.SAND, bold=True))
