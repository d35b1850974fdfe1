"""One undo step for everything a deed does to a workbook. Excel has no such thing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from xlcalc.boundary import guarded
from xlcalc.errors import CalcError


@contextmanager
def undo_step(book: Any, title: str) -> Iterator[None]:
    """Let what happens inside be undone at once, under *title* in the Edit menu.

    *book* is xlwings' or the engine's. A workbook of another engine is simply left alone. What the
    block raises is what leaves it, even when the workbook is gone by then.
    """
    impl = getattr(book, "impl", book)
    if not _ours(impl):
        yield
        return
    manager = impl.xl.UndoManager
    guarded(manager.enterUndoContext)(title)
    outer, impl.recording = impl.recording, True
    try:
        yield
    except BaseException:
        impl.recording = outer
        with suppress(CalcError):
            guarded(manager.leaveUndoContext)()
        raise
    impl.recording = outer
    guarded(manager.leaveUndoContext)()


@contextmanager
def not_undoable(book: Any) -> Iterator[None]:
    """Forget what could be undone, and note nothing of what happens inside: it is too much.

    A workbook of another engine is simply left alone.
    """
    impl = getattr(book, "impl", book)
    if not _ours(impl):
        yield
        return
    manager = impl.xl.UndoManager
    outer, impl.recording = impl.recording, False
    guarded(manager.reset)()
    guarded(manager.lock)()
    try:
        yield
    except BaseException:
        impl.recording = outer
        with suppress(CalcError):
            guarded(manager.unlock)()
        raise
    impl.recording = outer
    guarded(manager.unlock)()


def _ours(impl: Any) -> bool:
    """Whether a workbook is this engine's; Excel would refuse to be asked for what it lacks."""
    return type(impl).__module__.startswith(f"{__package__}.")


def undo_titles(book: Any) -> list[str]:
    """Return what can be undone, the last deed first."""
    manager = getattr(book, "impl", book).xl.UndoManager
    return list(guarded(manager.getAllUndoActionTitles)())


def undo(book: Any) -> None:
    """Undo the last step."""
    guarded(getattr(book, "impl", book).xl.UndoManager.undo)()
