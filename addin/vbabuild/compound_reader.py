"""Read a compound file strictly: every rule of [MS-CFB] that it breaks is named.

Source: [MS-CFB] 2.1 to 2.7, and the files that Excel itself saves.

>>> from vbabuild.compound import write
>>> faults = Faults()
>>> read(write({"VBA": {"dir": b"records"}}), faults), faults
({'VBA/dir': b'records'}, [])
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from vbabuild import compound as cf
from vbabuild.mistakes import Faults, Unreadable

_LAST_SECTOR = 0xFFFFFFFA
_LONGEST_NAME = 64
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the directory, as it stands in the file."""

    name: str
    units: int
    kind: int
    colour: int
    left: int
    right: int
    child: int
    stamped: bool
    start: int
    size: int


class _Sectors:
    """The sectors of a file: each belongs to one chain, and no more."""

    def __init__(self, blob: bytes) -> None:
        self.blob = blob
        self.count = (len(blob) - cf.SECTOR) // cf.SECTOR
        self.owner: dict[int, str] = {}

    def claim(self, number: int, who: str) -> bytes:
        if number >= self.count:
            raise Unreadable("cfb-sector-range", who, f"sector {number} of {self.count}")
        if number in self.owner:
            raise Unreadable(
                "cfb-sector-twice", who, f"sector {number}, also in {self.owner[number]}"
            )
        self.owner[number] = who
        return self.blob[(number + 1) * cf.SECTOR : (number + 2) * cf.SECTOR]


@dataclass
class _Reader:
    blob: bytes
    faults: Faults
    streams: dict[str, bytes] = field(default_factory=dict)

    def read(self) -> dict[str, bytes]:
        if self.blob[:8] != cf.SIGNATURE or len(self.blob) < cf.SECTOR:
            raise Unreadable("cfb-signature", "compound file")
        self.sectors = _Sectors(self.blob)
        self._header()
        self._allocation()
        self._directory()
        self.small_table = self._small_table()
        root = self.lines[0]
        self.small = self._chain(root.start, "small streams", root.size) if root.size else b""
        if root.size % cf.SMALL:
            self.faults.found("cfb-chain-length", "small streams", f"{root.size} bytes")
        if any(entry != cf.FREE for entry in self.small_table[len(self.small) // cf.SMALL :]):
            self.faults.found("cfb-minifat-past-end", "miniFAT")
        self.small_used: set[int] = set()
        self.seen = {0}
        self._level(root.child, "")
        self._leftovers()
        return self.streams

    def _header(self) -> None:
        head = cf.HEADER.unpack_from(self.blob)
        _, class_id, minor, major, order, shift, small_shift, reserved = head[:8]
        self.directories, self.tables, self.directory_start, _, cutoff = head[8:13]
        self.small_start, self.small_sectors, self.list_start, self.lists = head[13:]
        if (major, order, shift, small_shift, cutoff) != (3, 0xFFFE, 9, 6, cf.CUTOFF):
            values = f"major {major}, shifts {shift} and {small_shift}, cutoff {cutoff}"
            self.faults.found("cfb-header", "header", values)
        if minor != 0x3E:  # noqa: PLR2004 - the specification's number
            self.faults.found("cfb-minor-version", "header", f"{minor:#x}")
        if self.directories or class_id.strip(b"\0") or reserved.strip(b"\0"):
            self.faults.found("cfb-header", "header", "reserved fields are not zero")
        if len(self.blob) % cf.SECTOR:
            self.faults.found("cfb-length", "compound file", f"{len(self.blob)} bytes")

    def _allocation(self) -> None:
        listed = list(struct.unpack_from(f"<{cf.IN_HEADER}I", self.blob, cf.HEADER.size))
        following, lists = self.list_start, 0
        while following not in {cf.END, cf.FREE}:
            part = struct.unpack(f"<{cf.PER_SECTOR}I", self.sectors.claim(following, "DIFAT"))
            listed += part[:-1]
            following, lists = part[-1], lists + 1
        ids = [number for number in listed if number != cf.FREE]
        if len(ids) != self.tables or lists != self.lists:
            detail = f"{len(ids)} and {lists}, the header says {self.tables} and {self.lists}"
            self.faults.found("cfb-fat-count", "header", detail)
        self.fat = [
            entry
            for number in ids
            for entry in struct.unpack(f"<{cf.PER_SECTOR}I", self.sectors.claim(number, "FAT"))
        ]
        if len(self.fat) < self.sectors.count:
            raise Unreadable("cfb-fat-short", "FAT", f"{len(self.fat)} of {self.sectors.count}")
        for number in ids:
            if self.fat[number] != cf.FAT:
                self.faults.found("cfb-fat-mark", "FAT", f"sector {number}")
        if any(entry != cf.FREE for entry in self.fat[self.sectors.count :]):
            self.faults.found("cfb-fat-past-end", "FAT")

    def _chain(self, start: int, who: str, size: int | None = None) -> bytes:
        parts, number = [], start
        while number != cf.END:
            if number > _LAST_SECTOR:
                raise Unreadable("cfb-chain-value", who, f"{number:#x}")
            parts.append(self.sectors.claim(number, who))
            number = self.fat[number]
        data = b"".join(parts)
        if size is not None and len(parts) != -(-size // cf.SECTOR):
            self.faults.found("cfb-chain-length", who, f"{len(data)} bytes for {size}")
        return data

    def _small_table(self) -> tuple[int, ...]:
        raw = self._chain(self.small_start, "miniFAT") if self.small_sectors else b""
        if len(raw) != self.small_sectors * cf.SECTOR:
            self.faults.found("cfb-minifat-length", "miniFAT", f"{len(raw)} bytes")
        return struct.unpack(f"<{len(raw) // 4}I", raw)

    def _directory(self) -> None:
        raw = self._chain(self.directory_start, "directory")
        self.lines = [self._line(raw, at) for at in range(0, len(raw), cf.ENTRY.size)]
        if not self.lines:
            raise Unreadable("cfb-root", "directory", "no entry")
        root = self.lines[0]
        proper = (root.kind, root.name, root.left, root.right)
        if proper != (cf.ROOT, "Root Entry", cf.NOBODY, cf.NOBODY):
            self.faults.found("cfb-root", "directory", repr(root.name))

    def _line(self, raw: bytes, at: int) -> _Line:
        name, length, kind, colour, left, right, child, class_id, _, made, changed, start, size = (
            cf.ENTRY.unpack_from(raw, at)
        )
        where = f"directory entry {at // cf.ENTRY.size}"
        used = name[: max(length - 2, 0)]
        counted = _SHORTEST_NAME <= length <= _LONGEST_NAME and length % 2 == 0
        if kind and not (counted and name[length - 2 : length] == b"\0\0"):
            self.faults.found("cfb-entry-name", where, f"{length} bytes")
        if colour not in {cf.RED, cf.BLACK}:
            self.faults.found("cfb-entry-colour", where, str(colour))
        if kind not in {cf.UNUSED, cf.STORAGE, cf.STREAM, cf.ROOT}:
            self.faults.found("cfb-entry-type", where, str(kind))
        if size >> 32:
            self.faults.found("cfb-size-high", where, f"{size:#x}")
        stamped = bool(class_id.strip(b"\0") or made or changed)
        text = used.decode("utf-16-le", "replace")
        return _Line(
            text, length, kind, colour, left, right, child, stamped, start, size & 0xFFFFFFFF
        )

    def _level(self, top: int, prefix: str) -> None:
        self._node(top, prefix, None, None, parent_red=False)

    def _node(
        self,
        number: int,
        prefix: str,
        low: tuple[int, bytes] | None,
        high: tuple[int, bytes] | None,
        *,
        parent_red: bool,
    ) -> int:
        """Read a subtree in order; return its black height."""
        if number == cf.NOBODY:
            return 1
        if number >= len(self.lines) or number in self.seen:
            raise Unreadable("cfb-tree-loop", prefix or "directory", f"entry {number}")
        self.seen.add(number)
        line = self.lines[number]
        path, key, red = prefix + line.name, cf.sort_key(line.name), line.colour == cf.RED
        if (low is not None and key <= low) or (high is not None and key >= high):
            self.faults.found("cfb-sort-order", path)
        if parent_red and red:
            self.faults.found("cfb-red-red", path)
        left = self._node(line.left, prefix, low, key, parent_red=red)
        self._content(line, path)
        right = self._node(line.right, prefix, key, high, parent_red=red)
        if left != right:
            self.faults.found("cfb-black-height", path, f"{left} and {right}")
        return left + (not red)

    def _content(self, line: _Line, path: str) -> None:
        if line.kind == cf.STORAGE:
            self._level(line.child, path + "/")
            return
        if line.kind != cf.STREAM:
            self.faults.found("cfb-entry-type", path, str(line.kind))
            return
        if line.child != cf.NOBODY or line.stamped:
            self.faults.found("cfb-stream-fields", path)
        if line.size >= cf.CUTOFF:
            self.streams[path] = self._chain(line.start, path, line.size)[: line.size]
        else:
            self.streams[path] = self._small_stream(line, path)

    def _small_stream(self, line: _Line, path: str) -> bytes:
        data, number = bytearray(), line.start if line.size else cf.END
        while number != cf.END:
            known = number < len(self.small_table) and (number + 1) * cf.SMALL <= len(self.small)
            if not known or number in self.small_used:
                raise Unreadable("cfb-mini-chain", path, f"block {number}")
            self.small_used.add(number)
            data += self.small[number * cf.SMALL : (number + 1) * cf.SMALL]
            number = self.small_table[number]
        if len(data) != -(-line.size // cf.SMALL) * cf.SMALL:
            self.faults.found("cfb-chain-length", path, f"{len(data)} bytes for {line.size}")
        return bytes(data[: line.size])

    def _leftovers(self) -> None:
        for number, line in enumerate(self.lines):
            if line.kind and number not in self.seen:
                self.faults.found("cfb-unreachable", repr(line.name))
            if not line.kind and (line.name or line.start or line.size):
                self.faults.found("cfb-unused-entry", f"directory entry {number}")
        for number in range(self.sectors.count):
            if number not in self.sectors.owner and self.fat[number] != cf.FREE:
                self.faults.found("cfb-lost-sector", f"sector {number}")


def read(blob: bytes, faults: Faults) -> dict[str, bytes]:
    """The streams of a compound file by path; each mistake is added to *faults*.

    Raises ``Unreadable`` when a chain or the directory leads nowhere.
    """
    return _Reader(blob, faults).read()
