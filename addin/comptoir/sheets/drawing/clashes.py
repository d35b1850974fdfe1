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
from comptoir.wording import Said, mark, shown, translated

TABLE = "tblClashes"
KEEP = Choice({"sheet": mark("mine"), "store": mark("theirs")})
"""What may be chosen for a clash: the value typed in the sheet, or the store's."""
NOTE = mark(
    "{by} entered {sheet}; the desk says {store}. Choose on the sheet Clashes, or press Keep mine"
    " or Keep theirs."
)
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
_REF, _MINE, _THEIRS, _BY, _AT = 2, 4, 5, 6, 7
_OWN: dict[int, dict[str, object]] = {
    0: {"align": "right"},
    1: {"font_color": look.SLATE},
    _REF: {"font_color": look.SEA, "underline": 1},
    _MINE: {"bg_color": look.SAND},
    _THEIRS: {"bg_color": look.PAPER},
    _BY: {"font_color": look.SLATE},
    _AT: {"font_color": look.SLATE},
    CHOSEN_AT: {"bg_color": look.SAND, "bold": True},
}
"""What sets a column apart from the others."""


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
    if not book.clashes:
        for col in range(len(HEADINGS)):
            sheet.write_blank(HEAD_ROW, col, None, styles.of(**_shape(col)))
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
    for col, value in enumerate(clash_cells(clash, lang)):
        plain = styles.of(**_shape(col))
        if col == _REF and place:
            sheet.write_url(row, col, f"internal:'{place[0]}'!A{place[1]}", plain, clash.key)
        else:
            text = styles.of(**_shape(col), quote_prefix=True)
            day = styles.of(**_shape(col), num_format=styles.day_form)
            sheet.cell(row, col, value, Bulk((), text if value else plain, plain, day))


def clash_cells(clash: ClashShown, lang: str) -> list[object]:
    """What the line of a clash shows, column by column."""
    field = clash.record.by_name.get(clash.field)
    return [
        clash.number,
        translated(clash.record.many, lang),
        clash.key,
        field.heading(lang) if field else clash.field,
        clash.sheet,
        clash.store,
        clash.by,
        shown(clash.at, lang),
        None,
    ]


def note_on(clash: ClashShown, lang: str) -> str:
    """What the note on a cell says that two people changed."""
    facts = {"sheet": clash.sheet, "store": clash.store, "by": clash.by}
    return Said(NOTE, **{k: _civil(v) for k, v in facts.items()}).in_(lang)


def _civil(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shape(col: int) -> dict[str, object]:
    """How the cells of a column read."""
    shape: dict[str, object] = {**HAIRLINE, "text_wrap": True, "align": "left", "indent": 1}
    return {**shape, **_OWN.get(col, {})}
