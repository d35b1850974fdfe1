"""Letters as plain text, for those who write them: one file for each letter and language.

A file begins with its settings, then a line of dashes, then the letter::

    title: Relance                  the file's title, and a paper's heading
    style: letter                   a letter, or a paper (invoice, list) without a closing
    ----
    = Facture {{ ref }}             the subject
    A line is a paragraph, with words **in bold** or _slanted_.
    * an item of a list
    # a heading
    > small print
    : Échéance | {{ due }}          a fact; consecutive ones make a table
    :? vessel : Navire | {{ vessel }}
    @if told                        what follows until @end only where it holds; also @for
    |= 20 Article | 60< Désignation | 25> Montant
    |* line in lines
    |  {{ line.sku }} | {{ line.name }} | {{ line.amount|amount }}
    |+ Total | {{ total|amount }}

Widths are in millimetres; ``<`` left, ``>`` right, ``^`` centred. ``Désignation // Description``
puts the second language after the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_COLUMN = re.compile(r"(\d+)([<>^]?)\s+(.*)")
_CONDITIONAL = re.compile(r":\?\s*(.+?)\s+:\s+(.*)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a style of the template."""

    text: str
    style: str = "Normal"


@dataclass(frozen=True, slots=True)
class Statement:
    """A tag that stands in a paragraph of its own."""

    tag: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a thing is called and what it is; shown only where *condition* holds."""

    name: str
    value: str
    condition: str = ""


@dataclass(slots=True)
class Facts:
    """Facts one under the other."""

    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its width in millimetres, where its text stands, its head."""

    width: int
    align: str
    head: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a total has one cell for its name and one for each figure at the right."""

    cells: tuple[str, ...]
    total: bool = False
    condition: str = ""


@dataclass(slots=True)
class Table:
    """A table whose rows are repeated for each *loop* item."""

    columns: tuple[Column, ...]
    loop: str = ""
    rows: list[Row] = field(default_factory=list)


Block = Paragraph | Statement | Facts | Table


@dataclass(slots=True)
class Sheet:
    """A letter as it was written."""

    settings: dict[str, str]
    subject: str
    blocks: list[Block]

    @property
    def paper(self) -> bool:
        return self.settings.get("style") == "paper"


_STYLES = {"* ": "List Bullet", "# ": "Heading 1", "> ": "Small", "! ": "Note"}


def read(text: str) -> Sheet:
    """A letter from its text."""
    head, _, body = text.partition("\n----\n")
    settings = dict(_setting(line) for line in head.splitlines() if line.strip())
    subject = ""
    blocks: list[Block] = []
    waiting: list[str] = []
    for line in body.splitlines():
        if line.startswith("= "):
            subject = line[2:].strip()
        elif line.startswith("@"):
            blocks.append(Statement(_tag(line[1:].strip(), waiting)))
        elif line.startswith(":"):
            _add_fact(blocks, line)
        elif line.startswith("|"):
            _add_row(blocks, line)
        elif line[:2] in _STYLES:
            blocks.append(Paragraph(line[2:].strip(), _STYLES[line[:2]]))
        elif line.strip():
            blocks.append(Paragraph(line.strip()))
    return Sheet(settings, subject, blocks)


def _setting(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _tag(words: str, waiting: list[str]) -> str:
    if words == "end":
        return f"{{%p end{waiting.pop()} %}}"
    if words != "else":
        waiting.append(words.split(maxsplit=1)[0])
    return f"{{%p {words} %}}"


def _add_fact(blocks: list[Block], line: str) -> None:
    if not blocks or not isinstance(blocks[-1], Facts):
        blocks.append(Facts())
    facts = blocks[-1]
    assert isinstance(facts, Facts)
    conditional = _CONDITIONAL.match(line)
    told = conditional[2] if conditional else line[1:]
    name, _, value = told.partition(" |")
    facts.facts.append(Fact(name.strip(), value.strip(), conditional[1] if conditional else ""))


def _add_row(blocks: list[Block], line: str) -> None:
    kind, rest = line[:2], line[2:].strip()
    if kind == "|=":
        columns = []
        for cell in _cells(rest):
            told = _COLUMN.match(cell)
            assert told is not None, cell
            columns.append(Column(int(told[1]), told[2] or "<", told[3]))
        blocks.append(Table(tuple(columns)))
        return
    table = blocks[-1]
    assert isinstance(table, Table), line
    if kind == "|*":
        table.loop = rest
    elif kind == "|?":
        condition, _, cells = rest.partition(" : ")
        table.rows.append(Row(_cells(cells), total=True, condition=condition))
    else:
        table.rows.append(Row(_cells(rest), total=kind == "|+"))


def _cells(text: str) -> tuple[str, ...]:
    """Cells parted by a bar with blanks; a filter's bar has none."""
    return tuple(cell.strip() for cell in re.split(r"(?:^|\s)\|\s", text))
