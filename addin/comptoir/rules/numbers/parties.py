"""Who a party is: companies' registrations, VAT, banks.

Sources
    SIREN, SIRET: INSEE (art. R123-220 C. com.), Luhn's key, La Poste's exception.
    VAT: Directive 2006/112/EC art. 215; French key by CGI ann. III; national keys.
    IBAN: ISO 13616 (mod 97-10 of ISO 7064). BIC: ISO 9362. LEI: ISO 17442. ISIN: ISO 6166.
    By python-stdnum, but for its faults: it refuses IBANs of countries its registry has
    not, and Belgian sample numbers; here the registry only warns.

Not covered: whether a number was ever issued. Ask VIES for VAT and note the date; since
2020 a number valid there is a condition of the exemption (Directive 2006/112 art. 138).

>>> VAT.format("fr 83 404 833 048"), IBAN.format("FR1420041010050500013M02606")
('FR83404833048', 'FR14 2004 1010 0505 0001 3M02 606')
>>> french_vat("732829320")
'FR44732829320'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stdnum import iban as ibans
from stdnum import isin as isins
from stdnum import lei as leis
from stdnum import vatin
from stdnum.ch import uid as swiss
from stdnum.cn import uscc as chinese
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as sirens
from stdnum.fr import siret as sirets
from stdnum.iso7064 import mod_97_10
from stdnum.us import ein as american

from comptoir.rules.numbers.reading import (
    Kind,
    Remark,
    by_library,
    countries,
    error,
    length,
    note,
    shape,
    warning,
)
from comptoir.wording import Said, mark

_SIREN, _SIRET, _BIC_SHORT, _BIC, _IBAN = 9, 14, 8, 11, (5, 34)
_EU = "AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI"
_UNION = frozenset(_EU.split())
_CHECKED = _UNION | {"GB", "CH", "NO"}


def _exactly(module: Any, pattern: str) -> Any:
    """The remarks on a number of one *pattern*, checked by a module of python-stdnum."""

    def look(number: str) -> Iterator[Remark]:
        faults = [*shape(number, pattern), *length(number, len(pattern))]
        yield from faults or by_library(module, number)

    return look


def _vat(number: str) -> Iterator[Remark]:
    faults = list(shape(number, "AA"))
    yield from faults
    if faults:
        if number.isdigit():
            yield note(Said("the two letters of the country are missing before {number}",
                            number=number))  # fmt: skip
        return
    country = number[:2]
    if country in _CHECKED:
        yield from by_library(vatin, number)
    elif country in {"EU", "IM"}:
        yield warning(Said("{number} is a one-stop-shop number, not a VAT number", number=number))
    elif country not in countries():
        yield error(Said("{country} is not a country of ISO 3166", country=country), at=1)
    else:
        yield note(Said("numbers of {country} have no check in Comptoir", country=country))
    if country == "GR":
        yield warning(Said("Greek VAT numbers begin with EL, not GR"), at=1)


def french_vat(siren: str) -> str:
    """The French VAT number of a SIREN, by its numeric key.

    Raises `InvalidNumber` where *siren* is none.
    """
    number = SIREN.validate(siren)
    return f"FR{(12 + 3 * (int(number) % 97)) % 97:02d}{number}"


def _iban(number: str) -> Iterator[Remark]:
    faults = list(shape(number, "AA99" + "X" * max(0, len(number) - 4)))
    if not _IBAN[0] <= len(number) <= _IBAN[1]:
        faults.append(error(Said("{number} has {found} characters, and no IBAN has",
                                 number=number, found=len(number))))  # fmt: skip
    yield from faults
    if faults:
        return
    if not mod_97_10.is_valid(number[4:] + number[:4]):
        computed = ibans.calc_check_digits(number)
        yield error(
            Said(
                "the key of {number} is {found}, but the rest gives {computed}:"
                " a character is mistyped or two are swapped",
                number=number,
                found=number[2:4],
                computed=computed,
            ),
            at=3,
        )
        return
    yield from _iban_registry(number)


def _iban_registry(number: str) -> Iterator[Remark]:
    """What the registry of lengths says: it may be out of date, so it only warns."""
    try:
        ibans.validate(number, check_country=False)
    except ValidationError as refusal:
        if type(refusal).__name__ == "InvalidComponent":
            yield note(
                Said("the length of IBANs of {country} is not known here", country=number[:2])
            )
        else:
            yield warning(Said("{number} has not the form of IBANs of {country}",
                               number=number, country=number[:2]))  # fmt: skip


def _bic(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "AAAAAAXXXXX"), *length(number, _BIC_SHORT, _BIC)]
    yield from faults
    if not faults and number[4:6] not in countries():
        said = Said("{country} is not a country of ISO 3166", country=number[4:6])
        yield error(said, at=5)


def _in_fours(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


SIREN = Kind(
    "siren",
    mark("SIREN"),
    "INSEE, C. com. art. R123-220",
    _exactly(sirens, "9" * _SIREN),
    lambda number: f"{number[:3]} {number[3:6]} {number[6:]}",
)
SIRET = Kind(
    "siret",
    mark("SIRET"),
    "INSEE, C. com. art. R123-221",
    _exactly(sirets, "9" * _SIRET),
    lambda number: f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}",
)
VAT = Kind(
    "vat",
    mark("VAT number"),
    "Directive 2006/112/EC art. 215",
    _vat,
)
IBAN = Kind(
    "iban",
    mark("IBAN"),
    "ISO 13616",
    _iban,
    _in_fours,
    prefix="IBAN",
)
BIC = Kind(
    "bic",
    mark("BIC"),
    "ISO 9362",
    _bic,
)
LEI = Kind(
    "lei",
    mark("legal entity identifier (LEI)"),
    "ISO 17442",
    _exactly(leis, "X" * 18 + "99"),
)
ISIN = Kind(
    "isin",
    mark("ISIN"),
    "ISO 6166",
    _exactly(isins, "AA" + "X" * 9 + "9"),
)
USCC = Kind(
    "uscc",
    mark("Chinese unified social credit code"),
    "GB 32100-2015",
    _exactly(chinese, "X" * 18),
)
UID = Kind(
    "uid",
    mark("Swiss UID"),
    "Swiss Federal Act on the UID, SR 431.03",
    _exactly(swiss, "AAA999999999"),
    lambda number: f"{number[:3]}-{number[3:6]}.{number[6:9]}.{number[9:]}",
)
EIN = Kind(
    "ein",
    mark("US employer identification number"),
    "US Internal Revenue Service",
    _exactly(american, "9" * 9),
    lambda number: f"{number[:2]}-{number[2:]}",
)
