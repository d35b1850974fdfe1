r"""Sentences people read: written once in English, shown in French or English.

A sentence is a value until it is shown: its English text, which is also the key
of the catalogue, and the facts that fill it. Whoever shows it says in which
language, so nothing below the surfaces knows what the user reads.

>>> said = Said("{ref} is due on {day}.", ref="EX-2026-0001", day=date(2026, 11, 23))
>>> said.in_("en")
'EX-2026-0001 is due on 23 Nov 2026.'
>>> shown(date(2026, 11, 23), "fr"), shown(Decimal("1234.50"), "fr")
('23/11/2026', '1\u202f234,50')
>>> shown(Decimal("120.000"), "en"), shown(Decimal("37.0300"), "en")
('120', '37.03')

A word that agrees with a number says so where it stands, one and many apart; from two on there
are many in French, and all but one in English:

>>> [Said("{n} {n:row|rows} saved", n=n).in_("en") for n in (0, 1, 2)]
['0 rows saved', '1 row saved', '2 rows saved']
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

LANGUAGES = ("fr", "en")
CATALOGUES = Path(__file__).parent / "locale"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def mark(text: str) -> str:
    """Mark *text* for the catalogue; it is translated where it is shown."""
    return text


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The compiled catalogue of *lang*; English needs none."""
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("comptoir", CATALOGUES, languages=[lang])


def translated(text: str, lang: str) -> str:
    """The wording of *text* in *lang*. An empty text stays empty."""
    return catalogue(lang).gettext(text) if text else ""


def shown(fact: object, lang: str) -> str:  # noqa: PLR0911 - one return to the type
    """A fact as it reads inside a sentence: dates and decimals in the manner of *lang*."""
    match fact:
        case datetime():
            return f"{shown(fact.date(), lang)} {fact:%H:%M}"
        case date():
            if lang == "fr":
                return f"{fact:%d/%m/%Y}"
            return f"{fact:%d} {_MONTHS[fact.month - 1]} {fact:%Y}"
        case Decimal():
            return figures(fact, _decimals(fact), lang)
        case None:
            return "—"
        case list() | tuple() | set() | frozenset():
            return ", ".join(shown(one, lang) for one in fact)
    in_ = getattr(fact, "in_", None)  # as InLanguage has; asked so, it takes no time
    return str(in_(lang) if in_ else fact)


def _decimals(number: Decimal) -> int:
    """The decimals that say something: none of a whole number, else two at least."""
    if number == number.to_integral():
        return 0
    return max(2, len(f"{number:f}".rstrip("0").partition(".")[2]))


def figures(number: Decimal, decimals: int, lang: str) -> str:
    """A number with so many *decimals*, its thousands apart, in the manner of *lang*.

    >>> figures(Decimal("1234.5"), 2, "en")
    '1,234.50'
    """
    text = f"{number:,.{decimals}f}"
    return text.replace(",", "\u202f").replace(".", ",") if lang == "fr" else text


@runtime_checkable
class InLanguage(Protocol):
    """A value that knows how it reads in a language, such as an amount of money."""

    def in_(self, lang: str) -> str: ...


class _Filled:
    """A fact on its way into a sentence: ``{count}`` is its text, ``{count:row|rows}`` a word."""

    def __init__(self, fact: object, lang: str) -> None:
        self._fact, self._lang = fact, lang

    def __format__(self, spec: str) -> str:
        one, apart, many = spec.partition("|")
        if not apart:
            return shown(self._fact, self._lang)
        alone = self._fact in ((0, 1) if self._lang == "fr" else (1,))
        return one if alone else many


class Said:
    """A sentence and its facts, not yet in any language. Equal when both are."""

    __slots__ = ("facts", "text")

    def __init__(self, text: str, /, **facts: object) -> None:
        self.text = text
        self.facts: Mapping[str, object] = facts

    def in_(self, lang: str) -> str:
        """The sentence in *lang* (``fr`` or ``en``)."""
        filled = {name: _Filled(fact, lang) for name, fact in self.facts.items()}
        return translated(self.text, lang).format_map(filled)

    def __str__(self) -> str:
        return self.in_("en")

    def __repr__(self) -> str:
        return f"Said({self.in_('en')!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.text, self.facts) == (other.text, other.facts)

    def __hash__(self) -> int:
        return hash((self.text, tuple(map(str, self.facts.items()))))
