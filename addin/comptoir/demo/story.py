"""Two people at one desk: they edit their own copies of the register, then both save."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from comptoir.desk import Desk, Saved
from comptoir.records import RECORDS
from comptoir.sheets.books import ClosedBook
from comptoir.sheets.layout import SheetLayout, sheet_layout
from comptoir.wording import translated


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person types in one cell: of the row with this key, or of a new row."""

    record: str
    key: str | None
    cells: dict[str, object]


def type_in(path: Path, lang: str, typed: Sequence[Typed]) -> None:
    """Type in a closed workbook as a person would in a spreadsheet program."""
    book = load_workbook(path)
    for one in typed:
        layout = sheet_layout(RECORDS[one.record], lang)
        sheet = book[layout.title]
        first = 6
        rows = {sheet.cell(row, 1).value: row for row in range(first, sheet.max_row + 1)}
        row = rows[one.key] if one.key else _grown(sheet, layout)
        for name, value in one.cells.items():
            at = [column.field for column in layout.columns].index(name)
            sheet.cell(row, at + 1).value = value  # type: ignore[assignment]
    book.save(path)


def _grown(sheet: object, layout: SheetLayout) -> int:
    """The row below the table, which the table then takes in, as Excel does."""
    table = sheet.tables[layout.table]  # type: ignore[attr-defined]
    first, last = table.ref.split(":")
    column = last.rstrip("0123456789")
    row = int(last.removeprefix(column)) + 1
    table.ref = f"{first}:{column}{row}"
    table.autoFilter.ref = table.ref
    return row


@dataclass(frozen=True, slots=True)
class Told:
    """What the story did: each save, and the order that both touched."""

    hers: Saved
    his: Saved
    order: str


def two_people(anna: Desk, bilal: Desk, register: Path) -> Told:
    """Anna and Bilal work on copies of one register. Both save; one cell clashes."""
    lang = anna.lang
    today = anna.today().date()
    order = _open_order(anna)
    his_copy = register.with_name(f"{register.stem}-bilal.xlsx")
    shutil.copy2(register, his_copy)
    yes = translated("confirmed", lang)
    type_in(register, lang, [
        Typed("order", order, {
            "committed": today + timedelta(days=21),
            "note": "Le client accepte une livraison en deux fois",
        }),
        Typed("order", None, {
            "party": "Fratelli Braghin S.p.A.", "their_ref": "PO-77120", "flow": "export",
            "ordered": today, "incoterm": "DAP", "place": "Verona", "currency": "EUR",
        }),
    ])  # fmt: skip
    type_in(his_copy, lang, [
        Typed("order", order, {
            "committed": today + timedelta(days=28), "confirmed": today, "status": yes,
        }),
    ])  # fmt: skip
    hers = anna.save(ClosedBook(register, anna.settings.backups))
    his = bilal.save(ClosedBook(his_copy, bilal.settings.backups))
    return Told(hers, his, order)


def _open_order(desk: Desk) -> str:
    """The latest export order still to be confirmed."""
    rows = desk.look().rows("order")
    waiting = [
        (row["ordered"], key)
        for key, row in rows.items()
        if row["status"] == "PLACED" and row["flow"] == "EXP" and isinstance(row["ordered"], date)
    ]
    return max(waiting)[1]
