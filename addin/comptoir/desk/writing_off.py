"""Giving an invoice up: what is left of it leaves what is owed, its reminders and its penalties.

The invoice and its VAT stay as they were issued; what was written off is kept with its day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.exchanging import number
from comptoir.desk.invoicing import STANDING, NotStanding, balances
from comptoir.desk.paying import restand
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.rules.money import Money
from comptoir.rules.payment.bad_debts import vat_to_claim_back
from comptoir.wording import mark

CELLS = frozenset({"status", "written_off", "written_off_on"})
"""The cells of an invoice that write it off."""


class NothingLeft(Refused):
    message = mark(
        "Nothing is left to pay of {ref}: there is nothing to write off. Nothing was changed."
        " Look at its payments on the sheet Payments."
    )


class TooMuchWrittenOff(Refused):
    message = mark(
        "{amount} would be written off {ref}, of which {left} is left. Nothing was changed."
        " Write off that much or less."
    )


class StillToCome(Refused):
    message = mark(
        "{day} is still to come. Nothing was written off {ref}. Give the day it was given up."
    )


class NotWrittenOff(Refused):
    message = mark("Nothing of {ref} was written off. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What was written off, the VAT within it, and where the invoice stands since."""

    amount: Money
    vat: Money
    status: str


def write_off(deed: Deed, ref: str, day: date, amount: Decimal | None = None) -> GivenUp:
    """Write off what is left of the sale *ref*, or *amount* of it, with VAT.

    Raises ``NotStanding``, ``NothingLeft``, ``TooMuchWrittenOff``, ``StillToCome``.
    """
    row, left = deed.row("invoice", ref), balances(deed)[ref]
    if row["kind"] != "SALE" or row["status"] not in STANDING:
        raise NotStanding(ref=ref)
    if day > deed.today:
        raise StillToCome(ref=ref, day=day)
    if left.amount <= 0:
        raise NothingLeft(ref=ref)
    given = left if amount is None else Money(amount, left.currency).rounded()
    if not 0 < given.amount <= left.amount:
        raise TooMuchWrittenOff(ref=ref, amount=given, left=left)
    whole = number(row.get("written_off")) + given.amount
    deed.change("invoice", ref, {"written_off": whole, "written_off_on": day})
    return GivenUp(given, vat_to_claim_back(given, *_amounts(row, left)), _restood(deed, ref))


def _amounts(row: Row, left: Money) -> tuple[Money, Money]:
    """The invoice without and with VAT."""
    net = Money(number(row["net"]), left.currency)
    return net, net + Money(number(row.get("vat")), left.currency)


def take_back(deed: Deed, ref: str) -> str:
    """The debt is owed again, as if it had never been written off; where the invoice stands."""
    if not deed.row("invoice", ref).get("written_off"):
        raise NotWrittenOff(ref=ref)
    deed.change("invoice", ref, {"written_off": None, "written_off_on": None})
    return _restood(deed, ref)


def _restood(deed: Deed, ref: str) -> str:
    return restand(deed, [ref])[ref]


def as_typed(deed: Deed, ref: str, fields: Collection[str]) -> None:
    """What typed cells of *ref* leave open: the amount is what is left, the day is today.

    An amount taken out of its cell, or a status chosen that is owed, makes the debt owed again.
    Raises ``TooMuchWrittenOff``, ``StillToCome``.
    """
    row, left = deed.row("invoice", ref), balances(deed)[ref]
    amount, day = row.get("written_off"), row.get("written_off_on")
    emptied = "written_off" in fields and "status" not in fields
    if not amount and row["status"] == "WRITTEN_OFF" and left.amount > 0 and not emptied:
        amount = left.amount
    elif amount and left.amount == 0 and _owed_again(row, fields):
        amount = None
    day = (day or deed.today) if amount else None
    deed.change("invoice", ref, {"written_off": amount or None, "written_off_on": day})
    _possible(deed, ref, fields)
    _restood(deed, ref)


def _owed_again(row: Row, fields: Collection[str]) -> bool:
    """Whether somebody chose that the invoice is owed, and left the amount as it was."""
    owed = row["status"] in {"ISSUED", "PART_PAID", "DISPUTED"}
    return owed and "status" in fields and "written_off" not in fields


def _possible(deed: Deed, ref: str, fields: Collection[str]) -> None:
    row, left = deed.row("invoice", ref), balances(deed)[ref]
    day = row.get("written_off_on")
    if isinstance(day, date) and day > deed.today:
        raise StillToCome(ref=ref, day=day)
    if "written_off" in fields and row.get("written_off") and left.amount < 0:
        given = Money(number(row["written_off"]), left.currency).rounded()
        raise TooMuchWrittenOff(ref=ref, amount=given, left=given + left)
