"""A letter as a value: what is wanted, from the store's rows, signed by whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection

from comptoir import store
from comptoir.errors import Refused
from comptoir.letters.contexts.letterhead import Writer
from comptoir.letters.gathering import Asked, from_rows
from comptoir.letters.gathering.asking import Watched
from comptoir.letters.letter import Letter, context
from comptoir.letters.word import Picture, Unwritable, picture
from comptoir.records import RECORDS, Rows
from comptoir.settings import Settings
from comptoir.wording import LANGUAGES, mark

LOGO_TALL, SIGNATURE_TALL = Decimal(16), Decimal(14)
"""Millimetres."""
_ENCLOSED, _BREAK = "enclosures", "⏎"


class BadPicture(Refused):
    message = mark(
        "{file} is no picture for a letter: {why} No letter was written."
        " Save it as PNG or JPEG, or take it away."
    )


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A letter wanted: which kind, about what; *told* are facts that no record has."""

    kind: str
    ref: str
    lang: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    unfinished: bool = False
    enclosures: tuple[str, ...] = ()


@dataclass(slots=True)
class Rack:
    """The rows that letters ask for, each record read once."""

    db: Connection
    known: dict[str, Rows] = field(default_factory=dict)

    def __call__(self, record: str) -> Rows:
        if record not in self.known:
            rows = store.current(self.db, RECORDS[record]) if record in RECORDS else {}
            self.known[record] = rows
        return self.known[record]


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter as a value, with the record it is about, its addressee and its marks.

    *seen* are the keys of the rows it rests on.
    """

    letter: Letter
    about: str
    to: str
    waiting: tuple[str, ...]
    seen: frozenset[str] = frozenset()


def composed(kind: str, ref: str, asked: Asked, rack: Callable[[str], Rows]) -> Composed:
    """The letter of a *kind* about *ref*, as a value; refused as its own rules say."""
    seen: set[str] = set()
    found = from_rows(kind, ref, asked, lambda record: Watched(record, rack(record), seen))
    letter = context(kind, found.heading, found.told)
    return Composed(
        letter, found.ref, str(found.heading.to["code"]), found.waiting, frozenset(seen)
    )


def asked_by(settings: Settings, name: str, day: date, wish: Wish) -> Asked:
    """A wish as the letters' room understands it: with who signs, logo and signature."""
    writers = {lang: writer(settings, name, lang) for lang in LANGUAGES}
    return Asked(
        writer=writers[settings.lang],
        writers=writers,
        day=day,
        lang=wish.lang,
        firm=settings.firm,
        told=wish.told,
        to=wish.to,
        unfinished=wish.unfinished,
        enclosures=wish.enclosures,
        logo=_picture(settings.templates, "logo", LOGO_TALL),
        signature=_picture(settings.templates, f"signature-{safe_name(name)}", SIGNATURE_TALL),
    )


def writer(settings: Settings, name: str, lang: str) -> Writer:
    """Who signs, with what the settings say of them."""
    told = settings.people.get(name, {})

    def fact(key: str) -> str:
        value = told.get(key, "")
        return str(value.get(lang, "") if isinstance(value, Mapping) else value)

    return Writer(name=str(told.get("name", name)), job=fact("job"), phone=fact("phone"),
                  email=fact("email"))  # fmt: skip


def _picture(folder: Path, name: str, height: Decimal) -> Picture | None:
    """The picture of that name among the desk's templates, where there is one."""
    for ending in ("png", "jpg", "jpeg"):
        file = folder / f"{name}.{ending}"
        if file.is_file():
            try:
                return picture(file.read_bytes(), height=height, title=name)
            except Unwritable as wrong:
                raise BadPicture(file=file, why=wrong.said) from wrong
    return None


def as_lines(wish: Wish) -> str:
    """What a wish adds to the records, as it is kept with its letter: one fact to the line."""
    facts = dict(wish.told)
    if wish.enclosures:
        facts[_ENCLOSED] = "; ".join(wish.enclosures)
    return "\n".join(f"{name}={text.replace(chr(10), _BREAK)}" for name, text in facts.items())


def from_lines(kept: object) -> tuple[dict[str, str], tuple[str, ...]]:
    r"""The facts and the enclosures kept with a letter.

    >>> from_lines(as_lines(Wish(kind="offer", ref="OF-1", told={"cause": "one\ntwo"})))
    ({'cause': 'one\ntwo'}, ())
    """
    pairs = (line.partition("=") for line in str(kept or "").splitlines())
    facts = {name: text.replace(_BREAK, "\n") for name, _, text in pairs if name}
    enclosed = facts.pop(_ENCLOSED, "")
    return facts, tuple(one for one in enclosed.split("; ") if one)


def safe_name(ref: str) -> str:
    """A reference as the name of a folder: nothing in it leads elsewhere.

    >>> safe_name("EX-2026-0001/01"), safe_name("../../etc")
    ('EX-2026-0001-01', 'etc')
    """
    return re.sub(r"[^\w-]+", "-", ref).strip("-") or "-"
