"""What the cursor of an open workbook is on."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as starting


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a record, and the field the cursor stands in.

    *key* is empty on a row that has none yet; *field* where the column is the user's own.
    *clash* is the number of the clash that the cell, or the line of Clashes, is about.
    *text* is what the cell shows, whatever sheet it is on.
    """

    record: str = ""
    key: str = ""
    field: str = ""
    clash: int | None = None
    text: str = starting(default="", compare=False)
