"""Word files as packages: read with care, written fast and the same twice.

What a template does not change is compressed once, when it is compiled; filling it compresses
only the parts that were written. The time stamp is fixed, so that the same letter is the same
file.

Source: ECMA-376 part 2 (Open Packaging Conventions); PKWARE APPNOTE 6.3.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from comptoir.letters.word.faults import NotWord
from comptoir.wording import Said

MOST = 64 * 2**20
"""Bytes that the parts of a template may have in all."""
MOST_PARTS = 2_000
CONTENT_TYPES = "[Content_Types].xml"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1
_DEFLATED, _VERSION, _UTF8 = 8, 20, 0x800


def read(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a Word document by name, in their order.

    Raises `NotWord` for anything else, and for a package that would unfold without end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > MOST_PARTS or sum(one.file_size for one in members) > MOST:
                raise NotWord(name=name, why=Said("too large"))
            parts = {one.filename: archive.read(one) for one in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise NotWord(name=name, why=Said("its file is damaged or of another kind")) from error
    except RuntimeError as error:
        raise NotWord(name=name, why=Said("it is protected by a password")) from error
    if "word/document.xml" not in parts or CONTENT_TYPES not in parts:
        raise NotWord(name=name, why=Said("its file is damaged or of another kind"))
    if b"macroEnabled" in parts[CONTENT_TYPES]:
        raise NotWord(name=name, why=Said("it holds macros"))
    types = parts[CONTENT_TYPES].replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    return {CONTENT_TYPES: types} | {k: v for k, v in parts.items() if k != CONTENT_TYPES}


def parsed(data: bytes, name: str) -> etree._Element:
    """A part's XML; nothing outside it is read, and a document type is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotWord(name=name, why=Said("its file is damaged or of another kind")) from error
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise NotWord(name=name, why=Said("its file is damaged or of another kind"))
    return root


@dataclass(frozen=True, slots=True)
class Member:
    """One part, compressed, ready to be put in a package."""

    name: bytes
    crc: int
    size: int
    packed: bytes


def member(name: str, data: bytes, level: int = 6) -> Member:
    """Compress a part."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    packed = packer.compress(data) + packer.flush()
    return Member(name.encode(), zlib.crc32(data), len(data), packed)


def written(members: Iterable[Member]) -> bytes:
    """The package of *members*, byte for byte the same for the same members."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for one in members:
        sizes = (one.crc, len(one.packed), one.size, len(one.name))
        head = _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, _DEFLATED, 0, _DATE, *sizes, 0)
        entry = (_VERSION, _VERSION, _UTF8, _DEFLATED, 0, _DATE, *sizes, 0, 0, 0, 0, 0, at)
        directory += [_CENTRAL.pack(b"PK\1\2", *entry), one.name]
        pieces += [head, one.name, one.packed]
        at += len(head) + len(one.name) + len(one.packed)
    listed = b"".join(directory)
    count = len(directory) // 2
    pieces += [listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)]
    return b"".join(pieces)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of plain parts."""
    return written(member(name, data) for name, data in parts.items())
