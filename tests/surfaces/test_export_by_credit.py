"""A whole export by letter of credit, from the enquiry to the cash: closed, and live in Calc."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cash_desk import PAPERS, on, partners
from test_credits import MESSAGE
from test_imports_money import camt, entry

from comptoir.demo.story import Typed, type_in
from comptoir.desk import (
    crediting,
    examining,
    invoicing,
    offering,
    ordering,
    shipping,
    statements,
)
from comptoir.rules.orders import Stage
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.build import build
from comptoir.sheets.imports.statements import read_camt


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day: on(engine, tmp_path, day)


def row(desk, record, key):
    return desk.look().rows(record)[key]


def test_from_the_enquiry_to_the_cash_in_closed_files(desk, stored, tmp_path):  # noqa: PLR0915
    partners(stored)
    with desk(date(2026, 8, 20)).deed("offer") as deed:
        wanted = [offering.Wanted("POMPE", Decimal(120), price=Decimal("412.50"))]
        offer = offering.new_offer(deed, "RASHID", wanted, incoterm="CIF", place="Jeddah",
                                   currency="EUR", mode="SEA", terms="LC SIGHT")  # fmt: skip
        offering.send(deed, offer)
    with desk(date(2026, 9, 1)).deed("win") as deed:
        order = offering.win(deed, offer, their_ref="PO-4500")

    # She confirms in her closed register, as she would in Excel, and saves it.
    here = desk(date(2026, 9, 3))
    register = tmp_path / "register.xlsx"
    build(register, here.view("register"))
    type_in(register, "en", [Typed("order", order, {
        "status": "confirmed", "confirmed": date(2026, 9, 3), "committed": date(2026, 10, 20),
    })])  # fmt: skip
    assert here.save(ClosedBook(register, tmp_path / "backups")).number

    # The credit comes with too early a day to ship; the buyer has it amended.
    here = desk(date(2026, 9, 12))
    with here.deed("credit") as deed:
        credit = crediting.take_message(deed, MESSAGE.replace(":44C:261020", ":44C:261010"), order)
        assert [one.field for one in crediting.check(deed, credit)] == ["latest_shipment"]
    [amendment] = here.look().rows("amendment")
    with desk(date(2026, 9, 20)).deed("amended") as deed:
        crediting.settle_amendment(deed, amendment, accepted=True, day=date(2026, 9, 20))
        assert crediting.check(deed, credit) == []

    here = desk(date(2026, 10, 19))
    with here.deed("ship") as deed:
        shipment = shipping.new_shipment(deed, [order])
        shipping.plan_milestones(deed, shipment, date(2026, 10, 19), date(2026, 11, 10))
        shipping.reached(deed, shipment, "DEPARTED", date(2026, 10, 19))
        made = invoicing.invoice_order(deed, order, shipment)
        invoicing.issue(deed, made.ref, date(2026, 10, 19))
        crediting.shipped(deed, credit, date(2026, 10, 19))
    assert row(here, "invoice", made.ref)["credit"] == credit

    # The bill of lading bears 2,304 kg for 2,340: found before the bank finds it.
    with here.deed("papers") as deed:
        for paper, facts in PAPERS.items():
            examining.type_paper(deed, order, paper, facts)
        found = examining.examined(deed, order, shipment, whole=True).findings
    assert [one.code for one in found] == ["GRS-2", "LC-O3"]  # the bank would refuse for it
    assert "2,340" in found[0].said.in_("en")
    with here.deed("corrected") as deed:
        examining.type_paper(deed, order, "TRANSPORT", {"gross_kg": "2340"})
        assert examining.examined(deed, order, shipment, whole=True).findings == ()

    # Presented in time, paid: the bank's statement names the invoice, less its charges.
    with desk(date(2026, 10, 26)).deed("present") as deed:
        crediting.move(deed, credit, "PRESENTED", date(2026, 10, 26))
    here = desk(date(2026, 11, 3))
    raw = camt(entry("49455.00", text=made.ref, who="BANQUE DE SAVOIE"), closing="49555.00")
    with here.deed("paid") as deed:
        crediting.move(deed, credit, "HONOURED", date(2026, 10, 30))
        [line] = statements.take_statement(deed, read_camt(raw, "nov.xml"), "nov.xml").new
        best = statements.proposals_for(deed, line)[0]
        assert str(best.short) == "45.00 EUR"
        done = statements.book(deed, line, best.invoices, charges=best.short.amount)
        crediting.move(deed, credit, "PAID", date(2026, 11, 3))
    assert done.standings == {made.ref: "PAID"}

    # Delivered and closed: nothing is owed, nothing is claimed.
    here = desk(date(2026, 11, 20))
    with here.deed("end") as deed:
        shipping.reached(deed, shipment, "ARRIVED", date(2026, 11, 10))
        shipping.reached(deed, shipment, "DELIVERED", date(2026, 11, 14))
        deed.change("order", order, {"delivered": date(2026, 11, 14)})
        for stage in (Stage.DELIVERED, Stage.CLOSED):
            if deed.row("order", order)["status"] != stage:
                ordering.move(deed, order, stage)
    here.refresh(ClosedBook(register, tmp_path / "backups"))
    assert row(here, "order", order)["status"] == "CLOSED"
    assert not any(one.ref in {order, made.ref, credit} for one in here.due())
