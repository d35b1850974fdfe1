# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Charts: kinds, titles, what they show, where they lie.

Excel's kinds of charts are Calc's diagrams with switches. A kind Calc does not have, and what has
no like (chart styles, the second category axis), is refused.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from numbers import Number
from typing import Any

from xlwings import ShapeAlreadyExists
from xlwings import base_classes as bc

from xlcalc.addresses import hundredths
from xlcalc.boundary import Guarded
from xlcalc.chart_axes import ChartAxis, ChartLegend
from xlcalc.chart_series import ChartSeriesCollection, series_of
from xlcalc.drawing import Shape
from xlcalc.errors import CalcError
from xlcalc.uno_access import enum, props, struct, url_of

_NO_SYMBOL, _AUTO_SYMBOL = -3, -1
_ATTEMPTS, _SOON = 6, 0.05  # seconds
_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "line": ("Line", {"SymbolType": _NO_SYMBOL}),
    "line_markers": ("Line", {"SymbolType": _AUTO_SYMBOL}),
    "line_stacked": ("Line", {"Stacked": True, "SymbolType": _NO_SYMBOL}),
    "column_clustered": ("Bar", {"Vertical": False}),
    "column_stacked": ("Bar", {"Vertical": False, "Stacked": True}),
    "column_stacked_100": ("Bar", {"Vertical": False, "Percent": True}),
    "bar_clustered": ("Bar", {"Vertical": True}),
    "bar_stacked": ("Bar", {"Vertical": True, "Stacked": True}),
    "bar_stacked_100": ("Bar", {"Vertical": True, "Percent": True}),
    "pie": ("Pie", {}),
    "doughnut": ("Donut", {}),
    "area": ("Area", {}),
    "area_stacked": ("Area", {"Stacked": True}),
    "area_stacked_100": ("Area", {"Percent": True}),
    "xy_scatter": ("XY", {"Lines": False, "SymbolType": _AUTO_SYMBOL}),
    "xy_scatter_lines": ("XY", {"Lines": True, "SymbolType": _AUTO_SYMBOL}),
    "xy_scatter_lines_no_markers": ("XY", {"Lines": True, "SymbolType": _NO_SYMBOL}),
    "radar": ("Net", {}),
    "bubble": ("Bubble", {}),
}
_DIAGRAM = "com.sun.star.chart.{}Diagram"
_SWITCHES = ("Vertical", "Stacked", "Percent", "Lines", "SymbolType")


def _place(name: str) -> property:
    def get(self: Chart) -> Any:
        return getattr(self.shape, name)

    def put(self: Chart, value: Any) -> None:
        setattr(self.shape, name, value)

    return property(get, put)


class Chart(Guarded, bc.Chart):
    """A chart by the office's own name for it; ``name`` is the one people see."""

    def __init__(self, sheet: Any, key: str) -> None:
        self.sheet, self.key = sheet, key

    @property
    def xl(self) -> Any:
        return self.sheet.xl.Charts.getByName(self.key)

    @property
    def document(self) -> Any:
        return self.xl.EmbeddedObject

    @property
    def diagram(self) -> Any:
        return self.document.Diagram

    @property
    def api(self) -> tuple[Any, Any]:
        return self.shape.xl, self.document

    @property
    def parent(self) -> Any:
        return self.sheet

    @property
    def shape(self) -> Shape:
        page = self.sheet.xl.DrawPage
        for attempt in range(_ATTEMPTS):
            for at in range(page.Count):
                shape = page.getByIndex(at)
                if getattr(shape, "PersistName", None) == self.key:
                    return Shape(self.sheet, shape)
            if not self.sheet.xl.Charts.hasByName(self.key):
                break
            time.sleep(_SOON * attempt)  # the drawing follows the sheet a moment later
        raise CalcError(f"The chart {self.key} is no longer on the sheet.")

    @property
    def name(self) -> str:
        return self.shape.name or self.key

    @name.setter
    def name(self, value: str) -> None:
        self.shape.name = value

    left, top, width, height = _place("left"), _place("top"), _place("width"), _place("height")

    # ---- what it shows ---------------------------------------------------------------------

    def set_source_data(self, rng: Any, plot_by: str | None = None) -> None:
        """Show the cells of *rng*.

        A chart made without data stays empty whatever it is given later: it is made again, in the
        same place, and keeps its name, kind and title.
        """
        cells, shape = getattr(rng, "impl", rng), self.shape.xl
        kept = (shape.Name, self.chart_type, self.title)
        where = struct(
            "awt.Rectangle", shape.Position.X, shape.Position.Y, shape.Size.Width, shape.Size.Height
        )
        size, position = shape.Size, shape.Position
        charts = self.sheet.xl.Charts
        charts.removeByName(self.key)
        charts.addNewByName(
            self.key,
            where,
            (cells.xl.RangeAddress,),
            cells.nr > 1 and _heading(cells.sub(0, cells.nc - 1)),
            cells.nc > 1 and _heading(cells.sub(cells.nr - 1, 0)),
        )
        name, kind, title = kept
        fresh = self.shape.xl
        fresh.Name = name
        fresh.setSize(size)
        fresh.setPosition(position)
        if kind in _KINDS:
            self.chart_type = kind
        if title is not None:
            self.title = title
        if plot_by is not None:
            self.plot_by = plot_by

    @property
    def plot_by(self) -> str:
        return "rows" if self.diagram.DataRowSource.value == "ROWS" else "columns"

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        self.diagram.DataRowSource = enum("chart.ChartDataRowSource", value.upper())

    @property
    def chart_type(self) -> str:
        diagram = self.diagram
        kind = diagram.getDiagramType()
        has = {name: getattr(diagram, name, None) for name in _SWITCHES}
        if kind == _DIAGRAM.format("XY"):  # the diagram always says it has lines
            has["Lines"] = any(each.LineStyle.value != "NONE" for each in series_of(self))
        best, most = "unknown", -1
        for name, (service, switches) in _KINDS.items():
            if kind != _DIAGRAM.format(service):
                continue
            wanted = {"Stacked": False, "Percent": False, **switches}
            agree = sum(_same(key, has[key], value) for key, value in wanted.items())
            if agree == len(wanted) and agree > most:
                best, most = name, agree
        return best

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        if value not in _KINDS:
            raise NotImplementedError(f"Calc has no chart of the kind {value!r}.")
        service, switches = _KINDS[value]
        document = self.document
        diagram = document.createInstance(_DIAGRAM.format(service))
        document.setDiagram(diagram)
        for key, switch in switches.items():
            setattr(document.Diagram, key, switch)
        if service == "XY":
            line = enum("drawing.LineStyle", "SOLID" if switches["Lines"] else "NONE")
            for series in series_of(self):
                series.LineStyle = line

    @property
    def title(self) -> str | None:
        document = self.document
        return str(document.Title.String) if document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        document = self.document
        document.HasMainTitle = value is not None
        if value is not None:
            document.Title.String = value

    @property
    def legend(self) -> ChartLegend:
        return ChartLegend(self)

    @property
    def category_axis(self) -> ChartAxis:
        return ChartAxis(self, "X")

    @property
    def value_axis(self) -> ChartAxis:
        return ChartAxis(self, "Y")

    @property
    def secondary_value_axis(self) -> ChartAxis:
        return ChartAxis(self, "SecondY")

    @property
    def series(self) -> ChartSeriesCollection:
        return ChartSeriesCollection(self)

    # ---- deeds -----------------------------------------------------------------------------

    def delete(self) -> None:
        self.sheet.xl.Charts.removeByName(self.key)

    def to_png(self, path: str) -> None:
        export = self.sheet.book.office.create("com.sun.star.drawing.GraphicExportFilter")
        export.setSourceDocument(self.shape.xl)
        export.filter(props(URL=url_of(path), MediaType="image/png"))

    def to_pdf(self, path: str, quality: Any = None) -> None:  # noqa: ARG002 - Calc has one quality
        export = self.sheet.book.office.create("com.sun.star.drawing.GraphicExportFilter")
        export.setSourceDocument(self.shape.xl)
        export.filter(props(URL=url_of(path), MediaType="application/pdf"))


def _heading(cell: Any) -> bool:
    """Return whether a cell at the edge of a chart's data is a title: a text, or empty."""
    return bool(cell.xl.Type.value in ("TEXT", "EMPTY"))


def _same(key: str, has: Any, wanted: Any) -> bool:
    if key == "SymbolType":
        return bool((has == _NO_SYMBOL) == (wanted == _NO_SYMBOL))
    return bool(has) == bool(wanted)


class Charts(Guarded, bc.Charts):
    def __init__(self, sheet: Any) -> None:
        self.sheet, self.xl = sheet, sheet.xl.Charts

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def parent(self) -> Any:
        return self.sheet

    def _all(self) -> list[Chart]:
        return [Chart(self.sheet, name) for name in self.xl.ElementNames]

    def __len__(self) -> int:
        return int(self.xl.Count)

    def __iter__(self) -> Iterator[Chart]:
        return iter(self._all())

    def __call__(self, key: Any) -> Chart:
        charts = self._all()
        if isinstance(key, Number):
            at = int(str(key))
            if not 1 <= at <= len(charts):
                raise KeyError(key)
            return charts[at - 1]
        for chart in charts:
            if chart.name == key:
                return chart
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(chart.name == key for chart in self._all())

    def add(
        self,
        left: float = 0,
        top: float = 0,
        width: float = 355,
        height: float = 211,
        chart_type: str | None = None,
        source: Any = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Any = None,
        style: Any = None,  # noqa: ARG002 - Calc has no chart styles
    ) -> Chart:
        if anchor:
            left, top = anchor.left, anchor.top
        if name is not None and name in self:
            raise ShapeAlreadyExists(f"'{name}' is already present on {self.sheet.name}.")
        number = 1
        while self.xl.hasByName(f"Chart {number}"):
            number += 1
        key = f"Chart {number}"
        where = struct("awt.Rectangle", *(hundredths(each) for each in (left, top, width, height)))
        self.xl.addNewByName(key, where, (), True, True)
        chart = Chart(self.sheet, key)
        chart.shape.xl.setSize(struct("awt.Size", where.Width, where.Height))
        chart.name = name or key
        if source is not None:
            chart.set_source_data(source, plot_by)
        if chart_type is not None:
            chart.chart_type = chart_type
        return chart
