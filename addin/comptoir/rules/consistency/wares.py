"""Whether two papers describe the same goods, in general terms or in another language.

What a carrier adds ("40 cartons said to contain", an HS code, "as per order 4711") is not of the
goods. Our own papers tell an article in both languages, parted by " / ": such a line is the
dictionary of the dossier.

Sources
    UCP 600 art. 14(e) (general terms not conflicting), 18(c); ISBP 745 C3 to C12.

>>> same_goods("Gate valve, DN 80", "12 CASES STC: GATE VALVES DN80. HS CODE 8481.80")
True
>>> same_goods("Gate valve, DN 80", "Gate valve, DN 50")
False
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

from comptoir.rules.consistency.likeness import bare, plain

_EMPTY_WORDS = """
    of de du des d la le les l a the an en in for pour with avec per par no nr and et to by au aux
    item items goods marchandise marchandises article articles new neuf neuve brand
    pc pcs piece pieces unit units unite unites set sets one lot said contain containing stc
    contenant shipper load count only
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_UNITS = """
    l=litre l=litres l=liter l=liters l=ltr m=metre m=metres m=meter m=meters mm=millimetre
    mm=millimetres cm=centimetre cm=centimetres kg=kgs kg=kilo kg=kilos kg=kilogram kg=kilograms
    kg=kilogramme g=gr g=gram g=grams g=gramme g=grammes t=tonne t=tonnes t=ton t=tons v=volt
    v=volts w=watt w=watts inox=inoxydable
"""
_ONE_UNIT = {long: short for short, long in (pair.split("=") for pair in _UNITS.split())}
_MEASURES = frozenset("l m mm cm kg g t v w kw hz bar x cl ml dn pn h size taille".split())  # noqa: SIM905
_PACKED = (
    r"(?:packages?|pkgs?|cartons?|ctns?|cases?|boxes|box|colis|caisses?|pallets?|palettes?|bags?"
    r"|sacs?|drums?|futs?|rolls?|rouleaux|bundles?|crates?)"
)
_BESIDE = re.compile(
    rf"(?:^|\bcount:? |\blot of |\bcontain )\s*\d+ {_PACKED}\b"
    r"|\b(?:h\.?s\.?|hts|sh|tariff|customs|nomenclature|code)\b[\s.:]*"
    r"(?:code|no|number|douaniere?)?[\s.:]*\d[\d. ]{3,}"
    r"|\b(?:as )?(?:per|selon|suivant|according to|conformement a)\b[^\n]*"
    r"\b(?:order|po|commande|contract|contrat|proforma|invoice|facture|offer|offre)\b[^\n;]*"
    r"|\b(?:net|gross|poids)\b[\w .:]*\d[\d., ]*kgs?\b",
    re.MULTILINE,
)
_CODE = re.compile(r"\b(?:hs|hts|sh|tariff) ?(?:code|no)?[\s.:]*(\d[\d. ]{3,})")
_FIGURES = re.compile(r"(\d+)")
_STEM, _GENERAL = 5, 1
_LINES = re.compile(r"[\n;]")
_FRENCH = re.compile(r"\b(?:de|du|des|en|au|aux|et|pour|avec|sans)\b|\b[dl]['’]\w")
_ENGLISH = re.compile(r"\b(?:of|in|with|for|and|the|without)\b")
_SAMPLES = re.compile(
    r"\b(?:samples?|echantillons?|free of charge|foc|gratis|gratuite?s?|sans frais|no charge"
    r"|no commercial value|sans valeur commerciale|advertising|publicite)\b"
)
_CHARGES = re.compile(
    r"\b(?:freight|fret|insurance|assurance|total|subtotal|discount|remise|packing|emballage"
    r"|handling|charges?|deposit|acompte|fob|cif|cfr|exw|fca|cpt|cip|dap|incoterms?|origin|origine"
    r"|l c|lc|credit|marks?|marques?|vat|tva)\b"
)


@lru_cache(4096)
def of_the_goods(text: str) -> str:
    """A description without what it says of its packing, its papers and its weight.

    >>> of_the_goods("40 cartons said to contain pumps DN 50, as per order 4711")
    'said to contain pumps dn 50,'
    """
    short = re.sub(r"\bs/s\b", "stainless steel", bare(text))
    return _BESIDE.sub(" ", short).strip()


@lru_cache(4096)
def words_of(text: str) -> frozenset[str]:
    """The words of a description that say something, without their plural.

    >>> sorted(words_of("Porcelain bowls, 24cm"))
    ['24', 'bowl', 'cm', 'porcelain']
    """
    apart = _FIGURES.sub(r" \1 ", plain(of_the_goods(text)))
    found = (word for word in apart.split() if word not in _EMPTY)
    return frozenset(_singular(_ONE_UNIT.get(word, word)) for word in found)


def _singular(word: str) -> str:
    if len(word) > 4 and re.search(r"(?:x|ch|sh|ss)es$", word):  # noqa: PLR2004 - "boxes"
        return word[:-2]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word  # noqa: PLR2004 - "gas"


def _telling(text: str) -> frozenset[str]:
    """The words that say what the goods are: neither figures nor measures."""
    return frozenset(
        word
        for word in words_of(text)
        if len(word) > 1 and not word.isdigit() and word not in _MEASURES
    )


def same_goods(
    full: str,
    other: str,
    ours: Iterable[str] = (),
    *,
    one_lot: bool = False,
    third: Iterable[str] = (),
) -> bool:
    """Whether *other* describes the goods of *full*, perhaps in general terms.

    A word in common is enough, but the figures of one must be among those of the other: a pump
    DN 80 is not a pump DN 50. *ours* are descriptions in both languages, to translate by. Where
    one is French, the other English and nothing translates, only figures are compared, unless a
    *third* paper in the language of the first speaks of something else. With *one_lot*, both are
    known to be of one lot: a general term of one word, which says too little to conflict
    (art. 14(e)), is then not held against it.

    >>> same_goods("Centrifugal pump DN 50, steel", "PUMPS"), same_goods("Pump DN 50", "Pump DN 80")
    (True, False)
    >>> same_goods("Pompe DN 50", "Pump DN 50", ["Pump DN 50 / Pompe DN 50"])
    True
    >>> same_goods("Tondeuse à gazon", "Bowls of china"), same_goods(
    ...     "Tondeuse à gazon", "Bowls of china", third=["Bols en porcelaine"])
    (True, False)
    """
    known = [*ours, full, other]
    pairs = [(one, two) for one in _languages(full) for two in _languages(other)]
    translated = any(" / " in text for text in known)
    return all(_figures_fit(*pair) for pair in pairs) and any(
        _akin(*pair, known)
        or (not translated and _two_languages(*pair) and not _elsewhere(pair[0], third, known))
        or (one_lot and min(map(len, map(_telling, pair))) <= _GENERAL)
        for pair in pairs
    )


def _elsewhere(one: str, third: Iterable[str], known: Iterable[str]) -> bool:
    """Whether papers in the language of *one* describe something else, in more than one word."""
    told = [
        text
        for text in third
        if _language(text) == _language(one) and len(_telling(text)) > _GENERAL
    ]
    return bool(told) and not any(_akin(one, text, known) for text in told)


def _akin(one: str, other: str, known: Iterable[str]) -> bool:
    words, others = (_translated(_telling(text), known) for text in (one, other))
    return bool(words & others) or bool(_stems(words) & _stems(others))


def _stems(words: Iterable[str]) -> set[str]:
    """How the longer words begin: "radiator" and "radiateur" are one word in two languages."""
    return {word[:_STEM] for word in words if len(word) > _STEM}


def _translated(words: frozenset[str], known: Iterable[str]) -> frozenset[str]:
    """*words* and what stands for them in the other language of a line."""
    found = set(words)
    for text in known:
        for line in _LINES.split(text):
            parts = [_telling(part) for part in line.split(" / ")]
            if len(parts) > 1 and any(part & words for part in parts):
                found.update(*parts)
    return frozenset(found)


def _languages(text: str) -> list[str]:
    """A text in each of its languages."""
    lines = [line.split(" / ") for line in _LINES.split(text)]
    if all(len(parts) == 1 for parts in lines):
        return [text]
    longest = max(lines, key=len)
    each = zip_longest(*(parts if len(parts) > 1 else parts * len(longest) for parts in lines))
    return ["\n".join(filter(None, one)) for one in each]


def _two_languages(one: str, other: str) -> bool:
    """Whether one text is French and the other English, as far as small words tell."""
    sides = {_language(one), _language(other)}
    return "fr" in sides and len(sides) == 2  # noqa: PLR2004 - two languages


def _language(text: str) -> str:
    words = plain(text)
    french = bool(_FRENCH.search(bare(text))) or bare(text) != text.casefold()
    english = bool(_ENGLISH.search(words))
    return "fr" if french and not english else "en" if english and not french else ""


def _figures_fit(one: str, other: str) -> bool:
    figures, others = _figures(one), _figures(other)
    return figures <= others or others <= figures


def _figures(text: str) -> Counter[str]:
    """Each figure and how often it stands there: DN 40, PN 40 is not DN 80, PN 40."""
    return Counter(_FIGURES.findall(plain(of_the_goods(text))))


def code_told(text: str) -> str | None:
    """The tariff code a description mentions.

    >>> code_told("STC valves. HS code 8481.80"), code_told("Valves")
    ('848180', None)
    """
    found = _CODE.search(bare(text))
    return re.sub(r"\D", "", found[1]) if found else None


def described_as(asked: str, got: str) -> bool:
    """Whether *got* has every word of the description *asked*, as art. 18(c) wants an invoice.

    >>> described_as("PORCELAIN BOWLS 24 CM", "Bowls of porcelain, 24 cm, white")
    True
    """
    return words_of(asked) <= words_of(got)


def not_called_for(asked: str, invoiced: str, ours: Iterable[str] = ()) -> str | None:
    r"""A line of *invoiced* that is neither among the goods *asked* nor among those ordered.

    Samples and advertising are not called for either, were they free of charge.

    >>> not_called_for("VALVES DN 80", "Gate valves DN 80\nSamples, free of charge")
    'Samples, free of charge'
    >>> not_called_for("VALVES DN 80", "Gate valves DN 80\nFreight to Jeddah")
    """
    known = [*ours, invoiced]
    called = _translated(_telling("\n".join((asked, *ours))), known)
    free = _SAMPLES.search(plain(asked))
    for line in _LINES.split(invoiced):
        words = plain(of_the_goods(line))
        if _SAMPLES.search(words) and not free:
            return line.strip()
        stranger = _telling(line) and not _translated(_telling(line), known) & called
        if stranger and not _CHARGES.search(words):
            return line.strip()
    return None
