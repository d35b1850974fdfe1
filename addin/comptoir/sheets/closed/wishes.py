"""From what is asked to what each cell of a sheet shall be; refusals before any writing."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from comptoir.sheets.closed.changes import RowName
from comptoir.sheets.closed.lists import Look
from comptoir.sheets.closed.outline import Column
from comptoir.sheets.closed.places import LAST_COLUMN, LAST_ROW, Area, a1, letters
from comptoir.sheets.closed.refusals import (
    BesideTheTable,
    Damaged,
    InTheWay,
    KeyRepeated,
    NoRoom,
    NotAValue,
    RowMissing,
    TotalRow,
)
from comptoir.sheets.closed.rows import Cell, SheetStream, attributes
from comptoir.sheets.closed.survey import Surveyed, key_text
from comptoir.sheets.closed.values import Value, writable
from comptoir.wording import Said

_OWN_ROW = re.compile(r"(?<![\w\]])\w*\[(?:@|\[#This Row\],)\[?([^\[\]]+)\]?\]", re.IGNORECASE)
_KEPT = re.compile(rb"""\s+(?:r|spans|hidden|collapsed)\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Put:
    """A cell shall show *value*; *style* is for a cell that is not there yet."""

    value: Value
    style: str = ""


@dataclass(frozen=True, slots=True)
class Compute:
    """A new cell shall hold the formula of its column."""

    formula: str
    style: str = ""
    array: bool = False


@dataclass(frozen=True, slots=True)
class Clear:
    """A cell shall hold nothing any more, not even a formula; its looks stay, unless *bare*."""

    style: str = ""
    bare: bool = False


Wish = Put | Compute | Clear


@dataclass(slots=True)
class Wishes:
    """All wishes for one sheet: by row, by column; the looks of rows that are new; what grew."""

    cells: dict[int, dict[int, Wish]] = field(default_factory=dict)
    looks: dict[int, bytes] = field(default_factory=dict)
    notes: dict[tuple[int, int], str | None] = field(default_factory=dict)
    links: dict[tuple[int, int], str | None] = field(default_factory=dict)
    shown: dict[int, Look] = field(default_factory=dict)
    """Height and hiding of the rows of lists."""
    grown: list[tuple[Area, int]] = field(default_factory=list)
    """Each table that grew: its area before, and its last row now."""
    widened: list[tuple[Area, tuple[str, ...]]] = field(default_factory=list)
    """Each table that gets columns: its area before, and their headings."""
    added: int = 0

    def put(self, row: int, column: int, wish: Wish) -> None:
        """Wish *wish* for a cell; a later one wins."""
        self.cells.setdefault(row, {})[column] = wish


def resolve(here: Surveyed, stream: SheetStream, wishes: Wishes) -> None:
    """Add to *wishes* what is asked of one surveyed table."""
    _check_values(here)
    _check_keys(here)
    fresh: dict[str, int] = {}
    _widen(here, wishes)
    for row in _place_rows(here, fresh, wishes):
        _add_row(here, stream, row, wishes)
    for (name, heading), value in here.asked.cells.items():
        column = here.column(heading)
        wishes.put(_row(here, name, fresh), column, Put(value, here.style(column)))
    _shorten(here, wishes)
    for (name, heading), note in here.asked.notes.items():
        wishes.notes[_row(here, name, fresh), here.column(heading)] = note
    for (name, heading), link in here.asked.links.items():
        wishes.links[_row(here, name, fresh), here.column(heading)] = link
    if here.asked.tall:
        _look(here, wishes)


def _widen(here: Surveyed, wishes: Wishes) -> None:
    """Head the columns that the table does not have yet."""
    if not here.more:
        return
    area, last = here.table.area, here.table.area.right + len(here.more)
    if last > LAST_COLUMN:
        raise NoRoom(file=here.file, table=here.table.name)
    if here.beside is not None:
        refuse_widening(here, here.beside)
    for column, heading in enumerate(here.more, area.right + 1):
        wishes.put(area.top, column, Put(heading, here.head_style))
    wishes.widened.append((area, here.more))


def _look(here: Surveyed, wishes: Wishes) -> None:
    """The height of each row of a list, and whether the filter of its sheet hides it."""
    body, rows = here.table.body, here.asked.rows
    known = here.filter
    for at, row in enumerate(rows):
        values = {here.column(heading): value for heading, value in row.items()}
        hidden = known is not None and known.plain and known.hides(values)
        wishes.shown[body.top + at] = Look(here.asked.tall[at], hidden)
    for number in range(body.top + max(len(rows), 1), body.bottom + 1):
        wishes.shown[number] = Look()


def _check_values(here: Surveyed) -> None:
    values = [(heading, value) for (_row, heading), value in here.asked.cells.items()]
    values += [one for row in here.asked.rows for one in row.items()]
    values += [(heading, note) for (_row, heading), note in here.asked.notes.items()]
    values += [(heading, link) for (_row, heading), link in here.asked.links.items()]
    for heading, value in values:
        here.column(heading)
        if not writable(value):
            shown = str(value) if len(str(value)) < 60 else f"{str(value)[:59]}…"  # noqa: PLR2004 - a line
            raise NotAValue(value=repr(shown), heading=heading, table=here.table.name)


def _check_keys(here: Surveyed) -> None:
    for key, rows in here.at.items():
        if len(rows) > 1:
            raise KeyRepeated(file=here.file, table=here.table.name, key=key, rows=rows)
    if here.asked.key is None:
        return
    keys = [key_text(row.get(here.asked.key)) for row in here.asked.rows]
    for at, key in enumerate(keys):
        if key and key in keys[:at]:
            raise KeyRepeated(file=here.file, table=here.table.name, key=key, rows="—")


def _row(here: Surveyed, name: RowName, fresh: Mapping[str, int]) -> int:
    """The row of the sheet a name means."""
    body = here.table.body
    if isinstance(name, int):
        added = len(here.asked.rows) if here.asked.exact else 0
        if 0 <= name <= max(body.bottom - body.top, added - 1):
            return body.top + name
    elif name in here.at:
        return here.at[name][0]
    elif name in fresh:
        return fresh[name]
    raise RowMissing(file=here.file, table=here.table.name, row=name)


def _place_rows(here: Surveyed, fresh: dict[str, int], wishes: Wishes) -> list[int]:
    """Find places for the rows asked for; returns those below the table's end so far."""
    body, beyond = here.table.body, []
    free = body.top if here.asked.exact else max(here.filled + 1, body.top)
    for asked in here.asked.rows:
        key = key_text(asked.get(here.asked.key)) if here.asked.key is not None else ""
        if key in here.at:
            row = here.at[key][0]
        else:
            row, free = free, free + 1
            wishes.added += 1
            if key:
                fresh[key] = row
            if row > body.bottom:
                beyond.append(row)
        for heading, value in asked.items():
            column = here.column(heading)
            wishes.put(row, column, Put(value, here.style(column)))
    if beyond:
        _check_room(here, beyond)
        wishes.grown.append((here.table.area, beyond[-1]))
    return beyond


def _shorten(here: Surveyed, wishes: Wishes) -> None:
    """End the table earlier, where its length is asked for; the rows left out are emptied."""
    table, body = here.table, here.table.body
    length = len(here.asked.rows) if here.asked.exact else here.asked.length
    if length is None or any(before == table.area for before, _last in wishes.grown):
        return
    used = (row for row, cells in wishes.cells.items() if any((row, at) in body for at in cells))
    end = max(body.top + max(length, 1) - 1, *used, body.top)
    if end >= body.bottom:
        return
    if table.totals:
        raise TotalRow(file=here.file, table=table.name)
    for row in range(end + 1, body.bottom + 1):
        for column in range(body.left, body.right + 1):
            wishes.put(row, column, Clear(bare=here.asked.exact))
            if here.asked.exact:
                wishes.links[row, column] = None
    wishes.grown.append((table.area, end))


def _check_room(here: Surveyed, beyond: list[int]) -> None:
    table = here.table
    if beyond[-1] > LAST_ROW:
        raise NoRoom(file=here.file, table=table.name)
    if table.totals:
        raise TotalRow(file=here.file, table=table.name)
    if here.obstacle is not None and here.obstacle[0] <= beyond[-1]:
        refuse_growth(here, len(beyond), Said("a cell with content"), here.obstacle)


def refuse_growth(here: Surveyed, rows: int, what: Said, cell: tuple[int, int]) -> None:
    """Say what is in the way of a table, and where."""
    raise InTheWay(
        file=here.file,
        table=here.table.name,
        sheet=here.table.sheet,
        rows=rows,
        what=what,
        cell=a1(*cell),
    )


def refuse_widening(here: Surveyed, cell: tuple[int, int]) -> None:
    """Say what is in the way of new columns, and where."""
    raise BesideTheTable(
        file=here.file,
        table=here.table.name,
        sheet=here.table.sheet,
        headings=list(here.more),
        cell=a1(*cell),
    )


def _add_row(here: Surveyed, stream: SheetStream, row: int, wishes: Wishes) -> None:
    """Dress a row below the table's end like those above it."""
    wishes.looks[row] = _looks(here)
    asked = wishes.cells.get(row, {})
    for at, column in enumerate(here.table.columns):
        place = here.table.area.left + at
        if place in asked:
            continue
        style = here.style(place)
        formula = _formula(here, stream, column, place, row)
        if formula is None:
            wishes.put(row, place, Put(None, style))
        else:
            wishes.put(row, place, Compute(formula, style, column.array))


def _looks(here: Surveyed) -> bytes:
    """The attributes of the table's last row that a new row shall have: height, outline."""
    for _number, data, _cells in reversed(here.samples):
        found = re.match(rb"<[\w.:-]+([^>]*?)/?>", data)
        return _KEPT.sub(b"", found[1]).rstrip() if found else b""
    return b""


def _formula(
    here: Surveyed, stream: SheetStream, column: Column, place: int, row: int
) -> str | None:
    """The formula of a column for a new row, moved down where it names cells."""
    computed = [
        (number, cells[place])
        for number, _row, cells in here.samples
        if place in cells and stream.words.formula.search(cells[place].inner)
    ]
    if column.formula is None and len(computed) * 2 <= len(here.samples):
        return None
    for number, cell in reversed(computed):
        origin, text = _spelled(here, stream, number, cell)
        if text:
            moved = _moved(text, origin, a1(row, place))
            if moved is None:
                raise Damaged(file=here.file, part=f"{here.table.sheet}!{origin}")
            return moved
    return _in_full(column.formula, here.table.name) if column.formula else None


def _moved(formula: str, origin: str, place: str) -> str | None:
    """A formula as it reads when it is copied from one cell to another; None where it is none.

    >>> _moved("A2*$A$2+Orders[[#This Row],[Qty]]", "B2", "B5")
    'A5*$A$2+Orders[[#This Row],[Qty]]'
    >>> _moved('Orders[[#This Row",[Qty]]*2', "B2", "B5") is None
    True
    """
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415 - slow, seldom needed
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - the same

    try:
        return str(Translator(f"={formula}", origin=origin).translate_formula(place))[1:]
    except TokenizerError:
        return None


def _in_full(formula: str, table: str) -> str:
    """A formula with the short names of cells of its own row spelled out, as files need them.

    >>> _in_full("[@Qty]*[[#This Row],Price]", "Orders")
    'Orders[[#This Row],[Qty]]*Orders[[#This Row],[Price]]'
    """
    return _OWN_ROW.sub(lambda found: f"{table}[[#This Row],[{found[1]}]]", formula)


def _spelled(here: Surveyed, stream: SheetStream, row: int, cell: Cell) -> tuple[str, str]:
    """A formula's text and the cell that spells it; empty for arrays, which do not repeat."""
    found = stream.words.formula.search(cell.inner)
    given = attributes(found[1]) if found else {}
    if found is None or given.get(b"t") in {b"array", b"dataTable"}:
        return "", ""
    if found[2]:
        return a1(row, cell.column), html.unescape(found[2].decode())
    return here.masters.get(given.get(b"si", b""), ("", ""))


def names(cells: Mapping[tuple[int, int], object], sheet: str) -> tuple[str, ...]:
    """Cells as ``Sheet!A1``, in order."""
    return tuple(f"{sheet}!{letters(column)}{row}" for row, column in sorted(cells))
