"""From the shipment to the money: invoices, payments, statements, reminders, rates."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from cash_desk import on, partners, sale

from comptoir.desk import (
    collecting,
    exchanging,
    invoicing,
    partnering,
    paying,
    shipping,
    statements,
)
from comptoir.desk.saving import Faulty
from comptoir.desk.second_look import NotLookedAt
from comptoir.rules.money import Money, Rate
from comptoir.rules.payment import Reminder
from comptoir.rules.payment.ageing import Age
from comptoir.sheets.imports.statements import Counted
from comptoir.store import Author

DAY = date(2026, 10, 1)


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day=DAY, lang="en": on(engine, tmp_path, day, lang=lang)


@pytest.fixture
def firm(stored):
    partners(stored)
    return stored


def german(firm, **but):
    return sale(firm, "KELLER", terms="NET 30", incoterm="DAP", place="Köln", mode="ROAD",
                destination="DE", **but)  # fmt: skip


def issued(desk, order, day=DAY, **told):
    with desk(day).deed("invoice") as deed:
        made = invoicing.invoice_order(deed, order, **told)
        invoicing.issue(deed, made.ref, day)
    return made.ref


def row(desk, record, key):
    return desk().look().rows(record)[key]


def left(desk, ref):
    with desk().deed("look") as deed:
        return invoicing.balances(deed)[ref]


class TestInvoice:
    def test_an_order_is_invoiced_with_its_lines_its_vat_case_and_its_due_date(self, desk, firm):
        ref = issued(desk, german(firm))
        made = row(desk, "invoice", ref)
        assert ref == "FA-2026-0001"
        assert (made["net"], made["vat"], made["vat_case"]) == (49500, 0, "EU_SUPPLY")
        assert (made["status"], made["due"]) == ("ISSUED", date(2026, 10, 31))
        [line] = desk().look().rows("invoice_line").values()
        assert (line["quantity"], line["packages"], line["gross_kg"]) == (120, 30, 2340)

    def test_a_sale_at_home_bears_vat_and_an_export_none(self, desk, firm):
        home = issued(desk, sale(firm, "BRUNEL", terms="EOM 45 A", destination="FR"))
        assert row(desk, "invoice", home)["vat"] == 9900
        assert row(desk, "invoice", home)["due"] == date(2026, 11, 30)
        away = issued(desk, sale(firm, "RASHID", terms="NET 60"))
        assert (row(desk, "invoice", away)["vat"], row(desk, "invoice", away)["vat_case"]) == (
            0, "EXPORT")  # fmt: skip

    def test_two_shipments_make_two_invoices_and_then_nothing_is_left(self, desk, firm):
        order = german(firm)
        line = f"{order}/01"
        with desk().deed("ship") as deed:
            first = shipping.new_shipment(deed, [order], quantities={line: Decimal(50)})
            second = shipping.new_shipment(deed, [order])
        one, two = (issued(desk, order, shipment=ref) for ref in (first, second))
        assert (row(desk, "invoice", one)["net"], row(desk, "invoice", two)["net"]) == (
            Decimal(20625), Decimal(28875))  # fmt: skip
        with pytest.raises(invoicing.NothingToInvoice, match=one), desk().deed("again") as deed:
            invoicing.invoice_order(deed, order)

    def test_everything_missing_is_told_at_once_and_the_draft_stays(self, desk, firm):
        order = german(firm)
        with desk().deed("spoil") as deed:
            deed.change("party", "VALLON", {"vat": None, "registration": None})
            made = invoicing.invoice_order(deed, order)
        missing = pytest.raises(invoicing.Unissuable, match=r"company number.*VAT number")
        with missing, desk().deed("issue") as deed:
            invoicing.issue(deed, made.ref, DAY)
        assert row(desk, "invoice", made.ref)["status"] == "DRAFT"

    def test_numbers_and_dates_rise_together_and_a_cancelled_draft_leaves_no_gap(self, desk, firm):
        issued(desk, german(firm))
        other, third = german(firm), german(firm)
        with desk(date(2026, 10, 2)).deed("draft") as deed:
            invoicing.cancel_draft(deed, invoicing.invoice_order(deed, other).ref)
            later = invoicing.invoice_order(deed, third).ref
        with pytest.raises(invoicing.Backdated, match="FA-2026-0001"), desk().deed("back") as deed:
            invoicing.issue(deed, later, date(2026, 9, 30))
        with desk().deed("series") as deed:
            keys, gaps = invoicing.series(deed.rows("invoice"), "SALE", 2026)
        assert (len(keys), gaps) == (3, [])

    def test_a_credit_note_takes_its_vat_back_and_never_more_than_the_invoice(self, desk, firm):
        ref = issued(desk, sale(firm, "BRUNEL", terms="NET 30", destination="FR"))
        with desk().deed("credit") as deed:
            note = invoicing.credit_note(deed, ref, "2 pumps broken", {f"{ref}/01": Decimal(2)})
        assert (row(desk, "invoice", note)["net"], row(desk, "invoice", note)["vat"]) == (
            -825,
            -165,
        )
        assert note == "AV-2026-0001"
        with pytest.raises(invoicing.TooMuchCredited), desk().deed("more") as deed:
            invoicing.credit_note(deed, ref, "all of it", amount=Decimal(49000))
        with desk().deed("off") as deed:
            assert paying.set_off(deed, note, ref) == Money(990, "EUR")
        assert left(desk, ref) == Money(59400 - 990, "EUR")
        assert left(desk, note).amount == 0
        assert row(desk, "invoice", note)["status"] == "PAID"


class TestPayment:
    def test_paid_in_part_then_in_excess_the_rest_stays_on_account(self, desk, firm):
        ref = issued(desk, german(firm))
        with desk().deed("pay") as deed:
            done = paying.receive(deed, "KELLER", Money(20000, "EUR"), DAY, [ref])
        assert done.standings == {ref: "PART_PAID"}
        with desk().deed("pay") as deed:
            done = paying.receive(deed, "KELLER", Money(30000, "EUR"), DAY)
        assert (done.standings, done.on_account) == ({ref: "PAID"}, Money(500, "EUR"))
        second = issued(desk, german(firm))
        on_account = done.payments[-1]
        with desk().deed("allocate") as deed:
            paying.allocate(deed, on_account, [second])
        assert left(desk, second) == Money(49000, "EUR")
        with desk().deed("free") as deed:
            assert paying.free(deed, on_account) == {second: "ISSUED"}

    def test_an_invoice_of_another_party_is_refused(self, desk, firm):
        ref = issued(desk, german(firm))
        with pytest.raises(paying.OtherParty), desk().deed("pay") as deed:
            paying.receive(deed, "BRUNEL", Money(10, "EUR"), DAY, [ref])

    @settings(max_examples=12, deadline=None,
              suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
    @given(st.lists(st.integers(1, 8_000_000), min_size=1, max_size=5))
    def test_what_was_paid_is_what_invoices_and_account_hold_to_the_cent(self, desk, firm, sums):
        if not desk().look().rows("order"):
            for order in (german(firm), german(firm)):
                issued(desk, order)
        with desk().deed("begin") as deed:
            before = invoicing.balances(deed)
            paid_before = sum((row["amount"] for row in deed.rows("payment").values()), Decimal(0))
            on_account = Decimal(0)
            for number in sums:
                done = paying.receive(
                    deed, "KELLER", Money(Decimal(number) / 100, "EUR"), DAY
                )  # fmt: skip
                on_account += done.on_account.amount
            after = invoicing.balances(deed)
            paid = sum((row["amount"] for row in deed.rows("payment").values()), Decimal(0))
        settled = sum((before[key] - after[key] for key in before), Money.zero("EUR"))
        assert paid - paid_before == Decimal(sum(sums)) / 100
        assert settled.amount + on_account == Decimal(sum(sums)) / 100


class TestStatement:
    def line(self, amount, text, number="1", who="KELLER KUECHEN", **but):
        told = {"day": date(2026, 10, 30), "out": False, "iban": None, "account": None, **but}
        return Counted(number, amount=Money(Decimal(amount), "EUR"), text=text, who=who, **told)

    def test_a_line_is_taken_once_proposed_and_booked_where_it_is_sure(self, desk, firm):
        ref = issued(desk, german(firm))
        lines = [self.line("49500", "FA 2026-1"), self.line("12.30", "FRAIS", "2", "BANQUE")]
        with desk().deed("statement") as deed:
            taken = statements.take_statement(deed, lines, "october.xml")
            again = statements.take_statement(deed, lines, "october.xml")
        assert (len(taken.new), again.new, again.known) == (2, (), 2)
        entry, fee = taken.new
        assert row(desk, "bank_entry", entry)["status"] == "PROPOSED"
        assert "the payer names FA-2026-0001" in row(desk, "bank_entry", entry)["why"]
        with desk().deed("book") as deed:
            assert list(statements.book_sure(deed)) == [entry]
            statements.set_aside(deed, fee, "charges of the bank")
        assert row(desk, "invoice", ref)["status"] == "PAID"
        with pytest.raises(statements.BookedAlready), desk().deed("twice") as deed:
            statements.book(deed, entry)

    def test_charges_kept_on_the_way_settle_the_invoice_and_are_kept_apart(self, desk, firm):
        ref = issued(desk, german(firm))
        with desk().deed("statement") as deed:
            [entry] = statements.take_statement(
                deed, [self.line("49485", "FA-2026-0001")], "x.csv"
            ).new
            best = statements.proposals_for(deed, entry)[0]
            statements.book(deed, entry, [ref], charges=best.short.amount)
        [payment] = desk().look().rows("payment").values()
        assert (payment["amount"], payment["charges"], payment["entry"]) == (49500, 15, entry)
        assert left(desk, ref).amount == 0

    def test_a_line_of_nobody_waits_for_a_person(self, desk, firm):
        with desk().deed("statement") as deed:
            [entry] = statements.take_statement(deed, [self.line("5", "?", who="X")], "x").new
        with pytest.raises(statements.NobodyKnown), desk().deed("book") as deed:
            statements.book(deed, entry)


class TestSecondLook:
    """Money does not leave for an account that only one person has looked at."""

    @pytest.fixture
    def supplier(self, desk, firm, engine, tmp_path):
        """QINGHUA, checked by Noé; then a mail brought a new account, which Léa entered."""
        firm("party", {"code": "QINGHUA", "role": "SUPPLIER", "name": "Qinghua Ceramics",
                       "country": "CN", "iban": "FR7630006000011234567890189",
                       "bic": "AGRIFRPP"})  # fmt: skip
        firm("invoice", {"party": "QINGHUA", "kind": "PURCHASE", "issued": DAY, "due": DAY,
                         "status": "ISSUED", "net": Decimal(900), "currency": "EUR"})  # fmt: skip
        self.noe = replace(desk(), author=Author("Noé", "command"))
        with self.noe.deed("check") as deed:
            partnering.check_bank(deed, "QINGHUA", "+86 21 5555 0000, Mr Hu")
        with desk().deed("new account") as deed:
            deed.change("party", "QINGHUA", {"iban": "LT121000011101001000", "bic": "CBVILT2X"})
        return "QINGHUA"

    def test_a_payment_is_refused_until_a_second_person_has_called(self, desk, supplier):
        told = {"direction": "OUT"}
        with pytest.raises(NotLookedAt) as refused, desk().deed("pay") as deed:
            paying.receive(deed, supplier, Money(900, "EUR"), DAY, **told)
        assert "changed after it was checked. Nothing was booked" in refused.value.in_("en")
        assert "comptoir partner bank QINGHUA --checked" in refused.value.in_("fr")
        assert desk().look().rows("payment") == {}
        with self.noe.deed("check") as deed:
            partnering.check_bank(deed, supplier, "+86 21 5555 0000, Mr Hu")
        with desk().deed("pay") as deed:
            done = paying.receive(deed, supplier, Money(900, "EUR"), DAY, **told)
        assert (list(done.standings.values()), done.remarks) == (["PAID"], ())

    @pytest.mark.parametrize(("direction", "amount", "means"), [
        ("OUT", 900, "LC"), ("OUT", 900, "CHEQUE"), ("IN", 900, "TT"),
    ])  # fmt: skip
    def test_what_does_not_go_to_the_account_is_booked(
        self, desk, supplier, direction, amount, means
    ):
        with desk().deed("pay") as deed:
            done = paying.receive(deed, supplier, Money(amount, "EUR"), DAY,
                                  direction=direction, means=means)  # fmt: skip
        assert done.payments
        assert done.remarks == ()

    def test_what_the_statement_shows_has_left_is_booked_with_a_remark(self, desk, supplier):
        line = Counted("9", DAY, Money(900, "EUR"), True, "FF", "QINGHUA CERAMICS", None, None)
        with desk().deed("statement") as deed:
            [entry] = statements.take_statement(deed, [line], "october.xml").new
            done = statements.book(deed, entry, party=supplier)
        assert "call your bank at once" in done.remarks[0].in_("en")
        [payment] = desk().look().rows("payment").values()
        assert (payment["entry"], payment["amount"]) == (entry, 900)

    def typed(self, book, **but):
        book.add("payment", **{"party": "QINGHUA", "direction": "paid out", "day": DAY,
                               "amount": 900.0, "currency": "EUR", "means": "transfer",
                               **but})  # fmt: skip

    def test_in_a_sheet_what_has_left_is_saved_with_a_warning_at_its_cell(
        self, desk, supplier, open_book
    ):
        book = open_book(desk())
        self.typed(book)
        saved = desk().save(book)
        [warning] = saved.warnings
        assert (warning.where, warning.code) == ("Payments!B6", "BANK-02")
        assert "The payment is recorded." in warning.said.in_("en")
        assert len(desk().look().rows("payment")) == 1
        assert desk().save(book).warnings == [], "said once, where it was typed"

    def test_in_a_sheet_what_is_still_to_leave_stops_the_save(self, desk, supplier, open_book):
        book = open_book(desk())
        self.typed(book, day=date(2026, 10, 2))
        with pytest.raises(Faulty) as refused:
            desk().save(book)
        [fault] = refused.value.faults
        assert (fault.where, fault.code) == ("Payments!B6", "BANK-02")
        assert "comptoir partner bank QINGHUA --checked" in fault.said.in_("en")
        assert desk().look().rows("payment") == {}

    def test_in_a_sheet_an_invoice_called_paid_is_warned_of(self, desk, supplier, open_book):
        book = open_book(desk())
        [key] = desk().look().rows("invoice")
        book.line("invoice", key)["status"] = "paid"
        account, unpaid = desk().save(book).warnings
        assert account.code == "BANK-02"
        assert unpaid.where == account.where == "Invoices!D6"
        assert "is called paid, and 900.00 EUR of it is left to pay" in unpaid.said.in_(
            "en"
        ).replace("\N{NO-BREAK SPACE}", " ")
        assert desk().look().rows("invoice")[key]["status"] == "PAID"

    def test_the_new_account_and_its_payment_in_one_save_are_seen_together(
        self, desk, supplier, open_book
    ):
        with self.noe.deed("check") as deed:
            partnering.check_bank(deed, supplier, "+86 21 5555 0000, Mr Hu")
        book = open_book(desk())
        book.line("party", supplier)["iban"] = "DE89370400440532013000"
        self.typed(book)
        assert "BANK-02" in [one.code for one in desk().save(book).warnings]


class TestLate:
    def test_reminders_follow_the_rule_one_by_one_and_a_dispute_stops_them(self, desk, firm):
        ref = issued(desk, german(firm))  # due on 31 October
        with pytest.raises(collecting.NoReminder), desk().deed("early") as deed:
            collecting.remind(deed, ref, date(2026, 11, 4))
        sent = []
        for day in (date(2026, 11, 5), date(2026, 11, 15)):
            with desk(day).deed("remind") as deed:
                sent.append(collecting.remind(deed, ref, day))
        assert sent == [Reminder.COURTEOUS, Reminder.FIRM]
        with desk().deed("dispute") as deed:
            invoicing.dispute(deed, ref, "4 pumps missing", date(2026, 11, 20))
        with pytest.raises(collecting.NoReminder, match="disputed"), desk().deed("no") as deed:
            collecting.remind(deed, ref, date(2026, 12, 15))
        with desk().deed("settled") as deed:
            assert invoicing.settle_dispute(deed, ref) == "ISSUED"
            assert collecting.remind(deed, ref, date(2026, 12, 15)) is Reminder.FINAL_NOTICE

    def test_lateness_is_that_of_the_worked_examples(self, desk, firm):
        [ref] = firm("invoice", {
            "party": "BRUNEL", "kind": "SALE", "status": "ISSUED", "issued": date(2026, 3, 1),
            "due": date(2026, 3, 31), "currency": "EUR", "net": Decimal(10000),
            "vat": Decimal(2000), "vat_case": "DOMESTIC",
        })  # fmt: skip
        with desk().deed("pay") as deed:
            paying.receive(deed, "BRUNEL", Money(12000, "EUR"), date(2026, 8, 20), [ref])
            late = collecting.lateness(deed, ref, date(2026, 11, 1))
        assert (str(late.interest), str(late.indemnity), late.days) == (
            "571.41 EUR", "40.00 EUR", 142)  # fmt: skip

    def test_each_part_paid_late_counts_to_its_own_day(self, desk, firm):
        [ref] = firm("invoice", {
            "party": "BRUNEL", "kind": "SALE", "status": "ISSUED", "issued": date(2026, 9, 1),
            "due": date(2026, 9, 30), "currency": "EUR", "net": Decimal(10000), "vat": Decimal(0),
        })  # fmt: skip
        with desk().deed("pay") as deed:
            paying.receive(deed, "BRUNEL", Money(5000, "EUR"), date(2026, 10, 30), [ref])
            paying.receive(deed, "BRUNEL", Money(5000, "EUR"), date(2026, 9, 20), [ref])
            late = collecting.lateness(deed, ref, date(2026, 11, 30))
        assert str(late.interest) == "50.96 EUR"

    def test_ageing_counts_instalments_by_their_own_due_dates(self, desk, firm):
        order = german(firm)
        with desk().deed("terms") as deed:
            deed.change("order", order, {"terms": "30 % order, 70 % NET 30"})
        ref = issued(desk, order)
        with desk().deed("age") as deed:
            [one] = collecting.ageing(deed, date(2026, 11, 20))
        assert (one.party, one.whole) == ("KELLER", Money(49500, "EUR"))
        assert one.sums[Age.MONTH] == Money(34650, "EUR")
        assert one.sums[Age.THREE_MONTHS] == Money(14850, "EUR")
        with desk().deed("pay") as deed:
            paying.receive(deed, "KELLER", Money(14850, "EUR"), DAY, [ref])
            [one] = collecting.ageing(deed, date(2026, 11, 20))
        assert one.sums[Age.THREE_MONTHS].amount == 0


class TestRates:
    def rates(self):
        return [Rate("EUR", "USD", Decimal("1.16"), date(2026, 11, 18), "ECB"),
                Rate("EUR", "GBP", Decimal("0.87"), date(2026, 11, 18), "ECB")]  # fmt: skip

    def test_the_customs_rate_of_december_is_that_of_the_penultimate_wednesday(self, desk, firm):
        with desk().deed("rates") as deed:
            assert exchanging.take_rates(deed, self.rates()) == 2
            assert exchanging.take_rates(deed, self.rates()) == 0
            kept = exchanging.customs_month(deed, date(2026, 12, 15))
        assert sorted(kept) == ["GBP 2026-12-01 CUSTOMS", "USD 2026-12-01 CUSTOMS"]
        with pytest.raises(exchanging.NotPublished, match="21 Oct"), desk().deed("no") as deed:
            exchanging.customs_month(deed, date(2026, 11, 1))

    def test_a_converted_amount_shows_its_rates_and_their_days(self, desk, firm):
        with desk().deed("rates") as deed:
            exchanging.take_rates(deed, self.rates())
            exchanging.type_rate(deed, "USD", Decimal("1.17"), date(2026, 11, 20))
            exchanging.type_rate(deed, "USD", Decimal("1.18"), date(2026, 11, 20))
            rates = deed.rows("rate")
            found = exchanging.converted(rates, Money(870, "GBP"), "USD", date(2026, 11, 21))
        assert found.amount == Money(1180, "USD")
        assert "1 EUR = 0.87" in found.said.in_("en")
        assert "20 Nov 2026" in found.said.in_("en")
        assert "20/11/2026" in found.said.in_("fr")
