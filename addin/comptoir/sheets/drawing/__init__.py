"""How each sheet of a workbook is drawn from nothing."""

from __future__ import annotations
