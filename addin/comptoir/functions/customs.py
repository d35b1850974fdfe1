"""Customs value, duty, VAT and landed cost in cells.

Sources
    `comptoir.rules.customs`, `comptoir.rules.duties`, `comptoir.rules.landed`,
    `comptoir.rules.clearance`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from comptoir.functions import cells
from comptoir.functions.cells import Cell
from comptoir.functions.declaring import Category, Family, Here, Kind, may, need
from comptoir.functions.kinds import (
    COLUMN,
    COUNT,
    CURRENCY,
    DAY,
    FLAG,
    NUMBER,
    POSITIVE,
    RATE,
    SHARE,
    TABLE,
    TEXT,
    WEIGHTS,
    column_of,
    of_enum,
    one_of,
)
from comptoir.functions.ranges import level, not_negative, pairs, positive
from comptoir.records.kinds import Unfit
from comptoir.rules.clearance import exit_alert, exit_clock
from comptoir.rules.customs import (
    Element,
    Item,
    customs_value,
    rate_day,
    value_within_ddp,
)
from comptoir.rules.duties import (
    DutyRate,
    anti_dumping,
    duty,
    duty_rate,
    import_cost,
    low_value_duty,
    vat_rate,
)
from comptoir.rules.landed import Cost, Key, Landed, LandedLine, Line, landed
from comptoir.rules.money import Money, Rate, allocate
from comptoir.rules.prices import Insurance
from comptoir.wording import Said, mark

EURO = "EUR"
family = Family(Category.CUSTOMS)


def _duty_rate(cell: Cell) -> object:
    """A rate as a percent cell (3.7 % is 0.037) or as the tariff prints it."""
    if isinstance(cell, str):
        plain = cells.number(cell)
        if isinstance(plain, Unfit):
            return duty_rate(cell)
    share = SHARE.read(cell)
    return share if isinstance(share, Unfit) else duty_rate(f"{share * 100:f} %")  # type: ignore[operator]


_ELEMENT = one_of(mark("element"), ((one, (one.name, one.said.text)) for one in Element))
_KEYS = {
    "VALUE": ("valeur",),
    "WEIGHT": ("poids", "kg"),
    "VOLUME": ("m3",),
    "CHARGEABLE": ("poids taxable",),
    "QUANTITY": ("quantité",),
    "EQUAL": ("égal", "parts égales"),
}
_KEY = of_enum(mark("key"), Key, _KEYS)
DUTY_RATE = Kind(mark("percentage, or rate as the tariff prints it"), _duty_rate)
_CURRENCY = may("in_currency", CURRENCY, mark("Currency; EUR if left out"))
_VALUE = need("customs_value", POSITIVE, mark("Customs value"))


@family.function(
    "CUSTOMSVALUE",
    mark("Customs value in euros: the price, what art. 71 UCC adds and what art. 72 leaves out"),
    need("price", POSITIVE, mark("Price paid or payable")),
    may("items", TABLE, mark("Two or three columns: element (TRANSPORT, INSURANCE, INLAND...), "
                             "amount, its currency")),
    may("premium", SHARE, mark("Insurance rate, where the premium is not an element")),
    may("in_currency", CURRENCY, mark("Currency of the price; EUR if left out")),
    may("rate", RATE, mark("Customs rate: units of that currency for one euro")),
    example=((25000, [["TRANSPORT", 2900]], 0.003, "USD", 1.16), 24131.35),
)  # fmt: skip
def value_for_customs(
    _here: Here,
    price: Decimal,
    table: list[list[Cell]] | None,
    premium: Decimal | None,
    currency: str | None,
    rate: Decimal | None,
) -> Money:
    code = currency or EURO
    rates = [Rate(EURO, code, rate, date.max, "")] if rate and code != EURO else []
    items = [
        Item(element, Money(amount, own))
        for element, amount, own in pairs("items", _with_currency(table, code), _element,
                                          positive, _code)
    ]  # fmt: skip
    policy = None if premium is None else Insurance(premium)
    return customs_value(Money(price, code), items, insurance=policy, rates=rates).value


def _with_currency(table: list[list[Cell]] | None, code: str) -> list[list[Cell]]:
    """A third column with the currency of the price, where there is none or it is blank."""
    return [
        [*row, code] if len(row) == 2  # noqa: PLR2004 - element and amount
        else [*row[:-1], code] if cells.is_blank(row[-1]) else row
        for row in table or []
    ]  # fmt: skip


def _element(cell: Cell) -> object:
    return _ELEMENT.read(cell)


def _code(cell: Cell) -> object:
    return CURRENCY.read(cell)


@family.function(
    "DDPVALUE",
    mark("Customs value within a DDP price without VAT, from the top down"),
    need("price", POSITIVE, mark("Price DDP without VAT")),
    need("after_border", POSITIVE, mark("Costs after the border, shown separately")),
    need("duty", SHARE, mark("Duty, such as 6 %")),
    _CURRENCY,
    example=((26000, 920, 0.06), 23660.38),
)
def ddp_value(
    _here: Here, price: Decimal, after_border: Decimal, share: Decimal, currency: str | None
) -> Money:
    code = currency or EURO
    whole = Money(price, code)
    return not_negative(value_within_ddp(whole, Money(after_border, code), share).value, whole)


@family.function(
    "DUTY",
    mark("Duty on a customs value: ad valorem, specific, compound, with minimum and maximum"),
    _VALUE,
    need("rate", DUTY_RATE, mark("3.7 % or as printed: 8 % + 6.4 EUR/100 kg MIN 8 %")),
    may("quantity", POSITIVE, mark("Quantity, for a specific rate")),
    may("unit", TEXT, mark("Its unit; kg if left out")),
    _CURRENCY,
    example=((12000, "8 % + 6.4 EUR/100 kg", 1500), 1056.0),
)
def duty_on(
    _here: Here,
    value: Decimal,
    rate: DutyRate,
    quantity: Decimal | None,
    unit: str | None,
    currency: str | None,
) -> Money:
    quantities = {} if quantity is None else {unit or "kg": quantity}
    return duty(Money(value, currency or EURO), rate, quantities).amount


@family.function(
    "ANTIDUMPING",
    mark("Anti-dumping or countervailing duty on a customs value, before duty"),
    _VALUE,
    need("rate", SHARE, mark("Rate of the producer, such as 22.4 %")),
    _CURRENCY,
    example=((40000, 0.224), 8960.0),
)
def anti_dumping_on(_here: Here, value: Decimal, share: Decimal, currency: str | None) -> Money:
    return anti_dumping(Money(value, currency or EURO), share * 100).amount


@family.function(
    "VATBASE",
    mark("Base of French import VAT: value, duties, costs to the first place of destination"),
    _VALUE,
    need("duties", POSITIVE, mark("Duty and anti-dumping duty")),
    may("to_destination", POSITIVE, mark("Carriage and handling from the border")),
    _CURRENCY,
    example=((24131.35, 892.86, 700), 25724.21),
)
def vat_base(
    here: Here,
    value: Decimal,
    duties: Decimal,
    to_destination: Decimal | None,
    currency: str | None,
) -> Money:
    code = currency or EURO
    inland = [Money(to_destination or Decimal(0), code)]
    return import_cost(
        Money(value, code),
        [Money(duties, code)],
        date.max,
        to_destination=inland,
        vat_percent=Decimal(0),
        ours=here.law,
    ).vat_base


@family.function(
    "VATRATE",
    mark("French VAT rate on a day"),
    need("day", DAY, mark("Day of the release")),
    may("level", TEXT, mark("standard, intermediate, reduced or super_reduced")),
    example=(("2026-11-23",), 0.2),
)
def vat_rate_on(here: Here, day: date, level: str | None) -> Decimal:
    return vat_rate((level or "standard").lower(), day, here.law) / 100


@family.function(
    "IMPORTCOST",
    mark("VAT and landed cost of an import: base, VAT, VAT paid to customs, landed cost, "
         "per unit, ratio"),
    _VALUE,
    need("duties", POSITIVE, mark("Duty and anti-dumping duty")),
    need("day", DAY, mark("Day of the release")),
    may("to_destination", POSITIVE, mark("Carriage and handling from the border")),
    may("afterwards", POSITIVE, mark("Broker, storage and other costs outside the VAT base")),
    may("units", POSITIVE, mark("Quantity imported")),
    may("purchase", POSITIVE, mark("Purchase price")),
    may("identified", FLAG, mark("Identified for VAT in France; yes if left out")),
    may("recoverable", FLAG, mark("Whether the VAT is recovered; yes if left out")),
    _CURRENCY,
    example=((24131.35, 892.86, "2026-12-03", 700, 90, 1000, 21551.72), [
        ["Base of the VAT", 25724.21], ["VAT", 5144.84], ["VAT paid to customs", 0.0],
        ["Landed cost", 25814.21], ["Per unit", 25.81], ["Landed cost / purchase", 1.1978],
    ]),
)  # fmt: skip
def cost_of_import(
    here: Here,
    value: Decimal,
    duties: Decimal,
    day: date,
    to_destination: Decimal | None,
    afterwards: Decimal | None,
    units: Decimal | None,
    purchase: Decimal | None,
    identified: bool | None,  # noqa: FBT001 - a cell
    recoverable: bool | None,  # noqa: FBT001 - a cell
    currency: str | None,
) -> list[tuple[Said, object]]:
    code = currency or EURO
    found = import_cost(
        Money(value, code),
        [Money(duties, code)],
        day,
        to_destination=[Money(to_destination or Decimal(0), code)],
        afterwards=[Money(afterwards or Decimal(0), code)],
        identified=identified is not False,
        recoverable=recoverable is not False,
        units=units,
        purchase=None if purchase is None else Money(purchase, code),
        ours=here.law,
    )
    return [
        (Said("Base of the VAT"), found.vat_base),
        (Said("VAT"), found.vat),
        (Said("VAT paid to customs"), found.vat_paid),
        (Said("Landed cost"), found.landed),
        (Said("Per unit"), found.per_unit),
        (Said("Landed cost / purchase"), found.ratio),
    ]


@family.function(
    "LANDED",
    mark("Landed cost line by line: customs value, duty, anti-dumping, total, per unit, ratio"),
    need("amounts", COLUMN, mark("Purchase amount of each line")),
    may("costs", TABLE, mark("Three or four columns: name, amount, key (value, weight, volume, "
                             "quantity, equal), to the border yes/no")),
    may("rates", column_of(DUTY_RATE), mark("Duty rate of each line")),
    may("quantities", COLUMN, mark("Quantity of each line")),
    may("weights", COLUMN, mark("Weight of each line, kg")),
    may("volumes", COLUMN, mark("Volume of each line, m3")),
    may("chargeable", COLUMN, mark("Chargeable weight of each line, kg")),
    may("dumping", column_of(SHARE), mark("Anti-dumping rate of each line")),
    may("in_currency", CURRENCY, mark("Currency of all amounts; EUR if left out")),
    example=(([[6000], [3000], [1000]],
              [["freight", 1300, "weight"], ["insurance", 50, "value"]],
              [[0], [0], [0]], [[1], [1], [1]], [[300], [900], [100]]), [
        [6000.0, 0.0, 0.0, 6330.0, 6330.0, 1.055],
        [3000.0, 0.0, 0.0, 3915.0, 3915.0, 1.305],
        [1000.0, 0.0, 0.0, 1105.0, 1105.0, 1.105],
    ]),
)  # fmt: skip
def landed_lines(
    _here: Here,
    amounts: Sequence[Decimal | None],
    table: list[list[Cell]] | None,
    rates: Sequence[DutyRate | None] | None,
    quantities: Sequence[Decimal | None] | None,
    weights: Sequence[Decimal | None] | None,
    volumes: Sequence[Decimal | None] | None,
    chargeable: Sequence[Decimal | None] | None,
    dumping: Sequence[Decimal | None] | None,
    currency: str | None,
) -> list[tuple[object, ...]]:
    code = currency or EURO
    optional = {"rates": rates, "quantities": quantities, "weights": weights, "volumes": volumes,
                "chargeable": chargeable, "dumping": dumping}  # fmt: skip
    rows = level("amounts", amounts, {}, optional)
    lines = [_line(at, row, code) for at, row in enumerate(rows, 1) if row]
    found = landed(lines, _costs(table, code), currency=code)
    return _beside(rows, found)


def _line(at: int, row: Sequence[object], code: str) -> Line:
    nothing = Decimal(0)
    amount, rate, quantity, kg, m3, chargeable, dumping = row
    assert isinstance(amount, Decimal)
    weight = {"kg": kg} if isinstance(kg, Decimal) else {}
    simple = rate.plain if isinstance(rate, DutyRate) else nothing
    return Line(
        str(at),
        Money(amount, code),
        quantity=quantity if isinstance(quantity, Decimal) else Decimal(1),
        kg=kg if isinstance(kg, Decimal) else nothing,
        m3=m3 if isinstance(m3, Decimal) else nothing,
        chargeable_kg=chargeable if isinstance(chargeable, Decimal) else nothing,
        duty=simple / 100 if simple is not None else nothing,
        anti_dumping=dumping if isinstance(dumping, Decimal) else nothing,
        rate=rate if isinstance(rate, DutyRate) and simple is None else None,
        quantities=weight,
    )


def _costs(table: list[list[Cell]] | None, code: str) -> list[Cost]:
    full = [[*row, False] if len(row) == 3 else row for row in table or []]  # noqa: PLR2004 - three columns
    filled = [[*row[:-1], False] if cells.is_blank(row[-1]) else row for row in full]
    readers = (cells.text, positive, _KEY.read, cells.flag)
    return [
        Cost(name, Money(amount, code), key, border)
        for name, amount, key, border in pairs("costs", filled, *readers)
    ]


def _beside(rows: Sequence[object], found: Landed) -> list[tuple[object, ...]]:
    """The results level with their lines; a blank line stays blank."""
    lines = iter(found)
    return [_figures(next(lines)) if row else (None,) * 6 for row in rows]


def _figures(line: LandedLine) -> tuple[object, ...]:
    return (
        line.customs_value,
        line.duty,
        line.anti_dumping,
        line.total,
        line.per_unit,
        line.ratio,
    )


@family.function(
    "ALLOCATE",
    mark("Shares an amount in proportion to a range; the shares add up to it exactly"),
    need("amount", NUMBER, mark("Amount to share")),
    need("weights", WEIGHTS, mark("What it is shared by: values, weights, quantities...")),
    _CURRENCY,
    example=((100, [[1], [1], [1]]), [[33.34], [33.33], [33.33]]),
)
def allocate_over(
    _here: Here, amount: Decimal, weights: list[list[Decimal]], currency: str | None
) -> list[list[Money]]:
    parts = iter(allocate(Money(amount, currency or EURO), [one for row in weights for one in row]))
    return [[next(parts) for _ in row] for row in weights]


@family.function(
    "CUSTOMSRATEDAY",
    mark("The day whose published rate serves a declaration: the penultimate Wednesday of the "
         "month before"),
    need("day", DAY, mark("Day the declaration is accepted")),
    example=(("2026-12-03",), date(2026, 11, 18)),
)  # fmt: skip
def customs_rate_day(_here: Here, day: date) -> date:
    return rate_day(day)


@family.function(
    "LOWVALUEDUTY",
    mark("Duty of a small distance sale, by its tariff headings; blank where the normal duty "
         "applies"),
    need("value", POSITIVE, mark("Value of the consignment, EUR")),
    need("headings", COUNT, mark("Number of distinct tariff sub-headings")),
    need("day", DAY, mark("Day of the release")),
    example=((60, 2, "2026-07-01"), 6.0),
)  # fmt: skip
def duty_of_low_value(here: Here, value: Decimal, headings: int, day: date) -> Money | None:
    owed = low_value_duty(Money(value, EURO), headings, day, ours=here.law)
    return owed.amount if owed else None


@family.function(
    "EXITSTEPS",
    mark("Steps of the search for an exit proof: day and what to do, one a row"),
    need("released", DAY, mark("Day of the release for export")),
    example=(("2026-09-01",), [
        [date(2026, 10, 1), "ask the broker for the proof of exit"],
        [date(2026, 10, 31), "chase the broker and the carrier"],
        [date(2026, 11, 30),
         "customs may open a search: answer with other proofs within 60 days"],
        [date(2026, 12, 30), "gather the alternative proofs of exit"],
        [date(2027, 1, 29),
         "without proof the declaration may be invalidated: VAT is at risk"],
    ]),
)  # fmt: skip
def exit_steps(here: Here, released: date) -> list[tuple[date, Said]]:
    return [(one.day, one.what) for one in exit_clock(released, here.law)]


@family.function(
    "EXITALERT",
    mark("The step of the search for an exit that is due; blank before the first or once exited"),
    need("released", DAY, mark("Day of the release for export")),
    need("today", DAY, mark("The day it is, such as TODAY()")),
    may("exited", DAY, mark("Day of the exit, once it is known")),
    example=(("2026-09-01", "2026-11-23"), "chase the broker and the carrier"),
)
def exit_alert_on(here: Here, released: date, today: date, exited: date | None) -> Said | None:
    alert = exit_alert(released, today, exited, here.law)
    return alert.what if alert else None


FUNCTIONS = family.functions
