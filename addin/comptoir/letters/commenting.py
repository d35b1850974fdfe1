"""A copy of a template with a Word comment at each fault, for the person who corrects it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from comptoir.letters.word import Fault

_AUTHOR, _INITIALS = "Comptoir", "C"
_BODY = "word/document.xml"


def commented(data: bytes, faults: Sequence[Fault], lang: str) -> bytes:
    """The document with each fault told where it is.

    Word has no comments in headers and footers: those faults, and those of the whole document,
    are told at the first paragraph, with their place.
    """
    import docx  # noqa: PLC0415 - slow to load, and needed only where there are faults
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - as above

    book = docx.Document(io.BytesIO(data))
    elements = list(book.element.iter(qn("w:p")))
    if not elements:
        elements = [book.add_paragraph()._p]  # noqa: SLF001 - one way to a paragraph's element
    for fault in faults:
        own = fault.place is not None and fault.place.part == _BODY
        at = fault.place.paragraph if own and fault.place else 0
        paragraph = Paragraph(elements[min(at, len(elements) - 1)], book)
        runs = paragraph.runs or [paragraph.add_run("")]
        text = fault.said.in_(lang) if own else fault.in_(lang)
        book.add_comment(runs=[runs[0], runs[-1]], text=text, author=_AUTHOR, initials=_INITIALS)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
