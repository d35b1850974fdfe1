"""What can be wrong with a template or its filling, each thing with its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comptoir.errors import Refused
from comptoir.wording import Said, mark


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: its part, the paragraph's number in it, and how a person finds it."""

    part: str
    paragraph: int
    where: Said
    text: str = ""

    def in_(self, lang: str) -> str:
        """The place as a person would look for it."""
        near = f" (« {self.text} »)" if lang == "fr" else f" (“{self.text}”)"
        return self.where.in_(lang) + (near if self.text else "")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: its code, where it is, what it is and the remedy.

    A fault that is not *grave* is worth a look, and does not stop the letter.
    """

    code: str
    place: Place | None
    said: Said
    grave: bool = True

    def in_(self, lang: str) -> str:
        """The fault with its place, in *lang*."""
        at = f"{self.place.in_(lang)}: " if self.place else ""
        return at + self.said.in_(lang)


class NotWord(Refused):
    message = mark(
        "{name} is not a Word document ({why}). No letter was written."
        " Open it in Word and save it as .docx."
    )


class BrokenTemplate(Refused):
    """A template with faults, all of them in ``faults``."""

    message = mark(
        "{name} has faults ({count}). The first: {first} No letter was written."
        " Correct the template in Word, or check it: comptoir letters check."
    )

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(name=name, count=len(faults), first=AsSaid(self.faults[0]))


class Unfillable(Refused):
    """A blank that nothing fills, or a value that cannot be written."""

    message = mark(
        "{name}, {place}: {fault} No letter was written."
        " Complete the record, or correct the template."
    )

    def __init__(self, name: str, fault: Fault) -> None:
        self.fault = fault
        place = AsSaid(fault.place) if fault.place else Said("the whole document")
        super().__init__(name=name, place=place, fault=fault.said)


class AsSaid(Said):
    """A fault or a place as a fact of a sentence."""

    __slots__ = ("shown",)

    def __init__(self, shown: Fault | Place) -> None:
        super().__init__("")
        self.shown = shown

    def in_(self, lang: str) -> str:
        """What it says in *lang*."""
        return self.shown.in_(lang)


class Unwritable(ValueError):
    """A value that has no reading in a letter; *said* tells why."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(str(said))
