"""What a person reads on each sheet of the shipments' workbook, kept as text to be reviewed.

After a wanted change: ``python tests/sheets/test_layout_shipments.py`` rewrites the texts.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from comptoir.sheets.columns import Part
from comptoir.sheets.layout import workbook_layout

HERE = Path(__file__).parent
SIGNS = {Part.KEY: "#", Part.TYPED: " ", Part.COMPUTED: "=", Part.OWN: "+"}


def reviewed(lang):
    """The whole workbook as text: sheets, purposes, headings, hints."""
    lines = []
    for sheet in workbook_layout("shipments", lang):
        lines += ["", f"{sheet.title} ({sheet.table})", f"  {sheet.purpose}"]
        for at, column in enumerate(sheet.columns, 1):
            frozen = "|" if at == sheet.frozen else ""
            hint = column.hint.text.replace("\n", " / ")
            lines.append(f"  {SIGNS[column.part]} {column.heading}{frozen} — {hint}")
    return "\n".join(lines[1:]) + "\n"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_the_shipments_say_was_read_by_a_person(lang):
    assert reviewed(lang) == (HERE / f"shipments.{lang}.txt").read_text("utf-8")


if __name__ == "__main__":
    for one in ("fr", "en"):
        (HERE / f"shipments.{one}.txt").write_text(reviewed(one), "utf-8")
