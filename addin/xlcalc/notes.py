"""Notes on cells (Calc calls them comments; threads with replies it has none)."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes as bc

from xlcalc.boundary import Guarded


class Note(Guarded, bc.Note):
    def __init__(self, sheet: Any, xl: Any) -> None:
        self.sheet, self.xl = sheet, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def text(self) -> str:
        return str(self.xl.String)

    @text.setter
    def text(self, value: str) -> None:
        self.xl.String = value

    @property
    def author(self) -> str:
        return str(self.xl.Author)

    @property
    def location(self) -> Any:
        at = self.xl.Position
        return self.sheet.cells_at(at.Row + 1, at.Column + 1)

    def delete(self) -> None:
        here, notes = self.xl.Position, self.sheet.xl.Annotations
        for at in range(notes.Count):
            other = notes.getByIndex(at).Position
            if (other.Row, other.Column) == (here.Row, here.Column):
                notes.removeByIndex(at)
                return
