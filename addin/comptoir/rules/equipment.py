"""What goes into a container, what it weighs once packed, and when to take a whole one.

Sources
    Carriers' nominal tables and ISO 6346 size-type codes (``data/equipment.toml``).
    SOLAS VI/2, since 1 July 2016: verified gross mass, by weighing the packed
    box (method 1) or by adding its parts to its tare (method 2).

Not covered: how cartons are stowed one by one, and what the road allows. A box
fits here when the floor places, the door, the volume and the payload all allow.

Twenty-two EUR pallets of 1.5 m and 600 kg in a 40' box:

>>> pallets = Package(22, *map(Decimal, (120, 80, 150, 600)))
>>> fit([pallets], box("42G1")).faults
()
>>> break_even_tons(Money(2100, "EUR"), Money(75, "EUR"))
Decimal('28.00')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from comptoir.errors import Refused
from comptoir.rules.freight import KG_PER_TONNE, Package, tariff, weigh
from comptoir.rules.law import PRINTED, Overrides, quantities, timeline
from comptoir.rules.money import Money
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

EUR_PALLET_CM = (Decimal(80), Decimal(120))
INDUSTRIAL_PALLET_CM = (Decimal(100), Decimal(120))
ROAD_WARNING_20_KG = Decimal(25_000)
HAND_STOWED = Decimal("0.85")


class UnknownBox(Refused):
    message = mark(
        "There is no container of type {code}. Nothing was computed. Choose one of: {known}."
    )


class NegativeMass(Refused):
    message = mark(
        "A mass of {kg} kg is below zero. The gross mass was not computed. Correct the weight."
    )


class NoRate(Refused):
    message = mark(
        "A groupage price of {rate} per revenue ton has no break-even."
        " Nothing was computed. Enter a price above zero, in the currency of the container's."
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A type of container, sizes in metres and weights in kg."""

    code: str
    name: str
    inside: tuple[Decimal, Decimal, Decimal]
    door: tuple[Decimal, Decimal]
    m3: Decimal
    tare_kg: tuple[Decimal, Decimal]
    payload_kg: Decimal
    gross_kg: Decimal
    eur_pallets: tuple[int, int]
    industrial_pallets: tuple[int, int]
    teu: Decimal
    source: str


def box_codes() -> list[str]:
    """ISO size-type codes that `box` knows."""
    return [name for book, name in quantities() if book == "equipment"]


def box(code: str, on: date = date.max, ours: Overrides = PRINTED) -> Box:
    """A container by its ISO 6346 size-type. Raises `UnknownBox`.

    >>> box("45G1").name, box("45G1").m3
    ("40' HC", Decimal('76.3'))
    """
    if code not in box_codes():
        raise UnknownBox(code=code, known=box_codes())
    entry = timeline("equipment", code, ours).on(on)
    table = entry.table
    eur, industrial = table["eur_pallets"], table["industrial_pallets"]
    return Box(
        code=code,
        name=table["name"],
        inside=table["inside"],
        door=table["door"],
        m3=table["m3"],
        tare_kg=table["tare_kg"],
        payload_kg=table["payload_kg"],
        gross_kg=table["gross_kg"],
        eur_pallets=(int(eur[0]), int(eur[1])),
        industrial_pallets=(int(industrial[0]), int(industrial[1])),
        teu=table["teu"],
        source=entry.source,
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a load goes into a box: what forbids it, and what to look at first."""

    box: Box
    faults: tuple[Said, ...]
    warnings: tuple[Said, ...]
    m3: Decimal
    kg: Decimal

    @property
    def fits(self) -> bool:
        """True where nothing forbids it; the warnings remain to be read."""
        return not self.faults

    @property
    def volume_used(self) -> Decimal:
        """Share of the box's volume, in percent to one decimal."""
        return (100 * self.m3 / self.box.m3).quantize(Decimal("0.1"), ROUND_HALF_UP)


def fit(packages: Iterable[Package], into: Box) -> Fit:
    """Whether *packages* go into the box: every fault, and every warning, at once.

    Pallets (80 x 120 or 100 x 120 cm) are counted in floor places; other
    packages by volume, where more than 85 % hand-stowed is called tight.

    >>> heavy = Package(20, *map(Decimal, (120, 80, 100, 1500)))
    >>> for fault in fit([heavy], box("22G1")).faults: print(fault)
    The pallets need 20 floor places: a 20' DV has 11 at most.
    30,000 kg is more than a 20' DV carries (28,200 kg).
    """
    kinds = list(packages)
    m3 = sum((kind.cm3 for kind in kinds), Decimal(0)) / 1_000_000
    kg = sum((kind.count * kind.gross_kg for kind in kinds), Decimal(0))
    faults = [*_too_big(kinds, into), *_floor(kinds, into)]
    warnings = list(_tight_floor(kinds, into))
    if m3 > into.m3:
        faults.append(
            Said(
                "{m3} m³ is more than a {box} holds ({most} m³).",
                m3=m3,
                box=into.name,
                most=into.m3,
            )
        )
    elif m3 > into.m3 * HAND_STOWED:
        warnings.append(
            Said("{m3} m³ is more than 85 % of a {box}: tight by hand.", m3=m3, box=into.name)
        )
    if kg > into.payload_kg:
        faults.append(
            Said(
                "{kg} kg is more than a {box} carries ({most} kg).",
                kg=kg,
                box=into.name,
                most=into.payload_kg,
            )
        )
    elif into.teu == 1 and kg > ROAD_WARNING_20_KG:
        warnings.append(
            Said("{kg} kg in a 20-foot box: ask the haulier, road limits come first.", kg=kg)
        )
    return Fit(into, tuple(faults), tuple(warnings), m3, kg)


def _too_big(kinds: Sequence[Package], into: Box) -> Iterable[Said]:
    length, width, _ = (100 * side for side in into.inside)
    door_width, door_height = (100 * side for side in into.door)
    for kind in kinds:
        short, long = sorted((kind.length_cm, kind.width_cm))
        if kind.height_cm > door_height or short > min(door_width, width) or long > length:
            yield Said(
                "A package of {l} × {w} × {h} cm does not pass the door of a {box}"
                " ({door_w} × {door_h} cm).",
                l=kind.length_cm,
                w=kind.width_cm,
                h=kind.height_cm,
                box=into.name,
                door_w=door_width,
                door_h=door_height,
            )


def _places(kinds: Sequence[Package], pallet_cm: tuple[Decimal, Decimal]) -> int:
    """Floor places that pallets of that size take, stacked where allowed."""
    return sum(
        -(-kind.count // kind.stack)
        for kind in kinds
        if tuple(sorted((kind.length_cm, kind.width_cm))) == pallet_cm
    )


def _floor_share(kinds: Sequence[Package], into: Box, turned: int) -> Decimal:
    """Share of the floor that pallets take; *turned* 1 counts on the best stowage.

    Mixed pallets share the floor: each takes its part of the places there are.
    """
    return (
        Decimal(_places(kinds, EUR_PALLET_CM)) / into.eur_pallets[turned]
        + Decimal(_places(kinds, INDUSTRIAL_PALLET_CM)) / into.industrial_pallets[turned]
    )


def _floor(kinds: Sequence[Package], into: Box) -> Iterable[Said]:
    if _floor_share(kinds, into, turned=1) <= 1:
        return
    eur = _places(kinds, EUR_PALLET_CM)
    industrial = _places(kinds, INDUSTRIAL_PALLET_CM)
    yield Said(
        "The pallets need {places} floor places: a {box} has {most} at most.",
        places=eur + industrial,
        box=into.name,
        most=into.industrial_pallets[1] if industrial and not eur else into.eur_pallets[1],
    )


def _tight_floor(kinds: Sequence[Package], into: Box) -> Iterable[Said]:
    if _floor_share(kinds, into, turned=1) <= 1 < _floor_share(kinds, into, turned=0):
        yield Said(
            "The pallets only fit if the {box} is stowed turned: ask the packer.", box=into.name
        )


def boxes_needed(packages: Iterable[Package], of: Box) -> int:
    """How many such boxes the load takes at least, by places, volume and payload.

    >>> boxes_needed([Package(40, *map(Decimal, (120, 80, 150, 600)))], box("42G1"))
    2
    """
    kinds = list(packages)
    loaded = fit(kinds, of)
    shares = (
        loaded.m3 / of.m3,
        loaded.kg / of.payload_kg,
        _floor_share(kinds, of, turned=1),
    )
    return max(1, int(max(shares).to_integral_value(ROUND_CEILING)))


def verified_gross_mass(
    cargo_kg: Decimal,
    tare_kg: Decimal,
    packing_kg: Decimal = Decimal(0),
    dunnage_kg: Decimal = Decimal(0),
) -> tuple[Decimal, Workings]:
    """VGM by method 2: cargo + packing and pallets + dunnage + the tare on the door.

    >>> kg, why = verified_gross_mass(*map(Decimal, (21400, 2250, 550, 80)))
    >>> kg
    Decimal('24280')
    """
    parts = (
        (cargo_kg, Said("cargo, kg")),
        (packing_kg, Said("packing and pallets, kg")),
        (dunnage_kg, Said("dunnage and securing, kg")),
        (tare_kg, Said("tare of the container, kg")),
    )
    for kg, _ in parts:
        if kg < 0:
            raise NegativeMass(kg=kg)
    total = sum((kg for kg, _ in parts), Decimal(0))
    steps = [Step(kg, what) for kg, what in parts]
    steps.append(Step(total, Said("verified gross mass, kg"), "SOLAS VI/2, method 2"))
    return total, Workings(tuple(steps))


def break_even_tons(whole_box: Money, per_ton: Money) -> Decimal:
    """Revenue tons from which a whole container costs no more than groupage.

    Both prices all in, on the same scope (terminal handling in both, or in neither).

    >>> break_even_tons(Money(1500, "EUR"), Money(80, "EUR"))
    Decimal('18.75')
    """
    if per_ton.amount <= 0 or per_ton.currency != whole_box.currency:
        raise NoRate(rate=per_ton)
    return (whole_box.amount / per_ton.amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Choice:
    """Groupage or whole containers, priced on the same load."""

    revenue_tons: Decimal
    groupage: Money
    whole_boxes: Money
    boxes: int
    break_even: Decimal
    fit: Fit

    @property
    def take_whole_box(self) -> bool:
        """True where whole containers cost no more than groupage."""
        return self.whole_boxes.amount <= self.groupage.amount


def groupage_or_box(
    packages: Iterable[Package], into: Box, whole_box: Money, per_ton: Money
) -> Choice:
    """Price *packages* both ways: per revenue ton, and in as many boxes as they need.

    >>> load = [Package(22, *map(Decimal, (120, 80, 150, 600)))]
    >>> choice = groupage_or_box(load, box("42G1"), Money(2100, "EUR"), Money(75, "EUR"))
    >>> choice.groupage.amount, choice.take_whole_box
    (Decimal('2376.00'), True)
    """
    kinds = list(packages)
    break_even = break_even_tons(whole_box, per_ton)
    loaded = fit(kinds, into)
    tons = weigh(loaded.kg, loaded.m3 * 1_000_000, tariff("sea_lcl")).kg / KG_PER_TONNE
    boxes = boxes_needed(kinds, into)
    return Choice(
        revenue_tons=tons,
        groupage=Money(tons * per_ton.amount, per_ton.currency).rounded(),
        whole_boxes=Money(boxes * whole_box.amount, whole_box.currency),
        boxes=boxes,
        break_even=break_even,
        fit=loaded,
    )
