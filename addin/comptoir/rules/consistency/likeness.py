"""Whether two papers say the same, as a careful reader would judge: not letter by letter.

Data need not be identical, but must not conflict. Capitals, accents, commas, legal forms
and the rounding of a weight make no conflict; another name, number or place does.

Sources
    UCP 600 art. 14(d) (no conflict), 14(e) (general terms), 14(j) (addresses); ISBP 745
    (abbreviations, misspellings that do not change the sense are not relied upon here: a
    person decides).

>>> same_name("Vallon & Cie SAS, 12 rue X, Lyon", "VALLON ET CIE")
True
>>> same_name("Vallon & Cie", "Vallan & Cie")
False
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

_FORMS = """
    sa sas sasu sarl eurl sci snc gmbh ag kg ohg ltd limited plc llc llp inc incorporated corp
    corporation co company cie compagnie bv nv srl spa lda sl slu ab oy as aps pte pty pvt private
    sdn bhd kk est fzco fze wll jsc pjsc ooo zao sro doo kft zrt ltda limitada
"""
LEGAL_FORMS = frozenset(_FORMS.split())
"""Words of a name that say what kind of company it is; not who it is."""
CITIES = (
    ("anvers", "antwerp", "antwerpen"), ("genes", "genoa", "genova"), ("hambourg", "hamburg"),
    ("londres", "london"), ("le caire", "cairo"), ("alexandrie", "alexandria"),
    ("djeddah", "jeddah", "jiddah"), ("barcelone", "barcelona"), ("lisbonne", "lisbon", "lisboa"),
    ("valence", "valencia"), ("le piree", "piraeus"), ("copenhague", "copenhagen", "kobenhavn"),
    ("goteborg", "gothenburg"), ("douvres", "dover"), ("edimbourg", "edinburgh"),
    ("dunkerque", "dunkirk"), ("singapour", "singapore"), ("tanger", "tangier", "tanger med"),
    ("alger", "algiers"), ("beyrouth", "beirut"), ("bombay", "mumbai", "nhava sheva"),
    ("saigon", "ho chi minh city", "ho chi minh"), ("pusan", "busan"), ("shanghai", "changhai"),
    ("milan", "milano"), ("turin", "torino"), ("venise", "venice", "venezia"),
    ("naples", "napoli"), ("livourne", "leghorn", "livorno"), ("varsovie", "warsaw"),
    ("dantzig", "gdansk"), ("le cap", "cape town"), ("la nouvelle orleans", "new orleans"),
    ("port said", "port-said"), ("smyrne", "izmir"), ("athenes", "athens"), ("vienne", "vienna"),
    ("geneve", "geneva"), ("bale", "basel"), ("bruxelles", "brussels"), ("munich", "munchen"),
    ("francfort", "frankfurt"), ("cologne", "koln"), ("breme", "bremen"),
)  # fmt: skip
"""Ports and towns by their names in French, in English and at home."""
_CITY = {name: names[0] for names in CITIES for name in names}
_PORT = re.compile(r"^(?:the )?(?:port|airport|aeroport|seaport) (?:of |de |d )?")
_AND = re.compile(r"\s*(?:&|\+)\s*")
_JOINING = frozenset({"and", "et", "und", "y", "e"})
_EMPTY_WORDS = """
    of de du des d la le les l a an the en in for pour with avec per par no nr and et to by
    item items goods marchandise marchandises
    pc pcs piece pieces unit units unite unites set sets
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_TO_ORDER = re.compile(r"\bto (?:the )?order\b|\ba l ordre\b|\ba ordre\b")
_FIGURES = re.compile(r"(\d+)")
_BOX = re.compile(r"[A-Z]{4}\d{7}")


def plain(text: str) -> str:
    """*text* without capitals, accents or punctuation, single-spaced.

    >>> plain("Société  d'Épices, S.A.R.L.")
    'societe d epices sarl'
    """
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
    dotted = re.sub(r"\b((?:\w\.){2,})", lambda found: found[0].replace(".", ""), kept)
    joined = _AND.sub(" and ", dotted)
    return " ".join(re.sub(r"[^\w]+", " ", joined).split())


def name_of(text: str) -> str:
    r"""Who is named in a block of name and address: its first line, to the first comma.

    >>> name_of("VALLON & CIE\n12 RUE X\nLYON")
    'vallon'
    """
    first = text.strip().splitlines()[0] if text.strip() else ""
    head, _, rest = first.partition(",")
    if plain(head) in LEGAL_FORMS:
        head = rest
    words = [word for word in plain(head).split() if word not in _JOINING]
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)


def same_name(one: str, other: str) -> bool:
    """Whether two blocks name the same person or firm; their addresses may differ.

    >>> same_name("Dakar Import, SARL", "DAKAR IMPORT S.A.R.L.")
    True
    """
    return name_of(one) == name_of(other)


def block_shown(asked: str, got: str) -> bool:
    """Whether every word of the block *asked* stands in *got*, as art. 14(j) wants a consignee.

    >>> block_shown("AL RASHID CO, JEDDAH", "Al Rashid Co., P.O. Box 12, Jeddah")
    True
    """
    return _telling(asked) <= _telling(got)


def _telling(block: str) -> set[str]:
    return set(plain(block).split()) - LEGAL_FORMS - _JOINING


def to_order(text: str) -> bool:
    """Whether a consignee is left to the order of somebody.

    >>> to_order("TO ORDER OF SHIPPER"), to_order("À l'ordre de la banque"), to_order("Vallon")
    (True, True, False)
    """
    return bool(_TO_ORDER.search(plain(text)))


def place_of(text: str) -> str:
    """A place by one name: without its country, or "port of".

    >>> place_of("Port of Antwerp, Belgium") == place_of("ANVERS")
    True
    """
    head = re.split(r"[,(/\n]", text.strip(), maxsplit=1)[0]
    name = _PORT.sub("", plain(head)).strip()
    return _CITY.get(name, name)


def same_place(one: str, other: str) -> bool:
    """Whether two texts name the same place, whichever the language.

    >>> same_place("Le Havre, France", "LE HAVRE"), same_place("Le Havre", "Fos-sur-Mer")
    (True, False)
    """
    return place_of(one) == place_of(other)


def same_measure(one: Decimal, other: Decimal) -> bool:
    """Whether two measures agree once the finer is rounded as the coarser is.

    >>> same_measure(Decimal("1204.6"), Decimal(1205)), same_measure(Decimal(1204), Decimal(1205))
    (True, False)
    """
    places = min(_places(one), _places(other))
    step = Decimal(1).scaleb(-places)
    return one.quantize(step, ROUND_HALF_UP) == other.quantize(step, ROUND_HALF_UP)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def same_marks(one: str, other: str) -> bool:
    """Whether the marks are the same signs, whatever stands between them.

    >>> same_marks("VALLON / JEDDAH / 1-40", "Vallon Jeddah 1 - 40")
    True
    """
    return plain(one).replace(" ", "") == plain(other).replace(" ", "")


def same_number(one: str, other: str) -> bool:
    """Whether two references are the same, hyphens, blanks and leading words aside.

    >>> same_number("PO 4500-123", "No. PO4500123")
    True
    """
    return _number(one) == _number(other)


def _number(text: str) -> str:
    words = [word for word in plain(text).split() if word not in {"no", "nr", "n", "number"}]
    return "".join(words)


def containers(text: str) -> frozenset[str]:
    """The container numbers in *text*.

    >>> sorted(containers("MSKU 600121-5 / TCLU4265010"))
    ['MSKU6001215', 'TCLU4265010']
    """
    return frozenset(_BOX.findall(re.sub(r"[\s./-]", "", text.upper())))


def same_seals(one: str, other: str) -> bool:
    """Whether the same seals are listed, in any order.

    >>> same_seals("FR123456, FR123457", "FR123457 FR123456")
    True
    """
    return set(plain(one).split()) == set(plain(other).split())


def words_of(text: str) -> frozenset[str]:
    """The words of a description that say something, without their plural.

    >>> sorted(words_of("Porcelain bowls, 24cm"))
    ['24', 'bowl', 'cm', 'porcelain']
    """
    apart = _FIGURES.sub(r" \1 ", plain(text))
    found = (word for word in apart.split() if word not in _EMPTY)
    return frozenset(_singular(word) for word in found)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word  # noqa: PLR2004 - "gas"


def same_goods(full: str, other: str) -> bool:
    """Whether *other* describes the goods of *full*, perhaps in general terms.

    A word in common is enough, but the figures of one must be among those of the other: a pump
    DN 80 is not a pump DN 50. A description in two languages, parted by " / ", is either.

    >>> same_goods("Centrifugal pump DN 50, steel", "PUMPS"), same_goods("Pump DN 50", "Pump DN 80")
    (True, False)
    """
    return any(_described(one, two) for one in _languages(full) for two in _languages(other))


def _languages(text: str) -> list[str]:
    """The whole text, and each of its languages where it has two."""
    parts = text.split(" / ")
    return [text, *parts] if len(parts) > 1 else [text]


def _described(one: str, other: str) -> bool:
    figures, others = _figures(one), _figures(other)
    return bool(words_of(one) & words_of(other)) and (figures <= others or others <= figures)


def described_as(asked: str, got: str) -> bool:
    """Whether *got* has every word of the description *asked*, as art. 18(c) wants an invoice.

    >>> described_as("PORCELAIN BOWLS 24 CM", "Bowls of porcelain, 24 cm, white")
    True
    """
    return words_of(asked) <= words_of(got)


def _figures(text: str) -> Counter[str]:
    """Each figure and how often it stands there: DN 40, PN 40 is not DN 80, PN 40."""
    return Counter(_FIGURES.findall(plain(text)))


def same_code(one: str, other: str) -> bool:
    """Whether two tariff codes agree as far as both go: HS and CN differ in length only.

    >>> same_code("6911 10", "69111000"), same_code("691110", "691200")
    (True, False)
    """
    digits, others = re.sub(r"\D", "", one), re.sub(r"\D", "", other)
    least = min(len(digits), len(others))
    return digits[:least] == others[:least]
