"""What every sheet of the workbook of figures shares: names, bands, headings, labels."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Definition, Unit
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.facts_ahead import WORK
from comptoir.kpis.tables import TABLES, UNKNOWN
from comptoir.records.customs_claims import PAPER
from comptoir.records.lists import MODE
from comptoir.records.prospecting import ORIGIN
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi_sums import Lines
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HEAD, Styles
from comptoir.sheets.kpi_book import KpiBook
from comptoir.wording import Said, mark, translated

COVER, FIGURES, RANKING, BUDGET, AHEAD, EXCEPTIONS, BEHIND, DEFINED = (
    mark("Dashboard"), mark("Figures"), mark("ABC"), mark("Budget"), mark("Ahead"),
    mark("Exceptions"), mark("Rows behind"), mark("Definitions"),
)  # fmt: skip
FORMS = {
    Unit.MONEY: "#,##0", Unit.PERCENT: '0.0" %"', Unit.DAYS: "0.0", Unit.COUNT: "#,##0",
    Unit.RATIO: "0.00", Unit.INDEX: "#,##0", Unit.RATE: "#,##0.00",
}  # fmt: skip
UNITS = {
    Unit.PERCENT: "%", Unit.DAYS: mark("days"), Unit.COUNT: mark("number"), Unit.RATIO: mark("ratio"),
    Unit.INDEX: mark("index"),
}  # fmt: skip
FIGURE_ROW = 6
"""The first figure's row on the sheet of figures, from 1."""
VALUE, TARGET, STATUS, BEFORE, TREND, WHY, LINK, PROOF, TREND_COL = 2, 4, 5, 6, 7, 8, 9, 10, 12
LONGEST_LABEL = 24


@dataclass(frozen=True)
class Drawing:
    """The file being drawn and what every sheet needs of it."""

    file: Workbook
    book: KpiBook
    styles: Styles
    lines: Lines
    sizes: dict[str, int] = field(default_factory=dict)
    """How many parts each chart has; none where it has no chart."""

    def sized(self, key: str, natural: int) -> int:
        """How many parts the chart *key* has: as many as in the workbook that is refreshed."""
        self.sizes[key] = self.book.sizes.get(key, natural)
        return self.sizes[key]

    def said(self, text: str) -> str:
        return translated(text, self.book.lang)

    def sheet(self, title: str) -> BulkSheet:
        return self.file.get_worksheet_by_name(self.said(title))  # type: ignore[no-any-return]

    @property
    def colon(self) -> str:
        """What parts a name from what is said of it: French leaves a space before."""
        return "\u00a0: " if self.book.lang == "fr" else ": "

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
        """A value of a text column as it stands in cells: modes, kinds, origins by their word."""
        if column == "mode" and value != UNKNOWN:
            return MODE.cell(value, self.book.lang)
        if column == "origin" and value != UNKNOWN:
            return ORIGIN.cell(value, self.book.lang)
        if column == "paper" and value != UNKNOWN:
            return PAPER.cell(value, self.book.lang)
        if column == "kind" and str(value) in WORK:
            return self.said(WORK[str(value)])
        return value

    def label(self, column: str, value: object) -> str:
        """The same as a person reads it: partners and countries by their name."""
        if column in PARTNERS and str(value) in self.book.facts.names:
            name = self.book.facts.names[str(value)]
            return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
        if column == "country":
            return territories(self.book.lang).get(str(value), str(value))
        return str(self.named(column, value))

    def name(self, code: str) -> str:
        """A partner's whole name; the code where it is not known."""
        return self.book.facts.names.get(code, code)

    def unit(self, one: Definition) -> str:
        if one.unit in {Unit.MONEY, Unit.RATE}:
            return self.book.facts.currency
        return self.said(UNITS[one.unit])


PARTNERS = ("party", "forwarder", "broker")
Places = Mapping[str, Mapping[str, int]]
"""Where each record's row stands on its data sheet, from 1."""


@cache
def territories(lang: str) -> dict[str, str]:
    """The names of countries by their codes."""
    from babel import Locale  # noqa: PLC0415 - 60 ms that other sheets do without

    return {code: str(name) for code, name in Locale(lang).territories.items()}


def data_title(drawing: Drawing, table: str) -> str:
    """The title of a data sheet: apart from the family of the same name."""
    data = drawing.said(mark("Data"))
    return f"{data} {drawing.said(TABLES[table].title)}"


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
    sheet.set_footer(f"&L&8 {book.desk.replace('&', '&&')}&C&8 {page}&R&8 &A")


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


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def link(place: str, text: str) -> str:
    """A formula that leads to a place of the workbook."""
    return f"=HYPERLINK({quoted('#' + place)},{quoted(text)})"
