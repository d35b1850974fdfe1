from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from office import calc_app, calc_book, calc_office  # noqa: F401 - fixtures


@pytest.fixture
def book(calc_book):  # noqa: F811 - the fixture of that name
    return calc_book


@pytest.fixture
def sheet(calc_book):  # noqa: F811 - likewise
    return calc_book.sheets[0]
