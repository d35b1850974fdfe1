"""Days written in mails, in the manner of six languages.

A numeric date can be read two ways: 03/04/2026 is April in Europe, March in the United States. Both
readings are kept; the European one comes first. A date without its year is the one
nearest to the mail, never more than two months before it.

>>> [str(one) for one in days_in("ETA 3 déc. 2026 or 2026-12-05", date(2026, 11, 23))]
['2026-12-03', '2026-12-05']
>>> one = days_in("arrival 03/04/2027", date(2026, 11, 23))[0]
>>> one.day, one.or_else
(datetime.date(2027, 4, 3), datetime.date(2027, 3, 4))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    1: "january jan januar janvier janv enero ene gennaio gen januari",
    2: "february feb februar février fevrier févr fevr fév febrero febbraio febr februari",
    3: "march mar märz maerz mrz mars marzo maart mrt",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio mag mei",
    6: "june jun juni juin junio giugno giu",
    7: "july jul juli juillet juil julio luglio lug",
    8: "august aug août aout agosto ago augustus",
    9: "september sep sept septembre septiembre settembre set",
    10: "october oct oktober okt octobre octubre ottobre ott",
    11: "november nov novembre noviembre",
    12: "december dec dezember dez décembre decembre déc diciembre dic dicembre",
}
_BY_NAME = {name: month for month, names in _MONTHS.items() for name in names.split()}
_NAME = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_WRITTEN = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>20\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<stroke>[-/.])(?P<b>\d{1,2})(?P=stroke)(?P<y2>20\d\d|\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ -]?(?:de "
    rf"|of )?(?P<n3>{_NAME})\b\.?,?[ -]?(?:de )?(?P<y3>20\d\d)?"
    rf"|(?P<n4>{_NAME})\b\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?: (?P<y4>20\d\d))?"
    r")(?![\w-]|[/.]\d)",
    re.IGNORECASE,
)
_LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as written at *start* to *end*; *or_else* is the other way to read it."""

    day: date
    or_else: date | None
    start: int
    end: int

    def __str__(self) -> str:
        return self.day.isoformat()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, near: date) -> date | None:
    for year in (near.year, near.year + 1):
        found = _day(year, month, day)
        if found and found >= near - _LOOK_BACK:
            return found
    return None


def _read(hit: re.Match[str], near: date) -> tuple[date | None, date | None]:
    g = hit.groupdict()
    if g["y1"]:
        return _day(int(g["y1"]), int(g["m1"]), int(g["d1"])), None
    if g["a"]:
        year = int(g["y2"]) + (2000 if len(g["y2"]) == 2 else 0)  # noqa: PLR2004 - two digits
        a, b = int(g["a"]), int(g["b"])
        european, american = _day(year, b, a), _day(year, a, b)
        if g["stroke"] != "/" or european is None or european == american:
            return european or american, None
        return european, american
    name, day, year_text = g["n3"] or g["n4"], g["d3"] or g["d4"], g["y3"] or g["y4"]
    month = _BY_NAME[name.lower()]
    if year_text:
        return _day(int(year_text), month, int(day)), None
    return _nearest(month, int(day), near), None


def days_in(text: str, near: date) -> list[Written]:
    """The days written in *text*, in order; *near* is the day of the mail."""
    found = []
    for hit in _WRITTEN.finditer(text):
        day, or_else = _read(hit, near)
        if day is not None:
            found.append(Written(day, or_else, hit.start(), hit.end()))
    return found
