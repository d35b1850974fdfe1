"""What may be asked of a closed workbook, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comptoir.sheets.closed.values import Value

RowName = int | str
"""A row: its place in ``TableShown.rows``, or what it holds under the key's heading."""


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What one table shall show.

    *cells*: values by row and heading; ``None`` or ``""`` empties a cell. *rows*: more
    rows, by heading, put into the blank rows at the end of the table first, then below
    it. *key*: the heading whose values name rows; a row of *rows* whose key is there
    already changes that row instead of adding one, so that a patch can be made twice.
    *length*: end the table after so many rows, if it has more; those left out are
    emptied, and it never ends before a row that is asked for here, nor without a row.
    *notes*: notes of ours by row and heading; ``None`` takes ours away. *links*: places
    of the workbook that cells lead to (``"'My orders'!A7"``); ``None`` takes a link away.
    *ref*: where the table must be (``"Orders!B3:I6"``), where that matters.
    """

    name: str
    cells: Mapping[tuple[RowName, str], Value] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Value]] = ()
    notes: Mapping[tuple[RowName, str], str | None] = field(default_factory=dict)
    links: Mapping[tuple[RowName, str], str | None] = field(default_factory=dict)
    key: str | None = None
    length: int | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Patched:
    """What a patch did. Cells are named ``Sheet!A1``.

    *parts*: the parts of the file written anew; all others are the bytes they were.
    *computed*: cells asked for that hold a formula and were left alone. *annotated*:
    cells whose note is somebody else's, so that ours was not added. *backup*: the copy
    of the file as it was.
    """

    path: Path
    parts: tuple[str, ...] = ()
    cells: int = 0
    rows: int = 0
    notes: int = 0
    links: int = 0
    computed: tuple[str, ...] = ()
    annotated: tuple[str, ...] = ()
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Whether the file was written at all."""
        return bool(self.parts)
