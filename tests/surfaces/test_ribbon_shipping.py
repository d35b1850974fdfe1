"""The two stories of a shipment, in a workbook open in Calc and by its buttons."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from shipping_desk import MRN, trade

from comptoir.desk import clearing, papers, shipping
from comptoir.rules.clearance import State
from seated import on

pytestmark = pytest.mark.calc


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day: on(engine, tmp_path, day)


@pytest.fixture
def orders(stored):
    return trade(stored)


def day(month, number):
    return datetime(2026, month, number)


def steps(desk, ref):
    rows = desk.look().rows("milestone")
    return {one["kind"]: key for key, one in rows.items() if one["shipment"] == ref}


def test_an_import_by_sea_from_its_order_to_its_claim(desk, orders, open_live, press):
    """FOB Shanghai, two containers: one comes a week late, the other damaged."""
    bought, _ = orders
    here = desk(date(2026, 9, 1))
    register = open_live(here, "register")
    press("new_shipment", register, here, "order", bought)
    [ref] = here.look().rows("shipment")

    # She types what she knows, two containers and two quotes, and saves.
    book = open_live(here, "shipments")
    for name, value in {
        "loading_port": "CNSHA", "discharge_port": "FRLEH", "gross_kg": 22500, "m3": 55,
        "free_days": 7, "free_time": "working days", "slabs": "5 x 60; 95",
    }.items():  # fmt: skip
        book.cell("shipment", ref, name).value = value
    book.type_row("container", shipment=ref, number="CSQU3054383", kind="45G1")
    book.type_row("container", shipment=ref, number="MSCU6639870", kind="22G1")
    book.type_row("quote", shipment=ref, forwarder="SeaBridge", mode="sea", currency="EUR",
                  rate=2900, scope="door to door", basis="all in", transit_days=38,
                  reason="cheapest, and in time for the fair")  # fmt: skip
    book.type_row("quote", shipment=ref, forwarder="Rhône Air", mode="sea", currency="USD",
                  rate=4600, scope="door to door", basis="all in", transit_days=34)  # fmt: skip
    assert press("save", book, here) == ""
    first, second = sorted(here.look().rows("quote"))

    told = press("quotes", book, here, "quote", first, answers=["yes"])
    plain = told.replace("\N{NO-BREAK SPACE}", " ")
    assert "Q01 SEABRIDGE: 2,900.00 EUR door to door, 38 days" in plain
    assert "Q02 RHONEAIR: 4,000.00 EUR door to door, 34 days" in plain  # 4,600 USD at 1.15
    assert here.look().rows("quote")[first]["chosen"] is True
    assert here.look().rows("shipment")[ref]["choice"] == "cheapest, and in time for the fair"
    assert book.cell("quote", second, "cost").value == 4000

    told = press("papers", book, here, "shipment", ref)
    assert "/D01 Commercial invoice: missing" in told
    assert len(book.keys("document")) == len(here.look().rows("document")) > 5

    # The ship leaves and comes; the first container is delivered, the second is late.
    with here.deed("plan") as work:
        shipping.plan_milestones(work, ref, date(2026, 9, 28), date(2026, 11, 2))
    later = desk(date(2026, 11, 9))
    press("refresh", book, later)
    known = steps(later, ref)
    for kind, when in (("BOOKED", day(9, 14)), ("DEPARTED", day(9, 28)), ("ARRIVED", day(11, 2))):
        book.cell("milestone", known[kind], "actual").value = when
    for name, when in (("discharged", 2), ("taken", 5), ("delivered", 6)):
        book.cell("container", f"{ref}/C01", name).value = day(11, when)
    book.cell("container", f"{ref}/C02", "eta").value = day(11, 9)
    assert press("save", book, later) == ""

    told = press("customs", book, later, "shipment", ref)
    assert told.startswith(f"{ref}: customs value ")
    assert all(book.cell("shipment_line", key, "landed").value > 0
               for key in book.keys("shipment_line"))  # fmt: skip

    # Ten bowls broken in the delivered container, not to be seen from outside.
    told = press("claim", book, later, "container", f"{ref}/C01", answers=["no"])
    [claim] = later.look().rows("claim")
    assert "09 Nov 2026" in told
    book.cell("claim", claim, "kg").value = 450
    book.cell("claim", claim, "packages").value = 20
    book.cell("claim", claim, "proven").value = 2100
    assert press("save", book, later) == ""
    row = later.look().rows("claim")[claim]
    assert (row["container"], row["harm"], row["deadline"]) == (
        f"{ref}/C01", "HIDDEN", date(2026, 11, 9),
    )  # fmt: skip
    assert row["limit"] == Decimal("16000.08")  # 20 packages × 666.67 SDR, at 1.20
    assert row["payable"] == Decimal(2100)
    assert Decimal(str(book.cell("claim", claim, "payable").value)) == row["payable"]


def test_an_export_by_air_whose_waybill_the_bank_refuses(desk, orders, open_live, press):
    """CIP Jeddah under a letter of credit: the bank finds the waybill wrong."""
    _, sold = orders
    here = desk(date(2026, 10, 5))
    press("new_shipment", open_live(here, "register"), here, "order", sold)
    [ref] = here.look().rows("shipment")
    book = open_live(here, "shipments")
    book.cell("shipment", ref, "transport_doc").value = "057-12345675"
    press("save", book, here)
    press("papers", book, here, "shipment", ref)
    [waybill] = [k for k, one in here.look().rows("document").items() if one["paper"] == "AWB"]
    with here.deed("broker") as work:
        declared = clearing.mandate(work, ref, "FABRE")
        clearing.move(work, declared, State.LODGED, date(2026, 10, 12))
        clearing.move(work, declared, State.ACCEPTED, date(2026, 10, 12), mrn=MRN)
        clearing.move(work, declared, State.RELEASED, date(2026, 10, 13))

    later = desk(date(2026, 10, 15))
    press("refresh", book, later)
    book.cell("document", waybill, "received").value = day(10, 15)
    book.cell("document", waybill, "discrepancy").value = "consignee misspelt"
    assert press("save", book, later) == ""
    assert book.cell("document", waybill, "status").value == "wrong, to correct"

    told = press("customs", book, later, "shipment", ref)
    assert told.startswith(f"{ref} does not enter the Union: no duty is due.")

    with later.deed("corrected") as work:
        papers.note_paper(work, waybill, "checked", work.today, wrong="")
    press("refresh", book, later)
    assert book.cell("document", waybill, "status").value == "checked"


def test_buttons_of_a_shipment_say_where_to_click(desk, orders, open_live, press):
    here = desk(date(2026, 9, 1))
    book = open_live(here, "register")
    told = press("papers", book, here, "order", orders[0])
    assert told.startswith("The cursor is not on a shipment")
    told = press("new_shipment", book, here, "party", "RASHID")
    assert told.startswith("A shipment is made of an order.")
    book.cell("order", orders[0], "note").value = "not saved yet"
    told = press("new_shipment", book, here, "order", orders[0])
    assert "1 edits that were not saved. Nothing was done." in told
    assert here.look().rows("shipment") == {}
