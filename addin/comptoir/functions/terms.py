"""Trade terms and ready phrases in cells: the word in the other language, its meaning.

Sources
    `comptoir.rules.glossary`, `comptoir.rules.phrases`; the desk's own glossary wins.
"""

from __future__ import annotations

from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import LANGUAGE, TEXT
from comptoir.rules.phrases import phrase
from comptoir.wording import mark

family = Family(Category.WORDS)
_WORD = need("term", TEXT, mark("Trade term, in French or in English"))
_IN = may("language", LANGUAGE, mark("fr or en; the desk's own if left out"))


@family.function(
    "TERM",
    mark("A trade term in the language asked for, whichever language it is given in"),
    _WORD,
    _IN,
    example=(("connaissement", "en"), "bill of lading"),
)
def term(here: Here, text: str, lang: str | None) -> str:
    found = here.terms().look_up(text)
    return ", ".join(dict.fromkeys(one.name(lang or here.lang) for one in found))


@family.function(
    "MEANING",
    mark("What a trade term means"),
    _WORD,
    _IN,
    example=(
        ("surestaries", "en"),
        "A sum owed for a full container left in port beyond free time.",
    ),
)
def meaning(here: Here, text: str, lang: str | None) -> str:
    found = here.terms().look_up(text)
    return " ".join(one.meaning(lang or here.lang) for one in found)


@family.function(
    "PHRASE",
    mark("A ready sentence for a mail, by its situation; comptoir glossary --phrases lists them"),
    need("situation", TEXT, mark("Such as order_confirmation_asked")),
    _IN,
    example=(("thanks_for_trust", "en"), "Thank you for your trust."),
)
def ready_phrase(here: Here, situation: str, lang: str | None) -> str:
    return phrase(situation).in_(lang or here.lang)


FUNCTIONS = family.functions
