"""Where a declaration stands and where it can go; and the clock of the exit proof."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from comptoir.rules.clearance import (
    MEANINGS,
    WORDS,
    MoveNotAllowed,
    Procedure,
    State,
    after,
    exit_alert,
    exit_clock,
    messages,
    moved,
    state_told,
    states,
)
from comptoir.rules.law import overrides
from comptoir.wording import translated


@pytest.mark.parametrize(
    ("released", "search", "invalidated"),
    [
        pytest.param(date(2026, 9, 1), "2026-11-30", "2027-01-29", id="5.6 1 Sept 2026"),
        pytest.param(date(2026, 11, 23), "2027-02-21", "2027-04-22", id="5.6 23 Nov 2026"),
    ],
)
def test_exit_clock(released, search, invalidated):
    days = {alert.code: str(alert.day) for alert in exit_clock(released)}
    assert (days["FOLLOW_UP"], days["VAT_RISK"]) == (search, invalidated)
    assert list(days.values()) == sorted(days.values())


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), "REMIND"),
        (date(2026, 11, 29), "CHASE"),
        (date(2026, 11, 30), "FOLLOW_UP"),
        (date(2026, 12, 30), "ALTERNATIVE"),
        (date(2030, 1, 1), "VAT_RISK"),
    ],
)
def test_alert_of_the_day(today, code):
    alert = exit_alert(date(2026, 9, 1), today)
    assert (alert and alert.code) == code
    assert exit_alert(date(2026, 9, 1), today, exited=date(2026, 9, 20)) is None


def test_a_desk_may_remind_earlier():
    value = {"REMIND": 15, "CHASE": 45, "FOLLOW_UP": 90, "ALTERNATIVE": 120, "VAT_RISK": 150}
    ours = overrides(
        {"customs.exit_proof": [{"since": date(2026, 1, 1), "value": value, "source": "our habit"}]}
    )
    assert str(exit_clock(date(2026, 9, 1), ours)[0].day) == "2026-09-16"


@pytest.mark.parametrize(
    ("procedure", "path"),
    [
        ("IMPORT", "DRAFT MANDATED LODGED ACCEPTED UNDER_CONTROL RELEASED"),
        ("EXPORT", "DRAFT LODGED ACCEPTED RELEASED EXIT_ARRIVED EXITED"),
        ("EXPORT", "LODGED ACCEPTED RELEASED FOLLOW_UP EXITED"),
        ("EXPORT", "RELEASED FOLLOW_UP INVALIDATED"),
        ("TRANSIT", "LODGED ACCEPTED RELEASED EXIT_ARRIVED EXITED"),
        ("EXPORT", "LODGED AMENDED ACCEPTED NOT_RELEASED INVALIDATED"),
    ],
)
def test_usual_paths(procedure, path):
    steps = [State(word) for word in path.split()]
    for old, new in pairwise(steps):
        assert moved(Procedure(procedure), old, new) is new


@pytest.mark.parametrize(
    ("procedure", "old", "new"),
    [
        ("IMPORT", "RELEASED", "EXITED"),
        ("EXPORT", "DRAFT", "RELEASED"),
        ("EXPORT", "EXITED", "RELEASED"),
        ("EXPORT", "INVALIDATED", "LODGED"),
        ("TRANSIT", "RELEASED", "FOLLOW_UP"),
        ("EXPORT", "RELEASED", "RELEASED"),
    ],
)
def test_moves_that_cannot_be(procedure, old, new):
    with pytest.raises(MoveNotAllowed, match="Nothing was changed") as refused:
        moved(Procedure(procedure), State(old), State(new))
    assert "mainlevée" in refused.value.in_("fr") or "RELEASED" not in (old, new)


@pytest.mark.parametrize("procedure", list(Procedure))
def test_every_state_is_reached_and_leads_to_an_end(procedure):
    known = set(states(procedure))
    reached = {State.DRAFT}
    while more := {new for old in reached for new in after(procedure, old)} - reached:
        reached |= more
    assert reached == known
    ends = {state for state in known if not after(procedure, state)}
    assert ends == {State.EXITED, State.INVALIDATED} & known


@pytest.mark.parametrize(
    ("message", "procedure", "state"),
    [
        ("IE429", "IMPORT", "RELEASED"),
        ("ie 529", "EXPORT", "RELEASED"),
        ("IE029", "TRANSIT", "RELEASED"),
        ("IE428", "IMPORT", "ACCEPTED"),
        ("IE599", "EXPORT", "EXITED"),
        ("IE582", "EXPORT", "FOLLOW_UP"),
        ("IE404", "IMPORT", "AMENDED"),
        ("IE045", "TRANSIT", "EXITED"),
    ],
)
def test_messages(message, procedure, state):
    assert state_told(message) == (Procedure(procedure), State(state))
    assert message.upper().replace(" ", "") in messages(Procedure(procedure), State(state))


def test_unknown_messages_say_nothing():
    assert state_told("IE999") is None
    assert messages(Procedure.IMPORT, State.DRAFT) == ()


def test_every_state_has_its_word_in_french_customs():
    assert set(WORDS) == set(MEANINGS) == set(State)
    assert translated(WORDS[State.RELEASED], "fr") == "BAE / mainlevée"
    assert translated(WORDS[State.EXITED], "fr") == "ECS sortie / apuré"
    for text in (*WORDS.values(), *MEANINGS.values()):
        assert translated(text, "fr") != text
