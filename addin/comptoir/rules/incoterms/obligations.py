"""What each party does under a rule: the ten articles, seller and buyer side by side.

The words are ours; the articles are numbered as their edition numbers them.

Sources
    ICC, Incoterms 2020, publication 723E, articles A1-A10/B1-B10.
    ICC, Incoterms 2010, publication 715E, articles A1-A10/B1-B10.

>>> for duty in obligations(Incoterm.CIP):
...     if duty.article == "5":
...         print(duty.seller)
insures the buyer's risk: Institute Cargo Clauses (A), at least 110 % of the price, in its currency
>>> [duty.article for duty in obligations(Incoterm.CIP, Edition.Y2010)][:5]
['1', '4', '5', '3a', '3b']
"""

from __future__ import annotations

from dataclasses import dataclass

from comptoir.rules.incoterms.terms import (
    Edition,
    Incoterm,
    Party,
    Place,
    Term,
    cover,
    risk_passes,
)
from comptoir.wording import Said

_ARTICLES = {
    Edition.Y2020: ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
    Edition.Y2010: ("1", "4", "5", "3a", "3b", "8", "2", "9", "6", "7"),
}


@dataclass(frozen=True, slots=True)
class Obligation:
    """One article: its number (A for the seller, B for the buyer), matter and duties."""

    article: str
    matter: Said
    seller: Said
    buyer: Said


def obligations(
    rule: Incoterm, edition: Edition = Edition.Y2020, place: Place | None = None
) -> list[Obligation]:
    """The ten pairs of duties of *rule*, in the order of the 2020 articles."""
    risk = risk_passes(rule, place)
    pairs = [
        (
            Said("general duties"),
            Said("delivers conforming goods and the invoice"),
            Said("pays the price"),
        ),
        (
            Said("delivery of the goods"),
            Said("delivers {when}", when=risk),
            Said("takes delivery there"),
        ),
        (
            Said("transfer of risk"),
            Said("bears the risk until delivery: {when}", when=risk),
            Said("bears the risk from then on"),
        ),
        (Said("carriage of the goods"), *_carriage(rule.term)),
        (Said("insurance of the goods"), *_insurance(rule, edition)),
        (Said("delivery or transport document"), *_document(rule.term)),
        (Said("export and import clearance"), *_clearance(rule.term)),
        (
            Said("checking, packing, marking"),
            Said("pays for checking, packs and marks the goods for the carriage"),
            Said("no duty"),
        ),
        (Said("allocation of costs"), *_costs(rule.term)),
        (
            Said("notices"),
            Said("tells the buyer what he needs to take delivery"),
            Said("tells the seller the time, place and carrier that are his to choose"),
        ),
    ]
    return [
        Obligation(article, *pair) for article, pair in zip(_ARTICLES[edition], pairs, strict=True)
    ]


def _carriage(term: Term) -> tuple[Said, Said]:
    if term.seller_carries:
        return Said("contracts and pays the carriage to the place named"), Said("no duty")
    if term.code == "EXW":
        return Said("no duty"), Said("arranges and pays the carriage if he wants it")
    return Said("no duty, unless agreed"), Said("contracts and pays the carriage")


def _insurance(rule: Incoterm, edition: Edition) -> tuple[Said, Said]:
    least = cover(rule, edition)
    if least is None:
        return Said("no duty"), Said("no duty")
    return (
        Said(
            "insures the buyer's risk: Institute Cargo Clauses ({least}), at least 110 % of the"
            " price, in its currency",
            least=least.value,
        ),
        Said("asks for, and pays, any further cover such as war and strikes"),
    )


def _document(term: Term) -> tuple[Said, Said]:
    if term.two_points:
        return Said("gives the usual transport document"), Said("accepts it if it is in order")
    if term.delivered:
        return Said("gives what is needed to take over the goods"), Said("accepts it")
    if term.code == "EXW":
        return Said("no duty"), Said("gives proof that he took delivery")
    return Said("gives the usual proof of delivery"), Said("accepts it if it is in order")


def _clearance(term: Term) -> tuple[Said, Said]:
    helps = Said("helps, at the other's request, risk and cost")
    if term.export_by is Party.BUYER:
        return helps, Said("clears for export and import")
    if term.import_by is Party.SELLER:
        return Said("clears for export and import, and pays duties and taxes"), helps
    return Said("clears for export"), Said("clears for import, and pays duties and taxes")


def _costs(term: Term) -> tuple[Said, Said]:
    if term.seller_carries:
        return (
            Said("pays the legs of his column up to the place named"),
            Said("pays the legs that are not in the seller's column"),
        )
    return Said("pays all costs until delivery"), Said("pays all costs from delivery on")
