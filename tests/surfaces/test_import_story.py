"""A whole import, from the consultation to the close: typed in closed workbooks, and live in Calc.

The same story in both: what an assistant types is typed in the register, what she presses is
pressed in Calc and done by its command over a closed file.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from selling_desk import furnished, parts, row
from shipping_desk import MRN

from comptoir.demo.story import Typed, type_in
from comptoir.desk import chronicle, clearing, consulting, ordering, papers, shipping
from comptoir.desk.asking import ask, offer_read
from comptoir.desk.mailing.room import MailRoom
from comptoir.records import RECORDS
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.build import build
from live import pressed
from seated import on as seated_on

QUOTATION = b"""From: Mehta Ceramics <exports@mehta.example>
To: bureau@essai.example
Subject: Quotation no. MC-7781 for porcelain bowls
Date: Mon, 10 Aug 2026 09:00:00 +0530
Message-ID: <7781@mehta.example>
Content-Type: text/plain; charset=utf-8

Dear Sirs,

Porcelain bowl: USD 2.45 per piece CIF Fos-sur-Mer
Lead time 50 days
Payment terms: LC at sight
Valid until 30 September 2026

Best regards
"""


class Closed:
    """A workbook as a file that is closed: typed in, then saved and worked by commands."""

    def __init__(self, desk, tmp_path, kind="register"):
        self.path, self.backups, self.typed = tmp_path / f"{kind}.xlsx", tmp_path / "backups", []
        build(self.path, desk.view(kind))

    @property
    def book(self):
        return ClosedBook(self.path, self.backups)

    def add(self, record, **cells):
        self.typed.append(Typed(record, None, cells))

    def change(self, record, key, **cells):
        self.typed.append(Typed(record, key, cells))

    def save(self, desk):
        type_in(self.path, "en", self.typed)
        self.typed = []
        return [key for _, key in desk.save(self.book).new]

    def press(self, desk, button, record, key, otherwise, answers=()):
        said = otherwise()
        desk.refresh(self.book)
        return said

    def refresh(self, desk):
        desk.refresh(self.book)


class Live:
    """A workbook open in Calc: typed in its cells, saved and worked by its buttons."""

    def __init__(self, desk, open_live, kind="register"):
        self.open = open_live(desk, kind)

    def add(self, record, **cells):
        self.open.type_row(record, **cells)

    def change(self, record, key, **cells):
        self.open.fill(record, key, **cells)

    def save(self, desk):
        before = {name: set(desk.look().rows(name)) for name in RECORDS}
        said = pressed("save", self.open, desk)
        assert "fault" not in said, said
        return [k for name in RECORDS for k in desk.look().rows(name) if k not in before[name]]

    def press(self, desk, button, record, key, otherwise, answers=()):
        place = (record, key) if key else ()
        return pressed(button, self.open, desk, *place, answers=answers)

    def refresh(self, desk):
        pressed("refresh", self.open, desk)


@pytest.fixture(params=["closed", pytest.param("calc", marks=pytest.mark.calc)])
def opened(request, tmp_path):
    if request.param == "closed":
        return lambda desk, kind="register": Closed(desk, tmp_path, kind)
    open_live = request.getfixturevalue("open_live")
    return lambda desk, kind="register": Live(desk, open_live, kind)


def d(month, number):
    return datetime(2026, month, number)


@pytest.fixture
def at(engine, tmp_path, stored):
    """The desk on a day, with a mailbox in which India's answer lies."""
    furnished(stored)
    mailed = tmp_path / "mailbox" / "inbox" / "1.eml"
    mailed.parent.mkdir(parents=True)
    mailed.write_bytes(QUOTATION)
    os.utime(mailed, (1_700_000_000, 1_700_000_000))
    boxes = {"office": {"kind": "folder", "address": "bureau@essai.example"}}

    def at(day):
        here = seated_on(engine, tmp_path, day)
        return replace(here, settings=replace(here.settings, mail={"boxes": boxes}))

    return at


def done(desk, deed):
    """What a command does where there is no button pressed."""

    def act():
        with desk.deed("command") as work:
            return deed(work)

    return act


def test_an_import_from_the_consultation_to_the_close(  # noqa: PLR0915 - a whole life
    opened, at, tmp_path
):
    lea = at(date(2026, 8, 4))
    sheet = opened(lea)

    # The enquiry is typed: what is wanted, of whom.
    sheet.add("consultation", subject="Bowls for Christmas", asked=d(8, 4), answer_by=d(8, 14),
              deliver_by=d(12, 1), incoterm="FOB", currency="USD", mode="sea",
              delivered_to="Lyon")  # fmt: skip
    [asked] = sheet.save(lea)
    sheet.add("consultation_line", consultation=asked, product="BOL", quantity=6000)
    for supplier in ("Qinghua Ceramics", "MEHTA", "PORTO"):
        sheet.add("consulted", consultation=asked, party=supplier)
    keys = sheet.save(lea)
    assert keys == [f"{asked}/01", f"{asked}/F01", f"{asked}/F02", f"{asked}/F03"]

    # One button writes a letter in each language and a mail ready to send.
    sheet.press(lea, "ask_suppliers", "consultation", asked, lambda: ask(lea, asked))
    letters = sorted(path.name for path in (tmp_path / "dossiers").rglob("*") if path.is_file())
    assert len([name for name in letters if "price_request" in name]) == 3
    assert {name[-6:-4] for name in letters if name.endswith(".eml")} == {"en", "fr"}

    # Portugal's and China's answers are typed in the sheets, India's is read from its mail.
    ten = at(date(2026, 8, 10))
    sheet.add("offer", party="PORTO", flow="import", status="sent", offered=d(8, 10),
              incoterm="DAP", place="Lyon", currency="EUR", consultation=asked, lead_days=20,
              transit_days=4, terms="NET 60", mode="road", valid_until=d(10, 10))  # fmt: skip
    sheet.add("offer", party="QINGHUA", flow="import", status="sent", offered=d(8, 10),
              incoterm="FOB", place="Shanghai", currency="USD", consultation=asked, lead_days=60,
              transit_days=40, terms="30 % ADV + 70 % SHIPMENT", mode="sea")  # fmt: skip
    porto, china = sheet.save(ten)
    sheet.add("offer_line", offer=porto, asked=f"{asked}/01", product="BOL", quantity=500,
              unit="box", price=28.80)  # fmt: skip
    sheet.add("offer_line", offer=china, asked=f"{asked}/01", product="BOL", quantity=6000,
              price=2.35)  # fmt: skip
    sheet.add("offer_cost", offer=china, leg="main carriage", amount=1900, currency="USD")
    sheet.add("offer_cost", offer=china, leg="insurance of the main carriage", share=0.35)
    arrival(sheet, china)
    for number in ("F01", "F03"):
        sheet.change("consulted", f"{asked}/{number}", status="answered", answered=d(8, 10))
    sheet.save(ten)
    sheet.press(ten, "sync_mail", "", "", lambda: MailRoom(ten).sync())
    [mail] = ten.look().rows("message")
    kept = MailRoom(ten).post().mails
    sheet.press(ten, "offer_new", "message", mail,
                done(ten, lambda work: offer_read(work, kept, mail)))  # fmt: skip
    [mehta] = parts(ten, "offer", "party", "MEHTA")
    read = row(ten, "offer", mehta)
    assert (read["incoterm"], read["place"], read["lead_days"], read["valid_until"]) == (
        "CIF", "Fos-sur-Mer", 50, date(2026, 9, 30),
    )  # fmt: skip
    assert read["their_ref"] == "MC-7781"
    sheet.change("offer", mehta, transit_days=28)
    arrival(sheet, mehta)
    sheet.save(ten)

    # Compared at our door: the cheapest price is the dearest landed.
    with ten.deed("compare") as deed:
        ranked = consulting.compare(deed, asked)
    told = sheet.press(ten, "compare_suppliers", "consultation", asked,
                       lambda: f"1. {ranked[0].bid.party}")  # fmt: skip
    assert told.startswith("1. MEHTA")
    assert [one.bid.party for one in ranked] == ["MEHTA", "PORTO", "QINGHUA"]
    why = "Cheapest at our door, and in time"
    sheet.change("consultation", asked, reason=why)
    sheet.save(ten)
    choice = done(ten, lambda work: consulting.choose(work, asked, mehta, why))
    sheet.press(ten, "offer_won", "offer", mehta, choice, answers=["yes"])
    [order] = ten.look().rows("order")
    assert order == "IM-2026-0001"
    assert row(ten, "consultation", asked)["status"] == "CHOSEN"

    # The confirmation says another price: typed as a difference, agreed, the order binds.
    week = at(date(2026, 8, 17))
    sheet.refresh(week)
    sheet.add("order_change", order=order, line=f"{order}/01", what="unit price", before="2.45",
              after="2.46", asked_by="their confirmation", day=d(8, 17),
              their_ref="MC-9001")  # fmt: skip
    [change] = sheet.save(week)
    assert "Settle the differences and changes" in [one.what.in_("en") for one in week.due()]
    sheet.press(week, "agree_change", "order_change", change,
                done(week, lambda work: ordering.settle(work, change, agreed=True)))  # fmt: skip
    sheet.change("order", order, status="confirmed", confirmed=d(8, 17), committed=d(10, 5))
    sheet.save(week)
    assert row(week, "order", order)["status"] == "CONFIRMED"
    assert parts(week, "order_line", "order", order)[f"{order}/01"]["price"] == Decimal("2.46")

    # Made: the steps of production are typed as they are told.
    sheet.add("production", order=order, step="production started", actual=d(9, 7))
    sheet.add("production", order=order, step="packed and ready", planned=d(10, 5))
    sheet.save(week)
    october = at(date(2026, 10, 6))
    [_, ready] = october.look().rows("production")
    assert any("production" in one.what.in_("en") for one in october.due() if one.ref == order)
    sheet.refresh(october)
    sheet.change("production", ready, actual=d(10, 5))
    sheet.save(october)

    # Shipped, with its plan and its papers.
    sheet.press(october, "new_shipment", "order", order,
                done(october, lambda work: shipping.new_shipment(work, [order])))  # fmt: skip
    [shipment] = october.look().rows("shipment")
    ships = opened(october, "shipments")
    ships.change("shipment", shipment, forwarder="SEABRIDGE", loading_port="INNSA",
                 discharge_port="FRFOS", gross_kg=2700, m3=14)  # fmt: skip
    ships.add("milestone", shipment=shipment, kind="departure", planned=d(10, 8))
    ships.add("milestone", shipment=shipment, kind="arrival", planned=d(11, 5))
    ships.save(october)
    ships.press(october, "papers", "shipment", shipment,
                done(october, lambda work: papers.list_papers(work, shipment)))  # fmt: skip

    # Arrived, cleared, what it costs landed, delivered.
    november = at(date(2026, 11, 16))
    ships.refresh(november)
    steps = {one["kind"]: key for key, one in november.look().rows("milestone").items()}
    for kind, month, day in (("BOOKED", 10, 6), ("DEPARTED", 10, 8), ("ARRIVED", 11, 6),
                             ("DELIVERED", 11, 12)):  # fmt: skip
        if kind in steps:
            ships.change("milestone", steps[kind], actual=d(month, day))
    for key in november.look().rows("document"):
        ships.change("document", key, received=d(11, 9))
    ships.add("declaration", shipment=shipment, broker="FABRE", mandated=d(11, 2), mrn=MRN,
              status="released by customs", accepted=d(11, 9), released=d(11, 9))  # fmt: skip
    ships.save(november)
    [declaration] = november.look().rows("declaration")
    ships.press(november, "customs", "shipment", shipment,
                done(november, lambda work: clearing.keep_estimate(work, shipment)))  # fmt: skip
    assert all(one["landed"] > 0 for one in november.look().rows("shipment_line").values())

    # The supplier's invoice is typed, its payment pays it, and the order is closed.
    sheet.refresh(november)
    sheet.add("invoice", party="MEHTA", kind="purchase", status="issued", order=order,
              their_ref="MC-INV-5", issued=d(10, 8), due=d(11, 16), currency="USD",
              net=14760)  # fmt: skip
    sheet.change("order", order, status="delivered", delivered=d(11, 12))
    [invoice] = sheet.save(november)
    assert "Pay the supplier" in [one.what.in_("en") for one in november.due()]
    sheet.add("payment", party="MEHTA", direction="paid out", invoice=invoice, day=d(11, 16),
              currency="USD", amount=14760, means="letter of credit")  # fmt: skip
    sheet.change("order", order, status="closed")
    sheet.save(november)
    assert row(november, "invoice", invoice)["status"] == "PAID"
    assert row(november, "order", order)["status"] == "CLOSED"

    # Without a claim, and nothing is left to do; its whole life in one view.
    assert not november.look().rows("claim")
    assert [(one.ref, one.what.in_("en")) for one in november.due()] == []
    with november.deed("life") as deed:
        life = chronicle.story(deed, order)
    assert set(life.refs) >= {order, mehta, asked, shipment, declaration, invoice}
    assert {one.sort for one in life.events} >= {
        "change", "step", "production", "letter", "money", "amendment", "mail",
    }  # fmt: skip
    first, last = life.events[0], [one for one in life.events if one.done][-1]
    assert first.day == date(2026, 8, 4)
    assert last.day == date(2026, 11, 16)


def arrival(sheet, offer):
    """What the way costs from the port to our door."""
    for leg, cost in (("handling at the destination terminal (DTHC)", 310),
                      ("on-carriage to the buyer's door", 420)):  # fmt: skip
        sheet.add("offer_cost", offer=offer, leg=leg, amount=cost, currency="EUR")
