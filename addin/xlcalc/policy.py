"""How the engine behaves where Excel asks a person, or reads more into a text than was typed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Policy:
    """Settings for the whole process.

    typed_strings
        read '12', '5%', 'TRUE', '2024-12-31' assigned to a cell as Excel does; cells formatted as
        text ('@') keep the text either way
    answers
        what the next message boxes answer ('ok', 'cancel', 'yes', 'no'), for an office no one sees
    alerts
        the message boxes that were shown, for tests to look at
    """

    typed_strings: bool = True
    answers: deque[str] = field(default_factory=deque)
    alerts: list[dict[str, Any]] = field(default_factory=list)


POLICY = Policy()
