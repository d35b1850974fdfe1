"""The making of what we buy: planned back from the day promised, followed step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from comptoir.desk.deed import Deed
from comptoir.desk.ordering import move
from comptoir.desk.shipping import MODES
from comptoir.errors import Refused
from comptoir.records import Row, Rows
from comptoir.records.order_life import PRODUCTION_STEP
from comptoir.rules.chain import TRANSIT
from comptoir.rules.incoterms import Incoterm
from comptoir.rules.making import STEPS, plan, slip
from comptoir.rules.orders import Stage, allowed
from comptoir.wording import Said, mark


class NotBought(Refused):
    message = mark(
        "{order} is a sale: its making is ours. Nothing was planned. Choose a purchase order."
    )


class NoDayPromised(Refused):
    message = mark(
        "{order} has no delivery date. Nothing was planned. Enter the date confirmed or requested."
    )


class StillToCome(Refused):
    message = mark(
        "{step} on {day} is still to come. Nothing was saved."
        " Enter it as expected, or wait until it has happened."
    )


def step_said(step: str) -> Said:
    """The word for a step of production."""
    return Said(PRODUCTION_STEP.options[step])


def steps_of(deed: Deed, order: str) -> Rows:
    """The steps of *order* that are known."""
    return {k: r for k, r in deed.rows("production").items() if r["order"] == order}


def ready_by(row: Row) -> date | None:
    """The day the goods must be ready: the day promised, less the way where it is ours to none."""
    day = row.get("committed") or row.get("requested")
    if not isinstance(day, date):
        return None
    if Incoterm[str(row["incoterm"])].term.delivered:
        return day - timedelta(days=TRANSIT[MODES[str(row.get("mode") or "SEA")]])
    return day


def plan_steps(deed: Deed, order: str, *, sample: bool = False) -> list[str]:
    """Plan the steps that *order* has not yet, back from the day promised. Their numbers."""
    row = deed.row("order", order)
    if row["flow"] != "IMP":
        raise NotBought(order=order)
    ready, ordered = ready_by(row), row["ordered"]
    if ready is None:
        raise NoDayPromised(order=order)
    assert isinstance(ordered, date)
    known = {row["step"] for row in steps_of(deed, order).values()}
    deposit = any(word in str(row.get("terms") or "") for word in ("DEP", "ADV", "%"))
    steps = plan(ordered, max(ready, ordered), deposit=deposit, sample=sample)
    return deed.add("production", [
        {"order": order, "step": step.kind, "planned": step.day}
        for step in steps if step.kind not in known
    ])  # fmt: skip


def done(deed: Deed, order: str, step: str, day: date, note: str | None = None) -> None:
    """A step was done: the order follows into production, or is ready."""
    if day > deed.today:
        raise StillToCome(step=step_said(step), day=day)
    _write(deed, order, step, {"actual": day, **({"note": note} if note else {})})
    status = Stage(str(deed.row("order", order)["status"]))
    to = Stage.READY if step == "READY" else Stage.IN_PRODUCTION
    begun = STEPS.index(step) >= STEPS.index("STARTED")
    forward = {Stage.CONFIRMED, Stage.IN_PRODUCTION}
    if begun and status in forward and status is not to and allowed(status, to):
        move(deed, order, to)


@dataclass(frozen=True, slots=True)
class News:
    """What news of a step means: days behind its plan, and the day the goods would be ready."""

    late: int
    ready: date | None


def expected(deed: Deed, order: str, step: str, day: date, note: str | None = None) -> News:
    """News of a step to come; the plan stays."""
    _write(deed, order, step, {"expected": day, **({"note": note} if note else {})})
    planned = {
        str(row["step"]): row["planned"]
        for row in steps_of(deed, order).values()
        if isinstance(row.get("planned"), date)
    }
    late = slip(planned, step, day)  # type: ignore[arg-type]
    ready = ready_by(deed.row("order", order))
    return News(late, ready + timedelta(days=late) if ready else None)


def _write(deed: Deed, order: str, step: str, values: Row) -> None:
    deed.row("order", order)
    for key, row in steps_of(deed, order).items():
        if row["step"] == step:
            deed.change("production", key, values)
            return
    deed.add("production", [{"order": order, "step": step, **values}])
