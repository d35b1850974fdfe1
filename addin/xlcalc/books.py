# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Workbooks: open, save with all that Calc would lose, close."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from numbers import Number
from pathlib import Path
from typing import Any

from xlwings import base_classes as bc

from xlcalc import table_styles
from xlcalc.boundary import Guarded, guarded
from xlcalc.errors import CalcError, NotOpened, NotSaved, OfficeGone
from xlcalc.names import Names
from xlcalc.number_formats import NumberFormats
from xlcalc.ranges import Range
from xlcalc.sheets import Sheet, Sheets
from xlcalc.uno_access import path_of, prop, props, sequence, struct, url_of

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".ods": "calc8",
    ".ots": "calc8_template",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".csv": "Text - txt - csv (StarCalc)",
    ".txt": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
    ".htm": "HTML (StarCalc)",
    ".pdf": "calc_pdf_Export",
}
"""How Calc calls each kind of file."""

_CSV = "{separator},34,76,1,,1033,false,true,false"
_COMMA, _TAB = 44, 9
_ENCRYPTED = (".xlsx", ".xlsm")
_ZIP = b"PK"
_RUN_MACROS = 4


def _csv_options(path: Path) -> str:
    return _CSV.format(separator=_TAB if path.suffix.lower() == ".txt" else _COMMA)


class Book(Guarded, bc.Book):
    def __init__(self, xl: Any, app: Any) -> None:
        self.xl, self._app = xl, app
        self._uid: str | None = None

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def app(self) -> Any:
        return self._app

    @property
    def office(self) -> Any:
        return self._app.office

    @property
    def uid(self) -> str:
        """Return the office's own number for this workbook."""
        if self._uid is None:
            self._uid = str(self.xl.RuntimeUID)
        return self._uid

    def remember(self, kind: str, name: str) -> dict[str, Any]:
        noted: dict[str, Any] = self.office.remember(self.uid, kind, name)
        return noted

    @property
    def _cache(self) -> dict[Any, Any]:
        cache: dict[Any, Any] = self.office.cache.setdefault(self.uid, {})
        return cache

    @property
    def upheavals(self) -> int:
        """Return how often cells were deleted since the workbook was opened."""
        return int(self._cache.get("upheavals", 0))

    def upheaval(self) -> None:
        """Take note that cells are being deleted."""
        self._cache["upheavals"] = self.upheavals + 1

    @property
    def formats(self) -> NumberFormats:
        cache = self._cache
        if "formats" not in cache:
            cache["formats"] = NumberFormats(self.office, self.xl)
        made: NumberFormats = cache["formats"]
        return made

    @property
    def epoch(self) -> dt.datetime:
        """Return the day that serial number 0 stands for."""
        cache = self._cache
        if "epoch" not in cache:
            null = self.xl.NullDate
            cache["epoch"] = dt.datetime(null.Year, null.Month, null.Day)  # noqa: DTZ001 - civil
        day: dt.datetime = cache["epoch"]
        return day

    def area(self, address: Any) -> Range:
        """Return the range of a UNO address."""
        sheet = Sheet(self.xl.Sheets.getByIndex(address.Sheet), self)
        return Range(
            sheet,
            address.StartRow + 1,
            address.StartColumn + 1,
            address.EndRow - address.StartRow + 1,
            address.EndColumn - address.StartColumn + 1,
        )

    @property
    def recording(self) -> bool:
        """Return whether what happens now will be undone as one step."""
        return bool(self._cache.get("recording"))

    @recording.setter
    def recording(self, value: bool) -> None:
        self._cache["recording"] = value

    def closed(self) -> bool:
        """Return whether the office no longer has the workbook open."""
        return self._uid is not None and self._uid not in {
            str(document.RuntimeUID) for document in self.office.documents()
        }

    # ---- its names -------------------------------------------------------------------------

    @property
    def fullname(self) -> str:
        url = self.xl.URL
        return path_of(url) if url else str(self.xl.Title)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.office.active_book = self.uid
        self.app.activate()
        view = self.xl.CurrentController
        if view is not None and view.Frame is not None and self.office.has_window:
            view.Frame.activate()

    def close(self) -> None:
        uid = self.uid
        self.xl.setModified(False)
        self.xl.close(True)
        self.office.forget(uid)

    # ---- saving ----------------------------------------------------------------------------

    def _target(self, path: str | None) -> Path:
        if path is not None:
            return Path.cwd() / path
        if self.xl.URL:
            return Path(self.fullname)
        return Path.cwd() / f"{self.name}.xlsx"

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save, table styles included.

        Raises `NotSaved` with the reason; `NotImplementedError` for kinds of files Calc has not.
        """
        target = self._target(path)
        ending = target.suffix.lower()
        if ending not in FILTERS or ending == ".pdf":
            raise NotImplementedError(f"Calc cannot write {ending or 'such'} files.")
        if not target.parent.is_dir():
            raise NotSaved(f"Calc could not write {target}: there is no such folder.")
        options = [prop("FilterName", FILTERS[ending]), prop("Overwrite", True)]
        if ending in (".csv", ".txt"):
            options.append(prop("FilterOptions", _csv_options(target)))
        if password:
            options.append(_password(ending, password))
        with self._kept(target):
            self._store(self.xl.storeAsURL, target, tuple(options))
        if password and ending in _ENCRYPTED and target.read_bytes()[:2] == _ZIP:
            target.unlink()
            raise NotSaved(f"Calc did not encrypt {target.name}; the file was removed.")
        table_styles.write(target, self._styles())

    @contextmanager
    def _kept(self, target: Path) -> Iterator[None]:
        """Put the file back as it was, should the office die while it writes over it."""
        if not target.exists() or self.office.process is None:
            yield
            return
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}.", suffix=".before", dir=target.parent
        )
        os.close(handle)
        before = Path(name)
        try:
            shutil.copy2(target, before)
            yield
        except OfficeGone:
            before.replace(target)
            raise
        finally:
            before.unlink(missing_ok=True)

    def _styles(self) -> dict[str, dict[str, Any]]:
        return {name: self.remember("table", name) for name in self.xl.DatabaseRanges.ElementNames}

    def _store(self, store: Any, target: Path, options: tuple[Any, ...]) -> None:
        try:
            guarded(store)(url_of(target), options)
        except OfficeGone:
            raise
        except CalcError as fault:
            if not self.office.alive:
                raise OfficeGone(f"LibreOffice ended before {target.name} was saved.") from None
            raise NotSaved(f"Calc could not write {target}: {fault}") from None

    def export(self, path: str, **options: Any) -> None:
        """Write a copy in another form; the workbook keeps its own file."""
        self._store(self.xl.storeToURL, Path.cwd() / path, props(**options))

    def to_pdf(self, path: str, quality: Any = None) -> None:  # noqa: ARG002 - Calc has one quality
        self.export(path, FilterName=FILTERS[".pdf"])

    def json(self) -> Any:
        raise NotImplementedError("A workbook open in Calc has no JSON form.")


def _password(ending: str, password: str) -> Any:
    """Without this form Calc writes an .xlsx in the clear, silently."""
    if ending not in _ENCRYPTED:
        return prop("Password", password)
    pairs = (("OOXPassword", password), ("CryptoType", "Standard"))
    return prop(
        "EncryptionData",
        sequence("beans.NamedValue", [struct("beans.NamedValue", *pair) for pair in pairs]),
    )


class Books(Guarded, bc.Books):
    def __init__(self, app: Any) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        return self.app.xl

    @property
    def office(self) -> Any:
        return self.app.office

    def _all(self) -> list[Book]:
        return [Book(document, self.app) for document in self.office.documents()]

    @property
    def active(self) -> Book:
        books = self._all()
        for book in books:
            if book.uid == self.office.active_book:
                return book
        current = self.office.desktop.getCurrentComponent()
        if current is not None:
            for book in books:
                if book.uid == getattr(current, "RuntimeUID", None):
                    return book
        if not books:
            raise CalcError("No workbook is open in LibreOffice.")
        return books[-1]

    def __call__(self, name_or_index: Any) -> Book:
        books = self._all()
        if isinstance(name_or_index, Number):
            try:
                return books[int(str(name_or_index)) - 1]
            except IndexError:
                raise KeyError(name_or_index) from None
        for book in books:
            if book.name.lower() == str(name_or_index).lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.office.documents())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def _load(self, url: str, **options: Any) -> Book:
        hidden = {} if self.office.has_window else {"Hidden": True}
        options = {**hidden, "MacroExecutionMode": _RUN_MACROS, **options}
        load = guarded(self.office.desktop.loadComponentFromURL)
        document = load(url, "_blank", 0, props(**options))
        if document is None:
            raise NotOpened(f"Calc could not open {url}.")
        book = Book(document, self.app)
        self.office.active_book = book.uid
        if self.office.state.calculation == "manual":
            document.enableAutomaticCalculation(False)
        if not self.office.state.screen_updating:
            document.lockControllers()
        return book

    def add(self) -> Book:
        self.office.books_added += 1
        book = self._load("private:factory/scalc")
        book.xl.setTitle(f"Book{self.office.books_added}")
        sheets = book.xl.Sheets
        while sheets.Count > 1:
            sheets.removeByName(sheets.getByIndex(sheets.Count - 1).Name)
        if sheets.getByIndex(0).Name != "Sheet1":
            sheets.getByIndex(0).Name = "Sheet1"
        return book

    def open(
        self,
        fullname: Any,
        update_links: Any = None,  # noqa: ARG002 - xlwings' signature
        read_only: Any = None,
        format: Any = None,  # noqa: A002, ARG002 - likewise
        password: str | None = None,
        *_args: Any,
        **_options: Any,
    ) -> Book:
        """Open a file. Raises `NotOpened`: no such file, a wrong password, not a workbook."""
        path = Path(fullname)
        if not path.is_file():
            raise FileNotFoundError(f"No such file: '{path}'")
        options: dict[str, Any] = {"ReadOnly": bool(read_only)}
        if password:
            options["Password"] = password
        ending = path.suffix.lower()
        if ending == ".xlam":
            options["FilterName"] = FILTERS[".xlsm"]
        elif ending in (".csv", ".txt"):
            options |= {"FilterName": FILTERS[".csv"], "FilterOptions": _csv_options(path)}
        try:
            book = self._load(url_of(path), **options)
        except OfficeGone:
            raise
        except CalcError as fault:
            raise NotOpened(f"Calc could not open {path}: {fault}") from None
        for name, style in table_styles.read(path).items():
            book.remember("table", name).update(style)
        return book


_MACRO = re.compile(r"^'(.*)'!(.*)$")


def run_macro(book: Book, name: str, args: Any) -> Any:
    """Run a Basic macro of a workbook; VBA in an .xlsm lies in the library VBAProject."""
    libraries = book.xl.BasicLibraries
    library = "VBAProject" if libraries.hasByName("VBAProject") else "Standard"
    if "." not in name:
        modules = libraries.getByName(library)
        texts = {each: modules.getByName(each) for each in modules.ElementNames}
        seek = re.compile(
            rf"^\s*(public\s+|private\s+)?(sub|function)\s+{re.escape(name)}\b",
            re.IGNORECASE | re.MULTILINE,
        )
        name = next((f"{each}.{name}" for each in texts if seek.search(texts[each])), name)
    script = book.xl.getScriptProvider().getScript(
        f"vnd.sun.star.script:{library}.{name}?language=Basic&location=document"
    )
    given = tuple(arg.impl.xl if hasattr(arg, "impl") else getattr(arg, "xl", arg) for arg in args)
    answer, _, _ = script.invoke(given, (), ())
    return answer


def split_macro(text: str) -> tuple[str | None, str]:
    """Return the workbook and the macro of ``'Book.xlsm'!Module.Sub``.

    >>> split_macro("'a b.xlsm'!M.go"), split_macro("go")
    (('a b.xlsm', 'M.go'), (None, 'go'))
    """
    found = _MACRO.match(text)
    return (found[1], found[2]) if found else (None, text)
