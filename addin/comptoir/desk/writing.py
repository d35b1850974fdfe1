"""Letters: gathered from the store, filled in Word, laid in the dossier they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from comptoir import store
from comptoir.desk import Desk
from comptoir.letters.contexts.letterhead import Writer
from comptoir.letters.gathering import Asked, from_rows
from comptoir.letters.letter import Letter, context, fill
from comptoir.letters.shelf import Shelf
from comptoir.records import RECORDS, Rows
from comptoir.wording import Said


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that was written: what it is, where it lies, what to look at before sending."""

    letter: Letter
    file: Path
    remarks: tuple[Said, ...]


@dataclass(slots=True)
class Rack:
    """The rows a letter asks for, each record read once."""

    db: Connection
    known: dict[str, Rows]

    def __call__(self, record: str) -> Rows:
        if record not in self.known:
            self.known[record] = (
                store.current(self.db, RECORDS[record]) if record in RECORDS else {}
            )
        return self.known[record]


def write(desk: Desk, kind: str, ref: str, *, lang: str | None = None) -> Written:
    """Write the letter *kind* about *ref* into its dossier, in *lang* or the partner's."""
    day = desk.today().date()
    asked = Asked(writer=Writer(desk.author.name), day=day, lang=lang)
    with store.reading(desk.engine) as db:
        letter = compose(db, kind, ref, asked)
    return lay_down(letter, Shelf(own=desk.settings.templates), desk.settings.dossiers, day)


def compose(db: Connection, kind: str, ref: str, asked: Asked) -> Letter:
    """The letter of a *kind* about *ref*, as a value; refused as its own rules say."""
    found = from_rows(kind, ref, asked, Rack(db, {}))
    return context(kind, found.heading, found.told)


def lay_down(letter: Letter, shelf: Shelf, dossiers: Path, day: date) -> Written:
    """Fill the letter's template and put the file in its dossier, under the next number."""
    content = fill(shelf.template(letter.kind.name, letter.lang), letter)
    folder = dossiers / safe_name(letter.ref)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{day:%Y-%m-%d}-{letter.kind.name}-{letter.lang}.docx"
    number = 1 + max((_number(path) for path in folder.iterdir()), default=0)
    file = folder / f"{number:02}-{name}"
    with file.open("xb") as out:
        out.write(content)
    return Written(letter, file, letter.remarks)


def safe_name(ref: str) -> str:
    """A reference as the name of a folder: nothing in it leads elsewhere.

    >>> safe_name("EX-2026-0001/01"), safe_name("../../etc")
    ('EX-2026-0001-01', 'etc')
    """
    return re.sub(r"[^\w-]+", "-", ref).strip("-") or "-"


def _number(path: Path) -> int:
    found = re.match(r"(\d+)-", path.name)
    return int(found[1]) if found else 0
