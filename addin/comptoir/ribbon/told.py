"""What a deed works on, and what it says when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from comptoir.desk import Desk, Workbook
from comptoir.sheets.kpi_shown import Drawn
from comptoir.sheets.live.cursor import Place
from comptoir.sheets.memory import Memory
from comptoir.wording import Said


class Pressed(Workbook, Protocol):
    """The open workbook in which a button was pressed, and the person before it."""

    @property
    def path(self) -> Path | None:
        """The workbook's file; None for one that was never saved."""

    def selected(self) -> Place:
        """What the cursor is on."""

    def ask(self, question: Said) -> bool:
        """Ask the assistant; whether the answer is yes."""

    def point(self, where: str) -> None:
        """Lead the assistant to a cell such as ``Orders!C12``, where it can be found."""

    def figures_chosen(self) -> Mapping[str, object]:
        """What the cells of choice of a workbook of figures say, by their names."""

    def show_figures(self, sheets: Sequence[Drawn], memory: Memory) -> None:
        """Show every sheet of figures anew; what is the user's stays."""

    def beside(self, path: Path) -> None:
        """Open another workbook beside this one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a deed: a sentence for the status bar, and what must be read in a box."""

    status: Said
    lines: Sequence[Said] = field(default=())
    file: Path | None = None
    """What is to be shown to the person with it: a letter, a folder."""


Act = Callable[[Desk, Pressed], Told]
