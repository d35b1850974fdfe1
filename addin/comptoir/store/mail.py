"""What the desk remembers of its mailboxes: how far each was read, its copies, its drafts.

A mail is one row of ``message``; here stands which copies of it the mailboxes hold, and the
cursor that says "all of this is known". Both change in one transaction, so that a crash loses
nothing and repeats a page at most. The cursor moves only from where its reader found it: of two
syncs at once, the second is refused whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from comptoir.errors import Conflict
from comptoir.store.opening import file_of
from comptoir.store.packing import packed, unpacked
from comptoir.store.rows import chunks
from comptoir.store.schema import FLAG, INSTANT, REF, WORDS, metadata
from comptoir.wording import Said, mark

LOCK = 0x434F4D50
"""The number under which PostgreSQL keeps the lock of the sync: "COMP"."""

MAILBOXES = Table(
    "mailbox",
    metadata,
    Column("name", REF, primary_key=True),
    Column("cursor", WORDS),
    Column("tried", INSTANT),
    Column("good", INSTANT),
    Column("fault", WORDS),
    sqlite_strict=True,
)

COPIES = Table(
    "mail_copy",
    metadata,
    Column("mailbox", REF, ForeignKey("mailbox.name", ondelete="RESTRICT"), primary_key=True),
    Column("folder", REF, primary_key=True),
    Column("native", REF, primary_key=True),
    Column("identity", REF, nullable=False, index=True),
    Column("version", WORDS),
    Column("generation", WORDS, nullable=False),
    Column("is_read", FLAG),
    sqlite_strict=True,
)

KNOWN = Table(
    "mail_known",
    metadata,
    Column("identity", REF, primary_key=True),
    Column("message_id", REF, nullable=False, index=True),
    Column(
        "message", REF, ForeignKey("message.ref", ondelete="RESTRICT"), nullable=False, index=True
    ),
    Column("sha256", WORDS, nullable=False),
    Column("suffix", WORDS, nullable=False),
    sqlite_strict=True,
)

OUTBOX = Table(
    "mail_outbox",
    metadata,
    Column("key", REF, primary_key=True),
    Column("mailbox", REF, nullable=False),
    Column("state", WORDS, nullable=False),
    Column("message_id", REF, nullable=False, index=True),
    Column("native", WORDS),
    Column("subject", WORDS, nullable=False),
    Column("dossier", WORDS, nullable=False),
    Column("answers", WORDS),
    Column("task", WORDS),
    Column("at", INSTANT, nullable=False),
    Column("sent", INSTANT),
    sqlite_strict=True,
)


class SyncRunning(Conflict):
    """Mails are being synced already."""

    message = mark(
        "Mails are being synced just now, by another program or colleague. Nothing was done here."
        " Wait for it to end; a sync that crashed lets go by itself."
    )


@dataclass(frozen=True, slots=True)
class Mailbox:
    """How far a mailbox was read: when it was tried, when it went well, what went wrong last."""

    name: str
    cursor: str | None = None
    tried: datetime | None = None
    good: datetime | None = None
    fault: Said | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a mail in a folder of a mailbox."""

    native: str
    identity: str
    version: str | None
    generation: str
    is_read: bool | None


@dataclass(frozen=True, slots=True)
class KnownMail:
    """A mail that is kept: its row, and the file that holds it, by its content."""

    identity: str
    message_id: str
    message: str
    sha256: str
    suffix: str = ".eml"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of ours: ``planned`` before it is put in the mailbox, ``created``, ``sent``."""

    key: str
    mailbox: str
    state: str
    message_id: str
    subject: str
    dossier: str
    at: datetime
    native: str | None = None
    answers: str | None = None
    task: str | None = None
    sent: datetime | None = None


# ------------------------------------------------------------------ one sync at a time


@contextmanager
def syncing_alone(engine: Engine) -> Iterator[None]:
    """Nobody else syncs meanwhile. Raises ``SyncRunning``.

    The lock is the operating system's or the server's: a program that dies lets go of it.
    """
    place = file_of(engine.url)
    if place is None:
        yield from _alone_on_server(engine)
        return
    lock = FileLock(_lock_file(place), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SyncRunning from None
    try:
        yield
    finally:
        lock.release()


def _lock_file(database: Path) -> str:
    return str(database.with_name(f".{database.name}.mail-lock"))


def _alone_on_server(engine: Engine) -> Iterator[None]:
    with engine.connect() as db:
        if not db.scalar(select(func.pg_try_advisory_lock(LOCK))):
            raise SyncRunning
        db.commit()
        try:
            yield
        finally:
            db.scalar(select(func.pg_advisory_unlock(LOCK)))
            db.commit()


# ------------------------------------------------------------------ mailboxes


def mailboxes(db: Connection) -> list[Mailbox]:
    """Every mailbox that was ever tried, by its name."""
    found = db.execute(select(MAILBOXES).order_by(MAILBOXES.c.name))
    return [_mailbox(one) for one in found]


def mailbox(db: Connection, name: str) -> Mailbox:
    """The mailbox *name*; one that was never read has no cursor."""
    one = db.execute(select(MAILBOXES).where(MAILBOXES.c.name == name)).first()
    return _mailbox(one) if one else Mailbox(name)


def _mailbox(one: Any) -> Mailbox:
    fault = unpacked(one.fault) if one.fault else None
    return Mailbox(one.name, one.cursor, one.tried, one.good, fault)


def move_cursor(db: Connection, name: str, was: str | None, to: str) -> None:
    """Say that all up to *to* is known. Raises ``SyncRunning`` where it is not at *was*."""
    here = MAILBOXES.c.cursor
    at = here.is_(None) if was is None else here == was
    moved = db.execute(
        update(MAILBOXES).where(MAILBOXES.c.name == name, at).values(cursor=to)
    ).rowcount
    if not moved:
        raise SyncRunning


def note_try(db: Connection, name: str, at: datetime, fault: Said | None = None) -> None:
    """Say that the mailbox was tried, and went well or not."""
    values: dict[str, object] = {"tried": at, "fault": packed(fault) if fault else None}
    if fault is None:
        values["good"] = at
    if not db.execute(update(MAILBOXES).where(MAILBOXES.c.name == name).values(**values)).rowcount:
        db.execute(insert(MAILBOXES).values(name=name, **values))


def begin_mailbox(db: Connection, name: str) -> None:
    """Make the mailbox known, so that its cursor can move."""
    if db.scalar(select(MAILBOXES.c.name).where(MAILBOXES.c.name == name)) is None:
        db.execute(insert(MAILBOXES).values(name=name))


# ------------------------------------------------------------------ copies


def copies(db: Connection, name: str, folder: str, natives: Iterable[str]) -> dict[str, Copy]:
    """Those of *natives* that are known in *folder*, by their native id."""
    found: dict[str, Copy] = {}
    for lot in chunks(natives):
        asked = select(COPIES).where(_in_folder(name, folder), COPIES.c.native.in_(lot))
        for one in db.execute(asked):
            read = None if one.is_read is None else bool(one.is_read)
            found[one.native] = Copy(one.native, one.identity, one.version, one.generation, read)
    return found


def put_copies(db: Connection, name: str, folder: str, held: Sequence[Copy]) -> None:
    """Keep *held* as what the folder has under their native ids."""
    drop_copies(db, name, folder, [one.native for one in held])
    rows = [
        {
            "mailbox": name,
            "folder": folder,
            "native": one.native,
            "identity": one.identity,
            "version": one.version,
            "generation": one.generation,
            "is_read": one.is_read,
        }
        for one in held
    ]
    if rows:
        db.execute(insert(COPIES), rows)


def drop_copies(db: Connection, name: str, folder: str, natives: Iterable[str]) -> None:
    """Forget copies that are no more there. The mails themselves stay."""
    for lot in chunks(natives):
        db.execute(delete(COPIES).where(_in_folder(name, folder), COPIES.c.native.in_(lot)))


def drop_other_generations(db: Connection, name: str, folder: str, generation: str) -> None:
    """Forget copies of an enumeration that the server has forgotten."""
    other = COPIES.c.generation != generation
    db.execute(delete(COPIES).where(_in_folder(name, folder), other))


def copies_of(db: Connection, name: str) -> list[tuple[str, Copy]]:
    """Every copy in the mailbox, with its folder."""
    asked = select(COPIES).where(COPIES.c.mailbox == name)
    found = db.execute(asked.order_by(COPIES.c.folder, COPIES.c.native))
    return [
        (one.folder, Copy(one.native, one.identity, one.version, one.generation, one.is_read))
        for one in found
    ]


def _in_folder(name: str, folder: str) -> Any:
    return and_(COPIES.c.mailbox == name, COPIES.c.folder == folder)


# ------------------------------------------------------------------ mails


def known_mails(db: Connection, identities: Iterable[str]) -> dict[str, KnownMail]:
    """Those of *identities* that are kept, by their identity."""
    found: dict[str, KnownMail] = {}
    for lot in chunks(identities):
        for one in db.execute(select(KNOWN).where(KNOWN.c.identity.in_(lot))):
            found[one.identity] = KnownMail(*one)
    return found


def mails_of(db: Connection, messages: Iterable[str] | None = None) -> dict[str, KnownMail]:
    """The mails kept, by the reference of their row: all, or those of *messages*."""
    if messages is None:
        return {one.message: KnownMail(*one) for one in db.execute(select(KNOWN))}
    found: dict[str, KnownMail] = {}
    for lot in chunks(messages):
        for one in db.execute(select(KNOWN).where(KNOWN.c.message.in_(lot))):
            found[one.message] = KnownMail(*one)
    return found


def messages_under(db: Connection, message_ids: Iterable[str]) -> dict[str, str]:
    """The row of the mail kept under each Message-ID; of several under one, the first."""
    found: dict[str, str] = {}
    for lot in chunks(message_ids):
        asked = select(KNOWN).where(KNOWN.c.message_id.in_(lot)).order_by(KNOWN.c.message.desc())
        found.update({one.message_id: one.message for one in db.execute(asked)})
    return found


def message_ids_of(db: Connection) -> list[tuple[str, str]]:
    """Message-ID and row of every mail kept."""
    asked = select(KNOWN.c.message_id, KNOWN.c.message)
    return [(one.message_id, one.message) for one in db.execute(asked)]


def keep_mails(db: Connection, mails: Sequence[KnownMail]) -> None:
    """Note which row each new mail became."""
    rows = [{name: getattr(one, name) for name in one.__slots__} for one in mails]
    if rows:
        db.execute(insert(KNOWN), rows)


# ------------------------------------------------------------------ drafts


def drafts(db: Connection, *, key: str | None = None) -> list[Draft]:
    """The drafts of ours, the oldest first; or the one of *key*."""
    asked = select(OUTBOX).order_by(OUTBOX.c.at, OUTBOX.c.key)
    if key is not None:
        asked = asked.where(OUTBOX.c.key == key)
    return [Draft(**one._mapping) for one in db.execute(asked)]  # noqa: SLF001 - public, whatever its name


def plan_draft(db: Connection, draft: Draft) -> None:
    """Note a draft before it is put in the mailbox; one of the same key is written anew."""
    db.execute(delete(OUTBOX).where(OUTBOX.c.key == draft.key))
    db.execute(insert(OUTBOX).values({name: getattr(draft, name) for name in draft.__slots__}))


def amend_draft(db: Connection, key: str, **values: object) -> None:
    """Note what became of the draft of *key*."""
    db.execute(update(OUTBOX).where(OUTBOX.c.key == key).values(**values))


def unsent_drafts(db: Connection, message_ids: Iterable[str]) -> Mapping[str, Draft]:
    """Those of *message_ids* that are drafts of ours not known to be sent, by Message-ID."""
    found: dict[str, Draft] = {}
    for lot in chunks(message_ids):
        asked = select(OUTBOX).where(OUTBOX.c.message_id.in_(lot), OUTBOX.c.state != "sent")
        for one in db.execute(asked):
            draft = Draft(**one._mapping)  # noqa: SLF001 - as above
            found[draft.message_id] = draft
    return found


__all__ = [
    "Copy",
    "Draft",
    "KnownMail",
    "Mailbox",
    "SyncRunning",
    "amend_draft",
    "begin_mailbox",
    "copies",
    "copies_of",
    "drafts",
    "drop_copies",
    "drop_other_generations",
    "keep_mails",
    "known_mails",
    "mailbox",
    "mailboxes",
    "mails_of",
    "message_ids_of",
    "messages_under",
    "move_cursor",
    "note_try",
    "plan_draft",
    "put_copies",
    "syncing_alone",
    "unsent_drafts",
]
