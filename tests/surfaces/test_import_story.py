"""A whole import, from the consultation to the close: typed in closed workbooks, and live in Calc.

The same story in both: what an assistant types is typed in the register, what she presses is
pressed in Calc and done by its command over a closed file.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from selling_desk import furnished, parts, row
from shipping_desk import MRN

from comptoir.demo.story import Typed, type_in
from comptoir.desk import chronicle, clearing, consulting, ordering, papers, producing, shipping
from comptoir.desk.asking import ask, read_answer
from comptoir.records import RECORDS
from comptoir.rules.clearance import State
from comptoir.rules.orders import Stage
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.build import build
from live import pressed
from seated import on

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
    """The register as a file that is closed: typed in, then saved by the command."""

    def __init__(self, desk, tmp_path):
        self.path, self.backups, self.typed = tmp_path / "register.xlsx", tmp_path / "backups", []
        build(self.path, desk.view("register"))

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

    def press(self, desk, button, record, key, otherwise):
        said = otherwise()
        desk.refresh(self.book)
        return said

    def refresh(self, desk):
        desk.refresh(self.book)


class Live:
    """The register open in Calc: typed in its cells, saved and worked by its buttons."""

    def __init__(self, desk, open_live):
        self.open = open_live(desk)

    def add(self, record, **cells):
        self.open.type_row(record, **cells)

    def change(self, record, key, **cells):
        for name, value in cells.items():
            self.open.cell(record, key, name).value = value

    def save(self, desk):
        before = {name: set(desk.look().rows(name)) for name in RECORDS}
        said = pressed("save", self.open, desk)
        assert "faults" not in said, said
        return [k for name in RECORDS for k in desk.look().rows(name) if k not in before[name]]

    def press(self, desk, button, record, key, otherwise):
        return pressed(button, self.open, desk, record, key)

    def refresh(self, desk):
        pressed("refresh", self.open, desk)


@pytest.fixture(params=["closed", pytest.param("calc", marks=pytest.mark.calc)])
def opened(request, tmp_path):
    if request.param == "closed":
        return lambda desk: Closed(desk, tmp_path)
    open_live = request.getfixturevalue("open_live")
    return lambda desk: Live(desk, open_live)


def d(month, number):
    return datetime(2026, month, number)


def test_an_import_from_the_consultation_to_the_close(  # noqa: PLR0915 - a whole life
    opened, engine, tmp_path, stored
):
    furnished(stored)
    lea = on(engine, tmp_path, date(2026, 8, 4))
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

    # Portugal's answer is typed in the sheets, China's entered, India's read from its mail.
    ten = on(engine, tmp_path, date(2026, 8, 10))
    sheet.add("offer", party="PORTO", flow="import", status="sent", offered=d(8, 10),
              incoterm="DAP", place="Lyon", currency="EUR", consultation=asked, lead_days=20,
              transit_days=4, terms="NET 60", mode="road", valid_until=d(10, 10))  # fmt: skip
    [porto] = sheet.save(ten)
    sheet.add("offer_line", offer=porto, asked=f"{asked}/01", product="BOL", quantity=500,
              unit="box", price=28.80)  # fmt: skip
    sheet.change("consulted", f"{asked}/F03", status="answered", answered=d(8, 10))
    sheet.save(ten)
    with ten.deed("answers") as deed:
        consulting.take_answer(deed, asked, "QINGHUA", consulting.Answer(
            prices={"BOL": Decimal("2.35")}, currency="USD", incoterm="FOB", place="Shanghai",
            lead_days=60, transit_days=40, terms="30 % ADV + 70 % SHIPMENT",
            insurance=Decimal("0.35"),
            costs={"MAIN_CARRIAGE": (Decimal(1900), "USD"),
                   "DESTINATION_HANDLING": (Decimal(310), "EUR"),
                   "ON_CARRIAGE": (Decimal(420), "EUR")},
        ))  # fmt: skip
        read = read_answer(deed, asked, QUOTATION)
        said = {one.fact.name: str(one.value) for one in read.proposals}
        assert (said["INCOTERM"], said["LEAD"], said["VALID"], said["REFERENCE"]) == (
            "CIF Fos-sur-Mer", "50", "2026-09-30", "MC-7781",
        )  # fmt: skip
        mehta = consulting.take_answer(deed, asked, "MEHTA", read.answer)
        deed.change("offer", mehta, {"transit_days": 28})
        deed.add("offer_cost", [
            {"offer": mehta, "leg": "DESTINATION_HANDLING", "amount": Decimal(310)},
            {"offer": mehta, "leg": "ON_CARRIAGE", "amount": Decimal(420)},
        ])  # fmt: skip

    # Compared at our door: the cheapest price is the dearest landed.
    sheet.refresh(ten)
    with ten.deed("compare") as deed:
        ranked = consulting.compare(deed, asked)
    told = sheet.press(ten, "compare_suppliers", "consultation", asked,
                       lambda: f"1. {ranked[0].bid.party}")  # fmt: skip
    assert told.startswith("1. MEHTA")
    assert [one.bid.party for one in ranked] == ["MEHTA", "PORTO", "QINGHUA"]
    with ten.deed("choose") as deed:
        order = consulting.choose(deed, asked, mehta, "Cheapest at our door, and in time")
    sheet.refresh(ten)
    assert order == "IM-2026-0001"

    # The confirmation says another price and day: agreed one by one, the order binds.
    week = on(engine, tmp_path, date(2026, 8, 17))
    with week.deed("confirm") as deed:
        changes = ordering.confirm(deed, order, ordering.Confirmation(
            day=date(2026, 8, 17), committed=date(2026, 10, 5), their_ref="MC-9001",
            lines={f"{order}/01": ordering.LineSaid(price=Decimal("2.46"))},
        ))  # fmt: skip
    assert len(changes) == 2
    assert "Settle the differences and changes" in [one.what.in_("en") for one in week.due()]
    sheet.refresh(week)
    for change in changes:
        with week.deed("look") as deed:
            assert deed.row("order", order)["status"] == "PLACED"

        def agree(change=change):
            with week.deed("settle") as deed:
                ordering.settle(deed, change, agreed=True)

        sheet.press(week, "agree_change", "order_change", change, agree)
    made = row(week, "order", order)
    assert (made["status"], made["committed"]) == ("CONFIRMED", date(2026, 10, 5))

    # Made, shipped, cleared, delivered.
    with week.deed("plan") as deed:
        producing.plan_steps(deed, order)
    october = on(engine, tmp_path, date(2026, 10, 6))
    with october.deed("make") as deed:
        producing.done(deed, order, "STARTED", date(2026, 9, 7))
        producing.done(deed, order, "READY", date(2026, 10, 5))
        shipment = shipping.new_shipment(
            deed, [order], forwarder="SEABRIDGE", loading_port="INNSA", discharge_port="FRFOS",
            gross_kg=Decimal(2700), m3=Decimal(14), departure=date(2026, 10, 8),
            arrival=date(2026, 11, 5),
        )  # fmt: skip
        papers.list_papers(deed, shipment)
    november = on(engine, tmp_path, date(2026, 11, 16))
    with november.deed("arrive") as deed:
        shipping.reached(deed, shipment, "DEPARTED", date(2026, 10, 8))
        ordering.move(deed, order, Stage.SHIPPED)
        shipping.reached(deed, shipment, "ARRIVED", date(2026, 11, 6))
        declaration = clearing.mandate(deed, shipment, "FABRE")
        for state in (State.LODGED, State.ACCEPTED, State.RELEASED):
            clearing.move(deed, declaration, state, date(2026, 11, 9), mrn=MRN)
        landed = clearing.keep_estimate(deed, shipment, date(2026, 11, 9))
        shipping.reached(deed, shipment, "DELIVERED", date(2026, 11, 12))
    assert landed.duty.amount > 0

    # The invoice and its payment are typed; the order is closed in its own cell.
    sheet.refresh(november)
    sheet.add("invoice", party="MEHTA", kind="purchase", status="issued", order=order,
              their_ref="MC-INV-5", issued=d(10, 8), due=d(11, 16), currency="USD",
              net=14760)  # fmt: skip
    sheet.change("order", order, status="delivered", delivered=d(11, 12))
    [invoice] = sheet.save(november)
    sheet.add("payment", party="MEHTA", direction="paid out", invoice=invoice, day=d(11, 16),
              currency="USD", amount=14760, means="letter of credit")  # fmt: skip
    sheet.change("order", order, status="closed")
    sheet.save(november)

    # Closed, paid, without a claim; nothing of it is left to do; its whole life in one view.
    assert row(november, "order", order)["status"] == "CLOSED"
    assert not november.look().rows("claim")
    mine = {order, asked, shipment, declaration, invoice}
    wanted = [one.what.in_("en") for one in november.due() if one.ref in mine]
    assert set(wanted) <= {"Get the missing papers"}
    with november.deed("life") as deed:
        life = chronicle.story(deed, order)
    assert set(life.refs) >= {order, mehta, asked, shipment, declaration, invoice}
    assert {one.sort for one in life.events} >= {
        "change", "step", "production", "letter", "money", "amendment",
    }  # fmt: skip
    first, last = life.events[0], [one for one in life.events if one.done][-1]
    assert first.day == date(2026, 8, 4)
    assert last.day == date(2026, 11, 16)
    assert parts(november, "order_line", "order", order)[f"{order}/01"]["price"] == Decimal("2.46")
