"""A first walk through a sheet: where the rows asked for are, and what is around them."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from comptoir.sheets.closed.changes import TableChanges
from comptoir.sheets.closed.lists import Filter
from comptoir.sheets.closed.outline import Table
from comptoir.sheets.closed.places import a1, letters
from comptoir.sheets.closed.reading import whole
from comptoir.sheets.closed.refusals import HeadingMissing, TableTorn
from comptoir.sheets.closed.rows import Block, Cell, SheetStream, attributes
from comptoir.sheets.closed.values import Reading, Value, blank
from comptoir.wording import Said

SAMPLE = 5
"""The last rows of a table, whose looks most new rows take."""


@dataclass(slots=True)
class Surveyed:
    """What is known of one table.

    *at* has the rows of each wanted key, *filled* is the last row with values, *obstacle*
    the first cell with content below, *beside* the first one where columns are to be added,
    *samples* the table's last rows, *head_style* the style of its last heading.
    """

    table: Table
    asked: TableChanges
    file: str
    wanted: set[str] = field(default_factory=set)
    at: dict[str, list[int]] = field(default_factory=dict)
    filled: int = 0
    headed: bool = False
    order: list[int] | None = None
    obstacle: tuple[int, int] | None = None
    beside: tuple[int, int] | None = None
    head_style: str = ""
    filter: Filter | None = None
    rows: dict[int, bytes] = field(default_factory=dict)
    """The bytes of the rows that are named, so that they need not be looked for again."""
    masters: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    """Shared formulas by their number: the cell that spells each, and its text."""
    samples: deque[tuple[int, bytes, dict[int, Cell]]] = field(
        default_factory=lambda: deque(maxlen=SAMPLE)
    )

    @property
    def more(self) -> tuple[str, ...]:
        """The headings of columns to be added."""
        known = {head.casefold() for head in self.table.heads}
        return tuple(head for head in self.asked.heads if head.casefold() not in known)

    def column(self, heading: str) -> int:
        """The column of the sheet a heading stands in; ``HeadingMissing`` where none does."""
        heads = (*self.table.heads, *self.more)
        for at, head in enumerate(heads):
            if head == heading:
                return self.table.area.left + at
        folded = [head.casefold() for head in heads]
        if folded.count(heading.casefold()) == 1:
            return self.table.area.left + folded.index(heading.casefold())
        raise HeadingMissing(file=self.file, table=self.table.name, heading=heading)

    def style(self, column: int) -> str:
        """The style most of the last rows have in *column*, ``""`` for none."""
        column = min(column, self.table.area.right)
        found = Counter(
            cells[column].given.get(b"s", b"").decode() if column in cells else ""
            for _number, _row, cells in reversed(self.samples)
        )
        return found.most_common(1)[0][0] if found else ""


def table_rows(here: Surveyed) -> int:
    """How many rows a table has between its heading and its totals."""
    return here.table.body.bottom - here.table.body.top + 1


def keys_wanted(asked: TableChanges) -> set[str]:
    """The names of rows that must be found in the sheet."""
    named = {
        row for row, _heading in (*asked.cells, *asked.notes, *asked.links) if isinstance(row, str)
    }
    if asked.key is not None:
        named |= {key_text(row.get(asked.key)) for row in asked.rows}
    return named - {""}


def key_text(value: Value) -> str:
    """A key as text, however it was typed.

    >>> key_text(1001.0), key_text(" EX-1 "), key_text(None)
    ('1001', 'EX-1', '')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


class Surveyor:
    """Walks through one sheet for all tables of it that shall change."""

    def __init__(self, stream: SheetStream, reading: Reading, tables: Iterable[Surveyed]) -> None:
        self.stream, self.reading, self.tables = stream, reading, list(tables)
        self.computed = False
        """Whether the sheet has formulas at all."""

    def walk(self) -> None:
        """Read the sheet through, filling in what is known of each table."""
        for surveyed in self.tables:
            surveyed.wanted = keys_wanted(surveyed.asked)
        for block in self.stream.spans():
            if b"<" + self.stream.prefix + b"f" in block.data:
                self.computed = True
                self._find_masters(block)
            if block.last:
                for surveyed in self.tables:
                    self._look(surveyed, block)
        for surveyed in self.tables:
            if not surveyed.headed:
                why = Said("its heading row is empty")
                raise TableTorn(file=surveyed.file, table=surveyed.table.name, why=why)

    def _find_masters(self, block: Block) -> None:
        if b"shared" not in block.data:
            return
        for found in self.stream.words.formula.finditer(block.data):
            given = attributes(found[1])
            if given.get(b"t") != b"shared" or not found[2]:
                continue
            around = self.stream.cell_around(block.data, found.start())
            if around is not None:
                place = a1(around[0], around[1].column)
                text = html.unescape(found[2].decode())
                for surveyed in self.tables:
                    surveyed.masters[given.get(b"si", b"")] = place, text

    def _look(self, here: Surveyed, block: Block) -> None:
        body = here.table.body
        self._find_heads(here, block)
        if here.more and here.beside is None:
            self._find_beside(here, block)
        if block.last < body.top:
            return
        if block.first <= body.bottom:
            if here.asked.key is not None:
                self._find_keys(here, block)
            self._find_end(here, block)
            for number in self._numbered(here, block):
                if (named := block.row(number)) is not None:
                    here.rows[number] = block.of(named)
            for row in block.within(max(body.bottom - SAMPLE + 1, body.top), body.bottom):
                data = block.of(row)
                here.samples.append(
                    (row.number, data, {one.column: one for one in self._cells(data)})
                )
        if here.obstacle is None and here.asked.rows:
            self._find_obstacle(here, block)

    def _find_heads(self, here: Surveyed, block: Block) -> None:
        area = here.table.area
        for row in block.within(area.top, area.top):
            cells = {one.column: one for one in self._cells(block.of(row))}
            columns = range(area.left, area.right + 1)
            heads = [self.reading.value(cells[at]) if at in cells else None for at in columns]
            whole(here.table, heads, here.file)
            here.headed = True
            if area.right in cells:
                here.head_style = cells[area.right].given.get(b"s", b"").decode()

    def _numbered(self, here: Surveyed, block: Block) -> list[int]:
        """The rows of a block that are named by their place."""
        if here.order is None:
            asked, top = here.asked, here.table.body.top
            named = {row for row, _heading in (*asked.cells, *asked.notes) if isinstance(row, int)}
            exactly = range(table_rows(here)) if asked.exact else ()
            here.order = sorted(top + row for row in {*named, *exactly})
        order = here.order
        return order[bisect_left(order, block.first) : bisect_right(order, block.last)]

    def _cells(self, row: bytes) -> list[Cell]:
        return self.stream.cells(row)

    def _find_keys(self, here: Surveyed, block: Block) -> None:
        column = here.column(here.asked.key or "")
        top, bottom = here.table.body.top, here.table.body.bottom
        for number, key in self._column(block, column):
            if key in here.wanted and top <= number <= bottom:
                here.at.setdefault(key, []).append(number)
                if (row := block.row(number)) is not None:
                    here.rows[number] = block.of(row)

    def _column(self, block: Block, column: int) -> Iterable[tuple[int, str]]:
        """Row and text of the cells of one column of a block."""
        opening = b"<" + self.stream.prefix + b'c r="'
        sample = block.data[block.ending :]
        if sample.count(opening) == len(self._cells(sample)) and b"='" not in block.data:
            yield from self._quickly(block, opening + letters(column).encode())
            return
        for row in block.rows:
            for cell in self._cells(block.of(row)):
                if cell.column == column:
                    yield row.number, key_text(self.reading.value(cell))

    def _quickly(self, block: Block, opening: bytes) -> Iterable[tuple[int, str]]:
        """The same where every cell starts with its place, as nearly all programs write it."""
        close = rb"</" + re.escape(self.stream.prefix) + rb"c>"
        cells = re.compile(re.escape(opening) + rb'(\d+)"([^>]*?)(?:/>|>(.*?)' + close + rb")")
        shared, value = self.reading.shared, self.stream.words.value
        for number, given, inner in cells.findall(block.data):
            if b't="s"' in given and b"<" + self.stream.prefix + b"f" not in inner:
                found = value.search(inner)
                yield int(number), shared.get(int(found[1]), "") if found else ""
            elif inner:
                cell = Cell(0, attributes(given), inner, 0, 0)
                yield int(number), key_text(self.reading.value(cell))

    def _find_end(self, here: Surveyed, block: Block) -> None:
        """The last row of the table with values of its own, seen from the end of the block."""
        body = here.table.body
        if block.last <= body.bottom and self._holds(here, block.data[block.ending :]):
            here.filled = block.last
            return
        for row in reversed(block.within(body.top, body.bottom)):
            if self._holds(here, block.of(row)):
                here.filled = row.number
                return

    def _holds(self, here: Surveyed, row: bytes) -> bool:
        area = here.table.area
        return any(
            area.left <= one.column <= area.right
            and self.stream.words.formula.search(one.inner) is None
            and not blank(self.reading.value(one))
            for one in self._cells(row)
        )

    def _find_obstacle(self, here: Surveyed, block: Block) -> None:
        area = here.table.area
        for row in block.within(area.bottom + 1, area.bottom + len(here.asked.rows)):
            for one in self._cells(block.of(row)):
                if area.left <= one.column <= area.right and self._occupied(one):
                    here.obstacle = row.number, one.column
                    return

    def _find_beside(self, here: Surveyed, block: Block) -> None:
        area, last = here.table.area, here.table.area.right + len(here.more)
        for row in block.within(area.top, area.bottom + len(here.asked.rows)):
            for one in self._cells(block.of(row)):
                if area.right < one.column <= last and self._occupied(one):
                    here.beside = row.number, one.column
                    return

    def _occupied(self, cell: Cell) -> bool:
        return self.stream.words.formula.search(cell.inner) is not None or not blank(
            self.reading.value(cell)
        )
