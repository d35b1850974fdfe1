"""Clashes still open, as a workbook shows them."""

from __future__ import annotations

from sqlalchemy import Connection

from comptoir import store
from comptoir.records import RECORDS
from comptoir.sheets.views import ClashShown


def clashes_shown(db: Connection, kind: str, lang: str) -> list[ClashShown]:
    """The open clashes on the tables of a workbook of *kind*, oldest first."""
    return [
        ClashShown(
            number=one.id,
            record=RECORDS[one.clash.record],
            key=one.clash.key,
            field=one.clash.field,
            sheet=_cell(one.clash, one.clash.sheet, lang),
            store=_cell(one.clash, one.clash.store, lang),
            by=one.by,
            at=one.at,
        )
        for one in store.open_clashes(db)
        if RECORDS[one.clash.record].workbook == kind
    ]


def _cell(clash: store.Clash, value: object, lang: str) -> object:
    """A value of the clash as a sheet in *lang* shows it."""
    if clash.of_custom:
        return value
    kind = RECORDS[clash.record].by_name[clash.field].kind
    return kind.cell(kind.stored(value), lang)
