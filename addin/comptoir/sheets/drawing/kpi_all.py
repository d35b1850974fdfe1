"""The workbook of figures: its sheets in the order they are read."""

from __future__ import annotations

from xlsxwriter import Workbook

from comptoir.kpis.declared import Family
from comptoir.kpis.exceptions import exceptional
from comptoir.kpis.tables import TABLES
from comptoir.sheets.drawing import kpi_sums
from comptoir.sheets.drawing.kpi import (
    AHEAD,
    BEHIND,
    BUDGET,
    COVER,
    DEFINED,
    EXCEPTIONS,
    FIGURES,
    RANKING,
    Drawing,
    data_title,
)
from comptoir.sheets.drawing.kpi_abc import draw_ranking
from comptoir.sheets.drawing.kpi_ahead import draw_ahead
from comptoir.sheets.drawing.kpi_behind import draw_behind
from comptoir.sheets.drawing.kpi_budget import draw_budget
from comptoir.sheets.drawing.kpi_cover import draw_cover
from comptoir.sheets.drawing.kpi_data import draw_data, draw_sums
from comptoir.sheets.drawing.kpi_family import draw_family
from comptoir.sheets.drawing.kpi_figures import draw_figures
from comptoir.sheets.drawing.kpi_lists import draw_definitions, draw_exceptions
from comptoir.sheets.drawing.kpi_sums import all_lines
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import Styles
from comptoir.sheets.kpi_book import KpiBook, families


def draw_all(file: Workbook, book: KpiBook) -> Drawing:
    """Add the sheets in the order they are read, then fill them."""
    drawing = Drawing(file, book, Styles(file, book.lang), all_lines(book.lang))
    for title in titles(drawing):
        file.add_worksheet(title, worksheet_class=BulkSheet)
    found = exceptional(book.totals)
    draw_figures(drawing)
    blocks = {family: draw_family(drawing, family) for family, _ in families()}
    draw_ranking(drawing)
    draw_budget(drawing)
    draw_ahead(drawing)
    places = {name: draw_data(drawing, table) for name, table in TABLES.items()}
    draw_behind(drawing)
    draw_sums(drawing)
    draw_exceptions(drawing, found, places)
    draw_definitions(drawing)
    draw_cover(drawing, found, places, blocks[Family.EXPORT])
    drawing.sheet(COVER).activate()
    return drawing


def titles(drawing: Drawing) -> list[str]:
    """The titles of our sheets, in the order they are read."""
    said = [
        COVER, FIGURES, *(one.value for one, _ in families()), RANKING, BUDGET, AHEAD, EXCEPTIONS,
        DEFINED, BEHIND, kpi_sums.SUMS,
    ]  # fmt: skip
    return [*map(drawing.said, said), *(data_title(drawing, name) for name in TABLES)]
