"""The steps of a shipment, by mode and Incoterm."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.rules.chain import AFTER, BEFORE, TRANSIT, plan
from comptoir.rules.incoterms import Incoterm, Mode

DAY = date(2026, 12, 14)


def steps(mode, rule, *, sold=True, abroad=True, **more):
    return plan(mode, rule, sold=sold, abroad=abroad, departure=DAY, **more)


@pytest.mark.parametrize(
    ("rule", "sold", "who"),
    [
        ("EXW", True, {"BOOKED": "PARTNER", "PICKED_UP": "PARTNER", "EXPORT_CLEARED": "PARTNER"}),
        ("FOB", True, {"BOOKED": "PARTNER", "PICKED_UP": "US", "EXPORT_CLEARED": "US"}),
        ("CIF", True, {"BOOKED": "US", "IMPORT_CLEARED": "PARTNER", "DELIVERED": "PARTNER"}),
        ("DDP", True, {"BOOKED": "US", "IMPORT_CLEARED": "US", "DELIVERED": "US"}),
        ("FOB", False, {"BOOKED": "US", "PICKED_UP": "PARTNER", "IMPORT_CLEARED": "US"}),
        ("DAP", False, {"BOOKED": "PARTNER", "IMPORT_CLEARED": "US", "DELIVERED": "PARTNER"}),
    ],
)
def test_who_takes_each_step_follows_from_the_incoterm(rule, sold, who):
    found = {step.kind: step.who.value for step in steps(Mode.SEA, Incoterm[rule], sold=sold)}
    assert {kind: found[kind] for kind in who} == who


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_has_its_steps_in_order(mode):
    found = steps(mode, Incoterm.DAP)
    assert [step.day for step in found] == sorted(step.day for step in found)
    kinds = [step.kind for step in found]
    assert kinds.index("BOOKED") < kinds.index("DEPARTED") < kinds.index("ARRIVED")
    assert {*BEFORE[mode], *AFTER[mode], "DEPARTED", "ARRIVED"} == set(kinds)
    assert (found[kinds.index("ARRIVED")].day - DAY).days == TRANSIT[mode]


def test_within_the_union_nothing_is_cleared():
    kinds = {step.kind for step in steps(Mode.ROAD, Incoterm.DAP, abroad=False)}
    assert not kinds & {"EXPORT_CLEARED", "IMPORT_CLEARED"}


def test_groupage_has_no_vgm_of_ours():
    kinds = {step.kind for step in steps(Mode.SEA, Incoterm.CIF, full_container=False)}
    assert "VGM_CUT_OFF" not in kinds


def test_after_the_arrival_a_seller_fob_has_nothing_to_do():
    assert steps(Mode.SEA, Incoterm.FOB)[-1].kind == "ARRIVED"
    assert steps(Mode.SEA, Incoterm.FOB, sold=False)[-1].kind == "DELIVERED"
