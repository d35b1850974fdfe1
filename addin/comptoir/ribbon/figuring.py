"""The button of the figures: refreshed where they are open, else shown beside."""

from __future__ import annotations

from comptoir.desk import Desk
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.told import Pressed, Told
from comptoir.sheets.kpi_shown import KIND
from comptoir.wording import Said, mark


def refresh_kpis(desk: Desk, book: Pressed) -> Told:
    """Show the figures as they are now, by what is chosen in the cells of the dashboard.

    From another workbook, that of the figures is built or refreshed, and opened beside.
    """
    from comptoir.desk import refreshing_figures  # noqa: PLC0415 - pandas, half a second

    memory = book.memory()
    if memory.kind == KIND:
        cells = book.figures_chosen()
        sheets, remembered = refreshing_figures.refreshed(desk, book.name, memory, cells)
        book.show_figures(sheets, remembered)
        return Told(Said("The figures are up to date."))
    path = desk.settings.workbooks / f"{KIND}.xlsx"
    if path.exists():
        refreshing_figures.refresh_file(desk, path)
    else:
        refreshing_figures.build_figures(desk, path, memory.lang)
    book.beside(path)
    return Told(Said("{file} shows the figures as they are now.", file=path.name))


DEEDS = (
    Deed(
        "refresh_kpis", mark("Refresh KPIs"),
        mark("Bring the dashboard and its figures up to date; your own notes and sheets stay."),
        "figures_group", refresh_kpis,
    ),
)  # fmt: skip
