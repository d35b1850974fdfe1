"""The papers of an order compared at the desk: from the records, and from what was typed."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cash_desk import on, partners, sale

from comptoir.desk import examining, shipping
from comptoir.rules.consistency import Sheet


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day=date(2026, 10, 1): on(engine, tmp_path, day)


@pytest.fixture
def order(stored):
    partners(stored)
    return sale(stored)


def found(desk, order, **told):
    with desk().deed("check") as deed:
        return {one.code for one in examining.examined(deed, order, **told).findings}


def typed(desk, order, paper, **facts):
    with desk().deed("type") as deed:
        return examining.type_paper(deed, order, paper, facts)


def test_what_we_made_ourselves_is_read_from_the_records(desk, order):
    with desk().deed("check") as deed:
        dossier = examining.examined(deed, order).dossier
    paper = dossier.paper(Sheet.ORDER)
    assert (paper.quantity, paper.unit_price, paper.amount) == (120, Decimal("412.5"), 49500)
    assert paper.buyer == "Al Rashid Trading Co\nJeddah"
    assert paper.order_no == "PO-4500"


def test_a_confirmation_that_differs_is_told_with_both_values_and_the_remedy(desk, order):
    typed(desk, order, "CONFIRMATION", dated="2026-09-03", incoterm="CFR", place="Djeddah",
          quantity="120", unit_price="421.50", currency="EUR")  # fmt: skip
    with desk().deed("check") as deed:
        findings = examining.examined(deed, order).findings
    assert {one.code for one in findings} == {"INC-2", "PRC-2"}
    price = next(one for one in findings if one.code == "PRC-2")
    assert price.said.in_("en") == (
        "Unit price: 412.50 on the order, 421.50 on the order confirmation."
    )
    assert "confirmation" in price.remedy.in_("fr")


def test_a_bill_of_lading_is_compared_with_the_packing_list_of_the_shipment(desk, order):
    with desk().deed("ship") as deed:
        ref = shipping.new_shipment(deed, [order])
    assert found(desk, order) == set()
    typed(desk, order, "TRANSPORT", packages="29", gross_kg="2340", freight="prepaid",
          marks="RASHID 1-30", seller="VALLON ET CIE", buyer="TO ORDER")  # fmt: skip
    assert found(desk, order, shipment=ref) == {"PKG-2"}
    assert "MIS-3" in found(desk, order, shipment=ref, whole=True)
    typed(desk, order, "TRANSPORT", packages="30")
    assert found(desk, order, shipment=ref) == set()


def test_a_finding_may_be_accepted_and_keeps_its_reason(desk, order):
    with desk().deed("ship") as deed:
        shipping.new_shipment(deed, [order])
    typed(desk, order, "TRANSPORT", packages="29")
    with desk().deed("accept") as deed:
        examining.accept(deed, order, "PKG-2", "one pallet counted as a package")
    with desk().deed("check") as deed:
        examined = examining.examined(deed, order)
    assert examined.findings == ()
    [(finding, why)] = examined.accepted
    assert (finding.code, why) == ("PKG-2", "PKG-2: one pallet counted as a package")


def test_a_fact_that_no_paper_has_or_nobody_can_read_is_refused(desk, order):
    with pytest.raises(examining.NoSuchFact, match="colour"):
        typed(desk, order, "INVOICE", colour="red")
    with pytest.raises(examining.UnreadFact, match="gross_kg"):
        typed(desk, order, "INVOICE", gross_kg="heavy")
    with pytest.raises(examining.NoSuchRule, match="XXX-1"), desk().deed("accept") as deed:
        examining.accept(deed, order, "XXX-1", "because")


def test_under_a_letter_of_credit_the_credit_is_one_of_the_papers(desk, order, stored):
    [credit] = stored("credit", {
        "party": "RASHID", "order": order, "number": "LC-7781", "currency": "EUR",
        "amount": Decimal(49500), "expiry": date(2026, 11, 30), "status": "ADVISED",
        "latest_shipment": date(2026, 10, 25), "goods": "CENTRIFUGAL PUMPS DN 80",
        "incoterm": "CIF", "place": "JEDDAH", "issued": date(2026, 9, 10),
        "consignee": "TO ORDER OF SHIPPER", "freight": "PREPAID",
    })  # fmt: skip
    stored("credit_paper", {"credit": credit, "paper": "BL_ORIGINALS", "originals": 3})
    stored("invoice", {"party": "RASHID", "kind": "SALE", "order": order, "currency": "EUR",
                       "issued": date(2026, 10, 1), "net": Decimal(49500)})  # fmt: skip
    typed(desk, order, "TRANSPORT", shipped="2026-10-26", originals="2", freight="COLLECT",
          buyer="Al Rashid")  # fmt: skip
    assert found(desk, order) >= {"LC-I1", "LC-D1", "LC-T5", "LC-T6", "LC-P3"}
