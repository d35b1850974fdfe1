"""Ranges that a function takes as a whole: columns side by side, tables of two columns.

Sources
    Ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from comptoir.errors import Refused
from comptoir.functions.cells import Cell, is_blank
from comptoir.functions.kinds import NUMBER, POSITIVE, SHARE
from comptoir.records.kinds import Unfit
from comptoir.rules.money import Money
from comptoir.wording import mark


class ColumnsDiffer(Refused):
    message = mark(
        "{name} has {found} cells and {first} has {wanted}. Nothing was computed."
        " Give ranges of the same length."
    )


class HoleInColumn(Refused):
    message = mark(
        "row {row} has no value in {name}. Nothing was computed. Enter it, or clear the row."
    )


class NotTwoColumns(Refused):
    message = mark(
        "{name} has {found} columns where {wanted} are expected. Nothing was computed."
        " Select that many columns."
    )


class BadCell(Refused):
    message = mark("row {row} of {name}: {why}")


def level(
    first: str,
    column: Sequence[Any],
    needed: Mapping[str, Sequence[Any]],
    optional: Mapping[str, Sequence[Any] | None],
) -> list[tuple[Any, ...] | None]:
    """Rows of parallel columns, None where a row is wholly blank.

    A column of one cell is the same for every row; an optional one may be missing or have
    holes. Raises `ColumnsDiffer`, or `HoleInColumn` where a needed value is missing.
    """
    columns = {first: column, **needed, **{name: one or [None] for name, one in optional.items()}}
    length = max(len(one) for one in columns.values())
    longest = next(name for name, one in columns.items() if len(one) == length)
    for name, one in columns.items():
        if len(one) not in {1, length}:
            raise ColumnsDiffer(name=name, found=len(one), first=longest, wanted=length)
    wide = [list(one) * length if len(one) == 1 else list(one) for one in columns.values()]
    own = [name for name, one in columns.items() if len(one) == length]
    names = list(columns)
    rows: list[tuple[Any, ...] | None] = []
    for at, row in enumerate(zip(*wide, strict=True), 1):
        if all(value is None for value, name in zip(row, names, strict=True) if name in own):
            rows.append(None)
            continue
        for name, value in zip(names, row, strict=True):
            if value is None and name not in optional:
                raise HoleInColumn(row=at, name=name)
        rows.append(row)
    return rows


def pairs(
    name: str, rows: Sequence[Sequence[Cell]], *readers: Callable[[Cell], Any]
) -> list[tuple[Any, ...]]:
    """The rows of a table, each cell read by the reader of its column.

    Raises `NotTwoColumns`, `HoleInColumn` or `BadCell`.
    """
    found = []
    for at, row in enumerate(rows, 1):
        if len(row) != len(readers):
            raise NotTwoColumns(name=name, found=len(row), wanted=len(readers))
        read = []
        for cell, reader in zip(row, readers, strict=True):
            if is_blank(cell):
                raise HoleInColumn(row=at, name=name)
            value = reader(cell)
            if isinstance(value, Unfit):
                raise BadCell(row=at, name=name, why=value.said)
            read.append(value)
        found.append(tuple(read))
    return found


class CostsAbovePrice(Refused):
    message = mark(
        "the costs are more than the price of {price}. Nothing was computed. Check both."
    )


def not_negative(found: Money, price: Money) -> Money:
    """A price found within another. Raises `CostsAbovePrice` where nothing is left of it."""
    if found.amount < 0:
        raise CostsAbovePrice(price=price)
    return found


def number(cell: Cell) -> Decimal | Unfit:
    return NUMBER.read(cell)  # type: ignore[return-value]


def positive(cell: Cell) -> Decimal | Unfit:
    return POSITIVE.read(cell)  # type: ignore[return-value]


def share(cell: Cell) -> Decimal | Unfit:
    return SHARE.read(cell)  # type: ignore[return-value]
