"""A closed workbook of ours, as the desk asks for it: what it remembers, holds, and shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from comptoir.errors import Refused
from comptoir.records import Unfit
from comptoir.sheets.build import build, memory_shown
from comptoir.sheets.closed import TableShown, patch, read_outline, read_sheet, read_tables
from comptoir.sheets.closed.elsewhere import check_free
from comptoir.sheets.closed.patching import check_changeable
from comptoir.sheets.closed.places import Area, letters
from comptoir.sheets.closed.swapping import kept
from comptoir.sheets.drawing.clashes import KEEP, TABLE
from comptoir.sheets.layout import HEAD_ROW, MEMORY_SHEET, SheetLayout, workbook_layout
from comptoir.sheets.memory import Memory, memory_of, of_these, rows_of
from comptoir.sheets.patches import Known, along, changes
from comptoir.sheets.reading import MOVED, NO_HEADING, Fault, TableRead, missing_table
from comptoir.sheets.views import BookView
from comptoir.wording import Said, mark

FIGURES_NAME = "kpi_"
"""How the names of the cells begin in which a workbook of figures is asked."""
FIRST_CELL = f"A{HEAD_ROW}"
"""Where every table of ours starts."""


class OnlyFigures(Refused):
    message = mark(
        "{file} shows figures: there is nothing in it to save. Nothing was changed."
        " Bring it up to date with: comptoir workbook build kpi"
    )


@dataclass(slots=True)
class ClosedBook:
    """A workbook file. *backups* is where the file goes before it is written anew."""

    path: Path
    backups: Path | None = None
    _read: tuple[Known, str | None] | None = None
    """What was last read, and the print of the file then: it must be the same when shown."""

    @property
    def name(self) -> str:
        return self.path.name

    def memory(self) -> Memory:
        """What the workbook remembers; ``NotOurs`` where it has no memory."""
        rows = read_sheet(self.path, MEMORY_SHEET)
        if rows is None and any(
            one.name.startswith(FIGURES_NAME) for one in read_outline(self.path)[1]
        ):
            raise OnlyFigures(file=self.name)
        return memory_of(rows or [], file=self.name)

    def tables(self) -> list[TableRead]:
        """Every table of ours, as the assistant left it.

        Refused where the file could not be changed afterwards, before anything is saved.
        """
        memory = self.memory()
        layouts = layouts_of(memory)
        check_changeable(self.path, [layout.table for layout in layouts])
        shown = read_tables(self.path)
        reads = [
            _unmoved(as_read(layout, shown[layout.table]), shown[layout.table])
            if layout.table in shown
            else missing_table(layout.record, layout.title, layout.table)
            for layout in layouts
        ]
        sheets, names = read_outline(self.path)
        known = Known(self.name, list(zip(layouts, reads, strict=True)), sheets, names)
        self._read = known, next((one.print for one in shown.values()), None)
        return reads

    def choices(self) -> dict[int, str]:
        """What was chosen on the Clashes sheet."""
        shown = read_tables(self.path)
        return chosen(shown[TABLE]) if TABLE in shown else {}

    def show(self, book: BookView, placed: Mapping[str, Mapping[int, str]] | None = None) -> None:
        """Change what differs from *book* and nothing else; ``refusals`` where that cannot be.

        The file as it was goes to the backups. Where nothing differs, it is not even touched.
        """
        if self._read is None:
            self.tables()
        assert self._read is not None
        known, seen = self._read
        memory = self.memory()
        shown = memory_shown(book)
        now = replace(of_these(shown, memory), fields=shown.fields)
        rows = {MEMORY_SHEET: rows_of(now)}
        told = along(book, known)
        patch(
            self.path,
            changes(book, known, placed or {}),
            hidden=rows if (memory.seen, memory.fields) != (now.seen, now.fields) else None,
            along=replace(told, hidden=rows),
            seen=seen,
            backups=self.backups,
            now=book.at.astimezone(UTC),
        )
        self._read = None

    def build(self, book: BookView) -> None:
        """Write the workbook anew; the file as it was goes to the backups."""
        if self.path.exists():
            check_free(self.path)
            kept(self.path, self.backups, book.at.astimezone(UTC))
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        build(self.path, book)


def layouts_of(memory: Memory) -> list[SheetLayout]:
    """The sheets that a workbook was built with."""
    layouts = workbook_layout(memory.kind, memory.lang)
    return [_had(layout, memory) for layout in layouts if layout.record.name in memory.seen]


def _had(layout: SheetLayout, memory: Memory) -> SheetLayout:
    """A sheet with the columns that it was built with."""
    name = layout.record.name
    columns = [column for column in layout.columns if memory.had(name, column.field)]
    return replace(layout, columns=tuple(columns))


def _unmoved(read: TableRead, shown: TableShown) -> TableRead:
    """The table, torn where it no longer starts in the cell where it was drawn."""
    now = shown.ref.partition(":")[0]
    if now == FIRST_CELL:
        return read
    said = Said(MOVED, table=shown.name, before=FIRST_CELL, now=now)
    fault = Fault(f"{shown.sheet}!{shown.ref}", "", now, said, "MOVED")
    return TableRead(read.record, read.sheet, [], {}, torn=(*read.torn, fault))


def as_read(layout: SheetLayout, shown: TableShown) -> TableRead:
    """A table of the file in the words of its record; a lost heading is a fault."""
    columns = list(map(list, zip(*shown.rows, strict=True))) or [[] for _ in shown.heads]
    return as_columns(layout, shown, columns)


def as_columns(layout: SheetLayout, shown: TableShown, cells: Sequence[list[object]]) -> TableRead:
    """The same of a table whose *cells* are given column by column, and not in its rows."""
    record = layout.record
    places = {heading: at for at, heading in enumerate(shown.heads)}
    first = Area.of(shown.ref).left
    named = {column.heading: column.field for column in layout.columns}
    missing = [heading for heading in named if heading not in places]
    if missing:
        return TableRead(
            record, shown.sheet, [], {}, torn=tuple(_no_heading(shown, one) for one in missing)
        )
    columns = {field: cells[places[heading]] for heading, field in named.items()}
    custom = {h: cells[at] for h, at in places.items() if h not in named}
    called = {at: named.get(heading, heading) for heading, at in places.items()}
    return TableRead(
        record=record,
        sheet=shown.sheet,
        rows=shown.numbers,
        columns=columns,
        custom=custom,
        letters={name: letters(first + at) for at, name in called.items()},
        formulas=frozenset((row, called[at]) for row, at in shown.formulas),
    )


def _no_heading(shown: TableShown, heading: str) -> Fault:
    said = Said(NO_HEADING, table=shown.name, heading=heading)
    return Fault(f"{shown.sheet}!{shown.ref}", heading, heading, said, "NO_HEADING")


def chosen(shown: TableShown) -> dict[int, str]:
    """The clashes that the assistant has settled: number, and ``sheet`` or ``store``."""
    sides: dict[int, str] = {}
    for row in shown.rows:
        side = KEEP.read(row[-1])
        if isinstance(row[0], float) and side is not None and not isinstance(side, Unfit):
            sides[int(row[0])] = str(side)
    return sides
