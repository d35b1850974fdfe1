"""Sets of papers: what goes together for one deal, the cover letter last.

Decided from the records alone: which papers a deal has the facts for is found by writing them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comptoir.letters.gathering.asking import Ask, NoRecord
from comptoir.letters.gathering.kin import kin
from comptoir.letters.kinds import kind_named
from comptoir.records import RECORDS
from comptoir.rules.documents import Zone, zone
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of a set, and the record it is written from."""

    kind: str
    ref: str


_COVERS = ("invoice_cover", "packing_cover")
PAPERS = frozenset(
    (
        "offer",
        "pro_forma",
        "purchase_order",
        "order_acknowledgement",
        "commercial_invoice",
        "packing_list",
        "credit_note",
        "beneficiary_certificate",
        "shipping_instruction",
        "broker_instruction",
    )
)
"""Papers that must go on saying the truth after they were sent; a letter is history then."""


def pieces(ref: str, ask: Ask) -> list[Piece]:
    """The papers of the set for the deal that *ref* belongs to, in the order they are laid.

    Sold: commercial invoice, packing list, shipping instruction, the broker's instruction where
    goods leave the Union, the certificates, a cover letter. Bought: order, instructions, papers
    wanted of the supplier. Raises `NoRecord`.
    """
    orders = [ref] if ref in ask("order") else kin("order", ref, ask)
    if not orders:
        raise NoRecord(ref=ref, record=Said(RECORDS["order"].one))
    found = [one for order in orders for one in _of_order(order, ref, ask)]
    return sorted(found, key=lambda one: one.kind in _COVERS)


def _of_order(order: str, asked: str, ask: Ask) -> list[Piece]:
    row = ask("order")[order]
    sent = [asked] if asked in ask("shipment") else kin("shipment", order, ask)
    abroad = _abroad(str(row.get("party")), ask)
    if row.get("flow") == "IMP":
        return _bought(order, sent, abroad=abroad)
    bills = [one for one in kin("invoice", order, ask) if ask("invoice")[one]["kind"] == "SALE"]
    found = [Piece("commercial_invoice", one) for one in bills]
    found += [Piece("packing_list", one) for one in sent or [order]]
    found += [Piece("shipping_instruction", one) for one in sent]
    if abroad is Zone.EU:
        found += [Piece("arrival_statement", one) for one in bills]
    else:
        found += [Piece("broker_instruction", one) for one in sent]
    credits_ = [key for key, one in ask("credit").items() if one.get("order") == order]
    found += [Piece("beneficiary_certificate", one) for one in credits_]
    cover = [Piece("invoice_cover", one) for one in bills]
    return found + (cover or [Piece("packing_cover", order)])


def _bought(order: str, sent: list[str], *, abroad: Zone) -> list[Piece]:
    found = [Piece("purchase_order", order)]
    found += [Piece("shipping_instruction", one) for one in sent]
    if abroad is not Zone.EU:
        found += [Piece("broker_instruction", one) for one in sent]
    return [*found, Piece("document_request", order)]


def _abroad(party: str, ask: Ask) -> Zone:
    return zone(str(ask("party").get(party, {}).get("country") or ""), date.max)


def is_cover(kind: str) -> bool:
    """Whether a letter of this kind goes with other papers, and names them."""
    return kind_named(kind).name in _COVERS
