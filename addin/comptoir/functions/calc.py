"""The functions as the Calc extension calls them: ``COMPTOIR.X``, answering with rows.

Calc gives dates as serial numbers and takes numbers only: the cell needs a date format.

Sources
    `xlcalc.extension`: ``comptoir.functions.calc:X`` is looked up here.

>>> from comptoir.functions.calc import CHARGEABLE, MONTHEND
>>> CHARGEABLE(80.0, 1.0, "air"), MONTHEND(46349.0)
(((167.0,),), ((46356.0,),))
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from comptoir.errors import ComptoirError
from comptoir.functions import Here, answer, declarations
from comptoir.functions.cells import Cell, sentence, to_serial
from comptoir.functions.desks import here_from, tongue

Rows = tuple[tuple[Cell, ...], ...]


def __getattr__(name: str) -> Callable[..., Rows]:
    if name not in declarations():
        raise AttributeError(name)

    def computed(*given: Any) -> Rows:
        try:
            told = _here()
        except ComptoirError as refusal:
            return rows(sentence(refusal.said, tongue(os.environ)))
        return rows(answer(name, given, told))

    return computed


def rows(found: Cell | list[list[Cell]]) -> Rows:
    """Any answer as rows of what Calc takes: numbers and texts."""
    if isinstance(found, list):
        return tuple(tuple(map(_plain, row)) for row in found)
    return ((_plain(found),),)


def _plain(cell: Cell) -> Cell:
    return float(to_serial(cell)) if isinstance(cell, date) else cell


@cache
def _here() -> Here:
    return here_from(os.environ)
