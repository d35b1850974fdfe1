"""The file as a package: a zip of named parts, read with suspicion, copied byte for byte.

Sources: APPNOTE.TXT 6.3.10 (the zip format), ECMA-376 part 2 (packages and relationships).

What is refused before a part is read: encrypted and old binary files, parts
named twice or outside the package, parts that share bytes, sizes no workbook has
for what they weigh in the file, methods other than stored and deflated.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import olefile
from lxml import etree

from comptoir.sheets.closed.refusals import (
    Damaged,
    Encrypted,
    FileMissing,
    NotAWorkbook,
    NotWhatItSays,
    OpenElsewhere,
    Unfamiliar,
)
from comptoir.wording import Said

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCAL = struct.Struct("<4s5H3L2H")
ENTRIES, WHOLE, PART, RATIO = 20_000, 8 << 30, 64 << 20, 400
LARGEST = 0xFFFF_FFFF
CONTENT_TYPES = "[Content_Types].xml"
_SIGNED = "digital-signature/"


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a ``.rels`` part: what is meant, and where it is."""

    id: str
    kind: str
    target: str
    outside: bool

    def means(self, kind: str) -> bool:
        """Whether its type ends in *kind*: transitional and strict names differ before that."""
        return self.kind.rpartition("/")[2] == kind


def tree(data: bytes, file: str, part: str) -> etree._Element:
    """A small part as a tree, without entities or network."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotWhatItSays(file=file, why=Said("{part} declares entities", part=part))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Damaged(file=file, part=part) from None


def rels_of(part: str) -> str:
    """The name of the part that holds the relations of *part*.

    >>> rels_of("xl/worksheets/sheet1.xml"), rels_of("")
    ('xl/worksheets/_rels/sheet1.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Package:
    """A workbook file opened for reading. A context manager; nothing is written by it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.name
        self.plain: set[str] = set()
        """Worksheets read through once and found free of what would mislead a reader of bytes."""
        self._stream = _opened(path)
        try:
            self._zip = zipfile.ZipFile(self._stream)
            self.entries = {entry.filename: entry for entry in self._zip.infolist()}
            self._distrust()
        except (zipfile.BadZipFile, OSError, struct.error, NotImplementedError, ValueError):
            self._stream.close()
            raise Damaged(file=self.file, part="zip") from None
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        self._stream.close()

    # ------------------------------------------------------------ suspicion

    def _distrust(self) -> None:
        listed = self._zip.infolist()
        if len(listed) > ENTRIES:
            self._lies(Said("it holds {number} parts", number=len(listed)))
        seen: set[str] = set()
        for entry in listed:
            self._distrust_name(entry.filename, seen)
            self._distrust_size(entry)
        if sum(entry.file_size for entry in listed) > WHOLE:
            self._lies(Said("unpacked, it would fill the disk"))
        self._distrust_places(listed)
        if CONTENT_TYPES not in self.entries:
            raise NotAWorkbook(file=self.file)

    def _distrust_name(self, name: str, seen: set[str]) -> None:
        pieces = name.rstrip("/").split("/")
        if name.startswith("/") or "\\" in name or ":" in pieces[0] or {"..", ".", ""} & {*pieces}:
            self._lies(Said("the part {part} lies outside of it", part=name))
        if name.casefold() in seen:
            self._lies(Said("the part {part} is in it twice", part=name))
        seen.add(name.casefold())

    def _distrust_size(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & 0x1:
            raise Encrypted(file=self.file)
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            self._lies(Said("the part {part} is packed in an unknown way", part=entry.filename))
        if entry.file_size > PART and entry.file_size > RATIO * max(entry.compress_size, 1):
            self._lies(Said("unpacked, the part {part} would fill the disk", part=entry.filename))

    def _distrust_places(self, listed: list[zipfile.ZipInfo]) -> None:
        """Every part has bytes of its own, and its own name in front of them."""
        end = 0
        for entry in sorted(listed, key=lambda one: one.header_offset):
            start = entry.header_offset
            if start < end or (end == 0 and start > 0):
                self._lies(Said("the part {part} shares its bytes", part=entry.filename))
            self._stream.seek(start)
            header = LOCAL.unpack(self._stream.read(LOCAL.size))
            name = self._stream.read(header[9])
            spelled = name.decode("utf-8" if header[2] & 0x800 else "cp437")
            if header[0] != b"PK\x03\x04" or spelled != entry.orig_filename:
                self._lies(Said("the part {part} has another name inside", part=entry.filename))
            end = start + LOCAL.size + header[9] + header[10] + entry.compress_size
        if end > self.directory:
            raise Damaged(file=self.file, part="zip")

    def _lies(self, why: Said) -> None:
        raise NotWhatItSays(file=self.file, why=why)

    # -------------------------------------------------------------- reading

    @property
    def directory(self) -> int:
        """Where the list of parts starts, which is where the parts end."""
        start: int = self._zip.start_dir
        return start

    @property
    def directory_end(self) -> int:
        """Where the list of parts ends: the end of the file, generously."""
        return self._stream.seek(0, 2)

    @property
    def comment(self) -> bytes:
        """The remark the zip carries, mostly none."""
        return self._zip.comment

    @property
    def print(self) -> str:
        """A fingerprint of all contents: names, sizes and checksums as the zip lists them."""
        digest = hashlib.sha256()
        for entry in self._zip.infolist():
            digest.update(f"{entry.filename}\0{entry.file_size}\0{entry.CRC}\0".encode())
        return digest.hexdigest()

    def __contains__(self, part: object) -> bool:
        return part in self.entries

    def size(self, part: str) -> int:
        """The unpacked size of *part* in bytes."""
        return self.entries[part].file_size

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """*part* as a stream; what cannot be read in it is the file's fault, and says so."""
        if part not in self.entries:
            raise Damaged(file=self.file, part=part)
        try:
            with self._zip.open(self.entries[part]) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
            raise Damaged(file=self.file, part=part) from None

    def read(self, part: str) -> bytes:
        """*part* whole: for the small ones."""
        with self.open(part) as stream:
            data = stream.read()
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unfamiliar(file=self.file, part=part)
        return data

    def tree(self, part: str) -> etree._Element:
        """A small part as a tree."""
        return tree(self.read(part), self.file, part)

    def raw(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes of the file from *start* up to *end*, a megabyte at a time."""
        self._stream.seek(start)
        while start < end:
            data = self._stream.read(min(1 << 20, end - start))
            if not data:
                raise Damaged(file=self.file, part="zip")
            start += len(data)
            yield data

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of *part* by id; of the package itself with an empty name."""
        name = rels_of(part)
        if name not in self.entries:
            return {}
        found = {}
        for one in self.tree(name):
            if not isinstance(one.tag, str):
                continue
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            found[one.get("Id", "")] = Relation(
                one.get("Id", ""),
                one.get("Type", ""),
                target if outside else self._resolved(part, target),
                outside,
            )
        return found

    def _resolved(self, part: str, target: str) -> str:
        if target.startswith("/"):
            return target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))

    @property
    def signed(self) -> bool:
        """Whether a digital signature is in the package."""
        return any(_SIGNED in one.kind for one in self.relations("").values()) or any(
            re.match(r"_xmlsignatures/", name, re.IGNORECASE) for name in self.entries
        )

    def book(self) -> str:
        """The name of the part that is the workbook."""
        for one in self.relations("").values():
            if one.means("officeDocument") and one.target in self.entries:
                if one.target.endswith(".bin"):
                    break
                return one.target
        raise NotAWorkbook(file=self.file)


def _opened(path: Path) -> IO[bytes]:
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise FileMissing(file=path.name) from None
    except IsADirectoryError:
        raise NotAWorkbook(file=path.name) from None
    except PermissionError:
        raise OpenElsewhere(file=path.name, who=Said("the system does not say where")) from None
    start = stream.read(8)
    if start == OLE:
        locked = _holds_package(stream)
        stream.close()
        raise Encrypted(file=path.name) if locked else NotAWorkbook(file=path.name)
    if not start.startswith(b"PK"):
        stream.close()
        raise NotAWorkbook(file=path.name)
    return stream


def _holds_package(stream: IO[bytes]) -> bool:
    """Whether an old-style file is only the envelope of an encrypted new one."""
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream) as envelope:
            return bool(envelope.exists("EncryptedPackage"))
    except (OSError, ValueError, IndexError, struct.error):
        return False
