"""From a press on a button to what became of it: one way for every deed, in Excel and in Calc.

Nothing the assistant sees is ever a traceback: a refusal is its sentence, and what nobody
foresaw is a sentence too, its details kept in a file for whoever mends it.
"""

from __future__ import annotations

import getpass
import locale
import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from comptoir import desk as desks
from comptoir import settings
from comptoir.desk import Desk, fitting
from comptoir.errors import ComptoirError
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.deeds import DEEDS
from comptoir.ribbon.told import Pressed, Told
from comptoir.store import Author
from comptoir.wording import Said, mark, translated

LINES_SHOWN = 30
"""What a message box shows readably."""
BUSY = mark("Comptoir: {deed}…")
ODD = mark(
    "Comptoir met something it does not know: {what}."
    " Press Refresh to see what the desk kept. The details are in {file}."
)


class Screen(Protocol):
    """What the assistant sees of the program: its status bar and its message boxes."""

    def status(self, text: str) -> None: ...

    def tell(self, text: str, mode: str) -> None:
        """A message box; *mode* is ``info`` or ``critical``."""

    def open(self, file: Path) -> None:
        """Show a file or a folder in the program that it belongs to."""


def run(
    deed: Deed, book: Pressed, screen: Screen, desk_of: Callable[[Pressed], Desk], lang: str
) -> Told | None:
    """Do *deed* and say what became of it; None where it was refused."""
    with suppress(Exception):  # whatever it is, the deed meets it again, and it is told
        lang = book.memory().lang
    screen.status(Said(BUSY, deed=translated(deed.label, lang)).in_(lang))
    try:
        desk = desk_of(book)
        try:
            told = deed.act(desk, book)
        finally:
            desk.engine.dispose()
    except ComptoirError as refused:
        _tell_refusal(refused, book, screen, lang)
    except Exception as odd:  # noqa: BLE001 - what nobody foresaw is told as well
        screen.status("")
        screen.tell(_odd(odd).in_(lang), "critical")
    else:
        screen.status(told.status.in_(lang))
        if told.file is not None:
            screen.open(told.file)
        if told.lines:
            screen.tell(boxed(told.lines, lang), "info")
        return told
    return None


def boxed(lines: Sequence[Said], lang: str) -> str:
    """Lines as a message box shows them: the first ones, and how many there are more."""
    texts = [one.in_(lang) for one in lines[:LINES_SHOWN]]
    if len(lines) > LINES_SHOWN:
        texts.append(Said("… and {count} more.", count=len(lines) - LINES_SHOWN).in_(lang))
    return "\n".join(texts)


def _tell_refusal(refused: ComptoirError, book: Pressed, screen: Screen, lang: str) -> None:
    """The sentence and, where there are faults, each with its cell; the cursor on the first."""
    screen.status("")
    faults = list(getattr(refused, "faults", []))
    lines = [refused.said, *(Said("{where}: {what}", where=f.where, what=f.said) for f in faults)]
    if faults:
        with suppress(Exception):  # the faults are told all the same
            book.point(faults[0].where)
    screen.tell(boxed(lines, lang), "critical")


def _odd(odd: Exception) -> Said:
    file = Path(os.environ.get("COMPTOIR_LOG") or Path.home() / "comptoir-trouble.txt")
    told = "".join(traceback.format_exception(odd))
    try:
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{clock().isoformat()}\n{told}\n")
    except OSError:
        return Said(ODD, what=_brief(odd), file="—")
    return Said(ODD, what=_brief(odd), file=file)


def _brief(odd: Exception) -> str:
    return f"{type(odd).__name__} {odd}".strip()[:200]


def clock() -> datetime:
    """The instant it is."""
    return datetime.now(UTC)  # noqa: TID251 - a button owns a clock, as a command does


def desk_near(book: Pressed) -> Desk:
    """The desk in whose folder the workbook lies, or the one that COMPTOIR_DESK names."""
    try:
        folder = settings.find_desk(_folder(book))
    except settings.NoDesk:
        named = os.environ.get("COMPTOIR_DESK") or fitting.this_computer().settings.get(
            "COMPTOIR_DESK"
        )
        if not named:
            raise
        folder = Path(named)
    found = settings.read(folder)
    author = Author(found.user or getpass.getuser(), "sheet")
    zone = clock().astimezone().tzinfo or UTC
    return desks.opened(found, author, clock, zone)


def tongue(env: Mapping[str, str], system: str | None) -> str:
    """The language to speak where no workbook says it; *system* is what Python calls its own.

    >>> tongue({}, "French_France"), tongue({"LANG": "en_GB.UTF-8"}, "fr_FR"), tongue({}, None)
    ('fr', 'en', 'en')
    """
    said = env.get("COMPTOIR_LANG") or env.get("LANG") or system or ""
    return "fr" if said.lower().startswith("fr") else "en"


def _folder(book: Pressed) -> Path:
    return book.path.parent if book.path else Path.cwd()


def deed_called(name: str) -> Deed:
    """The deed of a button; ``KeyError`` where there is none."""
    return next(one for one in DEEDS if one.id == name)


def click(name: str) -> None:
    """What a button of Excel calls: do the deed in the workbook that called."""
    import xlwings as xw  # noqa: PLC0415 - slow, and not needed to build an add-in

    _press(name, xw.Book.caller())


def command(name: str, context: object) -> None:
    """What a button of Calc calls, inside the office whose *context* it gives."""
    import xlcalc  # noqa: PLC0415 - only inside an office

    xlcalc.activate()
    _press(name, xlcalc.attach(context=context).books.active)


def _press(name: str, book: Any) -> None:
    from comptoir.sheets.workbook import XlBook, XlScreen  # noqa: PLC0415 - they know xlwings

    opened = XlBook(book)
    lang = tongue(os.environ, locale.getlocale()[0])
    run(deed_called(name), opened, XlScreen(book.app), desk_near, lang)
