"""Files that come with the demonstration's mails: small papers in PDF and Excel."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page with *lines* on it, in the 14 fonts every reader has."""
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    content = b"BT /F1 11 Tf 15 TL 56 780 Td\n" + shown + b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (len(objects) + 1, start))
    out.write(b"%%EOF\n")
    return out.getvalue()


def _escaped(line: str) -> bytes:
    raw = line.encode("cp1252", "replace")
    return raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


_WRITTEN = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When the invented papers say they were made, so that two demonstrations are alike."""


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with *rows* on its only sheet."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only where a demonstration is made

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _WRITTEN})
        page = book.add_worksheet("Packing list")
        for at, row in enumerate(rows):
            for col, cell in enumerate(row):
                page.write_string(at, col, str(cell))
    return out.getvalue()
