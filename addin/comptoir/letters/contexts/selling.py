"""Letters to customers and prospects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.rules.money import Money


@dataclass(frozen=True, kw_only=True)
class OfferFollowUp:
    """L05: asks about an offer before it ends."""

    offer_ref: str
    offered: date
    offer_subject: str
    amount: Money
    valid_until: date | None
    days_left: int
    alternative: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderAnswer:
    """L09: confirms an order, or refuses it with a reason and another way."""

    order_ref: str
    ordered: date
    accepted: bool
    delivery: str = ""
    reason: str = ""
    alternative: str = ""


@dataclass(frozen=True, kw_only=True)
class DelayNotice:
    """L12: tells of a delay: why, the new day, what we offer."""

    order_ref: str
    goods: str
    promised: date
    new_day: date
    cause: str
    offered: str = ""


@dataclass(frozen=True, kw_only=True)
class InvoiceCover:
    """L20: sends an invoice with its papers."""

    invoice: str
    invoiced: date
    amount: Money
    due: date
    order_ref: str
    documents: tuple[str, ...]
    iban: str = ""


@dataclass(frozen=True, kw_only=True)
class PackingCover:
    """L21: sends a packing list."""

    order_ref: str
    packages: int
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal | None = None
    marks: str


@dataclass(frozen=True, kw_only=True)
class ComplaintReply:
    """L30: answers a customer's complaint."""

    complaint_ref: str
    received: date
    order_ref: str
    goods: str
    finding: str
    accepted: bool
    remedy: str
    remedy_by: date | None = None
    prevention: str = ""


@dataclass(frozen=True, kw_only=True)
class Prospecting:
    """L36: a first letter to a firm that does not know us."""

    reason: str
    products: str
    strengths: tuple[str, ...]
    customers: str
    proposal: str


@dataclass(frozen=True, kw_only=True)
class FairInvitation:
    """L37: invites to a fair."""

    fair: str
    town: str
    starts: date
    ends: date
    stand: str
    novelty: str
    slot: str = ""


@dataclass(frozen=True, kw_only=True)
class FairFollowUp:
    """L38: keeps the promise made at a fair."""

    fair: str
    met: date
    talked_of: str
    promised: str
    next_step: str
    call_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """L39: thanks, and asks for an opinion."""

    order_ref: str
    delivered: date
    questions: tuple[str, ...]
    survey: str = ""
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrice:
    """An article's price before and after."""

    sku: str
    name: str
    old: Money
    new: Money
    change: Decimal


@dataclass(frozen=True, kw_only=True)
class PriceChange:
    """L40: new prices from a day on."""

    effective: date
    reason: str
    prices: tuple[NewPrice, ...]
    orders_until: date


@dataclass(frozen=True, kw_only=True)
class Unavailability:
    """L41: closing, shortage or replacement of an article."""

    what: str
    starts: date
    ends: date | None
    replacement: str
    contact: str
    last_orders: date | None = None


@dataclass(frozen=True, kw_only=True)
class CreditEnquiry:
    """L42: asks a referee what a customer is worth."""

    firm_asked_about: str
    limit: Money
    questions: tuple[str, ...]
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class AccountOpening:
    """L43: our own data for a partner's vendor form, or theirs that we ask for."""

    activity: str
    wanted: tuple[str, ...]
    terms: str
    answer_by: date
