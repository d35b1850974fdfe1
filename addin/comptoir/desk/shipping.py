"""A shipment made from order lines, and led through its milestones.

Partial: a line may travel in several shipments. Grouped: lines of several orders of one partner
travel together. What is shipped never exceeds what was ordered, but for the tolerance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.steps import disorder, step_said
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.records.chain import (
    NO_DAYS,
    cancelled_shipments,
    days_by_shipment,
    delay_of,
    ends_on_arrival,
    shipped_quantities,
    status_of,
)
from comptoir.rules.chain import plan
from comptoir.rules.documents import Zone, zone
from comptoir.rules.incoterms import Incoterm, Mode
from comptoir.wording import mark

MODES = {
    "SEA": Mode.SEA,
    "AIR": Mode.AIR,
    "ROAD": Mode.ROAD,
    "RAIL": Mode.RAIL,
    "COURIER": Mode.COURIER,
    "RIVER": Mode.WATERWAY,
    "MULTI": Mode.MULTIMODAL,
}
HOME = "FR"
NOTHING = Decimal(0)


class NothingToShip(Refused):
    message = mark(
        "{ref} has nothing left to ship. No shipment was made."
        " Look at the column Shipped of its lines."
    )


class TooMuch(Refused):
    message = mark(
        "{line}: {wanted} is more than the {left} left of the {ordered} ordered."
        " No shipment was made. Ship less, or enter a tolerance on the order line."
    )


class NotOfTheOrder(Refused):
    message = mark(
        "{line} is not a line of {refs}. No shipment was made. Name the order with its line."
    )


class NotTogether(Refused):
    message = mark(
        "{refs} are of different partners or flows and cannot travel in one shipment."
        " No shipment was made. Make one for each."
    )


class OutOfOrder(Refused):
    message = mark(
        "{shipment}: {step} on {day} would come before {earlier} on {earlier_day}."
        " Nothing was saved. Check both dates."
    )


class NotYet(Refused):
    message = mark(
        "{step} on {day} is still to come. Nothing was saved."
        " Enter it as expected, or wait until it has happened."
    )


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to ship of an order line."""

    ordered: Decimal
    shipped: Decimal
    tolerance: Decimal = NOTHING

    @property
    def quantity(self) -> Decimal:
        """What may still be shipped; never below zero."""
        return max(NOTHING, self.ordered - self.shipped)

    @property
    def most(self) -> Decimal:
        """The most that may be shipped: with the tolerance, in percent of what was ordered."""
        return self.ordered * (100 + self.tolerance) / 100 - self.shipped


def left_to_ship(deed: Deed, lines: Sequence[str]) -> dict[str, Left]:
    """What is left of each of the order *lines*; cancelled shipments do not count."""
    ask = deed.ask
    gone = cancelled_shipments(ask("milestone"))
    shipped: dict[str, Decimal] = {}
    for of, quantity, _shipment in shipped_quantities(ask("shipment_line"), gone):
        shipped[of] = shipped.get(of, NOTHING) + Decimal(quantity).scaleb(-3)
    rows = deed.rows("order_line")
    return {
        line: Left(
            number(rows[line]["quantity"]),
            shipped.get(line, NOTHING),
            number(rows[line].get("tolerance")),
        )
        for line in lines
    }


def new_shipment(
    deed: Deed,
    orders: Sequence[str],
    *,
    quantities: Mapping[str, Decimal] | None = None,
    departure: date | None = None,
    arrival: date | None = None,
    **but: object,
) -> str:
    """A shipment of what is left of *orders*, or of the *quantities* given by order line.

    *but* replaces what follows from the orders (mode, forwarder, ports). With a *departure* its
    milestones are planned.
    """
    found = {ref: deed.row("order", ref) for ref in orders}
    if len({(row["party"], row["flow"]) for row in found.values()}) != 1:
        raise NotTogether(refs=list(orders))
    wanted = _wanted(deed, list(found), quantities)
    lines = [_shipment_line(deed, line, quantity) for line, quantity in wanted.items()]
    first = next(iter(found.values()))
    [ref] = deed.add("shipment", [{**_from_order(deed, first), **_masses(lines), **but}])
    deed.add("shipment_line", [{"shipment": ref, **line} for line in lines])
    if departure:
        plan_milestones(deed, ref, departure, arrival)
    return ref


def _wanted(
    deed: Deed,
    orders: Sequence[str],
    quantities: Mapping[str, Decimal] | None,
) -> dict[str, Decimal]:
    lines = deed.rows("order_line")
    for line in quantities or {}:
        if line not in lines or lines[line]["order"] not in orders:
            raise NotOfTheOrder(line=line, refs=list(orders))
    left = left_to_ship(deed, [key for key, row in lines.items() if row["order"] in orders])
    if quantities is None:
        wanted = {line: one.quantity for line, one in left.items() if one.quantity}
        if not wanted:
            raise NothingToShip(ref=", ".join(orders))
        return wanted
    for line, quantity in quantities.items():
        if quantity > left[line].most or quantity <= 0:
            raise TooMuch(
                line=line, wanted=quantity, left=left[line].quantity, ordered=left[line].ordered
            )
    return dict(quantities)


def _shipment_line(deed: Deed, key: str, quantity: Decimal) -> Row:
    """The line that ships *quantity* of an order line, with its share of weights and value."""
    line = deed.row("order_line", key)
    order = deed.row("order", str(line["order"]))
    product = deed.row("product", str(line["product"])) if line.get("product") else {}
    share = quantity / number(line["quantity"]) if line.get("quantity") else Decimal(1)
    unit = number(line["price"]) * (100 - number(line.get("discount"))) / 100
    row: Row = {
        "order_line": key,
        "quantity": quantity,
        "unit": line.get("unit"),
        "description": line.get("description") or product.get("name_en"),
        "goods_code": line.get("goods_code") or product.get("goods_code"),
        "origin": line.get("origin") or product.get("origin"),
        "currency": order["currency"],
        "value": (quantity * unit).quantize(Decimal("0.01")),
    }
    for name in ("net_kg", "gross_kg"):
        if line.get(name) is not None:
            row[name] = (number(line[name]) * share).quantize(Decimal("0.001"))
        elif product.get(name) is not None:
            row[name] = (number(product[name]) * quantity).quantize(Decimal("0.001"))
    if line.get("packages"):
        row["packages"] = max(1, round(int(str(line["packages"])) * share))
    if all(product.get(side) for side in ("length_cm", "width_cm", "height_cm")):
        cm3 = number(product["length_cm"]) * number(product["width_cm"])
        cm3 *= number(product["height_cm"])
        row["m3"] = (cm3 * quantity / 1_000_000).quantize(Decimal("0.001"))
    return row


def _masses(lines: Sequence[Row]) -> Row:
    """The weights, volume and packages of all *lines* together, where they are known."""
    found: Row = {}
    for name in ("gross_kg", "m3"):
        if known := [number(line[name]) for line in lines if line.get(name) is not None]:
            found[name] = sum(known, NOTHING)
    if packages := [int(str(line["packages"])) for line in lines if line.get("packages")]:
        found["packages"] = sum(packages)
    return found


def _from_order(deed: Deed, order: Row) -> Row:
    """What a shipment takes from its order."""
    party = deed.row("party", str(order["party"]))
    sold = order["flow"] == "EXP"
    far = order.get("destination") if sold else party["country"]
    terms = str(order.get("terms") or "").split()
    paid = next((word for word in ("LC", "DP", "DA") if word in terms), "OA")
    return {
        "party": order["party"],
        "flow": order["flow"],
        "mode": order.get("mode") or "SEA",
        "incoterm": order["incoterm"],
        "place": order.get("place"),
        "edition": order.get("edition"),
        "payment": paid,
        "opened": deed.today,
        "from_country": HOME if sold else far or party["country"],
        "to_country": (far or party["country"]) if sold else HOME,
        "owner": order.get("owner"),
    }


def crosses_border(row: Row, on: date) -> bool:
    """Whether customs formalities are due between the two countries; yes while one is unknown."""
    if not (row.get("from_country") and row.get("to_country")):
        return True
    zones = {zone(str(row[name]), on) for name in ("from_country", "to_country")}
    return row["from_country"] != row["to_country"] and zones != {Zone.EU}


def incoterm_of(row: Row) -> Incoterm:
    return Incoterm[str(row["incoterm"])]


def plan_milestones(
    deed: Deed, shipment: str, departure: date, arrival: date | None = None
) -> list[str]:
    """Plan the steps of *shipment* that it has not yet, from its mode and Incoterm.

    Without an *arrival* the days of the quote that was chosen count, else the usual ones.
    """
    row = deed.row("shipment", shipment)
    arrival = arrival or _quoted_arrival(deed, shipment, departure)
    known = {str(one["kind"]) for one in deed.parts("milestone", shipment).values()}
    steps = plan(
        MODES[str(row["mode"])],
        incoterm_of(row),
        sold=row["flow"] == "EXP",
        abroad=crosses_border(row, departure),
        departure=departure,
        arrival=arrival,
        full_container=row["mode"] == "SEA" and bool(deed.parts("container", shipment)),
    )
    places = {"DEPARTED": row.get("loading_port"), "ARRIVED": row.get("discharge_port")}
    new: list[Row] = [
        {
            "shipment": shipment,
            "kind": step.kind,
            "planned": step.day,
            "who": step.who.value,
            "place": places.get(step.kind),
        }
        for step in steps
        if step.kind not in known
    ]
    return deed.add("milestone", new)


def _quoted_arrival(deed: Deed, shipment: str, departure: date) -> date | None:
    """The arrival by the transit days of the quote that was booked; None where nobody said."""
    booked = [one for one in deed.parts("quote", shipment).values() if one.get("chosen")]
    days = booked[-1].get("transit_days") if booked else None
    return departure + timedelta(days=days) if isinstance(days, int) else None


def reached(deed: Deed, shipment: str, kind: str, day: date, note: str | None = None) -> str:
    """A milestone happened: its row gets the day, and the shipment's status follows.

    Refused where it is still to come, or out of the order of the chain. The shipment's new
    status.
    """
    if day > deed.today:
        raise NotYet(step=step_said(kind), day=day)
    row = deed.row("shipment", shipment)
    _keep_order(deed, shipment, kind, day)
    _write_step(deed, shipment, kind, {"actual": day, **({"note": note} if note else {})})
    steps = deed.parts("milestone", shipment).values()
    done = {str(one["kind"]) for one in steps if one["actual"]}
    return status_of(done, arrival_ends=ends_on_arrival(row["flow"], row["incoterm"]))


def expected(
    deed: Deed, shipment: str, kind: str, day: date, note: str | None = None
) -> int | None:
    """News of a milestone to come; the plan stays. Days behind the plan, where there is one."""
    deed.row("shipment", shipment)
    _write_step(deed, shipment, kind, {"expected": day, **({"note": note} if note else {})})
    told = days_by_shipment(deed.ask("milestone")).get(shipment, {}).get(kind, NO_DAYS)
    return delay_of(*told)


def _write_step(deed: Deed, shipment: str, kind: str, values: Row) -> None:
    for key, row in deed.parts("milestone", shipment).items():
        if row["kind"] == kind:
            deed.change("milestone", key, values)
            return
    deed.add("milestone", [{"shipment": shipment, "kind": kind, **values}])


def _keep_order(deed: Deed, shipment: str, kind: str, day: date) -> None:
    done = {
        str(row["kind"]): row["actual"]
        for row in deed.parts("milestone", shipment).values()
        if row["actual"]
    }
    for fault in disorder({**done, kind: day}):
        if kind in fault:
            first, second = fault
            raise OutOfOrder(
                shipment=shipment,
                step=step_said(second),
                day={**done, kind: day}[second],
                earlier=step_said(first),
                earlier_day={**done, kind: day}[first],
            )


def number(value: object) -> Decimal:
    """A typed value as a number; nothing counts as none."""
    return value if isinstance(value, Decimal) else Decimal(str(value or 0))
