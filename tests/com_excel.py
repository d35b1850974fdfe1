"""An Excel on paper: as much of its object model as Comptoir asks for, by way of xlwings.

Workbooks are read by openpyxl. What Excel does with a value is done here too: a typed text is
read unless an apostrophe or the format ``@`` forbids it, a date is a serial number (``Value2``)
or a time (``Value``), an error is a number, one cell comes alone and several in tuples. A member
that is not here is refused, as Excel refuses what it does not know, so that tests say when more is
asked for.

Looks (fonts, colours, borders) are kept and mean nothing.
"""

from __future__ import annotations

import re
import types
import warnings
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from windows import CDispatch, Time, com_error

RANGE = "{00020846-0000-0000-C000-000000000046}"
FIRST_DAY = datetime(1899, 12, 30)
NUMBERS_OF_ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
FORMULAS, VALIDATED = -4123, -4174
NOT_FOUND = com_error(-2147352567, "Exception occurred.", None, None)
INVALID = (0, "Microsoft Excel", "Invalid index.", "", 0, -2147352565)


class Looks(CDispatch):
    """Whatever is set on a font, a border or a fill; read back as it was set."""

    def __init__(self):
        vars(self)["kept"] = {}

    def __setattr__(self, name, value):
        self.kept[name] = value

    def __getattr__(self, name):
        if name.startswith("_") or not name[0].isupper():
            raise AttributeError(name)
        return self.kept.get(name)

    def __call__(self, *_):
        return Looks()


class Application(CDispatch):
    """Excel itself. *boxes* are the message boxes it showed."""

    Hwnd, Version = 7, "16.0"

    def __init__(self):
        self.books, self.ScreenUpdating, self.EnableEvents = [], True, True
        self.StatusBar, self.selected, self.DisplayAlerts = False, None, True
        self.Workbooks = Items(self.books, lambda book: book.Name)
        self.Workbooks.Open = lambda path, *_, **__: Workbook(self, path)

    @property
    def International(self):
        return (*[""] * 5, ";", *[""] * 39)

    @property
    def Selection(self):
        return self.selected

    @property
    def Application(self):
        return self


class Items(CDispatch):
    """A collection: by number from 1, or by name whatever its case."""

    def __init__(self, items, named):
        self._items, self._named = items, named

    @property
    def Count(self):
        return len(self._items)

    def Item(self, which):
        for at, one in enumerate(self._items, 1):
            if which == at or str(which).lower() == self._named(one).lower():
                return one
        raise com_error(-2147352567, "Exception occurred.", INVALID, None)

    def __call__(self, which):
        return self.Item(which)

    def __iter__(self):
        return iter(list(self._items))


class Workbook(CDispatch):
    """A workbook that is open, as its file was."""

    FileFormat = 51

    def __init__(self, app, path):
        self.Application, self.FullName, self.Name = app, str(path), Path(path).name
        self.Path = str(Path(path).parent)
        self._sheets = self._read(path)
        self.Worksheets = Items(self._sheets, lambda sheet: sheet.Name)
        self.Names = Items([], str)
        app.books.append(self)

    def _read(self, path):
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            read = openpyxl.load_workbook(path)  # what openpyxl does not know, we do not ask for
        return [Worksheet.loaded(self, one) for one in read.worksheets]

    def Close(self, **_):
        self.Application.books.remove(self)

    def Activate(self):
        pass


class Fresh(Workbook):
    """A new workbook of one sheet."""

    def _read(self, _path):
        return [Worksheet(self)]

    def filled(self, *rows):
        """The range of its first cells, once they hold *rows*."""
        sheet = self._sheets[0]
        sheet.values = {(row, column): value for row, cells in enumerate(rows, 1)
                        for column, value in enumerate(cells, 1)}  # fmt: skip
        return Range(sheet, 1, 1, len(rows), len(rows[0]))


class Worksheet(CDispatch):
    """Cells by (row, column), tables, notes."""

    ProtectContents = False

    def __init__(self, book, name="Sheet1"):
        self.Parent, self.Name, self.notes, self._tables = book, name, [], []
        self.values, self.formats, self.formulas, self.rules, self.links = {}, {}, {}, {}, {}
        self.ListObjects = Items(self._tables, lambda table: table.Name)

    @classmethod
    def loaded(cls, book, read):
        """A sheet of a file, by openpyxl."""
        made = cls(book, read.title)
        for row in read.iter_rows():
            for cell in row:
                made._load(cell)
        for one in read.tables.values():
            made._tables.append(ListObject(made, one.displayName, one.ref))
        return made

    def _load(self, cell):
        at = cell.row, cell.column
        if cell.number_format != "General":
            self.formats[at] = cell.number_format
        if cell.data_type == "f":
            self.formulas[at] = str(getattr(cell.value, "text", cell.value))
        elif cell.value is not None:
            self.values[at] = serial(cell.value)
        if cell.comment:
            self.notes.append(Comment(self, at, cell.comment.text))

    @property
    def Application(self):
        return self.Parent.Application

    @property
    def Cells(self):
        return Range(self, 1, 1, 1_048_576, 16_384)

    @property
    def Comments(self):
        return Items(self.notes, lambda note: str(note.at))

    @property
    def UsedRange(self):
        used = [*self.values, *self.formats, *self.formulas]
        last = [max((at[side] for at in used), default=1) for side in (0, 1)]
        return Range(self, 1, 1, *last)

    def Range(self, first, last=None):
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first.replace("$", ""))
            return Range(self, top, left, bottom - top + 1, right - left + 1)
        one, two = inner(first), inner(last if last is not None else first)
        return Range(
            self, one.Row, one.Column, two.Row + two.high - one.Row,
            two.Column + two.wide - one.Column,
        )  # fmt: skip

    def Activate(self):
        self.Application.active = self


def inner(wrapped):
    """The object that xlwings has wrapped."""
    return getattr(wrapped, "_inner", wrapped)


def serial(value):
    """A value as a cell keeps it."""
    if isinstance(value, datetime):
        return (value - FIRST_DAY) / timedelta(days=1)
    if isinstance(value, date):
        return float((datetime.combine(value, time()) - FIRST_DAY).days)
    if isinstance(value, bool):
        return value
    return float(value) if isinstance(value, int) else value


class Range(CDispatch):
    """A rectangle of cells."""

    kind = RANGE

    def __init__(self, sheet, row, column, high, wide):
        self.Worksheet, self.Row, self.Column, self.high, self.wide = sheet, row, column, high, wide
        vars(self)["Font"] = vars(self)["Interior"] = vars(self)["Borders"] = Looks()
        vars(self)["Validation"] = Validation(self)

    @property
    def Parent(self):
        return self.Worksheet

    @property
    def Application(self):
        return self.Worksheet.Application

    def places(self):
        return [
            [(self.Row + at, self.Column + across) for across in range(self.wide)]
            for at in range(self.high)
        ]

    def __iter__(self):
        return (Range(self.Worksheet, *at, 1, 1) for row in self.places() for at in row)

    def __call__(self, row, column=None):
        if column is None:
            row, column = divmod(row - 1, self.wide)
            row, column = row + 1, column + 1
        return Range(self.Worksheet, self.Row + row - 1, self.Column + column - 1, 1, 1)

    Item = __call__

    @property
    def Count(self):
        return self.high * self.wide

    @property
    def Rows(self):
        return Lines(self, by_row=True)

    @property
    def Columns(self):
        return Lines(self, by_row=False)

    @property
    def EntireRow(self):
        return types.SimpleNamespace(Rows=self.Rows, Hidden=False)

    @property
    def Areas(self):
        return Items([self], lambda _area: "")

    @property
    def Address(self):
        ends = ((self.Row, self.Column), (self.Row + self.high - 1, self.Column + self.wide - 1))
        first, last = (f"${get_column_letter(column)}${row}" for row, column in ends)
        return first if self.Count == 1 else f"{first}:{last}"

    def GetAddress(self, *_):
        return self.Address

    @property
    def ListObject(self):
        tables = self.Worksheet._tables
        return next((one for one in tables if one.covers(self.Row, self.Column)), None)

    # -- what stands in the cells

    def _shown(self, of_cell):
        rows = tuple(tuple(of_cell(at) for at in row) for row in self.places())
        return rows[0][0] if self.Count == 1 else rows

    @property
    def Value2(self):
        def of_cell(at):
            value = self.Worksheet.values.get(at)
            return NUMBERS_OF_ERRORS.get(value, value) if isinstance(value, str) else value

        return self._shown(of_cell)

    @Value2.setter
    def Value2(self, data):
        self._type(data)

    @property
    def Value(self):
        def of_cell(at):
            value = Range(self.Worksheet, *at, 1, 1).Value2
            dated = re.search("[dy]", self.Worksheet.formats.get(at, "").lower())
            if type(value) is not float or not dated:
                return value
            when = FIRST_DAY + timedelta(days=value)
            return Time(*when.timetuple()[:6], tzinfo=UTC)

        return self._shown(of_cell)

    @Value.setter
    def Value(self, data):
        self._type(data)

    def _type(self, data):
        rows = data if isinstance(data, (list, tuple)) else [[data] * self.wide] * self.high
        assert len(rows) == self.high, (len(rows), self.Address)
        for places, cells in zip(self.places(), rows, strict=True):
            for at, value in zip(places, cells, strict=True):
                self._type_cell(at, value)

    def _type_cell(self, at, value):
        """What Excel makes of a value that a program types into a cell."""
        sheet = self.Worksheet
        sheet.formulas.pop(at, None)
        if isinstance(value, datetime):
            assert value.tzinfo is not None, "pywin32 would shift a time without a zone"
            value = serial(value.replace(tzinfo=None))
        if isinstance(value, str) and sheet.formats.get(at) != "@":
            if value.startswith("="):
                sheet.formulas[at] = value
                return
            value = value[1:] if value.startswith("'") else read_as_typed(value)
        if value is None or value == "":
            sheet.values.pop(at, None)
        else:
            sheet.values[at] = value

    @property
    def Formula(self):
        sheet = self.Worksheet
        return self._shown(lambda at: sheet.formulas.get(at, sheet.values.get(at, "")))

    @property
    def HasFormula(self):
        known = [at in self.Worksheet.formulas for row in self.places() for at in row]
        return known[0] if len(set(known)) == 1 else None

    def SpecialCells(self, kind):
        kept = {FORMULAS: self.Worksheet.formulas, VALIDATED: self.Worksheet.rules}[kind]
        found = [at for row in self.places() for at in row if at in kept]
        if not found:
            raise com_error(
                -2147352567, "Exception occurred.", (0, "", "No cells.", "", 0, 0), None
            )
        return types.SimpleNamespace(
            Areas=Items([Range(self.Worksheet, *at, 1, 1) for at in found], str)
        )

    @property
    def NumberFormat(self):
        formats = self.Worksheet.formats
        known = {formats.get(at, "General") for row in self.places() for at in row}
        return known.pop() if len(known) == 1 else None

    @NumberFormat.setter
    def NumberFormat(self, form):
        for row in self.places():
            for at in row:
                self.Worksheet.formats[at] = form

    @property
    def Hyperlinks(self):
        return Links(self)

    @property
    def MergeCells(self):
        return False

    def ClearContents(self):
        for row in self.places():
            for at in row:
                self.Worksheet.values.pop(at, None)
                self.Worksheet.formulas.pop(at, None)

    def ClearFormats(self):
        self.NumberFormat = "General"

    def Insert(self, shift, _origin=None):
        assert shift == -4121, "down"
        for kept in (self.Worksheet.values, self.Worksheet.formulas, self.Worksheet.formats):
            wide = range(self.Column, self.Column + self.wide)
            moved = {at: kept.pop(at) for at in list(kept) if at[0] >= self.Row and at[1] in wide}
            kept.update({(row + self.high, column): one for (row, column), one in moved.items()})

    def Copy(self, target):
        target = inner(target)
        for row in target.places():
            for at in row:
                for kept in (self.Worksheet.values, self.Worksheet.formulas):
                    if (self.Row, self.Column) in kept:
                        kept[at] = kept[self.Row, self.Column]

    @property
    def Comment(self):
        here = (self.Row, self.Column)
        return next((one for one in self.Worksheet.notes if one.at == here), None)

    def AddComment(self, text):
        self.Worksheet.notes.append(Comment(self.Worksheet, (self.Row, self.Column), text))

    def Select(self):
        self.Application.selected = self

    def GetCharacters(self, *_):
        text = str(self.Value2 or "")
        return types.SimpleNamespace(Font=Looks(), Text=text, Count=len(text))


class Lines(CDispatch):
    """The rows or the columns of a range."""

    def __init__(self, of, *, by_row):
        self._of, self._by_row = of, by_row

    @property
    def Count(self):
        return self._of.high if self._by_row else self._of.wide

    def Item(self, at):
        of = self._of
        if self._by_row:
            return Range(of.Worksheet, of.Row + at - 1, of.Column, 1, of.wide)
        return Range(of.Worksheet, of.Row, of.Column + at - 1, of.high, 1)

    __call__ = Item


class Validation(CDispatch):
    """The rule of the first cell of a range; where there is none, Excel will not say its kind."""

    def __init__(self, of):
        vars(self)["_rules"] = of.Worksheet.rules
        vars(self)["_at"] = of.Row, of.Column

    @property
    def Type(self):
        if self._at not in self._rules:
            raise NOT_FOUND
        return self._rules[self._at]["Type"]

    def Add(self, **rule):
        if self._at in self._rules:
            raise NOT_FOUND
        self._rules[self._at] = rule

    def Modify(self, **rule):
        self._rules[self._at].update(rule)

    def __setattr__(self, name, value):
        self._rules[self._at][name] = value


class Links(CDispatch):
    """The links of a range: the text of one is what its cell shows."""

    def __init__(self, of):
        self._of = of

    def Add(self, Anchor, Address):
        assert inner(Anchor).Address == self._of.Address
        self._of.Worksheet.links[self._of.Row, self._of.Column] = Address
        return Link(self._of)


class Link(CDispatch):
    """A link: what its cell shows can be set, and a tip."""

    def __init__(self, of):
        vars(self)["_of"] = of

    def __setattr__(self, name, value):
        assert name in {"TextToDisplay", "ScreenTip"}
        if name == "TextToDisplay":
            self._of.Value = f"'{value}"


class ListObject(CDispatch):
    """A table."""

    ShowTotals = False

    def __init__(self, sheet, name, ref):
        self.Parent, self.Name = sheet, name
        self._range = sheet.Range(ref)

    @property
    def Range(self):
        return self._range

    def Resize(self, area):
        self._range = inner(area)

    def covers(self, row, column):
        of = self._range
        return of.Row <= row < of.Row + of.high and of.Column <= column < of.Column + of.wide


class Comment(CDispatch):
    """A note on a cell."""

    def __init__(self, sheet, at, text):
        self._sheet, self.at, self._text = sheet, at, text

    @property
    def Parent(self):
        return Range(self._sheet, *self.at, 1, 1)

    def Text(self, *_):
        return self._text

    def Delete(self):
        self._sheet.notes.remove(self)


def read_as_typed(text):
    """What Excel reads into a text that is typed: a number or a date, where it looks like one."""
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return serial(date.fromisoformat(text))
    return text
