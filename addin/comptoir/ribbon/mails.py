"""Buttons of mails: sync them, see those of a row, file them as proposed, answer one."""

from __future__ import annotations

from comptoir.desk import Desk
from comptoir.desk.mailing.room import MailRoom, summary
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.rows import edits_settled, row_under, shown
from comptoir.ribbon.told import Pressed, Told
from comptoir.sheets.live.cursor import Place
from comptoir.wording import Said, mark


class NotAMail(Refused):
    message = mark(
        "The cursor is not on a mail. Nothing was done."
        " Click on a row of the sheet Mails, then press the button again."
    )


class NothingToAnswer(Refused):
    message = mark(
        "The cursor is neither on a mail nor on a letter. Nothing was done."
        " Click on a row of the sheet Mails, or of the sheet Letters, then press the button again."
    )


class NotADossier(Refused):
    message = mark(
        "Mails are filed on orders, offers and shipments. Nothing was done."
        " Click on a row of one of those, then press the button again."
    )


def sync_mail(desk: Desk, book: Pressed) -> Told:
    """Bring new mails in, and show them."""
    edits_settled(desk, book)
    done = MailRoom(desk).sync()
    lines = [refused.said for _, refused in done.refused]
    status = summary(done)
    return shown(desk, book, status, [status, *lines] if lines or done.tally.risky else ())


def _mail_under(book: Pressed) -> str:
    place = row_under(book)
    if place.record != "message":
        raise NotAMail
    return place.key


def file_mail(desk: Desk, book: Pressed) -> Told:
    """File the mail under the cursor on the dossier proposed; its files go along."""
    key = _mail_under(book)
    edits_settled(desk, book)
    first, *rest = MailRoom(desk).file([key])
    return shown(desk, book, first, [first, *rest] if rest else ())


def draft_reply(desk: Desk, book: Pressed) -> Told:
    """Put an answer to the mail under the cursor in Drafts; a person sends it.

    A letter that was written for its partner and dossier goes along, where the assistant says so.
    On a letter: a mail to its partner, with it.
    """
    place = row_under(book)
    edits_settled(desk, book)
    room = MailRoom(desk)
    if place.record == "letter":
        return shown(desk, book, room.draft_written(place.key).said)
    if place.record != "message":
        raise NothingToAnswer
    letter = next(iter(room.letters_to_go(place.key)), "")
    if letter and not book.ask(_attach(desk, letter)):
        letter = ""
    return shown(desk, book, room.draft_reply(place.key, letter=letter).said)


def _attach(desk: Desk, letter: str) -> Said:
    row = desk.look().rows("letter")[letter]
    return Said("Attach {letter}, {title}, written on {day} and not sent yet?",
                letter=letter, title=row["title"], day=row["day"])  # fmt: skip


def mails_of_row(desk: Desk, book: Pressed) -> Told:
    """The mails of the dossier under the cursor; of a mail, why it lies there and its files."""
    place = row_under(book)
    room = MailRoom(desk)
    if place.record == "message":
        return _about_one(desk, place.key)
    rows = room.mails(_dossier(desk, place))
    status = Said("{key}: {count} {count:mail|mails}.", key=place.key, count=len(rows))
    lines = [_line(row) for row in reversed(rows.values())]
    return Told(status, [status, *lines])


def _dossier(desk: Desk, place: Place) -> str:
    """The order, offer or shipment that the row is, or is about."""
    if place.record in {"order", "offer", "shipment"}:
        return place.key
    fields = RECORDS[place.record].by_name if place.record in RECORDS else {}
    row = desk.look().rows(place.record).get(place.key, {})
    for name in ("order", "offer", "shipment"):
        if name in fields and row.get(name):
            return str(row[name])
    raise NotADossier


def _line(row: Row) -> Said:
    sentence = mark("{day} {time} ← {who}: {subject}")
    if row["way"] == "OUT":
        sentence = mark("{day} {time} → {who}: {subject}")
    who = row["recipients"] if row["way"] == "OUT" else row["sender"]
    return Said(sentence, day=row["received"], time=row["time"], who=who, subject=row["subject"])


def _about_one(desk: Desk, key: str) -> Told:
    row = desk.look().rows("message")[key]
    texts = [row.get("warning"), row.get("why"), row.get("excerpt")]
    lines = [Said("{line}", line=line) for text in texts if text for line in str(text).splitlines()]
    files = [one for one in desk.look().rows("attachment").values() if one["message"] == key]
    lines += [Said("{name}: {file}", name=one["name"], file=one["file"]) for one in files]
    return Told(_line(row), [_line(row), *lines])


DEEDS = (
    Deed(
        "sync_mail", mark("Sync mail"),
        mark("Bring new mails in; the sure ones are filed, the others wait on the sheet Mails."),
        "mail_group", sync_mail,
    ),
    Deed(
        "mails_of_row", mark("Mails of this row"),
        mark("The mails of this dossier, the newest first; of a mail, why it lies there."),
        "mail_group", mails_of_row, large=False,
    ),
    Deed(
        "file_mail", mark("File as proposed"),
        mark("File this mail on the dossier proposed; its files are laid there."),
        "mail_group", file_mail, large=False,
    ),
    Deed(
        "draft_reply", mark("Draft reply"),
        mark("Put an answer to this mail, or a mail with this letter, in Drafts; you send it."),
        "mail_group", draft_reply, large=False,
    ),
)  # fmt: skip
