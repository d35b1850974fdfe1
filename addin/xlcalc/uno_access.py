"""The door to ``uno``, LibreOffice's Python bridge, and the few things asked of it.

``uno`` is installed for the system's Python, among hundreds of unrelated packages. It is loaded
from there alone: its folder never joins ``sys.path``, and the hook it puts into the import
statement is taken out again (that hook turns `ModuleNotFoundError` into `ImportError` everywhere).
Inside the office itself, where ``uno`` is already there, nothing is touched.

UNO's own struct, enum and constant names are used as strings, looked up when needed, so that this
package can be imported on a computer without LibreOffice.
"""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from xlcalc.errors import NoOffice

BRIDGE = ("uno", "unohelper", "pyuno")
PLACES = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/Resources",
)
PROGRAMS = (
    "/usr/lib/libreoffice/program/soffice.bin",
    "/usr/lib64/libreoffice/program/soffice.bin",
    "/opt/libreoffice/program/soffice.bin",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class _BridgeFinder:
    """Finds the bridge's three modules in one folder, and nothing else there."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return PathFinder.find_spec(name, [self.folder]) if name in BRIDGE else None


def _bridge_folder() -> str | None:
    given = os.environ.get("XLCALC_UNO")
    places = (given, *PLACES) if given else PLACES
    return next((place for place in places if (Path(place) / "uno.py").is_file()), None)


@cache
def uno() -> Any:
    """Return the module ``uno``.

    Raises `NoOffice` where it cannot be had.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    folder = _bridge_folder()
    finder = _BridgeFinder(folder) if folder else None
    if finder is not None:
        sys.meta_path.append(finder)
    plain_import, plain_path = builtins.__import__, list(sys.path)
    try:
        loaded = importlib.import_module("uno")
        _HOOK.append(builtins.__import__)
    except ImportError as missing:
        raise NoOffice(
            f"LibreOffice's Python bridge cannot be loaded ({missing}). "
            "Install LibreOffice Calc and the package python3-uno."
        ) from None
    finally:
        builtins.__import__ = plain_import
        sys.path[:] = plain_path
    return loaded


_HOOK: list[Any] = []


@contextmanager
def office_imports() -> Iterator[None]:
    """Let ``from com.sun.star… import …`` and ``import unohelper`` work inside the block."""
    uno()
    plain = builtins.__import__
    if _HOOK:
        builtins.__import__ = _HOOK[0]
    try:
        yield
    finally:
        builtins.__import__ = plain


def program() -> str:
    """Return the path of the office's program.

    Raises `NoOffice`. The variable XLCALC_SOFFICE names another one.
    """
    given = os.environ.get("XLCALC_SOFFICE")
    for place in (given, *PROGRAMS) if given else PROGRAMS:
        if Path(place).is_file():
            return place
    raise NoOffice("LibreOffice is not on this computer. Install LibreOffice Calc.")


def why_missing() -> str | None:
    """Return the reason why there is no Calc here, or None where there is one."""
    try:
        uno()
        program()
    except NoOffice as missing:
        return str(missing)
    return None


def struct(name: str, *values: Any) -> Any:
    """Make the UNO struct ``com.sun.star.<name>``."""
    return uno().createUnoStruct("com.sun.star." + name, *values)


@cache
def enum(kind: str, value: str) -> Any:
    """Return one value of the UNO enum ``com.sun.star.<kind>``."""
    return uno().Enum("com.sun.star." + kind, value)


@cache
def constant(name: str) -> Any:
    """Return the UNO constant ``com.sun.star.<name>``."""
    return uno().getConstantByName("com.sun.star." + name)


def prop(name: str, value: Any) -> Any:
    """Make a named value, the way UNO takes options."""
    made = struct("beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def props(**values: Any) -> tuple[Any, ...]:
    """Make named values from keywords."""
    return tuple(prop(name, value) for name, value in values.items())


def sequence(kind: str, values: Sequence[Any]) -> Any:
    """Make a typed sequence: UNO must be told when it hides in an option."""
    return uno().Any(f"[]com.sun.star.{kind}", tuple(values))


def url_of(path: str | os.PathLike[str]) -> str:
    """Return the file URL of *path*, links resolved.

    >>> url_of("/tmp/a b.xlsx")  # doctest: +SKIP
    'file:///tmp/a%20b.xlsx'
    """
    return Path(path).resolve().as_uri()


def path_of(url: str) -> str:
    """Return the path that a file URL names."""
    return str(uno().fileUrlToSystemPath(url))


AMBIGUOUS = "AMBIGUOUS_VALUE"


def is_mixed(cells: Any, name: str) -> bool:
    """Return whether the cells disagree about the property *name*."""
    return bool(cells.getPropertyState(name).value == AMBIGUOUS)
