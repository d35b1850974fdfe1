"""Letters to suppliers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something asked for: what, how much, to which requirement."""

    what: str
    quantity: Decimal
    unit: str
    requirement: str = ""


@dataclass(frozen=True, kw_only=True)
class PriceRequest:
    """L01: asks several suppliers for a price on the same terms."""

    subject: str
    wanted: tuple[Wanted, ...]
    incoterm: str
    currency: str
    terms: str
    valid_until: date
    answer_by: date
    delivery_by: date | None = None
    samples: str = ""
    certificates: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Enquiry:
    """L02: asks for a catalogue or information."""

    products: str
    market: str
    volumes: str
    answer_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point under discussion: what was offered, what we propose, on which condition."""

    what: str
    offered: str
    proposed: str
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class CounterOffer:
    """L06: answers an offer with other terms."""

    offer_ref: str
    offered: date
    points: tuple[Point, ...]
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class Expediting:
    """L13 and the request to confirm: an order, what was promised, what we wait for."""

    order_ref: str
    ordered: date
    goods: str
    committed: date | None
    late: bool
    answer_by: date
    incoterm: str = ""
    consequence: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplierClaim:
    """L29: goods that do not conform, notified in time, with the remedy we ask."""

    order_ref: str
    received: date
    found: date
    goods: str
    lot: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    finding: str
    evidence: tuple[str, ...] = ()
    remedy: str
    law: str
    last_day: date
    basis: str
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class DocumentRequest:
    """L18: asks for a paper, its wording and its day."""

    paper: str
    order_ref: str
    wording: str = ""
    needed_by: date
    reason: str = ""
    copies: int = 1
