"""How things look: formats, colours, borders, conditional formats, charts, pages."""

from __future__ import annotations

import openpyxl
import pytest

pytestmark = pytest.mark.calc


@pytest.mark.parametrize(
    "code",
    ["General", "0.00", "#,##0.00", "0%", "@", "dd/mm/yyyy", "yyyy-mm-dd hh:mm",
     '#,##0.00 "kg"', "[Red]-0.0;0.0", "0.00E+00"],
)  # fmt: skip
def test_a_number_format_reads_as_it_was_written(sheet, code):
    sheet["A1:B2"].number_format = code
    assert sheet["B2"].number_format == code
    sheet["A1"].number_format = "0"
    assert sheet["A1:B2"].number_format is None


def test_colours_fonts_and_alignment(sheet):
    cells = sheet["A1:B2"]
    cells.color = "#ffeeaa"
    cells.font.bold = True
    cells.font.color = (10, 20, 30)
    cells.font.size = 14
    cells.horizontal_alignment = "center"
    cells.wrap_text = True
    assert cells.color == (255, 238, 170)
    assert (cells.font.bold, cells.font.color, cells.font.size) == (True, (10, 20, 30), 14.0)
    assert (cells.horizontal_alignment, cells.wrap_text) == ("center", True)
    sheet["A1"].color = None
    assert sheet["A1"].color is None
    assert cells.color is None
    sheet["A1"].font.bold = False
    assert cells.font.bold is None


def test_a_part_of_a_text_has_a_font_of_its_own(sheet):
    sheet["A1"].value = "Incoterm FOB"
    sheet["A1"].characters[9:12].font.bold = True
    assert sheet["A1"].characters[0:8].font.bold is False
    assert sheet["A1"].characters[9:12].font.bold is True


def test_widths_heights_and_hidden_rows(sheet):
    sheet["A:B"].column_width = 20
    sheet["1:3"].row_height = 30
    assert sheet["B1"].column_width == pytest.approx(20, abs=0.2)
    assert sheet["A2"].row_height == 30
    sheet["2:2"].rows.hidden = True
    assert sheet["A2"].rows.hidden
    assert not sheet["A1"].rows.hidden
    sheet["C1"].value = "a rather long text that needs a column of its own"
    sheet["C:C"].autofit()
    assert sheet["C1"].column_width > 30


@pytest.mark.parametrize("style", ["continuous", "dash", "dot", "dash_dot", "double"])
@pytest.mark.parametrize("side", ["edge_top", "edge_right", "inside_horizontal", "diagonal_up"])
def test_a_border_reads_as_it_was_drawn(sheet, style, side):
    sheet["B2:C3"].borders.set(side, line_style=style, color=(0, 128, 0))
    border = sheet["B2:C3"].borders[side]
    assert border.line_style == style
    if side != "diagonal_up":
        assert border.color == (0, 128, 0)
    sheet["B2:C3"].borders.clear(side)
    assert border.line_style == "none"


def test_borders_have_four_weights_and_reach_the_file(sheet, book, tmp_path):
    for row, weight in enumerate(["hairline", "thin", "medium", "thick"], 1):
        sheet.range((row, 1)).borders.set("edge_left", line_style="continuous", weight=weight)
        assert sheet.range((row, 1)).borders["edge_left"].weight == weight
    book.save(tmp_path / "b.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    styles = [saved.cell(row, 1).border.left.style for row in range(1, 5)]
    assert styles == ["hair", "thin", "medium", "thick"]


def test_rules_colour_cells_and_the_newest_comes_first(sheet, book, tmp_path):
    sheet["A1"].value = [[1, "Late"], [5, "ok"], [9, "Late"]]
    rules = sheet["A1:B3"].conditional_formats
    rules.add_cell_value("greater_than", 4, fill_color="#ffc7ce", font_bold=True)
    rules.add_custom('=$B1="Late"', font_color=(156, 0, 6))
    assert [rule.type for rule in rules] == ["custom", "cell_value"]
    assert rules[0].formula == '=$B1="Late"'
    assert (rules[1].operator, rules[1].formula1) == ("greater_than", "=4")
    assert rules[1].fill_color == (255, 199, 206)
    assert (rules[1].font_bold, rules[1].font_color) == (True, None)
    rules[1].set(operator="between", formula1=2, formula2=6)
    assert rules[1].formula2 == "=6"
    book.save(tmp_path / "c.xlsx")
    found = openpyxl.load_workbook(tmp_path / "c.xlsx").active.conditional_formatting
    saved = [rule for each in found for rule in each.rules]
    assert [rule.type for rule in saved] == ["expression", "cellIs"]
    assert saved[0].formula == ['$B1="Late"']
    assert saved[1].formula == ["2", "6"]
    rules[0].delete()
    assert [rule.type for rule in rules] == ["cell_value"]
    rules.clear()
    assert len(rules) == 0


def test_a_data_bar_stays_beside_rules(sheet):
    sheet["A1"].value = [[1], [2], [3]]
    rules = sheet["A1:A3"].conditional_formats
    rules.add_data_bar("#638ec6", gradient=False)
    rules.add_cell_value("less_than", 2, font_italic=True)
    assert [rule.type for rule in rules] == ["cell_value", "data_bar"]
    assert (rules[1].bar_color, rules[1].gradient) == ((99, 142, 198), False)
    rules.add_data_bar("#00ff00", minimum=0, maximum=10, show_value=False)
    assert (rules[2].threshold_types, rules[2].thresholds) == (("number", "number"), (0.0, 10.0))
    rules[1].delete()
    assert [(rule.type, rule.show_value) for rule in rules] == [
        ("cell_value", None),
        ("data_bar", False),
    ]
    with pytest.raises(NotImplementedError, match="colour scales"):
        rules.add_color_scale(["#ff0000", "#00ff00"])


@pytest.mark.parametrize(
    "kind", ["line", "column_clustered", "bar_stacked", "pie", "area", "xy_scatter", "line_markers"]
)
def test_a_chart_shows_its_data_and_knows_its_kind(sheet, tmp_path, kind):
    sheet["A1"].value = [["", "2024", "2025"], ["Q1", 10, 12], ["Q2", 20, 18], ["Q3", 5, 9]]
    chart = sheet.charts.add(50, 60, 300, 200)
    chart.set_source_data(sheet["A1:C4"])
    chart.chart_type = kind
    chart.title = "Shipments"
    chart.name = "ships"
    again = sheet.charts["ships"]
    assert (again.chart_type, again.title) == (kind, "Shipments")
    assert (round(again.left), round(again.width)) == (50, 300)
    assert len(again.series) == 2
    again.to_png(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    again.delete()
    assert len(sheet.charts) == 0


def test_axes_series_and_legend(sheet):
    sheet["A1"].value = [["", "a", "b"], ["Q1", 10, 12], ["Q2", 20, 18]]
    chart = sheet.charts.add()
    chart.set_source_data(sheet["A1:C3"])
    chart.value_axis.set(title="tonnes", minimum_scale=0, maximum_scale=40, major_unit=10)
    assert (chart.value_axis.title, chart.value_axis.maximum_scale) == ("tonnes", 40.0)
    chart.legend.position = "bottom"
    assert chart.legend.position == "bottom"
    chart.legend.visible = False
    assert chart.legend.position is None
    chart.series[0].fill_color = (1, 2, 3)
    assert [(each.name) for each in chart.series] == ["a", "b"]
    assert chart.series[0].fill_color == (1, 2, 3)


def test_pictures_are_placed_scaled_and_replaced(sheet, tmp_path):
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    first.write_bytes(_PNG)
    second.write_bytes(_PNG)
    picture = sheet.pictures.add(str(first), name="logo", left=20, top=30, width=100, height=50)
    assert sheet.pictures["logo"].width == pytest.approx(100, abs=0.1)
    picture.top = 80
    assert sheet.shapes["logo"].top == pytest.approx(80, abs=0.1)
    assert picture.update(str(second)).name == "logo"
    with pytest.raises(FileNotFoundError):
        sheet.pictures.add(str(tmp_path / "none.png"))
    picture.delete()
    assert len(sheet.shapes) == 0


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_the_page_is_set_up_for_printing(sheet, book, tmp_path):
    sheet["A1"].value = [["a"] * 3] * 40
    setup = sheet.page_setup
    setup.print_area = "$A$1:$C$20"
    page = setup.impl
    page.landscape = True
    page.fit(wide=1)
    page.margins = (36, 36, 36, 36)
    page.repeat_rows(1, 1)
    assert setup.print_area == "$A$1:$C$20"
    assert (page.landscape, page.margins) == (True, (36.0,) * 4)
    book.save(tmp_path / "p.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    assert saved.page_setup.orientation == "landscape"
    assert saved.print_title_rows == "$1:$1"


def test_notes_links_and_validation(sheet):
    sheet["A1"].add_note("Ask the carrier")
    assert sheet["A1"].note.text == "Ask the carrier"
    assert [note.location.address for note in sheet.notes] == ["$A$1"]
    sheet["A1"].note.delete()
    assert sheet["A1"].note is None
    sheet["B1"].add_hyperlink("https://example.org/f1", "F1")
    assert (sheet["B1"].hyperlink, sheet["B1"].value) == ("https://example.org/f1", "F1")
    with pytest.raises(Exception, match="contain a hyperlink"):
        _ = sheet["C1"].hyperlink
    rule = sheet["D1:D9"].data_validation
    rule.set_list(["open", 'on "hold"', "closed"])
    assert (rule.type, rule.source) == ("list", 'open,on "hold",closed')
    sheet["F1"].value = [["FOB"], ["CIF"]]
    rule.set_list(sheet["F1:F2"])
    assert rule.source == "=Sheet1!$F$1:$F$2"
    rule.delete()
    assert rule.type == "none"


def test_panes_are_frozen_and_lines_hidden(sheet, book, tmp_path):
    sheet["A1"].value = [["a", "b", "c"]] * 5
    sheet.freeze_panes.freeze_at("A1:B2")
    book.save(tmp_path / "f.xlsx")
    assert openpyxl.load_workbook(tmp_path / "f.xlsx").active.freeze_panes == "C3"
    sheet.freeze_panes.unfreeze()
    book.save()
    assert openpyxl.load_workbook(tmp_path / "f.xlsx").active.freeze_panes is None
    sheet.show_gridlines = False
    assert not sheet.show_gridlines
