"""What stands in cells: blanks, errors, numbers, dates and text, one at a time.

A spreadsheet gives numbers as floats, dates as dates or as serial numbers, and errors as
their texts. It is given back numbers, dates, truths and texts; nothing is an empty text,
which both Excel and Calc show as an empty cell (nothing at all would show as nought).

Sources
    ECMA-376 part 1, 18.17.4.1: serial 60 of the 1900 date system is 29 February 1900,
    a day that never was; 18.18.11: the error values.

>>> number("1 234,50"), number(0.1 + 0.2), day(46349), is_error("#DIV/0!")
(Decimal('1234.50'), Decimal('0.3'), datetime.date(2026, 11, 23), True)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isinf
from typing import Any

from comptoir.records.kinds import Day, Flag, Unfit, as_text, decimal_read, tidy
from comptoir.rules.law import InForce
from comptoir.rules.money import Money
from comptoir.wording import Said

Cell = Any
BLANK = ""
SIGN = "#COMPTOIR!"
_ERROR = re.compile(
    r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CONNECT!|BLOCKED!|UNKNOWN!"
    r"|FIELD!|CALC!|BUSY!|PYTHON!|EXTERNAL!|NUL!|VALEUR!|NOM\?|NOMBRE!|EPARS!|PROPAGATION!)"
    r"|Err:\d+"
)
_MISSING_LEAP_DAY = 60
_LAST_SERIAL = 2_958_465
_EPOCH = date(1899, 12, 30)
_EARLY_EPOCH = date(1899, 12, 31)
_DAY, _FLAG = Day(), Flag()
_SIGNIFICANT = "%.15g"  # digits that Excel keeps: 0.1 + 0.2 is 0.3 there


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell, or spaces only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_error(cell: Cell) -> bool:
    """Whether a cell holds an error of the spreadsheet or one of our sentences."""
    return (
        isinstance(cell, str)
        and cell[:1] in {"#", "E"}
        and (cell.startswith(SIGN) or _ERROR.fullmatch(cell.strip()) is not None)
    )


def number(cell: Cell) -> Decimal | Unfit:
    """A number: of a cell with its 15 significant digits, of a text in French or English."""
    if isinstance(cell, float):
        return Decimal(_SIGNIFICANT % cell) if cell - cell == 0 else decimal_read(cell)
    return decimal_read(cell)


def day(cell: Cell) -> date | Unfit:
    """A date, an Excel serial number (its hour left out), or a text such as 31/12/2026."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = from_serial(cell)
        if isinstance(cell, Unfit):
            return cell
    found = _DAY.read(cell)
    assert isinstance(found, date | Unfit)
    return found


def flag(cell: Cell) -> bool | Unfit:
    """Yes or no, true or false, 1 or 0."""
    found = _FLAG.read(cell)
    assert isinstance(found, bool | Unfit)
    return found


def text(cell: Cell) -> str:
    """A cell as a person reads it: a code typed as 42 is 42, not 42.0."""
    return as_text(tidy(cell))


def from_serial(serial: float) -> date | Unfit:
    """The day of a serial number in Excel's 1900 system.

    >>> from_serial(59), from_serial(61), from_serial(60)
    (datetime.date(1900, 2, 28), datetime.date(1900, 3, 1), Unfit('60 stands for \
29 February 1900, a day that never was. Enter another date.'))
    """
    if not 1 <= serial < _LAST_SERIAL + 1:
        return Unfit(Said("{number} is not a date. Enter it as {example}.",
                          number=as_text(serial), example="31/12/2026"))  # fmt: skip
    whole = int(serial)
    if whole == _MISSING_LEAP_DAY:
        return Unfit(Said("{number} stands for 29 February 1900, a day that never was."
                          " Enter another date.", number=whole))  # fmt: skip
    return (_EPOCH if whole > _MISSING_LEAP_DAY else _EARLY_EPOCH) + timedelta(days=whole)


def to_serial(one: date) -> int:
    """The serial number of a day, for spreadsheets that take no dates.

    >>> to_serial(date(2026, 11, 23)), to_serial(date(1900, 2, 28))
    (46349, 59)
    """
    count = (one - _EPOCH).days
    return count if count > _MISSING_LEAP_DAY else count - 1


def shown(value: object, lang: str) -> Cell:  # noqa: PLR0911 - one to the type
    """A result as a cell holds it; amounts are rounded to their currency first."""
    match value:
        case None:
            return BLANK
        case Decimal():
            return as_float(value)
        case Money():
            return as_float(value.rounded().amount)
        case Said():
            return value.in_(lang)
        case InForce():
            return shown(value.value, lang)
        case datetime():
            return value.date()
        case bool() | int() | float() | str() | date():
            return value
        case list() | tuple():
            return [[shown(one, lang) for one in row] for row in value]
    raise TypeError(f"a cell cannot hold {value!r}")


def as_float(value: Decimal) -> float:
    """A number as cells hold it. Raises ``OverflowError`` where it is too large for one."""
    found = float(value)
    if isinf(found):
        raise OverflowError(value)
    return found


def sentence(said: Said, lang: str, argument: str = "") -> str:
    """What a cell says where nothing could be computed."""
    where = f"{argument}: " if argument and lang == "en" else f"{argument} : " if argument else ""
    return f"{SIGN} {where}{said.in_(lang)}"


Reader = Callable[[Cell], object]
