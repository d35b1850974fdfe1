"""Everything Comptoir can refuse to do, and what to do about it.

ComptoirError            exit code 1
├── Refused              2   the request breaks a rule: change the request
│   └── Faulty               the data has faults: all of them, each located
├── Conflict             3   made on stale information: look again
├── Unreachable          4   a mailbox, database, program or file did not answer
└── Misplaced            5   the desk, its configuration or its version is not as needed

Rooms add their own below these, beside the code that raises them. A message
says what happened and to which record, what became of the work, and ends with
the next step. Facts are named, so that a test can read them and a translator
can move them.
"""

from __future__ import annotations

from typing import ClassVar

from comptoir.wording import Said


class ComptoirError(Exception):
    """Base of the errors an assistant sees. Never raised as such."""

    exit_code: ClassVar[int] = 1
    message: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.said = Said(self.message, **facts)
        self.facts = facts
        super().__init__(self.said.in_("en"))

    def in_(self, lang: str) -> str:
        """The message in *lang*."""
        return self.said.in_(lang)


class Refused(ComptoirError):
    """The request breaks a rule."""

    exit_code = 2


class Conflict(ComptoirError):
    """The request was made on stale information."""

    exit_code = 3


class Unreachable(ComptoirError):
    """Something outside Comptoir did not answer."""

    exit_code = 4


class Misplaced(ComptoirError):
    """The desk, its configuration or its version is not what is needed."""

    exit_code = 5
