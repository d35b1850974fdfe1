"""The promises of the merge, kept with closed workbooks that are patched and never rebuilt.

Each person has a file of her own; she types in it as a spreadsheet program would, and every save
and refresh changes it where it lies. ``tests/benchmarks/merge_closed.py`` runs many more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from hypothesis.stateful import run_state_machine_as_test

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from test_merge_machine import Merge, Person  # noqa: E402 - found by the line above

from comptoir.sheets.books import ClosedBook  # noqa: E402 - with the others
from scribbled import Keyed, built  # noqa: E402 - found by the line above


class AtHerFile(Person):
    """A person whose copy of the register is a file."""

    def __init__(self, desk, path):
        self.desk, self.book = desk, Keyed(ClosedBook(path))
        self.book.look(built(path, desk))
        self.pending = {}


class WithFiles(Merge):
    """The same rules, with workbooks on the disk."""

    def hire(self, number, desk):
        return AtHerFile(desk, Path(self.folder.name) / f"register-{number}.xlsx")


def test_no_edit_is_lost_in_closed_workbooks():
    quick = hypothesis(
        max_examples=3,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(WithFiles, settings=quick)
