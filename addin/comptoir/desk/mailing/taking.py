"""A page of mails into the store: the rows and the cursor in one transaction, or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.mailing.news import placed
from comptoir.desk.mailing.reading import LIKELY, Judge, Judged, Read, files_of
from comptoir.mail.book import Partner
from comptoir.mail.message import Mark, Message
from comptoir.mail.risk import Level
from comptoir.mail.source import Page
from comptoir.records import RECORDS, Row
from comptoir.records.customs_claims import PAPER
from comptoir.store import mail as kept
from comptoir.store.mail import Copy, Draft, KnownMail

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
LETTER = "LETTER/"
"""How the key of a draft begins that carries a letter of the desk; its reference follows."""
GUESSES = 3


@dataclass(slots=True)
class Tally:
    """What a sync did, counted."""

    new: int = 0
    filed: int = 0
    to_confirm: int = 0
    aside: int = 0
    risky: int = 0
    news: int = 0
    sent: int = 0
    again: int = 0
    gone: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of *other*."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Arrived:
    """A page, and the mails of it that were fetched, by native id."""

    page: Page
    reads: Mapping[str, Read]
    known: Mapping[str, Copy]
    tally: Tally = field(default_factory=Tally)


def take_page(deed: Deed, mailbox: str, was: str | None, arrived: Arrived, judge: Judge) -> Tally:
    """Put what the page tells into the store, and move the cursor past it.

    Raises ``SyncRunning`` where somebody else moved it meanwhile; all is then rolled back.
    """
    page, tally = arrived.page, arrived.tally
    fresh = _new_mails(deed, arrived)
    _register(deed, fresh, judge, tally)
    kept.drop_copies(deed.db, mailbox, page.folder, page.removed)
    kept.put_copies(deed.db, mailbox, page.folder, list(_copies(arrived)))
    if page.complete:
        kept.drop_other_generations(deed.db, mailbox, page.folder, page.generation)
    tally.gone = len(page.removed)
    tally.again = len(page.messages) - len(fresh)
    kept.move_cursor(deed.db, mailbox, was, page.cursor)
    return tally


def _new_mails(deed: Deed, arrived: Arrived) -> list[Read]:
    """The mails that the desk has not yet, each once, the oldest first."""
    by_identity = {read.message.identity: read for read in arrived.reads.values()}
    known = kept.known_mails(deed.db, by_identity)
    fresh = [read for identity, read in by_identity.items() if identity not in known]
    return sorted(fresh, key=lambda read: _instant(read.message))


def _instant(message: Message) -> float:
    when = message.sent or message.received
    return when.timestamp() if when else 0.0


def _copies(arrived: Arrived) -> Iterable[Copy]:
    """The copies of the page as they are now; what was not said stays as it was."""
    page = arrived.page
    for one in {found.native: found for found in page.messages}.values():
        before, read = arrived.known.get(one.native), arrived.reads.get(one.native)
        if read is None and before is None:
            continue  # gone before it could be fetched
        identity = read.message.identity if read else before.identity if before else ""
        version = one.version if read or before is None else before.version
        seen = one.is_read if one.is_read is not None else before.is_read if before else None
        yield Copy(one.native, identity, version, page.generation, seen)


def _register(deed: Deed, fresh: Sequence[Read], judge: Judge, tally: Tally) -> None:
    drafts = kept.unsent_drafts(deed.db, [read.message.id for read in fresh])
    judged = []
    for read in fresh:
        draft = drafts.get(read.message.id)
        one = judge.sent_by_us(read, draft.dossier) if draft else judge.judged(read)
        judge.note(one)
        judged.append(one)
    keys = deed.add("message", [message_row(deed, one, judge) for one in judged])
    known = [
        KnownMail(r.message.identity, r.message.id, key, r.sha256, r.suffix)
        for key, r in zip(keys, fresh, strict=True)
    ]
    kept.keep_mails(deed.db, known)
    pairs = list(zip(keys, judged, strict=True))
    deed.add("attachment", [row for key, one in pairs for row in attachment_rows(key, one)])
    deed.add("filing", [row for key, one in pairs for row in _filing_rows(deed, key, one)])
    news = [row for key, one in pairs for row in placed(deed, key, one, judge)]
    deed.add("news", news)
    _answered(deed, pairs, drafts, judge, tally)
    _count(tally, judged, len(news))


def _count(tally: Tally, judged: Sequence[Judged], news: int) -> None:
    counts = Counter(_status(one) for one in judged)
    tally.new, tally.news = len(judged), news
    tally.filed, tally.to_confirm = counts["FILED"], counts["TO_CONFIRM"]
    tally.aside = counts["ASIDE"]
    tally.risky = sum(one.alarming for one in judged)


# ------------------------------------------------------------------ rows


def cut(record: str, name: str, text: str) -> str | None:
    """*text* as the field *name* may hold it: no longer, and no control characters."""
    kind = RECORDS[record].by_name[name].kind
    longest = int(getattr(kind, "longest", 200))
    lines = bool(getattr(kind, "lines", False))
    near = text[: 3 * longest]  # the rest is cut anyway
    clean = _INVISIBLE.sub("", near if lines else " ".join(near.split())).strip()
    return (clean if len(clean) <= longest else clean[: longest - 1] + "…") or None


def message_row(deed: Deed, one: Judged, judge: Judge) -> Row:
    """The mail as a row."""
    message, lang = one.read.message, deed.lang
    when = judge.day_of(message)
    partners = _partners(message, judge, out=one.out)
    names = [file.name for file, _ in files_of(one.read)]
    shown = max(1, len(one.proposed)) if one.proposed else GUESSES
    reasons = [guess.reasons for guess in one.filing.guesses[:shown]]
    values = {
        "subject": message.subject or "—",
        "dossier": ", ".join(one.dossiers),
        "proposed": "" if one.dossiers else ", ".join(one.proposed),
        "sender": message.from_.email or message.from_.name,
        "recipients": ", ".join(to.email for to in (*message.to, *message.cc)),
        "excerpt": message.text[:1000],
        "files": "\n".join(names),
        "why": "\n".join(said.in_(lang) for group in reasons for said in group),
        "warning": "\n".join(_warnings(one, lang)),
    }
    row: Row = {name: cut("message", name, text) for name, text in values.items()}
    return {
        **row,
        "received": when.date(),
        "time": f"{when:%H:%M}",
        "status": _status(one),
        "risk": _risk(one),
        "way": "OUT" if one.out else "IN",
        "party": partners[0].code if len(partners) == 1 else None,
    }


def _status(one: Judged) -> str:
    if one.dossiers:
        return "FILED"
    return "ASIDE" if one.aside else "TO_CONFIRM"


def _risk(one: Judged) -> str:
    if one.alarming:
        return "ALARM"
    return "WARNING" if one.risks else "NONE"


def _warnings(one: Judged, lang: str) -> Iterable[str]:
    """Each reason, the steps to take once each after them."""
    worst = [risk for risk in one.risks if risk.level is Level.ALARM] or list(one.risks)
    yield from dict.fromkeys(risk.said.in_(lang) for risk in one.risks)
    yield from dict.fromkeys(f"→ {risk.next_step.in_(lang)}" for risk in worst)


def _partners(message: Message, judge: Judge, *, out: bool) -> list[Partner]:
    others = (*message.to, *message.cc) if out else (message.from_,)
    found = [partner for one in others for partner in judge.book.partners_at(one.email)]
    return list(dict.fromkeys(found))


def attachment_rows(message: str, one: Judged) -> Iterable[Row]:
    """The files that came with the mail, as rows."""
    for file, paper in files_of(one.read):
        code = paper.code if paper and paper.code in PAPER.options else None
        yield {
            "message": message,
            "name": cut("attachment", "name", file.name) or "attachment",
            "sent_as": cut("attachment", "sent_as", file.sent_as),
            "type": cut("attachment", "type", file.type),
            "size": one.read.sizes.get(file.sha256),
            "sha256": file.sha256,
            "paper": code,
            "draft": paper.draft if paper else None,
            "dangers": " ".join(mark.name for mark in file.marks) or None,
        }


def _filing_rows(deed: Deed, message: str, one: Judged) -> Iterable[Row]:
    for guess in one.filing.guesses[:GUESSES]:
        if guess.score < LIKELY and guess.dossier not in one.proposed:
            continue
        filed = guess.dossier in one.dossiers
        reasons = "\n".join(said.in_(deed.lang) for said in guess.reasons)
        yield {
            "message": message,
            "dossier": cut("filing", "dossier", guess.dossier),
            "score": Decimal(str(round(guess.score * 100, 1))),
            "reasons": cut("filing", "reasons", reasons),
            "state": "FILED" if filed else "PROPOSED",
            "by": "Comptoir" if filed else None,
        }


# ------------------------------------------------------------------ what went out


def _answered(
    deed: Deed,
    pairs: Sequence[tuple[str, Judged]],
    drafts: Mapping[str, Draft],
    judge: Judge,
    tally: Tally,
) -> None:
    """Mails that ours answer are answered; a draft that was sent closes its task."""
    out = {key: one for key, one in pairs if one.out}
    if not out:
        return
    asked = [answered for one in out.values() for answered in one.read.message.answers[:1]]
    rows = kept.messages_under(deed.db, asked)
    days: dict[str, datetime] = {}
    for one in out.values():
        message = one.read.message
        draft = drafts.get(message.id)
        refs = [rows[answered] for answered in message.answers[:1] if answered in rows]
        for ref in (*refs, *([draft.answers] if draft and draft.answers else [])):
            days.setdefault(ref, judge.day_of(message))
        if draft:
            _sent(deed, draft, judge.day_of(message))
            tally.sent += 1
    for ref, when in days.items():
        if not deed.row("message", ref).get("answered"):
            deed.change("message", ref, {"answered": when.date()})


def _sent(deed: Deed, draft: Draft, when: datetime) -> None:
    kept.amend_draft(deed.db, draft.key, state="sent", sent=deed.at)
    if draft.key.startswith(LETTER):
        letter = draft.key.removeprefix(LETTER).partition("/")[0]
        if letter in deed.rows("letter") and not deed.rows("letter")[letter].get("sent"):
            deed.change("letter", letter, {"sent": when.date()})
    if draft.task:
        task = deed.row("task", draft.task)
        if task.get("status") in {"OPEN", "WAITING"}:
            deed.change("task", draft.task, {"status": "DONE", "done_on": when.date()})


def split_dossiers(text: object) -> tuple[str, ...]:
    """The references in a cell.

    >>> split_dossiers("EX-2026-0001, ex-2026-0002;")
    ('EX-2026-0001', 'EX-2026-0002')
    """
    parts = re.split(r"[,;\s]+", str(text or "").upper())
    return tuple(dict.fromkeys(part for part in parts if part))


def harmless(dangers: object) -> bool:
    """Whether a file with these dangers may lie in a dossier: a program may not."""
    return Mark.PROGRAM.name not in str(dangers or "").split()


__all__ = ["Arrived", "Tally", "cut", "harmless", "split_dossiers", "take_page"]
