"""Workbooks worked out anew by LibreOffice, several in one go; and what differs from ours."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def recalculated(folder, *built):
    """What Calc makes of workbooks whose formulas have no stored values; one start for all."""
    bare = [_without_values(Path(folder) / "bare", one) for one in built]
    with TemporaryDirectory(prefix="kpi_calc_") as profile:
        (Path(profile) / "user").mkdir()
        (Path(profile) / "user" / "registrymodifications.xcu").write_text(ALWAYS)
        command = [
            "soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
            str(Path(folder) / "out"), *map(str, bare),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=900)
    return [Path(folder) / "out" / one.name for one in bare]


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
