"""A VBA project of source only: what was written is what others read."""

from __future__ import annotations

import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from vbabuild import project, project_reader
from vbabuild.mistakes import Faults
from vbabuild.project import Kind, Module, Project

XLWINGS = Path(str(distribution("xlwings").locate_file("xlwings")))
TICKET = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "Ticket"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = False
Option Explicit
Public Total As Double
"""


def desk():
    return Project(
        "Desk",
        (
            project.document("ThisWorkbook", Kind.WORKBOOK, "Private Sub Workbook_Open()\nEnd Sub"),
            project.document("Feuil1", Kind.SHEET),
            project.module("Ruban", "Option Explicit\nPublic Sub Agir()\nEnd Sub\n"),
            project.from_text("Ticket", ".cls", TICKET),
            project.from_text("x", ".bas", (XLWINGS / "xlwings_custom_addin.bas").read_text()),
        ),
    )


def test_every_module_comes_back_here():
    written, faults = desk(), Faults()
    blob = project.write(written)
    read = project_reader.read(blob, faults)
    assert faults == []
    assert read.modules == written.modules
    assert (read.name, read.code_page, read.references) == ("Desk", 1252, written.references)


def test_the_same_project_gives_the_same_bytes():
    assert project.write(desk()) == project.write(desk())


def test_a_class_keeps_what_it_says_of_itself_and_loses_the_export_header():
    code = desk().modules[3].code
    assert code.startswith('Attribute VB_Name = "Ticket"\r\nAttribute VB_Base = "0{FCFB3D2A')
    assert "Attribute VB_PredeclaredId = True\r\n" in code
    assert "MultiUse" not in code


def test_this_workbook_is_the_workbooks_own_module():
    text = TICKET.replace('"Ticket"', '"ThisWorkbook"')
    made = project.from_text("ThisWorkbook", ".cls", text)
    assert made.kind is Kind.WORKBOOK
    assert "0{00020819-0000-0000-C000-000000000046}" in made.code


def test_accents_and_euros_travel_and_greek_does_not():
    good = Project("Desk", (project.module("M", "' éàçœ€"),))
    assert "éàçœ€" in project_reader.read(project.write(good), Faults()).modules[0].code
    with pytest.raises(UnicodeEncodeError):
        project.write(Project("Desk", (project.module("M", "' \u03b1"),)))


@pytest.mark.parametrize("path", sorted(XLWINGS.rglob("*.xl[sa]m")), ids=lambda path: path.name)
def test_no_false_alarm_on_the_projects_that_xlwings_ships(path):
    """Two were saved by Excel, the others made by Aspose; every one opens in Excel."""
    faults = Faults()
    with zipfile.ZipFile(path) as package:
        read = project_reader.read(package.read("xl/vbaProject.bin"), faults)
    assert faults.grave == []
    assert {Kind.WORKBOOK, Kind.SHEET, Kind.MODULE} <= {one.kind for one in read.modules}


def test_a_project_that_excel_saved_says_the_same_to_olevba(modules_by_olevba):
    with zipfile.ZipFile(XLWINGS / "quickstart.xlsm") as package:
        blob = package.read("xl/vbaProject.bin")
    ours = {one.name: one.code for one in project_reader.read(blob, Faults()).modules}
    theirs = modules_by_olevba(blob)
    assert set(ours) == set(theirs)
    assert all(ours[name] == theirs[name] for name in ours)


def test_olevba_reads_ours_byte_for_byte(modules_by_olevba):
    written = desk()
    theirs = modules_by_olevba(project.write(written))
    assert theirs == {one.name: one.code for one in written.modules}


def test_a_stray_module_kind_cannot_be_written_as_text():
    one = Module("A", Kind.MODULE, 'Attribute VB_Name = "A"\r\n')
    assert one == project.module("A", "")
