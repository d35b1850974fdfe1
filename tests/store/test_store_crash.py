"""A save that dies, wherever it dies, leaves the desk as it was before or as it is after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from desks import LEA, LINE, MORNING, ORDER, PARTY, TODAY, everything
from sqlalchemy import event

from comptoir import store


def a_day_of_work(engine):
    """One save that registers, amends, removes, undoes nothing, meets a clash and an import."""
    with engine.begin() as db:
        save = store.begin_save(db, LEA, MORNING, "a day of work")
        order = {"party": "NORDIC", "flow": "IMP", "ordered": TODAY}
        (key,) = store.register(db, save, ORDER, [order], TODAY)
        line = {"order": key, "quantity": Decimal(1), "price": Decimal(2)}
        store.register(db, save, LINE, [line] * 3, TODAY)
        changes = [
            store.Amendment("ACME", 1, {"terms": "NET 30"}),
            store.Amendment("NORDIC", 1, {"note": "x", "custom": {"Rank": 1}}),
        ]
        store.amend(db, save, PARTY, changes)
        store.remove(db, save, LINE, ["EX-2026-0001/02"])
        clash = store.Clash("order", "EX-2026-0001", "place", "Lyon", "Nancy", "Dijon")
        store.add_clashes(db, save, [clash])
        store.remember(db, save, "scms", {"f1": key})


def an_undo(engine):
    with engine.begin() as db:
        store.undo(db, 3, LEA, MORNING)


DEEDS = [a_day_of_work, an_undo]


class PulledThePlugError(Exception):
    pass


def dying(engine, step, *, after):
    """Let *engine* die before or after its statement number *step*: how to heal it."""
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == step:
            raise PulledThePlugError

    moment = "after_cursor_execute" if after else "before_cursor_execute"
    event.listen(engine, moment, count)
    return lambda: event.remove(engine, moment, count)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_save_that_dies_at_any_statement_never_was(trading, deed, after):
    before = trading.everything()
    steps = 0
    while True:
        steps += 1
        heal = dying(trading.engine, steps, after=after)
        try:
            deed(trading.engine)
        except PulledThePlugError:
            died = True
        else:
            died = False
        heal()
        if not died:
            break
        assert trading.everything() == before, f"statement {steps}"
    assert steps > 10
    assert trading.everything() != before
    assert trading.last_save() == 4


def test_a_save_that_dies_at_its_last_breath_never_was(trading):
    before = trading.everything()

    def refuse(_):
        raise PulledThePlugError

    event.listen(trading.engine, "commit", refuse)
    with pytest.raises(PulledThePlugError):
        a_day_of_work(trading.engine)
    event.remove(trading.engine, "commit", refuse)
    assert trading.everything() == before
    a_day_of_work(trading.engine)
    assert trading.last_save() == 4


KILLED = """
import os, signal, sys
sys.path.insert(0, {here!r})
from sqlalchemy import event
import test_store_crash
from comptoir import store
engine, step, seen = store.open({url!r}), {step!r}, 0

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def count(*_):
    global seen
    seen += 1
    if seen == step:
        die()

if step == "commit":
    event.listen(engine, "commit", die)
elif step != "after":
    event.listen(engine, "after_cursor_execute", count)
test_store_crash.a_day_of_work(engine)
die()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs kill -9")
@pytest.mark.parametrize("step", [2, 9, 17, "commit", "after"])
def test_kill_9_leaves_the_desk_before_or_after(trading, url, step):
    before = trading.everything()
    program = KILLED.format(here=str(Path(__file__).parent), url=url, step=step)
    done = subprocess.run(
        [sys.executable, "-c", program], timeout=60, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    after = everything(trading.engine)
    if step == "after":
        assert "IM-2026-0001/03" in trading.rows(LINE)
        assert trading.row(PARTY, "ACME")["terms"] == "NET 30"
    else:
        assert after == before
        a_day_of_work(trading.engine)
    assert trading.last_save() == 4
