"""What a desk is told once: one frozen value, read from its ``comptoir.toml``.

Passwords never stand there: they live in the operating system's keyring.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comptoir.errors import Misplaced
from comptoir.wording import LANGUAGES, mark

FILE = "comptoir.toml"


class NoDesk(Misplaced):
    message = mark(
        "There is no desk in {folder}. Nothing was done."
        " Go to a desk's folder, name one with --desk, or make one with: comptoir init {folder}"
    )


class BrokenSettings(Misplaced):
    message = mark("{file} cannot be read: {why}. Nothing was done. Correct the file.")


class UnknownSetting(Misplaced):
    message = mark("{file}: {name} cannot be {value}. Nothing was done. Write one of: {choices}.")


class WrongDays(Misplaced):
    message = mark(
        "{file}: shown_days cannot be {value}. Nothing was done."
        " Write for how many days settled mails are shown, such as 90."
    )


MAIL_DAYS = 90
"""For how many days the sheet Mails shows a mail that is settled, where the desk says nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One desk's settings. *law* holds the user's own values of legal figures, by name.

    *firm* says what our papers show and no record has; *people* who signs, by name: job, phone,
    e-mail. A text may be given for each language: ``{fr = "…", en = "…"}``.
    """

    folder: Path
    name: str
    lang: str = "fr"
    user: str = ""
    database: str = ""
    law: Mapping[str, Any] = field(default_factory=dict)
    mail: Mapping[str, Any] = field(default_factory=dict)
    firm: Mapping[str, Any] = field(default_factory=dict)
    people: Mapping[str, Any] = field(default_factory=dict)

    @property
    def mail_days(self) -> int:
        """For how many days a mail that is settled stays in sight. Raises ``WrongDays``."""
        days = self.mail.get("shown_days", MAIL_DAYS)
        if type(days) is not int or days < 0:
            raise WrongDays(file=self.folder / FILE, value=days)
        return days

    @property
    def url(self) -> str:
        """The database: the one named, or the desk's own SQLite file."""
        return self.database or f"sqlite:///{self.folder / 'comptoir.db'}"

    @property
    def workbooks(self) -> Path:
        return self.folder / "workbooks"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def dossiers(self) -> Path:
        return self.folder / "dossiers"

    @property
    def templates(self) -> Path:
        return self.folder / "templates"


def find_desk(start: Path) -> Path:
    """The folder of the desk in or above *start*."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoDesk(folder=start)


def read(folder: Path, env: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the desk in *folder*; ``COMPTOIR_LANG`` and ``COMPTOIR_USER`` win."""
    file = folder / FILE
    if not file.is_file():
        raise NoDesk(folder=folder)
    try:
        told = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenSettings(file=file, why=error) from error
    lang = env.get("COMPTOIR_LANG") or told.get("language", "fr")
    if lang not in LANGUAGES:
        raise UnknownSetting(file=file, name="language", value=lang, choices=LANGUAGES)
    return Settings(
        folder=folder,
        name=str(told.get("name", folder.name)),
        lang=lang,
        user=env.get("COMPTOIR_USER") or str(told.get("user", "")),
        database=str(told.get("database", "")),
        law=told.get("law", {}),
        mail=told.get("mail", {}),
        firm=told.get("firm", {}),
        people=told.get("people", {}),
    )


TEMPLATE = """\
# The desk of {name}. Texts between quotation marks; lines after # are comments.
name = "{name}"
language = "{lang}"            # of the workbooks and messages: "fr" or "en"
# user = "Anna"            # else the name you have on this computer
# database = "postgresql+psycopg://comptoir@server/desk"   # for a team; else comptoir.db here

# What French law wants on our letters, and what they say of us:
# [firm]
# legal_form = "SAS"
# capital = "150000"             # in euros
# register_town = "Lyon"
# insurance_policy = "AM-2026-771"
# opening_hours = "8:00-12:00, 13:30-17:00"
# activity = {{ fr = "négoce d'articles de table", en = "trade in table ware" }}
# strengths = {{ fr = "délai de dix jours; garantie", en = "ten days; guarantee" }}
# [people.Anna]
# job = {{ fr = "Assistante import-export", en = "Import-export assistant" }}
# phone = "+33 4 72 00 00 01"
# email = "anna@example.com"

# Mails that are settled leave the sheet Mails after so many days; the desk keeps them all:
# [mail]
# shown_days = 90

# Your own value of a legal figure, where the shipped one is marked "to confirm":
# [law."payment.ecb_refinancing"]
# values = [{{ since = 2027-01-01, value = "2.25", source = "ECB release of December 2026" }}]
"""


def write(folder: Path, *, name: str, lang: str) -> Path:
    """Write the settings of a new desk."""
    file = folder / FILE
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    file.write_text(TEMPLATE.format(name=quoted, lang=lang), "utf-8")
    return file
