"""What a mail is made of, before it is a value: the same for MIME, .msg and winmail.dat.

The readers of the three formats gather pieces; ``assembled`` makes the message.
A budget, shared by a mail and all the mails inside it, bounds the work.
"""

from __future__ import annotations

import email.utils
import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from comptoir.mail import bodies
from comptoir.mail.authentication import verdicts
from comptoir.mail.charsets import header_text, plain
from comptoir.mail.message import Address, Attachment, Fault, Message
from comptoir.wording import Said, mark

MAX_DEPTH = 12
MAX_PARTS = 500
MAX_TEXT = 1_000_000  # characters
MAX_HEADER = 20_000  # characters
MAX_ADDRESSES = 500

_FAULTS = {
    "charset": mark("The mail names its character set wrongly. Some accents may be wrong."),
    "date": mark("The mail has no readable date. The date of reception is used where known."),
    "deep": mark("Mails are nested too deeply. The innermost were not read; open the original."),
    "many": mark("The mail has too many parts. The last ones were not read; open the original."),
    "big": mark("The mail is too big to be read whole. Open the original to see the rest."),
    "parts": mark("The parts of the mail are badly divided. It is shown as it could be read."),
    "no-id": mark("The mail has no Message-ID. One was made from its content."),
    "winmail": mark("A winmail.dat could not be opened. Ask the sender to send without rich text."),
    "msg": mark("The Outlook file could not be read whole. Open the original in Outlook."),
    "unread": mark("A part of the mail could not be read. Open the original."),
}


def fault(code: str) -> Fault:
    """The fault *code* with its sentence."""
    return Fault(code, Said(_FAULTS[code]))


@dataclass(slots=True)
class Budget:
    """How many more parts may be read, here and in the mails inside."""

    parts: int = MAX_PARTS


@dataclass(slots=True)
class Pieces:
    """Headers by lower-case name (raw, topmost first), bodies, files and inner mails."""

    budget: Budget
    depth: int = 0
    receivers: Collection[str] = ()
    headers: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: list[Message] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sent: datetime | None = None
    received: datetime | None = None

    def note(self, code: str) -> None:
        """Record a fault, once."""
        if all(known.code != code for known in self.faults):
            self.faults.append(fault(code))

    def add_header(self, name: str, value: str) -> None:
        """Record a raw header, cut to a sane length."""
        self.headers.setdefault(name.lower(), []).append(value[:MAX_HEADER])

    def inner(self) -> Pieces:
        """Pieces for a mail inside this one, on the same budget."""
        return Pieces(self.budget, self.depth + 1)


_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")
_BARE = re.compile(r"[\w.+=%&'-]{1,200}@[\w.-]{1,200}")


def message_ids(values: Sequence[str]) -> tuple[str, ...]:
    r"""Message-IDs without their brackets, each once, at most a hundred.

    >>> message_ids(["<a@b.example>\r\n <c@d.example> <a@b.example>"])
    ('a@b.example', 'c@d.example')
    """
    text = " ".join(plain(re.sub(r"\s+", " ", value)) for value in values[:5])
    found = _ID.findall(text) or [word.strip("<>") for word in text.split() if "@" in word][:1]
    return tuple(dict.fromkeys(found))[:100]


def addresses(values: Sequence[str]) -> tuple[Address, ...]:
    """Mailboxes of a header. Names are decoded after the split: a comma in one does not cut."""
    unfolded = [re.sub(r"\s*[\r\n]+\s*", " ", value) for value in values[:20]]
    try:
        pairs = email.utils.getaddresses(unfolded)[:MAX_ADDRESSES]
    except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
        pairs = []
    found = [
        Address(header_text(name), re.sub(r"[\s\x00-\x1f]", "", plain(mailbox)).lower())
        for name, mailbox in pairs
        if name or "@" in mailbox
    ]
    if not any(one.email for one in found):
        found += [
            Address("", hit.lower()) for value in unfolded for hit in _BARE.findall(plain(value))
        ]
    return tuple(found[:MAX_ADDRESSES])


def instant(value: str) -> datetime | None:
    """A date header as a UTC instant; one without a zone is taken as UTC.

    >>> instant("Mon, 23 Nov 2026 09:00:00 +0100").isoformat()
    '2026-11-23T08:00:00+00:00'
    """
    try:
        found = email.utils.parsedate_to_datetime(value.strip()[:200])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _received(values: Sequence[str]) -> datetime | None:
    return instant(values[0].rpartition(";")[2].replace("\n", " ")) if values else None


def _is_automatic(headers: dict[str, list[str]]) -> bool:
    submitted = headers.get("auto-submitted", ["no"])[0].strip().lower()
    precedence = headers.get("precedence", [""])[0].strip().lower()
    kind = headers.get("content-type", [""])[0].lower()
    return (
        submitted not in {"", "no"}
        or precedence in {"bulk", "auto_reply", "junk", "list"}
        or "multipart/report" in kind
        or "x-autoreply" in headers
    )


def _fingerprint(parts: Sequence[str]) -> str:
    """Twelve hex digits of what makes a mail this mail, whatever way it travelled."""
    folded = "|".join(re.sub(r"[\W_]+", "", part.casefold()) for part in parts)
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:12]


def _readable(pieces: Pieces) -> tuple[str, str]:
    markup = "\n".join(pieces.htmls)
    clean = bodies.sanitised(markup) if markup else ""
    text = "\n".join(pieces.texts)
    if not text.strip() and clean:
        text = bodies.text_of(clean)
    if len(text) > MAX_TEXT or len(markup) > bodies.MAX_HTML:
        pieces.note("big")
    return text[:MAX_TEXT].replace("\x00", ""), clean


def assembled(pieces: Pieces) -> Message:
    """The message made of *pieces*."""
    headers = pieces.headers
    every = headers.get

    def first(name: str) -> str:
        return every(name, [""])[0]

    text, clean = _readable(pieces)
    parts = bodies.split(text)
    senders = addresses(every("from", [])) or addresses(every("sender", []))
    nobody = Address("", "")
    from_ = senders[0] if senders else nobody
    sent = pieces.sent or instant(first("date"))
    if sent is None:
        pieces.note("date")
    subject = header_text(re.sub(r"[\r\n]+(?=[ \t])", "", first("subject")))[:2000]
    files = sorted(f.sha256 for f in pieces.attachments if f.type != "message/rfc822")
    fingerprint = _fingerprint(
        [from_.email, sent.isoformat() if sent else "", subject, text, *files]
    )
    ids = message_ids(every("message-id", []))
    if not ids:
        pieces.note("no-id")
    return Message(
        id=ids[0] if ids else f"noid-{fingerprint}",
        id_made=not ids,
        fingerprint=fingerprint,
        subject=subject,
        from_=from_,
        sender=next(iter(addresses(every("sender", []))), from_),
        reply_to=addresses(every("reply-to", [])),
        to=addresses(every("to", [])),
        cc=addresses(every("cc", [])),
        sent=sent,
        received=pieces.received or _received(every("received", [])),
        in_reply_to=message_ids(every("in-reply-to", [])),
        references=message_ids(every("references", [])),
        thread_topic=header_text(first("thread-topic"))[:2000],
        automatic=_is_automatic(headers),
        text=parts.own,
        quoted=parts.quoted,
        signature=parts.signature,
        html=clean,
        attachments=tuple(pieces.attachments),
        forwarded=tuple(pieces.forwarded),
        verdicts=verdicts(every("authentication-results", []), pieces.receivers),
        faults=tuple(pieces.faults),
    )
