"""Names: the workbook's, and each sheet's own, which are called ``Sheet!name``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from numbers import Number
from typing import Any

from xlwings import base_classes as bc

from xlcalc import formulas
from xlcalc.addresses import parse, quoted_sheet, split_sheet
from xlcalc.boundary import Guarded
from xlcalc.errors import CalcError
from xlcalc.uno_access import struct

_VALID = re.compile(r"^[^\W\d][\w.\\?]*$|^\\[\w.\\?]*$")
_HIDDEN = "_xlnm"
"""Print areas and filters come out of an .xlsx as names of this sort: not the user's."""


class Name(Guarded, bc.Name):
    def __init__(self, xl: Any, book: Any, sheet: Any) -> None:
        self.xl, self.book, self.sheet = xl, book, sheet

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def name(self) -> str:
        scope = quoted_sheet(self.sheet.name) + "!" if self.sheet else ""
        return scope + str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = split_sheet(value)[1]

    @property
    def refers_to(self) -> str:
        return formulas.to_excel(self.xl.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.Content = formulas.to_calc(value)[1:]

    @property
    def refers_to_range(self) -> Any:
        cells = self.xl.getReferredCells()
        if cells is None:
            raise CalcError(f"The name {self.name} does not stand for a range.")
        return self.book.area(cells.RangeAddress)

    def delete(self) -> None:
        (self.sheet or self.book).xl.NamedRanges.removeByName(self.xl.Name)


class Names(Guarded, bc.Names):
    def __init__(self, book: Any, sheet: Any = None) -> None:
        self.book, self.sheet = book, sheet
        self.xl = (sheet or book).xl.NamedRanges

    @property
    def api(self) -> Any:
        return self.xl

    def own(self) -> list[Name]:
        """Return the names of this scope alone."""
        return [
            Name(self.xl.getByName(name), self.book, self.sheet)
            for name in self.xl.ElementNames
            if not name.startswith(_HIDDEN)
        ]

    def _all(self) -> list[Name]:
        found = self.own()
        if self.sheet is None:
            for sheet in self.book.sheets:
                found += Names(self.book, sheet).own()
        return found

    def find(self, name: str) -> Name | None:
        """Return the name of this scope, whatever its capitals."""
        for each in self.xl.ElementNames:
            if each.lower() == name.lower():
                return Name(self.xl.getByName(each), self.book, self.sheet)
        return None

    def __call__(self, name_or_index: Any) -> Name:
        if isinstance(name_or_index, Number):
            return self._all()[int(str(name_or_index)) - 1]
        wanted = str(name_or_index).lower()
        everything = self._all()
        for each in everything:
            if each.name.lower() == wanted:
                return each
        for each in everything:
            if each.name.rsplit("!", 1)[-1].lower() == wanted:
                return each
        raise KeyError(name_or_index)

    def contains(self, name_or_index: Any) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    __contains__ = contains

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        scope, bare = split_sheet(name)
        if scope:
            return Names(self.book, self.book.sheets(scope)).add(bare, refers_to)
        if not _VALID.match(bare) or parse(bare):
            raise ValueError(f"{bare!r} is not a valid name")
        old = self.find(bare)
        if old is None:
            index = self.sheet.index - 1 if self.sheet else 0
            self.xl.addNewByName(bare, "0", struct("table.CellAddress", index, 0, 0), 0)
            old = Name(self.xl.getByName(bare), self.book, self.sheet)
        old.refers_to = refers_to
        return old
