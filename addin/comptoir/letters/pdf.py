"""PDF by LibreOffice, kept warm: one headless office prints one letter after another.

An office that dies or hangs in the middle of a letter is replaced, and the letter printed again.
Nothing is left behind: the office has a profile and a folder of its own, which go with it.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from comptoir.errors import Unreachable
from comptoir.wording import mark
from xlcalc import bridge
from xlcalc.boundary import guarded
from xlcalc.errors import CalcError, NoOffice
from xlcalc.uno_access import props

_TRIES = 3
_NEVER_RUN, _NO_UPDATE = 0, 0
_WORD_FILE = "MS Word 2007 XML"
_AS_PDF, _NO_MACROS = 17, 3
"""wdExportFormatPDF, msoAutomationSecurityForceDisable."""


class NoPrinter(Unreachable):
    message = mark(
        "LibreOffice was not found ({why}). The Word file is kept, no PDF was made."
        " Install LibreOffice, or save the PDF from Word."
    )


class Unprintable(Unreachable):
    message = mark(
        "{name} could not be turned into a PDF ({why}). The Word file is kept."
        " Open it and save the PDF from there."
    )


class Printer:
    """A warm office that prints. Use it in a ``with``; it starts with its first letter.

    *seconds* is how long one letter may take before the office counts as hung.
    """

    def __init__(self, seconds: float = 60.0) -> None:
        self.seconds = seconds
        self.started = 0
        self._office: bridge.Office | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the office."""
        if self._office is not None:
            self._office.quit()
            self._office = None

    def pdf(self, data: bytes, name: str = "letter") -> bytes:
        """The PDF of a Word file.

        Raises `NoPrinter` without LibreOffice, `Unprintable` where three offices failed.
        """
        with tempfile.TemporaryDirectory(prefix="comptoir_") as folder:
            source, target = Path(folder) / "letter.docx", Path(folder) / "letter.pdf"
            source.write_bytes(data)
            self._tried(source, target, name)
            return target.read_bytes()

    def _tried(self, source: Path, target: Path, name: str) -> None:
        why: object = ""
        for _ in range(_TRIES):
            office = self._ready()
            try:
                with self._patience(office):
                    guarded(_print)(office.desktop, source.as_uri(), target.as_uri())
            except CalcError as error:
                why = error
                self._drop()
                continue
            if target.is_file() and target.stat().st_size:
                return
            why = "no file"
        raise Unprintable(name=name, why=why)

    def _ready(self) -> bridge.Office:
        if self._office is not None and not self._office.alive:
            self._drop()
        if self._office is None:
            try:
                self._office = bridge.start()
            except NoOffice as missing:
                raise NoPrinter(why=missing) from missing
            self.started += 1
        return self._office

    def _drop(self) -> None:
        """Give up an office that died or hangs."""
        if self._office is not None:
            self._office.kill()
            self._office = None

    @contextlib.contextmanager
    def _patience(self, office: bridge.Office) -> Iterator[None]:
        """End the office should one letter take too long."""
        timer = threading.Timer(self.seconds, office.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class WordPrinter:
    """Microsoft Word on Windows, kept open while letters are printed. Use it in a ``with``.

    *start* opens Word; another is given to try the printer where there is no Word.
    """

    def __init__(self, start: Callable[[], Any]) -> None:
        self._start = start
        self._word: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End our Word; the user's own windows are another one."""
        if self._word is not None:
            with contextlib.suppress(Exception):
                self._word.Quit(0)
            self._word = None

    def pdf(self, data: bytes, name: str = "letter") -> bytes:
        """The PDF of a Word file. Raises `Unprintable`."""
        with tempfile.TemporaryDirectory(prefix="comptoir_") as folder:
            source, target = Path(folder) / "letter.docx", Path(folder) / "letter.pdf"
            source.write_bytes(data)
            try:
                self._saved(source, target)
            except Exception as error:
                self.close()
                raise Unprintable(name=name, why=error) from error
            return target.read_bytes()

    def _saved(self, source: Path, target: Path) -> None:
        if self._word is None:
            self._word = self._start()
            self._word.Visible = False
            self._word.DisplayAlerts = 0
            self._word.AutomationSecurity = _NO_MACROS
        document = self._word.Documents.Open(
            FileName=str(source), ReadOnly=True, AddToRecentFiles=False
        )
        try:
            document.ExportAsFixedFormat(OutputFileName=str(target), ExportFormat=_AS_PDF)
        finally:
            document.Close(0)


def printer() -> Printer | WordPrinter:
    """What prints on this computer: Word on Windows where it is installed, else LibreOffice."""
    if sys.platform == "win32":  # pragma: no cover - tried on Windows by hand
        with contextlib.suppress(ImportError):
            import win32com.client  # type: ignore[import-untyped] # noqa: PLC0415 - Windows only

            with contextlib.suppress(Exception):
                word = win32com.client.DispatchEx("Word.Application")
                return WordPrinter(lambda: word)
    return Printer()


def _print(desktop: Any, source: str, target: str) -> None:
    options = props(FilterName=_WORD_FILE, Hidden=True, ReadOnly=True,
                    MacroExecutionMode=_NEVER_RUN, UpdateDocMode=_NO_UPDATE)  # fmt: skip
    document = desktop.loadComponentFromURL(source, "_blank", 0, options)
    if document is None:
        return
    try:
        document.storeToURL(target, props(FilterName="writer_pdf_Export", Overwrite=True))
    finally:
        document.close(True)  # noqa: FBT003 - UNO takes positions
