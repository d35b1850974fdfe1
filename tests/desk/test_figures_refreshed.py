"""The workbook of figures, worked in by an assistant, then refreshed closed and open."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from comptoir.desk import FiguresOnly
from comptoir.desk.refreshing_figures import OtherVersion, build_figures, refresh_file
from comptoir.ribbon.pressing import deed_called, run
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.build import build
from comptoir.sheets.closed.refusals import InTheWay, SheetMissing
from comptoir.sheets.kpi_shown import KIND
from comptoir.sheets.live.figures import SheetGone
from comptoir.sheets.workbook import XlBook
from live import calc_app, calc_office
from recalculated import differences, errors, recalculated

__all__ = ["calc_app", "calc_office"]
SALE = {"flow": "EXP", "incoterm": "FCA", "place": "Lyon", "status": "CONFIRMED"}
LINE = {"product": "CER-BOL", "quantity": Decimal(10), "price": Decimal(5)}
pytestmark = [
    pytest.mark.calc,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.filterwarnings("ignore:Sparkline Group extension"),
]


@pytest.fixture
def firm(lea, stored):
    """A small firm's desk, with Léa at it."""
    stored("party", {"code": "KELLER", "name": "Keller GmbH", "country": "DE"},
           {"code": "DIALLO", "name": "Diallo & Frères", "country": "SN"})  # fmt: skip
    stored("product", {"sku": "CER-BOL", "name_fr": "Bol", "name_en": "Bowl"})
    for month in (9, 10):
        ordered = date(2026, month, 2)
        (ref,) = stored("order", {**SALE, "party": "DIALLO", "ordered": ordered})
        stored("order_line", {**LINE, "order": ref}, {**LINE, "order": ref, "price": Decimal(7)})
        stored("invoice", {"party": "DIALLO", "order": ref, "issued": ordered, "net": Decimal(900),
                           "status": "ISSUED"})  # fmt: skip
    return lea


@pytest.fixture
def built(firm, tmp_path):
    path = tmp_path / "kpi.xlsx"
    build_figures(firm, path, "en", "2026-10")
    return path


def one_more_sale(stored):
    """An order of October worth 1,234.50 EUR that nobody has delivered."""
    (ref,) = stored("order", {**SALE, "party": "KELLER", "ordered": date(2026, 10, 5)})
    stored("order_line", {**LINE, "order": ref, "price": Decimal("123.45")})
    return ref


def worked_in(book):
    """What an assistant does to the workbook: a note, a sheet, a column, another period."""
    cover, lines = book.sheets["Dashboard"], book.sheets["Data Lines"]
    cover.range("N3").value = "ask Paul about OTIF"
    cover.range("C4").value = date(2026, 9, 1)
    mine = book.sheets.add("My sheet", after=book.sheets[-1])
    mine.range("A1").value = "=Figures!C6"
    mine.range("A2").value = "=SUM(tblKpiLines[Sold])"
    table = lines.tables["tblKpiLines"]
    area = table.range
    wide = area.columns.count + 1
    lines.range((6, wide)).value = "My remark"
    table.resize(lines.range((6, 1), (6 + area.rows.count - 1, wide)))
    lines.range((8, wide)).value = "promised by phone"
    return lines.range("A8").value, wide


def found(path, remarked, wide):
    """What a closed workbook says of all that: the assistant's, and ours."""
    book = openpyxl.load_workbook(path, data_only=True)
    lines, cover = book["Data Lines"], book["Dashboard"]
    rows = range(7, lines.max_row + 1)
    remarks = [lines.cell(row, 1).value for row in rows if lines.cell(row, wide).value]
    assert remarks == [remarked]
    assert cover["N3"].value == "ask Paul about OTIF"
    assert "My sheet" in book.sheetnames
    return book


def rows_of(book, title="Figures"):
    return list(book[title].iter_rows(min_row=6, values_only=True))


def intake_of_two_months(book):
    return next(row[2] for row in rows_of(book) if row[0] == "INTAKE")


def test_a_closed_workbook_is_refreshed_around_what_is_the_assistant_s(
    firm, built, calc_app, tmp_path, stored
):
    book = calc_app.books.open(str(built))
    remarked, wide = worked_in(book)
    book.save(str(built))
    book.close()
    before = intake_of_two_months(found(built, remarked, wide))
    ref = one_more_sale(stored)
    refresh_file(firm, built)
    after = found(built, remarked, wide)
    assert intake_of_two_months(after) == pytest.approx(before + 1234.5)
    assert any(str(row[0]).startswith(ref) for row in rows_of(after, "Data Lines"))
    (theirs,) = recalculated(tmp_path, built)
    ours = [title for title in after.sheetnames if title != "My sheet"]
    assert differences(built, theirs, ours)[1] == []
    assert errors(theirs) == []
    told = openpyxl.load_workbook(theirs, data_only=True)
    assert told["My sheet"]["A1"].value == pytest.approx(before + 1234.5)


class Screen:
    def __init__(self):
        self.bar, self.boxes = [], []

    def status(self, text):
        self.bar.append(text)

    def tell(self, text, mode):
        self.boxes.append(text)


def press(book, desk):
    screen = Screen()
    run(deed_called("refresh_kpis"), book, screen, lambda _book: desk, "en")
    return screen


def test_an_open_workbook_is_refreshed_around_what_is_the_assistant_s(
    firm, built, calc_app, tmp_path, stored
):
    book = calc_app.books.open(str(built))
    remarked, wide = worked_in(book)
    before = book.sheets["Figures"].range("C6").value
    one_more_sale(stored)
    screen = press(XlBook(book), firm)
    assert screen.boxes == []
    assert screen.bar[-1] == "The figures are up to date."
    assert book.sheets["Figures"].range("C6").value == pytest.approx(before + 1234.5)
    kept = tmp_path / "kept.xlsx"
    book.save(str(kept))
    book.close()
    found(kept, remarked, wide)
    fresh = tmp_path / "fresh.xlsx"
    shutil.copy(built, fresh)
    assert errors(kept) == []
    live, again = openpyxl.load_workbook(kept, data_only=True), rebuilt(firm, kept, fresh)
    assert same_figures(live, again) > 80


def rebuilt(firm, chosen_in, path):
    """The workbook built anew with what is chosen in another."""
    shutil.copy(chosen_in, path)
    build_figures(firm, path, "en")
    return openpyxl.load_workbook(path, data_only=True)


def same_figures(one, other):
    count = 0
    for row, beside in zip(rows_of(one), rows_of(other), strict=False):
        if row[0]:
            value, theirs = (None if cell == "" else cell for cell in (row[2], beside[2]))
            assert value == (pytest.approx(theirs) if theirs is not None else None), row[:3]
            count += 1
    return count


def test_a_sheet_that_is_gone_is_missed_before_anything_is_written(firm, built, calc_app, stored):
    book = calc_app.books.open(str(built))
    book.sheets["ABC"].name = "Mine now"
    before = book.sheets["Figures"].range("C6").value
    one_more_sale(stored)
    (box,) = press(XlBook(book), firm).boxes
    assert "ABC" in box
    assert book.sheets["Figures"].range("C6").value == before
    book.save(str(built))
    book.close()
    with pytest.raises(SheetMissing, match="ABC"):
        refresh_file(firm, built)
    assert SheetGone.message.startswith("{name} has no sheet")


def test_what_stands_below_a_table_is_not_written_over(firm, built, calc_app, stored):
    book = calc_app.books.open(str(built))
    sheet = book.sheets["Data Lines"]
    last = sheet.tables["tblKpiLines"].range.last_cell.row
    sheet.range((last + 1, 2)).value = "my sum"
    one_more_sale(stored)
    (box,) = press(XlBook(book), firm).boxes
    assert "below the table" in box
    book.save(str(built))
    book.close()
    with pytest.raises(InTheWay):
        refresh_file(firm, built)


def test_from_the_register_the_figures_open_beside(firm, calc_app, tmp_path):
    path = tmp_path / "register.xlsx"
    build(path, firm.view("register"))
    firm.settings.workbooks.mkdir()
    book = XlBook(calc_app.books.open(str(path)))
    screen = press(book, firm)
    assert screen.boxes == []
    assert "kpi.xlsx" in [one.name for one in calc_app.books]


def test_there_is_nothing_to_save_in_figures(firm, built):
    closed = ClosedBook(built)
    assert closed.memory().kind == KIND
    with pytest.raises(FiguresOnly, match=r"kpi.xlsx"):
        firm.save(closed)


def test_a_workbook_of_another_version_is_left_alone(firm, built, monkeypatch):
    before = built.read_bytes()
    monkeypatch.setattr("comptoir.desk.refreshing_figures.__version__", "9.9")
    with pytest.raises(OtherVersion):
        refresh_file(firm, built)
    assert built.read_bytes() == before
