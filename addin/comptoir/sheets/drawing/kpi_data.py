"""The sheet of sums and the data sheets: what the figures are worked out from, live."""

from __future__ import annotations

from math import ceil

from comptoir.kpis.declared import Column, TableOf
from comptoir.kpis.figures import day_of
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing import kpi_sums
from comptoir.sheets.drawing.bands import PRINTED_WIDTH
from comptoir.sheets.drawing.kpi import Drawing, band, data_title
from comptoir.sheets.drawing.kpi_sums import (
    FIRST_COL,
    FIRST_MONTH,
    MONTHS,
    YEAR_COL,
    sum_formula,
    sum_value,
    table_name,
    wide,
)
from comptoir.sheets.drawing.sheet import Bulk, BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import mark

DATA_HEAD = 6
"""The row of a data sheet's headings, from 1."""
SUM_WIDTH = 32
EXACT_FORM, WHOLE_FORM = "#,##0.00", "#,##0"
SIDES = {"text": "left", "day": "center", "number": "right"}


def draw_sums(drawing: Drawing) -> None:
    """The sheet of sums: one to the line, the period and its months across."""
    sheet, book, of = drawing.sheet(kpi_sums.SUMS), drawing.book, drawing.styles.of
    periods = wide(book.chosen.period)
    band(drawing, sheet, drawing.lines.title, mark("What the figures are made of, live."),
         FIRST_COL + len(periods))  # fmt: skip
    sheet.set_column(0, 2, SUM_WIDTH)
    sheet.set_column(FIRST_COL, FIRST_COL + len(periods), 14)
    _heads_of_sums(drawing, sheet, len(periods))
    day = of(num_format=drawing.styles.day_form, align="right", font_color=look.SLATE)
    for col in range(len(periods)):
        since, until = _columns_days(col)
        first, last = periods[col].first, periods[col].last
        sheet.write_formula(3, FIRST_COL + col, since, day, (first - day_of(0)).days)
        sheet.write_formula(4, FIRST_COL + col, until, day, (last - day_of(0)).days)
    for one in drawing.lines.sums:
        at, columns = drawing.lines.row(one) - 1, TABLES[one.table].by_name
        sheet.text(at, 0, drawing.said(TABLES[one.table].title), of())
        heading = columns[one.column].heading if one.column in columns else mark("Rows")
        sheet.text(at, 1, drawing.said(heading), of())
        sheet.text(at, 2, drawing.said(columns[one.day].heading) if one.day else "", of())
        places = columns[one.column].places if one.column in columns else 0
        form = of(num_format=EXACT_FORM if places else WHOLE_FORM, align="right")
        for col, period in enumerate(periods):
            sheet.write_formula(at, FIRST_COL + col, sum_formula(one, col, book.lang), form,
                                sum_value(one, book.totals, period))  # fmt: skip
    sheet.freeze_panes(5, FIRST_COL)
    sheet.repeat_rows(2, 4)
    sheet.repeat_columns(0, FIRST_COL - 1)
    sheet.fit_to_pages(ceil((3 * SUM_WIDTH + 14 * len(periods)) / PRINTED_WIDTH), 0)
    sheet.set_tab_color(look.SLATE)


def _heads_of_sums(drawing: Drawing, sheet: BulkSheet, count: int) -> None:
    """What is summed, and over which days."""
    of = drawing.styles.of
    sheet.set_row(2, 30)
    for col, name in enumerate((mark("Sheet"), mark("Column"), mark("By the day"))):
        sheet.text(2, col, drawing.said(name), of(**HEAD))
    spans = (mark("Period"), mark("A year before"), mark("Twelve months"))
    for col in range(count):
        name = drawing.said(spans[col] if col < len(spans) else mark("Month"))
        sheet.text(2, FIRST_COL + col, name, of(**HEAD, align="right"))
    for row, name in ((3, mark("from")), (4, mark("to"))):
        sheet.text(row, 0, drawing.said(name), of(font_color=look.SLATE))


def _columns_days(col: int) -> tuple[str, str]:
    if col < 2:  # noqa: PLR2004 - the period and a year before
        back = 12 * col
        return f"=EDATE(kpi_start,-{back})", f"=EOMONTH(kpi_end,-{back})"
    if col == YEAR_COL:
        return "=EOMONTH(kpi_end,-12)+1", "=EOMONTH(kpi_end,0)"
    back = MONTHS + FIRST_MONTH - 1 - col
    return f"=EOMONTH(kpi_end,-{back + 1})+1", f"=EOMONTH(kpi_end,-{back})"


def draw_data(drawing: Drawing, table: TableOf) -> dict[str, int]:
    """A table of facts, ready for a pivot; above each sum's column, the sum of the period."""
    title = data_title(drawing, table.name)
    sheet: BulkSheet = drawing.file.get_worksheet_by_name(title)
    band(drawing, sheet, title, table.purpose, len(table.columns))
    rows, columns, width = drawing.book.facts.tables[table.name], [], 0
    for place, column in enumerate(table.columns):
        cells = _cells(drawing, column, rows[column.name].tolist())
        columns.append(_bulk(drawing, column, cells or [None]))
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        needed = min(max(13, longest + 3), 46)
        sheet.set_column(place, place, needed, columns[-1].text)
        width += needed
        for row in range(2, DATA_HEAD - 1):
            sheet.write_blank(row, place, None, drawing.styles.of())
    length = max(1, len(rows["ref"]))
    sheet.set_row(DATA_HEAD - 1, 45)
    listed = [
        {"header": drawing.said(one.heading),
         "header_format": drawing.styles.of(**HEAD, align=SIDES[one.kind])}
        for one in table.columns
    ]  # fmt: skip
    area = (DATA_HEAD - 1, 0, DATA_HEAD - 1 + length, len(columns) - 1)
    sheet.add_table(*area, {"name": table_name(table.name), "style": None, "columns": listed})
    _proofs(drawing, sheet, table)
    sheet.table_rows(DATA_HEAD, columns)
    sheet.freeze_panes(DATA_HEAD, 1)
    sheet.fit_to_pages(ceil(width / PRINTED_WIDTH), 0)
    sheet.repeat_rows(DATA_HEAD - 1)
    sheet.set_tab_color(look.TIDE)
    return {str(ref): DATA_HEAD + 1 + at for at, ref in enumerate(rows["ref"].tolist())}


def _cells(drawing: Drawing, column: Column, values: list[object]) -> list[object]:
    if column.kind == "text":
        return [drawing.named(column.name, one) for one in values]
    if column.kind == "day":
        return [day_of(one) if isinstance(one, int) and one else None for one in values]
    if not column.places:
        return values
    return [one / 10**column.places if isinstance(one, int) else None for one in values]


def _bulk(drawing: Drawing, column: Column, cells: list[object]) -> Bulk:
    of = drawing.styles.of
    form = EXACT_FORM if column.places else WHOLE_FORM
    return Bulk(cells, of(**HAIRLINE), of(**HAIRLINE, num_format=form, align="right"),
                of(**HAIRLINE, num_format=drawing.styles.day_form, align="center"))  # fmt: skip


def _proofs(drawing: Drawing, sheet: BulkSheet, table: TableOf) -> None:
    """Above a column, the sum that figures take of it."""
    quiet = {"font_size": look.HEAD_SIZE, "font_color": look.SLATE}
    sheet.text(3, 0, drawing.said(mark("Sums of the period:")), drawing.styles.of(**quiet))
    for place, column in enumerate(table.columns):
        found = [
            one
            for one in drawing.lines.sums
            if (one.table, one.column) == (table.name, column.name)
        ]
        if found:
            form = EXACT_FORM if column.places else WHOLE_FORM
            sheet.write_formula(
                3, place, f"={drawing.lines.cell(found[0], 0)}",
                drawing.styles.of(**quiet, num_format=form, align="right"),
                sum_value(found[0], drawing.book.totals, drawing.book.chosen.period),
            )  # fmt: skip
