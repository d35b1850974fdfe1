"""The sheets of figures as plain values, for whoever writes them into a workbook that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KIND = "kpi"
CHARTS = "charts"
"""Under this name the workbook remembers how many parts its charts have."""
CHOICE_CELLS = {
    "since": "C4",
    "until": "C5",
    "currency": "C6",
    "country": "F4",
    "party": "F5",
    "mode": "F6",
}
"""Where the reader chooses, on the first sheet."""
Cell = tuple[int, int]
"""A row and a column, from 1."""


@dataclass(frozen=True, slots=True)
class Live:
    """A formula, ``=`` included, and what it comes to."""

    formula: str
    value: object


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its name, and its columns of ours by heading; the first one names the rows."""

    name: str
    columns: Mapping[str, Sequence[object]]

    @property
    def length(self) -> int:
        return len(next(iter(self.columns.values())))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet: its cells by row and column, blank ones as None, and its table."""

    title: str
    cells: Mapping[Cell, object]
    table: Rows | None
