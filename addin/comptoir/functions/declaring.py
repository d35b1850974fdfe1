"""A worksheet function, declared once: what it computes, what it takes, what it says.

From the list of declarations come the Excel wrappers, the Calc extension, the command
``comptoir fn`` and the page of the help. What a declaration says is written in English
and translated where it is shown.

Sources
    Ours; the limits on names and texts are Excel's and VBA's (see ``for_excel``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from comptoir.functions.cells import Reader
from comptoir.records import Record, Row
from comptoir.rules.glossary import PRINTED_TERMS, Glossary
from comptoir.rules.law import PRINTED, Overrides
from comptoir.wording import mark

Figures = Callable[[str, str, date | None], object]
Finder = Callable[[Iterable[str]], Mapping[str, tuple[Record, Row]]]


class Category(Enum):
    """The families of the help page."""

    FREIGHT = mark("Freight and containers")
    PRICES = mark("Incoterms and prices")
    CUSTOMS = mark("Customs and landed cost")
    PAYMENT = mark("Terms, due dates and reminders")
    CLAIMS = mark("Transport claims")
    CREDIT = mark("Letters of credit")
    NUMBERS = mark("Identifiers")
    DAYS = mark("Days and hours")
    MONEY = mark("Money and words")
    LOOKING = mark("Look-ups")
    WORDS = mark("Trade terms and phrases")


@dataclass(frozen=True, slots=True)
class Here:
    """What a function is told of the desk: its language, its own law, and its records.

    *find* gives, for references, the record and row of each that the desk has; it is
    None where there is no desk. *terms* gives the glossary, the desk's
    own terms included. *figures* gives a figure of the desk as it is on a day, by its code and its
    period; it is None where there is no desk.
    """

    lang: str = "en"
    law: Overrides = field(default_factory=lambda: PRINTED)
    find: Finder | None = None
    terms: Callable[[], Glossary] = lambda: PRINTED_TERMS
    figures: Figures | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How an argument is read: a cell by *read*, or a range as a whole where *whole*.

    A reader gives the value, or an ``Unfit`` with its sentence. *said* names it in the help.
    """

    said: str
    read: Reader
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument by its name in formulas; a blank one leaves the cell blank, if needed."""

    name: str
    kind: Kind
    says: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """Arguments as a person types them, and the answer."""

    arguments: tuple[Any, ...]
    answer: Any


@dataclass(frozen=True, slots=True)
class Function:
    """A worksheet function. *many*, where there is one, takes columns of read values."""

    name: str
    category: Category
    says: str
    arguments: tuple[Argument, ...]
    example: Example
    run: Callable[..., object]
    many: Callable[..., Sequence[object]] | None = None

    @property
    def least(self) -> int:
        """How many arguments a formula gives at least."""
        return sum(one.needed for one in self.arguments)


class Family:
    """Gathers the functions of one module, in the order they are written."""

    def __init__(self, category: Category) -> None:
        self.category = category
        self.functions: list[Function] = []

    def function(
        self,
        name: str,
        says: str,
        *arguments: Argument,
        example: tuple[tuple[Any, ...], Any],
        many: Callable[..., Sequence[object]] | None = None,
    ) -> Callable[[Callable[..., object]], Callable[..., object]]:
        """Declare the function below as the worksheet function *name*."""

        def declared(run: Callable[..., object]) -> Callable[..., object]:
            shown = Example(*example)
            self.functions.append(Function(name, self.category, says, arguments, shown, run, many))
            return run

        return declared


def need(name: str, kind: Kind, says: str) -> Argument:
    """An argument without which nothing is computed."""
    return Argument(name, kind, says)


def may(name: str, kind: Kind, says: str) -> Argument:
    """An argument that may be left out."""
    return Argument(name, kind, says, needed=False)


Declared = Mapping[str, Function]
