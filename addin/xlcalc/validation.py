# ruff: noqa: FBT001 - UNO takes no keywords, and signatures are xlwings' own
"""Data validation: what a cell accepts.

A list given as texts is kept as texts; a list or a limit given as a formula is written relative to
the top left cell of the range, as in Excel.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from xlwings import base_classes as bc

from xlcalc import formulas
from xlcalc.addresses import quoted_sheet
from xlcalc.boundary import Guarded
from xlcalc.errors import CalcError
from xlcalc.uno_access import enum, is_mixed
from xlcalc.values import number_text, serial

_KINDS = {
    "none": "ANY",
    "whole_number": "WHOLE",
    "decimal": "DECIMAL",
    "list": "LIST",
    "date": "DATE",
    "time": "TIME",
    "text_length": "TEXT_LEN",
    "custom": "CUSTOM",
}
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
_ALERTS = {"stop": "STOP", "warning": "WARNING", "information": "INFO"}
_LITERAL = re.compile(r'^"(?:[^"]|"")*"(?:;"(?:[^"]|"")*")*$')
_NUMBER = re.compile(r"^-?\d+(\.\d+)?(E[+-]?\d+)?$")


def _back(table: dict[str, str]) -> dict[str, str]:
    return {calc: excel for excel, calc in table.items()}


_WITHOUT = ("none", "inconsistent", "mixed_criteria")


def _told(name: str) -> property:
    """One of the rule's own settings; None where there is no one rule."""

    def get(self: DataValidation) -> Any:
        return None if self.type in _WITHOUT else self.api.getPropertyValue(name)

    return property(get)


class DataValidation(Guarded, bc.DataValidation):
    def __init__(self, cells: Any) -> None:
        self.cells = cells

    @property
    def api(self) -> Any:
        return self.cells.xl.Validation

    @property
    def type(self) -> str:
        if self.cells.size > 1 and is_mixed(self.cells.xl, "Validation"):
            return "inconsistent"
        return _back(_KINDS).get(self.api.Type.value, "unknown")

    def _written(self, value: Any) -> str:
        if isinstance(value, (dt.date, dt.time)):
            return number_text(serial(value, self.cells.book.epoch))
        if isinstance(value, (int, float)):
            return number_text(value)
        return formulas.to_calc(str(value))[1:] if value else ""

    def _put(self, kind: str, operator: str | None, first: str, second: str = "") -> None:
        if self.type in ("inconsistent", "mixed_criteria"):
            raise CalcError("The cells have different validation rules. Delete them first.")
        self.cells.for_change()
        rule = self.api
        rule.Type = enum("sheet.ValidationType", _KINDS[kind])
        if operator:
            rule.setOperator(enum("sheet.ConditionOperator", _OPERATORS[operator]))
        rule.setSourcePosition(self.cells.corner)
        rule.setFormula1(first)
        rule.setFormula2(second)
        rule.ShowErrorMessage, rule.IgnoreBlankCells = True, True
        rule.ErrorAlertStyle = enum("sheet.ValidationAlertStyle", "STOP")
        self.cells.xl.Validation = rule

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        """Accept the texts of *source*: a sequence, ``a,b``, ``=A1:A9`` or a range."""
        if hasattr(source, "sheet"):
            where = f"{quoted_sheet(source.sheet.name)}!{source.address}"
            first = formulas.to_calc("=" + where)[1:]
        elif isinstance(source, str) and source.startswith("="):
            first = formulas.to_calc(source)[1:]
        else:
            texts = source.split(",") if isinstance(source, str) else [str(each) for each in source]
            first = ";".join('"' + text.strip().replace('"', '""') + '"' for text in texts)
        self._put("list", None, first)
        rule = self.api
        rule.ShowList = 1 if in_cell_dropdown else 0
        self.cells.xl.Validation = rule

    def set_rule(self, rule_type: str, operator: str | None, formula1: Any, formula2: Any) -> None:
        second = "" if formula2 is None else self._written(formula2)
        self._put(rule_type, operator, self._written(formula1), second)

    def delete(self) -> None:
        self.cells.for_change()
        rule = self.api
        rule.Type = enum("sheet.ValidationType", "ANY")
        self.cells.xl.Validation = rule

    # ---- reading ---------------------------------------------------------------------------

    def _read(self, formula: str) -> str | None:
        if not formula:
            return None
        return formula if _NUMBER.match(formula) else formulas.to_excel(formula)

    @property
    def source(self) -> str | None:
        if self.type != "list":
            return None
        written = str(self.api.getFormula1())
        if _LITERAL.match(written):
            texts = re.findall(r'"((?:[^"]|"")*)"', written)
            return ",".join(text.replace('""', '"') for text in texts)
        return formulas.to_excel(written)

    @property
    def in_cell_dropdown(self) -> bool | None:
        return bool(self.api.ShowList) if self.type == "list" else None

    @property
    def operator(self) -> str | None:
        if self.type in ("list", "custom", *_WITHOUT):
            return None
        return _back(_OPERATORS).get(self.api.getOperator().value)

    @property
    def formula1(self) -> str | None:
        if self.type in ("list", "custom", *_WITHOUT):
            return None
        return self._read(str(self.api.getFormula1()))

    @property
    def formula2(self) -> str | None:
        if self.operator not in ("between", "not_between"):
            return None
        return self._read(str(self.api.getFormula2()))

    @property
    def formula(self) -> str | None:
        if self.type != "custom":
            return None
        return formulas.to_excel(str(self.api.getFormula1()))

    ignore_blank = _told("IgnoreBlankCells")
    input_title = _told("InputTitle")
    input_message = _told("InputMessage")
    show_input = _told("ShowInputMessage")
    error_title = _told("ErrorTitle")
    error_message = _told("ErrorMessage")
    show_error = _told("ShowErrorMessage")

    @property
    def alert_style(self) -> str | None:
        if self.type in _WITHOUT:
            return None
        return _back(_ALERTS).get(self.api.ErrorAlertStyle.value, "stop")
