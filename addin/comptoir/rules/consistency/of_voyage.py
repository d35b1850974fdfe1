"""Rules on the delivery and the voyage: Incoterm, ports, vessel, containers, freight, days.

Sources
    Incoterms 2020 (ICC 723E) A2 to A5; UCP 600 art. 14(d), 19 to 28; UCC art. 15, 158, 162;
    ISO 6346 (containers).
"""

from __future__ import annotations

import re
from datetime import date

from comptoir.rules.consistency.likeness import (
    containers,
    plain,
    same_seals,
    seals_beside,
    seals_in,
)
from comptoir.rules.consistency.of_trade import CARRIED_BY_SELLER, INSURED_BY_SELLER
from comptoir.rules.consistency.papers import Dossier, Sheet
from comptoir.rules.consistency.places import same_place
from comptoir.rules.consistency.rule import (
    CONFLICT,
    CONTRACT,
    DECLARED,
    WITHOUT_ORDER,
    Broken,
    Pair,
    Rule,
    along,
    put_in,
    without_invoice,
)
from comptoir.rules.discrepancies import Gravity
from comptoir.rules.numbers import KINDS
from comptoir.wording import Said, mark

OFFER, ORDER, CONFIRMATION = Sheet.OFFER, Sheet.ORDER, Sheet.CONFIRMATION
INVOICE, PACKING, TRANSPORT = Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT
INSURANCE, ORIGIN, DECLARATION = Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DECLARATION
OTHER = Sheet.OTHER
AT_LOADING, AT_DISCHARGE = frozenset({"FAS", "FOB"}), frozenset({"CFR", "CIF"})


def same_boxes(one: str, other: str) -> bool:
    """Whether the same containers are listed; words without a number are left to the reader.

    >>> same_boxes("MSKU6001215", "1 x 40'HC MSKU 600121-5 / seal C1"), same_boxes("2 x 20'", "-")
    (True, True)
    >>> same_boxes("MSKU6001215", "TCLU4265010")
    False
    """
    boxes, others = containers(one), containers(other)
    return boxes == others or not (boxes and others)


def _freight(dossier: Dossier) -> Pair | None:
    """Freight is prepaid where the seller's Incoterm pays it, and collect where it does not."""
    shown = dossier.paper(TRANSPORT).freight
    if not shown or (dossier.credit and dossier.credit.freight):
        return None
    words = {"PREPAID": Said("freight prepaid"), "COLLECT": Said("freight collect")}
    for rule in _incoterms(dossier):
        if shown != ("PREPAID" if rule in CARRIED_BY_SELLER else "COLLECT"):
            return rule, words.get(shown, shown)
    return None


def _incoterms(dossier: Dossier) -> list[str]:
    """The Incoterms of the invoice and of the order: one and the same where all is well."""
    rules = (dossier.paper(INVOICE).incoterm, dossier.paper(ORDER).incoterm)
    return [rule for rule in rules if rule]


def _named_port(rules: frozenset[str], name: str) -> Broken:
    """The named place of a sea rule is the port of the transport document."""

    def broken(dossier: Dossier) -> Pair | None:
        invoice, port = dossier.paper(INVOICE), getattr(dossier.paper(TRANSPORT), name)
        if invoice.incoterm not in rules or not invoice.place or not port:
            return None
        return None if same_place(invoice.place, port) else (invoice.place, port)

    return broken


def _all_risks(dossier: Dossier) -> Pair | None:
    """CIP of 2020 is insured under clauses (A), unless agreed otherwise."""
    invoice, clauses = dossier.paper(INVOICE), dossier.paper(INSURANCE).clauses
    if invoice.incoterm != "CIP" or (invoice.edition or "2020") != "2020" or not clauses:
        return None
    covered = covers(clauses) & {"A", "B", "C"}
    return ("Institute Cargo Clauses (A)", clauses) if covered and "A" not in covered else None


_COVERS = (
    ("A", r"\b(?:clauses?(?: cargo)?|icc|cargo|facultes) a\b|\ball risks?\b|\btous risques\b"),
    ("B", r"\b(?:clauses?(?: cargo)?|icc|cargo) b\b"),
    ("C", r"\b(?:clauses?(?: cargo)?|icc|cargo) c\b|\bfap\b"),
    ("WAR", r"\bwar\b|\bguerre\b"),
    ("STRIKES", r"\bstrikes?\b|\bgreves?\b|\bsrcc\b"),
)  # fmt: skip


def covers(clauses: str) -> set[str]:
    """What an insurance covers: the cargo clauses, war, strikes; by their usual names.

    >>> sorted(covers("ICC (A) 1/1/09, Institute War Clauses"))
    ['A', 'WAR']
    """
    words = plain(clauses)
    return {cover for cover, pattern in _COVERS if re.search(pattern, words)}


def _bad_box(sheet: Sheet, number: int) -> Rule:
    def broken(dossier: Dossier) -> Pair | None:
        found = sorted(containers(dossier.paper(sheet).containers or ""))
        bad = [one for one in found if not KINDS["container"].is_valid(one)]
        return ("", ", ".join(bad)) if bad else None

    sentence = mark("{right} on the {other} cannot be the number of a container.")
    return Rule(f"BOX-{number}", mark("Container number"), sheet, sheet, broken,
                source="ISO 6346", sentence=sentence)  # fmt: skip


def _sealed_beside(sheet: Sheet) -> Broken:
    """A seal told beside a container is one of the seals the transport document lists."""

    def broken(dossier: Dossier) -> Pair | None:
        listed = _seals_listed(dossier, sheet)
        told, known = seals_beside(dossier.paper(sheet).containers or ""), seals_in(listed)
        strange = told - known if known else set()
        return (listed, ", ".join(sorted(strange)).upper()) if strange else None

    return broken


def _seals_listed(dossier: Dossier, sheet: Sheet) -> str:
    """The seals to hold against those of *sheet*: listed apart, or beside another's containers."""
    papers = [dossier.paper(one) for one in (TRANSPORT, PACKING)]
    apart = next((one.seals for one in papers if one.seals), None)
    if apart:
        return apart
    beside = (seals_beside(one.containers or "") for one in papers if one.sheet is not sheet)
    return ", ".join(sorted(next(filter(None, beside), ()))).upper()


def _missing(sheet: Sheet, number: int, wanted: frozenset[str] | None = None) -> Rule:
    """The paper must be there before the others leave; with *wanted*, under these Incoterms."""

    def broken(dossier: Dossier) -> Pair | None:
        asked = wanted is None or any(rule in wanted for rule in _incoterms(dossier))
        return ("", "") if dossier.whole and asked and not dossier.has(sheet) else None

    return Rule(f"MIS-{number}", mark("Missing paper"), sheet, sheet, broken,
                source="UCP 600 art. 14(a)",
                sentence=mark("There is no {paper} in the dossier."))  # fmt: skip


def _days(early: tuple[Sheet, str], late: tuple[Sheet, str]) -> Broken:
    """The day of *late* is not before the day of *early*."""

    def broken(dossier: Dossier) -> Pair | None:
        one = getattr(dossier.paper(early[0]), early[1])
        other = getattr(dossier.paper(late[0]), late[1])
        if isinstance(one, date) and isinstance(other, date) and other < one:
            return one, other
        return None

    return broken


def _day(code: str, early: tuple[Sheet, str], late: tuple[Sheet, str], fact: str,
         sentence: str, gravity: Gravity = Gravity.FIX, source: str = CONTRACT,
         at_fault: Sheet | None = None) -> Rule:  # fmt: skip
    right = at_fault or late[0]
    return Rule(code, fact, early[0], right, _days(early, late), gravity, source, sentence)


def same_ship(one: str, other: str) -> bool:
    """Whether two texts name the same ship, with or without MV and the number of the voyage.

    >>> same_ship("M/V Ever Genius V.026W", "EVER GENIUS"), same_ship("Ever Genius", "Ever Green")
    (True, False)
    """
    return _ship(one) == _ship(other)


_BEFORE_SHIP = re.compile(r"^(?:(?:m ?v|m ?s|s ?s|m ?t|ms|vessel|navire|ship|name) )+")
_VOYAGE = re.compile(
    r"(?: (?:v|voy|voyage|vol|no))* (?=\w*\d)(?=\w*[a-z])\w{3,}$|(?: (?:v|voy|voyage))+ \w*\d\w*$"
    r"| or substitute$| ou remplacant$"
)


def _ship(text: str) -> str:
    return _VOYAGE.sub("", _BEFORE_SHIP.sub("", plain(text)))


_PLACE = mark("Named place")
DELIVERY: tuple[Rule, ...] = (
    *along("INC", mark("Incoterm"), "incoterm", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, DECLARATION),
    ), otherwise=(*WITHOUT_ORDER, *without_invoice(DECLARATION))),
    *along("PLA", _PLACE, "place", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, DECLARATION),
    ), same_place, otherwise=(*WITHOUT_ORDER, *without_invoice(DECLARATION))),
    *along("EDI", mark("Incoterm edition"), "edition", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE)),
           otherwise=WITHOUT_ORDER),
    Rule("FRT-1", mark("Freight"), INVOICE, TRANSPORT, _freight,
         source="Incoterms 2020 A9/B9"),
    Rule("INS-1", mark("Insurance clauses"), INVOICE, INSURANCE, _all_risks,
         source="Incoterms 2020 CIP A5"),
)  # fmt: skip
BETWEEN_PORTS = (TRANSPORT, INVOICE, PACKING, INSURANCE)
"""The papers that tell the voyage; the first of them that has a fact decides it."""


def _ports(codes: str, fact: str, name: str, named: Rule) -> list[Rule]:
    """The port on the papers, in the order of its codes; the fourth is the Incoterm's place."""
    rules = along(codes, fact, name, (
        (INVOICE, TRANSPORT), (TRANSPORT, INSURANCE), (PACKING, TRANSPORT), (INVOICE, PACKING),
        (INVOICE, INSURANCE),
    ), same_place, order=BETWEEN_PORTS)  # fmt: skip
    return put_in(rules, 4, named)


def _nowhere(sheet: Sheet, number: int) -> Rule:
    """Goods leave one port for another."""

    def broken(dossier: Dossier) -> Pair | None:
        left, arrived = dossier.paper(sheet).loading_port, dossier.paper(sheet).discharge_port
        return (left, arrived) if left and arrived and same_place(left, arrived) else None

    return Rule(f"VOY-{number}", mark("Ports of loading and discharge"), sheet, sheet, broken,
                source="UCP 600 art. 19 to 23",
                sentence=mark("From {left} to {right}, one port, on the {paper}."))  # fmt: skip


VOYAGE: tuple[Rule, ...] = (
    *(_nowhere(sheet, number) for number, sheet in enumerate(
        (TRANSPORT, INVOICE, PACKING, INSURANCE), 1)),
    *_ports("POL", mark("Port of loading"), "loading_port",
            Rule("POL-4", mark("Port of loading"), INVOICE, TRANSPORT,
                 _named_port(AT_LOADING, "loading_port"), source="Incoterms 2020 FAS/FOB A2")),
    *_ports("POD", mark("Port of discharge"), "discharge_port",
            Rule("POD-4", mark("Port of discharge"), INVOICE, TRANSPORT,
                 _named_port(AT_DISCHARGE, "discharge_port"),
                 source="Incoterms 2020 CFR/CIF A3")),
    *along("DST", mark("Destination"), "destination", (
        (ORDER, INVOICE), (INVOICE, TRANSPORT), (INVOICE, ORIGIN), (INVOICE, DECLARATION),
        (OFFER, ORDER), (ORDER, CONFIRMATION)), otherwise=WITHOUT_ORDER,
           order=(INVOICE, TRANSPORT, ORIGIN, DECLARATION, ORDER)),
    *along("VES", mark("Vessel"), "vessel", (
        (TRANSPORT, INSURANCE), (TRANSPORT, ORIGIN), (TRANSPORT, INVOICE),
        (TRANSPORT, DECLARATION), (INVOICE, INSURANCE), (INVOICE, ORIGIN),
        (INVOICE, DECLARATION),
    ), same_ship, order=(TRANSPORT, INVOICE, INSURANCE, ORIGIN, DECLARATION)),
    *along("CON", mark("Containers"), "containers", (
        (TRANSPORT, PACKING), (TRANSPORT, DECLARATION), (TRANSPORT, INVOICE),
        (PACKING, DECLARATION),
    ), same_boxes, order=(TRANSPORT, PACKING, INVOICE, DECLARATION, OTHER)),
    *along("SEA", mark("Seals"), "seals", (
        (TRANSPORT, PACKING), (TRANSPORT, DECLARATION), (PACKING, DECLARATION)),
           same_seals, order=(TRANSPORT, PACKING, DECLARATION, OTHER)),
    *(Rule(f"SEA-{number}", mark("Seals"), TRANSPORT, sheet, _sealed_beside(sheet),
           source=source)
      for number, (sheet, source) in enumerate((
          (PACKING, CONFLICT), (INVOICE, CONFLICT), (DECLARATION, DECLARED),
          (TRANSPORT, CONFLICT)), 7)),
    _bad_box(TRANSPORT, 1),
    _bad_box(PACKING, 2),
    _bad_box(INVOICE, 3),
    _bad_box(DECLARATION, 4),
    _missing(PACKING, 1),
    _missing(TRANSPORT, 2),
    _missing(INSURANCE, 3, INSURED_BY_SELLER),
    _missing(INVOICE, 4),
)  # fmt: skip
_DATE = mark("Dates")
DAYS: tuple[Rule, ...] = (
    Rule("DAY-1", _DATE, OFFER, ORDER, lambda one: _after(one, "valid_until"),
         Gravity.LOOK, CONTRACT,
         mark("Ordered on {right}; the offer was valid until {left}.")),
    _day("DAY-2", (ORDER, "dated"), (CONFIRMATION, "dated"), _DATE,
         mark("The {other} is dated {right}, before the order of {left}.")),
    _day("DAY-3", (ORDER, "dated"), (INVOICE, "dated"), _DATE,
         mark("The {other} is dated {right}, before the order of {left}.")),
    _day("DAY-4", (TRANSPORT, "shipped"), (CONFIRMATION, "shipped"), _DATE,
         mark("Shipped on {left}, after the {right} confirmed."), Gravity.LOOK),
    _day("DAY-5", (INSURANCE, "dated"), (TRANSPORT, "shipped"), _DATE,
         mark("Insured on {left}, after the shipment of {right}."), source="UCP 600 art. 28(e)",
         at_fault=INSURANCE),
    _day("DAY-6", (DECLARATION, "dated"), (TRANSPORT, "shipped"), _DATE,
         mark("Declared on {left}, after the shipment of {right}."), Gravity.LOOK,
         "UCC art. 158 and 263"),
    _day("DAY-7", (PACKING, "dated"), (TRANSPORT, "shipped"), _DATE,
         mark("The {paper} is dated {left}, after the shipment of {right}."), Gravity.LOOK,
         DECLARED),
)  # fmt: skip


def _after(dossier: Dossier, name: str) -> Pair | None:
    """The order came while the offer was valid."""
    until, ordered = getattr(dossier.paper(OFFER), name), dossier.paper(ORDER).dated
    late = isinstance(until, date) and isinstance(ordered, date) and ordered > until
    return (until, ordered) if late else None
