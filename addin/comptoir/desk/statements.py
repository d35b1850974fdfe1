"""Bank statements: taken in once, proposed to invoices, booked by a person or where it is sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.exchanging import number
from comptoir.desk.invoicing import STANDING, balances
from comptoir.desk.paying import Booked, receive
from comptoir.errors import Refused
from comptoir.records import Row
from comptoir.rules.money import Money
from comptoir.rules.payment.matching import Entry, Open, Proposal, proposals
from comptoir.sheets.imports.statements import Counted
from comptoir.wording import Said, mark


class BookedAlready(Refused):
    message = mark("{entry} is booked already, by {payments}. Nothing was changed.")


class NobodyKnown(Refused):
    message = mark(
        "Nobody is known for {entry}. Nothing was booked. Say who it is, or which invoice it pays."
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What a statement brought: entries that are new, how many were known, what is proposed."""

    new: tuple[str, ...]
    known: int
    proposed: dict[str, Proposal]


def take_statement(deed: Deed, lines: Iterable[Counted], statement: str) -> Taken:
    """Take the lines of a statement in, each once, with the invoices that each may pay."""
    known = {row.get("bank_id") for row in deed.rows("bank_entry").values()}
    whole = list(lines)
    every = [one for one in whole if one.bank_id not in known]
    candidates = {flag: open_invoices(deed, out=flag) for flag in (False, True)}
    rows: list[Row] = []
    best: list[Proposal | None] = []
    for one in every:
        first = next(iter(_proposals(one, candidates[one.out])), None)
        best.append(first)
        rows.append({
            "day": one.day, "direction": "OUT" if one.out else "IN",
            "currency": one.amount.currency, "amount": one.amount.amount, "text": one.text or None,
            "who": one.who or None, "iban": one.iban, "account": one.account,
            "bank_id": one.bank_id, "statement": statement,
            "status": "PROPOSED" if first else "NEW",
            **({"party": first.party, "invoice": first.invoices[0],
                "why": _why(first).in_(deed.lang)} if first else {}),
        })  # fmt: skip
    keys = deed.add("bank_entry", rows)
    proposed = {key: one for key, one in zip(keys, best, strict=True) if one}
    return Taken(tuple(keys), len(whole) - len(every), proposed)


def _why(one: Proposal) -> Said:
    return Said("{invoices}: {reasons}", invoices=list(one.invoices), reasons=list(one.why))


def open_invoices(deed: Deed, *, out: bool) -> list[Open]:
    """The invoices that a line of a statement may pay."""
    left, kind = balances(deed), "PURCHASE" if out else "SALE"
    parties, orders = deed.rows("party"), deed.rows("order")
    found = []
    for key, row in deed.rows("invoice").items():
        if row["kind"] != kind or row["status"] not in STANDING or left[key].amount <= 0:
            continue
        party = parties[str(row["party"])]
        order = orders.get(str(row.get("order")), {})
        theirs = [row.get("their_ref"), order.get("their_ref"), row.get("order")]
        iban = party.get("iban")
        found.append(Open(key, str(row["party"]), str(party["name"]), left[key],
                          _day(row.get("due")), tuple(str(one) for one in theirs if one),
                          str(iban) if iban else None))  # fmt: skip
    return found


def _proposals(one: Counted, candidates: list[Open]) -> list[Proposal]:
    return proposals(Entry(one.amount, one.day, one.text, one.who, one.iban), candidates)


def proposals_for(deed: Deed, entry: str) -> list[Proposal]:
    """The invoices that an entry may pay, as things stand now."""
    row = deed.row("bank_entry", entry)
    line = Counted(
        "", row["day"], Money(number(row["amount"]), str(row["currency"])).rounded(),  # type: ignore[arg-type]
        row["direction"] == "OUT", str(row.get("text") or ""), str(row.get("who") or ""),
        str(row["iban"]) if row.get("iban") else None, None,
    )  # fmt: skip
    return _proposals(line, open_invoices(deed, out=line.out))


def book(
    deed: Deed,
    entry: str,
    invoices: Sequence[str] = (),
    *,
    party: str = "",
    charges: Decimal = Decimal(0),
) -> Booked:
    """Book a line of the statement: on the *invoices* named, or on those proposed.

    *charges* are what the bank kept of what the customer sent, at our cost: they settle too.
    Raises ``BookedAlready``, ``NobodyKnown``.
    """
    row = deed.row("bank_entry", entry)
    made = [key for key, one in deed.rows("payment").items() if one.get("entry") == entry]
    if row["status"] == "BOOKED" or made:
        raise BookedAlready(entry=entry, payments=made or "—")
    best = next(iter(proposals_for(deed, entry)), None)
    named = tuple(invoices) or (best.invoices if best and not party else ())
    who = party or (str(deed.row("invoice", named[0])["party"]) if named else "")
    who = who or str(row.get("party") or "")
    if not who:
        raise NobodyKnown(entry=entry)
    day = row["day"]
    assert isinstance(day, date)
    sign = -1 if row["direction"] == "OUT" else 1
    whole = Money(number(row["amount"]) + sign * charges, str(row["currency"])).rounded()
    done = receive(deed, who, whole, day, named, direction=row["direction"], entry=entry,
                   bank_ref=row.get("bank_id"), charges=charges or None)  # fmt: skip
    paid = next(iter(done.standings), None)
    deed.change("bank_entry", entry, {"status": "BOOKED", "party": who, "invoice": paid})
    return done


def set_aside(deed: Deed, entry: str, why: str) -> None:
    """An entry that is not for the register: a charge of the bank, a tax, a transfer of ours."""
    deed.change("bank_entry", entry, {"status": "SET_ASIDE", "note": why})


def book_sure(deed: Deed) -> dict[str, Booked]:
    """Book every entry whose proposal is sure: the payer named it, and the amount is exact."""
    found = {}
    waiting = [key for key, row in deed.rows("bank_entry").items()
               if row["status"] in {"NEW", "PROPOSED"}]  # fmt: skip
    for key in waiting:
        best = next(iter(proposals_for(deed, key)), None)
        if best and best.sure:
            found[key] = book(deed, key, best.invoices)
    return found


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
