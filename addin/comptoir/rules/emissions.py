"""CO2e of a shipment: each leg's tonne-kilometres times a factor, added up.

The figure compares routes and answers the customer who asks; it is an estimate
as good as its factors. Those are data (``data/emissions.toml``), all of them
to confirm, and a leg may carry the carrier's own.

Sources
    ISO 14083:2023 (transport chains: activity in tonne-kilometres of the actual
    mass, by leg, well to wheel; a flight is its great circle and 95 km).
    C. transports, art. L1431-3 (CO2 information on transport services in France).

Not covered: warehouses and terminals, refrigeration, contrails, empty containers.

Twelve tonnes from Lyon to Shanghai by Le Havre, and by air:

>>> sea = [Leg("road_artic", Decimal(660)), Leg("sea_container", Decimal(19_500))]
>>> air = [Leg("air_long_haul", Decimal(9_300))]
>>> [footprint(Decimal(12_000), legs, date(2026, 11, 23)).kg for legs in (sea, air)]
[Decimal('5392.80'), Decimal('78918.00')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from comptoir.errors import Refused
from comptoir.rules.law import PRINTED, Overrides, quantities, timeline
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_BOOK = "emissions"
_NOT_FACTORS = {"air_extra_km"}
_TEN_GRAMS = Decimal("0.01")


class UnknownVehicle(Refused):
    message = mark(
        "There is no emission factor for {vehicle}. Nothing was computed."
        " Choose one of: {known}, or enter the carrier's own factor."
    )


class ImpossibleLeg(Refused):
    message = mark(
        "A leg of {km} km with {kg} kg and {grams} g/t.km cannot be. Nothing was computed."
        " Enter figures of zero or more."
    )


@dataclass(frozen=True, slots=True)
class Leg:
    """One vehicle over one distance.

    *grams* is the carrier's own factor in g CO2e/t.km, with its *source*; left
    out, the factor of the *vehicle* in force on the day is used.
    """

    vehicle: str
    km: Decimal
    grams: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class LegFootprint:
    """What one leg emits, and the factor it was reckoned with."""

    leg: Leg
    tonne_km: Decimal
    grams: Decimal
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Footprint:
    """CO2e in kg of a shipment, leg by leg."""

    kg: Decimal
    legs: tuple[LegFootprint, ...]
    workings: Workings

    @property
    def grams_per_tonne_km(self) -> Decimal:
        """Intensity of the whole chain: what ISO 14083 asks to be stated beside the total."""
        tonne_km = sum((leg.tonne_km for leg in self.legs), Decimal(0))
        if not tonne_km:
            return Decimal(0)
        return (1000 * self.kg / tonne_km).quantize(Decimal("0.01"), ROUND_HALF_UP)


def vehicles() -> list[str]:
    """Names of the factors that `footprint` knows.

    >>> "rail" in vehicles(), "air_extra_km" in vehicles()
    (True, False)
    """
    return [name for book, name in quantities() if book == _BOOK and name not in _NOT_FACTORS]


def footprint(
    gross_kg: Decimal, legs: Sequence[Leg], on: date, ours: Overrides = PRINTED
) -> Footprint:
    """CO2e of *gross_kg* carried over *legs*, with the factors in force *on* a day.

    Kilometres by air are the great circle: the 95 km are added here.
    Each leg is rounded to 10 g before it enters the sum.

    >>> own = Leg("sea_container", Decimal(1000), Decimal("8.25"), "carrier's statement 2026")
    >>> print(footprint(Decimal(2000), [own], date(2026, 11, 23)).workings)
    2,000  t.km by sea_container
    16.50  kg CO2e at 8.25 g/t.km (carrier's statement 2026)
    16.50  kg CO2e, well to wheel (ISO 14083)
    """
    done = [_leg(gross_kg, leg, on, ours) for leg in legs]
    kg = sum((found.kg for found, _ in done), Decimal("0.00"))
    steps = tuple(step for _, steps in done for step in steps)
    last = Step(kg, Said("kg CO2e, well to wheel"), "ISO 14083")
    return Footprint(kg, tuple(found for found, _ in done), Workings((*steps, last)))


def _leg(
    gross_kg: Decimal, leg: Leg, on: date, ours: Overrides
) -> tuple[LegFootprint, tuple[Step, ...]]:
    if leg.grams is None and leg.vehicle not in vehicles():
        raise UnknownVehicle(vehicle=leg.vehicle, known=vehicles())
    grams, source, doubt = leg.grams, leg.source, False
    if grams is None:
        factor = timeline(_BOOK, leg.vehicle, ours).on(on)
        grams, source, doubt = factor.number, factor.source, factor.to_confirm
    if min(leg.km, gross_kg, grams) < 0:
        raise ImpossibleLeg(km=leg.km, kg=gross_kg, grams=grams)
    km = leg.km
    if leg.vehicle.startswith("air_"):
        km += timeline(_BOOK, "air_extra_km", ours).on(on).number
    tonne_km = gross_kg * km / 1000
    kg = (tonne_km * grams / 1000).quantize(_TEN_GRAMS, ROUND_HALF_UP)
    return LegFootprint(leg, tonne_km, grams, kg), (
        Step(tonne_km, Said("t.km by {vehicle}", vehicle=leg.vehicle)),
        Step(kg, Said("kg CO2e at {grams} g/t.km", grams=grams), source, doubt),
    )
