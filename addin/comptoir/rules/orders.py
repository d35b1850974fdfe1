"""Where an order stands: which moves are allowed, and what must be true before each.

Forward along the trade's chain, a status may be passed over; back, only by the step that corrects
a mistake. A move whose conditions are not met is not made silently: each is said, with its remedy.

Sources
    C. civ. art. 1113 to 1118 (a contract needs offer and acceptance that agree); CISG art. 19 (an
    answer with material changes is a counter-offer).
    The order of the steps: usage of sales administration (trade reference 11, line 2).

>>> allowed(Stage.PLACED, Stage.CONFIRMED), allowed(Stage.SHIPPED, Stage.CANCELLED)
(True, False)
>>> [one.code for one in unmet(Stage.CONFIRMED, Facts(has_lines=True))]
['CONFIRMED_ON', 'COMMITTED']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comptoir.wording import Said


class Stage(StrEnum):
    """The stages of an order."""

    DRAFT = "DRAFT"
    PLACED = "PLACED"
    CONFIRMED = "CONFIRMED"
    IN_PRODUCTION = "IN_PRODUCTION"
    READY = "READY"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


_CHAIN = (
    Stage.DRAFT,
    Stage.PLACED,
    Stage.CONFIRMED,
    Stage.IN_PRODUCTION,
    Stage.READY,
    Stage.SHIPPED,
    Stage.DELIVERED,
    Stage.CLOSED,
)
_BACK = {
    Stage.PLACED: {Stage.DRAFT},
    Stage.CONFIRMED: {Stage.PLACED},
    Stage.IN_PRODUCTION: {Stage.CONFIRMED},
    Stage.READY: {Stage.IN_PRODUCTION, Stage.CONFIRMED},
    Stage.SHIPPED: {Stage.READY},
    Stage.DELIVERED: {Stage.SHIPPED},
    Stage.CLOSED: {Stage.DELIVERED},
    Stage.CANCELLED: {Stage.DRAFT, Stage.PLACED},
}
_CANCELLED_FROM = {
    Stage.DRAFT,
    Stage.PLACED,
    Stage.CONFIRMED,
    Stage.IN_PRODUCTION,
    Stage.READY,
}


def moves(now: Stage) -> list[Stage]:
    """The stages an order may go to, in the order of the chain.

    >>> [one.value for one in moves(Stage.DELIVERED)]
    ['SHIPPED', 'CLOSED']
    """
    return [to for to in Stage if allowed(now, to)]


def allowed(now: Stage, to: Stage) -> bool:
    """Whether the move can be at all; its conditions are another question."""
    if now is to:
        return False
    if to is Stage.CANCELLED:
        return now in _CANCELLED_FROM
    if to in _BACK.get(now, set()):
        return True
    if now is Stage.CANCELLED or now is Stage.DRAFT:
        return to is Stage.PLACED
    return _CHAIN.index(to) > _CHAIN.index(now) and (
        to is not Stage.CLOSED or now is Stage.DELIVERED
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an order, for the conditions of its moves.

    *open_changes*: changes asked for or found and not settled. *left*: whether goods are left to
    ship. *shipments*: those not cancelled that hold its goods.
    """

    has_lines: bool = False
    confirmed: date | None = None
    committed: date | None = None
    delivered: date | None = None
    open_changes: int = 0
    shipments: tuple[str, ...] = ()
    departed: bool = False
    left: bool = True
    unsettled: tuple[str, ...] = ()
    uninvoiced: bool = False
    open_claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition that is not met. *own*: it lies in the order's own line."""

    code: str
    said: Said
    own: bool = False


def unmet(to: Stage, facts: Facts) -> list[Unmet]:
    """Every condition of the stage *to* that is not met, each with its remedy."""
    return list(_unmet(to, facts))


def _unmet(to: Stage, facts: Facts) -> Iterator[Unmet]:
    if to in {Stage.DRAFT, Stage.CANCELLED}:
        if to is Stage.CANCELLED and facts.shipments:
            said = Said(
                "goods of it are in {shipments}: cancel the shipment first",
                shipments=list(facts.shipments),
            )
            yield Unmet("SHIPMENTS", said)
        return
    if not facts.has_lines:
        yield Unmet("LINES", Said("it has no lines: enter its goods"))
    if to is Stage.PLACED:
        return
    yield from _confirmation(facts)
    if to in {Stage.SHIPPED, Stage.DELIVERED, Stage.CLOSED} and not facts.departed:
        yield Unmet("DEPARTED", Said("no shipment of it has left: enter the departure"))
    if to in {Stage.DELIVERED, Stage.CLOSED}:
        yield from _delivery(facts)
    if to is Stage.CLOSED:
        yield from _end(facts)


def _confirmation(facts: Facts) -> Iterator[Unmet]:
    if facts.confirmed is None:
        said = Said("it is not confirmed: enter the day of the confirmation")
        yield Unmet("CONFIRMED_ON", said, own=True)
    if facts.committed is None:
        said = Said("no delivery date is promised: enter the date of the confirmation")
        yield Unmet("COMMITTED", said, own=True)
    if facts.open_changes:
        said = Said(
            "{count} differences or changes are not settled: agree or refuse each",
            count=facts.open_changes,
        )
        yield Unmet("CHANGES", said)


def _delivery(facts: Facts) -> Iterator[Unmet]:
    if facts.delivered is None:
        said = Said("the day of complete delivery is missing: enter it")
        yield Unmet("DELIVERED_ON", said, own=True)
    if facts.left:
        said = Said("goods are left to ship: ship them, or settle a smaller quantity")
        yield Unmet("LEFT", said)


def _end(facts: Facts) -> Iterator[Unmet]:
    if facts.uninvoiced:
        yield Unmet("INVOICE", Said("it has no invoice: enter it"))
    if facts.unsettled:
        said = Said("{invoices} are not paid in full", invoices=list(facts.unsettled))
        yield Unmet("UNPAID", said)
    if facts.open_claims:
        said = Said("{claims} are still open", claims=list(facts.open_claims))
        yield Unmet("CLAIMS", said)
