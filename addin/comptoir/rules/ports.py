"""Ports and cargo airports: which UN/LOCODE a text means, and what a code is called.

Records hold codes, papers print names, in the language of whoever prints. A name may belong to
several codes; a place that is not listed has none, and is then compared by its name.

Sources
    UNECE Recommendation 16, UN/LOCODE code list (the ports and airports of our trades, in part);
    IATA location codes.

>>> sorted(codes_of("Port of Le Havre, France")), sorted(codes_of("FR LEH"))
(['FRLEH'], ['FRLEH'])
>>> name_of("ITGOA", "fr"), name_of("ITGOA", "en")
('Gênes', 'Genoa')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

Name = tuple[str, str]
_PORT = re.compile(
    r"^(?:the )?(?:sea ?port|port|airport|aeroport|harbour)s? (?:of |de la |de |du |d |des )?"
)
_AFTER = re.compile(r" (?:international |intl )?(?:sea ?port|port|airport|aeroport|harbour|apt)$")
_AIRPORT = re.compile(r"\b(?:(?:international|intl) )?(?:airport|aeroport|apt)\b(?: (?:de|d|of))?")
_ELIDED = re.compile(r"\b(d|l)['’]")
_CODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")
_IATA = 3
_PARTS = re.compile(r"[,(/\n;)]| - ")


def folded(text: str) -> str:
    """*text* without capitals, accents or signs.

    >>> folded("Pointe-à-Pitre")
    'pointe a pitre'
    """
    split = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ø", "o"))
    bare = "".join(sign for sign in split if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+", " ", _ELIDED.sub(r"\1 ", bare)).split())


@lru_cache(1024)
def names_of(codes: frozenset[str]) -> tuple[str, ...]:
    """Every name of *codes* that is longer than an abbreviation, as it is compared.

    >>> names_of(frozenset({"BEANR"}))
    ('antwerp', 'anvers', 'antwerpen', 'antwerp bruges')
    """
    return (
        tuple(
            name
            for name, meant in _listed()[1].items()
            if codes & meant and len(name) > _IATA and name.upper() not in codes
        )
        if codes
        else ()
    )


@cache
def _listed() -> tuple[Mapping[str, Name], Mapping[str, frozenset[str]]]:
    """The two names of each code, and the codes of each name."""
    text = (files("comptoir.rules") / "data" / "ports.txt").read_text("utf-8")
    called: dict[str, Name] = {}
    meant: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, english, french, others = (part.strip() for part in line.split(";"))
        called[code] = english, french or english
        for name in (code, english, french, *others.split(",")):
            if name.strip():
                meant.setdefault(folded(name), set()).add(code)
    return called, {name: frozenset(codes) for name, codes in meant.items()}


def name_of(code: str, lang: str) -> str | None:
    """What a port is called in *lang*; None where the code is not listed.

    >>> name_of("VNHPH", "fr"), name_of("FRXYZ", "fr")
    ('Haïphong', None)
    """
    names = _listed()[0].get(code)
    return names[lang == "fr"] if names else None


@lru_cache(4096)
def codes_of(text: str) -> frozenset[str]:
    """The codes a text may mean, as a whole or by its parts; none where none is listed.

    >>> sorted(codes_of("Cat Lai, Hô-Chi-Minh-Ville")), sorted(codes_of("Fos"))
    (['VNCLI', 'VNSGN'], ['FRFOS'])
    >>> codes_of("Annonay")
    frozenset()
    """
    return _of(folded(text)) or frozenset().union(
        *(_of(folded(part)) for part in _PARTS.split(text))
    )


def _of(name: str) -> frozenset[str]:
    meant = _listed()[1]
    if _AIRPORT.search(name) and (words := set(_AIRPORT.sub(" ", name).split())):
        # "Shanghai airport" is Shanghai or Shanghai Pudong.
        near = (codes for called, codes in meant.items() if words <= set(called.split()))
        return frozenset().union(*near)
    for form in (name, name.replace(" ", ""), _PORT.sub("", name), _AFTER.sub("", name)):
        # "Port du Havre" is "Port de Le Havre".
        for said in (form, f"le {form}"):
            if said in meant:
                return meant[said]
    return frozenset()


def unlisted_code(text: str) -> str | None:
    """The code a text is, where it has the shape of one and is not listed.

    >>> unlisted_code("FR ANN"), unlisted_code("Annonay")
    ('FRANN', None)
    """
    bare = text.strip()
    return bare.replace(" ", "") if _CODE.fullmatch(bare) and not codes_of(bare) else None
