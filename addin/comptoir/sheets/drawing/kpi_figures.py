"""The sheet of figures: each judged, explained, proved by the rows behind it, month by month."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import UNRATED, Definition
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import day_of, figure_then, improved, met
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import (
    BEFORE,
    BEHIND,
    FIGURE_ROW,
    FIGURES,
    FORMS,
    LINK,
    PROOF,
    STATUS,
    TARGET,
    TREND,
    TREND_COL,
    VALUE,
    WHY,
    Drawing,
    band,
    data_title,
    frozen,
    heads,
    link,
    number,
    quoted,
)
from comptoir.sheets.drawing.kpi_behind import CODE, OVER, UNDER, behind_column
from comptoir.sheets.drawing.kpi_sums import FIRST_COL, FIRST_MONTH, figure_formula, wide
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import mark

HEADS = (
    (mark("Code"), 18), (mark("KPI"), 36), (mark("Value"), 15), (mark("Unit"), 9),
    (mark("Target"), 13), (mark("Status"), 13), (mark("A year before"), 15), (mark("Trend"), 14),
    (mark("Why it is blank"), 50), (mark("Rows behind it"), 20), (mark("Proof"), 13),
)  # fmt: skip
WORDS = (mark("on target"), mark("off target"), mark("better"), mark("worse"), mark("stable"))


def draw_figures(drawing: Drawing) -> None:
    sheet, book = drawing.sheet(FIGURES), drawing.book
    band(drawing, sheet, drawing.said(FIGURES), mark("Every figure of the period, with its proof."),
         len(HEADS))  # fmt: skip
    heads(drawing, sheet, FIGURE_ROW - 2, HEADS)
    months = wide(book.chosen.period)[FIRST_MONTH:]
    month = drawing.styles.of(**HEAD, num_format=drawing.styles.short_month, align="right")
    sheet.set_column(TREND_COL - 1, TREND_COL - 1, 3)
    sheet.set_column(TREND_COL, TREND_COL + len(months) - 1, 11)
    for at, one in enumerate(months):
        name = xl_col_to_name(FIRST_COL + FIRST_MONTH + at)
        sheet.write_formula(FIGURE_ROW - 2, TREND_COL + at, f"='{drawing.lines.title}'!{name}4",
                            month, (one.first - day_of(0)).days)  # fmt: skip
    for definition in DEFINITIONS.values():
        _figure(drawing, sheet, definition)
    sheet.freeze_panes(FIGURE_ROW - 1, 2)
    sheet.print_area(0, 0, FIGURE_ROW + len(DEFINITIONS), len(HEADS) - 1)
    sheet.repeat_rows(FIGURE_ROW - 2)
    sheet.fit_to_pages(1, 0)
    sheet.set_tab_color(look.SEA)


def _figure(drawing: Drawing, sheet: BulkSheet, one: Definition) -> None:
    """One line: its value now and a year before, judged, and its months."""
    book, of, at = drawing.book, drawing.styles.of, drawing.row(one.code) - 1
    form = of(**HAIRLINE, num_format=FORMS[one.unit], align="right")
    now, before = book.now[one.code], book.before[one.code]
    sheet.text(at, 0, one.code, of(**HAIRLINE, font_color=look.SLATE))
    sheet.text(at, 1, drawing.said(one.name), of(**HAIRLINE))
    value(drawing, sheet, at, VALUE, one, 0, now.value, form)
    sheet.text(at, 3, drawing.unit(one), of(**HAIRLINE, indent=1, font_color=look.SLATE))
    sand = of(**HAIRLINE, num_format=FORMS[one.unit], align="right", bg_color=look.SAND)
    target = book.chosen.target(one)
    if target is None:
        sheet.write_blank(at, TARGET, None, sand)
    else:
        sheet.write_number(at, TARGET, float(target), sand)
    value(drawing, sheet, at, BEFORE, one, 1, before.value, form)
    _judged(drawing, sheet, one, at)
    _why(drawing, sheet, one, at)
    _proof(drawing, sheet, one, at)
    for col, month in enumerate(wide(book.chosen.period)[FIRST_MONTH:]):
        found = figure_then(book.totals, one, month).value
        value(drawing, sheet, at, TREND_COL + col, one, FIRST_MONTH + col, found, form)


def value(
    drawing: Drawing, sheet: BulkSheet, row: int, col: int, one: Definition, period: int,
    known: Fraction | None, form: Format,
) -> None:  # fmt: skip
    """A figure of one column of the sums: live, or as it was at the refresh; of today, no past."""
    live = one.live and not (period and one.of_today)
    text = figure_formula(one, drawing.lines, period) if live else frozen(known)
    sheet.write_formula(row, col, text, form, number(known))


def _why(drawing: Drawing, sheet: BulkSheet, one: Definition, at: int) -> None:
    now = drawing.book.now[one.code]
    why = now.why.in_(drawing.book.lang) if now.why else drawing.said(UNRATED)
    other = drawing.said(mark("Refresh: it is of another choice.")) if one.special else why
    if not one.special and not now.why:
        other = drawing.said(mark("No row of this kind, or an amount without a rate."))
    told = other if now.value is not None else why
    sheet.write_formula(at, WHY, f'=IF(C{at + 1}="",{quoted(told)},"")',
                        drawing.styles.of(**HAIRLINE, italic=True, font_color=look.SLATE, shrink=True),
                        why if now.value is None else "")  # fmt: skip


def _judged(drawing: Drawing, sheet: BulkSheet, one: Definition, at: int) -> None:
    """Whether it is on target, and whether it is better than a year before: a word each."""
    book, text, row = drawing.book, drawing.styles.of(**HAIRLINE, indent=1), at + 1
    on, off, better, worse, stable = (drawing.said(word) for word in WORDS)
    now, before = book.now[one.code].value, book.before[one.code].value
    sign = ">=" if one.better == "up" else "<="
    status = met(one, now, book.chosen.target(one))
    known = "" if status is None else on if status else off
    if one.better:
        sheet.write_formula(
            at, STATUS, f'=IF(OR(C{row}="",E{row}=""),"",IF(C{row}{sign}E{row},"{on}","{off}"))',
            text, known,
        )  # fmt: skip
    else:
        sheet.write_blank(at, STATUS, None, text)
    up, down = (better, worse) if one.better == "up" else (worse, better)
    if not one.better:
        up = down = ""
    words = [f"▲ {up}".strip(), f"▼ {down}".strip(), f"= {stable}"]
    sheet.write_formula(
        at, TREND, f'=IF(OR(C{row}="",G{row}=""),"",IF(ABS(C{row}-G{row})<0.0000001,"{words[2]}",'
        f'IF(C{row}>G{row},"{words[0]}","{words[1]}")))', text, moved(drawing, one, now, before),
    )  # fmt: skip


def moved(drawing: Drawing, one: Definition, now: Fraction | None, before: Fraction | None) -> str:
    """An arrow and the word for which way a figure went."""
    _on, _off, better, worse, stable = (drawing.said(word) for word in WORDS)
    if now is None or before is None:
        return ""
    if now == before:
        return f"= {stable}"
    got = improved(one, now, before)
    word = "" if got is None else better if got else worse
    return f"{'▲' if now > before else '▼'} {word}".strip()


def _proof(drawing: Drawing, sheet: BulkSheet, one: Definition, at: int) -> None:
    """A link to the rows behind a figure, and whether they come to it."""
    of, said = drawing.styles.of, drawing.said
    style = of(**HAIRLINE, font_color=look.SEA, underline=1)
    title = said(TABLES[one.table].title)
    if one.special:
        place = f"'{data_title(drawing, one.table)}'!A6"
        sheet.write_formula(at, LINK, link(place, title), style, title)
        sheet.write_blank(at, PROOF, None, of(**HAIRLINE))
        return
    code, sheet_name = quoted(one.code), said(BEHIND)
    first = f"MATCH({code},'{sheet_name}'!$A:$A,0)"
    count = len(drawing.book.behind[one.code])
    none = said(mark("no row"))
    sheet.write_formula(
        at, LINK, f"=IFERROR(HYPERLINK(\"#'{sheet_name}'!A\"&{first},{quoted(title)}),{quoted(none)})",
        style, title if count else none,
    )  # fmt: skip
    keys = behind_column(drawing, CODE)
    over = f"SUMIFS({behind_column(drawing, OVER)},{keys},{code})"
    under = f"SUMIFS({behind_column(drawing, UNDER)},{keys},{code})"
    times = f"*{one.factor}" if one.factor != 1 else ""
    times += f"*{drawing.lines.days(0)}" if one.by_days else ""
    rows = f"{over}{times}" + (f"/{under}" if one.under else "")
    good, bad = said(mark("proved")), said(mark("differs"))
    sheet.write_formula(
        at, PROOF, f'=IF(OR(C{at + 1}="",NOT(kpi_same)),"",IF(ABS({rows}-C{at + 1})<0.005,"✓ {good}","✗ {bad}"))',
        of(**HAIRLINE, indent=1, font_color=look.SLATE),
        "" if drawing.book.now[one.code].value is None else f"✓ {good}",
    )  # fmt: skip


__all__ = ["draw_figures", "moved", "value"]
