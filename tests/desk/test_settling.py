"""Money typed in a sheet: what moves beside it in the same save, as by the buttons."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from cash_desk import on, partners, sale

from comptoir.desk import crediting, invoicing, paying
from comptoir.desk.saving import Faulty
from comptoir.rules.money import Money

DAY = date(2026, 10, 1)


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day=DAY: on(engine, tmp_path, day)


@pytest.fixture
def firm(stored):
    partners(stored)
    return stored


@pytest.fixture
def order(firm):
    return sale(firm, "KELLER", terms="NET 30", incoterm="DAP", place="Köln", mode="ROAD",
                destination="DE")  # fmt: skip


@pytest.fixture
def invoice(desk, order):
    """An issued invoice of 49,500.00 EUR."""
    with desk().deed("invoice") as deed:
        made = invoicing.invoice_order(deed, order)
        invoicing.issue(deed, made.ref, DAY)
    return made.ref


@pytest.fixture
def other(firm):
    """A second invoice of the same customer, of 500.00 EUR."""
    [ref] = firm("invoice", {
        "party": "KELLER", "kind": "SALE", "status": "ISSUED", "issued": DAY, "currency": "EUR",
        "net": Decimal(500), "due": date(2026, 10, 31),
    })  # fmt: skip
    return ref


def row(desk, record, key):
    return desk().look().rows(record)[key]


def status(desk, ref):
    return row(desk, "invoice", ref)["status"]


def typed(book, invoice, amount, **but):
    book.add("payment", **{"party": "KELLER", "direction": "received", "invoice": invoice,
                           "day": datetime(2026, 10, 1), "currency": "EUR", "amount": amount,
                           "means": "transfer", **but})  # fmt: skip


def codes(refused):
    return [(one.code, one.where.partition("!")[0]) for one in refused.value.faults]


class TestPayments:
    def test_a_payment_typed_brings_its_invoice_to_part_paid_then_to_paid(
        self, desk, invoice, open_book
    ):
        book = open_book(desk())
        typed(book, invoice, 20000.0)
        done = desk().save(book)
        assert status(desk, invoice) == "PART_PAID"
        assert [one.in_("en") for one in done.told] == [f"{invoice} is part paid."]
        assert book.line("invoice", invoice)["balance"] == 29500
        typed(book, invoice, 29500.0)
        desk().save(book)
        assert status(desk, invoice) == "PAID"
        assert book.line("invoice", invoice)["status"] == "paid"

    def test_changed_moved_or_taken_off_it_goes_back_as_the_button_would_leave_it(
        self, desk, invoice, other, open_book
    ):
        book = open_book(desk())
        typed(book, invoice, 500.0)
        desk().save(book)
        [payment] = desk().look().rows("payment")
        book.line("payment", payment)["invoice"] = other
        desk().save(book)
        assert (status(desk, invoice), status(desk, other)) == ("ISSUED", "PAID")
        book.line("payment", payment)["amount"] = 400.0
        desk().save(book)
        assert status(desk, other) == "PART_PAID"
        book.line("payment", payment)["invoice"] = None
        desk().save(book)
        assert status(desk, other) == "ISSUED"
        with desk().deed("button") as deed:
            paying.allocate(deed, payment, [other])
        assert status(desk, other) == "PART_PAID"

    def test_a_row_cut_out_of_the_sheet_is_not_a_payment_taken_back(self, desk, invoice, open_book):
        book = open_book(desk())
        typed(book, invoice, 49500.0)
        desk().save(book)
        book.lines["payment"].clear()
        with pytest.raises(Exception, match="Nothing was"):
            desk().save(book)
        assert status(desk, invoice) == "PAID"

    def test_undone_the_payment_and_the_status_go_together(self, desk, invoice, open_book):
        book = open_book(desk())
        typed(book, invoice, 49500.0)
        done = desk().save(book)
        desk().undo(done.number)
        assert status(desk, invoice) == "ISSUED"
        assert desk().look().rows("payment") == {}

    def test_of_another_partner_or_currency_it_is_refused_at_its_cell(
        self, desk, invoice, open_book
    ):
        book = open_book(desk())
        typed(book, invoice, 20.0, party="BRUNEL")
        typed(book, invoice, 20.0, currency="USD")
        with pytest.raises(Faulty) as refused:
            desk().save(book)
        assert codes(refused) == [("PAY-02", "Payments"), ("PAY-03", "Payments")]
        assert "Enter what it settles in EUR" in refused.value.faults[1].said.in_("en")
        assert status(desk, invoice) == "ISSUED"

    def test_a_line_of_the_bank_that_a_payment_names_is_booked(
        self, desk, firm, invoice, open_book
    ):
        [entry] = firm("bank_entry", {"day": DAY, "direction": "IN", "currency": "EUR",
                                      "amount": Decimal(49500), "who": "KELLER"})  # fmt: skip
        book = open_book(desk())
        book.line("bank_entry", entry)["status"] = "in the books"
        assert [one.code for one in desk().save(book).warnings] == ["PAY-05"]
        typed(book, invoice, 49500.0, entry=entry)
        assert desk().save(book).warnings == []
        assert row(desk, "bank_entry", entry)["status"] == "BOOKED"

    @settings(max_examples=12, deadline=None,
              suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
    @given(st.lists(st.integers(1, 60_000_00), max_size=4))
    def test_typed_or_by_the_button_the_invoice_stands_the_same(self, desk, firm, open_book, cents):
        """The same amounts, typed on one invoice and received on its twin."""
        twins = firm("invoice", *({
            "party": party, "kind": "SALE", "status": "ISSUED", "issued": DAY, "currency": "EUR",
            "net": Decimal(1000), "vat": Decimal(200),
        } for party in ("KELLER", "BRUNEL")))  # fmt: skip
        amounts = [Decimal(one).scaleb(-2) for one in cents]
        book = open_book(desk())
        for amount in amounts:
            typed(book, twins[0], float(amount))
        desk().save(book)
        with desk().deed("button") as deed:
            for amount in amounts:
                left = invoicing.balances(deed)[twins[1]].amount
                if left > 0:
                    paying.receive(deed, "BRUNEL", Money(amount, "EUR"), DAY, [twins[1]])
        assert status(desk, twins[0]) == status(desk, twins[1])
        with desk().deed("tidy") as deed:  # the next example begins with nothing on account
            for ref in twins:
                deed.change("invoice", ref, {"status": "CANCELLED"})


class TestInvoices:
    def test_a_due_date_left_blank_is_that_of_the_terms_of_the_order(self, desk, order, open_book):
        book = open_book(desk())
        book.add("invoice", party="KELLER", kind="sale", status="issued", order=order,
                 issued=datetime(2026, 10, 1), currency="EUR", net=100.0)  # fmt: skip
        [(_, ref)] = desk().save(book).new
        assert row(desk, "invoice", ref)["due"] == date(2026, 10, 31)
        book.line("invoice", ref)["issued"] = datetime(2026, 10, 2)
        desk().save(book)
        assert row(desk, "invoice", ref)["due"] == date(2026, 11, 1)
        book.line("invoice", ref)["due"] = datetime(2026, 12, 1)
        book.line("invoice", ref)["terms"] = "NET 45"
        desk().save(book)
        assert row(desk, "invoice", ref)["due"] == date(2026, 12, 1), "hers, as she typed it"

    def test_a_dispute_is_its_status_and_its_day_whichever_is_typed(self, desk, invoice, open_book):
        book = open_book(desk())
        book.line("invoice", invoice)["status"] = "disputed"
        desk().save(book)
        assert row(desk, "invoice", invoice)["disputed"] == DAY
        typed(book, invoice, 100.0)
        desk().save(book)
        assert status(desk, invoice) == "DISPUTED", "a payment in part does not end it"
        book.line("invoice", invoice)["disputed"] = None
        desk().save(book)
        assert status(desk, invoice) == "PART_PAID"
        book.line("invoice", invoice)["disputed"] = datetime(2026, 9, 30)
        desk().save(book)
        assert status(desk, invoice) == "DISPUTED"

    def test_an_amount_corrected_moves_the_status_and_a_status_at_odds_is_told(
        self, desk, other, open_book
    ):
        book = open_book(desk())
        typed(book, other, 500.0)
        desk().save(book)
        book.line("invoice", other)["net"] = 600.0
        desk().save(book)
        assert status(desk, other) == "PART_PAID"
        book.line("invoice", other)["status"] = "paid"
        [warning] = desk().save(book).warnings
        assert warning.code == "PAY-04"
        assert "100.00 EUR of it is left" in warning.said.in_("en").replace("\xa0", " ")

    def test_a_draft_issued_by_hand_is_told_what_the_law_wants_on_it(self, desk, order, open_book):
        with desk().deed("spoil") as deed:
            made = invoicing.invoice_order(deed, order)
            deed.change("party", "VALLON", {"registration": None})
        book = open_book(desk())
        book.line("invoice", made.ref)["status"] = "issued"
        [warning] = desk().save(book).warnings
        assert (warning.code, warning.where) == ("INV-03", "Invoices!D6")
        assert "our company number" in warning.said.in_("en")


class TestCredits:
    @pytest.fixture
    def credit(self, desk, firm):
        """A credit that was checked, with its invoice: shipped, not presented yet."""
        order = sale(firm)
        with desk().deed("credit") as deed:
            ref = crediting.ask(deed, order)
            deed.change("credit", ref, {
                "status": "CHECKED", "expiry": date(2026, 12, 15), "period": 21,
                "shipped": date(2026, 10, 1),
            })  # fmt: skip
            self.invoice = invoicing.invoice_order(deed, order).ref
            invoicing.issue(deed, self.invoice, DAY)
        return ref

    def test_presented_in_the_sheet_its_invoice_is_due_when_the_bank_must_answer(
        self, desk, credit, open_book
    ):
        assert row(desk, "invoice", self.invoice)["due"] is None
        book = open_book(desk(date(2026, 10, 5)))
        book.line("credit", credit)["status"] = "documents presented"
        assert desk(date(2026, 10, 5)).save(book).warnings == []
        assert row(desk, "credit", credit)["presented"] == date(2026, 10, 5)
        assert row(desk, "invoice", self.invoice)["due"] == date(2026, 10, 12)

    def test_paid_by_what_was_drawn_it_is_paid_and_no_longer_when_that_is_taken_back(
        self, desk, credit, open_book
    ):
        book = open_book(desk())
        book.line("credit", credit)["status"] = "documents presented"
        desk().save(book)
        book.line("credit", credit)["status"] = "paid"
        [warning] = desk().save(book).warnings
        assert (warning.code, self.invoice in warning.said.in_("en")) == ("LC-M5", True)
        typed(book, self.invoice, 49500.0, party="RASHID", means="letter of credit")
        desk().save(book)
        assert (row(desk, "credit", credit)["status"], status(desk, self.invoice)) == (
            "PAID", "PAID")  # fmt: skip
        [payment] = desk().look().rows("payment")
        book.line("payment", payment)["amount"] = 49000.0
        desk().save(book)
        assert (row(desk, "credit", credit)["status"], status(desk, self.invoice)) == (
            "HONOURED", "PART_PAID")  # fmt: skip

    def test_it_goes_only_where_it_can_go_and_late_is_told(self, desk, credit, open_book):
        book = open_book(desk())
        book.line("credit", credit)["status"] = "paid"
        with pytest.raises(Faulty) as refused:
            desk().save(book)
        assert codes(refused) == [("LC-M1", "Letters of credit")]
        assert row(desk, "credit", credit)["status"] == "CHECKED"
        late = desk(date(2026, 10, 26))
        book.line("credit", credit)["status"] = "documents presented"
        assert [one.code for one in late.save(book).warnings] == ["LC-M4"]

    def test_an_amendment_typed_waits_and_once_accepted_is_written_in_the_credit(
        self, desk, credit, open_book
    ):
        book = open_book(desk())
        book.add("amendment", credit=credit, field="latest_shipment", new="2026-11-05",
                 why="the ship is full")  # fmt: skip
        desk().save(book)
        assert row(desk, "credit", credit)["status"] == "TO_AMEND"
        [key] = desk().look().rows("amendment")
        book.line("amendment", key)["status"] = "accepted"
        desk().save(book)
        assert row(desk, "credit", credit)["latest_shipment"] == date(2026, 11, 5)
        assert row(desk, "credit", credit)["status"] == "ADVISED"
        assert row(desk, "amendment", key)["received"] == DAY
        book.line("amendment", key)["status"] = "refused"
        with pytest.raises(Faulty) as refused:
            desk().save(book)
        assert codes(refused) == [("LC-M2", "Credit amendments")]

    def test_an_amendment_of_no_field_or_of_no_date_is_refused(self, desk, credit, open_book):
        book = open_book(desk())
        book.add("amendment", credit=credit, field="latest_shipment", new="soon")
        with pytest.raises(Faulty) as refused:
            desk().save(book)
        assert codes(refused) == [("LC-M3", "Credit amendments")]

    def test_no_reminder_leaves_while_a_credit_pays_and_the_bank_is_asked_instead(
        self, desk, credit, open_book
    ):
        book = open_book(desk())
        for word in ("documents presented", "accepted by the bank"):
            book.line("credit", credit)["status"] = word
            desk().save(book)
        late = {one.ref: one.what.in_("en") for one in desk(date(2026, 11, 2)).due()}
        assert late[self.invoice] == "Ask the bank for the payment of the credit"
