"""Borders. Excel knows a style and a weight; Calc a style and a width, in hundredths of a mm.

``slant_dash_dot`` has no like in Calc and is refused; the rest reads back as written, widths being
matched to the nearest of Excel's four weights.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlwings import base_classes as bc

from xlcalc.addresses import colour_number, colour_triple
from xlcalc.boundary import Guarded
from xlcalc.uno_access import constant, struct

_STYLES = {
    "continuous": "SOLID",
    "dash": "DASHED",
    "dot": "DOTTED",
    "dash_dot": "DASH_DOT",
    "dash_dot_dot": "DASH_DOT_DOT",
    "double": "DOUBLE_THIN",
}
_WEIGHTS = {"hairline": 2, "thin": 26, "medium": 62, "thick": 88}
_DOUBLE_WIDTH = 92
_TABLE_SIDES = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_vertical": "VerticalLine",
    "inside_horizontal": "HorizontalLine",
}
_DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}
_NONE = 32767
UNSET = bc._UNSET  # noqa: SLF001 - xlwings' own mark for "leave it"


def _style_name(line: Any) -> str:
    if line.LineStyle == _NONE or not (line.LineWidth or line.OuterLineWidth):
        return "none"
    for name, calc in _STYLES.items():
        if constant("table.BorderLineStyle." + calc) == line.LineStyle:
            return name
    double = line.InnerLineWidth and line.OuterLineWidth
    fine = constant("table.BorderLineStyle.FINE_DASHED") == line.LineStyle
    return "double" if double else "dash" if fine else "continuous"


def _weight_name(line: Any) -> str | None:
    if _style_name(line) == "none":
        return None
    width = line.LineWidth or line.OuterLineWidth
    return min(_WEIGHTS, key=lambda name: abs(_WEIGHTS[name] - width))


class Border(Guarded, bc.Border):
    """One side of a range."""

    def __init__(self, parent: Any, side: str) -> None:
        self.parent, self.side = parent, side

    @property
    def api(self) -> Any:
        return self._line()

    def _line(self) -> Any:
        if self.side in _DIAGONALS:
            return self.parent.cell.getPropertyValue(_DIAGONALS[self.side])
        return self._witness()

    def _witness(self) -> Any:
        """The table border does not know lines a cell drew itself; a cell on that side does."""
        rows, columns = self.parent.shape
        row, column, name = {
            "edge_top": (0, 0, "TopBorder2"),
            "edge_bottom": (rows - 1, 0, "BottomBorder2"),
            "edge_left": (0, 0, "LeftBorder2"),
            "edge_right": (0, columns - 1, "RightBorder2"),
            "inside_vertical": (0, 0, "RightBorder2"),
            "inside_horizontal": (0, 0, "BottomBorder2"),
        }[self.side]
        if (self.side == "inside_vertical" and columns == 1) or (
            self.side == "inside_horizontal" and rows == 1
        ):
            return struct("table.BorderLine2")
        return self.parent.cell_at(row, column).getPropertyValue(name)

    def put(self, line: Any) -> None:
        """Draw *line* on this side of every cell it belongs to."""
        xl = self.parent.for_change()
        if self.side in _DIAGONALS:
            xl.setPropertyValue(_DIAGONALS[self.side], line)
            return
        if xl is None:
            return
        border = struct("table.TableBorder2")
        name = _TABLE_SIDES[self.side]
        setattr(border, name, line)
        setattr(border, f"Is{name}Valid", True)
        xl.TableBorder2 = border

    @property
    def line_style(self) -> str | None:
        return _style_name(self._line())

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.change(line_style=value)

    @property
    def weight(self) -> str | None:
        return _weight_name(self._line())

    @weight.setter
    def weight(self, value: str) -> None:
        self.change(weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        if self.side in _DIAGONALS and self.parent.size > 1:
            return None  # so does Excel
        line = self._line()
        return None if _style_name(line) == "none" else colour_triple(line.Color)

    @color.setter
    def color(self, value: Any) -> None:
        self.change(color=value)

    def change(self, line_style: Any = UNSET, weight: Any = UNSET, color: Any = UNSET) -> None:
        """Draw the side anew with what is given; the rest stays, or is thin, black and plain."""
        old = self._line()
        had = _style_name(old)
        style = had if line_style is UNSET else (line_style or "none")
        if style == "none" and line_style is UNSET:
            style = "continuous"
        if style == "none":
            self.put(struct("table.BorderLine2"))
            return
        if style not in _STYLES:
            raise NotImplementedError(f"Calc has no border line {style!r}.")
        heavy = weight if weight is not UNSET else _weight_name(old) or "thin"
        line = struct("table.BorderLine2")
        line.LineStyle = constant("table.BorderLineStyle." + _STYLES[style])
        width = _DOUBLE_WIDTH if style == "double" else _WEIGHTS[heavy]
        line.LineWidth = line.OuterLineWidth = width
        if color is not UNSET:
            line.Color = colour_number(color)
        elif had != "none":
            line.Color = old.Color
        self.put(line)


class Borders(Guarded, bc.Borders):
    """All sides of a range. ``set`` comes with sides already checked and spelt out by xlwings."""

    def __init__(self, parent: Any) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        return None if self.parent.xl is None else self.parent.xl.TableBorder2

    def __getitem__(self, side: str) -> Border:
        return Border(self.parent, side)

    def _sides(self) -> list[str]:
        rows, columns = self.parent.shape
        absent = {"inside_vertical": columns == 1, "inside_horizontal": rows == 1}
        return [side for side in bc.BORDER_GRID_SIDES if not absent.get(side)]

    def _shared(self, attribute: str) -> Any:
        if self.parent.xl is None:
            return None
        answers = {getattr(self[side], attribute) for side in self._sides()}
        return answers.pop() if len(answers) == 1 else None

    @property
    def line_style(self) -> Any:
        return self._shared("line_style")

    @line_style.setter
    def line_style(self, value: Any) -> None:
        self.set(bc.BORDER_GRID_SIDES, line_style=value)

    @property
    def weight(self) -> Any:
        return self._shared("weight")

    @weight.setter
    def weight(self, value: Any) -> None:
        self.set(bc.BORDER_GRID_SIDES, weight=value)

    @property
    def color(self) -> Any:
        return self._shared("color")

    @color.setter
    def color(self, value: Any) -> None:
        self.set(bc.BORDER_GRID_SIDES, color=value)

    def set(
        self,
        which: Iterable[str] = bc.BORDER_GRID_SIDES,
        *,
        line_style: Any = UNSET,
        weight: Any = UNSET,
        color: Any = UNSET,
    ) -> None:
        rows, columns = self.parent.shape
        for side in which:
            if (side == "inside_vertical" and columns == 1) or (
                side == "inside_horizontal" and rows == 1
            ):
                continue
            self[side].change(line_style, weight, color)

    def clear(self, which: Iterable[str] = bc.BORDER_SIDES) -> None:
        self.set(which, line_style=None)
