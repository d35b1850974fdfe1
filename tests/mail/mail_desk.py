"""A desk as the keeper of mails in random schedules, killed by the system while it works.

Each sync and each draft is done by a child process that opens the desk anew; where the schedule
says so, the child sends itself SIGKILL: nothing is closed, rolled back or said good-bye to.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from mail_inbox import Copy, Crash

import comptoir.mail.exchange
import comptoir.mail.graph
from comptoir import store
from comptoir.desk.mailing.drafting import Wanted, put
from comptoir.desk.mailing.keeping import Kept
from comptoir.desk.mailing.mailboxes import Box
from comptoir.desk.mailing.syncing import Post, sync
from comptoir.errors import ComptoirError
from comptoir.mail.message import Address
from comptoir.records import RECORDS
from comptoir.store import Author

assert comptoir.mail.exchange  # loaded once, not in each child
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KILLED, REFUSED, FINE = 9, 1, 0
LONGEST = 120


def _alone(patience: float = 2) -> None:
    """Let the double end its answers: a lock that one holds at the fork is never freed after it."""
    until = time.monotonic() + patience
    while time.monotonic() < until and any(
        "process_request" in one.name for one in threading.enumerate()
    ):
        time.sleep(0.001)


def post_of(folder: Path, engine, step=lambda _where: None) -> Post:
    """A post on the desk in *folder*."""
    return Post(
        engine=engine,
        author=Author("Léa", "mail"),
        clock=lambda: NOON,
        zone=UTC,
        lang="en",
        mails=Kept(folder / "mails"),
        dossiers=folder / "dossiers",
        ours=frozenset({"comptoir.example"}),
        step=step,
    )


@dataclass
class Seen:
    """What the desk holds, as the accounts want it."""

    mails: dict[str, str] = field(default_factory=dict)
    copies: dict[tuple[str, str], Copy] = field(default_factory=dict)


class DeskInbox:
    """A keeper that is a desk on SQLite. *template* is an empty desk to start from.

    The engine is one and the same for all desks that lie in *folder* one after another, and holds
    no connection when a child is born: what it has learnt of the questions goes with it.
    """

    def __init__(self, template: Path, folder: Path, engine: Any, source_of: Any) -> None:
        engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        self.folder, self.engine, self.source_of = folder, engine, source_of
        self.killed = 0

    def sync(self, source, crash=lambda _where: None) -> None:
        """Sync in a child; raises Crash where it was killed, Refused where it was refused."""
        close(source)
        self._in_child(self._synced, crash)

    def _synced(self, post: Post) -> None:
        done = sync(post, {"box": self.source_of})
        if done.refused:
            raise done.refused[0][1]

    def draft(self, source, key: str, crash=lambda _where: None) -> None:
        """Put a draft in a child."""
        close(source)
        wanted = Wanted(key, "", None, Address("Li", "li@acme.example"), "Offre", "Bonjour", "fr")
        box = Box("box", address="desk@comptoir.example")
        self._in_child(lambda post: put(post, box, self.source_of(), wanted), crash)

    def _in_child(self, deed, crash) -> None:
        self.engine.dispose()
        _alone()
        child = os.fork()
        if child == 0:
            signal.alarm(LONGEST)
            faulthandler.dump_traceback_later(LONGEST - 20)  # so that a hang tells where
            os._exit(self._done(deed, crash))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL, f"the child hung: {status}"
            self.killed += 1
            raise Crash("killed")
        code = os.WEXITSTATUS(status)
        if code == REFUSED:
            raise Refused
        assert code == FINE, "the child met something nobody foresaw"

    def _done(self, deed, crash) -> int:
        def step(where: str) -> None:
            with suppress(Crash):
                crash(where)
                return
            os.kill(os.getpid(), signal.SIGKILL)

        try:
            deed(post_of(self.folder, self.engine, step))
        except ComptoirError:
            return REFUSED
        except BaseException as odd:  # noqa: BLE001 - told to the parent
            print(f"{type(odd).__name__}: {odd}", file=sys.stderr, flush=True)
            return 2
        return FINE

    @property
    def cursor(self) -> str | None:
        with store.reading(self.engine) as db:
            return store.mail.mailbox(db, "box").cursor

    @cursor.setter
    def cursor(self, text: str) -> None:
        with self.engine.begin() as db:
            store.mail.move_cursor(db, "box", store.mail.mailbox(db, "box").cursor, text)

    @property
    def kept(self) -> Seen:
        with store.reading(self.engine) as db:
            rows = store.current(db, RECORDS["message"])
            known = store.mail.mails_of(db)
            copies = store.mail.copies_of(db, "box")
        for one in known.values():
            assert Kept(self.folder / "mails").read(one)
        mails = {known[key].identity: str(row["subject"]) for key, row in rows.items()}
        assert len(mails) == len(rows), "a mail was kept twice"
        return Seen(
            mails,
            {
                (folder, one.native): Copy(one.identity, one.generation, one.version, one.is_read)
                for folder, one in copies
            },
        )


class Refused(ComptoirError):
    message = "refused in the child"


def close(source) -> None:
    """A child opens its own connections."""
    if hasattr(source, "close"):
        source.close()


def empty_desk(folder: Path) -> Path:
    """An empty desk, to be copied."""
    folder.mkdir(parents=True)
    store.create(f"sqlite:///{folder / 'comptoir.db'}").dispose()
    return folder


__all__ = ["DeskInbox", "empty_desk", "post_of"]
