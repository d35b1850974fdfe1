"""Who pays each leg of the way: thirteen legs, from packing to unloading at the door.

Places assumed: FCA at the seller's premises or at a terminal; CPT, CIP and D rules at
the buyer's door unless a terminal is named; CFR and CIF at the port of destination.

Sources
    ICC, Incoterms 2020, publication 723E, articles A2, A4, A5, A7, A8, A9 and B2 to B9.
    ICC, Incoterms 2010, publication 715E, the same matters in A2 to A6 and A9.

>>> print(" ".join(payer(Incoterm.FOB, leg).value for leg in Leg))
S S S S S S B none B B B B B
>>> [leg.value for leg in seller_legs(Incoterm.FCA, Place.SELLERS_PREMISES)]
[1, 2, 4]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum
from functools import cache

from comptoir.rules.incoterms.terms import Edition, Incoterm, Party, Place
from comptoir.wording import Said, mark


class Leg(IntEnum):
    """The legs, in the order the goods go through them."""

    PACKING = 1
    LOADING = 2
    PRE_CARRIAGE = 3
    EXPORT_CLEARANCE = 4
    ORIGIN_HANDLING = 5
    LOADING_ON_BOARD = 6
    MAIN_CARRIAGE = 7
    INSURANCE = 8
    DESTINATION_HANDLING = 9
    IMPORT_CLEARANCE = 10
    DUTIES_AND_TAXES = 11
    ON_CARRIAGE = 12
    UNLOADING = 13

    @property
    def said(self) -> Said:
        """What the leg is, in words."""
        return Said(_NAMES[self])


_NAMES = {
    Leg.PACKING: mark("export packing, marking, checking"),
    Leg.LOADING: mark("loading at the seller's site"),
    Leg.PRE_CARRIAGE: mark("pre-carriage to the terminal or port"),
    Leg.EXPORT_CLEARANCE: mark("export clearance"),
    Leg.ORIGIN_HANDLING: mark("handling at the origin terminal (OTHC)"),
    Leg.LOADING_ON_BOARD: mark("loading on the main carrier"),
    Leg.MAIN_CARRIAGE: mark("main carriage"),
    Leg.INSURANCE: mark("insurance of the main carriage"),
    Leg.DESTINATION_HANDLING: mark("handling at the destination terminal (DTHC)"),
    Leg.IMPORT_CLEARANCE: mark("import clearance formalities"),
    Leg.DUTIES_AND_TAXES: mark("import duties, VAT and taxes"),
    Leg.ON_CARRIAGE: mark("on-carriage to the buyer's door"),
    Leg.UNLOADING: mark("unloading at the final place"),
}


class Share(StrEnum):
    """Who pays a leg. A star: the seller, if his contract of carriage includes it."""

    SELLER = "S"
    BUYER = "B"
    SELLER_IF_CARRIED = "S*"
    BUYER_UNLESS_CARRIED = "B / S*"
    NONE = "none"
    COVER_A = "S (A)"
    COVER_C = "S (C)"

    @property
    def by_seller(self) -> bool:
        """Whether the price of the seller contains it, as a rule."""
        return self.value.startswith("S")


# One line to the leg; "s" and "b" stand for S* and B / S*, "-" for no obligation.
_COLUMNS = ["EXW", "FCA1", "FCA2", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"]
# fmt: off
_LINES = {
    Leg.PACKING:              "S S S S S S S S S S S S",
    Leg.LOADING:              "B S S S S S S S S S S S",
    Leg.PRE_CARRIAGE:         "B B S S S S S S S S S S",
    Leg.EXPORT_CLEARANCE:     "B S S S S S S S S S S S",
    Leg.ORIGIN_HANDLING:      "B B B S S S S S S S S S",
    Leg.LOADING_ON_BOARD:     "B B B B S S S S S S S S",
    Leg.MAIN_CARRIAGE:        "B B B B B S S S S S S S",
    Leg.INSURANCE:            "- - - - - - C - A - - -",
    Leg.DESTINATION_HANDLING: "B B B B B b b s s S S S",
    Leg.IMPORT_CLEARANCE:     "B B B B B B B B B B B S",
    Leg.DUTIES_AND_TAXES:     "B B B B B B B B B B B S",
    Leg.ON_CARRIAGE:          "B B B B B B B S S S S S",
    Leg.UNLOADING:            "B B B B B B B b b b S b",
}
_RISK =                       "B B B B B B B B B S S S"
# fmt: on
_SIGNS = {
    "S": Share.SELLER,
    "B": Share.BUYER,
    "s": Share.SELLER_IF_CARRIED,
    "b": Share.BUYER_UNLESS_CARRIED,
    "-": Share.NONE,
    "A": Share.COVER_A,
    "C": Share.COVER_C,
}
_MATRIX = {leg: dict(zip(_COLUMNS, line.split(), strict=True)) for leg, line in _LINES.items()}
_BY_TERMINAL = {
    Leg.DESTINATION_HANDLING: Share.BUYER_UNLESS_CARRIED,
    Leg.ON_CARRIAGE: Share.BUYER,
    Leg.UNLOADING: Share.BUYER,
}


@cache
def shares(
    rule: Incoterm, place: Place | None = None, edition: Edition = Edition.Y2020
) -> Mapping[Leg, Share]:
    """Who pays each of the thirteen legs, where the rule names that kind of *place*.

    Without *place*: a terminal for FCA, the port for sea rules, else the buyer's door.
    """
    found = {leg: _SIGNS[line[_column(rule, place)]] for leg, line in _MATRIX.items()}
    if _at_terminal(rule, place):
        found |= _BY_TERMINAL
        if rule in {Incoterm.DPU, Incoterm.DAT}:
            found[Leg.DESTINATION_HANDLING] = Share.SELLER
    if edition is Edition.Y2010 and found[Leg.INSURANCE] is Share.COVER_A:
        found[Leg.INSURANCE] = Share.COVER_C
    return found


def payer(
    rule: Incoterm, leg: Leg, place: Place | None = None, edition: Edition = Edition.Y2020
) -> Share:
    """Who pays *leg* under *rule*."""
    return shares(rule, place, edition)[leg]


def bears_risk(rule: Incoterm) -> Party:
    """Who bears the risk of the main carriage, and so insures it in practice.

    >>> bears_risk(Incoterm.CFR).value, bears_risk(Incoterm.DAP).value
    ('buyer', 'seller')
    """
    line = dict(zip(_COLUMNS, _RISK.split(), strict=True))
    return Party.SELLER if line[_column(rule, None)] == "S" else Party.BUYER


def seller_legs(
    rule: Incoterm,
    place: Place | None = None,
    *,
    carried: Collection[Leg] = (),
    in_freight: Collection[Leg] = (),
) -> list[Leg]:
    """The legs in the seller's price, insurance apart (it is a premium, not a leg).

    *carried* are the legs his contract of carriage includes beyond its rule (a port
    tariff "liner terms" with DTHC). *in_freight* are the handling legs that the freight
    quoted contains: they follow the main carriage.

    >>> Leg.DESTINATION_HANDLING in seller_legs(Incoterm.CFR)
    False
    >>> Leg.DESTINATION_HANDLING in seller_legs(Incoterm.CFR, carried=[Leg.DESTINATION_HANDLING])
    True
    """
    found = shares(rule, place)
    freight = found[Leg.MAIN_CARRIAGE].by_seller
    paid: list[Leg] = []
    for leg, share in found.items():
        by_seller = share.by_seller or (share is Share.BUYER_UNLESS_CARRIED and leg in carried)
        if leg in in_freight:
            by_seller = freight
        if by_seller and leg is not Leg.INSURANCE:
            paid.append(leg)
    return paid


def _column(rule: Incoterm, place: Place | None) -> str:
    if rule is Incoterm.FCA:
        return "FCA1" if place is Place.SELLERS_PREMISES else "FCA2"
    return "DPU" if rule is Incoterm.DAT else rule.name


def _at_terminal(rule: Incoterm, place: Place | None) -> bool:
    named = rule.term.place if place is None else place
    far = {Place.DESTINATION_TERMINAL, Place.PORT_OF_DESTINATION}
    return named in far and not rule.term.by_water and rule.term.seller_carries
