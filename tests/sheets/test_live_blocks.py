"""Cells in blocks where no such program runs here: Excel on a Mac, as xlwings gives it."""

from __future__ import annotations

import types
from datetime import datetime

import pytest

from comptoir.sheets.closed.values import CellError
from comptoir.sheets.live import blocks

Impl = type("Impl", (), {"__module__": "xlwings._xlmac"})


class Cells:
    """A range of Excel on a Mac: its values with days told apart, and its formulas."""

    impl = Impl()

    def __init__(self, rows, formula=""):
        self.value, self.formula = rows, formula

    def options(self, **_):
        return self

    @property
    def api(self):
        pytest.fail("Excel on a Mac has no COM")


def test_a_mac_gives_days_and_errors_as_every_program_does():
    cells = Cells([["EX-1", 12.5, None], [datetime(2026, 11, 23), "#N/A", True]])
    assert blocks.plain(cells) == [["EX-1", 12.5, None], [46349.0, CellError("#N/A"), True]]


def test_a_mac_tells_formulas_by_their_sign():
    assert blocks.formula_places(Cells([], formula=(("a", "=B1"), ("=1", "")))) == {(0, 1), (1, 0)}
    assert blocks.formula_places(Cells([], formula="=1")) == {(0, 0)}


@pytest.mark.parametrize("protected", [True, False])
def test_a_mac_says_whether_a_sheet_is_protected(protected):
    api = types.SimpleNamespace(protect_contents=types.SimpleNamespace(get=lambda: protected))
    assert blocks.protected(types.SimpleNamespace(impl=Impl(), api=api)) is protected
