"""Budget against actual, month by month, to date and for the whole year."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from datetime import date
from fractions import Fraction

from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Definition
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import figure, serial
from comptoir.kpis.periods import Period, month_of
from comptoir.kpis.targets import adds_up, budget
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import (
    BUDGET,
    FIGURE_ROW,
    FIGURES,
    FORMS,
    TREND_COL,
    Drawing,
    band,
    number,
    quoted,
)
from comptoir.sheets.drawing.kpi_charts import NONE, Place, add, months, put, styled
from comptoir.sheets.drawing.kpi_sums import MONTHS
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import Said, mark

FIRST_MONTH, TO_DATE, YEAR, GAP, RATE = 2, 14, 15, 16, 17
WIDTH = 18
HEAD_AT = 4
SOURCE_ROW = 80
KINDS = (mark("budget"), mark("actual"), mark("gap"))


def budgeted(drawing: Drawing) -> list[Definition]:
    """The figures that have a budget for the year of the period's end."""
    typed = drawing.book.chosen.targets.by_figure
    year = drawing.book.chosen.period.last.year
    return [
        one for code, one in DEFINITIONS.items()
        if adds_up(one) and any(p.first.year <= year <= p.last.year for p in typed.get(code, {}))
    ]  # fmt: skip


def draw_budget(drawing: Drawing) -> None:
    sheet, of, book = drawing.sheet(BUDGET), drawing.styles.of, drawing.book
    band(drawing, sheet, drawing.said(BUDGET),
         mark("What was planned for the year, what came of it, and where it leads."), WIDTH)  # fmt: skip
    shown = budgeted(drawing)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 10)
    sheet.set_column(FIRST_MONTH, WIDTH - 1, 11.5)
    _heads(drawing, sheet)
    for at, one in enumerate(shown):
        _figure(drawing, sheet, one, HEAD_AT + 1 + at * 3)
    after = HEAD_AT + 2 + max(len(shown), 1) * 3
    if not shown:
        sheet.text(HEAD_AT + 1, 0, drawing.said(mark("No budget is recorded for this year: type it on the sheet Targets of the register.")), of(italic=True))  # fmt: skip
    unread = book.chosen.targets.unread
    if unread:
        words = Said("Targets that no figure or period has: {lines}. Correct them in the register.", lines=list(unread))  # fmt: skip
        sheet.text(after, 0, words.in_(book.lang), of(italic=True, font_color=look.BRICK))
    note = mark("Forecast of the year: what came to date, and the budget of the months left.")
    sheet.text(after - 1, 0, drawing.said(note), of(italic=True, font_color=look.SLATE))
    for at, one in enumerate(shown[:4]):
        _chart(drawing, sheet, one, HEAD_AT + 1 + shown.index(one) * 3, SOURCE_ROW + at, Place(after + 1 + at // 2 * 14, at % 2 * 9, 770, 270))  # fmt: skip
    sheet.print_area(0, 0, after + 1 + (min(len(shown), 4) + 1) // 2 * 14, WIDTH - 1)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)


def _heads(drawing: Drawing, sheet: BulkSheet) -> None:
    head, year = drawing.styles.of(**HEAD), drawing.book.chosen.period.last.year
    sheet.set_row(HEAD_AT, 30)
    sheet.text(HEAD_AT, 0, drawing.said(mark("KPI")), head)
    sheet.text(HEAD_AT, 1, "", head)
    month = drawing.styles.of(**HEAD, num_format=drawing.styles.short_month, align="right")
    for at in range(12):
        sheet.write_number(HEAD_AT, FIRST_MONTH + at, serial(date(year, at + 1, 1)), month)
    right = drawing.styles.of(**HEAD, align="right")
    names = (
        mark("To date"),
        mark("Whole year, forecast"),
        mark("Gap of the year"),
        mark("Gap in %"),
    )
    for at, name in enumerate(names):
        sheet.text(HEAD_AT, TO_DATE + at, drawing.said(name), right)


def year_of(period: Period) -> list[Period]:
    """The months of the year of a period's end."""
    return [month_of(date(period.last.year, at, 1)) for at in range(1, 13)]


def _figure(drawing: Drawing, sheet: BulkSheet, one: Definition, row: int) -> None:
    """Three lines: budget, actual, gap."""
    of, book = drawing.styles.of, drawing.book
    typed, last = book.chosen.targets.by_figure[one.code], book.chosen.period.last
    every = year_of(book.chosen.period)
    planned = [budget(typed, month) for month in every]
    came = [
        figure(book.totals, one, month).value if month.first <= last else None for month in every
    ]
    for at, kind in enumerate(KINDS):
        bold = at == 1
        style = of(**HAIRLINE, bold=bold) if at < 2 else of(**HAIRLINE, italic=True)  # noqa: PLR2004 - the gap
        sheet.text(
            row + at, 0, drawing.said(one.name) if at == 0 else "", of(**HAIRLINE, bold=True)
        )
        sheet.text(row + at, 1, drawing.said(kind), style)
    for at in range(12):
        _month(drawing, sheet, one, row, FIRST_MONTH + at, planned[at], came[at])
    _year(drawing, sheet, one, row, planned, came)


def _form(drawing: Drawing, one: Definition, **more: object) -> object:
    return drawing.styles.of(**HAIRLINE, num_format=FORMS[one.unit], align="right", **more)


def _month(
    drawing: Drawing, sheet: BulkSheet, one: Definition, row: int, col: int,
    planned: Fraction | None, came: Fraction | None,
) -> None:  # fmt: skip
    name = xl_col_to_name(col)
    if planned is None:
        sheet.write_blank(row, col, None, _form(drawing, one))
    else:
        sheet.write_number(row, col, float(planned), _form(drawing, one))
    figures, line = drawing.said(FIGURES), drawing.row(one.code)
    first, last = xl_col_to_name(TREND_COL), xl_col_to_name(TREND_COL + MONTHS - 1)
    heads = f"'{figures}'!${first}${FIGURE_ROW - 1}:${last}${FIGURE_ROW - 1}"
    values = f"'{figures}'!${first}${line}:${last}${line}"
    sheet.write_formula(
        row + 1, col, f'=IFERROR(INDEX({values},MATCH({name}${HEAD_AT + 1},{heads},0)),"")',
        _form(drawing, one, bold=True), number(came),
    )  # fmt: skip
    both = planned is not None and came is not None
    sheet.write_formula(
        row + 2, col, f'=IF(OR({name}{row + 1}="",{name}{row + 2}=""),"",{name}{row + 2}-{name}{row + 1})',
        _form(drawing, one, italic=True, font_color=look.SLATE),
        float((came or 0) - (planned or 0)) if both else "",
    )  # fmt: skip


def _year(
    drawing: Drawing, sheet: BulkSheet, one: Definition, row: int,
    planned: list[Fraction | None], came: list[Fraction | None],
) -> None:  # fmt: skip
    """To date; the whole year, with what is still planned; the gap between."""
    first, last = xl_col_to_name(FIRST_MONTH), xl_col_to_name(FIRST_MONTH + 11)
    days = f"${first}${HEAD_AT + 1}:${last}${HEAD_AT + 1}"
    at = row + 1
    budgets, actuals = f"{first}{at}:{last}{at}", f"{first}{at + 1}:{last}{at + 1}"
    past = [
        month.first <= drawing.book.chosen.period.last
        for month in year_of(drawing.book.chosen.period)
    ]
    to_date = sum(
        (p or Fraction(0) for p, gone in zip(planned, past, strict=True) if gone), Fraction(0)
    )
    whole = sum((p or Fraction(0) for p in planned), Fraction(0))
    done = sum((c or Fraction(0) for c in came), Fraction(0))
    form = _form(drawing, one)
    date_col, year_col = xl_col_to_name(TO_DATE), xl_col_to_name(YEAR)
    sheet.write_formula(
        row, TO_DATE, f'=SUMIFS({budgets},{days},"<="&kpi_end)', form, float(to_date)
    )
    sheet.write_formula(row, YEAR, f"=SUM({budgets})", form, float(whole))
    bold = _form(drawing, one, bold=True)
    forecast = done + whole - to_date
    sheet.write_formula(
        row + 1, TO_DATE, f'=SUMIFS({actuals},{days},"<="&kpi_end)', bold, float(done)
    )
    sheet.write_formula(
        row + 1, YEAR, f"={date_col}{at + 1}+{year_col}{at}-{date_col}{at}", bold, float(forecast)
    )
    quiet = _form(drawing, one, italic=True, font_color=look.SLATE)
    sheet.write_formula(
        row + 2, TO_DATE, f"={date_col}{at + 1}-{date_col}{at}", quiet, float(done - to_date)
    )
    sheet.write_formula(
        row + 2, YEAR, f"={year_col}{at + 1}-{year_col}{at}", quiet, float(forecast - whole)
    )
    sheet.write_formula(
        row + 1, GAP, f"={year_col}{at + 1}-{year_col}{at}", bold, float(forecast - whole)
    )
    rate = float(100 * (forecast - whole) / whole) if whole else ""
    percent = drawing.styles.of(
        **HAIRLINE, num_format='+0.0" %";-0.0" %";0.0" %"', align="right", bold=True
    )
    sheet.write_formula(row + 1, RATE, f'=IF({year_col}{at}=0,"",100*{xl_col_to_name(GAP)}{at + 1}/{year_col}{at})', percent, rate)  # fmt: skip
    for empty in (row, row + 2):
        for col in (GAP, RATE):
            sheet.write_blank(empty, col, None, form)


def _chart(
    drawing: Drawing, sheet: BulkSheet, one: Definition, row: int, source: int, place: Place
) -> None:
    name = f"'{drawing.said_title(sheet)}'!"
    first, last = xl_col_to_name(FIRST_MONTH), xl_col_to_name(FIRST_MONTH + 11)
    heads = f"={name}${first}${HEAD_AT + 1}:${last}${HEAD_AT + 1}"
    chart, line = add(drawing, {"type": "column"}), add(drawing, {"type": "line"})
    chart.add_series({"name": drawing.said(KINDS[1]), "categories": heads, "gap": 60,
                      "values": f"={name}${first}${row + 2}:${last}${row + 2}",
                      "fill": {"color": look.SEA}, "border": NONE})  # fmt: skip
    line.add_series({"name": drawing.said(KINDS[0]), "categories": heads,
                     "values": f"={name}${first}${row + 1}:${last}${row + 1}",
                     "line": {"color": look.BRASS, "width": 2, "dash_type": "dash"}})  # fmt: skip
    chart.combine(line)
    styled(chart, _title(drawing, sheet, one, row, source), FORMS[one.unit], legend=True)
    months(chart, drawing.styles.short_month)
    put(sheet, chart, place)


def _title(drawing: Drawing, sheet: BulkSheet, one: Definition, row: int, source: int) -> str:
    """By how much what came to date is above or below the budget."""
    date_col = xl_col_to_name(TO_DATE)
    actual, planned = f"${date_col}${row + 2}", f"${date_col}${row + 1}"
    above, below = (
        drawing.said(mark("% above the budget to date")),
        drawing.said(mark("% below the budget to date")),
    )
    none = drawing.said(mark("no budget to date."))
    heading = drawing.said(one.name) + drawing.colon
    formula = (
        f"={quoted(heading)}&IF({planned}=0,{quoted(none)},"
        f'ABS(ROUND(100*({actual}/{planned}-1),0))&" "&IF({actual}>={planned},{quoted(above)},{quoted(below)}))'
    )
    known = _known(drawing, one)
    text = none if known is None else f"{abs(known)} {above if known >= 0 else below}"
    sheet.write_formula(source, 0, formula, drawing.styles.of(), heading + text)
    return f"'{drawing.said_title(sheet)}'!$A${source + 1}"


def _known(drawing: Drawing, one: Definition) -> int | None:
    from comptoir.kpis.totals import rounded  # noqa: PLC0415 - beside its only use

    period, typed = drawing.book.chosen.period, drawing.book.chosen.targets.by_figure[one.code]
    gone = [month for month in year_of(period) if month.first <= period.last]
    planned = sum((budget(typed, month) or Fraction(0) for month in gone), Fraction(0))
    came = sum(
        (figure(drawing.book.totals, one, month).value or Fraction(0) for month in gone),
        Fraction(0),
    )
    if not planned:
        return None
    share = rounded(100 * (came / planned - 1), 0)
    return int(share) if share is not None else None
