"""Where a customs declaration stands, whatever the system, and the clock of the exit proof.

DELTA IE replaced DELTA G and X by flow and by date, and other countries have their own:
states are therefore neutral, and each names the messages that bring it.

Sources
    UCC (Reg. 952/2013) art. 158 to 197, 269; UCC-IA (Reg. 2015/2447) art. 329 to 335;
    UCC-DA (Reg. 2015/2446) art. 248(2). Messages: AES, NCTS and AIS specifications,
    douane.gouv.fr. CGI art. 262 I; CGI annexe III art. 74 (the exit proof, for VAT).
    Figures: ``data/customs.toml``.

>>> after(Procedure.EXPORT, State.RELEASED)[0].value
'EXIT_ARRIVED'

Released on 1 September 2026, exit unknown: when to act.

>>> for alert in exit_clock(date(2026, 9, 1)): print(alert.day, alert.what)
2026-10-01 ask the broker for the proof of exit
2026-10-31 chase the broker and the carrier
2026-11-30 customs may open a search: answer with other proofs within 60 days
2026-12-30 gather the alternative proofs of exit
2027-01-29 without proof the declaration may be invalidated: VAT is at risk
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from comptoir.errors import Refused
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.wording import Said, mark

_BOOK = "customs"


class Procedure(StrEnum):
    """What the declaration is for."""

    IMPORT = "IMPORT"
    EXPORT = "EXPORT"
    TRANSIT = "TRANSIT"


class State(StrEnum):
    """Where a declaration stands, neutral of the system it is lodged in."""

    DRAFT = "DRAFT"
    MANDATED = "MANDATED"
    LODGED = "LODGED"
    ACCEPTED = "ACCEPTED"
    UNDER_CONTROL = "UNDER_CONTROL"
    NOT_RELEASED = "NOT_RELEASED"
    RELEASED = "RELEASED"
    EXIT_ARRIVED = "EXIT_ARRIVED"
    EXITED = "EXITED"
    FOLLOW_UP = "FOLLOW_UP"
    AMENDED = "AMENDED"
    INVALIDATED = "INVALIDATED"


class MoveNotAllowed(Refused):
    message = mark(
        "A declaration for {procedure} that is {old} cannot become {new}. Nothing was changed."
        " Choose one of: {allowed}."
    )


class Ended(MoveNotAllowed):
    message = mark(
        "A declaration for {procedure} that is {old} cannot become {new}, nor anything else."
        " Nothing was changed. Make another declaration."
    )


NAMES: Mapping[Procedure, str] = {
    Procedure.IMPORT: mark("import"),
    Procedure.EXPORT: mark("export"),
    Procedure.TRANSIT: mark("transit"),
}

# The catalogue holds the words of French customs for each: BAE, mainlevée, ECS sortie…
WORDS: Mapping[State, str] = {
    State.DRAFT: mark("in preparation"),
    State.MANDATED: mark("broker mandated"),
    State.LODGED: mark("lodged with customs"),
    State.ACCEPTED: mark("accepted (MRN)"),
    State.UNDER_CONTROL: mark("under customs control"),
    State.NOT_RELEASED: mark("release refused"),
    State.RELEASED: mark("released by customs"),
    State.EXIT_ARRIVED: mark("presented at exit"),
    State.EXITED: mark("exit certified"),
    State.FOLLOW_UP: mark("exit unknown, being searched"),
    State.AMENDED: mark("declaration amended"),
    State.INVALIDATED: mark("declaration invalidated"),
}

MEANINGS: Mapping[State, str] = {
    State.DRAFT: mark("Prepared; documents are missing."),
    State.MANDATED: mark("The instruction was sent to the customs broker."),
    State.LODGED: mark("Sent, with its local reference (LRN)."),
    State.ACCEPTED: mark("Customs gave it a movement reference number (MRN)."),
    State.UNDER_CONTROL: mark("Customs check the documents or the goods."),
    State.NOT_RELEASED: mark("Customs refused the release."),
    State.RELEASED: mark("The goods are released."),
    State.EXIT_ARRIVED: mark("The goods were presented at the office of exit or destination."),
    State.EXITED: mark("The exit, or the end of the transit, is certified."),
    State.FOLLOW_UP: mark("No exit is known; customs or we are searching."),
    State.AMENDED: mark("Corrected at our request."),
    State.INVALIDATED: mark("Cancelled."),
}

_MESSAGES: Mapping[State, Mapping[Procedure, tuple[str, ...]]] = {
    State.LODGED: {
        Procedure.IMPORT: ("IE415",),
        Procedure.EXPORT: ("IE515",),
        Procedure.TRANSIT: ("IE015",),
    },
    State.ACCEPTED: {
        Procedure.IMPORT: ("IE426", "IE428"),
        Procedure.EXPORT: ("IE528",),
        Procedure.TRANSIT: ("IE028",),
    },
    State.UNDER_CONTROL: {
        Procedure.IMPORT: ("IE460",),
        Procedure.EXPORT: ("IE560",),
        Procedure.TRANSIT: ("IE060",),
    },
    State.NOT_RELEASED: {
        Procedure.IMPORT: ("IE451",),
        Procedure.EXPORT: ("IE551",),
        Procedure.TRANSIT: ("IE051",),
    },
    State.RELEASED: {
        Procedure.IMPORT: ("IE429",),
        Procedure.EXPORT: ("IE529",),
        Procedure.TRANSIT: ("IE029",),
    },
    State.EXIT_ARRIVED: {Procedure.EXPORT: ("IE507",), Procedure.TRANSIT: ("IE007",)},
    State.EXITED: {Procedure.EXPORT: ("IE518", "IE599"), Procedure.TRANSIT: ("IE045",)},
    State.FOLLOW_UP: {Procedure.EXPORT: ("IE582", "IE583")},
    State.AMENDED: {
        Procedure.IMPORT: ("IE404", "IE413"),
        Procedure.EXPORT: ("IE513",),
        Procedure.TRANSIT: ("IE013",),
    },
    State.INVALIDATED: {Procedure.EXPORT: ("IE509",), Procedure.TRANSIT: ("IE009",)},
}

_EXIT = {State.EXIT_ARRIVED, State.EXITED, State.FOLLOW_UP}
_AFTER: Mapping[State, tuple[State, ...]] = {
    State.DRAFT: (State.MANDATED, State.LODGED),
    State.MANDATED: (State.LODGED, State.DRAFT),
    State.LODGED: (State.ACCEPTED, State.AMENDED, State.INVALIDATED),
    State.ACCEPTED: (
        State.RELEASED,
        State.UNDER_CONTROL,
        State.NOT_RELEASED,
        State.AMENDED,
        State.INVALIDATED,
    ),
    State.UNDER_CONTROL: (
        State.RELEASED,
        State.NOT_RELEASED,
        State.AMENDED,
        State.INVALIDATED,
    ),
    State.NOT_RELEASED: (State.UNDER_CONTROL, State.AMENDED, State.INVALIDATED),
    State.RELEASED: (
        State.EXIT_ARRIVED,
        State.EXITED,
        State.FOLLOW_UP,
        State.AMENDED,
        State.INVALIDATED,
    ),
    State.EXIT_ARRIVED: (State.EXITED, State.FOLLOW_UP, State.INVALIDATED),
    State.EXITED: (),
    State.FOLLOW_UP: (State.EXITED, State.EXIT_ARRIVED, State.INVALIDATED),
    State.AMENDED: (
        State.ACCEPTED,
        State.UNDER_CONTROL,
        State.RELEASED,
        State.NOT_RELEASED,
        State.INVALIDATED,
    ),
    State.INVALIDATED: (),
}


def states(procedure: Procedure) -> tuple[State, ...]:
    """The states a declaration of that kind can be in: an import has no exit."""
    if procedure is Procedure.IMPORT:
        return tuple(state for state in State if state not in _EXIT)
    return tuple(state for state in State if state is not State.FOLLOW_UP or _searched(procedure))


def _searched(procedure: Procedure) -> bool:
    return procedure is Procedure.EXPORT


def after(procedure: Procedure, state: State) -> tuple[State, ...]:
    """The states that can follow *state*, the usual one first.

    >>> [state.value for state in after(Procedure.IMPORT, State.RELEASED)]
    ['AMENDED', 'INVALIDATED']
    """
    known = states(procedure)
    return tuple(one for one in _AFTER[state] if one in known)


def on_the_way(procedure: Procedure, old: State, new: State) -> bool:
    """Whether a declaration that was *old* reaches *new* by the usual steps, some left unsaid.

    The broker tells us of the release, seldom of every message before it.

    >>> on_the_way(Procedure.IMPORT, State.MANDATED, State.RELEASED)
    True
    >>> on_the_way(Procedure.IMPORT, State.RELEASED, State.ACCEPTED)
    False
    """
    unusual = {State.AMENDED, State.INVALIDATED}
    at = old
    while (following := after(procedure, at)) and following[0] not in unusual:
        at = following[0]
        if at is new:
            return True
    return False


def moved(procedure: Procedure, old: State, new: State) -> State:
    """*new*, where *old* may become it; raises `MoveNotAllowed` where it may not.

    >>> moved(Procedure.EXPORT, State.ACCEPTED, State.RELEASED).value
    'RELEASED'
    """
    allowed = after(procedure, old)
    if new in allowed:
        return new
    facts = {"procedure": Said(NAMES[procedure]), "old": Said(WORDS[old]), "new": Said(WORDS[new])}
    if not allowed:
        raise Ended(**facts)
    raise MoveNotAllowed(**facts, allowed=[Said(WORDS[one]) for one in allowed])


def messages(procedure: Procedure, state: State) -> tuple[str, ...]:
    """The EU messages that bring a declaration to *state*.

    >>> messages(Procedure.EXPORT, State.EXITED)
    ('IE518', 'IE599')
    """
    return _MESSAGES.get(state, {}).get(procedure, ())


def state_told(message: str) -> tuple[Procedure, State] | None:
    """What a message says; None where Comptoir does not know it.

    >>> state_told("IE 429")
    (<Procedure.IMPORT: 'IMPORT'>, <State.RELEASED: 'RELEASED'>)
    """
    wanted = message.upper().replace(" ", "")
    for state, by_procedure in _MESSAGES.items():
        for procedure, numbers in by_procedure.items():
            if wanted in numbers:
                return procedure, state
    return None


@dataclass(frozen=True, slots=True)
class Alert:
    """A day on which the search for an exit takes a step."""

    code: str
    day: date
    what: Said
    source: str


_STEPS: Mapping[str, Said] = {
    "REMIND": Said("ask the broker for the proof of exit"),
    "CHASE": Said("chase the broker and the carrier"),
    "FOLLOW_UP": Said("customs may open a search: answer with other proofs within {days} days"),
    "ALTERNATIVE": Said("gather the alternative proofs of exit"),
    "VAT_RISK": Said("without proof the declaration may be invalidated: VAT is at risk"),
}


def exit_clock(released: date, ours: Overrides = PRINTED) -> tuple[Alert, ...]:
    """The steps of the search for an exit, for goods *released* for export that day."""
    entry = timeline(_BOOK, "exit_proof", ours).on(released)
    answer = int(timeline(_BOOK, "exit_answer", ours).on(released).number)
    return tuple(
        Alert(
            code,
            released + timedelta(days=int(entry.table[code])),
            Said(said.text, days=answer) if code == "FOLLOW_UP" else said,
            entry.source,
        )
        for code, said in _STEPS.items()
    )


def exit_alert(
    released: date, today: date, exited: date | None = None, ours: Overrides = PRINTED
) -> Alert | None:
    """The step that is due *today*: the last reached; None before the first, or once exited.

    >>> exit_alert(date(2026, 9, 1), date(2026, 11, 23)).code
    'CHASE'
    """
    if exited is not None:
        return None
    reached = [alert for alert in exit_clock(released, ours) if alert.day <= today]
    return reached[-1] if reached else None
