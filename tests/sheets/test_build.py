from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl.utils import get_column_letter

from comptoir.records import RECORDS
from comptoir.sheets.build import build, memory_shown
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.layout import workbook_layout
from comptoir.sheets.memory import memory_of
from comptoir.sheets.views import BookView, ClashShown, Due, View
from comptoir.wording import Said

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
HOSTILE = "=cmd|' /C calc'!A0"
ORDER = RECORDS["order"]


def view(name, rows, custom=None):
    """The view of a record from typed-in rows; fields left out are blank."""
    record = RECORDS[name]
    columns = {one.name: [row.get(one.name) for row in rows] for one in record.fields}
    keys = [row[record.key] for row in rows]
    return View(record, keys, [1] * len(keys), columns, custom or {})


def orders(lang):
    placed = "passée" if lang == "fr" else "placed"
    return view(
        "order",
        [
            {
                "ref": "EX-2026-0001",
                "party": "0042",
                "their_ref": HOSTILE,
                "status": placed,
                "ordered": date(2026, 11, 3),
                "amount": 1234.5,
                "note": "<r>bold</r>",
            },
            {"ref": "EX-2026-0002", "party": "P0002", "place": "Hải Phòng & Cie", "amount": 12},
        ],
        {"Couleur": ["=1+1", 12.5]},
    )


def book(lang="fr", **changed):
    parties = view("party", [{"code": "0042", "name": HOSTILE, "role": "client"}])
    rest = [
        view(one.record.name, [])
        for one in workbook_layout("register", lang)
        if one.record.name not in {"order", "party"}
    ]
    due = Due(
        date(2026, 11, 20), Said(HOSTILE), "EX-2026-0002", HOSTILE, Said("r"), "late", "order"
    )
    clash = ClashShown(1, ORDER, "EX-2026-0001", "place", HOSTILE, date(2026, 1, 2), HOSTILE, AT)
    made = BookView(
        "register", lang, "Vallon & Cie", "d1", "Anna", AT, [orders(lang), parties, *rest], [due],
        [clash],
    )  # fmt: skip
    return replace(made, **changed)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "register.xlsx"
    build(path, book())
    return path


@pytest.fixture(scope="module")
def opened(path):
    return openpyxl.load_workbook(path)


def column(sheet, heading):
    """The letters of the column with this heading."""
    return next(cell.column_letter for cell in sheet[5] if cell.value == heading)


def test_the_sheets_stand_in_the_order_of_the_work(opened):
    titles = [layout.title for layout in workbook_layout("register", "fr")]
    assert titles[:2] == ["Offres", "Lignes d'offre"]
    assert opened.sheetnames == ["Aujourd’hui", *titles, "Conflits", "_listes", "_comptoir"]
    assert opened["_listes"].sheet_state == "hidden"
    assert opened["_comptoir"].sheet_state == "veryHidden"


def test_each_sheet_has_a_real_table_over_its_rows(opened):
    tables = {name: ref for sheet in opened for name, ref in sheet.tables.items()}
    own = 1  # the column the user added
    for name, table, last in (("order", "tblOrder", 7), ("party", "tblParty", 6),
                              ("offer_line", "tblOfferLine", 6)):  # fmt: skip
        wide = len(RECORDS[name].fields) + (own if name == "order" else 0)
        assert tables[table] == f"A5:{get_column_letter(wide)}{last}"
    shown = sum(one.workbook == "register" for one in RECORDS.values())
    assert len(tables) == shown + 1, "and the clashes"
    headings = [cell.value for cell in opened["Commandes"][5]]
    assert headings == list(opened["Commandes"].tables["tblOrder"].column_names)
    assert headings[-1] == "Couleur"


def test_hostile_text_is_nowhere_a_formula(path, opened):
    kinds = {
        cell.data_type
        for sheet in opened
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    assert "f" not in kinds
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(name) for name in sheets)
    sheet = opened["Commandes"]
    assert sheet[f"{column(sheet, 'Référence du partenaire')}6"].value == HOSTILE
    assert sheet[f"{column(sheet, 'Note')}6"].value == "<r>bold</r>"
    own = sheet[f"{column(sheet, 'Couleur')}6"]
    assert (own.value, own.quotePrefix) == ("=1+1", True)


def test_codes_stay_text_numbers_stay_numbers_and_dates_dates(opened):
    sheet = opened["Commandes"]
    party, day, amount = (
        sheet[f"{column(sheet, h)}6"] for h in ("Partenaire", "Date de commande", "Montant")
    )
    assert (party.value, party.data_type, party.number_format) == ("0042", "s", "@")
    assert (day.value, day.number_format) == (datetime(2026, 11, 3), "dd/mm/yyyy")
    assert day.alignment.horizontal == "center"
    assert (amount.value, amount.number_format) == (1234.5, "#,##0.00")
    assert (amount.alignment.horizontal, amount.font.i) == ("right", True)


def test_the_key_is_grey_and_what_may_be_typed_is_under_a_rule_of_sand(opened):
    sheet = opened["Commandes"]
    assert sheet["A6"].fill.start_color.rgb == "FFF0F2F4"
    key, party = sheet["A5"], sheet["B5"]
    assert (key.font.b, key.font.color.rgb, key.fill.start_color.rgb) == (
        True,
        "FFFFFFFF",
        "FF1B4B72",
    )
    assert (key.border.bottom.style, party.border.bottom.style) == ("thin", "thick")
    assert party.border.bottom.color.rgb == "FFF4EFE6"
    assert sheet.row_dimensions[5].height == 30


def rules(sheet, heading):
    letters = column(sheet, heading)
    return next(
        rule
        for rule in sheet.data_validations.dataValidation
        if str(rule.sqref).startswith(f"{letters}6:")
    )


def test_closed_lists_and_links_are_drop_downs_that_follow_the_rows(opened):
    sheet = opened["Commandes"]
    flow, party = rules(sheet, "Flux"), rules(sheet, "Partenaire")
    assert flow.type == party.type == "list"
    assert (flow.showErrorMessage, party.showErrorMessage) == (True, False)
    names = {name: one.attr_text for name, one in opened.defined_names.items()}
    assert names[party.formula1] == "tblParty[Code]"
    listed = re.fullmatch(r"_listes!\$(\w+)\$2:\$\w+\$(\d+)", names[flow.formula1])
    cells = opened["_listes"][f"{listed[1]}2:{listed[1]}{listed[2]}"]
    assert [row[0].value for row in cells] == ["export", "import"]


def test_every_column_says_what_it_means_with_an_example(opened):
    for name in ("Commandes", "Tiers", "Factures"):
        sheet = opened[name]
        own = {"Couleur"}
        for cell in sheet[5]:
            if cell.value not in own:
                rule = rules(sheet, cell.value)
                assert rule.prompt, f"{name}: {cell.value}"
                assert len(rule.prompt) <= 255
    ordered = rules(opened["Commandes"], "Date de commande")
    assert ordered.prompt == "Date de la commande.\nObligatoire.\nExemple : 31/12/2026"
    assert ordered.errorStyle == "warning"


def test_nothing_is_typed_in_columns_that_comptoir_fills(opened):
    sheet = opened["Commandes"]
    for heading in ("Commande", "Montant"):
        assert rules(sheet, heading).type == "custom"
        assert rules(sheet, heading).formula1 == "FALSE"
    assert rules(opened["Tiers"], "Code").type in {None, "none"}


def test_the_head_and_the_partner_stay_in_sight(opened):
    assert opened["Commandes"].freeze_panes == "C6"
    assert opened["Tiers"].freeze_panes == "C6"
    assert opened["Aujourd’hui"].freeze_panes == "A6"


def test_states_are_coloured_by_their_word(opened):
    sheet = opened["Commandes"]
    letters = column(sheet, "Statut")
    formulas = {
        formula: rule.dxf
        for area in sheet.conditional_formatting
        if str(area.sqref).startswith(f"{letters}6")
        for rule in area.rules
        for formula in rule.formula
    }
    done = next(dxf for formula, dxf in formulas.items() if '"livrée"' in formula)
    assert (done.font.b, done.font.color.rgb) == (True, "FF2F6A3D")
    assert any('"passée"' in formula and '"prête"' in formula for formula in formulas)


def test_it_prints_on_a4_landscape_with_heads_desk_and_pages(opened):
    for sheet in opened:
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == (
                "landscape",
                9,
            )
            assert sheet.print_title_rows == "$5:$5"
            assert "page &P sur &N" in sheet.oddFooter.center.text
            assert "Vallon && Cie" in sheet.oddFooter.left.text
            assert "23/11/2026" in sheet.oddFooter.right.text


def test_the_band_says_what_whose_and_when(opened):
    sheet = opened["Commandes"]
    assert sheet["A1"].value == "Commandes"
    assert sheet["C1"].value.startswith("Vallon & Cie   ·   Français   ·   actualisé le 23/11/2026")
    assert sheet["C1"].value.endswith("09:12 par Anna")
    assert sheet["C2"].value == ORDER_PURPOSE_FR
    assert "Enregistrer  Ctrl+Shift+S" in sheet["C3"].value
    today = opened["Aujourd’hui"]
    assert today["A1"].value == "Aujourd’hui"
    assert today["D1"].value.startswith("Vallon & Cie   ·   Français   ·   actualisé")


def test_what_a_refresh_writes_anew_is_found_by_name(opened):
    named = {sheet.title: sheet.defined_names for sheet in opened}
    assert named["Commandes"]["comptoir_band"].attr_text == "'Commandes'!$C$1"
    assert named["Lignes d'offre"]["comptoir_band"].attr_text == "'Lignes d''offre'!$C$1"
    assert named["Aujourd’hui"]["comptoir_more"].attr_text == "'Aujourd’hui'!$E$3"


def test_urgencies_are_coloured_by_their_word(opened):
    rules = opened["Aujourd’hui"].conditional_formatting
    assert [str(one.sqref) for one in rules] == ["A6:B506"]
    assert [rule.formula for one in rules for rule in one.rules] == [
        ['$B6="en retard"'], ['$B6="aujourd’hui"'], ['$B6="cette semaine"'],
    ]  # fmt: skip


ORDER_PURPOSE_FR = (
    "Ventes à l'export et achats à l'import : une ligne chacun, de la commande à la clôture."
)


def test_today_leads_to_the_row_of_the_record(opened):
    sheet = opened["Aujourd’hui"]
    assert [cell.value for cell in sheet[6]][:2] == ["!", "en retard"]
    assert sheet["E6"].value == "EX-2026-0002"
    assert sheet["E6"].hyperlink.location == "'Commandes'!A7"


def test_today_keeps_to_one_screen_and_hides_the_rest_behind_the_filter(tmp_path):
    dues = [
        Due(date(2026, 11, 23), Said("Ask"), f"T{i}", "P", Said("r"), "week" if i > 3 else "today")
        for i in range(40)
    ]
    build(tmp_path / "r.xlsx", book(today=dues))
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Aujourd’hui"]
    hidden = [row for row in range(6, 46) if sheet.row_dimensions[row].hidden]
    assert hidden == list(range(10, 46))
    assert "Encore 36 cette semaine" in sheet["E3"].value
    assert sheet.auto_filter.ref == "A5:G45"


def test_an_empty_today_says_so(tmp_path):
    build(tmp_path / "r.xlsx", book(today=[], clashes=[]))
    opened = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert opened["Aujourd’hui"]["D6"].value == "Rien n’attend : tout est à jour."
    assert opened["Conflits"].tables["tblClashes"].ref == "A5:I6"


def test_a_clash_shows_both_values_and_asks_which_to_keep(opened):
    sheet = opened["Conflits"]
    row = [cell.value for cell in sheet[6]]
    assert row == [
        1, "Commandes", "EX-2026-0001", "Lieu convenu", HOSTILE, datetime(2026, 1, 2), HOSTILE,
        "23/11/2026 09:12", None,
    ]  # fmt: skip
    rule = sheet.data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1) == ("I6", '"la mienne,la leur"')


def test_the_workbook_remembers_what_it_showed(opened):
    rows = opened["_comptoir"].iter_rows(values_only=True)
    assert memory_of(rows) == memory_shown(book())
    assert memory_shown(book()).seen["order"] == {"EX-2026-0001": 1, "EX-2026-0002": 1}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_same_views_give_the_same_bytes(tmp_path, lang):
    one, two = tmp_path / "one" / "r.xlsx", tmp_path / "two" / "r.xlsx"
    for place in (one, two):
        place.parent.mkdir()
        build(place, book(lang))
    assert one.read_bytes() == two.read_bytes()
    assert [left.name for left in one.parent.iterdir()] == ["r.xlsx"]


def test_in_english_dates_are_spelt_and_headings_are_english(tmp_path):
    build(tmp_path / "r.xlsx", book("en"))
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Orders"]
    assert sheet[f"{column(sheet, 'Order date')}6"].number_format == "[$-809]dd mmm yyyy"
    assert rules(sheet, "Order date").prompt.endswith("Example: 31 Dec 2026")


def test_a_column_of_the_user_headed_as_ours_keeps_its_place_under_another_name(tmp_path):
    clashing = replace(orders("fr"), custom={"Statut": ["a", "b"]})
    views = [clashing if one.record is ORDER else one for one in book().views]
    build(tmp_path / "r.xlsx", book(views=views))
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Commandes"]
    last = get_column_letter(len(ORDER.fields) + 1)
    assert [sheet[f"{last}5"].value, sheet[f"{last}6"].value] == ["Statut (2)", "a"]


def test_a_failure_leaves_the_old_workbook_whole(tmp_path, monkeypatch):
    place = tmp_path / "r.xlsx"
    build(place, book())
    before = place.read_bytes()

    def cut(sheet):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(BulkSheet, "_write_rows", cut)
    with pytest.raises(OSError, match="No space"):
        build(place, book("en"))
    assert place.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == ["r.xlsx"]


CELLS = some.one_of(
    some.none(),
    some.text(some.characters(exclude_categories=["Cs"]), max_size=12),
    some.sampled_from(["=1+1", "<r>x</r>", "_x0041_", " a ", "{=SUM(A1)}", "a\nb", "\x01", "TRUE"]),
    some.integers(-(10**9), 10**9),
    some.floats(-1e9, 1e9).map(lambda number: round(number, 4)),
    some.dates(date(1990, 1, 1), date(2100, 1, 1)),
)


@settings(max_examples=25, deadline=None)
@given(some.lists(CELLS, min_size=1, max_size=30))
def test_whatever_a_cell_holds_is_read_back_from_it(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("cells") / "r.xlsx"
    rows = [{"ref": f"TA-2026-{n:04}", "what": f"{n}"} for n in range(len(cells))]
    build(path, book(views=[view("task", rows, {"Own": list(cells)})], today=(), clashes=()))
    sheet = openpyxl.load_workbook(path)["Tâches"]
    found = [row[0] for row in sheet[f"J6:J{5 + len(cells)}"]]
    for cell, wanted in zip(found, cells, strict=True):
        assert cell.data_type != "f"
        assert as_read(cell.value) == as_read(wanted)


def as_read(value):
    """A cell without what no workbook keeps: the day as an instant, a blank as nothing."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        plain = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value)
        return plain.replace("\r", "\n") or None
    return value
