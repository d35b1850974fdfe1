"""The add-in of Excel from the lists of deeds and functions, and the macros kept as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import comptoir
from comptoir import __version__, ribbon
from comptoir.errors import Misplaced
from comptoir.functions.offering import for_excel
from comptoir.wording import mark
from vbabuild.addin import AddIn, macros_in, xlam
from vbabuild.addin import twin as workbook
from vbabuild.mistakes import Faulty
from vbabuild.xlwings_vba import Changed

VERSION_KEY = "COMPTOIR_VERSION"
"""Where the sheet of settings says which Comptoir built the add-in."""


class NotBuilt(Misplaced):
    message = mark(
        "The add-in cannot be built: {why}. Nothing was written. Install Comptoir again in an"
        " environment of its own: uv tool install --reinstall comptoir"
    )


def shipped(name: str) -> Path:
    """A folder that goes with the program: in a wheel inside it, in the sources beside it."""
    package = Path(comptoir.__file__).parent
    inside = package / "_shipped" / name
    return inside if inside.is_dir() else package.parents[1] / name


def described() -> AddIn:
    """The add-in in plain data.

    Which Python and whether a server waits are the user's own settings, so one add-in serves all.
    """
    return AddIn(
        name="comptoir",
        title="Comptoir",
        ribbon=ribbon.excel_ribbon(),
        functions=for_excel(),
        macros=macros_in(shipped("macros")),
        click="comptoir.ribbon:click",
        images=ribbon.pictures(),
        settings={"Use UDF Server": True, VERSION_KEY: __version__},
        more_texts=ribbon.more_texts(),
    )


def built() -> bytes:
    """The add-in that people install: the same bytes from the same Comptoir and xlwings."""
    return _made(xlam)


def twin() -> bytes:
    """The same as a workbook that anyone can open, Excel or not."""
    return _made(workbook)


def _made(build: Callable[[AddIn], bytes]) -> bytes:
    try:
        return build(described())
    except (Changed, Faulty, ValueError) as fault:
        raise NotBuilt(why=fault) from fault
