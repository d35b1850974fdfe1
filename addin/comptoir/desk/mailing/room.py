"""The mail room of a desk: every deed on mails, as a button, a command or the schedule asks it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from logging.handlers import RotatingFileHandler
from pathlib import Path

from comptoir.desk import Desk
from comptoir.desk.composing import Wish
from comptoir.desk.mailing import drafting, exporting, filing, news
from comptoir.desk.mailing.figures import Figures, measured
from comptoir.desk.mailing.keeping import Kept
from comptoir.desk.mailing.mailboxes import (
    Box,
    Keyring,
    NoMailbox,
    Secrets,
    box_named,
    boxes_of,
    secrets_of,
    source_of,
)
from comptoir.desk.mailing.syncing import Post, Synced, sync
from comptoir.desk.writing import write
from comptoir.mail.source import Source
from comptoir.records import Rows
from comptoir.store import Author
from comptoir.wording import Said

LOG = "mail.log"
LOG_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class MailRoom:
    """Mails on one desk. *ring* is where secrets are; *show* tells how to sign in by device."""

    desk: Desk
    ring: Keyring | None = None
    show: Callable[[str], None] = lambda _text: None

    @property
    def boxes(self) -> dict[str, Box]:
        """The mailboxes of the settings."""
        return boxes_of(self.desk.settings)

    @property
    def secrets(self) -> Secrets:
        """The secrets of this desk."""
        return secrets_of(self.desk.settings, self.ring)

    def box(self, name: str | None) -> Box:
        """The mailbox *name*, or the first. Raises ``NoMailbox``, ``NoSuchBox``."""
        return box_named(self.desk.settings, name)

    def mails(self, ref: str) -> Rows:
        """The mails filed on the dossier of *ref*, the oldest first."""
        return dict(exporting.mails_about(self.post(), ref))

    def figures(self) -> Figures:
        """How filing did on the mails of this desk, by what people made of it."""
        look = self.desk.look()
        return measured(look.rows("message"), look.rows("filing"))

    def post(self, via: str = "mail") -> Post:
        """What the deeds work on and with."""
        desk, told = self.desk, self.desk.settings
        own = {box.address.rpartition("@")[2].lower() for box in self.boxes.values() if box.address}
        domains = {str(one).lower() for one in told.mail.get("domains", ())}
        return Post(
            engine=desk.engine,
            author=Author(desk.author.name, via),
            clock=desk.clock,
            zone=desk.zone,
            lang=told.lang,
            mails=Kept(told.folder / "mails"),
            dossiers=told.dossiers,
            ours=frozenset(own | domains),
            people=frozenset(str(one) for one in told.mail.get("people", ())),
            receivers=tuple(told.mail.get("receivers", ())),
        )

    def source(self, box: Box) -> Source:
        """The mailbox *box* itself."""
        return source_of(self.desk.settings, box, self.secrets, self.show)

    # -------------------------------------------------------------- deeds

    def sync(
        self,
        names: Iterable[str] = (),
        progress: Callable[[str, object], None] | None = None,
    ) -> Synced:
        """Sync the mailboxes *names*, or all. Raises ``NoMailbox``, ``SyncRunning``."""
        boxes = self.boxes
        if not boxes:
            raise NoMailbox
        wanted = [box_named(self.desk.settings, name) for name in names] or list(boxes.values())
        post = self.post()
        if progress is not None:
            post = replace(post, progress=progress)
        done = sync(post, {box.name: lambda box=box: self.source(box) for box in wanted})  # type: ignore[misc] # the loop's value, bound now
        self._log(done)
        return done

    def file(
        self,
        mails: Sequence[str],
        dossiers: Sequence[str] = (),
        *,
        aside: bool = False,
        checked: bool = False,
    ) -> list[Said]:
        """File *mails* on *dossiers*, or as proposed, or set them aside: what came of it.

        *checked*: somebody made sure today, by telephone, that they are no fraud.
        """
        post = self.post("command")
        said: list[Said] = []
        with post.deed("mail file") as deed:
            for mail in mails:
                if checked:
                    deed.change("message", mail, {"checked": deed.today})
                if aside:
                    filing.set_aside(deed, mail)
                    said.append(Said("{mail} is set aside.", mail=mail))
                else:
                    where = filing.file_mail(deed, mail, dossiers)
                    said.append(Said("{mail} is filed on {dossiers}.",
                                     mail=mail, dossiers=list(where)))  # fmt: skip
        return [*said, *self.tidy(mails)]

    def tidy(self, mails: Iterable[str]) -> list[Said]:
        """After a person decided about *mails*: learn from it, and lay their files."""
        post = self.post()
        said: list[Said] = []
        with post.deed("mail file") as deed:
            for mail in mails:
                rule = (
                    filing.learn(deed, post.mails, mail) if filing.corrected(deed, mail) else None
                )
                if rule:
                    said.append(
                        Said("Rule {rule} was learnt: see the sheet Mail rules.", rule=rule)
                    )
            said += filing.laid_said(filing.lay_waiting(deed, post.mails, post.dossiers))
        return said

    def answer(self, items: Sequence[str], *, yes: bool) -> list[Said]:
        """Accept or refuse *items* of news: what became of each."""
        with self.post("command").deed("mail news") as deed:
            act = news.accept if yes else news.refuse
            return [act(deed, item) for item in items]

    def draft_reply(
        self,
        mail: str,
        text: str = "",
        files: Sequence[Path] = (),
        box: str | None = None,
        letter: str = "",
    ) -> drafting.Put:
        """Put an answer to *mail* in Drafts, with the *letter* of that reference."""
        post = self.post("command")
        return self._put(post, drafting.reply(post, mail, text, files, letter), box)

    def draft_letter(
        self,
        ref: str,
        kind: str,
        lang: str | None = None,
        box: str | None = None,
        text: str = "",
        files: Sequence[Path] = (),
    ) -> drafting.Put:
        """Write the letter *kind* about *ref*, and put it in Drafts for its partner.

        Where *ref* is a mail, the letter is about its dossier and goes with the answer.
        """
        box_named(self.desk.settings, box)
        mail = self.desk.look().rows("message").get(ref)
        dossiers = drafting.dossiers_told(mail) if mail else (ref,)
        if not dossiers:
            raise filing.NothingProposed(mail=ref)
        if mail:
            drafting.refuse_risky(ref, mail)
        written = write(self.desk, Wish(kind=kind, ref=dossiers[0], lang=lang))
        if mail:
            return self.draft_reply(ref, text, files, box, written.ref)
        return self.draft_written(written.ref, text, files, box)

    def draft_written(
        self, letter: str, text: str = "", files: Sequence[Path] = (), box: str | None = None
    ) -> drafting.Put:
        """Put a mail to its partner in Drafts, with the *letter* that was written before."""
        post = self.post("command")
        wanted = drafting.with_letter(post, drafting.going_letter(post, letter), text, files)
        return self._put(post, wanted, box)

    def letters_to_go(self, mail: str) -> list[str]:
        """The letters for the partner and the dossiers of *mail*, not sent yet; newest first."""
        return drafting.letters_to_go(self.post(), mail)

    def _put(self, post: Post, wanted: drafting.Wanted, name: str | None) -> drafting.Put:
        box = box_named(self.desk.settings, name)
        source = self.source(box)
        try:
            return drafting.put(post, box, source, wanted)
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()

    def export(self, ref: str, file: Path | None = None) -> exporting.Exported:
        """Write the mails of the dossier *ref* into one package."""
        place = file or self.desk.settings.folder / f"{ref}-mails.zip"
        return exporting.export(self.post(), ref, place)

    # -------------------------------------------------------------- log

    def _log(self, done: Synced) -> None:
        """One line to a sync: counts and refusals, no word of a mail, no password."""
        with_log = logging.getLogger(f"comptoir.mail.{id(self)}")
        with_log.propagate = False
        folder = self.desk.settings.folder
        handler = RotatingFileHandler(folder / LOG, maxBytes=LOG_BYTES, backupCount=2,
                                      encoding="utf-8")  # fmt: skip
        handler.setFormatter(logging.Formatter("%(message)s"))
        with_log.addHandler(handler)
        with_log.setLevel(logging.INFO)
        try:
            at = self.desk.clock().isoformat(timespec="seconds")
            with_log.info("%s %s", at, summary(done).in_("en"))
            for name, refused in done.refused:
                with_log.info("%s %s: %s", at, name, type(refused).__name__)
        finally:
            with_log.removeHandler(handler)
            handler.close()


def summary(done: Synced) -> Said:
    """What a sync did, in one line."""
    told = done.tally
    if not told.new and not told.gone:
        return Said("No new mail.")
    return Said(
        "{new} new {new:mail|mails}: {filed} filed, {waiting} to confirm, {aside} set aside;"
        " {risky} risky, {news} news read, {ticked} {ticked:paper|papers} came,"
        " {sent} {sent:draft|drafts} sent.",
        new=told.new, filed=told.filed, waiting=told.to_confirm, aside=told.aside,
        risky=told.risky, news=told.news, ticked=done.ticked, sent=told.sent,
    )  # fmt: skip
