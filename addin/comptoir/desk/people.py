"""People's own data: given out whole, or erased with their history, at their wish.

What the law has us keep is kept and said: invoices, orders and customs papers name firms and
sometimes people, and stay until their years are over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from comptoir import store
from comptoir.desk.composing import safe_name
from comptoir.desk.deed import Deed
from comptoir.errors import Refused
from comptoir.records import RECORDS, VERSION, Row
from comptoir.records.kinds import Text, folded
from comptoir.rules.personal import Kept, answer_due, kept_until
from comptoir.store.forgetting import forget
from comptoir.wording import Said, mark

PERSONAL = (
    "surname", "first_name", "civility", "job", "email", "phone", "mobile", "language", "note",
)  # fmt: skip
_DATED = {"offer": "offered", "order": "ordered", "invoice": "issued", "shipment": "opened",
          "declaration": "accepted", "payment": "day"}  # fmt: skip
ERASED = mark("erased")


class ErasedAlready(Refused):
    message = mark("{contact} was erased on {day}. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Mention:
    """A text in which a person is named: in which row and field."""

    record: str
    key: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """All that the desk knows of one person, and by when they must be answered."""

    contact: str
    row: Row
    history: tuple[store.Change, ...]
    mentions: tuple[Mention, ...]
    letters: tuple[str, ...]
    answer_by: date


def find_person(deed: Deed, words: str) -> list[str]:
    """The contacts that *words* name: a number, a name, an address."""
    wanted = folded(words)
    rows = deed.rows("contact")
    if words.upper() in rows:
        return [words.upper()]
    return [
        key
        for key, row in rows.items()
        if wanted in folded(f"{row.get('first_name') or ''} {row['surname']} {row.get('email')}")
    ]


def known_of(deed: Deed, contact: str, dossiers: Path) -> Person:
    """Everything known of a person, to be given to them (GDPR art. 15)."""
    row = deed.row("contact", contact)
    return Person(
        contact=contact,
        row={name: value for name, value in row.items() if name not in {VERSION, "custom"}},
        history=tuple(store.history(deed.db, contact, RECORDS["contact"])),
        mentions=tuple(_mentions(deed, row)),
        letters=tuple(_letters(dossiers, str(row["party"]))),
        answer_by=answer_due(deed.today),
    )


def _mentions(deed: Deed, row: Row) -> Iterator[Mention]:
    """Texts of other rows that name the person in full, or by their address."""
    name = folded(f"{row.get('first_name') or ''} {row['surname']}")
    signs = [one for one in (name, folded(str(row.get("email") or ""))) if len(one) > 3]  # noqa: PLR2004 - a name
    for record in RECORDS.values():
        if record.name == "contact":
            continue
        texts = [one.name for one in record.kept if isinstance(one.kind, Text)]
        for key, other in deed.rows(record.name).items():
            for field in texts:
                text = folded(str(other.get(field) or ""))
                if text and any(sign in text for sign in signs):
                    yield Mention(record.name, key, field, str(other[field]))


def _letters(dossiers: Path, party: str) -> Iterator[str]:
    folder = dossiers / safe_name(party)
    if folder.is_dir():
        yield from (f"{folder.name}/{path.name}" for path in sorted(folder.iterdir()))


def as_json(person: Person) -> dict[str, object]:
    """What is given to the person, in plain values."""
    return {
        "contact": person.contact,
        "data": {name: _plain(value) for name, value in person.row.items() if value is not None},
        "history": [
            {"at": one.at.isoformat(), "by": one.by, "field": one.field,
             "before": _plain(one.old), "after": _plain(one.new)}
            for one in person.history
        ],
        "mentions": [
            {"record": one.record, "key": one.key, "field": one.field, "text": one.text}
            for one in person.mentions
        ],
        "letters": list(person.letters),
        "answer_by": person.answer_by.isoformat(),
    }  # fmt: skip


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased, what the law keeps and till when, and where a person must look herself."""

    fields: tuple[str, ...]
    changes: int
    kept: tuple[Kept, ...]
    mentions: tuple[Mention, ...]


def erase(deed: Deed, contact: str) -> Forgotten:
    """Erase a person's data, also from the history (GDPR art. 17); what the law keeps is told."""
    row = deed.row("contact", contact)
    if row.get("erased"):
        raise ErasedAlready(contact=contact, day=row["erased"])
    mentions = tuple(_mentions(deed, row))
    fields = tuple(name for name in PERSONAL if row.get(name) is not None)
    blank: Row = dict.fromkeys(fields)
    word = Said(ERASED).in_(deed.lang)
    deed.change("contact", contact, {**blank, "surname": word, "main": False,
                                     "erased": deed.today})  # fmt: skip
    changes = forget(deed.db, RECORDS["contact"], contact, PERSONAL)
    kept = tuple(_kept(deed, str(row["party"])))
    return Forgotten(fields, changes, kept, mentions)


def _kept(deed: Deed, party: str) -> Iterator[Kept]:
    """What the law has us keep of the dealings with *party*, till when."""
    seen: dict[str, Kept] = {}
    for record, field in _DATED.items():
        days = [
            row[field]
            for row in deed.rows(record).values()
            if row.get("party") == party and isinstance(row.get(field), date)
        ]
        if days and (found := kept_until(record, max(days))):  # type: ignore[type-var, arg-type]
            before = seen.get(found.what.text)
            if before is None or before.until < found.until:
                seen[found.what.text] = found
    yield from seen.values()
