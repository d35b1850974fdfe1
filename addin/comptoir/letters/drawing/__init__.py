"""The shipped templates, drawn from their texts.

    python -m comptoir.letters.drawing FOLDER

writes ``fr/*.docx`` and ``en/*.docx`` into *FOLDER*, byte for byte the same twice. From then on
the Word files are what a user edits; the texts are how the house made its first ones.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from comptoir.letters.drawing import markup
from comptoir.letters.word import package

TEXTS = Path(__file__).parent / "texts"


def texts() -> Iterator[tuple[str, str, Path]]:
    """The language, the kind and the file of each text."""
    for file in sorted(TEXTS.glob("*/*.txt")):
        yield file.parent.name, file.stem, file


def template(text: str, lang: str) -> bytes:
    """The Word file of a letter's text."""
    from comptoir.letters.drawing.blocks import drawn  # noqa: PLC0415 - python-docx is slow to load

    file = io.BytesIO()
    drawn(markup.read(text), lang).save(file)
    parts = package.read(file.getvalue(), "template")
    parts.pop("docProps/thumbnail.jpeg", None)
    return package.packed(_without_thumbnail(parts))


def _without_thumbnail(parts: dict[str, bytes]) -> dict[str, bytes]:
    relations = parts["_rels/.rels"]
    if b"thumbnail" in relations:
        pieces = relations.split(b"<Relationship ")
        kept = [piece for piece in pieces if b"thumbnail" not in piece]
        tail = b"" if kept[-1].endswith(b"</Relationships>") else b"</Relationships>"
        relations = b"<Relationship ".join(kept) + tail
    return {**parts, "_rels/.rels": relations}


def build(folder: Path) -> list[Path]:
    """Write every template below *folder*; the files written."""
    written = []
    for lang, kind, file in texts():
        target = folder / lang / f"{kind}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(template(file.read_text("utf-8"), lang))
        written.append(target)
    return written
