"""The workbook of figures: its sheets in the order they are read."""

from __future__ import annotations

from xlsxwriter import Workbook

from comptoir.kpis.declared import Family
from comptoir.kpis.exceptions import exceptional
from comptoir.kpis.tables import TABLES
from comptoir.sheets.drawing import kpi_sums
from comptoir.sheets.drawing.kpi import (
    COVER,
    DEFINED,
    EXCEPTIONS,
    FIGURES,
    Drawing,
    data_title,
    draw_data,
    draw_definitions,
    draw_exceptions,
    draw_figures,
    draw_sums,
)
from comptoir.sheets.drawing.kpi_cover import draw_cover
from comptoir.sheets.drawing.kpi_family import draw_family
from comptoir.sheets.drawing.kpi_sums import all_lines
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import Styles
from comptoir.sheets.kpi_book import KpiBook, families


def draw_all(file: Workbook, book: KpiBook) -> None:
    """Add the sheets in the order they are read, then fill them."""
    drawing = Drawing(file, book, Styles(file, book.lang), all_lines(book.lang))
    titles = [COVER, FIGURES, *(one.value for one, _ in families()), EXCEPTIONS, DEFINED]
    for title in (*titles, kpi_sums.SUMS):
        file.add_worksheet(drawing.said(title), worksheet_class=BulkSheet)
    for name in TABLES:
        file.add_worksheet(data_title(drawing, name), worksheet_class=BulkSheet)
    found = exceptional(book.totals)
    draw_figures(drawing)
    blocks = {family: draw_family(drawing, family) for family, _ in families()}
    places = {name: draw_data(drawing, table) for name, table in TABLES.items()}
    draw_sums(drawing)
    draw_exceptions(drawing, found, places)
    draw_definitions(drawing)
    draw_cover(drawing, found, places, blocks[Family.EXPORT])
    drawing.sheet(COVER).activate()
