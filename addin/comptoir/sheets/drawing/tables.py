"""A sheet with the rows of one record: headings, columns, drop-downs, colours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from comptoir.records import Tone
from comptoir.records.kinds import EARLIEST, EXAMPLE_DAY, LATEST
from comptoir.sheets import look
from comptoir.sheets.closed.patching import AUTHOR as NOTE_AUTHOR
from comptoir.sheets.columns import Column, Part
from comptoir.sheets.drawing.bands import printing, title_band
from comptoir.sheets.drawing.clashes import note_on
from comptoir.sheets.drawing.sheet import Bulk, BulkSheet
from comptoir.sheets.drawing.styles import Styles
from comptoir.sheets.layout import HEAD_ROW, SheetLayout
from comptoir.sheets.views import BookView, View
from comptoir.wording import Said, mark, shown, translated

SPARE_ROWS = 500
"""Rows below the table that already have drop-downs and colours, for lines to come."""
WIDEST_NUMBER, WIDEST_TEXT = 24, 46


def draw_table(
    sheet: BulkSheet,
    book: BookView,
    view: View,
    layout: SheetLayout,
    styles: Styles,
    lists: Mapping[tuple[str, ...], str],
    linked: Collection[str],
) -> None:
    """Draw *view* as *layout* says. *lists* names each drop-down, *linked* the records shown."""
    columns = [
        replace(styles.cells(column), cells=_cells(view, column)) for column in layout.columns
    ]
    widths = [_width(one, bulk) for one, bulk in zip(layout.columns, columns, strict=True)]
    title_band(sheet, book, styles, layout.title, layout.purpose, widths, layout.frozen)
    last = HEAD_ROW + max(1, len(view.keys))
    for place, column in enumerate(layout.columns):
        sheet.set_column(place, place, widths[place], styles.cells(column).text)
        _help(sheet, book.lang, column, place, last + SPARE_ROWS, lists, linked)
    _colours(sheet, layout, styles, last + SPARE_ROWS)
    _table(sheet, layout, styles, columns, last)
    _notes(sheet, book, view, layout)
    sheet.freeze_panes(HEAD_ROW, layout.frozen)
    sheet.set_tab_color(look.TABS.get(book.kind, look.SEA))
    printing(sheet, book, sum(widths), layout.frozen)


def _cells(view: View, column: Column) -> list[object]:
    """The cells of one column; one blank row where there is none, for a table needs one."""
    shown_ones = view.custom if column.part is Part.OWN else view.columns
    return list(shown_ones.get(column.field, ())) or [None] * max(1, len(view.keys))


def _table(
    sheet: BulkSheet, layout: SheetLayout, styles: Styles, columns: list[Bulk], last: int
) -> None:
    """The real table, its headings written in it, its rows held back for the file."""
    sheet.set_row(HEAD_ROW - 1, 30)
    heads = [
        {"header": column.heading, "header_format": styles.head(column)}
        for column in layout.columns
    ]
    area = (HEAD_ROW - 1, 0, last - 1, len(columns) - 1)
    sheet.add_table(*area, {"name": layout.table, "style": None, "columns": heads})
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(columns))}{last}"})
    sheet.table_rows(HEAD_ROW, columns)


def _notes(sheet: BulkSheet, book: BookView, view: View, layout: SheetLayout) -> None:
    """A note of ours on each cell that two people changed, as Excel signs its notes."""
    places = {column.field: at for at, column in enumerate(layout.columns)}
    for one in book.clashes:
        if one.record.name == view.record.name and one.key in view.keys and one.field in places:
            row = HEAD_ROW + view.keys.index(one.key)
            text = f"{NOTE_AUTHOR}:\n{note_on(one, book.lang)}"
            form = {"author": NOTE_AUTHOR, "x_scale": 1.5, "font_name": look.FONT}
            sheet.write_comment(row, places[one.field], text, form)


def _width(column: Column, bulk: Bulk) -> float:
    """The declared width, more where codes or numbers would be cut or read as #####."""
    longest = 0.0
    if column.form == "@" and column.part is not Part.OWN:
        limit = WIDEST_TEXT if column.part is Part.KEY or column.link else column.width
        longest = max((len(str(cell)) for cell in bulk.cells if cell is not None), default=0)
        longest = min(longest + 1, limit)
    elif column.form != "General":
        biggest = max((abs(c) for c in bulk.cells if isinstance(c, int | float)), default=0)
        decimals = column.form.partition(".")[2]
        longest = min(len(f"{biggest:,.0f}") + len(decimals) + 3, WIDEST_NUMBER)
    return max(column.width, longest)


def _help(
    sheet: BulkSheet,
    lang: str,
    column: Column,
    place: int,
    last: int,
    lists: Mapping[tuple[str, ...], str],
    linked: Collection[str],
) -> None:
    """What is said when a cell is entered, what it offers, and what it does not take."""
    rule: dict[str, Any] = {"validate": "any"}
    if not column.editable:
        rule = {"validate": "custom", "value": "=FALSE", "error_type": "stop"}
        rule["error_message"] = translated(
            mark("Comptoir fills this column itself. Press Escape."), lang
        )
    elif column.choices:
        rule = {"validate": "list", "source": f"={lists[column.choices]}"}
        rule["show_error"] = column.strict
        rule["error_message"] = translated(mark("Choose one of the list."), lang)
    elif column.link in linked:
        rule = {"validate": "list", "source": f"={codes_name(column.link)}", "show_error": False}
    elif column.bounds is not None:
        rule = _number_rule(column.bounds, lang)
    elif column.align == "center" and not column.of_text:
        rule = _day_rule(lang)
    if column.hint:
        rule |= {"input_title": column.hint.title, "input_message": column.hint.text}
    if "error_message" in rule:
        rule["error_title"] = column.heading[:32]
    if column.part is not Part.OWN:
        sheet.data_validation(HEAD_ROW, place, last - 1, place, rule)


def codes_name(record: str) -> str:
    """The name under which a workbook knows the keys of *record*."""
    return f"codes_{record}"


def _number_rule(bounds: tuple[Decimal | None, Decimal | None], lang: str) -> dict[str, Any]:
    least, most = bounds
    if least is not None and most is not None:
        between: dict[str, Any] = {"criteria": "between"}
        between |= {"minimum": float(least), "maximum": float(most)}
        said = Said(mark("Enter a number from {least} to {most}."), least=least, most=most)
    elif least is not None:
        between = {"criteria": ">=", "value": float(least)}
        said = Said(mark("Enter a number not below {least}."), least=least)
    else:
        between = {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
        said = Said(mark("Enter a number, digits only."))
    warning = {"error_type": "warning", "error_message": said.in_(lang)}
    return {"validate": "decimal", **between, **warning}


def _day_rule(lang: str) -> dict[str, Any]:
    said = Said(mark("Enter a date, for example {day}."), day=shown(EXAMPLE_DAY, lang))
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST,
        "maximum": LATEST,
        "error_type": "warning",
        "error_message": said.in_(lang),
    }


def _colours(sheet: BulkSheet, layout: SheetLayout, styles: Styles, last: int) -> None:
    """States by their word, so that colours follow what is typed; then bands of mist."""
    first, edge = HEAD_ROW + 1, xl_col_to_name(len(layout.columns) - 1)
    seen = xl_col_to_name(max(layout.frozen, 2) - 1)
    banded = f"MOD(ROW(),2)=1,COUNTA($A{first}:${seen}{first})>0"
    for place, column in enumerate(layout.columns):
        cell = f"{xl_col_to_name(place)}{first}"
        area = f"{cell}:{xl_col_to_name(place)}{last}"
        for tone in Tone:
            words = [word for word, meant in column.tones.items() if meant is tone]
            if words:
                tint = look.TONES[tone]
                same = ",".join(f"${cell}={_quoted(word)}" for word in words)
                form = {"font_color": tint.ink, "bg_color": tint.fill, "bold": True}
                _rule(sheet, styles, area, f"=OR({same})", **form)
        if column.whole_form:
            whole = {"num_format": column.whole_form}
            # Calc lets one rule win a cell: the banded rows need a rule of both.
            both = f"=AND(MOD({cell},1)=0,{banded})"
            _rule(sheet, styles, area, both, bg_color=look.MIST, **whole)
            _rule(sheet, styles, area, f"=MOD({cell},1)=0", **whole)
    _rule(sheet, styles, f"B{first}:{edge}{last}", f"=AND({banded})", bg_color=look.MIST)


def _rule(sheet: BulkSheet, styles: Styles, area: str, criteria: str, **properties: object) -> None:
    """Where *criteria* holds, cells of *area* read as *properties* say."""
    rule = {"type": "formula", "criteria": criteria, "format": styles.changing(**properties)}
    sheet.conditional_format(area, rule)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
