"""What each sheet of a workbook looks like, worked out from the records and a language.

Rows 1 to 3 are the title band, row 5 holds the headings, the table's rows follow. Columns stand
in the order of the record's fields; those the user added come last. Nothing here knows a file
or a spreadsheet program: whoever draws a sheet, closed or open, draws this.

>>> orders = sheet_layout(RECORDS["order"], "en")
>>> orders.title, orders.table, [column.heading for column in orders.columns[:3]]
('Orders', 'tblOrder', ['Order', 'Partner', "Partner's reference"])
>>> orders.column("status").tones["shipped"], orders.frozen
(<Tone.OPEN: 'open'>, 2)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from comptoir.records import RECORDS, Record
from comptoir.sheets.columns import Column, column_of, own_columns
from comptoir.sheets.tabs import SHEETS
from comptoir.wording import mark, translated

HEAD_ROW = 5
"""The row of the headings; the table's first row follows."""

LISTS_SHEET, MEMORY_SHEET = "_listes", "_comptoir"
TODAY, CLASHES = mark("Today"), mark("Clashes")


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet with its table. *frozen* columns stay in sight at the left."""

    record: Record
    lang: str
    title: str
    purpose: str
    table: str
    columns: tuple[Column, ...]
    frozen: int

    def column(self, name: str) -> Column:
        """The column of the field *name*; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.field == name:
                return column
        raise KeyError(name)

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]


def workbook_layout(
    kind: str, lang: str, own: Mapping[str, Sequence[str]] | None = None
) -> list[SheetLayout]:
    """The sheets of the workbook *kind*, in their order; *own* headings by record's name."""
    added = {name: headings for name, headings in (own or {}).items() if headings}
    return [
        sheet_layout(one.record, lang, added[one.record.name]) if one.record.name in added else one
        for one in _plain_layout(kind, lang)
    ]


@cache
def _plain_layout(kind: str, lang: str) -> tuple[SheetLayout, ...]:
    """The sheets without any column of a user's: asked for at every button, and always the same."""
    records = [record for record in RECORDS.values() if record.workbook == kind]
    known = {name: place for place, name in enumerate(SHEETS)}
    records.sort(key=lambda record: known.get(record.name, len(known)))
    return tuple(sheet_layout(record, lang) for record in records)


def sheet_layout(record: Record, lang: str, own: Sequence[str] = ()) -> SheetLayout:
    """The sheet of *record* in *lang*, with the columns the user added at its end."""
    ours = [column_of(record, one, lang) for one in record.fields]
    names = [one.name for one in record.fields]
    return SheetLayout(
        record=record,
        lang=lang,
        title=translated(record.many, lang),
        purpose=translated(record.purpose, lang),
        table=table_name(record),
        columns=(*ours, *own_columns(own, [column.heading for column in ours])),
        frozen=names.index(record.anchor) + 1 if record.anchor else 1,
    )


def table_name(record: Record) -> str:
    """The name of the record's table in a workbook.

    >>> table_name(RECORDS["order_line"])
    'tblOrderLine'
    """
    return "tbl" + "".join(word.capitalize() for word in record.table.split("_"))
