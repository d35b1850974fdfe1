"""What an open workbook may refuse, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings as xw

from comptoir.errors import Conflict, Refused, Unreachable
from comptoir.wording import mark
from xlcalc.errors import BookGone, OfficeGone, SheetProtected


class ProgramEnded(Unreachable):
    message = mark(
        "The spreadsheet program ended while Comptoir worked in {name}."
        " Open the workbook again and press Refresh."
    )


class BookClosed(Unreachable):
    message = mark(
        "{name} was closed while Comptoir worked in it. Open it again and press Refresh."
    )


class CellBeingTyped(Unreachable):
    message = mark(
        "Excel is busy: a cell of {name} is being typed in, or a window of Excel waits for an"
        " answer. Press Enter or close the window, then press the button again."
    )


class ProgramRefused(Unreachable):
    message = mark(
        "The spreadsheet program refused to work in {name}: {why}."
        " Save the workbook, open it again and press Refresh."
    )


class Protected(Refused):
    message = mark(
        "The sheet {sheet} of {name} is protected. Nothing was changed."
        " Take the protection off, then press the button again."
    )


class ChangedMeanwhile(Conflict):
    message = mark(
        "Rows of the sheet {sheet} were moved or typed while Comptoir worked in {name}."
        " Press Refresh."
    )


_BUSY = (-2147418111, -2147417846)
_ENDED = (-2147023174, -2147023170, -2147417848)
"""What Excel answers by: rejected, retry later; the server is unavailable, failed, disconnected."""


@contextmanager
def edge(name: str) -> Iterator[None]:
    """Whatever the program raises inside becomes a refusal about the workbook *name*."""
    try:
        yield
    except OfficeGone as fault:
        raise ProgramEnded(name=name) from fault
    except BookGone as fault:
        raise BookClosed(name=name) from fault
    except SheetProtected as fault:
        raise Protected(sheet="?", name=name) from fault
    except xw.XlwingsError as fault:
        raise ProgramRefused(name=name, why=_reason(fault)) from fault
    except Exception as fault:
        if type(fault).__name__ != "com_error":
            raise
        raise _of_excel(fault, name) from fault


def _of_excel(fault: Exception, name: str) -> Unreachable:
    number = fault.args[0] if fault.args else 0
    if number in _BUSY:
        return CellBeingTyped(name=name)
    if number in _ENDED:
        return ProgramEnded(name=name)
    return ProgramRefused(name=name, why=_reason(fault))


def _reason(fault: Exception) -> str:
    """The first sentence of what the program said."""
    details = fault.args[2] if len(fault.args) > 2 else None  # noqa: PLR2004 - as COM gives them
    text = details[2] if isinstance(details, tuple) and len(details) > 2 else str(fault)  # noqa: PLR2004
    return str(text).strip().split("\n")[0].rstrip(". ")
