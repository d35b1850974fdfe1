"""Syncing a mailbox: pages in, rows and cursor of each in one transaction, files laid after.

One sync at a time, whoever starts it. What was kept stays whatever happens next; a mailbox that
does not answer is noted, and the others are synced all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from sqlalchemy import Connection, Engine

from comptoir import store
from comptoir.desk.deed import Deed
from comptoir.desk.mailing.filing import Laid, lay_waiting
from comptoir.desk.mailing.keeping import Kept, digest_of
from comptoir.desk.mailing.knowing import book_of, dossiers_of, judged_by
from comptoir.desk.mailing.reading import Judge, Read, read_mail
from comptoir.desk.mailing.taking import Arrived, Tally, split_dossiers, take_page
from comptoir.desk.showing import Reading
from comptoir.errors import ComptoirError
from comptoir.mail.source import Found, Page, Source
from comptoir.store import Author
from comptoir.store import mail as kept
from comptoir.store.mail import Copy
from comptoir.wording import Said, mark

AT_ONCE = 16_000_000
"""Bytes of mails that wait in memory for their files to be written."""
SIGN_IN = mark("Mails do not come in: {why}")


@dataclass(frozen=True, slots=True)
class Post:
    """What a sync works on and with. *step* is told of each page; a test crashes in it."""

    engine: Engine
    author: Author
    clock: Callable[[], datetime]
    zone: tzinfo
    lang: str
    mails: Kept
    dossiers: Path
    ours: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    receivers: tuple[str, ...] = ()
    step: Callable[[str], None] = lambda _where: None
    progress: Callable[[str, Tally], None] = lambda _mailbox, _tally: None

    @contextmanager
    def deed(self, what: str) -> Iterator[Deed]:
        """One deed in one transaction."""
        at = self.clock()
        with self.engine.begin() as db:
            yield Deed(db, self.author, at, at.astimezone(self.zone).date(), what, self.lang)


@dataclass(slots=True)
class Synced:
    """What became of a sync: counts, files laid, and what each mailbox refused."""

    tally: Tally = field(default_factory=Tally)
    laid: list[Laid] = field(default_factory=list)
    refused: list[tuple[str, ComptoirError]] = field(default_factory=list)
    pages: int = 0

    @property
    def ticked(self) -> int:
        """Papers of the checklist that came."""
        return sum(one.document is not None for one in self.laid)


def sync(post: Post, boxes: Mapping[str, Callable[[], Source]]) -> Synced:
    """Sync each mailbox of *boxes*, by its name. Raises ``SyncRunning``."""
    done = Synced()
    with kept.syncing_alone(post.engine):
        for name, source_of in boxes.items():
            try:
                _sync_one(post, name, source_of, done)
            except ComptoirError as refused:
                done.refused.append((name, refused))
                _note(post, name, refused)
        with post.deed("mail sync") as deed:
            done.laid = lay_waiting(deed, post.mails, post.dossiers)
    return done


def _sync_one(post: Post, name: str, source_of: Callable[[], Source], done: Synced) -> None:
    with post.engine.begin() as db:
        kept.begin_mailbox(db, name)
    with store.reading(post.engine) as db:
        was = kept.mailbox(db, name).cursor
        judge = judge_of(post, db)
    source = source_of()
    try:
        for page in source.changes(was):
            post.step("page")
            arrived = _arrived(post, name, source, page)
            post.step("fetched")
            with post.deed("mail sync") as deed:
                tally = take_page(deed, name, was, arrived, judge)
                post.step("commit")
            post.step("committed")
            was = page.cursor
            done.tally.add(tally)
            done.pages += 1
            post.progress(name, done.tally)
    finally:
        close = getattr(source, "close", None)
        if close is not None:
            close()
    _note(post, name, None)


def judge_of(post: Post, db: Connection) -> Judge:
    """What mails are judged by, as the desk knows it now."""
    ask = Reading(db, {})
    dossiers = dossiers_of(ask)
    threads = dict(_threads(ask, kept.message_ids_of(db)))
    for draft in kept.drafts(db):
        if draft.dossier:
            threads.setdefault(draft.message_id, (draft.dossier,))
    parties, ourselves = judged_by(ask, post.ours, post.people)
    return Judge(
        book=book_of(ask, dossiers, threads, post.ours),
        parties=parties,
        ourselves=ourselves,
        dossiers=dossiers,
        threads=threads,
        today=post.clock().astimezone(post.zone).date(),
        zone=post.zone,
    )


def _threads(ask: Reading, ids: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    block = ask("message")
    filed = dict(zip(block.keys, block.columns["dossier"], strict=True))
    for message_id, mail in ids:
        if dossiers := split_dossiers(filed.get(mail)):
            yield message_id, dossiers


def _arrived(post: Post, name: str, source: Source, page: Page) -> Arrived:
    """The page with the mails of it that are not known, fetched; their files written for good."""
    with store.reading(post.engine) as db:
        known = kept.copies(db, name, page.folder, [one.native for one in page.messages])
    wanted = [one.native for one in page.messages if to_fetch(one, known.get(one.native))]
    reads: dict[str, Read] = {}
    waiting: list[bytes] = []
    for native, raw in source.fetched(dict.fromkeys(wanted)):
        post.step("mail")
        reads[native] = read_mail(raw, post.receivers)
        waiting.append(raw)
        if sum(map(len, waiting)) > AT_ONCE:
            _write(post, waiting, reads.values())
            waiting.clear()
    _write(post, waiting, reads.values())
    return Arrived(page, reads, known)


def _write(post: Post, waiting: Sequence[bytes], reads: Collection[Read]) -> None:
    """Write the files of the mails that the desk has not."""
    with store.reading(post.engine) as db:
        known = kept.known_mails(db, [read.message.identity for read in reads])
    fresh = {read.sha256 for read in reads if read.message.identity not in known}
    post.mails.put([raw for raw in waiting if digest_of(raw) in fresh])


def to_fetch(one: Found, known: Copy | None) -> bool:
    """Whether the copy is new, or its content is another than before."""
    return known is None or (one.version is not None and one.version != known.version)


# ------------------------------------------------------------------ what went wrong


def _note(post: Post, name: str, refused: ComptoirError | None) -> None:
    """Keep how the sync went; a mailbox that refuses is a task till it answers again."""
    with post.deed("mail sync") as deed:
        before = kept.mailbox(deed.db, name).fault
        kept.note_try(deed.db, name, deed.at, refused.said if refused else None)
        if refused is not None and before is None and not isinstance(refused, kept.SyncRunning):
            what = Said(SIGN_IN, why=refused.said).in_(deed.lang)[:300]
            deed.add("task", [{"what": what, "due": deed.today, "about": _about(name)}])
        if refused is None and before is not None:
            _close(deed, name)


def _about(name: str) -> str:
    return f"MAILBOX {name}"[:60].upper()


def _close(deed: Deed, name: str) -> None:
    for key, row in deed.rows("task").items():
        if row.get("about") == _about(name) and row.get("status") == "OPEN":
            deed.change("task", key, {"status": "DONE", "done_on": deed.today})
