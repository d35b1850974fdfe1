"""A new file read back before it takes the old one's place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from comptoir.sheets.closed.hidden import remembers
from comptoir.sheets.closed.links import pending
from comptoir.sheets.closed.outline import outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.places import a1
from comptoir.sheets.closed.planning import Plan
from comptoir.sheets.closed.refusals import NotAsAsked
from comptoir.sheets.closed.repack import unharmed
from comptoir.sheets.closed.rows import CHUNK, SheetStream
from comptoir.sheets.closed.sheet_plan import SheetPlan, grown
from comptoir.sheets.closed.splice import Splicer
from comptoir.sheets.closed.values import Reading, meanings


def check(plan: Plan, fresh: Path) -> None:
    """Read the new file back; ``NotAsAsked`` where it is not what it should be."""
    with Package(fresh) as written:
        if not unharmed(plan.package, written, plan.contents, plan.parts.removed):
            raise NotAsAsked(file=plan.package.file, what="zip")
        proof = _Proof(plan, written)
        sheets = {one.sheet.part: one for one in plan.sheets}
        for name in plan.contents:
            if name in sheets:
                proof.sheet(sheets[name])
            elif name.endswith((".xml", ".rels")) or name in plan.parts.drawn:
                with _well_formed(written, name) as stream:
                    while stream.read(CHUNK):
                        pass
        for name in plan.memories:
            proof.memory(name)


class _Proof:
    """The new file beside what was planned."""

    def __init__(self, plan: Plan, written: Package) -> None:
        self._plan, self._written = plan, written
        self._found = outline(written)
        self._styles = meanings(written, self._found.parts.get("styles"))

    def sheet(self, plan: SheetPlan) -> None:
        """Read one new sheet through: well-formed, and every cell as asked."""
        title = plan.sheet.name
        now = {table.area for table in self._found.tables.values() if table.sheet == title}
        if any(grown(table.area, plan.wishes) not in now for table in plan.sheet.tables):
            self._wrong(title)
        with _well_formed(self._written, plan.sheet.part) as parsed:
            stream = SheetStream(parsed, self._written.file, plan.sheet.part, plain=True)
            shared, from_1904 = self._plan.shared, self._found.from_1904
            reading = Reading(stream.words, shared, self._styles, from_1904)
            cell = Splicer(stream, reading, plan.wishes).unfulfilled()
            unlinked = pending(stream.tail, plan.wishes.links)
            cell = cell or (a1(*min(unlinked)) if unlinked else "")
        if cell:
            self._wrong(f"{title}!{cell}")

    def memory(self, name: str) -> None:
        """Read one very-hidden sheet back."""
        sheet = self._found.sheet(name)
        rows = self._plan.memories[name]
        if sheet is None or not remembers(self._written, self._found, sheet, rows):
            self._wrong(name)

    def _wrong(self, what: str) -> None:
        raise NotAsAsked(file=self._plan.package.file, what=what)


class _Parsed(io.RawIOBase):
    """A stream whose reader has a parser look over its shoulder."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._parser = stream, expat.ParserCreate(namespace_separator=" ")

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._parser.Parse(data, not data)
        return data


@contextmanager
def _well_formed(package: Package, part: str) -> Iterator[IO[bytes]]:
    """A new part to be read to its end; ``NotAsAsked`` where it is not well-formed."""
    try:
        with package.open(part) as stream:
            yield cast("IO[bytes]", _Parsed(stream))
    except (expat.ExpatError, LookupError):  # the latter for an encoding nobody knows
        raise NotAsAsked(file=package.file, what=part) from None
