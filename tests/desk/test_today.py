"""Today: what is listed, when, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comptoir.desk.today import gathered
from comptoir.sheets.views import Due
from comptoir.wording import Said
from paper import TODAY

D = timedelta(days=1)


@pytest.fixture
def due(lea):
    """The lines of Today: what, record, urgency."""

    def listed():
        return [(one.what.in_("en"), one.ref, one.urgency) for one in lea.due()]

    return listed


def test_an_unconfirmed_order_is_chased_after_five_days(an_order, due):
    an_order(ordered=TODAY - 5 * D)
    assert due() == [("Send the order acknowledgement", "EX-2026-0001", "today")]


def test_a_confirmed_order_is_not(an_order, due):
    an_order(ordered=TODAY - 30 * D, confirmed=TODAY - 28 * D, status="CONFIRMED")
    assert due() == []


@pytest.mark.parametrize(("days", "listed"), [(-1, True), (0, False), (1, False)])
def test_goods_are_late_from_the_day_after_the_promise(an_order, due, days, listed):
    an_order(confirmed=TODAY - 9 * D, status="CONFIRMED", committed=TODAY + days * D)
    assert bool(due()) is listed


@pytest.mark.parametrize("status", ["DELIVERED", "CLOSED", "CANCELLED", "DRAFT"])
def test_what_is_over_or_not_begun_asks_for_nothing(an_order, due, status):
    an_order(status=status, committed=TODAY - 40 * D)
    assert due() == []


INVOICE = {"party": "ACME", "kind": "SALE", "status": "ISSUED", "issued": date(2026, 10, 1),
           "currency": "EUR", "net": 1000, "vat": 0}  # fmt: skip


def test_an_unpaid_invoice_is_reminded_on_the_days_of_the_rule(an_order, stored, due):
    an_order(status="CLOSED")
    stored("invoice", {**INVOICE, "due": TODAY - 4 * D}, {**INVOICE, "due": TODAY - 5 * D},
           {**INVOICE, "due": TODAY - 16 * D, "reminders": 1})  # fmt: skip
    assert due() == [
        ("Send the reminder: firm", "FA-2026-0003", "late"),
        ("Send the reminder: courteous", "FA-2026-0002", "today"),
    ]


def test_a_paid_or_disputed_one_is_not(an_order, stored, due):
    an_order(status="CLOSED")
    late = {**INVOICE, "due": TODAY - 9 * D}
    stored("invoice", late, {**late, "disputed": TODAY, "status": "DISPUTED"})
    stored("payment", {"party": "ACME", "invoice": "FA-2026-0001", "day": TODAY, "amount": 1000,
                       "currency": "EUR", "direction": "IN"})  # fmt: skip
    assert due() == []


def test_suppliers_are_paid_in_the_week_before_it_is_due(an_order, stored, due):
    an_order(status="CLOSED")
    stored("invoice", {**INVOICE, "kind": "PURCHASE", "due": TODAY + 7 * D},
           {**INVOICE, "kind": "PURCHASE", "due": TODAY + 8 * D})  # fmt: skip
    assert due() == [("Pay the supplier", "FF-2026-0001", "week")]


def test_tasks_offers_and_all_in_the_order_of_urgency(an_order, stored, due):
    an_order(status="CLOSED")
    stored("task", {"what": "Call {Anna}", "due": TODAY}, {"what": "Later", "due": TODAY + 30 * D})
    stored("offer", {"party": "ACME", "offered": TODAY - 30 * D, "status": "SENT",
                     "follow_up": TODAY - 2 * D, "incoterm": "FCA", "place": "Lyon"})  # fmt: skip
    assert due() == [
        ("Ask the partner about the offer", "OF-2026-0001", "late"),
        ("Call {Anna}", "TA-2026-0001", "today"),
    ]


def test_each_line_has_its_reason_in_both_languages(an_order, lea):
    an_order(ordered=TODAY - 5 * D)
    (line,) = lea.due()
    assert line.why.in_("en") == "ordered on 18 Nov 2026, not confirmed since"
    assert line.why.in_("fr") == "commandée le 18/11/2026, pas confirmée depuis"


def test_what_is_asked_for_often_is_one_line_and_nothing_is_left_out():
    def asked(ref, what, urgency="late", record="invoice"):
        return Due(TODAY, what, ref, "P", Said("r"), urgency, record)

    chase = Said("Send the reminder: {tone}", tone="courteous")
    lines = [asked("FA1", chase), asked("FA2", chase), asked("FA3", chase, "today"),
             asked("TA1", Said("{task}", task="Call"), record="task"),
             asked("TA2", Said("{task}", task="Write"), record="task")]  # fmt: skip
    assert [one.ref for one in gathered(lines)] == ["FA1 +1", "FA3", "TA1", "TA2"]


def test_prospects_stand_below_what_costs_money_and_are_few(lea, stored):
    for n in range(9):
        stored("party", {"code": f"P{n}", "name": f"Firm {n}", "country": "DE"})
        stored("prospect", {"party": f"P{n}", "stage": "NEW", "next_step": "Call",
                            "next_on": TODAY - 9 * D})  # fmt: skip
    stored("task", {"what": "Pay the duty", "due": TODAY - D, "status": "OPEN"})
    dues = lea.due()
    assert [one.record for one in dues] == ["task", *["prospect"] * 4]
    assert str(dues[-1].why) == "6 more, on the sheet Prospects"
