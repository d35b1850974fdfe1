# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""Conditional formats: rules on values, rules by formula, data bars.

A rule's looks are a cell style of its own, which is also how a rule is recognised. In Calc the
first rule that holds ends the matter, so every rule "stops if true". Colour scales and icon sets
that are in a file stay, but a program cannot make them: LibreOffice 7.4 ends when it is asked to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from xlwings import base_classes as bc

from xlcalc import formulas
from xlcalc.addresses import colour_number, colour_triple
from xlcalc.boundary import Guarded
from xlcalc.uno_access import constant, enum, props
from xlcalc.values import number_text

_OPERATORS = {
    "between": "BETWEEN",
    "not_between": "NOT_BETWEEN",
    "equal_to": "EQUAL",
    "not_equal_to": "NOT_EQUAL",
    "greater_than": "GREATER",
    "less_than": "LESS",
    "greater_than_or_equal": "GREATER_EQUAL",
    "less_than_or_equal": "LESS_EQUAL",
}
_BACK = {calc: excel for excel, calc in _OPERATORS.items()}
_FORMULA = "FORMULA"
_BAR = 2
_STYLE = "xlcalc rule {}"
_NORMAL, _BOLD = 100.0, 150.0
_LOOKS = ("fill_color", "font_color", "font_bold", "font_italic")
_VISUAL = "LibreOffice 7.4 cannot be made to draw {} by a program; use rules or data bars."


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as Calc keeps it: formulas in Calc's grammar."""

    operator: str
    formula1: str
    formula2: str
    style: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A data bar: the colour, and whether it fades and leaves the value visible."""

    colour: int
    gradient: bool
    show_value: bool
    ends: tuple[tuple[str, str], tuple[str, str]] = (("automatic", ""), ("automatic", ""))


_ENDS = {
    "number": "VALUE",
    "percent": "PERCENT",
    "percentile": "PERCENTILE",
}


def _ends_of(entry: Any) -> Any:
    names = {
        constant(f"sheet.DataBarEntryType.DATABAR_{calc}"): name for name, calc in _ENDS.items()
    }
    return tuple(
        (names.get(side.getType(), "automatic"), str(side.getFormula()))
        for side in entry.DataBarEntries
    )


def _operand(value: Any) -> str:
    """Return an operand in Calc's grammar; a text that is no formula is a text.

    >>> _operand(5), _operand("=$A$1"), _operand("Late"), _operand('"x"')
    ('5', '$A$1', '"Late"', '"x"')
    """
    if isinstance(value, (int, float)):
        return number_text(value)
    text = str(value)
    if text.startswith("="):
        return formulas.to_calc(text)[1:]
    try:
        float(text)
    except ValueError:
        return text if text.startswith('"') else '"' + text.replace('"', '""') + '"'
    return text


class ConditionalFormat(Guarded, bc.ConditionalFormat):
    """One rule; it holds its place by its style's name."""

    def __init__(self, owner: ConditionalFormats, key: str) -> None:
        self.owner, self.key = owner, key

    @property
    def _rule(self) -> Rule | None:
        return next((rule for rule in self.owner.rules() if rule.style == self.key), None)

    @property
    def _bar(self) -> Any:
        return self.owner.bars()[int(self.key)] if self.key.isdigit() else None

    @property
    def api(self) -> Any:
        return self.owner.api

    @property
    def type(self) -> str:
        if self.key.isdigit():
            return "data_bar"
        rule = self._rule
        if rule is None:
            return "unknown"
        return "custom" if rule.operator == _FORMULA else "cell_value"

    @property
    def stop_if_true(self) -> bool | None:
        return None if self.key.isdigit() else True

    @property
    def operator(self) -> str | None:
        rule = self._rule
        return None if rule is None else _BACK.get(rule.operator)

    @property
    def formula1(self) -> str | None:
        rule = self._rule
        if rule is None or rule.operator == _FORMULA:
            return None
        return formulas.to_excel(rule.formula1)

    @property
    def formula2(self) -> str | None:
        rule = self._rule
        if rule is None or rule.operator not in ("BETWEEN", "NOT_BETWEEN"):
            return None
        return formulas.to_excel(rule.formula2)

    @property
    def formula(self) -> str | None:
        rule = self._rule
        if rule is None or rule.operator != _FORMULA:
            return None
        return formulas.to_excel(rule.formula1)

    # ---- looks -----------------------------------------------------------------------------

    def _look(self, name: str) -> Any:
        """Return what the rule's style sets, or None for what it leaves alone."""
        styles = self.owner.styles()
        if self.key.isdigit() or not styles.hasByName(self.key):
            return None
        style = styles.getByName(self.key)
        if style.getPropertyState(name).value != "DIRECT_VALUE":
            return None
        return style.getPropertyValue(name)

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        return colour_triple(self._look("CellBackColor"))

    @property
    def font_color(self) -> tuple[int, int, int] | None:
        return colour_triple(self._look("CharColor"))

    @property
    def font_bold(self) -> bool | None:
        weight = self._look("CharWeight")
        return None if weight is None else weight > _NORMAL

    @property
    def font_italic(self) -> bool | None:
        slant = self._look("CharPosture")
        return None if slant is None else slant.value != "NONE"

    # ---- data bars -------------------------------------------------------------------------

    @property
    def bar_color(self) -> tuple[int, int, int] | None:
        return None if self._bar is None else colour_triple(self._bar.colour)

    @property
    def gradient(self) -> bool | None:
        return None if self._bar is None else self._bar.gradient

    @property
    def show_value(self) -> bool | None:
        return None if self._bar is None else self._bar.show_value

    @property
    def colors(self) -> None:
        return None

    @property
    def icon_set(self) -> None:
        return None

    @property
    def reverse_order(self) -> None:
        return None

    @property
    def threshold_types(self) -> tuple[str, ...] | None:
        return None if self._bar is None else tuple(kind for kind, _ in self._bar.ends)

    @property
    def thresholds(self) -> tuple[float | None, ...] | None:
        if self._bar is None:
            return None
        return tuple(
            float(value) if kind in ("number", "percent", "percentile") else None
            for kind, value in self._bar.ends
        )

    # ---- changing --------------------------------------------------------------------------

    def set(self, changes: dict[str, Any]) -> None:
        self.owner.dress(self.key, changes)
        criteria = {key: value for key, value in changes.items() if key not in _LOOKS}
        criteria.pop("stop_if_true", None)
        if not criteria:
            return
        rules = self.owner.rules()
        at = next(i for i, rule in enumerate(rules) if rule.style == self.key)
        new = rules[at]
        if "operator" in criteria:
            new = replace(new, operator=_OPERATORS[criteria["operator"]])
        for name in ("formula1", "formula2"):
            if criteria.get(name) is not None:
                new = replace(new, **{name: _operand(criteria[name])})
        if "formula" in criteria:
            new = replace(new, formula1=formulas.to_calc(criteria["formula"])[1:])
        rules[at] = new
        self.owner.put(rules)

    def delete(self) -> None:
        if self.key.isdigit():
            bars = self.owner.bars()
            del bars[int(self.key)]
            self.owner.put(self.owner.rules(), bars)
            return
        self.owner.put([rule for rule in self.owner.rules() if rule.style != self.key])


class ConditionalFormats(Guarded, bc.ConditionalFormats):
    """The rules of a range, the one that comes first in order first; data bars after them."""

    def __init__(self, cells: Any) -> None:
        self.cells = cells

    @property
    def api(self) -> Any:
        return self.cells.xl.ConditionalFormat

    @property
    def parent(self) -> Any:
        return self.cells

    def styles(self) -> Any:
        return self.cells.book.xl.StyleFamilies.getByName("CellStyles")

    # ---- as they are -----------------------------------------------------------------------

    def rules(self) -> list[Rule]:
        entries = self.cells.cell.ConditionalFormat
        found = []
        for at in range(entries.Count):
            each = entries.getByIndex(at)
            operator = each.getOperator().value
            if operator != "NONE":
                found.append(
                    Rule(operator, each.getFormula1(), each.getFormula2(), each.getStyleName())
                )
        return found

    def bars(self) -> list[Bar]:
        return [
            Bar(entry.Color, bool(entry.UseGradient), bool(entry.ShowValue), _ends_of(entry))
            for _, entry in self._bar_entries()
        ]

    def _bar_entries(self) -> list[tuple[int, Any]]:
        mine, found = self.cells.xl.RangeAddress, []
        for each in self.cells.sheet.xl.ConditionalFormats.getConditionalFormats():
            areas = each.Range.getRangeAddresses()
            if any(_covers(area, mine) for area in areas):
                entries = [each.getByIndex(at) for at in range(each.getCount())]
                found += [(each.ID, entry) for entry in entries if entry.getType() == _BAR]
        return found

    def _keys(self) -> list[str]:
        return [rule.style for rule in self.rules()] + [
            str(at) for at in range(len(self._bar_entries()))
        ]

    def __len__(self) -> int:
        return len(self._keys())

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter([ConditionalFormat(self, key) for key in self._keys()])

    def __call__(self, key: int) -> ConditionalFormat:
        keys = self._keys()
        if not 1 <= key <= len(keys):
            raise KeyError(key)
        return ConditionalFormat(self, keys[key - 1])

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and 1 <= key <= len(self)

    # ---- as they shall be ------------------------------------------------------------------

    def put(self, rules: list[Rule], bars: list[Bar] | None = None) -> None:
        """Let exactly these rules and bars hold for the range; other cells keep theirs."""
        self.cells.for_change()
        bars = self.bars() if bars is None else bars
        entries = self.api
        entries.clear()
        for rule in rules:
            entries.addNew(
                props(
                    Operator=enum("sheet.ConditionOperator", rule.operator),
                    Formula1=rule.formula1,
                    Formula2=rule.formula2,
                    SourcePosition=self.cells.corner,
                    StyleName=rule.style,
                )
            )
        self.cells.xl.ConditionalFormat = entries
        for bar in bars:
            self._draw(bar)

    def _draw(self, bar: Bar) -> None:
        where = self.cells.book.xl.createInstance("com.sun.star.sheet.SheetCellRanges")
        where.addRangeAddress(self.cells.xl.RangeAddress, False)
        formats = self.cells.sheet.xl.ConditionalFormats
        number = formats.createByRange(where)
        made = next(each for each in formats.getConditionalFormats() if number == each.ID)
        made.createEntry(_BAR, 0)
        entry = made.getByIndex(0)
        entry.Color, entry.UseGradient, entry.ShowValue = bar.colour, bar.gradient, bar.show_value
        sides = zip(entry.DataBarEntries, bar.ends, ("MIN", "MAX"), strict=True)
        for side, (kind, value), extreme in sides:
            name = _ENDS.get(kind, extreme)
            side.setType(constant(f"sheet.DataBarEntryType.DATABAR_{name}"))
            if value:
                side.setFormula(value)

    def dress(self, style_name: str, looks: dict[str, Any]) -> None:
        """Write looks into a rule's style."""
        styles = self.styles()
        if not styles.hasByName(style_name):
            return
        style = styles.getByName(style_name)
        if looks.get("fill_color") is not None:
            style.CellBackColor = colour_number(looks["fill_color"])
        if looks.get("font_color") is not None:
            style.CharColor = colour_number(looks["font_color"])
        if looks.get("font_bold") is not None:
            style.CharWeight = _BOLD if looks["font_bold"] else _NORMAL
        if looks.get("font_italic") is not None:
            style.CharPosture = enum("awt.FontSlant", "ITALIC" if looks["font_italic"] else "NONE")

    def _new_style(self, looks: dict[str, Any]) -> str:
        styles, number = self.styles(), 1
        while styles.hasByName(_STYLE.format(number)):
            number += 1
        name = _STYLE.format(number)
        styles.insertByName(name, self.cells.book.xl.createInstance("com.sun.star.style.CellStyle"))
        self.dress(name, looks)
        return name

    def _add(
        self, operator: str, first: str, second: str, spec: dict[str, Any]
    ) -> ConditionalFormat:
        rule = Rule(operator, first, second, self._new_style(spec))
        self.put([rule, *self.rules()])
        return ConditionalFormat(self, rule.style)

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        second = "" if spec["formula2"] is None else _operand(spec["formula2"])
        return self._add(_OPERATORS[spec["operator"]], _operand(spec["formula1"]), second, spec)

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        return self._add(_FORMULA, formulas.to_calc(spec["formula"])[1:], "", spec)

    def add_data_bar(self, spec: dict[str, Any]) -> ConditionalFormat:
        low, high = (
            (kind, "" if value is None else number_text(value))
            for kind, value in zip(spec["threshold_types"], spec["thresholds"], strict=True)
        )
        colour = colour_number(spec["bar_color"])
        bar = Bar(colour, spec["gradient"], spec["show_value"], (low, high))
        self._draw(bar)
        return ConditionalFormat(self, str(len(self._bar_entries()) - 1))

    def add_color_scale(self, spec: dict[str, Any]) -> Any:
        raise NotImplementedError(_VISUAL.format("colour scales"))

    def add_icon_set(self, spec: dict[str, Any]) -> Any:
        raise NotImplementedError(_VISUAL.format("icon sets"))

    def clear(self) -> None:
        self.put([], [])


def _covers(area: Any, cells: Any) -> bool:
    return bool(
        area.Sheet == cells.Sheet
        and area.StartRow <= cells.StartRow
        and area.EndRow >= cells.EndRow
        and area.StartColumn <= cells.StartColumn
        and area.EndColumn >= cells.EndColumn
    )
