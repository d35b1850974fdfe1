"""From the store's rows to what a workbook shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from comptoir import store
from comptoir.desk.clashes import clashes_shown
from comptoir.desk.today import today
from comptoir.records import RECORDS, Record, Rows
from comptoir.records.derived import Stored, computed
from comptoir.records.kinds import Choice, Flag, Kind, Quantity
from comptoir.sheets.views import BookView, View

ORDERS_OF_BOOKS = {
    "register": (
        "offer",
        "offer_line",
        "order",
        "order_line",
        "invoice",
        "payment",
        "party",
        "contact",
        "product",
        "task",
        "rate",
    ),
}
"""The tables of each workbook, in the order of its sheets."""


def tables_of(kind: str) -> list[Record]:
    """The records that a workbook of this *kind* shows."""
    return [RECORDS[name] for name in ORDERS_OF_BOOKS[kind]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The store's rows as they are asked for: each record is read once."""

    db: Connection
    blocks: dict[str, Stored]

    def __call__(self, record: str) -> Stored:
        if record not in self.blocks:
            self.blocks[record] = store.block(self.db, RECORDS[record])
        return self.blocks[record]


def cells(kind: Kind, kept: Sequence[object], lang: str) -> list[object]:
    """A column of stored values as a sheet in *lang* shows it."""
    if isinstance(kind, Quantity):
        scale = 10**kind.places
        return [None if value is None else value / scale for value in kept]  # type: ignore[operator]
    if isinstance(kind, Choice | Flag):
        words = {value: kind.cell(value, lang) for value in set(kept)}
        return [words[value] for value in kept]
    return list(kept)


def view(ask: Callable[[str], Stored], record: Record, lang: str) -> View:
    """One table as it is now."""
    block = ask(record.name)
    kept = {**block.columns, **computed(record.name, block, ask)}
    columns = {one.name: cells(one.kind, kept[one.name], lang) for one in record.fields}
    return View(
        record=record,
        keys=list(block.keys),
        versions=list(block.versions),  # type: ignore[attr-defined]
        columns=columns,
        custom=custom_columns(block.custom),  # type: ignore[attr-defined]
    )


def custom_columns(customs: Sequence[Mapping[str, object] | None]) -> dict[str, list[object]]:
    """The users' own columns, by heading, from what each row keeps of them."""
    headings: dict[str, None] = {}
    for custom in customs:
        if custom:
            headings.update(dict.fromkeys(custom))
    return {h: [custom.get(h) if custom else None for custom in customs] for h in headings}


def view_of(record: Record, rows: Rows, lang: str) -> View:
    """A table of typed *rows*, such as those of a past version; computed columns are left blank."""
    columns: dict[str, list[object]] = {}
    for one in record.fields:
        kept = [one.kind.stored(row.get(one.name)) for row in rows.values()]
        columns[one.name] = cells(one.kind, kept, lang)
    versions = [int(str(row.get("version", 0))) for row in rows.values()]
    customs = [row.get("custom") for row in rows.values()]
    return View(record, list(rows), versions, columns, custom_columns(customs))  # type: ignore[arg-type]


def book_view(  # noqa: PLR0913 - what the band of a workbook says
    db: Connection, kind: str, *, lang: str, desk: str, by: str, at: datetime
) -> BookView:
    """All that a workbook of *kind* shows now."""
    ask = Reading(db, {})
    return BookView(
        kind=kind,
        lang=lang,
        desk=desk,
        desk_id=store.desk_id(db),
        by=by,
        at=at,
        views=[view(ask, record, lang) for record in tables_of(kind)],
        today=today(ask, at.date(), lang),
        clashes=clashes_shown(db, kind),
    )
