"""The exceptions, each with its record, its partner and what to do; and the definitions."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Sequence

from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.exceptions import Exceptional
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import (
    DEFINED,
    EXCEPTIONS,
    Drawing,
    Places,
    band,
    data_title,
    heads,
    link,
)
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE
from comptoir.wording import Said, mark

LISTED = 200
"""Lines of the sheet of exceptions, the longest late first."""
HEADS = (
    (mark("Record"), 20), (mark("Partner"), 17), (mark("Name"), 32), (mark("Date"), 13),
    (mark("Days"), 8), (mark("What is wrong"), 24), (mark("What to do"), 50),
)  # fmt: skip


def draw_exceptions(drawing: Drawing, found: Sequence[Exceptional], places: Places) -> None:
    sheet = drawing.sheet(EXCEPTIONS)
    purpose = mark("What stands behind the bad figures, today.")
    band(drawing, sheet, drawing.said(EXCEPTIONS), purpose, len(HEADS))
    heads(drawing, sheet, 4, HEADS)
    lines = found[:LISTED]
    for row, one in enumerate(lines, 5):
        _line(drawing, sheet, row, one, places)
    plain = drawing.styles.of(**HAIRLINE)
    for row in range(5 + len(lines), 5 + LISTED + 1):
        for col in range(len(HEADS)):
            sheet.write_blank(row, col, None, plain if row < 5 + LISTED else drawing.styles.of())
    if not found:
        sheet.text(5, 0, drawing.said(mark("Nothing is late or missing.")), plain)
    if len(found) > LISTED:
        more = Said("… and {count} more.", count=len(found) - LISTED)
        sheet.text(5 + LISTED, 0, more.in_(drawing.book.lang), drawing.styles.of(italic=True))
    sheet.print_area(0, 0, 5 + max(len(lines), 1), len(HEADS) - 1)
    sheet.freeze_panes(5, 1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.set_tab_color(look.BRICK)


def _line(drawing: Drawing, sheet: BulkSheet, row: int, one: Exceptional, places: Places) -> None:
    of, lang = drawing.styles.of, drawing.book.lang
    record(drawing, sheet, row, 0, one, places)
    sheet.text(row, 1, one.party, of(**HAIRLINE))
    sheet.text(row, 2, drawing.name(one.party), of(**HAIRLINE))
    sheet.write_number(
        row, 3, one.day, of(**HAIRLINE, num_format=drawing.styles.day_form, align="center")
    )
    sheet.write_number(row, 4, one.days, of(**HAIRLINE, num_format="0", align="right"))
    sheet.text(row, 5, one.what.in_(lang), of(**HAIRLINE, indent=1))
    sheet.text(row, 6, one.do.in_(lang), of(**HAIRLINE, italic=True, font_color=look.SLATE))


def record(
    drawing: Drawing, sheet: BulkSheet, row: int, col: int, one: Exceptional, places: Places
) -> None:
    """A record's reference, leading to its row of the data."""
    at = places.get(one.table, {}).get(one.ref)
    style = drawing.styles.of(**HAIRLINE, font_color=look.SEA, underline=1)
    if at:
        place = f"'{data_title(drawing, one.table)}'!A{at}"
        sheet.write_formula(row, col, link(place, one.ref), style, one.ref)
    else:
        sheet.text(row, col, one.ref, style)


def draw_definitions(drawing: Drawing) -> None:
    sheet, of = drawing.sheet(DEFINED), drawing.styles.of
    names = ((mark("Code"), 18), (mark("KPI"), 34), (mark("How it is worked out"), 86),
             (mark("Unit"), 9), (mark("Good is"), 10), (mark("Usual target"), 10), (mark("Kept live"), 17),
             (mark("When it is blank"), 56))  # fmt: skip
    band(drawing, sheet, drawing.said(DEFINED), mark("What each figure means, and when it is blank."),
         len(names))  # fmt: skip
    heads(drawing, sheet, 4, names)
    better = {"up": mark("more"), "down": mark("less"), "": ""}
    wrapped = of(**HAIRLINE, text_wrap=True, valign="vcenter")
    for row, one in enumerate(DEFINITIONS.values(), 5):
        live = mark("live") if one.live else mark("at refresh")
        told = (one.code, drawing.said(one.name), drawing.said(one.formula), drawing.unit(one),
                drawing.said(better[one.better]), one.usual, drawing.said(live), drawing.said(one.empty))  # fmt: skip
        for col, words in enumerate(told):
            sheet.text(row, col, words, wrapped)
        sheet.set_row(row, 32)
    sheet.text(6 + len(DEFINITIONS), 0, drawing.said(mark(
        "Amounts are at the latest customs rate on or before their day; a currency without customs"
        " rates takes those of the ECB, the bank, the contract, then those typed."
    )), of(italic=True, font_color=look.SLATE))  # fmt: skip
    sheet.freeze_panes(5, 2)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.set_tab_color(look.SEA)
