"""The workbook of figures: cover, figures, a sheet to the family, and the rows they are made of.

What a reader may audit is a live formula over the tables of facts; what no plain formula gives
(medians, concentration) is shown as it was at the refresh, and blank once the choice is changed.
"""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from comptoir.kpis.behind import Behind, behind
from comptoir.kpis.declared import Definition, Family
from comptoir.kpis.definitions import DEFINITIONS, FAMILIES
from comptoir.kpis.exchange import EUR
from comptoir.kpis.facts import Facts
from comptoir.kpis.figures import Figure, Totals, day_of, figures, figures_then
from comptoir.kpis.periods import Period, month_end
from comptoir.kpis.targets import Targets
from comptoir.kpis.totals import FIRST, LAST
from comptoir.records.lists import MODE
from comptoir.sheets.kpi_shown import CHOICE_CELLS


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader chose in the cells of the cover, or by the command."""

    period: Period
    currency: str = EUR
    rows: Mapping[str, str] = field(default_factory=dict)
    targets: Targets = field(default_factory=Targets)

    def target(self, one: Definition) -> Fraction | None:
        return self.targets.of(one, self.period)


@dataclass(frozen=True)
class KpiBook:
    """All that the workbook shows."""

    facts: Facts
    chosen: Chosen
    lang: str
    desk: str
    by: str
    at: datetime
    totals: Totals
    now: Mapping[str, Figure]
    before: Mapping[str, Figure]
    behind: Mapping[str, list[Behind]]
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Of the workbook that is refreshed: how many parts its charts have, which stay so."""
    desk_id: str = ""


def kpi_book(
    facts: Facts,
    chosen: Chosen,
    *,
    lang: str,
    desk: str,
    by: str,
    at: datetime,
    desk_id: str = "",
    sizes: Mapping[str, int] | None = None,
) -> KpiBook:
    """The figures of the choice, and those of the same months a year before."""
    totals = Totals(facts, chosen.rows)
    return KpiBook(
        facts, chosen, lang, desk, by, at, totals,
        figures(totals, chosen.period), figures_then(totals, chosen.period.before(12)),
        {code: behind(totals, one, chosen.period) for code, one in DEFINITIONS.items()},
        sizes or {}, desk_id,
    )  # fmt: skip


def choice_of_file(path: Path, otherwise: Chosen) -> Chosen:
    """What the cells of a closed workbook's cover say; *otherwise* where one says nothing usable."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only where there is one to read

    rows_read = (
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    return choice({name: _at(rows_read, where) for name, where in CHOICE_CELLS.items()}, otherwise)


def choice(cells: Mapping[str, object], otherwise: Chosen) -> Chosen:
    """What the cells of choice say, by their names."""
    since, until = _day(cells["since"]), _day(cells["until"])
    period = otherwise.period
    if since and until and since <= until:
        period = Period(since.replace(day=1), month_end(until))
    rows = {n: str(cells[n]).strip() for n in ("country", "party", "mode") if cells[n]}
    if "mode" in rows:
        rows["mode"] = str(MODE.read(rows["mode"]))
    currency = str(cells["currency"] or otherwise.currency).strip().upper()
    return Chosen(period, currency, rows, otherwise.targets)


def _at(rows: list[list[Any]], where: str) -> object:
    """The cell at a place such as C4; None where it is blank or not there."""
    row, col = int(where[1:]) - 1, ord(where[0]) - ord("A")
    return (rows[row][col] or None) if row < len(rows) and col < len(rows[row]) else None


def _day(cell: object) -> date | None:
    """A day; programs may give it as they count it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float) and FIRST <= cell <= LAST:
        return day_of(int(cell))
    return cell if isinstance(cell, date) else None


def families() -> list[tuple[Family, tuple[Definition, ...]]]:
    return list(FAMILIES.items())
