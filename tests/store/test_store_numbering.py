"""Numbers without gaps and without duplicates, however many people write at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep

import pytest
from desks import LEA, LINE, MORNING, NOE, ORDER, PARTY, TODAY

from comptoir import store
from comptoir.records import RECORDS

INVOICE, TASK, OFFER = RECORDS["invoice"], RECORDS["task"], RECORDS["offer"]


@pytest.mark.parametrize(
    ("record", "rows", "keys"),
    [
        (PARTY, [{"name": "A"}, {"name": "B"}], ["P0001", "P0002"]),
        (PARTY, [{"name": "A"}, {"code": "ZED"}, {"name": "B"}], ["P0001", "ZED", "P0002"]),
        (PARTY, [{"code": "P0001"}, {"name": "A"}, {"name": "B"}], ["P0001", "P0002", "P0003"]),
        (PARTY, [{"name": "A"}, {"code": "P0002"}, {"name": "B"}], ["P0001", "P0002", "P0003"]),
        (PARTY, [{"name": "A"}, {"code": "P0001"}], ["P0002", "P0001"]),
        (TASK, [{"what": "Call"}, {"what": "Write"}], ["TA-2026-0001", "TA-2026-0002"]),
        (TASK, [], []),
    ],
)
def test_a_new_row_keeps_its_code_or_gets_the_next_number(desk, record, rows, keys):
    assert desk.register(record, *rows) == keys
    assert set(desk.rows(record)) == set(keys)


def test_sales_and_purchases_of_each_year_have_their_own_series(trading):
    def order(flow, day):
        return {"party": "ACME", "flow": flow, "ordered": day}

    keys = trading.register(
        ORDER,
        order("EXP", date(2026, 1, 5)),
        order("IMP", date(2026, 1, 5)),
        order("EXP", date(2025, 12, 31)),
        order("EXP", None),
        order("IMP", date(2026, 2, 1)),
    )
    assert keys == ["EX-2026-0002", "IM-2026-0001", "EX-2025-0001", "EX-2026-0003", "IM-2026-0002"]
    assert trading.register(INVOICE, {"party": "ACME", "kind": "CREDIT_NOTE"}) == ["AV-2026-0001"]


def test_lines_are_numbered_within_their_order(trading):
    other = {"party": "ACME", "flow": "IMP", "ordered": TODAY}
    assert trading.register(ORDER, other) == ["IM-2026-0001"]
    keys = trading.register(
        LINE,
        {"order": "IM-2026-0001", "quantity": 1, "price": 1},
        {"order": "EX-2026-0001", "quantity": 1, "price": 1},
        {"order": "IM-2026-0001", "quantity": 1, "price": 1},
    )
    assert keys == ["IM-2026-0001/01", "EX-2026-0001/03", "IM-2026-0001/02"]


def test_a_code_that_is_taken_is_refused(trading):
    before = trading.everything()
    for rows in ([{"code": "ACME"}], [{"code": "NEW"}, {"code": "NEW"}]):
        with pytest.raises(store.Taken) as refused:
            trading.register(PARTY, *rows)
        assert refused.value.facts["keys"] == [rows[0]["code"]]
    assert trading.everything() == before


def test_a_number_given_once_is_never_given_again(trading):
    trading.register(PARTY, {"name": "A"}, {"name": "B"})
    trading.remove(PARTY, "P0002")
    assert trading.register(PARTY, {"name": "C"}) == ["P0003"]
    trading.register(PARTY, {"code": "P0004"})
    trading.remove(PARTY, "P0004")
    assert trading.register(PARTY, {"name": "D"}) == ["P0005"]


def test_a_code_typed_again_goes_on_from_its_last_version(trading):
    trading.register(PARTY, {"code": "BRIEF", "name": "First"})
    trading.remove(PARTY, "BRIEF")
    trading.register(PARTY, {"code": "BRIEF", "name": "Second"})
    assert trading.row(PARTY, "BRIEF")[store.VERSION] == 3
    assert trading.ask(store.as_seen, PARTY, {"BRIEF": 1})["BRIEF"]["name"] == "First"


def test_a_refused_save_gives_its_numbers_back(trading):
    class ChangedMyMindError(Exception):
        pass

    order = {"party": "ACME", "flow": "EXP", "ordered": TODAY}

    def deed(db, save):
        assert store.register(db, save, ORDER, [order] * 3, TODAY)[-1] == "EX-2026-0004"
        raise ChangedMyMindError

    with pytest.raises(ChangedMyMindError):
        trading.save(deed)
    assert trading.register(ORDER, order) == ["EX-2026-0002"]
    assert [one.id for one in trading.ask(store.saves)] == [4, 3, 2, 1]


def test_no_gap_and_no_duplicate_under_concurrent_writers(trading):
    """Six people register orders with lines at once; a third of their saves fail half-way."""
    people, saves = 6, 8
    ready = Barrier(people)

    def work(number):
        dice = random.Random(number)
        given = []
        ready.wait()
        for _ in range(saves):
            fails = dice.random() < 1 / 3
            order = {"party": "ACME", "flow": dice.choice(["EXP", "IMP"]), "ordered": TODAY}
            count = dice.randint(1, 3)
            with trading.engine.connect() as db:
                save = store.begin_save(db, NOE, MORNING, f"person {number}")
                keys = store.register(db, save, ORDER, [order] * count, TODAY)
                line = {"order": keys[0], "quantity": 1, "price": 1}
                keys += store.register(db, save, LINE, [line] * 2, TODAY)
                if fails:
                    db.rollback()
                else:
                    db.commit()
                    given += keys
        return given

    with ThreadPoolExecutor(people) as pool:
        given = [key for keys in pool.map(work, range(people)) for key in keys]

    assert len(given) == len(set(given))
    orders = trading.rows(ORDER)
    before = {"EX-2026-0001", "EX-2026-0001/01", "EX-2026-0001/02"}
    assert before | set(given) == orders.keys() | trading.rows(LINE).keys()
    for series in ("EX-2026-", "IM-2026-"):
        numbers = sorted(int(key.removeprefix(series)) for key in orders if key.startswith(series))
        assert numbers == list(range(1, len(numbers) + 1))
    numbers = sorted(one.id for one in trading.ask(store.saves, 1000))
    assert numbers == list(range(1, len(numbers) + 1))


def test_of_two_who_change_a_row_at_once_one_is_told_of_the_other(trading):
    """Both saw version 1 and both save at the same instant: one wins, the other is Superseded."""
    rounds = 8
    for version in range(1, rounds + 1):
        ready = Barrier(2)

        def save(author, version=version, ready=ready):
            change = store.Amendment("ACME", version, {"terms": f"by {author.name} {version}"})
            ready.wait()
            try:
                with trading.engine.begin() as db:
                    number = store.begin_save(db, author, MORNING, "at once")
                    store.amend(db, number, PARTY, [change])
            except store.Superseded as refused:
                return author.name, refused.facts["by"]
            return author.name, None

        with ThreadPoolExecutor(2) as pool:
            told = dict(pool.map(save, (LEA, NOE)))
        (winner,) = [name for name, by in told.items() if by is None]
        assert set(told.values()) == {None, winner}
        row = trading.row(PARTY, "ACME")
        assert row["terms"] == f"by {winner} {version}"
        assert row[store.VERSION] == version + 1


def test_two_who_read_before_they_save_wait_for_each_other(trading):
    """Each reads, thinks, and saves in one unit of work; neither is sent away."""
    ready = Barrier(2)

    def read_then_save(key):
        ready.wait()
        with trading.engine.begin() as db:
            seen = store.current(db, PARTY)[key][store.VERSION]
            sleep(0.1)
            save = store.begin_save(db, LEA, MORNING, "read first")
            return store.amend(db, save, PARTY, [store.Amendment(key, seen, {"note": "x"})])

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(read_then_save, ("ACME", "NORDIC"))) == [{"ACME": 2}, {"NORDIC": 2}]


def test_a_series_remembers_its_last_number_beside_its_rows(trading):
    """So that the next number costs one look, however many rows there are."""
    trading.register(ORDER, *[{"party": "ACME", "flow": "EXP", "ordered": TODAY}] * 4)
    assert "['order', 'EX-2026', 5]" in trading.everything()["counters"]
