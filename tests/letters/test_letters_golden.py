"""The shipped letters: as their texts draw them, complete, and worded as a person agreed."""

from __future__ import annotations

import re

import pytest
from tests.letters.letters_golden import GOLDEN, LANGUAGES, as_text, written

from comptoir.letters import Shelf, check, kinds, sample
from comptoir.letters.drawing import template, texts
from comptoir.letters.gathering import FROM_ROWS

SHELF = Shelf()
EVERY = [(kind.name, lang) for kind in kinds() for lang in LANGUAGES]


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_a_letter_reads_as_it_was_agreed(kind, lang):
    told = as_text(written(kind, lang, SHELF))
    assert told == (GOLDEN / lang / f"{kind}.txt").read_text("utf-8")
    assert not re.search(r"\{\{|\{%|None|\[(to complete|à compléter)", told)


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_a_shipped_template_has_no_fault(kind, lang):
    path = SHELF.path(kind, lang)
    assert check(path.read_bytes(), path.name, kind) == []


def test_the_word_files_are_those_that_the_texts_draw():
    for lang, kind, file in texts():
        drawn = template(file.read_text("utf-8"), lang)
        assert drawn == SHELF.path(kind, lang).read_bytes(), f"{lang}/{kind}: draw it again"


def test_every_letter_can_be_written_from_the_desk():
    written_by_the_watch = {"market_note"}
    assert set(FROM_ROWS) == {kind.name for kind in kinds()} - written_by_the_watch


def test_a_sample_tells_what_it_lacks_and_nothing_more():
    told = {kind.name: sample(kind.name, "en").remarks for kind in kinds()}
    odd = {name: list(map(str, said)) for name, said in told.items() if said}
    assert set(odd) == {"reminder_1", "reminder_2", "final_notice"}, odd
