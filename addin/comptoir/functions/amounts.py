"""Money in cells: rounding, conversion at a given rate, amounts in words, dated figures.

Sources
    `comptoir.rules.money`, `comptoir.rules.words`, `comptoir.rules.law`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comptoir.errors import Refused
from comptoir.functions.declaring import Category, Family, Here, may, need
from comptoir.functions.kinds import CURRENCY, DAY, LANGUAGE, NUMBER, RATE, TEXT
from comptoir.rules.law import InForce, timeline
from comptoir.rules.money import Money, Rate
from comptoir.rules.words import in_words
from comptoir.wording import Said, mark

family = Family(Category.MONEY)


class NoSuchFigure(Refused):
    message = mark(
        "{name} is not a dated figure. Nothing was looked up."
        " Enter one of the list in the help, such as payment.ecb_refinancing."
    )


class SameCurrency(Refused):
    message = mark(
        "{currency} is converted into itself at {rate}. Nothing was computed. Enter two currencies."
    )


@family.function(
    "MONEYROUND",
    mark("An amount rounded half-up to the smallest unit of its currency"),
    need("amount", NUMBER, mark("Amount")),
    need("in_currency", CURRENCY, mark("Currency, such as EUR, JPY or TND")),
    example=((1075.5, "JPY"), 1076.0),
)
def rounded(_here: Here, amount: Decimal, currency: str) -> Money:
    return Money(amount, currency)


@family.function(
    "CONVERT",
    mark("An amount in another currency at a given rate, rounded to its smallest unit"),
    need("amount", NUMBER, mark("Amount")),
    need("given", CURRENCY, mark("Its currency")),
    need("wanted", CURRENCY, mark("Currency wanted")),
    need("rate", RATE, mark("Rate: units of the quote currency for one of the base")),
    may("basis", CURRENCY, mark("Base currency of the rate; the currency given if left out")),
    example=((25000, "USD", "EUR", 1.16, "EUR"), 21551.72),
)
def converted(
    _here: Here, amount: Decimal, given: str, wanted: str, rate: Decimal, base: str | None
) -> Money:
    if given == wanted:
        raise SameCurrency(currency=given, rate=rate)
    first = base or given
    quote = wanted if first == given else given
    return Money(amount, given).at(Rate(first, quote, rate, date.max, ""))


@family.function(
    "INWORDS",
    mark("An amount in words, for bills and cheques"),
    need("amount", NUMBER, mark("Amount")),
    need("in_currency", CURRENCY, mark("Currency")),
    may("language", LANGUAGE, mark("FR or EN; the language of the desk if left out")),
    example=((1250.75, "ISK", "EN"), "one thousand, two hundred and fifty-one ISK"),
)
def words(here: Here, amount: Decimal, currency: str, language: str | None) -> str:
    return in_words(Money(amount, currency), language or here.lang)


def _in_force(here: Here, name: str, day: date) -> InForce:
    book, dot, quantity = name.strip().partition(".")
    if not dot:
        raise NoSuchFigure(name=name)
    try:
        return timeline(book, quantity, here.law).on(day)
    except LookupError as unknown:
        if isinstance(unknown, Refused):
            raise
        raise NoSuchFigure(name=name) from unknown


@family.function(
    "LAW",
    mark("A figure fixed by law, as it is in force on a day"),
    need("figure", TEXT, mark("Its name, such as payment.ecb_refinancing; see the help")),
    need("day", DAY, mark("Day")),
    example=(("payment.ecb_refinancing", "2026-06-30"), 2.15),
)
def law(here: Here, name: str, day: date) -> object:
    found = _in_force(here, name, day)
    return found.value if isinstance(found.value, Decimal | str | bool | date) else str(found)


@family.function(
    "LAWSOURCE",
    mark("Since when a figure is in force, and who says so"),
    need("figure", TEXT, mark("Its name, such as payment.ecb_refinancing")),
    need("day", DAY, mark("Day")),
    example=(
        ("payment.late_payment_indemnity", "2026-11-23"),
        "since 01 Jan 2013: C. com. art. D441-5",
    ),
)
def law_source(here: Here, name: str, day: date) -> Said:
    found = _in_force(here, name, day)
    said = mark("since {since}: {source}, to confirm") if found.to_confirm else mark(
        "since {since}: {source}")  # fmt: skip
    return Said(said, since=found.since, source=found.source)


FUNCTIONS = family.functions
