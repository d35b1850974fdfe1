"""The kinds of value a field can hold, and how each reads what a person typed.

A value has three forms: *in a cell* (what a sheet shows and a person types), *typed*
(what the rules work with) and *stored* (what the database keeps). A kind goes between
them. Reading never raises: what cannot be read is an ``Unfit`` with its sentence, so that
all the faults of a sheet are found in one pass.

>>> Quantity(places=3).read("1 234,5")
Decimal('1234.5')
>>> Quantity(minimum=Decimal(0)).read(-3)
Unfit('-3 is below 0. Enter 0 or more.')
>>> Day().read("31/02/2026")
Unfit('31/02/2026 is not a date. Enter it as 31/12/2026.')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache

from comptoir.wording import Said, mark, shown, translated

LONGEST_LIST = 30
"""Of a longer one, only what is most like the word typed is proposed."""
EXAMPLE_DAY = date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class Unfit:
    """What a cell holds cannot be read as its kind; *said* tells why and the remedy."""

    said: Said

    def __repr__(self) -> str:
        return f"Unfit({self.said.in_('en')!r})"


def folded(text: str) -> str:
    """Text as compared by a person: no case, accents or repeated blanks.

    >>> folded(" Élan   VITAL ")
    'elan vital'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def tidy(cell: object) -> object:
    """A cell without blanks around its text; text of nothing but blanks is nothing."""
    if isinstance(cell, str):
        text = cell.replace("\u00a0", " ").strip()
        return text or None
    return cell


def as_text(cell: object) -> str:
    """A cell as the text a person sees: ``42.0`` typed for a code is ``42``."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - exact
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if not (cell.hour or cell.minute) else f"{cell:%Y-%m-%d %H:%M}"
    return str(cell).replace("\u00a0", " ").strip()


@dataclass(frozen=True, slots=True)
class Kind:
    """What every kind answers. ``read`` takes a tidy, non-empty cell."""

    def read(self, cell: object) -> object:
        """The typed value, or ``Unfit``. A blank is read as nothing, whatever the kind."""
        cell = tidy(cell)
        return None if cell is None else self.understood(cell)

    def understood(self, cell: object) -> object:
        raise NotImplementedError

    def stored(self, value: object) -> object:
        """The typed *value* as the database keeps it."""
        return value

    def typed(self, kept: object) -> object:
        """What the database keeps, as a typed value."""
        return kept

    def cell(self, kept: object, lang: str) -> object:  # noqa: ARG002 - only choices speak
        """What the database keeps, as a sheet in *lang* shows it."""
        return kept

    @property
    def width(self) -> int:
        """A column's width in characters."""
        return 14

    @property
    def example(self) -> str:
        """What a person could type."""
        return ""


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Words, kept as they are typed; formulas and control characters are only words."""

    longest: int = 2000
    lines: bool = False
    wide: int = 24

    def understood(self, cell: object) -> object:
        text = as_text(cell)
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
        if len(text) > self.longest:
            said = Said(
                "This text has {length} characters, {longest} at most. Shorten it.",
                length=len(text),
                longest=self.longest,
            )
            return Unfit(said)
        return text or None

    @property
    def width(self) -> int:
        return self.wide


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """A reference or code: letters, digits and a few signs, in capitals, no blank at the ends."""

    longest: int = 40
    capitals: bool = True

    def understood(self, cell: object) -> object:
        text = as_text(cell)
        text = text.upper() if self.capitals else text
        if len(text) > self.longest or not re.fullmatch(r"[\w][\w .&+()#:/_-]*", text):
            said = Said(
                "{text} is not a code. Use letters, digits and - / . _ only, {longest} at most.",
                text=text[:60],
                longest=self.longest,
            )
            return Unfit(said)
        return text


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a closed list. Shown as its word in the user's language, kept as its code."""

    options: Mapping[str, str] = field(default_factory=dict)
    wide: int = 14

    def understood(self, cell: object) -> object:
        text = as_text(cell)
        code = _spoken(tuple(self.options.items())).get(folded(text))
        if code is None:
            said = Said(
                "{text} is not in the list. Choose one of: {choices}.",
                text=text[:60],
                choices=[Said(label) for label in self._proposed(text)],
            )
            return Unfit(said)
        return code

    def _proposed(self, text: str) -> list[str]:
        """The whole list where it is short; of a long one, what is most like *text*."""
        labels = list(self.options.values())
        if len(labels) <= LONGEST_LIST:
            return labels
        spoken = _spoken(tuple(self.options.items()))
        near = get_close_matches(folded(text), spoken, n=5, cutoff=0.3)
        return list(dict.fromkeys(self.options[spoken[one]] for one in near)) or labels[:5]

    def cell(self, kept: object, lang: str) -> object:
        return None if kept is None else self.words(lang).get(str(kept), kept)

    def words(self, lang: str) -> dict[str, str]:
        """Each code's word in *lang*, in the list's order."""
        return {code: translated(label, lang) for code, label in self.options.items()}

    @property
    def width(self) -> int:
        return self.wide


@cache
def _spoken(options: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Every way to say each code: the code itself, its word in French and in English."""
    said: dict[str, str] = {}
    for code, label in options:
        for word in (code, translated(label, "en"), translated(label, "fr")):
            said.setdefault(folded(word), code)
    return said


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """The key of another record. A name is accepted where a code is expected."""

    record: str

    def understood(self, cell: object) -> object:
        return as_text(cell)


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes or no. Blank is neither."""

    def understood(self, cell: object) -> object:
        if isinstance(cell, bool):
            return cell
        text = folded(as_text(cell))
        if text in {"yes", "oui", "y", "o", "x", "1", "true", "vrai"}:
            return True
        if text in {"no", "non", "n", "0", "false", "faux"}:
            return False
        return Unfit(Said("{text} is neither yes nor no. Enter yes or no.", text=as_text(cell)))

    def cell(self, kept: object, lang: str) -> object:
        if kept is None:
            return None
        return translated(YES if kept else NO, lang)

    @property
    def width(self) -> int:
        return 8


YES, NO = mark("yes"), mark("no")


DIGITS = 17
"""How many digits a stored number has at most, its decimals included."""


@dataclass(frozen=True, slots=True)
class Quantity(Kind):
    """A decimal number with at most *places* decimals, within its bounds."""

    places: int = 3
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    form: str = "#,##0.###"

    def understood(self, cell: object) -> object:
        number = decimal_read(cell)
        if isinstance(number, Unfit):
            return number
        return self._bounded(number)

    def _bounded(self, number: Decimal) -> object:
        if abs(number) >= Decimal(10) ** (DIGITS - self.places):
            said = Said("{number} is too large a number. Check it.", number=f"{number:.6e}")
            return Unfit(said)
        if self.minimum is not None and number < self.minimum:
            said = Said(
                "{number} is below {least}. Enter {least} or more.",
                number=number,
                least=self.minimum,
            )
            return Unfit(said)
        if self.maximum is not None and number > self.maximum:
            said = Said(
                "{number} is above {most}. Enter {most} or less.",
                number=number,
                most=self.maximum,
            )
            return Unfit(said)
        if round(number, self.places) != number:
            said = Said(
                "{number} has more than {places} decimals. Round it.",
                number=number,
                places=self.places,
            )
            return Unfit(said)
        return number

    def stored(self, value: object) -> object:
        return None if value is None else int(Decimal(str(value)).scaleb(self.places))

    def typed(self, kept: object) -> object:
        return None if kept is None else Decimal(str(kept)).scaleb(-self.places)

    def cell(self, kept: object, lang: str) -> object:  # noqa: ARG002 - a number has no language
        return None if kept is None else int(str(kept)) / 10**self.places

    @property
    def width(self) -> int:
        return 12


def amount() -> Quantity:
    """An amount of money: its currency is in the row's own column."""
    return Quantity(places=4, form="# ##0.00")


def decimal_read(cell: object) -> Decimal | Unfit:
    """A number as typed in French or English, or as a cell holds it.

    >>> decimal_read("1.234,50"), decimal_read("1,234.50"), decimal_read("12,5")
    (Decimal('1234.50'), Decimal('1234.50'), Decimal('12.5'))
    >>> decimal_read("12 kg")
    Unfit('12 kg is not a number. Enter digits only, for example 1234.50.')
    >>> decimal_read("1,234")
    Unfit('1,234 can be read as 1234 or as 1.234. Enter it without a separator for thousands.')
    """
    if isinstance(cell, bool):
        return _no_number(as_text(cell))
    if isinstance(cell, int | float | Decimal):
        number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
        return number if number.is_finite() else _no_number(as_text(cell))
    if isinstance(cell, date):
        return _no_number(as_text(cell))
    typed = as_text(cell)
    text = re.sub(r"[\s\u202f\u2009']", "", typed).rstrip("€$£")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", text):
        said = Said(
            "{text} can be read as {whole} or as {part}."
            " Enter it without a separator for thousands.",
            text=text,
            whole=text.replace(",", ""),
            part=text.replace(",", "."),
        )
        return Unfit(said)
    try:
        number = Decimal(_with_point(text))
    except InvalidOperation:
        return _no_number(typed)
    return number if number.is_finite() else _no_number(typed)


def _with_point(text: str) -> str:
    """*text* with a decimal point and nothing between thousands."""
    if "," in text and "." in text:
        thousands = "," if text.rfind(",") < text.rfind(".") else "."
        text = text.replace(thousands, "")
    elif text.count(",") > 1:
        text = text.replace(",", "")
    return text.replace(",", ".")


def _no_number(text: str) -> Unfit:
    said = Said("{text} is not a number. Enter digits only, for example 1234.50.", text=text[:60])
    return Unfit(said)


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number within its bounds."""

    minimum: int | None = 0
    maximum: int | None = None

    def understood(self, cell: object) -> object:
        bounds = [None if b is None else Decimal(b) for b in (self.minimum, self.maximum)]
        number = Quantity(places=0, minimum=bounds[0], maximum=bounds[1]).understood(cell)
        return int(number) if isinstance(number, Decimal) else number

    @property
    def width(self) -> int:
        return 8


_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d-%b-%y")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A civil date. A number is not a date: Excel's own dates come as dates."""

    def understood(self, cell: object) -> object:
        if isinstance(cell, datetime):
            cell = cell.date()
        if isinstance(cell, date):
            return cell if EARLIEST <= cell <= LATEST else _far_day(cell)
        if isinstance(cell, str):
            for form in _DAY_FORMS:
                try:
                    day = datetime.strptime(cell, form).replace(tzinfo=UTC).date()
                except ValueError:
                    continue
                return day if EARLIEST <= day <= LATEST else _far_day(day)
        said = Said(
            "{text} is not a date. Enter it as {example}.",
            text=as_text(cell)[:60],
            example="31/12/2026",
        )
        return Unfit(said)

    @property
    def width(self) -> int:
        return 11

    @property
    def example(self) -> str:
        return shown(EXAMPLE_DAY, "fr")


def _far_day(day: date) -> Unfit:
    said = Said(
        "{day} is before {first} or after {last}. Check the year.",
        day=day.isoformat(),
        first=EARLIEST.year,
        last=LATEST.year,
    )
    return Unfit(said)


@dataclass(frozen=True, slots=True)
class Checked(Kind):
    """An identifier that proves itself: *check* returns it compact, or why it is none."""

    check: Callable[[str], str | Said]
    what: str
    sample: str
    wide: int = 18

    def understood(self, cell: object) -> object:
        text = as_text(cell)
        found = self.check(text)
        if isinstance(found, str):
            return found
        said = Said(
            "{text} is not {what}: {why}. Compare it with the paper it comes from,"
            " for example {example}.",
            text=text[:60],
            what=Said(self.what),
            why=found,
            example=self.sample,
        )
        return Unfit(said)

    @property
    def width(self) -> int:
        return self.wide

    @property
    def example(self) -> str:
        return self.sample


@dataclass(frozen=True, slots=True)
class Named(Kind):
    """A code of an official list (country, currency), also found by its name in FR or EN."""

    what: str
    names: Callable[[], Mapping[str, str]]
    """Folded name or code, to code."""
    sample: str

    def understood(self, cell: object) -> object:
        text = as_text(cell)
        code = self.names().get(folded(text))
        if code is None:
            said = Said(
                "{text} is not {what}. Enter its code, for example {example}.",
                text=text[:60],
                what=Said(self.what),
                example=self.sample,
            )
            return Unfit(said)
        return code

    @property
    def width(self) -> int:
        return 8

    @property
    def example(self) -> str:
        return self.sample
