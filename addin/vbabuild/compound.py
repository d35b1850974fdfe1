"""Write a compound file: a small disk inside a file, version 3.

Source: [MS-CFB] 2.1 to 2.7. No times and no class ids are written, so the same
tree gives the same bytes.

>>> blob = write({"PROJECT": b"ID", "VBA": {"dir": b"x" * 5000}})
>>> len(blob) % SECTOR, blob[:8] == SIGNATURE
(0, True)
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
NOBODY = 0xFFFFFFFF
SECTOR, SMALL, CUTOFF = 512, 64, 4096
PER_SECTOR = SECTOR // 4
IN_HEADER = 109
UNUSED, STORAGE, STREAM, ROOT = 0, 1, 2, 5
RED, BLACK = 0, 1
HEADER = struct.Struct("<8s16sHHHHH6sIIIIIIIII")
ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
MAX_NAME = 31

Tree: TypeAlias = "Mapping[str, bytes | Tree]"


def sort_key(name: str) -> tuple[int, bytes]:
    """The order of siblings: the shorter name first, then by capital letters.

    >>> sorted(["PROJECTwm", "VBA", "dir", "PROJECT"], key=sort_key)
    ['dir', 'VBA', 'PROJECT', 'PROJECTwm']
    """
    capitals = "".join(c.upper() if len(c.upper()) == 1 else c for c in name)
    return len(name.encode("utf-16-le")), capitals.encode("utf-16-be")


@dataclass
class _Entry:
    """A line of the directory."""

    name: str
    kind: int
    data: bytes = b""
    colour: int = BLACK
    left: int = NOBODY
    right: int = NOBODY
    child: int = NOBODY
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = self.left, self.right, self.child
        return ENTRY.pack(
            name, len(name), self.kind, self.colour, *links, b"", 0, 0, 0, self.start, self.size
        )


_BLANK = ENTRY.pack(b"", 0, UNUSED, 0, NOBODY, NOBODY, NOBODY, b"", 0, 0, 0, 0, 0)


def _blocks(size: int, block: int) -> int:
    return -(-size // block)


def _directory(tree: Tree) -> list[_Entry]:
    """The entries of *tree*, each level a valid red-black tree."""
    entries = [_Entry("Root Entry", ROOT)]

    def add(parent: _Entry, level: Tree) -> None:
        here: list[int] = []
        folders: list[tuple[_Entry, Tree]] = []
        for name in sorted(level, key=sort_key):
            entry = _entry(name, level[name])
            here.append(len(entries))
            entries.append(entry)
            content = level[name]
            if isinstance(content, Mapping):
                folders.append((entry, content))
        parent.child = _balanced(here, entries)
        for entry, content in folders:
            add(entry, content)

    add(entries[0], tree)
    return entries


def _entry(name: str, content: bytes | Tree) -> _Entry:
    units = len(name.encode("utf-16-le")) // 2
    if not 1 <= units <= MAX_NAME or set(name) & set("/\\:!"):
        raise ValueError(f"{name!r} cannot be a directory name: 1 to {MAX_NAME} characters")
    if isinstance(content, Mapping):
        return _Entry(name, STORAGE)
    return _Entry(name, STREAM, bytes(content), size=len(content))


def _balanced(ids: list[int], entries: list[_Entry]) -> int:
    """Link sorted siblings as a tree: full levels black, the incomplete last one red."""
    full = (len(ids) + 1).bit_length() - 1

    def link(low: int, high: int, depth: int) -> int:
        if low > high:
            return NOBODY
        middle = (low + high) // 2
        entry = entries[ids[middle]]
        entry.colour = RED if depth >= full else BLACK
        entry.left = link(low, middle - 1, depth + 1)
        entry.right = link(middle + 1, high, depth + 1)
        return ids[middle]

    return link(0, len(ids) - 1, 0)


class _Disk:
    """Sectors as they are handed out, and the chains between them."""

    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []

    def keep(self, data: bytes, filler: bytes = b"\0") -> int:
        """Store *data* as a chain; return its first sector."""
        if not data:
            return END
        first = len(self.sectors)
        last = first + _blocks(len(data), SECTOR) - 1
        for number in range(first, last + 1):
            part = data[(number - first) * SECTOR : (number - first + 1) * SECTOR]
            self.sectors.append(part.ljust(SECTOR, filler))
            self.fat.append(END if number == last else number + 1)
        return first

    def close(self) -> tuple[list[int], int, int]:
        """Store the allocation table; return its sectors, and where the rest is listed."""
        tables, lists = 1, 0
        while tables * PER_SECTOR < len(self.fat) + tables + lists:
            tables += 1
            lists = _blocks(max(0, tables - IN_HEADER), PER_SECTOR - 1)
        first = len(self.sectors)
        ids = list(range(first, first + tables))
        self.fat += [FAT] * tables + [DIFAT] * lists
        self.fat += [FREE] * (tables * PER_SECTOR - len(self.fat))
        table = struct.pack(f"<{len(self.fat)}I", *self.fat)
        self.sectors += [table[at : at + SECTOR] for at in range(0, len(table), SECTOR)]
        start = len(self.sectors) if lists else END
        self.sectors += _overflow(ids[IN_HEADER:], start)
        return ids, start, lists


def _overflow(ids: list[int], start: int) -> Iterator[bytes]:
    """Sectors that list the allocation sectors beyond those the header lists."""
    step = PER_SECTOR - 1
    for turn, at in enumerate(range(0, len(ids), step)):
        part = ids[at : at + step]
        following = start + turn + 1 if at + step < len(ids) else END
        yield struct.pack(f"<{PER_SECTOR}I", *part, *[FREE] * (step - len(part)), following)


def write(tree: Tree) -> bytes:
    """The bytes of a compound file that holds *tree*: names to bytes, or to more of the same."""
    entries, disk = _directory(tree), _Disk()
    small, small_table = bytearray(), list[int]()
    for entry in entries:
        if entry.kind != STREAM:
            continue
        if not entry.size:
            entry.start = END
        elif entry.size < CUTOFF:
            entry.start = len(small_table)
            blocks = _blocks(entry.size, SMALL)
            small_table += [*range(entry.start + 1, entry.start + blocks), END]
            small += entry.data.ljust(blocks * SMALL, b"\0")
        else:
            entry.start = disk.keep(entry.data)
    entries[0].size, entries[0].start = len(small), disk.keep(bytes(small))
    table = struct.pack(f"<{len(small_table)}I", *small_table)
    table_start = disk.keep(table, b"\xff")
    per_sector = SECTOR // ENTRY.size
    entries_packed = [entry.packed() for entry in entries]
    entries_packed += [_BLANK] * (-len(entries) % per_sector)
    directory = disk.keep(b"".join(entries_packed))
    fat, lists_start, lists = disk.close()
    header = HEADER.pack(
        SIGNATURE,
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        len(fat),
        directory,
        0,
        CUTOFF,
        table_start,
        _blocks(len(table), SECTOR),
        lists_start,
        lists,
    )  # fmt: skip - in the order of [MS-CFB] 2.2
    listed = fat[:IN_HEADER] + [FREE] * (IN_HEADER - len(fat))
    return header + struct.pack(f"<{IN_HEADER}I", *listed) + b"".join(disk.sectors)
