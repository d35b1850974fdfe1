"""Facts that a person adds to a letter: read as they are typed, joined with what the records say.

A list is typed with semicolons, the parts of an item with bars: ``cause=kiln breakdown``,
``new_day=18/12/2026``, ``points=Price | USD 14.20 | USD 13.60; Payment | 30 % | at sight``.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType

from comptoir.errors import Refused
from comptoir.letters.kinds import Kind
from comptoir.letters.word import ToComplete
from comptoir.letters.word.suggesting import nearest
from comptoir.records.kinds import Day, Flag, Unfit, decimal_read
from comptoir.rules.money import Money
from comptoir.wording import Said, mark

_TYPED: Mapping[object, Said] = {
    str: Said("a text"),
    date: Said("a date: 31/12/2026"),
    int: Said("a number"),
    Decimal: Said("a number"),
    bool: Said("yes or no"),
    Money: Said("an amount with its currency: 1214.50 EUR"),
}
WANTED = object()
"""Stands for a fact that this letter cannot do without, though another of its kind could."""


class UnknownFact(Refused):
    message = mark(
        "{title} has no fact named {name}. No letter was written. Write one of: {known}."
    )


class UnreadableFact(Refused):
    message = mark("{name} of {title} cannot be {value}: {why} No letter was written. Correct it.")


class FactsWanted(Refused):
    """The facts that no record has, and that nobody told."""

    message = mark(
        "{title} of {ref} needs what no record says: {facts}. No letter was written."
        " Tell them, such as {example}, or let them be marked in the letter: --unfinished."
    )

    def __init__(self, kind: Kind, ref: str, names: list[str]) -> None:
        super().__init__(
            title=kind.said(),
            ref=ref,
            facts=[fact_words(name) for name in names],
            example=f'--say {names[0]}="…"',
        )  # fmt: skip
        self.names = names


_WORDS = {
    "about": mark("what it is about"),
    "accepted": mark("whether it is accepted"),
    "answer_by": mark("the day by which an answer is wanted"),
    "cause": mark("the cause"),
    "changes": mark("the changes wanted"),
    "container": mark("the container"),
    "credit_ref": mark("the number of the credit"),
    "decisions": mark("the decisions"),
    "effective": mark("the first day of the new prices"),
    "ends": mark("the last day"),
    "fair": mark("the fair"),
    "finding": mark("what was found"),
    "issued_on": mark("the day the credit was issued"),
    "issuing_bank": mark("the issuing bank"),
    "latest_shipment": mark("the last day of shipment"),
    "market": mark("our market"),
    "met": mark("the day you met"),
    "new_day": mark("the new day"),
    "next_step": mark("the next step"),
    "novelty": mark("what is new on the stand"),
    "place": mark("the place"),
    "pod": mark("the port of discharge"),
    "points": mark("the points under discussion"),
    "pol": mark("the port of loading"),
    "policy": mark("the insurance policy"),
    "prices": mark("the new prices"),
    "products": mark("the products"),
    "promised": mark("what was promised"),
    "proposal": mark("the proposal"),
    "reason": mark("the reason"),
    "remedy": mark("the remedy"),
    "replacement": mark("the solution proposed"),
    "said": mark("what was said"),
    "stand": mark("the stand"),
    "starts": mark("the first day"),
    "strengths": mark("our strengths"),
    "talked_of": mark("what you talked of"),
    "town": mark("the town"),
    "transport_doc": mark("the transport document"),
    "volumes": mark("the volumes"),
    "wanted": mark("what is asked for"),
    "what": mark("what is announced"),
    "wording": mark("the wording the credit asks for"),
}


def fact_words(name: str) -> Said | str:
    """A fact as a person calls it, with the name to type: ``the cause (cause)``."""
    return Said("{words} ({name})", words=Said(_WORDS[name]), name=name) if name in _WORDS else name


def type_words(hint: object) -> Said:
    """How a fact of a type is typed."""
    hint = _certain(hint)
    if typing.get_origin(hint) is tuple:
        return Said("a list, its items parted by ; and their parts by |")
    return _TYPED.get(hint, Said("it follows from the records"))


@cache
def facts_of(kind: type) -> Mapping[str, object]:
    """The facts that a letter of this type shows, by name, with their types."""
    hints = typing.get_type_hints(kind)
    return {one.name: hints[one.name] for one in dataclasses.fields(kind)}


def complete(
    kind: Kind, shape: type, found: Mapping[str, object], told: Mapping[str, str], ref: str,
    lang: str, *, unfinished: bool = False,
) -> object:  # fmt: skip
    """The value of a letter: what the records say, and what a person *told* wins.

    Raises `FactsWanted` for what nobody knows, unless the letter may stay *unfinished*.
    """
    typed = {**found, **read(kind, shape, told)}
    typed = {name: value for name, value in typed.items() if value is not WANTED}
    missing = [
        one.name
        for one in dataclasses.fields(shape)
        if one.name not in typed and (_needed(one) or found.get(one.name) is WANTED)
    ]
    hints = facts_of(shape)
    hard = [name for name in missing if not _can_wait(hints[name])]
    if missing and (hard or not unfinished):
        raise FactsWanted(kind, ref, missing)
    for name in missing:
        typed[name] = _waiting(name, hints[name], lang)
    return shape(**typed)


def _needed(one: dataclasses.Field[object]) -> bool:
    return one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING


def changed(kind: Kind, value: object, told: Mapping[str, str]) -> object:
    """A letter's whole *value* with what a person *told* instead."""
    facts = read(kind, type(value), told)
    return dataclasses.replace(value, **facts) if facts else value  # type: ignore[type-var]


def read(kind: Kind, shape: type, told: Mapping[str, str]) -> dict[str, object]:
    """What a person told, typed. Raises `UnknownFact`, `UnreadableFact`."""
    hints = facts_of(shape)
    typed: dict[str, object] = {}
    for name, text in told.items():
        if name not in hints:
            known = nearest(name, list(hints)) or list(hints)
            raise UnknownFact(title=kind.said(), name=name, known=known)
        value = _typed(hints[name], text.strip())
        if isinstance(value, Unfit):
            raise UnreadableFact(title=kind.said(), name=name, value=text, why=value.said)
        typed[name] = value
    return typed


def _typed(hint: object, text: str) -> object:  # noqa: PLR0911 - one return to the type
    hint = _certain(hint)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return _all(_typed(inner, one.strip()) for one in text.split(";") if one.strip())
    if hint is str:
        return text
    if hint is date:
        return Day().read(text)
    if hint is bool:
        return Flag().read(text)
    if hint is int:
        number = decimal_read(text)
        return number if isinstance(number, Unfit) else int(number)
    if hint is Decimal:
        return decimal_read(text)
    if hint is Money:
        return _money(text)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _item(hint, text)
    return Unfit(Said("it follows from the records."))


def _all(values: typing.Iterable[object]) -> object:
    each = tuple(values)
    return next((one for one in each if isinstance(one, Unfit)), each)


def _item(kind: type, text: str) -> object:
    """One item of a list, its parts between bars; the last ones may be left out."""
    hints, pieces = facts_of(kind), [one.strip() for one in text.split("|")]
    if len(pieces) > len(hints):
        return Unfit(Said("write its parts between bars: {parts}.", parts=" | ".join(hints)))
    typed = {
        name: _typed(hint, piece)
        for (name, hint), piece in zip(hints.items(), pieces, strict=False)
    }
    wrong = next((one for one in typed.values() if isinstance(one, Unfit)), None)
    if wrong is not None:
        return wrong
    needed = [one.name for one in dataclasses.fields(kind) if _needed(one)]
    if any(name not in typed for name in needed):
        return Unfit(Said("write its parts between bars: {parts}.", parts=" | ".join(hints)))
    return kind(**typed)


def _money(text: str) -> Money | Unfit:
    """``USD 1,214.50`` or ``1 214,50 EUR``."""
    first, _, rest = text.partition(" ")
    if not (len(first) == 3 and first.isalpha()):  # noqa: PLR2004 - a currency code
        rest, _, first = text.rpartition(" ")
    number = decimal_read(rest)
    if not (len(first) == 3 and first.isalpha()):  # noqa: PLR2004 - as above
        return Unfit(Said("write the amount with its currency, such as 1214.50 EUR."))
    return number if isinstance(number, Unfit) else Money(number, first.upper())


def _certain(hint: object) -> object:
    """A type without the nothing that it may also be."""
    if isinstance(hint, UnionType):
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint


def _can_wait(hint: object) -> bool:
    hint = _certain(hint)
    if typing.get_origin(hint) is tuple:
        return True
    return hint in {str, date, Decimal, int, Money}


def _waiting(name: str, hint: object, lang: str) -> object:
    """The mark that stands where a fact is still to be written."""
    words = Said(_WORDS[name]) if name in _WORDS else name
    blank = ToComplete(Said("[to complete: {words}]", words=words).in_(lang))
    hint = _certain(hint)
    if typing.get_origin(hint) is not tuple:
        return blank
    inner = typing.get_args(hint)[0]
    if dataclasses.is_dataclass(inner) and isinstance(inner, type):
        return (inner(**dict.fromkeys((one.name for one in dataclasses.fields(inner)), blank)),)
    return (blank,)


def waiting(value: object) -> list[str]:
    """The marks of a letter's value that are still to be replaced."""
    if isinstance(value, ToComplete):
        return [str(value)]
    if isinstance(value, tuple):
        return list(dict.fromkeys(one for each in value for one in waiting(each)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        each = tuple(getattr(value, one.name) for one in dataclasses.fields(value))
        return waiting(each)
    return []
