"""Letters about customs, VAT and origin.

Sources: CGI annexe III art. 74 (exit proof); regulation (EU) 282/2011 art. 45 bis (intra-Union
supplies); UCC art. 18 (representation).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.rules.money import Money


@dataclass(frozen=True, kw_only=True)
class BrokerInstruction:
    """L17: the mandate and the data of a declaration."""

    shipment_ref: str
    flow: str
    mandate: str
    direct: bool
    goods: str
    goods_code: str
    origin: str
    value: Money
    incoterm: str
    packages: int
    gross_kg: Decimal
    vat_regime: str
    documents: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    sub_delegation: bool = False


@dataclass(frozen=True, kw_only=True)
class ExitProof:
    """L32: asks the broker for the proof that the goods have left the Union."""

    mrn: str
    invoice: str
    released: date
    days: int
    first_limit: date
    last_limit: date
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ArrivalStatement:
    """L33: asks the buyer in another Member State to state that the goods arrived."""

    invoice: str
    amount: Money
    goods: str
    arrived: date
    place: str
    buyer_vat: str
    due_by: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class Authority:
    """L45: gives a power, or a letter of indemnity."""

    given_to: str
    powers: tuple[str, ...]
    about: str
    starts: date
    ends: date
    indemnity: str = ""
