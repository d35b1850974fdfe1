"""The buttons: one list of deeds, from which Excel's ribbon and Calc's menu and toolbar are made.

A button finds the workbook it was pressed in, the desk the workbook belongs to, runs its deed and
says what became of it. ``click`` is what Excel calls, ``command`` what Calc calls.
"""

from __future__ import annotations

from comptoir.ribbon.declared import Deed, Group
from comptoir.ribbon.deeds import DEEDS, GROUPS
from comptoir.ribbon.pressing import click, command
from comptoir.ribbon.serving import end_serving, serve
from comptoir.ribbon.tabs import calc_commands, excel_ribbon, more_texts, pictures

__all__ = [
    "DEEDS",
    "GROUPS",
    "Deed",
    "Group",
    "calc_commands",
    "click",
    "command",
    "end_serving",
    "excel_ribbon",
    "more_texts",
    "pictures",
    "serve",
]
