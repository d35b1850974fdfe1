"""The text inside attachments: PDF, Word and Excel, bounded, on request.

Only text is read: nothing is run, calculated or fetched. A file that is damaged, locked by a
password or suspiciously big gives a fault and no text.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from comptoir.mail.attachments import extension
from comptoir.mail.charsets import decoded
from comptoir.mail.message import Attachment, Fault
from comptoir.wording import Said, mark

MAX_FILE = 25_000_000
MAX_TEXT = 200_000
MAX_PAGES = 40
MAX_ROWS = 3_000
_MAX_UNZIPPED = 120_000_000
_MAX_MEMBER_RATIO = 200
_SMALL = 1_000_000  # what compresses well below this does no harm

_UNREAD = mark("{name} could not be read. Open it yourself to see what it says.")
_TOO_BIG = mark("{name} is too big to be read. Open it yourself to see what it says.")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of an attachment, and why there is none or not all of it."""

    name: str
    text: str
    faults: tuple[Fault, ...] = ()


def _pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - 150 ms that most mails do not need

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data), strict=False)
    for page in islice(reader.pages, MAX_PAGES):
        yield page.extract_text()


def _word(data: bytes) -> Iterator[str]:
    from docx import Document  # noqa: PLC0415 - as above
    from docx.table import Table  # noqa: PLC0415 - as above

    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in islice(block.rows, MAX_ROWS):
                yield "\t".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text


def _excel(data: bytes) -> Iterator[str]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - as above

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names[:20]:
        for row in islice(book.get_sheet_by_name(name).iter_rows(), MAX_ROWS):
            if line := "\t".join(_cell(cell) for cell in row).strip():
                yield line


def _cell(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _plain(data: bytes) -> Iterator[str]:
    yield decoded(data[: MAX_TEXT * 4], None)[0]


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "docx": _word,
    "xlsx": _excel,
    "xls": _excel,
    "csv": _plain,
    "txt": _plain,
}


def _is_bomb(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
    total = sum(one.file_size for one in members)
    return (
        len(members) > 5000  # noqa: PLR2004 - no document has so many parts
        or total > _MAX_UNZIPPED
        or any(
            one.file_size > _SMALL and one.file_size > _MAX_MEMBER_RATIO * (one.compress_size + 1)
            for one in members
        )
    )


def readable(attachment: Attachment) -> bool:
    """Whether there is a reader for this type of file."""
    return extension(attachment.name) in _READERS


def extracted(attachment: Attachment) -> Extracted:
    """The text of *attachment*, at most ``MAX_TEXT`` characters. Never raises."""
    name = attachment.name
    reader = _READERS.get(extension(name))
    if reader is None:
        return Extracted(name, "")
    try:
        if attachment.size > MAX_FILE or _is_bomb(attachment.data):
            return Extracted(name, "", (Fault("big", Said(_TOO_BIG, name=name)),))
        return Extracted(name, _bounded(reader(attachment.data)))
    except Exception:  # noqa: BLE001 - readers of foreign files raise whatever they meet
        return Extracted(name, "", (Fault("unread", Said(_UNREAD, name=name)),))


def _bounded(pieces: Iterator[str]) -> str:
    kept, left = [], MAX_TEXT
    for piece in pieces:
        kept.append(piece[:left])
        left -= len(piece) + 1
        if left <= 0:
            break
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", "\n".join(kept))
    return text.encode("utf-8", "replace").decode()
