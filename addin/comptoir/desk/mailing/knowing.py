"""What the desk knows that a mail is judged by: from its rows to the values of ``mail``.

A dossier is an order, or an offer that has no order yet, or a shipment of no known order. A number
of a shipment names every order in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from comptoir.mail.book import PUBLIC_DOMAINS, Book, Known, Names, Partner, Rule
from comptoir.mail.parties import Parties, Party
from comptoir.mail.risk import Desk as Ourselves
from comptoir.records.chain import shipment_columns
from comptoir.records.stored import Ask, Stored

OVER = {
    "order": {"DELIVERED", "CLOSED", "CANCELLED"},
    "offer": {"WON", "LOST", "EXPIRED", "CANCELLED"},
    "shipment": {"DELIVERED", "CANCELLED"},
}
"""States in which a partner hardly writes about it any more."""

SERVES = {"FORWARDER", "CARRIER", "BROKER", "BANK", "INSURER"}
"""Roles of those who may write about anybody's dossier."""


def rows(block: Stored, *names: str) -> Iterator[tuple[str, ...]]:
    """Each key of *block* and the fields named, as text; what is blank is ``""``."""
    columns = [[_text(value) for value in block.columns[name]] for name in names]
    yield from zip(block.keys, *columns, strict=True)


def _text(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(slots=True)
class Dossiers:
    """Which dossiers each record belongs to, and which of them are open."""

    of_order: dict[str, str] = field(default_factory=dict)
    of_offer: dict[str, str] = field(default_factory=dict)
    of_shipment: dict[str, tuple[str, ...]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    shipments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The shipments of each dossier that are still under way."""

    @property
    def all(self) -> set[str]:
        """Every dossier there is."""
        shipped = (one for those in self.of_shipment.values() for one in those)
        return {*self.of_order.values(), *self.of_offer.values(), *shipped}


def dossiers_of(ask: Ask) -> Dossiers:
    """The dossiers of the desk."""
    found = Dossiers()
    ordered: dict[str, list[str]] = defaultdict(list)
    for key, status, offer in rows(ask("order"), "status", "offer"):
        found.of_order[key] = key
        ordered[offer].append(key)
        if status not in OVER["order"]:
            found.open.add(key)
    for key, status in rows(ask("offer"), "status"):
        became = ordered.get(key, [])
        found.of_offer[key] = became[0] if len(became) == 1 else key
        if status not in OVER["offer"] and not became:
            found.open.add(key)
    _shipped(ask, found)
    return found


def _shipped(ask: Ask, found: Dossiers) -> None:
    order_of_line = {key: order for key, order in rows(ask("order_line"), "order")}  # noqa: C416 - dict() would not type
    carried: dict[str, dict[str, None]] = defaultdict(dict)
    for _, shipment, line in rows(ask("shipment_line"), "shipment", "order_line"):
        if order := order_of_line.get(line):
            carried[shipment][order] = None
    block = ask("shipment")
    under_way: dict[str, list[str]] = defaultdict(list)
    states = shipment_columns(block, ask)["status"] if block.keys else []
    for key, status in zip(block.keys, map(str, states), strict=True):
        mine = tuple(carried.get(key) or (key,))
        found.of_shipment[key] = mine
        if status not in OVER["shipment"]:
            found.open |= {key} & set(mine)
            for dossier in mine:
                under_way[dossier].append(key)
    found.shipments = {dossier: tuple(keys) for dossier, keys in under_way.items()}


def book_of(
    ask: Ask,
    dossiers: Dossiers,
    threads: Mapping[str, tuple[str, ...]],
    ours: Collection[str] = (),
) -> Book:
    """The book that mails are filed by; *ours* are mail domains of our own besides the firm's."""
    references = tuple(dict.fromkeys(_references(ask, dossiers)))
    own = {*ours, *our_domains(ask)}
    return Book(
        references=references,
        partners=tuple(_partners(ask, dossiers)),
        threads=threads,
        rules=tuple(_rules(ask, dossiers)),
        ours=frozenset(own),
    )


def _references(ask: Ask, dossiers: Dossiers) -> Iterator[Known]:
    for key, party, theirs in rows(ask("order"), "party", "their_ref"):
        yield Known(Names.OURS, key, key, party)
        if theirs:
            yield Known(Names.THEIR_ORDER, theirs, key, party)
    for key, party, theirs in rows(ask("offer"), "party", "their_ref"):
        dossier = dossiers.of_offer[key]
        yield Known(Names.OFFER, key, dossier)
        if theirs:
            yield Known(Names.OFFER, theirs, dossier, party)
    for key, party, order, theirs in rows(ask("invoice"), "party", "order", "their_ref"):
        if order:
            yield Known(Names.INVOICE, key, order)
            if theirs:
                yield Known(Names.INVOICE, theirs, order, party)
    for key, number, order, party in rows(ask("credit"), "number", "order", "party"):
        if order:
            yield Known(Names.CREDIT, key, order)
            yield Known(Names.CREDIT, number, order, party)
    yield from _of_shipments(ask, dossiers)


_TRANSPORT = {"AIR": Names.AIR_WAYBILL}


def _of_shipments(ask: Ask, dossiers: Dossiers) -> Iterator[Known]:
    whose = dossiers.of_shipment
    for key, mode, booking, paper in rows(ask("shipment"), "mode", "booking", "transport_doc"):
        yield from _each(Names.OURS, key, whose[key])
        yield from _each(Names.BOOKING, booking, whose[key])
        yield from _each(_TRANSPORT.get(mode, Names.BILL_OF_LADING), paper, whose[key])
    for _, shipment, number in rows(ask("container"), "shipment", "number"):
        yield from _each(Names.CONTAINER, number, whose[shipment])
    for key, shipment, mrn in rows(ask("declaration"), "shipment", "mrn"):
        yield from _each(Names.OURS, key, whose[shipment])
        yield from _each(Names.MRN, mrn, whose[shipment])
    for key, shipment, order in rows(ask("claim"), "shipment", "order"):
        yield from _each(Names.OURS, key, (order,) if order else whose.get(shipment, ()))


def _each(names: Names, text: str, dossiers: Iterable[str]) -> Iterator[Known]:
    if text:
        for dossier in dossiers:
            yield Known(names, text, dossier)


def _partners(ask: Ask, dossiers: Dossiers) -> Iterator[Partner]:
    """Everyone but ourselves, with the open dossiers they take part in."""
    parts: dict[str, dict[str, None]] = defaultdict(dict)
    for party, dossier in (*_trading(ask, dossiers), *_moving(ask, dossiers)):
        parts[party][dossier] = None
    for one in addressed(ask):
        if one.role != "US":
            mine = tuple(dossier for dossier in parts[one.code] if dossier in dossiers.open)
            serves = one.role in SERVES
            yield Partner(one.code, one.name, one.emails, one.domains, mine, serves)


def _trading(ask: Ask, dossiers: Dossiers) -> Iterator[tuple[str, str]]:
    """Who buys and sells, and the dossier."""
    for record, of in (("order", dossiers.of_order), ("offer", dossiers.of_offer)):
        for key, party in rows(ask(record), "party"):
            yield party, of[key]


def _moving(ask: Ask, dossiers: Dossiers) -> Iterator[tuple[str, str]]:
    """Who carries and declares what is under way, and the dossier."""
    under_way = {key for keys in dossiers.shipments.values() for key in keys}
    takes_part = [*rows(ask("shipment"), "party"), *rows(ask("shipment"), "forwarder")]
    takes_part += [(shipment, broker) for _, shipment, broker in
                   rows(ask("declaration"), "shipment", "broker")]  # fmt: skip
    for shipment, party in takes_part:
        if shipment in under_way:
            for dossier in dossiers.of_shipment[shipment]:
                yield party, dossier


@dataclass(frozen=True, slots=True)
class Addressed:
    """A party and where it writes from."""

    code: str
    name: str
    role: str
    phone: str
    iban: str
    bic: str
    language: str
    emails: frozenset[str]
    domains: frozenset[str]


def addressed(ask: Ask) -> Iterator[Addressed]:
    """Each party with the addresses and domains known of it and its contacts."""
    contacts: dict[str, set[str]] = defaultdict(set)
    for _, party, email in rows(ask("contact"), "party", "email"):
        contacts[party].add(email.lower())
    names = ("name", "role", "email", "domains", "phone", "iban", "bic", "language")
    for code, name, role, email, domains, phone, iban, bic, language in rows(ask("party"), *names):
        emails = {one for one in (email.lower(), *contacts[code]) if one}
        written = {one.strip().lower().lstrip("@") for one in domains.split(",")}
        theirs = {one.rpartition("@")[2] for one in emails} | written
        yield Addressed(
            code, name, role, phone, iban, bic, language,
            frozenset(emails), frozenset(theirs - PUBLIC_DOMAINS - {""}),
        )  # fmt: skip


def our_domains(ask: Ask) -> set[str]:
    """The mail domains of our own firm."""
    return {domain for one in addressed(ask) if one.role == "US" for domain in one.domains}


def _rules(ask: Ask, dossiers: Dossiers) -> Iterator[Rule]:
    """The rules learnt that still hold: one to a dossier that is over says nothing any more."""
    block = ask("mail_rule")
    active = dict(zip(block.keys, block.columns["active"], strict=True))
    for key, sender, words, dossier in rows(block, "sender", "subject_words", "dossier"):
        if active[key] is not False and (not dossier or dossier in dossiers.open):
            yield Rule(sender.lower(), tuple(words.lower().split()), dossier)


def judged_by(
    ask: Ask, ours: Collection[str], people: Collection[str]
) -> tuple[Parties, Ourselves]:
    """The parties and ourselves, as a fraud may pretend to be them."""
    every = list(addressed(ask))
    parties = tuple(
        Party(
            one.code, one.name, one.emails, one.domains,
            frozenset({one.iban} - {""}), frozenset({one.bic} - {""}), one.phone,
        )
        for one in every
        if one.role != "US"
    )  # fmt: skip
    mine = [one for one in every if one.role == "US"]
    domains = {domain for one in mine for domain in one.domains}
    return Parties(parties), Ourselves(
        domains=frozenset({*ours, *domains}),
        people=frozenset(people),
        ibans=frozenset(one.iban for one in mine if one.iban),
    )
