r"""The text of the rich-text bodies that Outlook keeps in .msg and winmail.dat.

Sources
    [MS-OXRTFCP] Rich Text Format Compression; [MS-OXRTFEX] HTML encapsulated in RTF.

>>> rtf_text(rb"{\rtf1\ansi\ansicpg1252 Caf\'e9\par 12 \u8364? }")
'Café\n12 €'
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from comptoir.mail.charsets import decoded

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_COMPRESSED, _STORED = b"LZFu", b"MELA"
_WINDOW = 4096
MAX_RTF = 8_000_000


def decompressed(data: bytes) -> bytes:
    """RTF out of PidTagRtfCompressed. Data that is cut gives what could be read.

    Raises ValueError where it is not compressed RTF at all.
    """
    if len(data) < 16 or data[8:12] not in {_COMPRESSED, _STORED}:  # noqa: PLR2004 - the header
        raise ValueError
    size = min(struct.unpack_from("<I", data, 4)[0], MAX_RTF)
    if data[8:12] == _STORED:
        return data[16 : 16 + size]
    out = bytearray(_DICTIONARY)
    limit = len(_DICTIONARY) + size
    for start, length in _runs(data):
        if len(out) >= limit:
            break
        if length == 0:
            out.append(start)
        else:
            _copy(out, start, length)
    return bytes(out[len(_DICTIONARY) : limit])


def _runs(data: bytes) -> Iterator[tuple[int, int]]:
    """(byte, 0) for a byte as it is; (place in the window, length) for a copy."""
    at = 16
    while at < len(data):
        control, at = data[at], at + 1
        for bit in range(8):
            if at + (control >> bit & 1) >= len(data):
                return
            if control >> bit & 1:
                yield data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
                at += 2
            else:
                yield data[at], 0
                at += 1


def _copy(out: bytearray, place: int, length: int) -> None:
    """Append *length* bytes from *place* in the window of the last 4,096 written.

    A place that is the next to be written marks the end, and gives nothing.
    """
    back = (len(out) - place) % _WINDOW
    if back:
        for _ in range(length):
            out.append(out[-back] if back <= len(out) else 0)


_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(\*)|\\([^a-z0-9])|([{}])"
    rb"|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer")
)
_BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"row": "\n", b"cell": "\t"}


class _Reader:
    """Text gathered while the tokens of a document go by."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.out: list[str] = []
        self.pending = bytearray()
        self.skipping = [False]
        self.replaced = 0  # bytes that stand for the last \\u character in old programs

    def flush(self) -> None:
        if self.pending:
            self.out.append(decoded(bytes(self.pending), self.label)[0])
            self.pending.clear()

    def group(self, brace: bytes) -> None:
        if brace == b"{":
            self.skipping.append(self.skipping[-1])
        elif len(self.skipping) > 1:
            self.skipping.pop()

    def word(self, word: bytes, number: bytes | None) -> None:
        if word == b"htmlrtf":
            self.skipping[-1] = number != b"0"
        elif word in _SKIPPED:
            self.skipping[-1] = True
        elif not self.skipping[-1] and (word in _BREAKS or (word == b"u" and number)):
            self.flush()
            self.out.append(_BREAKS.get(word) or chr(int(number or b"0") % 0x10000))
            self.replaced = word == b"u"

    def text(self, data: bytes) -> None:
        if not self.skipping[-1]:
            self.pending += data[self.replaced :]
            self.replaced = 0


def rtf_text(rtf: bytes) -> str:
    """The text of *rtf* as people read it; HTML carried inside is left out, its text stays."""
    page = re.search(rb"\\ansicpg(\d{3,5})", rtf[:4096])
    reader = _Reader(f"cp{page[1].decode()}" if page else "cp1252")
    for token in _TOKEN.finditer(rtf[:MAX_RTF]):
        word, number, code, star, symbol, brace, text = token.groups()
        if brace:
            reader.group(brace)
        elif star:
            reader.skipping[-1] = True
        elif word:
            reader.word(word.lower(), number)
        elif code or symbol or text:
            reader.text(bytes.fromhex(code.decode()) if code else (text or symbol))
    reader.flush()
    joined = "".join(reader.out).encode("utf-16-le", "surrogatepass")
    return joined.decode("utf-16-le", "replace").replace("\x00", "").strip()
