"""Where an invoice stands by what is left to pay of it.

Sources
    C. civ. art. 1342 (payment ends the debt) and 1342-4 (a part payment is one the creditor
    accepts). A dispute stays one until it is settled, however much was paid meanwhile.
"""

from __future__ import annotations

from decimal import Decimal

NOT_OWED = frozenset({"DRAFT", "CANCELLED"})
"""What stands as it is, whatever was paid."""


def stands(now: str, whole: Decimal, left: Decimal, *, given_up: bool = False) -> str:
    """The status of an invoice of *whole*, VAT included, that is *now* so, with so much *left*.

    *given_up*: part of it was written off.

    >>> thousand = Decimal(1000)
    >>> stands("ISSUED", thousand, thousand), stands("ISSUED", thousand, left=Decimal(400))
    ('ISSUED', 'PART_PAID')
    >>> stands("PART_PAID", thousand, left=Decimal(0)), stands("DISPUTED", thousand, Decimal(400))
    ('PAID', 'DISPUTED')
    >>> stands("PAID", thousand, left=thousand)                 # the payment was taken off it
    'ISSUED'
    >>> stands("ISSUED", thousand, left=Decimal(-20))           # the customer sent too much
    'PAID'
    >>> stands("PART_PAID", thousand, left=Decimal(0), given_up=True)     # the rest is given up
    'WRITTEN_OFF'
    >>> stands("ISSUED", Decimal(-500), left=Decimal(-500))     # a credit note not used yet
    'ISSUED'
    """
    if now in NOT_OWED:
        return now
    if left == 0 and given_up:
        return "WRITTEN_OFF"
    if left == 0 or left < 0 < whole:
        return "PAID"
    if now == "DISPUTED":
        return now
    return "ISSUED" if left == whole else "PART_PAID"
