# ruff: noqa: FBT003 - UNO takes no keywords, and signatures are xlwings' own
"""The autofilter of a sheet's range or of a table, and its criteria, as Excel tells them.

A sheet has one autofilter besides those of its tables.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlwings import base_classes as bc

from xlcalc.boundary import Guarded
from xlcalc.uno_access import constant, enum, struct
from xlcalc.values import serial

_COMPARE = {
    "equal_to": "EQUAL",
    "not_equal_to": "NOT_EQUAL",
    "greater_than": "GREATER",
    "greater_than_or_equal": "GREATER_EQUAL",
    "less_than": "LESS",
    "less_than_or_equal": "LESS_EQUAL",
}
_TOP = {
    "top_items": "TOP_VALUES",
    "bottom_items": "BOTTOM_VALUES",
    "top_percent": "TOP_PERCENT",
    "bottom_percent": "BOTTOM_PERCENT",
}
_NUMERIC, _TEXT = 0, 1  # FilterFieldType


def _code(name: str) -> int:
    return int(constant(f"sheet.FilterOperator2.{name}"))


def _names() -> dict[int, str]:
    return {_code(calc): excel for excel, calc in {**_COMPARE, **_TOP}.items()}


class AutoFilter(Guarded, bc.AutoFilter):
    def __init__(self, cells: Any, table: Any = None) -> None:
        self.cells, self.table = cells, table

    # ---- the database range behind it ------------------------------------------------------

    def _anonymous(self) -> Any | None:
        ranges = self.cells.book.xl.getPropertyValue("UnnamedDatabaseRanges")
        index = self.cells.sheet.index - 1
        return ranges.getByTable(index) if ranges.hasByTable(index) else None

    def _filtered(self) -> Any | None:
        """Return the filter's database range, when it lies on exactly these cells."""
        if self.table is not None:
            return self.table.xl
        found = self._anonymous()
        if found is None or not found.AutoFilter:
            return None
        return found if _same(found.DataArea, self.cells.xl.RangeAddress) else None

    def _ensure(self) -> Any:
        found = self._filtered()
        if found is None:
            other = self._anonymous()
            if other is not None and other.AutoFilter:
                raise ValueError("This worksheet already has an AutoFilter on a different range")
            ranges = self.cells.book.xl.getPropertyValue("UnnamedDatabaseRanges")
            ranges.setByTable(self.cells.xl.RangeAddress)
            found = self._anonymous()
            found.ContainsHeader = True  # type: ignore[union-attr] # - it was just made
        found.AutoFilter = True  # type: ignore[union-attr] # - likewise
        return found

    @property
    def api(self) -> Any:
        return self._filtered()

    # ---- criteria --------------------------------------------------------------------------

    def _value(self, value: Any) -> Any:
        made = struct("sheet.FilterFieldValue")
        number = _number(value, self.cells.book.epoch)
        if number is None:
            made.StringValue, made.FilterType = str(value), _TEXT
        else:
            made.NumericValue, made.IsNumeric, made.FilterType = number, True, _NUMERIC
            made.StringValue = str(value) if isinstance(value, str) else f"{number:g}"
        return made

    def _field(self, field: int, operator: str, *values: Any, either: bool = False) -> Any:
        made = struct("sheet.TableFilterField3")
        made.Field, made.Operator = field - 1, _code(operator)
        made.Connection = enum("sheet.FilterConnection", "OR" if either else "AND")
        made.Values = tuple(self._value(value) for value in values)
        return made

    def _apply(self, field: int, *criteria: Any) -> None:
        self.cells.for_change()
        filtered = self._ensure()
        descriptor = filtered.getFilterDescriptor()
        others = [_kept(each) for each in descriptor.getFilterFields3() if each.Field != field - 1]
        self._refresh(filtered, (*others, *criteria))

    def _refresh(self, filtered: Any, fields: tuple[Any, ...]) -> None:
        cells = self.cells if self.table is None else self.table.range
        if not fields:
            cells.xl.filter(cells.xl.createFilterDescriptor(True))
        descriptor = filtered.getFilterDescriptor()
        descriptor.ContainsHeader = True
        descriptor.setFilterFields3(fields)
        filtered.refresh()

    def apply_values(self, field: int, values: Any) -> None:
        made = self._field(field, "EQUAL", *values)
        made.Values = tuple(_both_ways(self._value(value)) for value in values)
        self._apply(field, made)

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        if value1 is None:
            self._apply(
                field, self._field(field, "EMPTY" if operator == "equal_to" else "NOT_EMPTY")
            )
        elif operator == "between":
            self._apply(
                field,
                self._field(field, "GREATER_EQUAL", value1),
                self._field(field, "LESS_EQUAL", value2),
            )
        elif operator == "not_between":
            self._apply(
                field,
                self._field(field, "LESS", value1),
                self._field(field, "GREATER", value2, either=True),
            )
        else:
            self._apply(field, self._field(field, _COMPARE[operator], value1))

    def apply_top_items(self, field: int, count: int) -> None:
        self._apply(field, self._field(field, "TOP_VALUES", count))

    def apply_bottom_items(self, field: int, count: int) -> None:
        self._apply(field, self._field(field, "BOTTOM_VALUES", count))

    def apply_top_percent(self, field: int, percent: float) -> None:
        self._apply(field, self._field(field, "TOP_PERCENT", percent))

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        self._apply(field, self._field(field, "BOTTOM_PERCENT", percent))

    def clear(self, field: int | None) -> None:
        filtered = self._filtered()
        if filtered is None:
            return
        fields = filtered.getFilterDescriptor().getFilterFields3()
        left = tuple(
            _kept(each) for each in fields if field is not None and each.Field != field - 1
        )
        self._refresh(filtered, left)

    # ---- reading ---------------------------------------------------------------------------

    @property
    def criteria(self) -> list[dict[str, Any]]:
        filtered = self._filtered()
        fields = () if filtered is None else filtered.getFilterDescriptor().getFilterFields3()
        columns = (self.cells if self.table is None else self.table.range).nc
        return [
            _told(at, [field for field in fields if field.Field == at - 1])
            for at in range(1, columns + 1)
        ]


def _told(field: int, criteria: list[Any]) -> dict[str, Any]:
    """Return one column's criteria in xlwings' words."""
    told = bc.empty_autofilter_criteria(field)
    if not criteria:
        return dict(told)
    texts = [value.StringValue for each in criteria for value in each.Values]
    operator = criteria[0].Operator
    if len(criteria) > 1:
        between = criteria[1].Connection.value == "AND"
        told |= {"type": "comparison", "operator": "between" if between else "not_between"}
        told |= {"value1": texts[0], "value2": texts[-1]}
    elif operator in (_code("EMPTY"), _code("NOT_EMPTY")):
        empty = operator == _code("EMPTY")
        told |= {"type": "comparison", "operator": "equal_to" if empty else "not_equal_to"}
    elif (name := _names().get(operator)) in _TOP:
        told["type"] = name
        number = criteria[0].Values[0].NumericValue
        told["percent" if "percent" in str(name) else "count"] = (
            number if "percent" in str(name) else int(number)
        )
    elif operator == _code("EQUAL") and _is_list(criteria[0]):
        told |= {"type": "values", "values": texts}
    elif name is not None:
        told |= {"type": "comparison", "operator": name, "value1": texts[0] if texts else None}
    else:
        told["type"] = "unknown"
    return dict(told)


def _is_list(criterion: Any) -> bool:
    """A list of values is kept as texts; a comparison with a number as the number."""
    return len(criterion.Values) > 1 or not criterion.Values[0].IsNumeric


def _kept(criterion: Any) -> Any:
    """Return a criterion fit to be set again: read back, it forgets which values are texts."""
    values = []
    for value in criterion.Values:
        value.FilterType = _NUMERIC if value.IsNumeric else _TEXT
        values.append(value)
    criterion.Values = tuple(values)
    return criterion


def _both_ways(value: Any) -> Any:
    """A chosen value is compared as it is shown, number or not."""
    value.IsNumeric, value.FilterType = False, _TEXT
    return value


def _number(value: Any, epoch: dt.datetime) -> float | None:
    if isinstance(value, dict):
        kind = dt.date if value.get("type") == "date" else dt.datetime
        return serial(kind.fromisoformat(value["value"]), epoch)
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return float(value)
    except ValueError:
        return None


def _same(one: Any, other: Any) -> bool:
    parts = ("Sheet", "StartRow", "StartColumn", "EndRow", "EndColumn")
    return all(getattr(one, part) == getattr(other, part) for part in parts)
