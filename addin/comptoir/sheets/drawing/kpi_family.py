"""A family's sheet: its figures, then charts of where they come from, each with what it says."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from comptoir.kpis.declared import Breakdown, Definition, Family, Sum, Unit
from comptoir.kpis.definitions import BREAKDOWNS, DEFINITIONS, FAMILIES
from comptoir.kpis.figures import Part, Totals, broken_down, met
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import (
    FORMS,
    STATUS,
    TARGET,
    TREND,
    VALUE,
    Drawing,
    band,
    number,
)
from comptoir.sheets.drawing.kpi_bridge import draw_bridge
from comptoir.sheets.drawing.kpi_charts import Block, Place, bars, unseen
from comptoir.sheets.drawing.kpi_figures import WORDS, moved
from comptoir.sheets.drawing.kpi_says import title_of
from comptoir.sheets.drawing.kpi_sums import YEAR_COL, sum_formula, table_name, wide
from comptoir.sheets.drawing.kpi_trend import ageing, trend
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import mark, translated

WIDTH, WIDE = 12, 4
"""Columns of the sheet, and of a chart."""
HIGH = 14
"""Rows of a chart."""
SOURCE_ROW = 70
"""The tables of the charts stand below what is printed, from this row (from 0)."""
MOST = 8
LEAD = {
    Family.SALES: "TURNOVER", Family.EXPORT: "OTIF", Family.PURCHASING: "BOUGHT",
    Family.CASH: "RECEIVABLES", Family.TRANSPORT: "ARRIVALS", Family.CLAIMS: "CLAIM_COUNT",
    Family.MAIL: "MAILS_IN", Family.GROWTH: "LEADS",
}  # fmt: skip
SEEN = {Family.SALES: 4}
"""Breakdowns that leave room for another chart."""


def draw_family(drawing: Drawing, family: Family) -> list[Block]:
    """The figures of a family, the lead one over its months, then its breakdowns."""
    sheet = drawing.sheet(family.value)
    band(drawing, sheet, drawing.said(family.value), mark("The figures of the family; the charts tell of the twelve months to the end of the period."), WIDTH)  # fmt: skip
    sheet.set_column(0, WIDTH - 1, 14.5)
    first = _table(drawing, sheet, family)
    trend(drawing, sheet, LEAD[family], SOURCE_ROW + 100, Place(first, 0))
    blocks = []
    for at, one in enumerate(BREAKDOWNS[family]):
        block = breakdown(drawing, sheet, one, SOURCE_ROW + at * 12)
        blocks.append(block)
        _chart(drawing, sheet, one, block, _place(first, at + 1))
    last = 1 + len(blocks)
    if family is Family.SALES:
        draw_bridge(drawing, sheet, SOURCE_ROW + 110, _place(first, last))
        last += 1
    if family is Family.CASH:
        ageing(drawing, sheet, SOURCE_ROW + 110, _place(first, last))
        last += 1
    sheet.print_area(0, 0, first + ceil(last / 3) * HIGH - 1, WIDTH - 1)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)
    return blocks


def _place(first: int, at: int) -> Place:
    return Place(first + at // 3 * HIGH, at % 3 * WIDE)


def _chart(drawing: Drawing, sheet: BulkSheet, one: Breakdown, block: Block, at: Place) -> None:
    if block.empty:
        unseen(drawing, sheet, block, at)
        return
    bars(drawing, sheet, block, DEFINITIONS[one.code].unit, at)


def _table(drawing: Drawing, sheet: BulkSheet, family: Family) -> int:
    """The figures of the family in two columns; the row after them."""
    every = FAMILIES[family]
    half = ceil(len(every) / 2)
    names = (
        mark("KPI"),
        "",
        mark("Value"),
        mark("Target"),
        mark("Status"),
        mark("On a year before"),
    )
    for side in (0, 6):
        for col, name in enumerate(names):
            align = "right" if col in {2, 3} else "left"
            head = drawing.styles.of(**HEAD, align=align, indent=int(col > 3))  # noqa: PLR2004 - words
            sheet.text(3, side + col, drawing.said(name), head)
    for at, one in enumerate(every):
        _line(drawing, sheet, one, 4 + at % half, 6 * (at // half))
    for row in range(4 + len(every) - half, 4 + half):
        for col in range(6, 12):
            sheet.write_blank(row, col, None, drawing.styles.of(**HAIRLINE))
    return 4 + half + 1


def _line(drawing: Drawing, sheet: BulkSheet, one: Definition, row: int, col: int) -> None:
    """A figure as it stands on the sheet of figures."""
    book, of = drawing.book, drawing.styles.of
    now, before, target = (
        book.now[one.code].value,
        book.before[one.code].value,
        book.chosen.target(one),
    )
    unit = drawing.unit(one)
    plain = one.unit in {Unit.PERCENT, Unit.COUNT}
    name = drawing.said(one.name) + ("" if plain else f" ({unit})")
    sheet.merge_range(row, col, row, col + 1, "", of(**HAIRLINE))
    sheet.text(row, col, name, of(**HAIRLINE, shrink=True))
    form = of(**HAIRLINE, num_format=FORMS[one.unit], align="right")
    bold = of(**HAIRLINE, num_format=FORMS[one.unit], align="right", bold=True, font_color=look.SEA)
    judged = met(one, now, target)
    on, off = drawing.said(WORDS[0]), drawing.said(WORDS[1])
    told = (
        (VALUE, bold, number(now)), (TARGET, form, number(target)),
        (STATUS, of(**HAIRLINE, indent=1), "" if judged is None else on if judged else off),
        (TREND, of(**HAIRLINE, indent=1), moved(drawing, one, now, before)),
    )  # fmt: skip
    for at, (source, style, known) in enumerate(told):
        cell = drawing.cell(one.code, source)
        sheet.write_formula(row, col + 2 + at, f'=IF({cell}="","",{cell})', style, known)


def size(drawing: Drawing, one: Breakdown, parts: Sequence[Part]) -> int:
    """How many lines a breakdown has, whatever is chosen: as many values as ever counted.

    None where all of them are nothing: there would be nothing to see.
    """
    definition, facts = DEFINITIONS[one.code], Totals(drawing.book.facts)
    weighing = (definition.under or definition.over)[0]
    here = facts.column(weighing.table, weighing.column) != 0
    known = len(set(facts.column(weighing.table, one.by)[here].tolist()))
    seen = any(part.value for part in parts)
    return drawing.sized(f"{one.code}.{one.by}", min(known, MOST) if seen else 0)


def breakdown(drawing: Drawing, sheet: BulkSheet, one: Breakdown, at: int) -> Block:
    """The labels and live values of a chart, its title worked out above them."""
    of, definition = drawing.styles.of, DEFINITIONS[one.code]
    year = wide(drawing.book.chosen.period)[YEAR_COL]
    parts = broken_down(drawing.book.totals, one, year, MOST)
    count = size(drawing, one, parts)
    parts = parts[: max(count, 1)]
    heading = TABLES[definition.table].by_name[one.by].heading
    for col, name in enumerate((heading, definition.name, mark("Code"))):
        sheet.text(at + 1, col, drawing.said(name), of(**HEAD))
    form = of(**HAIRLINE, num_format=FORMS[definition.unit], align="right")
    for row in range(at + 2, at + 2 + max(count, 1)):
        place = row - at - 2
        part = parts[place] if place < len(parts) else Part("", None, 0)  # type: ignore[arg-type] # - blank
        sheet.text(row, 0, drawing.label(one.by, part.label) if part.label else "", of(**HAIRLINE))
        sheet.write_formula(row, 1, part_formula(drawing, definition, one.by, row + 1, YEAR_COL), form,
                            number(part.value))  # fmt: skip
        sheet.text(
            row, 2, str(drawing.named(one.by, part.label)), of(**HAIRLINE, font_color=look.SLATE)
        )
    first, last = at + 3, at + 2 + max(1, count)
    formula, title = title_of(drawing, definition, one, parts, (first, last))
    sheet.write_formula(at, 0, formula, of(bold=True), title)
    name = f"'{drawing.said_title(sheet)}'!"
    return Block(f"{name}$A${at + 1}", f"{name}$A${first}:$A${last}",
                 f"{name}$B${first}:$B${last}", not count, title)  # fmt: skip


def part_formula(drawing: Drawing, one: Definition, by: str, row: int, col: int = 0) -> str:
    """A figure of the rows whose code stands in column C of *row*."""
    over = _parts(drawing, one.over, by, row, col)
    times = f"*{one.factor}" if one.factor != 1 else ""
    if not one.under:
        return f'=IF($C{row}="","",{over}{times})'
    under = _parts(drawing, one.under, by, row, col)
    return f'=IF($C{row}="","",IF(ROUND({under},4)=0,"",{over}{times}/{under}))'


def _parts(drawing: Drawing, sums: tuple[Sum, ...], by: str, row: int, col: int) -> str:
    lang, told = drawing.book.lang, ""
    for one in sums:
        if by not in TABLES[one.table].by_name:
            continue
        heading = translated(TABLES[one.table].by_name[by].heading, lang)
        more = f",{table_name(one.table)}[{heading}],$C{row}"
        told += ("-" if one.sign < 0 else "+") + sum_formula(one, col, lang, more).lstrip("=")
    return f"({told.lstrip('+')})"
