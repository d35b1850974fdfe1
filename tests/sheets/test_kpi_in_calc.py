"""Every formula of the workbook of figures, worked out anew by LibreOffice: no difference."""

# ruff: noqa: E501 - a row or a case to the line reads as the table it is
from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from comptoir import store
from comptoir.demo import business, fill, shipped
from comptoir.desk.figures import desk_facts
from comptoir.kpis.periods import read_period
from comptoir.sheets.kpi_book import CHOICE_CELLS, Chosen, kpi_book, read_choice
from comptoir.sheets.kpi_build import build_kpi
from comptoir.store import Author

pytestmark = [
    pytest.mark.calc,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.filterwarnings("ignore:Sparkline Group extension"),
]
TODAY, NINE = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@pytest.fixture(scope="module")
def calc(tmp_path_factory):
    """Open a workbook in Calc without its stored values; what Calc makes of it."""
    folder = tmp_path_factory.mktemp("kpi_calc")
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS)

    def worked_out(built):
        bare = folder / built.name
        with zipfile.ZipFile(built) as old, zipfile.ZipFile(bare, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name.startswith("xl/worksheets/sheet"):
                    data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
                new.writestr(name, data)
        command = [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(bare),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return openpyxl.load_workbook(folder / "out" / built.name, data_only=True)

    return worked_out


def differences(built, theirs):
    """Cells with a formula whose value is not what Python said; and how many there are."""
    formulas = openpyxl.load_workbook(built)
    ours = openpyxl.load_workbook(built, data_only=True)
    count, bad = 0, []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    a = ours[sheet.title][cell.coordinate].value
                    b = theirs[sheet.title][cell.coordinate].value
                    a, b = ("" if v is None else v for v in (a, b))
                    numbers = isinstance(a, int | float) and isinstance(b, int | float)
                    near = numbers and a == pytest.approx(b, rel=1e-9, abs=1e-9)
                    if not near and a != b:
                        bad.append((sheet.title, cell.coordinate, a, b))
    return count, bad


def made(folder, facts, chosen, lang):
    path = folder / f"kpi-{lang}.xlsx"
    build_kpi(path, kpi_book(facts, chosen, lang=lang, desk="Maison <Essai>", by="Léa", at=NINE))
    return path


@pytest.fixture(scope="module")
def demo_facts(tmp_path_factory):
    engine = store.create(f"sqlite:///{tmp_path_factory.mktemp('kpi_demo') / 'desk.db'}")
    with engine.begin() as db:
        fill(db, shipped(business(TODAY), TODAY), author=Author("x", "demo"), at=NINE, today=TODAY)
    with store.reading(engine) as db:
        found = desk_facts(db, TODAY)
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("lang", "period", "rows"),
    [("fr", "2026-10", {}), ("en", "2026-Q3", {"mode": "SEA"})],
)
def test_calc_finds_what_python_found(calc, tmp_path, demo_facts, lang, period, rows):
    built = made(tmp_path, demo_facts, Chosen(read_period(period), rows=rows), lang)
    count, bad = differences(built, calc(built))
    assert bad == []
    assert count > 4000


def test_an_empty_desk_has_blanks_and_no_error_cell(calc, tmp_path, engine):
    with store.reading(engine) as db:
        nothing = desk_facts(db, TODAY)
    built = made(tmp_path, nothing, Chosen(read_period("2026-10")), "fr")
    theirs = calc(built)
    assert differences(built, theirs)[1] == []
    cells = [c.value for sheet in theirs for row in sheet.iter_rows() for c in row]
    assert not [one for one in cells if isinstance(one, str) and one.startswith(("#", "Err:"))]


def test_the_choice_made_in_its_cells_is_read_again(tmp_path, demo_facts):
    asked = Chosen(read_period("2026-07..2026-09"), rows={"mode": "SEA", "country": "CA"})
    built = made(tmp_path, demo_facts, asked, "fr")
    again = read_choice(built, Chosen(read_period("2026-01")))
    assert (again.period, again.currency, dict(again.rows)) == (asked.period, "EUR", asked.rows)
    book = openpyxl.load_workbook(built)
    assert book.worksheets[0][CHOICE_CELLS["mode"]].value == "maritime"


def test_the_sums_above_a_column_are_those_of_its_rows(tmp_path, demo_facts):
    built = made(tmp_path, demo_facts, Chosen(read_period("2026-10")), "en")
    sheet = openpyxl.load_workbook(built, data_only=True)["Data Lines"]
    heads = {cell.value: cell.column for cell in sheet[6]}
    rows = [
        sheet.cell(row, heads["Sold"]).value for row in range(7, sheet.max_row + 1)
        if sheet.cell(row, heads["Ordered"]).value.strftime("%Y-%m") == "2026-10"
    ]  # fmt: skip
    assert sum(rows) == pytest.approx(sheet.cell(4, heads["Sold"]).value)
    assert sum(rows) > 0
