"""New rows that were saved already: the program died after saving, before showing their numbers.

A new row has no key in the sheet until the result is shown. Saved again from the same showing of
the same workbook by the same person, it must be the row it became, not a second one. It is known
by its content or, where the assistant has gone on typing in it, by its anchor (the column that
stays in sight) and most of its content.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comptoir.records import Record, Row, Rows
from comptoir.sheets.memory import Memory
from comptoir.sheets.merge import NewRow
from comptoir.sheets.reading import TableRead


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a new row is known again: its content, and its place in the sheet."""

    content: str
    place: str


def showing(memory: Memory, workbook: str, author: str) -> str:
    """The name of one showing: what was shown when to whom, in which workbook, to this author."""
    return f"sheet:{memory.at.isoformat()}:{memory.by}:{workbook}:{author}"


def marks(read: TableRead, rows: Sequence[NewRow]) -> list[Marks]:
    """The marks of each of *rows*; two rows of the same content are the first and the second."""
    count: Counter[str] = Counter()
    found = []
    for row in rows:
        content = repr(sorted((name, str(value)) for name, value in row.values.items()))
        digest = hashlib.sha256(content.encode()).hexdigest()[:24]
        count[digest] += 1
        table = read.record.name
        found.append(Marks(f"{table}:{digest}:{count[digest]}", f"{table}@{read.rows[row.at]}"))
    return found


def known_again(
    record: Record, new: Sequence[tuple[NewRow, Marks]], keys: Mapping[str, str], rows: Rows
) -> list[str]:
    """The key that each new row became before, or nothing.

    *keys* are those remembered by mark, *rows* what they are now. A key goes to the row of the
    same content first; of the rest, to the row that is most like it.
    """
    found = [keys.get(marked.content, "") for _, marked in new]
    left = {key for key in keys.values() if key in rows} - set(found)
    likely = [
        (likeness, keys.get(marked.place) == key, at, key)
        for at, (one, marked) in enumerate(new)
        if not found[at]
        for key in left
        if (likeness := _likeness(record, rows[key], one.values))
    ]
    for _like, _in_place, at, key in sorted(likely, reverse=True):
        if not found[at] and key in left:
            found[at] = key
            left.remove(key)
    return [key if key in rows else "" for key in found]


def _likeness(record: Record, row: Row, values: Row) -> float:
    """How much of *values* stands in *row*: 0 where the anchor differs, or less than half is."""
    named = [
        one.name
        for one in record.kept
        if values.get(one.name) is not None and values[one.name] != one.initial
    ]
    same = sum(row.get(name) == values[name] for name in named)
    if row.get(record.anchor) != values.get(record.anchor) or 2 * same < len(named):
        return 0
    return same / max(1, len(named))
