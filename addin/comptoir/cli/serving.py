"""The Python server of Excel: started at logon, so that Excel need start no program.

    pythonw -P -m comptoir.cli.serving

One for each user. It ends when Excel is closed, as every COM server does; a fresh one then
takes its place, which frees what was in use and is of the Comptoir that is installed by then. A
file beside its lock asks it to end for good.

Source: xlwings, ``com_server.serve``, whose class id the add-in asks for with *Debug UDFS*.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

import comptoir.functions.excel  # noqa: F401 - the first cell that asks need not wait for it
from comptoir import __version__, ribbon
from comptoir.desk import fitting
from comptoir.desk.fitting import LOCK, NOTES, STOP, Computer
from comptoir.desk.installing import SERVING

TROUBLE = "serving-trouble.txt"
"""Why the last server could not serve; it has no window to say so."""
HASTY = 5.0
"""A server that ends within so many seconds has not served: the next one waits, and few follow."""
MOST_HASTY = 3
HANDOVER = 15.0
"""Seconds that a fresh server waits for the old one to go."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where a server serves, and the ways in which it touches the rest."""

    computer: Computer
    serve: Callable[[], None]
    quit: Callable[[], None]
    env: MutableMapping[str, str]
    since: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep


def main(arguments: Sequence[str]) -> int:
    """Serve until Excel is closed, then have a fresh server follow; return the exit code."""
    hasty = int(arguments[0]) if arguments else 0
    post = Post(
        fitting.this_computer(),
        ribbon.serve,
        ribbon.end_serving(threading.get_native_id()),
        os.environ,
    )
    return held(post, hasty)


def held(post: Post, hasty: int) -> int:
    """Serve where nobody does. *hasty* servers before this one ended at once."""
    folder = post.computer.own_folder
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=HANDOVER if hasty else 0)
    except Timeout:
        return 0
    began = post.since()
    try:
        asked = _serve(post, folder)
    except Exception:
        (folder / TROUBLE).write_text(traceback.format_exc(), encoding="utf-8")
        raise
    finally:
        lock.release()
    if asked:
        return 0
    return _follow(post, hasty + 1 if post.since() - began < HASTY else 0)


def _follow(post: Post, hasty: int) -> int:
    """Have a fresh server take over, unless those before it failed as well."""
    if hasty > MOST_HASTY:
        return 1
    post.wait(HASTY if hasty else 0)
    post.computer.start((sys.executable, "-P", "-m", SERVING, str(hasty)))
    return 0


def _serve(post: Post, folder: Path) -> bool:
    """Serve once; whether it was asked to end for good."""
    for name, value in post.computer.settings.items():
        if name == "COMPTOIR_DESK":
            post.env.setdefault(name, value)
    (folder / STOP).unlink(missing_ok=True)
    note = {"process": os.getpid(), "version": __version__}
    (folder / NOTES).write_text(json.dumps(note), encoding="utf-8")
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(folder / STOP, ended, post.quit), daemon=True)
    watch.start()
    try:
        post.serve()
    finally:
        ended.set()
        watch.join()
        with suppress(OSError):
            (folder / NOTES).unlink()
    return (folder / STOP).exists()


def _watch(file: Path, ended: threading.Event, leave: Callable[[], None]) -> None:
    """Leave when *file* appears."""
    while not ended.wait(0.25):
        if file.exists():
            leave()
            return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
