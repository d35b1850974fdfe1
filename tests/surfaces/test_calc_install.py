"""``comptoir calc``: after it, a Calc of one's own has the buttons and the functions."""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner

import xlcalc
from comptoir import desk as desks
from comptoir import ribbon, store
from comptoir.cli import main
from comptoir.functions import declarations
from comptoir.records import RECORDS
from comptoir.sheets.build import build
from comptoir.store import Author
from live import Register
from paper import NINE, TODAY, Clock

pytestmark = pytest.mark.calc


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An office whose user has typed ``comptoir calc install``."""
    if missing := xlcalc.why_missing():
        pytest.skip(missing)
    profile = tmp_path_factory.mktemp("profile") / "4"
    answer = CliRunner().invoke(main, ["--lang", "en", "calc", "install", "--profile", profile])
    assert answer.exit_code == 0, answer.output
    assert "in Calc when it starts again" in answer.output
    assert not (profile / ".lock").exists()
    xlcalc.activate()
    app = xlcalc.start(profile=profile)
    yield app
    app.quit()


@pytest.fixture
def sheet(installed):
    installed.activate()
    book = installed.books.add()
    yield book.sheets[0]
    for each in installed.books:
        each.close()


def dispatch(book, button):
    office = book.app.impl.office
    helper = office.create("com.sun.star.frame.DispatchHelper")
    frame = book.api.CurrentController.Frame
    helper.executeDispatch(frame, f"service:org.comptoir.calc.Commands?{button}", "", 0, ())


def test_functions_compute_and_keep_their_names_in_an_xlsx(sheet, installed, tmp_path):
    sheet["A1"].formula = '=COMPTOIR.CHARGEABLE(80,1,"air")'
    assert sheet["A1"].value == 167.0
    path = tmp_path / "f.xlsx"
    sheet.book.save(path)
    assert openpyxl.load_workbook(path).active["A1"].value == '=COMPTOIR.CHARGEABLE(80,1,"air")'
    sheet.book.close()
    assert installed.books.open(path).sheets[0]["A1"].value == 167.0


def test_the_function_wizard_lists_every_function_with_its_help(sheet, installed):
    described = installed.impl.office.create("com.sun.star.sheet.FunctionDescriptions")
    known = {}
    for at in range(described.Count):
        facts = {one.Name: one.Value for one in described.getByIndex(at)}
        if facts["Name"].startswith("COMPTOIR."):
            known[facts["Name"]] = facts
    assert set(known) == {f"COMPTOIR.{name}" for name in declarations()}
    weight = known["COMPTOIR.CHARGEABLE"]
    assert weight["Description"] == declarations()["CHARGEABLE"].says
    named = [argument.Name for argument in weight["Arguments"]]
    assert named == [one.name for one in declarations()["CHARGEABLE"].arguments]


@pytest.fixture
def desk(tmp_path):
    """A desk with one order, its register in its folder."""
    told = desks.create(tmp_path / "desk", name="Maison Essai", lang="en")
    here = desks.opened(told, Author("Zoé", "command"), Clock())
    rows = {
        "party": {"code": "ACME", "name": "Acme Ltd", "country": "GB"},
        "order": {"party": "ACME", "flow": "EXP", "ordered": TODAY, "incoterm": "FCA",
                  "place": "Lyon", "status": "PLACED"},
    }  # fmt: skip
    with here.writing() as db:
        save = store.begin_save(db, here.author, NINE, "test")
        for name, row in rows.items():
            usual = {one.name: one.initial for one in RECORDS[name].kept if one.initial is not None}
            store.register(db, save, RECORDS[name], [{**usual, **row}], TODAY)
    build(told.workbooks / "register.xlsx", here.view("register"))
    yield here
    here.engine.dispose()


def test_the_buttons_save_and_refresh_inside_the_office(installed, desk):
    installed.activate()
    book = Register(installed.books.open(desk.settings.workbooks / "register.xlsx"))
    book.cell("order", "EX-2026-0001", "place").value = "Dijon"

    dispatch(book.book, "save")

    assert desk.look().rows("order")["EX-2026-0001"]["place"] == "Dijon"
    assert desk.look().history("EX-2026-0001")[-1].via == "sheet"
    assert xlcalc.undo_titles(book.book)[0] == "Comptoir: show the desk"
    desk.save(other := Register(book.book))
    assert other.keys("order") == ["EX-2026-0001"]
    book.book.close()


def test_the_file_is_the_same_each_time_and_holds_every_button(tmp_path):
    run = CliRunner()
    paths = [tmp_path / "one.oxt", tmp_path / "two.oxt"]
    for path in paths:
        answer = run.invoke(main, ["--json", "calc", "build", "--out", str(path)])
        assert json.loads(answer.output) == {"extension": str(path)}
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as file:
        icons = {name for name in file.namelist() if name.startswith("icons/")}
    assert icons == {f"icons/{deed.id}.png" for deed in ribbon.DEEDS}


def test_nothing_is_installed_while_the_office_is_open(tmp_path):
    (tmp_path / ".lock").write_text("")
    answer = CliRunner().invoke(
        main, ["--lang", "en", "calc", "install", "--profile", str(tmp_path)]
    )
    assert answer.exit_code == 2
    assert "LibreOffice is open. Nothing was installed." in answer.output
