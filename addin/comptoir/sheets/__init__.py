"""Workbooks as views of the store."""

from __future__ import annotations
