"""The cover: what to choose, twelve cards, four charts, the ten worst exceptions. One page."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Family, Unit
from comptoir.kpis.definitions import BREAKDOWNS, DEFINITIONS
from comptoir.kpis.exceptions import Exceptional
from comptoir.kpis.figures import met, rounded
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
    number,
)
from comptoir.sheets.drawing.kpi_charts import Block, Place, bars
from comptoir.sheets.drawing.kpi_figures import WORDS, moved
from comptoir.sheets.drawing.kpi_lists import record
from comptoir.sheets.drawing.kpi_sums import MONTHS, day_formula
from comptoir.sheets.drawing.kpi_trend import ageing, trend
from comptoir.sheets.drawing.sheet import BulkSheet, serial
from comptoir.sheets.drawing.styles import HAIRLINE
from comptoir.wording import Said, mark

SOURCE_ROW = 150
"""The titles of the charts stand below what is printed."""
CARDS = (
    "INTAKE", "TURNOVER", "BACKLOG", "CONVERSION", "MARGIN_RATE", "OTIF",
    "SUPPLIER_OTD", "DSO", "OVERDUE", "ARRIVALS", "TRANSPORT_SHARE", "CLAIM_RATE",
)  # fmt: skip
WIDTH = 12
COLUMN, HALF = 16, 694
"""Of one of its columns, in characters: a document's whole number; of a chart, in pixels."""
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
    sheet.set_column(0, WIDTH - 1, COLUMN)
    _choices(drawing, sheet)
    for at, code in enumerate(CARDS):
        _card(drawing, sheet, code, 7 + (at // 6) * 6, (at % 6) * 2)
    trend(drawing, sheet, "TURNOVER", SOURCE_ROW, Place(19, 0, HALF, 250), "INTAKE")
    if blocks and not blocks[0].empty:
        otif = BREAKDOWNS[Family.EXPORT][0]
        bars(drawing, sheet, blocks[0], DEFINITIONS[otif.code].unit, Place(19, 6, HALF, 250))
    else:
        _nothing(drawing, sheet, 20, 6, BREAKDOWNS[Family.EXPORT][0].title)
    ageing(drawing, sheet, SOURCE_ROW + 1, Place(32, 0, HALF, 250))
    _worst(drawing, sheet, found, places)
    sheet.print_area(0, 0, 44, WIDTH - 1)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)


def _nothing(drawing: Drawing, sheet: BulkSheet, row: int, col: int, title: str) -> None:
    words = drawing.said(title) + drawing.colon + drawing.said(mark("nothing recorded yet."))
    sheet.text(row, col, words, drawing.styles.of(italic=True, font_color=look.SLATE))


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
        num_format=drawing.styles.month_form,
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
        drawing.said(mark("the button Refresh KPIs, or: comptoir refresh kpi.xlsx")),
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
    base = {
        "bg_color": look.SAND,
        "align": "left",
        "indent": 1,
        "left": 5,
        "left_color": look.PAPER,
    }
    small = of(**base, font_size=look.HEAD_SIZE)
    big = of(**base, font_size=20, bold=True, font_color=look.SEA, num_format=FORMS[one.unit])
    quiet = of(**base, font_size=look.HEAD_SIZE, font_color=look.SLATE)
    for at, form in enumerate((quiet, big, small, small, of(**base))):
        sheet.merge_range(row + at, col, row + at, col + 1, "", form)
    unit = drawing.unit(one)
    sheet.text(row, col, drawing.said(one.name) + (f" ({unit})" if unit != "%" else ""), quiet)
    value = drawing.cell(code, VALUE)
    none = drawing.said(mark("no data"))
    now = book.now[code].value
    sheet.write_formula(
        row + 1, col, f'=IF({value}="","–",{value})', big, "–" if now is None else number(now)
    )
    sheet.set_row(row + 1, 28)
    _target(drawing, sheet, code, row + 2, col, small)
    words, trend_cell = drawing.said(mark("on a year before")), drawing.cell(code, TREND)
    went = moved(drawing, one, now, book.before[code].value)
    why = "" if now is not None else none
    sheet.write_formula(row + 3, col, f'=IF({value}="","{none}",IF({trend_cell}="","",{trend_cell}&" {words}"))',
                        small, f"{went} {words}" if went else why)  # fmt: skip
    sheet.set_row(row + 4, 24)
    line, first, last = drawing.row(code), TREND_COL + MONTHS - 12, TREND_COL + MONTHS - 1
    sheet.add_sparkline(row + 4, col, {
        "range": f"'{drawing.said(FIGURES)}'!{xl_col_to_name(first)}{line}:{xl_col_to_name(last)}{line}",
        "type": "column", "series_color": look.SEA, "last_point": True, "last_color": look.BRASS,
    })  # fmt: skip


def _target(
    drawing: Drawing, sheet: BulkSheet, code: str, row: int, col: int, form: Format
) -> None:
    """The target, how far from it, and whether it is met; amounts in thousands."""
    one, book = DEFINITIONS[code], drawing.book
    now, target = book.now[code].value, book.chosen.target(one)
    said, got, missed = (drawing.said(text) for text in (
        mark("target"), mark("met"), mark("missed")))  # fmt: skip
    on = drawing.said(WORDS[0])
    value, wanted, status = (drawing.cell(code, at) for at in (VALUE, TARGET, STATUS))
    scale, unit = (1000, " k") if one.unit is Unit.MONEY else (1, "")
    judged = met(one, now, target)
    known = "" if target is None else f"{said} {_plain(target / scale)}{unit}"
    if judged is not None and target is not None and now is not None:
        gap = Fraction(rounded((now - target) / scale, 1) or 0)
        sign = "+" if gap >= 0 else ""
        known += f" ({sign}{_plain(gap)}{unit}) · {got if judged else missed}"
    over = f"/{scale}" if scale != 1 else ""
    gap_text = f"ROUND(({value}-{wanted}){over},1)"
    judged_text = f'" ("&IF({gap_text}>=0,"+","")&{gap_text}&"{unit}) · "&IF({status}="{on}","{got}","{missed}")'
    sheet.write_formula(
        row, col, f'=IF({wanted}="","","{said} "&ROUND({wanted}{over},1)&"{unit}"&IF({status}="","",{judged_text}))',
        form, known,
    )  # fmt: skip


def _plain(value: Fraction) -> str:
    """A number of one decimal as a formula joins it to a text."""
    return f"{float(rounded(value, 1) or 0):.12g}"


def _worst(
    drawing: Drawing, sheet: BulkSheet, found: Sequence[Exceptional], places: Places
) -> None:
    """The ten records to deal with first, each leading to its row."""
    of, lang = drawing.styles.of, drawing.book.lang
    heading = drawing.said(mark("To deal with first"))
    sheet.text(32, 6, heading, of(bold=True, font_color=look.SEA))
    day = of(**HAIRLINE, num_format=drawing.styles.day_form, align="center")
    for at in range(10):
        row = 33 + at
        sheet.merge_range(row, 7, row, 8, "", of(**HAIRLINE, indent=1))
        sheet.merge_range(row, 10, row, 11, "", of(**HAIRLINE, indent=1))
        if at >= len(found):
            for col in (6, 7, 9, 10):
                sheet.write_blank(row, col, None, of(**HAIRLINE, indent=1))
            continue
        one = found[at]
        record(drawing, sheet, row, 6, one, places)
        sheet.text(row, 7, drawing.label("party", one.party), of(**HAIRLINE, indent=1))
        sheet.write_number(row, 9, one.day, day)
        said = (
            Said("{what}, {days} days", what=one.what, days=one.days) if one.days > 0 else one.what
        )
        sheet.text(row, 10, said.in_(lang), of(**HAIRLINE, indent=1))
    if not found:
        sheet.text(33, 6, drawing.said(mark("Nothing is late or missing.")), of(**HAIRLINE))
