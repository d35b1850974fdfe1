"""Every formula of the workbook of figures, worked out anew by LibreOffice: no difference."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from comptoir import store
from comptoir.demo import business, fill, shipped
from comptoir.desk.figures import desk_facts
from comptoir.kpis.periods import read_period
from comptoir.kpis.targets import targets
from comptoir.sheets.kpi_book import Chosen, choice_of_file, kpi_book
from comptoir.sheets.kpi_build import build_kpi
from comptoir.sheets.kpi_shown import CHOICE_CELLS
from comptoir.store import Author
from recalculated import differences, errors, recalculated

sys.path.insert(0, str(Path(__file__).parents[1] / "kpis"))
from random_desks import books

pytestmark = [
    pytest.mark.calc,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.filterwarnings("ignore:Sparkline Group extension"),
]
WISHED = targets([("TURNOVER", "2026", 12_500_000_000), ("OTIF", "2026-Q4", 900_000)])
TODAY, NINE = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)


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


def test_calc_finds_what_python_found(tmp_path, demo_facts):
    built = [
        made(tmp_path, demo_facts, Chosen(read_period("2026-10"), targets=WISHED), "fr"),
        made(tmp_path, demo_facts, Chosen(read_period("2026-Q3"), rows={"mode": "SEA"}), "en"),
    ]
    for ours, theirs in zip(built, recalculated(tmp_path, *built), strict=True):
        count, bad = differences(ours, theirs)
        assert bad == []
        assert count > 6000
        assert errors(theirs) == []


def test_calc_finds_what_python_found_on_random_desks(tmp_path):
    """Some of the two hundred that tests/benchmarks/kpi_three_ways.py goes through."""
    built = books(tmp_path, range(3))
    for ours, theirs in zip(built, recalculated(tmp_path, *built), strict=True):
        assert differences(ours, theirs)[1] == []
        assert errors(theirs) == []


def test_an_empty_desk_has_blanks_and_no_error_cell(tmp_path, engine):
    with store.reading(engine) as db:
        nothing = desk_facts(db, TODAY)
    built = made(tmp_path, nothing, Chosen(read_period("2026-10")), "fr")
    assert not [name for name in ZipFile(built).namelist() if "/charts/" in name], "an empty chart"
    (theirs,) = recalculated(tmp_path, built)
    assert differences(built, theirs)[1] == []
    assert errors(theirs) == []


def test_the_choice_made_in_its_cells_is_read_again(tmp_path, demo_facts):
    asked = Chosen(read_period("2026-07..2026-09"), rows={"mode": "SEA", "country": "CA"})
    built = made(tmp_path, demo_facts, asked, "fr")
    again = choice_of_file(built, Chosen(read_period("2026-01")))
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
