"""Whether two papers say the same figure, number or mark, as a careful reader would judge.

Data need not be identical, but must not conflict. Capitals, accents, commas and the rounding of
a weight make no conflict; another figure does. Names, places and goods have modules of their own.

Sources
    UCP 600 art. 14(d) (no conflict); ISBP 745 A33 to A36 (shipping marks) and A1, A2; IATA: a
    chargeable weight goes up to the next half kilo; ISO 6346 (containers); UN/ECE recommendation
    20 (units).

>>> same_measure(Decimal("1204.6"), Decimal(1205)), same_number("PO 4500-123", "No. PO4500123")
(True, True)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from comptoir.rules.units import one_in

_AND = re.compile(r"\s*(?:&|\+)\s*")
_DATE = re.compile(
    r"(?:\b(?:of|du|dated|dd|date|le|en date du)\b\.?\s*)?"
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s*$",
    re.IGNORECASE,
)
_NUMBERING = frozenset("no nos nr n c ctn to a from au".split())  # noqa: SIM905 - a table
_HANDLING = re.compile(
    r"\b(?:fragile|haut|bas|top|bottom|glass|verre|perishable|urgent|made in \w+|fabrique en \w+"
    r"|origine? \w+|(?:net|gross|poids)(?: net| brut| weight| wt)? \d+(?: \d+)? kgs?)\b"
)
_INSTRUCTION = re.compile(
    r"^(?:keep|store|stow|protect|handle|lift|sling|open|use no|do not|this side|tenir|conserver"
    r"|garder|proteger|manipuler|craint|ne pas) \w"
)
_BOX = re.compile(
    r"\b((?!SEAL)[A-Z]{4})[\s-]?(\d{3}[\s.]?\d{3})[\s./-]?(\d)?\b"
    r"|\b([A-Z]{3}[UJZ])[\s-]?(\d{4,9})\b"
)
_AS_SHOWN = re.compile(
    r"\b(?:as per|see|selon|voir)\b.*\b(?:list|liste|invoice|facture|attached)\b"
)
_SEAL = re.compile(r"[a-z]*\d[a-z\d]{3,}")
_BESIDE_BOX = re.compile(r"\b(?:seals?|plombs?|scelles?)(?: no| nr| n)? ([a-z]*\d[a-z\d]{3,})\b")
_HALF = Decimal("0.5")
_BY_MASS = frozenset({"KG", "T"})
_FINE = Decimal("0.02")
_INTRODUCING_WORDS = """
    order orders po purchase no nos nr n number ref reference your our votre notre vos cde commande
    bon de invoice inv facture fact fac l c lc credit documentary documentaire du of the irrevocable
"""
_INTRODUCING = frozenset(_INTRODUCING_WORDS.split())
"""What stands before a number and is not of it."""


@lru_cache(8192)
def bare(text: str) -> str:
    """*text* without capitals or accents, its signs and lines kept.

    >>> bare("Épices, S.A.R.L.")
    'epices, s.a.r.l.'
    """
    split = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    return "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()


@lru_cache(8192)
def plain(text: str) -> str:
    """*text* without capitals, accents or punctuation, single-spaced.

    >>> plain("Société  d'Épices, S.A.R.L.")
    'societe d epices sarl'
    """
    dotted = re.sub(r"\b((?:\w\.){2,})", lambda found: found[0].replace(".", ""), bare(text))
    joined = _AND.sub(" and ", dotted)
    return " ".join(re.sub(r"[^\w]+", " ", joined).split())


def same_measure(one: Decimal, other: Decimal) -> bool:
    """Whether one of two measures is the other rounded: to the nearest, up, or down.

    >>> same_measure(Decimal("1204.2"), Decimal(1205)), same_measure(Decimal(1204), Decimal(1205))
    (True, False)
    """
    if _places(one) == _places(other):
        return one == other
    return abs(one - other) < _step(one, other)


def same_volume(one: Decimal, other: Decimal) -> bool:
    """Whether two volumes agree; to the whole cubic metre only where that is a small part.

    >>> same_volume(Decimal("8.297"), Decimal("8.3")), same_volume(Decimal("8.297"), Decimal(8))
    (True, False)
    """
    small = _step(one, other) < 1 or abs(one - other) <= _FINE * max(one, other)
    return small and same_measure(one, other)


def both_rounded(one: Decimal, other: Decimal) -> bool:
    """Whether two weights may be roundings of one: of others' papers neither is exact.

    >>> both_rounded(Decimal(1204), Decimal(1205)), both_rounded(Decimal(1204), Decimal(1206))
    (True, False)
    """
    halves = _HALF if one % _HALF == 0 or other % _HALF == 0 else Decimal(0)
    return abs(one - other) <= max(_step(one, other), halves)


def _step(one: Decimal, other: Decimal) -> Decimal:
    """One in the last place of the coarser of two figures."""
    return Decimal(1).scaleb(-min(_places(one), _places(other)))


def same_weight(one: Decimal, other: Decimal) -> bool:
    """Whether two weights agree, one perhaps rounded, or put up to the next half kilo.

    >>> same_weight(Decimal("1204.23"), Decimal("1204.5"))
    True
    >>> same_weight(Decimal("1204.6"), Decimal("1204.5"))
    False
    """
    finer, coarser = (one, other) if _places(one) >= _places(other) else (other, one)
    up = coarser % _HALF == 0 and 0 <= coarser - finer < _HALF and finer % _HALF != 0
    return up or same_measure(one, other)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def as_unit(quantity: Decimal, unit: str | None, wanted: str | None) -> Decimal | None:
    """*quantity* in the unit *wanted*; None where one cannot be put in the other.

    >>> as_unit(Decimal("24.5"), "T", "KG"), as_unit(Decimal(3), "PCE", "KG")
    (Decimal('24500.0'), None)
    """
    if unit == wanted or not unit or not wanted:
        return quantity
    return quantity * one_in(unit, wanted) if {unit, wanted} <= _BY_MASS else None


def same_unit(one: str, other: str) -> bool:
    """Whether a quantity of one unit is one of the other: tonnes and kilos, not boxes and pieces.

    >>> same_unit("T", "KG"), same_unit("BOX", "PCE")
    (True, False)
    """
    return as_unit(Decimal(1), one, other) is not None


def same_marks(one: str, other: str) -> bool:
    """Whether the marks are the same signs, in whatever order and with whatever between them.

    Handling instructions beside them do not count, and a container number in their place, or a
    word that sends to another paper, does not conflict.

    >>> same_marks("VALLON / JEDDAH / 1-40", "Jeddah Vallon Nos. 1 to 40, FRAGILE")
    True
    >>> same_marks("VALLON / PO 12 / 1-40", "Vallon 1-40")
    False
    """
    if _no_marks(one) or _no_marks(other):
        return True
    marks, others = _marks(one), _marks(other)
    return marks == others or "".join(sorted(marks)) == "".join(sorted(others))


def _no_marks(text: str) -> bool:
    """Whether a container stands for the marks, or another paper is pointed at."""
    if _AS_SHOWN.search(plain(text)):
        return True
    rest = _BOX.sub(" ", text.upper())
    words = [word for word in plain(rest).split() if not _SEAL.fullmatch(word)]
    return rest != text.upper() and set(words) <= {"seal", "seals", "no", "plomb", "scelle"}


def _marks(text: str) -> Counter[str]:
    """The signs of the marks, handling instructions beside them left out."""
    parts = (plain(part) for part in re.split(r"[\n,;/]|\s-\s", text))
    told = " ".join(part for part in parts if not _INSTRUCTION.match(part))
    return Counter(word for word in _HANDLING.sub(" ", told).split() if word not in _NUMBERING)


def same_number(one: str, other: str) -> bool:
    """Whether two references are the same, hyphens, blanks, leading words and a date aside.

    >>> same_number("PO 4500-123", "No. PO4500123")
    True
    >>> same_number("F-26/7", "Facture F-26/7 du 1.2.26")
    True
    >>> same_number("PO-4500123", "PO-4500132")
    False
    """
    first, second = sorted((_number(one), _number(other)), key=len)
    lead = second.removesuffix(first)
    return bool(first) and second.endswith(first) and not any(sign.isdigit() for sign in lead)


def _number(text: str) -> str:
    undated = _DATE.sub("", text.strip()) or text
    words = plain(undated).split()
    while len(words) > 1 and words[0] in _INTRODUCING:
        words = words[1:]
    return "".join(word for word in words if word not in {"no", "nr", "n", "number"})


def containers(text: str) -> frozenset[str]:
    """The container numbers in *text*, and what was meant as one.

    >>> sorted(containers("MSKU 600121-5 / TCLU4265010 seal C1234567"))
    ['MSKU6001215', 'TCLU4265010']
    """
    return frozenset(re.sub(r"\W", "", found[0]) for found in _BOX.finditer(text.upper()))


def same_seals(one: str, other: str) -> bool:
    """Whether the same seals are listed, in any order.

    >>> same_seals("FR123456, FR123457", "Seal no. FR123457 FR123456")
    True
    """
    seals, others = seals_in(one), seals_in(other)
    if seals and others:
        return seals == others
    return set(plain(one).split()) == set(plain(other).split())


def seals_in(text: str) -> frozenset[str]:
    """The seal numbers in a list of seals.

    >>> sorted(seals_in("Seal no. FR123456, C7722667"))
    ['c7722667', 'fr123456']
    """
    return frozenset(word for word in plain(text).split() if _SEAL.fullmatch(word))


def seals_beside(text: str) -> frozenset[str]:
    """The seals told beside containers: after the word, or after the container's number.

    >>> sorted(seals_beside("1x20' MSKU6001215 / SEAL F3446912, TCLU4265010/FR88123"))
    ['f3446912', 'fr88123']
    """
    words = plain(_BOX.sub(" seal ", text.upper()))
    return frozenset(_BESIDE_BOX.findall(words))


def same_code(one: str, other: str) -> bool:
    """Whether two tariff codes agree as far as both go: HS and CN differ in length only.

    >>> same_code("6911 10", "69111000"), same_code("691110", "691200")
    (True, False)
    """
    digits, others = re.sub(r"\D", "", one), re.sub(r"\D", "", other)
    least = min(len(digits), len(others))
    return digits[:least] == others[:least]
