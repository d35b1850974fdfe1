"""Copies of the desk and of its workbooks thin out with age; which ones go is decided here.

Every copy of the last thirty days stays, then the last of each week for half a year, then the
last of each month for ten years, as long as the books of a business are kept (Code de commerce,
art. L123-22), then the last of each year. ``decisions/0008`` tells why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

ALL_OF = timedelta(days=30)
WEEKLY = timedelta(days=183)
MONTHLY = timedelta(days=3653)

_NAMED = re.compile(
    r"(?P<what>comptoir)-(?P<day>\d{8})T(?P<hour>\d{6})Z(-\d+)?\.db"
    r"|(?P<book>.+) (?P<on>\d{4}-\d\d-\d\d) (?P<at>\d{6})( \(\d+\))?\.xls[xm]"
)


def spared(made: Iterable[datetime], today: date) -> set[datetime]:
    """Of copies *made* at these moments, those to keep *today*.

    >>> days = [datetime(2026, 1, 1) + timedelta(days=n) for n in range(333)]
    >>> kept = sorted(spared(days, date(2026, 11, 29)))
    >>> kept[-31:] == days[-31:]  # the last thirty days, and today
    True
    >>> len(kept[:-31])  # the last of five months, then of 23 weeks
    28
    >>> [f"{day:%d %b}" for day in kept[:7]]
    ['31 Jan', '28 Feb', '31 Mar', '30 Apr', '29 May', '31 May', '07 Jun']
    """
    last: dict[tuple[object, ...], datetime] = {}
    for moment in sorted(made):
        last[_span(moment, today - moment.date())] = moment
    return set(last.values())


def _span(moment: datetime, age: timedelta) -> tuple[object, ...]:
    """The span of time of which one copy is enough."""
    if age <= ALL_OF:
        return (moment,)
    if age <= WEEKLY:
        return ("week", *moment.isocalendar()[:2])
    if age <= MONTHLY:
        return ("month", moment.year, moment.month)
    return ("year", moment.year)


def thin_out(folder: Path, today: date) -> list[Path]:
    """Delete the copies in *folder* that are kept no longer; which they were.

    Files under names that Comptoir does not give are let alone, and so is one that is in use.
    """
    gone = []
    for copies in _by_kind(folder).values():
        stay = spared(copies.values(), today)
        for file, moment in copies.items():
            if moment not in stay and _deleted(file):
                gone.append(file)
    return gone


def _by_kind(folder: Path) -> Mapping[str, dict[Path, datetime]]:
    """The copies of the desk, and those of each workbook, with the moment they were made."""
    found: dict[str, dict[Path, datetime]] = defaultdict(dict)
    for file in sorted(folder.glob("*")):
        name = _NAMED.fullmatch(file.name)
        if name is None or not file.is_file():
            continue
        moment = f"{name['day'] or name['on']} {name['hour'] or name['at']}"
        with suppress(ValueError):  # a day of no calendar
            found[name["what"] or name["book"]][file] = datetime.fromisoformat(moment)
    return found


def _deleted(file: Path, unlink: Callable[[Path], None] = Path.unlink) -> bool:
    try:
        unlink(file)
    except OSError:
        return False
    return True
