"""What made the gross margin move since the year before: a waterfall of customers."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from fractions import Fraction

from comptoir.kpis.declared import Definition
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.ranking import bridge
from comptoir.kpis.tables import TABLES
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import BEFORE, FORMS, VALUE, Drawing
from comptoir.sheets.drawing.kpi_charts import NONE, Place, add, put, styled, thousands
from comptoir.sheets.drawing.kpi_sums import sum_formula, table_name
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import HAIRLINE, HEAD
from comptoir.wording import mark, translated

MOVES = 6
ROWS = MOVES + 3
"""The year before, the moves, the others, now."""
LABEL, CODE, FROM, TO, TOTAL, UNDER, UP, DOWN, BELOW, UP_BELOW, DOWN_BELOW = range(11)
HEADS = (
    mark("Step"), mark("Code"), mark("From"), mark("Until"), mark("Whole"), mark("Nothing"), mark("Up"),
    mark("Down"), mark("Nothing below"), mark("Up below"), mark("Down below"),
)  # fmt: skip


def draw_bridge(drawing: Drawing, sheet: BulkSheet, at: int, place: Place) -> None:
    """The table of the steps at row *at*, and its chart."""
    book, of = drawing.book, drawing.styles.of
    now, before = book.now["MARGIN"].value, book.before["MARGIN"].value
    blank = now is None or before is None
    moves = [] if blank else bridge(book.totals, "party", book.chosen.period, MOVES)
    charted = drawing.sized("bridge", int(not blank))
    for col, name in enumerate(HEADS):
        sheet.text(at + 1, col, drawing.said(name), of(**HEAD))
    first = at + 2
    _ends(drawing, sheet, first, mark("A year before"), before, BEFORE)
    reached = before or Fraction(0)
    for row in range(first + 1, first + 1 + MOVES):
        step = moves[row - first - 1] if row - first - 1 < len(moves) else None
        moved = step.now - step.before if step else Fraction(0)
        _step(drawing, sheet, row, step.label if step else "", reached, moved)
        reached += moved
    rest = first + 1 + MOVES
    sheet.text(rest, LABEL, drawing.said(mark("Others")), of(**HAIRLINE))
    _shape(
        drawing, sheet, rest, reached, now or Fraction(0), f"=N({drawing.cell('MARGIN', VALUE)})"
    )
    _ends(drawing, sheet, rest + 1, mark("Now"), now, VALUE)
    title = _title(drawing, sheet, at, now, before)
    if not charted:
        sheet.text(place.row + 1, place.col, title, of(italic=True, font_color=look.SLATE))
        return
    _chart(drawing, sheet, first, at, place)


def _form(drawing: Drawing) -> object:
    return drawing.styles.of(
        **HAIRLINE, num_format=FORMS[DEFINITIONS["MARGIN"].unit], align="right"
    )


def _ends(
    drawing: Drawing, sheet: BulkSheet, row: int, name: str, value: Fraction | None, source: int
) -> None:
    """The first and the last column: the margin as it was, and as it is."""
    sheet.text(row, LABEL, drawing.said(name), drawing.styles.of(**HAIRLINE))
    known = float(value or 0)
    sheet.write_formula(row, TO, f"=N({drawing.cell('MARGIN', source)})", _form(drawing), known)
    sheet.write_formula(row, TOTAL, f"=D{row + 1}", _form(drawing), known)


def _step(
    drawing: Drawing, sheet: BulkSheet, row: int, code: str, reached: Fraction, moved: Fraction
) -> None:
    of = drawing.styles.of
    sheet.text(row, LABEL, drawing.label("party", code) if code else "", of(**HAIRLINE))
    sheet.text(row, CODE, code, of(**HAIRLINE, font_color=look.SLATE))
    one = DEFINITIONS["MARGIN"]
    now, before = (_margin(drawing, one, col, row + 1) for col in (0, 1))
    formula = f'=C{row + 1}+IF($B{row + 1}="",0,{now}-{before})'
    _shape(drawing, sheet, row, reached, reached + moved, formula)


def _margin(drawing: Drawing, one: Definition, col: int, row: int) -> str:
    """The margin with the partner of column B, of the period or of the year before."""
    lang = drawing.book.lang
    heading = translated(TABLES[one.table].by_name["party"].heading, lang)
    more = f",{table_name(one.table)}[{heading}],$B{row}"
    told = "".join(
        ("-" if part.sign < 0 else "+") + sum_formula(part, col, lang, more).lstrip("=")
        for part in one.over
    )
    return f"({told.lstrip('+')})"


def _shape(
    drawing: Drawing, sheet: BulkSheet, row: int, since: Fraction, until: Fraction, formula: str
) -> None:
    """From, until, and what is drawn above nothing and below it."""
    at, form = row + 1, _form(drawing)
    low, high = min(since, until), max(since, until)
    base, deep = max(low, Fraction(0)), min(high, Fraction(0))
    above, below = max(high, Fraction(0)) - base, min(low, Fraction(0)) - deep
    up = until >= since
    cells = (
        (FROM, f"=D{row}", since), (TO, formula, until),
        (UNDER, f"=MAX(MIN(C{at},D{at}),0)", base),
        (UP, f"=IF(D{at}>=C{at},MAX(D{at},0)-F{at},0)", above if up else 0),
        (DOWN, f"=IF(D{at}<C{at},MAX(C{at},0)-F{at},0)", 0 if up else above),
        (BELOW, f"=MIN(MAX(C{at},D{at}),0)", deep),
        (UP_BELOW, f"=IF(D{at}>=C{at},MIN(C{at},0)-I{at},0)", below if up else 0),
        (DOWN_BELOW, f"=IF(D{at}<C{at},MIN(D{at},0)-I{at},0)", 0 if up else below),
    )  # fmt: skip
    for col, text, known in cells:
        sheet.write_formula(row, col, text, form, float(known))


def _title(
    drawing: Drawing, sheet: BulkSheet, at: int, now: Fraction | None, before: Fraction | None
) -> str:
    """By how much the margin moved."""
    heading, colon = drawing.said(mark("Gross margin")), drawing.colon
    value, then = drawing.cell("MARGIN", VALUE), drawing.cell("MARGIN", BEFORE)
    more, less = (drawing.said(text) for text in (
        mark("more than a year before"), mark("less than a year before")))  # fmt: skip
    nothing = drawing.said(mark("nothing to compare."))
    unit = f"k {drawing.book.facts.currency}"
    formula = (
        f'="{heading}{colon}"&IF(OR({value}="",{then}=""),"{nothing}",'
        f'ROUND(ABS({value}-{then})/1000,1)&" {unit} "&IF({value}>={then},"{more}","{less}"))'
    )
    known = f"{heading}{colon}{nothing}"
    if now is not None and before is not None:
        moved = thousands(now - before)
        known = f"{heading}{colon}{moved} {unit} {more if now >= before else less}"
    sheet.write_formula(at, 0, formula, drawing.styles.of(bold=True), known)
    return known


def _chart(drawing: Drawing, sheet: BulkSheet, first: int, at: int, place: Place) -> None:
    name = f"'{drawing.said_title(sheet)}'!"
    chart = add(drawing, {"type": "bar", "subtype": "stacked"})
    colours = {
        TOTAL: look.SEA,
        UP: look.MOSS,
        DOWN: look.BRICK,
        UP_BELOW: look.MOSS,
        DOWN_BELOW: look.BRICK,
    }
    for col in (UNDER, BELOW, TOTAL, UP, DOWN, UP_BELOW, DOWN_BELOW):
        letter = "ABCDEFGHIJK"[col]
        fill = {"color": colours[col]} if col in colours else NONE
        chart.add_series({
            "name": drawing.said(HEADS[col]), "gap": 25, "fill": fill, "border": NONE,
            "categories": f"={name}$A${first + 1}:$A${first + ROWS}",
            "values": f"={name}${letter}${first + 1}:${letter}${first + ROWS}",
        })  # fmt: skip
    styled(chart, f"{name}$A${at + 1}", "#,##0", lying=True)
    put(sheet, chart, place)
