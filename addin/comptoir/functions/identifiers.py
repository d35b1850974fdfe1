"""Identifiers in cells: whether one is valid, why not, and how its trade prints it.

Sources
    `comptoir.rules.numbers`; each kind names its standard.
"""

from __future__ import annotations

from comptoir.functions.declaring import Category, Family, Here, need
from comptoir.functions.kinds import TEXT, one_of
from comptoir.rules.numbers import KINDS, Kind
from comptoir.rules.numbers.parties import french_vat
from comptoir.wording import mark

family = Family(Category.NUMBERS)

_KIND = need(
    "kind",
    one_of(mark("kind of identifier"), ((kind, (code, kind.name)) for code, kind in KINDS.items())),
    mark("container, awb, imo, locode, mrn, eori, tariff, siren, siret, vat, iban, bic, lei, isin, "
         "uscc, uid, ein, gtin or sscc"),
)  # fmt: skip
_GIVEN = need("identifier", TEXT, mark("The identifier, with or without its spaces"))


@family.function(
    "VALID",
    mark("Whether an identifier is valid: structure and check digit"),
    _KIND,
    _GIVEN,
    example=(("container", "CSQU 305438-3"), True),
)
def valid(_here: Here, kind: Kind, text: str) -> bool:
    return kind.is_valid(text)


@family.function(
    "WHY",
    mark("What is wrong with an identifier, or worth knowing; blank where there is nothing"),
    _KIND,
    _GIVEN,
    example=(("awb", "057-12345676"),
             ("the check digit of 05712345676 is 6, but the rest gives 5: a character is mistyped"
              " or two are swapped; issued by Air France")),
)  # fmt: skip
def why(here: Here, kind: Kind, text: str) -> str | None:
    remarks = kind.check(text).remarks
    return "; ".join(one.said.in_(here.lang) for one in remarks) or None


@family.function(
    "FORMAT",
    mark("An identifier as its trade prints it; a sentence where it is not valid"),
    _KIND,
    _GIVEN,
    example=(("iban", "FR1420041010050500013M02606"), "FR14 2004 1010 0505 0001 3M02 606"),
)
def printed(_here: Here, kind: Kind, text: str) -> str:
    kind.validate(text)
    return kind.format(text)


@family.function(
    "COMPACT",
    mark("An identifier without spaces, dashes or dots, as data bases keep it"),
    _KIND,
    _GIVEN,
    example=(("awb", "057-12345675"), "05712345675"),
)
def compact(_here: Here, kind: Kind, text: str) -> str:
    return kind.validate(text)


@family.function(
    "FRENCHVAT",
    mark("French VAT number of a SIREN"),
    need("siren", TEXT, mark("SIREN, 9 digits")),
    example=(("404 833 048",), "FR83404833048"),
)
def vat_of_siren(_here: Here, siren: str) -> str:
    return french_vat(siren)


FUNCTIONS = family.functions
