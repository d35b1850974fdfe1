"""Claims against the carrier: which law, by when to complain, by when to sue.

A consignee who stays silent is presumed to have received the goods in good
order, or loses the claim outright. How long silence is allowed depends on the
regime and on the harm. Comptoir gives the deadline, and a safe date before it:
plain calendar days, moved back to the last day on which a registered letter can
be posted. How much the carrier owes at most is in `liability`.

Sources
    CMR (Geneva, 19 May 1956), art. 1, 20, 30, 32.
    C. com. art. L133-3 and L133-6; decree 2017-461 (contrat type général).
    Montreal Convention (28 May 1999), art. 13, 31, 35.
    Hague-Visby Rules, art. III(6); C. transports art. R5422-24.
    Hamburg Rules (1978), art. 5, 19, 20. Rotterdam Rules (2008), not in force.
    CIM (COTIF 1999), art. 29, 47, 48. CMNI (Budapest 2000), art. 23, 24.
    CISG art. 39; C. civ. art. 1648. Figures: ``data/claims.toml``.

Not covered: which court, interruption and suspension of the time to sue (a written
claim suspends it under CMR art. 32(2)).

Hidden damage found in France after a delivery on Thursday 5 November 2026. Under
CMR the day of delivery, Sundays and public holidays (the 11th) do not count:

>>> notice = notice_deadline(Regime.CMR, Harm.HIDDEN, date(2026, 11, 5))
>>> print(notice)
2026-11-14, safely 2026-11-12 (CMR art. 30(1) and (4))

By air, days are calendar days:

>>> print(notice_deadline(Regime.MONTREAL, Harm.HIDDEN, date(2026, 12, 20)))
2027-01-03, safely 2027-01-02 (Montreal art. 31(2))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from comptoir.errors import Refused
from comptoir.rules.days import (
    Calendar,
    add_business_days,
    add_working_days,
    add_years,
    calendar,
    is_working_day,
)
from comptoir.rules.incoterms import Mode
from comptoir.rules.law import PRINTED, InForce, Overrides, timeline
from comptoir.rules.workings import Step, Workings
from comptoir.wording import Said, mark

_BOOK = "claims"
FRANCE = calendar("FR")


class Regime(StrEnum):
    """The law a carriage is under."""

    CMR = "CMR"
    FR_ROAD = "FR_ROAD"
    MONTREAL = "MONTREAL"
    HAGUE_VISBY = "HAGUE_VISBY"
    HAMBURG = "HAMBURG"
    ROTTERDAM = "ROTTERDAM"
    CIM = "CIM"
    CMNI = "CMNI"
    CONTRACT = "CONTRACT"


class Harm(StrEnum):
    """What happened to the goods."""

    APPARENT = "apparent"
    HIDDEN = "hidden"
    DELAY = "delay"
    LOSS = "loss"


class NoNoticeRule(Refused):
    message = mark(
        "{regime} sets no time limit to complain of {harm}. No deadline was computed."
        " Write to the carrier at once, and watch the time to sue."
    )


class ReadTheContract(Refused):
    message = mark(
        "No convention governs this carriage: the contract's own terms do."
        " No deadline was computed. Enter the number of days that they give."
    )


class NoStart(Refused):
    message = mark(
        "{regime}: the time runs from {needed}, which is missing."
        " No date was computed. Enter it on the claim."
    )


HARMS: Mapping[Harm, Said] = {
    Harm.APPARENT: Said("apparent damage or shortage"),
    Harm.HIDDEN: Said("damage not apparent at delivery"),
    Harm.DELAY: Said("late delivery"),
    Harm.LOSS: Said("total loss"),
}

EFFECTS: Mapping[str, Said] = {
    "presumed": Said(
        "Without notice in time the goods are presumed delivered as described;"
        " the contrary can still be proved."
    ),
    "extinguished": Said("Without notice in time the action against the carrier is lost."),
    "no_claim": Said("Without notice in time no compensation is due for the delay."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The regime that governs a carriage, why, and the others a court might apply."""

    regime: Regime
    why: Said
    others: tuple[Regime, ...] = ()
    to_confirm: bool = False


def regime(
    mode: Mode, loaded_in: str, delivered_in: str, on: date, ours: Overrides = PRINTED
) -> Choice:
    """Which law governs a carriage between two countries (ISO codes) *on* a day.

    A forwarder answers within the limits of the carriers he chose: claim against
    him too, within the same time.

    >>> day = date(2026, 11, 23)
    >>> print(regime(Mode.ROAD, "FR", "DE", day).regime, regime(Mode.ROAD, "FR", "FR", day).regime)
    CMR FR_ROAD
    >>> choice = regime(Mode.SEA, "FR", "MA", day)
    >>> choice.regime.value, [other.value for other in choice.others]
    ('HAGUE_VISBY', ['HAMBURG'])
    """
    if mode is Mode.SEA:
        return _by_sea(loaded_in, delivered_in, on, ours)
    abroad = loaded_in != delivered_in
    if mode is Mode.ROAD and not abroad and loaded_in == "FR":
        return Choice(
            Regime.FR_ROAD, Said("by road within France: Commercial Code and model contract")
        )
    if mode is Mode.ROAD and abroad:
        parties = timeline(_BOOK, "cmr_parties", ours).on(on)
        if {loaded_in, delivered_in} & set(_names(parties)):
            why = Said("by road between two countries, one of them party to the CMR")
            return Choice(Regime.CMR, why)
    if mode in _BETWEEN_COUNTRIES and abroad:
        law, why = _BETWEEN_COUNTRIES[mode]
        return Choice(law, why, to_confirm=True)
    return Choice(Regime.CONTRACT, Said("no convention applies: the contract and local law do"))


_BETWEEN_COUNTRIES = {
    Mode.AIR: (
        Regime.MONTREAL,
        Said("by air between two countries, if both are party to the Montreal Convention"),
    ),
    Mode.RAIL: (Regime.CIM, Said("by rail between two countries of the COTIF")),
    Mode.WATERWAY: (Regime.CMNI, Said("by inland waterway between two countries of the CMNI")),
}


def _by_sea(loaded_in: str, delivered_in: str, on: date, ours: Overrides) -> Choice:
    hamburg = set(_names(timeline(_BOOK, "hamburg_parties", ours).on(on)))
    if loaded_in in hamburg:
        why = Said("by sea from a country party to the Hamburg Rules")
        return Choice(Regime.HAMBURG, why, (Regime.HAGUE_VISBY,), to_confirm=True)
    why = Said("by sea under a bill of lading: Hague-Visby, unless its paramount clause differs")
    others = (Regime.HAMBURG,) if delivered_in in hamburg else ()
    return Choice(Regime.HAGUE_VISBY, why, others, to_confirm=bool(others))


def _names(entry: InForce) -> tuple[str, ...]:
    return tuple(str(name) for name in entry.value) if isinstance(entry.value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way the law can be counted, and the article that counts so."""

    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, a safer one, and everything needed to defend them.

    Where the law is read two ways, *day* is the earlier and *readings* has both.
    """

    day: date
    safe: date
    basis: str
    effect: Said | None
    readings: tuple[Reading, ...]
    workings: Workings

    def __str__(self) -> str:
        return f"{self.day}, safely {self.safe} ({self.basis})"


def notice_deadline(
    regime: Regime,
    harm: Harm,
    received: date,
    place: Calendar = FRANCE,
    *,
    contract_days: int | None = None,
    ours: Overrides = PRINTED,
) -> Deadline:
    """The last day to write to the carrier, after goods *received* (or at disposal) that day.

    *place* is the calendar of the place of delivery. Couriers, and any carriage
    under a contract alone, need *contract_days*. Raises `NoNoticeRule` where the
    regime sets none, `ReadTheContract` where only the contract could.

    >>> both = notice_deadline(Regime.HAGUE_VISBY, Harm.HIDDEN, date(2026, 10, 30))
    >>> [(str(one.day), one.basis) for one in both.readings]
    [('2026-11-02', 'Hague-Visby art. III(6)'), ('2026-11-03', 'C. transports art. R5422-24')]
    """
    if regime is Regime.CONTRACT:
        return _by_contract(received, contract_days, place)
    entry = timeline(_BOOK, f"notice_{regime.lower()}", ours).on(received)
    rule = entry.table.get(harm.value)
    if rule is None:
        raise NoNoticeRule(regime=regime.value, harm=HARMS[harm])
    rules = [rule, rule["also"]] if "also" in rule else [rule]
    readings = tuple(Reading(_counted(received, one, place), one["article"]) for one in rules)
    first = min(readings, key=lambda one: one.day)
    safe = min(_safe(received, int(rule["days"]), place), first.day)
    steps = [
        Step(received, Said("goods received, a day that does not count")),
        *(_counting(one, at, entry, place) for one, at in zip(rules, readings, strict=True)),
        Step(safe, Said("safe date: plain days, back to a day on which the post is open")),
    ]
    return Deadline(
        first.day, safe, first.basis, EFFECTS[rule["effect"]], readings, Workings(tuple(steps))
    )


def _by_contract(received: date, days: int | None, place: Calendar) -> Deadline:
    if days is None:
        raise ReadTheContract
    day = received + timedelta(days=days)
    what = Said("{days} calendar days, by the contract", days=days)
    steps = (Step(received, Said("goods received, a day that does not count")), Step(day, what))
    reading = Reading(day, "contract")
    return Deadline(
        day, _safe(received, days, place), "contract", None, (reading,), Workings(steps)
    )


def _counted(received: date, rule: Mapping[str, Any], place: Calendar) -> date:
    days = int(rule["days"])
    match rule["counts"]:
        case "working":
            return add_working_days(received, days, place)
        case "business":
            return add_business_days(received, days, [place])
        case _:
            return received + timedelta(days=days)


def _counting(rule: Mapping[str, Any], at: Reading, entry: InForce, place: Calendar) -> Step:
    days = int(rule["days"])
    match rule["counts"]:
        case _ if days == 0:
            what = Said("reservations at delivery, on the transport document")
        case "working":
            what = Said(
                "{days} days without Sundays and public holidays ({place})",
                days=days,
                place=place.code,
            )
        case "business":
            what = Said("{days} working days ({place})", days=days, place=place.code)
        case _:
            what = Said("{days} calendar days", days=days)
    # No text says whose holidays count: those of the place of delivery are our reading.
    doubt = entry.to_confirm or (rule["counts"] != "calendar" and place.country != "FR")
    return Step(at.day, what, at.basis, doubt)


def _safe(received: date, days: int, place: Calendar) -> date:
    """Plain days from *received*, back to a day on which a letter can be posted."""
    day = received + timedelta(days=days)
    while day > received and not is_working_day(day, place):
        day -= timedelta(days=1)
    return day


def deemed_lost(
    regime: Regime,
    *,
    due: date | None = None,
    taken_over: date | None = None,
    ours: Overrides = PRINTED,
) -> Deadline:
    """The day from which goods that never came are treated as lost.

    *due* is the agreed day of delivery; CMR also counts from *taken_over* where no
    day was agreed. Raises `NoNoticeRule` where the regime presumes nothing.

    >>> print(deemed_lost(Regime.CMR, taken_over=date(2026, 11, 2)).day)
    2027-01-01
    """
    start = due or taken_over
    if start is None:
        raise NoStart(regime=regime.value, needed=Said("the agreed day of delivery"))
    if regime not in {Regime.CMR, Regime.MONTREAL, Regime.HAMBURG, Regime.CIM}:
        raise NoNoticeRule(regime=regime.value, harm=HARMS[Harm.LOSS])
    entry = timeline(_BOOK, f"lost_{regime.lower()}", ours).on(start)
    key = "after_due" if due else "after_taking_over"
    if key not in entry.table:
        raise NoStart(regime=regime.value, needed=Said("the agreed day of delivery"))
    days = int(entry.table[key])
    day = start + timedelta(days=days)
    step = Step(day, Said("{days} days after {start}", days=days, start=start), entry.source)
    return Deadline(day, day, entry.source, None, (Reading(day, entry.source),), Workings((step,)))


def time_bar(
    regime: Regime,
    start: date,
    *,
    wilful: bool = False,
    ours: Overrides = PRINTED,
) -> Deadline:
    """The last day to sue, *start* excluded; the safe date warns 60 days before.

    *start* is the delivery; for a total loss, the day it should have been
    delivered, or the day `deemed_lost` gives under CMR and CIM. *wilful* is wilful
    misconduct, or a fault the court treats as such.

    >>> print(time_bar(Regime.CMR, date(2026, 11, 2)))
    2027-11-02, safely 2027-09-03 (CMR art. 32(1))
    """
    if regime is Regime.CONTRACT:
        raise ReadTheContract
    entry = timeline(_BOOK, f"bar_{regime.lower()}", ours).on(start)
    table = entry.table
    years = int(table.get("wilful", table["years"]) if wilful else table["years"])
    day = add_years(start, years)
    warn = int(timeline(_BOOK, "prescription_alarm", ours).on(start).number)
    steps = (
        Step(start, Said("start of the time to sue, a day that does not count")),
        Step(day, Said("{years} years later", years=years), entry.source, entry.to_confirm),
    )
    readings = (Reading(day, entry.source),)
    lost = Said("After that day no court will hear the claim.")
    return Deadline(day, day - timedelta(days=warn), entry.source, lost, readings, Workings(steps))


def supplier_claim_bar(law: str, start: date, ours: Overrides = PRINTED) -> Deadline:
    """The last day to claim from the seller for goods that do not conform.

    Ask first which *law* governs the sale. ``CISG``: examine at once, notify within
    a reasonable time, at most two years from the handing over. ``FR_HIDDEN_DEFECT``:
    two years from the discovery (C. civ. 1648). A contract may say less.

    >>> print(supplier_claim_bar("CISG", date(2026, 11, 2)).day)
    2028-11-02
    """
    entry = timeline(_BOOK, "supplier_claim", ours).on(start)
    if law not in entry.table:
        raise ReadTheContract
    years = int(entry.table[law])
    day = add_years(start, years)
    step = Step(day, Said("{years} years later", years=years), entry.source)
    return Deadline(day, day, entry.source, None, (Reading(day, entry.source),), Workings((step,)))


class ClaimState(StrEnum):
    """Where a claim stands."""

    RECORDED = "RECORDED"
    RESERVED = "RESERVED"
    NOTIFIED = "NOTIFIED"
    CLAIMED = "CLAIMED"
    UNDER_DISCUSSION = "UNDER_DISCUSSION"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    PAID = "PAID"
    CLOSED = "CLOSED"


CLAIM_MOVES: Mapping[ClaimState, tuple[ClaimState, ...]] = {
    ClaimState.RECORDED: (ClaimState.RESERVED, ClaimState.NOTIFIED, ClaimState.CLOSED),
    ClaimState.RESERVED: (ClaimState.NOTIFIED, ClaimState.CLAIMED, ClaimState.CLOSED),
    ClaimState.NOTIFIED: (ClaimState.CLAIMED, ClaimState.CLOSED),
    ClaimState.CLAIMED: (
        ClaimState.UNDER_DISCUSSION,
        ClaimState.ACCEPTED,
        ClaimState.REJECTED,
        ClaimState.CLOSED,
    ),
    ClaimState.UNDER_DISCUSSION: (ClaimState.ACCEPTED, ClaimState.REJECTED, ClaimState.CLOSED),
    ClaimState.ACCEPTED: (ClaimState.PAID,),
    ClaimState.REJECTED: (ClaimState.UNDER_DISCUSSION, ClaimState.CLOSED),
    ClaimState.PAID: (ClaimState.CLOSED,),
    ClaimState.CLOSED: (),
}
