"""The words that a drop-down offers."""

from __future__ import annotations

from functools import cache

from comptoir.records import Kind
from comptoir.records.kinds import NO, YES, Choice, Flag, Named
from comptoir.records.lists import CURRENCY
from comptoir.wording import translated


def listed(kind: Kind, lang: str) -> tuple[str, ...]:
    """The words of the drop-down of *kind* in *lang*; none where anything may be typed."""
    match kind:
        case Choice():
            return tuple(kind.words(lang).values())
        case Flag():
            return translated(YES, lang), translated(NO, lang)
        case Named() if kind is CURRENCY:
            return _currencies_in_use()
        case Named():
            return tuple(sorted(set(kind.names().values())))
    return ()


@cache
def _currencies_in_use() -> tuple[str, ...]:
    """Currencies that are legal tender somewhere: those of most trade first, then A to Z."""
    from babel.core import get_global  # noqa: PLC0415 - 60 ms that most commands do without

    tender = {
        str(currency)
        for periods in get_global("territory_currencies").values()
        for currency, _since, until, legal in periods
        if until is None and legal
    }
    first = ("EUR", "USD", "GBP", "CHF", "CNY", "JPY")
    return (*first, *sorted(tender - set(first)))
