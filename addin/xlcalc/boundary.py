"""The one place where UNO's exceptions become Python's.

A UNO exception is not a whole Python exception: it takes no traceback, so a ``with`` block or a
generator it passes through raises a second, misleading error. None may leave this package. Every
class an xlwings user can reach inherits `Guarded`, and every method and property of such a class,
its own or inherited from xlwings' interface, is wrapped once when the class is made.

The same wrap gives xlwings' silent ``NotImplementedError()`` a sentence.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

from xlcalc.errors import BookGone, CalcError, OfficeGone, SheetProtected
from xlcalc.uno_access import uno

_Class = TypeVar("_Class", bound=type)
INTERFACE = "xlwings.base_classes"
LIFE = {"__init__", "__repr__", "__init_subclass__", "__new__", "__getattribute__", "__class__"}
WITNESS_METHODS = {"closed", "locked"}


@cache
def _uno_exceptions() -> tuple[type[BaseException], ...]:
    return (uno().getClass("com.sun.star.uno.Exception"),)


def _message(fault: Any) -> str:
    said = str(getattr(fault, "Message", "") or "").strip()
    kind = type(fault).__name__.rsplit(".", 1)[-1]
    return said.split("\n", 1)[0] or kind


GONE = "The workbook is no longer open in LibreOffice. Open it again."
_WAYS = (
    ("office",),
    ("book", "office"),
    ("sheet", "book", "office"),
    ("cells", "book", "office"),
    ("chart", "sheet", "book", "office"),
)
"""How the office is reached from an app or a book, a range, a note, a rule, an axis."""


def _died(owner: Any) -> bool:
    """Return whether the office of *owner* has died: a fault may be the first to tell of it."""
    for way in _WAYS:
        office = owner
        for step in way:
            office = getattr(office, step, None)
        if office is not None:
            return not office.alive
    return False


def translated(fault: BaseException, what: str = "", owner: Any = None) -> CalcError:
    """Return the Python exception for a UNO one that befell *owner*.

    UNO often names the line of its own source and no reason. Then the office is looked at: has it
    died, is the workbook closed, is the sheet protected?
    """
    said, disposed = _message(fault), type(fault).__name__.endswith("DisposedException")
    bridge = "bridge" in said.lower() or "urp" in said.lower()
    if (disposed and bridge) or _died(owner):
        return OfficeGone("LibreOffice ended while it was being used. Open it again.")
    if disposed or _answers(owner, "closed"):
        return BookGone(GONE)
    if "protected" in said.lower() or _answers(owner, "locked"):
        return SheetProtected("The sheet is protected. Take the protection away, then try again.")
    return CalcError(f"LibreOffice refused{' ' + what if what else ''}: {said}")


def _answers(owner: Any, question: str) -> bool:
    """Ask the range, sheet or workbook itself; one that cannot answer has nothing to say."""
    ask = getattr(type(owner), question, None)
    if ask is None:
        return False
    try:
        return bool(guarded(ask)(owner))
    except (CalcError, AttributeError):
        return False


def guarded(call: Callable[..., Any], what: str = "") -> Callable[..., Any]:
    """Wrap *call*: what leaves it is a Python exception with a sentence."""

    @wraps(call)
    def inner(*args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except NotImplementedError as unknown:
            if unknown.args:
                raise
            failure: Exception = NotImplementedError(
                f"{what or call.__qualname__} is not available in LibreOffice Calc."
            )
        except _uno_exceptions() as fault:
            failure = translated(fault, what, args[0] if args else None)
        except AttributeError as missing:
            # A workbook that was closed answers with nothing where an object should be.
            if "'NoneType'" not in str(missing) or not (args and _answers(args[0], "closed")):
                raise
            failure = BookGone(GONE)
        raise failure

    inner.__xlcalc_guarded__ = True  # type: ignore[attr-defined] # - a mark of our own
    return inner


def _wrapped(value: Any, what: str) -> Any:
    if isinstance(value, property):
        parts = (value.fget, value.fset, value.fdel)
        if any(getattr(part, "__xlcalc_guarded__", False) for part in parts):
            return None
        getter, setter, deleter = (part and guarded(part, what) for part in parts)
        return property(getter, setter, deleter, value.__doc__)
    if inspect.isfunction(value) and not hasattr(value, "__xlcalc_guarded__"):
        if inspect.iscoroutinefunction(value):
            return None
        return guarded(value, what)
    return None


class Guarded:
    """A class whose every public door is guarded."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        guard(cls)


def guard(cls: _Class) -> _Class:
    """Wrap every method and property of *cls*, inherited ones too."""
    for owner in cls.__mro__:
        if owner is not cls and owner.__module__ != INTERFACE:
            continue
        for name, value in list(vars(owner).items()):
            if name in LIFE | WITNESS_METHODS or (
                owner is not cls and _found(cls, name) is not owner
            ):
                continue
            wrapped = _wrapped(value, f"{cls.__name__}.{name}")
            if wrapped is not None:
                setattr(cls, name, wrapped)
    return cls


def _found(cls: type, name: str) -> type | None:
    return next((owner for owner in cls.__mro__ if name in vars(owner)), None)
