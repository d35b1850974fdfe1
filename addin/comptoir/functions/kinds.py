"""How arguments are read, each kind with the sentence of what it refuses.

Sources
    ISO 4217 for currencies; Incoterms 2020 for rules and places; ISO 3166 for countries.

>>> SHARE.read("3,7 %"), SHARE.read(3.7), COLUMN.read(Grid.of([[1], [None], ["2,5"]]))
(Decimal('0.037'), Unfit('3.70 is more than 100 %. Enter 3.70 % as 3.70% or 0.037.'), \
[Decimal('1'), None, Decimal('2.5')])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import time
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from comptoir.functions import cells
from comptoir.functions.cells import Cell
from comptoir.functions.declaring import Kind
from comptoir.functions.shapes import Grid
from comptoir.records.kinds import Unfit, folded
from comptoir.rules.incoterms import Edition, Incoterm, Mode, Place
from comptoir.rules.money import currencies
from comptoir.rules.numbers.reading import countries
from comptoir.wording import Said, mark, translated

_WHOLE_DAY = Decimal(24)
_MOST_COUNT = 1_000_000


def _within(least: Decimal | None, most: Decimal | None = None) -> Callable[[Cell], object]:
    def read(cell: Cell) -> object:
        found = cells.number(cell)
        if isinstance(found, Unfit):
            return found
        if least is not None and found < least:
            return Unfit(Said("{number} is below {least}. Enter {least} or more.",
                              number=found, least=least))  # fmt: skip
        if most is not None and found > most:
            return Unfit(Said("{number} is above {most}. Enter {most} or less.",
                              number=found, most=most))  # fmt: skip
        return found

    return read


def _whole(least: int) -> Callable[[Cell], object]:
    bounded = _within(Decimal(least), Decimal(_MOST_COUNT))

    def read(cell: Cell) -> object:
        found = bounded(cell)
        if isinstance(found, Decimal):
            if found != found.to_integral():
                return Unfit(Said("{number} is not a whole number. Round it.", number=found))
            return int(found)
        return found

    return read


def _share(cell: Cell) -> object:
    """A share of 1: what a cell shown as 3.7 % holds; a text may have its sign."""
    if isinstance(cell, str) and cell.rstrip().endswith("%"):
        found = cells.number(cell.rstrip()[:-1])
        return found if isinstance(found, Unfit) else _positive(found / 100)
    found = cells.number(cell)
    if not isinstance(found, Unfit) and found > 1:
        return Unfit(Said("{number} is more than 100 %. Enter {number} % as {number}% or {share}.",
                          number=found, share=found / 100))  # fmt: skip
    return found if isinstance(found, Unfit) else _positive(found)


def _rate(cell: Cell) -> object:
    found = cells.number(cell)
    if isinstance(found, Decimal) and found <= 0:
        return Unfit(Said("{number} is not a rate. Enter a number above 0.", number=found))
    return found


def _text(cell: Cell) -> object:
    return cells.text(cell)


def _currency(cell: Cell) -> object:
    code = cells.text(cell).upper()
    if code in currencies():
        return code
    return Unfit(Said("{text} is not a currency. Enter its three-letter ISO code, such as EUR.",
                      text=code[:60]))  # fmt: skip


def _country(cell: Cell) -> object:
    code = cells.text(cell).upper()
    if code in countries():
        return code
    return Unfit(Said("{text} is not a country. Enter its two-letter ISO code, such as FR.",
                      text=code[:60]))  # fmt: skip


def _calendars(cell: Cell) -> object:
    codes = cells.text(cell).upper().replace("+", " ").replace(",", " ").replace(";", " ")
    return tuple(codes.split())


def _opening(cell: Cell) -> object:
    """A time of day: ``9:30``, ``9h``, 9.5 hours, or the fraction of a day of a time cell."""
    if isinstance(cell, time):
        return cell
    typed = cells.text(cell).lower()
    hours, _, minutes = typed.replace("h", ":").partition(":")
    if (":" in typed or "h" in typed) and hours.isdigit() and (minutes or "0").isdigit():
        return _clock(Decimal(hours) + Decimal(minutes or 0) / 60, cell)
    found = cells.number(cell)
    if isinstance(found, Unfit):
        return _no_time(cell)
    return _clock(found * _WHOLE_DAY if 0 < found < 1 else found, cell)


def _clock(hours: Decimal, cell: Cell) -> time | Unfit:
    if not 0 <= hours <= _WHOLE_DAY:
        return _no_time(cell)
    minutes = round(hours * 60)
    return time(minutes // 60 % int(_WHOLE_DAY), minutes % 60)


def _no_time(cell: Cell) -> Unfit:
    return Unfit(Said("{text} is not a time of day. Enter it as {example}.",
                      text=cells.text(cell)[:60], example="09:30"))  # fmt: skip


def one_of(said: str, members: Iterable[tuple[object, Sequence[str]]]) -> Kind:
    """One of a list; each can be said by its code, its English or its French words."""
    spoken: dict[str, object] = {}
    codes: list[str] = []
    for member, words in members:
        codes.append(words[0])
        for word in words:
            for lang in ("en", "fr"):
                spoken.setdefault(folded(translated(word, lang)), member)

    def read(cell: Cell) -> object:
        typed = cells.text(cell)
        found = spoken.get(folded(typed))
        if found is None:
            return Unfit(Said("{text} is not in the list. Enter one of: {choices}.",
                              text=typed[:60], choices=codes))  # fmt: skip
        return found

    return Kind(said, read)


def of_enum(
    said: str, members: Iterable[Enum], french: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Kind:
    """One of an enumeration, by its name, its value, or *french* words for its name."""
    words = ((one, (one.name, str(one.value), *french.get(one.name, ()))) for one in members)
    return one_of(said, words)


def _column(read: Callable[[Cell], object]) -> Callable[[Cell], object]:
    """A whole range as a list, row by row; blanks are None, the first fault is the answer."""

    def whole(grid: Grid) -> object:
        found: list[object] = []
        known: dict[object, object] = {}
        for cell in grid.cells:
            if cells.is_blank(cell):
                found.append(None)
                continue
            key = (type(cell), cell)
            value = known.get(key)
            if value is None:
                value = known[key] = read(cell)
            if isinstance(value, Unfit):
                return value
            found.append(value)
        return found

    return whole


def column_of(kind: Kind) -> Kind:
    """A range of cells of one *kind*, read as a whole."""
    return Kind(kind.said, _column(kind.read), whole=True)


def _weights(grid: Grid) -> object:
    """A range of weights in its own shape, blanks as nought."""
    rows = []
    for row in grid.rows:
        read = [Decimal(0) if cells.is_blank(cell) else _positive(cell) for cell in row]
        fault = next((one for one in read if isinstance(one, Unfit)), None)
        if fault:
            return fault
        rows.append(read)
    return rows


def _table(grid: Grid) -> object:
    return [list(row) for row in grid.rows if not all(map(cells.is_blank, row))] or None


_positive = _within(Decimal(0))
_EDITIONS = [(one, (str(one.value),)) for one in Edition]
_PLACES = {
    Place.SELLERS_PREMISES: ("SELLER", "vendeur"),
    Place.ORIGIN_TERMINAL: ("TERMINAL",),
    Place.PORT_OF_SHIPMENT: ("PORT",),
    Place.PORT_OF_DESTINATION: ("DESTINATION PORT", "port destination"),
    Place.DESTINATION_TERMINAL: ("DESTINATION TERMINAL", "terminal destination"),
    Place.BUYERS_DOOR: ("DOOR", "porte", "domicile"),
}
_MODES = {
    "SEA": ("mer", "bateau", "ship"),
    "WATERWAY": ("fleuve", "barge"),
    "AIR": ("avion", "plane"),
    "ROAD": ("route", "camion", "truck"),
    "RAIL": ("fer", "train"),
    "COURIER": ("express",),
    "MULTIMODAL": ("combiné", "combined"),
}

NUMBER = Kind(mark("number"), _within(None))
POSITIVE = Kind(mark("number, nought or more"), _positive)
COUNT = Kind(mark("whole number, 1 or more"), _whole(1))
DAYS = Kind(mark("whole number of days"), _whole(0))
WHOLE = Kind(mark("whole number"), _whole(-_MOST_COUNT))
SHARE = Kind(mark("percentage"), _share)
RATE = Kind(mark("rate above nought"), _rate)
DAY = Kind(mark("date"), cells.day)
TIME = Kind(mark("time of day"), _opening)
TEXT = Kind(mark("text"), _text)
FLAG = Kind(mark("yes or no"), cells.flag)
CURRENCY = Kind(mark("currency"), _currency)
COUNTRY = Kind(mark("country"), _country)
CALENDARS = Kind(mark("calendar"), _calendars)
RULE = one_of(mark("Incoterms rule"), ((one, (one.name,)) for one in Incoterm))
PLACE = one_of(
    mark("kind of place"), ((one, (*_PLACES[one], one.value, one.name)) for one in Place)
)
EDITION = one_of(mark("edition"), _EDITIONS)
MODE = of_enum(mark("mode of transport"), Mode, _MODES)
LANGUAGE = one_of(mark("language"), (("en", ("EN",)), ("fr", ("FR",))))
COLUMN = Kind(mark("range of numbers"), _column(_positive), whole=True)
WEIGHTS = Kind(mark("range of numbers"), _weights, whole=True)
TABLE = Kind(mark("range"), _table, whole=True)
