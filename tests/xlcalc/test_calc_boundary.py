"""The edge between Python and the office: nothing of UNO leaks, and none is needed to import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from xlwings import base_classes

import xlcalc
import xlcalc.engine
from xlcalc.boundary import LIFE, WITNESS_METHODS, Guarded

ADDIN = Path(xlcalc.__file__).parents[1]


def _all_below(cls):
    for below in cls.__subclasses__():
        yield below
        yield from _all_below(below)


GUARDED = sorted(set(_all_below(Guarded)), key=lambda cls: cls.__qualname__)


@pytest.mark.parametrize("cls", GUARDED, ids=lambda cls: cls.__name__)
def test_every_door_of_every_class_is_guarded(cls):
    for name, value in vars(cls).items():
        if name in LIFE | WITNESS_METHODS or isinstance(value, (staticmethod, classmethod)):
            continue
        doors = [value.fget, value.fset] if isinstance(value, property) else [value]
        for door in doors:
            if callable(door) and not isinstance(door, type) and not _is_async(door):
                assert hasattr(door, "__xlcalc_guarded__"), f"{cls.__name__}.{name}"


def _is_async(door):
    return bool(getattr(door, "__code__", None) and door.__code__.co_flags & 0x80)


def test_what_is_not_overridden_says_what_is_missing():
    class Thing(Guarded, base_classes.Comment):
        pass

    with pytest.raises(NotImplementedError, match=r"Thing\.add_reply is not available in"):
        Thing().add_reply("x")
    with pytest.raises(NotImplementedError, match=r"Thing\.text is not available"):
        _ = Thing().text


def _python(code, **environment):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ADDIN), **environment},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_without_libreoffice_the_package_is_there_and_says_what_to_install():
    said = _python(
        "import xlcalc, xlcalc.engine, xlcalc.uno_access as access\n"
        "access.PLACES = access.PROGRAMS = ()\n"
        "print(xlcalc.why_missing())\n"
        "try: xlcalc.start()\n"
        "except xlcalc.NoOffice as missing: print(missing)"
    )
    assert "Install LibreOffice Calc and the package python3-uno" in said
    assert "LibreOffice is not on this computer" in said


@pytest.mark.calc
def test_the_bridge_leaves_no_trace_in_python(calc_office):
    calc_office()
    said = _python(
        "import builtins, sys\n"
        "plain, path = builtins.__import__, list(sys.path)\n"
        "from xlcalc.uno_access import uno, office_imports\n"
        "uno()\n"
        "print(builtins.__import__ is plain, sys.path == path)\n"
        "with office_imports():\n"
        "    from com.sun.star.beans import PropertyValue\n"
        "print(builtins.__import__ is plain, PropertyValue.__name__)\n"
    )
    assert said.split() == ["True", "True", "True", "com.sun.star.beans.PropertyValue"]
