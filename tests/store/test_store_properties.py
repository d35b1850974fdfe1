"""Whatever people save, in whatever order: the past can be told, and the last save taken back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from desks import CONTACT, LEA, MORNING, NOE, PARTY, TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comptoir import store
from comptoir.errors import ComptoirError

CODES = ("A", "B", "C")
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Anna", "Bern", "Été"]),
        "active": st.sampled_from([True, False, None]),
        "credit_limit": st.sampled_from([None, Decimal("0.5"), Decimal(7)]),
        "custom": st.dictionaries(
            st.sampled_from(["Colour", "Since"]), st.sampled_from([None, "x", date(2026, 1, 2)])
        ),
    },
)
DEED = st.one_of(
    st.tuples(st.just("register"), st.sampled_from(CODES), VALUES),
    st.tuples(st.just("amend"), st.sampled_from(CODES), VALUES),
    st.tuples(st.just("remove"), st.sampled_from(CODES), st.just({})),
    st.tuples(st.just("contact"), st.sampled_from(CODES), st.just({})),
    st.tuples(st.just("move contact"), st.sampled_from(CODES), st.just({})),
    st.tuples(st.just("remove contact"), st.sampled_from(CODES), st.just({})),
)
SAVES = st.lists(st.lists(DEED, max_size=4), min_size=1, max_size=6)
RECORDS = (PARTY, CONTACT)


def done(db, save, deed):
    """Do *deed*, unless the desk refuses it: then nothing of it is there."""
    what, code, values = deed
    with db.begin_nested() as part:
        try:
            match what:
                case "register":
                    store.register(db, save, PARTY, [{"code": code, **values}], TODAY)
                case "amend":
                    seen = store.versions(db, PARTY).get(code, 1)
                    store.amend(db, save, PARTY, [store.Amendment(code, seen, values)])
                case "remove":
                    store.remove(db, save, PARTY, [code])
                case "contact":
                    store.register(db, save, CONTACT, [{"party": code, "surname": "K"}], TODAY)
                case "move contact":
                    for key, seen in list(store.versions(db, CONTACT).items())[:1]:
                        change = store.Amendment(key, seen, {"party": code})
                        store.amend(db, save, CONTACT, [change])
                case "remove contact":
                    store.remove(db, save, CONTACT, list(store.versions(db, CONTACT))[:1])
        except ComptoirError:
            part.rollback()


def state(db):
    return {record.name: store.current(db, record) for record in RECORDS}


def values(state):
    """A state without its versions, which only ever grow."""
    return {
        name: {key: {**row, store.VERSION: None} for key, row in rows.items()}
        for name, rows in state.items()
    }


def replayed(db, known):
    """The last values of the keys *known* that the history tells, change by change from nothing."""
    rows = {record.name: {} for record in RECORDS}
    for record in RECORDS:
        keys = {key for state in known for key in state[record.name]}
        for change in [c for key in sorted(keys) for c in store.history(db, key, record)]:
            blank = {**dict.fromkeys(f.name for f in record.kept), "custom": {}}
            row = rows[record.name].setdefault(change.key, {**blank, record.key: change.key})
            if change.of_custom:
                row["custom"] = {**row["custom"], change.field: change.new}
            else:
                row[change.field] = change.new
    return rows


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(saves=SAVES)
def test_any_past_state_is_told_and_the_last_save_taken_back(desk, saves):
    with desk.engine.connect() as db, db.begin() as whole:
        told = [(0, MORNING, state(db))]
        for number, deeds in enumerate(saves, 1):
            at = MORNING + timedelta(minutes=number)
            save = store.begin_save(db, LEA, at, "saved")
            for deed in deeds:
                done(db, save, deed)
            told.append((save, at, state(db)))

        for record in RECORDS:
            assert dict(store.block(db, record).rows()) == store.current(db, record)
            for _, at, then in told:
                assert store.at(db, record, at) == then[record.name]
                assert store.at(db, record, at + timedelta(seconds=59)) == then[record.name]
                seen = {key: row[store.VERSION] for key, row in then[record.name].items()}
                assert store.as_seen(db, record, seen) == then[record.name]

        past = replayed(db, [then for *_, then in told])
        for record in RECORDS:
            for key, row in store.current(db, record).items():
                told_row = past[record.name].get(key) or {}
                own = {h: v for h, v in told_row.get("custom", {}).items() if v is not None}
                assert {**told_row, "custom": own} == {
                    n: v for n, v in row.items() if n != store.VERSION
                }

        (last, _, after), (_, _, before) = told[-1], told[-2]
        undone = store.undo(db, last, NOE, at)
        assert values(state(db)) == values(before)
        store.undo(db, undone.save, NOE, at)
        assert values(state(db)) == values(after)
        whole.rollback()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(saves=SAVES, data=st.data())
def test_an_undo_takes_back_what_its_save_did_and_nothing_else_or_refuses(desk, saves, data):
    with desk.engine.connect() as db, db.begin() as whole:
        told = [state(db)]
        numbers = []
        for deeds in saves:
            numbers.append(store.begin_save(db, LEA, MORNING, "saved"))
            for deed in deeds:
                done(db, numbers[-1], deed)
            told.append(state(db))
        choice = data.draw(st.integers(0, len(saves) - 1))
        before, after, now = values(told[choice]), values(told[choice + 1]), values(told[-1])
        refused = False
        with db.begin_nested() as part:
            try:
                store.undo(db, numbers[choice], NOE, MORNING)
            except (store.Depended, store.StillNamed, store.Unlinked):
                refused = True
                part.rollback()
        then = values(state(db))
        for record in RECORDS:
            was, made, had, has = (s[record.name] for s in (before, after, now, then))
            for key in was.keys() | made.keys() | had.keys() | has.keys():
                if refused or was.get(key) == made.get(key):
                    assert has.get(key) == had.get(key)
                elif key not in was or key not in made:
                    assert has.get(key) == was.get(key)
                else:
                    for name in was[key].keys() - {"custom"}:
                        changed = was[key][name] != made[key][name]
                        expected = was[key][name] if changed else had[key][name]
                        assert has[key][name] == expected
        whole.rollback()


def test_the_last_save_is_always_there_to_be_undone_once(trading):
    with pytest.raises(store.StillNamed):
        trading.undo(1)
    for save in (3, 2, 1):
        trading.undo(save)
    assert all(not trading.rows(record) for record in RECORDS)
