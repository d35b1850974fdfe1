"""A letter asked for, and the rows it can be written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.letters.contexts.letterhead import Heading, Writer, text
from comptoir.letters.word import Picture
from comptoir.records import Row
from comptoir.rules.money import Money
from comptoir.wording import Said, mark

Ask = Callable[[str], Mapping[str, Row]]
"""Gives the rows of a record by their key; none where the desk has no such record."""


class Watched(Mapping[str, Row]):
    """The rows of a record that note in *seen* what is looked at: a key, or ``*record`` for all.

    A row that was not seen can only matter once it names a key, or a role, that was.
    """

    def __init__(self, record: str, rows: Mapping[str, Row], seen: set[str]) -> None:
        self.record, self.rows, self.seen = record, rows, seen

    def __getitem__(self, key: str) -> Row:
        self.seen.add(key)
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        self.seen.add(f"*{self.record}")
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def picked(
    rows: Mapping[str, Row], fits: Callable[[Row], bool], by: str = ""
) -> list[tuple[str, Row]]:
    """The rows that fit, by their keys in order; *by* is the key or role that they are found by."""
    if not isinstance(rows, Watched):
        return sorted((key, row) for key, row in rows.items() if fits(row))
    found = sorted((key, row) for key, row in rows.rows.items() if fits(row))
    rows.seen.update((by, *(key for key, _ in found)))
    return found


class NoRecord(Refused):
    message = mark(
        "{ref} is not a {record} of this desk. No letter was written. Check the reference."
    )


class NoFirm(Refused):
    message = mark(
        "No party of this desk is our own company. No letter was written."
        " Give one the role: our company."
    )


class WrongRecord(Refused):
    message = mark(
        "{ref} is marked {value}: {title} is not written for it. No letter was written."
        " Choose another record or another letter."
    )


class NobodyToWriteTo(Refused):
    message = mark(
        "{ref} does not say to whom {title} goes. No letter was written."
        " Complete the record, or name the party: --to CODE."
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A letter asked for: by whom, when, in which language (the partner's own if None).

    *writers* say the same of the writer for each language. *firm* holds what our papers say and
    no record has: ``legal_form``, ``capital`` (digits, in euros), ``register_town``,
    ``insurance_policy``, ``opening_hours``, ``activity``, ``survey``, ``strengths``. *told* are
    facts that the writer adds, by name, as typed. *to* is another addressee. *unfinished* leaves
    a mark where a fact is not known, instead of refusing.
    """

    writer: Writer
    day: date
    lang: str | None = None
    writers: Mapping[str, Writer] = field(default_factory=dict)
    firm: Mapping[str, object] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    unfinished: bool = False
    logo: Picture | None = None
    signature: Picture | None = None
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One letter to be: its kind, its record, its head, and the rest of the desk."""

    kind: str
    row: Row
    head: Heading
    ask: Ask
    firm: Mapping[str, object]
    told: Mapping[str, str]
    asked: str
    """The reference that was asked for, where the letter's own record belongs to it."""

    @property
    def lang(self) -> str:
        return self.head.lang

    @property
    def day(self) -> date:
        return self.head.day

    def words(self, said: Said) -> str:
        """A sentence in the letter's language."""
        return said.in_(self.lang)

    def linked(self, record: str, name: str = "") -> Row:
        """The row of *record* that a field of ours names; empty where there is none."""
        return self.ask(record).get(text(self.row, name or record), {})

    def parts(self, record: str, by: str, ref: object = None) -> list[Row]:
        """The rows of *record* whose field *by* names *ref* (our record), in order."""
        return parts(self.ask, record, by, self.row["ref"] if ref is None else ref)

    def ours(self, name: str) -> str:
        """A fact of our firm, in the letter's language where it has one for each."""
        value = self.firm.get(name, "")
        if isinstance(value, Mapping):
            value = value.get(self.lang, "")
        return str(value)


def parts(ask: Ask, record: str, by: str, ref: object) -> list[Row]:
    """The rows of *record* whose field *by* names *ref*, in the order of their keys."""
    return [row for _, row in picked(ask(record), lambda row: row.get(by) == ref, str(ref))]


def decimal(row: Row, name: str) -> Decimal:
    """A number of a row; nought where it is not known."""
    value = row.get(name)
    return Decimal(str(value)) if value is not None else Decimal(0)


def whole(row: Row, name: str) -> int:
    return int(decimal(row, name))


def day(row: Row, name: str) -> date | None:
    value = row.get(name)
    return value if isinstance(value, date) else None


def money(row: Row, name: str, currency: str = "currency") -> Money | None:
    """An amount of a row in its currency; None where it is not known."""
    value, of = row.get(name), row.get(currency)
    return Money(str(value), str(of)).rounded() if value is not None and of else None


def known(**facts: object) -> dict[str, object]:
    """The facts that are known: neither nothing, nor blank, nor an empty list."""
    return {name: value for name, value in facts.items() if value not in (None, "", ())}


def listed(names: Iterable[str], case: Case, most: int = 3) -> str:
    """Names one after another, each once; the rest is counted."""
    each = list(dict.fromkeys(one for one in names if one))
    if len(each) <= most + 1:
        return ", ".join(each)
    more = case.words(Said("and {count} other articles", count=len(each) - most))
    return f"{', '.join(each[:most])} {more}"


def one_of(ask: Ask, role: str) -> str:
    """The code of the only party of a role; blank where there is none, or several."""
    found = picked(ask("party"), lambda row: row.get("role") == role, role)
    active = [code for code, row in found if row.get("active") is not False]
    return active[0] if len(active) == 1 else ""


def heading(ref: str, party: str, their_ref: str, asked: Asked, ask: Ask) -> Heading:
    """The head of a letter to *party* about *ref*. Raises `NoFirm`, `NoRecord`."""
    parties = ask("party")
    ours = picked(parties, lambda row: row.get("role") == "US", "US")
    if not ours:
        raise NoFirm
    us = ours[0][1]
    if party not in parties:
        raise NoRecord(ref=party, record=Said("party"))
    to = parties[party]
    people = parts(ask, "contact", "party", party)
    person = next((row for row in people if row.get("main")), people[0] if people else None)
    lang = asked.lang or text(person, "language") or text(to, "language") or "en"
    legal = {name: str(value) for name, value in asked.firm.items() if isinstance(value, str | int)}
    return Heading(
        lang=lang, day=asked.day, us=us, to=to, contact=person, our_ref=ref,
        writer=asked.writers.get(lang, asked.writer), your_ref=their_ref,
        enclosures=asked.enclosures, legal=legal, logo=asked.logo, signature=asked.signature,
    )  # fmt: skip
