"""Checks of a desk: its settings, database, folders, backups, letters and mailbox."""

from __future__ import annotations

from datetime import timedelta

from comptoir.desk.doctor.diagnosis import ERROR, OK, WARNING, Examination, Finding
from comptoir.desk.doctor.facts import Facts
from comptoir.wording import Said, mark

BACKUP_AGE = timedelta(days=7)


def _desk(facts: Facts) -> Finding:
    if facts.desk_fault:
        return ERROR, facts.desk_fault
    if facts.desk is None:
        return WARNING, Said("No desk here. Make one with: comptoir init my-desk")
    return OK, Said("{folder}", folder=facts.desk)


def _database(facts: Facts) -> Finding:
    if facts.database_fault:
        return ERROR, facts.database_fault
    if facts.database is None:
        return None
    return OK, Said("{name} opens and is up to date", name=facts.database)


def _remote(facts: Facts) -> Finding:
    if facts.database is None:
        return None
    if facts.remote_database:
        return WARNING, Said(
            "The database is a file on a shared drive: two people at once can damage it."
            " Use PostgreSQL for a team, or keep the desk on one computer."
        )
    return OK, Said("not a file on a shared drive")


def _folders(facts: Facts) -> Finding:
    if facts.desk is None:
        return None
    if facts.unwritable:
        return ERROR, Said(
            "Cannot write in {folders}. Ask for the right to, or move the desk.",
            folders=facts.unwritable,
        )
    return OK, Said("can be written")


def _synced(facts: Facts) -> Finding:
    if facts.desk is None:
        return None
    if facts.synced_folder:
        return WARNING, Said(
            "The desk lies in {folder}, a folder that a cloud service copies: its database may be"
            " damaged. Move it to a folder of this computer, or use PostgreSQL.",
            folder=facts.synced_folder,
        )
    return OK, Said("not in a synchronised folder")


def _backup(facts: Facts) -> Finding:
    if facts.desk is None or facts.now is None:
        return None
    if facts.last_backup is None:
        return WARNING, Said("No backup yet. Make one with: comptoir backup")
    if facts.now - facts.last_backup > BACKUP_AGE:
        return WARNING, Said(
            "The last backup is of {day}. Make one with: comptoir backup",
            day=facts.last_backup.date(),
        )
    return OK, Said("last one {day}", day=facts.last_backup.date())


def _locks(facts: Facts) -> Finding:
    if facts.desk is None:
        return None
    if facts.stale_locks:
        return WARNING, Said(
            "Open, or left open by a crash: {files}. Close the workbook; if no program has it"
            " open, delete the lock file.",
            files=facts.stale_locks,
        )
    return OK, Said("none open")


def _templates(facts: Facts) -> Finding:
    if facts.desk is None:
        return None
    if facts.bad_templates:
        return ERROR, Said(
            "These letters of yours cannot be opened: {files}. Open each in Word and save it as"
            " .docx, or delete it to have Comptoir's own letter back.",
            files=facts.bad_templates,
        )
    return OK, Said("can be opened")


def _mailbox(facts: Facts) -> Finding:
    if facts.desk is None:
        return None
    if facts.mail_fault:
        return ERROR, facts.mail_fault
    if facts.mailbox is None:
        return WARNING, Said(
            "No mailbox is set: mails are not filed. Set one with: comptoir mail setup"
        )
    return OK, Said("{name}", name=facts.mailbox)


def _secrets(facts: Facts) -> Finding:
    if facts.mailbox is None:
        return None
    if facts.secrets_missing:
        return ERROR, Said(
            "The keyring has no password for {names}: mails cannot be synced."
            " Enter it with: comptoir mail setup",
            names=facts.secrets_missing,
        )
    return OK, Said("in the keyring, where one is needed")


def _schedule(facts: Facts) -> Finding:
    if facts.mailbox is None or facts.scheduled is None:
        return None
    if not facts.scheduled:
        return WARNING, Said(
            "No mail is synced by itself on this computer, only when you ask."
            " Set it up with: comptoir schedule install"
        )
    return OK, Said("Mails are synced by themselves")


EXAMINATIONS = (
    Examination("DESK-01", mark("Desk"), _desk),
    Examination("DB-01", mark("Database"), _database),
    Examination("DB-02", mark("Place of the database"), _remote),
    Examination("DESK-02", mark("Folders"), _folders),
    Examination("DESK-03", mark("Place of the desk"), _synced),
    Examination("BACK-01", mark("Backups"), _backup),
    Examination("BOOK-01", mark("Workbooks"), _locks),
    Examination("TPL-01", mark("Your letters"), _templates),
    Examination("MAIL-01", mark("Mailbox"), _mailbox),
    Examination("MAIL-02", mark("Passwords of the mailboxes"), _secrets),
    Examination("SCH-01", mark("Schedule"), _schedule),
)
