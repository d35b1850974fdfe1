"""Whether two papers name the same place: by UN/LOCODE, by name, within a range, by country.

Sources
    UNECE Recommendation 16 (UN/LOCODE); ISBP 745 E6 (a range of ports, the country behind a port
    and what the port is called besides); UCP 600 art. 14(d), 14(j) (addresses in one country).

>>> same_place("FRLEH", "Port du Havre"), same_place("FRMRS", "Le Havre")
(True, False)
>>> in_range("ANY FRENCH PORT", "FRFOS"), in_range("ANY FRENCH PORT", "Antwerp")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from comptoir.rules.consistency.likeness import plain
from comptoir.rules.ports import codes_of, names_of, unlisted_code

_PARTS = re.compile(r"[,(/\n;)]| - ")
_GENERAL_WORDS = """
    port ports of de du des d la le les l the airport aeroport international intl st saint terminal
    harbour
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
_ANY = re.compile(r"^(?:any|tout|tous|one|un)\b(.*?)\bports?\b(.*)$")
_ADJECTIVES = {
    "FR": "french francais francaise", "IT": "italian italien italienne", "BE": "belgian belge",
    "ES": "spanish espagnol espagnole", "DE": "german allemand allemande", "PT": "portuguese",
    "NL": "dutch neerlandais", "GB": "british english uk britannique", "CN": "chinese chinois",
    "IN": "indian indien", "TR": "turkish turc", "MA": "moroccan marocain", "DZ": "algerian",
    "TN": "tunisian tunisien", "EG": "egyptian egyptien", "US": "us usa american americain",
    "SA": "saudi", "VN": "vietnamese vietnamien", "KR": "korean coreen", "JP": "japanese japonais",
    "BR": "brazilian bresilien", "CA": "canadian canadien", "PL": "polish polonais",
    "GR": "greek grec", "ID": "indonesian indonesien", "TH": "thai", "PK": "pakistani",
}  # fmt: skip
_COUNTRY_OF = {word: code for code, words in _ADJECTIVES.items() for word in words.split()}
_EUROPEAN = """
    AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK TR
    UA
"""
_EUROPE = frozenset(_EUROPEAN.split())


@cache
def _countries() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - 60 ms that most commands do without

    named = {"uae": "AE", "usa": "US", "u s a": "US", "uk": "GB", "ivory coast": "CI",
             "cote d ivoire": "CI", "viet nam": "VN", "hong kong": "HK"}  # fmt: skip
    for lang in ("en", "fr"):
        for code, name in Locale(lang).territories.items():
            if re.fullmatch("[A-Z]{2}", code):
                named.setdefault(plain(str(name)), code)
    return named


@lru_cache(4096)
def country_named(text: str) -> str | None:
    """The ISO code of a country that *text* is the name of, in French or English.

    >>> country_named("Côte d'Ivoire"), country_named("ITALIE"), country_named("Lyon")
    ('CI', 'IT', None)
    """
    return _countries().get(plain(text))


def country_of(block: str) -> str | None:
    r"""The country a block of name and address ends with, where it names one.

    >>> country_of("Vallon\nLyon\nFrance"), country_of("Al Rashid, Jeddah - Saudi Arabia")
    ('FR', 'SA')
    """
    found = [code for part in _PARTS.split(block)[1:] if (code := country_named(part))]
    return found[-1] if found else None


def place_of(text: str) -> str:
    """A place by one name: its code where it is a listed port, else its bare name.

    >>> place_of("Port of Antwerp, Belgium"), place_of("Annonay (France)")
    ('BEANR', 'annonay')
    """
    if codes := codes_of(text):
        return min(codes)
    return " ".join(_bare(text)) or plain(text)


def _bare(text: str) -> list[str]:
    """The words of the first part that is not a country, without "port of" and postcodes."""
    parts = [part for part in _PARTS.split(text) if part.strip() and not country_named(part)]
    words = plain(parts[0] if parts else text).split()
    return [word for word in words if word not in _GENERAL and not word.isdigit()]


def same_place(one: str, other: str) -> bool:
    """Whether two texts name the same place, whichever the language, by code or by name.

    A code that is not listed is compared by its country alone: no name is known to hold against
    it.

    >>> same_place("Le Havre, France", "LE HAVRE"), same_place("Le Havre", "Fos-sur-Mer")
    (True, False)
    >>> same_place("FRANN", "Annonay"), same_place("FRANN", "Antwerp")
    (True, False)
    """
    codes, others = codes_of(one), codes_of(other)
    if codes and others:
        return bool(codes & others)
    for code, text, known in (
        (unlisted_code(one), other, others),
        (unlisted_code(other), one, codes),
    ):
        if code:
            lands = {each[:2] for each in known} or {country_of(f"\n{text}") or code[:2]}
            return code[:2] in lands
    return any(
        words and rest and (words <= rest or rest <= words)
        for words in _called(one, codes)
        for rest in _called(other, others)
    )


def _called(text: str, codes: frozenset[str]) -> list[set[str]]:
    """What a place is called, word by word: by its text, and by the names of its codes."""
    return [set(_bare(name)) for name in (text, *names_of(codes))]


def is_range(text: str) -> bool:
    """Whether a credit names a range of ports and not one.

    >>> is_range("ANY EUROPEAN PORT"), is_range("Le Havre")
    (True, False)
    """
    return bool(_ANY.match(plain(text)))


def in_range(asked: str, shown: str) -> bool:
    """Whether the port *shown* lies in the range *asked*, as far as both are known.

    >>> in_range("Any port in China", "Ningbo"), in_range("ANY EUROPEAN PORT", "Dakar")
    (True, False)
    """
    found = _ANY.match(plain(asked))
    lands = {code[:2] for code in codes_of(shown)} or {
        code for part in _PARTS.split(shown) if (code := country_named(part))
    }
    if not found or not lands:
        return True
    words = " ".join(found.groups()).split()
    if "european" in words or "europe" in words or "europeen" in words:
        return bool(lands & _EUROPE)
    asked_in = {_COUNTRY_OF[word] for word in words if word in _COUNTRY_OF}
    rest = re.sub(r"^(?:in|en|de|of|du|d) ", "", found[2].strip())
    asked_in |= {code} if (code := country_named(rest)) else set()
    return not asked_in or bool(lands & asked_in)


def same_port_asked(asked: str, shown: str) -> bool:
    """Whether a port is the one a credit asks for, or in its range.

    >>> same_port_asked("ANY FRENCH PORT", "Le Havre"), same_port_asked("FRLEH", "Havre")
    (True, True)
    """
    return in_range(asked, shown) if is_range(asked) else same_place(asked, shown)
