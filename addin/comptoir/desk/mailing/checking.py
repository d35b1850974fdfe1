"""A mailbox tried step by step, keeping nothing: what an administrator wants to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from comptoir.desk.mailing.mailboxes import Box
from comptoir.desk.mailing.room import MailRoom
from comptoir.errors import ComptoirError
from comptoir.mail.drafts import composed
from comptoir.mail.message import Address
from comptoir.mail.parse import parse
from comptoir.mail.source import Found, Source
from comptoir.wording import Said, mark

FEW = 8
"""Folders that are named."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, what was seen, or why it failed."""

    what: Said
    said: Said
    refused: ComptoirError | None = None


SIGN_IN = mark("Sign in and list the folders")
PAGE = mark("Read one page of changes")
MAIL = mark("Read one mail")
DRAFT = mark("Put a draft and read it back")


def examined(room: MailRoom, box: Box, *, with_draft: bool = False) -> Iterator[Step]:
    """The steps, one after another; the first that fails is the last."""
    try:
        source = room.source(box)
    except ComptoirError as refused:
        yield Step(Said(SIGN_IN), refused.said, refused)
        return
    try:
        yield from _steps(source, box, with_draft=with_draft)
    finally:
        close = getattr(source, "close", None)
        if close is not None:
            close()


def _steps(source: Source, box: Box, *, with_draft: bool) -> Iterator[Step]:
    found: list[Found] = []
    deeds: list[tuple[str, Callable[[], Said]]] = [
        (SIGN_IN, lambda: _folders(source)),
        (PAGE, lambda: _page(source, found)),
        (MAIL, lambda: _mail(source, found)),
    ]
    if with_draft:
        deeds.append((DRAFT, lambda: _draft(source, box)))
    for what, deed in deeds:
        try:
            yield Step(Said(what), deed())
        except ComptoirError as refused:
            yield Step(Said(what), refused.said, refused)
            return


def _folders(source: Source) -> Said:
    folders = source.mail_folders()
    names = [one.name for one in folders[:FEW]]
    return Said("{count} {count:folder|folders}: {names}", count=len(folders), names=names)


def _page(source: Source, found: list[Found]) -> Said:
    for page in islice(source.changes(None), 1):
        found += page.messages
    return Said("{count} {count:mail|mails} on the first page", count=len(found))


def _mail(source: Source, found: list[Found]) -> Said:
    for _, raw in source.fetched([one.native for one in found[:1]]):
        message = parse(raw)
        sentence = mark(
            "{size} bytes, {count} {count:file|files}, {faults} {faults:fault|faults} in its form"
        )
        return Said(sentence, size=len(raw), count=len(message.attachments),
                    faults=len(message.faults))  # fmt: skip
    return Said("there is none to read")


def _draft(source: Source, box: Box) -> Said:
    me = Address("Comptoir", box.address or "desk@comptoir.invalid")
    mime = composed(me, [me], "Comptoir", Said("A draft to try the mailbox. Delete it.").in_("en"))
    native = source.put_draft(mime, "comptoir/check")
    return Said("it came back whole ({native}); delete it in Drafts", native=native[:40])
