"""The system of record. Workbooks are views of it."""

from __future__ import annotations
