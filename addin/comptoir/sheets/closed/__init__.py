"""Closed workbooks (.xlsx, .xlsm), read fast and changed without loss.

It speaks of tables (Excel's ListObjects, by name), headings, rows, values, notes and
sheets; it knows nothing of records.

Read
    :func:`read_table`, :func:`read_tables` give :class:`TableShown`: headings, rows of
    values, rows of the sheet, cells that are computed. :func:`read_sheet` gives the
    cells of any sheet, hidden ones too. :func:`structure` tells what is in the workbook:
    sheets, tables, names, validations, formats, protection, neighbours of a table.

A value is ``str``, ``float``, ``bool``, ``date``, ``datetime``, ``time``, ``timedelta``
or :class:`CellError`; a blank cell is ``""``. A date is what its cell's format shows as
one. A number typed in a cell of text stays text. A formula's value is the one last
computed; where the writing program left none, ``TableShown.uncomputed`` lists the cell.

Change
    :func:`patch` sets cells, adds rows, shortens tables, sets notes and links and replaces
    very-hidden sheets, as :class:`TableChanges` ask; :class:`Patched` tells what was done.
    Asked twice, it changes nothing the second time. Only the parts that
    hold these cells are written anew, and in them only these cells; all other parts are
    the bytes they were. Drop-downs, colours, print areas and names grow with a table.
    Formulas that may depend on what changed lose their last value, so that whichever
    program opens the file computes them.

Whatever is refused is an exception of :mod:`comptoir.sheets.closed.refusals`; the
file is then as it was.
"""

from __future__ import annotations

from comptoir.sheets.closed.anatomy import Structure, structure
from comptoir.sheets.closed.changes import Along, Listed, Patched, TableChanges
from comptoir.sheets.closed.outline import Name, Sheet, Table
from comptoir.sheets.closed.patching import patch
from comptoir.sheets.closed.places import Area
from comptoir.sheets.closed.reading import (
    TableShown,
    read_outline,
    read_sheet,
    read_table,
    read_tables,
)
from comptoir.sheets.closed.values import CellError, Value

__all__ = [
    "Along",
    "Area",
    "CellError",
    "Listed",
    "Name",
    "Patched",
    "Sheet",
    "Structure",
    "Table",
    "TableChanges",
    "TableShown",
    "Value",
    "patch",
    "read_outline",
    "read_sheet",
    "read_table",
    "read_tables",
    "structure",
]
