"""What a letter was made from, as short prints: which of its blanks would be filled otherwise now.

>>> prints({"total": Money("12.50", "EUR"), "lang": "fr"}).keys()
dict_keys(['total'])
>>> changed("total:0a1b2c3d day:11111111", {"total": "0a1b2c3d", "day": "22222222"})
['day']
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from comptoir.letters.word import Picture
from comptoir.rules.money import Money
from comptoir.wording import Said

_LONG = 8
_NOT_DATA = {"lang"}


def prints(values: Mapping[str, object]) -> dict[str, str]:
    """The print of each value of a letter, by its name."""
    return {name: _print(value) for name, value in values.items() if name not in _NOT_DATA}


def as_text(told: Mapping[str, str]) -> str:
    """Prints as one line, to be kept with the letter."""
    return " ".join(f"{name}:{mark}" for name, mark in told.items())


def changed(kept: str, now: Mapping[str, str]) -> list[str]:
    """The names whose print is no longer the one *kept*."""
    before = dict(one.partition(":")[::2] for one in kept.split())
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _print(value: object) -> str:
    return hashlib.sha256("\x1f".join(_pieces(value)).encode()).hexdigest()[:_LONG]


def _pieces(value: object) -> Iterable[str]:
    """What a value says, in pieces that two equal values share."""
    match value:
        case Picture():
            yield value.digest
        case Money():
            yield f"{value.amount.normalize():f} {value.currency}"
        case Decimal():
            yield f"{value.normalize():f}" if value.is_finite() else str(value)
        case date():
            yield value.isoformat()
        case Said():
            yield value.in_("en")
        case list() | tuple():
            yield f"({len(value)}"
            for one in value:
                yield from _pieces(one)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            for one in dataclasses.fields(value):
                yield one.name
                yield from _pieces(getattr(value, one.name))
        case _:
            yield str(value)
