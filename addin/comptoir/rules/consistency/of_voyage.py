"""Rules on the delivery and the voyage: Incoterm, ports, vessel, containers, freight, days.

Sources
    Incoterms 2020 (ICC 723E) A2 to A5; UCP 600 art. 14(d), 19 to 28; UCC art. 15, 158, 162;
    ISO 6346 (containers).
"""

from __future__ import annotations

from datetime import date

from comptoir.rules.consistency.likeness import (
    containers,
    plain,
    same_place,
    same_seals,
)
from comptoir.rules.consistency.of_trade import CARRIED_BY_SELLER, INSURED_BY_SELLER
from comptoir.rules.consistency.papers import Dossier, Sheet
from comptoir.rules.consistency.rule import (
    CONTRACT,
    DECLARED,
    Alike,
    Broken,
    Pair,
    Rule,
    along,
)
from comptoir.rules.discrepancies import Gravity
from comptoir.rules.numbers import KINDS
from comptoir.wording import Said, mark

OFFER, ORDER, CONFIRMATION = Sheet.OFFER, Sheet.ORDER, Sheet.CONFIRMATION
INVOICE, PACKING, TRANSPORT = Sheet.INVOICE, Sheet.PACKING_LIST, Sheet.TRANSPORT
INSURANCE, ORIGIN, DECLARATION = Sheet.INSURANCE, Sheet.ORIGIN, Sheet.DECLARATION
AT_LOADING, AT_DISCHARGE = frozenset({"FAS", "FOB"}), frozenset({"CFR", "CIF"})


def same_boxes(one: str, other: str) -> bool:
    """Whether the same containers are listed; words without a number are left to the reader.

    >>> same_boxes("MSKU6001215", "MSKU 600121-5"), same_boxes("MSKU6001215", "TCLU4265010")
    (True, False)
    """
    boxes, others = containers(one), containers(other)
    return boxes == others if boxes and others else plain(one) == plain(other)


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
    words = plain(clauses).split()
    less = any(sign in words for sign in ("b", "c")) and "a" not in words
    return ("Institute Cargo Clauses (A)", clauses) if less else None


def _bad_box(sheet: Sheet, number: int) -> Rule:
    def broken(dossier: Dossier) -> Pair | None:
        found = sorted(containers(dossier.paper(sheet).containers or ""))
        bad = [one for one in found if not KINDS["container"].is_valid(one)]
        return ("", ", ".join(bad)) if bad else None

    sentence = mark("{right} on the {other} cannot be the number of a container.")
    return Rule(f"BOX-{number}", mark("Container number"), sheet, sheet, broken,
                source="ISO 6346", sentence=sentence)  # fmt: skip


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
    """Whether two texts name the same ship, with or without MV.

    >>> same_ship("M/V Ever Genius", "EVER GENIUS")
    True
    """
    return _ship(one) == _ship(other)


def _ship(text: str) -> str:
    return plain(text).removeprefix("mv ").removeprefix("m v ")


def _without_transport(
    codes: str,
    fact: str,
    name: str,
    first: int,
    alike: Alike,
    pairs: tuple[tuple[Sheet, Sheet], ...],
) -> list[Rule]:
    """Where no transport document has the fact yet, the other papers are compared."""
    return along(codes, fact, name, pairs, alike, unless=TRANSPORT, first=first)


_PLACE = mark("Named place")
DELIVERY: tuple[Rule, ...] = (
    *along("INC", mark("Incoterm"), "incoterm", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, DECLARATION),
    )),
    *along("PLA", _PLACE, "place", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE), (INVOICE, DECLARATION),
    ), same_place),
    *along("EDI", mark("Incoterm edition"), "edition", (
        (OFFER, ORDER), (ORDER, CONFIRMATION), (ORDER, INVOICE))),
    Rule("FRT-1", mark("Freight"), INVOICE, TRANSPORT, _freight,
         source="Incoterms 2020 A9/B9"),
    Rule("INS-1", mark("Insurance clauses"), INVOICE, INSURANCE, _all_risks,
         source="Incoterms 2020 CIP A5"),
)  # fmt: skip
VOYAGE: tuple[Rule, ...] = (
    *along("POL", mark("Port of loading"), "loading_port", (
        (INVOICE, TRANSPORT), (TRANSPORT, INSURANCE), (PACKING, TRANSPORT)), same_place),
    Rule("POL-4", mark("Port of loading"), INVOICE, TRANSPORT,
         _named_port(AT_LOADING, "loading_port"), source="Incoterms 2020 FAS/FOB A2"),
    *along("POD", mark("Port of discharge"), "discharge_port", (
        (INVOICE, TRANSPORT), (TRANSPORT, INSURANCE), (PACKING, TRANSPORT)), same_place),
    Rule("POD-4", mark("Port of discharge"), INVOICE, TRANSPORT,
         _named_port(AT_DISCHARGE, "discharge_port"), source="Incoterms 2020 CFR/CIF A3"),
    *along("DST", mark("Destination"), "destination", (
        (ORDER, INVOICE), (INVOICE, TRANSPORT), (INVOICE, ORIGIN), (INVOICE, DECLARATION))),
    *along("VES", mark("Vessel"), "vessel", (
        (TRANSPORT, INSURANCE), (TRANSPORT, ORIGIN), (TRANSPORT, INVOICE),
        (TRANSPORT, DECLARATION),
    ), same_ship),
    *along("CON", mark("Containers"), "containers", (
        (TRANSPORT, PACKING), (TRANSPORT, DECLARATION), (TRANSPORT, INVOICE)), same_boxes),
    *along("SEA", mark("Seals"), "seals", (
        (TRANSPORT, PACKING), (TRANSPORT, DECLARATION)), same_seals),
    *_without_transport("POL", mark("Port of loading"), "loading_port", 5, same_place, (
        (INVOICE, PACKING), (INVOICE, INSURANCE))),
    *_without_transport("POD", mark("Port of discharge"), "discharge_port", 5, same_place, (
        (INVOICE, PACKING), (INVOICE, INSURANCE))),
    *_without_transport("VES", mark("Vessel"), "vessel", 5, same_ship, (
        (INVOICE, INSURANCE), (INVOICE, ORIGIN), (INVOICE, DECLARATION))),
    *_without_transport("CON", mark("Containers"), "containers", 4, same_boxes, (
        (PACKING, DECLARATION),)),
    *_without_transport("SEA", mark("Seals"), "seals", 3, same_seals, ((PACKING, DECLARATION),)),
    _bad_box(TRANSPORT, 1),
    _bad_box(PACKING, 2),
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
