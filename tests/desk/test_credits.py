"""A letter of credit at the desk: taken in, checked, amended, presented in time."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cash_desk import on, partners, sale

from comptoir.desk import crediting
from comptoir.rules.mt700 import NotACredit, papers_asked, read_mt700

MESSAGE = """:27:1/1
:40A:IRREVOCABLE
:20:LC-7781/2026
:31C:260910
:40E:UCP LATEST VERSION
:31D:261215LYON FRANCE
:50:AL RASHID TRADING CO
KING FAHD ROAD, JEDDAH
:59:VALLON ET CIE
12 RUE DES TONNELIERS, 69003 LYON
:32B:EUR49500,00
:39A:05/05
:41D:ANY BANK BY NEGOTIATION
:42C:AT SIGHT
:43P:NOT ALLOWED
:43T:ALLOWED
:44E:LE HAVRE
:44F:JEDDAH
:44C:261020
:45A:120 CENTRIFUGAL PUMPS DN 50
CIF JEDDAH INCOTERMS 2020
:46A:+SIGNED COMMERCIAL INVOICE IN 3 ORIGINALS
+FULL SET OF CLEAN ON BOARD BILLS OF LADING MADE OUT TO ORDER OF SHIPPER AND BLANK
ENDORSED, MARKED FREIGHT PREPAID, NOTIFY AL RASHID TRADING CO, JEDDAH.
+PACKING LIST IN 2 ORIGINALS AND 1 COPY
+CERTIFICATE OF ORIGIN IN DUPLICATE
+INSURANCE POLICY FOR 110 PCT OF CIF VALUE, INSTITUTE CARGO CLAUSES (A)
+BENEFICIARY'S CERTIFICATE
:47A:ALL DOCUMENTS MUST SHOW THE CREDIT NUMBER
:48:21/DAYS AFTER SHIPMENT
:49:WITHOUT
"""


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day=date(2026, 9, 15): on(engine, tmp_path, day)


@pytest.fixture
def order(stored):
    partners(stored)
    return sale(stored)


def taken(desk, order, message=MESSAGE):
    with desk().deed("take") as deed:
        return crediting.take_message(deed, message, order)


def row(desk, record, key):
    return desk().look().rows(record)[key]


def test_the_bank_s_message_is_read_field_by_field(desk, order):
    ref = taken(desk, order)
    kept = row(desk, "credit", ref)
    assert (kept["number"], kept["amount"], kept["currency"]) == ("LC-7781/2026", 49500, "EUR")
    assert (kept["expiry"], kept["expiry_place"]) == (date(2026, 12, 15), "LYON FRANCE")
    assert (kept["latest_shipment"], kept["period"]) == (date(2026, 10, 20), 21)
    assert (kept["partial"], kept["transhipment"]) == ("NOT_ALLOWED", "ALLOWED")
    assert (kept["incoterm"], kept["place"], kept["freight"]) == ("CIF", "JEDDAH", "PREPAID")
    assert (kept["plus"], kept["available_by"], kept["insured_percent"]) == (5, "NEGOTIATION", 110)
    assert kept["consignee"] == "TO ORDER OF SHIPPER"
    papers = sorted(
        (one["paper"], one["originals"]) for one in desk().look().rows("credit_paper").values()
    )
    assert papers == [
        ("BL_ORIGINALS", 3), ("CERTIFICATE_OF_ORIGIN", 2), ("INSURANCE_CERTIFICATE", 1),
        ("INVOICE", 3), ("OTHER", 1), ("PACKING_LIST", 2),
    ]  # fmt: skip


def test_a_credit_that_was_asked_is_completed_not_doubled(desk, order):
    with desk().deed("ask") as deed:
        asked = crediting.ask(deed, order)
    assert row(desk, "credit", asked)["latest_shipment"] == date(2026, 10, 20)
    assert taken(desk, order) == asked
    assert row(desk, "credit", asked)["status"] == "ADVISED"


def test_a_credit_that_can_be_met_is_checked(desk, order):
    ref = taken(desk, order)
    with desk().deed("check") as deed:
        assert crediting.check(deed, ref) == []
    assert row(desk, "credit", ref)["status"] == "CHECKED"


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("EUR49500,00", "EUR40000,00", "amount"),
        ("EUR49500,00", "USD49500,00", "currency"),
        (":44C:261020", ":44C:261010", "latest_shipment"),
        (":31D:261215", ":31D:261022", "expiry"),
        ("21/DAYS", "5/DAYS", "period"),
        ("VALLON ET CIE", "VALLAN ET CIE", "beneficiary"),
        ("CIF JEDDAH", "CFR JEDDAH", "incoterm"),
        ("CIF JEDDAH", "CIF DAMMAM", "place"),
        ("PUMPS DN 50", "PUMPS DN 80", "goods"),
    ],
)
def test_what_cannot_be_met_becomes_an_amendment_with_its_reason(
    desk, order, before, after, field
):  # fmt: skip
    ref = taken(desk, order, MESSAGE.replace(before, after))
    with desk().deed("check") as deed:
        assert field in {one.field for one in crediting.check(deed, ref)}
        crediting.check(deed, ref)
    amendments = [one for one in desk().look().rows("amendment").values() if one["field"] == field]
    assert len(amendments) == 1, "asked once, however often it is checked"
    assert amendments[0]["why"]
    assert row(desk, "credit", ref)["status"] == "TO_AMEND"


def test_an_amendment_counts_once_it_is_accepted(desk, order):
    ref = taken(desk, order, MESSAGE.replace(":44C:261020", ":44C:261010"))
    with desk().deed("check") as deed:
        crediting.check(deed, ref)
    [key] = desk().look().rows("amendment")
    with desk().deed("settle") as deed:
        crediting.settle_amendment(deed, key, accepted=True, day=date(2026, 9, 25))
        assert crediting.check(deed, ref) == []
    assert row(desk, "credit", ref)["latest_shipment"] == date(2026, 10, 20)
    assert row(desk, "credit", ref)["status"] == "CHECKED"
    with pytest.raises(crediting.NotWaiting), desk().deed("again") as deed:
        crediting.settle_amendment(deed, key, accepted=False, day=date(2026, 9, 26))


def test_the_last_day_follows_from_the_shipment_and_a_late_presentation_is_stopped(desk, order):
    ref = taken(desk, order)
    with desk().deed("ship") as deed:
        assert crediting.shipped(deed, ref, date(2026, 10, 19)).day == date(2026, 11, 9)
    with pytest.raises(crediting.TooLate, match="09 Nov 2026"), desk().deed("late") as deed:
        crediting.move(deed, ref, "PRESENTED", date(2026, 11, 10))
    with desk().deed("present") as deed:
        crediting.move(deed, ref, "PRESENTED", date(2026, 11, 9))
    assert crediting.answer_by(row(desk, "credit", ref)) == date(2026, 11, 16)
    view = desk().view("register")
    assert view is not None
    with desk().deed("pay") as deed:
        crediting.move(deed, ref, "HONOURED", date(2026, 11, 12))
        crediting.move(deed, ref, "PAID", date(2026, 11, 14))
    with pytest.raises(crediting.CannotMove), desk().deed("back") as deed:
        crediting.move(deed, ref, "ADVISED", date(2026, 11, 15))


def test_a_text_that_is_no_credit_is_refused_and_odd_ones_are_read_as_far_as_they_go():
    with pytest.raises(NotACredit, match=":20:"):
        read_mt700("Dear Sirs, please find attached")
    odd = read_mt700("20: A1\n31D: 261399\n32B: USD 1000\n39A: about\n48: soon")
    assert (odd["number"], odd["amount"], odd.get("expiry"), odd.get("period")) == (
        "A1", Decimal(1000), None, None)  # fmt: skip
    assert papers_asked("") == []


def test_the_days_of_a_credit_come_to_the_top_of_today(desk, order):
    ref = taken(desk, order)
    with desk().deed("check") as deed:
        crediting.check(deed, ref)
    soon = [(one.ref, one.what.in_("en")) for one in desk(date(2026, 10, 12)).due()]
    assert (ref, "Ship, or ask for an amendment") in soon
    with desk().deed("ship") as deed:
        crediting.shipped(deed, ref, date(2026, 10, 19))
    late = {one.ref: one for one in desk(date(2026, 11, 5)).due()}
    assert late[ref].what.in_("en") == "Present the documents to the bank"
    assert "UCP 600 art. 14(c)" in late[ref].why.in_("en")
