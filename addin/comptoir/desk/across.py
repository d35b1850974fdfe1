"""Checks that look at more than one row: what a whole shipment, or a whole order, does not allow.

Run on the rows that a save touches, inside its transaction; and on all rows by a check.

A plan before today is news, not a fault: only what is said to have happened is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk.showing import Reading
from comptoir.desk.steps import disorder, step_said
from comptoir.records import RECORDS
from comptoir.records.chain import cancelled_shipments, days_by_shipment, shipped_quantities
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Crossing:
    """A finding on one row that follows from others."""

    record: str
    key: str
    field: str
    code: str
    said: Said
    shown: object = None


def crossings(
    ask: Reading, today: date, touched: Mapping[str, Collection[str]] | None = None
) -> Iterator[Crossing]:
    """Every such finding; on the rows *touched* only, by record, where they are given."""
    tried: tuple[tuple[set[str], Callable[[], Iterator[Crossing]]], ...] = (
        ({"shipment_line", "order_line"}, lambda: _over_shipped(ask)),
        ({"shipment_line", "claim"}, lambda: _containers_elsewhere(ask)),
        ({"milestone"}, lambda: _steps(ask, today)),
        ({"claim"}, lambda: _undelivered(ask)),
        ({"claim"}, lambda: _rejected(ask)),
        ({"payment", "invoice"}, lambda: _mispaid(ask)),
    )
    for records, found in tried:
        if touched is not None and not any(touched.get(name) for name in records):
            continue
        yield from (
            one for one in found() if touched is None or one.key in touched.get(one.record, ())
        )


def _over_shipped(ask: Reading) -> Iterator[Crossing]:
    lines = ask("shipment_line")
    if not lines.keys:
        return
    orders = ask("order_line")
    gone = cancelled_shipments(ask("milestone"))
    total: dict[str, int] = {}
    for line, shipped, _ in shipped_quantities(lines, gone):
        total[line] = total.get(line, 0) + shipped
    told = orders.columns
    most = {
        key: (quantity, quantity * (10_000 + (more if isinstance(more, int) else 0)) // 10_000)
        for key, quantity, more in zip(
            orders.keys, told["quantity"], told["tolerance"], strict=True
        )
        if isinstance(quantity, int) and key in total
    }
    mine = lines.columns
    for key, of, quantity in zip(lines.keys, mine["order_line"], mine["quantity"], strict=True):
        if isinstance(of, str) and of in most and total[of] > most[of][1]:
            said = Said(
                "{line} would be shipped {shipped} of {ordered} ordered."
                " Ship less, or enter a tolerance on the order line.",
                line=of,
                shipped=Decimal(total[of]).scaleb(-3),
                ordered=Decimal(most[of][0]).scaleb(-3),
            )
            yield Crossing("shipment_line", key, "quantity", "OVER-01", said, quantity)
            yield Crossing("order_line", of, "quantity", "OVER-01", said)


def _containers_elsewhere(ask: Reading) -> Iterator[Crossing]:
    boxes = ask("container")
    home = dict(zip(boxes.keys, boxes.columns["shipment"], strict=True))
    for record in ("shipment_line", "claim"):
        block = ask(record)
        told = block.columns
        for key, shipment, box in zip(block.keys, told["shipment"], told["container"], strict=True):
            if not box or home.get(str(box)) == shipment:
                continue
            said = Said(
                "Container {box} belongs to {other}, not to {shipment}. Choose one of its own.",
                box=box,
                other=home.get(str(box)),
                shipment=shipment,
            )
            yield Crossing(record, key, "container", "BOX-05", said, box)


def _steps(ask: Reading, today: date) -> Iterator[Crossing]:
    block = ask("milestone")
    told = block.columns
    rows = {
        (str(shipment), str(kind)): key
        for key, shipment, kind in zip(block.keys, told["shipment"], told["kind"], strict=True)
    }
    for shipment, days in days_by_shipment(block).items():
        done = {kind: actual for kind, (_, _, actual) in days.items() if actual}
        for first, second in disorder(done):
            said = Said(
                "{step} on {day} comes before {earlier} on {earlier_day}. Check both dates.",
                step=step_said(second),
                day=done[second],
                earlier=step_said(first),
                earlier_day=done[first],
            )
            for kind in (second, first):
                key = rows[shipment, kind]
                yield Crossing("milestone", key, "actual", "STEP-01", said, done[kind])
        for kind, day in done.items():
            if isinstance(day, date) and day > today:
                said = Said(
                    "{step} on {day} is still to come. Enter it as expected.",
                    step=step_said(kind),
                    day=day,
                )
                yield Crossing("milestone", rows[shipment, kind], "actual", "STEP-02", said, day)


def _undelivered(ask: Reading) -> Iterator[Crossing]:
    """Claims for damage on goods that nobody has received yet."""
    block = ask("claim")
    if not block.keys:
        return
    told = block.columns
    came = delivered_days(ask)
    names = ("shipment", "container", "kind", "harm", "received")
    for key, shipment, box, kind, harm, received in zip(
        block.keys, *(told[name] for name in names), strict=True
    ):
        damaged = kind == "TRANSPORT" and harm in {"APPARENT", "HIDDEN"}
        if damaged and not received and not came.get(str(box or shipment)):
            said = Said(
                "{shipment} is not delivered yet: damage is found at delivery."
                " Enter the delivery first, or claim for delay or loss.",
                shipment=shipment,
            )
            yield Crossing("claim", key, "shipment", "CLM-05", said, shipment)


def _rejected(ask: Reading) -> Iterator[Crossing]:
    """Claims that reject more than their shipment carried."""
    block, lines = ask("claim"), ask("shipment_line")
    told, carried = block.columns, dict[str, int]()
    for shipment, quantity in zip(
        lines.columns["shipment"], lines.columns["quantity"], strict=True
    ):
        carried[str(shipment)] = carried.get(str(shipment), 0) + int(str(quantity or 0))
    for key, shipment, rejected in zip(block.keys, told["shipment"], told["rejected"], strict=True):
        most = carried.get(str(shipment))
        if isinstance(rejected, int) and most is not None and rejected > most:
            said = Said(
                "{rejected} rejected is more than the {carried} that {shipment} carried."
                " Count again, or correct the shipment's lines.",
                rejected=Decimal(rejected).scaleb(-3),
                carried=Decimal(most).scaleb(-3),
                shipment=shipment,
            )
            yield Crossing("claim", key, "rejected", "CLM-07", said, rejected)


def _mispaid(ask: Reading) -> Iterator[Crossing]:
    """Payments given to an invoice of another partner, or in another currency."""
    payments = ask("payment")
    if not payments.keys:
        return
    invoices = ask("invoice")
    of = {
        key: (party, currency)
        for key, party, currency in zip(
            invoices.keys, invoices.columns["party"], invoices.columns["currency"], strict=True
        )
    }
    told = payments.columns
    for key, invoice, party, currency in zip(
        payments.keys, told["invoice"], told["party"], told["currency"], strict=True
    ):
        owner, owed = of.get(str(invoice), (party, currency))
        if owner != party:
            said = Said(
                "{invoice} is of {owner}, the payment of {party}. Choose an invoice of {party}.",
                invoice=invoice, owner=owner, party=party,
            )  # fmt: skip
            yield Crossing("payment", key, "invoice", "PAY-02", said, invoice)
            yield Crossing("invoice", str(invoice), "party", "PAY-02", said, owner)
        elif owed != currency:
            said = Said(
                "{invoice} is in {owed}, the payment in {currency}. Enter what it settles in"
                " {owed}, and in the note what the bank counted.",
                invoice=invoice, owed=owed, currency=currency,
            )  # fmt: skip
            yield Crossing("payment", key, "currency", "PAY-03", said, currency)
            yield Crossing("invoice", str(invoice), "currency", "PAY-03", said, owed)


def delivered_days(ask: Reading) -> dict[str, date]:
    """The day of delivery of each shipment, and of each container that has its own."""
    found = {
        shipment: day
        for shipment, days in days_by_shipment(ask("milestone")).items()
        if isinstance(day := days.get("DELIVERED", (None, None, None))[2], date)
    }
    boxes = ask("container")
    told = boxes.columns
    for key, shipment, day in zip(boxes.keys, told["shipment"], told["delivered"], strict=True):
        own = day or found.get(str(shipment))
        if isinstance(own, date):
            found[key] = own
    return found


def faults(
    ask: Reading,
    today: date,
    touched: Mapping[str, Collection[str]],
    reads: Mapping[str, TableRead],
    placed: Mapping[str, Mapping[int, str]],
) -> list[Fault]:
    """What a save that *touched* these rows must be refused for, each at its cell, once.

    *placed* tells which new row of a table got which key.
    """
    first: dict[tuple[str, str, str], Crossing] = {}
    for one in crossings(ask, today, touched):
        first.setdefault((one.record, one.key, one.code), one)
    return [_at_cell(one, reads, placed.get(one.record, {})) for one in first.values()]


def _at_cell(found: Crossing, reads: Mapping[str, TableRead], placed: Mapping[int, str]) -> Fault:
    read = reads.get(found.record)
    where = read.cell_of(found.key, found.field, placed) if read else found.key
    shown = "" if found.shown is None else str(found.shown)
    label = RECORDS[found.record].by_name[found.field].label
    return Fault(where, label, shown, found.said, found.code)
