"""Everything of a workbook but its values: what stands where, and what stands around a table.

For ``doctor``, for importers who look before they read, and for tests that compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from comptoir.sheets.closed.growth import merged, protected
from comptoir.sheets.closed.outline import Name, Outline, Sheet, Table, inside, outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.places import LAST_ROW, Area, areas
from comptoir.sheets.closed.reading import cells_in
from comptoir.sheets.closed.rows import sheet_stream
from comptoir.sheets.closed.tags import Tag, tags
from comptoir.sheets.closed.values import blank


@dataclass(frozen=True, slots=True)
class Validation:
    """A drop-down or another check of what may be typed: its kind, its cells, its first formula."""

    kind: str
    where: tuple[Area, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Format:
    """Colours by condition: the kinds of rule, and the cells they hold for."""

    kinds: tuple[str, ...]
    where: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet: what is set on it besides values.

    *below* and *beside* give, for each table by name, the first cell with content under
    it within its columns, and the first to its right within its rows.
    """

    name: str
    state: str
    tables: tuple[Table, ...]
    validations: tuple[Validation, ...]
    formats: tuple[Format, ...]
    merged: tuple[Area, ...]
    protected: bool
    below: dict[str, tuple[int, int] | None]
    beside: dict[str, tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Structure:
    """A workbook: its sheets in order, its names, its named styles, how it is guarded."""

    sheets: tuple[SheetShown, ...]
    names: tuple[Name, ...]
    styles: tuple[str, ...]
    from_1904: bool
    locked: bool
    signed: bool
    macros: bool

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name."""
        return {table.name: table for sheet in self.sheets for table in sheet.tables}


def structure(path: Path) -> Structure:
    """Read what a closed workbook consists of; faults as in :mod:`refusals`."""
    with Package(path) as package:
        found = outline(package)
        part = found.parts.get("styles")
        styles = inside(package.tree(part), "cellStyles", "cellStyle") if part else []
        return Structure(
            sheets=tuple(_sheet(package, found, sheet) for sheet in found.sheets),
            names=found.names,
            styles=tuple(one.get("name") or "" for one in styles),
            from_1904=found.from_1904,
            locked=found.locked,
            signed=package.signed,
            macros="vbaProject" in found.parts,
        )


def _sheet(package: Package, found: Outline, sheet: Sheet) -> SheetShown:
    with sheet_stream(package, sheet.part) as stream:
        for _block in stream.blocks():
            pass
        tail = stream.tail
    listed = tags(tail)
    return SheetShown(
        name=sheet.name,
        state=sheet.state,
        tables=sheet.tables,
        validations=tuple(_validations(tail, listed)),
        formats=tuple(_formats(tail, listed)),
        merged=tuple(merged(tail)),
        protected=protected(tail),
        below={one.name: _first(package, found, sheet, _under(one)) for one in sheet.tables},
        beside={one.name: _first(package, found, sheet, _right_of(one)) for one in sheet.tables},
    )


def _within(listed: list[Tag], holder: Tag, name: bytes) -> list[Tag]:
    return [one for one in listed if one.name == name and holder.inner <= one.start < holder.close]


def _where(tail: bytes, listed: list[Tag], holder: Tag) -> tuple[Area, ...]:
    """The cells a rule holds for: an attribute, or an element in the newer manner."""
    texts = [tail[one.inner : one.close].decode() for one in _within(listed, holder, b"sqref")]
    return areas(" ".join([holder.get(b"sqref"), *texts]))


def _validations(tail: bytes, listed: list[Tag]) -> list[Validation]:
    found = []
    for one in listed:
        if one.name == b"dataValidation":
            formulas = _within(listed, one, b"formula1")
            text = "".join(tail[each.inner : each.close].decode() for each in formulas[:1])
            kind = one.get(b"type") or "none"
            found.append(Validation(kind, _where(tail, listed, one), text))
    return found


def _formats(tail: bytes, listed: list[Tag]) -> list[Format]:
    return [
        Format(
            tuple(rule.get(b"type") for rule in _within(listed, one, b"cfRule")),
            _where(tail, listed, one),
        )
        for one in listed
        if one.name == b"conditionalFormatting"
    ]


def _under(table: Table) -> Area:
    area = table.area
    return Area(min(area.bottom + 1, LAST_ROW), area.left, LAST_ROW, area.right)


def _right_of(table: Table) -> Area:
    area = table.area
    return Area(area.top, area.right + 1, area.bottom, area.right + 1)


def _first(package: Package, found: Outline, sheet: Sheet, area: Area) -> tuple[int, int] | None:
    for row, column, value, computed in cells_in(package, found, sheet, area):
        if computed or not blank(value):
            return row, column
    return None
