"""Comptoir: the desk of an import-export assistant, inside a spreadsheet."""

from __future__ import annotations

__version__ = "0.1.0"
