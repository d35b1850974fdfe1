"""No money leaves for an account that only one person has looked at.

A payment that is prepared or entered by a deed is refused; one that the bank's statement shows has
left, so it is recorded and the doubt is said beside it. In a sheet a payment of a day to come is
being prepared, and stops the save at its cell; one of today or before is recorded, with a warning.

The rule against fraud by a change of bank details: whoever pays calls the supplier back at a number
known from before, never at one that came with the new account, and it is not whoever entered it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.records.trading import bank_state
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said, mark


class NotLookedAt(Refused):
    """A payment is to leave for an account that nobody checked a second time."""

    message = mark(
        "{doubt} Nothing was booked. Call {party} at the number you knew before, never at one from"
        ' a mail; then: comptoir partner bank {party} --checked "number, who answered".'
        " If the money has left already, book the line of the bank's statement."
    )  # fmt: skip


TO_COME = mark(
    "{doubt} Nothing was saved. Call {party} at the number you knew before; a second person then"
    ' enters: comptoir partner bank {party} --checked "number, who answered".'
)  # fmt: skip
LEFT = mark(
    "{doubt} The payment is recorded. Call {party} at the number you knew before; if it is not"
    " theirs, call your bank at once to recall the transfer."
)
_WHY = {
    "CHANGED": mark("The account of {party} was changed after it was checked."),
    "UNCHECKED": mark("Nobody has checked the account of {party} a second time."),
}
_TOUCHING = {
    "payment": {"party", "direction", "amount", "day", "means"},
    "invoice": {"status", "party"},
}


def doubt(code: str, party: Row) -> Said | None:
    """Why the account of a *party* may not be used yet; None where it may, or where it has none.

    >>> doubt("WEIHONG", {"iban": "DE12", "bank_seen": "FR76"}).in_("en")
    'The account of WEIHONG was changed after it was checked.'
    >>> doubt("WEIHONG", {"iban": "DE12", "bank_seen": "DE12"})
    """
    state = bank_state(party.get("iban"), party.get("bic"), party.get("bank_seen"))
    return Said(_WHY[state], party=code) if state in _WHY else None


def uses_account(direction: object, amount: object, means: object) -> bool:
    """Whether a payment goes to the partner's account: a transfer out, or one paid back.

    >>> uses_account("OUT", Decimal(900), "TT"), uses_account("IN", Decimal(-50), None)
    (True, True)
    >>> uses_account("OUT", Decimal(900), "LC"), uses_account("IN", Decimal(900), "TT")
    (False, False)
    """
    if means not in {None, "TT"} or not isinstance(amount, Decimal):
        return False
    return amount > 0 if direction == "OUT" else amount < 0


def try_payment(deed: Deed, payment: Row) -> tuple[Said, ...]:
    """What is to be said beside a *payment* that a deed enters. Raises ``NotLookedAt``."""
    code = str(payment["party"])
    named = (payment.get(name) for name in ("direction", "amount", "means"))
    why = doubt(code, deed.row("party", code)) if uses_account(*named) else None
    if why is None:
        return ()
    if not payment.get("entry"):
        raise NotLookedAt(doubt=why, party=code)
    return (Said(LEFT, doubt=why, party=code),)


Touched = Mapping[str, Mapping[str, Collection[str] | None]]
"""By record and key the fields that changed; None for a new row."""


def typed(
    deed: Deed,
    touched: Touched,
    reads: Mapping[str, TableRead],
    placed: Mapping[str, Mapping[int, str]],
) -> tuple[list[Fault], list[Fault]]:
    """What payments typed in sheets must be refused for, and warned of, each at its cell."""
    stops: list[Fault] = []
    warnings: list[Fault] = []
    for record, key, row, why in _doubtful(deed, touched):
        ahead = _is_ahead(record, row, deed.today)
        said = Said(TO_COME if ahead else LEFT, doubt=why, party=row["party"])
        field = "party" if record == "payment" else "status"
        read = reads.get(record)
        where = read.cell_of(key, field, placed.get(record, {})) if read else key
        label = RECORDS[record].by_name[field].label
        found = Fault(where, label, str(row[field]), said, "BANK-02")
        (stops if ahead else warnings).append(found)
    return stops, warnings


def _doubtful(deed: Deed, touched: Touched) -> Iterator[tuple[str, str, Row, Said]]:
    """The rows touched by which money leaves for an account in doubt, and why it is."""
    for record, told in touched.items():
        for key, fields in told.items():
            if fields is not None and not _TOUCHING[record] & {*fields}:
                continue
            row = deed.row(record, key)
            code = str(row.get("party"))
            if _pays(record, row) and (why := doubt(code, deed.rows("party").get(code, {}))):
                yield record, key, row, why


def _pays(record: str, row: Row) -> bool:
    if record == "invoice":
        return row.get("kind") == "PURCHASE" and row.get("status") in {"PAID", "PART_PAID"}
    return uses_account(row.get("direction"), row.get("amount"), row.get("means"))


def _is_ahead(record: str, row: Row, today: date) -> bool:
    """Whether the money has not left yet: a value date to come, and no line of the bank."""
    day = row.get("day")
    return record == "payment" and not row.get("entry") and isinstance(day, date) and day > today
