"""The workbook of figures: built, refreshed closed, refreshed where it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from comptoir import __version__, store
from comptoir.desk import Desk
from comptoir.desk.figures import desk_facts, desk_targets
from comptoir.desk.saving import OtherDesk
from comptoir.errors import Refused
from comptoir.kpis.periods import last_whole_month, read_period
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.closed.overlay import Formula, Overlay, TableRows, overlay
from comptoir.sheets.closed.swapping import kept
from comptoir.sheets.kpi_book import Chosen, KpiBook, choice, choice_of_file, kpi_book
from comptoir.sheets.kpi_build import build_kpi, check_rows
from comptoir.sheets.kpi_cells import drawn
from comptoir.sheets.kpi_shown import CHARTS, KIND, Drawn, Live
from comptoir.sheets.layout import MEMORY_SHEET
from comptoir.sheets.memory import Memory, NotOurs, rows_of
from comptoir.wording import mark


class OtherVersion(Refused):
    message = mark(
        "{name} was built by another version of Comptoir. Nothing was written."
        " Build it anew with: comptoir workbook build kpi. The old one goes to the backups."
    )


def build_figures(
    here: Desk, path: Path, lang: str | None = None, text: str | None = None
) -> KpiBook:
    """Write the workbook of figures anew; the one that was there goes to the backups.

    What is chosen in its cells stays chosen, where *text* names no other period.
    """
    chosen = Chosen(last_whole_month(here.today().date()))
    if path.exists():
        chosen = choice_of_file(path, chosen)
    if text:
        chosen = replace(chosen, period=read_period(text))
    book = figures_view(here, chosen, lang or here.lang)
    if path.exists():
        kept(path, here.settings.backups, here.clock())
    path.parent.mkdir(parents=True, exist_ok=True)
    build_kpi(path, book)
    return book


def figures_view(
    here: Desk, chosen: Chosen, lang: str, sizes: Mapping[str, int] | None = None
) -> KpiBook:
    """All that the workbook shows of a choice now."""
    now = here.today()
    with store.reading(here.engine) as db:
        facts = desk_facts(db, now.date(), chosen.currency)
        wished, desk_id = desk_targets(db, chosen.currency), store.desk_id(db)
    return kpi_book(
        facts,
        replace(chosen, targets=wished),
        lang=lang,
        desk=here.settings.name,
        by=here.author.name,
        at=now,
        desk_id=desk_id,
        sizes=sizes,
    )


def refresh_file(here: Desk, path: Path) -> None:
    """Show a closed workbook of figures the desk as it is; all that is the user's own stays."""
    memory = ClosedBook(path).memory()
    chosen = choice_of_file(path, Chosen(last_whole_month(here.today().date())))
    sheets, remembered = _anew(here, path.name, memory, chosen)
    asked = [Overlay(one.title, _cells(one), _rows(one)) for one in sheets]
    overlay(
        path,
        asked,
        hidden={MEMORY_SHEET: rows_of(remembered)},
        backups=here.settings.backups,
        now=here.clock(),
    )


def refreshed(
    here: Desk, name: str, memory: Memory, cells: Mapping[str, object]
) -> tuple[list[Drawn], Memory]:
    """What an open workbook of figures shall show, by what its cells of choice say."""
    chosen = choice(cells, Chosen(last_whole_month(here.today().date())))
    return _anew(here, name, memory, chosen)


def _anew(here: Desk, name: str, memory: Memory, chosen: Chosen) -> tuple[list[Drawn], Memory]:
    if memory.kind != KIND:
        raise NotOurs(file=name)
    if memory.program != __version__:
        raise OtherVersion(name=name)
    book = figures_view(here, chosen, memory.lang, memory.seen.get(CHARTS, {}))
    if book.desk_id != memory.desk_id:
        raise OtherDesk(name=name)
    check_rows(book)
    return drawn(book)


def _cells(one: Drawn) -> dict[tuple[int, int], object]:
    return {
        place: Formula(cell.formula.removeprefix("="), cell.value)
        if isinstance(cell, Live)
        else cell
        for place, cell in one.cells.items()
    }


def _rows(one: Drawn) -> TableRows | None:
    if one.table is None:
        return None
    columns: dict[str, Sequence[object]] = dict(one.table.columns)
    return TableRows(one.table.name, columns)
