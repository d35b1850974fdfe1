"""Which invoice a line of the bank's statement pays: proposals with their reasons, best first.

A proposal is for a person to look at; it is *sure* only where the payer named the invoice and
the amount is what is left of it, or of all the invoices named.

Sources
    ISO 20022 camt.053: remittance information, debtor and debtor's account. C. civ. art. 1342-10.

>>> bill = Open("FA-2026-0042", "KELLER", "Keller GmbH", Money(950, "EUR"), date(2026, 11, 1))
>>> entry = Entry(Money(950, "EUR"), date(2026, 11, 3), "RG. FA 2026 42", "KELLER GMBH", None)
>>> best = proposals(entry, [bill])[0]
>>> best.invoices, best.sure
(('FA-2026-0042',), True)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from comptoir.rules.money import Money, total
from comptoir.wording import Said

MOST_TOGETHER, MOST_TRIED = 4, 14
"""How many invoices one payment is tried against together, and of how many."""
CHARGES = Decimal(60)
"""The most that banks are thought to have kept on the way, in the currency of the payment."""
_REFERENCE, _AMOUNT, _ACCOUNT, _NAME, _DUE = 50, 30, 25, 15, 5
_NEAR_DAYS = 15
_LEAST = 30
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement: amount received (or paid out), what the payer wrote, who it is."""

    amount: Money
    day: date
    text: str
    who: str
    iban: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """An invoice with a balance; *theirs* is the supplier's own number, or the order's."""

    ref: str
    party: str
    name: str
    balance: Money
    due: date | None
    theirs: tuple[str, ...] = ()
    iban: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Invoices that an entry may pay, how likely, and why."""

    invoices: tuple[str, ...]
    party: str
    score: int
    sure: bool
    why: tuple[Said, ...]
    short: Money | None = None
    """What is missing to the balances, where banks may have kept it."""


def proposals(entry: Entry, invoices: Iterable[Open]) -> list[Proposal]:
    """The invoices that *entry* may pay, best first; nothing where nothing speaks for one."""
    known = [one for one in invoices if one.balance.currency == entry.amount.currency]
    named = [one for one in known if _named(entry.text, one)]
    found = [_weighed(entry, (one,), named) for one in known]
    if len(named) > 1:
        found.append(_weighed(entry, tuple(named), named))
    found += [_weighed(entry, several, named) for several in _together(entry, known)]
    likely = [one for one in found if one.score >= _LEAST]
    likely.sort(key=lambda one: (-one.sure, -one.score, len(one.invoices), one.invoices))
    return likely[:_ENOUGH]


def _weighed(entry: Entry, invoices: tuple[Open, ...], named: Sequence[Open]) -> Proposal:
    why: list[Said] = []
    score = 0
    asked = total((one.balance for one in invoices), entry.amount.currency)
    by_name = all(one in named for one in invoices)
    first = invoices[0]
    if by_name:
        score += _REFERENCE
        why.append(Said("the payer names {invoices}", invoices=[one.ref for one in invoices]))
    exact = asked == entry.amount
    short = _short(entry.amount, asked)
    if exact:
        score += _AMOUNT
        why.append(Said("the amount is what is left to pay"))
    elif short:
        score += _AMOUNT // 2
        why.append(Said("{short} less than the balance: bank charges?", short=short))
    if entry.iban and first.iban and _bare(entry.iban) == _bare(first.iban):
        score += _ACCOUNT
        why.append(Said("their account is known"))
    if _alike(entry.who, first.name):
        score += _NAME
        why.append(Said("the name is {name}", name=first.name))
    if first.due and abs((entry.day - first.due).days) <= _NEAR_DAYS:
        score += _DUE
    sure = by_name and exact and all(one in invoices for one in named)
    return Proposal(tuple(one.ref for one in invoices), first.party, score, sure, tuple(why), short)


def _short(paid: Money, asked: Money) -> Money | None:
    missing = asked - paid
    return missing if 0 < missing.amount <= min(CHARGES, asked.amount / 10) else None


def _together(entry: Entry, known: Sequence[Open]) -> Iterable[tuple[Open, ...]]:
    """Several invoices of one party that make the amount exactly."""
    by_party: dict[str, list[Open]] = {}
    for one in known:
        by_party.setdefault(one.party, []).append(one)
    for party in by_party.values():
        if not _alike(entry.who, party[0].name) and not (
            entry.iban and party[0].iban and _bare(entry.iban) == _bare(party[0].iban)
        ):
            continue
        oldest = sorted(party, key=lambda one: (one.due or date.max, one.ref))[:MOST_TRIED]
        for count in range(2, MOST_TOGETHER + 1):
            for several in combinations(oldest, count):
                summed = total((one.balance for one in several), entry.amount.currency)
                if summed == entry.amount:
                    yield several


def _named(text: str, invoice: Open) -> bool:
    """Whether the payer wrote the number of an invoice, however: FA 2026-42 for FA-2026-0042."""
    told = _bare(text)
    series = re.fullmatch(r"([A-Z]+)-?(\d{4})-?0*(\d+)", invoice.ref)
    if series:
        letters, year, number = series.groups()
        pattern = rf"{letters}[^A-Z0-9]*{year}[^A-Z0-9]*0*{number}(?!\d)"
        if re.search(pattern, _upper(text)):
            return True
    return any(
        len(_bare(one)) >= _LONG and re.search(rf"(?<!\d){re.escape(_bare(one))}(?!\d)", told)
        for one in (invoice.ref, *invoice.theirs)
    )


_LONG = 5


def _upper(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).upper()


def _bare(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", _upper(text))


def _alike(one: str, other: str) -> bool:
    """Whether two names share their first telling word."""
    words, others = _words(one), _words(other)
    return bool(words and others) and (words[0] in others or others[0] in words)


_FORMS = {"SA", "SAS", "SARL", "GMBH", "LTD", "INC", "CO", "THE", "ETS", "STE", "SOCIETE", "LLC"}


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[A-Z0-9]{3,}", _upper(text)) if word not in _FORMS]
