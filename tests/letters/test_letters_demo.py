"""Every letter, in both languages, from the demonstration's own records: no blank stays empty."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import docx
import pytest

from comptoir import store
from comptoir.demo import business, fill, shipped
from comptoir.desk.composing import Rack
from comptoir.errors import ComptoirError
from comptoir.letters import Shelf, context
from comptoir.letters import fill as filled
from comptoir.letters.contexts.letterhead import Writer
from comptoir.letters.gathering import FROM_ROWS, Asked, from_rows
from comptoir.letters.kinds import kind_named

DAY = date(2026, 11, 23)
FIRM = {"legal_form": "SAS", "capital": "150000", "register_town": "Lyon", "survey": "x.example",
        "insurance_policy": "AM-1", "activity": "table ware", "strengths": "ten days"}  # fmt: skip
_FAIR = {"fair": "Ambiente", "town": "Frankfurt", "starts": "5/2/2027", "ends": "9/2/2027",
         "stand": "3.1 B42"}  # fmt: skip
TOLD = {
    "delay_notice": {"new_day": "18/12/2026", "cause": "kiln breakdown"},
    "complaint_reply": {"accepted": "yes", "remedy": "an exchange"},
    "fair_invitation": _FAIR,
    "fair_follow_up": {"fair": "Sirha", "met": "17/11/2026", "talked_of": "the hotel range",
                       "promised": "our prices", "next_step": "two samples"},
    "price_change": {"rise": "4", "reason": "Energy."},
    "unavailability": {"what": "closing", "starts": "24/12/2026", "replacement": "telephone"},
}  # fmt: skip
"""What no record of any desk says, and a person must."""


@pytest.fixture(scope="module")
def rack(tmp_path_factory):
    engine = store.create(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'desk.db'}")
    made = shipped(business(DAY), DAY)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with engine.begin() as db:
        fill(db, made, author=store.Author("Comptoir", "demo"), at=at, today=DAY)
    with store.reading(engine) as db:
        yield Rack(db)
    engine.dispose()


SHELF = Shelf()


@pytest.mark.parametrize("kind", FROM_ROWS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_demonstration_can_write_it(rack, kind, lang):
    data, values = _first(rack, kind, lang)
    book = docx.Document(io.BytesIO(data))
    for table in book.tables[1:]:
        for row in table.rows:
            name, *rest = [cell.text.strip() for cell in row.cells]
            assert len(rest) != 1 or not name or rest[0] or kind == "arrival_statement", name
    whole = "\n".join(one.text for one in book.paragraphs)
    assert not re.search(r"\{\{|None|\[(to complete|à compléter)|  +", whole)
    assert values["our_ref"]


def _first(rack, kind, lang):
    """The letter of the latest record that gives one."""
    why = None
    for ref in reversed(list(rack(kind_named(kind).about))):
        for told in ({}, TOLD.get(kind, {})):
            asked = Asked(writer=Writer("Anna"), day=DAY, lang=lang, firm=FIRM, told=told)
            try:
                found = from_rows(kind, ref, asked, rack)
                letter = context(kind, found.heading, found.told)
                return filled(SHELF.template(kind, lang), letter), letter.values
            except ComptoirError as refused:
                why = refused
    raise AssertionError(str(why))
