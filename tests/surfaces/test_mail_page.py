"""The page on mails speaks of what there is: every button, every command, by the name it has."""

from __future__ import annotations

from pathlib import Path

import pytest

import comptoir
from comptoir.cli.mail import mail
from comptoir.records import RECORDS
from comptoir.ribbon import mails
from comptoir.settings import MAIL_DAYS
from comptoir.wording import translated

HELP = Path(comptoir.__file__).parent / "help"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_on_mails_names_every_button_sheet_and_command(lang):
    page = (HELP / f"mail.{lang}.md").read_text("utf-8")
    for deed in mails.DEEDS:
        assert f"**{translated(deed.label, lang)}**" in page
    for record in ("message", "news", "mail_rule", "letter"):
        assert translated(RECORDS[record].many, lang) in page
    for command in mail.commands:
        assert f"comptoir mail {command}" in page or f"`{command}`" in page
    assert translated("Checked on", lang) in page
    assert f"{MAIL_DAYS} " in page
