# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Number formats of one workbook: codes as Excel writes them in English, in any office.

A code given in English is *converted*, so that a French office shows ``1 234,50`` where an English
one shows ``1,234.50``; read back, it is English again.
"""

from __future__ import annotations

import re
from typing import Any

from xlcalc.uno_access import constant, struct

DATE, TIME, CURRENCY, NUMBER, PERCENT, TEXT, LOGICAL = 2, 4, 8, 16, 128, 256, 1024
_DEFINED, _NONE = 1, -1
_STANDARD_EVERY = 5000
_LITERAL = re.compile(r'("[^"]*"|\[[^\]]*\]|\\.|AM/PM|A/P)')
_COLOUR = re.compile(r"\[(?:BLACK|BLUE|CYAN|GREEN|MAGENTA|RED|WHITE|YELLOW)\]")


def english() -> Any:
    return struct("lang.Locale", "en", "US", "")


def here() -> Any:
    """Return the locale that means: the office's own."""
    return struct("lang.Locale", "", "", "")


def _date_index() -> int:
    return int(constant("i18n.NumberFormatIndex.DATE_SYS_DDMMYYYY"))


class NumberFormats:
    """The formats of *document*, remembered: each question costs a call into the office."""

    def __init__(self, office: Any, document: Any) -> None:
        self.office, self.document = office, document
        self.formats = document.NumberFormats
        self._kinds: dict[int, int] = {}
        self._codes: dict[int, str] = {}
        self._keys: dict[str, int] = {}
        self._words: tuple[str, str] | None = None
        self._american: bool | None = None

    def kind(self, key: int) -> int:
        """Return what a format says a number is: `DATE`, `LOGICAL`, `TEXT` and so on."""
        known = self._kinds.get(key)
        if known is None:
            known = self._kinds[key] = self.formats.getByKey(key).Type & ~_DEFINED
        return known

    @staticmethod
    def is_general(key: int) -> bool:
        return key % _STANDARD_EVERY == 0

    def key(self, code: str) -> int:
        """Return the key of an English *code*, made if it is new."""
        known = self._keys.get(code)
        if known is None:
            known = self._keys[code] = self._make(code)
        return known

    def _make(self, code: str) -> int:
        if code.lower() == "general":
            return int(self.formats.getStandardIndex(here()))
        if code == "@":
            return int(self.formats.getStandardFormat(TEXT, here()))
        if code == "BOOLEAN":
            return int(self.formats.getStandardFormat(LOGICAL, here()))
        if self.american:
            known = int(self.formats.queryKey(code, english(), False))
            return known if known != _NONE else int(self.formats.addNew(code, english()))
        return int(self.formats.addNewConverted(code, english(), here()))

    def date_key(self, kind: str) -> int:
        """Return the format of a date (d), a date with time (dt) or a time (t), as written here."""
        if self.american or kind == "t":
            return self.key({"d": "m/d/yyyy", "dt": "m/d/yyyy h:mm", "t": "h:mm:ss"}[kind])
        here_date = int(self.formats.getFormatIndex(_date_index(), here()))
        return here_date if kind == "d" else self.key(f"{self.code(here_date)} hh:mm")

    @property
    def american(self) -> bool:
        """Return whether the office writes dates and formats as in the United States."""
        if self._american is None:
            date = self.formats.getFormatIndex(_date_index(), here())
            self._american = self.formats.getByKey(date).FormatString == "MM/DD/YYYY"
        return self._american

    def code(self, key: int) -> str:
        """Return the English code of a format."""
        known = self._codes.get(key)
        if known is None:
            known = self._codes[key] = self._read(key)
        return known

    def _read(self, key: int) -> str:
        if self.is_general(key):
            return "General"  # 'Standard' in some languages
        each = self.formats.getByKey(key)
        text, locale = str(each.FormatString), each.Locale
        if locale.Language != "en":
            same = self.formats.addNewConverted(text, locale, english())
            text = str(self.formats.getByKey(same).FormatString)
        text = _COLOUR.sub(lambda found: found[0].title(), text)
        if self.kind(key) & (DATE | TIME):
            parts = _LITERAL.split(text)
            text = "".join(part if at % 2 else part.lower() for at, part in enumerate(parts))
        return text

    @property
    def truth_words(self) -> tuple[str, str]:
        """Return how this office shows false and true."""
        if self._words is None:
            show = self.office.create("com.sun.star.util.NumberFormatter")
            show.attachNumberFormatsSupplier(self.document)
            key = self.key("BOOLEAN")
            self._words = (show.convertNumberToString(key, 0), show.convertNumberToString(key, 1))
        return self._words
