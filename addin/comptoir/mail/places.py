"""Where in a mail a number stands, and how much it says there.

What is quoted is parted into the mails that it holds. The nearest is what the mail passes on, or
answers; the others are its history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from comptoir.mail.bodies import layers
from comptoir.mail.extract import Extracted
from comptoir.mail.message import Message
from comptoir.wording import mark

SCANNED = 60_000  # characters of each text


class Place(Enum):
    """Where a number stands: how much it says, and how that is said."""

    SUBJECT = (0.97, mark("The subject names {number} ({kind})."))
    OWN = (0.96, mark("The text names {number} ({kind})."))
    FILE_NAME = (0.95, mark("A file is called {number} ({kind})."))
    FILE_TEXT = (0.93, mark("An attachment names {number} ({kind})."))
    FORWARDED = (0.93, mark("The mail inside names {number} ({kind})."))
    ANSWERED = (0.92, mark("The mail it answers names {number} ({kind})."))
    QUOTED = (0.72, mark("The quoted text names {number} ({kind})."))
    HISTORY = (0.5, mark("An old mail quoted below names {number} ({kind})."))


FRESH = {Place.OWN, Place.FILE_NAME, Place.FILE_TEXT}
"""Where an answer speaks for itself: its subject is that of the mail it answers."""
_ANSWER = re.compile(r"^\s*(?:re|aw|rép|antw|sv|rif|odp)\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"^\s*(?:fwd?|tr|wg|rv|i|doorst|enc|pd|vs)\s*:", re.IGNORECASE)


def is_answer(message: Message) -> bool:
    """Whether the mail answers another."""
    return bool(message.answers or _ANSWER.match(message.subject))


def forwards(message: Message) -> bool:
    """Whether the mail passes another one on, in its text."""
    return bool(_FORWARD.match(message.subject))


def texts_of(message: Message, texts: Sequence[Extracted]) -> Iterator[tuple[Place, str]]:
    """Every text of a mail that may name a dossier, with where it stands."""
    yield Place.SUBJECT, message.subject
    yield Place.OWN, message.text
    yield from _quoted(message)
    for file in message.attachments:
        if file.attached:
            yield Place.FILE_NAME, file.sent_as.rpartition(".")[0] or file.sent_as
    for extracted in texts:
        yield Place.FILE_TEXT, extracted.text
    for inner in message.forwarded[:10]:
        yield Place.FORWARDED, f"{inner.subject}\n{inner.text}"


def _quoted(message: Message) -> Iterator[tuple[Place, str]]:
    """What is quoted, the nearest mail set apart from the older ones."""
    nearest, *older = layers(message.quoted[:SCANNED]) or ("",)
    if forwards(message):
        yield Place.FORWARDED, nearest
    else:
        yield Place.ANSWERED if is_answer(message) else Place.QUOTED, nearest
    yield Place.HISTORY, "\n".join(older)
