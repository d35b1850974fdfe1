"""A page of figures in Word: a title, what must be known, tables. One A4 page, ready to print.

What it says is decided elsewhere; here it is only set.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LEFT, RIGHT, CENTRE = "<", ">", "^"


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the heads of the columns with their width in mm and side, and rows of text.

    *nothing* is said instead where there is no row.
    """

    heading: str
    columns: Sequence[tuple[str, float, str]]
    rows: Sequence[Sequence[str]]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """*said* are sentences, each a point of its own; *foot* stands at the bottom."""

    lang: str
    firm: str
    title: str
    about: str
    said: Sequence[str]
    tables: Sequence[Table]
    foot: str


def word(told: Page) -> bytes:
    """The Word file of a page."""
    from docx.shared import Mm  # noqa: PLC0415 - slow to load, and needed by few commands

    from comptoir.letters.drawing import page  # noqa: PLC0415 - the same

    book = page.blank(told.lang, told.title)
    section = book.sections[0]
    section.different_first_page_header_footer = False
    section.top_margin, section.bottom_margin = Mm(22), Mm(16)
    _alone(section.header, told.firm, "Firm Lines")
    _alone(section.footer, told.foot, "Foot")
    book.add_paragraph(told.title, style="Paper Title")
    book.add_paragraph(told.about, style="Note")
    for sentence in told.said:
        point = book.add_paragraph(sentence, style="List Bullet")
        point.paragraph_format.space_after = 0
    for table in told.tables:
        _set(book, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _alone(part: Any, words: str, style: str) -> None:
    """One line of text at the head or the foot of the page."""
    from comptoir.letters.drawing import page  # noqa: PLC0415 - as above

    for paragraph in list(part.paragraphs)[1:]:
        page.drop(paragraph._p)  # noqa: SLF001 - python-docx removes nothing itself
    first = part.paragraphs[0]
    for run in list(first.runs):
        page.drop(run._r)  # noqa: SLF001 - as above
    first.style = style
    first.add_run(words)


def _set(book: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE  # noqa: PLC0415 - as above

    from comptoir.letters.drawing import page  # noqa: PLC0415 - as above

    sides = {LEFT: SIDE.LEFT, RIGHT: SIDE.RIGHT, CENTRE: SIDE.CENTER}
    book.add_paragraph(table.heading, style="Heading 1")
    if not table.rows:
        book.add_paragraph(table.nothing)
        return
    widths = [width for _head, width, _side in table.columns]
    drawn = page.grid(book, widths)
    head = page.row(drawn, widths, head=True)
    for cell, (name, _width, side) in zip(head.cells, table.columns, strict=True):
        _write(cell, name, "Cell Head", sides[side])
        page.edged(cell, "bottom", page.SEA, 12)
    for line in table.rows:
        made = page.row(drawn, widths)
        for cell, text, (_name, _width, side) in zip(made.cells, line, table.columns, strict=True):
            _write(cell, text, "Cell", sides[side])
            page.edged(cell, "bottom", page.LINE, 2)
    _apart(drawn, table)


def _apart(drawn: Any, table: Table) -> None:
    """Room between a column of numbers and the words that stand after it."""
    from docx.shared import Mm  # noqa: PLC0415 - as above

    sides = [side for _name, _width, side in table.columns]
    for at in range(1, len(sides)):
        if (sides[at - 1], sides[at]) == (RIGHT, LEFT):
            for cell in drawn.columns[at].cells:
                cell.paragraphs[0].paragraph_format.left_indent = Mm(2)


def _write(cell: Any, text: str, style: str, side: Any) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.alignment = style, side
    paragraph.add_run(text)
