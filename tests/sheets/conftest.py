"""The office of the run, for workbooks open in it."""

from __future__ import annotations

from live import calc_app, calc_office, open_live

__all__ = ["calc_app", "calc_office", "open_live"]
