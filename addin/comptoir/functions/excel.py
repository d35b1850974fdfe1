"""The functions as Excel calls them through xlwings: ``COMPTOIR_X``.

The wrappers in the add-in name this module; xlwings imports it in its Python server. Ranges
come whole, as rows, with their errors as texts; dates leave as dates.

Sources
    xlwings, ``udfs.call_udf``: a function has ``__xlfunc__``, made by ``xlwings.func``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from inspect import Parameter, Signature
from typing import Any

from comptoir.errors import ComptoirError
from comptoir.functions import Function, Here, declarations
from comptoir.functions.calling import call
from comptoir.functions.cells import Cell, sentence
from comptoir.functions.desks import here_from, tongue
from comptoir.functions.offering import PREFIX
from comptoir.wording import Said, mark

Register = Callable[..., Any]
ODD = mark(
    "this met something Comptoir does not know: {what}. Nothing was changed. Report it with the"
    " formula."
)
_MIDNIGHT = time(0)


def publish(
    space: dict[str, Any],
    here: Callable[[], Here],
    func: Register | None = None,
    arg: Register | None = None,
) -> None:
    """Put every function into *space* under its Excel name, as xlwings calls it.

    *func* and *arg* are xlwings' own decorators, unless others are given.
    """
    if func is None or arg is None:
        import xlwings  # noqa: PLC0415 - only where Excel calls

        func, arg = xlwings.func, xlwings.arg
    for one in declarations().values():
        function = _computed(one, here)
        for argument in one.arguments:
            function = arg(argument.name, ndim=2, err_to_str=True)(function)
        space[f"{PREFIX}_{one.name}"] = func(function)


def _computed(one: Function, here: Callable[[], Here]) -> Callable[..., Any]:
    def computed(*given: Any) -> Any:
        try:
            told = here()
        except ComptoirError as refusal:
            return sentence(refusal.said, tongue(os.environ))
        try:
            return dated(call(one, given, told))
        except Exception as odd:  # noqa: BLE001 - a cell shows no traceback
            return sentence(Said(ODD, what=f"{type(odd).__name__} {odd}"[:200]), told.lang)

    parameters = [
        Parameter(
            argument.name,
            Parameter.POSITIONAL_OR_KEYWORD,
            default=Parameter.empty if argument.needed else None,
        )
        for argument in one.arguments
    ]
    computed.__name__ = f"{PREFIX}_{one.name}"
    computed.__doc__ = one.says
    computed.__annotations__ = {}
    computed.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return computed


def dated(answer: Cell | list[list[Cell]]) -> Any:
    """The answer with its days at midnight, as COM takes them."""
    if isinstance(answer, list):
        return [[dated(cell) for cell in row] for row in answer]
    return datetime.combine(answer, _MIDNIGHT) if isinstance(answer, date) else answer


@cache
def _here() -> Here:
    """The desk that the variable names or, where Excel starts Python itself, the add-in's file."""
    if "COMPTOIR_DESK" in os.environ:
        return here_from(os.environ)
    from comptoir.desk import fitting  # noqa: PLC0415 - half a second, once

    return here_from({**fitting.this_computer().settings, **os.environ})


publish(globals(), _here)
