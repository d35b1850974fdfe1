"""An assistant and her mails: they come in, lie where they belong, and nothing is done unasked."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from comptoir import settings, store
from comptoir.demo.paper_files import pdf
from comptoir.desk import Faulty
from comptoir.desk.looking import UnknownRecord
from comptoir.desk.mailing import drafting, filing, news, reading
from comptoir.desk.mailing.drafting import NoAddress, RiskyAnswer
from comptoir.desk.mailing.exporting import NoMails
from comptoir.desk.mailing.filing import NoSuchDossier, NotChecked, NothingProposed
from comptoir.desk.mailing.mailboxes import (
    Box,
    NoKeyring,
    NoMailbox,
    NoSecret,
    NoSuchBox,
    Secrets,
    WrongBox,
    box_named,
    boxes_of,
    source_of,
    write_box,
)
from comptoir.desk.mailing.news import AnsweredAlready, NoTarget
from comptoir.desk.mailing.room import LOG, MailRoom, summary
from comptoir.desk.showing import Reading
from comptoir.desk.today import today as due_today
from comptoir.mail.folder import NoFolder
from comptoir.mail.parse import parse
from comptoir.sheets.books import ClosedBook
from comptoir.store.mail import SyncRunning, syncing_alone
from comptoir.store.undo import MailsStay
from post_room import FRAUD, ORDER, Ring, mail, row

# ------------------------------------------------------------------ coming in


def test_mails_come_in_once_and_are_filed_with_the_reason(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Your order IM-2026-0001"),
            mail(2, "einkauf@keller.example", "Question", "Bestellung 4500771204?"))  # fmt: skip

    done = room.sync()

    assert (done.tally.new, done.tally.filed) == (2, 2)
    first = row(room, "message", "ML0001")
    assert (first["dossier"], first["status"], first["party"]) == ("IM-2026-0001", "FILED", "LI")
    assert first["why"].startswith("The subject names IM-2026-0001 (our reference).")
    assert row(room, "message", "ML0002")["dossier"] == "EX-2026-0001"
    assert summary(done).in_("en").startswith("2 new mails: 2 filed, 0 to confirm")
    assert summary(room.sync()).in_("fr") == "Aucun nouveau message."
    assert len(room.desk.look().rows("message")) == 2


def test_a_mail_moved_or_deleted_in_the_mailbox_stays_on_the_desk(room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001"))
    room.sync()
    (tmp_path / "mailbox/inbox/000.eml").rename(tmp_path / "mailbox/elsewhere.eml")
    assert room.sync().tally.new == 0
    (tmp_path / "mailbox/elsewhere.eml").unlink()
    assert room.sync().tally.new == 0
    assert list(room.desk.look().rows("message")) == ["ML0001"]
    with store.reading(room.desk.engine) as db:
        assert store.mail.copies_of(db, "box") == []


def test_an_answer_follows_its_thread_and_ours_marks_it_answered(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Order IM-2026-0001"))
    deliver(mail(2, "anna@essai.example", "RE: Order", to="sales@li-valves.example",
                 In_Reply_To="<m1@li-valves.example>"),
            mail(3, "sales@li-valves.example", "RE: Order",
                 In_Reply_To="<m2@essai.example>"))  # fmt: skip
    room.sync()
    rows = room.desk.look().rows("message")
    assert [one["dossier"] for one in rows.values()] == ["IM-2026-0001"] * 3
    assert [one["way"] for one in rows.values()] == ["IN", "OUT", "IN"]
    assert rows["ML0001"]["answered"] == date(2026, 11, 23)


def test_files_are_laid_in_the_dossier_once_and_tick_what_their_sender_owes(
    room, deliver, tmp_path
):
    papers = [("Packing list.pdf", pdf(["PACKING LIST", "PI-48213"])),
              ("../../evil/Invoice.pdf", pdf(["PRO FORMA INVOICE"]))]  # fmt: skip
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", files=papers))
    deliver(mail(2, "ops@seabridge.example", "BL SBLU5157625", files=[
        ("BL SBLU5157625.pdf", pdf(["BILL OF LADING"])),
        ("Freight invoice.pdf", pdf(["INVOICE", "Freight"]))]))  # fmt: skip

    done = room.sync()

    assert done.ticked == 2
    documents = room.desk.look().rows("document")
    listed, waybill, invoice = documents.values()
    assert listed["received"] == waybill["received"] == date(2026, 11, 23)
    assert invoice["received"] is None, "a draft, and a forwarder's bill, are not this invoice"
    place = tmp_path / "dossiers" / str(listed["file"])
    assert place.read_bytes() == papers[0][1]
    assert place.parent == tmp_path / "dossiers/IM-2026-0001/mail"
    assert len(list(place.parent.iterdir())) == 4
    assert room.sync().laid == []


def test_a_program_and_a_bomb_never_lie_in_a_dossier(room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001",
                 files=[("Invoice.pdf.exe", b"MZ" + bytes(200))]))  # fmt: skip
    room.sync()
    one = row(room, "message", "ML0001")
    assert (one["status"], one["risk"], one["dossier"]) == ("TO_CONFIRM", "ALARM", None)
    [attached] = room.desk.look().rows("attachment").values()
    assert attached["name"] == "Invoice.pdf.exe.blocked"
    assert attached["dangers"] == "PROGRAM DOUBLE_EXTENSION"
    with room.desk.deed("x") as deed:
        deed.change("message", "ML0001", {"checked": date(2026, 11, 23)})
    room.file(["ML0001"])
    assert not (tmp_path / "dossiers").exists()


def test_text_that_looks_like_a_formula_is_text(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "=HYPERLINK(1) IM-2026-0001", "=cmd|x"))
    room.sync()
    done = room.export("IM-2026-0001")
    assert row(room, "message", "ML0001")["subject"] == "=HYPERLINK(1) IM-2026-0001"
    with zipfile.ZipFile(done.file) as package:
        listed = package.read("mails.csv").decode("utf-8-sig")
        names = package.namelist()
    [_, line] = csv.reader(io.StringIO(listed))
    assert "'=HYPERLINK(1) IM-2026-0001" in line
    assert names[1] == "001-2026-11-23-ML0001.eml"


def test_hostile_headers_are_cut_and_cleaned(room, deliver):
    long = "x" * 5000
    deliver(mail(1, f"{'a' * 300}@li-valves.example", f"IM-2026-0001 \x00{long}", long))
    room.sync()
    one = row(room, "message", "ML0001")
    assert len(one["subject"]) == 300
    assert len(one["excerpt"]) == 400
    assert "\x00" not in one["subject"]


# ------------------------------------------------------------------ risk


def test_a_fraud_is_shown_on_today_with_the_step_and_changes_nothing(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Invoice IM-2026-0001", FRAUD))
    room.sync()
    one = row(room, "message", "ML0001")
    assert (one["risk"], one["status"], one["proposed"]) == ("ALARM", "TO_CONFIRM", "IM-2026-0001")
    with store.reading(room.desk.engine) as db:
        dues = [
            due for due in due_today(Reading(db, {}), date(2026, 11, 23)) if due.record == "message"
        ]
    [due] = dues
    assert due.what.in_("fr") == "Vérifier un message risqué avant toute suite"
    assert "Call Li Valves at the number you know (+86 574 1234 5678)" in due.why.in_("en")
    assert row(room, "party", "LI")["iban"] is None
    with pytest.raises(NotChecked):
        room.file(["ML0001"])
    with pytest.raises(RiskyAnswer):
        room.draft_reply("ML0001")


def test_once_checked_it_is_filed_and_gone_from_today(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Invoice IM-2026-0001", FRAUD))
    room.sync()
    with room.desk.deed("checked") as deed:
        deed.change("message", "ML0001", {"checked": date(2026, 11, 23)})
    room.file(["ML0001"])
    with store.reading(room.desk.engine) as db:
        dues = due_today(Reading(db, {}), date(2026, 11, 23))
    assert not [due for due in dues if due.record == "message"]


# ------------------------------------------------------------------ filing by hand


def test_confirming_in_the_register_files_as_proposed(room, deliver, lea, open_book):
    deliver(mail(1, "sales@li-valves.example", "Hello"))
    room.sync()
    assert row(room, "message", "ML0001")["proposed"] == "IM-2026-0001"
    book = open_book(lea)
    book.line("message", "ML0001")["status"] = "filed"
    lea.save(book)
    one = row(room, "message", "ML0001")
    assert (one["status"], one["dossier"]) == ("FILED", "IM-2026-0001")
    [decision] = room.desk.look().rows("filing").values()
    assert (decision["state"], decision["by"]) == ("FILED", "Léa")


def test_no_dossier_is_proposed_by_chance_and_all_that_are_named_are(room, deliver, stored):
    more = {**ORDER, "party": "LI", "flow": "IMP"}
    stored("order", more, more, more)
    deliver(mail(1, "sales@li-valves.example", "Hello"),
            mail(2, "sales@li-valves.example", "Hi",
                 "IM-2026-0002 is ready. And what about IM-2026-0003?"))  # fmt: skip
    room.sync()
    chance, both = (row(room, "message", key) for key in ("ML0001", "ML0002"))
    assert (chance["status"], chance["proposed"]) == ("TO_CONFIRM", None)
    assert chance["why"].splitlines() == [
        f"Li Valves takes part in IM-2026-000{n}." for n in (1, 2, 3)
    ]
    assert (both["status"], both["proposed"]) == ("TO_CONFIRM", "IM-2026-0002, IM-2026-0003")
    assert "The text names IM-2026-0003 (our reference)." in both["why"]
    room.file(["ML0002"])
    assert row(room, "message", "ML0002")["dossier"] == "IM-2026-0002, IM-2026-0003"


def test_a_correction_is_learnt_as_a_rule_and_files_the_next_one(room, deliver, lea, open_book):
    deliver(mail(1, "reports@stranger.example", "Weekly production status"))
    room.sync()
    book = open_book(lea)
    book.line("message", "ML0001")["dossier"] = "im-2026-0001"
    saved = lea.save(book)
    assert row(room, "message", "ML0001")["dossier"] == "IM-2026-0001"
    [rule] = room.desk.look().rows("mail_rule").values()
    assert (rule["sender"], rule["subject_words"]) == (
        "reports@stranger.example", "weekly production status",
    )  # fmt: skip
    assert saved.told[0].in_("en") == "Rule RU0001 was learnt: see the sheet Mail rules."
    deliver(mail(2, "reports@stranger.example", "RE: Weekly production status 48"))
    room.sync()
    assert row(room, "message", "ML0002")["dossier"] == "IM-2026-0001"
    with room.desk.deed("forget") as deed:
        deed.change("mail_rule", "RU0001", {"active": False})
    deliver(mail(3, "reports@stranger.example", "Weekly production status 49"))
    room.sync()
    assert row(room, "message", "ML0003")["status"] == "TO_CONFIRM"


def test_filing_elsewhere_lays_the_files_there_too(room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", files=[("a.pdf", pdf(["A"]))]))
    room.sync()
    room.file(["ML0001"], ["EX-2026-0001"])
    assert len(list((tmp_path / "dossiers/EX-2026-0001/mail").iterdir())) == 1
    assert len(list((tmp_path / "dossiers/IM-2026-0001/mail").iterdir())) == 1, "nothing is deleted"
    assert room.figures().corrected == 1
    assert room.figures().precision == 0


def test_a_mail_can_be_set_aside_and_a_rule_says_so(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Season's greetings to everybody"))
    room.sync()
    said = room.file(["ML0001"], aside=True)
    assert said[0].in_("en") == "ML0001 is set aside."
    assert row(room, "message", "ML0001")["status"] == "ASIDE"


def test_what_cannot_be_filed_says_why(room, deliver):
    deliver(mail(1, "who@stranger.example", "Hello"))
    room.sync()
    with pytest.raises(NothingProposed):
        room.file(["ML0001"])
    with pytest.raises(NoSuchDossier) as refused:
        room.file(["ML0001"], ["EX-2099-0001"])
    assert "EX-2099-0001" in refused.value.in_("fr")
    with pytest.raises(UnknownRecord):
        room.file(["ML0099"])
    with pytest.raises(NoMails):
        room.export("EX-2026-0001")


def test_a_shipment_names_the_dossiers_of_its_orders(room, deliver):
    deliver(mail(1, "who@stranger.example", "Hello"))
    room.sync()
    room.file(["ML0001"], ["SH-2026-0001"])
    assert row(room, "message", "ML0001")["dossier"] == "IM-2026-0001"
    assert list(room.mails("SH-2026-0001")) == list(room.mails("IM-2026-0001")) == ["ML0001"]


# ------------------------------------------------------------------ news


def news_of(room):
    return {str(one["fact"]): (key, one) for key, one in room.desk.look().rows("news").items()}


def test_news_is_offered_and_written_on_a_yes_only(room, deliver, lea, open_book):
    deliver(mail(1, "ops@seabridge.example", "Delay SBLU5157625", "The new ETA is 12 Dec 2026."),
            mail(2, "sales@li-valves.example", "Order confirmation IM-2026-0001",
                 "We confirm delivery on 18 December 2026."))  # fmt: skip
    room.sync()
    found = news_of(room)
    key, eta = found["NEW_ETA"]
    assert (eta["target"], eta["day"]) == ("SH-2026-0001", date(2026, 12, 12))
    arrival = [
        one for one in room.desk.look().rows("milestone").values() if one["kind"] == "ARRIVED"
    ]
    assert arrival[0]["expected"] is None
    assert row(room, "order", "IM-2026-0001")["committed"] is None

    book = open_book(lea)
    book.line("news", key)["answer"] = "accept"
    book.line("news", found["CONFIRMED"][0])["answer"] = "refuse"
    saved = lea.save(book)

    assert {one.in_("en") for one in saved.told} == {
        "SH-2026-0001: expected on 12 Dec 2026, 05 Dec 2026 before.", "Nothing was written.",
    }  # fmt: skip
    arrival = [
        one for one in room.desk.look().rows("milestone").values() if one["kind"] == "ARRIVED"
    ]
    assert arrival[0]["expected"] == date(2026, 12, 12)
    assert row(room, "order", "IM-2026-0001")["committed"] is None
    with pytest.raises(AnsweredAlready):
        room.answer([key], yes=False)


def test_what_cannot_be_done_is_a_fault_at_its_cell_all_of_them_at_once(
    room, deliver, lea, open_book, stored
):
    """News of no record, a mail filed nowhere, a fraud nobody checked: nothing is half-saved."""
    stored("shipment", {"party": "LI", "flow": "IMP", "mode": "SEA", "incoterm": "FCA",
                        "opened": date(2026, 11, 3)})  # fmt: skip
    stored("shipment_line", {"shipment": "SH-2026-0002", "order_line": "IM-2026-0001/01",
                             "quantity": Decimal(1)})  # fmt: skip
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", "The new ETA is 12 Dec 2026."),
            mail(2, "who@stranger.example", "Hello"),
            mail(3, "sales@li-valves.example", "IM-2026-0001", FRAUD),
            mail(4, "who@stranger.example", "Good day"))  # fmt: skip
    room.sync()
    book = open_book(lea)
    book.line("news", "NW0001")["answer"] = "accept"
    book.line("message", "ML0002")["status"] = "filed"
    book.line("message", "ML0003")["dossier"] = "IM-2026-0001"
    book.line("message", "ML0004")["dossier"] = "EX-2099-0009"

    with pytest.raises(Faulty) as refused:
        lea.save(book)

    table = {read.record.name: read for read in book.tables()}
    told = {one.where: (one.heading, one.in_("en")) for one in refused.value.faults}
    assert len(told) == 4
    heading, unknown = told[table["message"].cell_of("ML0004", "dossier")]
    assert (heading, "EX-2099-0009" in unknown) == ("Dossier", True)
    assert told[table["message"].cell_of("ML0002", "dossier")][0] == "Dossier"
    assert told[table["message"].cell_of("ML0003", "checked")][0] == "Checked on"
    heading, asked = told[table["news"].cell_of("NW0001", "target")]
    assert (heading, "NW0001 could be about several records" in asked) == ("Record", True)
    assert row(room, "message", "ML0003")["status"] == "TO_CONFIRM", "nothing was saved"

    book.line("news", "NW0001")["target"] = "SH-2026-0002"
    for key in ("ML0002", "ML0003", "ML0004"):
        book.line("message", key).update(dossier=None, status="to confirm")
    assert lea.save(book).told[0].in_("en").startswith("SH-2026-0002: expected on 12 Dec 2026")


def test_settled_mails_leave_the_sheet_after_a_while_and_stay_on_the_desk(
    room, deliver, lea, clock, tmp_path
):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001"),
            mail(2, "who@stranger.example", "Hello"),
            mail(3, "ops@seabridge.example", "SBLU5157625", "The new ETA is 12 Dec 2026."),
            mail(4, "sales@li-valves.example", "IM-2026-0001", FRAUD),
            mail(5, "ops@seabridge.example", "IM-2026-0001", "Cartons are damaged."))  # fmt: skip
    room.sync()
    claim = next(key for key, one in room.desk.look().rows("news").items()
                 if one["fact"] == "CLAIM")  # fmt: skip
    room.answer([claim], yes=False)

    def shown(record, days=None):
        told = room.desk.settings if days is None else replace(
            room.desk.settings, mail={**room.desk.settings.mail, "shown_days": days})  # fmt: skip
        view = replace(lea, settings=told).view("register").views
        return next(one for one in view if one.record.name == record).keys

    assert shown("message") == ["ML0004", "ML0002", "ML0005", "ML0003", "ML0001"]
    clock.now += timedelta(days=91)
    assert shown("message") == ["ML0004", "ML0002", "ML0003"], "what waits is shown for ever"
    assert shown("news") == [key for key in room.desk.look().rows("news") if key != claim]
    assert len(shown("message", days=1000)) == 5
    assert set(room.mails("IM-2026-0001")) == {"ML0001", "ML0003", "ML0005"}
    with pytest.raises(settings.WrongDays, match="shown_days cannot be soon"):
        shown("message", days="soon")


def test_a_closed_register_lets_old_mails_go_and_keeps_the_note_on_them(
    room, deliver, lea, clock, tmp_path
):
    """A mail that has left the sheet is not missed by the next save, and what was noted stays."""
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001"),
            mail(2, "sales@li-valves.example", "Hello"))  # fmt: skip
    room.sync()
    with room.desk.deed("note") as deed:
        deed.change("message", "ML0001", {"note": "seen"})
    book = ClosedBook(tmp_path / "register.xlsx", tmp_path / "backups")
    book.build(lea.view("register"))
    clock.now += timedelta(days=91)
    lea.refresh(book)
    assert refs_of(book) == ["ML0002", ""]
    saved = lea.save(book)
    assert (saved.number, saved.vanished) == (None, [])
    assert row(room, "message", "ML0001")["note"] == "seen"


def refs_of(book):
    return next(read.columns["ref"] for read in book.tables() if read.record.name == "message")


def test_a_new_mail_takes_the_place_of_one_that_left_the_sheet(room, deliver, lea, clock, tmp_path):
    deliver(*(mail(n, "sales@li-valves.example", "IM-2026-0001") for n in (1, 2, 3)),
            mail(4, "who@stranger.example", "Hello"))  # fmt: skip
    room.sync()
    book = ClosedBook(tmp_path / "register.xlsx", tmp_path / "backups")
    book.build(lea.view("register"))
    assert refs_of(book) == ["ML0004", "ML0003", "ML0002", "ML0001"]
    with room.desk.deed("two to look at again") as deed:
        deed.change_all("message", {key: {"status": "TO_CONFIRM"} for key in ("ML0001",)})
    clock.now += timedelta(days=91)
    lea.refresh(book)
    assert refs_of(book) == ["ML0004", "", "", "ML0001"]
    deliver(mail(5, "who@stranger.example", "Good day"))
    room.sync()
    lea.refresh(book)
    assert refs_of(book) == ["ML0004", "ML0005", "", "ML0001"]


def test_an_accepted_confirmation_commits_the_supplier(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "Order confirmation IM-2026-0001",
                 "We confirm delivery on 18 December 2026."))  # fmt: skip
    room.sync()
    room.answer([news_of(room)["CONFIRMED"][0]], yes=True)
    order = row(room, "order", "IM-2026-0001")
    assert (order["committed"], order["confirmed"]) == (date(2026, 12, 18), date(2026, 11, 23))
    assert order["status"] == "CONFIRMED"


def test_an_mrn_goes_to_the_declaration_that_waits_for_it(room, deliver):
    deliver(mail(1, "ops@seabridge.example", "SBLU5157625", "MRN 26FR000000012345A9 accepted"))
    room.sync()
    room.answer([news_of(room)["MRN"][0]], yes=True)
    declared = row(room, "declaration", "CD-2026-0001")
    assert (declared["mrn"], declared["status"]) == ("26FR000000012345A9", "ACCEPTED")


def test_a_claim_becomes_a_task(room, deliver):
    deliver(mail(1, "einkauf@keller.example", "4500771204", "Three cartons are damaged."))
    room.sync()
    room.answer([news_of(room)["CLAIM"][0]], yes=True)
    [task] = room.desk.look().rows("task").values()
    assert (task["about"], task["party"]) == ("EX-2026-0001", "KEL")


def test_news_of_nobody_s_shipment_asks_which(room, deliver, stored):
    stored("shipment", {"party": "LI", "flow": "IMP", "mode": "SEA", "incoterm": "FCA",
                        "opened": date(2026, 11, 3)})  # fmt: skip
    stored("shipment_line", {"shipment": "SH-2026-0002", "order_line": "IM-2026-0001/01",
                             "quantity": Decimal(1)})  # fmt: skip
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001", "The new ETA is 12 Dec 2026."))
    room.sync()
    key, eta = news_of(room)["NEW_ETA"]
    assert eta["target"] is None
    with pytest.raises(NoTarget):
        room.answer([key], yes=True)
    with room.desk.deed("x") as deed:
        deed.change("news", key, {"target": "SH-2026-0002", "day": date(2026, 12, 13)})
        assert news.accept(deed, key).facts["day"] == date(2026, 12, 13)


def test_an_alarming_mail_offers_no_news(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001",
                 FRAUD + " The new ETA is 12 Dec 2026."))  # fmt: skip
    room.sync()
    assert news_of(room) == {}


# ------------------------------------------------------------------ drafts


def test_a_reply_lies_in_drafts_once_and_the_sent_mail_closes_its_task(room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "Question on IM-2026-0001", "When?"))
    room.sync()
    put = room.draft_reply("ML0001")
    assert room.draft_reply("ML0001").again
    [file] = (tmp_path / "mailbox/Drafts").glob("*.eml")
    drafted = parse(file.read_bytes())
    assert drafted.subject == "RE: Question on IM-2026-0001"
    assert drafted.to[0].email == "sales@li-valves.example"
    assert drafted.in_reply_to == ("m1@li-valves.example",)
    assert drafted.text.startswith("Dear Sir or Madam,\n\nThank you for your mail.")
    task = row(room, "task", put.draft.task)
    assert (task["what"], task["status"]) == (
        "Send the draft: RE: Question on IM-2026-0001", "OPEN",
    )  # fmt: skip

    deliver(file.read_bytes(), folder="sent")
    done = room.sync()

    assert done.tally.sent == 1
    assert row(room, "task", put.draft.task)["status"] == "DONE"
    assert row(room, "message", "ML0002")["dossier"] == "IM-2026-0001"
    assert row(room, "message", "ML0001")["answered"] == date(2026, 11, 23)
    assert not room.draft_reply("ML0001").again, "what was sent is done with: a new one is another"


def test_a_letter_goes_with_its_draft_and_is_sent_when_the_mail_is(room, deliver, tmp_path, stored):
    stored("contact", {"party": "KEL", "surname": "Vogel", "first_name": "Katrin", "main": True,
                       "email": "k.vogel@keller.example"})  # fmt: skip
    stored("order_line", {"order": "EX-2026-0001", "description": "Vannes", "unit": "PCE",
                          "quantity": Decimal(3), "price": Decimal(12)})  # fmt: skip
    put = room.draft_letter("EX-2026-0001", "order_acknowledgement")
    [file] = (tmp_path / "mailbox/Drafts").glob("*.eml")
    drafted = parse(file.read_bytes())
    assert str(drafted.to[0]) == "Katrin Vogel <k.vogel@keller.example>"
    assert drafted.text.startswith("Bonjour Katrin Vogel,\n\nVeuillez trouver ci-joint")
    [letter] = drafted.attachments
    assert letter.name.endswith("-order_acknowledgement-fr.docx")
    assert put.draft.dossier == "EX-2026-0001"

    deliver(file.read_bytes(), folder="sent")
    room.sync()
    [sent] = room.desk.look().rows("letter").values()
    assert sent["sent"] == date(2026, 11, 23)


def test_whom_nobody_can_write_to_is_said(room, stored):
    stored("party", {"code": "MUTE", "name": "Mute", "country": "GB"})
    with pytest.raises(NoAddress):
        drafting.recipient(room.post(), "MUTE")


def test_a_draft_that_was_planned_when_the_power_went_is_put_once(room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001"))
    room.sync()

    class PowerCut(BaseException):
        pass

    def cut(where):
        if where == fail:
            raise PowerCut

    for step in ("planned", "put"):
        fail = step
        post = replace(room.post(), step=cut)
        box = room.box("box")
        with pytest.raises(PowerCut):
            drafting.put(post, box, room.source(box), drafting.reply(post, "ML0001"))
    room.draft_reply("ML0001")
    assert len(list((tmp_path / "mailbox/Drafts").glob("*.eml"))) == 1
    assert len(room.desk.look().rows("task")) == 1


# ------------------------------------------------------------------ trouble


def test_a_mailbox_that_does_not_answer_is_a_task_till_it_does(room, deliver, tmp_path):
    (tmp_path / "mailbox").rmdir()
    done = room.sync()
    [(name, refused)] = done.refused
    assert (name, type(refused)) == ("box", NoFolder)
    room.sync()
    [task] = room.desk.look().rows("task").values()
    assert task["what"].startswith("Mails do not come in: The mail folder")
    (tmp_path / "mailbox").mkdir()
    assert room.sync().refused == []
    [task] = room.desk.look().rows("task").values()
    assert task["status"] == "DONE"


def test_one_odd_mail_does_not_stop_those_behind_it(room, deliver, monkeypatch):
    def odd(message, *rest):
        if "odd" in message.subject:
            raise RecursionError
        return ()

    monkeypatch.setattr(reading, "risks", odd)
    deliver(mail(1, "sales@li-valves.example", "odd IM-2026-0001"),
            mail(2, "sales@li-valves.example", "IM-2026-0001"))  # fmt: skip
    room.sync()
    assert row(room, "message", "ML0001")["status"] == "TO_CONFIRM"
    assert row(room, "message", "ML0002")["status"] == "FILED"


def test_only_one_sync_at_a_time(room, deliver):
    with syncing_alone(room.desk.engine), pytest.raises(SyncRunning):
        room.sync()
    room.sync()


def test_mails_are_not_undone(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001"))
    room.sync()
    save = next(one for one in room.desk.look().saves() if one.what == "mail sync" and one.rows > 1)
    with pytest.raises(MailsStay):
        room.desk.undo(save.id)


def test_the_log_has_counts_and_no_words_of_mails(room, deliver, tmp_path):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001 secret subject", "secret body"))
    room.sync()
    told = (tmp_path / LOG).read_text()
    assert "1 new mail: 1 filed" in told
    assert "secret" not in told


# ------------------------------------------------------------------ mailboxes


def test_settings_keep_comments_and_never_a_password(tmp_path):
    settings.write(tmp_path, name="Maison", lang="fr")
    told = settings.read(tmp_path, env={})
    box = Box("main", "ews", "a@b.example", endpoint="https://m.example/EWS/Exchange.asmx",
              user="B\\a", since=date(2026, 1, 1), folders=("inbox",))  # fmt: skip
    write_box(told, box)
    write_box(told, Box("other", "graph", "c@b.example", tenant="t", client="i"))
    again = settings.read(tmp_path, env={})
    assert boxes_of(again)["main"] == box
    assert list(boxes_of(again)) == ["main", "other"]
    assert "# user =" in (tmp_path / "comptoir.toml").read_text("utf-8")
    assert "password" not in (tmp_path / "comptoir.toml").read_text("utf-8").lower()


@pytest.mark.parametrize(
    ("table", "what"),
    [({"kind": "imap"}, "kind"), ({"password": "x"}, "password"),
     ({"kind": "ews", "sign_in": "device"}, "sign_in")],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_said(tmp_path, table, what):
    told = settings.Settings(tmp_path, "x", mail={"boxes": {"main": table}})
    with pytest.raises(WrongBox) as refused:
        boxes_of(told)
    assert refused.value.facts["what"] == what


def test_a_desk_without_mailbox_says_how_to_set_one(tmp_path, lea):
    with pytest.raises(NoMailbox):
        MailRoom(lea).sync()
    told = settings.Settings(tmp_path, "x", mail={"boxes": {"main": {}}})
    with pytest.raises(NoSuchBox):
        box_named(told, "other")


def test_secrets_are_kept_in_pieces_and_forgotten_whole():
    ring = Ring()
    secrets = Secrets("desk", ring)
    assert secrets.get("box") is None
    secrets.keep("box", "é" * 5000)
    assert secrets.get("box") == "é" * 5000
    secrets.keep("box", "short")
    assert secrets.get("box") == "short"
    secrets.drop("box")
    assert (secrets.get("box"), ring.kept) == (None, {})
    ring.locked = True
    with pytest.raises(NoKeyring):
        secrets.get("box")


def test_a_password_is_asked_of_the_keyring_only(tmp_path):
    told, secrets = settings.Settings(tmp_path, "x"), Secrets("desk", Ring())
    box = Box("main", "ews", "a@b.example", endpoint="https://m.example/EWS/Exchange.asmx")
    with pytest.raises(NoSecret):
        source_of(told, box, secrets)
    secrets.keep("main", "secret")
    assert "secret" not in repr(source_of(told, box, secrets).auth)


def test_the_day_a_mail_came_is_the_day_here(room, deliver):
    deliver(mail(1, "sales@li-valves.example", "IM-2026-0001",
                 Received="from x; Mon, 23 Nov 2026 23:30:00 -0500"))  # fmt: skip
    room.sync()
    assert row(room, "message", "ML0001")["received"] == date(2026, 11, 24)


def test_a_day_out_of_all_reason_is_today_s(room, deliver):
    raw = mail(1, "sales@li-valves.example", "IM-2026-0001").replace(b"2026 08", b"1970 08")
    deliver(raw)
    room.sync()
    assert row(room, "message", "ML0001")["received"] == date(2026, 11, 23)


def test_mails_of_before_a_filing_are_never_learnt_from_twice(room, deliver):
    deliver(mail(1, "reports@stranger.example", "Weekly production status"))
    room.sync()
    room.file(["ML0001"], ["IM-2026-0001"])
    room.file(["ML0001"], ["EX-2026-0001"])
    rules = room.desk.look().rows("mail_rule")
    assert [one["dossier"] for one in rules.values()] == ["EX-2026-0001"]
    with room.desk.deed("x") as deed:
        assert filing.corrected(deed, "ML0001")


def test_instants_are_read_on_the_desk_s_own_clock(room):
    assert room.post().clock() > datetime(2026, 11, 23, tzinfo=UTC)
