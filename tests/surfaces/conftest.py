"""The office of the run, for the buttons in Calc."""

from __future__ import annotations

from live import calc_app, calc_office, open_live
from vba_readers import modules_by_olevba, olevba

__all__ = ["calc_app", "calc_office", "modules_by_olevba", "olevba", "open_live"]
