"""Real workbooks for the tests of deeds, scribbled on as if they were paper.

A test changes lines as on `paper.Paper`; before the desk reads the workbook, the lines are put
into its cells the way a person would: typed, cleared, added below the table.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter

from comptoir.records import RECORDS
from comptoir.sheets.build import build
from comptoir.sheets.closed import CellError
from comptoir.sheets.closed.outline import TRANSITIONAL as MAIN
from comptoir.sheets.closed.outline import outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.layout import HEAD_ROW, sheet_layout
from paper import Paper


class Scribbled(Paper):
    """Lines over a workbook that *real* reads and shows."""

    def __init__(self, real):
        super().__init__()
        self.real = real
        self.before = {}

    @property
    def name(self):
        return self.real.name

    def memory(self):
        return self.real.memory()

    def choices(self):
        for number, side in self.chosen.items():
            self.choose(number, side)
        return self.real.choices()

    def tables(self):
        for record, lines in self.lines.items():
            if self._typed(record) != self.before[record]:
                self.scribble(record, lines)
        return self.real.tables()

    def show(self, book, placed=None):
        self.real.show(book, placed)
        self.look(book)

    def look(self, book):
        """See what the workbook shows, cell by cell."""
        self.shown, self.chosen = book, {}
        self.lines, self.custom = {}, {}
        for read in self.real.tables():
            columns = {**read.columns, **read.custom}
            self.custom[read.record.name] = list(read.custom)
            lines = [
                {name: _seen(cells[at]) for name, cells in columns.items()}
                for at in range(len(read.rows))
            ]
            self.lines[read.record.name] = [
                line for line in lines if any(cell is not None for cell in line.values())
            ]
            self.before[read.record.name] = self._typed(read.record.name)

    def _typed(self, record):
        return [dict(line) for line in self.lines[record]], list(self.custom[record])

    def names(self, record):
        return [one.name for one in RECORDS[record].fields] + self.custom[record]

    def headings(self, record):
        layout = sheet_layout(RECORDS[record], self.shown.lang)
        return layout.headings + self.custom[record]

    def title(self, record):
        return sheet_layout(RECORDS[record], self.shown.lang).title


def _seen(cell):
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)
    return None if cell == "" else cell


class OnFile(Scribbled):
    """A closed workbook, changed by openpyxl as by a spreadsheet program."""

    def scribble(self, record, lines):
        file = openpyxl.load_workbook(self.real.path)
        sheet = file[self.title(record)]
        table = next(iter(sheet.tables.values()))
        names = self.names(record)
        rows = max(len(lines), sheet.max_row - HEAD_ROW, 1)
        for row in range(rows):
            line = lines[row] if row < len(lines) else {}
            for column, name in enumerate(names, 1):
                _type(sheet.cell(HEAD_ROW + 1 + row, column), line.get(name))
        for column, heading in enumerate(self.headings(record), 1):
            sheet.cell(HEAD_ROW, column).value = heading
        if len(names) > len(table.tableColumns):
            for heading in self.headings(record)[len(table.tableColumns) :]:
                number = len(table.tableColumns) + 1
                table.tableColumns.append(
                    openpyxl.worksheet.table.TableColumn(id=number, name=heading)
                )
        last = HEAD_ROW + max(1, len(lines))
        table.ref = f"A{HEAD_ROW}:{get_column_letter(len(names))}{last}"
        if table.autoFilter:
            table.autoFilter.ref = table.ref
        file.save(self.real.path)

    def choose(self, number, side):
        file = openpyxl.load_workbook(self.real.path)
        sheet = file["Clashes"]
        for row in range(HEAD_ROW + 1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == number:
                sheet.cell(row, 9).value = {"sheet": "mine", "store": "theirs"}[side]
        file.save(self.real.path)


def _type(cell, value):
    cell.value = str(value) if isinstance(value, CellError) else value
    if isinstance(value, CellError):
        cell.data_type = "e"
    elif isinstance(value, str):
        cell.data_type = "s"


class Keyed(Scribbled):
    """A closed workbook, changed in the parts that hold what was typed and nowhere else."""

    def scribble(self, record, lines):
        names, wide = self.names(record), len(self.names(record))
        sheet, table = self._parts(record)
        last = HEAD_ROW + max(1, len(lines))

        def typed(data):
            root = etree.fromstring(data)
            rows = root.find(f"{{{MAIN}}}sheetData")
            old = [row for row in rows if int(row.get("r")) > HEAD_ROW]
            styles = [cell.get("s", "0") for cell in old[0]] + ["0"] * wide
            for row in old:
                rows.remove(row)
            for number, line in enumerate(lines, HEAD_ROW + 1):
                rows.append(_row(number, [line.get(name) for name in names], styles))
            return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

        def reaching(data):
            area = f"A{HEAD_ROW}:{get_column_letter(wide)}{last}"
            return re.sub(rb'\bref="[^"]*"', f'ref="{area}"'.encode(), data)

        self._rewritten({sheet: typed, table: reaching})

    def choose(self, number, side):
        word = {"sheet": "mine", "store": "theirs"}[side]
        sheet, _table = self._parts(None)

        def chosen(data):
            root = etree.fromstring(data)
            for row in root.iter(f"{{{MAIN}}}row"):
                cells = {cell.get("r"): cell for cell in row}
                value = cells.get(f"A{row.get('r')}")
                if value is not None and value.findtext(f"{{{MAIN}}}v") == str(number):
                    _put(cells[f"I{row.get('r')}"], word)
            return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

        self._rewritten({sheet: chosen})

    def _parts(self, record):
        """The parts of a table's sheet and of the table itself."""
        with Package(self.real.path) as package:
            title = "Clashes" if record is None else self.title(record)
            sheet = outline(package).sheet(title)
        return sheet.part, sheet.tables[0].part

    def _rewritten(self, changes):
        with zipfile.ZipFile(self.real.path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        with zipfile.ZipFile(self.real.path, "w") as new:
            for name, data in parts.items():
                new.writestr(name, changes[name](data) if name in changes else data)


def _row(number, values, styles):
    row = etree.Element(f"{{{MAIN}}}row", r=str(number))
    for column, (value, style) in enumerate(zip(values, styles, strict=False), 1):
        place = f"{get_column_letter(column)}{number}"
        cell = etree.SubElement(row, f"{{{MAIN}}}c", r=place, s=style)
        if value is not None:
            _put(cell, value)
    return row


def _put(cell, value):
    """A value in a cell, as programs write it."""
    for inner in list(cell):
        cell.remove(inner)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
        text.text = value
        return
    if isinstance(value, datetime):
        value = (value - datetime(1899, 12, 30)).days
    etree.SubElement(cell, f"{{{MAIN}}}v").text = str(value)


class InCalc(Scribbled):
    """A workbook open in Calc, typed in through xlwings."""

    def scribble(self, record, lines):
        sheet = self.real.book.sheets[self.title(record)]
        table = sheet.tables[sheet_layout(RECORDS[record], "en").table]
        names, headings = self.names(record), self.headings(record)
        wide, high = len(names), max(1, len(lines))
        old = table.range.rows.count - 1
        sheet.range((HEAD_ROW, 1), (HEAD_ROW, wide)).value = headings
        rows = [[lines[at].get(name) if at < len(lines) else None for name in names]
                for at in range(max(old, high))]  # fmt: skip
        sheet.range((HEAD_ROW + 1, 1), (HEAD_ROW + len(rows), wide)).value = [
            [_keyed_in(cell) for cell in row] for row in rows
        ]
        table.resize(sheet.range((HEAD_ROW, 1), (HEAD_ROW + max(old, high), wide)))

    def choose(self, number, side):
        sheet = self.real.book.sheets["Clashes"]
        column = sheet.range("A6:A60").value
        row = HEAD_ROW + 1 + column.index(number)
        sheet.range((row, 9)).value = {"sheet": "mine", "store": "theirs"}[side]


def _keyed_in(cell):
    if isinstance(cell, CellError):
        return "=NA()"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith("=") else cell


def with_sheets(book, sheets):
    """The view of a workbook that an earlier Comptoir made, which knew these records only.

    All of them, where no *sheets* are named.
    """
    return replace(
        book, views=[one for one in book.views if not sheets or one.record.name in sheets]
    )


def built(path, desk, kind="register", sheets=()):
    """A workbook just built for *desk*, with these *sheets* or all; what it shows."""
    view = with_sheets(desk.view(kind), sheets)
    build(path, view)
    return view
