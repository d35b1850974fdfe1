"""The two stories of a shipment, in a workbook open in Calc and by its buttons."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from shipping_desk import MRN

from comptoir.sheets.drawing.today import REF, WHAT, WHY
from comptoir.sheets.layout import HEAD_ROW

pytestmark = pytest.mark.calc


def day(month, number, year=2026):
    return datetime(year, month, number)


def steps(desk, ref):
    rows = desk.look().rows("milestone")
    return {one["kind"]: key for key, one in rows.items() if one["shipment"] == ref}


def fill(book, record, key, **cells):
    """Type in cells of a row that is there already."""
    for name, value in cells.items():
        book.cell(record, key, name).value = value


def today(book, ref):
    """What the sheet Today says of a record and of what belongs to it: the reason by the deed."""
    lines = book.book.sheets["Today"].range((HEAD_ROW + 1, 1), (HEAD_ROW + 40, WHY + 1)).value
    return {line[WHAT]: line[WHY] for line in lines if str(line[REF]).startswith(ref)}


def received(book, desk, ref, on):
    """Type that every paper came."""
    for key in desk.look().rows("document"):
        if key.startswith(ref):
            book.cell("document", key, "received").value = on


def test_an_import_by_sea_from_its_order_to_the_claim_paid_and_closed(  # noqa: PLR0915 - a whole life
    desk, orders, open_live, press
):
    """FOB Shanghai, two containers: one comes a week late, the other damaged."""
    bought, _ = orders
    here = desk(date(2026, 9, 1))
    told = press("new_shipment", open_live(here), here, "order", bought)
    [ref] = here.look().rows("shipment")

    # She types what she knows, two containers and two quotes, and saves.
    book = open_live(here, "shipments")
    fill(book, "shipment", ref, loading_port="CNSHA", discharge_port="FRLEH", gross_kg=22500,
         m3=55, free_days=7, free_time="working days", slabs="5 x 60; 95")  # fmt: skip
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

    # The booking is confirmed: from the two days she types, all the other steps are planned.
    book.type_row("milestone", shipment=ref, kind="departure", planned=day(9, 28))
    book.type_row("milestone", shipment=ref, kind="arrival", planned=day(11, 2))
    told = press("save", book, here)
    assert f"{ref}: 9 more steps planned from its departure on 28 Sep 2026" in told
    known = steps(here, ref)
    assert book.cell("milestone", known["VGM_CUT_OFF"], "planned").value == day(9, 25)
    told = press("papers", book, here, "shipment", ref)
    assert "/D01 Commercial invoice: missing, due on" in told
    assert len(book.keys("document")) == len(here.look().rows("document")) > 5

    # The ship came in with the first container, delivered and cleared; the second comes today.
    here = desk(date(2026, 11, 9))
    press("refresh", book, here)
    assert {"Get the missing papers", "Follow the shipment: booked with the carrier"} <= {
        *today(book, ref)
    }
    for kind, when in (("BOOKED", day(9, 14)), ("DEPARTED", day(9, 28)), ("ARRIVED", day(11, 2))):
        book.cell("milestone", known[kind], "actual").value = when
    fill(book, "container", f"{ref}/C01", discharged=day(11, 2), taken=day(11, 5),
         delivered=day(11, 6))  # fmt: skip
    fill(book, "container", f"{ref}/C02", eta=day(11, 9), note="rolled to the next ship")
    book.type_row("declaration", shipment=ref, broker="Fabre en douane", mandated=day(10, 26),
                  status="released by customs", mrn=MRN, accepted=day(11, 3),
                  released=day(11, 4))  # fmt: skip
    received(book, here, ref, day(10, 5))
    told = press("save", book, here)
    assert "cleared for import on 04 Nov 2026" in told
    assert book.cell("shipment", ref, "status").value == "cleared"
    assert book.cell("container", f"{ref}/C02", "delay").value == 7
    told = press("free_time", book, here, "container", f"{ref}/C02")
    assert "MSCU6639870 is free until 19 Nov 2026, by its expected arrival" in told

    [declared] = here.look().rows("declaration")
    assert book.cell("declaration", declared, "procedure").value == "import"
    told = press("customs", book, here, "shipment", ref)
    assert told.startswith(f"{ref}: customs value ")
    assert book.cell("declaration", declared, "duty").value > 0
    assert all(book.cell("shipment_line", key, "landed").value > 0
               for key in book.keys("shipment_line"))  # fmt: skip

    # Ten bowls broken in the delivered container, not to be seen from outside: the last day.
    told = press("claim", book, here, "container", f"{ref}/C01", answers=["no"])
    [claim] = here.look().rows("claim")
    assert "09 Nov 2026" in told
    fill(book, "claim", claim, kg=450, packages=20, proven=2100)
    assert press("save", book, here) == ""
    row = here.look().rows("claim")[claim]
    assert (row["container"], row["harm"], row["deadline"]) == (
        f"{ref}/C01", "HIDDEN", date(2026, 11, 9),
    )  # fmt: skip
    assert row["limit"] == Decimal("16000.08")  # 20 packages × 666.67 SDR, at 1.20
    assert Decimal(str(book.cell("claim", claim, "payable").value)) == row["payable"] == 2100
    assert (
        "the right to claim is lost after 09 Nov 2026" in today(book, claim)["Write to the carrier"]
    )
    press("claim", book, here, "claim", claim, answers=["yes"])
    assert book.cell("claim", claim, "status").value == "notified"
    assert book.cell("claim", claim, "notified").value == day(11, 9)
    assert today(book, claim) == {}

    # The late container costs its first day in the port; it is taken out, and all is delivered.
    here = desk(date(2026, 11, 20))
    press("refresh", book, here)
    why = today(book, ref)["Take the container out of the port"].replace("\N{NO-BREAK SPACE}", " ")
    assert (
        why == "container MSCU6639870: 60.00 EUR of demurrage, the free time ended on 19 Nov 2026"
    )
    fill(book, "container", f"{ref}/C02", discharged=day(11, 9), taken=day(11, 20),
         delivered=day(11, 20))  # fmt: skip
    book.cell("milestone", known["DELIVERED"], "actual").value = day(11, 20)
    fill(book, "claim", claim, status="claimed", claimed=2100)
    assert press("save", book, here) == ""
    assert book.cell("shipment", ref, "status").value == "delivered"
    assert book.cell("shipment", ref, "delay").value == 13  # planned for 7 November
    assert today(book, ref) == {}

    # Nobody answers: Today has her remind them, and warns before the year of the time bar is over.
    here = desk(date(2026, 12, 14))
    press("refresh", book, here)
    assert today(book, claim) == {"Remind them of the claim": "no news since 09 Nov 2026"}
    book.cell("claim", claim, "reminded").value = day(12, 14)
    assert press("save", book, here) == ""
    assert (book.cell("claim", claim, "reminders").value, today(book, claim)) == (1, {})
    here = desk(date(2027, 9, 10))
    press("refresh", book, here)
    assert today(book, claim)["Interrupt the time bar or sue"] == (
        "claim claimed; time-barred after 06 Nov 2027"
    )

    # They agree to 1,900 and pay; the claim is closed, and nothing of it is left to do.
    fill(book, "claim", claim, status="accepted", agreed=1900)
    assert press("save", book, here) == ""
    fill(book, "claim", claim, status="settled", recovered=1900)
    assert press("save", book, here) == ""
    press("claim", book, here, "claim", claim, answers=["yes"])
    assert book.cell("claim", claim, "status").value == "closed"
    told = press("claim", book, here, "claim", claim)
    assert told == f"{claim} is closed: nothing is left to do for it."
    assert here.look().rows("claim")[claim]["recovered"] == 1900
    assert today(book, ref) == today(book, claim) == today(book, declared) == {}


def test_an_export_by_air_from_a_refused_waybill_to_the_proof_of_exit(
    desk, orders, open_live, press
):
    """CIP Jeddah under a letter of credit: the bank finds the waybill wrong."""
    _, sold = orders
    here = desk(date(2026, 10, 5))
    press("new_shipment", open_live(here), here, "order", sold)
    [ref] = here.look().rows("shipment")
    book = open_live(here, "shipments")
    book.cell("shipment", ref, "transport_doc").value = "057-12345675"
    book.type_row("milestone", shipment=ref, kind="departure", planned=day(10, 14))
    book.type_row("declaration", shipment=ref, broker="FABRE", status="broker mandated")
    told = press("save", book, here)
    assert "Mandate given on: 05 Oct 2026, as it was left blank." in told
    press("papers", book, here, "shipment", ref)
    [waybill] = [k for k, one in here.look().rows("document").items() if one["paper"] == "AWB"]
    [declared] = here.look().rows("declaration")
    assert book.cell("declaration", declared, "procedure").value == "export"

    # The plane leaves with the goods cleared; ten days on the bank refuses the waybill.
    here = desk(date(2026, 11, 14))
    press("refresh", book, here)
    fill(book, "declaration", declared, status="released by customs", mrn=MRN,
         accepted=day(10, 12), released=day(10, 13))  # fmt: skip
    for kind, when in (("DEPARTED", 14), ("ARRIVED", 16), ("DELIVERED", 19)):
        book.cell("milestone", steps(here, ref)[kind], "actual").value = day(10, when)
    received(book, here, ref, day(10, 15))
    book.cell("document", waybill, "discrepancy").value = "consignee misspelt"
    told = press("save", book, here)
    assert f"{ref}: cleared for export on 13 Oct 2026, by {declared}." in told
    assert book.cell("document", waybill, "status").value == "wrong, to correct"
    assert "Air waybill" in today(book, ref)["Get the missing papers"]
    assert "ask the broker for the proof of exit" in today(book, declared)["Get the proof of exit"]
    told = press("customs", book, here, "shipment", ref)
    assert told.startswith(f"{ref} does not enter the Union: no duty is due.")

    # The airline corrects it, the broker sends the proof: nothing is left to do.
    fill(book, "document", waybill, discrepancy=None, checked=day(11, 14))
    fill(book, "declaration", declared, status="exit certified", exited=day(10, 16))
    assert press("save", book, here) == ""
    assert book.cell("document", waybill, "status").value == "checked"
    assert today(book, ref) == today(book, declared) == {}


def test_buttons_of_a_shipment_say_where_to_click(desk, orders, open_live, press):
    here = desk(date(2026, 9, 1))
    book = open_live(here, "register")
    told = press("papers", book, here, "order", orders[0])
    assert told.startswith("The cursor is not on a shipment")
    told = press("new_shipment", book, here, "party", "RASHID")
    assert told.startswith("A shipment is made of an order.")
    book.cell("order", orders[0], "note").value = "not saved yet"
    told = press("new_shipment", book, here, "order", orders[0])
    assert "1 edit that was not saved. Nothing was done." in told
    assert here.look().rows("shipment") == {}
