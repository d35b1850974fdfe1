"""What weighs most: customers, articles, suppliers in classes A, B and C, with their running share."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from comptoir.kpis.declared import Definition
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import Totals, figure
from comptoir.kpis.ranking import SHOWN, Ranked, pareto
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import FORMS, RANKING, Drawing, band, number
from comptoir.sheets.drawing.kpi_charts import NONE, TEXT, Place, add, put, styled
from comptoir.sheets.drawing.kpi_family import part_formula
from comptoir.sheets.drawing.kpi_sums import YEAR_COL, figure_formula, wide
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import Said, mark

RANKINGS = (
    ("TURNOVER", "party", mark("Customers by turnover of twelve months")),
    ("INTAKE", "product", mark("Articles by order intake of twelve months")),
    ("BOUGHT", "party", mark("Suppliers by purchases of twelve months")),
)
HIGH = SHOWN + 4
HEADS = (
    mark("Name"),
    mark("Value"),
    mark("Code"),
    mark("Share"),
    mark("Running share"),
    mark("Class"),
)
SHARE = '0.0" %"'


@dataclass(frozen=True, slots=True)
class Ranking:
    """What is ranked: the figure by the values of a column; its first row, from 0; its lines."""

    one: Definition
    by: str
    title: str
    at: int
    lines: int
    whole: Fraction | None
    ranked: Sequence[Ranked]

    @property
    def first(self) -> int:
        return self.at + 2

    def cells(self, letter: str) -> str:
        return f"${letter}${self.first + 1}:${letter}${self.first + max(self.lines, 1)}"


def draw_ranking(drawing: Drawing) -> None:
    sheet, book = drawing.sheet(RANKING), drawing.book
    purpose = mark("Of the twelve months to the end. A: four fifths; B: up to 95 %; C: the rest.")
    band(drawing, sheet, drawing.said(RANKING), purpose, 12)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 11, 13)
    year = wide(book.chosen.period)[YEAR_COL]
    for at, (code, by, title) in enumerate(RANKINGS):
        every = pareto(Totals(book.facts), code, by, year)
        lines = drawing.sized(f"abc.{code}.{by}", len(every))
        ranked = pareto(book.totals, code, by, year, max(lines, 1))
        whole = figure(book.totals, DEFINITIONS[code], year).value
        _ranking(
            drawing,
            sheet,
            Ranking(DEFINITIONS[code], by, title, 3 + at * HIGH, lines, whole, ranked),
        )
    sheet.print_area(0, 0, 2 + len(RANKINGS) * HIGH, 11)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(look.BRASS)


def _ranking(drawing: Drawing, sheet: BulkSheet, of: Ranking) -> None:
    heading = TABLES[of.one.table].by_name[of.by].heading
    for col, name in enumerate((heading, of.one.name, *HEADS[2:])):
        shape = {0: "left", 2: "left", 5: "center"}.get(col, "right")
        head = drawing.styles.of(**HEAD, align=shape, indent=int(col == 2))  # noqa: PLR2004 - the code
        sheet.text(of.at + 1, col, drawing.said(name), head)
    sheet.set_row(of.at + 1, 30)
    total = figure_formula(of.one, drawing.lines, YEAR_COL)
    grey = drawing.styles.of(num_format=FORMS[of.one.unit], align="right", font_color=look.SLATE)
    sheet.write_formula(of.at, 5, total, grey, number(of.whole))
    before = Fraction(0)
    for place in range(max(of.lines, 1)):
        shown = place < len(of.ranked)
        found = of.ranked[place] if shown else Ranked("", Fraction(0), "")
        _line(drawing, sheet, of, of.first + place, found, before if shown else None)
        before += found.value
    sheet.write_formula(of.at, 0, *_title(drawing, of))
    if of.lines:
        _chart(drawing, sheet, of)


def _line(
    drawing: Drawing,
    sheet: BulkSheet,
    ranking: Ranking,
    row: int,
    found: Ranked,
    before: Fraction | None,
) -> None:
    """One of the ranking: live value and share; its class as it was at the refresh."""
    of, at, first = drawing.styles.of, row + 1, ranking.first + 1
    total = f"$F${ranking.at + 1}"
    label = drawing.label(ranking.by, found.label) if found.label else ""
    if found.others:
        label = Said("{count} others", count=found.others).in_(drawing.book.lang)
    sheet.text(row, 0, label, of(**HAIRLINE))
    sheet.text(row, 2, str(drawing.named(ranking.by, found.label)),
               of(**HAIRLINE, font_color=look.SLATE, indent=1))  # fmt: skip
    rest = f"N({total})-SUM(B${first - 1}:B{row})" if at > first else f"N({total})"
    formula = part_formula(drawing, ranking.one, ranking.by, at, YEAR_COL).removeprefix("=")
    money = of(**HAIRLINE, num_format=FORMS[ranking.one.unit], align="right")
    known = "" if before is None else float(found.value)
    sheet.write_formula(row, 1, f'=IF(AND($A{at}<>"",$C{at}=""),{rest},{formula})', money, known)
    _shares(drawing, sheet, ranking, row, found, before)
    strong = found.letter == "A"
    style = of(**HAIRLINE, align="center", bold=strong, font_color=look.SEA if strong else look.INK)
    sheet.write_formula(row, 5, f'=IF(kpi_same,"{found.letter}","")', style, found.letter)


def _shares(
    drawing: Drawing,
    sheet: BulkSheet,
    ranking: Ranking,
    row: int,
    found: Ranked,
    before: Fraction | None,
) -> None:
    """The share of the whole, alone and running."""
    at, first, total = row + 1, ranking.first + 1, f"$F${ranking.at + 1}"
    part = drawing.styles.of(**HAIRLINE, num_format=SHARE, align="right")
    whole = ranking.whole
    share: float | str = ""
    running: float | str = ""
    if before is not None and whole is not None and whole > 0:
        share = float(100 * found.value / whole)
        running = float(100 * (before + found.value) / whole)
    blank = f'OR(B{at}="",N({total})<=0)'
    sheet.write_formula(row, 3, f'=IF({blank},"",100*B{at}/{total})', part, share)
    sheet.write_formula(row, 4, f'=IF({blank},"",100*SUM(B${first}:B{at})/{total})', part, running)


def _title(drawing: Drawing, of: Ranking) -> tuple[str, object, str]:
    """How many make four fifths."""
    heading, colon = drawing.said(of.title), drawing.colon
    nothing = drawing.said(mark("nothing to rank."))
    says = drawing.said(mark("in class A, of those listed here"))
    letters = of.cells("F")
    count = sum(1 for one in of.ranked if one.letter == "A")
    formula = f'="{heading}{colon}"&IF(COUNTIF({letters},"A")=0,"{nothing}",COUNTIF({letters},"A")&" {says}")'
    known = f"{heading}{colon}{count} {says}" if count else f"{heading}{colon}{nothing}"
    return formula, drawing.styles.of(bold=True), known


def _chart(drawing: Drawing, sheet: BulkSheet, of: Ranking) -> None:
    name = f"'{drawing.said_title(sheet)}'!"
    labels = f"={name}{of.cells('A')}"
    chart, line = add(drawing, {"type": "column"}), add(drawing, {"type": "line"})
    chart.add_series({"name": drawing.said(HEADS[1]), "categories": labels, "gap": 30,
                      "values": f"={name}{of.cells('B')}", "fill": {"color": look.SEA}, "border": NONE})  # fmt: skip
    dots = {
        "type": "circle",
        "size": 4,
        "fill": {"color": look.BRASS},
        "border": {"color": look.BRASS},
    }
    line.add_series({"name": drawing.said(HEADS[4]), "categories": labels, "y2_axis": True,
                     "values": f"={name}{of.cells('E')}", "marker": dots,
                     "line": {"color": look.BRASS, "width": 2}})  # fmt: skip
    chart.combine(line)
    styled(chart, f"{name}$A${of.at + 1}", "#,##0", legend=True)
    line.set_y2_axis({"min": 0, "max": 100, "num_format": '0" %"', "num_font": TEXT, "line": NONE,
                      "major_gridlines": {"visible": False}})  # fmt: skip
    put(sheet, chart, Place(of.at, 6, 570, (HIGH - 1) * 20))
