"""The team's database: the same promises on PostgreSQL, and with everyone saving at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from hypothesis.stateful import run_state_machine_as_test

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from test_merge_machine import Merge  # noqa: E402 - found by the line above

from comptoir import settings, store  # noqa: E402 - with the others
from comptoir.desk import Desk  # noqa: E402 - with the others
from comptoir.errors import Conflict  # noqa: E402 - with the others
from comptoir.records import RECORDS  # noqa: E402 - with the others
from comptoir.store import Author  # noqa: E402 - with the others
from paper import NINE, Clock, Paper  # noqa: E402 - found by the line above
from servers import postgres  # noqa: E402, F401 - a fixture, found by the line above

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def template(postgres):  # noqa: F811 - the fixture
    name = postgres.new_database()
    store.create(postgres.url(name)).dispose()
    return name


def test_no_edit_is_lost_on_postgresql(postgres, template):  # noqa: F811 - the fixture
    class OnPostgres(Merge):
        def new_store(self):
            self.name = postgres.new_database(template)
            return store.open(postgres.url(self.name))

        def teardown(self):
            super().teardown()
            postgres.drop(self.name)

    quick = hypothesis(
        max_examples=5,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OnPostgres, settings=quick)


def test_colleagues_save_at_the_same_time(postgres, template, tmp_path):  # noqa: F811 - the fixture
    name = postgres.new_database(template)
    engine = store.open(postgres.url(name))
    task = RECORDS["task"]
    rows = [{"what": f"row {n}", "status": "OPEN", "due": date(2026, 12, 1)} for n in range(12)]
    with engine.begin() as db:
        save = store.begin_save(db, Author("Zoé", "command"), NINE, "start")
        keys = store.register(db, save, task, rows, NINE.date())

    def works(who):
        dice, told = Random(who), settings.Settings(folder=tmp_path, name="Team", lang="en")
        own = store.open(postgres.url(name))
        desk, book, promised = Desk(told, own, Author(f"P{who}", "sheet"), Clock()), Paper(), []
        book.show(desk.view("register"))
        for turn in range(8):
            typed = {}
            for key in dice.sample(keys, 3):
                typed[key] = book.line("task", key)["note"] = f"P{who} turn {turn} {key}"
            book.add("task", what=f"new P{who} {turn}", note="extra")
            while True:
                try:
                    desk.save(book)
                except Conflict:
                    continue
                break
            promised += typed.items()
        own.dispose()
        return promised

    with ThreadPoolExecutor(4) as office:
        promised = [one for many in office.map(works, range(4)) for one in many]

    with store.reading(engine) as db:
        history = {(c.key, c.new) for key in keys for c in store.history(db, key)}
        clashed = {(c.clash.key, c.clash.sheet) for c in store.open_clashes(db)}
        after = store.current(db, task)
    engine.dispose()
    last = {key: note for key, note in promised if (key, note) not in history}
    assert all(
        (key, note) in clashed or superseded(key, note, promised) for key, note in last.items()
    )
    new = [row["what"] for row in after.values() if str(row["what"]).startswith("new ")]
    assert sorted(new) == sorted({f"new P{who} {turn}" for who in range(4) for turn in range(8)})


def superseded(key, note, promised):
    """The same person clashed again on this cell later: her later value stands in the clash."""
    who, _, turn, _ = note.split()
    return any(
        other_key == key and other.split()[0] == who and int(other.split()[2]) > int(turn)
        for other_key, other in promised
    )
