"""Where mails come from: one small interface over a folder, an Exchange server, Microsoft 365.

``Source.changes(cursor)`` yields pages: what appeared, what went away, and a cursor that means
"all of this is known". Whoever keeps the mails stores the rows of a page and its cursor **in one
transaction**; then a crash anywhere loses nothing and repeats at most a page, which finds its
rows already there.

What a keeper must do, and nothing else:

* a row is one copy of a mail, known by (folder, native id); what a page says of it is merged
  over what is known (``None`` means "not said");
* two copies with the same ``Message.identity`` are one mail;
* on a page that is ``complete``, copies in its folder of another ``generation`` are gone:
  they belong to an enumeration that the server has forgotten;
* a mail is never deleted because a copy went away.

A lost cursor starts the folder again under a new generation, twice per run at most. A cut,
foreign or failed answer gives no page, so the cursor never moves past it.

Errors
    Throttled, Interrupted, SignInRefused, NotAllowed, CursorLost, NotKept (all Unreachable); Gone,
    NotSupported (Refused)
"""

from __future__ import annotations

import base64
import json
import random
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, TypeVar

from comptoir.errors import Refused, Unreachable
from comptoir.wording import mark

T = TypeVar("T")
MAX_RESTARTS = 2


class Interrupted(Unreachable):
    """The connection broke, or something else than the mail server answered."""

    message = mark(
        "{mailbox} did not answer as it should ({what}). What was received before is kept."
        " The next sync goes on from there; if this lasts, check the network."
    )


class Throttled(Unreachable):
    """The server asks to be left alone for longer than we wait."""

    message = mark(
        "{mailbox} is busy and asks to wait {seconds} seconds. What was received before is kept."
        " Sync again later."
    )


class SignInRefused(Unreachable):
    """The server refused the user or the password. Tried once, so that nothing gets locked."""

    message = mark(
        "{mailbox} refused the sign-in ({what}). It was tried once and not again, to avoid locking"
        " the account. Run comptoir mail setup to enter the password anew."
    )


class NotAllowed(Unreachable):
    """Signed in, but not allowed into this mailbox."""

    message = mark(
        "The account may not open {mailbox} ({what}). Nothing was read. Ask the administrator"
        " for access to this mailbox."
    )


class CursorLost(Unreachable):
    """The server no longer knows where we were, again and again."""

    message = mark(
        "{mailbox} keeps forgetting where the sync of {folder} was. What was received is kept."
        " Sync again later; tell the administrator if this lasts."
    )


class NotKept(Unreachable):
    """A draft was created, but what came back is not what was sent."""

    message = mark(
        "The draft for {mailbox} did not come back whole ({what}). Look for it in Drafts,"
        " complete or delete it there, then try again."
    )


class Gone(Refused):
    """A copy of a mail is no longer where it was."""

    message = mark("The mail is no longer in {mailbox}. It was moved or deleted. Sync again.")


class NotSupported(Refused):
    """The mailbox cannot be reached in this way."""

    message = mark(
        "{mailbox} is on Microsoft 365, which no longer answers to EWS. Nothing was read."
        " Choose Microsoft 365 (Graph) in comptoir mail setup."
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One copy of a mail, as the page tells. ``None``: not said; keep what is known.

    ``version`` is said where the content of a copy can change (files); when it is another
    than before, the mail is to be fetched again.
    """

    native: str
    version: str | None = None
    message_id: str | None = None
    subject: str | None = None
    from_email: str | None = None
    received: datetime | None = None
    is_read: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer of the server tells about one folder, and the cursor after it."""

    folder: str
    messages: tuple[Found, ...]
    removed: tuple[str, ...]
    cursor: str
    generation: str
    complete: bool


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder that can be synced: what the source calls it, and what people do."""

    native: str
    name: str


class Source(Protocol):
    """A mailbox, whatever it is kept in."""

    @property
    def name(self) -> str:
        """What the mailbox is called in messages: its address or its path."""

    def mail_folders(self) -> list[MailFolder]:
        """The folders that can be synced: those of rules and of one's own making too."""

    def changes(self, cursor: str | None) -> Iterator[Page]:
        """Pages of changes after *cursor* (None: everything)."""

    def fetch(self, native: str) -> bytes:
        """The whole mail, as MIME (or .msg). Raises Gone."""

    def fetched(self, natives: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Several mails, in the order the server likes; those that are gone are left out."""

    def put_draft(self, mime: bytes, key: str) -> str:
        """Put a draft in Drafts, once for each *key*; return its native id, read back."""


# ------------------------------------------------------------------ cursors


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sync of one folder is: the server's own words, and in which enumeration."""

    at: str | None
    generation: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """Places in all folders of one mailbox. Its text is what a page carries."""

    owner: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, folder: str) -> Place:
        """The place in *folder*, or a new start."""
        return self.places.get(folder) or fresh_place()

    def moved(self, folder: str, place: Place) -> Cursor:
        """The cursor with *folder* at *place*."""
        return replace(self, places={**self.places, folder: place})

    def __str__(self) -> str:
        places = {folder: [p.at, p.generation] for folder, p in self.places.items()}
        return json.dumps({"owner": self.owner, "places": places}, separators=(",", ":"))


def fresh_place() -> Place:
    """The start of a new enumeration."""
    return Place(None, uuid.uuid4().hex[:12])


def cursor_of(text: str | None, owner: str) -> Cursor:
    """The cursor in *text*. One that is damaged, or of another mailbox, is a new start.

    >>> str(cursor_of("damaged", "a@b.example"))
    '{"owner":"a@b.example","places":{}}'
    """
    try:
        read = json.loads(text or "{}")
        if read["owner"] == owner:
            places = {str(f): Place(_text(at), str(g)) for f, (at, g) in read["places"].items()}
            return Cursor(owner, places)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return Cursor(owner)


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value


# ------------------------------------------------------------------ patience


class Busy(Exception):
    """The server asks to wait. Internal: becomes Throttled when patience ends."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Broken(Exception):
    """No usable answer: reset, cut, foreign, failed. Internal: becomes Interrupted."""


class Forgotten(Exception):
    """The server does not know our place any more. Internal: the folder starts again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, and how long, to try again. A refused sign-in is never tried again."""

    tries: int = 5
    longest: float = 90.0
    sleep: Callable[[float], None] = time.sleep

    def run(self, mailbox: str, call: Callable[[], T]) -> T:
        """What *call* returns, after at most so many tries."""
        for attempt in range(1, self.tries + 1):
            backoff = min(self.longest, 2.0 ** (attempt - 1))
            try:
                return call()
            except Busy as busy:
                wait = busy.seconds if busy.seconds is not None else backoff
                if attempt == self.tries or wait > self.longest:
                    raise Throttled(mailbox=mailbox, seconds=round(wait)) from None
                self.sleep(wait)
            except Broken as broken:
                if attempt == self.tries:
                    raise Interrupted(mailbox=mailbox, what=str(broken)) from None
                self.sleep(backoff * random.uniform(0.75, 1.25))  # noqa: S311 - spreads the load
        raise AssertionError


@dataclass(frozen=True, slots=True)
class Batch:
    """One answer about one folder, before it is a page."""

    messages: tuple[Found, ...]
    removed: tuple[str, ...]
    at: str
    more: bool


def paged(
    name: str,
    folders: Iterable[str],
    text: str | None,
    pull: Callable[[str, str | None], Batch],
    *,
    owner: str,
    max_pages: int = 100_000,
) -> Iterator[Page]:
    """Pages of all *folders*: what a server that answers page by page has in common.

    *pull* gets a folder and the server's own words for the place, and raises ``Forgotten``
    where the server does not know them.
    """
    cursor = cursor_of(text, owner)
    for folder in folders:
        place, restarts = cursor.place(folder), 0
        for _ in range(max_pages):
            try:
                batch = pull(folder, place.at)
            except Forgotten:
                restarts += 1
                if restarts > MAX_RESTARTS:
                    raise CursorLost(mailbox=name, folder=folder) from None
                place = fresh_place()
                continue
            if batch.more and batch.at == place.at:
                raise Interrupted(mailbox=name, what="the same page again")
            place = replace(place, at=batch.at)
            cursor = cursor.moved(folder, place)
            yield Page(
                folder, batch.messages, batch.removed, str(cursor), place.generation, not batch.more
            )
            if not batch.more:
                break


# ------------------------------------------------------------------ drafts

_FROM = re.compile(rb"^from:[^\n]*?@([A-Za-z0-9.-]+)", re.IGNORECASE | re.MULTILINE)
_OLD_ID = re.compile(rb"^message-id:.*\r?\n(?:[ \t].*\r?\n)*", re.IGNORECASE | re.MULTILINE)


def draft_id(mime: bytes, key: str) -> str:
    r"""The Message-ID (without brackets) under which the draft for *key* is known.

    >>> draft_id(b"From: A <a@b.example>\n\nx", "EX-2026-0001/L3")
    'comptoir.RVgtMjAyNi0wMDAxL0wz@b.example'
    """
    host = _FROM.search(mime.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0] + b"\n")
    domain = host[1].decode("ascii").lower().strip(".") if host else "comptoir.invalid"
    word = base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")
    return f"comptoir.{word}@{domain}"


def stamped(mime: bytes, key: str) -> bytes:
    """*mime* under the Message-ID of *key*, whatever it had before. Lines end with CRLF."""
    head, gap, body = mime.replace(b"\r\n", b"\n").partition(b"\n\n")
    head = _OLD_ID.sub(b"", head + b"\n")
    whole = f"Message-ID: <{draft_id(mime, key)}>\n".encode() + head + gap[1:] + body
    return whole.replace(b"\n", b"\r\n")
