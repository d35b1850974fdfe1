"""A check and what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comptoir.desk.doctor.facts import Facts
from comptoir.wording import Said

OK, WARNING, ERROR = "ok", "warning", "error"
SIGNS = {OK: "✓", WARNING: "•", ERROR: "!"}
Finding = tuple[str, Said] | None
"""The state and the sentence; nothing where the check does not apply."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One check: whether it is well, and what was seen or what to do."""

    code: str
    what: str
    state: str
    """``ok``, ``warning`` or ``error``."""
    said: Said


@dataclass(frozen=True, slots=True)
class Examination:
    """A check by its code; *what* it looks at is a text of the catalogue."""

    code: str
    what: str
    examine: Callable[[Facts], Finding]
