"""The records behind the bad figures: late, overdue, unproved, not notified."""

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


_KINDS = (
    ("claims", "waiting", "deadline", -30, mark("Claim to notify")),
    ("invoices", "owed_us", "due", 1, mark("Invoice unpaid")),
    ("lines", "out_late", "due", 1, mark("Sale not delivered")),
    ("lines", "in_late", "due", 1, mark("Purchase not received")),
    ("declarations", "no_exit", "released", EXIT_DAYS + 1, mark("Exit not proved")),
)  # fmt: skip


def exceptional(totals: Totals) -> list[Exceptional]:
    """Every record late today, the longest late first, one kind after another in turn."""
    kinds = [_found(totals, *kind) for kind in _KINDS]
    longest = max(map(len, kinds))
    return [kind[at] for at in range(longest) for kind in kinds if at < len(kind)]


def _found(
    totals: Totals, table: str, column: str, day: str, least: int, what: str
) -> list[Exceptional]:
    days: Ints = ints(totals.column(table, day))
    late = totals.facts.today - days
    here = (ints(totals.column(table, column)) > 0) & (days > 0) & (late >= least)
    rows = zip(
        totals.column(table, "ref")[here].tolist(), totals.column(table, "party")[here].tolist(),
        days[here].tolist(), late[here].tolist(), strict=True,
    )  # fmt: skip
    made = [Exceptional(table, str(r), str(p), d, n, Said(what)) for r, p, d, n in rows]
    return sorted(made, key=lambda one: (-one.days, one.ref))
