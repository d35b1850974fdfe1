"""The lists of the shipments' records are those of the rules; computed columns follow the steps."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.records.chain import ends_on_arrival, free_until, paper_status, status_of
from comptoir.records.customs_claims import (
    CLAIM_STATUS,
    DECLARATION_STATUS,
    PAPER,
    PAPER_DUE,
    PAPER_OWNER,
    PROCEDURE,
    REGIME,
    readable_duty,
)
from comptoir.records.shipping import BOX_TYPE, MILESTONE_KIND, VEHICLE, slabs_read
from comptoir.rules.chain import AFTER, BEFORE
from comptoir.rules.claims import ClaimState, Regime
from comptoir.rules.clearance import Procedure, State
from comptoir.rules.documents import Due, Owner, paper_codes
from comptoir.rules.emissions import vehicles
from comptoir.rules.equipment import box_codes
from comptoir.wording import Said


@pytest.mark.parametrize(
    ("choice", "rules"),
    [
        (CLAIM_STATUS, [one.name for one in ClaimState]),
        (REGIME, [one.name for one in Regime]),
        (DECLARATION_STATUS, [one.name for one in State]),
        (PROCEDURE, [one.name for one in Procedure]),
        (PAPER, [*paper_codes(), "OTHER"]),
        (PAPER_OWNER, [one.name for one in Owner]),
        (PAPER_DUE, [one.name for one in Due]),
        (VEHICLE, vehicles()),
        (BOX_TYPE, box_codes()),
    ],
)
def test_each_list_has_what_the_rules_know_and_nothing_else(choice, rules):
    assert set(choice.options) == set(rules)


def test_every_step_that_is_planned_can_be_kept():
    planned = {kind for steps in (*BEFORE.values(), *AFTER.values()) for kind in steps}
    assert planned | {"DEPARTED", "ARRIVED"} <= set(MILESTONE_KIND.options)


@pytest.mark.parametrize(
    ("done", "status"),
    [
        ([], "PLANNED"),
        (["READY"], "PLANNED"),
        (["BOOKED", "READY"], "BOOKED"),
        (["BOOKED", "PICKED_UP", "EXPORT_CLEARED"], "PICKED_UP"),
        (["DEPARTED", "TRANSSHIPPED"], "IN_TRANSIT"),
        (["DEPARTED", "IMPORT_CLEARED"], "IN_TRANSIT"),
        (["DEPARTED", "ARRIVED"], "ARRIVED"),
        (["ARRIVED", "IMPORT_CLEARED"], "CLEARED"),
        (["DELIVERED"], "DELIVERED"),
        (["DELIVERED", "CANCELLED"], "CANCELLED"),
    ],
)
def test_the_status_is_the_furthest_step_done(done, status):
    assert status_of(set(done)) == status


def test_a_sale_the_buyer_carries_ends_on_arrival():
    assert ends_on_arrival("EXP", "FCA")
    assert not ends_on_arrival("EXP", "DAP")
    assert not ends_on_arrival("EXP", None)
    assert status_of({"ARRIVED"}, arrival_ends=True) == "DELIVERED"


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ((None, None, None, None, None, None), "MISSING"),
        ((1, None, None, None, None, None), "ASKED"),
        ((1, 1, None, None, None, False), "RECEIVED"),
        ((None, 1, 1, None, None, None), "CHECKED"),
        ((None, 1, 1, 1, None, None), "SENT"),
        ((None, 1, 1, 1, "late", None), "DISCREPANT"),
        ((None, None, None, None, "late", True), "NOT_NEEDED"),
    ],
)
def test_a_paper_stands_where_its_days_say(facts, status):
    *days, waived = facts
    assert paper_status(*days, waived=waived) == status


def test_free_time_without_a_known_port_is_counted_in_calendar_days():
    start = date(2026, 11, 5)
    assert free_until(start, 7, "WORKING", "FRLEH") == date(2026, 11, 17)
    assert free_until(start, 7, "WORKING", None) == date(2026, 11, 12)
    assert free_until(start, None, "WORKING", "FRLEH") is None
    assert free_until(None, 7, "WORKING", "FRLEH") is None


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (slabs_read, "5 x 60; 95", "60 a day"),
        (readable_duty, "8 % + 6.4 EUR/100 kg", "eight percent"),
    ],
)
def test_what_cannot_be_read_says_why(read, good, bad):
    assert read(good) == good
    assert isinstance(read(bad), Said)
