"""Trade terms in French and English, each with its meaning in both.

A term is found by either name, whatever its case, accents, article or parenthesis; what the
desk's own glossary says of it wins over what is printed here.

Sources
    Ours, after the wording of the Incoterms 2020 (ICC 723), UCP 600 (ICC 600), the Union
    Customs Code (Reg. (EU) 952/2013) and the French Code de commerce, each term in its trade.

>>> [(one.en, one.meaning_en) for one in looked_up("Connaissement")]
[('bill of lading', 'The sea transport document: receipt, contract and title to the goods.')]
>>> [one.fr for one in looked_up("the letter of credit")], [one.en for one in looked_up("fob")]
(['crédit documentaire'], ['free on board (FOB)'])
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from comptoir.errors import Refused
from comptoir.wording import mark

_ARTICLE = re.compile(r"^(?:l['’]|d['’]|le |la |les |un |une |des |du |the |an |a )", re.IGNORECASE)
_NAMED = re.compile(r"^(.*?)\s*\(([^)]*)\)$")
_NEAR = 8


class UnknownTerm(Refused, LookupError):
    message = mark(
        "{text} is not in the glossary. Look for another word, or add it to the sheet Glossary."
        " Near to it: {near}."
    )


@dataclass(frozen=True, slots=True)
class Term:
    """A trade term: its names, the part of the trade it belongs to, its meaning."""

    fr: str
    en: str
    field: str
    meaning_fr: str
    meaning_en: str
    own: bool = False

    def name(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en

    def meaning(self, lang: str) -> str:
        return self.meaning_fr if lang == "fr" else self.meaning_en


def known_as(name: str) -> str:
    """A name as it is compared: without case, accents, article, signs.

    >>> known_as("L'Avarie  commune"), known_as("Free-on-board")
    ('avarie commune', 'free on board')
    """
    bare = unicodedata.normalize("NFKD", _ARTICLE.sub("", name.strip()).casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one)).replace("œ", "oe")
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())


def keys(name: str) -> Iterator[str]:
    """Every way a name of the glossary is asked for: whole, without its bracket, the bracket.

    >>> list(keys("coût et fret (CFR)"))
    ['cout et fret cfr', 'cout et fret', 'cfr']
    """
    yield known_as(name)
    if found := _NAMED.match(name):
        yield known_as(found[1])
        yield known_as(found[2])


@cache
def terms() -> tuple[Term, ...]:
    """Every printed term, in the order of its file."""
    folder = files("comptoir.rules") / "data" / "glossary"
    found: list[Term] = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        field = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("["):
                field = line.strip("[] ")
            elif line.strip():
                fr, en, meaning_fr, meaning_en = (part.strip() for part in line.split(" | "))
                found.append(Term(fr, en, field, meaning_fr, meaning_en))
    return tuple(found)


def index(own: Iterable[Term] = ()) -> dict[str, list[Term]]:
    """Every term by each of its names in either language; those of *own* before the printed."""
    found: dict[str, list[Term]] = {}
    for term in (*own, *terms()):
        for key in dict.fromkeys((*keys(term.fr), *keys(term.en))):
            there = found.setdefault(key, [])
            if not (there and there[0].own and not term.own):
                there.append(term)
    return found


@dataclass(frozen=True)
class Glossary:
    """The printed terms and those of a desk, by all their names."""

    own: tuple[Term, ...] = ()

    @cached_property
    def named(self) -> dict[str, list[Term]]:
        return index(self.own)

    def look_up(self, text: str) -> list[Term]:
        """The terms called *text* in French or in English.

        Raises `UnknownTerm`, with those near.
        """
        key = known_as(text)
        if found := self.named.get(key) or self.named.get(key.removesuffix("s")):
            return found
        raise UnknownTerm(text=text, near=near(text, self.own) or "—")


PRINTED_TERMS = Glossary()


def looked_up(text: str) -> list[Term]:
    """The printed terms called *text* in French or in English. Raises `UnknownTerm`."""
    return PRINTED_TERMS.look_up(text)


def near(text: str, own: Sequence[Term] = ()) -> list[str]:
    """Names that have the words of *text* or look like it, eight at most.

    >>> near("surestary")
    ['surestaries']
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only where nothing was found

    key = known_as(text)
    names = {known_as(name): name for term in (*own, *terms()) for name in (term.fr, term.en)}
    having = [name for known, name in names.items() if key and key in known]
    like = [names[one] for one in get_close_matches(key, names, n=3, cutoff=0.8)]
    return list(dict.fromkeys((*having, *like)))[:_NEAR]


def found_in(text: str, lang: str) -> list[Term]:
    """The printed terms that stand in *text*, written in *lang*; the longest first.

    >>> [one.fr for one in found_in("Send the bill of lading and the packing list.", "en")]
    ['connaissement', 'liste de colisage']
    """
    padded = f" {known_as(text)} "
    named = [
        (key, term)
        for term in terms()
        for key in list(keys(term.name(lang)))[:2]
        if f" {key} " in padded or f" {key}s " in padded
    ]
    named.sort(key=lambda one: -len(one[0]))
    return list(dict.fromkeys(term for _, term in named))
