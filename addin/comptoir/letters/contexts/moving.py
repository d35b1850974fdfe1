"""Letters to forwarders, carriers and warehouses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.rules.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Packages of one size."""

    count: int
    kind: str
    size: str
    gross_kg: Decimal


@dataclass(frozen=True, kw_only=True)
class FreightRequest:
    """L14: asks for a freight rate."""

    pickup: str
    delivery: str
    ready: date
    mode: str
    incoterm: str
    goods: str
    parcels: tuple[Parcel, ...]
    volume_m3: Decimal
    gross_kg: Decimal
    value: Money
    stackable: bool
    dangerous: str = ""
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ShippingInstruction:
    """L15: tells the forwarder what to write on the transport document."""

    shipment_ref: str
    shipper: str
    consignee: str
    notify: str
    pol: str
    pod: str
    goods: str
    goods_code: str
    marks: str
    packages: int
    gross_kg: Decimal
    volume_m3: Decimal
    value: Money
    incoterm: str
    freight: str
    document_kind: str
    originals: int
    insurance: str
    credit_ref: str = ""
    latest_shipment: date | None = None


@dataclass(frozen=True, kw_only=True)
class Booking:
    """L16: books space."""

    shipment_ref: str
    pol: str
    pod: str
    vessel: str
    sailing: date
    cargo_cutoff: date | None = None
    vgm_cutoff: date | None = None
    equipment: str
    goods: str
    gross_kg: Decimal
    temperature: str = ""


@dataclass(frozen=True, kw_only=True)
class ShippingAdvice:
    """L19: tells the buyer that his goods have left."""

    order_ref: str
    transport_doc: str
    carrier: str
    departed: date
    arrives: date
    pol: str
    pod: str
    packages: int
    gross_kg: Decimal
    containers: str
    documents: tuple[str, ...]
    tracking: str = ""


@dataclass(frozen=True, kw_only=True)
class ArrivalNotice:
    """L22: asks for a delivery appointment before free time ends."""

    transport_doc: str
    container: str
    arrived: date
    free_until: date
    wanted_on: date
    place: str
    hours: str = ""
    demurrage: Money | None = None


@dataclass(frozen=True, kw_only=True)
class PreAlert:
    """L23: tells the agent abroad what comes, with the verified gross mass."""

    transport_doc: str
    vessel: str
    departed: date
    arrives: date
    container: str = ""
    seal: str = ""
    vgm_kg: Decimal | None = None
    vgm_method: str = ""
    documents: tuple[str, ...]
    instructions: str


@dataclass(frozen=True, kw_only=True)
class InsurerNotice:
    """L28: puts forwarder and insurer on notice, and asks for a survey."""

    claim_ref: str
    policy: str
    transport_doc: str
    carrier: str
    received: date
    goods: str
    harm: str
    estimate: Money
    place: str
    survey_by: date
    claimed_on: date | None = None
