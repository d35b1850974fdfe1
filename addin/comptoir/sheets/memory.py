"""What a workbook remembers of the store: which rows it showed, and in which version.

It stands on a very hidden sheet, apart from the rows, so that sorting or pasting cannot
disturb it: two columns of text, a name and a value. Every value begins with a colon, so that
no spreadsheet program takes it for a number, a date or a formula. Keys are packed many to a
cell, because a register of 100 000 orders must be read in an instant; the version is written
only where it is not 1. The last line proves the rest.

>>> seen = {"party": {"P0001": 1, "P0002": 3}}
>>> memory = Memory("d1", "register", "fr", datetime(2026, 11, 23, tzinfo=UTC), "Anna", seen)
>>> rows = rows_of(memory)
>>> rows[-2]
('party', ':P0001;P0002=3;')
>>> memory_of(rows) == memory
True
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import accumulate

from comptoir.errors import Refused
from comptoir.wording import mark

FORMAT = "1"
CHUNK = 7_000
"""Characters to a cell: below what Excel takes when a block of cells is written at once."""
_SIGN, _OF_FIELDS = ":", ".fields"
_FACTS = ("comptoir", "desk", "kind", "lang", "program", "at", "by")


class NotOurs(Refused):
    """The workbook has no memory."""

    message = mark(
        "{file} was not made by Comptoir: it does not say what it shows. Nothing was changed."
        " Build a workbook of the desk, or import this file."
    )


class MemoryTorn(Refused):
    """The memory is there but is not whole."""

    message = mark(
        "{file} no longer knows what it showed: its hidden sheet was changed. Nothing was saved."
        " Build a new workbook of the desk and copy your changes into it."
    )


class MadeByNewer(Refused):
    """The memory is written in a manner of later versions."""

    message = mark(
        "{file} was made by a newer Comptoir. Nothing was saved. Update Comptoir, then try again."
    )


@dataclass(frozen=True, slots=True)
class Memory:
    """The desk a workbook belongs to, and the version of each row it showed, by record."""

    desk_id: str
    kind: str
    lang: str
    at: datetime
    by: str
    seen: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    program: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that each table had columns for; all, where a table is not named."""

    def had(self, record: str, name: str) -> bool:
        """Whether a table had a column for the field *name*."""
        return name in self.fields.get(record, (name,))


def of_these(now: Memory, before: Memory) -> Memory:
    """What a workbook remembers *now* that was built *before*, with the tables it had then.

    A table or column that a later version of Comptoir brings is not missing from a workbook of
    an earlier.
    """
    seen = {name: versions for name, versions in now.seen.items() if name in before.seen}
    return replace(now, seen=seen, fields=before.fields)


def rows_of(memory: Memory) -> list[tuple[str, str]]:
    """The cells of the hidden sheet, line by line."""
    facts = (
        FORMAT,
        memory.desk_id,
        memory.kind,
        memory.lang,
        memory.program,
        memory.at.astimezone(UTC).isoformat(),
        memory.by,
    )
    rows = [(name, _SIGN + fact) for name, fact in zip(_FACTS, facts, strict=True)]
    for record, versions in memory.seen.items():
        rows += [(record, _SIGN + text) for text in _packed(versions)]
    rows += [(record + _OF_FIELDS, _SIGN + ";".join(own)) for record, own in memory.fields.items()]
    return [*rows, ("end", _SIGN + _proof(rows))]


def memory_of(rows: Iterable[Sequence[object]], file: str = "") -> Memory:
    """What the hidden sheet's *rows* say; ``NotOurs``, ``MemoryTorn`` or ``MadeByNewer``."""
    pairs = [(str(row[0]), str(row[1])) for row in rows if row and row[0] and len(row) > 1]
    if not pairs or pairs[0][0] != _FACTS[0]:
        raise NotOurs(file=file)
    if pairs[0][1] != _SIGN + FORMAT:
        raise MadeByNewer(file=file)
    *told, (last, proof) = pairs
    if last != "end" or proof != _SIGN + _proof(told):
        raise MemoryTorn(file=file)
    facts = [value.removeprefix(_SIGN) for _name, value in told[: len(_FACTS)]]
    _format, desk_id, kind, lang, program, at, by = facts
    seen: dict[str, dict[str, int]] = {}
    fields: dict[str, tuple[str, ...]] = {}
    for record, text in told[len(_FACTS) :]:
        if record.endswith(_OF_FIELDS):
            fields[record.removesuffix(_OF_FIELDS)] = tuple(text[1:].split(";"))
            continue
        seen.setdefault(record, {}).update(_unpacked(text[1:]))
    return Memory(desk_id, kind, lang, datetime.fromisoformat(at), by, seen, program, fields)


def _packed(versions: Mapping[str, int]) -> Iterator[str]:
    """Keys and versions in cells of at most about ``CHUNK`` characters; one for an empty table."""
    entries = _entries(versions)
    whole, ends = "".join(entries), list(accumulate(map(len, entries)))
    start = taken = 0
    while taken < len(ends):
        taken = max(taken + 1, bisect_right(ends, start + CHUNK, taken))
        yield whole[start : ends[taken - 1]]
        start = ends[taken - 1]
    if not ends:
        yield ""


def _entries(versions: Mapping[str, int]) -> list[str]:
    """Each key as it is written; one look tells whether any of them needs care."""
    whole = "".join(versions)
    if "%" in whole or ";" in whole or "=" in whole:
        versions = {_escaped(key): version for key, version in versions.items()}
    return [f"{key};" if seen == 1 else f"{key}={seen};" for key, seen in versions.items()]


def _unpacked(text: str) -> dict[str, int]:
    seen: dict[str, int] = {}
    for entry in text.split(";")[:-1]:
        if "=" in entry:
            key, _given, version = entry.partition("=")
            seen[key] = int(version)
        else:
            seen[entry] = 1
    return {_unescaped(key): version for key, version in seen.items()} if "%" in text else seen


def _escaped(key: str) -> str:
    if "%" in key or ";" in key or "=" in key:
        return key.replace("%", "%25").replace(";", "%3B").replace("=", "%3D")
    return key


def _unescaped(key: str) -> str:
    if "%" in key:
        return key.replace("%3D", "=").replace("%3B", ";").replace("%25", "%")
    return key


def _proof(rows: Iterable[tuple[str, str]]) -> str:
    """A sum over every cell, so that a memory cut or edited by hand is not believed."""
    total = 0
    for name, value in rows:
        total = zlib.crc32(f"{name}\t{value}\n".encode(), total)
    return f"{total:08x}"
