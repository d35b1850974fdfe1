"""A workbook of ours that is open in Excel or in Calc: what the desk asks of it, by way of xlwings.

It is read and written in blocks: a call for each cell takes minutes. What is shown again is only
what differs, so that selection, filters, order, widths, colours and everything the assistant added
stay as they are. The rows are written first and the memory last: a workbook that dies in between
remembers the old versions, and the next save finds nothing amiss.
"""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import xlwings as xw

from comptoir.records.kinds import as_text, tidy
from comptoir.sheets.books import chosen, layouts_of
from comptoir.sheets.build import memory_shown
from comptoir.sheets.closed import TableShown
from comptoir.sheets.drawing.clashes import HEADINGS, TABLE, note_on
from comptoir.sheets.kpi_shown import CHOICE_CELLS, Drawn
from comptoir.sheets.layout import (
    CLASHES,
    HEAD_ROW,
    MEMORY_SHEET,
    TODAY,
    SheetLayout,
)
from comptoir.sheets.live import blocks, figures, lists
from comptoir.sheets.live.cursor import Place
from comptoir.sheets.live.refusals import Protected, edge
from comptoir.sheets.live.tables import LiveTable, read_table
from comptoir.sheets.memory import Memory, memory_of, of_these, rows_of
from comptoir.sheets.reading import TableRead, missing_table
from comptoir.sheets.views import BookView
from comptoir.wording import Said, mark, translated
from xlcalc import not_undoable, undo_step

Places = Mapping[tuple[str, str], tuple[str, int]]
Placed = Mapping[str, Mapping[int, str]]
MOST_UNDONE = 100_000
"""New cells that one step can take back; Calc needs minutes for more."""
UNDO = mark("Comptoir: show the desk")
"""The name of the step in Calc's Edit menu."""


@dataclass(slots=True)
class XlBook:
    """An open workbook. *book* is xlwings' own."""

    book: xw.Book
    _read: dict[str, LiveTable] = field(default_factory=dict)
    """What was last read, by record: what was read is what is compared with when it is shown."""
    _memory: Memory | None = None
    """What it remembered when it was read."""
    name: str = field(init=False)
    """The file's name, kept for what must be said when the workbook is gone."""

    def __post_init__(self) -> None:
        with edge("?"):
            self.name = str(self.book.name)

    @property
    def path(self) -> Path | None:
        """The workbook's file; None for one that was never saved."""
        with edge(self.name):
            path = Path(self.book.fullname)
        return path if path.is_absolute() else None

    # -- what the desk asks ----------------------------------------------------------------

    def memory(self) -> Memory:
        """What the workbook remembers; ``NotOurs`` where it has no memory."""
        with edge(self.name):
            sheet = self._sheet(MEMORY_SHEET)
            if sheet is None:
                return memory_of([], file=self.name)
            last = sheet.used_range.last_cell.row
            return memory_of(blocks.plain(sheet.range((1, 1), (last, 2))), file=self.name)

    def tables(self) -> list[TableRead]:
        """Every table of ours, as the assistant left it; ``Protected`` where one may not change."""
        with edge(self.name):
            self._read, self._memory = {}, self.memory()
            return [self._table(layout) for layout in layouts_of(self._memory)]

    def choices(self) -> dict[int, str]:
        """What was chosen on the Clashes sheet."""
        with edge(self.name):
            rows = self._clash_rows()
        heads = [heading for heading, _width in HEADINGS]
        return chosen(TableShown(TABLE, "", "", heads, rows, []))  # type: ignore[arg-type] # - cells

    def show(self, book: BookView, placed: Placed | None = None) -> None:
        """Write what differs from *book*, and remember it; in Calc, one step to undo."""
        with edge(self.name), self._quietly():
            tables = self._tables_read()
            self._check_open()
            self._write(book, placed or {}, tables)
        self._read, self._memory = {}, None

    def _write(self, book: BookView, placed: Placed, tables: Mapping[str, LiveTable]) -> None:
        """Write rows, lists and memory, in one step to undo unless it would be a huge one."""
        grown = sum(tables[v.record.name].extent(v) for v in book.views if v.record.name in tables)
        step = (
            not_undoable(self.book)
            if grown > MOST_UNDONE
            else undo_step(self.book, translated(UNDO, book.lang))
        )
        with step:
            for view in book.views:
                if table := tables.get(view.record.name):
                    table.show(view, placed.get(view.record.name, {}))
            places = self._places(book)
            self._show_today(book, places)
            self._show_lists(book, places)
            self._remember(of_these(memory_shown(book), self._memory or self.memory()))

    # -- what a button asks ----------------------------------------------------------------

    def selected(self) -> Place:
        """What the cursor is on."""
        with edge(self.name):
            cells = self.book.app.selection
            text = "" if cells is None else cells[0, 0].value
            return replace(self._place(cells), text=text if isinstance(text, str) else "")

    def _place(self, cells: Any) -> Place:
        with edge(self.name):
            if cells is None or cells.row <= HEAD_ROW:
                return Place()
            sheet = cells.sheet
            if sheet.name == translated(CLASHES, self.memory().lang):
                return self._on_clashes(cells.row)
            for layout in self._layouts():
                table = self._find(layout, only=sheet)
                if table is not None:
                    return self._in_table(layout, table, cells.row, cells.column)
            return Place()

    def ask(self, question: Said) -> bool:
        """Ask the assistant; whether the answer is yes."""
        with edge(self.name):
            words = question.in_(self.memory().lang)
            answer = self.book.app.alert(words, title="Comptoir", buttons="yes_no", mode="info")
        return bool(answer == "yes")

    def point(self, where: str) -> None:
        """Lead the assistant to a cell such as ``Orders!C12``, where it can be found."""
        title, _, cell = where.rpartition("!")
        with edge(self.name):
            sheet = self._sheet(title)
            if sheet is not None and "?" not in cell:
                sheet.impl.activate()  # xlwings' own insists on the foremost window
                sheet.range(cell.partition(":")[0]).select()

    def beside(self, path: Path) -> None:
        """Open another workbook beside this one."""
        with edge(path.name):
            self.book.app.books.open(str(path))

    # -- the workbook of figures -----------------------------------------------------------

    def figures_chosen(self) -> dict[str, object]:
        """What the cells of choice of the first sheet say, by their names."""
        with edge(self.name):
            cover = self.book.sheets[0]
            return {
                name: blocks.plain(cover.range(place))[0][0] for name, place in CHOICE_CELLS.items()
            }

    def show_figures(self, sheets: Sequence[Drawn], memory: Memory) -> None:
        """Show every sheet of figures anew, and remember it; what is the user's stays."""
        with edge(self.name), self._quietly():
            figures.check(self.book.sheets, sheets, self.name)
            with not_undoable(self.book):
                figures.show(self.book.sheets, sheets)
                self._remember(memory)

    # -- tables ----------------------------------------------------------------------------

    def _layouts(self) -> list[SheetLayout]:
        return layouts_of(self.memory())

    def _table(self, layout: SheetLayout) -> TableRead:
        found = self._find(layout)
        if found is None:
            return missing_table(layout.record, layout.title, layout.table)
        sheet = found.range.sheet
        if blocks.protected(sheet):
            raise Protected(sheet=sheet.name, name=self.name)
        table = read_table(layout, found, self.name)
        if not table.read.torn:
            self._read[layout.record.name] = table
        return table.read

    def _find(self, layout: SheetLayout, only: Any = None) -> Any | None:
        """The table of a layout: on its own sheet, or wherever it was moved to."""
        if only is not None:
            return _named(only, layout.table)
        usual = self._sheet(layout.title)
        found = None if usual is None else _named(usual, layout.table)
        if found is not None:
            return found
        return next(
            (one for sheet in self.book.sheets if (one := _named(sheet, layout.table))), None
        )

    def _tables_read(self) -> Mapping[str, LiveTable]:
        """The tables as they were read for this deed; read now, where they were not."""
        if not self._read:
            self.tables()
        return self._read

    def _check_open(self) -> None:
        """Refuse before anything is written, rather than half-way."""
        lang = (self._memory or self.memory()).lang
        for title in (TODAY, CLASHES):
            sheet = self._sheet(translated(title, lang))
            if sheet is not None and blocks.protected(sheet):
                raise Protected(sheet=sheet.name, name=self.name)

    def _sheet(self, title: str) -> Any | None:
        """The sheet called *title*. ``in`` would not do: in Excel, xlwings finds none by it."""
        sheets = self.book.sheets
        try:
            found = sheets[title]
            known = bool(found.name)  # a Mac finds out only now
        except Exception:
            if title in {one.name for one in sheets}:
                raise
            return None
        return found if known else None

    # -- what stands around the tables -----------------------------------------------------

    def _show_today(self, book: BookView, places: Places) -> None:
        today = self._sheet(translated(TODAY, book.lang))
        if today is not None:
            lists.show_today(today, book, places)
            lists.show_band(today, book)

    def _show_lists(self, book: BookView, places: Places) -> None:
        """The clashes and their notes, the title bands."""
        clashes = self._sheet(translated(CLASHES, book.lang))
        if clashes is not None and (table := _named(clashes, TABLE)):
            lists.show_clashes(table, book, places)
            lists.show_band(clashes, book)
        for record, table in self._read.items():
            lists.show_notes(table.sheet, self._notes(book, record, table, places))
            lists.show_band(table.sheet, book)

    def _places(self, book: BookView) -> dict[tuple[str, str], tuple[str, int]]:
        """Where the records named on Today and among the clashes stand now."""
        wanted = {(due.record, due.ref) for due in book.today}
        wanted |= {(clash.record.name, clash.key) for clash in book.clashes}
        found: dict[tuple[str, str], tuple[str, int]] = {}
        for record in {name for name, _key in wanted} & self._read.keys():
            table = self._read[record].table.range
            for row, (cell,) in enumerate(blocks.plain(table.columns[0]), table.row):
                if (record, as_text(cell)) in wanted:
                    found[record, as_text(cell)] = (table.sheet.name, row)
        return found

    def _notes(
        self,
        book: BookView,
        record: str,
        table: LiveTable,
        places: Mapping[tuple[str, str], tuple[str, int]],
    ) -> dict[tuple[int, int], str]:
        """The notes of a table, by row and column."""
        here = [
            one
            for one in book.clashes
            if one.record.name == record and (record, one.key) in places
            if one.field in table.names
        ]
        if not here:
            return {}
        left = table.table.range.column
        return {
            (places[record, one.key][1], left + table.names.index(one.field)): note_on(
                one, book.lang
            )
            for one in here
        }

    def _remember(self, memory: Memory) -> None:
        """Write the memory; what is left of a longer one is emptied first."""
        sheet = self._sheet(MEMORY_SHEET)
        assert sheet is not None
        rows = [list(pair) for pair in rows_of(memory)]
        last = sheet.used_range.last_cell.row
        if last > len(rows):
            sheet.range((len(rows) + 1, 1), (last, 2)).clear_contents()
        sheet.range((1, 1), (len(rows), 2)).raw_value = rows

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Show nothing half-done, and set off no macro of the user's; all is set back after."""
        app = self.book.app
        before = app.screen_updating, app.enable_events
        app.screen_updating = app.enable_events = False
        try:
            yield
        finally:
            with suppress(Exception):
                app.screen_updating, app.enable_events = before

    # -- the cursor ------------------------------------------------------------------------

    def _clash_rows(self) -> list[list[object]]:
        sheet = self._sheet(translated(CLASHES, self.memory().lang))
        table = None if sheet is None else _named(sheet, TABLE)
        return [] if table is None else blocks.plain(table.range)[1:]

    def _on_clashes(self, row: int) -> Place:
        lines = self._clash_rows()
        at = row - HEAD_ROW - 1
        number = lines[at][0] if at < len(lines) else None
        return Place(clash=int(number)) if isinstance(number, float) else Place()

    def _in_table(self, layout: SheetLayout, table: Any, row: int, column: int) -> Place:
        area = table.range
        at, across = row - area.row, column - area.column
        if not 0 < at < area.rows.count:
            return Place()
        heads = [str(head) for head in blocks.plain(area.rows[0])[0]]
        named = {one.heading: one.field for one in layout.columns}
        cell = blocks.plain(area.rows[at])[0][heads.index(layout.columns[0].heading)]
        heading = heads[across] if 0 <= across < len(heads) else ""
        key = as_text(cell) if tidy(cell) is not None else ""
        return Place(
            layout.record.name, key, named.get(heading, ""), self._clash_of(layout, key, heading)
        )

    def _clash_of(self, layout: SheetLayout, key: str, heading: str) -> int | None:
        """The number of the open clash on a cell."""
        for number, sheet, ref, column, *_ in self._clash_rows():
            if (sheet, ref, column) == (layout.title, key, heading) and isinstance(number, float):
                return int(number)
        return None


def _named(sheet: Any, table: str) -> Any | None:
    try:
        return sheet.tables[table]
    except KeyError:
        return None
    except Exception as missing:
        if type(missing).__name__ == "com_error" and table not in sheet.tables:
            return None
        raise


@dataclass(slots=True)
class XlScreen:
    """What the assistant sees of the program: its status bar and its message boxes."""

    app: xw.App

    def status(self, text: str) -> None:
        with suppress(Exception):
            self.app.status_bar = text or False

    def tell(self, text: str, mode: str) -> None:
        """A message box; *mode* is ``info`` or ``critical``."""
        with suppress(Exception):
            self.app.alert(text, title="Comptoir", mode=mode)

    def open(self, file: Path) -> None:
        """Show a letter in Word or Writer, a folder in the file manager; nothing if that fails."""
        with suppress(Exception):
            webbrowser.open(file.as_uri())
