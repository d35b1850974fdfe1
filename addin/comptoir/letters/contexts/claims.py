"""Letters to a carrier: reservations in time, then the claim in figures.

Sources: see `comptoir.rules.claims` and `comptoir.rules.liability`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from comptoir.errors import Refused
from comptoir.letters.word.values import text_of
from comptoir.rules.claims import (
    HARMS,
    Harm,
    Regime,
    notice_deadline,
    time_bar,
)
from comptoir.rules.liability import Harmed, liability
from comptoir.rules.money import Money, total
from comptoir.rules.workings import Workings
from comptoir.wording import Said


@dataclass(frozen=True, kw_only=True)
class Carriage:
    """What a letter to the carrier is about, as the claim's file has it."""

    transport_doc: str
    loaded: str
    delivered_at: str
    received: date
    regime: Regime
    harm: Harm
    goods: str
    packages: int
    packages_harmed: int
    kg_harmed: Decimal
    finding: str
    registered: str = ""
    driver_reservation: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One line of the claim: what was lost, and its amount."""

    what: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the workings."""

    value: str
    what: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Reservation(Carriage):
    """Reservations to the carrier, with the day by which they must leave."""

    harm_said: str
    regime_said: str
    deadline: date
    safe: date
    basis: str
    effect: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimFacts(Carriage):
    """What a claim in figures needs besides."""

    reserved: date | None = None
    amounts: tuple[Reckoned, ...]
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class Claim(Reservation):
    """The claim in figures: the loss, the most that the carrier owes, the time to sue."""

    reserved: date | None
    amounts: tuple[Reckoned, ...]
    claimed: Money
    limit: str
    limit_steps: tuple[Step, ...]
    bar: date
    bar_basis: str
    answer_by: date


_REGIMES = {
    Regime.CMR: Said("the CMR Convention (Geneva, 19 May 1956)"),
    Regime.FR_ROAD: Said("article L133-3 of the French Commercial Code"),
    Regime.MONTREAL: Said("the Montreal Convention (28 May 1999)"),
    Regime.HAGUE_VISBY: Said("the Hague-Visby Rules"),
    Regime.HAMBURG: Said("the Hamburg Rules (1978)"),
    Regime.ROTTERDAM: Said("the Rotterdam Rules (2008)"),
    Regime.CIM: Said("the CIM Rules (COTIF 1999)"),
    Regime.CMNI: Said("the CMNI (Budapest, 2000)"),
    Regime.CONTRACT: Said("the contract of carriage"),
}


def reservation(told: Carriage, lang: str) -> Reservation:
    """Reservations with their deadline. Raises what `notice_deadline` raises."""
    return Reservation(**_carried(told), **_reserved(told, lang))


def _carried(told: Carriage) -> dict[str, Any]:
    return {name: getattr(told, name) for name in Carriage.__dataclass_fields__}


def _reserved(told: Carriage, lang: str) -> dict[str, Any]:
    deadline = notice_deadline(told.regime, told.harm, told.received)
    return {
        "harm_said": HARMS[told.harm].in_(lang),
        "regime_said": _REGIMES[told.regime].in_(lang),
        "deadline": deadline.day,
        "safe": deadline.safe,
        "basis": deadline.basis,
        "effect": deadline.effect.in_(lang) if deadline.effect else "",
        "steps": _steps(deadline.workings, lang),
    }


def _steps(workings: Workings, lang: str) -> tuple[Step, ...]:
    return tuple(
        Step(_read(one.value, lang), one.what.in_(lang), one.source) for one in workings.steps
    )


def _read(value: object, lang: str) -> str:
    return text_of(value.rounded() if isinstance(value, Money) else value, lang)


def claim(told: ClaimFacts, lang: str) -> Claim:
    """The claim in figures."""
    claimed = total((one.amount for one in told.amounts), told.amounts[0].amount.currency)
    limit, steps = _limit(told)
    bar = time_bar(told.regime, told.received)
    return Claim(
        **_carried(told),
        **_reserved(told, lang),
        reserved=told.reserved,
        amounts=told.amounts,
        claimed=claimed,
        limit=_read(limit, lang) if limit else "",
        limit_steps=_steps(steps, lang),
        bar=bar.day,
        bar_basis=bar.basis,
        answer_by=told.answer_by,
    )


def _limit(told: Carriage) -> tuple[Money | None, Workings]:
    """The most that the carrier owes; nothing where the law or the file does not say."""
    harmed = Harmed(kg=told.kg_harmed, packages=told.packages_harmed)
    try:
        owed = liability(told.regime, harmed, told.received)
    except Refused:
        return None, Workings()
    return owed.limit, owed.workings
