"""What a cell holds: text, number, truth, date, or an error; and how the file spells it.

Sources: ECMA-376 part 1, 18.17.4 (dates as serial numbers), 18.8.30 (number
formats), 18.18.11 (types of cell), 22.9.2.19 (escaped characters).
"""

from __future__ import annotations

import html
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from comptoir.sheets.closed.outline import inside, unescaped
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.rows import Cell, Words


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as ``#N/A``. It equals no text."""

    code: str

    def __str__(self) -> str:
        return self.code


Value = str | float | int | bool | date | datetime | time | timedelta | Decimal | CellError | None
"""What is read or written. Read, a number is a float or an int and never a Decimal."""

UNREAD = "\x00"
"""A shared text that was not looked up: no cell can hold it."""
LONGEST = 32_767
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - civil
_LEAP = 60
DAY = 86_400_000
"""A day in thousandths of a second, which is as fine as a cell's clock goes."""
_DATED = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_SPANS = {46}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_CLOCK = re.compile(r"[dmyhs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HOLDS_SPACE = re.compile(r"^\s|\s$|\n|\r|\t|  ")


def meaning_of(code: str) -> str:
    """What a number format shows: ``number``, ``date`` or ``span`` (elapsed time).

    >>> [meaning_of(one) for one in ("0.00", "dd/mm/yyyy", "[h]:mm", '"day" 0', "[Red]0")]
    ['number', 'date', 'span', 'number', 'number']
    """
    first = code.partition(";")[0]
    if _ELAPSED.search(first):
        return "span"
    bare = _LITERAL.sub("", first)
    if bare.strip().lower() == "general":
        return "number"
    return "date" if _CLOCK.search(bare) else "number"


def meanings(package: Package, part: str | None) -> tuple[str, ...]:
    """What each cell style (``s``) shows, by the number format of the styles *part*."""
    if part is None:
        return ()
    root = package.tree(part)
    codes = {
        one.get("numFmtId"): one.get("formatCode", "") for one in inside(root, "numFmts", "numFmt")
    }
    found = []
    for xf in inside(root, "cellXfs", "xf"):
        number = xf.get("numFmtId", "0")
        if number in codes:
            found.append(meaning_of(codes[number]))
        elif number.isdigit() and int(number) in _DATED:
            found.append("date")
        else:
            found.append("span" if number.isdigit() and int(number) in _SPANS else "number")
    return tuple(found)


def moment(serial: float, *, from_1904: bool) -> date | datetime | time | float:
    """A date's serial number as the date it is; below a day, a time; else the number.

    >>> moment(45000, from_1904=False), moment(60.5, from_1904=False)
    (datetime.date(2023, 3, 15), datetime.datetime(1900, 2, 28, 12, 0))
    >>> moment(0.25, from_1904=False), moment(1, from_1904=True)
    (datetime.time(6, 0), datetime.date(1904, 1, 2))
    """
    if not 0 <= serial < 2_958_466 - (1_462 if from_1904 else 0):
        return serial
    if serial < 1:
        seconds, thousandths = divmod(min(round(serial * DAY), DAY - 1), 1000)
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60, thousandths * 1000)
    start = EPOCH_1904 if from_1904 else EPOCH_1900
    if not from_1904 and serial < _LEAP:
        start += timedelta(days=1)
    whole = timedelta(days=math.floor(serial))
    found = start + whole + timedelta(milliseconds=round(serial % 1 * DAY))
    return found.date() if serial == math.floor(serial) else found


def serial(value: date | datetime | time | timedelta, *, from_1904: bool) -> float:
    """The serial number of a date, a time or a span.

    >>> serial(date(2023, 3, 15), from_1904=False), serial(time(6), from_1904=False)
    (45000.0, 0.25)
    >>> serial(date(1900, 2, 28), from_1904=False), serial(date(1904, 1, 2), from_1904=True)
    (59.0, 1.0)
    """
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        clock = timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
        return clock / timedelta(days=1)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    start = EPOCH_1904 if from_1904 else EPOCH_1900
    found = (value.replace(tzinfo=None) - start) / timedelta(days=1)
    return found - 1 if not from_1904 and found < _LEAP + 1 else found


def plain_text(inner: bytes, of: Words) -> str:
    """The text of an ``<is>`` or ``<si>``: its runs together, without phonetic hints."""
    if b"rPh" in inner:
        inner = of.phonetic.sub(b"", inner)
    return "".join(_kept(one[1], one[2] or b"") for one in of.text.finditer(inner))


def _kept(given: bytes, text: bytes) -> str:
    spelled = html.unescape(text.decode("utf-8")) if b"&" in text else text.decode("utf-8")
    spelled = spelled.replace("\r\n", "\n")
    if b"preserve" not in given:
        spelled = spelled.strip(" \t\n\r")
    return unescaped(spelled) if "_x" in spelled else spelled


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one sheet are read: its tags, the shared texts, the styles."""

    words: Words
    shared: dict[int, str]
    meanings: tuple[str, ...]
    from_1904: bool

    def value(self, cell: Cell) -> Value:
        """The value a cell shows, or was last computed to show; ``None`` where it is blank."""
        kind = cell.given.get(b"t", b"n")
        if kind == b"inlineStr":
            return plain_text(cell.inner, self.words) if b"<" in cell.inner else None
        found = self.words.value.search(cell.inner)
        text = found[1] if found else None
        if not text:
            return "" if text == b"" and kind == b"str" else None
        return self._typed(kind, text, cell.given.get(b"s", b"0"))

    def _typed(self, kind: bytes, text: bytes, style: bytes) -> Value:
        match kind:
            case b"s":
                return self.shared.get(int(text), UNREAD)
            case b"str":
                return _kept(b"preserve", text)
            case b"b":
                return text.strip() in {b"1", b"true"}
            case b"e":
                return CellError(text.decode())
            case b"d":
                return _iso(text.decode())
        return self._number(text, int(style))

    def _number(self, text: bytes, style: int) -> Value:
        number = float(text)
        meaning = self.meanings[style] if style < len(self.meanings) else "number"
        if meaning == "date":
            return moment(number, from_1904=self.from_1904)
        return timedelta(days=number) if meaning == "span" else number


def _iso(text: str) -> Value:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.date() if "T" not in text else found


def blank(value: Value) -> bool:
    """Whether a value leaves its cell without content.

    >>> blank(None), blank(""), blank(0)
    (True, True, False)
    """
    return value is None or value == ""


def same(asked: Value, found: Value) -> bool:
    """Whether *found* in a cell is what was *asked* for, numbers to 15 digits.

    >>> same(Decimal("12.10"), 12.1), same("1", 1.0), same(None, ""), same(True, 1.0)
    (True, False, True, False)
    """
    if blank(asked) or blank(found):
        return blank(asked) and blank(found)
    if isinstance(asked, bool) or isinstance(found, bool):
        return asked is found
    if isinstance(asked, int | float | Decimal) and isinstance(found, int | float):
        return math.isclose(float(asked), found, rel_tol=1e-15, abs_tol=0)
    if isinstance(asked, str):
        return asked.replace("\r\n", "\n") == found
    if isinstance(asked, CellError) or isinstance(found, str | CellError):
        return asked == found
    return _clock(asked) == _clock(found)


def _clock(value: Value) -> float | None:
    """A date, time or span to the millisecond, so that floats compare."""
    if isinstance(value, date | datetime | time | timedelta):
        return round(serial(value, from_1904=False) * DAY)
    return None


def writable(value: Value) -> bool:
    """Whether a cell can hold *value*.

    A text without control characters and not too long, a finite number, a day from 1900 on.
    """
    if isinstance(value, str):
        return len(value) <= LONGEST and not _FORBIDDEN.search(value)
    if isinstance(value, int | float | Decimal):
        return math.isfinite(float(value))
    if isinstance(value, datetime) and value.tzinfo is not None:
        return False
    return not isinstance(value, date) or value.year >= EPOCH_1900.year + 1


def markup(text: str) -> bytes:
    """A text as it stands between tags; what could be read as an escape is kept a text.

    >>> markup("a < b & _x0041_")
    b'a &lt; b &amp; _x005F_x0041_'
    """
    text = _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r\n", "\n").replace("\r", "_x000D_")
    return html.escape(text, quote=False).encode("utf-8")


def spaced(text: str) -> bytes:
    """The attribute that keeps spaces at the edges of a text, where it has some."""
    return b' xml:space="preserve"' if _HOLDS_SPACE.search(text) else b""
