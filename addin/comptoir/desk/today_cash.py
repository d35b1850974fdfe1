"""What money makes urgent: reminders by rule, drafts, bank entries, letters of credit, rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.records.credit_days import credit_columns
from comptoir.records.derived import computed
from comptoir.records.stored import Ask
from comptoir.rules.law import NotInForce
from comptoir.rules.money import Money
from comptoir.rules.payment import Reminder, reminder_due
from comptoir.sheets.views import Due
from comptoir.wording import Said

SENT = (None, Reminder.COURTEOUS, Reminder.FIRM, Reminder.FINAL_NOTICE)
OWED = frozenset({"ISSUED", "PART_PAID"})
OPEN = frozenset({"ADVISED", "CHECKED", "TO_AMEND"})
BANKED = OPEN | {"ASKED", "PRESENTED", "HONOURED", "PAID"}
"""Where a letter of credit stands while it pays what is drawn on it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How many days ahead each thing is told; a desk may change them."""

    due: int = 7
    ship: int = 10
    present: int = 7
    draft: int = 3
    dispute: int = 15


def cash_dues(ask: Ask, day: date, notice: Notice = Notice()) -> Iterator[Due]:
    """Everything that invoices, statements and credits make due on *day* or soon."""
    yield from _invoices(ask, day, notice)
    yield from _entries(ask, day)
    yield from _credits(ask, day, notice)
    yield from _amendments(ask, day)


def _invoices(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    block = ask("invoice")
    left = computed("invoice", block, ask)["balance"]
    told = block.columns
    credits_ = ask("credit")
    banks = dict(zip(credits_.keys, credits_.columns["status"], strict=True))
    names = ("party", "kind", "status", "issued", "due", "currency", "disputed", "credit",
             "reminders", "reminded")  # fmt: skip
    for key, party, kind, status, issued, due, currency, disputed, credit, *sent, balance in zip(
        block.keys, *(told[name] for name in names), left, strict=True
    ):
        if status == "DRAFT" and kind == "SALE" and isinstance(issued, date):
            if issued + timedelta(days=notice.draft) <= day:
                why = Said("drafted on {day}, not issued", day=issued)
                yield _due(issued, Said("Issue the invoice or cancel it"), key, party, why)
        elif status == "DISPUTED":
            since = disputed if isinstance(disputed, date) else due
            if isinstance(since, date) and since + timedelta(days=notice.dispute) <= day:
                what, why = Said("Settle the dispute"), Said("disputed on {day}", day=since)
                yield _due(since + timedelta(days=notice.dispute), what, key, party, why)
        elif status in OWED and isinstance(due, date) and isinstance(balance, int) and balance > 0:
            amount = Money(Decimal(balance).scaleb(-4), str(currency)).rounded()
            if kind == "SALE" and banks.get(str(credit)) in BANKED:
                yield from _banked(key, party, banks[str(credit)], due, amount, day)
            else:
                yield from _owed(key, party, kind, due, amount, sent, day, notice)


def _banked(
    key: object, party: object, credit: object, due: date, amount: Money, day: date
) -> Iterator[Due]:
    """An invoice that a letter of credit pays: the bank is asked, not the customer."""
    if due >= day or credit not in {"HONOURED", "PAID"}:
        return
    why = Said("{amount} due on {day}, unpaid", amount=amount, day=due)
    what = Said("Ask the bank for the payment of the credit")
    if credit == "PAID":
        what = Said("Enter the payment of the credit")
    yield _due(due, what, key, party, why)


def _owed(
    key: object, party: object, kind: object, due: date, amount: Money, sent: Sequence[object],
    day: date, notice: Notice,
) -> Iterator[Due]:  # fmt: skip
    """The reminder that the rule wants next; a supplier to be paid."""
    if kind == "PURCHASE":
        if due <= day + timedelta(days=notice.due):
            why = Said("{amount} due on {day}", amount=amount, day=due)
            yield _due(due, Said("Pay the supplier"), key, party, why)
        return
    if kind != "SALE" or due >= day:
        return
    times, sent_on = sent
    last = SENT[int(str(times or 0))]
    try:
        chase = reminder_due(due, day, last, sent_on=sent_on if isinstance(sent_on, date) else None)
    except NotInForce:
        return
    if chase:
        what = Said("Send the reminder: {reminder}", reminder=chase.reminder.said)
        why = Said("{amount} due on {day}, unpaid", amount=amount, day=due)
        yield _due(chase.day, what, key, party, why)
    elif last is Reminder.FINAL_NOTICE:
        why = Said("{amount} due on {day}, the final notice was sent", amount=amount, day=due)
        yield _due(due, Said("Hand the debt over to recovery, or agree on a plan"), key, party, why)


def _entries(ask: Ask, day: date) -> Iterator[Due]:
    block = ask("bank_entry")
    told = block.columns
    names = ("party", "status", "day", "who", "amount", "currency")
    for key, party, status, when, who, amount, currency in zip(
        block.keys, *(told[name] for name in names), strict=True
    ):
        if status in {"NEW", "PROPOSED"} and isinstance(amount, int):
            money = Money(Decimal(amount).scaleb(-4), str(currency)).rounded()
            why = Said("{amount} of {who}", amount=money, who=who or "—")
            since = when if isinstance(when, date) else day
            what = Said("Book the line of the bank's statement")
            yield _due(min(since, day), what, key, party, why, "bank_entry")


def _credits(ask: Ask, day: date, notice: Notice) -> Iterator[Due]:
    block = ask("credit")
    told = block.columns
    found = credit_columns(block, ask)
    names = ("party", "status", "latest_shipment", "expiry", "shipped", "presented")
    for key, party, status, latest, expiry, shipped, presented, last, answer in zip(
        block.keys, *(told[name] for name in names), found["last_day"], found["answer_by"],
        strict=True,
    ):  # fmt: skip
        if status == "ADVISED":
            what = Said("Check whether the credit can be met")
            yield _due(day, what, key, party, Said("advised, not checked yet"), "credit")
        if status in OPEN and not presented:
            yield from _before(key, party, latest, expiry, shipped, last, day, notice)
        if status == "PRESENTED" and isinstance(answer, date) and answer <= day:
            why = Said("UCP 600 art. 14(b): five banking days ended on {day}", day=answer)
            yield _due(answer, Said("Ask the bank for its answer"), key, party, why, "credit")
        if status == "REFUSED":
            what = Said("Cure the discrepancies, or ask for the buyer's waiver")
            when = expiry if isinstance(expiry, date) else day
            why = Said("refused by the bank; the credit expires on {day}", day=when)
            yield _due(min(when, day), what, key, party, why, "credit")


def _before(
    key: object, party: object, latest: object, expiry: object, shipped: object, last: object,
    day: date, notice: Notice,
) -> Iterator[Due]:  # fmt: skip
    """What must happen before the documents are presented."""
    if not isinstance(shipped, date):
        if isinstance(latest, date) and latest <= day + timedelta(days=notice.ship):
            why = Said("latest shipment {day}: no bank extends it", day=latest)
            yield _due(latest, Said("Ship, or ask for an amendment"), key, party, why, "credit")
        elif isinstance(expiry, date) and expiry <= day + timedelta(days=notice.ship):
            why = Said("the credit expires on {day}", day=expiry)
            yield _due(expiry, Said("Ship, or ask for an amendment"), key, party, why, "credit")
        return
    if last is None:
        why = Said("shipped on {day}, after the expiry", day=shipped)
        what = Said("Ask for an amendment of the credit")
        yield _due(day, what, key, party, why, "credit")
    elif isinstance(last, date) and last <= day + timedelta(days=notice.present):
        why = Said("UCP 600 art. 14(c): last day {day}, shipped on {shipped}", day=last,
                   shipped=shipped)  # fmt: skip
        yield _due(last, Said("Present the documents to the bank"), key, party, why, "credit")


def _amendments(ask: Ask, day: date) -> Iterator[Due]:
    block = ask("amendment")
    told = block.columns
    owners = dict(zip(ask("credit").keys, ask("credit").columns["party"], strict=True))
    for key, credit, status, asked in zip(
        block.keys, told["credit"], told["status"], told["asked"], strict=True
    ):
        party = owners.get(str(credit))
        if status == "RECEIVED":
            why = Said("a credit is amended only once we accept")
            yield _due(day, Said("Accept or refuse the amendment"), key, party, why, "amendment")
        elif status == "ASKED" and isinstance(asked, date) and asked + timedelta(days=7) <= day:
            why = Said("asked on {day}, not advised since", day=asked)
            when = asked + timedelta(days=7)
            yield _due(when, Said("Ask the buyer for the amendment again"), key, party, why,
                       "amendment")  # fmt: skip


def _due(
    day: date, what: Said, ref: object, party: object, why: Said, record: str = "invoice"
) -> Due:
    return Due(day, what, str(ref), str(party or ""), why, "", record)
