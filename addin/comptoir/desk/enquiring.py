"""An enquiry read from a customer's mail: who asks, their reference, which goods. Proposed only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.looking import UnknownRecord
from comptoir.desk.mailing.filing import file_mail
from comptoir.desk.mailing.keeping import Kept
from comptoir.desk.offering import Wanted, new_offer
from comptoir.errors import Refused
from comptoir.mail.extract import extracted
from comptoir.mail.message import Message
from comptoir.mail.parse import parse
from comptoir.mail.quoted import Quoted, goods_in, terms_in, texts_of
from comptoir.rules.doubles import domain
from comptoir.store import mail as kept
from comptoir.wording import Said, mark


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What a mail asks for, and the words it was read from."""

    party: str | None
    subject: str
    their_ref: str | None
    day: date | None
    wanted: tuple[Wanted, ...]
    words: tuple[Said, ...]


def read_enquiry(deed: Deed, data: bytes) -> Enquiry:
    """The enquiry in a mail: its articles with a quantity. Nothing is written."""
    message = parse(data)
    text = texts_of(message, [extracted(one) for one in message.attachments])
    goods = [one for one in goods_in(text, articles(deed)) if one.quantity]
    written = message.sent or message.received
    day = written.date() if written else None
    refs = [str(one.value) for one in terms_in(text, day or deed.today)
            if one.fact is Quoted.REFERENCE]  # fmt: skip
    return Enquiry(
        party=sender(deed, message),
        subject=message.subject[:200],
        their_ref=refs[0] if refs else None,
        day=day,
        wanted=tuple(Wanted(one.what, one.quantity or Decimal(1), one.unit) for one in goods),
        words=tuple(Said("{words}", words=one.words) for one in goods),
    )


class NobodyAsks(Refused):
    message = mark(
        "{mail} comes from nobody we know. No offer was made. Enter its sender on the sheet"
        " Parties, or write the partner on the row of the mail, then press the button again."
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer made of a mail: its number, its customer, the words its goods were read from."""

    offer: str
    party: str
    words: tuple[Said, ...]


def raw_of(deed: Deed, folder: Kept, mail: str) -> bytes:
    """A *mail* as it came. Raises ``UnknownRecord``, ``MailGone``."""
    known = kept.mails_of(deed.db, [mail])
    if mail not in known:
        raise UnknownRecord(ref=mail)
    return folder.read(known[mail])


def offer_of_mail(deed: Deed, folder: Kept, mail: str) -> Offered:
    """A draft offer of what a *mail* asks for, priced from our list; the mail is filed on it.

    Raises ``NobodyAsks``, ``NoGoods`` where no article of ours is named with a quantity,
    ``MailGone``.
    """
    found = read_enquiry(deed, raw_of(deed, folder, mail))
    party = str(deed.row("message", mail).get("party") or found.party or "")
    if not party:
        raise NobodyAsks(mail=mail)
    offer = new_offer(deed, party, found.wanted, subject=found.subject,
                      their_ref=found.their_ref, enquired=found.day)  # fmt: skip
    file_mail(deed, mail, [offer])
    return Offered(offer, party, found.words)


def articles(deed: Deed) -> dict[str, str]:
    """Every way to name an article, with its code."""
    found: dict[str, str] = {}
    for sku, row in deed.rows("product").items():
        for name in (sku, row.get("name_fr"), row.get("name_en")):
            if name:
                found.setdefault(str(name), sku)
    return found


def sender(deed: Deed, message: Message) -> str | None:
    """The party that a mail comes from: by its address, its contact's, or its domain."""
    address = message.from_.email
    for row in deed.rows("contact").values():
        if address and str(row.get("email") or "").casefold() == address:
            return str(row["party"])
    at = domain(address)
    found = None
    for key, row in deed.rows("party").items():
        if row.get("merged_into"):
            continue
        if address and str(row.get("email") or "").casefold() == address:
            return key
        domains = {domain(str(row.get("email") or ""))}
        domains |= {part.strip() for part in str(row.get("domains") or "").split(",")}
        if at and at in domains:
            found = found or key
    return found
