"""The records behind the bad figures: late, overdue, unproved, not notified; and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from comptoir.kpis.exchange import Ints
from comptoir.kpis.facts import ints
from comptoir.kpis.figures import Totals
from comptoir.wording import Said, mark

EXIT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One record that pulls a figure down; *day* as workbooks count, *days* since then."""

    table: str
    ref: str
    party: str
    day: int
    days: int
    what: Said
    do: Said


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is wrong where *column* is above 0 and *day* was so many days ago at *least*."""

    table: str
    column: str
    day: str
    least: int
    what: str
    do: str


_KINDS = (
    _Kind(
        "claims",
        "waiting",
        "deadline",
        -30,
        mark("Claim to notify"),
        mark("Send the reservations before the last day."),
    ),
    _Kind(
        "invoices",
        "owed_us",
        "due",
        1,
        mark("Invoice unpaid"),
        mark("Remind the customer; ask for the day of payment."),
    ),
    _Kind(
        "lines",
        "out_late",
        "due",
        1,
        mark("Sale not delivered"),
        mark("Tell the customer the new date."),
    ),
    _Kind(
        "lines",
        "in_late",
        "due",
        1,
        mark("Purchase not received"),
        mark("Ask the supplier for a firm date."),
    ),
    _Kind(
        "declarations",
        "no_exit",
        "released",
        EXIT_DAYS + 1,
        mark("Exit not proved"),
        mark("Ask the broker for the exit proof."),
    ),
    _Kind(
        "papers",
        "missing",
        "due",
        1,
        mark("Paper missing"),
        mark("Ask for it from whoever owes it."),
    ),
    _Kind(
        "mails",
        "unchecked",
        "received",
        0,
        mark("Risky mail"),
        mark("Make sure by telephone before you act on it."),
    ),
)


def exceptional(totals: Totals) -> list[Exceptional]:
    """Every record late today, the longest late first, one kind after another in turn."""
    kinds = [_found(totals, kind) for kind in _KINDS]
    longest = max(map(len, kinds))
    return [kind[at] for at in range(longest) for kind in kinds if at < len(kind)]


def _found(totals: Totals, kind: _Kind) -> list[Exceptional]:
    days: Ints = ints(totals.column(kind.table, kind.day))
    late = totals.facts.today - days
    here = (ints(totals.column(kind.table, kind.column)) > 0) & (days > 0) & (late >= kind.least)
    rows = zip(
        totals.column(kind.table, "ref")[here].tolist(),
        totals.column(kind.table, "party")[here].tolist(),
        days[here].tolist(), late[here].tolist(), strict=True,
    )  # fmt: skip
    what, do = Said(kind.what), Said(kind.do)
    made = [Exceptional(kind.table, str(r), str(p), d, n, what, do) for r, p, d, n in rows]
    return sorted(made, key=lambda one: (-one.days, one.ref))
