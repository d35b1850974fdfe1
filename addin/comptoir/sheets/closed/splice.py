"""The second walk through a sheet: the rows as they were, but for the cells wished for."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from comptoir.sheets.closed.places import a1
from comptoir.sheets.closed.rows import Block, Cell, Row, SheetStream
from comptoir.sheets.closed.styles import Styles
from comptoir.sheets.closed.values import (
    CellError,
    Reading,
    blank,
    markup,
    same,
    serial,
    spaced,
)
from comptoir.sheets.closed.wishes import Clear, Compute, Put, Wish, Wishes

_SPANS = re.compile(rb"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_TYPE = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(slots=True)
class Splicer:
    """Writes one sheet.

    *stale* tells of a formula's text whether its value may be out of date even though its
    row did not change; without it no value is touched.
    """

    stream: SheetStream
    reading: Reading
    wishes: Wishes
    stale: Callable[[str], bool] | None = None
    _order: list[int] | None = None

    def rows(self) -> Iterator[bytes]:
        """All rows, in blocks of bytes; ``stream.tail`` is known when they are through."""
        waiting = sorted(self.wishes.cells.keys() | self.wishes.shown.keys(), reverse=True)
        for block in self.stream.spans():
            yield b"".join(self._block(block, waiting))
        yield b"".join(self._new_row(row) for row in reversed(waiting))

    def all_new(self) -> bytes:
        """The rows wished for alone, for a sheet that starts over."""
        return b"".join(self._new_row(row) for row in sorted(self.wishes.cells))

    def _block(self, block: Block, waiting: list[int]) -> Iterator[bytes]:
        at = 0
        while waiting and waiting[-1] <= block.last:
            number = waiting.pop()
            row = block.row(number)
            start = row.start if row else _start_after(block, number)
            yield self._fresh(block.data[at:start])
            yield self._edited(block.of(row), number) if row else self._new_row(number)
            at = row.end if row else start
        yield self._fresh(block.data[at:])

    # --------------------------------------------------------------- a row

    def _new_row(self, number: int) -> bytes:
        cells = self.wishes.cells.get(number, {})
        if all(
            isinstance(one, Put) and blank(one.value) and not one.style for one in cells.values()
        ):
            return b""
        made = b"".join(self._missing(number, at, cells[at]) or b"" for at in sorted(cells))
        p = self.stream.prefix
        start = b"<" + p + b'row r="' + str(number).encode() + b'"'
        looks = self.wishes.looks.get(number, b"")
        if number in self.wishes.shown:
            looks = self.wishes.shown[number].spelled(looks)
        return start + looks + b">" + made + b"</" + p + b"row>"

    def _edited(self, row: bytes, number: int) -> bytes:
        """A row with its cells as wished; the very same bytes where they already are."""
        row = self._shown(row, number)
        wishes, cells = self.wishes.cells.get(number, {}), self.stream.cells(row)
        have = {one.column: one for one in cells}
        changes: list[tuple[int, int, bytes]] = []
        for column in sorted(wishes):
            if column in have:
                new = self._instead(number, have[column], wishes[column])
                if new is not None:
                    changes.append((have[column].start, have[column].end, new))
            elif (new := self._missing(number, column, wishes[column])) is not None:
                after = max((one.end for one in cells if one.column < column), default=0)
                changes.append((after, after, new))
        if not changes:
            return self._fresh(row)
        return self._sewn(row, changes)

    def _shown(self, row: bytes, number: int) -> bytes:
        """A row as high as wished, and hidden or not."""
        opening = self.stream.words.row.match(row)
        if number not in self.wishes.shown or opening is None:
            return row
        looks = self.wishes.shown[number].spelled(opening[1])
        return row[: opening.start(1)] + looks + row[opening.end(1) :]

    def _sewn(self, row: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
        opening = self.stream.words.row.match(row)
        assert opening is not None
        if opening[2]:  # <row/>
            close = b"</" + self.stream.prefix + b"row>"
            rest = row[opening.end() :]
            start = _SPANS.sub(b"", row[: opening.end()]).removesuffix(b"/>") + b">"
            return start + b"".join(new for _start, _end, new in changes) + close + rest
        at = opening.end()
        pieces = [_SPANS.sub(b"", row[:at])]
        for begin, end, new in changes:
            pieces += [self._dropped(row[at : max(begin, at)], lambda _text: True), new]
            at = max(end, at)
        pieces.append(self._dropped(row[at:], lambda _text: True))
        return b"".join(pieces)

    # -------------------------------------------------------------- a cell

    def _instead(self, row: int, cell: Cell, wish: Wish) -> bytes | None:
        """The bytes that take a cell's place; ``None`` where it may stay."""
        if self.stream.words.formula.search(cell.inner) and not isinstance(wish, Clear):
            return None  # a formula of the user's stays; prune() told of it
        return self._cell(row, cell.column, wish)

    def _missing(self, row: int, column: int, wish: Wish) -> bytes | None:
        if isinstance(wish, Clear):
            return None
        dressed = row in self.wishes.looks and wish.style not in {"", "0"}
        if isinstance(wish, Put) and blank(wish.value) and not dressed:
            return None
        return self._cell(row, column, wish)

    def _cell(self, row: int, column: int, wish: Wish) -> bytes:
        """A cell from nothing."""
        p = self.stream.prefix
        start = b"<" + p + b'c r="' + a1(row, column).encode() + b'"'
        if wish.style not in {"", "0"}:
            start += b' s="' + wish.style.encode() + b'"'
        kind, inner = self._content(row, column, wish)
        if not inner:
            return start + b"/>"
        return start + kind + b">" + inner + b"</" + p + b"c>"

    def _content(  # noqa: PLR0911 - one return to the type
        self, row: int, column: int, wish: Wish
    ) -> tuple[bytes, bytes]:
        p = self.stream.prefix
        if isinstance(wish, Clear):
            return b"", b""
        if isinstance(wish, Compute):
            own = b' t="array" ref="' + a1(row, column).encode() + b'"' if wish.array else b""
            return b"", self._element(b"f", html.escape(wish.formula, quote=False).encode(), own)
        value = wish.value
        if blank(value):
            return b"", b""
        match value:
            case str():
                text = self._element(b"t", markup(value), spaced(value))
                return b' t="inlineStr"', b"<" + p + b"is>" + text + b"</" + p + b"is>"
            case bool():
                return b' t="b"', self._element(b"v", b"1" if value else b"0")
            case CellError():
                return b' t="e"', self._element(b"v", value.code.encode())
            case date() | datetime() | time() | timedelta():
                number = serial(value, from_1904=self.reading.from_1904)
                return b"", self._element(b"v", spelled(number))
            case int() | float() | Decimal():
                return b"", self._element(b"v", spelled(value))
        raise TypeError(type(value).__name__)

    def _element(self, name: bytes, text: bytes, given: bytes = b"") -> bytes:
        name = self.stream.prefix + name
        return b"<" + name + given + b">" + text + b"</" + name + b">"

    # ------------------------------------------------------- before and after

    def prune(self, styles: Styles, known: Mapping[int, bytes]) -> set[tuple[int, int]]:
        """Drop the wishes that are fulfilled already, and give the others their styles.

        Returns the cells that hold a formula, which are left alone.
        """
        kept: set[tuple[int, int]] = set()
        rows = self.wishes.cells
        seen: set[int] = set()
        for number, row in self._found(known):
            seen.add(number)
            self._settle_look(number, row)
            if number not in rows:
                continue
            have = {one.column: one for one in self.stream.cells(row)}
            for column, wish in list(rows[number].items()):
                cell = have.get(column)
                if cell and isinstance(wish, Put) and self._computed(cell):
                    kept.add((number, column))
                    del rows[number][column]
                else:
                    self._settle(number, column, cell, styles)
        for number in self.wishes.shown.keys() - rows.keys() - seen:
            del self.wishes.shown[number]  # a row that is not there and shall hold nothing
        for number in rows.keys() - seen:
            for column in list(rows[number]):
                self._settle(number, column, None, styles)
        self.wishes.cells = {number: cells for number, cells in rows.items() if cells}
        self._order = None
        return kept

    def _found(self, known: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
        """The rows with wishes that are there: those *known*, or by another walk."""
        wanted = self.wishes.cells.keys() | self.wishes.shown.keys()
        if wanted <= known.keys():
            yield from ((number, known[number]) for number in wanted)
            return
        for block in self.stream.spans():
            for row in self._wished(block):
                yield row.number, block.of(row)

    def unfulfilled(self) -> str:
        """The first cell that is not as wished for, empty where all are."""
        missing = {(row, column) for row, cells in self.wishes.cells.items() for column in cells}
        for block in self.stream.spans():
            for row in self._wished(block):
                wishes = self.wishes.cells.get(row.number, {})
                have = {one.column: one for one in self.stream.cells(block.of(row))}
                for column, wish in wishes.items():
                    if self._met(have.get(column), wish):
                        missing.discard((row.number, column))
        left = {
            place for place in missing if not self._met(None, self.wishes.cells[place[0]][place[1]])
        }
        return a1(*min(left)) if left else ""

    def _wished(self, block: Block) -> list[Row]:
        found = [block.row(number) for number in self._between(block.first, block.last)]
        return [row for row in found if row is not None]

    def _between(self, first: int, last: int) -> list[int]:
        """The rows with wishes from *first* to *last*."""
        if self._order is None:
            self._order = sorted(self.wishes.cells.keys() | self.wishes.shown.keys())
        return self._order[bisect_left(self._order, first) : bisect_right(self._order, last)]

    def _settle_look(self, number: int, row: bytes) -> None:
        """Drop the wish for a row's look that is fulfilled already."""
        opening = self.stream.words.row.match(row)
        look = self.wishes.shown.get(number)
        if look is not None and opening is not None and look.of(opening[1]):
            del self.wishes.shown[number]

    def _computed(self, cell: Cell) -> bool:
        return self.stream.words.formula.search(cell.inner) is not None

    def _settle(self, row: int, column: int, cell: Cell | None, styles: Styles) -> None:
        wish = self.wishes.cells[row][column]
        new = row in self.wishes.looks
        if isinstance(wish, Compute):
            return
        if isinstance(wish, Clear):
            own = cell.given.get(b"s", b"").decode() if cell else ""
            left = cell is not None and ((cell.inner and self._full(cell)) or (wish.bare and own))
            if not left:
                del self.wishes.cells[row][column]
            else:
                self.wishes.cells[row][column] = Clear("" if wish.bare else own, wish.bare)
            return
        if not new and same(wish.value, None if cell is None else self.reading.value(cell)):
            del self.wishes.cells[row][column]
            return
        own = cell.given.get(b"s", b"").decode() if cell and not new else wish.style
        fits = [style for style in (own, wish.style) if styles.fits(style, wish.value)]
        style = fits[0] if fits else styles.fitting(own, wish.value)
        self.wishes.cells[row][column] = Put(wish.value, style)

    def _full(self, cell: Cell) -> bool:
        return self._computed(cell) or not blank(self.reading.value(cell))

    def _met(self, cell: Cell | None, wish: Wish) -> bool:
        if isinstance(wish, Clear):
            return cell is None or not self._full(cell)
        if isinstance(wish, Compute):
            return cell is not None and self._computed(cell)
        return same(wish.value, None if cell is None else self.reading.value(cell))

    # ------------------------------------------------------- stale values

    def _fresh(self, data: bytes) -> bytes:
        """Bytes of rows that did not change, without the values that may be out of date."""
        return data if self.stale is None else self._dropped(data, self.stale)

    def _dropped(self, data: bytes, stale: Callable[[str], bool]) -> bytes:
        if b"<" + self.stream.prefix + b"f" not in data:
            return data
        return without_values(self.stream, data, stale)


def _start_after(block: Block, number: int) -> int:
    """Where a row *number* that is not in a block has its place."""
    return next((row.start for row in block.rows if row.number > number), len(block.data))


def without_values(stream: SheetStream, data: bytes, stale: Callable[[str], bool]) -> bytes:
    """Rows without the last value of each formula that is *stale*."""
    pieces, at = [], 0
    for found in stream.words.formula.finditer(data):
        text = html.unescape((found[2] or b"").decode())
        around = stream.cell_around(data, found.start()) if stale(text) else None
        if around is None:
            continue
        cell = around[1]
        value = stream.words.value.search(data, found.end(), cell.end)
        if value is None or b"dataTable" in found[1]:
            continue
        inner = data.index(b">", cell.start)
        pieces += [data[at : cell.start], _TYPE.sub(b"", data[cell.start : inner])]
        pieces.append(data[inner : value.start()])
        at = value.end()
    return b"".join([*pieces, data[at:]])


def spelled(number: float | Decimal) -> bytes:
    """A number as Excel writes it: the shortest that reads back the same, no trailing ``.0``.

    >>> spelled(12.0), spelled(Decimal("1E+3")), spelled(0.1), spelled(Decimal("12.10"))
    (b'12', b'1000', b'0.1', b'12.1')
    """
    found = float(number)
    if found.is_integer() and abs(found) < 1e15:  # noqa: PLR2004 - where Excel's digits end
        return str(int(found)).encode()
    return repr(found).encode()
