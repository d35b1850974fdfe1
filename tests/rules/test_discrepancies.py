"""What a bank would refuse: each point found from entered facts, all of them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from comptoir.rules.discrepancies import (
    CHECKLIST,
    CURES,
    Gravity,
    Papers,
    Terms,
    discrepancies,
    point,
)
from comptoir.rules.money import Money
from comptoir.wording import translated

day = date.fromisoformat
TERMS = Terms(
    expiry=day("2026-12-31"),
    amount=Money(100_000, "USD"),
    latest_shipment=day("2026-12-01"),
    quantity=Decimal(1000),
    unit_price=Decimal(100),
    incoterm="CIF",
    partial_allowed=False,
    transhipment_allowed=False,
    freight="prepaid",
    applicant="Dakar Import, SARL",
    beneficiary="Lyon Textiles SAS",
    originals={"Bill of lading": 3, "Certificate of origin": 1},
)
COMPLY = Papers(
    shipped=day("2026-11-26"),
    presented=day("2026-12-10"),
    invoiced=Money(100_000, "USD"),
    quantity=Decimal(1000),
    unit_price=Decimal(100),
    incoterm="cif",
    place="Dakar",
    insured=Money(110_000, "USD"),
    insured_on=day("2026-11-25"),
    dated={"Packing list": day("2026-11-20")},
    on_board=True,
    clean=True,
    freight="prepaid",
    applicant="DAKAR IMPORT SARL",
    beneficiary="Lyon Textiles SAS",
    originals={"Bill of lading": 3, "Certificate of origin": 1},
)


def codes(terms, papers):
    return [found.point.code for found in discrepancies(terms, papers)]


def test_documents_that_comply():
    assert codes(TERMS, COMPLY) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"shipped": day("2026-12-02"), "insured_on": day("2026-12-02")}, ["LC-D1"]),
        ({"presented": day("2026-12-18")}, ["LC-D2"]),
        ({"presented": day("2027-01-04")}, ["LC-D3"]),
        ({"dated": {"Certificate of origin": day("2026-12-11")}}, ["LC-D4"]),
        ({"insured_on": day("2026-11-27")}, ["LC-D5"]),
        ({"invoiced": Money("100000.01", "USD"), "insured": None}, ["LC-A1"]),
        ({"invoiced": Money("94999.99", "USD")}, ["LC-A2"]),
        ({"invoiced": Money(95_000, "USD")}, []),
        ({"quantity": Decimal("949.9")}, ["LC-A2"]),
        ({"invoiced": Money(100_000, "EUR"), "insured": Money(110_000, "EUR")}, ["LC-A3"]),
        ({"unit_price": Decimal("99.5")}, ["LC-A4"]),
        ({"applicant": "Dakar Imports SARL"}, ["LC-P1"]),
        ({"beneficiary": "Lyon Textile SAS"}, ["LC-P2"]),
        ({"incoterm": "CFR"}, ["LC-I2"]),
        ({"place": " "}, ["LC-I2"]),
        ({"clean": False}, ["LC-T1"]),
        ({"on_board": False}, ["LC-T2"]),
        ({"transhipped": True}, ["LC-T4"]),
        ({"freight": "collect"}, ["LC-T5"]),
        ({"insured": Money("109999.99", "USD")}, ["LC-N1"]),
        ({"insured": Money(110_000, "EUR")}, ["LC-N5"]),
        ({"originals": {"Bill of lading": 3}}, ["LC-O1"]),
        ({"originals": {"Bill of lading": 2, "Certificate of origin": 1}}, ["LC-O2"]),
        ({"partial": True}, ["LC-O5"]),
    ],
)
def test_each_point(change, expected):
    assert codes(TERMS, replace(COMPLY, **change)) == expected


def test_all_faults_at_once_in_the_order_of_the_list():
    bad = replace(
        COMPLY,
        shipped=day("2026-12-05"),
        insured_on=day("2026-12-06"),
        clean=False,
        invoiced=Money(120_000, "USD"),
        insured=Money(120_000, "USD"),
    )
    assert codes(TERMS, bad) == ["LC-D1", "LC-D5", "LC-A1", "LC-T1", "LC-N1"]
    for found in discrepancies(TERMS, bad):
        assert found.said.in_("fr") != found.said.in_("en")
        assert found.cure in CURES.values()


def test_what_was_not_entered_is_not_found():
    assert codes(TERMS, Papers()) == []


def test_a_closed_bank_gives_until_the_next_day_it_opens():
    terms = replace(TERMS, expiry=day("2026-12-20"))  # a Sunday
    shipped = replace(COMPLY, shipped=day("2026-12-01"), presented=day("2026-12-21"))
    assert codes(terms, shipped) == []
    assert codes(terms, replace(shipped, presented=day("2026-12-22"))) == ["LC-D3"]


def test_shipment_after_expiry_is_two_discrepancies():
    terms = replace(TERMS, expiry=day("2026-12-18"))
    late = replace(COMPLY, shipped=day("2026-12-19"), insured_on=None)
    assert codes(terms, replace(late, presented=day("2026-12-18"))) == ["LC-D1"]
    assert codes(terms, replace(late, presented=day("2026-12-21"))) == ["LC-D1", "LC-D3"]


def test_where_partial_shipments_are_allowed_less_may_be_drawn():
    terms = replace(TERMS, partial_allowed=True)
    part = replace(COMPLY, quantity=Decimal(400), invoiced=Money(40_000, "USD"), partial=True)
    assert codes(terms, part) == []


def test_the_list_is_whole_and_in_both_languages():
    assert len({one.code for one in CHECKLIST}) == len(CHECKLIST) == 36
    assert set(CURES) == set(Gravity)
    assert {one.gravity for one in CHECKLIST} == set(Gravity) - {Gravity.LOOK}
    for one in CHECKLIST:
        assert one.article
        assert translated(one.text, "fr") != one.text
        assert point(one.code) is one
