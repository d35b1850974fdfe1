"""The buttons of the correspondence, pressed on a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comptoir import ribbon
from comptoir.desk.writing import write_set
from comptoir.letters.gathering import FROM_ROWS
from comptoir.letters.usual import usual
from comptoir.records import RECORDS
from comptoir.ribbon.pressing import deed_called, run
from comptoir.sheets.live.cursor import Place
from paper import Paper
from xlcalc.extension import Extension, addons_xcu


class Opened(Paper):
    """A workbook on paper, its cursor on a row."""

    cursor = Place()

    def selected(self):
        return self.cursor

    def ask(self, _question):
        return True

    def point(self, where):
        raise AssertionError(where)


class Screen:
    def __init__(self):
        self.bar, self.boxes, self.files = [], [], []

    def status(self, text):
        self.bar.append(text)

    def tell(self, text, mode):
        self.boxes.append((mode, text))

    def open(self, file):
        self.files.append(file)


@pytest.fixture
def press(lea, an_order, stored):
    """Press a button on a row of the register; what the screen showed."""
    stored("party", {"code": "MV", "role": "US", "name": "Maison Vallon", "country": "FR"})
    an_order()
    stored("order_line", {"order": "EX-2026-0001", "description": "Pump",
                          "quantity": Decimal(2), "price": Decimal(10)})  # fmt: skip

    def pressed(name, record="", key=""):
        book, screen = Opened(), Screen()
        book.show(lea.view("register", lang="en"))
        book.cursor = Place(record, key, "", None)
        run(deed_called(name), book, screen, lambda _book: lea, "en")
        return screen

    return pressed


def test_the_letter_of_a_row_is_written_and_shown(press, lea):
    screen = press("letter_usual", "order", "EX-2026-0001")
    [file] = screen.files
    assert file.name.endswith("order_acknowledgement-en.docx")
    assert file.exists()
    assert screen.bar[-1] == f"Order acknowledgement is written: {file.name}"
    assert [one["title"] for one in lea.look().rows("letter").values()] == ["Order acknowledgement"]


def test_what_nobody_knows_is_marked_and_told_in_the_box(press):
    screen = press("letter_delay_notice", "order", "EX-2026-0001")
    [(mode, text)] = screen.boxes
    assert mode == "info"
    assert "To complete in Word: [to complete: the cause]" in text


def test_a_letter_that_cannot_be_written_says_why(press):
    screen = press("letter_purchase_order", "order", "EX-2026-0001")
    assert not screen.files
    [(mode, text)] = screen.boxes
    assert mode == "critical"
    assert "EX-2026-0001 is marked export" in text


def test_without_a_row_or_a_usual_letter_nothing_is_written(press, lea):
    assert "not on a record" in press("letter_usual").boxes[0][1]
    lea_rows = lea.look().rows("letter")
    assert lea_rows == {}


def test_the_set_says_what_it_left_out(press, lea):
    screen = press("letter_set", "order", "EX-2026-0001")
    assert "papers of EX-2026-0001 are written" in screen.boxes[0][1]
    assert screen.files[0].is_dir()
    again = write_set(lea, "EX-2026-0001")
    assert again.written[0].letter.kind.name == "packing_list"


def test_letters_out_of_date_are_told(press, lea):
    press("letter_usual", "order", "EX-2026-0001")
    assert press("letter_stale").bar[-1] == "Every letter still says what the desk says."
    with lea.deed("a change") as deed:
        deed.change("order", "EX-2026-0001", {"place": "Dijon"})
    screen = press("letter_stale")
    assert "what changed: incoterm" in screen.boxes[0][1]


def test_every_letter_stands_in_one_menu_of_excel_and_of_calc():
    written = {f"letter_{kind}" for kind in FROM_ROWS}
    in_menus = {deed.id for deed in ribbon.DEEDS if deed.menu}
    assert in_menus == written
    shown = ribbon.excel_ribbon()
    assert {menu.id for menu in shown.menus} == {deed.menu for deed in shown.deeds if deed.menu}
    commands = ribbon.calc_commands()
    made = Extension("org.comptoir.calc", "1", {"en": "Comptoir"}, "COMPTOIR",
                     commands=commands, on_command="comptoir.ribbon:command")  # fmt: skip
    xcu = addons_xcu(made)
    assert xcu.count("<value>Letters: sale<") == 0
    assert xcu.count("Letters: Sale") == 1
    assert xcu.count("?letter_booking<") == 2  # its place and its picture


@pytest.mark.parametrize(
    ("record", "row", "kind"),
    [
        ("offer", {"status": "SENT", "follow_up": date(2026, 11, 20)}, "offer_follow_up"),
        ("offer", {"flow": "EXP", "status": "DRAFT"}, "offer"),
        ("order", {"flow": "IMP", "status": "DRAFT"}, "purchase_order"),
        ("order", {"flow": "IMP", "status": "CONFIRMED"}, "expediting"),
        ("order", {"status": "PLACED", "committed": date(2026, 11, 1)}, "delay_notice"),
        ("invoice", {"kind": "SALE", "due": date(2026, 11, 22), "status": "ISSUED"}, "reminder_1"),
        ("invoice", {"kind": "SALE", "due": date(2026, 11, 22), "status": "PART_PAID",
                     "reminders": 5}, "final_notice"),
        ("invoice", {"kind": "SALE", "due": date(2026, 11, 22), "status": "DISPUTED"},
         "commercial_invoice"),
        ("invoice", {"kind": "PURCHASE", "due": date(2026, 11, 22), "status": "ISSUED"}, None),
        ("invoice", {"kind": "SALE", "due": date(2026, 11, 23)}, "commercial_invoice"),
        ("claim", {"kind": "TRANSPORT", "status": "RECORDED"}, "reservation"),
        ("claim", {"kind": "TRANSPORT", "status": "NOTIFIED"}, "claim"),
        ("declaration", {"procedure": "EXPORT", "released": date(2026, 8, 1)}, "exit_proof"),
        ("shipment", {"flow": "EXP"}, "shipping_instruction"),
        ("party", {"role": "PROSPECT"}, "prospecting"),
        ("rate", {}, None),
    ],
)  # fmt: skip
def test_the_usual_letter_follows_from_the_state_of_the_record(record, row, kind):
    assert record in RECORDS
    assert usual(record, row, date(2026, 11, 23)) == kind
