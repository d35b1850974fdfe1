"""Separated values, read strictly: a quotation mark out of place is never guessed around.

Source: RFC 4180, section 2 (and any one of ``, ; tab |`` as separator).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from comptoir.sheets.imports.refusals import StrayQuote
from comptoir.wording import Said, mark

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 200
_NEAR = 40


@cache
def _field(sign: str) -> re.Pattern[str]:
    """One field and what ends it: the separator, the end of the line or of the text."""
    plain = rf'[^"\r\n{re.escape(sign)}]*'
    return re.compile(
        rf'[ ]*"(?P<quoted>[^"]*(?:""[^"]*)*)"[ ]*(?P<end>{re.escape(sign)}|\r\n|\n|\r|\Z)'
        rf"|(?P<plain>{plain})(?P<stop>{re.escape(sign)}|\r\n|\n|\r|\Z)"
    )


def records_of(text: str, sign: str, file: str) -> Iterator[tuple[int, list[str]]]:
    r"""Each record with the line where it begins; ``StrayQuote`` names a faulty line.

    >>> list(records_of('a,b\n"1, 2","a ""hi"" said"\n', ",", "x.csv"))
    [(1, ['a', 'b']), (2, ['1, 2', 'a "hi" said'])]
    """
    field, at, line, begun = _field(sign), 0, 1, 1
    cells: list[str] = []
    while at < len(text):
        found = field.match(text, at)
        if found is None:
            raise StrayQuote(file=file, line=line, near=_near(text, at))
        quoted = found["quoted"]
        cells.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        line += _breaks(quoted) if quoted else 0
        at = found.end()
        end = found["stop"] if quoted is None else found["end"]
        if end == sign:
            if at == len(text):
                cells.append("")
                yield begun, cells
            continue
        yield begun, cells
        line += 1
        cells, begun = [], line


def _breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _near(text: str, at: int) -> str:
    return text[at : at + _NEAR].splitlines()[0]


def separator_of(text: str) -> tuple[str, Said]:
    """The sign between columns, judged on the first lines: the same number of columns in most."""
    lines = [one for one in text.splitlines()[:LOOKED_AT] if one.strip()]
    best = (0, 1, SEPARATORS[0])
    for sign in SEPARATORS:
        counted = Counter(_columns(line, sign) for line in lines)
        columns, times = max(
            counted.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(1, 0)
        )
        if columns > 1 and (times, columns) > best[:2]:
            best = (times, columns, sign)
    times, columns, sign = best
    name = "tab" if sign == "\t" else sign
    said = Said(
        mark("Columns are separated by {sign} ({columns} columns in {times} of {lines} lines)."),
        sign=name,
        columns=columns,
        times=times,
        lines=len(lines),
    )
    return sign, said


def _columns(line: str, sign: str) -> int:
    """How many columns the line has, signs between quotation marks not counted."""
    return re.sub(r'"[^"]*"', "", line).count(sign) + 1
