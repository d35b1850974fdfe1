"""From the store's rows to what a workbook shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from comptoir import store
from comptoir.desk.clashing import clashes_shown
from comptoir.desk.mail_sheets import GROWING, in_sight
from comptoir.desk.today import today as due_today
from comptoir.records import RECORDS, Record
from comptoir.records.derived import computed
from comptoir.records.kinds import Choice, Flag, Kind, Quantity
from comptoir.settings import MAIL_DAYS
from comptoir.sheets.tabs import ORDER_IN_GROWTH, ORDER_IN_SHIPMENTS, ORDER_OF_SHEETS
from comptoir.sheets.views import BookView, View
from comptoir.store import Block

BOOKS = {
    "register": ORDER_OF_SHEETS,
    "shipments": ORDER_IN_SHIPMENTS,
    "growth": ORDER_IN_GROWTH,
}
"""The tables of each workbook, in the order of its sheets."""


def tables_of(kind: str) -> list[Record]:
    """The records that a workbook of this *kind* shows."""
    return [RECORDS[name] for name in BOOKS[kind]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The store's rows as they are asked for: each record is read once."""

    db: Connection
    blocks: dict[str, Block]

    def __call__(self, record: str) -> Block:
        if record not in self.blocks:
            self.blocks[record] = store.block(self.db, RECORDS[record])
        return self.blocks[record]


def cells(kind: Kind, kept: Sequence[object], lang: str) -> list[object]:
    """A column of stored values as a sheet in *lang* shows it."""
    if isinstance(kind, Quantity):
        scale = 10**kind.places
        return [None if value is None else value / scale for value in kept]
    if isinstance(kind, Choice | Flag):
        words = {value: kind.cell(value, lang) for value in set(kept)}
        return [words[value] for value in kept]
    return list(kept)


def view(
    ask: Callable[[str], Block],
    record: Record,
    lang: str,
    *,
    with_computed: bool = True,
    mails_since: date | None = None,
) -> View:
    """One table as it is now; without its computed columns where only edits are looked for.

    Mails that are settled and came before *mails_since* are left out.
    """
    block = ask(record.name)
    worked_out = computed(record.name, block, ask) if with_computed else {}
    kept = {**block.columns, **worked_out}
    columns = {
        one.name: cells(one.kind, kept[one.name], lang) for one in record.fields if one.name in kept
    }
    shown = View(
        record=record,
        keys=list(block.keys),
        versions=list(block.versions),
        columns=columns,
        custom=custom_columns(block.custom),
    )
    if record.name in GROWING:
        return _picked(shown, in_sight(record.name, block, ask, mails_since))
    return shown


def _picked(shown: View, order: Sequence[int]) -> View:
    """The rows of *shown* at the positions of *order*, in that order."""
    return View(
        record=shown.record,
        keys=[shown.keys[at] for at in order],
        versions=[shown.versions[at] for at in order],
        columns={head: [column[at] for at in order] for head, column in shown.columns.items()},
        custom={head: [column[at] for at in order] for head, column in shown.custom.items()},
    )


def custom_columns(customs: Sequence[Mapping[str, object] | None]) -> dict[str, list[object]]:
    """The users' own columns, by heading, from what each row keeps of them."""
    headings: dict[str, None] = {}
    for custom in customs:
        if custom:
            headings.update(dict.fromkeys(custom))
    return {h: [custom.get(h) if custom else None for custom in customs] for h in headings}


MOST_CODES = 2000


def codes(ask: Callable[[str], Block], shown: Sequence[Record]) -> dict[str, list[str]]:
    """The latest keys of the records that *shown* ones link to and another workbook shows."""
    here = {record.name for record in shown}
    linked = sorted({name for record in shown for name in record.links.values()} - here)
    return {name: list(ask(name).keys)[-MOST_CODES:] for name in linked}


def book_view(
    db: Connection,
    kind: str,
    *,
    lang: str,
    desk: str,
    by: str,
    at: datetime,
    today: date,
    mail_days: int = MAIL_DAYS,
) -> BookView:
    """All that a workbook of *kind* shows now; settled mails for *mail_days* days."""
    ask = Reading(db, {})
    since = today - timedelta(days=min(mail_days, today.toordinal() - 1))
    return BookView(
        kind=kind,
        lang=lang,
        desk=desk,
        desk_id=store.desk_id(db),
        by=by,
        at=at,
        views=[view(ask, record, lang, mails_since=since) for record in tables_of(kind)],
        codes=codes(ask, tables_of(kind)),
        today=due_today(ask, today),
        clashes=clashes_shown(db, kind, lang),
    )
