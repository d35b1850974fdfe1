r"""What a tag can do to its value: ``{{ total|money }}``, ``{{ due|long_day }}``.

Formats are those of CLDR through Babel: French of France, English of Britain.

Source: the trade reference 9.3.

>>> fr, en = Reading("fr"), Reading("en")
>>> fr.money(Money("1234567.89", "EUR")), en.money(Money("1234567.89", "EUR"))
('1\u202f234\u202f567,89\xa0€', '€1,234,567.89')
>>> fr.long_day(date(2026, 11, 1)), en.long_day(date(2026, 11, 23))
('1er novembre 2026', '23 November 2026')
>>> fr.plural(1, "colis", "colis"), en.plural(2, "package", "packages")
('1\xa0colis', '2\xa0packages')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from babel import Locale, dates, numbers
from jinja2 import Undefined

from comptoir.letters.word.faults import Unwritable
from comptoir.letters.word.values import Picture, ToComplete, text_of
from comptoir.rules.glossary import UnknownTerm, looked_up
from comptoir.rules.money import Money, minor_units
from comptoir.rules.words import in_words
from comptoir.wording import Said

LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@cache
def locale(lang: str) -> Locale:
    """The locale in which letters of *lang* are written."""
    return Locale.parse(LOCALES[lang])


@lru_cache(maxsize=8192)
def _currency(amount: Decimal, currency: str, lang: str) -> str:
    if lang == "fr" and currency != "EUR":
        places = minor_units(currency)
        return f"{_decimal(amount, places, places, lang)}\u00a0{currency}"
    return str(numbers.format_currency(amount, currency, locale=locale(lang)))


@lru_cache(maxsize=8192)
def _decimal(number: Decimal, least: int, most: int, lang: str) -> str:
    shape = "#,##0" + ("." if most else "") + "0" * least + "#" * (most - least)
    return str(numbers.format_decimal(number, format=shape, locale=locale(lang)))


@lru_cache(maxsize=2048)
def _day(day: date, shape: str, lang: str) -> str:
    text = str(dates.format_date(day, shape, locale=locale(lang)))
    return text.replace("1 ", "1er ", 1) if lang == "fr" and day.day == 1 else text


class Reading:
    """The filters in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def text(self, value: object) -> str:
        """The plain reading of a value."""
        return str(value) if isinstance(value, Undefined) else text_of(value, self.lang)

    def money(self, value: object, currency: str = "") -> str:
        """An amount with its currency: the sign where this language puts it.

        French writes other currencies than the euro by their code, as on trade papers.
        """
        told = _money(value, currency)
        return _currency(told.rounded().amount, told.currency, self.lang)

    def amount(self, value: object, currency: str = "") -> str:
        """An amount without its currency, with as many decimals as it has."""
        if isinstance(value, Money) or currency:
            told = _money(value, currency).rounded()
            places = minor_units(told.currency)
            return _decimal(told.amount, places, places, self.lang)
        return _decimal(_number(value), 2, 2, self.lang)

    def price(self, value: object) -> str:
        """A unit price: two decimals at least, four at most."""
        number = value.amount if isinstance(value, Money) else _number(value)
        least = min(2, minor_units(value.currency)) if isinstance(value, Money) else 2
        return _decimal(number, least, 4, self.lang)

    def number(self, value: object, places: int | None = None) -> str:
        """A number with *places* decimals, or as many as it needs up to three."""
        least, most = (0, 3) if places is None else (int(places), int(places))
        if not 0 <= most <= 12:  # noqa: PLR2004 - more is no reading
            raise Unwritable(Said("a number has from 0 to 12 decimals."))
        return _decimal(_number(value), least, most, self.lang)

    def percent(self, value: object) -> str:
        """A percentage given in percent: ``12.15`` is 12.15 %."""
        text = _decimal(_number(value), 0, 2, self.lang)
        return f"{text}\u00a0%" if self.lang == "fr" else f"{text}%"

    def day(self, value: object) -> str:
        """A date in figures, or with a short month in English."""
        return _day(_date(value), "dd/MM/yyyy" if self.lang == "fr" else "d MMM yyyy", self.lang)

    def long_day(self, value: object) -> str:
        """A date with its month in full."""
        return _day(_date(value), "long", self.lang)

    def words(self, value: object, currency: str = "") -> str:
        """An amount in words."""
        return in_words(_money(value, currency), self.lang)

    def term(self, value: object) -> str:
        """A trade term in the letter's language, whichever it is given in; others stay."""
        text = self.text(value)
        try:
            return looked_up(text)[0].name(self.lang)
        except UnknownTerm:
            return text

    def plural(self, count: object, one: str, many: str) -> str:
        """A count with its noun: French says one up to two, English at one only."""
        number = _number(count)
        single = abs(number) < 2 if self.lang == "fr" else number == 1  # noqa: PLR2004 - two
        return f"{self.number(number)}\u00a0{one if single else many}"

    def joined(self, values: Iterable[object], between: str = ", ") -> str:
        """The readings of several values, one after another; blanks are left out."""
        if isinstance(values, str):
            raise Unwritable(Said("this is not a list."))
        told = [self.text(value) for value in _each(values) if value is not None]
        return between.join(one for one in told if one)

    def lines(self, values: Iterable[object]) -> str:
        """The readings of several values, one a line."""
        return self.joined(values, "\n")

    def replaced(self, value: object, old: str, new: str) -> str:
        """The reading of *value* with *new* for *old*."""
        text = self.text(value)
        if len(text) * max(1, len(new)) > 1_000_000:  # noqa: PLR2004 - as all texts of a letter
            raise Unwritable(Said("the text would be too long."))
        return text.replace(old, new)

    def as_filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter by the name that a tag gives it."""
        return {name: _passing(deed) for name, deed in self._filters().items()}

    def _filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "money": self.money,
            "amount": self.amount,
            "price": self.price,
            "number": self.number,
            "percent": self.percent,
            "day": self.day,
            "long_day": self.long_day,
            "words": self.words,
            "term": self.term,
            "plural": self.plural,
            "join": self.joined,
            "lines": self.lines,
            "replace": self.replaced,
            "upper": lambda value: self.text(value).upper(),
            "lower": lambda value: self.text(value).lower(),
            "capitalize": lambda value: _first_up(self.text(value)),
            "title": lambda value: self.text(value).title(),
            "trim": lambda value: self.text(value).strip(),
            "string": self.text,
            "e": lambda value: value,
            "escape": lambda value: value,
            "optional": lambda value: (
                "" if isinstance(value, Undefined) or value is None else value
            ),
            "default": _default,
            "d": _default,
            "length": lambda value: len(_each(value)),
            "count": lambda value: len(_each(value)),
            "first": lambda value: _each(value)[0],
            "last": lambda value: _each(value)[-1],
            "list": lambda value: list(_each(value)),
            "reverse": lambda value: list(reversed(_each(value))),
            "abs": lambda value: abs(value if isinstance(value, Money) else _number(value)),
            "tall": _tall,
        }


def _passing(deed: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that leaves what is still to be completed as it is."""

    def passing(value: object, *rest: object, **named: object) -> object:
        if type(value) is ToComplete:
            return value
        return deed(value, *rest, **named)

    return passing


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _default(value: object, otherwise: object = "", boolean: object = False) -> object:  # noqa: FBT002 - Jinja's own signature
    nothing = isinstance(value, Undefined) or value is None or (boolean and not value)
    return otherwise if nothing else value


def _tall(value: object, height: float) -> Picture:
    if not isinstance(value, Picture) or not 1 <= height <= 270:  # noqa: PLR2004 - a page
        raise Unwritable(Said("a picture is from 1 to 270 mm tall."))
    return value.tall(Decimal(str(height)))


def _each(values: object) -> Sequence[object]:
    if isinstance(values, Undefined):
        str(values)
    if isinstance(values, str | list | tuple):
        return values
    if isinstance(values, dict | set | frozenset):
        return list(values)
    raise Unwritable(Said("this is not a list."))


def _money(value: object, currency: str) -> Money:
    if isinstance(value, Money):
        return value
    if currency and isinstance(currency, str):
        return Money(_number(value), currency)
    if isinstance(value, Undefined):
        str(value)
    raise Unwritable(Said("this is not an amount with its currency."))


def _number(value: object) -> Decimal:
    if isinstance(value, Undefined):
        str(value)
    number = None
    if isinstance(value, float):
        number = Decimal(repr(value))
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
    if number is None:
        raise Unwritable(Said("this is not a number."))
    if not number.is_finite():
        raise Unwritable(Said("the result is not a number."))
    return number


def _date(value: object) -> date:
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, date):
        raise Unwritable(Said("this is not a date."))
    return value
