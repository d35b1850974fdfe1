"""What follows from money typed in a sheet, in the same save and by the rules of the buttons.

A payment moves the invoice it settles, and the one it settled before; an invoice gets its due
date, a dispute its day; a credit goes only where it can go; an amendment that is accepted is
written into its credit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from comptoir.desk import crediting
from comptoir.desk.deed import Deed
from comptoir.desk.invoicing import (
    STANDING,
    balances,
    due_again,
    dues_of_credit,
    mentions_missing,
    standings,
)
from comptoir.desk.paying import restand
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.records.money import INVOICE_STATUS
from comptoir.rules.credit import ShippedAfterExpiry
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said, mark

MONEY = ("payment", "invoice", "credit", "amendment", "bank_entry")
"""The records of which a save is followed here."""

STANDS_SO = mark("{ref} is {status}.")
NOT_SO = mark(
    "{ref} is called {status}, and {left} of it is left to pay. Type the payment on the sheet"
    " Payments, or book the line of the bank's statement."
)
TO_COMPLETE = mark("{ref} is issued and lacks {missing}. Complete the records.")
NO_PAYMENT = mark(
    "{ref} is said to be in the books, and no payment came of it. Put it back, then press Book."
)
LATE = mark(
    "{ref} had to be presented by {last}: ask the buyer to waive it, or present on approval."
)
UNPAID = mark(
    "{ref} is called paid, but something is left to pay of {invoices}. Type the payment, or book"
    " the line of the bank's statement."
)
SETTLED = mark("An amendment that is settled stays so. Ask for another one instead.")

Touched = Mapping[str, Mapping[str, Collection[str] | None]]
"""By record and key the fields that changed; None for a new row."""


@dataclass(slots=True)
class Settling:
    """The money of one save. *before* has the rows as they were, by record and key."""

    deed: Deed
    touched: Touched
    before: Mapping[tuple[str, str], Row]
    reads: Mapping[str, TableRead]
    placed: Mapping[str, Mapping[int, str]]
    told: list[Said] = field(default_factory=list)
    stops: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def settle(self) -> None:
        """All that follows. With a stop, the save is refused whole."""
        self._amendments()
        self._credits()
        if self.stops:
            return
        self._invoices()
        self._payments()
        self._entries()

    def _rows(self, record: str) -> Iterator[tuple[str, Row, Row, Collection[str]]]:
        """Key, row now, row before and the fields typed, of the rows of *record* touched."""
        rows = self.deed.rows(record) if self.touched.get(record) else {}
        for key, fields in self.touched.get(record, {}).items():
            was = self.before.get((record, key), {})
            yield key, rows[key], was, set(rows[key]) if fields is None else fields

    def _fault(self, record: str, key: str, name: str, said: Said, code: str) -> Fault:
        label = RECORDS[record].by_name[name].label
        shown = str(self.deed.row(record, key).get(name) or "")
        read = self.reads.get(record)
        where = read.cell_of(key, name, self.placed.get(record, {})) if read else key
        return Fault(where, label, shown, said, code)

    def _amendments(self) -> None:
        for key, row, was, fields in list(self._rows("amendment")):
            if was.get("status") in _ANSWERED and {"status", "field", "new"} & set(fields):
                said = Said(SETTLED)
                self.stops.append(self._fault("amendment", key, "status", said, "LC-M2"))
                continue
            try:
                crediting.amended_value(str(row["field"]), str(row["new"]))
            except Refused as unfit:
                self.stops.append(self._fault("amendment", key, "new", unfit.said, "LC-M3"))
                continue
            if "status" in fields and row["status"] in _ANSWERED:
                if not row.get("received"):
                    self.deed.change("amendment", key, {"received": self.deed.today})
                crediting.answered(self.deed, key)
            elif not was:
                crediting.waits(self.deed, str(row["credit"]))

    def _credits(self) -> None:
        for key, row, was, fields in list(self._rows("credit")):
            try:
                crediting.try_move(str(was.get("status") or row["status"]), str(row["status"]))
            except crediting.CannotMove as refused:
                self.stops.append(self._fault("credit", key, "status", refused.said, "LC-M1"))
                continue
            if row["status"] == "PRESENTED" and "status" in fields and not row.get("presented"):
                self.deed.change("credit", key, {"presented": self.deed.today})
            if was and {"presented", "shipped", "status"} & set(fields):
                dues_of_credit(self.deed, key, was)
            self.warnings += self._presented(key, fields)

    def _presented(self, key: str, fields: Collection[str]) -> Iterator[Fault]:
        """A presentation typed that comes too late."""
        row = self.deed.row("credit", key)
        if row["status"] != "PRESENTED" or not {"status", "presented", "shipped"} & set(fields):
            return
        try:
            last = crediting.last_day(row)
        except ShippedAfterExpiry as late:
            yield self._fault("credit", key, "presented", late.said, "LC-M4")
            return
        if last and row["presented"] > last.day:  # type: ignore[operator]
            said = Said(LATE, ref=key, last=last.day)
            yield self._fault("credit", key, "presented", said, "LC-M4")

    def _invoices(self) -> None:
        changes = {}
        for key, row, was, fields in self._rows("invoice"):
            own = _disputed(row, was, fields, self.deed) | self._due(row, was, fields)
            if own:
                changes[key] = own
        self.deed.change_all("invoice", changes)

    def _due(self, row: Row, was: Row, fields: Collection[str]) -> Row:
        """The due date of the terms, where nobody typed one."""
        if not {"due", "issued", "terms", "order", "shipment", "credit"} & set(fields):
            return {}
        if row["kind"] == "CREDIT_NOTE" or (row.get("due") and (not was or "due" in fields)):
            return {}
        due = due_again(self.deed, row, was or row)
        return {} if due is None or due == row.get("due") else {"due": due}

    def _payments(self) -> None:
        """Bring in step the invoices of which a payment or the amount was typed."""
        moved: dict[str, None] = {}
        for _, row, was, fields in self._rows("payment"):
            if {"invoice", "amount", "direction"} & set(fields):
                moved |= {str(one["invoice"]): None for one in (was, row) if one.get("invoice")}
        for key, row, was, fields in self._rows("invoice"):
            retyped = {"net", "vat", "disputed"} & set(fields) and "status" not in fields
            if was and retyped and row["status"] in STANDING:
                moved[key] = None
        earlier = {ref: self.deed.rows("invoice")[ref]["status"] for ref in moved}
        for ref, status in restand(self.deed, moved).items():
            if status != earlier[ref]:
                word = Said(INVOICE_STATUS.options[status])
                self.told.append(Said(STANDS_SO, ref=ref, status=word))
        self.warnings += self._called_otherwise()

    def _called_otherwise(self) -> Iterator[Fault]:
        """Statuses typed that what is paid does not bear out; invoices issued incomplete."""
        typed = [(key, was) for key, _, was, fields in self._rows("invoice")
                 if was and "status" in fields]  # fmt: skip
        if typed:
            found, left = standings(self.deed, (key for key, _ in typed)), balances(self.deed)
            for key, was in typed:
                yield from self._called(key, found[key], left[key], was)
        for key, row, was, fields in self._rows("credit"):
            if was and "status" in fields and row["status"] == "PAID":
                yield from self._credit_unpaid(key)

    def _called(self, key: str, by_rule: str, left: object, was: Row) -> Iterator[Fault]:
        row = self.deed.row("invoice", key)
        if row["status"] in STANDING and by_rule != row["status"]:
            word = Said(INVOICE_STATUS.options[str(row["status"])])
            said = Said(NOT_SO, ref=key, status=word, left=left)
            yield self._fault("invoice", key, "status", said, "PAY-04")
        if was["status"] == "DRAFT" and row["status"] == "ISSUED" and row["kind"] == "SALE":
            missing = mentions_missing(self.deed, row)
            if missing:
                said = Said(TO_COMPLETE, ref=key, missing=missing)
                yield self._fault("invoice", key, "status", said, "INV-03")

    def _credit_unpaid(self, credit: str) -> Iterator[Fault]:
        owed = [
            key for key, row in self.deed.rows("invoice").items()
            if row.get("credit") == credit and row["status"] in STANDING - {"PAID", "WRITTEN_OFF"}
        ]  # fmt: skip
        if owed:
            said = Said(UNPAID, ref=credit, invoices=owed)
            yield self._fault("credit", credit, "status", said, "LC-M5")

    def _entries(self) -> None:
        """A line of the bank's statement is booked where a payment of it is, and only there."""
        paid = {row["entry"] for row in self.deed.rows("payment").values() if row.get("entry")}
        for _, row, _, fields in self._rows("payment"):
            if row.get("entry") and "entry" in fields:
                self.deed.change("bank_entry", str(row["entry"]), {"status": "BOOKED"})
        for key, row, was, fields in self._rows("bank_entry"):
            if was and "status" in fields and row["status"] == "BOOKED" and key not in paid:
                said = Said(NO_PAYMENT, ref=key)
                self.warnings.append(self._fault("bank_entry", key, "status", said, "PAY-05"))


_ANSWERED = frozenset({"ACCEPTED", "REFUSED"})


def _disputed(row: Row, was: Row, fields: Collection[str], deed: Deed) -> Row:
    """Status and day of a dispute say the same: whichever was typed brings the other."""
    status, day = row["status"], row.get("disputed")
    if "status" in fields:
        if status == "DISPUTED":
            return {} if day else {"disputed": deed.today}
        if was.get("status") == "DISPUTED" and day and "disputed" not in fields:
            return {"disputed": None}
    if "disputed" in fields and day and status in {"ISSUED", "PART_PAID"}:
        return {"status": "DISPUTED"}
    if "disputed" in fields and not day and status == "DISPUTED":
        return {"status": "ISSUED"}
    return {}
