"""Payments: in part, in excess, shared among invoices, on account, set off.

No cent is made or lost: what the bank counted is what the payments of its entry add up to, with
the charges, and what no invoice takes stays on account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from comptoir.desk.crediting import paid_up
from comptoir.desk.deed import Deed
from comptoir.desk.exchanging import number
from comptoir.desk.invoicing import STANDING, balances, standings
from comptoir.desk.second_look import try_payment
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.rules.money import Money
from comptoir.rules.payment.allocating import Owed, allocate_payment
from comptoir.wording import Said, mark


class NotOnAccount(Refused):
    message = mark(
        "{payment} pays {invoice} already. Nothing was changed. Free it first:"
        " comptoir payment free {payment}"
    )


class OtherParty(Refused):
    message = mark(
        "{invoice} is of {owner}, the payment of {party}. Nothing was changed."
        " Choose an invoice of {party}."
    )


class NotACreditNote(Refused):
    message = mark("{ref} is no credit note with a balance. Nothing was set off.")


@dataclass(frozen=True, slots=True)
class Booked:
    """What a payment became: the payments made, what stays on account, where invoices stand.

    *remarks* are what a person must know of it: an account that nobody checked a second time.
    """

    payments: tuple[str, ...]
    on_account: Money
    standings: dict[str, str]
    remarks: tuple[Said, ...] = ()


def receive(
    deed: Deed, party: str, amount: Money, day: date, named: Sequence[str] = (), **told: object
) -> Booked:
    """Book an *amount* received from a customer, or paid to a supplier (``direction="OUT"``).

    The invoices *named* are settled first, then those due first; the rest stays on account.
    *told* are fields of the payment: means, charges, bank_ref, entry, note, direction.
    Raises ``NotLookedAt`` where money is to leave for an account that nobody checked a second
    time; what the bank's *entry* shows has left is booked, with a remark.
    """
    direction = str(told.get("direction") or "IN")
    remarks = try_payment(
        deed, {"party": party, "amount": amount.amount, **told, "direction": direction}
    )
    shared = allocate_payment(amount, owed_by(deed, party, direction, named), named)
    usual: Row = {"party": party, "day": day, "currency": amount.currency, **told}
    rows: list[Row] = [
        {**usual, "invoice": part.invoice, "amount": part.amount.amount} for part in shared.parts
    ]
    if shared.rest.amount:
        rows.append({**usual, "invoice": None, "amount": shared.rest.amount})
    for row in rows[1:]:
        row["charges"] = None
    keys = deed.add("payment", rows)
    after = restand(deed, [part.invoice for part in shared.parts])
    return Booked(tuple(keys), shared.rest, after, remarks)


def owed_by(deed: Deed, party: str, direction: str, named: Sequence[str] = ()) -> list[Owed]:
    """The invoices of *party* with something left to pay; only those *named*, where any is."""
    kind = "SALE" if direction == "IN" else "PURCHASE"
    left = balances(deed)
    for ref in named:
        row = deed.row("invoice", ref)
        if row["party"] != party:
            raise OtherParty(invoice=ref, owner=row["party"], party=party)
    return [
        Owed(key, left[key], _day(row.get("due")))
        for key, row in deed.rows("invoice").items()
        if row["party"] == party and row["kind"] == kind and row["status"] in STANDING
        and (not named or key in named)
    ]  # fmt: skip


def allocate(deed: Deed, payment: str, invoices: Sequence[str]) -> Booked:
    """Give a payment on account to *invoices*; where it is more, the rest stays on account."""
    row = deed.row("payment", payment)
    if row.get("invoice"):
        raise NotOnAccount(payment=payment, invoice=row["invoice"])
    party, direction = str(row["party"]), str(row["direction"])
    amount = Money(number(row["amount"]), str(row["currency"]))
    shared = allocate_payment(amount, owed_by(deed, party, direction, invoices), invoices)
    if not shared.parts:
        return Booked((), amount, {})
    first, *others = shared.parts
    deed.change("payment", payment, {"invoice": first.invoice, "amount": first.amount.amount})
    kept = {name: row.get(name) for name in _SAME}
    rows: list[Row] = [
        {**kept, "invoice": part.invoice, "amount": part.amount.amount} for part in others
    ]
    if shared.rest.amount:
        rows.append({**kept, "invoice": None, "amount": shared.rest.amount})
    keys = [payment, *deed.add("payment", rows)]
    return Booked(
        tuple(keys), shared.rest, restand(deed, [part.invoice for part in shared.parts])
    )  # fmt: skip


_SAME = ("party", "direction", "day", "currency", "means", "bank_ref", "entry", "note")


def free(deed: Deed, payment: str) -> dict[str, str]:
    """Take a payment off its invoice: it stays, on account. Where the invoice stands then."""
    invoice = deed.row("payment", payment).get("invoice")
    deed.change("payment", payment, {"invoice": None})
    return restand(deed, [str(invoice)] if invoice else [])


def set_off(deed: Deed, note: str, invoice: str) -> Money:
    """Set a credit note off against an invoice: what was set off. Two payments that make 0."""
    left = balances(deed)
    credit, row = deed.row("invoice", note), deed.row("invoice", invoice)
    if credit["kind"] != "CREDIT_NOTE" or left[note].amount >= 0:
        raise NotACreditNote(ref=note)
    if credit["party"] != row["party"]:
        raise OtherParty(invoice=invoice, owner=row["party"], party=credit["party"])
    amount = min(-left[note], max(left[invoice], Money.zero(left[note].currency)))
    if amount.amount:
        same: Row = {"party": row["party"], "direction": "IN", "day": deed.today,
                     "currency": amount.currency, "means": "SET_OFF"}  # fmt: skip
        deed.add("payment", [
            {**same, "invoice": invoice, "amount": amount.amount, "note": note},
            {**same, "invoice": note, "amount": -amount.amount, "note": invoice},
        ])  # fmt: skip
        restand(deed, [note, invoice])
    return amount


def restand(deed: Deed, invoices: Iterable[str]) -> dict[str, str]:
    """Bring these invoices in step with what is left of them, and the credits that pay them."""
    found = standings(deed, invoices)
    deed.change_all("invoice", {ref: {"status": status} for ref, status in found.items()})
    paid_up(deed, found)
    return found


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
