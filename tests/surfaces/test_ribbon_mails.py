"""The buttons of the mails: pressed on paper each, and a whole story pressed in Calc."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from comptoir.demo.paper_files import pdf
from comptoir.mail.parse import parse
from comptoir.ribbon.pressing import deed_called, run
from comptoir.sheets.live.cursor import Place
from live import pressed
from paper import Paper
from post_room import FRAUD, mail, row


class Opened(Paper):
    """A register on paper, its cursor on a row, an assistant who answers."""

    path = None

    def __init__(self, view, *answers):
        super().__init__()
        self.show(view)
        self.cursor, self.answers, self.asked = Place(), list(answers), []

    def selected(self):
        return self.cursor

    def ask(self, question):
        self.asked.append(question.in_("en"))
        return self.answers.pop(0)

    def point(self, where):
        self.pointed = where


class Screen:
    def __init__(self):
        self.bar, self.box = "", ""

    def status(self, text):
        self.bar = text

    def tell(self, text, mode):
        self.box = text

    def open(self, file):
        raise AssertionError(file)


@pytest.fixture
def press(room):
    """Press a button with the cursor on a row: the screen, and the book."""

    def pressed(name, record="", key="", answers=(), lang="en"):
        book, screen = Opened(room.desk.view("register", lang=lang), *answers), Screen()
        book.cursor = Place(record, key)
        run(deed_called(name), book, screen, lambda _book: room.desk, "en")
        return screen, book

    return pressed


@pytest.fixture
def goods(stored):
    """What the order of Keller is for, so that it can be acknowledged."""
    stored("order_line", {"order": "EX-2026-0001", "description": "Vannes", "unit": "PCE",
                          "quantity": Decimal(3), "price": Decimal(12)})  # fmt: skip


# ------------------------------------------------------------------ each button


def test_sync_shows_the_new_mails_and_says_how_many(press, deliver):
    deliver(mail(1, "sales@li-valves.example", "Your order IM-2026-0001"),
            mail(2, "sales@li-valves.example", "Hello"))  # fmt: skip
    screen, book = press("sync_mail")
    assert screen.bar.startswith("2 new mails: 1 filed, 1 to confirm, 0 set aside; 0 risky")
    assert screen.box == "", "nothing asks to be read in a box"
    assert book.keys("message") == ["ML0002", "ML0001"]
    assert press("sync_mail")[0].bar == "No new mail."


def test_sync_says_in_a_box_that_a_mail_is_risky_and_that_a_mailbox_is_silent(
    press, deliver, tmp_path
):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", FRAUD))
    screen, book = press("sync_mail", lang="fr")
    assert "1 nouveau message" in screen.box
    assert "1 risqué" in screen.box
    [due] = [one for one in book.shown.today if one.record == "message"]
    assert due.what.in_("fr") == "Vérifier un message risqué avant toute suite"
    (tmp_path / "mailbox").rename(tmp_path / "away")
    assert "mailbox" in press("sync_mail")[0].box


def test_a_sync_is_refused_while_edits_wait(press, room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Hello"))
    room.sync()
    book, screen = Opened(room.desk.view("register")), Screen()
    book.line("message", "ML0001")["note"] = "ask Li"
    run(deed_called("sync_mail"), book, screen, lambda _book: room.desk, "en")
    assert screen.box.startswith("paper has 1 edit that was not saved.")


def test_a_mail_is_filed_as_proposed_by_one_press(press, room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "Hello", files=[("Packing list.pdf", pdf(["x"]))]))
    room.sync()
    screen, book = press("file_mail", "message", "ML0001")
    assert screen.bar == "ML0001 is filed on IM-2026-0001."
    assert book.line("message", "ML0001")["status"] == "filed"
    assert "DC" in screen.box or "came with ML0001" in screen.box, "a paper of the checklist came"
    assert len(list((tmp_path / "dossiers/IM-2026-0001/mail").iterdir())) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FRAUD, "ML0001 may be a fraud"),
        ("Nothing of ours", "No dossier is proposed for ML0001. Nothing was filed."),
    ],
)
def test_what_cannot_be_filed_by_one_press_says_why(press, room, deliver, text, said):
    sender = "sales@li-valves.example" if text == FRAUD else "who@stranger.example"
    deliver(mail(1, sender, "Hello", text))
    room.sync()
    assert press("file_mail", "message", "ML0001")[0].box.startswith(said)
    assert row(room, "message", "ML0001")["status"] == "TO_CONFIRM"


@pytest.mark.parametrize(
    ("button", "record", "key", "said"),
    [
        ("file_mail", "order", "IM-2026-0001", "The cursor is not on a mail. Nothing was done."),
        ("draft_reply", "party", "LI", "The cursor is neither on a mail nor on a letter."),
        ("mails_of_row", "party", "LI", "Mails are filed on orders, offers and shipments."),
        ("mails_of_row", "", "", "The cursor is not on a record."),
    ],
)
def test_a_button_on_the_wrong_row_says_where_to_click(press, button, record, key, said):
    assert press(button, record, key)[0].box.startswith(said)


def test_the_mails_of_a_row_are_told_the_newest_first(press, room, deliver):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001"),
            mail(2, "anna@essai.example", "RE: IM-2026-0001",
                 to="sales@li-valves.example"))  # fmt: skip
    room.sync()
    for record, key in (
        ("order", "IM-2026-0001"), ("shipment", "SH-2026-0001"),
        ("order_line", "IM-2026-0001/01"),
    ):  # fmt: skip
        screen, _ = press("mails_of_row", record, key)
        _, newest, oldest = screen.box.splitlines()
        assert screen.bar.endswith(": 2 mails.")
        assert newest == "23 Nov 2026 08:02 → sales@li-valves.example: RE: IM-2026-0001"
        assert oldest == "23 Nov 2026 08:01 ← sales@li-valves.example: IM-2026-0001"


def test_of_a_mail_it_is_told_why_it_lies_there_and_where_its_files_are(press, room, deliver):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", "Ready.",
                 files=[("invoice.pdf", pdf(["x"]))]))  # fmt: skip
    room.sync()
    told = press("mails_of_row", "message", "ML0001")[0].box.splitlines()
    assert "The subject names IM-2026-0001 (our reference)." in told
    assert "Ready." in told
    assert told[-1].startswith("invoice.pdf: IM-2026-0001/mail/")


def test_a_reply_is_drafted_once_by_its_button(press, room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "Question on IM-2026-0001", "When?"))
    room.sync()
    screen, book = press("draft_reply", "message", "ML0001")
    assert screen.bar.startswith("The draft RE: Question on IM-2026-0001 is in Drafts")
    assert book.asked == [], "there is no letter that could go along"
    assert book.line("task", "TA-2026-0001")["what"].startswith("Send the draft")
    assert "is in Drafts already" in press("draft_reply", "message", "ML0001")[0].bar
    assert len(list((tmp_path / "mailbox/Drafts").glob("*.eml"))) == 1


def drafts(tmp_path):
    """The drafts in the mailbox, by their subjects."""
    found = [parse(file.read_bytes()) for file in (tmp_path / "mailbox/Drafts").glob("*.eml")]
    return {one.subject: one for one in found}


@pytest.mark.parametrize("attach", [True, False])
def test_a_letter_that_waits_goes_with_the_answer_on_a_yes(
    press, room, deliver, tmp_path, goods, attach
):
    deliver(mail(1, "einkauf@keller.example", "Bestellung 4500771204", "Bestätigen Sie?"))
    room.sync()
    press_letter(room)
    _, book = press("draft_reply", "message", "ML0001", [attach])
    assert book.asked[0].startswith("Attach CO-2026-0001, Accusé de réception de commande, written")
    answer = drafts(tmp_path)["RE: Bestellung 4500771204"]
    assert [one.name[-28:] for one in answer.attachments] == (
        ["order_acknowledgement-fr.docx"[-28:]] if attach else []
    )
    assert answer.in_reply_to == ("m1@keller.example",)
    assert ("Veuillez trouver ci-joint" in answer.text) is attach


def press_letter(room, key="EX-2026-0001"):
    """Write the usual letter of an order, by its button."""
    book, opened = Opened(room.desk.view("register")), []
    screen = Screen()
    screen.open = opened.append
    book.cursor = Place("order", key)
    run(deed_called("letter_usual"), book, screen, lambda _book: room.desk, "en")
    return opened


def test_a_letter_is_put_in_drafts_from_its_own_row_while_it_says_the_truth(
    press, room, tmp_path, goods
):
    [file] = press_letter(room)
    press("draft_reply", "letter", "CO-2026-0001")
    [(subject, draft)] = drafts(tmp_path).items()
    assert subject == "Accusé de réception de commande EX-2026-0001"
    assert [one.name for one in draft.attachments] == [file.name]
    file.unlink()
    assert "is not there any more" in press("draft_reply", "letter", "CO-2026-0001")[0].box
    with room.desk.deed("a change") as deed:
        deed.change("order", "EX-2026-0001", {"place": "Dijon"})
    told = press("draft_reply", "letter", "CO-2026-0001")[0].box
    assert told.startswith("CO-2026-0001 is out of date")


def test_a_fraud_is_never_answered_by_a_button(press, room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", FRAUD))
    room.sync()
    assert "may be a fraud" in press("draft_reply", "message", "ML0001")[0].box
    assert not (tmp_path / "mailbox/Drafts").exists()


# ------------------------------------------------------------------ a story in Calc


class Office:
    """Léa at her register in Calc: she types in cells, puts the cursor on a row, presses."""

    def __init__(self, room, clock, book):
        self.room, self.clock, self.book = room, clock, book

    def press(self, button, *place, answers=()):
        return pressed(button, self.book, self.room.desk, *place, answers=answers)

    def cell(self, record, key, name):
        return self.book.cell(record, key, name)

    def type_in(self, record, key, **cells):
        for name, value in cells.items():
            self.cell(record, key, name).value = value
        return self.press("save")

    def today(self):
        return "\n".join(
            " ".join(str(one) for one in line if one)
            for line in self.book.book.sheets["Today"].used_range.value
        )


@pytest.fixture
def office(room, clock, open_live):
    return Office(room, clock, open_live(room.desk))


@pytest.mark.calc
def test_a_week_of_mails_by_buttons_in_calc(office, room, deliver, tmp_path, goods):
    """From the mail that arrives to the answer that is sent, and a fraud that gets nowhere."""
    # Four mails arrive: a delay, a confirmation, one that says nothing, one of a stranger.
    deliver(mail(1, "ops@seabridge.example", "Delay SBLU5157625", "The new ETA is 12 Dec 2026."),
            mail(2, "sales@li-valves.example", "Order confirmation IM-2026-0001",
                 "We confirm delivery on 18 December 2026.",
                 files=[("Packing list.pdf", pdf(["PACKING LIST"]))]),
            mail(3, "sales@li-valves.example", "Hello"),
            mail(4, "reports@lab.example", "Weekly quality report"))  # fmt: skip
    assert office.press("sync_mail") == ""
    assert office.book.keys("message") == ["ML0004", "ML0003", "ML0002", "ML0001"]
    assert office.cell("message", "ML0003", "proposed").value == "IM-2026-0001"
    assert "Confirm where the mails belong" in office.today()

    # One press confirms the third; a dossier typed for the fourth teaches a rule.
    office.press("file_mail", "message", "ML0003")
    assert office.cell("message", "ML0003", "status").value == "filed"
    told = office.type_in("message", "ML0004", dossier="EX-2026-0001")
    assert "Rule RU0001 was learnt" in told
    assert office.cell("mail_rule", "RU0001", "dossier").value == "EX-2026-0001"
    deliver(mail(5, "reports@lab.example", "Weekly quality report 49"))
    office.press("sync_mail")
    assert office.cell("message", "ML0005", "dossier").value == "EX-2026-0001"

    # What the mails let know is written on a yes, and only then.
    news = {str(one["fact"]): key for key, one in room.desk.look().rows("news").items()}
    told = office.type_in("news", news["NEW_ETA"], answer="accept")
    assert "SH-2026-0001: expected on 12 Dec 2026, 05 Dec 2026 before." in told
    [arrival] = [one for one in room.desk.look().rows("milestone").values()
                 if one["kind"] == "ARRIVED"]  # fmt: skip
    assert arrival["expected"] == date(2026, 12, 12)
    office.cell("news", news["CONFIRMED"], "target").value = None
    told = office.type_in("news", news["CONFIRMED"], answer="accept")
    assert told.splitlines()[1].startswith("News from mails!"), "the fault says its cell"
    told = office.type_in("news", news["CONFIRMED"], target="IM-2026-0001")
    assert office.cell("order", "IM-2026-0001", "status").value == "confirmed"
    assert office.cell("order", "IM-2026-0001", "committed").value == datetime(2026, 12, 18)

    # The customer asks for his acknowledgement: written, attached, drafted; she sends it herself.
    deliver(mail(6, "einkauf@keller.example", "Bestellung 4500771204", "Bestätigen Sie bitte."))
    office.press("sync_mail")
    office.press("letter_order_acknowledgement", "order", "EX-2026-0001")
    office.press("draft_reply", "message", "ML0006", answers=["yes"])
    [file] = (tmp_path / "mailbox/Drafts").glob("*.eml")
    assert parse(file.read_bytes()).attachments[0].name.endswith("acknowledgement-fr.docx")
    assert office.cell("task", "TA-2026-0001", "status").value == "to do"
    assert "Send the draft: RE: Bestellung" in office.today()
    deliver(file.read_bytes(), folder="sent")
    office.press("sync_mail")
    assert office.cell("task", "TA-2026-0001", "status").value == "done"
    assert office.cell("letter", "CO-2026-0001", "status").value == "sent"
    assert office.cell("message", "ML0006", "answered").value == datetime(2026, 11, 23)
    assert "Bestellung 4500771204" in office.press("mails_of_row", "order", "EX-2026-0001")

    a_fraud_gets_nowhere(office, room, deliver)
    what_is_settled_leaves_the_sheet(office, room, deliver)


def a_fraud_gets_nowhere(office, room, deliver):
    """It is on Today with the reason and the safe step; nobody files or answers it."""
    deliver(mail(7, "sales@li-valves.example", "New account, IM-2026-0001", FRAUD))
    assert "1 risky" in office.press("sync_mail")
    assert "Make sure of a risky mail before anybody acts on it" in office.today()
    assert "+86 574 1234 5678" in office.today()
    assert "may be a fraud" in office.press("file_mail", "message", "ML0008")
    assert "may be a fraud" in office.press("draft_reply", "message", "ML0008")
    assert row(room, "party", "LI")["iban"] is None


def what_is_settled_leaves_the_sheet(office, room, deliver):
    """Three months on, all that is settled has left; the fraud that nobody checked has not."""
    office.clock.now += timedelta(days=91)
    office.press("refresh")
    assert [key for key in office.book.keys("message") if key] == ["ML0008"]
    assert len(room.desk.look().rows("message")) == 8
    tall = len(office.book.keys("message"))
    deliver(mail(9, "who@stranger.example", "Good day"))
    office.press("sync_mail")
    assert [key for key in office.book.keys("message") if key] == ["ML0009", "ML0008"]
    assert len(office.book.keys("message")) == tall, "it took the place of one that left"
