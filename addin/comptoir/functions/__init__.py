"""Worksheet functions on the rules of trade: ``COMPTOIR.X`` in Calc, ``COMPTOIR_X`` in Excel.

Each is declared once, in the module of its family; the wrappers, the help and the command
``comptoir fn`` come from the declarations. None reads a clock: a function that needs a day
takes it. None but the look-ups reads a record, and that by a reader it is given.

Sources
    The rules it calls; the help page names them.

>>> answer("CHARGEABLE", [[[80], [700], [None]], 1, "air"], Here())
[[167.0], [700.0], ['']]
>>> answer("VALID", ["container", "CSQU3054384"], Here())
False
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from comptoir.errors import Refused
from comptoir.functions.calling import call
from comptoir.functions.cells import Cell
from comptoir.functions.declaring import Argument, Category, Declared, Function, Here
from comptoir.wording import mark

FAMILIES = (
    "freight",
    "prices",
    "customs",
    "payment",
    "claims",
    "credit",
    "identifiers",
    "calendars",
    "amounts",
    "looking",
    "terms",
)


class UnknownFunction(Refused):
    message = mark(
        "There is no worksheet function {name}. Nothing was computed."
        " Choose one of the list: comptoir fn --list"
    )


@cache
def declarations() -> Declared:
    """Every worksheet function by its name, in the order of the help."""
    modules = [import_module(f"{__name__}.{family}") for family in FAMILIES]
    return MappingProxyType({one.name: one for module in modules for one in module.FUNCTIONS})


def answer(name: str, given: Sequence[Any], here: Here) -> Cell | list[list[Cell]]:
    """What the function *name* gives for cells or ranges. Raises `UnknownFunction`."""
    plain = re.sub(r"[._]", "", name.upper().removeprefix("COMPTOIR"))
    if plain not in declarations():
        raise UnknownFunction(name=name)
    return call(declarations()[plain], given, here)


__all__ = ["Argument", "Category", "Function", "Here", "UnknownFunction", "answer", "declarations"]
