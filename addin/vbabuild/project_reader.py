"""Read a VBA project strictly: every rule that Excel enforces, or should, is checked.

Source: [MS-OVBA] 2.3 and 2.4.

>>> from vbabuild.project import Project, module, write
>>> faults = Faults()
>>> read(write(Project("Desk", (module("Ruban", "Option Explicit"),))), faults).name, faults
('Desk', [])
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vbabuild import compound_reader
from vbabuild.compression import decompress
from vbabuild.mistakes import Faults, Unreadable
from vbabuild.project import BASES, CLASS_ATTRIBUTES, Kind, Module, Project, encoding
from vbabuild.protection import unscrambled

LONGEST_LINE = 1023
MOST_CONTINUATIONS = 24
MOST_LINES = 65_000
_CACHE_FREE = 7  # bytes of _VBA_PROJECT when there is no performance cache
_PROCEDURAL, _CLASS = 0x21, 0x22
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}\Z")
_LIBRARY = re.compile(
    r"\*\\[GH]\{[0-9A-F-]{36}\}#[0-9a-f]+\.[0-9a-f]+#[0-9a-f]+#[^\0]*#[^\0]*\Z", re.IGNORECASE
)
_VERSION_RECORD = 0x09


class _Records:
    """The records of a ``dir`` stream, taken one after the other."""

    def __init__(self, data: bytes, faults: Faults) -> None:
        self.faults, self.page = faults, "cp1252"
        self._all = self._split(data)
        self.number: int | None = None
        self._body = b""
        self._step()

    @staticmethod
    def _split(data: bytes) -> Iterator[tuple[int, bytes]]:
        at, head = 0, 6
        while at < len(data):
            if at + head > len(data):
                raise Unreadable("ovba-dir-record", "dir", f"{len(data) - at} bytes at {at}")
            number, size = struct.unpack_from("<HI", data, at)
            size = head if number == _VERSION_RECORD else size
            if at + head + size > len(data):
                raise Unreadable("ovba-dir-record", "dir", f"record {number:#x} at {at} overruns")
            yield number, data[at + head : at + head + size]
            at += head + size

    def _step(self) -> None:
        self.number, self._body = next(self._all, (None, b""))

    def take(self, number: int, size: int | None = None) -> bytes:
        if self.number != number:
            found = "the end" if self.number is None else f"{self.number:#x}"
            raise Unreadable("ovba-dir-record", "dir", f"{found} where {number:#x} belongs")
        body = self._body
        if size is not None and len(body) != size:
            self.faults.found("ovba-dir-size", "dir", f"{number:#x}: {len(body)}, not {size}")
        self._step()
        return body

    def skip(self, *numbers: int) -> None:
        while self.number in numbers:
            self._step()

    def text(self, body: bytes) -> str:
        return _decoded(body, self.page, "dir", self.faults)

    def twice(self, number: int, unicode_number: int, what: str) -> str:
        once, again = self.text(self.take(number)), self.take(unicode_number)
        if once != again.decode("utf-16-le", "replace"):
            self.faults.found("ovba-names-differ", "dir", f"{what} {once!r}")
        return once


def _decoded(body: bytes, page: str, where: str, faults: Faults) -> str:
    try:
        return body.decode(page)
    except UnicodeDecodeError as error:
        faults.found("ovba-encoding", where, f"byte {error.start}")
        return body.decode(page, "replace")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A module as the ``dir`` stream lists it."""

    name: str
    stream: str
    offset: int
    type: int


class _Reader:
    def __init__(self, blob: bytes, faults: Faults) -> None:
        self.faults = faults
        self.streams = compound_reader.read(blob, faults)
        for name in ("VBA/dir", "VBA/_VBA_PROJECT", "PROJECT"):
            if name not in self.streams:
                raise Unreadable("ovba-stream-missing", "project", name)
        self.source_only = len(self.streams["VBA/_VBA_PROJECT"]) == _CACHE_FREE

    def read(self) -> Project:
        self._cache()
        records = _Records(decompress(self.streams["VBA/dir"]), self.faults)
        name, code_page = self._information(records)
        self.page = records.page
        references = tuple(self._references(records))
        listed = self._modules(records)
        self._names(name, listed)
        text = _decoded(self.streams["PROJECT"], self.page, "PROJECT", self.faults)
        properties = _Properties(text, self.faults)
        properties.check(name, listed)
        self._name_map([one.name for one in listed])
        modules = tuple(self._source(one) for one in listed if self._has_stream(one))
        return Project(name, modules, references, code_page, properties.id)

    def _cache(self) -> None:
        head = self.streams["VBA/_VBA_PROJECT"]
        if head[:2] != b"\xcc\x61" or (self.source_only and head[2:5] != b"\xff\xff\0"):
            self.faults.found("ovba-version-kept", "_VBA_PROJECT", head[:7].hex(" "))
        if self.source_only and any("__SRP_" in path for path in self.streams):
            self.faults.found("ovba-cache-left", "VBA")

    def _value(self, what: str, body: bytes, *allowed: int) -> None:
        if int.from_bytes(body, "little") not in allowed:
            self.faults.found("ovba-dir-value", "dir", f"{what} {body.hex(' ')}")

    def _information(self, records: _Records) -> tuple[str, int]:
        self._value("system", records.take(0x01, 4), 0, 1, 2, 3)
        records.skip(0x4A)
        self._value("language", records.take(0x02, 4), 0x409)
        self._value("language of calls", records.take(0x14, 4), 0x409)
        code_page = int.from_bytes(records.take(0x03, 2), "little")
        records.page = encoding(code_page)
        try:
            "".encode(records.page)
        except LookupError:
            raise Unreadable("ovba-dir-value", "dir", f"code page {code_page}") from None
        name = records.text(records.take(0x04))
        records.twice(0x05, 0x40, "description")
        records.take(0x06)
        records.take(0x3D)
        records.take(0x07, 4)
        self._value("flags", records.take(0x08, 4), 0)
        records.take(_VERSION_RECORD, 6)
        if records.number == 0x0C:  # noqa: PLR2004 - constants are optional
            records.twice(0x0C, 0x3C, "constants")
        return name, code_page

    def _references(self, records: _Records) -> Iterator[tuple[str, str]]:
        name = ""
        while records.number != 0x0F:  # noqa: PLR2004 - the number of modules
            match records.number:
                case 0x16:
                    name = records.twice(0x16, 0x3E, "reference")
                case 0x33 | 0x2F:
                    records.skip(0x33, 0x2F)
                case 0x30:
                    records.take(0x30)
                    yield name, "control"
                case 0x0D:
                    yield name, self._library(name, records.take(0x0D), records)
                case 0x0E:
                    records.take(0x0E)
                    yield name, "project"
                case _:
                    records.take(0x0F)

    def _library(self, name: str, body: bytes, records: _Records) -> str:
        size = int.from_bytes(body[:4], "little")
        library = records.text(body[4 : 4 + size])
        if len(body) != size + 10 or body[4 + size :] != bytes(6) or not _LIBRARY.match(library):
            self.faults.found("ovba-libid", "dir", f"{name}: {library}")
        return library

    def _modules(self, records: _Records) -> list[_Listed]:
        count = int.from_bytes(records.take(0x0F, 2), "little")
        records.take(0x13, 2)
        listed = [self._module(records) for _ in range(count)]
        records.take(0x10, 0)
        if records.number is not None:
            self.faults.found("ovba-dir-tail", "dir")
        return listed

    @staticmethod
    def _module(records: _Records) -> _Listed:
        name = records.text(records.take(0x19))
        if records.number == 0x47:  # noqa: PLR2004 - the Unicode name is optional
            again = records.take(0x47).decode("utf-16-le", "replace")
            if again != name:
                records.faults.found("ovba-names-differ", "dir", f"module {name!r}, {again!r}")
        stream = records.twice(0x1A, 0x32, "stream")
        records.twice(0x1C, 0x48, "description of module")
        offset = int.from_bytes(records.take(0x31, 4), "little")
        records.take(0x1E, 4)
        records.take(0x2C, 2)
        kind = _PROCEDURAL if records.number == _PROCEDURAL else _CLASS
        records.take(kind, 0)
        records.skip(0x25, 0x28)
        records.take(0x2B, 0)
        return _Listed(name, stream, offset, kind)

    def _names(self, project: str, listed: list[_Listed]) -> None:
        names = [one.name.lower() for one in listed]
        for one in listed:
            if not _NAME.match(one.name):
                self.faults.found("ovba-module-name", one.name)
        if len(set(names)) != len(names):
            self.faults.found("ovba-module-twice", "dir", ", ".join(sorted(names)))
        if project.lower() in names:
            self.faults.found("ovba-module-like-project", project)
        owned = {f"VBA/{one.stream}" for one in listed} | {"VBA/dir", "VBA/_VBA_PROJECT"}
        for path in self.streams:
            if path.startswith("VBA/") and path not in owned and "__SRP_" not in path:
                self.faults.found("ovba-stray-stream", path)

    def _name_map(self, names: list[str]) -> None:
        """Since Office 1708 a wrong map costs the whole project; a missing one does not."""
        rest = self.streams.get("PROJECTwm", b"\0\0")
        mapped = []
        while rest[:2] != b"\0\0":
            name, found, rest = rest.partition(b"\0")
            end = next((i for i in range(0, len(rest), 2) if rest[i : i + 2] == b"\0\0"), None)
            if not found or not name or end is None:
                self.faults.found("wm-malformed", "PROJECTwm")
                return
            text = _decoded(name, self.page, "PROJECTwm", self.faults)
            if text != rest[:end].decode("utf-16-le", "replace"):
                self.faults.found("wm-names-differ", "PROJECTwm", text)
            mapped.append(text.lower())
            rest = rest[end + 2 :]
        if mapped and sorted(mapped) != sorted(name.lower() for name in names):
            self.faults.found("wm-modules", "PROJECTwm", ", ".join(mapped))

    def _has_stream(self, one: _Listed) -> bool:
        if f"VBA/{one.stream}" in self.streams:
            return True
        self.faults.found("ovba-module-stream", one.name)
        return False

    def _source(self, one: _Listed) -> Module:
        if self.source_only and one.offset:
            self.faults.found("ovba-offset", one.name, str(one.offset))
        data = decompress(self.streams[f"VBA/{one.stream}"][one.offset :])
        code = _decoded(data, self.page, one.name, self.faults)
        check_source(one.name, code, self.faults, in_class=one.type == _CLASS)
        return Module(one.name, _kind(one, code), code)


def _kind(one: _Listed, code: str) -> Kind:
    if one.type == _PROCEDURAL:
        return Kind.MODULE
    base = re.search(r'^Attribute VB_Base = "(.*)"', code, re.MULTILINE)
    kinds = {value: kind for kind, value in BASES.items()}
    return kinds.get(base[1] if base else "", Kind.CLASS)


class _Properties:
    """The ``PROJECT`` stream."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.text, self.faults = text, faults
        found = re.match(r'ID="(\{[0-9A-F-]{36}\})"', text)
        self.id = found[1] if found else ""

    def check(self, name: str, listed: list[_Listed]) -> None:
        if re.search(r"(?<!\r)\n", self.text):
            self.faults.found("project-line-ends", "PROJECT")
        if not self.id:
            self.faults.found("project-id", "PROJECT", self.text[:40])
        if f'Name="{name}"' not in self.text.splitlines():
            self.faults.found("project-name", "PROJECT", name)
        self._modules(listed)
        for key, size in (("CMG", 4), ("DPB", None), ("GC", 1)):
            self._protection(key, size)

    def _modules(self, listed: list[_Listed]) -> None:
        pattern = r"^(Document|Module|Class|BaseClass)=([^/\r\n]*)"
        said = {m[2].lower(): m[1] for m in re.finditer(pattern, self.text, re.MULTILINE)}
        for one in listed:
            kind = said.pop(one.name.lower(), None)
            if kind is None:
                self.faults.found("project-module-missing", "PROJECT", one.name)
            elif (kind == "Module") != (one.type == _PROCEDURAL):
                self.faults.found("project-module-kind", "PROJECT", f"{one.name}: {kind}")
        for name in said:
            self.faults.found("project-module-unknown", "PROJECT", name)

    def _protection(self, key: str, size: int | None) -> None:
        found = re.search(rf'^{key}="([0-9A-F]+)"', self.text, re.MULTILINE)
        try:
            value = unscrambled(self.id, found[1] if found else "")
        except ValueError as error:
            self.faults.found("project-protection", "PROJECT", f"{key}: {error}")
        else:
            if size not in {None, len(value)}:
                self.faults.found("project-protection", "PROJECT", f"{key} of {len(value)} bytes")


def check_source(name: str, code: str, faults: Faults, *, in_class: bool) -> None:
    """Name what the editor of Excel would not have saved, or not compile."""
    lines = code.splitlines()
    if code.startswith("VERSION "):
        faults.found("source-export-header", name)
    if lines[:1] != [f'Attribute VB_Name = "{name}"']:
        faults.found("source-first-line", name, "".join(lines[:1]))
    if sum(line.startswith("Attribute VB_Name ") for line in lines) > 1:
        faults.found("source-second-name", name)
    if re.search(r"(?<!\r)\n", code):
        faults.found("source-line-ends", name)
    if in_class:
        for attribute in CLASS_ATTRIBUTES:
            if not any(line.startswith(f"Attribute {attribute} = ") for line in lines):
                faults.found("source-attribute", name, attribute)
    _check_lines(name, lines, faults)


def _check_lines(name: str, lines: list[str], faults: Faults) -> None:
    if len(lines) > MOST_LINES:
        faults.found("source-too-long", name, f"{len(lines)} lines")
    running = 0
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            faults.found("source-long-line", f"{name}:{number}", f"{len(line)} characters")
        running = running + 1 if line.endswith(" _") else 0
        if running == MOST_CONTINUATIONS + 1:
            faults.found("source-continuations", f"{name}:{number}")


def read(blob: bytes, faults: Faults) -> Project:
    """The project in *blob*; each mistake is added to *faults*.

    Raises ``Unreadable`` when streams or records lead nowhere.
    """
    return _Reader(blob, faults).read()
