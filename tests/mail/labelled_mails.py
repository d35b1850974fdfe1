# ruff: noqa: E501 - sentences of mails are clearer unbroken
"""Mails made for the purpose, each with the dossiers it is really about, many with a trap.

Real MIME, built from a seed: partners, dossiers and their numbers are invented, the ways people write
about them are those of the trade in French, English, German and Spanish. Nothing here looks into how
filing decides; the labels follow from how each mail was made.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from email.message import EmailMessage

from comptoir.mail.book import Book, Known, Names, Partner, Rule
from comptoir.mail.extract import Extracted
from comptoir.mail.filing import Decision, filing
from comptoir.mail.message import Message
from comptoir.mail.parse import parse
from comptoir.rules.numbers import KINDS


@dataclass
class Labelled:
    message: Message
    texts: list[Extracted]
    truth: frozenset[str]
    made_as: str
    raw: bytes = b""


@dataclass
class Dossier:
    ref: str
    party: Partner | None = None
    numbers: dict[Names, str] = field(default_factory=dict)


def container(rng: random.Random) -> str:
    while True:
        stem = (
            rng.choice(["MSCU", "CMAU", "HLXU", "TGHU", "MAEU"]) + f"{rng.randint(0, 999999):06d}"
        )
        for digit in "0123456789":
            if KINDS["container"].is_valid(stem + digit):
                return stem + digit


def air_waybill(rng: random.Random) -> str:
    serial = rng.randint(1_000_000, 9_999_999)
    return f"{rng.choice(['057', '020', '172', '074'])}-{serial}{serial % 7}"


def mrn(rng: random.Random) -> str:
    while True:
        stem = (
            "26"
            + rng.choice(["FR", "DE", "BE"])
            + "".join(rng.choices("0123456789ABCDEF", k=12))
            + rng.choice("AB")
        )
        for digit in "0123456789":
            if KINDS["mrn"].is_valid(stem + digit):
                return stem + digit


class World:
    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)
        self.dossiers: list[Dossier] = []
        self.partners: list[Partner] = []
        self.threads: dict[str, tuple[str, ...]] = {}
        self.serial = 0
        names = ["Aurora Valves", "Bergmann Technik", "Coralis SA", "Delta Tooling", "Estrella Textil", "Fjord Marine",
                 "Guangda Metal", "Hanoi Ceramics", "Iberica Motores", "Jura Precision", "Kowalski Stal", "Lusitania Cork",
                 "Maghreb Olives", "Nordlicht Optik", "Osaka Bearings", "Ponant Voiles"]  # fmt: skip
        for at, name in enumerate(names):
            domain = name.lower().replace(" ", "-") + ".example"
            refs = [self._dossier(at) for _ in range(1 if at % 4 == 0 else rng.randint(3, 6))]
            emails = {f"sales@{domain}"} if at != 5 else {"fjord.marine@gmail.com"}
            self.partners.append(
                Partner(f"P{at:03d}", name, frozenset(emails), frozenset({domain}), tuple(refs))
            )
            for dossier in self.dossiers[-len(refs) :]:
                dossier.party = self.partners[-1]
        refs = [dossier.ref for dossier in self.dossiers]
        for at, name in enumerate(["Transmar Forwarding", "Alpair Cargo"]):
            domain = name.lower().replace(" ", "-") + ".example"
            self.partners.append(
                Partner(f"F{at:03d}", name, frozenset(), frozenset({domain}), tuple(refs[at::2]))
            )
        self._same_number_of_two_customers()
        self._one_container_for_two_orders()
        self.rules = (
            Rule(
                "reports@ponant-voiles.example",
                ("weekly", "production"),
                self.of("Ponant Voiles")[0].ref,
            ),
        )
        self.book = Book(
            tuple(self._known()),
            tuple(self.partners),
            self.threads,
            self.rules,
            frozenset({"comptoir.example"}),
        )

    def _dossier(self, at: int) -> str:
        rng, number = self.rng, len(self.dossiers) + 1
        kind = "EX" if at % 2 else "IM"
        dossier = Dossier(f"{kind}-2026-{number:04d}")
        theirs = rng.choice([
            f"45{rng.randint(10**7, 10**8 - 1)}", f"PO-{rng.randint(10**4, 10**5 - 1)}-{rng.choice('ABC')}",
            f"AB{rng.randint(10**5, 10**6 - 1)}", f"CMD{rng.randint(10**4, 10**5 - 1)}/26", f"{rng.randint(10**6, 10**7 - 1)}",
        ])  # fmt: skip
        dossier.numbers = {
            Names.THEIR_ORDER: theirs,
            Names.OFFER: f"OF-2026-{number:04d}",
            Names.INVOICE: f"FA-2026-{number + 300:04d}",
            Names.BILL_OF_LADING: f"MEDU{rng.choice('ABCDEF')}{rng.randint(10**6, 10**7 - 1)}",
            Names.AIR_WAYBILL: air_waybill(rng),
            Names.CONTAINER: container(rng),
            Names.MRN: mrn(rng),
            Names.CREDIT: f"ILC{rng.randint(10**6, 10**7 - 1)}",
        }
        self.dossiers.append(dossier)
        return dossier.ref

    def _same_number_of_two_customers(self) -> None:
        a, b = self.of("Bergmann Technik")[0], self.of("Delta Tooling")[0]
        a.numbers[Names.THEIR_ORDER] = b.numbers[Names.THEIR_ORDER] = "4500777"
        self.twins = [a, b]

    def _one_container_for_two_orders(self) -> None:
        a, b = self.of("Guangda Metal")[0], self.of("Hanoi Ceramics")[1]
        b.numbers[Names.CONTAINER] = a.numbers[Names.CONTAINER]
        self.together = [a, b]

    def _known(self):
        for dossier in self.dossiers:
            yield Known(Names.OURS, dossier.ref, dossier.ref)
            for names, text in dossier.numbers.items():
                theirs = names in {Names.THEIR_ORDER, Names.CREDIT}
                yield Known(names, text, dossier.ref, dossier.party.code if theirs else "")

    def of(self, name: str) -> list[Dossier]:
        refs = next(partner for partner in self.partners if partner.name == name).dossiers
        return [dossier for dossier in self.dossiers if dossier.ref in refs]

    def any(self, *, but: tuple[Dossier, ...] = ()) -> Dossier:
        special = {d.ref for d in (*self.twins, *self.together, *but)}
        return self.rng.choice([d for d in self.dossiers if d.ref not in special])

    # -------------------------------------------------------------- mails

    def mail(self, made_as: str, truth, subject: str, text: str, sender: str, *, quoted="", answers="", files=(), inner=None,
             to="desk@comptoir.example") -> Labelled:  # fmt: skip
        self.serial += 1
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, to, subject
        made["Date"] = f"Mon, {self.rng.randint(2, 23)} Nov 2026 09:{self.serial % 60:02d}:00 +0100"
        made["Message-ID"] = f"<x{self.serial}@mail.example>"
        if answers:
            made["In-Reply-To"] = made["References"] = f"<{answers}>"
        whole = self.rng.choice([
            "Bonjour,\n\n{}\n\nCordialement,\n{}\nTél. +33 4 72 00 11 22", "Dear Sirs,\n\n{}\n\nBest regards,\n{}\nTel +49 40 123456",
            "Hello,\n{}\n-- \n{}\nMobile +34 600 11 22 33", "Guten Tag,\n\n{}\n\nMit freundlichen Grüßen\n{}", "Buenos días:\n\n{}\n\nSaludos cordiales,\n{}",
        ]).format(text, sender.partition("@")[0].title())  # fmt: skip
        made.set_content(whole + (f"\n\n{quoted}" if quoted else ""))
        texts = []
        for name, content in files:
            made.add_attachment(
                f"%PDF-1.4 {self.serial}".encode(),
                maintype="application",
                subtype="pdf",
                filename=name,
            )
            texts.append(Extracted(name, content))
        if inner is not None:
            made.add_attachment(inner)
        raw = made.as_bytes()
        return Labelled(parse(raw), texts, frozenset(truth), made_as, raw)

    def writer(self, dossier: Dossier) -> str:
        partner = dossier.party
        if partner.name == "Fjord Marine":
            return "fjord.marine@gmail.com"
        person = self.rng.choice(["sales", "export", "marie.durand", "j.schmidt", "logistics"])
        return f"{person}@{next(iter(partner.domains))}"

    def forwarder(self, dossier: Dossier) -> str:
        for partner in self.partners:
            if partner.code.startswith("F") and dossier.ref in partner.dossiers:
                return f"ops@{next(iter(partner.domains))}"
        raise AssertionError

    def spaced(self, number: str) -> str:
        rng = self.rng
        if rng.random() < 0.4:
            return number
        return rng.choice(
            [
                number.replace("-", " "),
                number.replace("-", ""),
                number.lower(),
                number.replace("-", "/"),
            ]
        )


ABOUT = [
    "Relance expédition",
    "Shipping documents",
    "Auftragsbestätigung",
    "Confirmación de pedido",
    "Question on packing",
    "Retard",
    "Proforma",
]
IDLE = ["Nous revenons vers vous dès que possible.", "Please see below.", "Anbei die Unterlagen.", "Le chargement est prévu jeudi.",
        "Could you send us the drawings again?", "Merci de nous confirmer la bonne réception."]  # fmt: skip


def plain(w: World):  # noqa: C901 - a paragraph to the kind of mail
    for _ in range(150):
        d = w.any()
        ref = w.spaced(d.ref)
        yield w.mail(
            "our reference in the subject",
            {d.ref},
            w.rng.choice(
                [f"{w.rng.choice(ABOUT)} {ref}", f"RE: {ref} – {w.rng.choice(ABOUT)}", f"[{ref}]"]
            ),
            w.rng.choice(IDLE),
            w.writer(d),
        )
    for _ in range(90):
        d = w.any()
        number = d.numbers[Names.THEIR_ORDER]
        line = w.rng.choice(
            [
                f"our order {number} is urgent",
                f"notre commande n° {number} du 3 novembre",
                f"unsere Bestellung {number}:",
                f"pedido {number} listo",
                f"PO#{number}",
            ]
        )
        yield w.mail(
            "their order number in the text", {d.ref}, w.rng.choice(ABOUT), line, w.writer(d)
        )
    for _ in range(100):
        d = w.any()
        names = w.rng.choice([Names.CONTAINER, Names.AIR_WAYBILL, Names.BILL_OF_LADING, Names.MRN])
        number = d.numbers[names]
        if names is Names.CONTAINER:
            number = w.rng.choice(
                [number, f"{number[:4]} {number[4:10]}-{number[10]}", f"{number[:4]} {number[4:]}"]
            )
        if names is Names.AIR_WAYBILL:
            number = w.rng.choice([number, number.replace("-", " "), f"{number[:8]} {number[8:]}"])
        line = w.rng.choice(
            [
                f"Arrival notice for {number}.",
                f"Le {number} est à quai depuis ce matin.",
                f"{number}: released by customs",
                f"Betreff {number}, bitte um Freigabe.",
            ]
        )
        yield w.mail(
            "a transport number from the forwarder",
            {d.ref},
            w.rng.choice(["Pre-alert", "Avis d'arrivée", "Update", "Freigabe"]),
            line,
            w.forwarder(d),
        )
    for at in range(90):
        d = w.any()
        known = f"sent{at}@comptoir.example"
        w.threads[known] = (d.ref,)
        yield w.mail(
            "an answer in a filed thread",
            {d.ref},
            w.rng.choice(["RE: Votre demande", "Re: Your request", "AW: Anfrage"]),
            w.rng.choice(IDLE),
            w.writer(d),
            answers=known,
        )
    for _ in range(60):
        d = w.any()
        name = w.rng.choice(
            [
                f"{d.numbers[Names.INVOICE]}.pdf",
                f"Packing_list_{d.ref}.pdf",
                f"BL {d.numbers[Names.BILL_OF_LADING]} draft.pdf",
                f"Facture {d.ref} v2.pdf",
                f"{d.ref}_invoice.pdf",
            ]
        )
        yield w.mail(
            "a number in the name of a file",
            {d.ref},
            "Documents",
            w.rng.choice(IDLE),
            w.writer(d),
            files=[(name, "Total EUR 12,500.00")],
        )
    for _ in range(60):
        d = w.any()
        content = w.rng.choice(
            [
                f"COMMERCIAL INVOICE\nOrder {d.numbers[Names.THEIR_ORDER]}\nOur ref. {d.ref}\nTotal 4,500.00 EUR",
                f"PACKING LIST\nContainer {d.numbers[Names.CONTAINER]}\n12 cartons",
                f"DOCUMENTARY CREDIT {d.numbers[Names.CREDIT]}\nAmount USD 45000,00",
            ]
        )
        yield w.mail(
            "a number in an attachment only",
            {d.ref},
            "Scan",
            w.rng.choice(IDLE),
            w.writer(d),
            files=[(f"scan{w.serial}.pdf", content)],
        )
    for _ in range(40):
        d = w.any()
        yield w.mail(
            "what we sent ourselves",
            {d.ref},
            f"{w.rng.choice(ABOUT)} {d.ref}",
            w.rng.choice(IDLE),
            "desk@comptoir.example",
            to=w.writer(d),
        )
    for _ in range(15):
        d = w.of("Ponant Voiles")[0]
        yield w.mail(
            "a rule learnt",
            {d.ref},
            f"Weekly production report {w.rng.randint(30, 48)}",
            "See the figures.",
            "reports@ponant-voiles.example",
        )


def traps(w: World):  # noqa: C901, PLR0912, PLR0915 - a paragraph to the trap
    for _ in range(20):
        a = w.any()
        b = w.rng.choice(
            [d for d in w.dossiers if d.party is a.party and d is not a] or [w.any(but=(a,))]
        )
        yield w.mail(
            "two orders in the subject",
            {a.ref, b.ref},
            f"{a.ref} + {b.ref}: same vessel",
            w.rng.choice(IDLE),
            w.writer(a),
        )
    for _ in range(10):
        a = w.any()
        b = w.any(but=(a,))
        yield w.mail(
            "two orders in the text",
            {a.ref, b.ref},
            "Planning",
            f"{a.ref} ships Monday, {b.ref} on Friday.",
            w.writer(a),
        )
    for _ in range(40):
        d = w.any()
        order = d.numbers[Names.THEIR_ORDER]
        line = w.rng.choice(
            [
                f"Reference {d.ref}{w.rng.randint(0, 9)} please",
                f"Code X{d.ref}",
                f"Artikel {order}{w.rng.randint(10, 99)}",
                f"Part 9{order}",
                f"Serial {d.numbers[Names.BILL_OF_LADING]}7",
                f"{d.ref}-{w.rng.randint(2, 9)}B",
            ]
        )
        yield w.mail(
            "a known number inside another",
            set(),
            "Catalogue",
            line,
            "info@unknown-company.example",
        )
    for _ in range(10):
        a, b = w.any(), w.any()
        chain = f"-----Message d'origine-----\nDe : {w.writer(a)}\nEnvoyé : lundi\nObjet : suivi\n\nPour {a.ref} tout est prêt.\n\n> Et pour {b.ref} ?"
        yield w.mail(
            "a forwarded chain about two orders",
            {a.ref},
            "TR: suivi",
            "Pour info.",
            "colleague@comptoir.example",
            quoted=chain,
        )
    for _ in range(25):
        d = w.any()
        inner = EmailMessage()
        inner["From"], inner["Subject"], inner["Message-ID"] = (
            w.writer(d),
            f"Update {d.ref}",
            f"<i{w.serial}@mail.example>",
        )
        inner.set_content("Ready for pick-up.")
        yield w.mail(
            "a mail forwarded as attachment",
            {d.ref},
            "FW: update",
            "FYI",
            "colleague@comptoir.example",
            inner=inner,
        )
    for at in range(14):
        a = w.any()
        b = w.rng.choice(
            [d for d in w.dossiers if d.party is a.party and d is not a] or [w.any(but=(a,))]
        )
        known = f"old{at}@comptoir.example"
        w.threads[known] = (a.ref,)
        subject, answers = w.rng.choice(
            [
                (f"RE: {a.ref} shipment", known),
                (f"RE: {a.ref} shipment", ""),
                ("RE: shipment", known),
            ]
        )
        yield w.mail(
            "an old subject or thread for a new order",
            {b.ref},
            subject,
            f"Now about {b.ref}: please book the vessel.",
            w.writer(a),
            answers=answers,
        )
    for _ in range(30):
        digits = [
            d for d in w.dossiers if d.numbers[Names.THEIR_ORDER].isdigit() and d not in w.twins
        ]
        d = w.rng.choice(digits)
        n = d.numbers[Names.THEIR_ORDER]
        line = w.rng.choice(
            [
                f"Call me: +33 {n}",
                f"Price: EUR {n}",
                f"Total {n}.00 net",
                f"Tel. {n}",
                f"ID {n[:3]}-{n[3:5]}-{n[5:]}",
                f"USD {n}",
            ]
        )
        yield w.mail(
            "a telephone number, a price, a date", set(), "Hello", line, "someone@elsewhere.example"
        )
    for _ in range(25):
        d = w.any()
        line = w.rng.choice(
            [
                f"Please quote 500 pieces, same as {d.ref}.",
                f"Merci de nous coter, comme pour {d.ref}.",
                f"Similar to {d.ref} but bigger.",
                f"Bitte anbieten wie bei {d.ref}.",
                f"This is not {d.ref}.",
            ]
        )
        yield w.mail("only compared with", set(), "New inquiry", line, w.writer(d))
    for _ in range(60):
        line = w.rng.choice(
            [
                f"Win {w.rng.randint(10**5, 10**7)} today!",
                f"Webinar {w.rng.randint(2026, 2027)}-{w.rng.randint(1, 12):02d}-0{w.rng.randint(1, 9)}",
                "Our new catalogue is out.",
                f"Invoice {w.rng.randint(10**6, 10**7)} overdue",
                f"Tracking 1Z{w.rng.randint(10**9, 10**10)}",
            ]
        )
        yield w.mail(
            "advertising",
            set(),
            w.rng.choice(["Newsletter", "Special offer", "Last chance"]),
            line,
            f"news{w.rng.randint(1, 9)}@mailer.example",
        )
    for _ in range(24):
        d = w.rng.choice(w.twins)
        yield w.mail(
            "one number of two customers",
            {d.ref},
            "Order 4500777",
            "Please confirm our order 4500777.",
            w.writer(d),
        )
    for _ in range(12):
        yield w.mail(
            "one container for two orders",
            {d.ref for d in w.together},
            f"Container {w.together[0].numbers[Names.CONTAINER]}",
            "Discharged.",
            "ops@carrier.example",
        )
    for _ in range(6):
        d = w.any()
        number = d.numbers[Names.CONTAINER]
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        yield w.mail(
            "a container with a wrong digit",
            {d.ref},
            "Update",
            f"{wrong} discharged",
            w.forwarder(d),
        )
    for _ in range(6):
        d = w.rng.choice(
            [d for d in w.dossiers if d.numbers[Names.THEIR_ORDER].isdigit() and d not in w.twins]
        )
        yield w.mail(
            "a stranger who names an order number",
            {d.ref},
            "Question",
            f"About order {d.numbers[Names.THEIR_ORDER]}, when?",
            "new.person@elsewhere.example",
        )
    for _ in range(20):
        d = w.rng.choice(
            [d for d in w.dossiers if d.numbers[Names.THEIR_ORDER].isdigit() and d not in w.twins]
        )
        other = w.any(but=tuple(x for x in w.dossiers if x.party is d.party))
        yield w.mail(
            "the same digits from somebody else we know",
            set(),
            "Parts list",
            f"Item {d.numbers[Names.THEIR_ORDER]} is discontinued.",
            w.writer(other),
        )
    for _ in range(12):
        several = w.rng.sample([d for d in w.dossiers if d not in w.twins], 3)
        lines = "\n".join(f"{d.numbers[Names.INVOICE]}  1,200.00" for d in several)
        yield w.mail(
            "a statement of account",
            set(),
            "Statement of account",
            w.rng.choice(IDLE),
            w.writer(several[0]),
            files=[("statement.pdf", lines)],
        )
    for _ in range(5):
        a = w.any()
        b = w.any(but=(a,))
        yield w.mail(
            "a file of another order",
            {a.ref, b.ref},
            f"Invoice for {a.ref}",
            w.rng.choice(IDLE),
            w.writer(a),
            files=[(f"Invoice {b.ref}.pdf", "Total")],
        )
    for _ in range(10):
        d = w.rng.choice([d for d in w.dossiers if len(d.party.dossiers) == 1])
        yield w.mail(
            "a partner with one order, no number",
            {d.ref},
            "Hello",
            "When do you pick up?",
            w.writer(d),
        )
    for _ in range(8):
        d = w.rng.choice([d for d in w.dossiers if len(d.party.dossiers) > 2])
        yield w.mail(
            "a partner with several orders, no number",
            {d.ref},
            "Hello",
            "When do you pick up?",
            w.writer(d),
        )


def labelled(seed: int = 1) -> tuple[Book, list[Labelled]]:
    """The book, and more than 900 mails in no order."""
    world = World(seed)
    mails = [*plain(world), *traps(world)]
    world.rng.shuffle(mails)
    return world.book, mails


@dataclass
class Score:
    mails: int
    filed: int
    right: int
    about_something: int

    @property
    def precision(self) -> float:
        return self.right / self.filed

    @property
    def recall(self) -> float:
        return self.right / self.about_something


def measured(seed: int = 1, told=None) -> Score:
    """How filing does on the set of *seed*; *told* gets each mail and what was decided."""
    book, mails = labelled(seed)
    return scored(mails, book, told)


def scored(mails, book, told=None) -> Score:
    """How *mails* are filed by what *book* knows; *told* gets each and what was decided."""
    score = Score(len(mails), 0, 0, sum(bool(one.truth) for one in mails))
    for one in mails:
        decided = filing(one.message, book, one.texts)
        if decided.decision is Decision.FILED:
            score.filed += 1
            score.right += set(decided.dossiers) == one.truth
        if told:
            told(one, decided)
    return score
