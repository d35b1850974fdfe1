"""What a button is: its words, its group, and the deed it does."""

from __future__ import annotations

from dataclasses import dataclass

from comptoir.ribbon.told import Act


@dataclass(frozen=True, slots=True)
class Deed:
    """One button. *label* and *tip* are English sentences of the catalogue.

    Its picture has the name of its *id*, unless *picture* names another. *menu* is the id of the
    menu it stands in. *language* buttons are Excel's choice of a language.
    """

    id: str
    label: str
    tip: str
    group: str
    act: Act
    large: bool = True
    language: bool = False
    menu: str = ""
    picture: str = ""

    @property
    def drawn(self) -> str:
        """The name of its picture."""
        return self.picture or self.id


@dataclass(frozen=True, slots=True)
class Group:
    """A group of buttons, in the order of the list."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A button of a group that opens the deeds naming it. *label* and *tip* are English."""

    id: str
    label: str
    tip: str
    group: str
