"""What a desk is told once: one frozen value, read from its ``comptoir.toml``."""

from __future__ import annotations
