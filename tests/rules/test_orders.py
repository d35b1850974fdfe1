"""Orders: which moves can be, and what must be true before each."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.rules.orders import Facts, Stage, allowed, moves, unmet

DAY = date(2026, 8, 10)
DONE = Facts(has_lines=True, confirmed=DAY, committed=DAY, delivered=DAY, departed=True, left=False)


@pytest.mark.parametrize(
    ("now", "to"),
    [
        ("DRAFT", "PLACED CANCELLED"),
        ("PLACED", "DRAFT CONFIRMED IN_PRODUCTION READY SHIPPED DELIVERED CANCELLED"),
        ("CONFIRMED", "PLACED IN_PRODUCTION READY SHIPPED DELIVERED CANCELLED"),
        ("IN_PRODUCTION", "CONFIRMED READY SHIPPED DELIVERED CANCELLED"),
        ("READY", "CONFIRMED IN_PRODUCTION SHIPPED DELIVERED CANCELLED"),
        ("SHIPPED", "READY DELIVERED"),
        ("DELIVERED", "SHIPPED CLOSED"),
        ("CLOSED", "DELIVERED"),
        ("CANCELLED", "DRAFT PLACED"),
    ],
)
def test_the_moves_of_each_stage(now, to):
    assert [one.value for one in moves(Stage(now))] == to.split()
    assert not allowed(Stage(now), Stage(now))


@pytest.mark.parametrize(
    ("to", "facts", "codes"),
    [
        ("PLACED", Facts(), "LINES"),
        ("CONFIRMED", Facts(has_lines=True), "CONFIRMED_ON COMMITTED"),
        ("CONFIRMED", Facts(has_lines=True, confirmed=DAY, committed=DAY, open_changes=2),
         "CHANGES"),
        ("SHIPPED", Facts(has_lines=True, confirmed=DAY, committed=DAY), "DEPARTED"),
        ("DELIVERED", Facts(has_lines=True, confirmed=DAY, committed=DAY, departed=True),
         "DELIVERED_ON LEFT"),
        ("CLOSED", Facts(has_lines=True, confirmed=DAY, committed=DAY, departed=True,
                         delivered=DAY, left=False, uninvoiced=True, unsettled=("FA-1",),
                         open_claims=("CL-1",)), "INVOICE UNPAID CLAIMS"),
        ("CANCELLED", Facts(has_lines=True, shipments=("SH-1",)), "SHIPMENTS"),
        ("CLOSED", DONE, ""),
    ],
)  # fmt: skip
def test_the_conditions_of_each_stage(to, facts, codes):
    assert " ".join(one.code for one in unmet(Stage(to), facts)) == codes


def test_what_lies_in_the_orders_own_line_is_known():
    found = {one.code: one.own for one in unmet(Stage.DELIVERED, Facts(has_lines=True))}
    assert [code for code, own in found.items() if own] == [
        "CONFIRMED_ON", "COMMITTED", "DELIVERED_ON",
    ]  # fmt: skip
