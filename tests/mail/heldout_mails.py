# ruff: noqa: E501 - sentences of mails are clearer unbroken
"""A second labelled set, written by hand and never looked at while filing was made better.

Other words, other traps and other seeds than ``labelled_mails``; what they share is the world of
partners and numbers. Each row is told as a colleague would tell it: who writes, the subject, the
text, what is quoted or attached, and the dossiers the mail is really about.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from labelled_mails import Score, World, scored

from comptoir.mail.book import Names

SEEDS = range(701, 706)
DRAWS = 4


@dataclass(frozen=True)
class Told:
    """A mail: {a} and {b} are dossiers of one partner, {c} one of somebody else's."""

    kind: str
    truth: str  # "a", "ab", or nothing
    subject: str
    text: str
    who: str = "partner"  # partner, forwarder, colleague, stranger, us
    quoted: str = ""
    inner: str = ""
    file: tuple[str, str] = ("", "")


OUTLOOK = "\n\nVon: {partner}\nGesendet: Dienstag, 17. November 2026 10:12\nAn: desk@comptoir.example\nBetreff: {subject}\n\n"
GMAIL = "\n\n---------- Forwarded message ---------\nFrom: {partner}\nDate: Tue, 17 Nov 2026 at 10:12\nSubject: {subject}\nTo: <desk@comptoir.example>\n\n"
WROTE = "Le mar. 17 nov. 2026 à 10:12, Comptoir <desk@comptoir.example> a écrit :\n"

MAILS = (
    # ---- about one, as people write
    Told("plainly", "a", "Rif. {a_ref}: merce pronta", "La merce è pronta per il ritiro."),
    Told("plainly", "a", "Levering", "Onze bestelling {a_theirs} is klaar."),
    Told("plainly", "a", "Fatura", "Segue a fatura {a_invoice} em anexo."),
    Told("plainly", "a", "Wasser im Container", "Container {a_box}: Türsiegel fehlt.", "forwarder"),
    Told("plainly", "a", "LTA", "LTA {a_awb} confirmée sur le vol de jeudi.", "forwarder"),
    Told("plainly", "a", "Dédouanement", "BAE obtenu, MRN {a_mrn}.", "forwarder"),
    Told(
        "plainly",
        "a",
        "Original B/L",
        "Please find B/L {a_bl} attached.",
        file=("draft.pdf", "BILL OF LADING {a_bl}"),
    ),
    Told("plainly", "a", "{a_ref}", "Vergessen Sie bitte nicht die Zeichnungen."),
    Told(
        "plainly",
        "a",
        "Scan0001",
        "cf. pj",
        file=("Scan0001.pdf", "PACKING LIST\nOrder {a_theirs}\nOur ref {a_ref}"),
    ),
    Told("plainly", "a", "Crédit documentaire", "Votre crédit {a_credit} a été ouvert ce jour."),
    Told(
        "plainly",
        "a",
        "Warehouse",
        "Lot for {a_ref} received at the warehouse, 12 pallets.",
        "colleague",
    ),
    # ---- several at once
    Told("two in one sentence", "ab", "Planning", "{a_ref} part lundi et {b_ref} vendredi."),
    Told(
        "two in one sentence",
        "ab",
        "Loading",
        "We load {a_theirs} and {b_theirs} on the same truck.",
    ),
    Told("two in one sentence", "ab", "Zahlung", "Wir haben {a_ref}, {b_ref} gestern überwiesen."),
    Told("a list of two", "ab", "Stand", "- {a_ref}: fertig\n- {b_ref}: in Arbeit"),
    Told(
        "a list of two",
        "ab",
        "Status",
        "1) {a_theirs} shipped\n2) {b_theirs} next week",
        who="partner",
    ),
    Told("two in an answer", "ab", "RE: {a_ref}", "{a_ref} est prêt, {b_ref} suivra mardi."),
    # ---- one, and another by the way
    Told(
        "by the way",
        "a",
        "Order {a_ref}",
        "Please confirm the date. We had the same trouble last year. It was {b_ref}.",
    ),
    Told("by the way", "a", "Cartons", "{a_ref} : merci d'emballer à l'identique de {b_ref}."),
    Told("by the way", "a", "Verpackung", "Bitte {a_ref} so verpacken, wie es bei {b_ref} war."),
    Told("by the way", "a", "New date", "{a_ref} now ships before {b_ref} did, well done."),
    Told(
        "by the way", "a", "Remplacement", "Notre commande {a_theirs} remplace {b_theirs}, annulée."
    ),
    Told("by the way", "a", "Instead", "{a_theirs} will be sent in place of {b_theirs}."),
    Told(
        "by the way",
        "",
        "Devis",
        "Merci de coter 400 pièces. Référence de prix : {a_ref}, sinon {b_ref}.",
    ),
    # ---- forwarded in the text
    Told(
        "forwarded in the text",
        "a",
        "WG: Lieferung",
        "Zur Info.",
        "colleague",
        OUTLOOK + "Guten Tag, {a_ref} ist versandbereit.",
    ),
    Told(
        "forwarded in the text",
        "a",
        "Fwd: your order",
        "fyi",
        "colleague",
        GMAIL + "Hello, order {a_theirs} will be late.",
    ),
    Told(
        "forwarded in the text",
        "a",
        "TR: {a_ref} : retard",
        "Tu peux t'en occuper ?",
        "colleague",
        OUTLOOK + "Retard d'une semaine.",
    ),
    Told(
        "forwarded with a history",
        "a",
        "WG: Lieferung",
        "s.u.",
        "colleague",
        OUTLOOK + "Hallo, {a_ref} ist versandbereit.\n\n> Und {c_ref}, war das gut?",
    ),
    Told(
        "forwarded with a history",
        "a",
        "FW: documents",
        "see below",
        "partner",
        GMAIL
        + "Documents of {a_ref} attached.\n\nFrom: x@elsewhere.example\nSent: Monday\nSubject: old\n\nAnd those of {c_ref}?",
    ),
    Told(
        "forwarded, two inside",
        "",
        "WG: Status",
        "Zur Info.",
        "colleague",
        OUTLOOK + "Was ist mit {a_ref}?\n\nOder meinten Sie {c_ref}?",
    ),
    Told(
        "forwarded as a file",
        "a",
        "FW: delay",
        "see attached",
        "colleague",
        inner="About {a_ref}: one week late.",
    ),
    # ---- an answer whose thread headers were lost
    Told(
        "an answer that quotes us",
        "a",
        "RE: votre demande",
        "C'est d'accord pour nous.",
        quoted=WROTE + "> Bonjour,\n> pouvez-vous confirmer {a_ref} ?",
    ),
    Told(
        "an answer that quotes us",
        "a",
        "AW: Rückfrage",
        "Passt so.",
        quoted=OUTLOOK + "Können Sie {a_ref} bestätigen?",
    ),
    Told(
        "an answer that quotes two",
        "",
        "RE: relance",
        "Oui pour la première, non pour la seconde.",
        quoted=WROTE + "> Où en sont {a_ref} et {b_ref} ?",
    ),
    Told(
        "an answer about another",
        "b",
        "RE: {a_ref}",
        "Sorry, I meant {b_ref}.",
        quoted=WROTE + "> {a_ref} is confirmed.",
    ),
    Told(
        "a stranger quotes us",
        "",
        "RE: hello",
        "Interesting!",
        "stranger",
        WROTE + "> About {a_ref}",
    ),
    # ---- numbers that are nearly ours
    Told(
        "a container misspelt", "a", "Gate out", "Box {a_swapped} left the terminal.", "forwarder"
    ),
    Told(
        "a container misspelt",
        "a",
        "Demurrage",
        "{a_wrong} : franchise jusqu'au 30/11.",
        "forwarder",
    ),
    Told("a stranger's misspelt box", "", "Offer", "We can store {a_wrong} cheaply.", "stranger"),
    Told(
        "another container, well spelt", "", "Offer", "We saw {other_box} at the depot.", "stranger"
    ),
    Told("a number inside another", "", "Kit", "Article {a_ref}-7X et {a_theirs}9.", "stranger"),
    Told(
        "a number of another firm", "", "Invoice", "Our invoice no. 9{a_theirs} is due.", "stranger"
    ),
    Told("a telephone", "", "Hi", "call me on +33 {a_digits}", "stranger"),
    # ---- not about a dossier
    Told(
        "nobody's business",
        "",
        "Webinaire logistique",
        "Inscrivez-vous avant le 2026-11-30.",
        "stranger",
    ),
    Told("nobody's business", "", "Fermeture annuelle", "Nous serons fermés du 24 au 31 décembre."),
    Told("nobody's business", "", "Preisliste 2027", "Anbei unsere neue Preisliste."),
    Told(
        "a price list of orders past",
        "",
        "Price review",
        "Prices as in {a_ref}, then as in {b_ref}.",
    ),
)


class Draw(dict):
    """The numbers and names that a mail may use, of one draw."""

    def __init__(self, world: World) -> None:
        rng = world.rng
        several = [p for p in world.partners if len(p.dossiers) > 1 and not p.code.startswith("F")]
        special = {d.ref for d in (*world.twins, *world.together)}
        while True:
            partner = rng.choice(several)
            mine = [d for d in world.dossiers if d.party is partner and d.ref not in special]
            if len(mine) > 1:
                break
        a, b = rng.sample(mine, 2)
        others = [d for d in world.dossiers if d.party is not partner and d.ref not in special]
        named = (("a", a), ("b", b), ("c", rng.choice(others)))
        super().__init__()
        self.a, self.b = a, b
        for letter, one in named:
            self[f"{letter}_ref"] = one.ref
            self |= {
                f"{letter}_{name}": one.numbers[kind]
                for name, kind in (
                    ("theirs", Names.THEIR_ORDER), ("invoice", Names.INVOICE), ("bl", Names.BILL_OF_LADING),
                    ("awb", Names.AIR_WAYBILL), ("box", Names.CONTAINER), ("mrn", Names.MRN), ("credit", Names.CREDIT),
                )
            }  # fmt: skip
        box = a.numbers[Names.CONTAINER]
        at = next(at for at in range(4, 10) if box[at] != box[at + 1])
        self["a_swapped"] = box[:at] + box[at + 1] + box[at] + box[at + 2 :]
        self["a_wrong"] = box[:6] + str((int(box[6]) + 3) % 10) + box[7:]
        self["other_box"] = "CSQU3054383"
        self["a_digits"] = "".join(sign for sign in self["a_theirs"] if sign.isdigit())
        self["partner"] = f"Export <{world.writer(a)}>"


def made(world: World, told: Told):
    """One mail of a row: its numbers drawn."""
    draw = Draw(world)
    senders = {
        "partner": lambda: world.writer(draw.a),
        "forwarder": lambda: world.forwarder(draw.a),
        "colleague": lambda: "paul@comptoir.example",
        "stranger": lambda: "someone@elsewhere.example",
    }
    subject, text = told.subject.format(**draw), told.text.format(**draw)
    draw["subject"] = subject.partition(": ")[2] or subject
    inner = None
    if told.inner:
        inner = EmailMessage()
        inner["From"], inner["Subject"] = draw["partner"], "Delay"
        inner["Message-ID"] = f"<h{world.serial}@mail.example>"
        inner.set_content(told.inner.format(**draw))
    truth = {getattr(draw, letter).ref for letter in told.truth}
    name, content = told.file
    files = [(name, content.format(**draw))] if name else []
    quoted = told.quoted.format(**draw) if told.quoted else ""
    return world.mail(
        told.kind,
        truth,
        subject,
        text,
        senders[told.who](),
        quoted=quoted,
        inner=inner,
        files=files,
    )


def measured(seed: int, told=None) -> Score:
    """How filing does on the held-out set of *seed*."""
    world = World(seed)
    mails = [made(world, row) for row in MAILS for _ in range(DRAWS)]
    return scored(mails, world.book, told)
