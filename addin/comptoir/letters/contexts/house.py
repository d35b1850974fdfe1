"""Reports of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, who does it, by when."""

    what: str
    who: str
    by: date


@dataclass(frozen=True, kw_only=True)
class Report:
    """L44: what was said and decided in a call or meeting."""

    kind: str
    held: date
    place: str
    present: tuple[str, ...]
    about: str
    said: tuple[str, ...]
    decisions: tuple[Decision, ...]
    next_on: date | None = None
