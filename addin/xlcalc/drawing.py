# ruff: noqa: FBT001 - UNO takes no keywords, and signatures are xlwings' own
"""Shapes and pictures on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Number
from pathlib import Path
from typing import Any

from xlwings import base_classes as bc

from xlcalc.addresses import hundredths, points
from xlcalc.boundary import Guarded
from xlcalc.fonts import Characters, Font
from xlcalc.uno_access import props, struct, url_of

_INCH, _PIXELS = 2540, 96


def _place(where: str, part: str) -> property:
    def get(self: Shape) -> float:
        return points(getattr(getattr(self.xl, where), part))

    def put(self: Shape, value: float) -> None:
        changed = getattr(self.xl, where)
        setattr(changed, part, hundredths(value))
        (self.xl.setPosition if where == "Position" else self.xl.setSize)(changed)

    return property(get, put)


class Shape(Guarded, bc.Shape):
    def __init__(self, sheet: Any, xl: Any) -> None:
        self.sheet, self.xl = sheet, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def parent(self) -> Any:
        return self.sheet

    @property
    def type(self) -> str:
        kind = self.xl.ShapeType
        for mark, name in (("Graphic", "picture"), ("OLE2", "chart"), ("Text", "text_box")):
            if mark in kind:
                return name
        return "line" if "Line" in kind else "auto_shape"

    @property
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = value

    @property
    def index(self) -> int:
        return int(self.xl.ZOrder) + 1

    left, top = _place("Position", "X"), _place("Position", "Y")
    width, height = _place("Size", "Width"), _place("Size", "Height")

    def _scale(self, side: str, factor: float, *, original: bool) -> None:
        """Make a side so many times as long; a picture keeps its proportions, as in Excel."""
        picture = self.type == "picture"
        now = getattr(self.xl.Size, side)
        first = getattr(self.xl.Graphic.Size100thMM, side) if picture and original else 0
        times = factor * (first or now) / max(1, now)
        size = self.xl.Size
        if picture or side == "Width":
            size.Width = round(size.Width * times)
        if picture or side == "Height":
            size.Height = round(size.Height * times)
        self.xl.setSize(size)

    def scale_height(self, factor: float, relative_to_original_size: bool, scale: Any) -> None:  # noqa: ARG002 - from the top left
        self._scale("Height", factor, original=relative_to_original_size)

    def scale_width(self, factor: float, relative_to_original_size: bool, scale: Any) -> None:  # noqa: ARG002 - from the top left
        self._scale("Width", factor, original=relative_to_original_size)

    def activate(self) -> None:
        self.sheet.view().select(self.xl)

    def delete(self) -> None:
        self.sheet.xl.DrawPage.remove(self.xl)

    @property
    def text(self) -> str | None:
        return str(self.xl.String) or None

    @text.setter
    def text(self, value: str) -> None:
        self.xl.String = value

    @property
    def font(self) -> Font:
        return Characters(self, self.xl.Text).font

    @property
    def characters(self) -> Characters:
        return Characters(self, self.xl.Text)


class Picture(Shape, bc.Picture):  # type: ignore[misc] # - xlwings' own: index is both
    lock_aspect_ratio = True

    def update(self, filename: str) -> Picture:
        """Show another file in the same place, under the same name."""
        self.xl.Graphic = _graphic(self.sheet, filename)
        return self


def _graphic(sheet: Any, filename: str) -> Any:
    if not Path(filename).is_file():
        raise FileNotFoundError(f"No such file: '{filename}'")
    provider = sheet.book.office.create("com.sun.star.graphic.GraphicProvider")
    return provider.queryGraphic(props(URL=url_of(filename)))


class _Drawn(Guarded):
    """A collection of the shapes of one kind, on one sheet."""

    made: type[Shape] = Shape
    wanted: str | None = None

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.xl = sheet, sheet.xl.DrawPage

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def parent(self) -> Any:
        return self.sheet

    def _all(self) -> list[Shape]:
        found = [self.made(self.sheet, self.xl.getByIndex(at)) for at in range(self.xl.Count)]
        return [each for each in found if self.wanted is None or each.type == self.wanted]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._all())

    def __call__(self, key: Any) -> Shape:
        everything = self._all()
        if isinstance(key, Number):
            at = int(str(key))
            if not 1 <= at <= len(everything):
                raise KeyError(key)
            return everything[at - 1]
        for each in everything:
            if each.name == key:
                return each
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(each.name == key for each in self._all())


class Shapes(_Drawn, bc.Collection):
    """Everything drawn on a sheet."""

    def add_text_box(
        self, text: str, left: float, top: float, width: float, height: float
    ) -> Shape:
        """Draw a box with a text; xlwings itself has no such deed."""
        made = self.sheet.book.xl.createInstance("com.sun.star.drawing.TextShape")
        self.xl.add(made)
        made.setSize(struct("awt.Size", hundredths(width), hundredths(height)))
        made.setPosition(struct("awt.Point", hundredths(left), hundredths(top)))
        made.String = text
        return Shape(self.sheet, made)


class Pictures(_Drawn, bc.Pictures):
    made = Picture
    wanted = "picture"

    def add(
        self,
        filename: str,
        link_to_file: Any,  # noqa: ARG002 - Calc keeps a copy, always
        save_with_document: Any,  # noqa: ARG002 - likewise
        left: float | None,
        top: float | None,
        width: float | None,
        height: float | None,
        anchor: Any = None,
    ) -> Picture:
        if anchor:
            left, top = anchor.left, anchor.top
        graphic = _graphic(self.sheet, filename)
        size = graphic.Size100thMM
        natural = (size.Width, size.Height)
        if not size.Width:
            pixels = graphic.SizePixel
            natural = (pixels.Width * _INCH // _PIXELS, pixels.Height * _INCH // _PIXELS)
        wide = hundredths(width) if width and width > 0 else natural[0]
        tall = (
            hundredths(height) if height and height > 0 else natural[1] * wide // max(1, natural[0])
        )
        shape = self.sheet.book.xl.createInstance("com.sun.star.drawing.GraphicObjectShape")
        self.xl.add(shape)
        shape.Graphic = graphic
        shape.setSize(struct("awt.Size", wide, tall))
        shape.setPosition(struct("awt.Point", hundredths(left or 0), hundredths(top or 0)))
        shape.Name = f"Picture {len(self)}"
        return Picture(self.sheet, shape)
