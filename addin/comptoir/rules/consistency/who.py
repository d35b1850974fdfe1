"""Whether two papers name the same firm, and whether a block shows what a credit asks.

Letterheads abbreviate, forwarders drop the legal form, banks write capitals. An abbreviation is
one by usage, or because its letters stand in the word in that order and it is written with a
point or an apostrophe, or leaves out so many that no pen slipped. Another letter is another name:
a person decides what a misspelling is worth.

Sources
    ISBP 745 A1 and A2 (usual abbreviations); UCP 600 art. 14(j): addresses need not be the same,
    but in the same country; contact details are disregarded; a consignee's and a notify party's
    must be as in the credit.

>>> same_name("Vallon International & Cie SAS, 12 rue X, Lyon", "VALLON INT'L ET CIE")
True
>>> same_name("Vallon & Cie", "Vallan & Cie")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from comptoir.rules.consistency.likeness import bare, plain
from comptoir.rules.consistency.places import country_named, country_of

_FORMS = """
    sa sas sasu sarl eurl sci snc scop gie gmbh ag kg ohg ug ltd limited plc llc llp inc
    incorporated corp corporation co company cie compagnie bv nv srl spa lda sl slu ab oy oyj as
    asa aps pte pty pvt private sdn bhd kk est fzco fze wll jsc pjsc ooo zao sro doo kft zrt ltda
    limitada sociedad sprl suarl sp z oo zoo z o scrl p sae
"""
LEGAL_FORMS = frozenset(_FORMS.split())
"""Words of a name that say what kind of company it is; not who it is."""
_JOINING = frozenset("and et und y e of de du des d la le les l the".split())  # noqa: SIM905
_ABBREVIATED = """
    ste=societe ste=sainte st=saint ets=etablissements ets=etablissement intl=international
    intl=inter mfg=manufacturing mfr=manufacturer bros=brothers bros=brother fs=freres
    frs=freres ind=industries ind=industrie ind=industriel ind=industrielle ind=industrial
    ind=inds ind=indust eng=engineering eng=engg gen=general coop=cooperative gpe=groupe gpe=grp
    gpe=group distrib=distribution distrib=distributors distrib=distributor trdg=trading
    imp=import exp=export svcs=services svcs=service natl=national equip=equipment equip=equipement
    equip=eqpt tech=technology tech=technologies assoc=associes assoc=associates labo=laboratoire
    labo=laboratoires labo=labs transp=transport transp=transports logist=logistics
    bd=boulevard bd=blvd bd=bld av=avenue av=ave st=street rd=road r=rue pl=place bldg=building
    fl=floor imm=immeuble rte=route ch=chemin all=allee zi=zone za=zone pob=bp nr=no nr=number
"""
_USUAL = {long: short for short, long in (pair.split("=") for pair in _ABBREVIATED.split())}
_KNOWN = frozenset(_USUAL.values())
_HEAD = re.compile(r"[\n,;]|\s[-–—/|]\s")
_CONTACT = re.compile(
    r"^\s*(?:tel|tlf|phone|fax|telefax|mob|e-?mail|mail|attn|att|contact|www|c/o)\b|@",
    re.IGNORECASE,
)
_ELISION = re.compile(r"\b(?:d|l|qu)['’](?=\w)")
_WORD = re.compile(r"\w+(?:['’]\w+)?\.?")
_TO_ORDER = re.compile(
    r"\bto (?:the )?(?:\w+ s )?order\b|\ba l ordre\b|\ba ordre\b|^(?:the )?order(?: of)?\b"
)
_ORDER_WORDS = frozenset("to the order of shipper s a l ordre du chargeur de".split())  # noqa: SIM905
_SAME_AS = re.compile(r"\b(?:same as|idem|meme que)\b.*\b(?:consignee|destinataire|above)\b")
_LEAST, _ABRIDGED = 2, 0.6


class Word(str):
    """A word in its usual abbreviation; *short* where it was written as an abbreviation."""

    __slots__ = ("short", "whole")
    short: bool
    whole: str
    """The letters as they were written."""

    @classmethod
    def of(cls, raw: str) -> Word:
        """The word for *raw*, which may end in a point or have an apostrophe in it."""
        letters = re.sub(r"\W", "", raw)
        word = cls(_USUAL.get(letters, letters))
        word.whole, word.short = letters, raw != letters and len(letters) >= _LEAST
        return word


@lru_cache(4096)
def words_of_name(text: str) -> tuple[Word, ...]:
    """The words of a name or an address, abbreviated as is usual, with no joining words.

    >>> words_of_name("Société d'Exportation Int'l")
    ('ste', 'exportation', 'intl')
    """
    found = []
    dotted = re.sub(r"\b((?:\w\.){2,})", lambda got: got[0].replace(".", ""), bare(text))
    for raw in _WORD.findall(_ELISION.sub("", dotted)):
        word = Word.of(raw)
        if word not in _JOINING:
            found.append(word)
    return tuple(found)


def same_word(one: Word, other: Word) -> bool:
    """Whether two words are the same, one perhaps an abbreviation of the other.

    >>> [gral], [general] = words_of_name("Gral."), words_of_name("Generales")
    >>> same_word(gral, general)
    True
    """
    if one == other:
        return True
    if one.short and other.short:
        return one[0] == other[0]
    short, long = (one, other) if len(one.whole) < len(other.whole) else (other, one)
    if short in _KNOWN or not (short.short or _much_shorter(short, long)):
        return False
    letters = iter(long.whole)
    return short[0] == long.whole[0] and all(sign in letters for sign in short.whole)


def _much_shorter(short: Word, long: Word) -> bool:
    """Whether so many letters are left out that it is no slip of the pen: "Gle" for "Générale"."""
    return _LEAST <= len(short.whole) <= len(long.whole) * _ABRIDGED


def _head(text: str) -> Sequence[Word]:
    """The words of the name a block begins with, its legal form aside."""
    parts = [part for part in _HEAD.split(text.strip()) if part.strip()]
    while parts:
        words = words_of_name(parts.pop(0))
        kept = [word for word in words if word not in LEGAL_FORMS]
        if kept or not parts:
            return kept or words
    return []


def name_of(text: str) -> str:
    r"""Who is named in a block of name and address: what stands before its first comma or line.

    >>> name_of("VALLON & CIE\n12 RUE X\nLYON")
    'vallon'
    """
    return " ".join(_head(text))


def same_name(one: str, other: str, elsewhere: Iterable[str] = ()) -> bool:
    """Whether two blocks name the same person or firm; their addresses may differ.

    *elsewhere* are other blocks of the same person: an abbreviation stands for the word as they
    write it whole, so that it does not hide a misspelling.

    >>> same_name("Dakar Import, SARL", "DAKAR IMPORT S.A.R.L.")
    True
    >>> same_name("Molino Intern.", "Molino Interntional", ["Molino International"])
    False
    """
    words, others = _head(one), _head(other)
    if len(words) != len(others) or not all(map(same_word, words, others)):
        return False
    whole = {word.whole for block in elsewhere for word in _head(block) if not word.short}
    return all(_as_elsewhere(*pair, whole) for pair in zip(words, others, strict=True))


def _as_elsewhere(one: Word, other: Word, whole: set[str]) -> bool:
    """Whether the longer of two words is written as elsewhere, where elsewhere it is whole."""
    if one == other or (one.short and other.short) or {one, other} & _KNOWN:
        return True
    short, long = sorted((one, other), key=lambda word: len(word.whole))
    known = {word for word in whole if len(word) > len(short) and same_word(short, Word.of(word))}
    return not known or long.whole in known


def same_party(asked: str, got: str) -> bool:
    """Whether an applicant or beneficiary is the credit's: the same name, in the same country.

    >>> same_party("VALLON, LYON, FRANCE", "Vallon - 2 rue Y - Grenoble")
    True
    >>> same_party("VALLON, LYON, FRANCE", "Vallon, Liège, Belgique")
    False
    """
    lands = {country_of(asked), country_of(got)} - {None}
    return same_name(asked, got) and len(lands) < 2  # noqa: PLR2004 - one country or none told


def block_shown(asked: str, got: str) -> bool:
    """Whether every word of the block *asked* stands in *got*, as art. 14(j) wants a consignee.

    >>> block_shown("AL RASHID CO, KING ROAD, JEDDAH", "Al Rashid Co., 41 King Rd, Jeddah")
    True
    """
    there = _telling(got)
    return all(any(same_word(word, other) for other in there) for word in _telling(asked))


def _telling(block: str) -> list[Word]:
    """The words of a block without contact details; a country by its code."""
    found: list[Word] = []
    for part in _HEAD.split(block):
        if _CONTACT.search(part):
            continue
        if code := country_named(part):
            found.append(Word.of(f"{code.lower()}0"))
        else:
            found += words_of_name(part)
    return [word for word in found if word not in LEGAL_FORMS]


def to_order(text: str) -> bool:
    """Whether a consignee is left to the order of somebody.

    >>> to_order("TO ORDER OF SHIPPER"), to_order("À l'ordre de la banque"), to_order("Vallon")
    (True, True, False)
    """
    return bool(_TO_ORDER.search(plain(text)))


def same_as_consignee(text: str) -> bool:
    """Whether a notify party is told by pointing at the consignee.

    >>> same_as_consignee("SAME AS CONSIGNEE"), same_as_consignee("Vallon")
    (True, False)
    """
    return bool(_SAME_AS.search(plain(text)))


def consignee_shown(asked: str, got: str) -> bool:
    """Whether a consignee or notify party is as the credit asks.

    "To order" is to the order of the shipper: both are endorsed by him.

    >>> consignee_shown("TO ORDER OF SHIPPER", "To order"), consignee_shown("TO ORDER", "Vallon")
    (True, False)
    >>> consignee_shown("TO ORDER OF BNP PARIBAS", "TO ORDER OF SHIPPER")
    False
    """
    if to_order(asked) != to_order(got):
        return False
    if to_order(asked):
        named, shown = (set(plain(text).split()) - _ORDER_WORDS for text in (asked, got))
        return named <= shown and bool(named) == bool(shown)
    return same_name(asked, got) and block_shown(asked, got)
