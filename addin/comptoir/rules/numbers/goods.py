"""Numbers on goods and pallets: GTIN (bar codes) and SSCC (logistic units).

Source
    GS1 General Specifications: check digit modulo 10 with weights 3 and 1 from the right.
    By python-stdnum, but for the SSCC: it refuses 18 digits, and lets a wrong digit pass
    behind the application identifier (00).

>>> SSCC.check("(00) 340123450000000017").valid, SSCC.check("340123450000000018").valid
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterator

from stdnum import ean

from comptoir.rules.numbers.reading import Kind, Remark, length, note, shape, wrong_check_digit
from comptoir.wording import Said, mark

_GTIN = (8, 12, 13, 14)
_SSCC, _SSCC_WITH_IDENTIFIER = 18, 20


def _gtin(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "9" * len(number)), *length(number, *_GTIN)]
    yield from faults or _check_digit(number)
    if len(number) == _GTIN[1] - 1 and faults[0].at is None:
        yield note(Said("a leading zero may have been lost: try 0{number}", number=number))


def _sscc(number: str) -> Iterator[Remark]:
    if len(number) == _SSCC_WITH_IDENTIFIER and number.startswith("00"):
        number = number[2:]
    faults = [*shape(number, "9" * _SSCC), *length(number, _SSCC)]
    yield from faults or _check_digit(number)


def _check_digit(number: str) -> Iterator[Remark]:
    computed = ean.calc_check_digit(number[:-1])
    if computed != number[-1]:
        yield wrong_check_digit(number, computed)


def _without_identifier(number: str) -> str:
    return number[2:] if len(number) == _SSCC_WITH_IDENTIFIER else number


GTIN = Kind("gtin", mark("GTIN (bar code)"), "GS1 General Specifications, 7.9", _gtin)
SSCC = Kind(
    "sscc",
    mark("SSCC"),
    "GS1 General Specifications, 7.9",
    _sscc,
    _without_identifier,
    drop=" .-()",
)
