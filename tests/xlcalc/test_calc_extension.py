"""A Calc extension: built from plain data, installed in a profile of its own, and used."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from lxml import etree

import xlcalc
from xlcalc import bridge, extension
from xlcalc.extension import Command, Extension, Function, Parameter
from xlcalc.uno_access import prop

DEEDS = """
def chargeable(gross, volume, divisor):
    return max(gross, volume * 1e6 / (6000 if divisor is None else divisor))

def landed(rows, rate):
    return [[name, cost * (1 + rate)] for name, cost in rows if name not in (None, "")]

def joined(separator, parts):
    texts = []
    for part in parts:
        texts += [str(each) for row in part for each in row] if isinstance(part, tuple) else [part]
    return separator.join(texts)

def broken():
    raise ValueError("no")

def command(name, context):
    import xlcalc, xlwings as xw
    xlcalc.activate()
    app = xlcalc.attach(context=context)
    book = app.books.active
    book.set_mock_caller()
    with xlcalc.undo_step(book, "Desk: " + name):
        xw.Book.caller().sheets.active["H1"].value = [name, True]
"""


def both(text):
    return {"en": text, "fr": f"{text} (fr) <&>"}


def parameter(name, kind="any"):
    return Parameter(name, both(name), both(f"the {name}"), kind)


def an_extension(**changes):
    functions = (
        Function(
            "CHARGEABLE", "desk_deeds:chargeable", both("Chargeable weight"),
            (parameter("gross", "number"), parameter("volume", "number"), parameter("divisor")),
        ),
        Function(
            "LANDED", "desk_deeds:landed", both("Landed costs"),
            (parameter("lines", "rows"), parameter("rate", "number")), returns="rows",
        ),
        Function(
            "JOINED", "desk_deeds:joined", both("Join"),
            (parameter("separator", "text"), parameter("parts", "more")),
        ),
        Function("BROKEN", "desk_deeds:broken", both("Fails")),
    )  # fmt: skip
    made = Extension(
        identifier="org.example.desk",
        version="1.2.3",
        title=both("Desk"),
        prefix="DESKTEST",
        functions=functions,
        commands=(
            Command("save", both("Save"), icon=_icon()),
            Command("refresh", both("Refresh"), separator_before=True, in_toolbar=False),
            Command("claim", both("Claim"), in_toolbar=False, group=both("Shipment")),
            Command("papers", both("Papers"), in_toolbar=False, group=both("Shipment")),
        ),
        on_command="desk_deeds:command",
    )
    return replace(made, **changes)


def _icon():
    """A red square of 16 by 16, as a PNG."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    size = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xc0\x10\x10" * 16) * 16
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def test_the_file_is_plain_text_and_the_same_each_time(tmp_path):
    one = extension.build(an_extension(), tmp_path / "one.oxt")
    two = extension.build(an_extension(), tmp_path / "two.oxt")
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as file:
        names = set(file.namelist())
        for name in names - {"icons/save.png", "types.idl", "component.py"}:
            etree.fromstring(file.read(name))
        compile(file.read("component.py"), "component.py", "exec")
    assert names == {
        "META-INF/manifest.xml", "addons.xcu", "component.py", "description.xml",
        "functions.xcu", "icons/save.png", "types.idl", "window.xcu",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"prefix": "desk"}, "not a word in capitals"),
        ({"on_command": ""}, "commands need on_command"),
        ({"functions": (Function("A B", "m:f", both("x")),)}, "'A B' is not a word in capitals"),
        ({"functions": (Function("AB", "m.f", both("x")),)}, "not package.module:name"),
        ({"functions": (Function("AB", "m:f", both("x")),) * 2}, "'AB' is there twice"),
        (
            {"functions": (Function("AB", "m:f", both("x"), (parameter("p", "more"),
                                                            parameter("q"))),)},
            "only the last parameter",
        ),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_before_anything_is_written(changes, fault):
    with pytest.raises(ValueError, match=fault):
        an_extension(**changes)


@pytest.fixture(scope="module")
def office(calc_office, tmp_path_factory):
    """An office with the extension, in a profile of its own."""
    missing = xlcalc.why_missing()
    if missing:
        pytest.skip(missing)
    xlcalc.activate()
    folder = tmp_path_factory.mktemp("extension")
    (folder / "desk_deeds.py").write_text(DEEDS)
    paths = [str(folder), *_where_python_packages_are()]
    path = extension.build(an_extension(python_path=paths), folder / "desk.oxt")
    first = bridge.start(profile=folder / "profile")
    identifier = extension.install(first, path)
    assert identifier == "org.example.desk"
    assert extension.installed(first) == {"org.example.desk": "1.2.3"}
    first.quit()
    app = xlcalc.start(profile=folder / "profile")
    yield app
    app.kill()


def _where_python_packages_are():
    return [str(Path(xlcalc.__file__).parents[1]), str(Path(xw.__file__).parents[1])]


@pytest.fixture
def desk(office):
    office.activate()
    book = office.books.add()
    yield book.sheets[0]
    for each in office.books:
        each.close()


@pytest.mark.calc
def test_functions_compute_in_cells(desk):
    desk["A1"].formula = "=DESKTEST.CHARGEABLE(100,1)"
    desk["A2"].formula = "=DESKTEST.CHARGEABLE(100,1,5000)"
    desk["A3"].formula = '=DESKTEST.JOINED("-",B1:C1,"z")'
    desk["B1"].value = ["x", "y"]
    desk["A4"].formula = "=DESKTEST.BROKEN()"
    assert desk["A1:A3"].value == [pytest.approx(1e6 / 6000), 200.0, "x-y-z"]
    assert desk["A4"].options(err_to_str=True).value == "#VALUE!"
    assert desk["A1"].formula == "=DESKTEST.CHARGEABLE(100,1)"


@pytest.mark.calc
def test_an_array_function_fills_its_cells_and_serves_others(desk):
    desk["A1"].value = [["freight", 100], ["duty", 50]]
    desk["D1:E2"].formula_array = "=DESKTEST.LANDED(A1:B2,0.1)"
    assert desk["D1:E2"].value == [["freight", pytest.approx(110)], ["duty", pytest.approx(55)]]
    desk["G1"].formula = "=SUM(DESKTEST.LANDED(A1:B2,0.1))"
    assert desk["G1"].value == pytest.approx(165)


@pytest.mark.calc
def test_function_names_survive_an_xlsx(desk, office, tmp_path):
    desk["A1"].formula = "=DESKTEST.CHARGEABLE(100,1,5000)"
    path = tmp_path / "f.xlsx"
    desk.book.save(path)
    assert openpyxl.load_workbook(path).active["A1"].value == "=DESKTEST.CHARGEABLE(100,1,5000)"
    made = openpyxl.Workbook()
    made.active["A1"] = "=DESKTEST.CHARGEABLE(100,1,4000)"
    made.save(tmp_path / "made.xlsx")
    opened = office.books.open(tmp_path / "made.xlsx")
    assert opened.sheets[0]["A1"].value == 250.0


@pytest.mark.calc
def test_a_button_runs_python_inside_the_office(desk, office):
    inner = office.impl.office
    dispatch = inner.create("com.sun.star.frame.DispatchHelper")
    frame = desk.book.api.CurrentController.Frame
    dispatch.executeDispatch(frame, "service:org.example.desk.Commands?save", "", 0, ())
    assert desk["H1:I1"].value == ["save", True]
    assert xlcalc.undo_titles(desk.book)[0] == "Desk: save"


@pytest.mark.calc
def test_menu_and_toolbar_are_there_in_both_languages(office):
    provider = office.impl.office.create("com.sun.star.configuration.ConfigurationProvider")
    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        (prop("nodepath", "/org.openoffice.Office.Addons/AddonUI"),),
    )
    menu = access.getByHierarchicalName("OfficeMenuBar/org.example.desk.menu")
    assert menu.getByName("Title") == "Desk"
    lines = menu.getByName("Submenu")
    inner = lines.getByName(max(lines.ElementNames))
    assert len(lines.ElementNames) == 4  # Save, a line, Refresh, and the menu of its own
    assert inner.getByName("Title") == "Shipment"
    assert len(inner.getByName("Submenu").ElementNames) == 2
    states = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        (prop("nodepath", "/org.openoffice.Office.UI.CalcWindowState/UIElements/States"),),
    )
    state = states.getByName("private:resource/toolbar/addon_org.example.desk.toolbar")
    assert (state.getByName("Docked"), state.getByName("UIName")) == (True, "Desk")
    bar = access.getByHierarchicalName("OfficeToolBar/org.example.desk.toolbar")
    assert [bar.getByName(name).getByName("Title") for name in bar.ElementNames] == ["Save"]
