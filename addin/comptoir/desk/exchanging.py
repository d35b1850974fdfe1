"""Exchange rates: those of the ECB from its file, those typed, the customs rate of a month.

Every amount converted here carries its rate, the day of the rate and who says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.quoting import rate_on
from comptoir.errors import Refused
from comptoir.records import Rows
from comptoir.records.money import RATE_SOURCE
from comptoir.rules.customs import rate_day
from comptoir.rules.days import add_months
from comptoir.rules.money import Money, Rate
from comptoir.wording import Said, mark

EURO = "EUR"
SOURCES = {code: Said(word) for code, word in RATE_SOURCE.options.items()}


class NoRatesInFile(Refused):
    message = mark(
        "{file} has no rates. Nothing was taken in. Choose the history of the ECB's reference"
        " rates (eurofxref-hist.csv, or its zip), not another file."
    )


class NotPublished(Refused):
    message = mark(
        "The ECB's rates of {day} are not here, and the customs rates of {month} are those."
        " Nothing was kept. Take in the ECB's file first: comptoir rate ecb eurofxref-hist.csv"
    )


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, with the rates that led to it."""

    amount: Money
    given: Money
    rates: tuple[Rate, ...]

    @property
    def said(self) -> Said:
        """The amount with every rate, its day and its source."""
        told = [
            Said("1 {base} = {value} {quote}, {source}, {day}", base=one.base, quote=one.quote,
                 value=one.value, day=one.day, source=SOURCES.get(one.source, one.source))
            for one in self.rates
        ]  # fmt: skip
        return Said("{given} = {amount} ({rates})", given=self.given, amount=self.amount,
                    rates=told or "—")  # fmt: skip


def number(value: object) -> Decimal:
    """A stored quantity; nothing counts as 0."""
    return Decimal(str(value)) if value is not None else Decimal(0)


def take_rates(deed: Deed, found: Iterable[Rate], source: str = "ECB") -> int:
    """Keep rates that are not kept yet: how many. A rate that is known is never overwritten."""
    known = set(deed.rows("rate"))
    new = {
        key: {"currency": one.quote, "day": one.day, "source": source, "value": one.value}
        for one in found
        if (key := f"{one.quote} {one.day} {source}") not in known
    }
    deed.add("rate", list(new.values()))
    return len(new)


def type_rate(deed: Deed, currency: str, value: Decimal, day: date, source: str = "TYPED") -> str:
    """Keep one rate, or correct it: 1 euro is *value* of *currency* on *day*."""
    Rate(EURO, currency, value, day, source)
    key = f"{currency} {day} {source}"
    if key in deed.rows("rate"):
        deed.change("rate", key, {"value": value})
    else:
        deed.add("rate", [{"currency": currency, "day": day, "source": source, "value": value}])
    return key


def customs_month(deed: Deed, month: date) -> list[str]:
    """Keep the customs rates of a month from the ECB's: those of the penultimate Wednesday before.

    Source: UCC art. 53, UCC-IA art. 146. Raises ``NotPublished``.
    """
    first = month.replace(day=1)
    day = rate_day(first)
    published = [
        row for row in deed.rows("rate").values() if row["day"] == day and row["source"] == "ECB"
    ]
    if not published:
        raise NotPublished(day=day, month=f"{first:%m/%Y}")
    note = f"ECB {day}"
    rows = [
        {"currency": row["currency"], "day": first, "source": "CUSTOMS", "value": row["value"],
         "note": note}
        for row in published
        if f"{row['currency']} {first} CUSTOMS" not in deed.rows("rate")
    ]  # fmt: skip
    return deed.add("rate", rows)


def customs_months(deed: Deed, found: Iterable[Rate]) -> list[str]:
    """Keep the customs rates of every month that the days of *found* give."""
    days = {one.day for one in found}
    months = {add_months(day.replace(day=1), 1) for day in days}
    kept: list[str] = []
    for first in sorted(months):
        if rate_day(first) in days:
            kept += customs_month(deed, first)
    return kept


def converted(
    rates: Rows, amount: Money, currency: str, day: date, source: str = ""
) -> Converted:  # fmt: skip
    """*amount* in *currency* at the latest rates on or before *day*, through the euro.

    Raises ``NoRateKnown``.
    """
    if amount.currency == currency:
        return Converted(amount.rounded(), amount, ())
    used: list[Rate] = []
    euros = amount
    if amount.currency != EURO:
        used.append(rate_on(amount.currency, day, rates, source))
        euros = Money(amount.amount / used[-1].value, EURO)
    if currency == EURO:
        return Converted(euros.rounded(), amount, tuple(used))
    used.append(rate_on(currency, day, rates, source))
    return Converted(
        Money(euros.amount * used[-1].value, currency).rounded(), amount, tuple(used)
    )  # fmt: skip
