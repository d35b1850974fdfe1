"""What mails make urgent: the risky first, then news that wants an answer, mails to file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from comptoir.records.mail import NEWS
from comptoir.records.stored import Ask, Stored
from comptoir.sheets.views import Due
from comptoir.wording import Said, mark

RISKY = Said("Make sure of a risky mail before anybody acts on it")
CONFIRM = Said("Confirm where the mails belong")
PRESSING = {"NEW_ETA", "ARRIVAL", "CLAIM"}
"""News that moves a date somebody counts on: each has its own line."""


def mail_dues(ask: Ask, day: date) -> Iterator[Due]:
    """Everything that mails make due on *day*."""
    mails = ask("message")
    if not mails.keys:
        return
    yield from _risky(mails)
    yield from _news(ask, mails, day)
    yield from _to_confirm(mails, day)


def _rows(block: Stored, *names: str) -> Iterator[tuple[object, ...]]:
    return zip(block.keys, *(block.columns[name] for name in names), strict=True)


def _risky(mails: Stored) -> Iterator[Due]:
    """Mails that may be a fraud, with the reason and the safe next step."""
    names = ("risk", "checked", "status", "party", "received", "warning", "sender")
    for key, risk, checked, status, party, came, warning, sender in _rows(mails, *names):
        if risk != "ALARM" or checked or status == "ASIDE" or not isinstance(came, date):
            continue
        lines = str(warning or "").splitlines()
        reason = next((line for line in lines if not line.startswith("→")), "")
        step = next((line.removeprefix("→ ") for line in lines if line.startswith("→")), "")
        why = Said("{sender}: {reason} {step}", sender=sender, reason=reason, step=step)
        yield Due(came, RISKY, str(key), str(party or ""), why, "", "message")


def _news(ask: Ask, mails: Stored, day: date) -> Iterator[Due]:
    """What was read in mails and waits for a yes or a no."""
    whose = dict(_pairs(mails, "party"))
    came = dict(_pairs(mails, "received"))
    others: list[str] = []
    names = ("answer", "fact", "day", "number", "target", "message")
    for key, answer, fact, told, number, target, message in _rows(ask("news"), *names):
        if answer != "WAITING":
            continue
        if fact not in PRESSING:
            others.append(str(key))
            continue
        what = Said("Accept or refuse: {fact} {value}",
                    fact=Said(NEWS.options[str(fact)]), value=told or number or "")  # fmt: skip
        why = Said("read in {mail}, for {target}", mail=message, target=target)
        on = came.get(str(message))
        party = str(whose.get(str(message)) or "")
        yield Due(on if isinstance(on, date) else day, what, str(key), party, why, "", "news")
    if others:
        what = Said("Accept or refuse what was read in mails")
        waits = mark("{count} {count:fact waits|facts wait} on the sheet News from mails")
        why = Said(waits, count=len(others))
        yield Due(day, what, others[0], "", why, "", "news")


def _to_confirm(mails: Stored, day: date) -> Iterator[Due]:
    waiting = [
        str(key)
        for key, status, risk, checked in _rows(mails, "status", "risk", "checked")
        if status == "TO_CONFIRM" and (risk != "ALARM" or checked)
    ]
    if waiting:
        why = Said("{count} {count:mail waits|mails wait} on the sheet Mails", count=len(waiting))
        yield Due(day, CONFIRM, waiting[0], "", why, "", "message")


def _pairs(block: Stored, name: str) -> Iterator[tuple[str, object]]:
    return zip(block.keys, block.columns[name], strict=True)
