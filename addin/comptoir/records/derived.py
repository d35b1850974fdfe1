"""Columns worked out from others each time they are shown: amounts, totals, balances.

Works on whole columns of stored values (amounts in ten-thousandths, quantities in thousandths),
so that a register of 100,000 lines is shown without a second thought. Whole numbers only: parts
add up to their total to the cent.

Source: the trade reference 0, convention 1 (each amount is rounded, half up, before it is added).

>>> line_amount(quantity=3_000, price=19_9900, discount=250)     # 3 at 19.99 less 2.5 %
584700
>>> line_amount(quantity=1_000, price=99_5000, discount=None, decimals=0)      # yen have no cents
1000000
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from comptoir.records import trading
from comptoir.records.chain import CHAIN, order_line_columns
from comptoir.records.correspondence import letter_columns
from comptoir.records.credit_days import credit_columns
from comptoir.records.market_shares import market_columns
from comptoir.records.prospects import PROSPECTING
from comptoir.records.stored import Ask, Column, Stored
from comptoir.rules.money import minor_units

PLACES = 3 + 4 + 4
"""Decimals of a quantity, times a price, times a share of a hundred."""
CENTS = 2


def line_amount(
    quantity: object, price: object, discount: object, decimals: int = CENTS
) -> int | None:
    """A line's amount in ten-thousandths; None while it is incomplete.

    Rounded half up to the currency's smallest coin, of so many *decimals*.
    """
    if not isinstance(quantity, int) or not isinstance(price, int):
        return None
    off = discount if isinstance(discount, int) else 0
    exact = quantity * price * (10_000 - off)
    coin = 10 ** (PLACES - decimals)
    sign = -1 if exact < 0 else 1
    return int(sign * ((abs(exact) * 2 + coin) // (2 * coin)) * 10 ** (4 - decimals))


def _line_amounts(parent: str) -> Callable[[Stored, Ask], dict[str, Column]]:
    def computed(rows: Stored, ask: Ask) -> dict[str, Column]:
        told, owner = rows.columns, ask(parent)
        decimals = dict(zip(owner.keys, map(_decimals, owner.columns["currency"]), strict=True))
        lines = zip(told[parent], told["quantity"], told["price"], told["discount"], strict=True)
        amounts = [
            line_amount(quantity, price, discount, decimals.get(str(of), CENTS))
            for of, quantity, price, discount in lines
        ]
        return {"amount": list(amounts)}

    return computed


def _decimals(currency: object) -> int:
    return minor_units(str(currency)) if currency else CENTS


def _sums(keys: Iterable[object], values: Iterable[object]) -> dict[object, int]:
    total: dict[object, int] = defaultdict(int)
    for key, value in zip(keys, values, strict=True):
        if key is not None and isinstance(value, int):
            total[key] += value
    return total


def _amount_of_lines(parent: str) -> Callable[[Stored, Ask], dict[str, Column]]:
    def computed(rows: Stored, ask: Ask) -> dict[str, Column]:
        found = ask(f"{parent}_line")
        total = _sums(found.columns[parent], _line_amounts(parent)(found, ask)["amount"])
        return {"amount": [total.get(key) for key in rows.keys]}

    return computed


def _settled(rows: Stored, payments: Stored) -> dict[object, int]:
    """What was paid on each invoice. Money that goes the other way counts against it."""
    ours = dict(zip(rows.keys, rows.columns["kind"], strict=True))
    told = payments.columns
    signed = [
        amount if (direction == "OUT") == (ours.get(str(invoice)) == "PURCHASE") else -amount
        for invoice, direction, amount in zip(
            told["invoice"], told["direction"], told["amount"], strict=True
        )
        if isinstance(amount, int)
    ]
    return _sums(told["invoice"], signed)


def _invoice(rows: Stored, ask: Ask) -> dict[str, Column]:
    told = rows.columns
    paid = _settled(rows, ask("payment"))
    total = [
        None if not isinstance(net, int) else net + (vat if isinstance(vat, int) else 0)
        for net, vat in zip(told["net"], told["vat"], strict=True)
    ]
    settled: Column = [paid.get(key, 0) for key in rows.keys]
    balance: Column = [
        None if all_ is None else all_ - paid.get(key, 0) - gone
        for key, all_, gone in zip(rows.keys, total, _given_up(rows), strict=True)
    ]
    return {"total": list(total), "paid": settled, "balance": balance}


def _given_up(rows: Stored) -> list[int]:
    """What was written off of each invoice; nothing while it has no day."""
    told = rows.columns
    return [
        amount if isinstance(amount, int) and day else 0
        for amount, day in zip(told["written_off"], told["written_off_on"], strict=True)
    ]


def _order_line(rows: Stored, ask: Ask) -> dict[str, Column]:
    found = _line_amounts("order")(rows, ask) | order_line_columns(rows, ask)
    return found | {"left": trading.left_to_ship(rows, found["shipped"])}


def _order(rows: Stored, ask: Ask) -> dict[str, Column]:
    lines = ask("order_line")
    amounts = _line_amounts("order")(lines, ask)["amount"]
    shipped = order_line_columns(lines, ask)["shipped"]
    progress = trading.order_progress(rows, lines, amounts, shipped)
    return _amount_of_lines("order")(rows, ask) | {"progress": progress}


def _offer(rows: Stored, ask: Ask) -> dict[str, Column]:
    found = _amount_of_lines("offer")(rows, ask)
    return found | trading.offer_columns(rows, ask, found["amount"])


def _party(rows: Stored, ask: Ask) -> dict[str, Column]:
    invoices, orders = ask("invoice"), ask("order")
    money = _invoice(invoices, ask)
    amounts = _amount_of_lines("order")(orders, ask)["amount"]
    claims = [
        *trading.owed(invoices, money["balance"]),
        *trading.under_way(orders, amounts, invoices, money["total"]),
    ]
    return trading.party_columns(rows, claims, trading.rates(ask("rate")))


COMPUTED: dict[str, Callable[[Stored, Ask], dict[str, Column]]] = {
    "offer_line": _line_amounts("offer"),
    "order_line": _order_line,
    "offer": _offer,
    "order": _order,
    "invoice": _invoice,
    "invoice_line": _line_amounts("invoice"),
    "credit": credit_columns,
    "letter": letter_columns,
    "party": _party,
    "consultation": trading.consultation_columns,
    **CHAIN,
    **PROSPECTING,
    "market_figure": market_columns,
}
"""For each record with computed fields, how they are worked out."""


def computed(record: str, rows: Stored, ask: Ask) -> dict[str, Column]:
    """The computed columns of *rows*, in stored form; none for most records."""
    return COMPUTED[record](rows, ask) if record in COMPUTED else {}
