"""Offers of several suppliers on one footing: at our door, in one currency, duty and freight paid.

The price is only the first line. To it come the legs that the Incoterm leaves to us, the premium,
and the duty on the value at the border; from it, for the customs value, the carriage inside the
Union that a delivered price holds. An offer with a leg that nobody has priced is not the cheapest:
it is unfinished, and stands after the whole ones.

Sources
    ICC, Incoterms 2020, A9/B9 (who pays which leg): ``rules.incoterms.legs``.
    UCC art. 70 to 72 (customs value); TARIC (duty): ``rules.landed``, ``rules.duties``.
    Cost of money: annual rate times days over 365, simple interest (usage).

Cheaper to buy, dearer at the door: the goods from afar pay carriage and 12 % of duty.

>>> from comptoir.rules.duties import duty_rate
>>> eur = lambda amount: Money(amount, "EUR")
>>> goods = lambda price, duty: (Goods("bowls", eur(price), kg=Decimal(450), duty=duty_rate(duty)),)
>>> far = Bid("A", "Far", Incoterm.FOB, goods(8000, "12 %"),
...           {Leg.MAIN_CARRIAGE: eur(900), Leg.ON_CARRIAGE: eur(250)})
>>> near = Bid("B", "Near", Incoterm.DAP, goods(9900, "0 %"), {})
>>> found = ranked([far, near])
>>> [(one.bid.party, str(one.landed)) for one in found]
[('Near', '9900.00 EUR'), ('Far', '10218.00 EUR')]
>>> for line in found[1].against: print(str(line).replace(chr(160), " "))
-1,900.00 EUR  goods
900.00 EUR  main carriage
250.00 EUR  on-carriage to the buyer's door
1,068.00 EUR  duty
318.00 EUR  landed at our door
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from comptoir.rules.duties import FREE, DutyRate
from comptoir.rules.incoterms import Incoterm, Leg, Place, seller_legs
from comptoir.rules.landed import Cost, Key, Landed, Line, landed
from comptoir.rules.money import Money, allocate, total
from comptoir.rules.prices import Insurance
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said

_TO_BORDER = (
    Leg.PACKING,
    Leg.LOADING,
    Leg.PRE_CARRIAGE,
    Leg.EXPORT_CLEARANCE,
    Leg.ORIGIN_HANDLING,
    Leg.LOADING_ON_BOARD,
    Leg.MAIN_CARRIAGE,
)
_INSIDE = (Leg.DESTINATION_HANDLING, Leg.ON_CARRIAGE, Leg.UNLOADING)
NEEDED = (Leg.PRE_CARRIAGE, Leg.MAIN_CARRIAGE, Leg.ON_CARRIAGE)
"""Without these, where they fall to us, the way is not priced. A nought is a price."""
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Goods:
    """One line as offered, for the quantity wanted: its value in the common currency."""

    name: str
    value: Money
    quantity: Decimal = Decimal(1)
    kg: Decimal = Decimal(0)
    duty: DutyRate = FREE
    anti_dumping: Decimal = Decimal(0)
    quantities: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bid:
    """One supplier's offer, all amounts in the common currency.

    *costs* are the legs priced, whoever pays them: those that fall to us are added, those inside
    the Union that the price holds leave the customs value. *insurance* is our own policy where
    the price has none. *days* is from the order to our door; *credit_days* how long after the
    goods are there we pay (below nought: before), each share of the price by itself. *lacks* are
    lines asked that are not offered. *imported*: a customs border is crossed.
    """

    key: str
    party: str
    rule: Incoterm
    goods: tuple[Goods, ...]
    costs: Mapping[Leg, Money]
    place: Place | None = None
    insurance: Insurance = field(default_factory=Insurance)
    days: int | None = None
    credit_days: Sequence[tuple[Decimal, int]] = ()
    on_time: Decimal | None = None
    complaints: int = 0
    lacks: tuple[str, ...] = ()
    expired: bool = False
    imported: bool = True
    needed: tuple[Leg, ...] = NEEDED
    converted: Workings = field(default_factory=Workings)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A bid on the common footing. *rank* counts from 1; *points* out of a hundred, if weighed.

    *against* are the differences from the first, heading by heading: they add up to its last line.
    """

    bid: Bid
    landed: Money
    per_line: Landed
    headings: tuple[tuple[Said, Money], ...]
    missing: tuple[Leg, ...]
    money_cost: Money
    arrives: date | None
    late_days: int | None
    workings: Workings
    rank: int = 0
    points: Decimal | None = None
    against: tuple[Step, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is missing: only such an offer can be the cheapest."""
        return not self.missing and not self.bid.lacks


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts beside the cost, in parts of any sum; all nought but cost: cost alone."""

    cost: Decimal = Decimal(100)
    delay: Decimal = Decimal(0)
    terms: Decimal = Decimal(0)
    past: Decimal = Decimal(0)

    @property
    def plain(self) -> bool:
        """Whether the cost alone decides."""
        return not (self.delay or self.terms or self.past)


COST_ALONE = Weights()


def ranked(
    bids: Iterable[Bid],
    *,
    ordered: date | None = None,
    wanted_by: date | None = None,
    money_rate: Decimal = Decimal(0),
    weights: Weights = COST_ALONE,
) -> list[Ranked]:
    """The bids, the best first, whatever order they came in.

    Whole offers before unfinished ones, those in force before expired ones; then by landed cost
    with the cost of money at *money_rate* (0.05 is 5 % a year), or by points where *weights* say
    so; equal ones by their day at our door, then by name and key.
    """
    found = [on_footing(one, ordered, wanted_by, money_rate) for one in bids]
    points = _points(found, weights)
    found.sort(key=lambda one: _order(one, points.get(one.bid.key)))
    if not found:
        return []
    first = found[0]
    return [_placed(one, at, first, points.get(one.bid.key)) for at, one in enumerate(found, 1)]


def _order(one: Ranked, points: Decimal | None) -> tuple[object, ...]:
    cost = one.landed.amount + one.money_cost.amount
    return (
        one.bid.expired,
        len(one.bid.lacks),
        len(one.missing),
        -points if points is not None else Decimal(0),
        cost,
        one.bid.days is None,
        one.bid.days or 0,
        one.bid.party,
        one.bid.key,
    )


def _placed(one: Ranked, rank: int, first: Ranked, points: Decimal | None) -> Ranked:
    against = tuple(_differences(one, first)) if one is not first else ()
    return replace(one, rank=rank, points=points, against=against)


def on_footing(
    bid: Bid,
    ordered: date | None = None,
    wanted_by: date | None = None,
    money_rate: Decimal = Decimal(0),
) -> Ranked:
    """One bid at our door: every leg that falls to us, the premium, the duty."""
    currency = bid.goods[0].value.currency
    paid = set(seller_legs(bid.rule, bid.place))
    held = {leg: bid.costs[leg] for leg in _INSIDE if leg in paid and leg in bid.costs}
    inland = total((cost.rounded() for cost in held.values()), currency)
    lines = _lines(bid, inland)
    ours = [
        Cost(leg.name, amount.rounded(), _key(bid.goods), to_border=leg in _TO_BORDER)
        for leg, amount in sorted(bid.costs.items())
        if leg not in paid and leg not in {Leg.INSURANCE, Leg.DUTIES_AND_TAXES}
    ]
    if premium := _premium(bid, lines, ours, currency):
        ours.append(Cost(Leg.INSURANCE.name, premium, Key.VALUE, to_border=True))
    held_costs = [Cost(f"held {leg.name}", cost.rounded(), Key.VALUE) for leg, cost in held.items()]
    found = landed(lines, [*ours, *held_costs], currency=currency)
    goods = total((line.value.rounded() for line in bid.goods), currency)
    headings = [(Said("goods"), goods)]
    headings += [(Leg[cost.name].said, cost.amount) for cost in ours]
    if found.duty:
        headings.append((Said("duty"), found.duty))
    interest = _money_cost(bid, goods, money_rate)
    missing = tuple(leg for leg in bid.needed if leg not in paid and leg not in bid.costs)
    arrives = ordered + timedelta(days=bid.days) if ordered and bid.days is not None else None
    late = max(0, (arrives - wanted_by).days) if arrives and wanted_by else None
    steps = bid.converted + Workings(tuple(Step(money, said) for said, money in headings))
    steps += Step(found.total, Said("landed at our door"))
    return Ranked(bid, found.total, found, tuple(headings), missing, interest, arrives, late, steps)


def _lines(bid: Bid, inland: Money) -> list[Line]:
    """The goods at the border: a delivered price less the carriage inside that it holds.

    A price with duty paid owes none to us.
    """
    values = [one.value.rounded() for one in bid.goods]
    if inland and any(values):
        parts = allocate(inland, [value.amount for value in values])
        values = [value - part for value, part in zip(values, parts, strict=True)]
    owed = bid.imported and bid.rule is not Incoterm.DDP
    return [
        Line(
            name=one.name,
            value=value,
            quantity=one.quantity,
            kg=one.kg,
            rate=one.duty if owed else FREE,
            anti_dumping=one.anti_dumping if owed else Decimal(0),
            quantities=one.quantities,
        )
        for one, value in zip(bid.goods, values, strict=True)
    ]


def _key(goods: Sequence[Goods]) -> Key:
    return Key.WEIGHT if all(one.kg for one in goods) else Key.VALUE


def _premium(bid: Bid, lines: Sequence[Line], ours: Sequence[Cost], currency: str) -> Money | None:
    """Our own premium, where the risk of the way is ours."""
    insured = bid.rule in {Incoterm.CIF, Incoterm.CIP} or bid.rule.term.delivered
    if insured or not (bid.insurance.rate or bid.insurance.minimum):
        return None
    before = total((line.value for line in lines), currency)
    before += total((cost.amount for cost in ours if cost.to_border), currency)
    return bid.insurance.premium(before)


def _money_cost(bid: Bid, goods: Money, rate: Decimal) -> Money:
    """What paying before (or after) the goods are there costs (or saves) at an annual *rate*."""
    interest = sum(
        (goods.amount * share / 100 * rate * -days / _YEAR for share, days in bid.credit_days),
        Decimal(0),
    )
    return Money(interest, goods.currency).rounded()


def _points(found: Sequence[Ranked], weights: Weights) -> dict[str, Decimal]:
    """Points out of a hundred: full marks to the best of each matter, less in proportion."""
    if weights.plain or not found:
        return {}
    best_cost = min(one.landed.amount for one in found)
    days = [one.bid.days for one in found if one.bid.days is not None]
    mean = {one.bid.key: _mean_credit(one.bid) for one in found}
    longest = max(mean.values())
    shortest = min(mean.values())
    whole = weights.cost + weights.delay + weights.terms + weights.past
    points = {}
    for one in found:
        cost = best_cost / one.landed.amount if one.landed else Decimal(1)
        speed = Decimal(min(days)) / one.bid.days if one.bid.days else Decimal(0)
        credit = (
            (mean[one.bid.key] - shortest) / (longest - shortest)
            if longest != shortest
            else Decimal(1)
        )
        past = (one.bid.on_time or Decimal(0)) / 100
        sum_ = weights.cost * cost + weights.delay * speed
        sum_ += weights.terms * credit + weights.past * past
        points[one.bid.key] = (100 * sum_ / whole).quantize(Decimal("0.1"))
    return points


def _mean_credit(bid: Bid) -> Decimal:
    return sum((share * days / 100 for share, days in bid.credit_days), Decimal(0))


def _differences(one: Ranked, first: Ranked) -> Iterable[Step]:
    """Heading by heading, what *one* costs more (or less) than the first."""
    zero = Money.zero(first.landed.currency)
    mine, theirs = dict(one.headings), dict(first.headings)
    for said in dict.fromkeys([*mine, *theirs]):
        gap = mine.get(said, zero) - theirs.get(said, zero)
        if gap:
            yield Step(gap, said)
    yield Step(one.landed - first.landed, Said("landed at our door"))
