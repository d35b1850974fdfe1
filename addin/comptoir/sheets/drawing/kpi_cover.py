"""The cover: what to choose, twelve cards, four charts, the ten worst exceptions. One page."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Family
from comptoir.kpis.definitions import BREAKDOWNS, DEFINITIONS
from comptoir.kpis.exceptions import Exceptional
from comptoir.kpis.figures import improved, met
from comptoir.kpis.tables import FILTERS, TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import (
    COVER,
    FIGURES,
    FORMS,
    STATUS,
    TARGET,
    TREND,
    TREND_COL,
    VALUE,
    Drawing,
    Places,
    band,
    exception_line,
    number,
)
from comptoir.sheets.drawing.kpi_family import Block, bar_chart, styled, trend_chart
from comptoir.sheets.drawing.kpi_sums import MONTHS, day_formula
from comptoir.sheets.drawing.sheet import BulkSheet, serial
from comptoir.wording import mark

CARDS = (
    "INTAKE", "TURNOVER", "BACKLOG", "CONVERSION", "MARGIN_RATE", "OTIF",
    "SUPPLIER_OTD", "DSO", "OVERDUE", "ARRIVALS", "TRANSPORT_SHARE", "CLAIM_RATE",
)  # fmt: skip
WIDTH = 12
LISTS_COL = 30
LABELS = {
    "since": mark("From month"), "until": mark("To month"), "currency": mark("Currency"),
    "country": mark("Country"), "party": mark("Partner"), "mode": mark("Mode"),
}  # fmt: skip


def draw_cover(
    drawing: Drawing, found: Sequence[Exceptional], places: Places, blocks: Sequence[Block]
) -> None:
    sheet = drawing.sheet(COVER)
    band(drawing, sheet, drawing.said(COVER), mark("The firm at a glance."), WIDTH)
    sheet.set_column(0, WIDTH - 1, 14)
    _choices(drawing, sheet)
    for at, code in enumerate(CARDS):
        _card(drawing, sheet, code, 7 + (at // 6) * 6, (at % 6) * 2)
    trend_chart(drawing, sheet, "TURNOVER", 20, 0, (610, 230))
    if blocks and not blocks[0].empty:
        bar_chart(drawing, sheet, BREAKDOWNS[Family.EXPORT][0], blocks[0], 20, 6, (610, 230))
    _ageing(drawing, sheet)
    _worst(drawing, sheet, found, places)
    sheet.print_area(0, 0, 45, WIDTH - 1)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)


def _choices(drawing: Drawing, sheet: BulkSheet) -> None:
    """Six cells to change, and the names by which every formula knows them."""
    book, of, file = drawing.book, drawing.styles.of, drawing.file
    label = of(font_color=look.SLATE, align="right", bg_color=look.SAND)
    typed = of(bg_color=look.SAND, bold=True, border=1, border_color=look.HAIR, align="left")
    month = of(
        bg_color=look.SAND,
        bold=True,
        border=1,
        border_color=look.HAIR,
        num_format="mmm yyyy",
        align="left",
    )
    for row in (3, 4, 5):
        for col in range(WIDTH):
            sheet.write_blank(row, col, None, of(bg_color=look.SAND))
    period = book.chosen.period
    cells = {"since": (3, 2), "until": (4, 2), "currency": (5, 2),
             "country": (3, 5), "party": (4, 5), "mode": (5, 5)}  # fmt: skip
    for name, (row, col) in cells.items():
        sheet.text(row, col - 1, drawing.said(LABELS[name]), label)
        if name in {"since", "until"}:
            day = period.first if name == "since" else period.last.replace(day=1)
            sheet.write_number(row, col, serial(day), month)
            continue
        chosen = book.chosen.currency if name == "currency" else book.chosen.rows.get(name, "")
        sheet.text(row, col, str(drawing.named(name, chosen) if chosen else ""), typed)
        if name in FILTERS:
            _offered(drawing, sheet, name, row, col)
    sheet.text(3, 7, drawing.said(mark("Change the sand-coloured cells: live figures follow at once.")),
               of(bg_color=look.SAND, italic=True, font_color=look.SLATE))  # fmt: skip
    sheet.text(4, 7, drawing.said(mark("Blank is everything. Currency and lists follow at the next refresh:")),
               of(bg_color=look.SAND, italic=True, font_color=look.SLATE))  # fmt: skip
    sheet.text(
        5,
        7,
        "comptoir workbook build kpi",
        of(bg_color=look.SAND, italic=True, font_color=look.SLATE),
    )
    _names(drawing, sheet)
    cover = drawing.said(COVER)
    for at, name in enumerate(("start", "end", "today", "same", *FILTERS)):
        file.define_name(f"kpi_{name}", f"='{cover}'!${xl_col_to_name(LISTS_COL)}${at + 1}")


def _names(drawing: Drawing, sheet: BulkSheet) -> None:
    """What the choice comes to, beside the page: days, criteria, and whether it is still ours."""
    book, day = drawing.book, drawing.styles.of(num_format=drawing.styles.day_form)
    period, col = book.chosen.period, LISTS_COL
    chosen = {n: str(drawing.named(n, v)) for n, v in book.chosen.rows.items()}
    same = [f"{xl_col_to_name(col)}1={day_formula(period.first)}",
            f"{xl_col_to_name(col)}2={day_formula(period.last)}"]  # fmt: skip
    same += [f'F{4 + at}="{chosen.get(name, "")}"' for at, name in enumerate(FILTERS)]
    sheet.write_formula(0, col, "=DATE(YEAR(C4),MONTH(C4),1)", day, serial(period.first))
    sheet.write_formula(1, col, "=EOMONTH(C5,0)", day, serial(period.last))
    sheet.write_number(2, col, book.facts.today, day)
    sheet.write_formula(3, col, f"=AND({','.join(same)})", None, True)  # noqa: FBT003 - a cell's value
    for at, name in enumerate(FILTERS):
        sheet.write_formula(
            4 + at, col, f'=IF(F{4 + at}="","*",F{4 + at})', None, chosen.get(name, "*")
        )


def _offered(drawing: Drawing, sheet: BulkSheet, name: str, row: int, col: int) -> None:
    """The values of a filter, listed beside the page, as a drop-down."""
    tables = drawing.book.facts.tables
    codes = sorted({str(v) for table in TABLES for v in set(tables[table][name].tolist())})
    words = [str(drawing.named(name, code)) for code in codes]
    place = LISTS_COL + 2 + FILTERS.index(name)
    for at, word in enumerate(words):
        sheet.text(at, place, word)
    if words:
        letter = xl_col_to_name(place)
        sheet.data_validation(row, col, row, col, {
            "validate": "list", "source": f"=${letter}$1:${letter}${len(words)}",
            "error_message": drawing.said(mark("Choose one of the list, or leave it blank.")),
        })  # fmt: skip


def _card(drawing: Drawing, sheet: BulkSheet, code: str, row: int, col: int) -> None:
    """Name, value, target, better or worse, and twelve months."""
    one, book, of = DEFINITIONS[code], drawing.book, drawing.styles.of
    now, before, target = book.now[code].value, book.before[code].value, book.chosen.target(one)
    base = {"bg_color": look.SAND, "align": "left", "indent": 1}
    edge = {"left": 5, "left_color": look.PAPER}
    on, off, better, worse = (
        drawing.said(w)
        for w in (mark("on target"), mark("off target"), mark("better"), mark("worse"))
    )
    unit = drawing.unit(one)
    name = drawing.said(one.name) + (f" ({unit})" if unit != "%" else "")
    sheet.merge_range(
        row,
        col,
        row,
        col + 1,
        name,
        of(**base, **edge, font_size=look.HEAD_SIZE, font_color=look.SLATE),
    )
    big = of(
        **base, **edge, font_size=20, bold=True, font_color=look.SEA, num_format=FORMS[one.unit]
    )
    sheet.merge_range(row + 1, col, row + 1, col + 1, "", big)
    sheet.write_formula(row + 1, col, f"={drawing.cell(code, VALUE)}",
                        big, number(now))  # fmt: skip
    sheet.set_row(row + 1, 28)
    small = of(**base, **edge, font_size=look.HEAD_SIZE)
    text = drawing.said(mark("target"))
    wanted, status = drawing.cell(code, TARGET), drawing.cell(code, STATUS)
    judged = met(one, now, target)
    known = "" if target is None else f"{text} {float(target):g}"
    if judged is not None:
        known += f" · {on if judged else off}"
    sheet.merge_range(row + 2, col, row + 2, col + 1, "", small)
    sheet.write_formula(row + 2, col, f'=IF({wanted}="","","{text} "&{wanted}&IF({status}="",""," · "&{status}))',
                        small, known)  # fmt: skip
    got = improved(one, now, before)
    arrow = ""
    if now is not None and before is not None:
        arrow = (
            "= " + drawing.said(mark("stable"))
            if now == before
            else (
                f"{'▲' if now > before else '▼'} {'' if got is None else better if got else worse}".strip()
            )
        )
    sheet.merge_range(row + 3, col, row + 3, col + 1, "", small)
    words = drawing.said(mark("on a year before"))
    trend = drawing.cell(code, TREND)
    sheet.write_formula(row + 3, col, f'=IF({trend}="","",{trend}&" {words}")', small,
                        f"{arrow} {words}" if arrow else "")  # fmt: skip
    sheet.merge_range(row + 4, col, row + 4, col + 1, "", of(**base, **edge))
    sheet.set_row(row + 4, 22)
    line, first, last = drawing.row(code), TREND_COL + MONTHS - 12, TREND_COL + MONTHS - 1
    sheet.add_sparkline(row + 4, col, {
        "range": f"'{drawing.said(FIGURES)}'!{xl_col_to_name(first)}{line}:{xl_col_to_name(last)}{line}",
        "series_color": look.SEA, "last_point": True, "last_color": look.BRASS, "weight": 1.5,
    })  # fmt: skip


def _ageing(drawing: Drawing, sheet: BulkSheet) -> None:
    """What customers owe, by how late it is."""
    at, name = 150, drawing.said(FIGURES)
    first, last = drawing.row("NOT_DUE"), drawing.row("DUE_OVER")
    share, heading = drawing.cell("OVERDUE", VALUE), drawing.said(mark("Owed to us"))
    past, colon = drawing.said(mark("past due")), drawing.colon
    nothing = drawing.said(mark("nothing is owed."))
    now = drawing.book.now["OVERDUE"].value
    title = (
        f"{heading}{colon}{nothing}"
        if now is None
        else f"{heading}{colon}{round(float(now)):g} % {past}"
    )
    sheet.write_formula(at, LISTS_COL, f'="{heading}{colon}"&IF({share}="","{nothing}",ROUND({share},0)&" % {past}")',
                        None, title)  # fmt: skip
    chart = drawing.file.add_chart({"type": "bar"})
    chart.add_series({
        "categories": f"='{name}'!$B${first}:$B${last}", "values": f"='{name}'!$C${first}:$C${last}",
        "gap": 40, "fill": {"color": look.SEA}, "border": {"none": True},
        "points": [{"fill": {"color": c}} for c in (look.SEA, look.TIDE, look.BRASS, look.BRASS, look.BRICK)],
        "data_labels": {"value": True, "num_format": "# ##0", "font": {"name": look.FONT, "size": 9}},
    })  # fmt: skip
    cell = f"'{drawing.said(COVER)}'!${xl_col_to_name(LISTS_COL)}${at + 1}"
    styled(chart, cell, "# ##0", bars=True)
    font = {"name": look.FONT, "size": 9, "color": look.INK}
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": look.HAIR}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 610, "height": 230})
    sheet.insert_chart(33, 0, chart, {"object_position": 2, "x_offset": 4, "y_offset": 2})


def _worst(
    drawing: Drawing, sheet: BulkSheet, found: Sequence[Exceptional], places: Places
) -> None:
    title = drawing.styles.of(bold=True, font_color=look.SEA)
    sheet.text(33, 6, drawing.said(mark("To deal with first")), title)
    for row, one in enumerate(found[:10], 34):
        exception_line(drawing, sheet, row, one, places, (6, 7, 8, 9, 10))
    if not found:
        sheet.text(34, 6, drawing.said(mark("Nothing is late or missing.")), drawing.styles.of())
