"""Whole sheets of ours shown anew in a closed workbook, among the user's own.

Of a sheet's part only our cells change: a formula or value is put in the place of another, its
looks stay; a table becomes longer or shorter, and the user's columns in it go with their rows.
Notes, pictures, charts, other sheets are the bytes they were; only the user's formulas that name
what changed lose their last value, so that whichever program opens the file computes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from lxml import etree

from comptoir.sheets.closed.elsewhere import check_free
from comptoir.sheets.closed.growth import recalculating, table_grown
from comptoir.sheets.closed.hidden import filled
from comptoir.sheets.closed.outline import Outline, Sheet, Table, outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.parts import Parts
from comptoir.sheets.closed.places import Area, a1
from comptoir.sheets.closed.refusals import (
    ChangedMeanwhile,
    InTheWay,
    NotAsAsked,
    ProtectedSheet,
    SheetMissing,
    Signed,
)
from comptoir.sheets.closed.repack import repack, unharmed
from comptoir.sheets.closed.swapping import beside, kept, stamp, swap, sweep
from comptoir.sheets.closed.values import Value, serial
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its ``=``, and what it comes to: text, number or truth."""

    text: str
    value: object


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table's columns of ours, by heading; the first one names the rows."""

    name: str
    columns: Mapping[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a sheet shall show: cells by row and column from 1, and its table."""

    sheet: str
    cells: Mapping[tuple[int, int], object]
    table: TableRows | None = None


def overlay(
    path: Path,
    asked: Sequence[Overlay],
    *,
    hidden: Mapping[str, Sequence[Sequence[Value]]],
    backups: Path | None,
    now: datetime,
) -> None:
    """Show *asked* in the closed workbook at *path*; *hidden*: rows of its very-hidden sheets.

    Raises what :mod:`refusals` lists; the file is then untouched.
    """
    path = path.resolve()
    check_free(path)
    before = stamp(path)
    with beside(path) as fresh:
        with Package(path) as package:
            if package.signed:
                raise Signed(file=path.name)
            work = _Work(package, outline(package))
            for one in asked:
                work.show(one)
            for name, rows in hidden.items():
                work.remember(name, rows)
            work.settle([one.sheet for one in asked])
            with fresh.open("xb") as out:
                repack(package, out, work.parts.changed, work.parts.removed)
            with Package(fresh) as written:
                if not unharmed(package, written, work.parts.changed, work.parts.removed):
                    raise NotAsAsked(file=path.name, what="zip")
        check_free(path)
        if stamp(path) != before:
            raise ChangedMeanwhile(file=path.name)
        kept(path, backups, now)
        swap(fresh, path)
        sweep(path)


@dataclass(slots=True)
class _Work:
    """The parts of one workbook as they shall be."""

    package: Package
    outline: Outline
    parts: Parts = field(init=False)

    texts: list[str] = field(default_factory=list)
    """The texts that cells share, in their order."""

    def __post_init__(self) -> None:
        self.parts = Parts(self.package, self.outline.space)
        shared = self.outline.parts.get("sharedStrings")
        if shared:
            self.texts = ["".join(map(str, one.itertext())) for one in self.package.tree(shared)]

    def show(self, asked: Overlay) -> None:
        sheet = self.outline.sheet(asked.sheet)
        if sheet is None:
            raise SheetMissing(file=self.package.file, sheet=asked.sheet)
        root = etree.fromstring(self.parts.read(sheet.part))
        grid = _Grid(root, self.texts)
        if grid.protected:
            raise ProtectedSheet(file=self.package.file, sheet=asked.sheet)
        for (row, column), value in asked.cells.items():
            grid.put(row, column, value)
        if asked.table is not None:
            self._rows(grid, self.outline.table(asked.table.name, self.package.file), asked.table)
        grid.measure()
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.parts.write(sheet.part, data)

    def _rows(self, grid: _Grid, table: Table, asked: TableRows) -> None:
        """The rows of a table, the user's columns moved with the row they were on."""
        body, heads = table.body, list(table.heads)
        places = {head: body.left + heads.index(head) for head in asked.columns}
        own = [body.left + at for at, head in enumerate(heads) if head not in asked.columns]
        key = next(iter(asked.columns))
        riders = grid.riders(body, places[key], own)
        keys = asked.columns[key]
        last = body.top + max(len(keys), 1) - 1
        self._check_room(grid, table, last)
        for row in range(body.top, max(last, body.bottom) + 1):
            at = row - body.top
            for head, column in places.items():
                value = asked.columns[head][at] if at < len(keys) else None
                grid.put(row, column, value, like=body.top)
            rider = riders.get(_text(keys[at])) if at < len(keys) else None
            grid.ride(row, own, rider)
        if last != body.bottom:
            new = table_grown(self.parts.read(table.part), table.area, last)
            self.parts.write(table.part, new)

    def _check_room(self, grid: _Grid, table: Table, last: int) -> None:
        """Refuse where a table would grow over what the user put below it."""
        body = table.body
        for row in range(body.bottom + 1, last + 1):
            for column, cell in grid.line(row).items():
                if body.left <= column <= body.right and len(cell):
                    self._refuse_growth(table, last, a1(row, column))

    def _refuse_growth(self, table: Table, last: int, cell: str) -> NoReturn:
        raise InTheWay(
            file=self.package.file,
            table=table.name,
            sheet=table.sheet,
            rows=last - table.body.bottom,
            what=Said("a cell with content"),
            cell=cell,
        )

    def remember(self, name: str, rows: Sequence[Sequence[Value]]) -> None:
        from io import BytesIO  # noqa: PLC0415 - beside its only use

        sheet = self.outline.sheet(name)
        if sheet is None:
            raise SheetMissing(file=self.package.file, sheet=name)
        source = BytesIO(self.package.read(sheet.part))
        data = filled(source, sheet.part, self.package, self.outline, rows)
        self.parts.changed[sheet.part] = data

    def settle(self, ours: Sequence[str]) -> None:
        """No list of computed cells that is out of date, no value of the user's that is."""
        self.parts.drop_calculation_chain(self.outline.book, self.outline.parts.get("calcChain"))
        self.parts.write(self.outline.book, recalculating(self.parts.read(self.outline.book)))
        for sheet in self.outline.sheets:
            if sheet.name not in ours and sheet.part not in self.parts.changed:
                self._forget_values(sheet, ours)

    def _forget_values(self, sheet: Sheet, ours: Sequence[str]) -> None:
        """Take the last value from formulas that name a sheet or table of ours."""
        data = self.package.read(sheet.part)
        tables = [one.name for one in self.outline.tables.values() if one.sheet in ours]
        named = re.compile("|".join(map(re.escape, [*tables, *ours, "kpi_"])))

        def without(found: re.Match[bytes]) -> bytes:
            text = found[1].decode("utf-8", "replace").replace("&amp;", "&").replace("''", "'")
            return found[1] if named.search(text) else found[0]

        new = re.sub(rb"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>", without, data)
        self.parts.write(sheet.part, new)


class _Grid:
    """The cells of a worksheet's part, each found or made where it belongs."""

    def __init__(self, root: etree._Element, texts: Sequence[str]) -> None:
        self.root, self.texts = root, texts
        self._space = etree.QName(root).namespace or ""
        data = root.find(self.name("sheetData"))
        assert data is not None
        self.data = data
        self.rows: dict[int, etree._Element] = {int(row.get("r", "0")): row for row in data}
        self.cells: dict[int, dict[int, etree._Element]] = {}

    def name(self, tag: str) -> str:
        return f"{{{self._space}}}{tag}" if self._space else tag

    @property
    def protected(self) -> bool:
        return self.root.find(self.name("sheetProtection")) is not None

    def row(self, number: int) -> etree._Element:
        if number not in self.rows:
            made = etree.SubElement(self.data, self.name("row"), r=str(number))
            later = [one for one in self.rows if one > number]
            if later:
                self.rows[min(later)].addprevious(made)
            self.rows[number] = made
        return self.rows[number]

    def line(self, number: int) -> dict[int, etree._Element]:
        if number not in self.cells:
            found = self.rows.get(number)
            self.cells[number] = (
                {} if found is None else {_column(cell.get("r", "A1")): cell for cell in found}
            )
        return self.cells[number]

    def cell(self, row: int, column: int, like: int = 0) -> etree._Element:
        """A cell; one that is made looks like that of the row *like*."""
        line = self.line(row)
        if column not in line:
            parent = self.row(row)
            made = etree.SubElement(parent, self.name("c"), r=a1(row, column))
            later = [one for one in line if one > column]
            if later:
                line[min(later)].addprevious(made)
            model = self.line(like).get(column) if like else None
            if model is not None and model.get("s"):
                made.set("s", str(model.get("s")))
            _drop(parent, "spans")
            line[column] = made
        return line[column]

    def put(self, row: int, column: int, value: object, like: int = 0) -> None:
        """Put a value or formula into a cell, whose looks stay."""
        if value in (None, "") and column not in self.line(row):
            return
        cell = self.cell(row, column, like)
        self.empty(cell)
        match value:
            case None | "":
                return
            case Formula(text, known):
                etree.SubElement(cell, self.name("f")).text = text
                self._known(cell, known)
            case bool():
                self._known(cell, value)
            case int() | float():
                self._known(cell, value)
            case _ if hasattr(value, "year"):
                self._known(cell, serial(value, from_1904=False))  # type: ignore[arg-type] # - a day
            case _:
                self._text(cell, str(value))

    def empty(self, cell: etree._Element) -> None:
        for child in list(cell):
            cell.remove(child)
        _drop(cell, "t")
        _drop(cell, "cm")

    def _known(self, cell: etree._Element, value: object) -> None:
        """The last value of a cell, by its type."""
        if value in (None, "") and not isinstance(value, int | float):
            cell.set("t", "str")
            etree.SubElement(cell, self.name("v")).text = ""
            return
        if isinstance(value, bool):
            cell.set("t", "b")
            etree.SubElement(cell, self.name("v")).text = str(int(value))
        elif isinstance(value, int | float):
            etree.SubElement(cell, self.name("v")).text = f"{value:.17G}"
        else:
            cell.set("t", "str")
            etree.SubElement(cell, self.name("v")).text = str(value)

    def _text(self, cell: etree._Element, words: str) -> None:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, self.name("is")), self.name("t"))
        text.text = "".join(sign for sign in words if sign >= " " or sign in "\t\n")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def riders(
        self, body: Area, key: int, own: Sequence[int]
    ) -> dict[str, dict[int, etree._Element]]:
        """The user's cells of each row, by what names it."""
        found: dict[str, dict[int, etree._Element]] = {}
        if own:
            for row in range(body.top, body.bottom + 1):
                line = self.line(row)
                if key in line:
                    name = self.shown(line[key])
                    found[name] = {at: deepcopy(line[at]) for at in own if at in line}
        return found

    def shown(self, cell: etree._Element) -> str:
        """A cell's text."""
        text = "".join(str(one) for one in cell.itertext())
        return self.texts[int(text)] if cell.get("t") == "s" and text.isdigit() else text

    def ride(
        self, row: int, own: Sequence[int], rider: Mapping[int, etree._Element] | None
    ) -> None:
        """Put the user's cells on the row they belong to now."""
        for column in own:
            there = (rider or {}).get(column)
            if there is None and column not in self.line(row):
                continue
            cell = self.cell(row, column)
            self.empty(cell)
            if there is not None:
                for name in ("t", "s"):
                    if there.get(name):
                        cell.set(name, str(there.get(name)))
                cell.extend(list(deepcopy(there)))

    def measure(self) -> None:
        """The rectangle the sheet says it has."""
        dimension = self.root.find(self.name("dimension"))
        if dimension is not None:
            self.root.remove(dimension)


def _drop(element: etree._Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _column(place: str) -> int:
    """The column of a cell's name, from 1.

    >>> _column("AB12")
    28
    """
    column = 0
    for sign in place:
        if sign.isdigit():
            break
        column = column * 26 + ord(sign) - ord("A") + 1
    return column
