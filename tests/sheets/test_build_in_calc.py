"""LibreOffice opens a built workbook and loses nothing of it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import openpyxl
import pytest

from comptoir.sheets.build import build
from comptoir.sheets.layout import workbook_layout
from comptoir.sheets.memory import memory_of
from comptoir.sheets.views import BookView, View
from office import converted

pytestmark = [
    pytest.mark.calc,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
CELLS = {
    "status": "confirmée",
    "party": "0042",
    "ordered": date(2026, 11, 3),
    "amount": 1234.5,
    "note": "=cmd|' /C calc'!A0",
}


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """The workbook as built, and as Calc saves it after opening it."""
    folder = tmp_path_factory.mktemp("calc")
    views = []
    for layout in workbook_layout("register", "fr"):
        record = layout.record
        keys = [f"{record.name[:2].upper()}-{number}" for number in range(1, 4)]
        columns = {one.name: [CELLS.get(one.name)] * 3 for one in record.fields}
        views.append(View(record, keys, [1, 2, 3], {**columns, record.key: keys}))
    built = folder / "register.xlsx"
    build(built, BookView("register", "fr", "Vallon", "d1", "Anna", AT, views))
    (saved,) = converted(folder / "calc", built)
    return tuple(openpyxl.load_workbook(one) for one in (built, saved))


def test_calc_keeps_every_cell(pair):
    built, saved = pair
    assert built.sheetnames == saved.sheetnames
    for sheet in built:
        ours = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value}
        theirs = {
            c.coordinate: c.value for row in saved[sheet.title].iter_rows() for c in row if c.value
        }
        assert ours == theirs, sheet.title


def test_calc_knows_the_tables_the_lists_and_what_is_hidden(pair):
    built, saved = pair
    for sheet in built:
        assert dict(sheet.tables.items()) == dict(saved[sheet.title].tables.items())
    lists = {name for name in built.defined_names if name.startswith(("list_", "codes_"))}
    assert lists <= set(saved.defined_names)
    assert saved["_comptoir"].sheet_state in {"hidden", "veryHidden"}
    assert memory_of(saved["_comptoir"].iter_rows(values_only=True)).desk_id == "d1"


def test_calc_offers_what_excel_offers(pair):
    built, saved = pair
    for name in ("Commandes", "Tiers"):
        ours, theirs = (
            {
                str(rule.sqref).partition(":")[0]: (rule.type, rule.prompt)
                for rule in book[name].data_validations.dataValidation
                if rule.type == "list"
            }
            for book in (built, saved)
        )
        assert ours == theirs


def test_calc_keeps_the_widths_in_which_numbers_read(pair):
    built, saved = pair
    for sheet in saved:
        if sheet.sheet_state == "visible" and sheet.tables:
            for letters, size in sheet.column_dimensions.items():
                if not size.hidden and letters in built[sheet.title].column_dimensions:
                    assert size.width == pytest.approx(
                        built[sheet.title].column_dimensions[letters].width, abs=1
                    )
