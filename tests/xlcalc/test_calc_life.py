"""The life and death of an office, and what becomes of the work."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlwings as xw

import xlcalc
from office import settled
from xlcalc import bridge

pytestmark = pytest.mark.calc
ADDIN = Path(xlcalc.__file__).parents[1]


@pytest.fixture
def own(calc_office):  # the session's, so that the settled profile goes with it
    """An office of this test's own, which it may kill."""
    missing = xlcalc.why_missing()
    if missing:
        pytest.skip(missing)
    xlcalc.activate()
    apps = []

    def start(**options):
        template = None if "locale" in options else settled()
        apps.append(xlcalc.start(template=template, **options))
        return apps[-1]

    yield start
    for app in apps:
        app.kill()


def test_an_office_leaves_nothing_behind(own):
    app = own()
    office = app.impl.office
    folder = office.folder
    app.books.add().sheets[0]["A1"].value = 1
    assert folder.exists()
    app.quit()
    assert not folder.exists()
    assert office.process.poll() is not None
    assert not any(Path(path).exists() for path in office.leftovers)
    assert office.pid not in [each.pid for each in xw.apps]


def test_a_killed_office_is_one_clear_error_and_leaves_nothing(own):
    app = own()
    sheet = app.books.add().sheets[0]
    office = app.impl.office
    os.kill(office.pid, signal.SIGKILL)
    office.process.wait(5)
    for deed in (
        lambda: sheet["A1"].value,
        lambda: setattr(sheet["A1"], "value", 2),
        lambda: sheet.book.save("never.xlsx"),
        lambda: sheet["B2"].color,
        lambda: sheet.tables.add(sheet["A1:B2"]),
    ):
        with pytest.raises(xlcalc.OfficeGone, match="LibreOffice ended"):
            deed()
    app.kill()
    assert not any(Path(path).exists() for path in office.leftovers)
    assert office.folder is None


def test_a_workbook_closed_by_someone_is_another_clear_error(calc_app):
    book = calc_app.books.add()
    sheet = book.sheets[0]
    book.api.setModified(False)
    book.api.close(True)
    with pytest.raises(xlcalc.BookGone, match="no longer open"):
        _ = sheet["A1"].value
    assert calc_app.books.add().sheets[0]["A1"].value is None


def test_a_protected_sheet_refuses_and_stays_as_it_was(sheet):
    sheet["A1"].value = "before"
    sheet.impl.protect("secret")
    for deed in (
        lambda: setattr(sheet["A1"], "value", "after"),
        lambda: setattr(sheet["A1"], "value", [["after", 1]]),
        lambda: setattr(sheet["A1"], "value", 3),
        lambda: setattr(sheet["A1"], "formula", "=1+1"),
        lambda: setattr(sheet["A1"], "color", (1, 2, 3)),
        sheet["1:1"].delete,
        sheet["A1"].clear_contents,
        lambda: sheet["A1:A3"].sort(1),
        sheet["A1:B1"].merge,
        lambda: setattr(sheet["A1"].font, "bold", True),
        lambda: sheet["A1"].add_note("x"),
        lambda: sheet["A1:B2"].autofilter.apply_values(1, ["x"]),
        lambda: sheet["A1"].data_validation.set_list(["a"]),
    ):
        with pytest.raises(xlcalc.SheetProtected):
            deed()
    assert sheet["A1:B2"].value == [["before", None], [None, None]]
    sheet.impl.unprotect("secret")
    sheet["A1"].value = "after"
    assert sheet["A1"].value == "after"


def test_a_process_that_is_killed_takes_its_office_with_it(own):
    own().quit()  # skips where there is no office
    code = (
        "import xlcalc, os, sys; xlcalc.activate(); app = xlcalc.start(); "
        "print(app.pid, app.impl.office.folder, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ADDIN)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    pid, folder = done.stdout.split()
    end = time.monotonic() + 8
    while time.monotonic() < end and (Path(folder).exists() or Path(f"/proc/{pid}").exists()):
        time.sleep(0.1)
    assert not Path(folder).exists()
    assert not Path(f"/proc/{pid}").exists()


def test_a_french_office_is_driven_the_same_way(own):
    sheet = own(locale="fr-FR").books.add().sheets[0]
    sheet["A1"].value = [[1234.5, dt.date(2025, 3, 1), True, "=1>0", "=1/0", 0.25]]
    sheet["A1"].number_format = "#,##0.00"
    sheet["F1"].number_format = "0.0%"
    assert sheet["A1:D1"].value == [1234.5, dt.datetime(2025, 3, 1), True, True]
    assert sheet["A1"].number_format == "#,##0.00"
    assert sheet["B1"].number_format == "dd/mm/yyyy"
    assert sheet["B1"].api.String == "01/03/2025"
    assert sheet["A1"].api.String.replace("\u202f", " ").replace("\xa0", " ") == "1 234,50"
    assert sheet["F1"].api.String.replace("\u202f", " ").replace("\xa0", " ") == "25,0%"
    sheet["G1"].formula = '=IF(A1>1.5,SUM(1,2),"x")'
    assert (sheet["G1"].value, sheet["G1"].formula) == (3.0, '=IF(A1>1.5,SUM(1,2),"x")')
    assert sheet["H1"].number_format == "General"
    assert sheet["E1"].options(err_to_str=True).value == "#DIV/0!"


def test_a_running_office_is_joined_and_left_running(own):
    name = f"xlcalc_test_{os.getpid()}"
    host = own(options=[f"--accept=pipe,name={name};urp;"])
    host.books.add().sheets[0]["A1"].value = "the user's"
    joined = xlcalc.attach(f"pipe,name={name}")
    assert joined.books[0].sheets[0]["A1"].value == "the user's"
    joined.quit()
    assert host.books[0].sheets[0]["A1"].value == "the user's"
    Path(f"/tmp/OSL_PIPE_{os.getuid()}_{name}").unlink(missing_ok=True)


def test_no_office_listening_is_said(own):
    own().quit()
    with pytest.raises(xlcalc.NoOffice, match="No LibreOffice listens"):
        bridge.join("pipe,name=nobody_here", timeout=0.2)


def test_a_deed_is_one_undo_step(sheet, book):
    sheet["A1"].value = "before"
    with xlcalc.undo_step(book, "Comptoir: refresh"):
        sheet["A1"].value = [["after", 1], ["x", 2]]
        sheet["A1"].color = (255, 0, 0)
        sheet["C1"].formula = "=1+1"
    assert xlcalc.undo_titles(book)[0] == "Comptoir: refresh"
    xlcalc.undo(book)
    assert sheet["A1:C2"].formula == (("before", "", ""), ("", "", ""))
    assert sheet["A1:C2"].value == [["before", None, None], [None, None, None]]
    assert sheet["A1"].color is None


def test_what_fails_inside_an_undo_step_is_what_is_seen(sheet, book):
    def deed():
        with xlcalc.undo_step(book, "refresh"):
            sheet["A1"].value = 1
            raise RuntimeError("network")

    with pytest.raises(RuntimeError, match="network"):
        deed()
    assert xlcalc.undo_titles(book)[0] == "refresh"


def test_a_question_is_recorded_and_answered_by_the_test(calc_app):
    xlcalc.POLICY.alerts.clear()
    xlcalc.POLICY.answers.append("no")
    calc_app.books.add()
    assert calc_app.alert("Overwrite?", title="Comptoir", buttons="yes_no") == "no"
    assert xlcalc.POLICY.alerts == [
        {"prompt": "Overwrite?", "title": "Comptoir", "buttons": "yes_no", "mode": None}
    ]
    assert calc_app.alert("Done.") == "ok"


def test_two_offices_are_two_apps(own):
    one, two = own(), own()
    one.books.add().sheets[0]["A1"].value = 1
    two.books.add().sheets[0]["A1"].value = 2
    two.activate()
    assert xw.apps.active.pid == two.pid
    assert one.books[0].sheets[0]["A1"].value == 1.0
    assert xw.apps[two.pid].books[0].sheets[0]["A1"].value == 2.0


def test_a_hundred_thousand_rows_go_there_and_back(sheet):
    rows = [[i, f"F{i}", dt.datetime(2025, 1, 1 + i % 28), i % 2 == 0] for i in range(100_000)]
    sheet["A1"].value = rows
    assert sheet["A1:D100000"].value == rows


@pytest.mark.calc
def test_what_is_too_much_to_undo_is_not_noted_and_nothing_older_is_left(calc_book):
    sheet = calc_book.sheets[0]
    sheet["A1"].value = "typed"
    with xlcalc.not_undoable(calc_book):
        sheet["B1"].value = "shown"
    assert xlcalc.undo_titles(calc_book) == []
    sheet["C1"].value = "typed later"
    assert len(xlcalc.undo_titles(calc_book)) == 1


@pytest.mark.calc
def test_a_workbook_closed_meanwhile_is_told_whatever_is_asked_of_it(calc_app):
    calc_app.books.add()
    book = calc_app.books.add()
    sheet = book.sheets[0]
    book.close()
    for ask in (lambda: sheet.used_range, lambda: sheet["A1"].value, lambda: book.sheets["Sheet1"]):
        with pytest.raises(xlcalc.BookGone):
            ask()
