"""The workbook of figures, written beside its place and put there in one step."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from comptoir.errors import Refused
from comptoir.sheets.closed.elsewhere import check_free
from comptoir.sheets.kpi_book import KpiBook
from comptoir.sheets.kpi_cells import draw
from comptoir.wording import mark

MOST_ROWS = 200_000
"""Rows of a table of facts that a workbook still opens and sums at ease."""


class TooLarge(Refused):
    message = mark(
        "{table} has {rows} rows: too many for a workbook. Nothing was written."
        " Ask for the figures with: comptoir kpi --json"
    )


def build_kpi(path: Path, book: KpiBook) -> None:
    """Write the workbook at *path*. Raises ``TooLarge``, ``OpenElsewhere`` or ``ReadOnly``."""
    check_rows(book)
    if path.exists():
        check_free(path)
    beside = path.with_name(f".{path.name}.new")
    try:
        _write(beside, book)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def check_rows(book: KpiBook) -> None:
    """Refuse what no spreadsheet program opens at ease: ``TooLarge``."""
    for name, table in book.facts.tables.items():
        if len(table["ref"]) > MOST_ROWS:
            raise TooLarge(table=name, rows=len(table["ref"]))


def _write(path: Path, book: KpiBook) -> None:
    file = Workbook(str(path), {"in_memory": True})
    file.set_properties(
        {
            "title": f"{book.desk} - kpi",
            "author": "Comptoir",
            "created": book.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    file.set_size(1600, 1000)
    draw(file, book)
    try:
        file.close()
    except FileCreateError as failed:
        raise failed.args[0] from None
