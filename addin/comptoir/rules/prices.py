"""One price under every Incoterm: the ladder from EXW to DDP, up and down.

The insured sum contains its own premium, so the premium is not a share of the price
before it: with an uplift u, a rate r and a policy fee f, CIF = (CFR + f) / (1 - (1 + u) r).

Sources
    ICC, Incoterms 2020, articles A5 (insured sum) and A9/B9 (costs).
    Duty within DDP: UCC art. 70-71, on the value at the Union's border (the CIF value),
    not on the DAP price.

>>> eur = lambda amount: Money(amount, "EUR")
>>> policy = Insurance(rate=Decimal("0.0040"))
>>> policy.premium(eur("22745.00"))
Money('100.52', 'EUR')

A price with VAT, duty and all, taken apart from the top: 26 000 of which 920 after the border.

>>> customs_value, duty = ddp_top_down(eur(26000), eur(920), Decimal("0.06"))
>>> customs_value, duty
(Money('23660.38', 'EUR'), Money('1419.62', 'EUR'))
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from comptoir.errors import Refused
from comptoir.rules.incoterms import Edition, Incoterm, Leg, Place, seller_legs
from comptoir.rules.money import Money
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_DIGITS = 60
_HUNDRED = Decimal(100)
_TO_THE_BORDER = (
    Leg.LOADING,
    Leg.PRE_CARRIAGE,
    Leg.EXPORT_CLEARANCE,
    Leg.ORIGIN_HANDLING,
    Leg.LOADING_ON_BOARD,
    Leg.MAIN_CARRIAGE,
)


class BadPremium(Refused, ValueError):
    """A premium rate that eats the whole price, or a negative one."""

    message = mark(
        "The premium rate {rate} with an uplift of {uplift} cannot be insured. Nothing was"
        " computed. Enter the rate as a share of the insured sum, such as 0.40 %."
    )


@dataclass(frozen=True, slots=True)
class Insurance:
    """How a policy is priced: all as shares (0.004 is 0.40 %), fee and minimum in money."""

    rate: Decimal = Decimal(0)
    uplift: Decimal = Decimal("0.10")
    fee: Money | None = None
    minimum: Money | None = None

    def __post_init__(self) -> None:
        if not (0 <= self.share < 1 and self.uplift >= 0 and self.rate >= 0):
            raise BadPremium(rate=self.rate, uplift=self.uplift)

    @property
    def share(self) -> Decimal:
        """The premium in the insured price: (1 + u) r."""
        return (1 + self.uplift) * self.rate

    def premium(self, before: Money) -> Money:
        """The premium, rounded, to add to a price *before* insurance (CFR, CPT).

        >>> Insurance(Decimal("0.003"), minimum=Money(35, "EUR")).premium(Money(3000, "EUR"))
        Money('35.00', 'EUR')
        """
        with localcontext(prec=_DIGITS):
            insured = (before + self._fee(before)) / (1 - self.share)
            return self._at_least(insured - before)

    def premium_within(self, insured: Money) -> Money:
        """The premium, rounded, that a price with insurance (CIF, CIP) contains."""
        with localcontext(prec=_DIGITS):
            return self._at_least(insured * self.share + self._fee(insured))

    def insured_sum(self, insured: Money) -> Money:
        """The sum to insure for a price with insurance, rounded: CIF (1 + u)."""
        return (insured * (1 + self.uplift)).rounded()

    def _fee(self, like: Money) -> Money:
        return self.fee or Money.zero(like.currency)

    def _at_least(self, premium: Money) -> Money:
        least = self.minimum or Money.zero(premium.currency)
        return max(premium, least).rounded()


@dataclass(frozen=True, slots=True)
class Costs:
    """What the way costs, leg by leg, in one currency, and what adds to it.

    ``duty`` is a share of the CIF value (0.06 is 6 %); ``other_taxes`` those a DDP seller
    cannot recover. ``insured_delivery`` adds, under D rules, the premium the seller would
    pay for his own risk: no rule asks for it, it is a choice. ``in_freight`` are handling
    legs that the freight contains, ``carried`` those of the seller's contract of carriage.
    """

    legs: Mapping[Leg, Money]
    insurance: Insurance = field(default_factory=Insurance)
    duty: Decimal = Decimal(0)
    other_taxes: Money | None = None
    insured_delivery: bool = True
    in_freight: Collection[Leg] = ()
    carried: Collection[Leg] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """A price under one rule and kind of place, with how it follows from EXW."""

    rule: Incoterm
    place: Place
    price: Money
    workings: Workings


RUNGS = (
    (Incoterm.EXW, Place.SELLERS_PREMISES),
    (Incoterm.FCA, Place.SELLERS_PREMISES),
    (Incoterm.FCA, Place.ORIGIN_TERMINAL),
    (Incoterm.FAS, Place.PORT_OF_SHIPMENT),
    (Incoterm.FOB, Place.PORT_OF_SHIPMENT),
    (Incoterm.CFR, Place.PORT_OF_DESTINATION),
    (Incoterm.CIF, Place.PORT_OF_DESTINATION),
    (Incoterm.CPT, Place.BUYERS_DOOR),
    (Incoterm.CIP, Place.BUYERS_DOOR),
    (Incoterm.DAT, Place.DESTINATION_TERMINAL),
    (Incoterm.DAP, Place.BUYERS_DOOR),
    (Incoterm.DPU, Place.BUYERS_DOOR),
    (Incoterm.DDP, Place.BUYERS_DOOR),
)


def ladder(
    ex_works: Money,
    costs: Costs,
    *,
    edition: Edition = Edition.Y2020,
    by_water: bool = True,
) -> list[Rung]:
    """The price under every rule of *edition*, from EXW to DDP; sea rules if *by_water*."""
    return [
        climb(ex_works, rule, costs, place)
        for rule, place in RUNGS
        if edition in rule.term.editions and (by_water or not rule.term.by_water)
    ]


def climb(ex_works: Money, rule: Incoterm, costs: Costs, place: Place | None = None) -> Rung:
    """The price under *rule* of goods worth *ex_works* at the seller's door.

    Each leg and the premium are rounded before they are added, so the steps add up.
    """
    steps = [Step(ex_works.rounded(), Said("price EXW"))]
    steps += [Step(amount, leg.said) for leg, amount in _legs(rule, costs, place)]
    if premium := _premium(ex_works, rule, costs, place):
        steps.append(Step(premium, Said("insurance premium")))
    if rule is Incoterm.DDP:
        duty = (cif_value(ex_works, costs) * costs.duty).rounded()
        steps.append(Step(duty, Said("import duty on the CIF value"), "UCC art. 70-71"))
        if costs.other_taxes:
            steps.append(Step(costs.other_taxes.rounded(), Said("taxes not recovered")))
    price = Money.zero(ex_works.currency)
    for step in steps:
        assert isinstance(step.value, Money)
        price += step.value
    return Rung(rule, place or rule.term.place, price, Workings(tuple(steps)))


def cif_value(ex_works: Money, costs: Costs) -> Money:
    """The value at the port of destination, insurance included, whatever the rule."""
    before = ex_works.rounded() + _sum(costs, _TO_THE_BORDER, ex_works.currency)
    return before + costs.insurance.premium(before)


def descend(price: Money, rule: Incoterm, costs: Costs, place: Place | None = None) -> Money:
    """The EXW price within *price* under *rule*: the premium first, then the legs.

    >>> eur = lambda amount: Money(amount, "EUR")
    >>> costs = Costs({Leg.MAIN_CARRIAGE: eur(2300)}, Insurance(Decimal("0.0035")))
    >>> descend(eur(48500), Incoterm.CIF, costs)
    Money('46013.27', 'EUR')
    """
    currency = price.currency
    paid = [leg for leg, _ in _legs(rule, costs, place)]
    legs = _sum(costs, paid, currency)
    if rule in {Incoterm.CIF, Incoterm.CIP}:
        return price - costs.insurance.premium_within(price) - legs
    if not rule.term.delivered:
        return price - legs
    if rule is Incoterm.DDP and costs.other_taxes:
        price -= costs.other_taxes.rounded()
    beyond = _sum(costs, [leg for leg in paid if leg not in _TO_THE_BORDER], currency)
    border = price - beyond
    if rule is Incoterm.DDP:
        border = _before_duty(border, costs)
    if costs.insured_delivery:
        border -= costs.insurance.premium_within(border)
    return border - _sum(costs, _TO_THE_BORDER, currency)


def convert(
    price: Money,
    given: tuple[Incoterm, Place | None],
    wanted: tuple[Incoterm, Place | None],
    costs: Costs,
) -> Money:
    """*price* under the rule and place *given*, as it is under those *wanted*."""
    if given == wanted:
        return price
    return climb(descend(price, *_with(given, costs)), *_with(wanted, costs)).price


def ddp_top_down(price: Money, after_border: Money, duty: Decimal) -> tuple[Money, Money]:
    """The customs value and the duty within a DDP *price*, VAT excluded, both rounded.

    *after_border* are the costs after the border that are shown separately.
    """
    with localcontext(prec=_DIGITS):
        value = (price - after_border) / (1 + duty)
        return value.rounded(), (value * duty).rounded()


def _with(
    named: tuple[Incoterm, Place | None], costs: Costs
) -> tuple[Incoterm, Costs, Place | None]:
    return named[0], costs, named[1]


def _legs(rule: Incoterm, costs: Costs, place: Place | None) -> list[tuple[Leg, Money]]:
    """The legs in the seller's price that cost something, rounded. Duty is not a leg here."""
    paid = seller_legs(rule, place, carried=costs.carried, in_freight=costs.in_freight)
    return [
        (leg, costs.legs[leg].rounded())
        for leg in paid
        if leg in costs.legs and leg is not Leg.DUTIES_AND_TAXES
    ]


def _premium(ex_works: Money, rule: Incoterm, costs: Costs, place: Place | None) -> Money | None:
    currency = ex_works.currency
    if rule in {Incoterm.CIF, Incoterm.CIP}:
        paid = [leg for leg, _ in _legs(rule, costs, place)]
        return costs.insurance.premium(ex_works.rounded() + _sum(costs, paid, currency))
    if rule.term.delivered and costs.insured_delivery:
        border = ex_works.rounded() + _sum(costs, _TO_THE_BORDER, currency)
        return costs.insurance.premium(border)
    return None


def _before_duty(border: Money, costs: Costs) -> Money:
    """The value at the border within a sum that holds its duty (and premium, if insured).

    Where the delivery is not insured, duty still bears on the CIF value.
    """
    policy = costs.insurance
    with localcontext(prec=_DIGITS):
        if costs.insured_delivery:
            return (border / (1 + costs.duty)).rounded()
        loaded = costs.duty / (1 - policy.share)
        fee = policy.fee or Money.zero(border.currency)
        before = (border - fee * loaded) / (1 + loaded)
        least = policy.minimum or Money.zero(border.currency)
        if policy.premium(before) <= least.rounded():
            before = (border - least * costs.duty) / (1 + costs.duty)
        return before.rounded()


def _sum(costs: Costs, legs: Collection[Leg], currency: str) -> Money:
    total = Money.zero(currency)
    for leg in legs:
        if leg in costs.legs:
            total += costs.legs[leg].rounded()
    return total
