"""Texts made to keep a scanner busy: each is read, filed, searched and judged in no time."""

from __future__ import annotations

import time
from datetime import date

import pytest

from comptoir.mail.book import Book, Known, Names
from comptoir.mail.extract import Extracted
from comptoir.mail.filing import filing
from comptoir.mail.parse import parse
from comptoir.mail.parties import Party
from comptoir.mail.proposals import proposals
from comptoir.mail.risk import Desk, risks

BOOK = Book(
    (
        Known(Names.OURS, "EX-2026-0001", "EX-2026-0001"),
        Known(Names.THEIR_ORDER, "4500123", "EX-2026-0001"),
        *(Known(Names.CONTAINER, f"MSCU{n:07d}", "EX-2026-0001") for n in range(5000)),
    )
)
PARTIES = [
    Party(
        "P", "Acme", frozenset(), frozenset({"acme-valves.example"}),
        frozenset({"FR1420041010050500013M02606"}),
    )
]  # fmt: skip
TEXTS = {
    "accounts": "FR76 1234 5678 9012 3456 7890 123 " * 3000,
    "one long account": "FR76" * 25000,
    "letters": "a" * 100000,
    "spaces": " " * 100000,
    "digits": "1" * 100000,
    "quotes": ">" * 100000,
    "bank details": "bank details " * 8000,
    "days": "12/11/2026 " * 9000,
    "arrivals": "ETA 12 Dec from 5 Dec " * 4000,
    "confirmations": "we confirm please " * 6000,
    "tracking": "tracking number " * 6000,
    "references": "EX-2026-0001 " * 8000,
    "comparisons": "same as " * 12000 + "EX-2026-0001",
    "openings": "On " * 30000,
    "headers": "From: x\n" * 12000,
    "containers": "MSCU 000123-9 " * 7000,
    "an indent": " " * 50000 + "EX-2026-0001 " + " " * 40000 + "EX-2026-0001",
    "levels": "\n".join(">" * (n % 60) + " On Monday, he wrote:" for n in range(4000)),
    "quoted lines": "> a\nb\n" * 16000,
    "dots": "a.b." * 25000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("where", ["text", "subject", "file"])
def test_a_hostile_text_takes_no_time(text, where):
    subject, body = (text if where == one else "x" for one in ("subject", "text"))
    texts = [Extracted("f.pdf", text)] if where == "file" else []
    start = time.process_time()
    message = parse(f"From: x@acrne-valves.example\nSubject: {subject}\n\n{body}".encode())
    filing(message, BOOK, texts)
    proposals(message, texts, today=date(2026, 11, 23))
    found = risks(message, PARTIES, Desk(), texts)
    assert time.process_time() - start < 2
    assert "DOMAIN" in {one.code for one in found}
