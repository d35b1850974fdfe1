"""Charts over months, and what is owed by how late it is."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Unit
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import figure_then
from comptoir.kpis.periods import months_to
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import FIGURE_ROW, FIGURES, FORMS, TREND_COL, VALUE, Drawing
from comptoir.sheets.drawing.kpi_charts import (
    NONE,
    Block,
    Place,
    add,
    bars,
    months,
    put,
    styled,
    unseen,
)
from comptoir.sheets.drawing.kpi_sums import MONTHS
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.wording import mark

NOTHING_YET = mark("nothing recorded yet.")
MIDDLE, LAST = TREND_COL + MONTHS // 2, TREND_COL + MONTHS - 1
"""The first of the twelve months of the period's end, and the last."""


def cells(drawing: Drawing, first: int, until: int, row: int) -> str:
    """Months of one row of the sheet of figures."""
    name = drawing.said(FIGURES)
    return f"'{name}'!${xl_col_to_name(first)}${row}:${xl_col_to_name(until)}${row}"


def trend(
    drawing: Drawing, sheet: BulkSheet, code: str, source: int, at: Place, beside: str = ""
) -> None:
    """Twelve months of a figure, with the line of the year before; *beside*: of another figure."""
    if not drawing.sized(f"trend.{code}", _known(drawing, code)):
        words = drawing.said(DEFINITIONS[code].name) + drawing.colon + drawing.said(NOTHING_YET)
        quiet = drawing.styles.of(italic=True, font_color=look.SLATE)
        sheet.text(at.row + 1, at.col, words, quiet)
        return
    line = drawing.row(code)
    heads = cells(drawing, MIDDLE, LAST, FIGURE_ROW - 1)
    chart = add(drawing, {"type": "column"})
    chart.add_series({"name": drawing.said(DEFINITIONS[code].name), "values": "=" + cells(drawing, MIDDLE, LAST, line),
                      "categories": f"={heads}", "fill": {"color": look.SEA}, "border": NONE, "gap": 60})  # fmt: skip
    if beside:
        chart.add_series({"name": drawing.said(DEFINITIONS[beside].name),
                          "values": "=" + cells(drawing, MIDDLE, LAST, drawing.row(beside)),
                          "categories": f"={heads}", "fill": {"color": look.TIDE}, "border": NONE})  # fmt: skip
    if _year_before(drawing, code):
        chart.combine(_line_before(drawing, code, heads))
    styled(chart, _title(drawing, sheet, code, source), FORMS[DEFINITIONS[code].unit], legend=True)
    months(chart, drawing.styles.short_month)
    put(sheet, chart, at)


def _line_before(drawing: Drawing, code: str, heads: str) -> Chart:
    """The same months of the year before, as a dashed line."""
    before = add(drawing, {"type": "line"})
    ago = drawing.said(mark("a year before"))
    name = f"{drawing.said(DEFINITIONS[code].name)}, {ago}"
    before.add_series({"name": name, "values": "=" + cells(drawing, TREND_COL, MIDDLE - 1, drawing.row(code)),
                       "categories": f"={heads}",
                       "line": {"color": look.BRASS, "width": 2, "dash_type": "dash"},
                       "marker": {"type": "diamond", "size": 5, "fill": {"color": look.BRASS},
                                  "border": {"color": look.BRASS}}})  # fmt: skip
    return before


def _year_before(drawing: Drawing, code: str) -> int:
    """1 where the months before the twelve shown have something to compare with."""
    earlier = months_to(drawing.book.chosen.period, MONTHS)[:12]
    one = DEFINITIONS[code]
    known = any(figure_then(drawing.book.totals, one, month).value for month in earlier)
    return drawing.sized(f"trend.{code}.before", int(known))


def _known(drawing: Drawing, code: str) -> int:
    """1 where any of the months has something to show."""
    months = months_to(drawing.book.chosen.period, MONTHS)
    return int(
        any(figure_then(drawing.book.totals, DEFINITIONS[code], one).value for one in months)
    )


def _title(drawing: Drawing, sheet: BulkSheet, code: str, at: int) -> str:
    """In how many of the twelve months it was above the year before."""
    line, one = drawing.row(code), DEFINITIONS[code]
    now, then = cells(drawing, MIDDLE, LAST, line), cells(drawing, TREND_COL, MIDDLE - 1, line)
    found = [
        figure_then(drawing.book.totals, one, month).value
        for month in months_to(drawing.book.chosen.period, MONTHS)
    ]
    above = sum(
        1 for a, b in zip(found[12:], found[:12], strict=True)
        if a is not None and b is not None and a > b
    )  # fmt: skip
    said = drawing.said(mark("of twelve months above the year before"))
    heading, colon = drawing.said(one.name), drawing.colon
    if not _year_before(drawing, code):
        words = heading + colon + drawing.said(mark("the last twelve months"))
        sheet.text(at, 0, words, drawing.styles.of())
        return f"'{drawing.said_title(sheet)}'!$A${at + 1}"
    formula = (
        f'="{heading}{colon}"&SUMPRODUCT(ISNUMBER({now})*ISNUMBER({then})*({now}>{then}))&" {said}"'
    )
    sheet.write_formula(at, 0, formula, drawing.styles.of(), f"{heading}{colon}{above} {said}")
    return f"'{drawing.said_title(sheet)}'!$A${at + 1}"


def ageing(drawing: Drawing, sheet: BulkSheet, source: int, at: Place) -> None:
    """What customers owe, by how late it is."""
    name = drawing.said(FIGURES)
    first, last = drawing.row("NOT_DUE"), drawing.row("DUE_OVER")
    share, heading = drawing.cell("OVERDUE", VALUE), drawing.said(mark("Owed to us"))
    past, colon = drawing.said(mark("past due")), drawing.colon
    nothing = drawing.said(mark("nothing is owed."))
    now = drawing.book.now["OVERDUE"].value
    title = (
        f"{heading}{colon}{nothing}"
        if now is None
        else f"{heading}{colon}{_whole(now)}\u00a0% {past}"
    )
    sheet.write_formula(source, 0, f'="{heading}{colon}"&IF({share}="","{nothing}",ROUND({share},0)&"\u00a0% {past}")',
                        None, title)  # fmt: skip
    block = Block(f"'{drawing.said_title(sheet)}'!$A${source + 1}", f"'{name}'!$B${first}:$B${last}",
                  f"'{name}'!$C${first}:$C${last}", not _billed(drawing), title)  # fmt: skip
    if block.empty:
        unseen(drawing, sheet, block, at)
        return
    bars(
        drawing,
        sheet,
        block,
        Unit.MONEY,
        at,
        [look.SEA, look.TIDE, look.BRASS, look.BRASS, look.BRICK],
    )


def _billed(drawing: Drawing) -> int:
    """1 where there are invoices to age."""
    return drawing.sized("ageing", int(len(drawing.book.facts.tables["invoices"]["ref"]) > 0))


def _whole(value: object) -> str:
    from comptoir.kpis.totals import rounded  # noqa: PLC0415 - beside its only use

    return f"{rounded(value, 0)}"  # type: ignore[arg-type] # - a fraction
