"""Values on their way into a cell and out of it.

A Calc cell holds a number or a text. What a number *is* (a date, a time, true or false) lies in its
format, what went wrong in a formula in the cell's error number. Excel's answers are rebuilt here:

=====================  =====================================================
written                becomes
=====================  =====================================================
date, datetime, time   the serial number; the format is marked by the caller
True, False            1, 0; likewise
``'text``              the text, without the apostrophe
``=…``                 a formula
``12``, ``5%``, ...    what Excel makes of typed text (see `typed`)
=====================  =====================================================
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    504: "#REF!",
    508: "#NAME?",
    509: "#NAME?",
    511: "#VALUE!",
    519: "#VALUE!",
    521: "#NULL!",
    522: "#REF!",
    523: "#NUM!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
"""Calc's error number -> the error Excel would show."""

ERROR_TEXTS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
UNREADABLE = frozenset({501, 507, 508, 509, 510, 511, 512, 514, 515, 516, 517, 518, 520})
"""Error numbers of a formula that Calc could not even read."""

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - civil time, as in a sheet
_DAY = 86_400
_MILLI = 1000


class CellError:
    """An error in a cell, told apart from a text that looks like one.

    Which error it is costs a question to the office, and is asked when its text is wanted: most
    readers only want to know that there is no value.

    >>> str(CellError(lambda: 532)), CellError(lambda: 532) == CellError(lambda: 532)
    ('#DIV/0!', True)
    """

    __slots__ = ("_number", "_text")

    def __init__(self, number: Callable[[], int]) -> None:
        self._number = number
        self._text: str | None = None

    def __str__(self) -> str:
        if self._text is None:
            self._text = ERRORS.get(self._number(), "#VALUE!")
        return self._text

    def __repr__(self) -> str:
        return f"CellError({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellError) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def serial(moment: dt.date | dt.time, epoch: dt.datetime = EPOCH) -> float:
    """Return the number of days from *epoch*, time as the fraction.

    >>> serial(dt.date(2025, 3, 1)), serial(dt.time(12, 0))
    (45717.0, 0.5)
    """
    if isinstance(moment, dt.time):
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return (seconds + moment.microsecond / 1e6) / _DAY
    if isinstance(moment, dt.datetime):
        full = moment.replace(tzinfo=None)
    else:
        full = dt.datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - civil date
    since = full - epoch
    return since.days + (since.seconds + since.microseconds / 1e6) / _DAY


def moment(number: float, epoch: dt.datetime = EPOCH) -> dt.datetime | float:
    """Return the civil time of a serial *number*, to the millisecond.

    A number that is no date (beyond the year 9999) comes back as it is.

    >>> moment(45717.75)
    datetime.datetime(2025, 3, 1, 18, 0)
    """
    days = math.floor(number)
    micro = round((number - days) * _DAY * 1e6 / _MILLI) * _MILLI
    if micro % 1_000_000 > 1_000_000 - 2 * _MILLI:
        micro = round(micro / 1e6) * 1_000_000
    try:
        return epoch + dt.timedelta(days=days, microseconds=micro)
    except OverflowError:
        return number


@dataclass(frozen=True, slots=True)
class Typed:
    """What Excel makes of a text: the number, and what to mark the cell as.

    ``kind`` is ``n`` (number), ``p`` (per cent), ``d`` (date) or ``b`` (truth).
    """

    number: float
    kind: str


_NUMBER = re.compile(r"^\s*[+-]?(\d{1,3}(,\d{3})+|\d*)(\.\d*)?([eE][+-]?\d+)?\s*(%?)\s*$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_US = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_LONGEST = 32


def typed(text: str, epoch: dt.datetime = EPOCH) -> Typed | None:
    """Return what Excel reads into *text* assigned to a cell's value, or None: it stays text.

    A cell whose format is '@' never reads anything; that is for the caller to ask. Dates are read
    the way Excel reads them from a program: month first, or ISO.

    >>> typed("007").number, typed("5%"), typed("31/12/2024")
    (7.0, Typed(number=0.05, kind='p'), None)
    >>> typed("2024-12-31").number == serial(dt.date(2024, 12, 31))
    True
    """
    if not text or len(text) > _LONGEST:
        return None
    if text.upper() in ("TRUE", "FALSE"):
        return Typed(float(text.upper() == "TRUE"), "b")
    if not any(letter.isdigit() for letter in text) or not text.isascii():
        return None
    return _typed_number(text) or _typed_date(text.strip(), epoch)


def _typed_number(text: str) -> Typed | None:
    if not (found := _NUMBER.match(text)):
        return None
    plain = text.strip().replace(",", "").rstrip("%").strip()
    try:
        number = float(plain)
    except ValueError:
        return None
    if math.isinf(number):
        return None
    return Typed(number / 100, "p") if found[5] else Typed(number, "n")


def _typed_date(text: str, epoch: dt.datetime) -> Typed | None:
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _US.match(text):
        month, day, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return Typed(serial(dt.date(year, month, day), epoch), "d")
    except ValueError:
        return None


def number_text(value: float) -> str:
    """Return a number as a formula would write it.

    >>> number_text(12.0), number_text(0.1)
    ('12', '0.1')
    """
    if value == int(value) and abs(value) < 1e15:  # noqa: PLR2004 - Excel's fifteen digits
        return str(int(value))
    return repr(value)


def rectangle(value: Any) -> list[list[Any]]:
    """Return a value, a row or rows as rows."""
    if not isinstance(value, (list, tuple)):
        return [[value]]
    if value and isinstance(value[0], (list, tuple)):
        return [list(row) for row in value]
    return [list(value)]
