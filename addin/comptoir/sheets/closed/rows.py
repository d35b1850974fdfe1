"""A worksheet part as a stream: what stands before the rows, the rows, what follows.

The rows come in blocks of whole rows, about a megabyte each, as the bytes of the
file; a block nobody has a wish for is passed on as it is. Spans of bytes, not
trees: what is not changed is not rewritten.

Source: ECMA-376 part 1, 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import IO

from comptoir.sheets.closed.outline import MAIN
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.places import LAST_COLUMN, LAST_ROW, column_of
from comptoir.sheets.closed.refusals import Damaged, Unfamiliar

CHUNK = 1 << 20
WORKSHEET = re.compile(rb"<([A-Za-z_][\w.-]*:)?worksheet\b([^>]*)>")
_XMLNS = re.compile(rb"""\bxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_ATTRIBUTE = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW_NUMBER = re.compile(rb"""(?<![\w:])r\s*=\s*["'](\d+)["']""")
_PLACE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")


def attributes(text: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag, as they are spelled.

    >>> attributes(b' r="A1" s="3"')
    {b'r': b'A1', b's': b'3'}
    """
    return {found[1]: found[2] or found[3] or b"" for found in _ATTRIBUTE.finditer(text)}


@dataclass(frozen=True, slots=True)
class Words:
    """The tags of a worksheet in the prefix its part uses."""

    prefix: bytes
    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    text: re.Pattern[bytes]
    phonetic: re.Pattern[bytes]
    item: re.Pattern[bytes]


@cache
def words(prefix: bytes) -> Words:
    """The tags with *prefix* (``b"x:"``, or empty)."""
    p = re.escape(prefix)
    return Words(
        prefix,
        re.compile(rb"<" + p + rb"row\b([^>]*?)(/?)>"),
        re.compile(rb"<" + p + rb"c\b([^>]*?)(?:/>|>(.*?)</" + p + rb"c\s*>)", re.DOTALL),
        re.compile(rb"<" + p + rb"f\b([^>]*?)(?:/>|>([^<]*)</" + p + rb"f\s*>)"),
        re.compile(rb"<" + p + rb"v\b[^>]*?(?:/>|>([^<]*)</" + p + rb"v\s*>)"),
        re.compile(rb"<" + p + rb"t\b([^>]*?)(?:/>|>([^<]*)</" + p + rb"t\s*>)"),
        re.compile(rb"<" + p + rb"rPh\b.*?</" + p + rb"rPh\s*>", re.DOTALL),
        re.compile(rb"<" + p + rb"si\b[^>]*?(?:/>|>(.*?)</" + p + rb"si\s*>)", re.DOTALL),
    )


def prefix_of(head: bytes, root: re.Pattern[bytes], file: str, part: str) -> bytes:
    """The prefix the main namespace has in a part, by its root tag in *head*."""
    encoding = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    found = root.search(head)
    if found is None or (encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}):
        raise Unfamiliar(file=file, part=part)
    own = (found[1] or b"").removesuffix(b":")
    bound = [one[1] or b"" for one in _XMLNS.finditer(found[2]) if one[2].decode() in MAIN]
    if bound != [own]:
        raise Unfamiliar(file=file, part=part)
    return found[1] or b""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: where, its attributes, and its bytes in the row."""

    column: int
    given: dict[bytes, bytes]
    inner: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block: its number, its attributes as spelled, its bytes in the block."""

    number: int
    given: bytes
    start: int
    end: int


class SheetStream:
    """The worksheet *part*, read once from front to back: ``head``, ``blocks()``, ``tail``."""

    def __init__(self, stream: IO[bytes], file: str, part: str, *, plain: bool = False) -> None:
        self._stream, self.file, self.part, self._plain = stream, file, part, plain
        self.tail = self._edge = b""
        self._read_head()

    def _more(self) -> bytes:
        data = self._stream.read(CHUNK)
        if not self._plain:  # a comment or an unparsed section could hide tags or show false ones
            if b"<!" in data or (self._edge == b"<" and data.startswith(b"!")):
                raise Unfamiliar(file=self.file, part=self.part)
            self._edge = data[-1:]
        return data

    def _read_head(self) -> None:
        data = self._more()
        while (root := WORKSHEET.search(data)) is None and (more := self._more()):
            data += more
        self.prefix = prefix_of(data, WORKSHEET, self.file, self.part)
        self.words = words(self.prefix)
        opening = re.compile(rb"<" + re.escape(self.prefix) + rb"sheetData\b[^>]*?(/?)>")
        start = root.end() if root else 0
        while (found := opening.search(data, start)) is None:
            start = max(start, len(data) - 200)
            if not (more := self._more()):
                raise Damaged(file=self.file, part=self.part)
            data += more
        self.head, self._rest = data[: found.end()], data[found.end() :]
        self._closing = b"</" + self.prefix + b"sheetData>"
        if found[1]:
            self.head = data[: found.start()] + b"<" + self._closing[2:]
            self._rest = self._closing + self._rest

    def blocks(self) -> Iterator[bytes]:
        """The rows, some whole ones at a time; ``tail`` is known when they are through."""
        data, seen, last = self._rest, 0, b"</" + self.prefix + b"row>"
        while (end := data.find(self._closing, seen)) < 0:
            cut = data.rfind(last, max(seen - len(last), 0))
            if cut >= 0:
                yield data[: cut + len(last)]
                data = data[cut + len(last) :]
            seen = max(len(data) - len(self._closing), 0)
            if not (more := self._more()):
                raise Damaged(file=self.file, part=self.part)
            data += more
        if end:
            yield data[:end]
        pieces = [data[end:]]
        while more := self._more():
            pieces.append(more)
        self.tail = b"".join(pieces)

    def rows(self, block: bytes, after: int) -> list[Row]:
        """The rows of *block*; one without a number follows the one before (*after*)."""
        opened = list(self.words.row.finditer(block))
        found = []
        for at, one in enumerate(opened):
            given = _ROW_NUMBER.search(one[1])
            after = int(given[1]) if given else after + 1
            if not 1 <= after <= LAST_ROW:
                raise Damaged(file=self.file, part=self.part)
            end = opened[at + 1].start() if at + 1 < len(opened) else len(block)
            found.append(Row(after, one[1], one.start(), end))
        return found

    def cells(self, row: bytes) -> list[Cell]:
        """The cells of the bytes of one row, in the order they stand."""
        found, column = [], 0
        for one in self.words.cell.finditer(row):
            given = attributes(one[1])
            place = _PLACE.fullmatch(given.get(b"r", b""))
            column = column_of(place[1].decode()) if place else column + 1
            if column > LAST_COLUMN:
                raise Damaged(file=self.file, part=self.part)
            found.append(Cell(column, given, one[2] or b"", one.start(), one.end()))
        return found

    def cell_around(self, block: bytes, inside: int) -> tuple[int, Cell] | None:
        """The row and the cell whose bytes are around *inside*, if the cell says where it is."""
        opening = b"<" + self.prefix + b"c"
        start = block.rfind(opening, 0, inside)
        while start >= 0 and block[start + len(opening)] not in b" \t\r\n>/":
            start = block.rfind(opening, 0, start)
        one = self.words.cell.match(block, start) if start >= 0 else None
        if one is None:
            raise Unfamiliar(file=self.file, part=self.part)
        given = attributes(one[1])
        place = _PLACE.fullmatch(given.get(b"r", b""))
        if place is None:
            return None
        column = column_of(place[1].decode())
        return int(place[2]), Cell(column, given, one[2] or b"", one.start(), one.end())

    def spans(self) -> Iterator[Block]:
        """The blocks with the numbers of their first and last rows, which only ever rise."""
        after = 0
        for data in self.blocks():
            block = Block(self, data, after)
            if block.last:
                if block.first <= after or block.last < block.first:
                    raise Unfamiliar(file=self.file, part=self.part)
                after = block.last
            yield block


class Block:
    """Some whole rows: their bytes, and their numbers without a look at each of them."""

    def __init__(self, stream: SheetStream, data: bytes, after: int) -> None:
        self.stream, self.data, self._after = stream, data, after
        self._rows: list[Row] | None = None
        self._found = 0, 0
        first = stream.words.row.search(data)
        at = data.rfind(b"<" + stream.prefix + b"row")
        last = stream.words.row.match(data, at) if at >= 0 else None
        self.ending = at
        if first is None:
            self.first = self.last = 0
            return
        numbers = [attributes(one[1]).get(b"r") for one in (first, last) if one is not None]
        if len(numbers) == 2 and all(numbers):  # noqa: PLR2004 - the first and the last
            self.first, self.last = (int(number or 0) for number in numbers)
        else:
            self.first, self.last = self.rows[0].number, self.rows[-1].number

    @property
    def rows(self) -> list[Row]:
        """All rows, once somebody asks."""
        if self._rows is None:
            self._rows = self.stream.rows(self.data, self._after)
            numbers = [row.number for row in self._rows]
            if any(one >= other for one, other in pairwise(numbers)):
                raise Unfamiliar(file=self.stream.file, part=self.stream.part)
        return self._rows

    def of(self, row: Row) -> bytes:
        """The bytes of one of the rows."""
        return self.data[row.start : row.end]

    def row(self, number: int) -> Row | None:
        """One row by its number, found without a look at the others where that is possible."""
        if not self.first <= number <= self.last:
            return None
        opening = b"<" + self.stream.prefix + b"row"
        _before, start = self._found if self._found[0] < number else (0, 0)
        start = self.data.find(opening + b' r="' + str(number).encode() + b'"', start)
        if start >= 0:
            self._found = number, start
        else:
            return next((row for row in self.rows if row.number == number), None)
        end = self.data.find(opening, start + len(opening))
        given = self.stream.words.row.match(self.data, start)
        return Row(number, given[1] if given else b"", start, end if end >= 0 else len(self.data))

    def within(self, top: int, bottom: int) -> list[Row]:
        """The rows numbered from *top* to *bottom*."""
        if self.last < top or self.first > bottom:
            return []
        if bottom - top < 8:  # noqa: PLR2004 - few enough to be found one by one
            found = [self.row(number) for number in range(top, bottom + 1)]
            return [row for row in found if row is not None]
        return [row for row in self.rows if top <= row.number <= bottom]


@contextmanager
def sheet_stream(package: Package, part: str) -> Iterator[SheetStream]:
    """Open the worksheet *part* of *package*."""
    with package.open(part) as stream:
        found = SheetStream(stream, package.file, part, plain=part in package.plain)
        yield found
        if found.tail:
            package.plain.add(part)
