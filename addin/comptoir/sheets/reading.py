"""What a workbook holds when it is saved: cells as found, before anyone judges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from comptoir.records import Record
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class CellError:
    """An error a cell shows, such as ``#N/A``: never a value, never a blank."""

    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table as the assistant left it.

    *columns* holds the cells of each of the record's fields, *custom* those of the columns the
    user added, by heading; *rows* the sheet's row numbers; *letters* where each column stands.
    *formulas* names the cells that hold a formula: what they show is not the user's word.
    """

    record: Record
    sheet: str
    rows: list[int]
    columns: Mapping[str, list[object]]
    custom: Mapping[str, list[object]] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, str]] = frozenset()
    """Pairs of a position in *rows* and a field or heading."""

    def cell(self, at: int, name: str) -> str:
        """The address of a cell, such as ``Orders!C12``."""
        return f"{self.sheet}!{self.letters.get(name, '?')}{self.rows[at]}"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the workbook remembers of the day it was shown, apart from its rows."""

    desk_id: str
    kind: str
    lang: str
    at: datetime
    by: str
    seen: Mapping[str, Mapping[str, int]]
    """For each record, the version of each row that was shown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a sheet that stops the save: where, what it shows, what to do."""

    where: str
    heading: str
    shown: str
    said: Said
    code: str

    def in_(self, lang: str) -> str:
        """One line for the assistant."""
        told = self.said.in_(lang)
        return f"{self.where}: {told}" if self.where else told
