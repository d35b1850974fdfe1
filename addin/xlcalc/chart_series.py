"""The series of a chart: their names, colours, marks, and the axis they are measured by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes as bc

from xlcalc.addresses import colour_number, colour_triple, hundredths, points
from xlcalc.borders import UNSET
from xlcalc.boundary import Guarded
from xlcalc.uno_access import struct

_SYMBOLS = {
    "none": -3,
    "automatic": -1,
    "square": 0,
    "diamond": 1,
    "triangle": 3,
    "x": 10,
    "plus": 9,
    "star": 11,
    "circle": 8,
    "dash": 13,
}


class ChartSeries(Guarded, bc.ChartSeries):
    def __init__(self, chart: Any, index: int) -> None:
        self.chart, self.index = chart, index

    @property
    def xl(self) -> Any:
        return self.chart.diagram.getDataRowProperties(self.index)

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def name(self) -> str:
        label = series_of(self.chart)[self.index].getDataSequences()[0].getLabel()
        return "" if label is None else " ".join(str(part) for part in label.getData())

    @name.setter
    def name(self, value: str) -> None:
        raise NotImplementedError("A series in Calc takes its name from its title cell.")

    def _colour(self) -> tuple[int, int, int] | None:
        return colour_triple(series_of(self.chart)[self.index].Color)

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        return self._colour()

    @fill_color.setter
    def fill_color(self, value: Any) -> None:
        series_of(self.chart)[self.index].Color = colour_number(value)

    line_color = fill_color

    @property
    def marker_style(self) -> str:
        symbol = self.xl.SymbolType
        return next((name for name, calc in _SYMBOLS.items() if calc == symbol), "automatic")

    @marker_style.setter
    def marker_style(self, value: str) -> None:
        if value not in _SYMBOLS:
            raise NotImplementedError(f"Calc has no marker {value!r}.")
        self.xl.SymbolType = _SYMBOLS[value]

    @property
    def marker_size(self) -> int:
        return round(points(self.xl.SymbolSize.Width))

    @marker_size.setter
    def marker_size(self, value: int) -> None:
        side = hundredths(value)
        self.xl.SymbolSize = struct("awt.Size", side, side)

    @property
    def axis_group(self) -> str:
        second = series_of(self.chart)[self.index].AttachedAxisIndex
        return "secondary" if second else "primary"

    @axis_group.setter
    def axis_group(self, value: str) -> None:
        series_of(self.chart)[self.index].AttachedAxisIndex = int(value == "secondary")
        self.chart.diagram.HasSecondaryYAxis = value == "secondary"

    def set(self, **changes: Any) -> None:
        for name, value in changes.items():
            if value is not UNSET:
                setattr(self, name, value)


def series_of(chart: Any) -> list[Any]:
    """Return the series, in the newer of the two ways Calc shows its charts to programs."""
    found: list[Any] = []
    for system in chart.document.getFirstDiagram().getCoordinateSystems():
        for kind in system.getChartTypes():
            found += kind.getDataSeries()
    return found


class ChartSeriesCollection(Guarded, bc.ChartSeriesCollection):
    def __init__(self, chart: Any) -> None:
        self.chart = chart

    @property
    def api(self) -> Any:
        return self.chart.diagram

    @property
    def parent(self) -> Any:
        return self.chart

    def __len__(self) -> int:
        return len(series_of(self.chart))

    def __iter__(self) -> Iterator[ChartSeries]:
        return iter([ChartSeries(self.chart, at) for at in range(len(self))])

    def __call__(self, key: Any) -> ChartSeries:
        if not isinstance(key, int) or isinstance(key, bool) or not 1 <= key <= len(self):
            raise KeyError(key)
        return ChartSeries(self.chart, key - 1)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and 1 <= key <= len(self)
