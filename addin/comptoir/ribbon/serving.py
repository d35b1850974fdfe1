"""Answer Excel by COM: buttons and worksheet functions, in a server that runs before it asks.

Source: xlwings, ``com_server.serve``; Microsoft, ``PostThreadMessage`` (WM_QUIT ends the loop in
which a COM server waits).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

WM_QUIT = 0x0012


def serve() -> None:
    """Answer until Excel has let go of the last object, or ``end_serving`` is called."""
    com_server: Any = importlib.import_module("xlwings.com_server")  # where pywin32 is
    com_server.serve()


def end_serving(thread: int) -> Callable[[], None]:
    """What ends the loop of ``serve`` that runs in *thread*, from any other."""

    def end() -> None:
        win32api: Any = importlib.import_module("win32api")
        win32api.PostThreadMessage(thread, WM_QUIT, 0, 0)

    return end
