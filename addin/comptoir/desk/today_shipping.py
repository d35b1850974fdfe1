"""What shipments make urgent: steps, free time, papers, customs, exit proofs, claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from comptoir.desk.steps import step_said
from comptoir.records.chain import (
    STEPS,
    Days,
    container_columns,
    days_by_shipment,
    document_columns,
    shipment_columns,
)
from comptoir.records.customs_claims import CLAIM_STATUS, PAPER
from comptoir.records.stored import Ask
from comptoir.rules.clearance import exit_alert
from comptoir.rules.free_time import demurrage, slabs
from comptoir.sheets.views import Due
from comptoir.wording import Said

OVER = {"DELIVERED", "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Notice:
    """How many days ahead each thing is told; a desk may change them."""

    step: int = 2
    free_time: int = 3
    paper: int = 3
    claim: int = 5
    bar: int = 60
    answer: int = 30


def shipping_dues(ask: Ask, day: date, notice: Notice = Notice()) -> Iterator[Due]:
    """Everything that shipments make due on *day* or soon."""
    shipments = ask("shipment")
    if not shipments.keys:
        return
    told = shipments.columns
    partners = dict(zip(shipments.keys, map(str, told["party"]), strict=True))
    chains = days_by_shipment(ask("milestone"))
    states = map(str, shipment_columns(shipments, ask)["status"])
    standing = dict(zip(shipments.keys, states, strict=True))
    yield from _steps(chains, standing, partners, day, notice)
    yield from _free_time(ask, partners, day, notice)
    yield from _papers(ask, standing, partners, day, notice)
    yield from _customs(ask, partners, day)
    yield from _claims(ask, day, notice)


def _steps(
    chains: dict[str, dict[str, Days]],
    standing: dict[str, str],
    partners: dict[str, str],
    day: date,
    notice: Notice,
) -> Iterator[Due]:
    """The next step of each shipment under way: overdue, or near."""
    for key, days in chains.items():
        if key not in partners or standing[key] in OVER:
            continue
        done = [STEPS.index(kind) for kind, one in days.items() if one[2] and kind in STEPS]
        behind = max(done, default=-1)
        waiting = [
            (when, kind)
            for kind, (planned, expected, actual) in days.items()
            if kind in STEPS and STEPS.index(kind) > behind and not actual
            if isinstance(when := expected or planned, date)
        ]
        for when, kind in sorted(waiting)[:1]:
            if when <= day + timedelta(days=notice.step):
                planned = days[kind][0]
                moved = isinstance(planned, date) and when != planned
                why = (
                    Said("expected on {day}, planned on {planned}", day=when, planned=planned)
                    if moved
                    else Said("planned on {day}", day=when)
                )
                what = Said("Follow the shipment: {step}", step=step_said(kind))
                yield _due(when, what, key, partners[key], why, "shipment")


def _free_time(ask: Ask, partners: dict[str, str], day: date, notice: Notice) -> Iterator[Due]:
    boxes, owner = ask("container"), ask("shipment")
    names = ("slabs", "slab_currency")
    terms = dict(
        zip(owner.keys, zip(*(owner.columns[name] for name in names), strict=True), strict=True)
    )
    told = boxes.columns
    last_days = container_columns(boxes, ask)["free_until"]
    for key, shipment, number, taken, last in zip(
        boxes.keys, told["shipment"], told["number"], told["taken"], last_days, strict=True
    ):
        if taken or not isinstance(last, date) or last > day + timedelta(days=notice.free_time):
            continue
        text, currency = terms.get(str(shipment), (None, None))
        why = Said("container {number} is free until {day}", number=number, day=last)
        if text and last < day:
            owed = demurrage(last, day, slabs(str(text), str(currency or "EUR")))
            why = Said(
                "container {number}: {amount} of demurrage, the free time ended on {day}",
                number=number,
                amount=owed.amount,
                day=last,
            )
        what = Said("Take the container out of the port")
        yield _due(last, what, key, partners.get(str(shipment), ""), why, "container")


def _papers(
    ask: Ask, standing: dict[str, str], partners: dict[str, str], day: date, notice: Notice
) -> Iterator[Due]:
    """Papers that are due and not there; one line to the shipment and day."""
    block = ask("document")
    told, states = block.columns, document_columns(block, ask)["status"]
    late: dict[tuple[str, date], list[Said]] = {}
    for shipment, paper, title, due, state in zip(
        told["shipment"], told["paper"], told["title"], told["due"], states, strict=True
    ):
        if state not in {"MISSING", "ASKED", "DISCREPANT"} or not isinstance(due, date):
            continue
        of = str(shipment)
        if due <= day + timedelta(days=notice.paper) and standing.get(of) != "CANCELLED":
            name = Said("{title}", title=title) if title else Said(PAPER.options[str(paper)])
            late.setdefault((of, due), []).append(name)
    for (shipment, due), names in late.items():
        shown = names[:2]
        why = Said("due on {day}: {papers}", day=due, papers=shown)
        if len(names) > len(shown):
            why = Said(
                "due on {day}: {papers} and {more} more",
                day=due,
                papers=shown,
                more=len(names) - len(shown),
            )
        what = Said("Get the missing papers")
        yield _due(due, what, shipment, partners.get(shipment, ""), why, "shipment")


def _customs(ask: Ask, partners: dict[str, str], day: date) -> Iterator[Due]:
    block = ask("declaration")
    told = block.columns
    names = ("shipment", "procedure", "status", "accepted", "released", "exited", "alternative")
    for key, shipment, procedure, status, accepted, released, exited, other in zip(
        block.keys, *(told[name] for name in names), strict=True
    ):
        party = partners.get(str(shipment), "")
        if status == "INVALIDATED":
            continue
        if status in {"NOT_RELEASED", "UNDER_CONTROL"}:
            what = Said("Answer customs")
            why = Said("the goods of {shipment} are not released", shipment=shipment)
            when = accepted if isinstance(accepted, date) else day
            yield _due(when, what, key, party, why, "declaration")
        if procedure == "EXPORT" and isinstance(released, date) and not exited and not other:
            alert = exit_alert(released, day)
            if alert is not None:
                why = Said("released on {day}: {step}", day=released, step=alert.what)
                what = Said("Get the proof of exit")
                yield _due(alert.day, what, key, party, why, "declaration")


def _claims(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    block = ask("claim")
    told = block.columns
    names = ("shipment", "kind", "status", "party", "safe", "deadline", "bar", "reminded",
             "notified")  # fmt: skip
    for key, shipment, kind, status, party, safe, deadline, bar, reminded, notified in zip(
        block.keys, *(told[name] for name in names), strict=True
    ):
        if status in {"PAID", "CLOSED"}:
            continue
        about = shipment or "—"
        if status in {"RECORDED", "RESERVED"} and isinstance(safe, date):
            if safe <= day + timedelta(days=notice.claim):
                what, why = _to_write(kind, about, safe, deadline)
                yield _due(safe, what, key, party, why, "claim")
        elif status in {"NOTIFIED", "CLAIMED", "UNDER_DISCUSSION", "ACCEPTED"}:
            since = reminded or notified
            if isinstance(since, date) and since + timedelta(days=notice.answer) <= day:
                what, why = _to_remind(status, since)
                when = since + timedelta(days=notice.answer)
                yield _due(when, what, key, party, why, "claim")
        if isinstance(bar, date) and day >= bar - timedelta(days=notice.bar):
            what = Said("Interrupt the time bar or sue")
            state = Said(CLAIM_STATUS.options[str(status)])
            why = Said("claim {state}; time-barred after {day}", state=state, day=bar)
            yield _due(bar, what, key, party, why, "claim")


def _to_write(kind: object, about: object, safe: date, deadline: object) -> tuple[Said, Said]:
    if kind == "CUSTOMER":
        return Said("Answer the customer's complaint"), Said("answer promised by {day}", day=safe)
    what = Said("Write to the carrier") if kind == "TRANSPORT" else Said("Write to the supplier")
    if isinstance(deadline, date):
        return what, Said("{shipment}: the right to claim is lost after {day}", shipment=about,
                          day=deadline)  # fmt: skip
    return what, Said("{shipment}: best written by {day}", shipment=about, day=safe)


def _to_remind(status: object, since: date) -> tuple[Said, Said]:
    if status == "ACCEPTED":
        return Said("Ask for the amount agreed"), Said("agreed, not received yet")
    return Said("Remind them of the claim"), Said("no news since {day}", day=since)


def _due(day: date, what: Said, ref: object, party: object, why: Said, record: str) -> Due:
    return Due(day, what, str(ref), str(party or ""), why, "", record)
