"""What a patch will do: decided before a byte is written, checked once all are.

Two walks through a sheet: the first finds the rows asked for and what is around them,
the second writes the cells that are not yet as asked.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from comptoir.sheets.closed.changes import Patched, TableChanges
from comptoir.sheets.closed.growth import (
    head_grown,
    merged,
    names_grown,
    protected,
    recalculating,
    table_grown,
    tail_grown,
)
from comptoir.sheets.closed.hidden import blank_sheet, check, created, filled, remembers
from comptoir.sheets.closed.links import pending, tail_linked
from comptoir.sheets.closed.notes import annotate, tail_naming
from comptoir.sheets.closed.outline import Outline, Sheet, outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.parts import Parts
from comptoir.sheets.closed.places import Area, a1
from comptoir.sheets.closed.refusals import (
    NotAsAsked,
    ProtectedSheet,
    TableMoved,
)
from comptoir.sheets.closed.repack import Content, unharmed
from comptoir.sheets.closed.rows import CHUNK, SheetStream, sheet_stream
from comptoir.sheets.closed.shared import texts_among
from comptoir.sheets.closed.splice import Splicer
from comptoir.sheets.closed.stale import dependents, row_only
from comptoir.sheets.closed.styles import Styles
from comptoir.sheets.closed.survey import Surveyed, Surveyor, keys_wanted
from comptoir.sheets.closed.values import Reading, Value, meanings
from comptoir.sheets.closed.wishes import Clear, Compute, Wishes, names, refuse_growth, resolve
from comptoir.wording import Said


@dataclass(slots=True)
class _SheetPlan:
    """What changes in one worksheet."""

    sheet: Sheet
    wishes: Wishes = field(default_factory=Wishes)
    drawing: str | None = None
    reach: Area | None = None
    computed: bool = False
    """Whether the sheet has formulas."""
    stale: Callable[[str], bool] | None = None


class Plan:
    """What a patch will do to an opened package."""

    def __init__(self, package: Package, author: str) -> None:
        self.package, self.author = package, author
        self.outline: Outline = outline(package)
        self.parts = Parts(package, self.outline.space)
        self.contents: dict[str, Content] = {}
        self._sheets: list[_SheetPlan] = []
        self._memories: dict[str, Sequence[Sequence[Value]]] = {}
        self._meanings = meanings(package, self.outline.parts.get("styles"))
        part = self.outline.parts.get("styles")
        self._styles = Styles(package.read(part) if part else b"", self._meanings)
        self._shared: dict[int, str] = {}
        self._computed: list[str] = []
        self._annotated: list[str] = []
        self._notes = 0

    # ------------------------------------------------------------- planning

    def tables(self, asked: Sequence[TableChanges]) -> None:
        """Plan the changes of tables, sheet by sheet."""
        surveyed = [
            Surveyed(self.outline.table(one.name, self.package.file), one, self.package.file)
            for one in asked
        ]
        for one in surveyed:
            place = f"{one.table.sheet}!{one.table.area}"
            if one.asked.ref is not None and one.asked.ref != place:
                raise TableMoved(
                    file=self.package.file, table=one.table.name, before=one.asked.ref, now=place
                )
        self._look_up(asked)
        for sheet in self.outline.sheets:
            here = [one for one in surveyed if one.table.sheet == sheet.name]
            if here:
                self._plan_sheet(sheet, here)

    def _look_up(self, asked: Sequence[TableChanges]) -> None:
        """The shared texts that matter: keys, headings, and what cells shall show."""
        wanted: set[str] = {""}
        for one in asked:
            wanted |= keys_wanted(one)
            values = [*one.cells.values(), *(value for row in one.rows for value in row.values())]
            wanted |= {value for value in values if isinstance(value, str)}
        for table in self.outline.tables.values():
            wanted |= set(table.heads)
        part = self.outline.parts.get("sharedStrings")
        self._shared = texts_among(self.package, part, wanted)

    def _plan_sheet(self, sheet: Sheet, here: list[Surveyed]) -> None:
        plan = _SheetPlan(sheet)
        with sheet_stream(self.package, sheet.part) as stream:
            surveyor = Surveyor(stream, self._reading(stream), here)
            surveyor.walk()
            plan.computed = surveyor.computed
            for one in here:
                resolve(one, stream, plan.wishes)
            tail = stream.tail
        for one in here:
            self._check_growth(one, plan.wishes, tail)
        with sheet_stream(self.package, sheet.part) as stream:
            known = {number: row for one in here for number, row in one.rows.items()}
            kept = self._splicer(stream, plan).prune(self._styles, known)
        self._computed += names(dict.fromkeys(kept), sheet.name)
        notes = annotate(self.parts, sheet, plan.wishes.notes, self.author)
        self._annotated += names(dict.fromkeys(notes.foreign), sheet.name)
        self._notes += len(notes.done)
        plan.drawing = notes.drawing
        plan.wishes.links = pending(tail, plan.wishes.links)
        if plan.wishes.cells or plan.wishes.grown or plan.wishes.links or notes.done:
            if protected(tail):
                raise ProtectedSheet(file=self.package.file, sheet=sheet.name)
            plan.reach = _reach(plan.wishes)
            self._sheets.append(plan)

    def _check_growth(self, here: Surveyed, wishes: Wishes, tail: bytes) -> None:
        """Refuse where a table would grow over merged cells or another table."""
        for before, last in wishes.grown:
            if before != here.table.area or last <= before.bottom:
                continue
            new = Area(before.bottom + 1, before.left, last, before.right)
            rows = last - before.bottom
            for area in merged(tail):
                if area.meets(new):
                    refuse_growth(here, rows, Said("a merged cell"), (area.top, area.left))
            for table in self.outline.tables.values():
                if table.sheet == here.table.sheet and table.area.meets(new):
                    what = Said("the table {name}", name=table.name)
                    refuse_growth(here, rows, what, (table.area.top, table.area.left))

    def memories(self, asked: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Plan the rows of very-hidden sheets."""
        for name, rows in asked.items():
            check(rows, name)
            sheet = self.outline.sheet(name)
            if sheet is None:
                part = created(self.parts, self.outline, name)
                source = blank_sheet(self.outline.space)
            elif remembers(self.package, self.outline, sheet, rows):
                continue
            else:
                part, source = sheet.part, self.package.read(sheet.part)
            data = filled(io.BytesIO(source), part, self.package, self.outline, rows)
            self.parts.changed[part] = data
            self._memories[name] = rows

    def settle(self) -> None:
        """Decide on all parts, once everything that is asked for is known."""
        dirty = [one for one in self._sheets if one.wishes.cells or one.wishes.grown]
        for one in self._sheets:
            for before, last in one.wishes.grown:
                table = next(table for table in one.sheet.tables if table.area == before)
                self.parts.write(table.part, table_grown(self.parts.read(table.part), before, last))
        book = self.outline.book
        for one in dirty:
            if one.wishes.grown:
                data = names_grown(self.parts.read(book), one.sheet.name, one.wishes.grown)
                self.parts.write(book, data)
        if self._must_compute(dirty):
            self.parts.write(book, recalculating(self.parts.read(book)))
        styles = self.outline.parts.get("styles")
        if styles and (grown := self._styles.grown) is not None:
            self.parts.write(styles, grown)
        for one in self._sheets:
            wishes = one.wishes
            if wishes.cells or wishes.grown or wishes.links or one.drawing or one.stale:
                self.contents[one.sheet.part] = partial(self._written, one)
        self.contents |= self.parts.changed

    def _must_compute(self, dirty: list[_SheetPlan]) -> bool:
        """Find the formulas that must be computed anew; returns whether there are any."""
        if not dirty:
            return False
        new = any(
            isinstance(wish, Compute | Clear)
            for one in dirty
            for cells in one.wishes.cells.values()
            for wish in cells.values()
        )
        if new:
            chain = self.outline.parts.get("calcChain")
            self.parts.drop_calculation_chain(self.outline.book, chain)
        plans = {one.sheet.name: one for one in self._sheets}
        for one in dirty:
            one.stale = _may_be_stale if one.computed else None
        others = dependents(self.package, self.outline, [one.sheet for one in dirty])
        for sheet in others:
            if sheet.name not in plans:
                plans[sheet.name] = _SheetPlan(sheet)
                self._sheets.append(plans[sheet.name])
            plans[sheet.name].stale = _may_be_stale
        return new or bool(others) or any(one.computed for one in dirty)

    # -------------------------------------------------------------- writing

    def _reading(self, stream: SheetStream) -> Reading:
        return Reading(stream.words, self._shared, self._meanings, self.outline.from_1904)

    def _splicer(self, stream: SheetStream, plan: _SheetPlan) -> Splicer:
        return Splicer(stream, self._reading(stream), plan.wishes, plan.stale)

    def _written(self, plan: _SheetPlan) -> Iterator[bytes]:
        """A worksheet part as it will be, piece by piece."""
        with sheet_stream(self.package, plan.sheet.part) as stream:
            yield head_grown(stream.head, plan.reach)
            yield from self._splicer(stream, plan).rows()
            tail = tail_grown(stream.tail, plan.wishes.grown)
            tail = tail_linked(tail, stream.prefix, plan.wishes.links)
            if plan.drawing is not None:
                tail = tail_naming(tail, stream.prefix, plan.drawing, self.outline.space)
            yield tail

    # ------------------------------------------------------------- checking

    def check(self, fresh: Path) -> None:
        """Read the new file back; ``NotAsAsked`` where it is not what it should be."""
        with Package(fresh) as written:
            if not unharmed(self.package, written, self.contents, self.parts.removed):
                self._wrong("zip")
            found = outline(written)
            styles = meanings(written, found.parts.get("styles"))
            sheets = {one.sheet.part: one for one in self._sheets}
            for name in self.contents:
                if name in sheets:
                    self._check_sheet(written, found, sheets[name], styles)
                elif name.endswith((".xml", ".rels")) or name in self.parts.drawn:
                    with _well_formed(written, name) as stream:
                        while stream.read(CHUNK):
                            pass
            for name, rows in self._memories.items():
                sheet = found.sheet(name)
                if sheet is None or not remembers(written, found, sheet, rows):
                    self._wrong(name)

    def _check_sheet(
        self, written: Package, found: Outline, plan: _SheetPlan, styles: tuple[str, ...]
    ) -> None:
        """Read one new sheet through: well-formed, and every cell as asked."""
        for before, last in plan.wishes.grown:
            areas = [table.area for table in found.tables.values()]
            if Area(before.top, before.left, last, before.right) not in areas:
                self._wrong(plan.sheet.name)
        with _well_formed(written, plan.sheet.part) as parsed:
            stream = SheetStream(parsed, written.file, plan.sheet.part, plain=True)
            reading = Reading(stream.words, self._shared, styles, found.from_1904)
            cell = Splicer(stream, reading, plan.wishes).unfulfilled()
            unlinked = pending(stream.tail, plan.wishes.links)
            cell = cell or (a1(*min(unlinked)) if unlinked else "")
        if cell:
            self._wrong(f"{plan.sheet.name}!{cell}")

    def _wrong(self, what: str) -> None:
        raise NotAsAsked(file=self.package.file, what=what)

    def report(self, path: Path, backup: Path | None) -> Patched:
        """What was done."""
        return Patched(
            path=path,
            parts=tuple(self.contents),
            cells=sum(len(row) for one in self._sheets for row in one.wishes.cells.values()),
            rows=sum(one.wishes.added for one in self._sheets),
            notes=self._notes,
            links=sum(len(one.wishes.links) for one in self._sheets),
            computed=tuple(self._computed),
            annotated=tuple(self._annotated),
            backup=backup,
        )


def _may_be_stale(formula: str) -> bool:
    return not row_only(formula)


def _reach(wishes: Wishes) -> Area | None:
    """The rectangle of all cells a sheet gets."""
    rows = [row for row, cells in wishes.cells.items() if cells]
    columns = [column for cells in wishes.cells.values() for column in cells]
    if not rows:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))


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
