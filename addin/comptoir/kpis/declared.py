"""What a figure is made of: sums of columns over days, one divided by the other or alone.

A figure is declared, never coded: from one declaration come its value here, its formula in the
workbook, its line on the definitions sheet, and the link to the rows behind it.

Source: the trade reference, section 8. A ratio whose divisor is nothing is blank, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from comptoir.wording import mark


class Unit(Enum):
    """How a figure reads: its decimals, and the words after it."""

    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"
    RATE = "rate"


DECIMALS = {
    Unit.MONEY: 2,
    Unit.PERCENT: 1,
    Unit.DAYS: 1,
    Unit.COUNT: 0,
    Unit.RATIO: 2,
    Unit.INDEX: 0,
    Unit.RATE: 2,
}
"""Decimals shown; the value itself is exact."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from and to which rows count: an anchor and so many days after it.

    Anchors: ``start`` and ``end`` of the period; ``today``, the day the figures are made; None:
    no bound on that side. *months* moves the anchors of the period back.
    """

    since: str | None = "start"
    since_days: int = 0
    until: str | None = "end"
    until_days: int = 0
    months: int = 0


PERIOD = Span()
YEAR_BEFORE = Span(months=12)
UP_TO_END = Span(since=None)


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of *column* over the rows of *table* whose *day* is in the span."""

    table: str
    column: str
    day: str
    span: Span = PERIOD
    sign: int = 1

    def over(self, span: Span) -> Sum:
        return Sum(self.table, self.column, self.day, span, self.sign)

    def less(self) -> Sum:
        """The same sum, taken away."""
        return Sum(self.table, self.column, self.day, self.span, -self.sign)


class Family(Enum):
    """The sheets of figures, by what the desk does."""

    SALES = mark("Sales")
    EXPORT = mark("Export execution")
    PURCHASING = mark("Purchasing")
    CASH = mark("Cash")
    TRANSPORT = mark("Customs and transport")
    CLAIMS = mark("Claims")
    MAIL = mark("Mail traffic")
    GROWTH = mark("Development")


NOTHING = mark("No row of this kind in the period.")
"""Why a ratio is blank: there is nothing to divide by."""
UNRATED = mark("An amount of the period is in a currency that has no exchange rate. Add the rate.")
"""Why an amount is blank: a sum without it would be wrong."""
UNRECORDED = mark("Nothing of this kind has been recorded yet.")


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. *over* alone is a total; divided by *under* it is a ratio, by *factor*.

    *better* is ``up``, ``down`` or nothing where neither is good by itself. *usual* is the target
    a firm without its own would take. *special* names the computation of those that are no sums.
    """

    code: str
    name: str
    formula: str
    unit: Unit
    over: tuple[Sum, ...] = ()
    under: tuple[Sum, ...] = ()
    better: str = "up"
    factor: int = 1
    usual: str = ""
    empty: str = NOTHING
    special: str = ""
    by_days: bool = False
    """Multiplied by the days of the period."""
    shows: str = ""
    """For a special figure: the table its rows stand in."""

    @property
    def live(self) -> bool:
        """Whether the workbook works it out by itself."""
        return not self.special

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (*self.over, *self.under)

    @property
    def of_today(self) -> bool:
        """Whether it tells how things stand today, whatever the period: then it has no past."""
        anchors = {one for part in self.sums for one in (part.span.since, part.span.until)}
        return self.live and not anchors & {"start", "end"}

    @property
    def table(self) -> str:
        """Where its rows stand."""
        return self.over[0].table if self.over else self.shows


@dataclass(frozen=True)
class Column:
    """A column of a table of facts. *places*: decimals of what it keeps as whole numbers.

    *blocked* names the column that counts the rows whose amount could not be converted.
    """

    name: str
    heading: str
    kind: str = "text"  # text, day, number
    places: int = 0
    blocked: str = ""


@dataclass(frozen=True)
class TableOf:
    """A table of facts: what a row is, and its columns. *record* is what the rows stand for."""

    name: str
    title: str
    purpose: str
    record: str
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {one.name: one for one in self.columns}


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure by the values of a column of its table: by country, by mode, by partner."""

    code: str
    by: str
    title: str
