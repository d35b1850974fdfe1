"""Two to five people, one store, anything they may do in any order: no edit is lost.

After each save, every cell a person changed is in the store, or is a clash that shows both values.
Every new row is there exactly once, also when the program died between any two steps. After a
last refresh all workbooks agree.
"""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from comptoir import settings, store
from comptoir.desk import Desk, Unsaved
from comptoir.records import RECORDS
from comptoir.store import Author
from paper import NINE, Clock, Paper

FIELDS = ("what", "note", "owner")
people = st.integers(0, 4)
places = st.integers(0, 30)
words = st.sampled_from(["blue", "green", "=1+1", "été", "x" * 50])


class Killed(Exception):
    """The program died here."""


class Person:
    """One assistant, her copy of the register, and what she typed since it was shown."""

    def __init__(self, desk):
        self.desk, self.book = desk, Paper()
        self.pending = {}
        self.refresh()

    def refresh(self):
        self.book.show(self.desk.view("register"))
        self.pending = {}

    @property
    def lines(self):
        return self.book.lines["task"]


class Merge(RuleBasedStateMachine):
    """The rules below are run in thousands of random orders."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.engine = self.new_store()
        self.marks = itertools.count(1)
        self.saved_marks = set()
        told = settings.Settings(folder=Path(self.folder.name), name="Machine", lang="en")
        clock = Clock(NINE)
        self.desks = [Desk(told, self.engine, Author(f"P{n}", "sheet"), clock) for n in range(5)]

    def new_store(self):
        return store.create(f"sqlite:///{self.folder.name}/desk.db")

    @initialize(count=st.integers(2, 5), rows=st.integers(1, 4))
    def open_the_office(self, count, rows):
        task = RECORDS["task"]
        first = [{"what": f"row {n}", "status": "OPEN", "due": date(2026, 11, 30)}
                 for n in range(rows)]  # fmt: skip
        with self.engine.begin() as db:
            save = store.begin_save(db, Author("Zoé", "command"), NINE, "start")
            store.register(db, save, task, first, NINE.date())
        self.first = rows
        self.people = [self.hire(n, desk) for n, desk in enumerate(self.desks[:count])]

    def hire(self, number, desk):
        return Person(desk)

    def one(self, who):
        return self.people[who % len(self.people)]

    @rule(who=people, at=places, field=st.sampled_from(FIELDS), word=words)
    def type_in_a_cell(self, who, at, field, word):
        person = self.one(who)
        if not person.lines:
            return
        line = person.lines[at % len(person.lines)]
        if line.get("ref"):
            line[field] = f"{word} {next(self.marks)}"
            person.pending[line["ref"], field] = line[field]
        elif field != "what":
            line[field] = word

    @rule(who=people, at=places, until=places)
    def paste_a_note_over_rows(self, who, at, until):
        person = self.one(who)
        text = f"pasted {next(self.marks)}"
        for line in person.lines[min(at, until) : max(at, until)]:
            if line.get("ref"):
                line["note"] = text
                person.pending[line["ref"], "note"] = text

    @rule(who=people, at=places, word=words)
    def insert_a_row(self, who, at, word):
        person = self.one(who)
        mark = f"new {next(self.marks)}"
        person.lines.insert(at % (len(person.lines) + 1), {"what": mark, "note": word})

    @rule(who=people, at=places)
    def remove_a_row(self, who, at):
        person = self.one(who)
        if len(person.book.keys("task")) - person.book.keys("task").count(None) <= 1:
            return
        gone = person.lines.pop(at % len(person.lines))
        for field in FIELDS:
            person.pending.pop((gone.get("ref"), field), None)

    @rule(who=people, by=st.sampled_from(FIELDS), down=st.booleans())
    def sort(self, who, by, down):
        self.one(who).lines.sort(key=lambda line: str(line.get(by)), reverse=down)

    @rule(who=people)
    def refresh(self, who):
        person = self.one(who)
        try:
            person.desk.refresh(person.book)
        except Unsaved:
            return
        person.pending = {}

    @rule(who=people)
    def save(self, who):
        person = self.one(who)
        promised, new = dict(person.pending), self.new_marks(person)
        person.desk.save(person.book)
        self.saved_marks |= new
        self.keep_the_promise(person, promised)
        person.pending = {}

    @rule(who=people)
    def save_and_die_before_the_result_is_shown(self, who):
        person = self.one(who)
        promised, new = dict(person.pending), self.new_marks(person)
        show, person.book.show = person.book.show, self.dies
        try:
            person.desk.save(person.book)
        except Killed:
            pass
        finally:
            person.book.show = show
        self.saved_marks |= new
        self.keep_the_promise(person, promised)

    @rule(who=people, step=st.integers(0, 6))
    def save_and_die_while_writing(self, who, step):
        from sqlalchemy import event  # noqa: PLC0415 - only this rule

        person, before = self.one(who), self.tasks()
        left = itertools.count(step, -1)

        def die(*_):
            if next(left) == 0:
                raise Killed

        event.listen(self.engine, "before_cursor_execute", die)
        try:
            person.desk.save(person.book, dry_run=False)
        except Killed:
            assert self.engine_still_says(before, die)
            return
        finally:
            if event.contains(self.engine, "before_cursor_execute", die):
                event.remove(self.engine, "before_cursor_execute", die)
        self.saved_marks |= self.new_marks_in_store()
        self.keep_the_promise(person, dict(person.pending))
        person.pending = {}

    def engine_still_says(self, before, die):
        """The store is at the state before, or at the state after: then the marks are there."""
        from sqlalchemy import event  # noqa: PLC0415 - only this rule

        event.remove(self.engine, "before_cursor_execute", die)
        after = self.tasks()
        self.saved_marks |= self.new_marks_in_store()
        return after == before or set(after) >= set(before)

    @rule(who=people, mine=st.booleans())
    def settle_a_clash(self, who, mine):
        person = self.one(who)
        if person.pending or self.new_marks(person) or not person.book.shown.clashes:
            return
        clash = person.book.shown.clashes[0]
        person.book.chosen = {clash.number: "sheet" if mine else "store"}
        person.desk.save(person.book)

    @staticmethod
    def dies(*_):
        raise Killed

    def new_marks(self, person):
        return {line["what"] for line in person.lines if not line.get("ref") and line.get("what")}

    def tasks(self):
        with store.reading(self.engine) as db:
            return store.current(db, RECORDS["task"])

    def new_marks_in_store(self):
        return {row["what"] for row in self.tasks().values() if row["what"].startswith("new ")}

    def keep_the_promise(self, person, promised):
        rows = self.tasks()
        with store.reading(self.engine) as db:
            clashes = {(c.clash.key, c.clash.field, c.clash.sheet) for c in store.open_clashes(db)}
        for (key, field), value in promised.items():
            assert rows[key][field] == value or (key, field, value) in clashes

    @invariant()
    def every_new_row_is_there_once(self):
        if not hasattr(self, "people"):
            return
        count = Counter(row["what"] for row in self.tasks().values())
        edited = sum(n for what, n in count.items() if not what.startswith(("row ", "new ")))
        there = [what for what in count if what.startswith("new ")]
        assert all(count[what] == 1 for what in there)
        assert len(self.saved_marks) >= len(there)
        assert sum(count.values()) == self.first + len(self.saved_marks), edited

    @precondition(lambda self: hasattr(self, "people"))
    @rule()
    def all_agree_after_a_refresh(self):
        if any(person.pending or self.new_marks(person) for person in self.people):
            return
        for person in self.people:
            person.refresh()
        shown = [sorted(map(str, person.lines)) for person in self.people]
        assert all(lines == shown[0] for lines in shown)

    def teardown(self):
        if hasattr(self, "people"):
            for person in self.people:
                person.desk.save(person.book)
            for person in self.people:
                person.refresh()
            shown = [sorted(map(str, person.lines)) for person in self.people]
            assert all(lines == shown[0] for lines in shown)
        self.engine.dispose()
        self.folder.cleanup()


TestMerge = Merge.TestCase
TestMerge.settings = hypothesis(max_examples=15, stateful_step_count=30, deadline=None)
