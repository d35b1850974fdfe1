"""The glossary: no term twice, found from both sides, and the words of our own letters in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from comptoir.letters import kinds
from comptoir.letters.drawing import TEXTS
from comptoir.records.developing import TERM_FIELD
from comptoir.rules.glossary import (
    Glossary,
    Term,
    UnknownTerm,
    found_in,
    index,
    keys,
    known_as,
    looked_up,
    near,
    terms,
)
from comptoir.rules.phrases import UnknownSituation, phrase, phrases
from comptoir.wording import translated


def test_there_are_more_than_six_hundred_each_with_its_meaning_in_both_languages():
    assert len(terms()) >= 600
    for one in terms():
        assert all((one.fr, one.en, one.meaning_fr, one.meaning_en)), one
        assert one.meaning_fr.endswith(".")
        assert one.meaning_en.endswith(".")
        assert one.meaning_fr != one.meaning_en


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_term_stands_twice(lang):
    counted = Counter(known_as(one.name(lang)) for one in terms())
    assert [name for name, count in counted.items() if count > 1] == []


def test_every_part_of_the_trade_has_its_terms():
    counted = Counter(one.field for one in terms())
    assert counted.keys() == TERM_FIELD.options.keys()
    assert min(counted.values()) >= 20


def test_every_term_is_found_from_both_sides():
    for term in terms():
        assert term in looked_up(term.fr)
        assert term in looked_up(term.en)
        assert term in looked_up(f"The {term.en.upper()}")


def test_an_unknown_word_names_those_near():
    with pytest.raises(UnknownTerm, match="bill of lading"):
        looked_up("bil of lading")
    assert "poids brut" in near("poids")
    with pytest.raises(UnknownTerm):
        looked_up("")


def test_a_term_of_the_desk_wins_over_the_printed_one():
    ours = Term("connaissement", "BOL", "SEA", "Le nôtre.", "Ours.", own=True)
    book = Glossary((ours,))
    assert book.look_up("Connaissement") == [ours]
    assert book.look_up("bol") == [ours]
    assert book.look_up("bill of lading")[0].fr == "connaissement"
    assert index([ours])["bol"] == [ours]


def used(kind, lang):
    return {one.en for one in found_in((TEXTS / lang / f"{kind}.txt").read_text("utf-8"), lang)}


def test_the_trade_words_of_our_letters_are_in_it_in_both_languages():
    """Of the letters of the trade, most words found in one language are found in the other."""
    both = either = 0
    for kind in (one.name for one in kinds()):
        here, there = used(kind, "fr"), used(kind, "en")
        both, either = both + len(here & there), either + len(here | there)
    assert either > 200
    assert both / either > 0.55


@pytest.mark.parametrize(
    "title",
    ["Enquiry", "Quotation", "Pro-forma invoice", "Offer follow-up", "Counter-offer",
     "Purchase order", "Order acknowledgement", "Shipping instruction", "Shipping advice",
     "Commercial invoice", "Packing list", "Credit note", "Beneficiary's certificate"],
)  # fmt: skip
def test_the_titles_of_our_papers_are_terms_in_both_languages(title):
    french = translated(title, "fr")
    assert {one.en for one in looked_up(title)} & {one.en for one in looked_up(french)}, french


def test_names_are_compared_as_a_person_does():
    assert known_as("  L’Avarie   commune ") == "avarie commune"
    assert list(keys("franco à bord (FOB)"))[-1] == "fob"


def test_ready_phrases_have_the_same_blanks_in_both_languages():
    assert len(phrases()) >= 60
    assert len({one.situation for one in phrases()}) == len(phrases())
    for one in phrases():
        assert set(one.blanks) == set(re.findall(r"{(\w+)}", one.en)), one.situation
    assert phrase("Payment reminded").group == "money"
    with pytest.raises(UnknownSituation, match="payment"):
        phrase("payment remember")
