"""A mail read and judged: what it is about, what it lets us know, what is wrong with it.

Decides; touches nothing. The files' bytes are let go once their texts are read: a page of big
mails fits in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from comptoir.desk.mailing.keeping import digest_of, suffix_of
from comptoir.desk.mailing.knowing import Dossiers
from comptoir.mail.book import Book
from comptoir.mail.extract import Extracted, extracted, readable
from comptoir.mail.filing import Decision, Filing, Guess, filing
from comptoir.mail.message import Attachment, Message
from comptoir.mail.papers import Recognised, paper_of
from comptoir.mail.parse import parse
from comptoir.mail.parties import Parties
from comptoir.mail.proposals import Proposal, proposals
from comptoir.mail.risk import Desk as Ourselves
from comptoir.mail.risk import Level, Risk, risks
from comptoir.wording import Said

LIKELY = 0.3
"""How likely a dossier must be to be proposed."""
MOST_PROPOSED = 3
MOST_FILES = 20
"""Files of one mail whose text is read."""


@dataclass(frozen=True, slots=True)
class Read:
    """A mail, without the bytes of its files; their texts, and which papers they are."""

    message: Message
    sha256: str
    suffix: str
    texts: tuple[Extracted, ...]
    papers: tuple[Recognised | None, ...]
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A mail, where it goes and why, what it tells, what is wrong with it."""

    read: Read
    filing: Filing
    risks: tuple[Risk, ...]
    news: tuple[Proposal, ...]
    out: bool

    @property
    def alarming(self) -> bool:
        """Whether a person must make sure of it before anything is done with it."""
        return any(one.level is Level.ALARM for one in self.risks)

    @property
    def dossiers(self) -> tuple[str, ...]:
        """The dossiers it is filed on without asking: none for an alarming mail."""
        sure = self.filing.decision is Decision.FILED and not self.alarming
        return self.filing.dossiers if sure else ()

    @property
    def proposed(self) -> tuple[str, ...]:
        """The dossiers a person may confirm in one click.

        Of several as likely those that the mail names, all of them; none where only chance would
        choose: a partner of many dossiers names none of them.
        """
        if self.filing.dossiers or not self.filing.guesses:
            return self.filing.dossiers
        best = self.filing.guesses[0]
        level = [one for one in self.filing.guesses
                 if one.score == best.score and one.fresh == best.fresh]  # fmt: skip
        if len(level) > 1:
            level = [one for one in level[:MOST_PROPOSED] if one.named]
        return tuple(one.dossier for one in level if one.score >= LIKELY)

    @property
    def aside(self) -> bool:
        """Whether it is nobody's business here: a rule says so, or a machine sent it to all."""
        if self.filing.decision is Decision.ASIDE:
            return True
        nothing = not (self.filing.guesses or self.news or self.risks)
        return self.read.message.automatic and nothing


@dataclass(slots=True)
class Judge:
    """What the mails of one sync are judged by. *threads* grows with what is filed."""

    book: Book
    parties: Parties
    ourselves: Ourselves
    dossiers: Dossiers
    threads: MutableMapping[str, tuple[str, ...]]
    today: date
    zone: tzinfo

    def judged(self, read: Read) -> Judged:
        """What becomes of the mail. A mail that cannot be judged waits for a person."""
        try:
            return self._judged(read)
        except Exception:  # noqa: BLE001 - one odd mail must not stop all those behind it
            return Judged(read, Filing(Decision.QUEUED, (), ()), (), (), out=False)

    def _judged(self, read: Read) -> Judged:
        message = read.message
        out = message.from_.domain in self.book.ours
        found = filing(message, self.book, read.texts)
        wrong = risks(message, self.parties, self.ourselves, read.texts)
        told: tuple[Proposal, ...] = ()
        if found.guesses and not out and found.decision is not Decision.ASIDE:
            told = proposals(message, read.texts, today=self.today)
        judged = Judged(read, found, wrong, told, out)
        return replace(judged, news=()) if judged.alarming else judged

    def sent_by_us(self, read: Read, dossier: str) -> Judged:
        """A draft of ours that a person sent: it is about what it was written for."""
        reason = Said("It is the draft written for {dossier}.", dossier=dossier)
        guesses = (Guess(dossier, 1.0, (reason,)),) if dossier else ()
        kept = (dossier,) if dossier else ()
        decision = Decision.FILED if dossier else Decision.ASIDE
        return Judged(read, Filing(decision, kept, guesses), (), (), out=True)

    def note(self, judged: Judged) -> None:
        """Let answers to this mail follow it."""
        if judged.dossiers:
            self.threads[judged.read.message.id] = judged.dossiers

    def day_of(self, message: Message) -> datetime:
        """When it came or was sent, on the clock here; a date out of all reason is today's."""
        when = message.received or message.sent
        noon = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=self.zone)
        if when is None:
            return noon
        here = when.astimezone(self.zone)
        return here if 1990 <= here.year <= self.today.year + 1 else noon  # noqa: PLR2004 - as Day


def read_mail(raw: bytes, receivers: Sequence[str] = ()) -> Read:
    """The mail *raw*, its texts and papers; the bytes of its files are let go."""
    message = parse(raw, receivers=receivers)
    files = [one for one in message.attachments if one.attached]
    texts = {one.sha256: extracted(one) for one in files[:MOST_FILES] if readable(one)}
    papers = tuple(_paper(one, texts.get(one.sha256)) for one in files)
    light = replace(
        message,
        attachments=tuple(_light(one) for one in message.attachments),
        forwarded=tuple(_lighter(one) for one in message.forwarded),
    )
    sizes = {one.sha256: one.size for one in files}
    return Read(light, digest_of(raw), suffix_of(raw), tuple(texts.values()), papers, sizes)


def _paper(file: Attachment, text: Extracted | None) -> Recognised | None:
    return paper_of(file.sent_as, text.text if text else "")


def _light(file: Attachment) -> Attachment:
    return replace(file, data=b"")


def _lighter(inner: Message) -> Message:
    return replace(inner, attachments=(), forwarded=(), html="")


def files_of(read: Read) -> Iterator[tuple[Attachment, Recognised | None]]:
    """The files a person would call attached, each with the paper it is."""
    files = [one for one in read.message.attachments if one.attached]
    yield from zip(files, read.papers, strict=True)
