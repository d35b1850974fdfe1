"""A mail as a value: what it says, who says so, what came with it, and what is odd about it.

Parsing makes these; filing and risk judge them; nothing changes them. Texts are
free of lone surrogates and null characters, addresses are in lower case,
instants are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from comptoir.wording import Said, mark


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox and the name shown for it. Either may be empty."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """What follows the last @, or nothing.

        >>> Address("Li Wei", "li@acme.example").domain
        'acme.example'
        """
        return self.email.rpartition("@")[2] if "@" in self.email else ""

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email


class Mark(Enum):
    """What is dangerous about an attachment. The value is what the assistant reads."""

    PROGRAM = mark("is a program; it was renamed so that it cannot start")
    MACRO = mark("contains macros; open it only if you expected it and know the sender")
    DOUBLE_EXTENSION = mark("hides its real type behind a second extension")
    DISGUISED = mark("is not the type of file its name says")
    HIDDEN_DIRECTION = mark("had invisible characters in its name that reverse how it reads")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the mail that could not be read as it should. Never an exception."""

    code: str
    said: Said


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail.

    ``name`` is safe to save under on Windows and elsewhere; ``sent_as`` is what the
    sender called it, for showing only. ``type`` is the media type, lower case.
    """

    name: str
    sent_as: str
    type: str
    data: bytes = field(repr=False)
    sha256: str
    inline: bool
    content_id: str
    marks: tuple[Mark, ...] = ()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    @property
    def attached(self) -> bool:
        """Whether a person would call it a file that came along: not a picture in the text."""
        return not (self.inline and self.type.startswith("image/"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the receiving server recorded about one check: spf, dkim, dmarc or compauth."""

    method: str
    result: str
    domain: str


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, read.

    ``id`` is the Message-ID without brackets, or one made from the content
    (``id_made``). ``fingerprint`` tells two different mails under one Message-ID apart,
    and stays the same when the same mail is seen through another source; ``identity``
    is both. ``text`` is what the sender wrote, ``signature`` and ``quoted`` what
    was set apart from it. ``html`` is sanitised and loads nothing.
    """

    id: str
    id_made: bool
    fingerprint: str
    subject: str
    from_: Address
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    sent: datetime | None
    received: datetime | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    thread_topic: str
    automatic: bool
    text: str
    quoted: str
    signature: str
    html: str
    attachments: tuple[Attachment, ...]
    forwarded: tuple[Message, ...]
    verdicts: tuple[Verdict, ...]
    faults: tuple[Fault, ...]

    @property
    def identity(self) -> str:
        """The same for every copy of this mail, in any folder of any mailbox."""
        return f"{self.id}#{self.fingerprint}"

    @property
    def answers(self) -> tuple[str, ...]:
        """Message-IDs this mail answers, nearest first, each once."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))
