"""A family's sheet: its figures broken down, each beside a chart that says what it shows."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Breakdown, Definition, Family, Sum, Unit
from comptoir.kpis.definitions import BREAKDOWNS, DEFINITIONS, FAMILIES
from comptoir.kpis.figures import Part, broken_down, figure
from comptoir.kpis.periods import months_to
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import (
    FIGURES,
    FORMS,
    TREND_COL,
    Drawing,
    band,
    number,
)
from comptoir.sheets.drawing.kpi_sums import (
    MONTHS,
    sum_formula,
    table_name,
)
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import mark, translated

HIGH, WIDE = 16, 6
"""Rows and columns of a block: its table, its chart."""
SOURCE_ROW = 80
"""The tables of the charts stand below what is printed, from this row (from 0)."""
LEAD = {
    Family.SALES: "TURNOVER", Family.EXPORT: "OTIF", Family.PURCHASING: "SUPPLIER_OTD",
    Family.CASH: "RECEIVABLES", Family.TRANSPORT: "ARRIVALS", Family.CLAIMS: "CLAIM_RATE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """Where a chart's title, labels and values stand."""

    title: str
    labels: str
    values: str
    empty: bool


def draw_family(drawing: Drawing, family: Family) -> list[Block]:
    """The lead figure over 24 months, then its breakdowns."""
    sheet = drawing.sheet(family.value)
    names = ", ".join(drawing.said(one.name) for one in FAMILIES[family])
    band(
        drawing,
        sheet,
        drawing.said(family.value),
        mark("Where the figures of the family come from."),
        12,
    )
    sheet.set_column(0, 11, 15)
    sheet.text(2, 0, names[:180] + ("…" if len(names) > 180 else ""),  # noqa: PLR2004 - one line
               drawing.styles.of(font_size=look.HEAD_SIZE, italic=True, font_color=look.SLATE))  # fmt: skip
    trend_chart(drawing, sheet, LEAD[family], 4, 0)
    blocks = []
    for at, one in enumerate(BREAKDOWNS[family], 1):
        block = _block(drawing, sheet, one, SOURCE_ROW + (at - 1) * 14)
        blocks.append(block)
        if not block.empty:
            bar_chart(drawing, sheet, one, block, 4 + (at // 2) * HIGH, (at % 2) * WIDE)
        else:
            sheet.text(4 + (at // 2) * HIGH, (at % 2) * WIDE, drawing.said(one.title) + drawing.colon + drawing.said(
                mark("nothing in the period.")), drawing.styles.of(italic=True, font_color=look.SLATE))  # fmt: skip
    sheet.print_area(0, 0, 4 + (1 + (len(BREAKDOWNS[family]) // 2)) * HIGH, 11)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)
    return blocks


def _block(drawing: Drawing, sheet: BulkSheet, one: Breakdown, at: int) -> Block:
    """The labels and live values of a chart, its title worked out above them."""
    book, of = drawing.book, drawing.styles.of
    definition = DEFINITIONS[one.code]
    parts = broken_down(book.totals, one, book.chosen.period)
    heading = drawing.said(one.title)
    sheet.text(
        at + 1, 0, drawing.said(TABLES[definition.table].by_name[one.by].heading), of(**HEAD)
    )
    sheet.text(at + 1, 1, drawing.said(definition.name), of(**HEAD))
    form = of(**HAIRLINE, num_format=FORMS[definition.unit], align="right")
    for row, part in enumerate(parts, at + 2):
        label = str(drawing.named(one.by, part.label))
        sheet.text(row, 0, label, of(**HAIRLINE))
        sheet.write_formula(row, 1, part_formula(drawing, definition, one.by, row + 1), form,
                            number(part.value))  # fmt: skip
    first, last = at + 3, at + 2 + max(1, len(parts))
    formula, title = _title(drawing, definition, one, parts, first, last)
    sheet.write_formula(at, 0, formula, of(bold=True), title)
    place = f"'{drawing.said_title(sheet)}'!"
    return Block(f"{place}$A${at + 1}", f"{place}$A${first}:$A${last}",
                 f"{place}$B${first}:$B${last}", not parts or not heading)  # fmt: skip


def part_formula(drawing: Drawing, one: Definition, by: str, row: int) -> str:
    """A figure of the rows whose label stands in column A of *row*."""
    over = _parts(drawing, one.over, by, row)
    if not one.under:
        return f"={over}"
    under = _parts(drawing, one.under, by, row)
    return f'=IF(ROUND({under},4)=0,"",{over}*{one.factor}/{under})'


def _parts(drawing: Drawing, sums: tuple[Sum, ...], by: str, row: int) -> str:
    lang, told = drawing.book.lang, ""
    for one in sums:
        if by not in TABLES[one.table].by_name:
            continue
        heading = translated(TABLES[one.table].by_name[by].heading, lang)
        more = f",{table_name(one.table)}[{heading}],$A{row}"
        told += ("-" if one.sign < 0 else "+") + sum_formula(one, 0, lang, more).lstrip("=")
    return f"({told.lstrip('+')})"


def _title(
    drawing: Drawing, one: Definition, down: Breakdown, parts: list[Part], first: int, last: int
) -> tuple[str, str]:
    """What a chart says: who leads and by how much; of a rate, who is worst."""
    heading, colon = drawing.said(down.title), drawing.colon
    labels, values = f"$A${first}:$A${last}", f"$B${first}:$B${last}"
    nothing = f"{heading}{colon}{drawing.said(mark('nothing in the period.'))}"
    worst = "MIN" if one.better == "up" and one.unit is Unit.PERCENT else "MAX"
    known = [part for part in parts if part.value is not None]
    if one.unit is Unit.MONEY:
        says = drawing.said(mark("first"))
        shown = f'ROUND(100*MAX({values})/SUM({values}),0)&" %"'
    else:
        says = drawing.said(mark("worst"))
        places = 2 if one.unit is Unit.RATE else 1
        shown = f"ROUND({worst}({values}),{places})"
        shown += '&" %"' if one.unit is Unit.PERCENT else ""
    found = f"INDEX({labels},MATCH({worst}({values}),{values},0))"
    formula = f'=IF(COUNT({values})=0,"{nothing}","{heading}{colon}"&{found}&" {says}, "&{shown})'
    if not known:
        return formula, nothing
    pick = min if worst == "MIN" else max
    best = pick(known, key=lambda part: part.value or 0)
    label = drawing.named(down.by, best.label)
    whole = sum(part.value or 0 for part in known)
    value = best.value or 0
    number_ = (
        round(float(100 * value / whole))
        if one.unit is Unit.MONEY and whole
        else round(float(value), 2 if one.unit is Unit.RATE else 1)
    )
    after = " %" if one.unit in {Unit.MONEY, Unit.PERCENT} else ""
    return formula, f"{heading}{colon}{label} {says}, {number_:g}{after}"


def styled(chart: Any, title: str, form: str, *, bars: bool) -> None:
    """One look for every chart: no frame, light grid, zero-based, the title at the left."""
    font = {"name": look.FONT, "size": 9, "color": look.INK}
    chart.set_title(
        {"name": f"={title}", "name_font": {**font, "size": 11, "bold": True}, "overlay": False}
    )
    chart.set_legend({"none": True})
    axis = {"num_font": font, "line": {"color": look.HAIR}}
    numbers = {**axis, "num_format": form, "min": 0 if bars else None,
               "major_gridlines": {"visible": True, "line": {"color": look.MIST}}}  # fmt: skip
    chart.set_x_axis(axis)
    chart.set_y_axis(numbers)
    chart.set_chartarea({"border": {"none": True}})


def bar_chart(
    drawing: Drawing, sheet: BulkSheet, one: Breakdown, block: Block, row: int, col: int,
    size: tuple[int, int] = (620, 310),
) -> None:  # fmt: skip
    """Columns with their value above them."""
    unit = DEFINITIONS[one.code].unit
    form = "# ##0" if unit is Unit.MONEY else FORMS[unit]
    chart = drawing.file.add_chart({"type": "column"})
    chart.add_series({
        "categories": f"={block.labels}", "values": f"={block.values}", "gap": 60,
        "fill": {"color": look.SEA}, "border": {"none": True},
        "data_labels": {"value": True, "num_format": form,
                        "font": {"name": look.FONT, "size": 9, "color": look.INK}},
    })  # fmt: skip
    styled(chart, block.title, form, bars=False)
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(row, col, chart, {"object_position": 2, "x_offset": 4, "y_offset": 2})


def trend_chart(
    drawing: Drawing, sheet: BulkSheet, code: str, row: int, col: int,
    size: tuple[int, int] = (620, 310),
) -> None:  # fmt: skip
    """Twelve months of a figure, with the line of the year before."""
    title = _trend_title(drawing, sheet, code)
    line, name = drawing.row(code), drawing.said(FIGURES)
    middle, last = TREND_COL + MONTHS // 2, TREND_COL + MONTHS - 1

    def cells(first: int, until: int, at: int) -> str:
        return f"='{name}'!${xl_col_to_name(first)}${at}:${xl_col_to_name(until)}${at}"

    unit = DEFINITIONS[code].unit
    font = {"name": look.FONT, "size": 9, "color": look.INK}
    chart = drawing.file.add_chart({"type": "column"})
    chart.add_series({"name": drawing.said(mark("these months")), "values": cells(middle, last, line),
                      "categories": cells(middle, last, 5), "fill": {"color": look.SEA},
                      "border": {"none": True}, "gap": 60})  # fmt: skip
    before = drawing.file.add_chart({"type": "line"})
    before.add_series({"name": drawing.said(mark("a year before")), "values": cells(TREND_COL, middle - 1, line),
                       "categories": cells(middle, last, 5),
                       "line": {"color": look.BRASS, "width": 2, "dash_type": "dash"},
                       "marker": {"type": "diamond", "size": 5, "fill": {"color": look.BRASS},
                                  "border": {"color": look.BRASS}}})  # fmt: skip
    chart.combine(before)
    styled(chart, title, FORMS[unit], bars=True)
    chart.set_x_axis(
        {"num_font": font, "num_format": "mmm yy", "line": {"color": look.HAIR}, "text_axis": True}
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(row, col, chart, {"object_position": 2, "x_offset": 4, "y_offset": 2})


def _trend_title(drawing: Drawing, sheet: BulkSheet, code: str) -> str:
    """In how many of the twelve months it was above the year before."""
    at = SOURCE_ROW + 70
    name, line = drawing.said(FIGURES), drawing.row(code)
    middle, last = TREND_COL + MONTHS // 2, TREND_COL + MONTHS - 1

    def cells(first: int, until: int) -> str:
        return f"'{name}'!${xl_col_to_name(first)}${line}:${xl_col_to_name(until)}${line}"

    now, then = cells(middle, last), cells(TREND_COL, middle - 1)
    one = DEFINITIONS[code]
    months = months_to(drawing.book.chosen.period, MONTHS)
    found = [figure(drawing.book.totals, one, month).value for month in months]
    above = sum(
        1 for a, b in zip(found[12:], found[:12], strict=True)
        if a is not None and b is not None and a > b
    )  # fmt: skip
    said = drawing.said(mark("months of twelve above the year before"))
    heading, colon = drawing.said(one.name), drawing.colon
    formula = (
        f'="{heading}{colon}"&SUMPRODUCT(ISNUMBER({now})*ISNUMBER({then})*({now}>{then}))&" {said}"'
    )
    sheet.write_formula(at, 0, formula, drawing.styles.of(), f"{heading}{colon}{above} {said}")
    return f"'{drawing.said_title(sheet)}'!$A${at + 1}"


__all__ = ["Block", "bar_chart", "draw_family", "trend_chart"]
