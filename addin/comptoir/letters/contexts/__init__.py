"""What each letter says, as values: pure, frozen, with workings and citations."""

from __future__ import annotations
