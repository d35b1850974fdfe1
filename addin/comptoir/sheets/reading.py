"""What a workbook holds when it is saved: cells as found, before anyone judges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from comptoir.records import Record
from comptoir.sheets.closed.values import CellError
from comptoir.wording import Said, mark


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


NOWHERE: Mapping[int, str] = MappingProxyType({})


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
    torn: tuple[Fault, ...] = ()
    """What is wrong with the table itself; its rows then cannot be told."""

    def cell(self, at: int, name: str) -> str:
        """The address of a cell, such as ``Orders!C12``."""
        return f"{self.sheet}!{self.letters.get(name, '?')}{self.rows[at]}"

    def cell_of(self, key: str, name: str, placed: Mapping[int, str] = NOWHERE) -> str:
        """The address of a cell in the row of *key*; the sheet alone where it has no such row.

        *placed* has the keys just given to rows typed without one, by their position.
        """
        keys = dict(enumerate(self.columns.get(self.record.key, [])))
        found = next((at for at, one in (keys | dict(placed)).items() if one == key), None)
        return self.sheet if found is None else self.cell(found, name)


NO_TABLE = mark(
    "The table {table} is not in the workbook. Nothing was saved."
    " Undo its removal or renaming, or build the workbook again."
)
NO_HEADING = mark(
    "The table {table} has no column {heading}. Nothing was saved."
    " Write the heading back as it was, or build the workbook again."
)


MOVED = mark(
    "The table {table} was at {before} and is at {now}. Nothing was saved."
    " Undo the move, or take out the rows and columns put before it, then save again."
)


def missing_table(record: Record, sheet: str, table: str) -> TableRead:
    """A table that should be in the workbook and is not."""
    fault = Fault(sheet, "", table, Said(NO_TABLE, table=table), "NO_TABLE")
    return TableRead(record, sheet, [], {}, torn=(fault,))


__all__ = ["CellError", "Fault", "TableRead", "missing_table"]
