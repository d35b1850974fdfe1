"""Word correspondence from templates.

A letter is first a value (`context`, from rows by `from_rows`), then a Word file (`fill`), then
perhaps a PDF (`comptoir.letters.pdf`). A template is checked against its letter before it is used
(`check`), and a copy can carry its faults as comments (`commented`).
"""

from __future__ import annotations

from comptoir.letters.checking import check
from comptoir.letters.commenting import commented
from comptoir.letters.contexts.letterhead import Heading, Writer
from comptoir.letters.gathering import FROM_ROWS, Asked, Gathered, from_rows
from comptoir.letters.kinds import Kind, NoSuchLetter, kind_named, kinds
from comptoir.letters.letter import Letter, context, fill
from comptoir.letters.samples import sample
from comptoir.letters.shelf import Shelf
from comptoir.letters.word import (
    BrokenTemplate,
    Fault,
    NotWord,
    Picture,
    Place,
    Template,
    Unfillable,
    compiled,
    picture,
)

__all__ = [
    "FROM_ROWS",
    "Asked",
    "BrokenTemplate",
    "Fault",
    "Gathered",
    "Heading",
    "Kind",
    "Letter",
    "NoSuchLetter",
    "NotWord",
    "Picture",
    "Place",
    "Shelf",
    "Template",
    "Unfillable",
    "Writer",
    "check",
    "commented",
    "compiled",
    "context",
    "fill",
    "from_rows",
    "kind_named",
    "kinds",
    "picture",
    "sample",
]
