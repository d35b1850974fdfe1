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
from comptoir.kpis.figures import Figure, Totals, figures
from comptoir.kpis.periods import Period, month_end
from comptoir.kpis.targets import Targets
from comptoir.records.lists import MODE

CHOICE_CELLS = {"since": "C4", "until": "C5", "currency": "C6", "country": "F4", "party": "F5", "mode": "F6"}  # fmt: skip


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


def kpi_book(
    facts: Facts, chosen: Chosen, *, lang: str, desk: str, by: str, at: datetime
) -> KpiBook:
    """The figures of the choice, and those of the same months a year before."""
    totals = Totals(facts, chosen.rows)
    return KpiBook(
        facts, chosen, lang, desk, by, at, totals,
        figures(totals, chosen.period), figures(totals, chosen.period.before(12)),
        {code: behind(totals, one, chosen.period) for code, one in DEFINITIONS.items()},
    )  # fmt: skip


def read_choice(path: Path, otherwise: Chosen) -> Chosen:
    """What the cells of a workbook's cover say; *otherwise* where a cell says nothing usable."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only where there is one to read

    rows_read = (
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    cells = {name: _at(rows_read, where) for name, where in CHOICE_CELLS.items()}
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
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None


def families() -> list[tuple[Family, tuple[Definition, ...]]]:
    return list(FAMILIES.items())
