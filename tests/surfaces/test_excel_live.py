"""The buttons in Excel: xlwings' own engine for Windows, over an Excel on paper.

Only a real Excel proves that Excel does what its model says; this proves that Comptoir asks for
nothing that Excel and xlwings' engine for it do not have.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from com_excel import Application, Range, Workbook
from comptoir import desk as desks
from comptoir import ribbon, settings, store
from comptoir.records import RECORDS
from comptoir.ribbon.deeds import DEEDS
from comptoir.sheets.build import build
from comptoir.store import Author
from live import Register
from paper import NINE, TODAY, Clock
from windows import INFORMATION, WARNING, com_error, xlwings_on_windows

ORDERS = 3


@pytest.fixture(scope="module")
def windows():
    with xlwings_on_windows() as modules:
        yield modules


@pytest.fixture
def boxes(windows):
    """The message boxes that were shown: (icon, text)."""
    shown = windows.pywin32["win32api"].boxes
    shown.clear()
    return shown


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a desk with three orders of one customer, and its register."""
    told = desks.create(tmp_path_factory.mktemp("made") / "desk", name="Maison Essai", lang="en")
    here = desks.opened(told, Author("Zoé", "sheet"), Clock())
    party = {"code": "ACME", "name": "Acme Ltd", "country": "GB"}
    order = {"party": "ACME", "flow": "EXP", "ordered": TODAY, "incoterm": "FCA",
             "place": "Lyon", "status": "PLACED"}  # fmt: skip
    with here.writing() as db:
        save = store.begin_save(db, here.author, NINE, "test")
        for name, row, count in (("party", party, 1), ("order", order, ORDERS)):
            usual = {one.name: one.initial for one in RECORDS[name].kept if one.initial is not None}
            store.register(db, save, RECORDS[name], [{**usual, **row}] * count, TODAY)
    build(told.workbooks / "register.xlsx", here.view("register"))
    here.engine.dispose()
    return told.folder


@pytest.fixture
def desk(tmp_path, made):
    """A desk of one's own, as it was made."""
    folder = Path(shutil.copytree(made, tmp_path / "desk"))
    here = desks.opened(settings.read(folder, {}), Author("Zoé", "sheet"), Clock())
    yield here
    here.engine.dispose()


@pytest.fixture
def excel():
    return Application()


@pytest.fixture
def opened(windows, excel):
    """Open the register of a desk in Excel."""

    def open_register(desk, name="register.xlsx"):
        engine = windows._xlwindows
        opened = Workbook(excel, desk.settings.workbooks / name)
        return Register(xw.Book(impl=engine.Book(xl=engine.COMRetryObjectWrapper(opened))))

    return open_register


@pytest.fixture
def register(opened, desk):
    return opened(desk)


@pytest.fixture
def press(windows, monkeypatch, tmp_path):
    """Press a button of the ribbon in the workbook that is open."""
    monkeypatch.setenv("COMPTOIR_LOG", str(tmp_path / "trouble.txt"))

    def pressed(name, register):
        server = windows.com_server.XLPython()
        caller = server.Module("xlwings._xlwindows")
        server.SetAttr(caller, "BOOK_CALLER", register.book.impl.xl)
        monkeypatch.setattr("xlwings.main.sys.platform", "win32")
        monkeypatch.setattr("comptoir.ribbon.pressing.clock", Clock(NINE))
        server.Exec(f"import comptoir.ribbon; comptoir.ribbon.click('{name}')")

    return pressed


def select(register, record, key, name):
    cell = register.cell(record, key, name)
    cell.impl.xl.Select()


class TestSaving:
    def test_an_edit_is_taken_and_shown(self, register, desk, press, excel, boxes):
        register.cell("order", "EX-2026-0002", "place").value = "Dijon"
        register.cell("order", "EX-2026-0002", "committed").value = date(2026, 12, 24)

        press("save", register)

        row = desk.look().rows("order")["EX-2026-0002"]
        assert (row["place"], row["committed"]) == ("Dijon", date(2026, 12, 24))
        assert excel.StatusBar.startswith("Saved: 0 new rows, 1 changed row")
        assert boxes == []
        assert (excel.ScreenUpdating, excel.EnableEvents) == (True, True)

    def test_a_row_typed_under_the_table_gets_its_number(self, register, desk, press, boxes):
        typed = {"flow": "export", "party": "ACME", "incoterm": "DAP", "place": "Leeds"}
        register.type_row("order", ordered=TODAY, status="placed", **typed)

        press("save", register)

        assert desk.look().rows("order")["EX-2026-0004"]["place"] == "Leeds"
        assert register.keys("order")[-1] == "EX-2026-0004"

    def test_what_looks_like_a_formula_or_a_number_stays_a_text(
        self, opened, register, desk, press
    ):
        hers = opened(desk)
        for key, text in (("EX-2026-0001", "=1+1"), ("EX-2026-0002", "007")):
            hers.cell("order", key, "place").number_format = "@"
            hers.cell("order", key, "place").value = text
        press("save", hers)

        press("refresh", register)

        sheet = register.sheet("order").impl.xl._inner
        assert "=1+1" in sheet.values.values()
        assert "007" in sheet.values.values()
        assert "=1+1" not in sheet.formulas.values()

    def test_a_fault_is_told_in_a_box_with_the_sign_of_a_warning(
        self, register, desk, press, boxes, excel
    ):
        register.cell("order", "EX-2026-0001", "incoterm").value = "FOC"

        press("save", register)

        [(style, title, text)] = boxes
        assert style == WARNING
        assert title == "Comptoir"
        assert "Nothing was saved" in text
        assert desk.look().rows("order")["EX-2026-0001"]["incoterm"] == "FCA"
        assert excel.selected.Address == register.cell("order", "EX-2026-0001", "incoterm").address

    def test_an_error_cell_is_a_fault_and_never_a_value(self, register, desk, press, boxes):
        sheet = register.sheet("order").impl.xl._inner
        cell = register.cell("order", "EX-2026-0001", "place")
        sheet.values[cell.row, cell.column] = "#N/A"

        press("save", register)

        assert "#N/A" in boxes[0][2]
        assert desk.look().rows("order")["EX-2026-0001"]["place"] == "Lyon"

    def test_two_people_clash_and_one_click_settles_it(self, opened, desk, press, boxes):
        hers, his = opened(desk), opened(desk)
        hers.cell("order", "EX-2026-0001", "place").value = "Dijon"
        press("save", hers)
        his.cell("order", "EX-2026-0001", "place").value = "Nancy"

        press("save", his)

        assert boxes[-1][0] == INFORMATION
        assert "you entered Nancy, the desk says Dijon" in boxes[-1][2]
        place = his.cell("order", "EX-2026-0001", "place")
        assert place.value == "Dijon"
        [note] = his.sheet("order").notes
        assert "Nancy" in note.text

        select(his, "order", "EX-2026-0001", "place")
        press("take_mine", his)

        assert desk.look().rows("order")["EX-2026-0001"]["place"] == "Nancy"
        assert list(his.sheet("order").notes) == []


class TestShowing:
    def test_more_rows_than_before(self, register, desk, press):
        usual = {one.name: one.initial for one in RECORDS["order"].kept if one.initial is not None}
        rows = [
            {**usual, "party": "ACME", "flow": "EXP", "ordered": TODAY, "status": "PLACED"}
        ] * 40
        with desk.writing() as db:
            save = store.begin_save(db, desk.author, NINE, "test")
            store.register(db, save, RECORDS["order"], rows, TODAY)

        press("refresh", register)

        assert len(register.keys("order")) == ORDERS + 40
        assert register.table("order").range.rows.count == 1 + ORDERS + 40

    def test_what_the_user_added_stays(self, register, desk, press):
        register.head_column("order", "My remark")
        register.cell("order", "EX-2026-0003", "My remark").value = "call back"
        press("save", register)
        press("refresh", register)
        assert register.cell("order", "EX-2026-0003", "My remark").value == "call back"


class TestRefusals:
    def test_a_protected_sheet(self, register, press, boxes):
        register.sheet("order").impl.xl._inner.ProtectContents = True
        press("save", register)
        [(style, _, text)] = boxes
        assert style == WARNING
        assert "is protected. Nothing was changed." in text

    def test_a_cell_that_is_being_typed_in(self, register, press, boxes, monkeypatch):
        def busy(_range):
            raise com_error(-2147418111, "Call was rejected by callee.", None, None)

        monkeypatch.setattr(Range, "Value2", property(busy))
        press("save", register)
        assert "Press Enter or close the window" in boxes[0][2]

    def test_an_excel_that_ended(self, register, press, boxes, monkeypatch):
        def gone(_range):
            raise com_error(-2147023174, "The RPC server is unavailable.", None, None)

        monkeypatch.setattr(Range, "Value2", property(gone))
        press("refresh", register)
        assert "ended while Comptoir worked" in boxes[0][2]

    def test_a_workbook_that_is_not_ours(self, windows, excel, tmp_path, press, boxes, monkeypatch):
        from openpyxl import Workbook as Blank  # noqa: PLC0415 - here only

        Blank().save(tmp_path / "mine.xlsx")
        monkeypatch.setenv("LANG", "fr_FR.UTF-8")
        engine = windows._xlwindows
        book = Workbook(excel, tmp_path / "mine.xlsx")
        press("save", Register(xw.Book(impl=engine.Book(xl=engine.COMRetryObjectWrapper(book)))))
        [(style, _, text)] = boxes
        assert style == WARNING
        assert "Il n" in text

    def test_a_fault_of_ours_is_a_sentence_and_a_file(
        self, register, press, boxes, monkeypatch, tmp_path
    ):
        def odd(_range):
            raise ZeroDivisionError("of ours")

        monkeypatch.setattr(Range, "Value2", property(odd))
        press("save", register)
        assert "ZeroDivisionError of ours" in boxes[0][2]
        assert "Traceback" in (tmp_path / "trouble.txt").read_text()


def test_no_button_asks_excel_for_what_it_has_not(register, press, boxes, excel):
    """Whatever a button answers, it is a sentence that was meant."""
    for deed in DEEDS:
        boxes.clear()
        excel.StatusBar = False
        select(register, "order", "EX-2026-0001", "place")
        press(deed.id, register)
        said = [text for _, _, text in boxes] + [excel.StatusBar or ""]
        assert any(said), deed.id
        for text in said:
            assert "Unknown name" not in text, deed.id
            assert "met something it does not know" not in text, deed.id


def test_the_list_of_buttons_is_the_ribbons():
    assert [one.id for one in ribbon.DEEDS] == [one.id for one in DEEDS]
