"""What the books say: pure, sourced, dated. No clock, network or database."""

from __future__ import annotations
