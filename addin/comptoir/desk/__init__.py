"""The deeds: read, decide, write, report. The only place where neighbours meet.

One method for one deed, whichever button, command or schedule started it. A ``Desk`` is one
assistant at work: which desk, who, by which clock.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from sqlalchemy import Connection, Engine

from comptoir import settings, store
from comptoir.desk import importing, looking, saving, showing
from comptoir.desk.deed import Deed
from comptoir.desk.saving import Faulty, OtherDesk, Saved, Workbook
from comptoir.desk.today import today
from comptoir.errors import ComptoirError, Conflict, Refused, Unreachable
from comptoir.records import RECORDS
from comptoir.settings import Settings
from comptoir.sheets.imports import Brought
from comptoir.sheets.kpi_shown import KIND
from comptoir.sheets.views import BookView, Due
from comptoir.store import Author, Superseded
from comptoir.wording import Said, mark

__all__ = ["Desk", "Faulty", "OtherDesk", "Saved", "Workbook", "create", "opened"]


class Unsaved(Conflict):
    message = mark(
        "{name} has {count} {count:edit that was|edits that were} not saved. Nothing was changed."
        " Save first, or refresh with --discard to lose them."
    )


class Unshown(Unreachable):
    """What was saved could not be shown. The store has it; the workbook catches up later."""

    message = mark("{kept} The workbook does not show it yet: {why}")

    def __init__(self, saved: Saved, why: ComptoirError) -> None:
        kept = Said("Your edits are saved (save {number}).", number=saved.number)
        nothing = Said("There was nothing to save.")
        super().__init__(kept=kept if saved.number else nothing, why=why.said)
        self.saved = saved


class FiguresOnly(Refused):
    message = mark(
        "{name} shows figures: there is nothing to save in it. Nothing was changed."
        " To bring them up to date, press Refresh KPIs."
    )


Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """One assistant at one desk. *clock* gives the instant, *zone* turns it into a civil day."""

    settings: Settings
    engine: Engine
    author: Author
    clock: Clock
    zone: tzinfo = UTC

    @property
    def lang(self) -> str:
        return self.settings.lang

    def today(self) -> datetime:
        """Now, by the desk's own clock on the wall."""
        return self.clock().astimezone(self.zone)

    def save(self, book: Workbook, *, dry_run: bool = False) -> Saved:
        """Take the edits in *book* into the store, then show it the result.

        All or nothing. Where another save came in between, everything is weighed again, once.
        """
        _check_editable(book)
        try:
            saved = self._taken(book, dry_run=dry_run)
        except Superseded:
            saved = self._taken(book, dry_run=dry_run)
        if not dry_run:
            try:
                self._tidy_mails(saved)
                with unswept():
                    memory = book.memory()
                    book.show(self.view(memory.kind, lang=memory.lang), saved.placed)
            except ComptoirError as refused:
                raise Unshown(saved, refused) from refused
        return saved

    def _tidy_mails(self, saved: Saved) -> None:
        """Lay the files of mails that the save filed, and learn from what it corrected."""
        mails = [key for record, key, _ in saved.changed if record == "message"]
        if mails:
            from comptoir.desk.mailing.room import MailRoom  # noqa: PLC0415 - only where mails changed

            saved.told += MailRoom(self).tidy(mails)

    def refresh(self, book: Workbook, *, discard: bool = False) -> None:
        """Show *book* what the store says now.

        Refused where it holds edits that were not saved, unless they are to be discarded.
        """
        _check_editable(book)
        with unswept():
            memory = book.memory()
            if not discard and (waiting := self._taken(book, dry_run=True)).edited:
                raise Unsaved(name=book.name, count=waiting.edited)
            book.show(self.view(memory.kind, lang=memory.lang))

    def view(self, kind: str, *, lang: str | None = None) -> BookView:
        """What a workbook of *kind* shows now."""
        with store.reading(self.engine) as db:
            return showing.book_view(
                db,
                kind,
                lang=lang or self.lang,
                desk=self.settings.name,
                by=self.author.name,
                at=self.clock(),
                today=self.today().date(),
                mail_days=self.settings.mail_days,
            )

    def due(self) -> list[Due]:
        """What must be done now."""
        with store.reading(self.engine) as db:
            return today(showing.Reading(db, {}), self.today().date())

    def look(self) -> looking.Looking:
        """Questions to the store that change nothing."""
        return looking.Looking(self.engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction on the store: all of it is kept, or nothing."""
        with self.engine.begin() as db:
            yield db

    @contextmanager
    def deed(self, what: str) -> Iterator[Deed]:
        """One deed in one transaction: all of it is kept as a save named *what*, or nothing.

        The letters that its changes make untrue are marked in the same save.
        """
        with self.engine.begin() as db:
            deed = Deed(db, self.author, self.clock(), self.today().date(), what, self.lang)
            yield deed
            self._read_again(deed)

    def take_file(self, brought: Brought, *, dry_run: bool = False) -> importing.Imported:
        """Take what a foreign file brought into the store: all of it, or nothing."""
        with self.engine.connect() as db, db.begin() as transaction:
            done = importing.take_file(
                db,
                brought,
                author=self.author,
                at=self.clock(),
                today=self.today().date(),
                dry_run=dry_run,
            )
            if dry_run:
                transaction.rollback()
        return done

    def undo(self, save: int) -> store.Undone:
        """Take back a whole save, as a new one; refused where later changes depend on it."""
        with self.writing() as db:
            done = store.undo(db, save, self.author, self.clock())
            self._read_again(self._within(db, done.save))
            return done

    def backup(self) -> Path:
        """A consistent copy of the desk's data, while others work."""
        return store.backup(self.settings.url, self.settings.backups, self.clock())

    def _read_again(self, deed: Deed) -> None:
        """Mark the letters that would read otherwise after *deed*."""
        if deed.number is None or not store.versions(deed.db, RECORDS["letter"]):
            return
        from comptoir.desk.rereading import (  # noqa: PLC0415 - only where letters are
            keys_touched,
            read_again,
        )

        if keys := keys_touched(store.touched(deed.db, deed.number)):
            read_again(deed, self.settings, keys)

    def _taken(self, book: Workbook, *, dry_run: bool) -> Saved:
        with unswept(), self.engine.connect() as db, db.begin() as transaction:
            saved = saving.take_in(
                db,
                book,
                author=self.author,
                at=self.clock(),
                today=self.today().date(),
                dry_run=dry_run,
            )
            if dry_run:
                transaction.rollback()
            elif saved.number:
                self._read_again(self._within(db, saved.number))
        return saved

    def _within(self, db: Connection, save: int) -> Deed:
        """A deed that adds to a *save* under way."""
        at, day = self.clock(), self.today().date()
        return Deed(db, self.author, at, day, "", self.lang, save)


def _check_editable(book: Workbook) -> None:
    """Refuse a workbook that shows figures only."""
    if book.memory().kind == KIND:
        raise FiguresOnly(name=book.name)


@contextmanager
def unswept() -> Iterator[None]:
    """Hold back the sweeping for cycles: a save makes many values and none, and would wait for it.

    A tenth to a quarter of the time of a large save, half of that of reading an open workbook.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def create(folder: Path, *, name: str, lang: str) -> Settings:
    """Make a new desk in *folder*: its settings, its folders, an empty store.

    A folder that already has a desk is refused; other files in it are left alone.
    """
    if (folder / settings.FILE).exists():
        raise store.AlreadyADesk(desk=folder)
    for place in ("workbooks", "dossiers", "templates", "backups"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    settings.write(folder, name=name, lang=lang)
    made = settings.read(folder, env={})
    store.create(made.url).dispose()
    return made


def opened(told: Settings, author: Author, clock: Clock, zone: tzinfo = UTC) -> Desk:
    """The desk of these settings, its store open and up to date.

    A desk of an earlier version is backed up, then brought up to date; one of a later version
    is refused.
    """
    try:
        engine = store.open(told.url)
    except store.DeskTooOld:
        store.migrate(told.url, told.backups, clock())
        engine = store.open(told.url)
    return Desk(told, engine, author, clock, zone)
