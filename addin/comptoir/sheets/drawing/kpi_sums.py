"""Live formulas: each sum over its table, each figure over the sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_col_to_name

from comptoir.kpis.declared import Definition, Span, Sum
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.figures import Totals
from comptoir.kpis.periods import Period, month_start, months_to
from comptoir.kpis.tables import FILTERS, TABLES
from comptoir.wording import mark, translated

SUMS = mark("Sums")
FIRST_ROW = 6
"""The first row of sums, from 1. Rows 4 and 5 hold the days of each column."""
FIRST_COL = 3
MONTHS = 24
YEAR_COL, FIRST_MONTH = 2, 3
"""Among the columns of sums: the twelve months to the end, and the first of the months."""
COUNTED = "*"
"""Stands for the number of rows instead of a column's sum."""


def table_name(table: str) -> str:
    return f"tblKpi{table.capitalize()}"


def wide(period: Period) -> list[Period]:
    """The period of each column of sums: the chosen, a year before, its last year, months."""
    year = Period(month_start(period.last, -11), period.last)
    return [period, period.before(12), year, *months_to(period, MONTHS)]


@dataclass(frozen=True)
class Lines:
    """Where each sum stands."""

    sums: tuple[Sum, ...]
    lang: str

    @property
    def title(self) -> str:
        return translated(SUMS, self.lang)

    def row(self, one: Sum) -> int:
        return FIRST_ROW + self.sums.index(_plain(one))

    def cell(self, one: Sum, col: int) -> str:
        return f"'{self.title}'!{xl_col_to_name(FIRST_COL + col)}{self.row(one)}"

    def days(self, col: int) -> str:
        name = xl_col_to_name(FIRST_COL + col)
        return f"('{self.title}'!{name}5-'{self.title}'!{name}4+1)"


def _plain(one: Sum) -> Sum:
    return Sum(one.table, one.column, one.day, one.span)


def _blockers(one: Sum) -> list[Sum]:
    by = TABLES[one.table].by_name[one.column].blocked
    return [Sum(one.table, by, one.day, one.span)] if by else []


def counted(table: str) -> Sum:
    return Sum(table, COUNTED, "", Span(None, 0, None))


def all_lines(lang: str) -> Lines:
    """Every sum that a live figure needs, once."""
    found: dict[Sum, None] = {}
    for one in DEFINITIONS.values():
        for part in one.sums:
            found[_plain(part)] = None
            found.update(dict.fromkeys(_blockers(part)))
        if one.over and not one.under:
            found.update(dict.fromkeys(counted(part.table) for part in one.over))
    return Lines(tuple(found), lang)


def criteria(table: str, lang: str) -> str:
    """The reader's choice, as conditions on a table."""
    name = table_name(table)
    return ",".join(
        f"{name}[{translated(TABLES[table].by_name[one].heading, lang)}],kpi_{one}"
        for one in FILTERS
    )


def sum_formula(one: Sum, col: int, lang: str, more: str = "") -> str:
    """One sum of the days of a column of the sheet of sums; *more*: further conditions."""
    name, chosen = table_name(one.table), criteria(one.table, lang) + more
    if one.column == COUNTED:
        return f"=COUNTIFS({chosen})"
    columns = TABLES[one.table].by_name
    summed = f"{name}[{translated(columns[one.column].heading, lang)}]"
    day = f"{name}[{translated(columns[one.day].heading, lang)}]"
    place = f"'{translated(SUMS, lang)}'!{xl_col_to_name(FIRST_COL + col)}"
    since, until = _bounds(one.span, place)
    bounds = (f',{day},">="&{since}' if since else "") + (f',{day},"<="&{until}' if until else "")
    return f"=SUMIFS({summed}{bounds},{chosen})"


def _bounds(span: Span, place: str) -> tuple[str, str]:
    start, end = f"{place}$4", f"{place}$5"
    if span.months:
        start, end = f"EDATE({start},-{span.months})", f"EOMONTH({end},-{span.months})"
    anchors = {"start": start, "end": end, "today": "kpi_today", None: ""}

    def at(anchor: str | None, days: int) -> str:
        return f"({anchors[anchor]}{days:+d})" if days and anchor else anchors[anchor]

    return at(span.since, span.since_days), at(span.until, span.until_days)


def sum_value(one: Sum, totals: Totals, period: Period) -> float:
    """What a sum's formula gives."""
    if one.column == COUNTED:
        return totals.rows(one.table)
    return float(totals.sum(one, period))


def figure_formula(one: Definition, lines: Lines, col: int) -> str:
    """A live figure over the sums of one column; an empty text where it is blank."""
    over = _added(one.over, lines, col)
    blocked = {lines.cell(b, col) for part in one.sums for b in _blockers(part)}
    stop = f"SUM({','.join(sorted(blocked))})>0" if blocked else ""
    times = (f"*{one.factor}" if one.factor != 1 else "") + (
        f"*{lines.days(col)}" if one.by_days else ""
    )
    if one.under:
        under = _added(one.under, lines, col)
        return f'=IF({_either([stop, f"ROUND({under},4)=0"])},"",{over}{times}/{under})'
    rows = "+".join(sorted({lines.cell(counted(part.table), col) for part in one.over}))
    return f'=IF({_either([stop, f"({rows})=0"])},"",{over}{times})'


def _either(tests: Sequence[str]) -> str:
    told = [test for test in tests if test]
    return f"OR({','.join(told)})" if len(told) > 1 else told[0]


def _added(sums: Sequence[Sum], lines: Lines, col: int) -> str:
    parts = "".join(f"{'-' if one.sign < 0 else '+'}{lines.cell(one, col)}" for one in sums)
    return f"({parts.lstrip('+')})"


def day_formula(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
