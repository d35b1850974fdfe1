"""The same firm entered twice: found by its numbers, its name, its addresses.

An official number proves; a name suggests. Two firms with different numbers of one kind and one
country are two firms, whatever their names. Nothing is merged without a person.

Sources
    VAT numbers, company numbers and accounts belong to one firm each (``rules.numbers``).
    Names: legal forms of ISO 20275 (in part) say nothing of the firm.

>>> one = Known(name="Keller Küchenwelt GmbH", country="DE", email="einkauf@keller.example")
>>> two = Known(name="KELLER KUECHENWELT", country="DE", email="info@keller.example")
>>> found = likeness(one, two)
>>> found.score, [said.in_("en") for said in found.reasons]
(99, ['the same name', 'the same mail domain', 'the same country'])
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from comptoir.wording import Said

SURE, LIKELY = 100, 60
_FORMS = {
    "sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "gie", "ets", "etablissements",
    "gmbh", "ag", "kg", "ohg", "ug", "co", "cie", "company", "ltd", "limited", "llc", "inc",
    "incorporated", "corp", "corporation", "plc", "llp", "spa", "srl", "sl", "slu", "bv", "nv",
    "ab", "as", "asa", "oy", "oyj", "aps", "sp", "zoo", "oo", "kk", "pte", "pty", "pvt", "private",
    "est", "joint", "stock", "fils", "freres", "lda", "ltda", "the", "et", "and", "und", "de",
    "des", "du", "la", "le", "les", "s", "a", "z", "o", "e", "p", "k", "l",
}  # fmt: skip
_EVERYBODYS = {
    "gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "yahoo.fr", "orange.fr", "free.fr",
    "163.com", "126.com", "qq.com", "gmx.de", "web.de", "icloud.com", "laposte.net", "wanadoo.fr",
}  # fmt: skip
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "&": " "})
_NEARLY = 0.86
_PHONE_DIGITS = 8
_MOST_ALIKE = 400
"""Firms of one block that are compared with one another; more share a mere commonplace."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a firm; what is not known is empty."""

    name: str
    country: str = ""
    city: str = ""
    postcode: str = ""
    email: str = ""
    phone: str = ""
    vat: str = ""
    eori: str = ""
    registration: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two firms are: from 0 to 100, and why."""

    score: int
    reasons: tuple[Said, ...]

    @property
    def sure(self) -> bool:
        """Whether an official number says so."""
        return self.score >= SURE


def plain_name(name: str) -> str:
    """A name without accents, legal forms and small words, its words in order.

    >>> plain_name("Établissements Diallo & Frères"), plain_name("Wisła Opakowania Sp. z o.o.")
    ('diallo', 'wisla opakowania')
    """
    spelt = name.casefold().translate(_SPELT)
    bare = unicodedata.normalize("NFKD", spelt)
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", bare.replace(".", ""))
    kept = [word for word in words if word not in _FORMS]
    return " ".join(kept or words)


_PROOFS = (
    ("vat", Said("the same VAT number")),
    ("eori", Said("the same EORI number")),
    ("registration", Said("the same company number")),
    ("iban", Said("the same bank account")),
)
_IDENTITIES = ("vat", "eori", "registration")


def likeness(one: Known, two: Known) -> Likeness:
    """How like two firms are, with the reasons."""
    proofs = [said for name, said in _PROOFS if _same(one, two, name)]
    if proofs:
        return Likeness(SURE, tuple(proofs))
    if one.country and one.country == two.country:
        apart = [n for n in _IDENTITIES if getattr(one, n) and getattr(two, n)]
        if apart:
            return Likeness(0, (Said("two official numbers"),))
    found = list(_signs(one, two))
    score = sum(points for points, _ in found)
    if one.country and two.country and one.country != two.country:
        score -= 30
    return Likeness(max(0, min(score, SURE - 1)), tuple(said for _, said in found))


def _same(one: Known, two: Known, name: str) -> bool:
    mine, theirs = (re.sub(r"\W", "", getattr(each, name)).upper() for each in (one, two))
    return bool(mine) and mine == theirs


def _signs(one: Known, two: Known) -> Iterator[tuple[int, Said]]:
    mine, theirs = plain_name(one.name), plain_name(two.name)
    if mine == theirs:
        yield 60, Said("the same name")
    elif _near(mine, theirs):
        yield 45, Said("nearly the same name")
    if domain(one.email) and domain(one.email) == domain(two.email):
        yield 35, Said("the same mail domain")
    if _digits(one.phone) and _digits(one.phone) == _digits(two.phone):
        yield 35, Said("the same telephone number")
    if one.country and one.country == two.country:
        yield 5, Said("the same country")
    if one.postcode and one.postcode.replace(" ", "") == two.postcode.replace(" ", ""):
        yield 15, Said("the same postcode")


def _near(mine: str, theirs: str) -> bool:
    """Whether two names differ by a slip, or one is the beginning of the other."""
    if min(len(mine), len(theirs)) < 4:  # noqa: PLR2004 - too short to say
        return False
    words, others = mine.split(), theirs.split()
    shorter, longer = sorted((words, others), key=len)
    if longer[: len(shorter)] == shorter and len(shorter) >= 2:  # noqa: PLR2004 - two words
        return True
    return SequenceMatcher(None, mine, theirs).ratio() >= _NEARLY


def domain(email: str) -> str:
    """The domain of an address that says whose it is; none of a public mailbox.

    >>> domain("a@keller.example"), domain("a@gmail.com")
    ('keller.example', '')
    """
    found = email.rpartition("@")[2].lower()
    return "" if found in _EVERYBODYS else found


def _digits(phone: str) -> str:
    found = re.sub(r"\D", "", phone)
    return found[-_PHONE_DIGITS:] if len(found) >= _PHONE_DIGITS else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two keys that may be one firm."""

    one: str
    two: str
    likeness: Likeness


def doubles(firms: Mapping[str, Known], least: int = LIKELY) -> list[Pair]:
    """The pairs of *firms* that are as like as *least*, the likest first.

    Only those that share something are compared, so that a thousand firms take a moment.
    """
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, firm in firms.items():
        for sign in _blocks(firm):
            shared[sign].add(key)
    pairs = {
        pair
        for keys in shared.values()
        if len(keys) <= _MOST_ALIKE
        for pair in combinations(sorted(keys), 2)
    }
    found = [Pair(one, two, likeness(firms[one], firms[two])) for one, two in sorted(pairs)]
    alike = [one for one in found if one.likeness.score >= least]
    return sorted(alike, key=lambda one: (-one.likeness.score, one.one, one.two))


def _blocks(firm: Known) -> Iterator[tuple[str, str]]:
    for name, _said in _PROOFS:
        if number := re.sub(r"\W", "", getattr(firm, name)).upper():
            yield name, number
    if words := plain_name(firm.name).split():
        yield "name", words[0][:4]
        yield "last", words[-1][:4]
    if at := domain(firm.email):
        yield "domain", at
    if digits := _digits(firm.phone):
        yield "phone", digits
