"""What must change in a table so that it shows what the store says. Decides; touches nothing.

The user's workbook is the user's: rows keep their place, formulas and columns of one's own stay,
and a cell that shows the right thing already is left alone. Whoever can reach the cells, in a
closed file or in a spreadsheet program, carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, islice
from operator import is_not, ne, or_

from comptoir.records import Record
from comptoir.records.kinds import as_text, tidy
from comptoir.sheets.merge import same_shown
from comptoir.sheets.reading import CellError, TableRead
from comptoir.sheets.views import View


@dataclass(frozen=True, slots=True)
class Differences:
    """Cells to write, by position in the table and by field or heading; rows to add or empty.

    Rows to add take the places of those to empty, in the sheet's order.
    """

    cells: dict[tuple[int, str], object] = field(default_factory=dict)
    rows: list[dict[str, object]] = field(default_factory=list)
    emptied: list[int] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)
    """Headings of colleagues' own columns that this sheet has not."""

    @property
    def none(self) -> bool:
        return not (self.cells or self.rows or self.emptied)


def differences(
    read: TableRead, view: View, placed: Mapping[int, str] | None = None
) -> Differences:
    """Compare a table as *read* with its *view*.

    *placed* names the records that rows typed without a key became. Other rows without a key,
    and rows whose record is no more, are to be emptied.
    """
    found = Differences(homeless=[h for h in view.custom if h not in read.custom])
    here = {key: at for at, key in enumerate(view.keys)}
    pairs, found.emptied[:] = _pairs(read, here, placed or {})
    sheet_rows, view_rows = list(pairs.values()), [here[key] for key in pairs]
    of_sheet, of_view = _picking(sheet_rows, len(read.rows)), _picking(view_rows, len(view.keys))
    for name, cells, values in _columns(read, view):
        now = of_sheet(cells)
        then = [None] * len(view_rows) if values is None else of_view(values)
        for place in _unlike(now, then):
            at, value = sheet_rows[place], then[place]
            if not same_shown(now[place], value) and (at, name) not in read.formulas:
                found.cells[at, name] = value
    found.rows.extend(_row(view, at) for key, at in here.items() if key not in pairs)
    spare = len(found.rows) - len(found.emptied)
    if spare > 0 and _comes_from_the_desk(view.record):
        found.emptied.extend(islice(_gaps(read), spare))
    return found


def _pairs(
    read: TableRead, here: Mapping[str, int], placed: Mapping[int, str]
) -> tuple[Mapping[str, int], list[int]]:
    """Where the sheet has each record that is *here*; and the rows that are to be emptied."""
    if read.columns[read.record.key] == list(here):
        return here, []  # nearly always: nobody sorted, nothing new
    pairs: dict[str, int] = {}
    emptied = []
    for at, key in _keys(read, placed, here):
        if key in here and key not in pairs:
            pairs[key] = at
        else:
            emptied.append(at)
    return pairs, emptied


def _picking(rows: list[int], of: int) -> Callable[[list[object]], list[object]]:
    """What picks *rows* out of a column that has *of*; all of them, as they stand, cost nothing."""
    if rows == list(range(of)):
        return lambda cells: cells
    return lambda cells: list(map(cells.__getitem__, rows))


def _unlike(now: Sequence[object], then: Sequence[object]) -> Iterator[int]:
    """The places where two columns differ: few, among a hundred thousand.

    >>> list(_unlike(["a", 1.0, None, "d"], ["a", 2.0, None, "D"])), list(_unlike([1.0], [True]))
    ([1, 3], [0])
    """
    differ: Iterator[bool] = map(ne, now, then)
    if bool in {*map(type, now), *map(type, then)}:
        differ = map(or_, differ, map(is_not, map(type, now), map(type, then)))
    return compress(count(), differ)


def _comes_from_the_desk(record: Record) -> bool:
    """Whether nobody types rows of *record*: what one reads first is not for typing.

    A blank row among them is then nobody's separator, but where a row was that left the sheet.
    """
    return record.anchor != record.key and not record.by_name[record.anchor].editable


def _gaps(read: TableRead) -> Iterator[int]:
    """The positions of blank rows with a filled one below them."""
    columns = [*read.columns.values(), *read.custom.values()]
    waiting: list[int] = []
    for at in range(len(read.rows)):
        if any(tidy(cells[at]) is not None for cells in columns):
            yield from waiting
            waiting.clear()
        else:
            waiting.append(at)


def _columns(
    read: TableRead, view: View
) -> Iterator[tuple[str, list[object], list[object] | None]]:
    """Each column of the sheet, and what it shall show; nothing for one that only it has."""
    for name, cells in read.columns.items():
        yield name, cells, view.columns[name]
    for heading, cells in read.custom.items():
        yield heading, cells, view.custom.get(heading)


def _keys(
    read: TableRead, placed: Mapping[int, str], known: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """The position and key of each row with anything in it."""
    columns = [*read.columns.values(), *read.custom.values()]
    for at, cell in enumerate(read.columns[read.record.key]):
        if type(cell) is str and cell in known:
            yield at, cell
            continue
        value = tidy(cell)
        if value is not None and not isinstance(value, CellError):
            yield at, as_text(value)
        elif at in placed:
            yield at, placed[at]
        elif any(tidy(cells[at]) is not None for cells in columns):
            yield at, ""


def _row(view: View, at: int) -> dict[str, object]:
    columns = [*view.columns.items(), *view.custom.items()]
    return {name: cells[at] for name, cells in columns if cells[at] is not None}
