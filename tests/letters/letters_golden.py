"""Every sample letter as text, to be read by a person and kept.

python tests/letters/letters_golden.py    # write golden/ again, then review the changes
"""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.oxml.ns import qn

from comptoir.letters import Shelf, fill, kinds, sample

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("fr", "en")


def as_text(data):
    """Heads, body in its order, and foot; a table's row is a line."""
    book = docx.Document(io.BytesIO(data))
    section = book.sections[0]
    lines = [p.text for p in section.first_page_header.paragraphs]
    lines += ["~ " + p.text for p in section.header.paragraphs]
    for block in book.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(_cells(row)) for row in block.rows]
        else:
            picture = block._p.find(f".//{qn('w:drawing')}") is not None
            lines.append("[picture]" if picture else block.text)
    lines += [p.text for p in section.first_page_footer.paragraphs]
    return "\n".join(line.replace("\n", " / ").rstrip() for line in lines) + "\n"


def _cells(row):
    seen, texts = [], []
    for cell in row.cells:
        if cell._tc not in seen:
            seen.append(cell._tc)
            texts.append(cell.text.strip())
    return texts


def written(kind, lang, shelf):
    return fill(shelf.template(kind, lang), sample(kind, lang))


def main():
    shelf = Shelf()
    for lang in LANGUAGES:
        for kind in kinds():
            file = GOLDEN / lang / f"{kind.name}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(as_text(written(kind.name, lang, shelf)), "utf-8")


if __name__ == "__main__":
    main()
