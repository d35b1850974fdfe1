"""What reading a number tells: its plain form, and every remark there is on it.

To refuse a valid number is much worse than to let a wrong one pass: it stops an
assistant who has the paper in hand. So a remark is an *error* only where the standard
leaves no doubt (structure, check digit); a registry that may be out of date gives a
*warning*, and what is merely worth knowing is *information*.

Sources
    The module of each kind of number names its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from babel import Locale
from stdnum.exceptions import ValidationError

from comptoir.errors import Refused
from comptoir.wording import Said, mark

_NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
_ALPHA_2 = 2
_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"
_SEPARATORS = f" ./,:_{_DASHES}"


class Severity(StrEnum):
    """How much a remark weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know on a number; ``at`` is the place of its character, from 1."""

    severity: Severity
    said: Said
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as given, in its plain form, with all remarks."""

    given: str
    compact: str
    remarks: tuple[Remark, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing on it is an error."""
        return not any(remark.severity is Severity.ERROR for remark in self.remarks)

    @property
    def errors(self) -> tuple[Remark, ...]:
        """The remarks that make it invalid."""
        return tuple(one for one in self.remarks if one.severity is Severity.ERROR)


class InvalidNumber(Refused, ValueError):
    """A number that its own standard excludes."""

    message = mark(
        "{given} is not a valid {kind}: {reasons}."
        " Nothing was kept. Copy the number again from its document."
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of number: the same four verbs for all of them.

    ``name`` is how sentences call it, ``source`` the standard. ``look`` yields the
    remarks on a plain form, ``show`` sets one out as its trade prints it.
    """

    code: str
    name: str
    source: str
    look: Callable[[str], Iterator[Remark]]
    show: Callable[[str], str] = str
    drop: str = _SEPARATORS
    prefix: str = ""

    def compact(self, text: str) -> str:
        """*text* in capitals, without spaces, dashes, dots or a printed prefix."""
        plain = plain_form(text, self.drop)
        return plain.removeprefix(self.prefix) if self.prefix else plain

    def check(self, text: str) -> Reading:
        """Everything there is to say on *text*; never raises on bad input."""
        plain = self.compact(text)
        if not plain:
            return Reading(text, plain, (error(Said("nothing was entered")),))
        stray = next((at for at, sign in enumerate(plain) if not sign.isascii()), None)
        if stray is not None:
            return Reading(text, plain, (_stray(plain, stray),))
        return Reading(text, plain, tuple(self.look(plain)))

    def is_valid(self, text: str) -> bool:
        """Whether *text* has no error."""
        return self.check(text).valid

    def validate(self, text: str) -> str:
        """The plain form of *text*. Raises `InvalidNumber` with every reason."""
        reading = self.check(text)
        if reading.errors:
            reasons = [remark.said for remark in reading.errors]
            raise InvalidNumber(given=text, kind=Said(self.name), reasons=reasons)
        return reading.compact

    def format(self, text: str) -> str:
        """*text* as its trade prints it; unchanged but for spaces where it is invalid."""
        reading = self.check(text)
        return self.show(reading.compact) if reading.valid else reading.compact


def plain_form(text: str, drop: str = _SEPARATORS) -> str:
    """*text* in capitals, its width and spaces normalised, without the signs of *drop*.

    >>> plain_form(" fr\u00a083–404 833 048 ")
    'FR83404833048'
    """
    wide = unicodedata.normalize("NFKC", text)
    kept = (
        sign
        for sign in wide
        if sign not in drop and not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
    return "".join(kept).upper()


def error(said: Said, at: int | None = None) -> Remark:
    """A remark that makes the number invalid."""
    return Remark(Severity.ERROR, said, at)


def warning(said: Said, at: int | None = None) -> Remark:
    """A remark to look into."""
    return Remark(Severity.WARNING, said, at)


def note(said: Said, at: int | None = None) -> Remark:
    """A remark worth knowing."""
    return Remark(Severity.INFORMATION, said, at)


def length(number: str, *wanted: int) -> Iterator[Remark]:
    """An error where *number* has none of the *wanted* lengths."""
    if len(number) not in wanted:
        yield error(
            Said(
                "{number} has {found} characters where {wanted} are expected",
                number=number,
                found=len(number),
                wanted=" / ".join(map(str, wanted)),
            )
        )


def shape(number: str, pattern: str) -> Iterator[Remark]:
    """An error at the first character of *number* that is not of its *pattern*.

    ``A`` is a letter, ``9`` a digit, ``X`` either, any other sign itself.
    """
    for at, (sign, wanted) in enumerate(zip(number, pattern, strict=False), 1):
        if not _fits(sign, wanted):
            yield error(
                Said(
                    "character {at} of {number} is {sign}, where {wanted} is expected",
                    at=at,
                    number=number,
                    sign=sign,
                    wanted=_WANTED[wanted],
                ),
                at,
            )
            return


def wrong_check_digit(number: str, computed: str, at: int | None = None) -> Remark:
    """The error of a check digit that is not the one *computed* from the rest."""
    place = at or len(number)
    return error(
        Said(
            "the check digit of {number} is {found}, but the rest gives {computed}:"
            " a character is mistyped or two are swapped",
            number=number,
            found=number[place - 1],
            computed=computed,
        ),
        place,
    )


def by_library(module: Any, number: str) -> Iterator[Remark]:
    """An error where a module of python-stdnum refuses *number*."""
    try:
        module.validate(number)
    except ValidationError as refusal:
        reason = _REASONS.get(type(refusal).__name__, _REASONS["ValidationError"])
        yield error(Said("{number}: {reason}", number=number, reason=Said(reason)))


@cache
def countries() -> frozenset[str]:
    """The two-letter codes of ISO 3166-1 in use, with Kosovo's XK."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == _ALPHA_2) - _NOT_COUNTRIES


_WANTED = {"A": Said("a letter"), "9": Said("a digit"), "X": Said("a letter or a digit")}
_REASONS = {
    "InvalidLength": mark("it has not the right number of characters"),
    "InvalidFormat": mark("it has not the right form"),
    "InvalidChecksum": mark("its check digit does not agree with the rest"),
    "InvalidComponent": mark("one of its parts is not one in use"),
    "ValidationError": mark("it is not valid"),
}


def _fits(sign: str, wanted: str) -> bool:
    letter, digit = sign.isascii() and sign.isalpha(), sign.isascii() and sign.isdigit()
    return {"A": letter, "9": digit, "X": letter or digit}.get(wanted, sign == wanted)


def _stray(plain: str, at: int) -> Remark:
    return error(
        Said(
            "character {at} of {number} is {sign}, which no such number has",
            at=at + 1,
            number=plain,
            sign=plain[at],
        ),
        at + 1,
    )
