"""The demonstration: a whole desk of an invented trading firm, ready to open."""

from __future__ import annotations

from comptoir.demo.filling import fill
from comptoir.demo.shipping import shipped
from comptoir.demo.trade import business

__all__ = ["business", "fill", "shipped"]
