r"""What an add-in of ours promises beyond the file formats.

Excel would open all of this; the people who click would pay for it. xlwings' own
files do not keep these promises, so they are checked apart from ``package_check``.

>>> from vbabuild.project import Project, module
>>> found = check(Project("Desk", (module("M", "Sub A(name)\nRunPython name\nEnd Sub"),)), "0.1")
>>> [fault.mistake for fault in found]
['guard-runpython']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vbabuild.mistakes import Faults
from vbabuild.project import OFFICE, STDOLE, Module, Project

_XLWINGS = "xlwings"
_RUN = re.compile(r"\bRunPython\b(?!\s*=)\s*\(?\s*(.*)", re.IGNORECASE)
_FIXED = re.compile(r'"(?:[^"]|"")*"\s*\)?\s*(?:\'.*)?\Z')


def check(project: Project, version: str) -> Faults:
    """Every promise that *project* breaks; *version* is the installed xlwings'."""
    faults = Faults()
    for name, _ in project.references:
        if name not in {STDOLE[0], OFFICE[0]}:
            faults.found("guard-reference", project.name, name)
    for one in project.modules:
        if not _without_help(one.code).isascii():
            faults.found("guard-not-ascii", one.name)
        if one.name == _XLWINGS:
            _check_xlwings(one, version, faults)
        else:
            for line in _commands(one):
                if not _FIXED.match(line):
                    faults.found("guard-runpython", one.name, line.strip())
    return faults


def _without_help(code: str) -> str:
    """The code without the descriptions of functions, which the code page covers."""
    return re.sub(r"^Attribute \w+\.VB_Description = .*$", "", code, flags=re.MULTILINE)


def _commands(one: Module) -> Iterator[str]:
    """What follows each RunPython, comments aside."""
    for line in one.code.splitlines():
        called = _RUN.search(line.strip())
        if called and not line.strip().startswith("'"):
            yield called[1]


def _check_xlwings(one: Module, version: str, faults: Faults) -> None:
    said = re.search(r'XLWINGS_VERSION As String = "(.*)"', one.code)
    if said is None or said[1] != version:
        faults.found("guard-version", one.name, f"{said and said[1]}, installed is {version}")
    config = _procedure(one.code, "Function GetConfig")
    if "ActiveWorkbook" in config or "Directory" in config:
        faults.found("guard-active-config", one.name)
    if '".py"' in _procedure(one.code, "Public Function RunPython"):
        faults.found("guard-embedded-code", one.name)
    if re.search(r'AddExcelDir & ";" & |"ADD_WORKBOOK_TO_PYTHONPATH"', one.code):
        faults.found("guard-path", one.name)
    if re.search(r' -B -c |GetConfig\("PYTHONPATH"\)', one.code):
        faults.found("guard-current-folder", one.name)
    shell = _procedure(one.code, "Sub ExecuteMac")
    if "ActiveWorkbook.Name" in shell and "ActiveWorkbook.Name Like" not in shell:
        faults.found("guard-shell", one.name)


def _procedure(code: str, start: str) -> str:
    found = re.search(rf"^{start}\(.*?^End (?:Sub|Function)", code, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""
