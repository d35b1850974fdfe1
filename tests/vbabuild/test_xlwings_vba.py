"""xlwings' VBA is the installed one, and asks nobody but the add-in and the user."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version

import pytest

from vbabuild import guards, xlwings_vba
from vbabuild.mistakes import Faults
from vbabuild.project import Kind, Project
from vbabuild.project_reader import check_source
from vbabuild.xlwings_vba import Changed


@pytest.fixture(scope="module")
def shipped():
    return xlwings_vba.installed()


@pytest.fixture(scope="module")
def code(shipped):
    return xlwings_vba.module("comptoir", shipped).code


def procedure(code, head):
    return re.search(rf"^{head}\(.*?^End (?:Sub|Function)", code, re.DOTALL | re.MULTILINE)[0]


def test_the_version_is_the_installed_packages(shipped, code):
    assert shipped.version == version("xlwings")
    assert f'XLWINGS_VERSION As String = "{version("xlwings")}"' in code
    assert f"xlwings64-{version('xlwings')}.dll" in code


def test_the_licence_stays(code):
    assert "BSD 3-clause" in code
    assert "Zoomer Analytics" in code


def test_vba_of_another_version_is_refused(shipped):
    with pytest.raises(Changed, match=r"the VBA says .*, the package is xlwings 9\.9"):
        xlwings_vba.module("comptoir", replace(shipped, version="9.9"))
    with pytest.raises(Changed, match="the VBA says no version"):
        xlwings_vba.module("comptoir", replace(shipped, code="Option Explicit"))


@pytest.mark.parametrize(
    ("passage", "what"),
    [
        ('"myaddin"', "the project's name"),
        ("Function GetConfig(configKey", "GetConfig"),
        ("For i = 1 To 2", "the search for sheets of Python"),
        ('"ADD_WORKBOOK_TO_PYTHONPATH"', "workbooks' folders"),
        ('AddExcelDir & ";"', "workbooks' names"),
        (' -B -c ""import xlwings.utils', "the current folder on the path"),
        ('GetConfig("PYTHONPATH")', "the current folder as what no PYTHONPATH means"),
        ("Sub ExecuteMac(PythonCommand", "the workbook's name in a shell"),
    ],
)
def test_a_passage_that_moved_stops_the_build(shipped, passage, what):
    assert passage in shipped.code
    moved = replace(shipped, code=shipped.code.replace(passage, "moved", 1))
    with pytest.raises(Changed, match=f"{what}.* found .* read its VBA"):
        xlwings_vba.module("comptoir", moved)


def test_settings_come_from_the_add_in_and_the_user_only(code):
    asked = procedure(code, "Function GetConfig")
    assert asked.count("GetConfigFromSheet(ThisWorkbook)") == 2
    assert asked.count("GetConfigFilePath()") == 2
    assert "ActiveWorkbook" not in asked
    assert "GetDirectoryConfigFilePath" not in asked


def test_the_active_workbook_reaches_neither_pythons_path_nor_a_shell_unchecked(code):
    run = procedure(code, "Public Function RunPython")
    assert '".py"' not in run
    assert run.count('PYTHONPATH = AddExcelDir & ";;;" & ') == 2
    served = procedure(code, "Function XLPyCommand")
    assert "ActiveWorkbook" not in served
    assert code.count('AddExcelDir = "false"') == 3
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in code
    shell = procedure(code, "Sub ExecuteMac")
    assert shell.index('If ActiveWorkbook.Name Like "*[$`""\\|;&<>!]*"') < shell.index(
        "AppleScript"
    )


def test_no_python_looks_into_the_folder_that_excel_is_in(code):
    """An empty entry of Python's path, or ``-c`` without ``-P``, is the current folder."""
    assert code.count(' -B -P -c ""import ') == 2
    assert " -B -c " not in code
    assert code.count('GetConfig("PYTHONPATH", Application.Path)') == 4
    assert 'GetConfig("PYTHONPATH")' not in code


def test_nothing_else_was_changed(shipped, code):
    """Every line is xlwings' own, but for those that the changes bring."""
    theirs = {line.strip() for line in shipped.code.splitlines()}
    ours = [line for line in code.splitlines() if line.strip() not in theirs]
    assert len(ours) <= 17, ours
    assert len(code.splitlines()) > 1100


def test_the_modules_are_sound_and_keep_our_promises(shipped):
    module, dictionary = xlwings_vba.module("comptoir", shipped), xlwings_vba.dictionary(shipped)
    assert (module.kind, dictionary.kind) == (Kind.MODULE, Kind.CLASS)
    faults = Faults()
    check_source("xlwings", module.code, faults, in_class=False)
    check_source("Dictionary", dictionary.code, faults, in_class=True)
    faults += guards.check(Project("ComptoirAddin", (module, dictionary)), shipped.version)
    assert faults == []
