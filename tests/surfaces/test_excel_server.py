"""The Python server of Excel over stand-ins for COM: it answers, ends, is followed, and stops."""

from __future__ import annotations

import json
import os
import sys
import threading
import types
from pathlib import Path

import pytest
from filelock import FileLock

from com_excel import Application, Fresh
from comptoir import __version__, ribbon
from comptoir.cli import serving
from comptoir.cli.serving import MOST_HASTY, TROUBLE, Post, held
from comptoir.desk.fitting import LOCK, NOTES, STOP, StillServing, carry_out, stop
from comptoir.desk.fitting import serving as who_serves
from comptoir.desk.installing import halt, installation
from comptoir.functions import Here, excel
from windows import WM_QUIT, CDispatch, Winreg, com_error, computer, excel_known, xlwings_on_windows

CLASS_OF_DEBUG = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
MISSING = -2147352572


@pytest.fixture
def xlwings():
    with xlwings_on_windows() as modules:
        yield modules


@pytest.fixture
def here(tmp_path, monkeypatch):
    return computer(tmp_path, excel_known(Winreg()), monkeypatch)


class Hours:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self):
        return self.now


def post(here, serve, **more):
    made, _ = here
    waited = []
    told = {"env": {}, "since": Hours(), "wait": waited.append, **more}
    return Post(made, serve, lambda: None, **told), waited


class TestLife:
    def test_while_it_serves_the_doctor_knows_it(self, here):
        seen = []
        given, _ = post(here, lambda: seen.append(who_serves(here[0].own_folder)))
        held(given, 0)
        (one,) = seen
        assert (one.version, one.process) == (__version__, os.getpid())
        assert who_serves(here[0].own_folder) is None
        assert not (here[0].own_folder / NOTES).exists()

    def test_when_excel_is_closed_a_fresh_one_follows(self, here):
        hours = Hours()
        given, waited = post(here, lambda: setattr(hours, "now", 3600.0), since=hours)
        assert held(given, 2) == 0
        assert here[1] == [(sys.executable, "-P", "-m", "comptoir.cli.serving", "0")]
        assert waited == [0]

    def test_one_that_ends_at_once_is_followed_late_and_not_for_ever(self, here):
        given, waited = post(here, lambda: None)
        for hasty in range(MOST_HASTY):
            assert held(given, hasty) == 0
        assert [words[-1] for words in here[1]] == ["1", "2", "3"]
        assert waited == [serving.HASTY] * 3
        assert held(given, MOST_HASTY) == 1
        assert len(here[1]) == MOST_HASTY

    def test_where_one_serves_no_other_does(self, here):
        folder = here[0].own_folder
        folder.mkdir(parents=True)
        given, _ = post(here, lambda: pytest.fail("two servers"))
        with FileLock(folder / LOCK):
            assert held(given, 0) == 0
        assert here[1] == []

    def test_it_works_at_the_desk_that_the_add_in_names(self, here):
        carry_out(here[0], installation(here[0].home, b"", "", desk=r"C:\Bureau"))
        env = {}
        given, _ = post(here, lambda: None, env=env)
        held(given, 0)
        assert env == {"COMPTOIR_DESK": r"C:\Bureau"}

    def test_what_it_cannot_do_is_written_down(self, here):
        def serve():
            raise ImportError("Couldn't find 'pywin32'")

        given, _ = post(here, serve)
        with pytest.raises(ImportError):
            held(given, 0)
        assert "Couldn't find 'pywin32'" in (here[0].own_folder / TROUBLE).read_text()
        assert who_serves(here[0].own_folder) is None


class TestStopping:
    def test_it_ends_for_good_when_asked(self, here):
        """The command asks by a file, the server leaves its loop, and nobody follows it."""
        serves, leave = threading.Event(), threading.Event()

        def serve():
            serves.set()
            assert leave.wait(20)

        given = Post(here[0], serve, leave.set, {})
        answers = []
        server = threading.Thread(target=lambda: answers.append(held(given, 0)))
        server.start()
        assert serves.wait(20)
        asking = types.SimpleNamespace(own_folder=here[0].own_folder, wait=threading.Event().wait)
        stop(asking)
        server.join(20)
        assert answers == [0]
        assert here[1] == []
        assert not (here[0].own_folder / STOP).exists()

    def test_one_that_does_not_listen_is_told(self, here):
        folder = here[0].own_folder
        folder.mkdir(parents=True)
        with FileLock(folder / LOCK), pytest.raises(StillServing, match="Close Excel"):
            carry_out(here[0], halt(here[0].home))
        assert not (folder / STOP).exists()

    def test_the_loop_of_com_ends_by_a_message(self, xlwings):
        asked = []
        xlwings.messages.put(lambda: asked.append(xlwings.pywin32["pythoncom"].registered))
        xlwings.messages.put(ribbon.end_serving(1))
        ribbon.serve()
        assert asked == [CLASS_OF_DEBUG]
        assert not hasattr(xlwings.pywin32["pythoncom"], "registered")


# ------------------------------------------------------------------ what Excel asks of it


def cells(*rows, form="General"):
    """A range as Excel gives it to a function."""
    found = Fresh(Application(), "Book1").filled(*rows)
    found.NumberFormat = form
    return found


@pytest.fixture
def ask(xlwings):
    """Ask the server for a function as the wrapper in VBA does, by name and in its loop."""
    published = types.ModuleType("comptoir_functions_of_this_test")
    excel.publish(vars(published), lambda: Here(lang="en"), xlwings.udfs.xlfunc, xlwings.udfs.xlarg)
    published.__file__ = excel.__file__
    sys.modules[published.__name__] = published
    server = xlwings.com_server.XLPython()

    def asked(name, *arguments):
        answers = []
        xlwings.messages.put(
            lambda: answers.append(
                server.CallUDF(
                    published.__name__, f"COMPTOIR_{name}", arguments, None, cells([1.0])
                )
            )
        )
        xlwings.messages.put(WM_QUIT)
        ribbon.serve()
        return answers[0]

    yield asked
    del sys.modules[published.__name__]


class TestFunctions:
    def test_a_cell_and_what_is_left_out(self, ask):
        answer = ask("CHARGEABLE", cells([80.0]), cells([1.0]), "air", MISSING, MISSING)
        assert answer == 167.0

    def test_a_column_spills(self, ask):
        answer = ask(
            "CHARGEABLE", cells([80.0], [10.0], [None]), cells([1.0]), "air", MISSING, MISSING
        )
        assert answer == [[167.0], [167.0], [""]]

    def test_a_day_comes_as_com_gives_it_and_leaves_as_com_takes_it(self, ask):
        answer = ask("MONTHEND", cells([46349.0], form="dd/mm/yyyy"))
        assert (answer.year, answer.month, answer.day) == (2026, 11, 30)
        assert answer.tzinfo is not None  # else pywin32 shifts it by the zone of the computer

    def test_an_error_in_a_cell_stays_that_error(self, ask):
        answer = ask("MONTHEND", cells(["#DIV/0!"]))
        assert answer == "#DIV/0!"

    def test_what_a_rule_refuses_is_a_sentence(self, ask):
        answer = ask("CHARGEABLE", cells([-1.0]), cells([1.0]), "air", MISSING, MISSING)
        assert answer.startswith("#COMPTOIR! ")

    def test_what_nobody_foresaw_is_a_sentence_too(self, ask, monkeypatch):
        def odd(*_):
            raise ZeroDivisionError("of ours")

        monkeypatch.setattr(excel, "call", odd)
        answer = ask("MONTHEND", cells([1.0]))
        assert answer.startswith("#COMPTOIR! this met something Comptoir does not know: ZeroDiv")


class TestButtons:
    def test_a_press_runs_its_command_with_the_workbook_that_called(self, xlwings, monkeypatch):
        pressed = []
        monkeypatch.setattr(
            "comptoir.ribbon.pressing.run",
            lambda deed, book, *_: pressed.append((deed.id, book.name)),
        )
        book = CDispatch()
        book.Name, book.Application = "register.xlsx", CDispatch()
        book.Application.Hwnd = 7
        server = xlwings.com_server.XLPython()
        module = server.Module("xlwings._xlwindows")
        server.SetAttr(module, "BOOK_CALLER", book)
        monkeypatch.setattr("xlwings.main.sys.platform", "win32")
        server.Exec("import comptoir.ribbon; comptoir.ribbon.click('save')")
        assert pressed == [("save", "register.xlsx")]


def test_the_note_is_json_for_others(here):
    notes = []
    given, _ = post(here, lambda: notes.append((here[0].own_folder / NOTES).read_text("utf-8")))
    held(given, 0)
    assert json.loads(notes[0])["version"] == __version__


def test_com_error_is_what_pywin32_raises():
    assert com_error(-1, "x", None, None).hresult == -1
    assert Path(serving.__file__).stem == "serving"
