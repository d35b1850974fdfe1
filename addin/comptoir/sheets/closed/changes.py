"""What may be asked of a closed workbook, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comptoir.sheets.closed.values import Value

RowName = int | str
"""A row: its place in ``TableShown.rows``, or what it holds under the key's heading."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that is no table: its sheet, its headings, and the cell the first one stands in.

    Its lines are known by one of *words* under the heading *marked*, the first one apart: what
    somebody writes below them is not ours. Without words, it ends at a cell that is blank there.
    """

    sheet: str
    heads: tuple[str, ...]
    marked: str
    words: frozenset[str] | None = None
    row: int = 1
    column: int = 1


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
    *heads*: columns more, at the table's right end, unless it has them. *exact*: the rows are
    put from the first row on, and are all that the table has. *sole* says that the notes named
    here are all that this table has of ours: others are taken away.
    *listed*: a list that is no table, treated as one; *name* is then what it is called in
    refusals, and *tall* the height of each of its rows in points, the first first; they
    are then hidden or shown as its filter says, where it names words; another one is taken off.
    """

    name: str
    cells: Mapping[tuple[RowName, str], Value] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Value]] = ()
    notes: Mapping[tuple[RowName, str], str | None] = field(default_factory=dict)
    links: Mapping[tuple[RowName, str], str | None] = field(default_factory=dict)
    key: str | None = None
    length: int | None = None
    ref: str | None = None
    heads: Sequence[str] = ()
    exact: bool = False
    sole: bool = False
    listed: Listed | None = None
    tall: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Along:
    """What changes along with something else, and not for its own sake.

    *hidden*: the rows of very-hidden sheets. *named*: what the cell shows that a sheet's own
    name refers to, by sheet and name.
    """

    hidden: Mapping[str, Sequence[Sequence[Value]]] = field(default_factory=dict)
    named: Mapping[tuple[str, str], Value] = field(default_factory=dict)


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
