"""The office of the run, for the deeds on a live workbook."""

from __future__ import annotations

from office import calc_app, calc_office

__all__ = ["calc_app", "calc_office"]
