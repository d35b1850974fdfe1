"""Values as JSON text: the columns users add, the two sides of a change, the reason of a refusal.

Dates, instants and decimals keep their type on the way.

>>> packed({"Colour": "blue", "Seen": date(2026, 11, 23), "Share": Decimal("0.10")})
'{"Colour":"blue","Seen":{"day":"2026-11-23"},"Share":{"decimal":"0.10"}}'
>>> unpacked(packed([Decimal("0.10"), None, True]))
[Decimal('0.10'), None, True]
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from comptoir.wording import Said


def _tagged(value: object) -> dict[str, object]:
    match value:
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case Said():
            return {"said": value.text, "facts": dict(value.facts)}
        case tuple() | set() | frozenset() | Mapping():
            return {"list": list(value)}
    raise TypeError(value)


def _untagged(found: dict[str, Any]) -> object:
    match found:
        case {"instant": str(text), **rest} if not rest:
            return datetime.fromisoformat(text)
        case {"day": str(text), **rest} if not rest:
            return date.fromisoformat(text)
        case {"decimal": str(text), **rest} if not rest:
            return Decimal(text)
        case {"said": str(text), "facts": dict(facts), **rest} if not rest:
            return Said(text, **facts)
    return found


_writer = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tagged)
_reader = json.JSONDecoder(object_hook=_untagged)


def packed(value: object) -> str:
    """*value* as JSON text."""
    return _writer.encode(value)


def unpacked(text: str) -> Any:
    """The value that was packed."""
    return _reader.decode(text)


__all__ = ["packed", "unpacked"]
