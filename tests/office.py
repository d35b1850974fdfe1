"""A real LibreOffice for tests: one office for the whole run, a new workbook for each test.

A room's ``conftest.py`` takes the fixtures from here::

    from office import calc_app, calc_book     # noqa: F401 - fixtures

Nothing is left behind: the office has a profile and a temporary folder of its own, and is ended
with the tests, or, should they be killed, by its watchdog.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlwings as xw

import xlcalc
from xlcalc import bridge

_STARTED: list[xw.App] = []
_SETTLED: list[TemporaryDirectory[str]] = []


def office() -> xw.App:
    """Return the run's office, started when first asked for; skip where there is none."""
    missing = xlcalc.why_missing()
    if missing:
        pytest.skip(missing)
    if _STARTED and not _STARTED[0].impl.office.alive:
        _STARTED.clear()
    if not _STARTED:
        xlcalc.activate()
        _STARTED.append(xlcalc.start())
    _STARTED[0].activate()
    return _STARTED[0]


def settled() -> Path:
    """Return a profile that offices start fast from, made when first asked for."""
    if not _SETTLED:
        folder = TemporaryDirectory(prefix="xlcalc_settled_")
        _SETTLED.append(folder)
        bridge.settle(Path(folder.name))
    return Path(_SETTLED[0].name)


def converted(
    folder: Path, *files: Path, kind: str = "xlsx:Calc MS Excel 2007 XML", items: str = ""
) -> list[Path]:
    """Return *files* as LibreOffice itself saves them in *folder*; one start for all.

    *items* are settings that its profile has besides.
    """
    missing = xlcalc.why_missing()
    if missing:
        pytest.skip(missing)
    with TemporaryDirectory(prefix="converted_") as profile:
        shutil.copytree(settled(), profile, dirs_exist_ok=True)
        told = Path(profile) / "user" / "registrymodifications.xcu"
        text = told.read_text("utf-8")
        told.write_text(text.replace("</oor:items>", f"{items}</oor:items>"), "utf-8")
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
             "--norestore", "--convert-to", kind, "--outdir", str(folder), *map(str, files)],
            check=True, capture_output=True, timeout=900,
        )  # fmt: skip
    return [folder / f"{one.stem}.{kind.partition(':')[0]}" for one in files]


def end() -> None:
    while _STARTED:
        _STARTED.pop().quit()
    while _SETTLED:
        _SETTLED.pop().cleanup()


@pytest.fixture(scope="session")
def calc_office():
    """The office of the run; ended with it."""
    yield office
    end()


@pytest.fixture
def calc_app(calc_office):
    """The office of the run as an xlwings app, fresh again if a test has killed it."""
    app = calc_office()
    yield app
    if app.impl.office.alive:
        for book in app.books:
            book.close()
        app.screen_updating = True


@pytest.fixture
def calc_book(calc_app):
    """A new workbook with one sheet, Sheet1."""
    return calc_app.books.add()
