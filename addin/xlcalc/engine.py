# ruff: noqa: FBT001, FBT002 - UNO takes no keywords, and signatures are xlwings' own
"""The engine ``calc`` for xlwings, and its apps: each app is one running office."""

from __future__ import annotations

import contextlib
import datetime as dt
import numbers
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes as bc

from xlcalc import bridge
from xlcalc.books import Book, Books, run_macro, split_macro
from xlcalc.boundary import Guarded
from xlcalc.bridge import Office
from xlcalc.errors import CalcError
from xlcalc.policy import POLICY
from xlcalc.ranges import Range
from xlcalc.uno_access import enum, program, prop
from xlcalc.values import CellError

NAME = "calc"
_OFFICES: list[Office] = []  # the one used last comes first


class Engine:
    """What xlwings asks of an engine: its apps, and values ready to go either way."""

    name, type = NAME, "desktop"
    template: Path | None = None

    @property
    def apps(self) -> Apps:
        return Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, _date_format: Any) -> Any:
        """Return a value of Python, NumPy or pandas as one a cell can hold."""
        if value is None or isinstance(value, (str, bool, dt.date, dt.time)):
            return _civil(value)
        if isinstance(value, (int, float)):
            return None if value != value else value  # noqa: PLR0124 - that is how NaN is told
        return _foreign(value)

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return rows read from cells as the caller of xlwings wants them."""

        def one(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            kind = type(value)
            if kind is float:
                return value if number_builder is None else number_builder(value)
            if kind is dt.datetime:
                return _built(datetime_builder, value)
            if kind is CellError:
                return str(value) if err_to_str else None
            return value

        return [[one(value) for value in row] for row in data]


def _built(build: Callable[..., Any], value: dt.datetime) -> Any:
    return build(
        year=value.year,
        month=value.month,
        day=value.day,
        hour=value.hour,
        minute=value.minute,
        second=value.second,
        microsecond=value.microsecond,
        tzinfo=None,
    )


def _civil(value: Any) -> Any:
    if hasattr(value, "to_pydatetime"):  # a pandas timestamp; NaT has none that is equal to itself
        return value.to_pydatetime() if value == value else None  # noqa: PLR0124 - NaT
    return value


def _foreign(value: Any) -> Any:
    """NumPy's and pandas' own kinds, told by what they can do: neither needs to be installed."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if type(value).__name__ == "datetime64":
        return None if str(value) == "NaT" else value.astype("datetime64[us]").item()
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return Engine.prepare_xl_data_element(value.item(), None)
    if isinstance(value, numbers.Number):
        return float(value)  # type: ignore[arg-type] # - Decimal and Fraction can
    return value


ENGINE = Engine()


def enlist(office: Office) -> App:
    """Let xlwings know of an office, and return its app."""
    _OFFICES.insert(0, office)
    return App(office)


class Apps(bc.Apps):
    @staticmethod
    def _live() -> list[Office]:
        for office in list(_OFFICES):
            if not office.alive:
                _OFFICES.remove(office)
        return list(_OFFICES)

    def keys(self) -> list[int]:
        return [office.pid for office in self._live()]

    def add(
        self,
        spec: Any = None,  # noqa: ARG002 - xlwings' signature
        add_book: Any = None,
        xl: Any = None,  # noqa: ARG002 - likewise
        visible: Any = None,
    ) -> App:
        app = enlist(bridge.start(visible=bool(visible), template=ENGINE.template))
        if add_book:
            app.books.add()
        return app

    @staticmethod
    def cleanup() -> None:
        """Nothing lingers: offices end with this process."""

    def __iter__(self) -> Iterator[App]:
        return iter([App(office) for office in self._live()])

    def __len__(self) -> int:
        return len(self._live())

    def __getitem__(self, pid: int) -> App:
        for office in self._live():
            if office.pid == pid:
                return App(office)
        raise KeyError(pid)


def _state(name: str) -> property:
    def get(self: App) -> Any:
        return getattr(self.office.state, name)

    def put(self: App, value: Any) -> None:
        setattr(self.office.state, name, value)

    return property(get, put)


class App(Guarded, bc.App):
    """One office. Switches Calc does not have are remembered, and change nothing."""

    def __init__(self, office: Office) -> None:
        self.office = office

    engine = ENGINE
    display_alerts = _state("display_alerts")
    enable_events = _state("enable_events")
    interactive = _state("interactive")
    cut_copy_mode = _state("cut_copy_mode")
    visible = _state("visible")

    @property
    def xl(self) -> Any:
        return self.office.desktop

    @xl.setter
    def xl(self, value: Any) -> None:
        raise NotImplementedError("An app keeps the office it was made for.")

    @property
    def api(self) -> Any:
        return self.office.desktop

    @property
    def pid(self) -> int:
        return self.office.pid

    @property
    def hwnd(self) -> int:
        return self.office.pid

    def activate(self, steal_focus: bool = False) -> None:  # noqa: ARG002 - a window's own matter
        with contextlib.suppress(ValueError):
            _OFFICES.remove(self.office)
        _OFFICES.insert(0, self.office)

    def quit(self) -> None:
        self.office.quit()
        self._leave()

    def kill(self) -> None:
        self.office.kill()
        self._leave()

    def _leave(self) -> None:
        with contextlib.suppress(ValueError):
            _OFFICES.remove(self.office)

    # ---- what is open ----------------------------------------------------------------------

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        """Return the selected range, of the first when there are several; None without one."""
        if not len(self.books):
            return None
        book = self.books.active
        selected = book.xl.CurrentController.getSelection()
        if hasattr(selected, "getRangeAddresses"):
            addresses = selected.getRangeAddresses()
            return book.area(addresses[0]) if addresses else None
        if hasattr(selected, "getRangeAddress"):
            return book.area(selected.getRangeAddress())
        return None

    @property
    def screen_updating(self) -> bool:
        return self.office.state.screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if bool(value) == self.office.state.screen_updating:
            return
        self.office.state.screen_updating = bool(value)
        for document in self.office.documents():
            if not value:
                document.lockControllers()
            while value and document.hasControllersLocked():
                document.unlockControllers()

    @property
    def calculation(self) -> str:
        return self.office.state.calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        self.office.state.calculation = value
        self.calculate()  # Calc computes when asked, Excel on entry
        for document in self.office.documents():
            document.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        for document in self.office.documents():
            document.calculate()

    @property
    def status_bar(self) -> Any:
        return self.office.state.status_bar

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.office.state.status_bar = value
        for document in self.office.documents():
            view = document.CurrentController
            indicator = view and view.Frame and view.Frame.createStatusIndicator()
            if indicator is None:
                continue
            if value in (False, None, ""):
                indicator.end()
            else:
                indicator.start(str(value), 0)

    # ---- about the office ------------------------------------------------------------------

    @property
    def version(self) -> str:
        provider = self.office.create("com.sun.star.configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            (prop("nodepath", "/org.openoffice.Setup/Product"),),
        )
        return str(access.ooSetupVersion)

    @property
    def path(self) -> str:
        return str(Path(program()).parent)

    @property
    def startup_path(self) -> str:
        return ""

    # ---- deeds -----------------------------------------------------------------------------

    def alert(
        self,
        prompt: Any,
        title: Any,
        buttons: Any,
        mode: Any,
        callback: Any,  # noqa: ARG002 - a desktop answers at once
    ) -> str:
        """Ask with a message box; where nobody looks, `Policy.answers` answers."""
        buttons = buttons or "ok"
        asked = {"prompt": prompt, "title": title, "buttons": buttons, "mode": mode}
        POLICY.alerts.append(asked)
        if POLICY.answers:
            return POLICY.answers.popleft()
        if not self.office.has_window:
            return "ok" if buttons.startswith("ok") else "yes"
        return self._message_box(str(prompt or ""), str(title or ""), buttons, mode)

    def _message_box(self, prompt: str, title: str, buttons: str, mode: Any) -> str:
        number = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}[buttons]
        kind = "ERRORBOX" if mode == "critical" else "INFOBOX" if number == 1 else "QUERYBOX"
        window = self.books.active.xl.CurrentController.Frame.ContainerWindow
        toolkit = self.office.create("com.sun.star.awt.Toolkit")
        box = toolkit.createMessageBox(
            window, enum("awt.MessageBoxType", kind), number, title, prompt
        )
        answer = box.execute()
        return {1: "ok", 2: "yes", 3: "no"}.get(answer, "cancel")

    def run(self, macro: str, args: Any) -> Any:
        book, name = split_macro(macro)
        return run_macro(self.books(book) if book else self.books.active, name, args)


def activate(template: Path | None = None) -> xw.Engine:
    """Make ``calc`` the engine xlwings uses, and return it.

    New apps copy the settled profile *template*, when one is given.
    """
    if template is not None:
        Engine.template = template
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=ENGINE))
    engine = xw.engines[NAME]
    engine.activate()
    return engine


def start(**options: Any) -> xw.App:
    """Start an office of our own, headless unless ``visible=True``; see `bridge.start`."""
    return xw.App(impl=enlist(bridge.start(**options)))


def attach(url: str | None = None, *, context: Any = None) -> xw.App:
    """Return the app of an office that already runs.

    *url* is where it listens (``pipe,name=desk``); *context* is given inside the office itself.
    One office is one app, however often it is attached.
    """
    if context is not None:
        for office in _OFFICES:
            if office.process is None and office.pid == os.getpid():
                return xw.App(impl=App(office))
        return xw.App(impl=enlist(bridge.inside(context)))
    if url is None:
        raise CalcError("Give the place where the office listens, for example pipe,name=desk.")
    return xw.App(impl=enlist(bridge.join(url)))


__all__ = ["ENGINE", "App", "Apps", "Book", "activate", "attach", "enlist", "start"]
