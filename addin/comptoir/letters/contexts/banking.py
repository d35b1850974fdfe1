"""Letters about letters of credit and collections.

Sources: UCP 600 (ICC 600), URC 522 (ICC 522).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comptoir.rules.money import Money


@dataclass(frozen=True, kw_only=True)
class CreditRequest:
    """L10: asks for a letter of credit, with what it should say."""

    order_ref: str
    amount: Money
    tolerance: str
    available: str
    expiry: date
    expiry_place: str
    latest_shipment: date
    presentation_days: int
    pol: str
    pod: str
    partial: str
    transhipment: str
    goods: str
    incoterm: str
    documents: tuple[str, ...]
    confirmation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A field of the credit: as it is, as it should be, why."""

    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CreditAmendment:
    """L11: asks for an amendment."""

    credit_ref: str
    order_ref: str
    changes: tuple[Amended, ...]
    needed_by: date


@dataclass(frozen=True, kw_only=True)
class BeneficiaryCertificate:
    """L34: certifies what the credit asks, in the credit's own words."""

    credit_ref: str
    issued_on: date
    issuing_bank: str
    invoice: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """A paper presented: originals and copies."""

    paper: str
    originals: int
    copies: int


@dataclass(frozen=True, kw_only=True)
class Remittance:
    """L35: presents documents under a credit, or for collection."""

    credit_ref: str
    drawee: str
    amount: Money
    tenor: str
    documents: tuple[Presented, ...]
    instructions: tuple[str, ...]
    rules: str
    charges: str
    last_day: date | None = None
