"""The rules themselves: mode, named place, delivery, risk, carriage, insurance, clearance.

Sources
    ICC, Incoterms 2020, publication 723E, articles A2-A7/B2-B7 of each rule.
    ICC, Incoterms 2010, publication 715E, articles A2-A5/B2-B5 of each rule.

Not covered: ownership, price, payment, breach and applicable law, which no Incoterm fixes.

>>> rule = parse("FCA Lyon, 12 rue de la Barre (Incoterms® 2020)")
>>> rule.term.code, rule.place, rule.edition.value
('FCA', 'Lyon, 12 rue de la Barre', 2020)
>>> str(rule)
'FCA Lyon, 12 rue de la Barre (Incoterms® 2020)'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, StrEnum

from comptoir.errors import Refused
from comptoir.rules.law import timeline
from comptoir.wording import Said, mark


class Edition(IntEnum):
    """The editions that contracts still name."""

    Y2010 = 2010
    Y2020 = 2020


class Party(StrEnum):
    """Who does, pays or bears it."""

    SELLER = mark("seller")
    BUYER = mark("buyer")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


class Mode(StrEnum):
    """How the goods travel; a sea rule needs the sea or an inland waterway."""

    SEA = mark("sea")
    WATERWAY = mark("inland waterway")
    AIR = mark("air")
    ROAD = mark("road")
    RAIL = mark("rail")
    COURIER = mark("courier")
    MULTIMODAL = mark("multimodal")

    @property
    def by_water(self) -> bool:
        """Whether FAS, FOB, CFR and CIF are made for it."""
        return self in {Mode.SEA, Mode.WATERWAY}

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


class Place(StrEnum):
    """What kind of place the rule names; it moves costs and, under FCA, delivery."""

    SELLERS_PREMISES = mark("seller's premises")
    ORIGIN_TERMINAL = mark("forwarder's terminal")
    PORT_OF_SHIPMENT = mark("port of shipment")
    PORT_OF_DESTINATION = mark("port of destination")
    DESTINATION_TERMINAL = mark("terminal of destination")
    BUYERS_DOOR = mark("buyer's door")

    @property
    def said(self) -> Said:
        """The word for it."""
        return Said(self.value)


class Cover(StrEnum):
    """The Institute Cargo Clauses: all risks (A), or named ones (C)."""

    A = "A"
    C = "C"


@dataclass(frozen=True, slots=True)
class Term:
    """One rule, whatever the edition."""

    code: str
    title: str
    place: Place
    risk: str
    seller_carries: bool = False
    by_water: bool = False
    export_by: Party = Party.SELLER
    import_by: Party = Party.BUYER
    editions: tuple[Edition, ...] = (Edition.Y2010, Edition.Y2020)

    @property
    def two_points(self) -> bool:
        """Whether risk passes at origin while costs run to destination (C rules)."""
        return self.code.startswith("C")

    @property
    def delivered(self) -> bool:
        """Whether the seller bears the risk up to destination (D rules)."""
        return self.code.startswith("D")

    @property
    def seller_insures(self) -> bool:
        """Whether the seller must insure the buyer's risk."""
        return self.code in {"CIF", "CIP"}


_ON_BOARD = mark("once the goods are on board the ship at the port of shipment")
_TO_CARRIER = mark("once the goods are handed to the first carrier")


class Incoterm(Enum):
    """The rules of both editions, from the least to the most the seller does."""

    EXW = Term(
        "EXW",
        mark("Ex Works"),
        Place.SELLERS_PREMISES,
        mark("once the goods are at the buyer's disposal at the place named, not loaded"),
        export_by=Party.BUYER,
    )
    FCA = Term(
        "FCA",
        mark("Free Carrier"),
        Place.ORIGIN_TERMINAL,
        mark(
            "at the seller's premises: once loaded on the buyer's vehicle; elsewhere: once at the"
            " disposal of the buyer's carrier on the arriving vehicle, ready for unloading"
        ),
    )
    FAS = Term(
        "FAS",
        mark("Free Alongside Ship"),
        Place.PORT_OF_SHIPMENT,
        mark("once the goods are alongside the buyer's ship at the port of shipment"),
        by_water=True,
    )
    FOB = Term("FOB", mark("Free On Board"), Place.PORT_OF_SHIPMENT, _ON_BOARD, by_water=True)
    CFR = Term(
        "CFR",
        mark("Cost and Freight"),
        Place.PORT_OF_DESTINATION,
        _ON_BOARD,
        seller_carries=True,
        by_water=True,
    )
    CIF = Term(
        "CIF",
        mark("Cost, Insurance and Freight"),
        Place.PORT_OF_DESTINATION,
        _ON_BOARD,
        seller_carries=True,
        by_water=True,
    )
    CPT = Term("CPT", mark("Carriage Paid To"), Place.BUYERS_DOOR, _TO_CARRIER, seller_carries=True)
    CIP = Term(
        "CIP",
        mark("Carriage and Insurance Paid To"),
        Place.BUYERS_DOOR,
        _TO_CARRIER,
        seller_carries=True,
    )
    DAT = Term(
        "DAT",
        mark("Delivered at Terminal"),
        Place.DESTINATION_TERMINAL,
        mark("once the goods are unloaded at the terminal of destination"),
        seller_carries=True,
        editions=(Edition.Y2010,),
    )
    DAP = Term(
        "DAP",
        mark("Delivered at Place"),
        Place.BUYERS_DOOR,
        mark("once at the buyer's disposal on the arriving vehicle, ready for unloading"),
        seller_carries=True,
    )
    DPU = Term(
        "DPU",
        mark("Delivered at Place Unloaded"),
        Place.BUYERS_DOOR,
        mark("once the goods are unloaded and at the buyer's disposal at destination"),
        seller_carries=True,
        editions=(Edition.Y2020,),
    )
    DDP = Term(
        "DDP",
        mark("Delivered Duty Paid"),
        Place.BUYERS_DOOR,
        mark(
            "once at the buyer's disposal on the arriving vehicle, cleared for import,"
            " ready for unloading"
        ),
        seller_carries=True,
        import_by=Party.SELLER,
    )

    @property
    def term(self) -> Term:
        """What the rule says."""
        return self.value


_OLD_RULES = {"DAF": "DAP", "DES": "DAP", "DEQ": "DPU", "DDU": "DAP"}
_WRITTEN = re.compile(
    r"\s*(?P<code>[A-Za-z]{3})\b[\s,:-]*(?P<place>.*?)"
    r"[\s,;(\[]*(?:(?:ICC\s*)?Incoterms?\s*(?:®|\(R\))?\s*)?(?P<year>20[012]0)?[)\]\s.]*",
    re.IGNORECASE,
)


class NotAnIncoterm(Refused, ValueError):
    """A text that does not begin with a rule."""

    message = mark(
        "{given} does not begin with an Incoterms rule. Nothing was kept."
        " Write the rule, the place and the edition, such as FCA Lyon (Incoterms® 2020)."
    )


class NotInEdition(Refused, ValueError):
    """A rule that its edition has not."""

    message = mark(
        "{code} is not a rule of Incoterms® {edition}. Nothing was kept."
        " Write {instead}, or the edition the contract names."
    )


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule with its place and edition, as a contract must state it."""

    rule: Incoterm
    place: str
    edition: Edition = Edition.Y2020

    def __post_init__(self) -> None:
        if self.edition not in self.rule.term.editions:
            instead = "DAT" if self.edition is Edition.Y2010 else "DPU"
            raise NotInEdition(code=self.rule.name, edition=int(self.edition), instead=instead)

    @property
    def term(self) -> Term:
        """What the rule says."""
        return self.rule.term

    def __str__(self) -> str:
        place = f" {self.place}" if self.place else ""
        return f"{self.rule.name}{place} (Incoterms® {int(self.edition)})"


def parse(text: str, edition: Edition = Edition.Y2020) -> NamedRule:
    """Read a rule as contracts write it; *edition* is the one of a text without its own.

    Raises `NotAnIncoterm`, or `NotInEdition` for a rule of another edition.

    >>> str(parse("cif Dakar port incoterms 2010"))
    'CIF Dakar port (Incoterms® 2010)'
    """
    found = _WRITTEN.fullmatch(text)
    code = found["code"].upper() if found else ""
    if found and code in _OLD_RULES:
        year = found["year"] or int(edition)
        raise NotInEdition(code=code, edition=year, instead=_OLD_RULES[code])
    if not found or code not in Incoterm.__members__:
        raise NotAnIncoterm(given=text)
    if found["year"] and int(found["year"]) not in set(Edition):
        raise NotInEdition(code=code, edition=found["year"], instead=f"{code} (Incoterms® 2020)")
    named = Edition(int(found["year"])) if found["year"] else edition
    return NamedRule(Incoterm[code], found["place"].strip(" ,;-"), named)


def edition_on(day: date) -> Edition:
    """The edition meant on *day* by a contract that names none.

    >>> edition_on(date(2019, 12, 31)).value
    2010
    """
    return Edition(int(timeline("incoterms", "edition").on(day).number))


def cover(rule: Incoterm, edition: Edition = Edition.Y2020) -> Cover | None:
    """The least cover the seller must take for the buyer; None where he need not insure.

    >>> cover(Incoterm.CIP), cover(Incoterm.CIP, Edition.Y2010), cover(Incoterm.DAP)
    (<Cover.A: 'A'>, <Cover.C: 'C'>, None)
    """
    if not rule.term.seller_insures:
        return None
    in_force = date(2011 if edition is Edition.Y2010 else 2020, 1, 1)
    return Cover(timeline("incoterms", f"{rule.name.lower()}_cover").on(in_force).text)


def risk_passes(rule: Incoterm, place: Place | None = None) -> Said:
    """Where the risk passes to the buyer; under FCA it depends on the *place* named."""
    if rule is Incoterm.FCA and place is Place.SELLERS_PREMISES:
        return Said("once the goods are loaded on the buyer's vehicle at the seller's premises")
    if rule is Incoterm.FCA and place is not None:
        return Said(
            "once the goods are at the disposal of the buyer's carrier on the seller's vehicle,"
            " ready for unloading"
        )
    return Said(rule.term.risk)
