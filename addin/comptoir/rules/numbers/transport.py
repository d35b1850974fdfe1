"""Containers, air waybills, ships and places.

Sources
    ISO 6346:1995, check digit of containers (BIC codes).
    IATA Resolution 600a: the 8th digit of an air waybill is its serial modulo 7.
    IMO Resolution A.1117(30), ship identification number.
    UN/ECE Recommendation 16, UN/LOCODE: letters and the digits 2 to 9.

>>> CONTAINER.format("csqu 305438-3"), AIR_WAYBILL.format("05712345675")
('CSQU 305438 3', '057-12345675')
>>> for remark in CONTAINER.check("CSQU3054384").remarks:
...     print(remark.said)  # doctest: +ELLIPSIS
the check digit of CSQU3054384 is 4, but the rest gives 3: a character is mistyped or two ...
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stdnum import imo as imo_numbers
from stdnum import iso6346

from comptoir.rules.law import timeline
from comptoir.rules.numbers.reading import (
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
from comptoir.wording import Said, mark

_CONTAINER, _SERIAL, _WAYBILL, _IMO, _LOCODE = 11, 8, 11, 7, 5
_UNUSED_SERIAL = 10


def _container(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "AAAA9999999"), *length(number, _CONTAINER)]
    yield from faults
    if len(number) == _CONTAINER - 1 and faults[0].at is None:
        digit = iso6346.calc_check_digit(number)
        yield note(Said("without its check digit; the rest gives {digit}", digit=digit))
    if faults:
        return
    if number[3] not in "UJZ":
        said = Said("the fourth letter of {number} is not U, J or Z", number=number)
        yield error(said, at=4)
        return
    computed = iso6346.calc_check_digit(number[:-1])
    if computed != number[-1]:
        yield wrong_check_digit(number, computed)
    elif iso_6346_sum(number[:-1]) % 11 == _UNUSED_SERIAL:
        yield note(Said("a serial that ISO 6346 advises owners not to use (remainder 10)"))


def iso_6346_sum(number: str) -> int:
    """The weighted sum of ISO 6346, also used by the EU's movement reference numbers.

    >>> iso_6346_sum("CSQU305438")
    6185
    """
    return sum(_VALUES[sign] << at for at, sign in enumerate(number))


def _letter_values() -> dict[str, int]:
    """Digits for themselves; letters from 10 on, multiples of 11 left out."""
    values = (n for n in range(10, 39) if n % 11)
    letters = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", values, strict=True))
    return {str(n): n for n in range(10)} | letters


_VALUES = _letter_values()


def _air_waybill(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "9" * _WAYBILL), *length(number, _WAYBILL)]
    yield from faults
    if len(number) == _WAYBILL - 1 and faults[0].at is None:
        said = Said("a leading zero may have been lost: try 0{number}", number=number)
        yield note(said)
    if len(number) == _SERIAL and faults[0].at is None:
        yield note(
            Said("the three digits of the airline are missing before {number}", number=number)
        )
    if faults:
        return
    computed = str(int(number[3:10]) % 7)
    if computed != number[-1]:
        yield wrong_check_digit(number, computed)
    if airline := airline_of(number):
        yield note(Said("issued by {airline}", airline=airline))


def airline_of(number: str) -> str | None:
    """The airline of a waybill, by its prefix; None where the prefix is not listed.

    >>> airline_of("057-12345675")
    'Air France'
    """
    return _airlines().get(AIR_WAYBILL.compact(number)[:3])


@cache
def _airlines() -> dict[str, str]:
    return {
        str(code): name for code, name in timeline("numbers", "airlines").entries[-1].table.items()
    }


def _imo(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "9" * _IMO), *length(number, _IMO)]
    yield from faults
    if not faults and (computed := imo_numbers.calc_check_digit(number[:-1])) != number[-1]:
        yield wrong_check_digit(number, computed)


def _locode(number: str) -> Iterator[Remark]:
    faults = [*shape(number, "AAXXX"), *length(number, _LOCODE)]
    yield from faults
    if faults:
        return
    for at, sign in enumerate(number[2:], 3):
        if sign in "01":
            said = Said("{number} has a {sign}, and UN/LOCODE has only the digits 2 to 9: O or I?",
                        number=number, sign=sign)  # fmt: skip
            yield error(said, at)
    if number[:2] not in countries() | {"XZ"}:
        yield warning(Said("{country} is not a country of ISO 3166", country=number[:2]), at=1)


CONTAINER = Kind(
    "container",
    mark("container number"),
    "ISO 6346:1995",
    _container,
    lambda number: f"{number[:4]} {number[4:10]} {number[10]}",
)
AIR_WAYBILL = Kind(
    "awb",
    mark("air waybill number"),
    "IATA Resolution 600a",
    _air_waybill,
    lambda number: f"{number[:3]}-{number[3:]}",
)
IMO = Kind(
    "imo",
    mark("IMO ship number"),
    "IMO Resolution A.1117(30)",
    _imo,
    lambda number: f"IMO {number}",
    prefix="IMO",
)
LOCODE = Kind(
    "locode",
    mark("UN/LOCODE"),
    "UN/ECE Recommendation 16",
    _locode,
)
