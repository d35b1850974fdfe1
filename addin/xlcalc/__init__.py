"""An xlwings engine for LibreOffice Calc.

The Python that drives Excel through xlwings drives Calc through this: in an office started for the
purpose, in one the user has open, or inside the office itself. It knows nothing of Comptoir.

::

    app = xlcalc.start()                     # a headless office of our own
    app.books.add().sheets[0]["A1"].value = "hello"
    app.quit()

Importing this package is cheap and needs no LibreOffice; `why_missing` says whether there is one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from xlcalc.uno_access import why_missing

if TYPE_CHECKING:
    from xlcalc.engine import activate, attach, start
    from xlcalc.errors import (
        BadFormula,
        BookGone,
        CalcError,
        NoOffice,
        NotOpened,
        NotSaved,
        OfficeGone,
        SheetProtected,
    )
    from xlcalc.policy import POLICY
    from xlcalc.undoing import not_undoable, undo, undo_step, undo_titles

_WHERE = {
    "activate": "engine",
    "attach": "engine",
    "start": "engine",
    "not_undoable": "undoing",
    "undo_step": "undoing",
    "undo_titles": "undoing",
    "undo": "undoing",
    "POLICY": "policy",
    "CalcError": "errors",
    "NoOffice": "errors",
    "OfficeGone": "errors",
    "BookGone": "errors",
    "SheetProtected": "errors",
    "BadFormula": "errors",
    "NotOpened": "errors",
    "NotSaved": "errors",
}

__all__ = [
    "POLICY",
    "BadFormula",
    "BookGone",
    "CalcError",
    "NoOffice",
    "NotOpened",
    "NotSaved",
    "OfficeGone",
    "SheetProtected",
    "activate",
    "attach",
    "not_undoable",
    "start",
    "undo",
    "undo_step",
    "undo_titles",
    "why_missing",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'xlcalc' has no attribute {name!r}")
    return getattr(importlib.import_module(f"xlcalc.{_WHERE[name]}"), name)
