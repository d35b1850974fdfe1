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


@cache
def _uno_exceptions() -> tuple[type[BaseException], ...]:
    return (uno().getClass("com.sun.star.uno.Exception"),)


def _message(fault: Any) -> str:
    said = str(getattr(fault, "Message", "") or "").strip()
    kind = type(fault).__name__.rsplit(".", 1)[-1]
    return said.split("\n", 1)[0] or kind


def translated(fault: BaseException, what: str = "") -> CalcError:
    """Return the Python exception for a UNO one."""
    kind, said = type(fault).__name__.rsplit(".", 1)[-1], _message(fault)
    if kind == "DisposedException":
        if "bridge" in said.lower() or "urp" in said.lower():
            return OfficeGone("LibreOffice ended while it was being used. Open it again.")
        return BookGone("The workbook is no longer open in LibreOffice. Open it again.")
    if "protected" in said.lower():
        return SheetProtected(f"The sheet is protected: {said}")
    return CalcError(f"LibreOffice refused{' ' + what if what else ''}: {said}")


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
            failure = translated(fault, what)
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
            if name in LIFE or (owner is not cls and _found(cls, name) is not owner):
                continue
            wrapped = _wrapped(value, f"{cls.__name__}.{name}")
            if wrapped is not None:
                setattr(cls, name, wrapped)
    return cls


def _found(cls: type, name: str) -> type | None:
    return next((owner for owner in cls.__mro__ if name in vars(owner)), None)
