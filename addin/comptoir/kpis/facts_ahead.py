"""Facts of what is ahead: money expected from habits of payment, events with a day, mails.

A customer is expected to pay as late as he paid over the last year, weighted by amount; one
without a history, as late as all customers. Source: ours, on the average days late of the trade
reference, section 8.
"""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comptoir.kpis.exchange import Ints, Raw, Texts, half_up
from comptoir.kpis.facts import Sources, Table, flags, ints, looked_up, named
from comptoir.kpis.tables import UNKNOWN
from comptoir.wording import mark

YEAR = 365
LOOKED_BACK = 60
"""Days for which an event that did not happen is still awaited; older ones are forgotten plans."""

WORK: dict[str, str] = {
    "CUT_OFF": mark("cut-off"),
    "DEPARTURE": mark("departure of goods"),
    "ARRIVAL": mark("arrival of goods"),
    "SALE": mark("sale to deliver"),
    "PURCHASE": mark("purchase to receive"),
    "PAPER": mark("paper to obtain"),
    "CLAIM": mark("claim to notify"),
    "OFFER": mark("offer to follow up"),
}
"""What work there is ahead, by its code."""
_STEPS = {
    "DOC_CUT_OFF": "CUT_OFF", "VGM_CUT_OFF": "CUT_OFF", "CARGO_CUT_OFF": "CUT_OFF",
    "DEPARTED": "DEPARTURE", "ARRIVED": "ARRIVAL",
}  # fmt: skip


def cash(told: Sources, invoices: Table) -> Table:
    """Open invoices, with the day their money is expected; none where it is past all habit."""
    owed, owes = ints(invoices["owed_us"]), ints(invoices["we_owe"])
    unrated, unrated_in = ints(invoices["no_open"]), ints(invoices["no_open_in"])
    kept = (owed != 0) | (owes != 0) | (unrated + unrated_in > 0)
    own = {name: values[kept] for name, values in invoices.items()}
    owed, owes, due = owed[kept], owes[kept], ints(own["due"])
    ours = (owed != 0) | (unrated[kept] > 0)
    habit = np.where(ours, _habits(told, invoices, own["party"].astype(object)), 0)
    day = np.where(ours, due + habit, np.maximum(due, told.today))
    awaited = day >= told.today
    return {
        **{name: own[name] for name in ("ref", "country", "party", "mode")},
        "due": due, "habit": habit, "expected": np.where(awaited, day, 0),
        "to_come": np.where(awaited, owed, 0), "chase": np.where(awaited, 0, owed),
        "to_pay": owes, "no_rate": unrated[kept], "no_rate_in": unrated_in[kept],
    }  # fmt: skip


def _habits(told: Sources, invoices: Table, wanted: Texts) -> Ints:
    """Days each customer pays after the due day, of what was paid within a year."""
    paid = ints(invoices["paid"])
    recent = (paid > told.today - YEAR) & (ints(invoices["settled"]) > 0)
    parties = invoices["party"][recent].astype(str)
    late, settled = ints(invoices["late_amount"])[recent], ints(invoices["settled"])[recent]
    codes, at = np.unique(parties, return_inverse=True)
    sums = [np.zeros(len(codes) + 1, dtype=np.int64) for _ in range(2)]
    for total, part in zip(sums, (late, settled), strict=True):
        np.add.at(total, at, part)
        total[-1] = part.sum()
    ones = np.ones(len(codes) + 1, dtype=np.int64)
    days = np.where(sums[1] > 0, half_up(sums[0], ones, np.maximum(sums[1], 1)), 0)
    known = {code: place for place, code in enumerate(codes.tolist())}
    places = [known.get(str(one), len(codes)) for one in wanted.tolist()]
    return np.asarray(days[np.array(places, dtype=np.int64)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Lot:
    """Events of one kind: the record of each, what it belongs to, its day."""

    kind: Texts
    refs: Texts
    of: Table
    days: Ints


def work(told: Sources, made: dict[str, Table]) -> Table:
    """Events ahead, and those that did not happen on their day."""
    lots = [_steps(told, made["shipments"]), *_lines(told, made["lines"]), *_papers(made["papers"]),
            _claims(made["claims"]), _offers(told, made["offers"])]  # fmt: skip
    lots = [_awaited(told, one) for one in lots]
    names = ("country", "party", "mode")
    return {
        "kind": _joined([one.kind for one in lots]), "ref": _joined([one.refs for one in lots]),
        **{name: _joined([one.of[name].astype(object) for one in lots]) for name in names},
        "day": np.concatenate([one.days for one in lots]),
        "events": flags(np.ones(sum(len(one.days) for one in lots), dtype=bool)),
    }  # fmt: skip


def _joined(parts: list[Texts]) -> Texts:
    return np.concatenate(parts).astype(object)


def _lot(kind: str, table: Table, refs: str, day: str, here: NDArray[np.bool_]) -> _Lot:
    own = {name: values[here] for name, values in table.items()}
    kinds = np.full(len(own["ref"]), kind, dtype=object)
    return _Lot(kinds, own[refs].astype(object), own, ints(own[day]))


def _awaited(told: Sources, lot: _Lot) -> _Lot:
    here = lot.days > told.today - LOOKED_BACK
    own = {name: values[here] for name, values in lot.of.items()}
    return _Lot(lot.kind[here], lot.refs[here], own, lot.days[here])


def _steps(told: Sources, shipments: Table) -> _Lot:
    """Milestones that have not happened, on the day last expected."""
    raw: Raw = told.ask("milestone")
    known = set(shipments["ref"].tolist())
    here = np.array(
        [kind in _STEPS and ship in known for kind, ship in zip(raw["kind"].tolist(), raw["shipment"].tolist(), strict=True)],
        dtype=bool,
    )  # fmt: skip
    planned, expected, actual = (ints(raw[name]) for name in ("planned", "expected", "actual"))
    day = np.where(expected > 0, expected, planned)
    here &= (actual == 0) & (day > 0)
    ships = raw["shipment"][here].astype(object)
    of: Table = {name: looked_up(shipments["ref"], shipments[name], ships) for name in ("country", "party", "mode")}  # fmt: skip
    kinds = np.array([_STEPS[str(one)] for one in raw["kind"][here].tolist()], dtype=object)
    return _Lot(kinds, ships, of, day[here])


def _lines(told: Sources, lines: Table) -> list[_Lot]:
    """Lines sold and bought that are promised and not there."""
    due, done = ints(lines["due"]), ints(lines["delivered"])
    waiting = (due > 0) & ((done == 0) | (done > told.today))
    bought = ints(lines["in_lines"]) > 0
    return [_lot("SALE", lines, "ref", "due", waiting & ~bought),
            _lot("PURCHASE", lines, "ref", "due", waiting & bought)]  # fmt: skip


def _papers(papers: Table) -> list[_Lot]:
    return [_lot("PAPER", papers, "ref", "due", (ints(papers["received"]) == 0) & (ints(papers["due"]) > 0))]  # fmt: skip


def _claims(claims: Table) -> _Lot:
    return _lot("CLAIM", claims, "ref", "deadline", (ints(claims["waiting"]) > 0) & (ints(claims["deadline"]) > 0))  # fmt: skip


def _offers(told: Sources, offers: Table) -> _Lot:
    """Offers that wait for an answer, on the day to follow them up."""
    raw = told.ask("offer")
    follow = dict(zip(raw["ref"].tolist(), ints(raw["follow_up"]).tolist(), strict=True))
    day = np.array([follow.get(ref, 0) for ref in offers["ref"].tolist()], dtype=np.int64)
    table = dict(offers) | {"follow_up": day}
    return _lot("OFFER", table, "ref", "follow_up", (ints(offers["open"]) > 0) & (day > 0))


def mails(told: Sources) -> Table:
    """Mails that came and went, but those set aside."""
    raw = told.ask("message")
    own = {name: values[raw["status"] != "ASIDE"] for name, values in raw.items()}
    count = len(own["ref"])
    came, day, answer = own["way"] == "IN", ints(own["received"]), ints(own["answered"])
    answered = came & (answer > 0) & (answer >= day)
    party = named(own["party"])
    known = came & (party != UNKNOWN)
    risky = came & (own["risk"] != "NONE") & (own["risk"] != None)  # noqa: E711 - by element
    return {
        "ref": own["ref"], "country": told.country_of(own["party"].astype(object)), "party": party,
        "mode": np.full(count, UNKNOWN, dtype=object), "received": day,
        "came": flags(came), "went": flags(~came), "filed": flags(came & (own["status"] == "FILED")),
        "waiting": flags(came & (own["status"] == "TO_CONFIRM")),
        "asked": flags(known), "answered": flags(known & answered),
        "answer_days": np.where(known & answered, answer - day, 0),
        "risky": flags(risky), "unchecked": flags(risky & (ints(own["checked"]) == 0)),
    }  # fmt: skip
