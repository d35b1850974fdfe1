"""How much the carrier owes at most, and hence what to claim.

The actual loss is the ceiling of the ceiling: a carrier pays the lower of the
proven loss and the limit of the law. Conventions count in special drawing rights
(XDR); the rate and its day are the user's (source: IMF), because the law takes
the day of judgment or an agreed one (CMR art. 23(7), Montreal art. 23).

Sources
    CMR art. 23 to 29. Montreal art. 22. Hague-Visby art. IV(5). Hamburg art. 6, 8.
    Rotterdam art. 59, 60 (not in force). CIM art. 30 to 36. CMNI art. 20.
    Contrat type général (decree 2017-461, annex II to C. transports art. D3222-1);
    contrat type commission (decree 2013-293). C. com. art. L133-8.
    Figures and their days: ``data/claims.toml``.

A box of 450 kg lost by a CMR carrier, at a test rate of 1.20 EUR:

>>> from comptoir.rules.money import Rate
>>> sdr = Rate("XDR", "EUR", Decimal("1.20"), date(2026, 11, 2), "example")
>>> lost = Harmed(kg=Decimal(450), proven=Money(6000, "EUR"))
>>> owed = liability(Regime.CMR, lost, date(2026, 11, 2), sdr)
>>> print(owed.limit, owed.payable)
3748.50 XDR 4498.20 EUR
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.rules.claims import Regime
from comptoir.rules.law import PRINTED, InForce, Overrides, timeline
from comptoir.rules.money import Money, Rate
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_BOOK = "claims"
_SDR = "XDR"
_KG_PER_TONNE = 1000


class NoLimit(Refused):
    message = mark(
        "{regime} sets no limit for {what}. Nothing was computed."
        " Claim the proven loss, and read the contract of carriage."
    )


class MissingFigure(Refused):
    message = mark(
        "{regime}: the limit needs {needed}. Nothing was computed. Enter it on the claim."
    )


@dataclass(frozen=True, slots=True)
class Harmed:
    """What was lost, damaged or late, as the limits need it.

    *kg* is the gross weight missing or damaged, None while nobody weighed it; *packages* their
    number; *parcels*
    the weights of each (France, below 3 t); *consignment_kg* the gross weight of the
    whole consignment (France); *carriage* its price (delay).
    """

    kg: Decimal | None = None
    packages: int = 0
    parcels: Sequence[Decimal] = ()
    consignment_kg: Decimal | None = None
    carriage: Money | None = None
    proven: Money | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """The limit in the law's own currency, in the user's, and what can be obtained."""

    limit: Money | None
    converted: Money | None
    payable: Money | None
    workings: Workings


def liability(
    regime: Regime,
    harmed: Harmed,
    on: date,
    sdr: Rate | None = None,
    *,
    declared: Money | None = None,
    wilful: bool = False,
    ours: Overrides = PRINTED,
) -> Owed:
    """The most the carrier owes for goods lost or damaged, carried *on* a day.

    A *declared* value or special interest replaces the limit; *wilful* misconduct
    (faute inexcusable, dol) removes it, except by air. Without the rate *sdr* the
    limit stays in special drawing rights and nothing is compared.

    >>> owed = liability(Regime.HAGUE_VISBY, Harmed(kg=Decimal(200), packages=10),
    ...                  date(2026, 11, 2))
    >>> print(owed.limit)
    6666.70 XDR
    """
    if wilful and regime is not Regime.MONTREAL:
        return Owed(
            None,
            None,
            harmed.proven,
            Workings(
                (Step(harmed.proven, Said("wilful misconduct: no limit, the proven loss is due")),)
            ),
        )
    if declared is not None:
        step = Step(declared, Said("value declared to the carrier, in place of the limit"))
        return _owed(declared, harmed, sdr, Workings((step,)))
    if regime is Regime.CONTRACT:
        raise NoLimit(regime=regime.value, what=Said("goods lost or damaged"))
    entry = timeline(_BOOK, f"limit_{regime.lower()}", ours).on(on)
    if regime is Regime.FR_ROAD:
        limit, steps = _french_road(entry, harmed)
    else:
        limit, steps = _convention(regime, entry, harmed)
    return _owed(limit, harmed, sdr, steps)


def _convention(regime: Regime, entry: InForce, harmed: Harmed) -> tuple[Money, Workings]:
    per_kg, per_package = entry.table["kg"], entry.table.get("package")
    kg = harmed.kg
    if kg is None and per_package is not None and harmed.packages:
        kg = Decimal(0)
    by_kg = Money(per_kg * _weighed(regime, kg), _SDR)
    what = Said("{rate} XDR × {kg} kg gross", rate=per_kg, kg=kg)
    steps = Workings((Step(by_kg, what, entry.source, entry.to_confirm),))
    if per_package is None:
        return by_kg, steps
    by_package = Money(per_package * harmed.packages, _SDR)
    what = Said("{rate} XDR × {n} packages", rate=per_package, n=harmed.packages)
    steps += Step(by_package, what, entry.source, entry.to_confirm)
    limit = max(by_kg, by_package)
    return limit, steps + Step(limit, Said("the higher of the two"))


def _french_road(entry: InForce, harmed: Harmed) -> tuple[Money, Workings]:
    """Below 3 t parcel by parcel; from 3 t on, by kilogram and by tonne of the consignment."""
    table = entry.table
    if harmed.consignment_kg is None:
        needed = Said("the gross weight of the whole consignment")
        raise MissingFigure(regime=Regime.FR_ROAD.value, needed=needed)
    if harmed.consignment_kg < table["threshold_kg"]:
        return _light(entry, harmed)
    kg = sum(harmed.parcels, Decimal(0)) or _weighed(Regime.FR_ROAD, harmed.kg)
    by_kg = Money(table["heavy_kg"] * kg, "EUR").rounded()
    by_tonne = Money(table["heavy_tonne"] * harmed.consignment_kg / _KG_PER_TONNE, "EUR").rounded()
    limit = min(by_kg, by_tonne)
    first = Said("{rate} EUR × {kg} kg missing or damaged", rate=table["heavy_kg"], kg=kg)
    second = Said(
        "{rate} EUR × {kg} kg of the whole consignment ÷ 1,000",
        rate=table["heavy_tonne"],
        kg=harmed.consignment_kg,
    )
    return limit, Workings(
        (
            Step(by_kg, first, entry.source),
            Step(by_tonne, second, entry.source),
            Step(limit, Said("the lower of the two")),
        )
    )


def _weighed(regime: Regime, kg: Decimal | None) -> Decimal:
    if kg is None:
        raise MissingFigure(regime=regime.value, needed=Said("the gross weight lost or damaged"))
    return kg


def _light(entry: InForce, harmed: Harmed) -> tuple[Money, Workings]:
    if not harmed.parcels:
        needed = Said("the weight of each parcel lost or damaged")
        raise MissingFigure(regime=Regime.FR_ROAD.value, needed=needed)
    per_kg, per_parcel = entry.table["light_kg"], entry.table["light_parcel"]
    limit, steps = Money.zero("EUR"), Workings()
    for kg in harmed.parcels:
        one = Money(min(per_kg * kg, per_parcel), "EUR").rounded()
        what = Said(
            "parcel of {kg} kg: {rate} EUR × {kg} kg, at most {most} EUR",
            kg=kg,
            rate=per_kg,
            most=per_parcel,
        )
        limit, steps = limit + one, steps + Step(one, what, entry.source)
    return limit, steps


def _owed(limit: Money, harmed: Harmed, sdr: Rate | None, steps: Workings) -> Owed:
    converted: Money | None = limit
    if limit.currency == _SDR:
        converted = limit.at(sdr) if sdr else None
        if sdr:
            what = Said("at {rate} on {day}", rate=sdr.value, day=sdr.day)
            steps += Step(converted, what, sdr.source)
    if converted is None or harmed.proven is None:
        return Owed(limit, converted, None, steps)
    payable = min(converted, harmed.proven)
    steps += Step(payable, Said("the lower of the limit and of the proven loss"))
    return Owed(limit, converted, payable, steps)


def delay_limit(
    regime: Regime,
    harmed: Harmed,
    on: date,
    sdr: Rate | None = None,
    ours: Overrides = PRINTED,
) -> Owed:
    """The most the carrier owes for a delay: so many times the price of the carriage.

    By air the limit for goods stands for delay too. Raises `NoLimit` where the
    regime has none, `MissingFigure` where the price of carriage is needed.

    >>> late = Harmed(carriage=Money(820, "EUR"))
    >>> print(delay_limit(Regime.CIM, late, date(2026, 11, 2)).limit)
    3280 EUR
    """
    if regime is Regime.MONTREAL:
        return liability(regime, harmed, on, sdr, ours=ours)
    entry = timeline(_BOOK, "delay_limits", ours).on(on)
    times = entry.table.get(regime.value)
    if times is None:
        raise NoLimit(regime=regime.value, what=Said("late delivery"))
    if harmed.carriage is None:
        raise MissingFigure(regime=regime.value, needed=Said("the price of the carriage"))
    limit = Money(times * harmed.carriage.amount, harmed.carriage.currency)
    what = Said("{times} × the price of the carriage", times=times)
    return _owed(limit, harmed, sdr, Workings((Step(limit, what, entry.source),)))


def forwarder_limit(
    kg: Decimal, consignment_kg: Decimal, on: date, ours: Overrides = PRINTED
) -> Owed:
    """The most a French forwarder owes for his own fault, as his model contract has it.

    >>> print(forwarder_limit(Decimal(400), Decimal(12_000), date(2026, 11, 2)).limit)
    8000 EUR
    """
    entry = timeline(_BOOK, "limit_forwarder", ours).on(on)
    table = entry.table
    whole = Said(
        "{rate} EUR × {kg} kg of the whole consignment ÷ 1,000",
        rate=table["tonne"],
        kg=consignment_kg,
    )
    offers = (
        (table["kg"] * kg, Said("{rate} EUR × {kg} kg", rate=table["kg"], kg=kg)),
        (table["tonne"] * consignment_kg / _KG_PER_TONNE, whole),
        (table["event"], Said("ceiling of one event")),
    )
    steps = tuple(
        Step(Money(amount, "EUR"), what, entry.source, entry.to_confirm) for amount, what in offers
    )
    limit = Money(min(amount for amount, _ in offers), "EUR")
    return Owed(limit, limit, None, Workings(steps))


def charges_returned(charges: Money, lost_kg: Decimal, whole_kg: Decimal) -> Owed:
    """Carriage, duties and other charges that a CMR carrier returns, above the limit.

    In full for a total loss, in proportion of the weight for a partial one.

    >>> print(charges_returned(Money(820, "EUR"), Decimal(450), Decimal(1800)).payable)
    205.00 EUR
    """
    if not 0 <= lost_kg <= whole_kg or not whole_kg:
        raise MissingFigure(
            regime=Regime.CMR.value, needed=Said("the gross weight of the whole consignment")
        )
    owed = (charges * lost_kg / whole_kg).rounded()
    what = Said("{charges} × {lost} kg ÷ {whole} kg", charges=charges, lost=lost_kg, whole=whole_kg)
    return Owed(None, owed, owed, Workings((Step(owed, what, "CMR art. 23(4)"),)))


def cmr_interest(owed: Money, claimed: date, paid: date, ours: Overrides = PRINTED) -> Owed:
    """Interest on a CMR compensation, from the written claim to its payment.

    >>> print(cmr_interest(Money("4498.20", "EUR"), date(2026, 11, 2), date(2027, 2, 10)).payable)
    61.62 EUR
    """
    rule = timeline(_BOOK, "cmr_interest", ours).on(claimed)
    days = max((paid - claimed).days, 0)
    interest = (owed * rule.number * days / 36_500).rounded()
    what = Said("{rate} % a year, {days} days of 365", rate=rule.number, days=days)
    step = Step(interest, what, rule.source, rule.to_confirm)
    return Owed(None, interest, interest, Workings((step,)))
