"""What is ahead, week by week: money to come and to pay, and the work that waits."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from comptoir.kpis.facts import ints
from comptoir.kpis.facts_ahead import WORK
from comptoir.kpis.figures import day_of
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import AHEAD, Drawing, band
from comptoir.sheets.drawing.kpi_charts import NONE, Place, add, put, styled, thousands
from comptoir.sheets.drawing.kpi_sums import criteria, table_name
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import mark, translated

WEEKS = 13
CASH_AT, WORK_AT = 3, 37
"""The headings of both tables, from 0."""
WIDTH = 12
SOURCE_ROW = 80
"""The titles of the charts stand below what is printed."""
MONEY = "#,##0"
CASH_HEADS = (mark("Week of"), mark("To come"), mark("To pay"), mark("Net"), mark("Running"))
PATTERNS = ("", "dark_upward_diagonal", "", "small_check", "", "dark_downward_diagonal", "", "")
"""Beside the colours, so that the parts of a bar are told apart in black and white."""
COLOURS = (look.SEA, look.TIDE, look.BRASS, look.SLATE, look.MOSS, look.BRICK, look.HAIR, look.INK)


def draw_ahead(drawing: Drawing) -> None:
    sheet = drawing.sheet(AHEAD)
    band(drawing, sheet, drawing.said(AHEAD),
         mark("Money by the day it is expected, each customer as late as usual; work by its day."), WIDTH)  # fmt: skip
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, WIDTH - 1, 13.5)
    _money(drawing, sheet)
    _work(drawing, sheet)
    sheet.print_area(0, 0, WORK_AT + WEEKS + 2, WIDTH - 1)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)


def first_monday(today: int) -> int:
    """The Monday of the week of *today*, both as workbooks count days."""
    return today - day_of(today).weekday()


def _column(drawing: Drawing, table: str, name: str) -> str:
    return (
        f"{table_name(table)}[{translated(TABLES[table].by_name[name].heading, drawing.book.lang)}]"
    )


def _within(drawing: Drawing, table: str, day: str, row: int) -> str:
    """The rows of the week whose first day stands in column A of *row*, and of the choice."""
    column = _column(drawing, table, day)
    return f'{column},">="&$A{row},{column},"<"&$A{row}+7,{criteria(table, drawing.book.lang)}'


def _sum(
    drawing: Drawing, table: str, name: str, day: str, since: int | None, until: int
) -> Fraction:
    """What the formula of a week gives; before the first week where *since* is None."""
    days, values = (ints(drawing.book.totals.column(table, one)) for one in (day, name))
    here = (days > 0) & (days < until)
    if since is not None:
        here &= days >= since
    places = TABLES[table].by_name[name].places
    return Fraction(int(values[here].sum()), 10**places)


def _weeks(drawing: Drawing, sheet: BulkSheet, at: int) -> list[int]:
    """The Mondays, in column A below row *at*."""
    of = drawing.styles.of
    form = of(**HAIRLINE, num_format=drawing.styles.day_form, align="center")
    monday = first_monday(drawing.book.facts.today)
    for week in range(WEEKS):
        formula = "=kpi_today-WEEKDAY(kpi_today,3)" if week == 0 else f"=A{at + week + 1}+7"
        sheet.write_formula(at + 1 + week, 0, formula, form, monday + 7 * week)
    return [monday + 7 * week for week in range(WEEKS)]


def _heads(drawing: Drawing, sheet: BulkSheet, at: int, names: Sequence[str]) -> None:
    sheet.set_row(at, 30)
    for col, name in enumerate(names):
        align = "right" if col else "left"
        sheet.text(at, col, drawing.said(name), drawing.styles.of(**HEAD, align=align))


def _money(drawing: Drawing, sheet: BulkSheet) -> None:
    of = drawing.styles.of
    form = of(**HAIRLINE, num_format=MONEY, align="right")
    bold = of(**HAIRLINE, num_format=MONEY, align="right", bold=True)
    _heads(drawing, sheet, CASH_AT, CASH_HEADS)
    reached = Fraction(0)
    for week, monday in enumerate(_weeks(drawing, sheet, CASH_AT)):
        row = CASH_AT + 1 + week
        at = row + 1
        sums = [
            _sum(drawing, "cash", name, "expected", monday, monday + 7)
            for name in ("to_come", "to_pay")
        ]
        for col, (name, known) in enumerate(zip(("to_come", "to_pay"), sums, strict=True), 1):
            text = f"=SUMIFS({_column(drawing, 'cash', name)},{_within(drawing, 'cash', 'expected', at)})"
            sheet.write_formula(row, col, text, form, float(known))
        reached += sums[0] - sums[1]
        sheet.write_formula(row, 3, f"=B{at}-C{at}", form, float(sums[0] - sums[1]))
        sheet.write_formula(row, 4, f"=SUM(D${CASH_AT + 2}:D{at})", bold, float(reached))
    _apart(drawing, sheet, CASH_AT + 1 + WEEKS)
    charted = drawing.sized("cash", _any(drawing, "cash"))
    _cash_title(drawing, sheet, reached)
    if charted:
        _cash_chart(drawing, sheet)


def _any(drawing: Drawing, table: str) -> int:
    return int(len(drawing.book.facts.tables[table]["ref"]) > 0)


def _apart(drawing: Drawing, sheet: BulkSheet, row: int) -> None:
    """What is not in the weeks: too late to be expected, without a rate."""
    of, book = drawing.styles.of, drawing.book
    chosen = criteria("cash", book.lang)
    form = of(**HAIRLINE, num_format=MONEY, align="right", font_color=look.BRICK)
    totals = book.totals
    for at, (words, name) in enumerate(
        ((mark("To chase, in no week"), "chase"), (mark("Without a rate"), "no_rate"))
    ):
        sheet.text(row + at, 0, drawing.said(words), of(**HAIRLINE, font_color=look.BRICK))
        known = Fraction(
            int(ints(totals.column("cash", name)).sum()), 10 ** TABLES["cash"].by_name[name].places
        )
        sheet.write_formula(
            row + at, 1, f"=SUMIFS({_column(drawing, 'cash', name)},{chosen})", form, float(known)
        )
    note = mark("To chase: late beyond the customer's habit of the last year; no day can be told.")
    sheet.text(row + 2, 0, drawing.said(note), of(italic=True, font_color=look.SLATE))


def _cash_title(drawing: Drawing, sheet: BulkSheet, reached: Fraction) -> None:
    last = f"$E${CASH_AT + 1 + WEEKS}"
    unit = drawing.book.facts.currency
    more, less = (drawing.said(text) for text in (
        mark("more to come than to pay in 13 weeks"), mark("more to pay than to come in 13 weeks")))  # fmt: skip
    heading = drawing.said(mark("Money")) + drawing.colon
    formula = f'="{heading}"&ROUND(ABS({last})/1000,1)&" k {unit} "&IF({last}>=0,"{more}","{less}")'
    known = f"{heading}{thousands(reached)} k {unit} {more if reached >= 0 else less}"
    sheet.write_formula(SOURCE_ROW, 0, formula, drawing.styles.of(bold=True), known)


def _cash_chart(drawing: Drawing, sheet: BulkSheet) -> None:
    name = f"'{drawing.said_title(sheet)}'!"
    first, last = CASH_AT + 2, CASH_AT + 1 + WEEKS
    labels = f"={name}$A${first}:$A${last}"
    chart, line = add(drawing, {"type": "column"}), add(drawing, {"type": "line"})
    for col, colour in (("B", look.SEA), ("C", look.BRASS)):
        heading = CASH_HEADS[1 if col == "B" else 2]
        chart.add_series({"name": drawing.said(heading), "categories": labels, "gap": 50, "overlap": 0,
                          "values": f"={name}${col}${first}:${col}${last}",
                          "fill": {"color": colour}, "border": NONE})  # fmt: skip
    line.add_series({"name": drawing.said(CASH_HEADS[4]), "categories": labels,
                     "values": f"={name}$E${first}:$E${last}", "line": {"color": look.MOSS, "width": 2},
                     "marker": {"type": "circle", "size": 4, "fill": {"color": look.MOSS}, "border": {"color": look.MOSS}}})  # fmt: skip
    chart.combine(line)
    styled(chart, f"{name}$A${SOURCE_ROW + 1}", MONEY, legend=True)
    _week_axis(chart)
    put(sheet, chart, Place(CASH_AT, 5, 690, 620 // 2))


def _week_axis(chart: object) -> None:
    chart.set_x_axis({"num_format": "dd/mm", "text_axis": True, "label_position": "low",  # type: ignore[attr-defined] # - xlsxwriter's
                      "num_font": {"name": look.FONT, "size": 9, "color": look.INK}, "line": {"color": look.HAIR},
                      "major_tick_mark": "none"})  # fmt: skip


def _work(drawing: Drawing, sheet: BulkSheet) -> None:
    of = drawing.styles.of
    form = of(**HAIRLINE, num_format="0;-0;", align="right")
    bold = of(**HAIRLINE, num_format="0", align="right", bold=True)
    _heads(drawing, sheet, WORK_AT, (mark("Week of"), *WORK.values(), mark("Together")))
    together = xl(1 + len(WORK))
    totals, kind = drawing.book.totals, _column(drawing, "work", "kind")
    kinds = totals.column("work", "kind")
    days = ints(totals.column("work", "day"))
    for week, monday in enumerate(_weeks(drawing, sheet, WORK_AT)):
        row = WORK_AT + 1 + week
        at, whole = row + 1, 0
        for col, code in enumerate(WORK, 1):
            known = int(np.count_nonzero((kinds == code) & (days >= monday) & (days < monday + 7)))
            whole += known
            text = (
                f"=COUNTIFS({kind},{xl(col)}${WORK_AT + 1},{_within(drawing, 'work', 'day', at)})"
            )
            sheet.write_formula(row, col, text, form, known)
        sheet.write_formula(row, 1 + len(WORK), f"=SUM(B{at}:{xl(len(WORK))}{at})", bold, whole)
    _overdue(drawing, sheet, WORK_AT + 1 + WEEKS)
    charted = drawing.sized("work", _any(drawing, "work"))
    _work_title(drawing, sheet, together)
    if charted:
        _work_chart(drawing, sheet)


def xl(col: int) -> str:
    return "ABCDEFGHIJKL"[col]


def _overdue(drawing: Drawing, sheet: BulkSheet, row: int) -> None:
    """What should have happened before this week."""
    of, totals = drawing.styles.of, drawing.book.totals
    style = of(**HAIRLINE, num_format="0;-0;", align="right", font_color=look.BRICK)
    sheet.text(row, 0, drawing.said(mark("Before")), of(**HAIRLINE, font_color=look.BRICK))
    kinds, days = totals.column("work", "kind"), ints(totals.column("work", "day"))
    monday, whole = first_monday(drawing.book.facts.today), 0
    day, kind = _column(drawing, "work", "day"), _column(drawing, "work", "kind")
    for col, code in enumerate(WORK, 1):
        known = int(np.count_nonzero((kinds == code) & (days < monday)))
        whole += known
        text = f'=COUNTIFS({kind},{xl(col)}${WORK_AT + 1},{day},"<"&$A${WORK_AT + 2},{criteria("work", drawing.book.lang)})'
        sheet.write_formula(row, col, text, style, known)
    sheet.write_formula(
        row, 1 + len(WORK), f"=SUM(B{row + 1}:{xl(len(WORK))}{row + 1})", style, whole
    )


def _work_title(drawing: Drawing, sheet: BulkSheet, together: str) -> None:
    cells = f"${together}${WORK_AT + 2}:${together}${WORK_AT + 1 + WEEKS}"
    heading = drawing.said(mark("Work")) + drawing.colon
    says, none = (
        drawing.said(mark("events in the heaviest week, of {day}")),
        drawing.said(mark("nothing ahead.")),
    )
    before, _, after = says.partition("{day}")
    pattern = "dd/mm"
    label = f'TEXT(INDEX($A${WORK_AT + 2}:$A${WORK_AT + 1 + WEEKS},MATCH(MAX({cells}),{cells},0)),"{pattern}")'
    formula = f'="{heading}"&IF(MAX({cells})=0,"{none}",MAX({cells})&" {before}"&{label}&"{after}")'
    monday = first_monday(drawing.book.facts.today)
    days = ints(drawing.book.totals.column("work", "day"))
    counts = [
        int(np.count_nonzero((days >= monday + 7 * w) & (days < monday + 7 * w + 7)))
        for w in range(WEEKS)
    ]
    most = max(counts)
    week = day_of(monday + 7 * counts.index(most))
    known = f"{heading}{none}" if not most else f"{heading}{most} {before}{week:%d/%m}{after}"
    sheet.write_formula(SOURCE_ROW + 1, 0, formula, drawing.styles.of(bold=True), known)


def _filled(colour: str, pattern: str) -> dict[str, object]:
    if not pattern:
        return {"fill": {"color": colour}}
    return {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": look.PAPER}}


def _work_chart(drawing: Drawing, sheet: BulkSheet) -> None:
    name = f"'{drawing.said_title(sheet)}'!"
    first, last = WORK_AT + 2, WORK_AT + 1 + WEEKS
    chart = add(drawing, {"type": "column", "subtype": "stacked"})
    looks = zip(WORK.values(), COLOURS, PATTERNS, strict=True)
    for col, (words, colour, pattern) in enumerate(looks, 1):
        chart.add_series({"name": drawing.said(words), "categories": f"={name}$A${first}:$A${last}", "gap": 40,
                          "values": f"={name}${xl(col)}${first}:${xl(col)}${last}",
                          **_filled(colour, pattern), "border": {"color": look.PAPER, "width": 0.5}})  # fmt: skip
    styled(chart, f"{name}$A${SOURCE_ROW + 2}", "0", legend=True)
    _week_axis(chart)
    put(sheet, chart, Place(CASH_AT + 17, 0, 1180, 320))
