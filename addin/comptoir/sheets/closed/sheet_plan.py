"""What changes in one worksheet, once it is known what is asked and what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from comptoir.sheets.closed.lists import Filter, filter_of
from comptoir.sheets.closed.outline import Sheet
from comptoir.sheets.closed.places import Area
from comptoir.sheets.closed.survey import Surveyed
from comptoir.sheets.closed.wishes import Wish, Wishes


@dataclass(slots=True)
class SheetPlan:
    """What changes in one worksheet."""

    sheet: Sheet
    wishes: Wishes = field(default_factory=Wishes)
    named: dict[tuple[int, int], Wish] = field(default_factory=dict)
    """Cells that say when the rest was written; nothing depends on them."""
    drawing: str | None = None
    reach: Area | None = None
    computed: bool = False
    """Whether the sheet has formulas."""
    stale: Callable[[str], bool] | None = None
    filter: tuple[Filter, Area] | None = None
    """The filter of the sheet's list, and the area it is to have."""

    @property
    def dirty(self) -> bool:
        """Whether cells change on which others may depend."""
        return bool(self.wishes.cells or self.wishes.grown)

    @property
    def rewritten(self) -> bool:
        """Whether anything in the sheet's own part changes."""
        wishes = self.wishes
        return bool(
            wishes.cells or wishes.grown or wishes.links or wishes.shown
            or self.named or self.filter or self.drawing or self.stale
        )  # fmt: skip


def grown(area: Area, wishes: Wishes) -> Area:
    """Where a table will be."""
    last = next((last for before, last in wishes.grown if before == area), area.bottom)
    more = next((len(heads) for before, heads in wishes.widened if before == area), 0)
    return Area(area.top, area.left, last, area.right + more)


def own_filter(area: Area, tail: bytes) -> Filter | None:
    """The filter of a sheet, where it is that of the list in *area*."""
    known = filter_of(tail)
    if known is None or (known.area.top, known.area.left) != (area.top, area.left):
        return None
    return known


def filter_wished(here: Surveyed, wishes: Wishes) -> tuple[Filter, Area] | None:
    """The filter of a list and the area it is to have, where it is not so yet."""
    known, area = here.filter, grown(here.table.area, wishes)
    if known is None or (known.plain and known.area == area):
        return None
    return known, area


def reach(wishes: Wishes) -> Area | None:
    """The rectangle of all cells a sheet gets."""
    rows = [row for row, cells in wishes.cells.items() if cells]
    columns = [column for cells in wishes.cells.values() for column in cells]
    if not rows:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))
