"""What a person reads on each sheet, kept as text that a person can review.

After a wanted change: ``python tests/sheets/test_layout.py`` rewrites the texts; read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from comptoir.records import RECORDS, Tone
from comptoir.sheets.columns import FILTER_BUTTON, Part, heading_width
from comptoir.sheets.layout import sheet_layout, table_name, workbook_layout

HERE = Path(__file__).parent
SIGNS = {Part.KEY: "#", Part.TYPED: " ", Part.COMPUTED: "=", Part.OWN: "+"}


def reviewed(lang):
    """The whole register as text: sheets, purposes, headings, hints."""
    lines = []
    for sheet in workbook_layout("register", lang):
        lines += ["", f"{sheet.title} ({sheet.table})", f"  {sheet.purpose}"]
        for column in sheet.columns:
            frozen = "|" if sheet.columns.index(column) + 1 == sheet.frozen else ""
            hint = column.hint.text.replace("\n", " / ")
            lines.append(f"  {SIGNS[column.part]} {column.heading}{frozen} — {hint}")
    return "\n".join(lines[1:]) + "\n"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_the_register_says_was_read_by_a_person(lang):
    assert reviewed(lang) == (HERE / f"register.{lang}.txt").read_text("utf-8")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda one: one.name)
def test_every_record_gives_a_sheet_that_excel_can_hold(record, lang):
    sheet = sheet_layout(record, lang)
    assert len(sheet.title) <= 31
    assert not set(sheet.title) & set("[]:*?/\\")
    folded = [heading.casefold() for heading in sheet.headings]
    assert len(set(folded)) == len(folded), "Excel knows no difference of case"
    for column in sheet.columns:
        assert 6 <= column.width <= 60
        assert column.width >= heading_width(column.heading)
        assert len(column.hint.title) <= 32
        assert len(column.hint.text) <= 255
        assert len(" ".join(column.choices)) < 32_000
    assert sum(column.width for column in sheet.columns[: sheet.frozen]) < 70


@pytest.mark.parametrize(
    ("name", "field", "form", "align", "choices"),
    [
        ("order", "party", "@", "left", 0),
        ("order", "ordered", "dd/mm/yyyy", "center", 0),
        ("order", "amount", "#,##0.00", "right", 0),
        ("order_line", "price", "#,##0.00##", "right", 0),
        ("order_line", "quantity", "#,##0.###", "right", 0),
        ("order_line", "net_kg", "#,##0.0", "right", 0),
        ("order_line", "packages", "0", "right", 0),
        ("rate", "value", "0.0000####", "right", 0),
        ("order", "status", "@", "left", 9),
        ("order", "flow", "@", "left", 2),
        ("party", "active", "@", "center", 2),
    ],
)
def test_each_kind_reads_as_its_trade_does(name, field, form, align, choices):
    column = sheet_layout(RECORDS[name], "fr").column(field)
    assert (column.form, column.align, len(column.choices)) == (form, align, choices)


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda one: one.name)
def test_every_column_that_is_typed_gives_an_example(record):
    for column in sheet_layout(record, "fr").columns:
        example = "Exemple : " in column.hint.text or "Calculé" in column.hint.text
        assert example, f"{record.name}.{column.field}"


def test_countries_and_currencies_are_offered_by_code_and_names_are_still_taken():
    order = sheet_layout(RECORDS["order"], "fr")
    country, currency = order.column("destination"), order.column("currency")
    assert {"FR", "VN", "CI"} <= set(country.choices)
    assert currency.choices[:2] == ("EUR", "USD")
    assert "FRF" not in currency.choices, "a currency of the past"
    assert (country.strict, currency.strict, order.column("flow").strict) == (False, False, True)


def test_what_is_typed_and_what_is_not():
    order = sheet_layout(RECORDS["order"], "en", ["Colour"])
    assert [order.column(one).part for one in ("ref", "party", "amount", "Colour")] == [
        Part.KEY,
        Part.TYPED,
        Part.COMPUTED,
        Part.OWN,
    ]
    assert [order.column(one).editable for one in ("ref", "party", "amount", "Colour")] == [
        False,
        True,
        False,
        True,
    ]
    assert sheet_layout(RECORDS["party"], "en").column("code").editable, "a code may be chosen"
    with pytest.raises(KeyError):
        order.column("colour")


def test_states_have_a_tone_by_their_word_in_the_language():
    tones = sheet_layout(RECORDS["invoice"], "fr").column("status").tones
    assert tones["réglée"] is Tone.DONE
    assert tones["contestée"] is Tone.LATE
    assert sheet_layout(RECORDS["invoice"], "en").column("status").tones["paid"] is Tone.DONE
    risk = sheet_layout(RECORDS["message"], "en").column("risk").tones
    assert risk == {"be careful": Tone.DUE, "stop and check": Tone.LATE}


@pytest.mark.parametrize(
    ("heading", "least"),
    [("Date", 7), ("Due date", 7), ("Units per package", 10), ("Incoterm", 11)],
)
def test_a_heading_takes_two_lines_at_most_and_leaves_room_for_its_button(heading, least):
    assert heading_width(heading) == least
    assert len(heading.split()[-1]) + FILTER_BUTTON <= least


def test_tables_have_one_name_in_both_languages():
    assert [table_name(RECORDS[one]) for one in ("order", "offer_line")] == [
        "tblOrder",
        "tblOfferLine",
    ]
    french, english = (workbook_layout("register", lang) for lang in ("fr", "en"))
    assert [one.table for one in french] == [one.table for one in english]


if __name__ == "__main__":
    for each in ("fr", "en"):
        (HERE / f"register.{each}.txt").write_text(reviewed(each), "utf-8")
