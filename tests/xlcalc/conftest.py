"""The office of the run, for the engine's own tests."""

from __future__ import annotations

import pytest

from office import calc_app, calc_book, calc_office

__all__ = ["calc_app", "calc_book", "calc_office"]


@pytest.fixture
def book(calc_book):
    return calc_book


@pytest.fixture
def sheet(calc_book):
    return calc_book.sheets[0]
