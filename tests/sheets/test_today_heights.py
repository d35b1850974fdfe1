"""Lines of Today are as high as their longest text needs."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.sheets.drawing.today import LINE, height
from comptoir.sheets.views import Due
from comptoir.wording import Said


@pytest.mark.parametrize(
    ("party", "why", "lines"),
    [
        ("Okada", "due", 1),
        ("Établissements Diallo & Frères", "due", 1),
        ("Importations des Laurentides inc.", "due", 2),
        ("Okada", "w" * 200, 3),
        ("", "", 1),
    ],
)
def test_a_long_partner_or_reason_gets_its_lines(party, why, lines):
    due = Due(date(2026, 11, 23), Said("Call"), "EX-2026-0001", party, Said(why), "late")
    assert height("en", due) == lines * LINE
