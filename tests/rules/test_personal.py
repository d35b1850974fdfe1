"""How long what is known of people is kept."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.rules.personal import answer_due, kept_until, prospect_forgotten


def test_a_month_to_answer():
    assert answer_due(date(2026, 11, 30)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("record", "until"),
    [("invoice", date(2036, 12, 31)), ("order", date(2036, 12, 31)),
     ("declaration", date(2029, 12, 31))],
)  # fmt: skip
def test_the_law_keeps_papers(record, until):
    assert kept_until(record, date(2026, 1, 1)).until == until
    assert kept_until(record, date(2026, 12, 31)).until == until


def test_and_keeps_no_telephone_number():
    assert kept_until("contact", date(2026, 1, 1)) is None


def test_prospects_are_forgotten():
    assert prospect_forgotten(date(2023, 11, 24)) == date(2026, 11, 24)
