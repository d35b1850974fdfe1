"""What a chart is read by: its axes and its legend."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes as bc

from xlcalc.borders import UNSET
from xlcalc.boundary import Guarded
from xlcalc.errors import CalcError
from xlcalc.uno_access import enum

_LEGEND = {"top": "TOP", "bottom": "BOTTOM", "left": "LEFT", "right": "RIGHT"}


class ChartLegend(Guarded, bc.ChartLegend):
    def __init__(self, chart: Any) -> None:
        self.chart = chart

    @property
    def api(self) -> Any:
        return self.chart.document.Legend if self.visible else None

    @property
    def visible(self) -> bool:
        return bool(self.chart.document.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.chart.document.HasLegend = bool(value)

    @property
    def position(self) -> str | None:
        if not self.visible:
            return None
        where = self.chart.document.Legend.Alignment.value
        return next((name for name, calc in _LEGEND.items() if calc == where), None)

    @position.setter
    def position(self, value: str) -> None:
        if value not in _LEGEND:
            raise NotImplementedError(f"Calc cannot put a legend at the {value}.")
        self.visible = True
        self.chart.document.Legend.Alignment = enum("chart.ChartLegendPosition", _LEGEND[value])


class ChartAxis(Guarded, bc.ChartAxis):
    """One axis; ``which`` is X, Y or SecondY."""

    def __init__(self, chart: Any, which: str) -> None:
        self.chart, self.which = chart, which

    @property
    def api(self) -> Any:
        return self._axis() if self.visible else None

    def _axis(self) -> Any:
        if self.which == "SecondY" and not any(
            each.axis_group == "secondary" for each in self.chart.series
        ):
            raise CalcError(
                "The chart has no secondary axis group. Move a series to it first with "
                "series.axis_group = 'secondary'."
            )
        name = "SecondaryYAxis" if self.which == "SecondY" else f"{self.which}Axis"
        return getattr(self.chart.diagram, name)

    @property
    def _switch(self) -> str:
        return "HasSecondaryYAxis" if self.which == "SecondY" else f"Has{self.which}Axis"

    @property
    def visible(self) -> bool:
        return bool(getattr(self.chart.diagram, self._switch))

    @visible.setter
    def visible(self, value: bool) -> None:
        setattr(self.chart.diagram, self._switch, bool(value))

    @property
    def title(self) -> str | None:
        diagram = self.chart.diagram
        if not getattr(diagram, f"{self._switch}Title"):
            return None
        return str(getattr(diagram, f"{self.which}AxisTitle").String)

    @title.setter
    def title(self, value: str | None) -> None:
        diagram = self.chart.diagram
        self._axis()
        setattr(diagram, f"{self._switch}Title", value is not None)
        if value is not None:
            getattr(diagram, f"{self.which}AxisTitle").String = value

    def _scale(self, name: str) -> float:
        return float(getattr(self._axis(), name))

    def _set_scale(self, name: str, value: float | None) -> None:
        axis = self._axis()
        if value is None:
            setattr(axis, f"Auto{name}", True)
        else:
            setattr(axis, name, float(value))

    @property
    def minimum_scale(self) -> float:
        return self._scale("Min")

    @minimum_scale.setter
    def minimum_scale(self, value: float | None) -> None:
        self._set_scale("Min", value)

    @property
    def maximum_scale(self) -> float:
        return self._scale("Max")

    @maximum_scale.setter
    def maximum_scale(self, value: float | None) -> None:
        self._set_scale("Max", value)

    @property
    def major_unit(self) -> float:
        return self._scale("StepMain")

    @major_unit.setter
    def major_unit(self, value: float | None) -> None:
        self._set_scale("StepMain", value)

    @property
    def number_format(self) -> str:
        return str(self.chart.sheet.book.formats.code(self._axis().NumberFormat))

    @number_format.setter
    def number_format(self, value: str) -> None:
        axis = self._axis()
        axis.LinkNumberFormatToSource = False
        axis.NumberFormat = self.chart.sheet.book.formats.key(value)

    @property
    def reverse_order(self) -> bool:
        return bool(self._axis().ReverseDirection)

    @reverse_order.setter
    def reverse_order(self, value: bool) -> None:
        self._axis().ReverseDirection = bool(value)

    def set(self, **changes: Any) -> None:
        for name, value in changes.items():
            if value is not UNSET and name != "visible":
                setattr(self, name, value)
        if changes.get("visible", UNSET) is not UNSET:
            self.visible = changes["visible"]
