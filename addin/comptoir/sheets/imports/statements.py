"""Bank statements as lines: CAMT.053 by a library that knows its versions, or a bank's CSV.

Nothing is taken from a statement whose entries do not make its balances, or that cannot be read
in full: money half read is worse than money not read.

Source: ISO 20022 camt.053 (bank-to-customer statement), versions 02 to 12.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from comptoir.errors import Refused
from comptoir.records import Unfit
from comptoir.records.kinds import decimal_read, folded
from comptoir.rules.money import Money, currencies
from comptoir.sheets.closed.refusals import FileMissing
from comptoir.sheets.imports.days import judged, read_day
from comptoir.sheets.imports.foreign import Foreign, read_foreign
from comptoir.wording import Said, mark

LARGEST = 50_000_000
"""Bytes of the largest statement that is read."""
BOOKED = {"BOOK", None}
CENT = Decimal("0.005")


class NotAStatement(Refused):
    message = mark(
        "{file} is no bank statement Comptoir reads ({why}). Nothing was taken in."
        " Ask the bank for CAMT.053 (XML) or for a CSV with date, amount and text."
    )


class Unbalanced(Refused):
    message = mark(
        "{file}: the entries make {sum}, the balances {asked}. Nothing was taken in."
        " Ask the bank for the statement again."
    )


class Unread(Refused):
    message = mark("{file} has lines that cannot be read. Nothing was taken in. {lines}")


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of a bank's statement: *amount* is positive; *out* where it left the account."""

    bank_id: str
    day: date
    amount: Money
    out: bool
    text: str
    who: str
    iban: str | None
    account: str | None


def read_statement(path: Path, currency: str = "EUR") -> list[Counted]:
    """The lines of a statement; *currency* is the account's where a CSV does not say.

    Raises ``NotAStatement``, ``Unbalanced``, ``Unread`` and what ``read_foreign`` refuses.
    """
    if not path.is_file():
        raise FileMissing(file=path.name)
    if path.suffix.lower() == ".xml":
        return read_camt(path.read_bytes(), path.name)
    return read_listed(read_foreign(path), currency)


def read_camt(raw: bytes, file: str) -> list[Counted]:
    """The booked entries of a CAMT.053; its balances must agree with them."""
    from lxml.etree import LxmlError  # noqa: PLC0415 - only where there is a statement
    from pycamt.parser import Camt053ParseError, Camt053Parser  # noqa: PLC0415 - the same

    if len(raw) > LARGEST:
        raise NotAStatement(file=file, why=Said("too large"))
    if b"<!DOCTYPE" in raw[:2000].upper() or b"<!ENTITY" in raw.upper():
        raise NotAStatement(file=file, why=Said("it declares entities of its own"))
    try:
        parser = Camt053Parser(raw)
        entries, balances = parser.get_transactions(), parser.get_statement_info()
    except (LxmlError, Camt053ParseError, AttributeError, ValueError) as fault:
        raise NotAStatement(file=file, why=type(fault).__name__) from fault
    lines = [_entry(one, file) for one in entries if one.get("Status") in BOOKED]
    _balanced(lines, balances, file)
    return _named(lines)


def _entry(told: dict[str, str], file: str) -> Counted:
    day = read_day(str(told.get("ValueDate") or told.get("BookingDate") or "")[:10], None)
    try:
        amount = Decimal(str(told["Amount"]))
    except (InvalidOperation, KeyError):
        raise NotAStatement(file=file, why=Said("an entry has no amount")) from None
    currency = str(told.get("Currency"))
    if day is None or currency not in currencies() or not amount.is_finite():
        raise NotAStatement(file=file, why=Said("an entry has no day or no currency"))
    out = told.get("CreditDebitIndicator") == "DBIT"
    if told.get("ReversalIndicator") == "true":
        out = not out
    side = "Creditor" if out else "Debtor"
    text = " ".join(
        str(told[name]) for name in ("RemittanceInformationFull", "RemittanceInformation",
                                     "AdditionalRemittanceInformation", "EndToEndId",
                                     "AdditionalEntryInformation")
        if told.get(name) and told[name] != "NOTPROVIDED"
    )  # fmt: skip
    return Counted(
        str(told.get("TransactionID") or ""), day, Money(amount, currency), out, text[:500],
        str(told.get(f"{side}Name") or "")[:140], told.get(f"{side}IBAN"), told.get("AccountIBAN"),
    )  # fmt: skip


def _balanced(lines: Sequence[Counted], balances: Iterable[dict[str, str]], file: str) -> None:
    """The entries of all statements make the difference of their balances, where both are told."""
    asked = Decimal(0)
    for one in balances:
        first, last = one.get("OpeningBalance"), one.get("ClosingBalance")
        if not first or not last:
            return
        asked += Decimal(last) - Decimal(first)
    summed = sum((-one.amount.amount if one.out else one.amount.amount for one in lines),
                 Decimal(0))  # fmt: skip
    if abs(summed - asked) > CENT:
        raise Unbalanced(file=file, sum=summed, asked=asked)


_HEADINGS = {
    "day": ("date valeur", "date de valeur", "value date", "date operation", "date d operation",
            "date comptable", "booking date", "date"),
    "amount": ("montant", "amount", "montant eur", "amount eur"),
    "debit": ("debit", "debit eur", "paid out", "withdrawals"),
    "credit": ("credit", "credit eur", "paid in", "deposits"),
    "text": ("libelle", "libelle operation", "motif", "description", "details", "communication",
             "reference", "remittance information", "narrative"),
    "who": ("tiers", "contrepartie", "nom", "counterparty", "name", "payer", "beneficiary",
            "donneur d ordre"),
    "iban": ("iban", "compte tiers", "counterparty account", "counterparty iban"),
    "currency": ("devise", "currency"),
    "bank_id": ("numero", "n operation", "transaction id", "id", "bank reference"),
}  # fmt: skip


def read_listed(told: Foreign, currency: str) -> list[Counted]:
    """The lines of a bank's list: a day, an amount (or debit and credit), a text."""
    at = _columns(told.headings)
    if "day" not in at or not ("amount" in at or {"debit", "credit"} & at.keys()):
        raise NotAStatement(file=told.file, why=Said("no column of days, or none of amounts"))
    order = judged(row.cells[at["day"]] for row in told.rows).order or "d/m/y"
    lines: list[Counted] = []
    wrong: list[Said] = []
    for row in told.rows:
        found = _listed(row.cells, at, order, currency)
        if isinstance(found, Said):
            wrong.append(Said("Line {line}: {why}", line=row.line, why=found))
        elif found:
            lines.append(found)
    if wrong:
        raise Unread(file=told.file, lines=wrong)
    return _named(lines)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    plain = [folded(one).replace("'", " ") for one in headings]
    found: dict[str, int] = {}
    for name, known in _HEADINGS.items():
        place = next((plain.index(one) for one in known if one in plain), None)
        if place is not None:
            found[name] = place
    return found


def _listed(
    cells: Sequence[object], at: dict[str, int], order: str, currency: str
) -> Counted | Said | None:
    cell = cells[at["day"]]
    day = cell if isinstance(cell, date) else read_day(str(cell or ""), order)
    if day is None:
        return Said("{text} is no day", text=str(cell or "—"))
    amount = Decimal(0)
    for name, sign in (("amount", 1), ("credit", 1), ("debit", -1)):
        if name in at and cells[at[name]] is not None:
            number = decimal_read(cells[at[name]])
            if isinstance(number, Unfit):
                return number.said
            amount += abs(number) * sign if name == "debit" else number
    if not amount:
        return None
    code = str(cells[at["currency"]] or currency).upper() if "currency" in at else currency
    if code not in currencies():
        return Said("{text} is no currency", text=code)
    words = {name: str(cells[at[name]] or "") if name in at else ""
             for name in ("text", "who", "iban", "bank_id")}  # fmt: skip
    return Counted(
        words["bank_id"], day, Money(abs(amount), code), amount < 0, words["text"][:500],
        words["who"][:140], words["iban"].replace(" ", "").upper() or None, None,
    )  # fmt: skip


def _named(lines: Sequence[Counted]) -> list[Counted]:
    """Each line under a number of its own: the bank's, or one made of its content.

    Two equal lines of one statement are the first and the second.
    """
    seen: Counter[str] = Counter()
    found = []
    for one in lines:
        content = "|".join(
            (str(one.account), str(one.day), str(one.amount), str(one.out), one.text, one.who)
        )
        made = hashlib.sha256(content.encode()).hexdigest()[:16]
        base = f"{one.bank_id}:{made[:6]}" if one.bank_id else made
        seen[base] += 1
        number = base if seen[base] == 1 else f"{base}-{seen[base]}"
        found.append(
            Counted(number[:120], one.day, one.amount, one.out, one.text, one.who, one.iban,
                    one.account)
        )  # fmt: skip
    return found
