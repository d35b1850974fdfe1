"""From a view of the desk to the changes of a closed workbook that shows it.

Decides; touches nothing. Rows keep their place; a record that the sheet has not comes where a
row was emptied, else below the last; Today, the clashes and the lists of codes are shown whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from comptoir.records import Record
from comptoir.records.kinds import as_text, tidy
from comptoir.sheets.closed import Along, Area, Listed, Name, TableChanges, Value
from comptoir.sheets.closed.refusals import HeadingMissing, TableMissing, TableMoved
from comptoir.sheets.closed.values import blank
from comptoir.sheets.differences import Differences, differences
from comptoir.sheets.drawing.bands import BAND, SEPARATED, shown_when
from comptoir.sheets.drawing.clashes import HEADINGS as CLASH_HEADINGS
from comptoir.sheets.drawing.clashes import TABLE, clash_cells, note_on
from comptoir.sheets.drawing.tables import codes_name
from comptoir.sheets.drawing.today import HEADINGS as TODAY_HEADINGS
from comptoir.sheets.drawing.today import (
    LINE,
    MORE,
    REF,
    URGENCIES,
    due_cells,
    height,
    in_order,
    more_this_week,
    no_dues,
)
from comptoir.sheets.layout import CLASHES, HEAD_ROW, LISTS_SHEET, TODAY, SheetLayout
from comptoir.sheets.reading import TableRead
from comptoir.sheets.views import BookView, View
from comptoir.wording import translated

Places = dict[tuple[str, str], tuple[str, int]]
"""Where each record stands, by its name and key: its sheet's title and row."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the file: its tables as read, with their layouts, its sheets and names."""

    file: str
    tables: Sequence[tuple[SheetLayout, TableRead]]
    sheets: frozenset[str]
    names: Sequence[Name]


def changes(
    book: BookView, known: Known, placed: Mapping[str, Mapping[int, str]]
) -> list[TableChanges]:
    """What each table, Today, the clashes and the lists of codes shall show."""
    views = {view.record.name: view for view in book.views}
    places: Places = {}
    found = []
    for layout, read in known.tables:
        _check_whole(read, known.file)
        name = layout.record.name
        table = _Table(layout, read, views[name], placed.get(name, {}))
        places |= table.places()
        found.append(table.changes(book))
    if (title := translated(TODAY, book.lang)) in known.sheets:
        found.append(_today(book, title, places))
    if translated(CLASHES, book.lang) in known.sheets:
        found.append(_clashes(book, places))
    return [*found, *_codes(book, known)]


def along(book: BookView, known: Known) -> Along:
    """What the first line of each sheet says once the rest was written."""
    told = SEPARATED.join(shown_when(book))
    bands = [one.sheet for one in known.names if one.name == BAND]
    named: dict[tuple[str, str], Value] = {
        (sheet, BAND): told for sheet in bands if sheet is not None
    }
    title = translated(TODAY, book.lang)
    return Along(named=named | {(title, MORE): more_this_week(book.today, book.lang)})


def _check_whole(read: TableRead, file: str) -> None:
    """A table that lost a heading, or is not there, cannot be shown."""
    for fault in read.torn:
        if fault.code == "MOVED":
            raise TableMoved(
                file=file, table=read.record.name, before=f"A{HEAD_ROW}", now=fault.shown
            )
        if fault.code == "NO_HEADING":
            raise HeadingMissing(file=file, table=read.record.name, heading=fault.heading)
        raise TableMissing(file=file, table=fault.shown, present="—")


class _Table:
    """One table of the file beside what it shall show."""

    def __init__(
        self, layout: SheetLayout, read: TableRead, view: View, placed: Mapping[int, str]
    ) -> None:
        self.layout, self.read, self.view = layout, read, view
        self._placed = placed
        self._headings = {one.name: one.heading(layout.lang) for one in layout.record.fields}
        own = [heading for heading in view.custom if heading not in read.custom]
        new = [name for name in view.columns if name not in read.columns]
        self.more = [self._headings[name] for name in new] + own
        if self.more:
            self.read = replace(
                read,
                columns={**read.columns, **{name: [None] * len(read.rows) for name in new}},
                custom={**read.custom, **{heading: [None] * len(read.rows) for heading in own}},
            )
        self.wanted: Differences = differences(self.read, view, placed)

    def changes(self, book: BookView) -> TableChanges:
        """What changes in its cells."""
        wanted, key = self.wanted, self._heading(self.layout.record.key)
        cells = {(at, self._heading(name)): value for (at, name), value in wanted.cells.items()}
        for at, row in self._instead():
            cells |= {(at, self._heading(name)): row.get(name) for name in self._names(at)}
        below = wanted.rows[len(wanted.emptied) :]
        rows = [{self._heading(name): value for name, value in row.items()} for row in below]
        return TableChanges(
            self.layout.table,
            cells=cast("dict[tuple[int | str, str], Value]", cells),
            rows=cast("list[dict[str, Value]]", rows),
            notes={(at, heading): note for (at, heading), note in self._notes(book)},
            key=key,
            heads=self.more,
            sole=True,
        )

    def places(self) -> Places:
        """Where each record will stand."""
        title, record = self.read.sheet, self.layout.record
        first = self.read.rows[0]
        found = {
            (record.name, key): (title, self.read.rows[at]) for key, at in self._rows().items()
        }
        for (at, _row), row in zip(self._instead(), self.wanted.rows, strict=False):
            found[record.name, str(row[record.key])] = title, self.read.rows[at]
        below = self.wanted.rows[len(self.wanted.emptied) :]
        for number, row in enumerate(below, first + self._filled()):
            found[record.name, str(row[record.key])] = title, number
        return found

    def _heading(self, name: str) -> str:
        return self._headings.get(name, name)

    def _names(self, at: int) -> list[str]:
        """The fields and headings whose cells in a row may be written."""
        names = [*self.read.columns, *self.read.custom]
        return [name for name in names if (at, name) not in self.read.formulas]

    def _instead(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        """Rows that are emptied, each with the row that takes its place, while there are any."""
        rows = iter(self.wanted.rows)
        for at in sorted(self.wanted.emptied):
            yield at, next(rows, {})

    def _rows(self) -> dict[str, int]:
        """The position of each record that the table has."""
        gone, keys = set(self.wanted.emptied), self.read.columns[self.layout.record.key]
        found = {
            as_text(cell): at
            for at, cell in enumerate(keys)
            if at not in gone and tidy(cell) is not None
        }
        return found | {key: at for at, key in self._placed.items() if at not in gone}

    def _filled(self) -> int:
        """How many rows there are down to the last with a value of its own."""
        columns = {**self.read.columns, **self.read.custom}
        for at in range(len(self.read.rows) - 1, -1, -1):
            if any(
                not blank(cast("Value", cells[at])) and (at, name) not in self.read.formulas
                for name, cells in columns.items()
            ):
                return at + 1
        return 0

    def _notes(self, book: BookView) -> Iterator[tuple[tuple[str, str], str]]:
        """The notes on cells that two people changed."""
        record: Record = self.layout.record
        names = {*self.read.columns, *self.read.custom}
        here = set(self.view.keys)
        for one in book.clashes:
            if one.record.name == record.name and one.field in names and one.key in here:
                yield (one.key, self._heading(one.field)), note_on(one, book.lang)


# -- what is shown whole --------------------------------------------------------------------------


def _today(book: BookView, title: str, places: Places) -> TableChanges:
    """The list of what must be done now."""
    heads = tuple(translated(heading, book.lang) for heading, _width in TODAY_HEADINGS)
    words = frozenset(translated(one.name, book.lang) for one in URGENCIES.values())
    dues = in_order(book.today)
    lines = [due_cells(due, book.lang) for due in dues] or [no_dues(book.lang)]
    links: dict[tuple[int | str, str], str | None] = {
        (at, heads[REF]): _leading_to(places.get((due.record, due.ref)))
        for at, due in enumerate(dues)
    }
    return TableChanges(
        title,
        rows=[_line(heads, line) for line in lines],
        links=links or {(0, heads[REF]): None},
        exact=True,
        listed=Listed(title, heads, heads[1], words, row=HEAD_ROW),
        tall=[height(book.lang, due) for due in dues] or [LINE],
    )


def _clashes(book: BookView, places: Places) -> TableChanges:
    """The table of the cells that two people changed."""
    heads = [translated(heading, book.lang) for heading, _width in CLASH_HEADINGS]
    lines = [clash_cells(one, book.lang) for one in book.clashes] or [[None] * len(heads)]
    links: dict[tuple[int | str, str], str | None] = {
        (at, heads[2]): _leading_to(places.get((one.record.name, one.key)))
        for at, one in enumerate(book.clashes)
    }
    return TableChanges(
        TABLE,
        rows=[_line(heads, line) for line in lines],
        links=links or {(0, heads[2]): None},
        exact=True,
    )


def _codes(book: BookView, known: Known) -> Iterator[TableChanges]:
    """The keys that drop-downs offer of records that another workbook shows."""
    for record, keys in book.codes.items():
        name = codes_name(record)
        refers = next((one.refers for one in known.names if one.name == name), "")
        sheet, _, place = refers.rpartition("!")
        if sheet.strip("'") != LISTS_SHEET or "$" not in place:
            continue
        column = Area.of(place).left
        listed = Listed(LISTS_SHEET, (name,), name, row=1, column=column)
        rows: list[dict[str, Value]] = [{name: key} for key in keys] or [{name: None}]
        yield TableChanges(name, rows=rows, exact=True, listed=listed)


def _line(heads: Sequence[str], cells: Sequence[object]) -> dict[str, Value]:
    return dict(zip(heads, cast("Sequence[Value]", cells), strict=True))


def _leading_to(place: tuple[str, int] | None) -> str | None:
    """A link to the first cell of a row."""
    if place is None:
        return None
    title, row = place
    return f"'{title.replace(chr(39), chr(39) * 2)}'!A{row}"
