"""What can go wrong between Python and the office, as Python exceptions.

::

    CalcError                the office refused; the work before it stands
    ├── NoOffice             LibreOffice, or its Python bridge, is not on this computer
    ├── OfficeGone           the office ended, or was killed, under our feet
    ├── BookGone             the workbook was closed meanwhile
    ├── SheetProtected       the sheet is protected
    ├── BadFormula           Calc cannot read the formula
    ├── NotOpened            the file could not be opened
    └── NotSaved             the file could not be written

What Calc has no means for raises `NotImplementedError` with a sentence, as xlwings does.
"""

from __future__ import annotations

import xlwings as xw


class CalcError(xw.XlwingsError):
    """The office refused what was asked."""


class NoOffice(CalcError):
    """LibreOffice, or the Python bridge to it, was not found."""


class OfficeGone(CalcError):
    """The office ended while it was being used."""


class BookGone(CalcError):
    """The workbook is no longer open."""


class SheetProtected(CalcError):
    """The sheet, or the cells, may not be changed."""


class BadFormula(CalcError):
    """Calc cannot read the formula; the cell is left empty."""


class NotOpened(CalcError):
    """The file could not be opened."""


class NotSaved(CalcError):
    """The file could not be written."""
