"""What a letter was made from, as short prints: which of its blanks would be filled otherwise now.

>>> prints({"total": Money("12.50", "EUR"), "lang": "fr"}).keys()
dict_keys(['total'])
>>> changed("total:0a1b2c3d day:11111111", {"total": "0a1b2c3d", "day": "22222222"})
['day']
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Mapping
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


_MOST, _ALL = 3900, "@*"


def as_text(told: Mapping[str, str], seen: Iterable[str] = ()) -> str:
    """Prints as one line, to be kept with the letter, and the keys it was *seen* to rest on.

    Too many keys are not kept: such a letter is read again after every change.
    """
    marks = " ".join(f"{name}:{mark}" for name, mark in told.items())
    keys = " ".join(f"@{one.replace(' ', '_')}" for one in sorted(seen) if one)
    return f"{marks} {keys if len(marks) + len(keys) < _MOST else _ALL}".strip()


def rests_on(kept: str, touched: Collection[str]) -> bool:
    """Whether a letter may read otherwise now that these keys were *touched*.

    >>> rests_on("total:0a1b2c3d @EX-2026-0001 @*event", {"EX-2026-0001"})
    True
    >>> rests_on("total:0a1b2c3d @EX-2026-0001 @*event", {"EX-2026-0002"})
    False
    """
    keys = {one[1:] for one in kept.split() if one.startswith("@")}
    return not keys or "*" in keys or any(one.replace(" ", "_") in keys for one in touched)


def changed(kept: str, now: Mapping[str, str]) -> list[str]:
    """The names whose print is no longer the one *kept*."""
    marks = (one for one in kept.split() if not one.startswith("@"))
    before = dict(one.partition(":")[::2] for one in marks)
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
