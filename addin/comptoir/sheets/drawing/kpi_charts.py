"""One look for every chart: no frame, light grid, from zero, titled by a cell that says what it shows."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from comptoir.kpis.declared import Unit
from comptoir.kpis.figures import rounded
from comptoir.sheets import look
from comptoir.sheets.drawing.kpi import FORMS, Drawing
from comptoir.sheets.drawing.sheet import BulkSheet

TEXT = {"name": look.FONT, "size": 9, "color": look.INK}
NONE = {"none": True}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart stands: its cell from 0, its size in pixels."""

    row: int
    col: int
    wide: int = 424
    high: int = 270


@dataclass(frozen=True, slots=True)
class Block:
    """Where a chart's title, labels and values stand; what the title *says* now."""

    title: str
    labels: str
    values: str
    empty: bool
    says: str = ""


def add(drawing: Drawing, kind: dict[str, str]) -> Any:
    return drawing.file.add_chart(kind)


def put(sheet: BulkSheet, chart: Any, at: Place) -> None:
    chart.set_size({"width": at.wide, "height": at.high})
    sheet.insert_chart(at.row, at.col, chart, {"object_position": 2, "x_offset": 4, "y_offset": 2})


def styled(chart: Any, title: str, form: str, *, legend: bool = False, lying: bool = False) -> None:
    """*title* is the cell that says it; *lying*: bars that lie, their labels at the left."""
    chart.set_title({"name": f"={title}", "name_font": {**TEXT, "size": 10.5, "bold": True}, "overlay": False})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": TEXT} if legend else NONE)
    names = {"num_font": TEXT, "line": {"color": look.HAIR}, "major_tick_mark": "none"}
    numbers = {**names, "num_format": form, "line": NONE,
               "major_gridlines": {"visible": True, "line": {"color": look.MIST}}}  # fmt: skip
    if lying:
        chart.set_y_axis({**names, "reverse": True, "label_position": "low"})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})  # fmt: skip
    else:
        chart.set_x_axis({**names, "label_position": "low"})
        chart.set_y_axis(numbers)
    chart.set_chartarea({"border": NONE})


def months(chart: Any, form: str) -> None:
    """The axis of months, each as a text that reads as *form*."""
    chart.set_x_axis({"num_font": TEXT, "num_format": form, "line": {"color": look.HAIR},
                      "text_axis": True, "label_position": "low", "major_tick_mark": "none"})  # fmt: skip


def bars(
    drawing: Drawing, sheet: BulkSheet, block: Block, unit: Unit, at: Place, colours: list[str] | None = None,
) -> None:  # fmt: skip
    """Lying bars with their value at the end."""
    chart = add(drawing, {"type": "bar"})
    series: dict[str, object] = {
        "categories": f"={block.labels}", "values": f"={block.values}", "gap": 45,
        "fill": {"color": look.SEA}, "border": NONE,
        "data_labels": {"value": True, "num_format": FORMS[unit], "font": TEXT},
    }  # fmt: skip
    if colours:
        series["points"] = [{"fill": {"color": one}} for one in colours]
    chart.add_series(series)
    styled(chart, block.title, FORMS[unit], lying=True)
    put(sheet, chart, at)


def unseen(drawing: Drawing, sheet: BulkSheet, block: Block, at: Place) -> None:
    """What a chart would say, where there is nothing to draw."""
    quiet = drawing.styles.of(italic=True, font_color=look.SLATE)
    sheet.write_formula(at.row + 1, at.col, f"={block.title}", quiet, block.says)


def thousands(value: Fraction) -> str:
    """An amount in thousands, as ``ROUND(…,1)&""`` writes it.

    >>> thousands(Fraction(-18_848)), thousands(Fraction(3000))
    ('18.8', '3')
    """
    return f"{float(rounded(abs(value) / 1000, 1) or 0):.12g}"
