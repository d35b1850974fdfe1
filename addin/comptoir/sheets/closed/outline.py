"""What a workbook consists of, without reading its cells: sheets, tables, names, date system.

Sources: ECMA-376 part 1, 18.2 (workbook), 18.3 (worksheets), 18.5 (tables). Both
the transitional and the strict namespaces are read, with any prefix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from comptoir.sheets.closed.package import Package, Relation
from comptoir.sheets.closed.places import Area
from comptoir.sheets.closed.refusals import Damaged, TableMissing, TableTorn
from comptoir.wording import Said

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = (TRANSITIONAL, STRICT)
RELATIONS = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; *formula* is the one every cell of it shares, where there is one."""

    name: str
    formula: str | None = None
    array: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table (ListObject): its cells, heading and total rows included."""

    name: str
    sheet: str
    part: str
    area: Area
    columns: tuple[Column, ...]
    headings: int = 1
    totals: int = 0

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings as the table itself lists them."""
        return tuple(column.name for column in self.columns)

    @property
    def body(self) -> Area:
        """The rows between the heading and the totals."""
        top, bottom = self.area.top + self.headings, self.area.bottom - self.totals
        return Area(top, self.area.left, bottom, self.area.right)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: where it is, and whether it shows (``visible``, ``hidden``, ``veryHidden``)."""

    name: str
    part: str
    index: int
    state: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name; *sheet* is the only sheet that knows it, where it has one."""

    name: str
    refers: str
    sheet: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The workbook as a list of what it holds. *from_1904* tells the date system."""

    book: str
    sheets: tuple[Sheet, ...]
    names: tuple[Name, ...]
    from_1904: bool
    locked: bool
    parts: dict[str, str]
    space: str = TRANSITIONAL

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name, in the order of the sheets."""
        return {table.name: table for sheet in self.sheets for table in sheet.tables}

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, in capitals or not."""
        for one in self.sheets:
            if one.name.casefold() == name.casefold():
                return one
        return None

    def table(self, name: str, file: str) -> Table:
        """The table of that name, in capitals or not; ``TableMissing`` where there is none."""
        for one in self.tables.values():
            if one.name.casefold() == name.casefold():
                return one
        raise TableMissing(file=file, table=name, present=list(self.tables) or "—")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def inside(element: etree._Element, *path: str) -> list[etree._Element]:
    """The elements under *element* by local names, a level for each."""
    found = [element]
    for name in path:
        found = [child for one in found for child in one if local(child) == name]
    return found


def yes(value: str | None) -> bool:
    """An XML boolean.

    >>> yes("1"), yes("true"), yes("0"), yes(None)
    (True, True, False, False)
    """
    return value in {"1", "true", "on"}


def unescaped(text: str) -> str:
    r"""A text with Excel's escapes for control characters undone.

    >>> unescaped("Unit_x000a_price"), unescaped("_x005F_x000a_")
    ('Unit\nprice', '_x000a_')
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def outline(package: Package) -> Outline:
    """Read the outline of an opened workbook; faults as in :mod:`refusals`."""
    book = package.book()
    root = package.tree(book)
    relations = package.relations(book)
    listed = inside(root, "sheets", "sheet")
    sheets = [
        found
        for index, entry in enumerate(listed)
        if (found := _sheet(package, entry, index, relations)) is not None
    ]
    titles = [entry.get("name", "") for entry in listed]
    settings = next(iter(inside(root, "workbookPr")), None)
    guard = next(iter(inside(root, "workbookProtection")), None)
    return Outline(
        book=book,
        sheets=tuple(sheets),
        names=tuple(_name(one, titles) for one in inside(root, "definedNames", "definedName")),
        from_1904=settings is not None and yes(settings.get("date1904")),
        locked=guard is not None and yes(guard.get("lockStructure")),
        parts={
            one.kind.rpartition("/")[2]: one.target
            for one in relations.values()
            if one.target in package
        },
        space=etree.QName(root).namespace or TRANSITIONAL,
    )


def _sheet(
    package: Package, entry: etree._Element, index: int, relations: dict[str, Relation]
) -> Sheet | None:
    name = entry.get("name", "")
    marks = [value for key, value in entry.attrib.items() if str(key).endswith("}id")]
    relation = relations.get(str(marks[0])) if marks else None
    if relation is None or relation.target not in package:
        raise Damaged(file=package.file, part=name)
    if not relation.means("worksheet"):
        return None
    part = relation.target
    tables = tuple(
        _table(package, name, one.target)
        for one in package.relations(part).values()
        if one.means("table")
    )
    state = entry.get("state", "visible")
    return Sheet(name, part, index, state, tables)


def _table(package: Package, sheet: str, part: str) -> Table:
    if part not in package:
        raise Damaged(file=package.file, part=part)
    root = package.tree(part)
    name = root.get("displayName") or root.get("name") or ""
    columns = tuple(_column(one) for one in inside(root, "tableColumns", "tableColumn"))
    try:
        area = Area.of(root.get("ref", ""))
        headings, totals = int(root.get("headerRowCount", 1)), int(root.get("totalsRowCount", 0))
    except ValueError:
        why = Said("its place cannot be read")
        raise TableTorn(file=package.file, table=name, why=why) from None
    return Table(name, sheet, part, area, columns, headings, totals)


def _column(element: etree._Element) -> Column:
    name = unescaped(element.get("name", ""))
    for child in inside(element, "calculatedColumnFormula"):
        return Column(name, child.text or "", yes(child.get("array")))
    return Column(name)


def _name(element: etree._Element, titles: list[str]) -> Name:
    own = element.get("localSheetId", "")
    sheet = titles[int(own)] if own.isdigit() and int(own) < len(titles) else None
    text = "".join(str(piece) for piece in element.itertext())
    return Name(element.get("name", ""), text, sheet, yes(element.get("hidden")))
