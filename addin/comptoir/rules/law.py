"""Values fixed by a rule book, each with the days it is in force and its source.

A book is a file of ``rules/data``; each of its tables is one quantity: a label
(``label``, ``label_fr``), a unit (``text`` where the value is a text) and one entry
for each day the value changed. An entry is never edited, one is added. It may end
(``until``, last day included), and it may be ``to_confirm`` where the source was not
read at first hand; a desk then puts its own entry in its place.

Sources
    Each entry names its own.

>>> indemnity = timeline("payment", "late_payment_indemnity")
>>> print(indemnity.on(date(2026, 11, 23)))
40 EUR since 2013-01-01 (C. com. art. D441-5)
>>> timeline("payment", "ecb_refinancing").on(date(2026, 6, 30)).number
Decimal('2.15')

A desk's own value stands before the printed one, from its day on:

>>> ours = overrides({"payment.ecb_refinancing": [
...     {"since": date(2027, 1, 1), "value": "2.25", "source": "ECB release of December 2026"}]})
>>> timeline("payment", "ecb_refinancing", ours).on(date(2027, 1, 4)).number
Decimal('2.25')
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from comptoir.errors import Misplaced, Refused
from comptoir.wording import Said, mark

Value = Decimal | str | bool | date | tuple["Value", ...] | Mapping[str, "Value"]
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


class NotInForce(Refused, LookupError):
    """No value is known on the day asked for."""

    message = mark(
        "{label}: no value is known on {day} (known: {known})."
        " Nothing was computed. Check the date, or enter the value of that day in the settings."
    )


class UnknownQuantity(Misplaced, LookupError):
    """A quantity that no book has."""

    message = mark(
        "No rule book has a quantity named {name}. Nothing was computed."
        " Check the name in the settings against the list in the help."
    )


class BadOverride(Misplaced, ValueError):
    """The desk's own entries cannot be read; ``faults`` holds all of them."""

    message = mark(
        "The desk's own values for the law cannot be used: {faults}."
        " Nothing was computed. Correct them in the settings."
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """A value, since when, and why it is that value.

    ``until`` is the last day in force, ``None`` while none is known. ``ours`` tells a
    desk's own entry from a printed one.
    """

    value: Value
    unit: str
    since: date
    source: str
    until: date | None = None
    to_confirm: bool = False
    ours: bool = False

    @property
    def number(self) -> Decimal:
        """The value, where it is a number; `TypeError` where it is not."""
        if isinstance(self.value, Decimal):
            return self.value
        raise TypeError(f"{self.value!r} is not a number")

    @property
    def text(self) -> str:
        """The value, where it is a text; `TypeError` where it is not."""
        if isinstance(self.value, str):
            return self.value
        raise TypeError(f"{self.value!r} is not a text")

    @property
    def table(self) -> Mapping[str, Any]:
        """The value, where it is a table; `TypeError` where it is not."""
        if isinstance(self.value, Mapping):
            return self.value
        raise TypeError(f"{self.value!r} is not a table")

    def __str__(self) -> str:
        confirm = ", to confirm" if self.to_confirm else ""
        return f"{self.value} {self.unit} since {self.since} ({self.source}{confirm})"


class Label(Said):
    """The name of a quantity, printed in its book in both languages."""

    __slots__ = ("french",)

    def __init__(self, english: str, french: str) -> None:
        super().__init__(english)
        self.french = french

    def in_(self, lang: str) -> str:
        """The name in *lang*."""
        return self.french if lang == "fr" else self.text


@dataclass(frozen=True, slots=True)
class Timeline:
    """All the values one quantity has had, oldest first."""

    label: Label
    unit: str
    entries: tuple[InForce, ...]

    def at(self, day: date) -> InForce | None:
        """The value in force on *day*, first and last day included; None outside."""
        place = bisect_right(self.entries, day, key=lambda entry: entry.since)
        if place == 0:
            return None
        entry = self.entries[place - 1]
        return entry if entry.until is None or day <= entry.until else None

    def on(self, day: date) -> InForce:
        """The value in force on *day*, first and last day included.

        Raises `NotInForce` where no value is known on that day.
        """
        entry = self.at(day)
        if entry is None:
            raise NotInForce(label=self.label, day=day, known=self._known())
        return entry

    def _known(self) -> Said:
        first, last = self.entries[0].since, self.entries[-1].until
        if last is None:
            return Said("from {first} on", first=first)
        return Said("from {first} to {last}", first=first, last=last)


Overrides = Mapping[str, tuple[InForce, ...]]
PRINTED: Overrides = {}


def timeline(book: str, name: str, ours: Overrides = PRINTED) -> Timeline:
    """One quantity of ``rules/data/<book>.toml``, with a desk's own entries in their place.

    A desk's entry replaces the printed one of the same first day, and otherwise
    stands between its neighbours.

    Raises `UnknownQuantity` where no book has it.
    """
    printed = _printed(book, name)
    own = ours.get(f"{book}.{name}")
    if not own:
        return printed
    merged = {entry.since: entry for entry in (*printed.entries, *own)}
    return Timeline(printed.label, printed.unit, tuple(merged[day] for day in sorted(merged)))


def books() -> list[str]:
    """The names of all books."""
    data = files(__package__) / "data"
    return sorted(
        path.name.removesuffix(".toml") for path in data.iterdir() if path.name.endswith(".toml")
    )


def quantities() -> Iterator[tuple[str, str]]:
    """Book and name of every quantity there is."""
    for book in books():
        for name in _book(book):
            yield book, name


def overrides(settings: Mapping[str, Sequence[Mapping[str, Any]]]) -> Overrides:
    """Read a desk's own entries: for each ``book.name``, tables with since, value and source.

    An entry of the desk is confirmed by being entered, unless it says ``to_confirm``.

    Raises `BadOverride` with every fault found, not only the first.
    """
    known = {f"{book}.{name}" for book, name in quantities()}
    faults: list[Said] = []
    read: dict[str, tuple[InForce, ...]] = {}
    for name, entries in settings.items():
        if name not in known:
            faults.append(Said("{name}: no rule book has it", name=name))
            continue
        printed = _printed(*name.split(".", 1))
        unit = printed.unit
        found = [_fault(name, entry, printed) for entry in entries]
        faults += [fault for fault in found if fault]
        if not any(found):
            ours = sorted((_entry(entry, unit, ours=True) for entry in entries), key=_first_day)
            faults += [
                Said("{name}: two values since {day}", name=name, day=a.since)
                for a, b in pairwise(ours)
                if a.since == b.since
            ]
            read[name] = tuple(ours)
    if faults:
        raise BadOverride(faults=faults)
    return read


def _fault(name: str, entry: Mapping[str, Any], printed: Timeline) -> Said | None:
    since, until = entry.get("since"), entry.get("until")
    if type(since) is not date:
        return Said("{name}: the first day (since) is missing or not a date", name=name)
    if until is not None and (type(until) is not date or until < since):
        return Said("{name}: the last day (until) is not a date after {day}", name=name, day=since)
    if "value" not in entry:
        return Said("{name}: the value since {day} is missing", name=name, day=since)
    if not _same_kind(entry["value"], printed):
        like = str(printed.entries[-1].value)
        return Said("{name}: the value since {day} is not of the kind of {like}",
                    name=name, day=since, like=like)  # fmt: skip
    if not str(entry.get("source", "")).strip():
        return Said("{name}: the value since {day} names no source", name=name, day=since)
    return None


def _same_kind(value: Any, printed: Timeline) -> bool:
    """Whether *value* is a number, a text, a list or a table as the printed ones are."""
    like = printed.entries[-1].value
    if printed.unit == "text":
        return isinstance(value, str)
    try:
        read = _read(value)
    except TypeError:
        return False
    return type(read) is type(like)


def _first_day(entry: InForce) -> date:
    return entry.since


@cache
def _book(book: str) -> Mapping[str, Any]:
    text = (files(__package__) / "data" / f"{book}.toml").read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)


@cache
def _printed(book: str, name: str) -> Timeline:
    if book not in books() or name not in _book(book):
        raise UnknownQuantity(name=f"{book}.{name}")
    table = _book(book)[name]
    unit = table["unit"]
    label = Label(table["label"], table.get("label_fr", table["label"]))
    return Timeline(label, unit, tuple(_entry(e, unit) for e in table["values"]))


def _entry(entry: Mapping[str, Any], unit: str, *, ours: bool = False) -> InForce:
    return InForce(
        value=entry["value"] if unit == "text" else _read(entry["value"]),
        unit=unit,
        since=entry["since"],
        source=entry["source"],
        until=entry.get("until"),
        to_confirm=bool(entry.get("to_confirm", False)),
        ours=ours,
    )


def _read(value: Any) -> Value:
    """Numbers become exact, whether written as such or between quotes."""
    match value:
        case bool() | date():
            return value
        case int() | float() | Decimal():
            return Decimal(str(value))
        case str() if _NUMBER.fullmatch(value):
            return Decimal(value)
        case str():
            return value
        case list():
            return tuple(_read(one) for one in value)
        case dict():
            return {key: _read(one) for key, one in value.items()}
    raise TypeError(f"{value!r} has no place in a rule book")
