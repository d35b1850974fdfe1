"""Every sentence exists in French and in English, with the same facts."""

from __future__ import annotations

import string
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import catalogues

ROOMS = {
    room: said
    for room, paths in catalogues.rooms().items()
    if (said := catalogues.said_in(room, paths))
}


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_has_its_french(room):
    french = catalogues.translations(room)
    missing = [text for text in ROOMS[room] if not (french.get(text) and french.get(text).string)]
    assert missing == []


@pytest.mark.parametrize("room", ROOMS)
def test_french_and_english_state_the_same_facts(room):
    french = catalogues.translations(room)
    assert {
        m.id: facts(m.string) ^ facts(m.id)
        for m in french
        if m.id and facts(m.string) != facts(m.id)
    } == {}


def test_one_sentence_has_one_french():
    seen: dict[str, str] = {}
    for room in ROOMS:
        for message in catalogues.translations(room):
            if message.id and message.string:
                assert seen.setdefault(message.id, message.string) == message.string


def test_the_compiled_catalogue_is_up_to_date():
    assert catalogues.COMPILED.read_bytes() == catalogues.compiled()
