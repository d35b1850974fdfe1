"""Chasing two customers, one in English and one in French: by command and by the button in Calc."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))

from cash_desk import on, partners, sale

from comptoir import settings
from comptoir.cli import main, place
from comptoir.demo.story import Typed, type_in
from comptoir.desk import invoicing
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.build import build
from live import pressed

ENGLISH, FRENCH = "FA-2026-0001", "FA-2026-0002"


@pytest.fixture
def desk(engine, tmp_path):
    """Léa's desk on a day; on 1 September two invoices were issued, due on 1 October."""
    told = settings.write(tmp_path, name="Vallon & Cie", lang="en")
    with told.open("a", encoding="utf-8") as more:
        more.write(f'\ndatabase = "sqlite:///{tmp_path / "desk.db"}"\n')
    return lambda day: on(engine, tmp_path, day)


@pytest.fixture
def issued(desk, stored):
    partners(stored)
    orders = (
        sale(stored, "KELLER", terms="NET 30", incoterm="DAP", place="Köln", destination="DE"),
        sale(stored, "BRUNEL", terms="NET 30", incoterm="DAP", place="Lille", destination="FR"),
    )
    with desk(date(2026, 9, 1)).deed("invoices") as deed:
        deed.change("party", "BRUNEL", {"language": "fr"})
        for order in orders:
            invoicing.issue(deed, invoicing.invoice_order(deed, order).ref, date(2026, 9, 1))


class Closed:
    """The command, and the register as a file that is closed."""

    def __init__(self, desk, tmp_path, monkeypatch):
        self.path, self.monkeypatch = tmp_path / "register.xlsx", monkeypatch
        build(self.path, desk.view("register"))

    def change(self, desk, record, key, **cells):
        type_in(self.path, "en", [Typed(record, key, cells)])
        desk.save(ClosedBook(self.path, self.path.parent / "backups"))

    def add(self, desk, record, **cells):
        self.change(desk, record, None, **cells)

    def remind(self, desk, invoice):
        self.monkeypatch.setattr(place, "clock", desk.clock)
        words = ["--lang", "en", "--user", "Léa", "--desk", str(self.path.parent)]
        answer = CliRunner().invoke(main, [*words, "invoice", "remind", invoice])
        desk.refresh(ClosedBook(self.path, self.path.parent / "backups"))
        return answer.output


class Live:
    """The button, in the register open in Calc."""

    def __init__(self, desk, open_live):
        self.book = open_live(desk)

    def change(self, desk, record, key, **cells):
        for name, value in cells.items():
            self.book.cell(record, key, name).value = value
        pressed("save", self.book, desk)

    def add(self, desk, record, **cells):
        self.book.type_row(record, **cells)
        pressed("save", self.book, desk)

    def remind(self, desk, invoice):
        return pressed("remind", self.book, desk, "invoice", invoice)


@pytest.fixture(params=["closed", pytest.param("calc", marks=pytest.mark.calc)])
def opened(request, tmp_path, monkeypatch):
    if request.param == "closed":
        return lambda desk: Closed(desk, tmp_path, monkeypatch)
    open_live = request.getfixturevalue("open_live")
    return lambda desk: Live(desk, open_live)


@pytest.fixture
def letters(tmp_path):
    """The reminders of an invoice that lie in its dossier: file name and text, oldest first."""

    def found(invoice):
        files = sorted((tmp_path / "dossiers" / invoice).glob("*.docx"))
        return [(file.stem[14:], _text(file)) for file in files]

    return found


def _text(file):
    word = Document(str(file))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    text = " ".join([*(one.text for one in word.paragraphs), *cells])
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def kept(desk, invoice):
    row = desk.look().rows("invoice")[invoice]
    return row["reminders"], row["reminded"], row["status"]


def test_reminders_one_two_three_in_each_language_and_a_dispute_stops_them(
    desk, issued, opened, letters
):
    sheet = opened(desk(date(2026, 10, 1)))
    early = desk(date(2026, 10, 5))
    assert "the next one leaves on 06 Oct 2026. None was made." in sheet.remind(early, ENGLISH)
    assert letters(ENGLISH) == []

    # Five days late: courteous, without a word of what lateness costs; not twice the same day.
    first = desk(date(2026, 10, 6))
    assert f"{ENGLISH}: courteous. " in sheet.remind(first, ENGLISH)
    assert f"{FRENCH}: courteous. " in sheet.remind(first, FRENCH)
    assert "leaves on 16 Oct 2026" in sheet.remind(first, ENGLISH)
    [(name, text)] = letters(ENGLISH)
    assert name == "reminder_1-en"
    assert "49,500.00" in text
    assert "indemnity" not in text.lower()
    [(name, text)] = letters(FRENCH)
    assert name == "reminder_1-fr"
    assert "59 400,00" in text
    assert kept(first, ENGLISH) == (1, date(2026, 10, 6), "ISSUED")

    # The French customer disputes the invoice; the German pays in part, ten days late.
    sheet.change(desk(date(2026, 10, 11)), "invoice", FRENCH, status="disputed")
    sheet.add(
        desk(date(2026, 10, 12)), "payment", party="KELLER", direction="received", currency="EUR",
        invoice=ENGLISH, day=datetime(2026, 10, 11), amount=20000,
    )  # fmt: skip
    second = desk(date(2026, 10, 16))
    assert kept(second, ENGLISH)[2] == "PART_PAID"
    assert "it is disputed. None was made." in sheet.remind(second, FRENCH)
    assert f"{ENGLISH}: firm. " in sheet.remind(second, ENGLISH)
    name, text = letters(ENGLISH)[-1]
    assert name == "reminder_2-en"
    assert "29,500.00" in text
    assert "12.40 %" in text
    # 20,000.00 for 10 days and 29,500.00 for 15, at 12.40 % of a year of 365 days.
    assert "€67.95 10 days at 12.40 % on 20,000.00 EUR" in text
    assert "€150.33 15 days at 12.40 % on 29,500.00 EUR" in text
    assert "40.00" in text

    # The dispute is over: the firm one leaves, and the final one fifteen days later at least.
    settled = desk(date(2026, 10, 20))
    sheet.change(settled, "invoice", FRENCH, status="issued")
    assert kept(settled, FRENCH)[2] == "ISSUED"
    assert f"{FRENCH}: firm. " in sheet.remind(settled, FRENCH)
    last = desk(date(2026, 10, 31))
    assert "leaves on 04 Nov 2026" in sheet.remind(last, FRENCH)
    assert f"{ENGLISH}: final notice. " in sheet.remind(last, ENGLISH)
    name, text = letters(ENGLISH)[-1]
    assert name == "final_notice-en"
    assert "08 Nov 2026" in text or "8 November 2026" in text, "eight days to pay"
    end = desk(date(2026, 11, 4))
    assert f"{FRENCH}: final notice. " in sheet.remind(end, FRENCH)
    assert [name for name, _ in letters(FRENCH)] == [
        "reminder_1-fr", "reminder_2-fr", "final_notice-fr",
    ]  # fmt: skip
    assert "mise en demeure" in letters(FRENCH)[-1][1].lower()
    assert "the final notice was sent" in sheet.remind(end, FRENCH)
    assert kept(end, FRENCH) == (3, date(2026, 11, 4), "ISSUED")
    told = {one.ref: one.what.in_("en") for one in end.due() if one.ref in {ENGLISH, FRENCH}}
    assert set(told.values()) == {"Hand the debt over to recovery, or agree on a plan"}
