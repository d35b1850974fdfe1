"""Drafts: an answer or a letter put in the mailbox's Drafts, once, for a person to send.

What is put is noted before it is put: after a crash, the same draft is looked for under its own
Message-ID before it is put again. A task reminds of it until the sent mail comes back by sync.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from comptoir import store
from comptoir.desk.deed import Deed
from comptoir.desk.looking import UnknownRecord
from comptoir.desk.mailing.knowing import addressed, dossiers_of
from comptoir.desk.mailing.mailboxes import Box
from comptoir.desk.mailing.syncing import Post
from comptoir.desk.mailing.taking import LETTER, split_dossiers
from comptoir.desk.showing import Reading
from comptoir.errors import Refused
from comptoir.letters.kinds import kind_named
from comptoir.mail.drafts import File, answer_to, composed
from comptoir.mail.message import Address, Message
from comptoir.mail.parse import parse
from comptoir.mail.source import Source, draft_id
from comptoir.records import RECORDS, Row
from comptoir.records.correspondence import letter_status
from comptoir.store import mail as kept
from comptoir.store.mail import Draft
from comptoir.wording import Said, mark

GREETING = mark("Dear {name},")
NOBODY = mark("Dear Sir or Madam,")
ATTACHED = mark("Please find attached our {title}, reference {ref}.")
THANKS = mark("Thank you for your mail.")
CLOSING = mark("Kind regards,")


class NoAddress(Refused):
    """Nobody knows where to write."""

    message = mark(
        "{party} has no e-mail address. No draft was made."
        " Enter one on the sheet Parties or Contacts."
    )


class RiskyAnswer(Refused):
    """An answer to a suspicious mail would go to the swindler."""

    message = mark(
        "{mail} may be a fraud: {why} No draft was made."
        " Make sure by telephone, enter the day in the column Checked on, then answer."
    )


class LetterGone(Refused):
    """The file of a letter is not where it was laid."""

    message = mark(
        "The file of {letter} is not there any more ({file}). No draft was made."
        " Write the letter again."
    )


class LetterOvertaken(Refused):
    """The letter does not say any more what the desk says."""

    message = mark(
        "{letter} is out of date or replaced by a later one. No draft was made."
        " Write it again, or choose the later one."
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft to be put: its key, which makes it one and the same; whom, what, with which files."""

    key: str
    dossier: str
    party: str | None
    to: Address
    subject: str
    text: str
    lang: str
    files: tuple[Path, ...] = ()
    answering: Message | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """A draft that is in Drafts: where, and the task that reminds of it."""

    native: str
    draft: Draft
    again: bool

    @property
    def said(self) -> Said:
        """What became of it, as a sentence."""
        subject = self.draft.subject
        if self.again:
            return Said("The draft {subject} is in Drafts already: one is enough.", subject=subject)
        return Said(
            "The draft {subject} is in Drafts: look at it and send it. Task {task} reminds of it.",
            subject=subject,
            task=self.draft.task,
        )


# ------------------------------------------------------------------ what is wanted


def reply(
    post: Post, mail: str, text: str = "", files: Sequence[Path] = (), letter: str = ""
) -> Wanted:
    """The answer to *mail*, in the partner's language; with the *letter* of that reference.

    Raises ``RiskyAnswer``, ``LetterGone``, ``LetterOvertaken``.
    """
    with store.reading(post.engine) as db:
        told = store.current(db, RECORDS["message"], [mail]).get(mail)
        known = kept.mails_of(db, [mail]).get(mail)
        people = {one.code: one for one in addressed(Reading(db, {}))}
    if told is None or known is None:
        raise UnknownRecord(ref=mail)
    refuse_risky(mail, told)
    going = going_letter(post, letter) if letter else None
    message = parse(post.mails.read(known))
    party = people.get(str(told.get("party")))
    lang = party.language if party and party.language else post.lang
    to = answer_to(message)
    dossiers = dossiers_told(told)
    said = [Said(THANKS), *([going.said] if going else [])]
    body = text or _letter(to.name, said, lang, post.author.name)
    return Wanted(
        key=f"{LETTER}{letter}/RE-{mail}" if letter else f"RE/{mail}",
        dossier=dossiers[0] if dossiers else "",
        party=party.code if party else None, to=to, subject="", text=body, lang=lang,
        files=(*files, *([going.file] if going else [])), answering=message, answers=mail,
    )  # fmt: skip


def dossiers_told(mail: Row) -> tuple[str, ...]:
    """The dossiers that a mail is filed on; else those proposed."""
    return split_dossiers(mail.get("dossier") or mail.get("proposed"))


@dataclass(frozen=True, slots=True)
class Going:
    """A letter that is to go with a mail."""

    ref: str
    title: Said
    about: str
    party: str
    lang: str
    file: Path

    @property
    def said(self) -> Said:
        """The sentence of the mail that names it."""
        return Said(ATTACHED, title=self.title, ref=self.about)


def going_letter(post: Post, ref: str) -> Going:
    """The letter *ref* as it goes with a mail, its PDF where it has one.

    Raises ``UnknownRecord``, ``LetterGone``, ``LetterOvertaken``.
    """
    with store.reading(post.engine) as db:
        row = store.current(db, RECORDS["letter"], [ref]).get(ref)
    if row is None:
        raise UnknownRecord(ref=ref)
    if _state(row) not in {"WRITTEN", "SENT"}:
        raise LetterOvertaken(letter=ref)
    file = post.dossiers / str(row.get("pdf") or row["file"])
    if not file.is_file():
        raise LetterGone(letter=ref, file=file)
    return Going(
        ref, kind_named(str(row["kind"])).said(), str(row["about"]), str(row["party"]),
        str(row["language"]), file,
    )  # fmt: skip


def _state(letter: Row) -> str:
    return letter_status(*(letter.get(name) for name in ("sent", "stale", "replaced_by")))


def letters_to_go(post: Post, mail: str) -> list[str]:
    """The letters written for the partner of *mail* about its dossiers, not sent: newest first."""
    with store.reading(post.engine) as db:
        ask = Reading(db, {})
        told = store.current(db, RECORDS["message"], [mail]).get(mail, {})
        written = store.current(db, RECORDS["letter"])
        mine, party = dossiers_told(told), told.get("party")
        found = [
            key
            for key, row in written.items()
            if party
            and row.get("party") == party
            and _state(row) == "WRITTEN"
            and _dossier_of(ask, str(row["about"])) in mine
        ]
    return sorted(found, key=lambda key: (str(written[key]["day"]), key), reverse=True)


def refuse_risky(mail: str, row: Row) -> None:
    """Answer no mail that may be a fraud before somebody made sure. Raises ``RiskyAnswer``."""
    if row.get("risk") == "ALARM" and not row.get("checked"):
        why = str(row.get("warning") or "").partition("\n")[0]
        raise RiskyAnswer(mail=mail, why=why)


def with_letter(post: Post, going: Going, text: str = "", files: Sequence[Path] = ()) -> Wanted:
    """A mail to the partner of a letter, with it. Raises ``NoAddress``."""
    to = recipient(post, going.party)
    with store.reading(post.engine) as db:
        dossier = _dossier_of(Reading(db, {}), going.about)
    return Wanted(
        key=f"{LETTER}{going.ref}", dossier=dossier, party=going.party, to=to,
        subject=f"{going.title.in_(going.lang)} {going.about}",
        text=text or _letter(to.name, [going.said], going.lang, post.author.name),
        lang=going.lang, files=(*files, going.file),
    )  # fmt: skip


def _dossier_of(ask: Reading, ref: str) -> str:
    """The dossier that a draft about *ref* belongs to; none for a party."""
    found = dossiers_of(ask)
    shipped = found.of_shipment.get(ref, ())
    for record in ("invoice", "claim", "credit"):
        block = ask(record)
        if ref in block.keys:
            return str(block.columns["order"][block.keys.index(ref)] or "")
    return found.of_order.get(ref) or found.of_offer.get(ref) or next(iter(shipped), "")


def recipient(post: Post, party: str) -> Address:
    """Whom to write to at *party*: its main contact, or its general address.

    Raises ``NoAddress``.
    """
    with store.reading(post.engine) as db:
        ask = Reading(db, {})
        contacts = [row for _, row in ask("contact").rows() if row["party"] == party]
        general = [one for one in addressed(ask) if one.code == party and one.emails]
    for row in contacts:
        if row.get("main") and row.get("email"):
            names = (row.get("first_name"), row.get("surname"))
            return Address(" ".join(str(part) for part in names if part), str(row["email"]))
    for one in general:
        return Address(one.name, min(one.emails))
    raise NoAddress(party=party)


def _letter(name: str, sentences: Sequence[Said], lang: str, writer: str) -> str:
    head = Said(GREETING, name=name) if name else Said(NOBODY)
    body = "\n".join(said.in_(lang) for said in sentences)
    return f"{head.in_(lang)}\n\n{body}\n\n{Said(CLOSING).in_(lang)}\n{writer}\n"


# ------------------------------------------------------------------ putting


def put(post: Post, box: Box, source: Source, wanted: Wanted) -> Put:
    """Put the draft in Drafts, once; a task reminds of it. Read back before it is believed.

    Raises what the source refuses; what was noted by then is looked for the next time.
    """
    mime = composed(
        Address(post.author.name, box.address or "desk@comptoir.invalid"),
        [wanted.to],
        wanted.subject,
        wanted.text,
        files=[_file(path) for path in wanted.files],
        answering=wanted.answering,
        lang=wanted.lang,
    )
    with post.deed("mail draft") as deed:
        draft, again = _planned(deed, box, wanted, mime)
    post.step("planned")
    native = source.put_draft(mime, draft.key)
    post.step("put")
    with post.deed("mail draft") as deed:
        kept.amend_draft(deed.db, draft.key, state="created", native=native)
    return Put(native, draft, again)


def _file(path: Path) -> File:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(path.name, kind, path.read_bytes())


def _planned(deed: Deed, box: Box, wanted: Wanted, mime: bytes) -> tuple[Draft, bool]:
    """The draft as noted, and whether it was before; its task is made with it, once.

    One that was sent is done with: the next one is another draft.
    """
    key = wanted.key
    for turn in count(2):
        known = next(iter(kept.drafts(deed.db, key=key)), None)
        if known is None:
            break
        if known.state != "sent":
            return known, True
        key = f"{wanted.key}/{turn}"
    subject = parse(mime).subject
    [task] = deed.add("task", [{
        "what": Said("Send the draft: {subject}", subject=subject).in_(deed.lang)[:300],
        "due": deed.today, "owner": deed.author.name,
        "about": wanted.dossier or None, "party": wanted.party,
    }])  # fmt: skip
    draft = Draft(
        key, box.name, "planned", draft_id(mime, key), subject, wanted.dossier,
        deed.at, answers=wanted.answers, task=task,
    )  # fmt: skip
    kept.plan_draft(deed.db, draft)
    return draft, False
