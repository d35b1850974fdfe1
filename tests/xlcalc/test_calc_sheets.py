"""Sheets, ranges, names, tables: what an assistant does to a register."""

from __future__ import annotations

import pytest

import xlcalc

pytestmark = pytest.mark.calc

REGISTER = [["File", "Customer", "Qty"], ["F1", "Alba", 3], ["F2", "Brun", 1], ["F3", "Cordier", 2]]


@pytest.fixture
def register(sheet):
    sheet["A1"].value = REGISTER
    return sheet


def test_sheets_are_added_renamed_copied_moved_and_deleted(book):
    orders = book.sheets.add("Orders", after=book.sheets["Sheet1"])
    copy = orders.copy(name="Orders of 2024")
    assert [each.name for each in book.sheets] == ["Sheet1", "Orders", "Orders of 2024"]
    copy.delete()
    orders.name = "Commandes"
    assert book.sheets["commandes"].index == 2
    with pytest.raises(ValueError, match="must not contain"):
        orders.name = "a/b"
    orders.visible = False
    assert not orders.visible


def test_cells_move_when_others_are_inserted_and_deleted(register):
    register["A2:C2"].insert("down")
    assert register["A2:A5"].value == [None, "F1", "F2", "F3"]
    register["2:2"].delete()
    assert register["A1:C4"].value == REGISTER
    register["B:B"].delete()
    assert register["A1:B2"].value == [["File", "Qty"], ["F1", 3.0]]


def test_a_sheet_still_knows_its_cells_after_a_part_of_a_row_is_deleted(register):
    other = register.book.sheets["Sheet1"]
    register["A2:B2"].delete("up")
    for _ in range(3):
        other["E5:F6"].delete("left")
    assert register["A2"].value == other["A2"].value == "F2"
    assert register["C2"].value == 3.0
    other["Z100"].value = "far"
    assert register["Z100"].value == "far"


def test_regions_and_ends_are_found(register):
    register["E10"].value = "lone"
    assert register["B2"].current_region.address == "$A$1:$C$4"
    assert register["A1"].expand().address == "$A$1:$C$4"
    assert register["A1"].end("down").address == "$A$4"
    assert register["A4"].end("down").address == "$A$1048576"
    assert register["C1"].end("left").address == "$A$1"
    assert register.used_range.address == "$A$1:$E$10"


def test_rows_are_sorted_by_several_columns(register):
    register["A5"].value = ["F4", "Alba", 1]
    register["A1:C5"].sort([2, 3], ascending=[True, False], has_headers=True)
    assert register["A2:A5"].value == ["F1", "F4", "F2", "F3"]


def test_text_is_found_and_replaced(register):
    assert register["A1:C4"].find("brun").address == "$B$3"
    assert register["A1:C4"].find("brun", match_case=True) is None
    assert register["A1:C4"].find("Bru", whole=True) is None
    register["C2"].formula = "=1+2"
    register["A1:C4"].replace_all("F", "Dossier ")
    assert register["A2:A3"].value == ["Dossier 1", "Dossier 2"]
    assert register["C2"].formula == "=1+2"


def test_duplicates_go_and_what_lies_below_stays(register):
    register["A5"].value = [["F1", "ALBA", 9], ["F2", "Brun", 8]]
    register["A9"].value = "below"
    register["A1:C6"].remove_duplicates([1, 2], has_headers=True)
    assert register["A1:C4"].value == REGISTER
    assert register["A5:A6"].value == [None, None]
    assert register["A9"].value == "below"


def test_ranges_are_copied_pasted_and_filled(register):
    register["A1:A4"].copy(register["E1"])
    assert register["E1:E4"].value == ["File", "F1", "F2", "F3"]
    register["C2"].color = (255, 0, 0)
    register["C2:C4"].copy()
    register["G2"].paste("values")
    assert register["G2:G4"].value == [3.0, 1.0, 2.0]
    assert register["G2"].color is None
    register["G6"].paste("formats")
    assert (register["G6"].color, register["G6"].value) == ((255, 0, 0), None)
    register["I1"].value = 10
    register["I1"].autofill(register["I1:I3"], "fill_copy")
    assert register["I1:I3"].value == [10.0] * 3
    with pytest.raises(NotImplementedError, match="paste 'comments'"):
        register["G2"].paste("comments")


def test_cells_are_merged_over_a_merged_part(register):
    register["E1:F1"].merge()
    register["E1:G2"].merge()
    assert register["F2"].merge_area.address == "$E$1:$G$2"
    register["E1:G2"].unmerge()
    assert not register["F2"].merge_cells


def test_names_belong_to_the_book_or_to_a_sheet(register, book):
    book.names.add("rate", "=Sheet1!$C$2")
    register.names.add("own", "=Sheet1!$A$1:$A$4")
    assert book.names["rate"].refers_to == "=Sheet1!$C$2"
    assert register["rate"].value == 3.0
    assert {name.name for name in book.names} == {"rate", "Sheet1!own"}
    register["C3"].name = "second"
    assert register["C3"].name.name == "second"
    book.names["second"].delete()
    assert register["C3"].name is None
    with pytest.raises(ValueError, match="not a valid name"):
        book.names.add("A1", "=Sheet1!$A$1")
    book.names.add("three", "=3")
    with pytest.raises(xlcalc.CalcError, match="does not stand for a range"):
        _ = book.names["three"].refers_to_range


def test_a_table_grows_computes_and_is_found_from_its_cells(register):
    table = register.tables.add(register["A1:C4"], name="Orders")
    assert register["B3"].table.name == "Orders"
    assert register["E9"].table is None
    table.rows.add(["F4", "Dumas", 5])
    assert table.range.address == "$A$1:$C$5"
    column = table.columns.add("Double")
    column.data_body_range.formula = "=[@Qty]*2"
    assert column.data_body_range.value == [6.0, 2.0, 4.0, 10.0]
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", None, None, 22.0]
    table.rows[0].delete()
    assert table.data_body_range[:, 0].value == ["F2", "F3", "F4"]
    register["A1"].value = "Dossier"
    assert table.columns[0].name == "Dossier"
    assert register["Orders[Qty]"].value == [1.0, 2.0, 5.0]


def test_rows_are_filtered_and_all_come_back(register):
    filtered = register["A1:C4"].autofilter
    filtered.apply_values(2, ["Alba", "Cordier"])
    assert _shown(register) == [True, True, False, True]
    filtered.apply_comparison(3, "greater_than", 2)
    assert _shown(register) == [True, True, False, False]
    assert [each.type for each in filtered.criteria] == ["none", "values", "comparison"]
    filtered.clear(2)
    assert _shown(register) == [True, True, False, False]
    filtered.clear()
    assert _shown(register) == [True] * 4
    filtered.apply_comparison(3, "between", 1, 2)
    assert _shown(register) == [True, False, True, True]
    assert (filtered.criteria[2].operator, filtered.criteria[2].value1) == ("between", "1")
    with pytest.raises(ValueError, match="different range"):
        register["A1:B3"].autofilter.apply_values(1, ["F1"])


def test_a_table_is_filtered_too(register):
    table = register.tables.add(register["A1:C4"], name="Orders")
    table.autofilter.apply_top_items(3, 1)
    assert _shown(register) == [True, True, False, False]
    table.autofilter.clear()
    assert _shown(register) == [True] * 4


def _shown(sheet):
    return [not sheet.range((row, 1)).rows.hidden for row in range(1, 5)]


def test_filtered_rows_are_written_like_the_others(register):
    register["A1:C4"].autofilter.apply_values(2, ["Cordier"])
    register["C2"].value = [[30], [10], [20]]
    assert register["C2:C4"].value == [30.0, 10.0, 20.0]


def test_blanks_constants_formulas_and_visible_cells_are_told_apart(register):
    register["C3"].formula = "=1+1"
    register["B4"].value = None
    part = register["A1:C4"]
    assert [each.address for each in part.get_special_cells("blanks")] == ["$B$4"]
    assert [each.address for each in part.get_special_cells("formulas")] == ["$C$3"]
    assert register["B4"].get_special_cells("constants") == []
    assert register["C3"].get_special_cells("formulas", "text") == []
    assert [each.address for each in register["A1"].get_special_cells("constants", "text")] == [
        "$A$1"
    ]
    register["2:2"].rows.hidden = True
    visible = [each.address for each in part.get_special_cells("visible")]
    assert visible == ["$A$1:$C$1", "$A$3:$C$4"]


def test_the_selection_is_where_it_was_put(register, calc_app):
    register["B2:C3"].select()
    assert calc_app.selection.address == "$B$2:$C$3"


def test_what_calc_has_not_raises_with_a_sentence(register):
    with pytest.raises(NotImplementedError, match="Pivot tables"):
        _ = register.pivot_tables
    with pytest.raises(NotImplementedError, match=r"Range\.copy_picture is not available"):
        register["A1"].copy_picture()
    with pytest.raises(NotImplementedError, match="cannot align"):
        register["A1"].horizontal_alignment = "distributed"
