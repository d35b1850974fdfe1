r"""Compress and decompress the streams of a VBA project.

Source: [MS-OVBA] 2.4.1. Chunks of 4096 bytes; a copy token divides its 16 bits
between offset and length according to how much of the chunk is behind it.

>>> text = b"Attribute VB_Name = \"Ruban\"\r\n" * 300
>>> len(compress(text)) < 1200, decompress(compress(text)) == text
(True, True)
"""

from __future__ import annotations

import struct
from collections import defaultdict

from vbabuild.mistakes import Unreadable

CHUNK = 4096
_SHORTEST = 3
_SIGNATURE = 3


def _offset_bits(behind: int) -> int:
    """Bits of a copy token that hold the offset, with *behind* bytes of the chunk before it."""
    return max(4, (behind - 1).bit_length())


class _Squeezed:
    """One chunk on its way to be smaller."""

    def __init__(self, chunk: bytes) -> None:
        self.chunk, self.at, self.out = chunk, 0, bytearray()
        self.starts: dict[bytes, list[int]] = defaultdict(list)
        while self.at < len(chunk):
            self._eight()

    def _eight(self) -> None:
        """A flag byte and the eight tokens that it describes."""
        flag_at, flags = len(self.out), 0
        self.out.append(0)
        for bit in range(8):
            if self.at >= len(self.chunk):
                break
            offset, length = self._match()
            if length >= _SHORTEST:
                bits = _offset_bits(self.at)
                token = (offset - 1) << (16 - bits) | (length - _SHORTEST)
                self.out += struct.pack("<H", token)
                flags |= 1 << bit
            else:
                length = 1
                self.out.append(self.chunk[self.at])
            self._pass(length)
        self.out[flag_at] = flags

    def _match(self) -> tuple[int, int]:
        """The longest earlier copy of what comes next, no longer than a token can say."""
        at, best, longest = self.at, 0, 0
        most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(self.chunk) - at)
        for start in reversed(self.starts.get(self.chunk[at : at + _SHORTEST], ())):
            length = _SHORTEST
            while length < most and self.chunk[start + length] == self.chunk[at + length]:
                length += 1
            if length > longest:
                best, longest = at - start, length
                if length == most:
                    break
        return best, longest

    def _pass(self, length: int) -> None:
        for start in range(self.at, self.at + length):
            if start + _SHORTEST <= len(self.chunk):
                self.starts[self.chunk[start : start + _SHORTEST]].append(start)
        self.at += length


def compress(data: bytes) -> bytes:
    """The compressed container of *data*."""
    out = bytearray(b"\x01")
    for base in range(0, len(data), CHUNK):
        chunk = data[base : base + CHUNK]
        body = _Squeezed(chunk).out
        if len(body) <= CHUNK:
            out += struct.pack("<H", 0xB000 | (len(body) - 1)) + body
        elif len(chunk) == CHUNK:
            out += struct.pack("<H", 0x3000 | (CHUNK - 1)) + chunk
        else:
            raise ValueError("the last chunk does not get smaller: this is no text")
    return bytes(out)


class _Expanded:
    """The container on its way back."""

    def __init__(self, data: bytes) -> None:
        if data[:1] != b"\x01":
            raise Unreadable("ovba-compression", "container", "bad signature")
        self.data, self.out, at = data, bytearray(), 1
        while at < len(data):
            at = self._chunk(at)

    def _chunk(self, at: int) -> int:
        header = int.from_bytes(self.data[at : at + 2], "little")
        end = at + (header & 0xFFF) + 3
        if header >> 12 & 7 != _SIGNATURE or end > len(self.data):
            raise Unreadable("ovba-compression", "container", f"chunk header {header:#x} at {at}")
        start = len(self.out)
        if header >> 15:
            self._tokens(at + 2, end, start)
        else:
            self.out += self.data[at + 2 : end]
        size = len(self.out) - start
        if size > CHUNK or (end < len(self.data) and size != CHUNK):
            raise Unreadable("ovba-compression", "container", f"chunk of {size} bytes")
        return end

    def _tokens(self, at: int, end: int, start: int) -> None:
        while at < end:
            flags, at = self.data[at], at + 1
            for bit in range(8):
                if at >= end:
                    return
                if flags >> bit & 1:
                    self._copy(int.from_bytes(self.data[at : at + 2], "little"), start)
                    at += 2
                else:
                    self.out.append(self.data[at])
                    at += 1

    def _copy(self, token: int, start: int) -> None:
        behind = len(self.out) - start
        bits = _offset_bits(behind)
        length, offset = (token & (0xFFFF >> bits)) + _SHORTEST, (token >> (16 - bits)) + 1
        if offset > behind:
            raise Unreadable("ovba-compression", "container", "copy from before its chunk")
        for _ in range(length):
            self.out.append(self.out[-offset])


def decompress(data: bytes) -> bytes:
    """What a compressed container holds; raises ``Unreadable`` where it is corrupt."""
    return bytes(_Expanded(data).out)
