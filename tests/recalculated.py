"""Workbooks worked out anew by LibreOffice, several in one go; and what differs from ours."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from office import converted

ALWAYS = """<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>"""


def recalculated(folder, *built):
    """What Calc makes of workbooks whose formulas have no stored values; one start for all."""
    bare = [_without_values(Path(folder) / "bare", one) for one in built]
    return converted(Path(folder) / "out", *bare, items=ALWAYS)


def _without_values(folder, built):
    folder.mkdir(exist_ok=True)
    bare = folder / built.name
    with zipfile.ZipFile(built) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)
    return bare


def cells(path):
    return openpyxl.load_workbook(path, data_only=True)


def differences(built, theirs, sheets=None):
    """Cells with a formula whose value is not what Python said; and how many there are."""
    formulas, ours, found = openpyxl.load_workbook(built), cells(built), cells(theirs)
    count, bad = 0, []
    for sheet in formulas:
        if sheets is not None and sheet.title not in sheets:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    a = ours[sheet.title][cell.coordinate].value
                    b = found[sheet.title][cell.coordinate].value
                    a, b = ("" if v is None else v for v in (a, b))
                    if not _same(a, b):
                        bad.append((sheet.title, cell.coordinate, a, b))
    return count, bad


def _same(a, b):
    numbers = isinstance(a, int | float) and isinstance(b, int | float)
    return a == b or (numbers and a == pytest.approx(b, rel=1e-9, abs=1e-9))


def errors(path):
    """Every cell of a workbook that shows an error."""
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in cells(path)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(("#", "Err:"))
    ]
