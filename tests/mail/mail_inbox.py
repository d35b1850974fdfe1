"""A keeper of mails as ``comptoir.mail.source`` wants one, in memory; and worlds to test it in.

The inbox keeps rows and cursor together: it changes both at once or not at all, and a crash
anywhere leaves what the last whole page left.
"""

from __future__ import annotations

import copy
import random
import sys
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mail_doubles as doubles

from comptoir.errors import ComptoirError
from comptoir.mail.ews import Basic, EwsSource
from comptoir.mail.folder import FolderSource
from comptoir.mail.graph import GraphSource
from comptoir.mail.parse import parse
from comptoir.mail.source import Patience


class Crash(BaseException):
    """kill -9, as far as memory can tell."""


@dataclass
class Copy:
    identity: str
    generation: str
    version: str | None
    is_read: bool | None


@dataclass
class Kept:
    mails: dict[str, str] = field(default_factory=dict)  # identity: subject
    copies: dict[tuple[str, str], Copy] = field(default_factory=dict)
    cursor: str | None = None


class Inbox:
    def __init__(self) -> None:
        self.kept = Kept()
        self.fetches = 0
        self.pages = 0

    @property
    def cursor(self) -> str | None:
        return self.kept.cursor

    @cursor.setter
    def cursor(self, text: str) -> None:
        self.kept.cursor = text

    @staticmethod
    def draft(source, key: str, crash=lambda _where: None) -> None:
        source.put_draft(draft(), key)
        crash("draft")

    def sync(self, source, crash=lambda _where: None) -> None:
        for page in source.changes(self.kept.cursor):
            crash("page")
            work = copy.deepcopy(self.kept)
            unknown = [
                one.native for one in page.messages if self._to_fetch(work, page.folder, one)
            ]
            mimes = {}
            for native, mime in source.fetched(unknown):
                crash("fetch")
                self.fetches += 1
                mimes[native] = parse(mime)
            for native in page.removed:
                work.copies.pop((page.folder, native), None)
            for one in page.messages:
                self._write(work, page, one, mimes.get(one.native))
            if page.complete:
                for at, known in list(work.copies.items()):
                    if at[0] == page.folder and known.generation != page.generation:
                        del work.copies[at]
            work.cursor = page.cursor
            crash("commit")
            self.kept = work
            self.pages += 1
            crash("committed")

    @staticmethod
    def _to_fetch(work, folder, one):
        known = work.copies.get((folder, one.native))
        return known is None or (one.version is not None and one.version != known.version)

    @staticmethod
    def _write(work, page, one, message):
        at = (page.folder, one.native)
        known = work.copies.get(at)
        if message is not None:
            work.mails[message.identity] = message.subject
            known = work.copies[at] = Copy(
                message.identity, page.generation, one.version, one.is_read
            )
        if known is not None:
            known.generation = page.generation
            if one.is_read is not None:
                known.is_read = one.is_read


def mail(number: int | str, text: str = "Bonjour", **headers: str) -> bytes:
    made = EmailMessage()
    made["From"] = headers.pop("sender", "Li Wei <li@acme.example>")
    made["To"] = "desk@comptoir.example"
    made["Subject"] = f"Mail {number}"
    made["Date"] = "Mon, 23 Nov 2026 09:00:00 +0100"
    made["Message-ID"] = f"<m{number}@acme.example>"
    for name, value in headers.items():
        made[name] = value
    made.set_content(f"{text} {number}")
    return made.as_bytes()


def draft(text: str = "Veuillez trouver notre offre.", data: bytes = b"%PDF-1.7 offer") -> bytes:
    made = EmailMessage()
    made["From"] = "Le bureau <desk@comptoir.example>"
    made["To"] = "li@acme.example"
    made["Subject"] = "Notre offre n° 12 – été"
    made["In-Reply-To"] = "<m1@acme.example>"
    made["References"] = "<m1@acme.example>"
    made.set_content(text)
    made.add_attachment(data, maintype="application", subtype="pdf", filename="Offre été.pdf")
    return made.as_bytes()


# ------------------------------------------------------------------ worlds


class ServerWorld:
    """A double, and sources that look at it."""

    faults: tuple[str, ...]
    keeps_id = False

    def __init__(self, server) -> None:
        self.server = server
        self.mailbox = server.mailbox
        self.slept: list[float] = []

    def patience(self, tries: int = 5) -> Patience:
        return Patience(tries=tries, sleep=self.slept.append)

    def deliver(self, mime: bytes, folder: str = "inbox") -> str:
        return self.mailbox.deliver(mime, folder)

    def delete(self, native: str) -> None:
        self.mailbox.delete(native)

    def move(self, native: str, folder: str) -> None:
        self.mailbox.move(native, folder, keeps_id=self.keeps_id)

    def read(self, native: str) -> None:
        self.mailbox.read(native)

    def natives(self, folder: str) -> list[str]:
        return self.mailbox.natives(folder)

    def mime(self, native: str) -> bytes:
        return self.mailbox.items[native].mime

    def drafts(self) -> list[bytes]:
        return [self.mime(native) for native in self.natives("drafts")]

    def send_draft(self) -> None:
        """A person sends what is in Drafts."""
        for native in self.natives("drafts"):
            self.move(native, "sentitems")

    def fault(self, name: str) -> None:
        self.server.faults.append(name)

    def calm(self) -> None:
        self.server.faults.clear()

    def reset(self) -> None:
        """A new, empty mailbox behind the same server."""
        self.calm()
        self.mailbox = self.server.mailbox = doubles.Mailbox()
        self.server.counts.clear()


class EwsWorld(ServerWorld):
    faults = (
        "busy",
        "429",
        "503",
        "502",
        "html",
        "reset",
        "reset after",
        "cut",
        "cut short",
        "forget",
        "duplicate",
        "reorder",
    )

    def source(self, page: int = 100, tries: int = 5, **options) -> EwsSource:
        options = {"auth": Basic(self.server.user, self.server.password)} | options
        return EwsSource(
            "desk@comptoir.example", endpoint=self.server.endpoint, authority=self.authority,
            patience=self.patience(tries), page=page, **options,
        )  # fmt: skip


class GraphWorld(ServerWorld):
    faults = (
        "429",
        "503",
        "502",
        "html",
        "reset",
        "reset after",
        "cut",
        "cut short",
        "forget",
        "duplicate",
        "reorder",
        "expire",
    )
    keeps_id = True

    def source(self, page: int = 100, tries: int = 5, **options) -> GraphSource:
        options = {"token": self.server.bearer} | options
        return GraphSource(
            "desk@comptoir.example", base=self.server.graph, authority=self.authority,
            patience=self.patience(tries), page=page, **options,
        )  # fmt: skip


class FolderWorld:
    """Files on disk: a damaged cursor, files half written, files that vanish."""

    faults = ("forget", "half written")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.number = 0
        self.reset()

    def reset(self) -> None:
        self.number += 1
        self.top = self.root / f"mails-{self.number}"
        for name in ("inbox", "sentitems"):
            (self.top / name).mkdir(parents=True)
        self.written = 0

    def source(self, page: int = 100, tries: int = 5) -> FolderSource:
        return FolderSource(self.top, now=lambda: 9e12, page=page)

    def deliver(self, mime: bytes, folder: str = "inbox") -> str:
        self.written += 1
        native = f"{folder}/{self.written:05d}.eml"
        (self.top / native).write_bytes(mime)
        return native

    def delete(self, native: str) -> None:
        (self.top / native).unlink()

    def move(self, native: str, folder: str) -> None:
        (self.top / native).rename(self.top / folder / Path(native).name)

    def read(self, native: str) -> None:
        """Files do not know."""

    def natives(self, folder: str) -> list[str]:
        return [f"{folder}/{path.name}" for path in sorted((self.top / folder).glob("*.eml"))]

    def mime(self, native: str) -> bytes:
        return (self.top / native).read_bytes()

    def drafts(self) -> list[bytes]:
        return [path.read_bytes() for path in (self.top / "Drafts").glob("*.eml")]

    def fault(self, name: str) -> None:
        if name == "half written":
            (self.top / "inbox" / f".{self.written}.tmp").write_bytes(b"From: half")

    def calm(self) -> None:
        """Disks do not tire."""


# ------------------------------------------------------------------ random schedules


def run_schedule(world, seed: int, inbox_of=Inbox):  # noqa: C901 - a life is told in one go
    """One random life of a mailbox, with everything that goes wrong; then peace, and the accounts.

    *inbox_of* makes the keeper: the one in memory, or a desk. Raises AssertionError where a mail
    was lost, kept twice, or a draft put twice.
    """
    rng = random.Random(seed)
    world.reset()
    inbox, number, keys = inbox_of(), 0, set()

    def crash(where: str) -> None:
        if rng.random() < 0.04:
            raise Crash(where)

    source = world.source(page=rng.choice([2, 3, 5]), tries=rng.choice([2, 4]))
    for _ in range(rng.randint(4, 9)):
        folder = rng.choice(["inbox", "inbox", "sentitems"])
        match rng.choice(["deliver", "deliver", "twin", "delete", "move", "read", "draft", "sync"]):
            case "deliver":
                for _ in range(rng.randint(1, 6)):
                    number += 1
                    world.deliver(mail(number), folder)
            case "twin" if number:
                world.deliver(mail(rng.randint(1, number)), folder)
            case "delete" if world.natives(folder):
                world.delete(rng.choice(world.natives(folder)))
            case "move" if world.natives(folder):
                other = {"inbox": "sentitems", "sentitems": "inbox"}[folder]
                world.move(rng.choice(world.natives(folder)), other)
            case "read" if world.natives(folder):
                world.read(rng.choice(world.natives(folder)))
            case "draft":
                keys.add(key := f"EX-2026-{rng.randint(1, 2):04d}/L3")
                _trouble(world, rng)
                _tried(lambda key=key, to=source: inbox.draft(to, key, crash))
        if rng.random() < 0.1 and inbox.cursor:
            inbox.cursor = rng.choice(["", "damaged", inbox.cursor[:-20]])
        _trouble(world, rng)
        if _tried(lambda of=source: inbox.sync(of, crash)) and hasattr(source, "close"):
            source.close()  # a crash takes its connections along
            source = world.source(page=rng.choice([2, 3, 5]), tries=rng.choice([2, 4]))
    world.calm()
    inbox.sync(source)
    for key in keys:
        inbox.draft(source, key)
    if hasattr(source, "close"):
        source.close()
    _settle(world, inbox, len(keys))
    return inbox


def _trouble(world, rng) -> None:
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        world.fault(rng.choice(world.faults))


def _tried(deed) -> bool:
    """Whether it crashed. A refusal of the product is part of the game; anything else is not."""
    try:
        deed()
    except ComptoirError:
        return False
    except Crash:
        return True
    return False


def _settle(world, inbox: Inbox, drafts: int) -> None:
    there = {
        (folder, native): parse(world.mime(native)).identity
        for folder in ("inbox", "sentitems")
        for native in world.natives(folder)
    }
    if isinstance(world, FolderWorld):
        there = {("", native): identity for (_, native), identity in there.items()}
    here = {at: one.identity for at, one in inbox.kept.copies.items()}
    lost = {at: one for at, one in there.items() if here.get(at) != one}
    assert not lost, f"lost: {lost}"
    assert not set(here) - set(there), f"copies that are not there: {set(here) - set(there)}"
    assert set(there.values()) <= set(inbox.kept.mails), "a mail was lost"
    subjects = list(inbox.kept.mails.values())
    assert len(subjects) == len(set(subjects)), "a mail was kept twice"
    put = [parse(mime).id for mime in world.drafts()]
    assert len(put) == len(set(put)) == drafts, f"drafts: {put}"
