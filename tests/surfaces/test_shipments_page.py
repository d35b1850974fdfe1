"""The page on shipments speaks of what there is: every button, sheet and command, by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

import comptoir
from comptoir.cli.shipping import shipment
from comptoir.desk.today_shipping import Notice
from comptoir.records import RECORDS
from comptoir.ribbon import shipping
from comptoir.wording import translated

HELP = Path(comptoir.__file__).parent / "help"
NUMBERS = {"en": {3: "three", 30: "thirty", 60: "sixty"},
           "fr": {3: "trois", 30: "trente", 60: "soixante"}}  # fmt: skip
COLUMNS = {
    "milestone": ("expected", "actual"),
    "quote": ("reason",),
    "claim": ("claimed", "agreed", "recovered", "reminded"),
}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_on_shipments_names_every_button_sheet_column_and_command(lang):
    page = (HELP / f"shipments.{lang}.md").read_text("utf-8")
    for deed in shipping.DEEDS:
        assert f"**{translated(deed.label, lang)}**" in page
    for record in ("shipment", "container", "milestone", "document", "declaration", "tariff",
                   "quote", "claim"):  # fmt: skip
        assert translated(RECORDS[record].many, lang) in page
    for record, names in COLUMNS.items():
        for name in names:
            assert RECORDS[record].by_name[name].heading(lang) in page
    for command in shipment.commands:
        assert f"`{command}`" in page
    told = Notice()
    for days in (told.free_time, told.answer, told.bar):
        assert f"{NUMBERS[lang][days]} " in page
