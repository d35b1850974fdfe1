"""Which invoices a payment settles: in part, in full, several at once, and what is left over.

A cent is never made nor lost: the parts and the rest always add up to the payment.

Sources
    C. civ. art. 1342-10: the debtor says which debt is paid; otherwise those due first, the
    oldest before the others. C. civ. art. 1342-4: a part payment is one the creditor accepts.

A customer pays 1,500 on two invoices of 1,000:

>>> owed = [Owed("FA-1", Money("1000.00", "EUR"), date(2026, 10, 1)),
...         Owed("FA-2", Money("1000.00", "EUR"), date(2026, 11, 1))]
>>> shared = allocate_payment(Money("1500.00", "EUR"), owed)
>>> [(part.invoice, str(part.amount)) for part in shared.parts], str(shared.rest)
([('FA-1', '1000.00 EUR'), ('FA-2', '500.00 EUR')], '0.00 EUR')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from comptoir.errors import Refused
from comptoir.rules.money import Money
from comptoir.wording import mark


class NotReceived(Refused, ValueError):
    """Nothing to share out, or an amount the wrong way round."""

    message = mark(
        "{amount} cannot be shared out. Nothing was allocated. Enter an amount above zero."
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """An invoice with something left to pay."""

    invoice: str
    balance: Money
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What of a payment goes to an invoice."""

    invoice: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Shared:
    """The parts of a payment and its rest, which stays on account."""

    parts: tuple[Part, ...]
    rest: Money


def allocate_payment(
    amount: Money, owed: Iterable[Owed], named: Sequence[str] = ()
) -> Shared:  # fmt: skip
    """Share *amount* among invoices: those *named* by the payer first, then by due date.

    Only invoices in the currency of the payment are settled. Raises `NotReceived`.

    >>> paid = allocate_payment(Money("0.05", "EUR"), [Owed("FA-1", Money("0.03", "EUR"))])
    >>> str(paid.parts[0].amount), str(paid.rest)
    ('0.03 EUR', '0.02 EUR')
    """
    if amount.amount <= 0:
        raise NotReceived(amount=amount)
    left, parts = amount, []
    for one in sorted(owed, key=lambda one: _rank(one, named)):
        if left.amount <= 0:
            break
        if one.balance.currency != amount.currency or one.balance.amount <= 0:
            continue
        part = min(left, one.balance)
        parts.append(Part(one.invoice, part))
        left -= part
    return Shared(tuple(parts), left)


def _rank(one: Owed, named: Sequence[str]) -> tuple[int, date, str]:
    place = named.index(one.invoice) if one.invoice in named else len(named)
    return place, one.due or date.max, one.invoice
