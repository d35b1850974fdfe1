"""Which news matters: the topics it meets, the points of each, and why.

A topic is met by one of its words, articles or customs codes; its countries alone meet it only
where it names nothing else. A word in the title weighs more than one in the text, a country or a
code adds to it; a topic that names countries counts half where none of them is found.

Sources
    Ours.

>>> steel = Topic("Enamelled steel", words=("antidumping", "ustensile*"), countries=("CN",))
>>> met = score("Droit antidumping sur les ustensiles de cuisine", "La Chine est visée.", [steel])
>>> met.points, met.topics, met.countries
(35, ('Enamelled steel',), ('CN',))
>>> score("Football : la Chine battue", "", [steel]).points
0
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from comptoir.wording import Said

TOP = 100
_IN_TEXT, _IN_TITLE, _COUNTRY, _GOODS = 4, 2, 1, 1
_USUAL = 5
_SIX = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """What is looked for. *words* may end with ``*``; *goods_codes* are first digits.

    *articles* are words by which our goods are known. *weight* is from 1 to 10.
    """

    name: str
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    goods_codes: tuple[str, ...] = ()
    weight: int = _USUAL
    kind: str = "OTHER"


@dataclass(frozen=True, slots=True)
class Met:
    """What a piece of news met: points from 0 to 100, topics, countries, kind, reasons."""

    points: int
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    kind: str
    why: tuple[Said, ...]


def score(title: str, text: str, topics: Iterable[Topic]) -> Met:
    """What the news of this *title* and *text* meets."""
    head, body = bare(title), f"{bare(title)} {bare(text)}"
    codes = _codes(f"{title} {text}")
    places = countries_in(f"{title} {text}")
    points, names, why, kinds = 0, [], [], []
    for topic in topics:
        if any(_stands(word, body) for word in topic.never):
            continue
        found = _points(topic, head, body, codes, places)
        if found is not None:
            points += found[0]
            names.append(topic.name)
            kinds.append((topic.weight, topic.kind))
            why.append(found[1])
    kind = max(kinds, default=(0, "OTHER"), key=lambda one: one[0])[1]
    return Met(min(points, TOP), tuple(names), tuple(places), kind, tuple(why))


def _points(
    topic: Topic, head: str, body: str, codes: Sequence[str], places: Sequence[str]
) -> tuple[int, Said] | None:
    """The points of one topic and their reason; None where it is not met."""
    word = next((one for one in (*topic.words, *topic.articles) if _stands(one, body)), "")
    code = next((one for one in codes for wanted in topic.goods_codes if _within(one, wanted)), "")
    place = next((one for one in places if one in topic.countries), "")
    only_place = not (topic.words or topic.articles or topic.goods_codes)
    if not (word or code or (place and only_place)):
        return None
    times = _IN_TEXT + (_IN_TITLE if word and _stands(word, head) else 0)
    times += (_COUNTRY if place else 0) + (_GOODS if code else 0)
    points = topic.weight * times
    if topic.countries and not place:
        points //= 2
    seen = [one for one in (word.rstrip("*"), code, place) if one]
    return points, Said("+{points} {topic}: {seen}", points=points, topic=topic.name, seen=seen)


def _within(code: str, wanted: str) -> bool:
    digits = re.sub(r"\D", "", wanted)
    return bool(digits) and code.startswith(digits)


def _codes(text: str) -> list[str]:
    """Customs codes in *text*, without their points and blanks: four to ten digits.

    >>> _codes("the headings 7323, 69.11 and 7323 93 00 of 2026")
    ['7323', '6911', '73239300', '2026']
    """
    found = re.findall(r"\b\d{4}(?:[ .]\d{2}){0,3}\b|\b\d{2}\.\d{2}\b", text)
    return [re.sub(r"\D", "", one) for one in found]


def bare(text: str) -> str:
    """*text* as it is searched: no case, accents or signs, blanks single.

    >>> bare("Émail : l’acier «  inox »")
    'email l acier inox'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", kept.replace("œ", "oe")))


@cache
def _pattern(word: str) -> re.Pattern[str] | None:
    plain = bare(word)
    if not plain:
        return None
    end = r"\w*" if word.rstrip().endswith("*") else r"s?"
    return re.compile(rf"\b{re.escape(plain)}{end}\b")


def _stands(word: str, text: str) -> bool:
    pattern = _pattern(word)
    return bool(pattern and pattern.search(text))


@cache
def _names() -> Mapping[str, str]:
    """Names of countries in both languages, searched, to their code."""
    from babel import Locale  # noqa: PLC0415 - 60 ms that most commands do without

    named: dict[str, str] = {}
    for lang in ("fr", "en"):
        for code, name in Locale(lang).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "UN", "ZZ", "EZ", "QO"}:
                named.setdefault(bare(str(name)), code)
    return {**named, "usa": "US", "etats unis": "US", "royaume uni": "GB", "uk": "GB"}


def countries_in(text: str) -> list[str]:
    """Codes of the countries named in *text*, in the order they are named.

    >>> countries_in("Le Vietnam et l'Allemagne ; then Japan")
    ['VN', 'DE', 'JP']
    """
    words = bare(text).split()
    named = _names()
    found = (
        named[run]
        for at in range(len(words))
        for run in (" ".join(words[at : at + length]) for length in (4, 3, 2, 1))
        if run in named
    )
    return list(dict.fromkeys(found))


def plain_link(link: str) -> str:
    """A link without what only tells who follows it: the same page has one link.

    >>> plain_link("HTTPS://Example.com/a/?utm_source=rss&id=3#top")
    'https://example.com/a?id=3'
    """
    parts = urlsplit(link.strip())
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not name.lower().startswith(("utm_", "at_", "xtor", "fbclid", "gclid"))
    ]
    path = parts.path.rstrip("/") or "/"
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, urlencode(kept), ""))


def marks(title: str, link: str) -> Iterator[str]:
    """By what the same news is known again: its page, and its title wherever it stands."""
    if link:
        yield "link:" + _digest(plain_link(link))
    if words := bare(title):
        yield "title:" + _digest(words)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def listed(text: object) -> tuple[str, ...]:
    """The parts of a cell parted by commas, semicolons or lines.

    >>> listed("cookware, anti-dumping ;  casserol*")
    ('cookware', 'anti-dumping', 'casserol*')
    """
    return tuple(part.strip() for part in re.split(r"[,;\n]", str(text or "")) if part.strip())
