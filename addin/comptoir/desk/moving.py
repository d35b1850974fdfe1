"""The moves of an order typed in a sheet: what stops them, and what is said beside.

What lies in the order's own line stops a save, at its cell; what lies on other sheets is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from comptoir.checks import Finding
from comptoir.desk.deed import Deed
from comptoir.desk.ordering import facts, stage_said
from comptoir.records import RECORDS, Row
from comptoir.rules.orders import Facts, Stage, allowed, moves, unmet
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said, mark

CANNOT = mark("{status} cannot become {to}. Choose one of: {can}.")
NOT_YET = mark("{to}, but {why}.")
_FIELD = {
    "CONFIRMED_ON": "confirmed",
    "COMMITTED": "committed",
    "DELIVERED_ON": "delivered",
}


def stopping(before: Row, after: Row) -> Iterator[Finding]:
    """What forbids the move from *before* to *after*, by the order's own line."""
    if before.get("status") == after.get("status") or not before.get("status"):
        return
    now, to = Stage(str(before["status"])), Stage(str(after["status"]))
    if not allowed(now, to):
        said = Said(CANNOT, status=stage_said(now), to=stage_said(to),
                    can=[stage_said(one) for one in moves(now)])  # fmt: skip
        yield Finding("MOVE-01", ("status",), said, stops=True)
        return
    for one in unmet(to, _own(after)):
        if one.own:
            said = Said(NOT_YET, to=stage_said(to), why=one.said)
            yield Finding("MOVE-02", ("status", _FIELD[one.code]), said, stops=True)


def _own(row: Row) -> Facts:
    """The facts that an order's own line has; the others are taken as they should be."""
    days = (row.get(name) for name in ("confirmed", "committed", "delivered"))
    confirmed, committed, delivered = (d if isinstance(d, date) else None for d in days)
    return Facts(
        has_lines=True,
        confirmed=confirmed,
        committed=committed,
        delivered=delivered,
        departed=True,
        left=False,
    )


def beside(
    deed: Deed,
    changed: Sequence[tuple[str, str, tuple[str, ...]]],
    reads: Mapping[str, TableRead],
) -> Iterator[Fault]:
    """What the other sheets say against the moves just saved."""
    for record, key, fields in changed:
        if record != "order" or "status" not in fields:
            continue
        to = Stage(str(deed.row("order", key)["status"]))
        missing = [one.said for one in unmet(to, facts(deed, key)) if not one.own]
        if missing:
            said = Said(NOT_YET, to=stage_said(to), why=missing)
            yield Fault(_cell(reads.get("order"), key), RECORDS["order"].by_name["status"].label,
                        to.value, said, "MOVE-03")  # fmt: skip


def _cell(read: TableRead | None, key: str) -> str:
    keys = read.columns.get("ref", []) if read else []
    return read.cell(keys.index(key), "status") if read and key in keys else key
