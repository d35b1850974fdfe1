"""Weights, containers, groupage and CO2e in cells.

Sources
    `comptoir.rules.freight`, `comptoir.rules.equipment`, `comptoir.rules.emissions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from comptoir.functions.cells import Cell
from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import (
    COLUMN,
    COUNT,
    CURRENCY,
    DAY,
    POSITIVE,
    TABLE,
    TEXT,
    column_of,
)
from comptoir.functions.ranges import level, pairs, positive
from comptoir.rules.emissions import Leg, UnknownVehicle, footprint, vehicles
from comptoir.rules.equipment import (
    Fit,
    box,
    boxes_needed,
    break_even_tons,
    fit,
    groupage_or_box,
    verified_gross_mass,
)
from comptoir.rules.freight import (
    Break,
    Package,
    chargeable,
    cheapest,
    tariff,
    weigh,
    weigh_many,
)
from comptoir.rules.money import Money
from comptoir.wording import Said, mark

CM3_PER_M3 = 1_000_000
EURO = "EUR"
family = Family(Category.FREIGHT)

_TARIFF = need("tariff", TEXT, mark("Tariff: air, air_167, express, road, road_1750, rail_3, "
                                    "rail_2 or sea_lcl"))  # fmt: skip
_DAY = may("day", DAY, mark("Day of the carriage; the latest figures if left out"))
_BOX = need("container", TEXT, mark("Size-type of the container: 22G1, 42G1, 45G1, 22R1..."))
_PACKAGES = (
    need("counts", column_of(COUNT), mark("Number of packages of each kind")),
    need("lengths", COLUMN, mark("Length of each kind, cm")),
    need("widths", COLUMN, mark("Width, cm")),
    need("heights", COLUMN, mark("Height, cm")),
    need("weights", COLUMN, mark("Gross weight of one package, kg")),
)


def _many_weights(
    here: Here,
    kg: Sequence[Decimal],
    m3: Sequence[Decimal],
    names: Sequence[str],
    metres: Sequence[Decimal | None],
    days: Sequence[date | None],
) -> list[Decimal]:
    """Rows of one tariff and day are weighed together."""
    asked = list(zip(names, days, strict=True))
    groups: dict[tuple[str, date | None], list[int]] = {}
    for at, one in enumerate(asked):
        groups.setdefault(one, []).append(at)
    found: list[Decimal] = [Decimal(0)] * len(asked)
    nothing = Decimal(0)
    for (name, day), places in groups.items():
        weights = weigh_many(
            [kg[at] for at in places],
            [m3[at] * CM3_PER_M3 for at in places],
            tariff(name.lower(), day or date.max, here.law),
            [metres[at] or nothing for at in places],
        )
        for at, weight in zip(places, weights, strict=True):
            found[at] = weight
    return found


@family.function(
    "CHARGEABLE",
    mark("Chargeable weight in kg: the greater of gross, volume and floor weight, rounded as "
         "the tariff does"),
    need("kg", POSITIVE, mark("Gross weight, kg")),
    need("volume", POSITIVE, mark("Volume, m3")),
    _TARIFF,
    may("metres", POSITIVE, mark("Loading metres, by road")),
    _DAY,
    example=((80, 1, "air"), 167.0),
    many=_many_weights,
)  # fmt: skip
def chargeable_weight(
    here: Here,
    kg: Decimal,
    volume: Decimal,
    name: str,
    metres: Decimal | None,
    day: date | None,
) -> Decimal:
    by = tariff(name.lower(), day or date.max, here.law)
    return weigh(kg, volume * CM3_PER_M3, by, metres or Decimal(0)).kg


@family.function(
    "PACKAGESWEIGHT",
    mark("Chargeable weight in kg of a list of packages, each kind on a row"),
    *_PACKAGES,
    _TARIFF,
    may("stacks", column_of(COUNT), mark("How many may stand on one another; 1 if left out")),
    example=(([[2], [1]], [[50], [80]], [[60], [80]], [[60], [50]], [[35], [35]], "air"), 113.5),
)
def chargeable_packages(
    here: Here,
    counts: list[int | None],
    lengths: list[Decimal | None],
    widths: list[Decimal | None],
    heights: list[Decimal | None],
    weights: list[Decimal | None],
    name: str,
    stacks: list[int | None] | None,
) -> Decimal:
    load = packages(counts, lengths, widths, heights, weights, stacks)
    return chargeable(load, tariff(name.lower(), ours=here.law)).kg


def packages(
    counts: list[int | None],
    lengths: list[Decimal | None],
    widths: list[Decimal | None],
    heights: list[Decimal | None],
    weights: list[Decimal | None],
    stacks: list[int | None] | None = None,
) -> list[Package]:
    """The packages of parallel columns. Raises `ColumnsDiffer` or `HoleInColumn`."""
    sizes = {"lengths": lengths, "widths": widths, "heights": heights, "weights": weights}
    rows = level("counts", counts, sizes, {"stacks": stacks})
    return [
        Package(int(count), length, width, height, kg, int(stack or 1))
        for count, length, width, height, kg, stack in filter(None, rows)
    ]


@family.function(
    "VOLUME",
    mark("Volume in m3 of identical packages"),
    need("pieces", POSITIVE, mark("How many packages")),
    need("length_cm", POSITIVE, mark("Length, cm")),
    need("width_cm", POSITIVE, mark("Width, cm")),
    need("height_cm", POSITIVE, mark("Height, cm")),
    example=((2, 50, 60, 60), 0.36),
)
def volume(_here: Here, *sizes: Decimal) -> Decimal:
    count, length, width, height = sizes
    return count * length * width * height / CM3_PER_M3


@family.function(
    "LOADINGMETRES",
    mark("Loading metres in a trailer 2.40 m wide: length x width / 2.4, stacked if allowed"),
    need("pieces", COUNT, mark("How many packages")),
    need("length_cm", POSITIVE, mark("Length, cm")),
    need("width_cm", POSITIVE, mark("Width, cm")),
    may("stack", COUNT, mark("How many may stand on one another; 1 if left out")),
    example=((33, 120, 80), 13.2),
)
def loading_metres(
    _here: Here,
    count: int,
    length: Decimal,
    width: Decimal,
    stack: int | None,
) -> Decimal:
    return Package(count, length, width, Decimal(1), Decimal(0), stack or 1).loading_metres


@family.function(
    "CONTAINERFIT",
    mark("Whether packages go into a container: every reason against and every warning"),
    _BOX,
    *_PACKAGES,
    example=(("22G1", 20, 120, 80, 100, 1500),
             ("The pallets need 20 floor places: a 20' DV has 11 at most."
              " 30,000 kg is more than a 20' DV carries (28,200 kg).")),
)  # fmt: skip
def container_fit(here: Here, code: str, *columns: list[Decimal | None]) -> str:
    found = fit(packages(*columns), box(code.upper(), ours=here.law))  # type: ignore[arg-type]
    return _verdict(found, here.lang)


def _verdict(found: Fit, lang: str) -> str:
    remarks = [*found.faults, *found.warnings] or [Said("It fits.")]
    return " ".join(one.in_(lang) for one in remarks)


@family.function(
    "CONTAINERS",
    mark("How many such containers a load takes at least, by places, volume and payload"),
    _BOX,
    *_PACKAGES,
    example=(("42G1", 40, 120, 80, 150, 600), 2),
)
def containers(here: Here, code: str, *columns: list[Decimal | None]) -> int:
    return boxes_needed(
        packages(*columns),  # type: ignore[arg-type]
        box(code.upper(), ours=here.law),
    )


@family.function(
    "GROUPAGE",
    mark("Groupage or whole container: both prices, containers needed, break-even and advice"),
    _BOX,
    *_PACKAGES,
    need("container_price", POSITIVE, mark("Price of one container, all in")),
    need("ton_price", POSITIVE, mark("Groupage price per revenue ton, all in")),
    example=(("42G1", 22, 120, 80, 150, 600, 2100, 75),
             [["Revenue tons", 31.68], ["Groupage", 2376.0], ["Containers", 1],
              ["Price of the containers", 2100.0], ["Break-even, revenue tons", 28.0],
              ["Take", "the container"]]),
)  # fmt: skip
def groupage_or_container(
    here: Here,
    code: str,
    counts: list[int | None],
    lengths: list[Decimal | None],
    widths: list[Decimal | None],
    heights: list[Decimal | None],
    weights: list[Decimal | None],
    container_price: Decimal,
    ton_price: Decimal,
) -> list[tuple[object, object]]:
    load = packages(counts, lengths, widths, heights, weights)
    into = box(code.upper(), ours=here.law)
    prices = (Money(container_price, EURO), Money(ton_price, EURO))
    choice = groupage_or_box(load, into, *prices)
    advice = Said("the container") if choice.take_whole_box else Said("groupage")
    return [
        (Said("Revenue tons"), choice.revenue_tons),
        (Said("Groupage"), choice.groupage),
        (Said("Containers"), choice.boxes),
        (Said("Price of the containers"), choice.whole_boxes),
        (Said("Break-even, revenue tons"), choice.break_even),
        (Said("Take"), advice),
    ]


@family.function(
    "BREAKEVEN",
    mark("Revenue tons from which a whole container costs no more than groupage"),
    need("container_price", POSITIVE, mark("Price of one container, all in")),
    need("ton_price", POSITIVE, mark("Groupage price per revenue ton, on the same scope")),
    example=((2100, 75), 28.0),
)
def break_even(
    _here: Here,
    container_price: Decimal,
    ton_price: Decimal,
) -> Decimal:
    return break_even_tons(Money(container_price, EURO), Money(ton_price, EURO))


@family.function(
    "VGM",
    mark("Verified gross mass of a container in kg, by method 2 (SOLAS)"),
    need("cargo", POSITIVE, mark("Cargo, kg")),
    need("tare", POSITIVE, mark("Tare on the door of the container, kg")),
    may("packing", POSITIVE, mark("Packing and pallets, kg")),
    may("dunnage", POSITIVE, mark("Dunnage and lashing, kg")),
    example=((21400, 2250, 550, 80), 24280.0),
)
def vgm(
    _here: Here,
    cargo: Decimal,
    tare: Decimal,
    packing: Decimal | None,
    dunnage: Decimal | None,
) -> Decimal:
    nothing = Decimal(0)
    return verified_gross_mass(cargo, tare, packing or nothing, dunnage or nothing)[0]


@family.function(
    "CO2E",
    mark("CO2e in kg of one leg, well to wheel (ISO 14083); an estimate as good as its factor"),
    need("kg", POSITIVE, mark("Gross weight, kg")),
    need("km", POSITIVE, mark("Distance, km; by air the great circle")),
    need("vehicle", TEXT, mark("sea_container, sea_general, air_long_haul, air_short_haul, "
                               "road_artic, road_rigid, road_van, rail or barge")),
    need("day", DAY, mark("Day of the carriage")),
    may("grams", POSITIVE, mark("The carrier's own factor, g per tonne-kilometre")),
    example=((2000, 1000, "sea_container", "2026-11-23", 8.25), 16.5),
)  # fmt: skip
def co2e(
    here: Here, kg: Decimal, km: Decimal, vehicle: str, day: date, grams: Decimal | None
) -> Decimal:
    if vehicle.lower() not in vehicles():
        raise UnknownVehicle(vehicle=vehicle, known=vehicles())
    return footprint(kg, [Leg(vehicle.lower(), km, grams)], day, here.law).kg


@family.function(
    "FREIGHTPRICE",
    mark("Cheapest air freight of a weight: its own break, or the start of a higher one"),
    need("kg", POSITIVE, mark("Chargeable weight, kg")),
    need("breaks", TABLE, mark("Two columns: from kg, price per kg")),
    may("minimum", POSITIVE, mark("Minimum of the tariff")),
    may("in_currency", CURRENCY, mark("Currency of the tariff; EUR if left out")),
    example=((240, [[0, 2.8], [101, 2.5], [250, 2.2]]), 550.0),
)
def freight_price(
    _here: Here,
    kg: Decimal,
    breaks: list[list[Cell]],
    minimum: Decimal | None,
    currency: str | None,
) -> Money:
    code = currency or EURO
    steps = [
        Break(start, Money(price, code))
        for start, price in pairs("breaks", breaks, positive, positive)
    ]
    return cheapest(kg, steps, None if minimum is None else Money(minimum, code)).amount


FUNCTIONS = family.functions
