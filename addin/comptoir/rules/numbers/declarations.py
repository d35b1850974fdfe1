"""Numbers on customs papers: movement references, operators, tariff codes.

Sources
    MRN: Annex B of Reg. (EU) 2015/2447 (data element 12 01), transitional Annex 9 of
    Reg. (EU) 2016/341 for the older structure; check digit by ISO 6346 arithmetic.
    Letters of position 17: lists of customs administrations, some to confirm.
    EORI: Reg. (EU) 2015/2446 art. 3; French numbers: douane.gouv.fr (EORI-SIREN).
    Tariff: Harmonised System 2022 (WCO), Combined Nomenclature (Reg. (EEC) 2658/87), TARIC.

>>> print(MRN.check("26FR000000012345A9").remarks[0].said)
export only
>>> level("8471.30"), level("8471 30 00"), level("8471300000"), TARIFF.format("84713000")
(<Level.HS6: 'HS6'>, <Level.CN8: 'CN8'>, <Level.TARIC10: 'TARIC10'>, '8471 30 00')
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from stdnum.fr import siren, siret

from comptoir.rules.law import timeline
from comptoir.rules.numbers.reading import (
    InvalidNumber,
    Kind,
    Remark,
    countries,
    error,
    length,
    note,
    shape,
    warning,
    wrong_check_digit,
)
from comptoir.rules.numbers.transport import iso_6346_sum
from comptoir.wording import Said, mark

_MRN, _EORI, _GB_EORI = 18, 17, (14, 17)
_SIREN, _SIRET, _SPECIAL_CHAPTER = 9, 14, 98
_UNUSED_CHAPTERS = {0, 77}

_PROCEDURES = {
    "A": mark("export only"),
    "B": mark("export and exit summary"),
    "C": mark("exit summary only"),
    "D": mark("re-export notification"),
    "E": mark("dispatch to or from a special fiscal territory"),
    "J": mark("transit only"),
    "K": mark("transit and exit summary"),
    "L": mark("transit and entry summary"),
    "M": mark("transit and both summaries"),
    "P": mark("proof of Union status"),
    "R": mark("import declaration only"),
    "S": mark("import and entry summary"),
    "T": mark("entry summary only"),
    "U": mark("temporary storage"),
    "V": mark("introduction from a special fiscal territory"),
    "W": mark("temporary storage and entry summary"),
}


def _mrn(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "99AA" + "X" * 13 + "9"), *length(number, _MRN)]
    yield from faults
    if faults:
        return
    computed = mrn_check_digit(number[:-1])
    if computed != number[-1]:
        yield wrong_check_digit(number, computed)
    if number[2:4] not in countries() | {"XI"}:
        yield warning(Said("{country} is not a country of ISO 3166", country=number[2:4]), at=3)
    yield _procedure(number[16])


def _procedure(letter: str) -> Remark:
    if letter not in _PROCEDURES:
        return note(Said("no known procedure letter at place 17: an older number"), at=17)
    said = Said(_PROCEDURES[letter])
    if letter in timeline("numbers", "mrn_letters_to_confirm").entries[-1].text:
        said = Said("{procedure} (letter {letter}, to confirm)", procedure=said, letter=letter)
    return note(said, at=17)


def mrn_check_digit(first_17: str) -> str:
    """The check digit of a movement reference number.

    >>> mrn_check_digit("26FR000000012345A")
    '9'
    """
    return str(iso_6346_sum(first_17) % 11 % 10)


def _eori(number: str) -> Iterator[Remark]:
    faults = list(shape(number, "AA" + "X" * max(1, len(number) - 2)))
    if len(number) > _EORI:
        faults.append(error(Said("{number} has {found} characters, and an EORI at most {most}",
                                 number=number, found=len(number), most=_EORI)))  # fmt: skip
    elif len(number) < 3:  # noqa: PLR2004 - a country and one sign at least
        faults.append(error(Said("{number} has no number after its country", number=number)))
    yield from faults
    if faults:
        return
    country, rest = number[:2], number[2:]
    if country == "FR":
        yield from _french_eori(number, rest)
    elif country in {"GB", "XI"} and len(number) not in _GB_EORI:
        yield warning(Said("{number}: British EORI numbers have 12 digits", number=number))
    elif country not in countries() | {"XI"}:
        yield warning(Said("{country} is not a country of ISO 3166", country=country), at=1)


def _french_eori(number: str, rest: str) -> Iterator[Remark]:
    if rest.isdigit() and len(rest) == _SIREN:
        if not siren.is_valid(rest):
            yield error(Said("{siren} in {number} is not a valid SIREN", siren=rest, number=number))
    elif rest.isdigit() and len(rest) == _SIRET:
        if not siret.is_valid(rest):
            yield error(Said("{siret} in {number} is not a valid SIRET", siret=rest, number=number))
        else:
            required = timeline("numbers", "eori_siren").entries[-1]
            yield warning(Said("{number} is built on a SIRET: ask for the EORI built on the SIREN,"
                               " announced as required since {day}",
                               number=number, day=required.since))  # fmt: skip
    elif not rest[:2].isalpha():
        yield error(
            Said("{number}: a French EORI is FR and a SIREN of 9 digits", number=number), at=3
        )


class Level(StrEnum):
    """How far a tariff code goes."""

    CHAPTER = "CHAPTER"
    HEADING = "HEADING"
    HS6 = "HS6"
    CN8 = "CN8"
    TARIC10 = "TARIC10"


_LEVELS = {2: Level.CHAPTER, 4: Level.HEADING, 6: Level.HS6, 8: Level.CN8, 10: Level.TARIC10}


def _tariff(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "9" * len(number)), *length(number, *_LEVELS)]
    yield from faults
    if len(number) in {3, 5, 7, 9} and faults[0].at is None:
        said = Said("a leading zero may have been lost: try 0{number}", number=number)
        yield note(said)
    if faults:
        return
    chapter = int(number[:2])
    if chapter in _UNUSED_CHAPTERS:
        said = Said("there is no chapter {chapter} in the Harmonised System", chapter=number[:2])
        yield error(said, at=1)
    elif chapter >= _SPECIAL_CHAPTER:
        yield note(Said("chapter {chapter} is for special uses", chapter=number[:2]), at=1)


def level(text: str) -> Level:
    """How far the tariff code *text* goes. Raises `InvalidNumber` where it is none."""
    return _LEVELS[len(TARIFF.validate(text))]


def is_special(text: str) -> bool:
    """Whether a tariff code is of chapters 98 and 99, which are not goods by nature.

    >>> is_special("9919 00 00"), is_special("8471 30 00")
    (True, False)
    """
    return int(TARIFF.validate(text)[:2]) >= _SPECIAL_CHAPTER


def _grouped(number: str) -> str:
    return " ".join([number[:4], *(number[at : at + 2] for at in range(4, len(number), 2))])


MRN = Kind(
    "mrn",
    mark("movement reference number (MRN)"),
    "Reg. (EU) 2015/2447, Annex B, D.E. 12 01",
    _mrn,
)
EORI = Kind(
    "eori",
    mark("EORI number"),
    "Reg. (EU) 2015/2446, art. 3",
    _eori,
)
TARIFF = Kind(
    "tariff",
    mark("tariff code"),
    "Harmonised System 2022; Reg. (EEC) 2658/87",
    _tariff,
    _grouped,
)

__all__ = ["EORI", "MRN", "TARIFF", "InvalidNumber", "Level", "is_special", "level"]
