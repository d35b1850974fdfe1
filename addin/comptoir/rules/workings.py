"""How a figure was reached: one step after another, each with its reason and source.

The total is asked for once; the reasons are asked for at every audit. A result
that matters is returned with its steps, and a surface shows them in the
reader's language.

Sources
    Union Customs Code, Regulation (EU) 952/2013, art. 51: records are kept at
    least three years so that customs can control them. A figure without its
    workings cannot be controlled.

>>> from decimal import Decimal
>>> step = Step(Decimal("240"), Said("volume weight, kg"), "IATA TACT Rules 3.9")
>>> print(step)
240  volume weight, kg (IATA TACT Rules 3.9)
"""

from __future__ import annotations

from dataclasses import dataclass

from comptoir.wording import Said, shown


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the workings: a figure or a day, what it is, and who says so."""

    value: object
    what: Said
    source: str = ""
    to_confirm: bool = False

    def in_(self, lang: str) -> str:
        """The line as *lang* reads it."""
        cited = f" ({self.source})" if self.source else ""
        return f"{shown(self.value, lang)}  {self.what.in_(lang)}{cited}"

    def __str__(self) -> str:
        return self.in_("en")


@dataclass(frozen=True, slots=True)
class Workings:
    """The steps of a result, in the order they were taken.

    >>> works = Workings((Step(2, Said("packages")),))
    >>> str(works), works.to_confirm
    ('2  packages', False)
    """

    steps: tuple[Step, ...] = ()

    def __add__(self, more: Workings | Step) -> Workings:
        return Workings(self.steps + ((more,) if isinstance(more, Step) else more.steps))

    @property
    def to_confirm(self) -> bool:
        """Whether a step rests on a figure the user was asked to confirm."""
        return any(step.to_confirm for step in self.steps)

    def in_(self, lang: str) -> str:
        """The steps, one a line."""
        return "\n".join(step.in_(lang) for step in self.steps)

    def __str__(self) -> str:
        return self.in_("en")
