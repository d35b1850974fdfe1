"""Columns worked out from others: to the cent, whatever the order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.records.derived import computed, line_amount


@dataclass
class Rows:
    keys: list
    columns: dict = field(default_factory=dict)


def told(**blocks):
    return lambda name: blocks.get(name) or Rows([], defaultdict(list))


@given(
    quantity=st.integers(0, 10**9),
    price=st.integers(0, 10**9),
    discount=st.integers(0, 10_000),
    decimals=st.sampled_from([0, 2, 3]),
)
def test_a_line_is_rounded_as_decimals_are(quantity, price, discount, decimals):
    exact = Decimal(quantity) / 1000 * Decimal(price) / 10_000 * (10_000 - discount) / 10_000
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert line_amount(quantity, price, discount, decimals) == int(rounded * 10_000)


def test_an_incomplete_line_has_no_amount():
    assert line_amount(None, 100, 0) is None
    assert line_amount(100, None, 0) is None


LINES = Rows(
    ["EX-1/01", "EX-1/02", "EX-2/01"],
    {"order": ["EX-1", "EX-1", "EX-2"], "quantity": [3000, 1000, 1000],
     "price": [199900, 100000, 5000], "discount": [None, 1000, None]},
)  # fmt: skip
ORDERS = Rows(["EX-1", "EX-2", "EX-3"], {"currency": ["EUR", "JPY", "EUR"]})


def test_an_order_is_the_sum_of_its_lines():
    ask = told(order_line=LINES, order=ORDERS)
    assert computed("order_line", LINES, ask)["amount"] == [599700, 90000, 10000]
    assert computed("order", ORDERS, ask)["amount"] == [689700, 10000, None]


INVOICES = Rows(
    ["FA-1", "AV-1", "FF-1"],
    {"kind": ["SALE", "CREDIT_NOTE", "PURCHASE"], "net": [1000, -400, 700], "vat": [200, None, 0],
     "written_off": [None, None, None], "written_off_on": [None, None, None]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("invoice", "direction", "amount", "paid", "balance"),
    [
        ("FA-1", "IN", 1200, [1200, 0, 0], [0, -400, 700]),
        ("FA-1", "OUT", 100, [-100, 0, 0], [1300, -400, 700]),
        ("AV-1", "OUT", 400, [0, -400, 0], [1200, 0, 700]),
        ("FF-1", "OUT", 700, [0, 0, 700], [1200, -400, 0]),
    ],
)
def test_a_balance_counts_money_the_right_way(invoice, direction, amount, paid, balance):
    payments = Rows(["RG-1"], {"invoice": [invoice], "direction": [direction], "amount": [amount]})
    found = computed("invoice", INVOICES, told(payment=payments))
    assert found == {"total": [1200, -400, 700], "paid": paid, "balance": balance}


@pytest.mark.parametrize(
    ("amount", "day", "balance"),
    [(1200, "2026-11-23", 0), (300, "2026-11-23", 900), (300, None, 1200), (None, None, 1200)],
)
def test_what_was_written_off_is_no_longer_owed_from_its_day(amount, day, balance):
    given_up = {"written_off": [amount, None, None], "written_off_on": [day, None, None]}
    invoices = Rows(INVOICES.keys, {**INVOICES.columns, **given_up})
    payments = Rows([], {"invoice": [], "direction": [], "amount": []})
    found = computed("invoice", invoices, told(payment=payments))
    assert found["balance"] == [balance, -400, 700]
