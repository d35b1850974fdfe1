"""Workbooks as files: what is saved is what was there, table styles included."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

import xlcalc
from xlcalc import table_styles

pytestmark = pytest.mark.calc


def _with_table(sheet):
    sheet["A1"].value = [["File", "Qty"], ["F1", 2], ["F2", 3]]
    return sheet.tables.add(sheet["A1:B3"], name="Lots", table_style_name="TableStyleLight9")


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".xltx", ".fods"])
def test_a_workbook_survives_being_saved_and_opened(book, sheet, calc_app, tmp_path, ending):
    sheet["A1"].value = [["é", 1.5], ["'007", 2]]
    sheet["A2"].number_format = "@"
    book.save(tmp_path / f"desk{ending}")
    assert book.name == f"desk{ending}"
    book.close()
    again = calc_app.books.open(tmp_path / f"desk{ending}")
    assert again.sheets[0]["B1"].value == 1.5
    assert again.sheets[0]["A1"].value == "é"


def test_table_styles_survive_a_save_and_a_second_one(book, sheet, calc_app, tmp_path):
    table = _with_table(sheet)
    table.show_table_style_first_column = True
    table.show_table_style_row_stripes = False
    path = tmp_path / "styled.xlsx"
    book.save(path)
    sheet["B2"].value = 20
    book.save()
    assert openpyxl.load_workbook(path).active.tables["Lots"].tableStyleInfo.name == (
        "TableStyleLight9"
    )
    book.close()
    again = calc_app.books.open(path).sheets[0].tables["Lots"]
    assert again.table_style == "TableStyleLight9"
    assert again.show_table_style_first_column
    assert not again.show_table_style_row_stripes
    assert again.data_body_range.value == [["F1", 20.0], ["F2", 3.0]]


def test_the_style_of_a_file_made_elsewhere_survives_calc(calc_app, tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["File", "Qty"])
    made.active.append(["F1", 2])
    style = openpyxl.worksheet.table.TableStyleInfo(name="Desk & co", showColumnStripes=True)
    made.active.add_table(
        openpyxl.worksheet.table.Table(displayName="Lots", ref="A1:B2", tableStyleInfo=style)
    )
    path = tmp_path / "made.xlsx"
    made.save(path)
    book = calc_app.books.open(path)
    book.sheets[0]["B2"].value = 3
    book.save()
    kept = openpyxl.load_workbook(path).active.tables["Lots"].tableStyleInfo
    assert (kept.name, kept.showColumnStripes, kept.showRowStripes) == ("Desk & co", True, False)


def test_patching_a_file_leaves_every_other_part_alone(book, sheet, tmp_path):
    _with_table(sheet)
    path = tmp_path / "a.xlsx"
    book.save(path)
    before = _parts(path)
    assert table_styles.write(path, {"Lots": {"table_style": "TableStyleDark1"}})
    after = _parts(path)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["xl/tables/table1.xml"]
    assert not table_styles.write(path, {"Lots": {"table_style": "TableStyleDark1"}})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.xlsx"]


def _parts(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_password_really_encrypts(book, sheet, calc_app, tmp_path):
    sheet["A1"].value = "margin 12 %"
    path = tmp_path / "secret.xlsx"
    book.save(path, password="à la plage")
    book.close()
    assert not path.read_bytes().startswith(b"PK")
    with pytest.raises(xlcalc.NotOpened, match=r"secret\.xlsx"):
        calc_app.books.open(path)
    opened = calc_app.books.open(path, password="à la plage")
    assert opened.sheets[0]["A1"].value == "margin 12 %"


def test_what_cannot_be_saved_says_so(book, tmp_path):
    with pytest.raises(NotImplementedError, match=r"cannot write \.xlsb"):
        book.save(tmp_path / "a.xlsb")
    with pytest.raises(xlcalc.NotSaved, match="nowhere"):
        book.save(tmp_path / "nowhere" / "a.xlsx")
    assert book.sheets[0]["A1"].value is None


def test_a_file_is_put_back_when_the_office_dies_while_writing_it(book, sheet, tmp_path):
    sheet["A1"].value = "before"
    path = tmp_path / "desk.xlsx"
    book.save(path)
    whole = path.read_bytes()

    def torn(_store, target, _options):
        target.write_bytes(whole[:100])
        raise xlcalc.OfficeGone("LibreOffice ended before desk.xlsx was saved.")

    book.impl._store = torn
    with pytest.raises(xlcalc.OfficeGone):
        book.save()
    assert path.read_bytes() == whole
    assert [each.name for each in tmp_path.iterdir()] == ["desk.xlsx"]


def test_what_cannot_be_opened_says_so(calc_app, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"missing\.xlsx"):
        calc_app.books.open(tmp_path / "missing.xlsx")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(xlcalc.NotOpened, match=r"broken\.xlsx"):
        calc_app.books.open(broken)


def test_a_range_a_sheet_and_a_book_go_to_pdf(book, sheet, tmp_path):
    sheet["A1"].value = [["Packing list"], ["2 pallets"]]
    for name, thing in (("r", sheet["A1:A2"]), ("s", sheet), ("b", book)):
        thing.to_pdf(tmp_path / f"{name}.pdf")
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")


def test_two_books_are_told_apart_by_name_and_number(calc_app, tmp_path):
    one, two = calc_app.books.add(), calc_app.books.add()
    one.save(tmp_path / "one.xlsx")
    assert calc_app.books["one.xlsx"].fullname == str(tmp_path / "one.xlsx")
    assert {book.name for book in calc_app.books} == {"one.xlsx", two.name}
    two.activate()
    assert calc_app.books.active.name == two.name
    with pytest.raises(KeyError):
        calc_app.books["three.xlsx"]
