"""A whole export by letter of credit in Calc: from the mail that asks, to the last line of Today.

Everything is done as an assistant does it: typed in cells, pressed on buttons.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from cash_desk import PAPERS, on, partners
from shipping_desk import MRN
from test_imports_money import camt, entry

from comptoir.records import RECORDS

pytestmark = pytest.mark.calc


def d(month, number):
    return datetime(2026, month, number)


ENQUIRY = b"""From: Omar Said <purchase@alrashid.example>
To: contact@vallon.example
Subject: Enquiry no. AR-2207
Date: Thu, 20 Aug 2026 08:00:00 +0300
Message-ID: <2207@alrashid.example>
Content-Type: text/plain; charset=utf-8

Dear Sirs,

please offer 120 pcs of POMPE, CIF Jeddah.
"""


@pytest.fixture
def office(engine, tmp_path, stored):
    """Lea's desk on a day, with a mailbox in which the enquiry came."""
    partners(stored)
    for code, role, name in (("FABRE", "BROKER", "Fabre en douane"),
                             ("BDS", "BANK", "Banque de Savoie")):  # fmt: skip
        stored("party", {"code": code, "role": role, "name": name, "country": "FR"})
    with on(engine, tmp_path, date(2026, 8, 1)).deed("before") as deed:
        deed.change("party", "RASHID", {
            "email": "purchase@alrashid.example", "incoterm": "CIF", "place": "Jeddah",
        })  # fmt: skip
        deed.change("product", "POMPE", {
            "sale_price": Decimal("412.50"), "cost_price": Decimal(260), "cost_currency": "EUR",
        })  # fmt: skip
    mailed = tmp_path / "mailbox" / "inbox" / "1.eml"
    mailed.parent.mkdir(parents=True)
    mailed.write_bytes(ENQUIRY)
    os.utime(mailed, (1_700_000_000, 1_700_000_000))

    def at(day):
        here = on(engine, tmp_path, day)
        box = {"boxes": {"office": {"kind": "folder", "address": "contact@vallon.example"}}}
        return replace(here, settings=replace(here.settings, mail=box))

    return at


def todo(desk, ref):
    return [one.what.in_("en") for one in desk.due() if one.ref == ref]


def sent(book, desk, press):
    """The letters that wait were sent today."""
    for key, letter in desk.look().rows("letter").items():
        if not letter["sent"]:
            book.fill("letter", key, sent=datetime.combine(desk.today().date(), time()))
    assert press("save", book, desk) == ""


def steps(desk):
    return {row["kind"]: key for key, row in desk.look().rows("milestone").items()}


def as_typed(name, text):
    """A fact as a person types it in its cell."""
    kind = RECORDS["particulars"].by_name[name].kind
    return kind.cell(kind.stored(kind.read(text)), "en")


def test_from_the_enquiry_to_the_last_line_of_today(  # noqa: PLR0915 - a whole life
    office, open_live, press
):
    here = office(date(2026, 8, 20))
    book = open_live(here, "register")

    # The enquiry comes by mail; one button makes the offer, priced from the list.
    press("sync_mail", book, here)
    [mail] = here.look().rows("message")
    told = press("offer_new", book, here, "message", mail)
    [offer] = here.look().rows("offer")
    assert told.startswith(f"{offer}: an offer in draft for RASHID")
    line = f"{offer}/01"
    assert (book.cell("offer_line", line, "quantity").value,
            book.cell("offer_line", line, "price").value) == (120, 412.5)  # fmt: skip
    assert book.cell("message", mail, "dossier").value == offer

    # She types what the way costs: the ladder, the margin; then the letter, and it is sent.
    book.fill("offer", offer, mode="sea", lead_days=30)
    for leg, cost in (
        ("pre-carriage to the terminal or port", 420), ("export clearance", 65),
        ("handling at the origin terminal (OTHC)", 210), ("main carriage", 1900),
        ("insurance of the main carriage", 160),
    ):  # fmt: skip
        book.type_row("offer_cost", offer=offer, leg=leg, amount=cost, currency="EUR")
    assert press("save", book, here) == ""
    told = press("price_ladder", book, here, "offer", offer).replace("\N{NO-BREAK SPACE}", " ")
    assert "• CIF" in told
    assert "49,500.00 EUR" in told
    assert 30 < book.cell("offer", offer, "margin").value < 40
    press("letter_usual", book, here, "offer", offer)
    press("offer_sent", book, here, "offer", offer)
    assert book.cell("offer", offer, "follow_up").value == d(8, 27)

    # A week later Today asks for a follow-up; then they accept: nothing is typed again.
    here = office(date(2026, 8, 27))
    assert "Ask the partner about the offer" in todo(here, offer)
    press("letter_usual", book, here, "offer", offer)
    press("offer_sent", book, here, "offer", offer)
    assert todo(here, offer) == []
    here = office(date(2026, 9, 1))
    press("offer_won", book, here, "offer", offer, answers=["yes"])
    [order] = here.look().rows("order")
    line = f"{order}/01"
    assert [book.cell("order_line", line, name).value
            for name in ("product", "quantity", "price", "packages", "gross_kg")] == [
        "POMPE", 120, 412.5, 30, 2340]  # fmt: skip
    assert book.cell("order", order, "place").value == "Jeddah"
    assert book.cell("order", order, "terms").value == "LC SIGHT"

    # Confirmed in its own row, acknowledged by a letter; the credit is asked for.
    here = office(date(2026, 9, 3))
    book.fill("order", order, status="confirmed", confirmed=d(9, 3), committed=d(10, 20),
              their_ref="PO-4500")  # fmt: skip
    assert press("save", book, here) == ""
    press("letter_usual", book, here, "order", order)
    press("credit", book, here, "order", order)
    [credit] = here.look().rows("credit")
    press("letter_credit_request", book, here, "credit", credit)
    sent(book, here, press)

    # The bank advises it, with too early a day to ship: an amendment, advised and accepted.
    here = office(date(2026, 9, 12))
    book.fill("credit", credit, status="advised", number="LC-7781/2026", issued=d(9, 10),
              latest_shipment=d(10, 10), expiry=d(12, 15), expiry_place="LYON FRANCE", period=21,
              goods="CENTRIFUGAL PUMPS DN 50", loading_port="LE HAVRE", discharge_port="JEDDAH",
              freight="freight prepaid", partial="not allowed")  # fmt: skip
    book.type_row("credit_paper", credit=credit, paper="Commercial invoice", originals=3)
    book.type_row("credit_paper", credit=credit, originals=3,
                  paper="Bill of lading, full set of originals")  # fmt: skip
    book.type_row("credit_paper", credit=credit, paper="Packing list", originals=2)
    assert press("save", book, here) == ""
    assert "Check whether the credit can be met" in todo(here, credit)
    told = press("credit", book, here, "credit", credit)
    assert "Latest shipment (44C): 10 Oct 2026 → 20 Oct 2026" in told
    [amendment] = here.look().rows("amendment")
    press("letter_usual", book, here, "amendment", amendment)
    sent(book, here, press)
    here = office(date(2026, 9, 20))
    book.fill("amendment", amendment, status="accepted")
    press("save", book, here)
    assert book.cell("credit", credit, "latest_shipment").value == d(10, 20)
    assert "can be met as it is" in press("credit", book, here, "credit", credit)
    assert book.cell("credit", credit, "status").value == "checked, can be met"

    # Booked: from the departure she types all other steps and papers are planned.
    here = office(date(2026, 10, 5))
    press("new_shipment", book, here, "order", order)
    [shipment] = here.look().rows("shipment")
    ships = open_live(here, "shipments")
    ships.fill("shipment", shipment, loading_port="FRLEH", discharge_port="SAJED",
               transport_doc="SBLU5157625")  # fmt: skip
    ships.type_row("milestone", shipment=shipment, kind="departure", planned=d(10, 19))
    ships.type_row("milestone", shipment=shipment, kind="arrival", planned=d(11, 10))
    ships.type_row("declaration", shipment=shipment, broker="FABRE", status="broker mandated")
    press("save", ships, here)
    press("papers", ships, here, "shipment", shipment)
    [declared] = here.look().rows("declaration")

    # Shipped: the invoice is made of the shipment, and issued.
    here = office(date(2026, 10, 19))
    ships.fill("declaration", declared, status="released by customs", mrn=MRN,
               accepted=d(10, 15), released=d(10, 16))  # fmt: skip
    for kind, when in (("BOOKED", 6), ("READY", 14), ("PICKED_UP", 15), ("DEPARTED", 19)):
        if kind in steps(here):
            ships.fill("milestone", steps(here)[kind], actual=d(10, when))
    for key, paper in here.look().rows("document").items():
        if paper["paper"] != "EXIT_PROOF":
            ships.fill("document", key, received=d(10, 19))
    press("save", ships, here)
    told = press("invoice", ships, here, "shipment", shipment)
    assert "FA-2026-0001" in told
    press("refresh", book, here)
    book.fill("order", order, status="shipped")
    book.fill("credit", credit, shipped=d(10, 19))
    press("save", book, here)
    press("invoice", book, here, "invoice", "FA-2026-0001", answers=["yes"])
    assert book.cell("invoice", "FA-2026-0001", "status").value == "issued"
    assert book.cell("invoice", "FA-2026-0001", "credit").value == credit
    press("letter_set", book, here, "order", order)

    # The papers, as they say it: the bill of lading bears 2,304 kg for 2,340.
    for paper, facts in PAPERS.items():
        words = {name: as_typed(name, value) for name, value in facts.items()}
        ships.type_row(
            "particulars",
            order=order,
            shipment=shipment,
            paper=RECORDS["particulars"].by_name["paper"].kind.options[paper],
            **words,
        )
    press("save", ships, here)
    told = press("compare_papers", ships, here, "shipment", shipment)
    assert "8 papers compared, 2 findings." in told
    assert "GRS-2" in told
    assert "LC-O3" in told  # and the bank would refuse for it
    wrong = {row["paper"]: key for key, row in here.look().rows("particulars").items()}["TRANSPORT"]
    ships.fill("particulars", wrong, gross_kg=2340)
    press("save", ships, here)
    assert "0 findings" in press("compare_papers", ships, here, "shipment", shipment)

    # Presented in time: the bank has until 2 November to answer, and does.
    here = office(date(2026, 10, 26))
    press("letter_remittance", book, here, "order", order)
    book.fill("credit", credit, status="documents presented")
    press("save", book, here)
    assert book.cell("credit", credit, "presented").value == d(10, 26)
    assert book.cell("invoice", "FA-2026-0001", "due").value == d(11, 2)
    here = office(date(2026, 11, 2))
    assert "Ask the bank for its answer" in todo(here, credit)
    book.fill("credit", credit, status="accepted by the bank")
    press("save", book, here)

    # The statement names the invoice, less what the bank kept; invoice and credit are paid.
    here = office(date(2026, 11, 4))
    assert "Ask the bank for the payment of the credit" in todo(here, "FA-2026-0001")
    statement = here.settings.folder / "statements" / "november.xml"
    assert "There is no statement in" in press("bank_take", book, here)
    counted = entry("49455.00", text="LC-7781/2026 FA-2026-0001", who="BANQUE DE SAVOIE")
    statement.write_bytes(camt(counted, closing="49555.00"))
    assert press("bank_take", book, here).startswith("1 new line on the sheet Bank statement.")
    [line] = here.look().rows("bank_entry")
    press("book_line", book, here, "bank_entry", line, answers=["yes", "yes"])
    assert book.cell("invoice", "FA-2026-0001", "status").value == "paid"
    assert book.cell("invoice", "FA-2026-0001", "balance").value == 0
    assert book.cell("credit", credit, "status").value == "paid"
    assert book.cell("bank_entry", line, "status").value == "in the books"

    # Delivered, its exit certified, closed: nothing is left on Today.
    here = office(date(2026, 11, 20))
    press("refresh", ships, here)
    for kind, when in (("ARRIVED", 10), ("DELIVERED", 14)):
        if kind in steps(here):
            ships.fill("milestone", steps(here)[kind], actual=d(11, when))
    ships.fill("declaration", declared, status="exit certified", exited=d(10, 21))
    [proof] = [key for key, one in here.look().rows("document").items()
               if one["paper"] == "EXIT_PROOF"]  # fmt: skip
    ships.fill("document", proof, received=d(11, 20))
    press("save", ships, here)
    press("refresh", book, here)
    book.fill("order", order, status="delivered", delivered=d(11, 14))
    press("save", book, here)
    book.fill("order", order, status="closed")
    assert press("save", book, here) == ""
    assert book.cell("order", order, "status").value == "closed"
    assert here.look().rows("claim") == {}
    assert [(one.ref, one.what.in_("en"), one.why.in_("en")) for one in here.due()] == []
    told = press("order_life", book, here, "order", order)
    written = {row["kind"] for row in here.look().rows("letter").values()}
    assert written >= {
        "offer",
        "offer_follow_up",
        "order_acknowledgement",
        "credit_request",
        "credit_amendment",
        "commercial_invoice",
        "packing_list",
        "remittance",
    }
