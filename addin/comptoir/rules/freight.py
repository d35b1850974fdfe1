"""Chargeable weight: what a carrier bills when goods are light for their size.

In every mode the carrier bills the greater of the gross weight and a
conventional weight drawn from the volume, or from the floor used (French:
unité payante, poids taxable). The ratios are commercial conventions, so they
are data, one tariff to a carrier: ``data/freight_tariffs.toml`` holds the usual
ones, and a desk may describe its own as a `Tariff`.

Sources
    IATA TACT Rules 3.9 (air: 6000 cm3/kg, next half kilo up).
    DHL Express, volumetric weight (courier: 5000 cm3/kg).
    French groupage usage 1 t = 3 m3; loading metre = length x width / 2.4 m.
    Sea groupage: weight or measure (W/M), 1 t = 1 m3.

One pallet 80 x 120 x 150 cm of 210 kg goes by air:

>>> pallet = Package(1, Decimal(80), Decimal(120), Decimal(150), Decimal(210))
>>> weighed = chargeable([pallet], tariff("air"))
>>> weighed.kg, weighed.basis
(Decimal('240.0'), <Basis.VOLUME: 'volume'>)

A tariff that falls with weight may make it cheaper to declare more:

>>> from comptoir.rules.money import Money
>>> breaks = [Break(Decimal(kg), Money(rate, "EUR"))
...           for kg, rate in ((0, "2.80"), (101, "2.50"), (250, "2.20"))]
>>> bill = cheapest(weighed.kg, breaks)
>>> bill.amount.amount, bill.billed_kg
(Decimal('550.00'), Decimal('250'))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import lcm

from comptoir.errors import Refused
from comptoir.rules.incoterms import Mode
from comptoir.rules.law import PRINTED, Overrides, quantities, timeline
from comptoir.rules.money import Money
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_BOOK = "freight_tariffs"
CM3_PER_M3 = Decimal(1_000_000)
CM2_PER_M2 = Decimal(10_000)
TRAILER_WIDTH_M = Decimal("2.4")
KG_PER_TONNE = Decimal(1000)


class Basis(StrEnum):
    """What the carrier ended up billing."""

    GROSS = "gross"
    VOLUME = "volume"
    LOADING_METRES = "loading metres"
    MINIMUM = "minimum"


class UnknownTariff(Refused):
    message = mark(
        "There is no freight tariff named {name}. Nothing was computed."
        " Choose one of: {known}, or describe the carrier's own."
    )


class ImpossiblePackage(Refused):
    message = mark(
        "A package of {count} × {length} × {width} × {height} cm and {kg} kg cannot exist."
        " Nothing was computed. Enter a count of 1 or more, sizes above zero"
        " and a weight of zero or more."
    )


class AmbiguousTariff(Refused):
    message = mark(
        "Tariff {name} must say either cm³ per kg or kg per m³, above zero, not both."
        " Nothing was computed. Correct the tariff."
    )


class NoBreak(Refused):
    message = mark(
        "No weight break of the tariff applies to {kg} kg. Nothing was computed."
        " Add a break that starts at 0 kg."
    )


@dataclass(frozen=True, slots=True)
class Package:
    """*count* identical packages; sizes in cm, gross weight in kg of each.

    *stack* is how many may stand on one another in the vehicle (1: do not stack).
    """

    count: int
    length_cm: Decimal
    width_cm: Decimal
    height_cm: Decimal
    gross_kg: Decimal
    stack: int = 1

    def __post_init__(self) -> None:
        sizes = (self.length_cm, self.width_cm, self.height_cm)
        if min(sizes) <= 0 or self.gross_kg < 0 or self.count < 1 or self.stack < 1:
            raise ImpossiblePackage(
                count=self.count,
                length=self.length_cm,
                width=self.width_cm,
                height=self.height_cm,
                kg=self.gross_kg,
            )

    @property
    def cm3(self) -> Decimal:
        """Volume of all the packages of this kind."""
        return self.count * self.length_cm * self.width_cm * self.height_cm

    @property
    def loading_metres(self) -> Decimal:
        """Length of a 2.4 m wide trailer they take: L × W / 2.4, stacked if allowed.

        >>> Package(33, *map(Decimal, (120, 80, 120, 250))).loading_metres
        Decimal('13.2')
        """
        return _loading_metres([self])

    def rounded_to_cm(self) -> Package:
        """The same with each size to the nearest centimetre, as airlines measure."""
        sizes = (self.length_cm, self.width_cm, self.height_cm)
        length, width, height = (
            max(size.quantize(Decimal(1), ROUND_HALF_UP), Decimal(1)) for size in sizes
        )
        if (length, width, height) == sizes:
            return self
        return Package(self.count, length, width, height, self.gross_kg, self.stack)


def _loading_metres(packages: Sequence[Package]) -> Decimal:
    # One division, at the end: thirds summed one by one would round up a half kilo too far.
    layers = lcm(*(one.stack for one in packages))
    floor_cm2 = sum(
        (one.count * one.length_cm * one.width_cm * (layers // one.stack) for one in packages),
        Decimal(0),
    )
    return floor_cm2 / (TRAILER_WIDTH_M * CM2_PER_M2 * layers)


@dataclass(frozen=True, slots=True)
class Tariff:
    """How one carrier turns volume and floor into weight, and rounds."""

    name: str
    mode: Mode
    cm3_per_kg: Decimal | None = None
    kg_per_m3: Decimal | None = None
    kg_per_ldm: Decimal | None = None
    step_kg: Decimal | None = None
    minimum_kg: Decimal = Decimal(0)
    per_piece: bool = False
    whole_cm: bool = False
    source: str = ""
    to_confirm: bool = False

    def __post_init__(self) -> None:
        ratios = [ratio for ratio in (self.cm3_per_kg, self.kg_per_m3) if ratio is not None]
        if len(ratios) != 1 or ratios[0] <= 0:
            raise AmbiguousTariff(name=self.name)

    def volume_kg(self, cm3: Decimal) -> Decimal:
        """Conventional weight of a volume.

        >>> tariff("express").volume_kg(Decimal(192_000))
        Decimal('38.4')
        """
        if self.cm3_per_kg is not None:
            return cm3 / self.cm3_per_kg
        return cm3 * (self.kg_per_m3 or 0) / CM3_PER_M3

    def floor_kg(self, loading_metres: Decimal) -> Decimal:
        """Conventional weight of the floor used; 0 where the carrier has no such rule."""
        return loading_metres * (self.kg_per_ldm or 0)


def tariff_from(name: str, entry: Mapping[str, object]) -> Tariff:
    """A tariff as ``freight_tariffs.toml``, or a desk's settings, write it.

    >>> own = {"mode": "ROAD", "kg_per_m3": "300", "step_kg": "10", "per": "piece"}
    >>> tariff_from("Trans X", own).per_piece
    True
    """

    def number(key: str) -> Decimal | None:
        return Decimal(str(entry[key])) if key in entry else None

    return Tariff(
        name=name,
        mode=Mode[str(entry["mode"])],
        cm3_per_kg=number("cm3_per_kg"),
        kg_per_m3=number("kg_per_m3"),
        kg_per_ldm=number("kg_per_ldm"),
        step_kg=number("step_kg"),
        minimum_kg=number("minimum_kg") or Decimal(0),
        per_piece=entry.get("per") == "piece",
        whole_cm=bool(entry.get("whole_cm")),
        source=str(entry.get("source", "")),
        to_confirm=bool(entry.get("to_confirm")),
    )


def tariff_names() -> list[str]:
    """The usual tariffs that `tariff` knows."""
    return [name for book, name in quantities() if book == _BOOK]


def tariff(name: str, on: date = date.max, ours: Overrides = PRINTED) -> Tariff:
    """One of the usual tariffs as it stood *on* a day; the latest unless told otherwise.

    Raises `UnknownTariff`.

    >>> tariff("sea_lcl").minimum_kg
    Decimal('1000')
    """
    if name not in tariff_names():
        raise UnknownTariff(name=name, known=sorted(tariff_names()))
    entry = timeline(_BOOK, name, ours).on(on)
    return tariff_from(
        name, {**entry.table, "source": entry.source, "to_confirm": entry.to_confirm}
    )


@dataclass(frozen=True, slots=True)
class Chargeable:
    """What is billed, why, and the figures it was chosen from."""

    kg: Decimal
    basis: Basis
    gross_kg: Decimal
    volume_kg: Decimal
    floor_kg: Decimal
    cm3: Decimal
    loading_metres: Decimal
    tariff: Tariff

    @property
    def m3(self) -> Decimal:
        """Volume in cubic metres."""
        return self.cm3 / CM3_PER_M3

    @property
    def revenue_tons(self) -> Decimal:
        """The same weight in tonnes: the unit of sea groupage.

        >>> weigh(Decimal(2400), Decimal(5_760_000), tariff("sea_lcl")).revenue_tons
        Decimal('5.76')
        """
        return self.kg / KG_PER_TONNE

    @property
    def workings(self) -> Workings:
        """Each figure the carrier compares, then the one he bills."""
        source, doubt = self.tariff.source, self.tariff.to_confirm
        steps = [
            Step(self.gross_kg, Said("gross weight, kg")),
            Step(self.m3, Said("volume, m³")),
            Step(self.volume_kg, Said("volume weight, kg"), source, doubt),
        ]
        if self.tariff.kg_per_ldm is not None:
            steps += [
                Step(self.loading_metres, Said("loading metres (length × width ÷ 2.4 m)")),
                Step(self.floor_kg, Said("weight of the loading metres, kg"), source, doubt),
            ]
        steps.append(
            Step(self.kg, Said("chargeable weight, kg: {basis}", basis=_BASES[self.basis]))
        )
        return Workings(tuple(steps))


_BASES = {
    Basis.GROSS: Said("the gross weight"),
    Basis.VOLUME: Said("the volume weight"),
    Basis.LOADING_METRES: Said("the loading metres"),
    Basis.MINIMUM: Said("the tariff's minimum"),
}


def rounded_up(kg: Decimal, step: Decimal | None) -> Decimal:
    """The next multiple of *step*, or *kg* itself if it is one already.

    >>> rounded_up(Decimal("113.333"), Decimal("0.5")), rounded_up(Decimal(240), Decimal("0.5"))
    (Decimal('113.5'), Decimal('240.0'))
    """
    if step is None:
        return kg
    return ((kg / step).to_integral_value(ROUND_CEILING) * step).quantize(step)


def weigh(
    gross_kg: Decimal, cm3: Decimal, by: Tariff, loading_metres: Decimal = Decimal(0)
) -> Chargeable:
    """Compare the weights of one shipment whose totals are known.

    >>> weigh(Decimal(700), Decimal(2_500_000), tariff("rail_2")).kg
    Decimal('1250')
    """
    volume_kg, floor_kg = by.volume_kg(cm3), by.floor_kg(loading_metres)
    kg, basis = gross_kg, Basis.GROSS
    if volume_kg > kg:
        kg, basis = volume_kg, Basis.VOLUME
    if floor_kg > kg:
        kg, basis = floor_kg, Basis.LOADING_METRES
    kg = rounded_up(kg, by.step_kg)
    if kg < by.minimum_kg:
        kg, basis = by.minimum_kg, Basis.MINIMUM
    return Chargeable(kg, basis, gross_kg, volume_kg, floor_kg, cm3, loading_metres, by)


def weigh_many(
    gross_kg: Sequence[Decimal],
    cm3: Sequence[Decimal],
    by: Tariff,
    loading_metres: Sequence[Decimal] | None = None,
) -> list[Decimal]:
    """The chargeable weights of many shipments: what `weigh` gives for each, without why.

    >>> weigh_many([Decimal(80), Decimal(700)], [Decimal(1_000_000)] * 2, tariff("air"))
    [Decimal('167.0'), Decimal('700.0')]
    """
    step, least = by.step_kg, by.minimum_kg
    divide, times = (by.cm3_per_kg, Decimal(1)) if by.cm3_per_kg else (CM3_PER_M3, by.kg_per_m3)
    assert times is not None
    billed = list(map(max, gross_kg, (volume * times / divide for volume in cm3)))
    if by.kg_per_ldm is not None and loading_metres is not None:
        billed = list(map(max, billed, (by.kg_per_ldm * metres for metres in loading_metres)))
    if step is not None:
        billed = [
            ((kg / step).to_integral_value(ROUND_CEILING) * step).quantize(step) for kg in billed
        ]
    return [max(kg, least) for kg in billed] if least else billed


def chargeable(packages: Iterable[Package], by: Tariff) -> Chargeable:
    """The chargeable weight of *packages* under the tariff *by*.

    Compared and rounded once for the shipment, or package by package where the
    tariff says so; the minimum is the shipment's in both cases.

    >>> crates = [Package(4, *map(Decimal, (120, 80, 120, 250)))]
    >>> chargeable(crates, tariff("road")).kg
    Decimal('2960.0')
    """
    kinds = [one.rounded_to_cm() if by.whole_cm else one for one in packages]
    whole = weigh(
        sum((kind.count * kind.gross_kg for kind in kinds), Decimal(0)),
        sum((kind.cm3 for kind in kinds), Decimal(0)),
        by,
        _loading_metres(kinds) if by.kg_per_ldm is not None else Decimal(0),
    )
    return _by_piece(kinds, whole) if by.per_piece else whole


def _by_piece(kinds: Sequence[Package], whole: Chargeable) -> Chargeable:
    by = whole.tariff
    kg = Decimal(0)
    for kind in kinds:
        cm3, ldm = kind.cm3 / kind.count, kind.loading_metres / kind.count
        heaviest = max(kind.gross_kg, by.volume_kg(cm3), by.floor_kg(ldm))
        kg += kind.count * rounded_up(heaviest, by.step_kg)
    basis = whole.basis
    if kg < by.minimum_kg:
        kg, basis = by.minimum_kg, Basis.MINIMUM
    elif kg > whole.gross_kg and basis is Basis.MINIMUM:
        basis = Basis.VOLUME
    return Chargeable(
        kg,
        basis,
        whole.gross_kg,
        whole.volume_kg,
        whole.floor_kg,
        whole.cm3,
        whole.loading_metres,
        by,
    )


@dataclass(frozen=True, slots=True)
class Break:
    """From *from_kg* on, that weight included, the carrier asks *per_kg*."""

    from_kg: Decimal
    per_kg: Money


@dataclass(frozen=True, slots=True)
class Bill:
    """What the freight costs, the weight to declare, and what it would cost unoptimised."""

    amount: Money
    billed_kg: Decimal
    per_kg: Money
    straight: Money

    @property
    def saved(self) -> Money:
        """What declaring the higher weight saves."""
        return Money(self.straight.amount - self.amount.amount, self.amount.currency)


def cheapest(kg: Decimal, breaks: Sequence[Break], minimum: Money | None = None) -> Bill:
    """The cheapest way to bill *kg*: its own break, or the start of a higher one.

    French trade calls it "payant pour". Amounts are rounded to the currency's
    smallest unit; never below the tariff's *minimum*. Raises `NoBreak`.

    >>> light = Break(Decimal(0), Money("2.30", "EUR"))
    >>> breaks = [light, Break(Decimal(250), Money("2.10", "EUR"))]
    >>> cheapest(Decimal("113.5"), breaks).billed_kg
    Decimal('113.5')
    """
    ladder = sorted(breaks, key=lambda one: one.from_kg)
    own = [one for one in ladder if one.from_kg <= kg]
    if not own:
        raise NoBreak(kg=kg)
    offers = [own[-1], *(one for one in ladder if one.from_kg > kg)]

    def priced(one: Break) -> Money:
        amount = Money(max(kg, one.from_kg) * one.per_kg.amount, one.per_kg.currency).rounded()
        if minimum is not None and minimum.amount > amount.amount:
            return minimum
        return amount

    best = min(offers, key=lambda one: (priced(one).amount, one.from_kg))
    return Bill(priced(best), max(kg, best.from_kg), best.per_kg, priced(offers[0]))
