"""Customs: the mandate, the states of a declaration, and what an import costs at the border.

The estimate shares the carriage over the lines, adds each line's duty, and brings the landed
cost back onto the goods; every step of it is kept with the declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comptoir.desk.deed import Deed
from comptoir.desk.quoting import NoRateKnown, rate_on
from comptoir.desk.shipping import crosses_border, number
from comptoir.errors import Refused
from comptoir.records import Row, Rows
from comptoir.rules.clearance import Procedure, State, moved
from comptoir.rules.duties import duty_rate, import_cost, rate_due
from comptoir.rules.landed import Cost, Key, Landed, Line, landed
from comptoir.rules.money import Money, Rate
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

DAY_OF = {
    State.MANDATED: "mandated",
    State.LODGED: "lodged",
    State.ACCEPTED: "accepted",
    State.RELEASED: "released",
    State.EXITED: "exited",
}


class NoDutyRate(Refused):
    message = mark(
        "There is no duty rate for {code} of origin {origin} on {day}. Nothing was computed."
        " Enter it on the sheet Duty rates, with the day it was read."
    )


class NoGoods(Refused):
    message = mark(
        "{shipment} has no line with a value and a tariff code. Nothing was computed."
        " Enter both on the sheet Shipped goods."
    )


class NotAnImport(Refused):
    message = mark(
        "{shipment} does not enter the Union: no duty is due. Nothing was computed."
        " Check its flow and its countries."
    )


class NeedsMrn(Refused):
    message = mark(
        "{declaration} cannot be accepted without its MRN. Nothing was changed. Enter the number."
    )


def mandate(deed: Deed, shipment: str, broker: str, *, representation: str = "DIRECT") -> str:
    """Instruct a customs broker: a declaration, import or export, with the day of the mandate."""
    row = deed.row("shipment", shipment)
    deed.row("party", broker)
    [ref] = deed.add(
        "declaration",
        [
            {
                "shipment": shipment,
                "procedure": procedure_of(row),
                "broker": broker,
                "status": State.MANDATED.name,
                "mandated": deed.today,
                "representation": representation,
            }
        ],
    )
    return ref


def move(deed: Deed, declaration: str, to: State, day: date, *, mrn: str | None = None) -> None:
    """Take a declaration to its next state, where customs allow it; acceptance needs the MRN."""
    row = deed.row("declaration", declaration)
    state = moved(Procedure[str(row["procedure"])], State[str(row["status"])], to)
    values: Row = {"status": state.name}
    if state in DAY_OF:
        values[DAY_OF[state]] = day
    if mrn:
        values |= deed.read("declaration", {"mrn": mrn}, declaration)
    if state is State.ACCEPTED and not (mrn or row.get("mrn")):
        raise NeedsMrn(declaration=declaration)
    deed.change("declaration", declaration, values)
    if state is State.RELEASED:
        step_released(deed, row, day)


CLEARED = {"IMPORT": "IMPORT_CLEARED", "EXPORT": "EXPORT_CLEARED"}


def step_released(deed: Deed, declaration: Row, day: date) -> str | None:
    """The goods of a *declaration* were released that day: a step of its shipment.

    The step, where it was not known yet; None for a transit, and where it happened that day.
    """
    kind, shipment = CLEARED.get(str(declaration["procedure"])), str(declaration["shipment"])
    if kind is None:
        return None
    for key, row in deed.parts("milestone", shipment).items():
        if row["kind"] == kind:
            deed.change("milestone", key, {"actual": day})
            return kind if row["actual"] != day else None
    deed.add("milestone", [{"shipment": shipment, "kind": kind, "actual": day}])
    return kind


def procedure_of(shipment: Row) -> str:
    """What a declaration of ours is usually for: goods that come in, or goods that leave."""
    return Procedure.EXPORT.name if shipment["flow"] == "EXP" else Procedure.IMPORT.name


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an import owes and costs, in euros, line by line and in all."""

    lines: tuple[str, ...]
    landed: Landed
    value: Money
    duty: Money
    vat: Money
    vat_paid: Money
    total: Money
    workings: Workings


def estimate(deed: Deed, shipment: str, on: date | None = None) -> Estimate:
    """Duty, VAT and landed cost of an import accepted *on* a day. Nothing is written."""
    day = on or deed.today
    row, rates = deed.row("shipment", shipment), deed.rows("rate")
    if row["flow"] != "IMP" or not crosses_border(row, day):
        raise NotAnImport(shipment=shipment)
    goods = {
        key: line
        for key, line in deed.parts("shipment_line", shipment).items()
        if line.get("value") is not None and line.get("goods_code")
    }
    if not goods:
        raise NoGoods(shipment=shipment)
    held = any(
        paper["paper"] == "SUPPLIER_ORIGIN_PROOF" and paper.get("received")
        for paper in deed.parts("document", shipment).values()
    )
    steps: list[Step] = []
    lines = [_line(deed, key, line, day, steps, proof_held=held) for key, line in goods.items()]
    used = {line.value.currency for line in lines} | {str(row.get("cost_currency") or "EUR")}
    known = [_customs_rate(one, day, rates, steps) for one in sorted(used - {"EUR"})]
    costs = _costs(row, weighed=any(line.kg for line in lines))
    shared = landed(lines, costs, currency="EUR", rates=known)
    return _owed(tuple(goods), shared, costs, known, day, Workings(tuple(steps)))


def _owed(
    keys: tuple[str, ...],
    shared: Landed,
    costs: list[Cost],
    rates: list[Rate],
    day: date,
    steps: Workings,
) -> Estimate:
    whole = list(shared)
    value = _sum(line.customs_value for line in whole)
    owed = import_cost(
        value,
        [_sum(line.duty for line in whole), _sum(line.anti_dumping for line in whole)],
        day,
        to_destination=[_euros(cost, rates) for cost in costs if cost.name == "arrival"],
        afterwards=[_euros(cost, rates) for cost in costs if cost.name == "other"],
        purchase=_sum(line.value for line in whole),
    )
    for cost in costs:
        steps += Step(_euros(cost, rates), NAMES[cost.name])
    return Estimate(
        lines=keys,
        landed=shared,
        value=value,
        duty=shared.duty,
        vat=owed.vat,
        vat_paid=owed.vat_paid,
        total=shared.total,
        workings=steps + owed.workings,
    )


NAMES = {
    "origin": Said("costs at origin"),
    "freight": Said("freight"),
    "insurance": Said("insurance"),
    "arrival": Said("costs at arrival"),
    "other": Said("other costs"),
}


def _sum(amounts: object) -> Money:
    total = Money.zero("EUR")
    for amount in amounts:  # type: ignore[attr-defined]
        total += amount
    return total


def _euros(cost: Cost, rates: list[Rate]) -> Money:
    if cost.amount.currency == "EUR":
        return cost.amount.rounded()
    rate = next(one for one in rates if cost.amount.currency in {one.base, one.quote})
    return cost.amount.at(rate)


def _line(
    deed: Deed, key: str, line: Row, day: date, steps: list[Step], *, proof_held: bool
) -> Line:
    found = duty_of(deed.rows("tariff"), str(line["goods_code"]), line.get("origin"), day)
    if found is None:
        raise NoDutyRate(code=line["goods_code"], origin=line.get("origin"), day=day)
    preference = found.get("preference")
    rate = rate_due(
        duty_rate(str(found["duty"])),
        duty_rate(str(preference)) if preference else None,
        proof_held=proof_held,
    )
    text = str(preference) if preference and proof_held else str(found["duty"])
    what = Said("duty on {code}, origin {origin}", code=line["goods_code"], origin=line["origin"])
    steps.append(Step(text, what, str(found.get("source") or "")))
    net = number(line.get("net_kg"))
    return Line(
        name=key,
        value=Money(number(line["value"]), str(line["currency"])),
        quantity=number(line["quantity"]),
        kg=number(line.get("gross_kg")),
        m3=number(line.get("m3")),
        rate=rate,
        quantities={"kg": net} if net else {},
        anti_dumping=number(found.get("anti_dumping")) / 100,
    )


def duty_of(tariffs: Rows, code: str, origin: object, day: date) -> Row | None:
    """The duty rate of a code and an origin on a day: the closest code, then the latest."""
    fits = [
        row
        for row in tariffs.values()
        if code.startswith(str(row["goods_code"]))
        and row.get("origin") in {None, origin}
        and isinstance(row["since"], date)
        and row["since"] <= day
    ]
    return max(
        fits,
        key=lambda row: (len(str(row["goods_code"])), row.get("origin") is not None,
                         str(row["since"])),
        default=None,
    )  # fmt: skip


def _customs_rate(currency: str, day: date, rates: Rows, steps: list[Step]) -> Rate:
    """The customs rate of the month; where it is missing the latest other one, to confirm."""
    month = day.replace(day=1)
    try:
        rate = rate_on(currency, day, rates, "CUSTOMS")
        sure = rate.day == month
    except NoRateKnown:
        rate, sure = rate_on(currency, day, rates), False
    what = Said("rate used") if sure else Said("rate used, not the customs one: to confirm")
    steps.append(Step(str(rate), what, "UCC art. 53", to_confirm=not sure))
    return rate


def _costs(row: Row, *, weighed: bool) -> list[Cost]:
    """The costs recorded on a shipment: to the border by weight, the premium by value."""
    currency = str(row.get("cost_currency") or "EUR")
    by = Key.WEIGHT if weighed else Key.VALUE
    named = (
        ("origin", "origin_costs", by, True),
        ("freight", "freight", by, True),
        ("insurance", "insurance", Key.VALUE, True),
        ("arrival", "arrival_costs", by, False),
        ("other", "other_costs", Key.VALUE, False),
    )
    return [
        Cost(name, Money(number(row[field]), currency).rounded(), key, to_border=border)
        for name, field, key, border in named
        if row.get(field)
    ]


def keep_estimate(deed: Deed, shipment: str, on: date | None = None) -> Estimate:
    """Estimate, and write it onto the lines and the import declaration of the shipment."""
    found = estimate(deed, shipment, on)
    deed.change_all(
        "shipment_line",
        {
            key: {
                "customs_value": line.customs_value.amount,
                "duty": line.duty.amount + line.anti_dumping.amount,
                "landed": line.total.amount,
            }
            for key, line in zip(found.lines, found.landed, strict=True)
        },
    )
    for key, row in deed.parts("declaration", shipment).items():
        if row["procedure"] == "IMPORT" and row["status"] != "INVALIDATED":
            values: Row = {
                "value": found.value.amount,
                "duty": found.duty.amount,
                "vat": found.vat.amount,
                "vat_paid": found.vat_paid.amount,
                "workings": found.workings.in_(deed.lang),
            }
            deed.change("declaration", key, values)
    return found
