"""What a button is: its words, its group, and the deed it does."""

from __future__ import annotations

from dataclasses import dataclass

from comptoir.ribbon.told import Act


@dataclass(frozen=True, slots=True)
class Deed:
    """One button. *label* and *tip* are English sentences of the catalogue.

    Its picture has the name of its *id*. *language* buttons are Excel's choice of a language.
    """

    id: str
    label: str
    tip: str
    group: str
    act: Act
    large: bool = True
    in_toolbar: bool = True
    language: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of buttons, in the order of the list."""

    id: str
    label: str
