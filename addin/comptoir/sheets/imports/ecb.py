"""The ECB's reference rates from its history file: eurofxref-hist.csv, or the zip it comes in.

Source: European Central Bank, euro foreign exchange reference rates: one line to the day, one
column to the currency, 1 euro in each; N/A where there was none.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from comptoir.errors import Refused
from comptoir.rules.money import Rate, currencies
from comptoir.sheets.closed.refusals import FileMissing
from comptoir.sheets.imports.foreign import Foreign, read_separated
from comptoir.wording import mark

LARGEST = 20_000_000
"""Bytes that the history may unfold to; it has less than 2 million."""


class NotTheHistory(Refused):
    message = mark(
        "{file} is not the history of the ECB's rates. Nothing was taken in. Download"
        " eurofxref-hist.zip from the ECB's page of reference rates, and choose it."
    )


def read_ecb(
    path: Path, wanted: Collection[str] = (), since: date = date.min
) -> list[Rate]:  # fmt: skip
    """The rates in the file from *since* on; of the currencies *wanted* only, if any is named.

    Raises ``NotTheHistory``.
    """
    if not path.is_file():
        raise FileMissing(file=path.name)
    raw = path.read_bytes()
    if raw[:2] == b"PK":
        raw = _unzipped(raw, path.name)
    told = read_separated(raw, path.name)
    if not told.headings or told.headings[0].strip().casefold() != "date":
        raise NotTheHistory(file=path.name)
    return list(_rates(told, wanted, since))


def _unzipped(raw: bytes, file: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            inside = [one for one in packed.infolist() if one.filename.lower().endswith(".csv")]
            if len(inside) != 1 or inside[0].file_size > LARGEST:
                raise NotTheHistory(file=file)
            return packed.read(inside[0])
    except zipfile.BadZipFile:
        raise NotTheHistory(file=file) from None


def _rates(told: Foreign, wanted: Collection[str], since: date) -> Iterator[Rate]:
    codes = [
        (place, code)
        for place, heading in enumerate(told.headings)
        if (code := heading.strip()) in currencies() and (not wanted or code in wanted)
    ]
    for row in told.rows:
        try:
            day = date.fromisoformat(str(row.cells[0]))
        except ValueError:
            raise NotTheHistory(file=told.file) from None
        if day < since:
            continue
        for place, code in codes:
            value = _value(row.cells[place])
            if value:
                yield Rate("EUR", code, value, day, "ECB")


def _value(cell: object) -> Decimal | None:
    try:
        value = Decimal(str(cell))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None
