"""The mailbox of the demonstration: what partners, banks, brokers, strangers and swindlers write
about the invented business, in six languages, with its papers, answers, forwards and traps.

Each mail carries, for the tests and for nobody else, the dossiers it is really about.
"""  # noqa: D205 - one sentence

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from random import Random

from comptoir import settings
from comptoir.demo.mail_texts import BOUNCED_AT, NEWSLETTERS, REPLIES, SPAM, TEXTS
from comptoir.demo.paper_files import pdf, sheet
from comptoir.desk import Desk
from comptoir.desk.campaigning import take_replies
from comptoir.desk.mailing.mailboxes import Box, write_box
from comptoir.desk.mailing.room import MailRoom
from comptoir.records import Row, Rows
from comptoir.wording import shown

FOLDER = "mailbox"
ADDRESS = "contact@vaucanson.example"
US = f"Anna <{ADDRESS}>"
SPEAKS = {"DE": "de", "IT": "it", "ES": "es", "PT": "pt"}
PEOPLE = ("Anna", "Bilal", "Hélène Vaucanson")
RECENT = 46
"""Orders and shipments, the latest ones, that people write about."""

File = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class DemoMail:
    """One mail: where it lies, what it is, the dossiers it is about."""

    folder: str
    at: datetime
    raw: bytes
    about: tuple[str, ...]
    made_as: str


@dataclass(slots=True)
class Mailbox:
    """Makes up the mails about the business in *rows*, up to *today*."""

    rows: Callable[[str], Rows]
    today: date
    dice: Random = field(default_factory=lambda: Random(1793))
    made: list[DemoMail] = field(default_factory=list)
    number: int = 0

    def filled(self) -> list[DemoMail]:
        """Every mail, the oldest first."""
        orders = list(self.rows("order").items())
        recent = sorted(orders, key=lambda pair: str(pair[1]["ordered"]))[-RECENT:]
        for ref, order in recent:
            if order["status"] not in {"DRAFT", "CANCELLED"}:
                (self._sale if order["flow"] == "EXP" else self._purchase)(ref, order)
        for ref, shipment in list(self.rows("shipment").items())[-RECENT:]:
            self._shipment(ref, shipment)
        self._across([pair for pair in recent if pair[1]["flow"] == "EXP"])
        self._strangers()
        self._swindlers(recent)
        self._replies()
        return sorted(self.made, key=lambda mail: mail.at)

    # ------------------------------------------------------------ one mail

    def _write(
        self,
        made_as: str,
        sender: str,
        subject: str,
        text: str,
        at: datetime,
        *,
        about: Sequence[str] = (),
        files: Sequence[File] = (),
        answers: DemoMail | None = None,
        headers: Sequence[tuple[str, str]] = (),
        to: str = US,
        folder: str = "inbox",
        inside: DemoMail | None = None,
    ) -> DemoMail:
        self.number += 1
        domain = sender.rpartition("@")[2].strip("<> ")
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<demo.{self.number:04d}@{domain}>"
        checked = f"mx.vaucanson.example; spf=pass smtp.mailfrom={domain}; dkim=pass; dmarc=pass"
        if folder == "inbox" and not any(name == "Authentication-Results" for name, _ in headers):
            mail["Authentication-Results"] = checked
        for name, value in headers:
            mail[name] = value
        if answers is not None:
            mail["In-Reply-To"] = mail["References"] = _id_of(answers)
            text += "\n\n" + _quoted(answers)
        mail.set_content(text + "\n")
        for name, kind, data in files:
            main, _, sub = kind.partition("/")
            mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
        if inside is not None:
            mail.add_attachment(_parsed(inside.raw))
        made = DemoMail(folder, at, mail.as_bytes(), tuple(about), made_as)
        self.made.append(made)
        return made

    def _say(self, occasion: str, lang: str, **facts: object) -> tuple[str, str]:
        texts = TEXTS[occasion]
        subject, text = texts.get(lang) or texts.get("en") or texts["fr"]
        return subject.format(**facts), text.format(**facts)

    def _at(self, day: date, hour: int = 9) -> datetime:
        """A moment of the working *day*, never after this morning."""
        latest = datetime(self.today.year, self.today.month, self.today.day, 6, 40, tzinfo=UTC)
        minute = self.dice.randrange(60)
        return min(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), latest)

    # ------------------------------------------------------------ who writes

    def _party(self, code: object) -> Row:
        return self.rows("party")[str(code)]

    def _writes(self, code: object) -> tuple[str, str]:
        """Sender and language of a partner: its contact if it has one."""
        party = self._party(code)
        lang = SPEAKS.get(str(party["country"]), str(party.get("language") or "en"))
        for contact in self.rows("contact").values():
            if contact["party"] == code and contact.get("email"):
                name = f"{contact.get('first_name') or ''} {contact['surname']}".strip()
                return _mailbox(name, str(contact["email"])), lang
        return _mailbox(str(party["name"]), str(party["email"])), lang

    # ------------------------------------------------------------ occasions

    def _sale(self, ref: str, order: Row) -> None:
        sender, lang = self._writes(order["party"])
        day = _day(order["ordered"])
        facts = {"theirs": order["their_ref"], "ref": ref, "place": order["place"],
                 "name": sender.partition(" <")[0]}  # fmt: skip
        paper = pdf(["PURCHASE ORDER", str(order["their_ref"]), str(order["place"])])
        files = [(f"{order['their_ref']}.pdf", "application/pdf", paper)]
        subject, text = self._say("order", lang, **facts)
        asked = self._write("order", sender, subject, text, self._at(day), about=[ref], files=files)
        subject, text = self._say("acknowledged", "fr" if lang == "fr" else "en", **facts)
        told = self._write("acknowledged", US, subject, text, self._at(day, 15), about=[ref],
                           answers=asked, to=sender, folder="sent")  # fmt: skip
        if self.number % 3 == 0:
            subject, text = self._say("when", lang, **facts)
            self._write("when", sender, subject, text, self._at(day + timedelta(days=9)),
                        about=[ref], answers=told)  # fmt: skip
        if self.number % 5 == 0:
            back = shown(day + timedelta(days=6), lang if lang == "fr" else "en")
            subject, text = self._say("out_of_office", lang, theirs=order["their_ref"], day=back)
            self._write("out of office", sender, subject, text, self._at(day, 16), about=[ref],
                        answers=told, headers=[("Auto-Submitted", "auto-replied")])  # fmt: skip
        if order["status"] in {"DELIVERED", "CLOSED"} and self.number % 7 == 0:
            subject, text = self._say("claim", lang, **facts)
            photo = ("photo.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + bytes(400))
            late = _day(order.get("delivered") or order["ordered"]) + timedelta(days=1)
            self._write("claim", sender, subject, text, self._at(late), about=[ref], files=[photo])
        if "LC" in str(order.get("terms")):
            self._credit(ref, day)

    def _credit(self, ref: str, day: date) -> None:
        sender = _mailbox("Banque du Crédit Rhodanien", "tradefinance@creditrhodanien.example")
        subject, text = self._say("credit", "fr", ref=ref)
        copy = pdf(["CREDIT DOCUMENTAIRE IRREVOCABLE", "MT 700", f"Order {ref}"])
        self._write("credit", sender, subject, text, self._at(day + timedelta(days=8)), about=[ref],
                    files=[(f"LC {ref}.pdf", "application/pdf", copy)])  # fmt: skip

    def _purchase(self, ref: str, order: Row) -> None:
        sender, lang = self._writes(order["party"])
        day = _day(order["ordered"])
        due = _day(order.get("committed") or order.get("requested") or day + timedelta(days=60))
        moved = due + timedelta(days=4 if order["status"] in {"PLACED", "IN_PRODUCTION"} else 0)
        subject, text = self._say("confirmed", lang, ref=ref, day=_written(moved, lang))
        paper = pdf(
            ["ORDER CONFIRMATION", f"Your order {ref}", f"Delivery {_written(moved, lang)}"]
        )
        self._write("confirmed", sender, subject, text, self._at(day + timedelta(days=4)),
                    about=[ref],
                    files=[(f"OC {order['their_ref']}.pdf", "application/pdf", paper)])  # fmt: skip
        if order["status"] in {"SHIPPED", "DELIVERED", "CLOSED"}:
            facts = {"ref": ref, "theirs": f"INV{self.dice.randint(5000, 9999)}"}
            subject, text = self._say("invoice", lang, **facts)
            bill = pdf(["COMMERCIAL INVOICE", facts["theirs"], f"Order {ref}", str(order["place"])])
            packed = sheet([("PACKING LIST", facts["theirs"]), ("Order", ref), ("Cartons", "24")])
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            late = min(due - timedelta(days=6), self.today - timedelta(days=2))
            self._write("invoice", sender, subject, text, self._at(late), about=[ref], files=[
                (f"Invoice {facts['theirs']}.pdf", "application/pdf", bill),
                (f"Packing list {facts['theirs']}.xlsx", kind, packed),
            ])  # fmt: skip

    def _shipment(self, ref: str, shipment: Row) -> None:
        about = self._orders_of(ref) or (ref,)
        steps = {str(one["kind"]): one for one in self._parts("milestone", ref)}
        left, due = steps.get("DEPARTED", {}), steps.get("ARRIVED", {})
        sender, lang = self._writes(shipment.get("forwarder") or shipment["party"])
        numbers = self._numbers(ref, shipment)
        paper = str(shipment.get("transport_doc") or ref)
        if shipment["mode"] in {"SEA", "AIR", "RAIL"} and isinstance(left.get("actual"), date):
            subject, text = self._say("departed", lang, numbers=numbers,
                                      port=shipment.get("loading_port") or "Lyon")  # fmt: skip
            title = {"SEA": "BILL OF LADING", "AIR": "AIR WAYBILL"}.get(
                str(shipment["mode"]), "CIM"
            )
            files = [
                (f"{title.title()} {paper}.pdf", "application/pdf", pdf([title, paper, numbers]))
            ]
            self._write("departed", sender, subject, text, self._at(_day(left["actual"]), 17),
                        about=about, files=files)  # fmt: skip
        self._on_the_way(about, numbers, due, (sender, lang))
        self._papers(ref, about, paper)

    def _on_the_way(
        self, about: tuple[str, ...], numbers: str, due: Row, who: tuple[str, str]
    ) -> None:
        """News of the arrival: a delay while it is to come, a notice shortly before."""
        sender, lang = who
        planned = due.get("expected") or due.get("planned")
        if not isinstance(planned, date):
            return
        if not due.get("actual") and planned >= self.today - timedelta(days=20):
            day = max(planned, self.today) + timedelta(days=5)
            subject, text = self._say("new_eta", lang, numbers=numbers, day=_written(day, lang),
                                      before=_written(planned, lang))  # fmt: skip
            self._write("new eta", sender, subject, text, self._at(self.today), about=about)
        arrived = due.get("actual")
        if isinstance(arrived, date) and arrived >= self.today - timedelta(days=75):
            notice = arrived - timedelta(days=2)
            subject, text = self._say("arrival", lang, numbers=numbers, day=_written(arrived, lang))
            paper = pdf(["ARRIVAL NOTICE", numbers])
            self._write("arrival", sender, subject, text, self._at(notice), about=about,
                        files=[("Arrival notice.pdf", "application/pdf", paper)])  # fmt: skip

    def _papers(self, ref: str, about: tuple[str, ...], paper: str) -> None:
        """The papers that the checklist still wants, sent by whoever owes them."""
        for document in self._parts("document", ref):
            if document.get("received"):
                continue
            late = self._at(self.today - timedelta(days=1), 14)
            if document["paper"] == "CMR":
                subject, text = self._say("consignment_note", "fr", numbers=paper)
                data = pdf(["LETTRE DE VOITURE INTERNATIONALE CMR", paper])
                sender, _ = self._writes("RHONEFRET")
                self._write("consignment note", sender, subject, text, late, about=about,
                            files=[(f"{paper}.pdf", "application/pdf", data)])  # fmt: skip
            elif document["paper"] == "EXIT_PROOF" and (mrn := self._mrn(ref)):
                subject, text = self._say("exit", "fr", numbers=mrn)
                data = pdf(["CERTIFICATION DE SORTIE", f"MRN {mrn}"])
                sender, _ = self._writes("DOUANEXPRESS")
                self._write("exit", sender, subject, text, late, about=about,
                            files=[(f"ECS sortie {mrn}.pdf", "application/pdf", data)])  # fmt: skip

    def _across(self, sales: list[tuple[str, Row]]) -> None:
        """Two orders in one mail, an old subject for another, a mail sent on by a colleague."""
        by_party: dict[str, list[tuple[str, Row]]] = {}
        for ref, order in sales:
            by_party.setdefault(str(order["party"]), []).append((ref, order))
        pairs = [those[-2:] for those in by_party.values() if len(those) > 1]
        for number, ((first, one), (second, two)) in enumerate(pairs):
            sender, lang = self._writes(one["party"])
            lang = "fr" if lang == "fr" else "en"
            facts = {"first": one["their_ref"], "second": two["their_ref"]}
            at = self._at(_day(two["ordered"]) + timedelta(days=5), 10 + number % 5)
            subject, text = self._say("two_orders", lang, **facts)
            self._write("two orders", sender, subject, text, at, about=[first, second])
            old = next(mail for mail in self.made if mail.about == (first,))
            subject, text = self._say("wrong_subject", lang, **facts)
            self._write("wrong subject", sender, subject, text, at + timedelta(hours=3),
                        about=[second], answers=old)  # fmt: skip
        for mail in [one for one in self.made if one.made_as == "order"][-4:]:
            subject, text = self._say("forwarded", "fr", subject=_subject(mail))
            self._write("forwarded", _mailbox("Bilal", "bilal@vaucanson.example"), subject, text,
                        mail.at + timedelta(minutes=50), about=mail.about, inside=mail)  # fmt: skip

    # ------------------------------------------------------------ nobody's business

    def _strangers(self) -> None:
        bulk = [("Precedence", "bulk"), ("List-Unsubscribe", "<mailto:stop@list.example>")]
        for at, (sender, subject, text) in enumerate(NEWSLETTERS * 2):
            when = self._at(self.today - timedelta(days=3 + at * 4), 7)
            self._write("newsletter", sender, subject, text, when, headers=bulk)
        failed = [("Authentication-Results", "mx.vaucanson.example; spf=fail; dkim=none")]
        for at, (sender, subject, text) in enumerate(SPAM):
            when = self._at(self.today - timedelta(days=2 + at * 5), 4)
            self._write("spam", sender, subject, text, when, headers=failed)
        shops = (("fr", "contact@maison-namur.example"), ("en", "buying@dublin-kitchen.example"),
                 ("es", "compras@menaje-bilbao.example"))  # fmt: skip
        for at, (lang, sender) in enumerate(shops):
            subject, text = self._say("enquiry", lang)
            self._write("enquiry", sender, subject, text, self._at(self.today - timedelta(days=at)))

    def _swindlers(self, recent: list[tuple[str, Row]]) -> None:
        """The frauds of the trade: new bank details, a look-alike domain, the boss in a hurry."""
        bought = [(ref, one) for ref, one in recent if one["flow"] == "IMP"]
        if not bought:
            return
        ref, order = bought[-1]
        party = self._party(order["party"])
        domain = str(party["email"]).rpartition("@")[2]
        alike = f"accounts@{domain.replace('l', '1', 1).replace('a', 'o', 1)}"
        iban = "LT121000011101001000"
        paper = pdf([f"PRO FORMA INVOICE for order {ref}", f"Beneficiary {party['name']}",
                     f"IBAN {iban}", "BIC CBVILT2X"])  # fmt: skip
        text = (f"Dear Anna,\n\nDue to an audit, our bank account has changed. Please settle the"
                f" invoice of order {ref} urgently to the new account {iban}.\nDo not call,"
                " I am in a meeting all day.\n\nLing")  # fmt: skip
        self._write("fraud: look-alike", _mailbox(str(party["name"]), alike),
                    f"URGENT: new bank details, order {ref}", text, self._at(self.today, 5),
                    files=[("Proforma.pdf", "application/pdf", paper)],
                    headers=[("Reply-To", "ling.payments@gmail.com"),
                             ("Authentication-Results", ("mx.vaucanson.example; spf=pass;"
                              " dmarc=none"))])  # fmt: skip
        sender, _ = self._writes(order["party"])
        self._write("fraud: account taken over", sender, f"RE: Order confirmation {ref}",
                    f"Dear Anna,\n\nKindly note our new bank details for the balance: {iban}.\n"
                    "Please confirm the transfer today.", self._at(self.today, 6),
                    about=[ref])  # fmt: skip
        failed = [
            ("Authentication-Results", "mx.vaucanson.example; spf=fail; dkim=none; dmarc=fail")
        ]
        self._write("fraud: the boss", _mailbox("Hélène Vaucanson", "h.vaucanson.pdg@gmail.com"),
                    "Virement confidentiel", "Anna,\n\nJ'ai besoin d'un virement urgent de"
                    " 48 200 euros avant midi. C'est confidentiel, ne pas m'appeler.\n\nHélène",
                    self._at(self.today, 6))  # fmt: skip
        self._write("fraud: forged", _mailbox("Rhône Fret International",
                    "exploitation@rhonefret.example"), "Facture impayée, mise en demeure",
                    "Bonjour,\n\nSans règlement immédiat, la marchandise sera bloquée. Voir la"
                    " facture.", self._at(self.today - timedelta(days=1), 5), headers=failed,
                    files=[("Facture.pdf.exe", "application/octet-stream",
                            b"MZ" + bytes(200))])  # fmt: skip

    # ------------------------------------------------------------ a campaign's letters

    def _replies(self) -> None:
        """Answers to the follow-up of the fair: yes, not now, no more, away; and one comes back."""
        letters = list(self.rows("approach").items())
        if not letters:
            return
        subject = "Further to our meeting at Tafelkultur Köln"
        for number, (at, title, words) in enumerate(REPLIES):
            key, letter = letters[at]
            name = str(self._party(letter["party"])["name"])
            text = f"{words}\n\n> {subject}\n> ({letter['campaign']}, {key})"
            when = self._at(_day(letter["sent"]) + timedelta(days=1 + number))
            self._write("campaign reply", _mailbox(name, str(letter["email"])),
                        title.format(subject=subject), text, when)  # fmt: skip
        _, letter = letters[BOUNCED_AT]
        text = (f"Your message could not be delivered to {letter['email']}: address not found.\n"
                f"Subject: {subject}")  # fmt: skip
        self._write("campaign reply", _mailbox("Mail Delivery Subsystem",
                    "mailer-daemon@relay-lyon.example"), "Undelivered mail returned to sender",
                    text, self._at(_day(letter["sent"]), 16))  # fmt: skip

    # ------------------------------------------------------------ the business

    def _parts(self, record: str, shipment: str) -> list[Row]:
        return [row for row in self.rows(record).values() if row.get("shipment") == shipment]

    def _orders_of(self, shipment: str) -> tuple[str, ...]:
        lines = self.rows("order_line")
        named = [str(line["order_line"]) for line in self._parts("shipment_line", shipment)
                 if line.get("order_line")]  # fmt: skip
        return tuple(dict.fromkeys(str(lines[one]["order"]) for one in named))

    def _numbers(self, ref: str, shipment: Row) -> str:
        boxes = [str(box["number"]) for box in self._parts("container", ref)]
        return boxes[0] if boxes else str(shipment.get("transport_doc") or ref)

    def _mrn(self, shipment: str) -> str | None:
        found = [one.get("mrn") for one in self._parts("declaration", shipment)]
        return next((str(one) for one in found if one), None)


def _day(value: object) -> date:
    assert isinstance(value, date), value
    return value


def _written(day: date, lang: str) -> str:
    """A day as people write it; only French writes figures here, the others the month's name."""
    return shown(day, "fr" if lang == "fr" else "en")


def _mailbox(name: str, email: str) -> str:
    from email.headerregistry import Address  # noqa: PLC0415 - only where a demonstration is made

    return str(Address(name, addr_spec=email))


def _parsed(raw: bytes) -> EmailMessage:
    from email import message_from_bytes  # noqa: PLC0415 - as above

    found = message_from_bytes(raw, policy=policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def _subject(mail: DemoMail) -> str:
    return str(_parsed(mail.raw)["Subject"])


def _id_of(mail: DemoMail) -> str:
    return str(_parsed(mail.raw)["Message-ID"])


def _quoted(mail: DemoMail) -> str:
    whole = _parsed(mail.raw)
    body = whole.get_body(("plain",))
    lines = body.get_content().splitlines() if body else []
    head = f"On {whole['Date']}, {whole['From']} wrote:"
    return "\n".join([head, *(f"> {line}" for line in lines)])


def lay_out(mails: Sequence[DemoMail], folder: Path) -> int:
    """Write *mails* as files below *folder*, each as old as it says: how many."""
    for number, mail in enumerate(mails, 1):
        place = folder / mail.folder / f"{number:04d}-{mail.at:%Y-%m-%d}.eml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(mail.raw)
        os.utime(place, (mail.at.timestamp(), mail.at.timestamp()))
    return len(mails)


def mailbox(desk: Desk, rows: Callable[[str], Rows], today: date) -> int:
    """Fill the mailbox of *desk*, sync it, take the replies to its campaign: how many mails."""
    told = desk.settings
    count = lay_out(Mailbox(rows, today).filled(), told.folder / FOLDER)
    write_box(told, Box("contact", "folder", ADDRESS, FOLDER), PEOPLE)
    MailRoom(replace(desk, settings=settings.read(told.folder, env={}))).sync()
    with desk.deed("campaign replies") as deed:
        take_replies(deed)
    return count
