"""A consultation sent out: a letter and a mail in each supplier's language; answers read.

Nothing is sent by Comptoir: a mail lies in the dossier as a draft, which opens in the mail program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from comptoir.desk import Desk
from comptoir.desk.composing import Wish, safe_name
from comptoir.desk.consulting import (
    ANSWER_DAYS,
    Answer,
    asked_of,
    find_line,
    lines_of,
    sent,
    take_answer,
)
from comptoir.desk.deed import Deed
from comptoir.desk.enquiring import Offered, articles, offer_of_mail, raw_of
from comptoir.desk.mailing.filing import file_mail
from comptoir.desk.mailing.keeping import Kept
from comptoir.desk.shipping import number
from comptoir.desk.writing import writing
from comptoir.errors import Refused
from comptoir.letters.contexts.wordings import incoterm_said, terms_said
from comptoir.mail.drafts import File, composed
from comptoir.mail.extract import extracted
from comptoir.mail.message import Address
from comptoir.mail.parse import parse
from comptoir.mail.quoted import Quoted, Term, goods_in, terms_in, texts_of
from comptoir.records import Row, Rows
from comptoir.records.goods import UNIT
from comptoir.wording import Said, mark

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
VALIDITY = 30
"""Days an offer should bind after the last day for the answers."""
WAITING = {"TO_ASK", "ASKED", "REMINDED"}
BODY = mark(
    "Please find attached our request for quotation {ref}: {subject}.\n\n"
    "May we have your offer by {day}, with the price of each line, the Incoterm and its place,"
    " the lead time, the payment terms and the validity?\n\n{firm}"
)
REMINDER = mark(
    "We have not received your offer yet for our request {ref}: {subject}, sent on {asked}.\n\n"
    "May we have it by {day}? If you do not wish to offer, please let us know.\n\n{firm}"
)
SUBJECT = mark("Request for quotation {ref}: {subject}")


class NoPriceRead(Refused):
    message = mark(
        "{mail} gives no price for what {consultation} asks. Nothing was entered. Type the answer"
        " on the sheet Offers, and its goods on Offer lines."
    )


class NobodyToAsk(Refused):
    message = mark("{consultation}: every supplier has answered or declined. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written for one supplier. *mail* is None where no address is known."""

    party: str
    lang: str
    letter: Path | None
    mail: Path | None
    reminder: bool


def ask(desk: Desk, consultation: str) -> list[Sent]:
    """Write the request to each supplier who has not answered; those asked before are reminded.

    Letters, mails and the days of the requests are one save: all of them, or none.
    """
    done = []
    with writing(desk, "consult ask") as pen:
        deed = pen.deed
        row = deed.row("consultation", consultation)
        waiting = {k: r for k, r in asked_of(deed, consultation).items() if r["status"] in WAITING}
        if not waiting:
            raise NobodyToAsk(consultation=consultation)
        parties, people = deed.rows("party"), deed.rows("contact")
        for key, request in waiting.items():
            code = str(request["party"])
            lang = str(parties[code].get("language") or "en")
            letter = None
            if request["status"] == "TO_ASK":
                wish = Wish(kind="price_request", ref=code, lang=lang,
                            told=_facts(deed, consultation, key, lang))  # fmt: skip
                letter = pen.lay(wish, pen.compose(wish), dossier=key).file
            to = _address(code, parties[code], people)
            text = _text(row, request, parties, lang, reminder=letter is None)
            mail = _draft(desk, key, row, to, text, lang, letter, parties) if to else None
            done.append(Sent(code, lang, letter, mail, reminder=letter is None))
        sent(deed, consultation, list(waiting), deed.today)
    return done


def _facts(deed: Deed, consultation: str, key: str, lang: str) -> dict[str, str]:
    """What the request says, as a letter is told it."""
    row = deed.row("consultation", consultation)
    by = row.get("answer_by")
    answer_by = by if isinstance(by, date) else deed.today + timedelta(days=ANSWER_DAYS)
    wanted_by = row.get("deliver_by")
    found = {
        "subject": f"{row['subject']} ({key})",
        "wanted": "; ".join(_wanted(deed, line, lang)
                            for line in lines_of(deed, consultation).values()),
        "incoterm": incoterm_said(row.get("incoterm"), row.get("place"), row.get("edition"))
        if row.get("incoterm") else "",
        "currency": str(row["currency"]),
        "terms": terms_said(str(row["terms"]), lang) if row.get("terms") else "",
        "answer_by": answer_by.isoformat(),
        "valid_until": (answer_by + timedelta(days=VALIDITY)).isoformat(),
        "delivery_by": wanted_by.isoformat() if isinstance(wanted_by, date) else "",
        "samples": str(row.get("samples") or ""),
        "certificates": str(row.get("certificates") or "").replace(",", ";"),
    }  # fmt: skip
    return {name: text for name, text in found.items() if text}


def _wanted(deed: Deed, line: Row, lang: str) -> str:
    """One line asked, its parts between bars."""
    product = deed.rows("product").get(str(line.get("product")), {})
    other = "en" if lang == "fr" else "fr"
    name = line.get("description") or product.get(f"name_{lang}") or product.get(f"name_{other}")
    unit = UNIT.words(lang).get(str(line.get("unit")), "")
    quantity = f"{number(line['quantity']).normalize():f}"
    parts = (name, quantity, unit, line.get("requirement") or "")
    return " | ".join(str(part).replace(";", ",").replace("|", "/") for part in parts)


def _address(code: str, party: Row, people: Rows) -> Address | None:
    mine = [one for one in people.values() if one["party"] == code and one.get("email")]
    mine.sort(key=lambda one: not one.get("main"))
    if mine:
        name = f"{mine[0].get('first_name') or ''} {mine[0]['surname']}".strip()
        return Address(name, str(mine[0]["email"]))
    return Address(str(party["name"]), str(party["email"])) if party.get("email") else None


def _us(parties: Rows) -> Row:
    return next((row for row in parties.values() if row["role"] == "US"), {})


def _text(row: Row, request: Row, parties: Rows, lang: str, *, reminder: bool) -> str:
    facts = {
        "ref": request["ref"], "subject": row["subject"], "day": row.get("answer_by"),
        "firm": _us(parties).get("name") or "", "asked": request.get("asked"),
    }  # fmt: skip
    return Said(REMINDER if reminder else BODY, **facts).in_(lang)


def _draft(
    desk: Desk,
    key: str,
    row: Row,
    to: Address,
    text: str,
    lang: str,
    letter: Path | None,
    parties: Rows,
) -> Path:
    """The mail as a draft beside the letter; mail programs open it ready to send."""
    us = _us(parties)
    files = [File(letter.name, WORD, letter.read_bytes())] if letter else []
    subject = Said(SUBJECT, ref=key, subject=row["subject"]).in_(lang)
    sender = Address(str(us.get("name") or ""), str(us.get("email") or "desk@localhost"))
    made = composed(sender, [to], subject, text, files=files, lang=lang)
    folder = desk.settings.dossiers / safe_name(key)
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + sum(1 for _ in folder.glob("*.eml"))
    path = folder / f"{number:02}-{desk.today():%Y-%m-%d}-mail-{lang}.eml"
    path.write_bytes(b"X-Unsent: 1\r\n" + made)
    return path


@dataclass(frozen=True, slots=True)
class Read:
    """What a supplier's mail says: each proposal with its words, and the answer they make."""

    proposals: tuple[Term, ...]
    answer: Answer


def read_answer(deed: Deed, consultation: str, data: bytes) -> Read:
    """A quotation read from a mail and its attachments. Nothing is written without a yes."""
    message = parse(data)
    text = texts_of(message, [extracted(one) for one in message.attachments])
    written = message.sent or message.received
    day = written.date() if written else deed.today
    lines = lines_of(deed, consultation)
    known = {name: sku for name, sku in articles(deed).items()
             if any(row.get("product") == sku for row in lines.values())}  # fmt: skip
    known |= {str(row["description"]): key for key, row in lines.items() if row.get("description")}
    goods = [one for one in goods_in(text, known) if one.price is not None]
    terms = list(terms_in(text, day))
    terms += [Term(Quoted.PRICE, Said("{what}: {price} {currency}", what=one.what,
                                      price=one.price, currency=one.currency or ""), one.words)
              for one in goods]  # fmt: skip
    found = {one.fact: one.value for one in terms}
    rule, _, place = str(found.get(Quoted.INCOTERM, "")).partition(" ")
    currencies = {one.currency for one in goods if one.currency}
    minimum = found.get(Quoted.MINIMUM)
    valid = found.get(Quoted.VALID)
    lead = found.get(Quoted.LEAD)
    answer = Answer(
        prices={find_line(deed, consultation, one.what): one.price for one in goods
                if one.price is not None},
        units={find_line(deed, consultation, one.what): one.price_unit for one in goods
               if one.price_unit},
        minimums={find_line(deed, consultation, one.what): minimum for one in goods
                  if isinstance(minimum, Decimal)},
        currency=currencies.pop() if len(currencies) == 1 else "",
        incoterm=rule,
        place=place,
        terms=str(found[Quoted.TERMS])[:60] if Quoted.TERMS in found else None,
        lead_days=lead if isinstance(lead, int) else None,
        valid_until=valid if isinstance(valid, date) else None,
        offered=day,
        their_ref=str(found[Quoted.REFERENCE]) if Quoted.REFERENCE in found else None,
    )  # fmt: skip
    return Read(tuple(terms), answer)


def offer_read(deed: Deed, folder: Kept, mail: str) -> Offered:
    """The offer that a *mail* makes or asks for, entered; the mail is filed on it.

    From a supplier of an open consultation it is his answer; else it is an enquiry.
    Raises ``NoPriceRead``, and what ``offer_of_mail`` raises.
    """
    party = str(deed.row("message", mail).get("party") or "")
    asked = _asked_of(deed, party)
    if asked is None:
        return offer_of_mail(deed, folder, mail)
    read = read_answer(deed, asked, raw_of(deed, folder, mail))
    if not read.answer.prices:
        raise NoPriceRead(mail=mail, consultation=asked)
    offer = take_answer(deed, asked, party, read.answer)
    file_mail(deed, mail, [offer])
    return Offered(offer, party, tuple(Said("{words}", words=one.words) for one in read.proposals))


def _asked_of(deed: Deed, party: str) -> str | None:
    """The open consultation in which *party* was asked last."""
    consultations = deed.rows("consultation")
    found = [
        str(row["consultation"]) for row in deed.rows("consulted").values()
        if row["party"] == party and row["status"] != "DECLINED"
        and consultations[str(row["consultation"])]["status"] not in {"CHOSEN", "DROPPED"}
    ]  # fmt: skip
    return max(found, default=None)
