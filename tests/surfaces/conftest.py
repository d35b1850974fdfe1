"""The office of the run, for the buttons in Calc."""

from __future__ import annotations

import sys
from pathlib import Path

from live import calc_app, calc_office, open_live, press
from vba_readers import modules_by_olevba, olevba

__all__ = ["calc_app", "calc_office", "modules_by_olevba", "olevba", "open_live", "press"]

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("desk", "sheets")]
