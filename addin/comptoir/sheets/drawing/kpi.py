"""Every sheet of the workbook of figures, in its order."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import UNRATED, Column, Definition, TableOf, Unit
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.exceptions import Exceptional
from comptoir.kpis.figures import day_of, figure, improved, met
from comptoir.kpis.tables import TABLES, UNKNOWN
from comptoir.records.lists import MODE
from comptoir.sheets import look
from comptoir.sheets.drawing import kpi_sums
from comptoir.sheets.drawing.kpi_sums import (
    FIRST_COL,
    Lines,
    figure_formula,
    sum_formula,
    sum_value,
    table_name,
    wide,
)
from comptoir.sheets.drawing.sheet import Bulk, BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD, Styles
from comptoir.sheets.kpi_book import KpiBook
from comptoir.wording import Said, mark, translated

COVER, FIGURES, EXCEPTIONS, DEFINED = (
    mark("Dashboard"), mark("Figures"), mark("Exceptions"), mark("Definitions"),
)  # fmt: skip
FORMS = {
    Unit.MONEY: "# ##0", Unit.PERCENT: '0.0" %"', Unit.DAYS: "0.0", Unit.COUNT: "# ##0",
    Unit.RATIO: "0.00", Unit.INDEX: "# ##0", Unit.RATE: "# ##0.00",
}  # fmt: skip
FIGURE_ROW = 6
"""The first figure's row on the sheet of figures, from 1."""
VALUE, TARGET, STATUS, BEFORE, TREND, WHY, LINK, TREND_COL = 2, 4, 5, 6, 7, 8, 9, 11
HEADS = (
    (mark("Code"), 18), (mark("KPI"), 34), (mark("Value"), 15), (mark("Unit"), 9),
    (mark("Target"), 12), (mark("Status"), 13), (mark("A year before"), 15), (mark("Trend"), 13),
    (mark("Why it is blank"), 46), (mark("Rows behind it"), 18),
)  # fmt: skip
UNITS = {
    Unit.PERCENT: "%", Unit.DAYS: mark("days"), Unit.COUNT: mark("number"), Unit.RATIO: mark("ratio"),
    Unit.INDEX: mark("index"),
}  # fmt: skip
WORDS = (mark("on target"), mark("off target"), mark("better"), mark("worse"), mark("stable"))
DATA_HEAD = 6


@dataclass(frozen=True)
class Drawing:
    """The file being drawn and what every sheet needs of it."""

    file: Workbook
    book: KpiBook
    styles: Styles
    lines: Lines

    def said(self, text: str) -> str:
        return translated(text, self.book.lang)

    def sheet(self, title: str) -> BulkSheet:
        return self.file.get_worksheet_by_name(self.said(title))  # type: ignore[no-any-return]

    @property
    def colon(self) -> str:
        """What parts a name from what is said of it: French leaves a space before."""
        return " : " if self.book.lang == "fr" else ": "

    def said_title(self, sheet: BulkSheet) -> str:
        """A sheet's title as it stands between the quotes of a formula."""
        return str(sheet.get_name()).replace("'", "''")

    def row(self, code: str) -> int:
        """The row of a figure on the sheet of figures, from 1."""
        return FIGURE_ROW + list(DEFINITIONS).index(code)

    def cell(self, code: str, col: int) -> str:
        name = xl_col_to_name(col)
        return f"'{self.said(FIGURES)}'!${name}${self.row(code)}"

    def named(self, column: str, value: object) -> object:
        """A value of a text column as it is read: modes by their word."""
        return MODE.cell(value, self.book.lang) if column == "mode" and value != UNKNOWN else value

    def unit(self, one: Definition) -> str:
        if one.unit in {Unit.MONEY, Unit.RATE}:
            return self.book.facts.currency
        return self.said(UNITS[one.unit])


def data_title(drawing: Drawing, table: str) -> str:
    """The title of a data sheet: apart from the family of the same name."""
    return f"{drawing.said(mark('Data'))} {drawing.said(TABLES[table].title)}"


def band(drawing: Drawing, sheet: BulkSheet, title: str, purpose: str, cols: int) -> None:
    """The first two rows: what the sheet is, which period it tells of, when it was refreshed."""
    book, styles = drawing.book, drawing.styles
    for row, high in ((0, 26), (1, 18)):
        sheet.set_row(row, high)
        for col in range(cols):
            sheet.write_blank(row, col, None, styles.band())
    sheet.text(0, 0, title, styles.band(font_size=look.TITLE_SIZE, bold=True, font_color=look.SEA))
    about = Said("{purpose}   {desk}, refreshed {at} by {by}.", purpose=Said(purpose), desk=book.desk,
                 at=book.at, by=book.by)  # fmt: skip
    quiet = {"font_size": look.HEAD_SIZE, "font_color": look.SLATE}
    sheet.text(1, 0, about.in_(book.lang), styles.band(**quiet))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page = drawing.said(mark("page {page} of {pages}")).format(page="&P", pages="&N")
    sheet.set_footer(f"&L&8 {book.desk.replace('&', '&&')}&C&8 {page}")


def heads(drawing: Drawing, sheet: BulkSheet, row: int, names: Sequence[tuple[str, float]]) -> None:
    sheet.set_row(row, 30)
    for col, (name, width) in enumerate(names):
        sheet.set_column(col, col, width)
        sheet.text(row, col, drawing.said(name), drawing.styles.of(**HEAD))


def number(value: Fraction | None) -> float | str:
    """A formula's value beforehand; blank is an empty text."""
    return "" if value is None else float(value)


def frozen(value: Fraction | None) -> str:
    """A value of the refresh, shown while the choice is what it was."""
    return '=""' if value is None else f'=IF(kpi_same,{float(value)!r},"")'


def draw_figures(drawing: Drawing) -> None:
    sheet, book = drawing.sheet(FIGURES), drawing.book
    band(drawing, sheet, drawing.said(FIGURES), mark("Every figure of the period, with its proof."),
         len(HEADS))  # fmt: skip
    heads(drawing, sheet, FIGURE_ROW - 2, HEADS)
    months = wide(book.chosen.period)[2:]
    month = drawing.styles.of(**HEAD, num_format="mmm yy", align="right")
    sheet.set_column(TREND_COL - 1, TREND_COL - 1, 3)
    sheet.set_column(TREND_COL, TREND_COL + len(months) - 1, 11)
    for at, one in enumerate(months):
        name = xl_col_to_name(FIRST_COL + 2 + at)
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
    text = of(**HAIRLINE)
    now, before = book.now[one.code], book.before[one.code]
    sheet.text(at, 0, one.code, of(**HAIRLINE, font_color=look.SLATE))
    sheet.text(at, 1, drawing.said(one.name), text)
    value(drawing, sheet, at, VALUE, one, 0, now.value, form)
    sheet.text(at, 3, drawing.unit(one), of(**HAIRLINE, indent=1, font_color=look.SLATE))
    target = book.chosen.target(one)
    sand = of(**HAIRLINE, num_format=FORMS[one.unit], align="right", bg_color=look.SAND)
    if target is None:
        sheet.write_blank(at, TARGET, None, sand)
    else:
        sheet.write_number(at, TARGET, float(target), sand)
    value(drawing, sheet, at, BEFORE, one, 1, before.value, form)
    _judged(drawing, sheet, one, at)
    why = now.why.in_(book.lang) if now.why else drawing.said(UNRATED)
    other = drawing.said(mark("Refresh: it is of another choice.")) if one.special else why
    if not one.special and not now.why:
        other = drawing.said(mark("No row of this kind, or an amount without a rate."))
    sheet.write_formula(at, WHY, f'=IF(C{at + 1}="","{other if now.value is not None else why}","")',
                        of(**HAIRLINE, italic=True, font_color=look.SLATE),
                        why if now.value is None else "")  # fmt: skip
    _link(drawing, sheet, one, at)
    for col, month in enumerate(wide(book.chosen.period)[2:]):
        found = figure(book.totals, one, month).value
        value(drawing, sheet, at, TREND_COL + col, one, 2 + col, found, form)


def value(
    drawing: Drawing, sheet: BulkSheet, row: int, col: int, one: Definition, period: int,
    known: Fraction | None, form: Format,
) -> None:  # fmt: skip
    """A figure of one column of the sums: live, or as it was at the refresh."""
    text = figure_formula(one, drawing.lines, period) if one.live else frozen(known)
    sheet.write_formula(row, col, text, form, number(known))


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
    up, down = (better, worse) if one.better == "up" else (worse, better)
    if not one.better:
        up = down = ""
    got = improved(one, now, before)
    arrow = "" if now is None or before is None else f"= {stable}"
    if now is not None and before is not None and now != before:
        word = "" if got is None else better if got else worse
        arrow = f"{'▲' if now > before else '▼'} {word}".strip()
    words = [f"▲ {up}".strip(), f"▼ {down}".strip(), f"= {stable}"]
    sheet.write_formula(
        at, TREND, f'=IF(OR(C{row}="",G{row}=""),"",IF(ABS(C{row}-G{row})<0.0000001,"{words[2]}",'
        f'IF(C{row}>G{row},"{words[0]}","{words[1]}")))', text, arrow,
    )  # fmt: skip


def _link(drawing: Drawing, sheet: BulkSheet, one: Definition, at: int) -> None:
    table = TABLES[one.table]
    column = one.over[0].column if one.over else "ref"
    place = [each.name for each in table.columns].index(column)
    target = f"internal:'{data_title(drawing, one.table)}'!{xl_col_to_name(place)}{DATA_HEAD}"
    style = drawing.styles.of(**HAIRLINE, font_color=look.SEA, underline=1)
    sheet.write_url(at, LINK, target, style, drawing.said(table.title))


def draw_sums(drawing: Drawing) -> None:
    """The sheet of sums: one to the line, the period and its months across."""
    sheet, book, of = drawing.sheet(kpi_sums.SUMS), drawing.book, drawing.styles.of
    periods = wide(book.chosen.period)
    band(drawing, sheet, drawing.lines.title, mark("What the figures are made of, live."),
         FIRST_COL + len(periods))  # fmt: skip
    sheet.set_column(0, 2, 24)
    sheet.set_column(FIRST_COL, FIRST_COL + len(periods), 14)
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
        form = of(num_format="# ##0.00" if places == 2 else "# ##0", align="right")  # noqa: PLR2004 - cents
        for col, period in enumerate(periods):
            sheet.write_formula(at, FIRST_COL + col, sum_formula(one, col, book.lang), form,
                                sum_value(one, book.totals, period))  # fmt: skip
    sheet.freeze_panes(5, FIRST_COL)
    sheet.fit_to_pages(1, 0)
    sheet.set_tab_color(look.SLATE)


def _columns_days(col: int) -> tuple[str, str]:
    if col < 2:  # noqa: PLR2004 - the period and a year before
        back = 12 * col
        return f"=EDATE(kpi_start,-{back})", f"=EOMONTH(kpi_end,-{back})"
    back = 25 - col
    return f"=EOMONTH(kpi_end,-{back + 1})+1", f"=EOMONTH(kpi_end,-{back})"


Places = Mapping[str, Mapping[str, int]]
"""Where each record's row stands on its data sheet, from 1."""


def draw_data(drawing: Drawing, table: TableOf) -> dict[str, int]:
    """A table of facts, ready for a pivot; above each sum's column, the sum of the period."""
    title = data_title(drawing, table.name)
    sheet: BulkSheet = drawing.file.get_worksheet_by_name(title)
    band(drawing, sheet, title, table.purpose, len(table.columns))
    rows, columns = drawing.book.facts.tables[table.name], []
    for place, column in enumerate(table.columns):
        cells = _cells(drawing, column, rows[column.name].tolist())
        columns.append(_bulk(drawing, column, cells or [None]))
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        sheet.set_column(place, place, min(max(13, longest + 3), 26), columns[-1].text)
    length = max(1, len(rows["ref"]))
    sheet.set_row(DATA_HEAD - 1, 30)
    listed = [
        {"header": drawing.said(one.heading), "header_format": drawing.styles.of(**HEAD)}
        for one in table.columns
    ]
    area = (DATA_HEAD - 1, 0, DATA_HEAD - 1 + length, len(columns) - 1)
    sheet.add_table(*area, {"name": table_name(table.name), "style": None, "columns": listed})
    _proofs(drawing, sheet, table)
    sheet.table_rows(DATA_HEAD, columns)
    sheet.freeze_panes(DATA_HEAD, 1)
    sheet.fit_to_pages(1, 0)
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
    text = of(**HAIRLINE)
    form = "# ##0.00" if column.places else "# ##0"
    return Bulk(cells, text, of(**HAIRLINE, num_format=form, align="right"),
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
            form = "# ##0.00" if column.places else "# ##0"
            sheet.write_formula(
                3, place, f"={drawing.lines.cell(found[0], 0)}",
                drawing.styles.of(**quiet, num_format=form, align="right"),
                sum_value(found[0], drawing.book.totals, drawing.book.chosen.period),
            )  # fmt: skip


def draw_exceptions(drawing: Drawing, found: Sequence[Exceptional], places: Places) -> None:
    sheet = drawing.sheet(EXCEPTIONS)
    names = ((mark("Record"), 22), (mark("Partner"), 18), (mark("Date"), 13), (mark("Days"), 9),
             (mark("What is wrong"), 60))  # fmt: skip
    band(drawing, sheet, drawing.said(EXCEPTIONS), mark("What stands behind the bad figures, today."),
         len(names))  # fmt: skip
    heads(drawing, sheet, 4, names)
    for row, one in enumerate(found, 5):
        exception_line(drawing, sheet, row, one, places, (0, 1, 2, 3, 4))
    if not found:
        sheet.text(5, 0, drawing.said(mark("Nothing is late or missing.")), drawing.styles.of())
    sheet.freeze_panes(5, 0)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.set_tab_color(look.BRICK)


def exception_line(
    drawing: Drawing, sheet: BulkSheet, row: int, one: Exceptional, places: Places,
    cols: tuple[int, int, int, int, int],
) -> None:  # fmt: skip
    """A record that is late or lacks something, with a link to its row."""
    of, lang = drawing.styles.of, drawing.book.lang
    ref, party, day, days, what = cols
    at = places.get(one.table, {}).get(one.ref)
    if at:
        sheet.write_url(row, ref, f"internal:'{data_title(drawing, one.table)}'!A{at}",
                        of(**HAIRLINE, font_color=look.SEA, underline=1), one.ref)  # fmt: skip
    sheet.text(row, party, one.party, of(**HAIRLINE))
    sheet.write_number(
        row, day, one.day, of(**HAIRLINE, num_format=drawing.styles.day_form, align="center")
    )
    sheet.write_number(row, days, one.days, of(**HAIRLINE, num_format="0", align="right"))
    sheet.text(row, what, one.what.in_(lang), of(**HAIRLINE))


def draw_definitions(drawing: Drawing) -> None:
    sheet, of = drawing.sheet(DEFINED), drawing.styles.of
    names = ((mark("Code"), 18), (mark("KPI"), 32), (mark("How it is worked out"), 86),
             (mark("Unit"), 9), (mark("Good is"), 10), (mark("Usual target"), 10), (mark("Kept live"), 11),
             (mark("When it is blank"), 56))  # fmt: skip
    band(drawing, sheet, drawing.said(DEFINED), mark("What each figure means, and when it is blank."),
         len(names))  # fmt: skip
    heads(drawing, sheet, 4, names)
    better = {"up": mark("more"), "down": mark("less"), "": ""}
    for row, one in enumerate(DEFINITIONS.values(), 5):
        live = mark("live") if one.live else mark("at refresh")
        wrapped = of(**HAIRLINE, text_wrap=True)
        told = (one.code, drawing.said(one.name), drawing.said(one.formula), drawing.unit(one),
                drawing.said(better[one.better]), one.usual, drawing.said(live), drawing.said(one.empty))  # fmt: skip
        for col, words in enumerate(told):
            sheet.text(row, col, words, wrapped)
        sheet.set_row(row, 30)
    sheet.text(6 + len(DEFINITIONS), 0, drawing.said(mark(
        "Amounts are at the latest customs rate on or before their day; a currency without customs"
        " rates takes those of the ECB, the bank, the contract, then those typed."
    )), of(italic=True, font_color=look.SLATE))  # fmt: skip
    sheet.freeze_panes(5, 2)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.set_tab_color(look.SEA)
