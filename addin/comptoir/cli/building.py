"""The add-in of Excel from the lists of deeds and functions, and the macros kept as text."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import comptoir
from comptoir import __version__, ribbon
from comptoir.functions.offering import for_excel
from vbabuild.addin import AddIn, macros_in

VERSION_KEY = "COMPTOIR_VERSION"
"""Where the sheet of settings says which Comptoir built the add-in."""


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


def xlwings_version() -> str:
    """The version of the installed xlwings, which the add-in must have as well."""
    return version("xlwings")
