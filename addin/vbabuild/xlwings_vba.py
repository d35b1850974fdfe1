"""xlwings' own VBA, from the installed package, made safe to click beside any workbook.

As shipped, the module lets the workbook that happens to be open choose the program
that the next click starts: by a configuration sheet of its own, by a configuration
file in its folder, by a sheet of Python, by its folder on Python's path (or the folder
that Excel happens to be in), and on a Mac by its name, which reaches a shell. The module
built here asks the add-in's own sheet and the user's file, and nobody else. Each change
is made exactly where it is expected, or the build stops (``Changed``): a new xlwings is
read by a person first.

Source: xlwings 0.37.8, ``xlwings_custom_addin.bas`` (BSD 3-clause, its notice stays)
and ``addin/Dictionary.cls`` (MIT).

>>> code = module("desk", installed()).code
>>> 'PROJECT_NAME As String = "desk"' in code, "GetConfigFromSheet(ActiveWorkbook)" in code
(True, False)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from vbabuild.project import Module, from_file, from_text

_GET_CONFIG = """\
' Changed for this add-in: neither the active workbook nor its folder is asked.
Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    Dim configValue As String

    If source = "" Or source = "sheet" Then
        If SheetExists(ThisWorkbook, PROJECT_NAME & ".conf") = True Then
            If GetConfigFromSheet(ThisWorkbook).Exists(configKey) = True Then
                GetConfig = ExpandEnvironmentStrings(GetConfigFromSheet(ThisWorkbook).Item(configKey))
                Exit Function
            End If
        End If
    End If

    If source = "" Or source = "user" Then
        If FileExists(GetConfigFilePath()) = True Then
            If GetConfigFromFile(GetConfigFilePath(), configKey, configValue) Then
                GetConfig = ExpandEnvironmentStrings(configValue)
                Exit Function
            End If
        End If
    End If

    GetConfig = ExpandEnvironmentStrings(default)
End Function
"""  # noqa: E501 - the signature is xlwings' own
_NAME_CHECK = """\
    #If Mac Then
    ' Changed for this add-in: the workbook's name goes through a shell.
    If ActiveWorkbook.Name Like "*[$`""\\\\|;&<>!]*" Then
        MsgBox "Renommez ce classeur / Rename this workbook: " & ActiveWorkbook.Name, vbExclamation
        Exit Sub
    End If
""".replace("\\\\", "\\")


@dataclass(frozen=True, slots=True)
class _Change:
    """A passage of xlwings' module, how often it stands there, and what replaces it."""

    what: str
    pattern: str
    times: int
    by: str


def _changes(project_name: str) -> tuple[_Change, ...]:
    return (
        _Change(
            "the project's name",
            r'(?<=^Public Const PROJECT_NAME As String = ")myaddin(?=")',
            1,
            project_name,
        ),
        _Change(
            "GetConfig",
            r"^Function GetConfig\(configKey As String.*?^End Function\n",
            1,
            _GET_CONFIG,
        ),
        _Change(
            "the search for sheets of Python in RunPython",
            r"^    For i = 1 To 2\n        If i = 1 Then\n            Set wb = ActiveWorkbook\n"
            r".*?^    Next i\n",
            1,
            "    ' Changed for this add-in: no sheet of any workbook is code.\n",
        ),
        _Change(
            "workbooks' folders on Python's path",
            r'AddExcelDir = GetConfig\("ADD_WORKBOOK_TO_PYTHONPATH", "true"\)',
            2,
            'AddExcelDir = "false"',
        ),
        _Change(
            "workbooks' names in Python's path",
            r'AddExcelDir & ";" & [A-Za-z.]+ & ";" & [A-Za-z.]+ & ";"',
            3,
            'AddExcelDir & ";;;"',
        ),
        _Change(
            "the current folder on the path of a Python that starts",
            r'(?<= " -B )-c(?= ""import )',
            2,
            "-P -c",
        ),
        _Change(
            "the current folder as what no PYTHONPATH means",
            r'GetConfig\("PYTHONPATH"\)',
            4,
            'GetConfig("PYTHONPATH", Application.Path)',
        ),
        _Change(
            "the workbook's name in a shell",
            r"(?<=^Sub ExecuteMac\(PythonCommand As String, PYTHON_MAC As String,"
            r" Optional PYTHONPATH As String\)\n)    #If Mac Then\n",
            1,
            _NAME_CHECK,
        ),
    )


class Changed(Exception):
    """xlwings' VBA is no longer the one that was read: nothing was built."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the installed xlwings brings: its version and its VBA as text."""

    version: str
    code: str
    dictionary: Path


def installed() -> Shipped:
    """The VBA of the installed xlwings. Python is not asked to import it."""
    package = distribution("xlwings")
    folder = Path(str(package.locate_file("xlwings")))
    code = (folder / "xlwings_custom_addin.bas").read_text("utf-8")
    return Shipped(package.version, code, folder / "addin" / "Dictionary.cls")


def module(project_name: str, shipped: Shipped) -> Module:
    """The module ``xlwings`` of an add-in called *project_name*.

    Raises ``Changed`` when a passage is not where it was, or the VBA has another version.
    """
    code = "\n".join(shipped.code.splitlines()) + "\n"
    said = re.search(r'^Public Const XLWINGS_VERSION As String = "(.*)"', code, re.MULTILINE)
    if said is None or said[1] != shipped.version:
        found = said[1] if said else "no version"
        raise Changed(f"the VBA says {found}, the package is xlwings {shipped.version}")
    for change in _changes(project_name):
        flags = re.MULTILINE | re.DOTALL
        code, times = re.subn(change.pattern, lambda _, by=change.by: by, code, flags=flags)  # type: ignore[misc]
        if times != change.times:
            raise Changed(
                f"xlwings {shipped.version}: {change.what} found {times} times,"
                f" not {change.times}: read its VBA, then adapt vbabuild"
            )
    return from_text("xlwings", ".bas", code)


def dictionary(shipped: Shipped) -> Module:
    """The class ``Dictionary``, which the module needs on a Mac."""
    return from_file(shipped.dictionary)
