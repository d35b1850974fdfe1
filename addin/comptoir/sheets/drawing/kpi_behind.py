"""The rows behind each figure, in one table: filter it by a code, and the sums are the figure."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from comptoir.kpis.behind import Behind
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import day_of
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import BEHIND, Drawing, band
from comptoir.sheets.drawing.sheet import Bulk
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import Said, mark

HEAD_AT = 5
"""The row of the headings, from 0."""
TABLE = "tblKpiBehind"
CODE, NAME, RECORD, PARTNER, PARTNER_NAME, DAY, OVER, UNDER = (
    mark("Code"), mark("KPI"), mark("Record"), mark("Partner"), mark("Name"), mark("Day"),
    mark("Counted"), mark("Out of"),
)  # fmt: skip
COLUMNS = (
    (CODE, 20), (NAME, 36), (RECORD, 22), (PARTNER, 16), (PARTNER_NAME, 30), (DAY, 13), (OVER, 16),
    (UNDER, 16),
)  # fmt: skip


def behind_column(drawing: Drawing, heading: str) -> str:
    """A column of the table as formulas name it."""
    return f"{TABLE}[{drawing.said(heading)}]"


def draw_behind(drawing: Drawing) -> None:
    sheet, of = drawing.sheet(BEHIND), drawing.styles.of
    band(drawing, sheet, drawing.said(BEHIND), mark("The records that each figure is made of: filter by its code."),
         len(COLUMNS))  # fmt: skip
    quiet = {"font_size": look.HEAD_SIZE, "font_color": look.SLATE}
    told = drawing.said(mark("Sums of what the filter shows:"))
    sheet.text(3, 4, told, of(**quiet))
    columns = [Bulk(cells or [None], *_forms(drawing)) for cells in behind_cells(drawing)]
    length = len(columns[0].cells)
    for col, heading in ((6, OVER), (7, UNDER)):
        known = sum(value for value in columns[col].cells if isinstance(value, float))
        sheet.write_formula(3, col, f"=SUBTOTAL(109,{behind_column(drawing, heading)})",
                            of(**quiet, num_format="#,##0.00", align="right"), known)  # fmt: skip
    for col, (_name, width) in enumerate(COLUMNS):
        sheet.set_column(col, col, width)
    sheet.set_row(HEAD_AT, 30)
    sides = {DAY: "center", OVER: "right", UNDER: "right"}
    listed = [
        {"header": drawing.said(name), "header_format": of(**HEAD, align=sides.get(name, "left"))}
        for name, _width in COLUMNS
    ]
    sheet.add_table(HEAD_AT, 0, HEAD_AT + length, len(COLUMNS) - 1,
                    {"name": TABLE, "style": None, "columns": listed})  # fmt: skip
    sheet.table_rows(HEAD_AT + 1, columns)
    sheet.freeze_panes(HEAD_AT + 1, 3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_AT)
    sheet.set_tab_color(look.SLATE)


def _forms(drawing: Drawing) -> tuple[object, object, object]:
    of = drawing.styles.of
    return (of(**HAIRLINE), of(**HAIRLINE, num_format="#,##0.00", align="right"),
            of(**HAIRLINE, num_format=drawing.styles.day_form, align="center"))  # fmt: skip


def behind_cells(drawing: Drawing) -> list[list[object]]:
    """The cells of the table, column by column."""
    rows = [
        (
            code,
            drawing.said(one.name),
            *_record(drawing, row),
            float(row.over),
            float(row.under) if one.under else None,
        )
        for code, one in DEFINITIONS.items()
        for row in drawing.book.behind[code]
    ]
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in COLUMNS]


def _record(drawing: Drawing, row: Behind) -> tuple[object, ...]:
    ref = Said("{count} others", count=row.others).in_(drawing.book.lang) if row.others else row.ref
    name = drawing.book.facts.names.get(row.party, "")
    return (
        ref,
        row.party,
        name,
        day_of(row.day) if row.day else None,
    )
