"""The moves of an order, a claim or a declaration typed in a sheet: what stops them.

What lies in the row's own line stops a save, at its cell; what lies on other sheets is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from comptoir.checks import Finding
from comptoir.desk.claiming import AMOUNT_OF
from comptoir.desk.deed import Deed
from comptoir.desk.ordering import facts, stage_said
from comptoir.records import RECORDS, Row
from comptoir.records.customs_claims import CLAIM_STATUS
from comptoir.rules.claims import CLAIM_MOVES, ClaimState
from comptoir.rules.clearance import WORDS, Procedure, State, after, on_the_way
from comptoir.rules.orders import Facts, Stage, allowed, moves, unmet
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said, mark

CANNOT = mark("{status} cannot become {to}. Choose one of: {can}.")
ENDED = mark("{status} is the end: it cannot become {to}. Put back what it was.")
NOT_YET = mark("{to}, but {why}.")
BLANK = mark("{to}, but the column {column} is blank. Enter the amount.")
_FIELD = {
    "CONFIRMED_ON": "confirmed",
    "COMMITTED": "committed",
    "DELIVERED_ON": "delivered",
}


def stopping(record: str, before: Row, row: Row) -> Iterator[Finding]:
    """What forbids the move that makes *row* of what was *before*, by its own line."""
    if record not in _MOVES or not (before.get("status") and row.get("status")):
        return
    if before["status"] != row["status"]:
        yield from _MOVES[record](before, row)


def _order(before: Row, row: Row) -> Iterator[Finding]:
    now, to = Stage(str(before["status"])), Stage(str(row["status"]))
    if not allowed(now, to):
        yield _cannot(stage_said(now), stage_said(to), [stage_said(one) for one in moves(now)])
        return
    for one in unmet(to, _own(row)):
        if one.own:
            said = Said(NOT_YET, to=stage_said(to), why=one.said)
            yield Finding("MOVE-02", ("status", _FIELD[one.code]), said, stops=True)


def _claim(before: Row, row: Row) -> Iterator[Finding]:
    now, to = ClaimState[str(before["status"])], ClaimState[str(row["status"])]
    words = CLAIM_STATUS.options
    if to not in CLAIM_MOVES[now]:
        can = [Said(words[one.name]) for one in CLAIM_MOVES[now]]
        yield _cannot(Said(words[now.name]), Said(words[to.name]), can)
    elif to in AMOUNT_OF and row.get(AMOUNT_OF[to]) is None:
        yield _blank("claim", AMOUNT_OF[to], Said(words[to.name]))


def _declaration(before: Row, row: Row) -> Iterator[Finding]:
    """The usual steps may be skipped: a broker often tells of the release alone."""
    procedure = Procedure[str(row["procedure"])]
    now, to = State[str(before["status"])], State[str(row["status"])]
    if to not in after(procedure, now) and not on_the_way(procedure, now, to):
        can = [Said(WORDS[one]) for one in after(procedure, now)]
        yield _cannot(Said(WORDS[now]), Said(WORDS[to]), can)


_MOVES: Mapping[str, Callable[[Row, Row], Iterator[Finding]]] = {
    "order": _order,
    "claim": _claim,
    "declaration": _declaration,
}


def _cannot(status: Said, to: Said, can: Sequence[Said]) -> Finding:
    said = Said(CANNOT if can else ENDED, status=status, to=to, **({"can": can} if can else {}))
    return Finding("MOVE-01", ("status",), said, stops=True)


def _blank(record: str, field: str, to: Said) -> Finding:
    column = Said(RECORDS[record].by_name[field].label)
    return Finding("MOVE-02", ("status", field), Said(BLANK, to=to, column=column), stops=True)


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
            read = reads.get("order")
            where = read.cell_of(key, "status") if read else key
            label = RECORDS["order"].by_name["status"].label
            yield Fault(where, label, to.value, said, "MOVE-03")
