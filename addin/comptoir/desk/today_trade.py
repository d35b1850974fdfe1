"""What offers, consultations, orders and partners make urgent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.records.derived import computed
from comptoir.records.order_life import PRODUCTION_STEP
from comptoir.records.stored import Ask, Stored
from comptoir.records.trading import bank_state
from comptoir.rules.making import STEPS
from comptoir.rules.money import Money
from comptoir.sheets.views import Due
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Calm:
    """How many days each thing may wait; a desk may change them."""

    enquiry: int = 2
    confirmation: int = 5
    reminder: int = 4
    answer: int = 3
    settle: int = 3
    production: int = 2
    offer_warning: int = 3
    week: int = 7


def trading_dues(ask: Ask, day: date, calm: Calm = Calm()) -> Iterator[Due]:
    """Everything that buying and selling make due on *day* or soon."""
    yield from _offers(ask("offer"), day, calm)
    yield from _consultations(ask, day, calm)
    yield from _orders(ask("order"), day, calm)
    yield from _changes(ask, day, calm)
    yield from _making(ask, day, calm)
    yield from _credit(ask, day)
    yield from _accounts(ask, day)


def _rows(block: Stored, *fields: str) -> Iterator[tuple[object, ...]]:
    return zip(block.keys, *(block.columns[name] for name in fields), strict=True)


def _offers(block: Stored, day: date, calm: Calm) -> Iterator[Due]:
    """Enquiries to answer, offers to follow up, to renew or to close."""
    fields = ("party", "flow", "status", "follow_up", "valid_until", "enquired", "offered")
    for ref, party, flow, status, follow_up, until, enquired, offered in _rows(block, *fields):
        if flow != "EXP":
            continue
        asked = enquired or offered
        if status == "DRAFT" and isinstance(asked, date):
            why = Said("enquiry of {day}, the offer is still a draft", day=asked)
            when = asked + timedelta(days=calm.enquiry)
            yield _due(when, Said("Send the offer"), ref, party, why, "offer")
        if status != "SENT":
            continue
        if isinstance(follow_up, date) and follow_up <= day + timedelta(days=calm.week):
            why = Said("follow-up planned on {day}", day=follow_up)
            what = Said("Ask the partner about the offer")
            yield _due(follow_up, what, ref, party, why, "offer")
        elif isinstance(until, date) and until <= day + timedelta(days=calm.offer_warning):
            why = Said("valid until {day}", day=until)
            yield _due(until, Said("Renew the offer or close it"), ref, party, why, "offer")


def _consultations(ask: Ask, day: date, calm: Calm) -> Iterator[Due]:
    """Requests to send, suppliers to remind, a choice to make."""
    asked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    requests = ask("consulted")
    for _, of, party, status in _rows(requests, "consultation", "party", "status"):
        asked[str(of)].append((str(party), str(status)))
    block = ask("consultation")
    ends = _offers_end(ask("offer"))
    for ref, status, when, by in _rows(block, "status", "asked", "answer_by"):
        if status not in {"DRAFT", "SENT"} or not isinstance(when, date):
            continue
        mine = asked.get(str(ref), [])
        waiting = [party for party, state in mine if state in {"ASKED", "REMINDED"}]
        unsent = [party for party, state in mine if state == "TO_ASK"]
        limit = by if isinstance(by, date) else when + timedelta(days=10)
        if unsent:
            why = Said("{count} suppliers are still to be asked", count=len(unsent))
            yield _due(when, Said("Send the request for prices"), ref, "", why, "consultation")
        if waiting and limit <= day + timedelta(days=calm.answer):
            why = Said("answer due on {day}: {suppliers}", day=limit, suppliers=waiting[:3])
            yield _due(limit, Said("Remind the suppliers"), ref, "", why, "consultation")
        answered = any(state == "ANSWERED" for _, state in mine)
        if answered and (not waiting or limit < day):
            end = min([limit + timedelta(days=calm.answer), *ends.get(str(ref), [])])
            why = Said("the answers are there; the first offer ends on {day}", day=end)
            yield _due(end, Said("Compare and choose the supplier"), ref, "", why, "consultation")


def _offers_end(block: Stored) -> dict[str, list[date]]:
    """The last days of the offers that answer each consultation."""
    found: dict[str, list[date]] = defaultdict(list)
    for _, of, status, until in _rows(block, "consultation", "status", "valid_until"):
        if of and status == "SENT" and isinstance(until, date):
            found[str(of)].append(until)
    return found


def _orders(block: Stored, day: date, calm: Calm) -> Iterator[Due]:
    """Confirmations missing, ours and theirs; deliveries late."""
    fields = ("party", "flow", "status", "ordered", "confirmed", "committed", "delivered",
              "reminders", "reminded")  # fmt: skip
    for ref, party, flow, status, ordered, confirmed, committed, delivered, times, last in _rows(
        block, *fields
    ):
        if status in {"DRAFT", "DELIVERED", "CLOSED", "CANCELLED"} or delivered:
            continue
        if isinstance(ordered, date) and not confirmed and status == "PLACED":
            limit, why = _confirmation(ordered, times, last, calm)
            if limit <= day + timedelta(days=calm.week):
                what = (
                    Said("Send the order acknowledgement")
                    if flow == "EXP"
                    else Said("Ask for the order confirmation")
                )
                yield _due(limit, what, ref, party, why, "order")
        if isinstance(committed, date) and committed < day:
            why = Said("promised for {day}, not delivered", day=committed)
            yield _due(committed, Said("Ask where the goods are"), ref, party, why, "order")


def _confirmation(ordered: date, times: object, last: object, calm: Calm) -> tuple[date, Said]:
    if isinstance(last, date) and isinstance(times, int) and times:
        why = Said("asked {times} times, last on {day}", times=times, day=last)
        return last + timedelta(days=calm.reminder), why
    why = Said("ordered on {day}, not confirmed since", day=ordered)
    return ordered + timedelta(days=calm.confirmation), why


def _changes(ask: Ask, day: date, calm: Calm) -> Iterator[Due]:
    """Differences and changes to agree or refuse: one line to the order."""
    orders = ask("order")
    parties = dict(zip(orders.keys, orders.columns["party"], strict=True))
    waiting: dict[str, list[date]] = defaultdict(list)
    for _, of, status, asked in _rows(ask("order_change"), "order", "status", "day"):
        if status == "OPEN" and isinstance(asked, date):
            waiting[str(of)].append(asked)
    for of, days in waiting.items():
        why = Said("{count} not settled since {day}", count=len(days), day=min(days))
        when = min(days) + timedelta(days=calm.settle)
        what = Said("Settle the differences and changes")
        if when <= day + timedelta(days=calm.week):
            yield _due(when, what, of, parties.get(of), why, "order")


def _making(ask: Ask, day: date, calm: Calm) -> Iterator[Due]:
    """The first step of production that is not done, when it is due."""
    orders = ask("order")
    told = orders.columns
    live = {
        key: party
        for key, party, status in zip(orders.keys, told["party"], told["status"], strict=True)
        if status in {"CONFIRMED", "IN_PRODUCTION"}
    }
    nexts: dict[str, tuple[int, date]] = {}
    names = ("order", "step", "planned", "expected", "actual")
    for _, of, step, planned, expected, actual in _rows(ask("production"), *names):
        when = expected or planned
        if str(of) in live and not actual and isinstance(when, date):
            here = (STEPS.index(str(step)), when)
            nexts[str(of)] = min(here, nexts.get(str(of), here))
    for of, (at, when) in nexts.items():
        if when <= day + timedelta(days=calm.production):
            what = Said(
                "Ask how far production is: {step}", step=Said(PRODUCTION_STEP.options[STEPS[at]])
            )
            why = Said("expected on {day}", day=when)
            yield _due(when, what, of, live[of], why, "order")


def _credit(ask: Ask, day: date) -> Iterator[Due]:
    """Customers beyond their limit: said today, every day, until it is settled."""
    block = ask("party")
    if not any(block.columns["credit_limit"]):
        return
    left = computed("party", block, ask)["headroom"]
    for key, beyond, currency in zip(block.keys, left, block.columns["currency"], strict=True):
        if isinstance(beyond, int) and beyond < 0:
            amount = Money(Decimal(-beyond).scaleb(-4), str(currency or "EUR")).rounded()
            why = Said("beyond the credit limit by {amount}", amount=amount)
            yield _due(day, Said("Ask for payment before shipping more"), key, key, why, "party")


def _accounts(ask: Ask, day: date) -> Iterator[Due]:
    """Suppliers to be paid within the week on an account nobody checked."""
    parties = ask("party")
    told = parties.columns
    state = {
        key: bank_state(iban, bic, seen)
        for key, iban, bic, seen in zip(
            parties.keys, told["iban"], told["bic"], told["bank_seen"], strict=True
        )
    }
    seen: set[str] = set()
    invoices = ask("invoice")
    for ref, party, kind, status, due in _rows(invoices, "party", "kind", "status", "due"):
        open_ = kind == "PURCHASE" and status not in {"DRAFT", "PAID", "CANCELLED"}
        near = isinstance(due, date) and due <= day + timedelta(days=7)
        if open_ and near and state.get(str(party)) in {"UNCHECKED", "CHANGED"}:
            if str(party) in seen:
                continue
            seen.add(str(party))
            why = Said("{invoice} is due on {day}, and nobody has checked the account twice",
                       invoice=ref, day=due)  # fmt: skip
            what = Said("Check the bank details before paying")
            assert isinstance(due, date)
            yield _due(due, what, party, party, why, "party")


def _due(day: date, what: Said, ref: object, party: object, why: Said, record: str) -> Due:
    return Due(day, what, str(ref), str(party or ""), why, "", record)
