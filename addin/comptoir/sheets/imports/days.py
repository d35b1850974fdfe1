"""The order of day and month in a column, decided on the whole of it, with its proof.

``04/03/2011`` is the 4th of March in Paris and the 3rd of April in Boston. One date of the
column that only one of them can write proves the others.

>>> judged(["8/4/2010", "8/20/2010", None, "Date Not Captured"])
Judged(order='m/d/y', proof='8/20/2010')
>>> read_day("8/4/2010", "m/d/y"), read_day("15-Nov-10", None), read_day("3 févr. 2024", None)
(datetime.date(2010, 8, 4), datetime.date(2010, 11, 15), datetime.date(2024, 2, 3))
>>> judged(["4/3/2011"]), read_day("4/3/2011", None)
(Judged(order='', proof=''), None)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comptoir.records.kinds import folded

DAY_FIRST, MONTH_FIRST = "d/m/y", "m/d/y"
ORDERS = (DAY_FIRST, MONTH_FIRST)
_MONTHS = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)
_SHORTEST = 3
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$")
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:er)?[-\s./]*([^\W\d_]{3,})[-\s./,]*(\d{4}|\d{2})")
_NAME_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
TURN_OF_CENTURY = 70


@dataclass(frozen=True, slots=True)
class Judged:
    """The order of a column and the date that proves it; both empty where nothing does."""

    order: str
    proof: str


def judged(cells: Iterable[object]) -> Judged:
    """Judge a column by all its dates. Where some prove each order, neither is believed."""
    proofs: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell, str) and (found := _NUMERIC.fullmatch(_CLOCK.sub("", cell))):
            first, second, year = found.groups()
            as_day_first = _civil(year, second, first)
            as_month_first = _civil(year, first, second)
            if (as_day_first is None) != (as_month_first is None):
                proofs.setdefault(DAY_FIRST if as_day_first else MONTH_FIRST, cell)
    if len(proofs) == 1:
        [(order, proof)] = proofs.items()
        return Judged(order, proof)
    return Judged("", "")


@lru_cache(maxsize=65_536)
def read_day(text: str, order: str | None) -> date | None:
    """The date *text* writes; ``None`` where it is none, or two under an unknown *order*."""
    text = _CLOCK.sub("", text.strip())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = [part for part in found.groups() if part]
        return _civil(year, month, day)
    if found := _NUMERIC.fullmatch(text):
        first, second, year = found.groups()
        return _in_order(first, second, year, order)
    if found := _NAMED.fullmatch(text):
        return _civil(found[3], _month(found[2]), found[1])
    if found := _NAME_FIRST.fullmatch(text):
        return _civil(found[3], _month(found[1]), found[2])
    return None


def in_figures(text: str) -> bool:
    """Whether *text* is written as a date of figures, day or month first."""
    return _NUMERIC.fullmatch(_CLOCK.sub("", text.strip())) is not None


def two_ways(text: str) -> tuple[date, date] | None:
    """Both dates that *text* may mean, day first and month first, where they differ."""
    found = _NUMERIC.fullmatch(_CLOCK.sub("", text.strip()))
    if found is None:
        return None
    first, second, year = found.groups()
    one, two = (_in_order(first, second, year, order) for order in ORDERS)
    return (one, two) if one and two and one != two else None


def _in_order(first: str, second: str, year: str, order: str | None) -> date | None:
    day_first, month_first = _civil(year, second, first), _civil(year, first, second)
    if order == DAY_FIRST:
        return day_first
    if order == MONTH_FIRST:
        return month_first
    known = {day for day in (day_first, month_first) if day}
    return known.pop() if len(known) == 1 else None


def _month(name: str) -> int:
    """The number of a month by its name or its beginning, in French or English; 0 if unclear."""
    word = folded(name).rstrip(".")
    fits = {
        number
        for number, names in enumerate(_MONTHS, 1)
        if len(word) >= _SHORTEST and any(one.startswith(word) for one in names)
    }
    return fits.pop() if len(fits) == 1 else 0


def _civil(year: str, month: str | int, day: str) -> date | None:
    """The date, two digits of a year read as 1970 to 2069; ``None`` where there is none."""
    whole = int(year)
    if len(year) == 2:  # noqa: PLR2004 - two digits
        whole += 1900 if whole >= TURN_OF_CENTURY else 2000
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None
