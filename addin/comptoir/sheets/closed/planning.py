"""What a patch will do: decided before a byte is written, checked once all are.

Two walks through a sheet: the first finds the rows asked for and what is around them,
the second writes the cells that are not yet as asked.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from comptoir.sheets.closed.changes import Along, Patched, TableChanges
from comptoir.sheets.closed.growth import (
    head_grown,
    head_widened,
    merged,
    names_grown,
    protected,
    recalculating,
    table_grown,
    table_widened,
    tail_grown,
)
from comptoir.sheets.closed.hidden import blank_sheet, check, created, filled, remembers
from comptoir.sheets.closed.links import pending, tail_linked
from comptoir.sheets.closed.lists import as_table, tail_filtered
from comptoir.sheets.closed.notes import annotate, tail_naming
from comptoir.sheets.closed.outline import Outline, Sheet, Table, outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.parts import Parts
from comptoir.sheets.closed.places import Area, areas
from comptoir.sheets.closed.refusals import (
    ProtectedSheet,
    SheetMissing,
    TableMoved,
)
from comptoir.sheets.closed.repack import Content
from comptoir.sheets.closed.rows import SheetStream, sheet_stream
from comptoir.sheets.closed.shared import texts_among
from comptoir.sheets.closed.sheet_plan import SheetPlan, filter_wished, own_filter, reach
from comptoir.sheets.closed.splice import Splicer
from comptoir.sheets.closed.stale import dependents, row_only
from comptoir.sheets.closed.styles import Styles
from comptoir.sheets.closed.survey import Surveyed, Surveyor, keys_wanted
from comptoir.sheets.closed.values import Reading, Value, meanings
from comptoir.sheets.closed.wishes import (
    Clear,
    Compute,
    Put,
    Wishes,
    names,
    refuse_growth,
    refuse_widening,
    resolve,
)
from comptoir.wording import Said


class Plan:
    """What a patch will do to an opened package."""

    def __init__(self, package: Package, author: str) -> None:
        self.package, self.author = package, author
        self.outline: Outline = outline(package)
        self.parts = Parts(package, self.outline.space)
        self.contents: dict[str, Content] = {}
        self.sheets: list[SheetPlan] = []
        self.memories: dict[str, Sequence[Sequence[Value]]] = {}
        self._meanings = meanings(package, self.outline.parts.get("styles"))
        part = self.outline.parts.get("styles")
        self._styles = Styles(package.read(part) if part else b"", self._meanings)
        self.shared: dict[int, str] = {}
        self._computed: list[str] = []
        self._annotated: list[str] = []
        self._notes = 0

    # ------------------------------------------------------------- planning

    def tables(self, asked: Sequence[TableChanges]) -> None:
        """Plan the changes of tables, sheet by sheet."""
        self._look_up(asked)
        surveyed = [Surveyed(self._table(one), one, self.package.file) for one in asked]
        for one in surveyed:
            place = f"{one.table.sheet}!{one.table.area}"
            if one.asked.ref is not None and one.asked.ref != place:
                raise TableMoved(
                    file=self.package.file, table=one.table.name, before=one.asked.ref, now=place
                )
        for sheet in self.outline.sheets:
            here = [one for one in surveyed if one.table.sheet == sheet.name]
            if here:
                self._plan_sheet(sheet, here)

    def _table(self, asked: TableChanges) -> Table:
        """The table asked for, or the list as if it were one."""
        listed = asked.listed
        if listed is None:
            return self.outline.table(asked.name, self.package.file)
        sheet = self.outline.sheet(listed.sheet)
        if sheet is None:
            raise SheetMissing(file=self.package.file, sheet=listed.sheet)
        with sheet_stream(self.package, sheet.part) as stream:
            return as_table(asked, replace(listed, sheet=sheet.name), stream, self._reading(stream))

    def _look_up(self, asked: Sequence[TableChanges]) -> None:
        """The shared texts that matter: keys, headings, and what cells shall show."""
        wanted: set[str] = {""}
        for one in asked:
            wanted |= keys_wanted(one)
            values = [*one.cells.values(), *(value for row in one.rows for value in row.values())]
            wanted |= {value for value in values if isinstance(value, str)}
            if one.listed is not None:
                wanted |= {*one.listed.heads, *(one.listed.words or ())}
        for table in self.outline.tables.values():
            wanted |= set(table.heads)
        part = self.outline.parts.get("sharedStrings")
        self.shared = texts_among(self.package, part, wanted)

    def _plan_sheet(self, sheet: Sheet, here: list[Surveyed]) -> None:
        plan = SheetPlan(sheet)
        with sheet_stream(self.package, sheet.part) as stream:
            surveyor = Surveyor(stream, self._reading(stream), here)
            surveyor.walk()
            plan.computed, tail = surveyor.computed, stream.tail
            for one in here:
                if one.asked.listed is not None:
                    one.filter = own_filter(one.table.area, tail)
                resolve(one, stream, plan.wishes)
                plan.filter = plan.filter or filter_wished(one, plan.wishes)
        for one in here:
            self._check_growth(one, plan.wishes, tail)
        with sheet_stream(self.package, sheet.part) as stream:
            known = {number: row for one in here for number, row in one.rows.items()}
            kept = self._splicer(stream, plan).prune(self._styles, known)
        self._computed += names(dict.fromkeys(kept), sheet.name)
        sole = [one.table.body for one in here if one.asked.sole]
        notes = annotate(self.parts, sheet, plan.wishes.notes, self.author, sole)
        self._annotated += names(dict.fromkeys(notes.foreign), sheet.name)
        self._notes += len(notes.done)
        plan.drawing = notes.drawing
        plan.wishes.links = pending(tail, plan.wishes.links)
        if plan.rewritten or notes.done:
            if protected(tail):
                raise ProtectedSheet(file=self.package.file, sheet=sheet.name)
            plan.reach = reach(plan.wishes)
            self.sheets.append(plan)

    def _check_growth(self, here: Surveyed, wishes: Wishes, tail: bytes) -> None:
        """Refuse where a table would grow over merged cells or another table."""
        area = here.table.area
        last = max((last for before, last in wishes.grown if before == area), default=area.bottom)
        if last > area.bottom:
            new = Area(area.bottom + 1, area.left, last, area.right)
            if found := self._in_the_way(here, new, tail):
                refuse_growth(here, last - area.bottom, *found)
        if here.more:
            new = Area(area.top, area.right + 1, last, area.right + len(here.more))
            if found := self._in_the_way(here, new, tail):
                refuse_widening(here, found[1])

    def _in_the_way(
        self, here: Surveyed, new: Area, tail: bytes
    ) -> tuple[Said, tuple[int, int]] | None:
        """What else than cells with content is where a table would be, and where."""
        for area in merged(tail):
            if area.meets(new):
                return Said("a merged cell"), (area.top, area.left)
        for table in self.outline.tables.values():
            if table.sheet == here.table.sheet and table.area.meets(new):
                found = Said("the table {name}", name=table.name)
                return found, (table.area.top, table.area.left)
        return None

    @property
    def empty(self) -> bool:
        """Whether nothing at all is to change so far."""
        return not (self.sheets or self.parts.changed)

    def along(self, asked: Along) -> None:
        """Plan what changes because something else does."""
        self.remember(asked.hidden)
        for (title, name), value in asked.named.items():
            found = next(
                (one for one in self.outline.names if (one.sheet, one.name) == (title, name)), None
            )
            sheet = self.outline.sheet(title)
            if found is not None and sheet is not None:
                self._plan_named(sheet, found.refers, value)

    def _plan_named(self, sheet: Sheet, refers: str, value: Value) -> None:
        """Plan what one cell of a sheet shows; a name that lost its cell names none."""
        known = areas(refers.rpartition("!")[2])
        if not known:
            return
        row, column = known[0].top, known[0].left
        plan = next((one for one in self.sheets if one.sheet == sheet), SheetPlan(sheet))
        with sheet_stream(self.package, sheet.part) as stream:
            wishes = Wishes(cells={row: {column: Put(value)}})
            kept = Splicer(stream, self._reading(stream), wishes).prune(self._styles, {})
            for _block in stream.blocks():
                pass
            if kept or not wishes.cells or protected(stream.tail):
                return
        plan.named[row, column] = wishes.cells[row][column]
        if plan not in self.sheets:
            self.sheets.append(plan)

    def remember(self, asked: Mapping[str, Sequence[Sequence[Value]]]) -> None:
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
            self.memories[name] = rows

    def settle(self) -> None:
        """Decide on all parts, once everything that is asked for is known."""
        dirty = [one for one in self.sheets if one.dirty]
        for one in self.sheets:
            for table in one.sheet.tables:
                self._grow(table, one.wishes)
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
        for one in self.sheets:
            if one.rewritten:
                self.contents[one.sheet.part] = partial(self._written, one)
            for (row, column), wish in one.named.items():
                one.wishes.cells.setdefault(row, {}).setdefault(column, wish)
        self.contents |= self.parts.changed

    def _grow(self, table: Table, wishes: Wishes) -> None:
        """The part of a table, its range and its columns as they will be."""
        data = self.parts.read(table.part)
        for before, last in wishes.grown:
            if before == table.area:
                data = table_grown(data, before, last)
        for before, heads in wishes.widened:
            if before == table.area:
                data = table_widened(data, before, heads)
        self.parts.write(table.part, data)

    def _must_compute(self, dirty: list[SheetPlan]) -> bool:
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
        plans = {one.sheet.name: one for one in self.sheets}
        for one in dirty:
            one.stale = _may_be_stale if one.computed else None
        others = dependents(self.package, self.outline, [one.sheet for one in dirty])
        for sheet in others:
            if sheet.name not in plans:
                plans[sheet.name] = SheetPlan(sheet)
                self.sheets.append(plans[sheet.name])
            plans[sheet.name].stale = _may_be_stale
        return new or bool(others) or any(one.computed for one in dirty)

    # -------------------------------------------------------------- writing

    def _reading(self, stream: SheetStream) -> Reading:
        return Reading(stream.words, self.shared, self._meanings, self.outline.from_1904)

    def _splicer(self, stream: SheetStream, plan: SheetPlan) -> Splicer:
        return Splicer(stream, self._reading(stream), plan.wishes, plan.stale)

    def _written(self, plan: SheetPlan) -> Iterator[bytes]:
        """A worksheet part as it will be, piece by piece."""
        with sheet_stream(self.package, plan.sheet.part) as stream:
            head = head_grown(stream.head, plan.reach)
            for before, heads in plan.wishes.widened:
                head = head_widened(head, before, len(heads))
            yield head
            yield from self._splicer(stream, plan).rows()
            tail = tail_grown(stream.tail, plan.wishes.grown)
            tail = tail_linked(tail, stream.prefix, plan.wishes.links)
            if plan.filter is not None:
                tail = tail_filtered(tail, *plan.filter)
            if plan.drawing is not None:
                tail = tail_naming(tail, stream.prefix, plan.drawing, self.outline.space)
            yield tail

    def report(self, path: Path, backup: Path | None) -> Patched:
        """What was done."""
        return Patched(
            path=path,
            parts=tuple(self.contents),
            cells=sum(len(row) for one in self.sheets for row in one.wishes.cells.values()),
            rows=sum(one.wishes.added for one in self.sheets),
            notes=self._notes,
            links=sum(len(one.wishes.links) for one in self.sheets),
            computed=tuple(self._computed),
            annotated=tuple(self._annotated),
            backup=backup,
        )


def _may_be_stale(formula: str) -> bool:
    return not row_only(formula)
