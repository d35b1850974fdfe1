"""What a patch changes in a closed workbook, and what it must not."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwings

from comptoir.sheets.closed import CellError, TableChanges, patch, read_sheet, read_table

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning"),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style:UserWarning"),
]
SHEET = "xl/worksheets/sheet1.xml"
MORE = TableChanges(
    "Orders", rows=[{"Ref": "A4", "Qty": 4, "Due": date(2026, 2, 2), "Term": "EXW"}]
)


def sheet_of(path):
    with zipfile.ZipFile(path) as package:
        return package.read(SHEET).decode()


def rows_of(path, name="Orders"):
    return read_table(path, name).rows


# ------------------------------------------------------------------------ cells


def test_one_cell_changes_one_cell(orders, tools):
    before, sheet = tools.raw_parts(orders), sheet_of(orders)
    done = patch(orders, [TableChanges("Orders", cells={("A2", "Term"): "EXW"}, key="Ref")])
    after = tools.raw_parts(orders)
    assert (done.cells, done.rows) == (1, 0)
    assert list(after) == list(before)
    touched = {SHEET, "xl/worksheets/sheet2.xml"}  # the second one adds the table up
    assert {name for name in before if before[name] != after[name]} == touched
    cell = '<c r="E5" t="inlineStr"><is><t>EXW</t></is></c>'
    old = sheet[sheet.index('<c r="E5"') : sheet.index('<c r="F5"')]
    expected = sheet.replace(old, cell).replace('<row r="5" spans="2:6"', '<row r="5"')
    assert sheet_of(orders) == expected.replace("*2</f><v>4</v>", "*2</f>")


def test_the_same_patch_again_changes_nothing(orders):
    again = TableChanges(
        "Orders",
        cells={("A2", "Qty"): Decimal("2.50"), ("A4", "Term"): "FOB"},
        rows=[{"Ref": "A4", "Qty": 4}, {"Ref": "A3", "Qty": 33}],
        notes={("A2", "Qty"): "theirs: 3"},
        key="Ref",
    )
    first = patch(orders, [again], hidden={"_memory": [["a", 1.5], [], ["b"]]})
    assert first.changed
    assert first.rows == 1
    data, clock = orders.read_bytes(), orders.stat().st_mtime_ns
    second = patch(orders, [again], hidden={"_memory": [["a", 1.5], [], ["b"]]})
    assert not second.changed
    assert second.backup is None
    assert (orders.read_bytes(), orders.stat().st_mtime_ns) == (data, clock)


@pytest.mark.parametrize(
    ("heading", "value", "found"),
    [
        ("Qty", 12, 12.0),
        ("Qty", Decimal("1234567.89"), 1234567.89),
        ("Qty", -0.000001, -0.000001),
        ("Qty", "12", "12"),
        ("Qty", True, True),
        ("Qty", None, ""),
        ("Qty", CellError("#N/A"), CellError("#N/A")),
        ("Qty", date(2026, 3, 1), date(2026, 3, 1)),
        ("Qty", datetime(2026, 3, 1, 14, 30), datetime(2026, 3, 1, 14, 30)),
        ("Qty", time(9, 15), time(9, 15)),
        (
            "Qty",
            datetime(2026, 3, 1, 14, 30, 15, 250_000),
            datetime(2026, 3, 1, 14, 30, 15, 250_000),
        ),
        ("Due", date(1900, 1, 1), date(1900, 1, 1)),
        ("Qty", timedelta(hours=36), timedelta(hours=36)),
        ("Due", 45, 45.0),
        ("Due", date(1900, 2, 28), date(1900, 2, 28)),
        ("Due", date(1900, 3, 1), date(1900, 3, 1)),
        ("Due", date(9999, 12, 31), date(9999, 12, 31)),
        ("Term", "  two  spaces ", "  two  spaces "),
        ("Term", "a\nb\tc", "a\nb\tc"),
        ("Term", "<b> & \"c\" 'd' ]]>", "<b> & \"c\" 'd' ]]>"),
        ("Term", "_x0041_ _x", "_x0041_ _x"),
        ("Term", "été 北京 🚢", "été 北京 🚢"),
        ("Term", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("Term", "+33 1 23 45", "+33 1 23 45"),
        ("Term", "-12", "-12"),
        ("Term", "@SUM(A1)", "@SUM(A1)"),
        ("Term", "#N/A", "#N/A"),
        ("Term", "x" * 32_767, "x" * 32_767),
    ],
)
def test_every_value_reads_back_as_it_was_asked(orders, heading, value, found):
    patch(orders, [TableChanges("Orders", cells={(1, heading): value})])
    shown = read_table(orders, "Orders")
    cell = shown.rows[1][shown.heads.index(heading)]
    assert cell == found
    assert type(cell) is type(found)
    assert not patch(orders, [TableChanges("Orders", cells={(1, heading): value})]).changed


def test_text_that_looks_like_a_formula_is_quoted_for_good(orders):
    patch(orders, [TableChanges("Orders", cells={(0, "Term"): "=1+1"})])
    cell = openpyxl.load_workbook(orders)["Orders"]["E4"]
    assert (cell.data_type, cell.value, cell._style.quotePrefix) == ("s", "=1+1", 1)


def test_styles_are_only_added(orders, tools):
    before = tools.parts_of(orders)["xl/styles.xml"]
    patch(orders, [TableChanges("Orders", cells={(0, "Qty"): date(2026, 1, 1)})])
    after = tools.parts_of(orders)["xl/styles.xml"].decode()
    new = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    expected = before.decode().replace("</cellXfs>", f"{new}</cellXfs>")
    assert after == expected.replace('cellXfs count="2"', 'cellXfs count="3"')


def test_a_formula_of_the_user_is_left_alone_and_told(orders):
    change = TableChanges("Orders", cells={(0, "Twice"): 99, (0, "Qty"): 5})
    done = patch(orders, [change])
    assert done.computed == ("Orders!F4",)
    assert done.cells == 1
    assert "<f>Orders[[#This Row],[Qty]]*2</f>" in sheet_of(orders)


# ----------------------------------------------------------------------- growth


def test_a_new_row_looks_like_those_above(orders):
    done = patch(orders, [MORE])
    assert (done.rows, read_table(orders, "Orders").ref) == (1, "B3:F7")
    book = openpyxl.load_workbook(orders)
    sheet = book["Orders"]
    assert sheet["D7"].number_format == "dd/mm/yyyy"
    assert sheet["F7"].value == "=Orders[[#This Row],[Qty]]*2"
    assert sheet.row_dimensions[7].height == 30
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["E4:E7"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C4:C7"]
    assert "<xm:sqref>C4:C7</xm:sqref>" in sheet_of(orders)
    assert sheet.print_area == "'Orders'!$B$3:$F$7"
    assert sheet.tables["Orders"].autoFilter.ref == "B3:F7"
    assert book.defined_names["Terms"].value == "Orders!$E$4:$E$7"
    assert sheet.dimensions == "B3:F7"


def test_blank_rows_at_the_end_are_filled_first(tmp_path):
    path = tmp_path / "blank.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    heads = [{"header": "Ref"}, {"header": "Qty"}, {"header": "Twice", "formula": "=[@Qty]*2"}]
    sheet.add_table("A1:C4", {"name": "T", "columns": heads})
    sheet.write_string("A2", "A1")
    book.close()
    patch(path, [TableChanges("T", rows=[{"Ref": "A2", "Qty": 1}, {"Ref": "A3"}, {"Ref": "A4"}])])
    shown = read_table(path, "T")
    assert shown.ref == "A1:C5"
    assert [row[0] for row in shown.rows] == ["A1", "A2", "A3", "A4"]


def test_a_table_with_one_blank_row_takes_its_first(tmp_path):
    path = tmp_path / "empty.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().add_table("A1:A2", {"name": "T", "columns": [{"header": "Ref"}]})
    book.close()
    patch(path, [TableChanges("T", rows=[{"Ref": "A1"}])])
    assert (read_table(path, "T").ref, rows_of(path, "T")) == ("A1:A2", [["A1"]])


def test_a_mark_on_the_last_row_alone_stays_there(tmp_path):
    path = tmp_path / "marked.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    sheet.add_table("A1:B5", {"name": "T", "columns": [{"header": "Ref"}, {"header": "Qty"}]})
    for row in range(1, 5):
        sheet.write_row(row, 0, [f"A{row}", row])
    sheet.conditional_format("B5", {"type": "no_blanks", "format": bold})
    sheet.conditional_format("A2:A5", {"type": "no_blanks", "format": bold})
    sheet.conditional_format("A2:B3", {"type": "no_blanks", "format": bold})
    book.close()
    patch(path, [TableChanges("T", rows=[{"Ref": "A5"}])])
    found = {
        str(one.sqref) for one in openpyxl.load_workbook(path)["Sheet1"].conditional_formatting
    }
    assert found == {"B5", "A2:A6", "A2:B3"}


SHARED = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t>'
    '</is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><f t="shared" ref="B2:B4" si="0">'
    'A2*$A$2</f><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c><c r="B3"><f t="shared" si="0"/>'
    '<v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c><c r="B4"><f t="shared" si="0"/><v>3</v>'
    "</c></row>"
)


def test_a_shared_formula_next_door_is_kept_and_continued(tmp_path, tools):
    path = tools.handmade(tmp_path / "shared.xlsx", SHARED, "A1:B4", ["a", "b"])
    patch(path, [TableChanges("T", cells={(0, "a"): 5}, rows=[{"a": 4}])])
    sheet = sheet_of(path)
    assert '<f t="shared" ref="B2:B4" si="0">A2*$A$2</f></c>' in sheet
    assert sheet.count('<f t="shared" si="0"/></c>') == 2
    assert '<c r="B5"><f>A5*$A$2</f></c>' in sheet


def test_an_array_formula_next_door_is_kept(tmp_path, tools):
    row = (
        '<row r="2"><c r="A2"><v>1</v></c><c r="C2" cm="1"><f t="array" ref="C2:C3">A2:A3*2</f>'
        '<v>2</v></c></row><row r="3"><c r="A3"><v>2</v></c><c r="C3"><v>4</v></c></row>'
    )
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    path = tools.handmade(tmp_path / "array.xlsx", head + row, "A1:A3", ["a"])
    patch(path, [TableChanges("T", cells={(0, "a"): 5}, rows=[{"a": 6}])])
    sheet = sheet_of(path)
    assert '<c r="C2" cm="1"><f t="array" ref="C2:C3">A2:A3*2</f></c>' in sheet
    assert '<c r="C3"><v>4</v></c>' in sheet
    assert sheet.endswith("</worksheet>")


# ----------------------------------------------------- whoever wrote the file


@pytest.mark.parametrize("prefix", ["", "x", "ss"])
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("from_1904", [False, True])
def test_namespaces_prefixes_and_date_systems(tmp_path, tools, prefix, strict, from_1904):
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2" spans="1:2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>40000</v></c></row>'
    )
    texts = ["<t>Ref</t>", "<t>Due</t>", '<r><t xml:space="preserve">A </t></r><r><t>1</t></r>']
    path = tools.handmade(
        tmp_path / "hand.xlsx", rows, "A1:B2", ["Ref", "Due"],
        prefix=prefix, strict=strict, from_1904=from_1904, shared=texts,
    )  # fmt: skip
    day = date(2026, 11, 23)
    change = TableChanges(
        "T",
        cells={("A 1", "Due"): day},
        rows=[{"Ref": "A 2", "Due": day}],
        notes={("A 1", "Due"): "note"},
        key="Ref",
    )
    patch(path, [change], hidden={"_memory": [["x"]]})
    shown = read_table(path, "T")
    assert shown.rows == [["A 1", day], ["A 2", day]]
    assert read_sheet(path, "_memory") == [["x"]]
    assert not patch(path, [change], hidden={"_memory": [["x"]]}).changed
    if not strict:
        book = openpyxl.load_workbook(path)
        assert book["S"]["B3"].value == datetime(2026, 11, 23)
        assert book["S"]["B2"].comment.text == "Comptoir:\nnote"


def test_cells_and_rows_that_do_not_say_where_they_are(tmp_path, tools):
    rows = (
        "<row><c t='inlineStr'><is><t>Ref</t></is></c>"
        "<c t='inlineStr'><is><t>Qty</t></is></c></row>"
        "<row><c t='inlineStr'><is><t>A1</t></is></c><c><v>1</v></c></row>"
        "<row><c t='inlineStr'><is><t>A2</t></is></c></row>"
    )
    path = tools.handmade(tmp_path / "bare.xlsx", rows, "A1:B3", ["Ref", "Qty"])
    change = TableChanges("T", cells={("A2", "Qty"): 2}, rows=[{"Ref": "A3", "Qty": 3}], key="Ref")
    patch(path, [change])
    assert rows_of(path, "T") == [["A1", 1.0], ["A2", 2.0], ["A3", 3.0]]


def test_rows_that_are_not_there(tmp_path, tools):
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c></row><row r="3" ht="20"/>'
    path = tools.handmade(tmp_path / "gaps.xlsx", head, "A1:A5", ["Ref"])
    patch(path, [TableChanges("T", cells={(0, "Ref"): "a", (1, "Ref"): "b", (3, "Ref"): "d"})])
    assert rows_of(path, "T") == [["a"], ["b"], ["d"][:0] or [""], ["d"]]
    assert '<row r="3" ht="20"><c r="A3"' in sheet_of(path)


def test_a_table_on_a_sheet_of_no_rows_at_all(tmp_path, tools):
    path = tools.handmade(tmp_path / "none.xlsx", "", "A1:A2", ["Ref"])
    tools.rewrite(path, {SHEET: tools.swap(b"<sheetData></sheetData>", b"<sheetData/>")})
    assert patch(path, hidden={"S2": [["kept"]]}).changed
    assert read_sheet(path, "S2") == [["kept"]]
    assert "<sheetData/>" in sheet_of(path)


def test_a_file_saved_by_openpyxl(tmp_path):
    path = tmp_path / "openpyxl.xlsx"
    book = openpyxl.Workbook()
    for row in (["Ref", "Qty", "Sum"], ["A1", 1, "=B2*2"], ["A2", 2, "=B3*2"]):
        book.active.append(row)
    table = openpyxl.worksheet.table.Table(displayName="T", ref="A1:C3")
    book.active.add_table(table)
    book.save(path)
    patch(path, [TableChanges("T", cells={("A1", "Qty"): 7}, rows=[{"Ref": "A3"}], key="Ref")])
    sheet = openpyxl.load_workbook(path).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert values == [["A1", 7, "=B2*2"], ["A2", 2, "=B3*2"], ["A3", None, "=B4*2"]]


# ------------------------------------------------------------- stale values


def test_what_depends_on_a_change_is_computed_anew(orders, tools):
    patch(orders, [TableChanges("Orders", cells={(0, "Qty"): 5})])
    parts = tools.parts_of(orders)
    assert b"<f>SUM(Orders[Qty])</f></c>" in parts["xl/worksheets/sheet2.xml"]
    assert b"<f>1+1</f><v>2</v>" in parts["xl/worksheets/sheet2.xml"]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    sheet = parts[SHEET].decode()
    assert re.search(r'<c r="F4"><f>[^<]*</f></c>', sheet)
    assert re.search(r'<c r="F5"><f>[^<]*</f><v>4</v></c>', sheet), "its own row did not change"


@pytest.fixture
def chained(tmp_path):
    """A sheet that depends on the table by a name, one that depends on that, one on neither."""
    path = tmp_path / "chain.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    sheet.add_table("A1:A2", {"name": "T", "columns": [{"header": "Qty"}]})
    sheet.write_number("A2", 1)
    book.define_name("Volume", "=Orders!$A$2")
    for name, formula in {
        "Named": "=Volume*2",
        "It's far": "=Named!A1*2",
        "Last": "='It''s far'!A1",
        "Loose": "=INDIRECT(B1)",
        "Alone": "=Ordersx+1",
    }.items():
        book.add_worksheet(name).write_formula("A1", formula, None, 111)
    book.close()
    return path


def test_dependence_is_followed_through_names_and_sheets(chained):
    patch(chained, [TableChanges("T", cells={(0, "Qty"): 3})])
    book = openpyxl.load_workbook(chained, data_only=True)
    found = {name: book[name]["A1"].value for name in book.sheetnames[1:]}
    gone = dict.fromkeys(["Named", "It's far", "Last", "Loose"])
    assert found == {**gone, "Alone": 111}


def test_the_calculation_chain_goes_only_when_formulas_come(orders, tools):
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    chain = b"<calcChain " + space + b'><c r="F4" i="1"/></calcChain>'
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    )
    tools.rewrite(
        orders,
        {
            "xl/calcChain.xml": chain,
            "xl/_rels/workbook.xml.rels": tools.swap(b"</Relationships>", relation),
            "[Content_Types].xml": tools.swap(
                b"</Types>",
                b'<Override PartName="/xl/calcChain.xml" ContentType="' + kind + b'"/></Types>',
            ),
        },
    )
    patch(orders, [TableChanges("Orders", cells={(0, "Qty"): 5})])
    assert tools.parts_of(orders)["xl/calcChain.xml"] == chain
    patch(orders, [MORE])
    parts = tools.parts_of(orders)
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"] + parts["xl/_rels/workbook.xml.rels"]


# ---------------------------------------------------------------------- notes


@pytest.fixture
def noted(tmp_path):
    """A table with a note of the user's on its first order."""
    path = tmp_path / "noted.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    sheet.add_table("A1:B4", {"name": "Orders", "columns": [{"header": "Ref"}, {"header": "Qty"}]})
    for row in range(1, 4):
        sheet.write_row(row, 0, [f"A{row}", row])
    sheet.write_comment("B2", "call them", {"author": "Anna"})
    sheet.insert_button("D2", {"macro": "x", "caption": "Go"})
    book.close()
    return path


def notes_in(path):
    cells = openpyxl.load_workbook(path)["Orders"]["B2:B4"]
    found = [cell.comment and (cell.comment.author, cell.comment.text) for (cell,) in cells]
    return [one and (one[0], one[1].removeprefix("Comptoir:\n")) for one in found]


def test_notes_come_change_and_go_beside_those_of_the_user(noted, tools):
    def ask(**notes):
        wishes = {(int(row[1:]), "Qty"): text for row, text in notes.items()}
        return patch(noted, [TableChanges("Orders", notes=wishes)])

    shapes = tools.parts_of(noted)["xl/drawings/vmlDrawing1.vml"]
    done = ask(r0="mine", r1="yours: 2\n<theirs>: 3", r2=" spaced ")
    assert (done.notes, done.annotated) == (2, ("Orders!B2",))
    mine = ("Anna", "call them")
    assert notes_in(noted) == [
        mine,
        ("Comptoir", "yours: 2\n<theirs>: 3"),
        ("Comptoir", " spaced "),
    ]
    new = tools.parts_of(noted)["xl/drawings/vmlDrawing1.vml"]
    assert new.startswith(shapes[: shapes.rindex(b"</xml>")])
    ids = re.findall(rb'id="_x0000_s(\d+)"', new)
    assert len(ids) == len(set(ids)) == 4
    changed = ask(r1="changed", r2=None, r0=None)
    assert (changed.notes, SHEET in changed.parts) == (2, False)
    assert notes_in(noted) == [mine, ("Comptoir", "changed"), None]
    ask(r1=None)
    assert notes_in(noted) == [mine, None, None]
    assert tools.parts_of(noted)["xl/drawings/vmlDrawing1.vml"] == shapes


def test_the_first_note_of_a_sheet_brings_its_drawing(orders, tools):
    patch(orders, [TableChanges("Orders", notes={("A2", "Term"): "hello"}, key="Ref")])
    sheet = sheet_of(orders)
    assert sheet.index("<legacyDrawing") < sheet.index("<tableParts")
    assert openpyxl.load_workbook(orders)["Orders"]["E5"].comment.text == "Comptoir:\nhello"
    values = tools.parts_of(orders)["xl/worksheets/sheet2.xml"]
    assert b"<v>6</v>" in values, "a note changes no value"


def test_a_drawing_that_names_its_parts_otherwise(tmp_path):
    path = tmp_path / "openpyxl.xlsx"
    book = openpyxl.Workbook()
    for row in (["Ref", "Qty"], ["A1", 1], ["A2", 2]):
        book.active.append(row)
    book.active.add_table(openpyxl.worksheet.table.Table(displayName="T", ref="A1:B3"))
    book.active["A2"].comment = openpyxl.comments.Comment("mine", "Anna")
    book.save(path)
    patch(path, [TableChanges("T", notes={(0, "Qty"): "one", (1, "Qty"): "two"})])
    book = openpyxl.load_workbook(path)  # which spells our shapes in its own way
    book.save(path)
    patch(path, [TableChanges("T", notes={(0, "Qty"): None})])
    sheet = openpyxl.load_workbook(path).active
    assert [sheet[place].comment is None for place in ("A2", "B2", "B3")] == [False, True, False]
    with zipfile.ZipFile(path) as package:
        (drawing,) = (name for name in package.namelist() if name.endswith(".vml"))
        assert len(re.findall(rb'ObjectType="Note"', package.read(drawing))) == 2


# -------------------------------------------------------------- hidden sheets


def test_the_sheet_that_remembers_is_made_and_replaced(orders, tools):
    first = [["seen", ":P1;P2"], ["at", ":2026"], [], ["", 3.5]]
    assert patch(orders, hidden={"_comptoir & co": first}).changed
    book = openpyxl.load_workbook(orders)
    assert book["_comptoir & co"].sheet_state == "veryHidden"
    assert book.sheetnames[-1] == "_comptoir & co"
    assert read_sheet(orders, "_comptoir & co") == first
    before = tools.raw_parts(orders)
    assert patch(orders, hidden={"_comptoir & co": [["seen", ":P1"]]}).parts == (
        "xl/worksheets/sheet4.xml",
    )
    assert read_sheet(orders, "_comptoir & co") == [["seen", ":P1"]]
    after = tools.raw_parts(orders)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet4.xml"}


# -------------------------------------------------------------------- shorter


def test_a_table_that_shows_less_ends_earlier(orders, tools):
    change = TableChanges("Orders", cells={(0, "Qty"): 7}, length=1)
    done = patch(orders, [change])
    shown = read_table(orders, "Orders")
    assert (shown.ref, [row[0] for row in shown.rows], shown.rows[0][1]) == ("B3:F4", ["A1"], 7)
    assert done.cells == 1 + 2 * 5
    sheet = openpyxl.load_workbook(orders)["Orders"]
    assert [[cell.value for cell in row] for row in sheet["B5:F6"]] == [[None] * 5] * 2
    assert sheet["D5"].number_format == "dd/mm/yyyy"
    assert sheet.tables["Orders"].autoFilter.ref == "B3:F4"
    assert not patch(orders, [change]).changed


def test_a_table_keeps_a_row_and_grows_again(orders):
    patch(orders, [TableChanges("Orders", length=0, cells={(0, "Ref"): None, (0, "Qty"): None})])
    assert read_table(orders, "Orders").ref == "B3:F4"
    rows = [{"Ref": f"A{at}", "Qty": at} for at in range(1, 6)]
    patch(orders, [TableChanges("Orders", rows=rows, length=5)])
    shown = read_table(orders, "Orders")
    assert (shown.ref, [row[0] for row in shown.rows][1:]) == (
        "B3:F9",
        ["A1", "A2", "A3", "A4", "A5"],
    )


# ---------------------------------------------------------------------- links


def links_in(path):
    cells = [cell for row in openpyxl.load_workbook(path)["Orders"].iter_rows() for cell in row]
    return {cell.coordinate: cell.hyperlink.location for cell in cells if cell.hyperlink}


def test_links_lead_where_they_are_asked_to(orders, tools):
    def ask(**links):
        wishes = {(int(row[1:]), "Ref"): place for row, place in links.items()}
        return patch(orders, [TableChanges("Orders", links=wishes)]).links

    assert ask(r0="'My \"own\" & co'!A7", r1="Mine!A1") == 2
    sheet = sheet_of(orders)
    assert sheet.index("</dataValidations>") < sheet.index("<hyperlinks>") < sheet.index("<pageM")
    assert links_in(orders) == {"B4": "'My \"own\" & co'!A7", "B5": "Mine!A1"}
    assert ask(r0="Other!A1", r1="Mine!A1", r2=None) == 1
    assert links_in(orders) == {"B4": "Other!A1", "B5": "Mine!A1"}
    assert ask(r0=None, r1=None) == 2
    assert "hyperlink" not in sheet_of(orders)


def test_a_new_row_has_its_link(orders):
    change = TableChanges(
        "Orders", rows=[{"Ref": "A4"}], links={("A4", "Ref"): "Mine!A1"}, key="Ref"
    )
    assert patch(orders, [change]).links == 1
    assert links_in(orders) == {"B7": "Mine!A1"}
    assert not patch(orders, [change]).changed


# ------------------------------------------------------------- saved by Excel

ROWS_OF_EXCEL = (
    b'<sheetData><row r="1" spans="1:3" x14ac:dyDescent="0.3"><c r="A1" t="inlineStr"><is><t>Ref'
    b'</t></is></c><c r="B1" t="inlineStr"><is><t>Qty</t></is></c><c r="C1" t="inlineStr"><is><t>'
    b'Twice</t></is></c></row><row r="2" spans="1:3" x14ac:dyDescent="0.3"><c r="A2"'
    b' t="inlineStr"><is><t>A1</t></is></c><c r="B2"><v>1</v></c><c r="C2">'
    b"<f>T[[#This Row],[Qty]]*2</f><v>2</v></c></row></sheetData>"
)
TABLE_OF_EXCEL = (
    b'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:mc="http://'
    b'schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr xr3" xmlns:xr="http://'
    b'schemas.microsoft.com/office/spreadsheetml/2014/revision" xmlns:xr3="http://schemas.microsoft'
    b'.com/office/spreadsheetml/2016/revision3" id="1" xr:uid="{1}" name="T" displayName="T"'
    b' ref="A1:C2" totalsRowShown="0"><autoFilter ref="A1:C2" xr:uid="{2}"/><sortState xmlns:xlrd2='
    b'"urn:x" ref="A2:C2"><sortCondition ref="B2"/></sortState><tableColumns count="3"><tableColumn'
    b' id="1" xr3:uid="{3}" name="Ref"/><tableColumn id="2" xr3:uid="{4}" name="Qty"/><tableColumn'
    b' id="3" xr3:uid="{5}" name="Twice"><calculatedColumnFormula>T[[#This Row],[Qty]]*2'
    b"</calculatedColumnFormula></tableColumn></tableColumns></table>"
)


@pytest.fixture
def saved_by_excel(tmp_path, tools):
    """A macro workbook that Excel itself has saved (it comes with xlwings), given a table."""
    path = tmp_path / "excel.xlsm"
    path.write_bytes((Path(xlwings.__file__).parent / "quickstart.xlsm").read_bytes())
    space = b"http://schemas.openxmlformats.org/package/2006/relationships"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
    parts = b'<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    content = b"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
    override = b'<Override PartName="/xl/tables/table1.xml" ContentType="' + content + b'"/>'
    return tools.rewrite(
        path,
        {
            SHEET: lambda data: data.replace(b"<sheetData/>", ROWS_OF_EXCEL).replace(
                b"</worksheet>", parts
            ),
            "xl/tables/table1.xml": TABLE_OF_EXCEL,
            "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships xmlns="'
            + space
            + b'"><Relationship Id="rId1" Type="'
            + kind
            + b'" Target="../tables/table1.xml"/></Relationships>',
            "[Content_Types].xml": tools.swap(b"</Types>", override + b"</Types>"),
        },
    )


def test_a_workbook_saved_by_excel(saved_by_excel, tools):
    before = tools.raw_parts(saved_by_excel)
    change = TableChanges(
        "T",
        cells={("A1", "Qty"): 3},
        rows=[{"Ref": "A2", "Qty": 5}],
        notes={("A2", "Qty"): "new"},
        key="Ref",
    )
    patch(saved_by_excel, [change], hidden={"_memory": [["x"]]})
    after, parts = tools.raw_parts(saved_by_excel), tools.parts_of(saved_by_excel)
    kept = {name for name in before if before[name] == after[name]}
    assert {"xl/vbaProject.bin", "xl/styles.xml", "xl/theme/theme1.xml"} <= kept
    table = TABLE_OF_EXCEL.replace(b'ref="A1:C2"', b'ref="A1:C3"')
    table = table.replace(b'ref="A2:C2"', b'ref="A2:C3"').replace(b'ref="B2"', b'ref="B2:B3"')
    assert parts["xl/tables/table1.xml"] == table
    row = b'<row r="3" x14ac:dyDescent="0.3"><c r="A3" t="inlineStr"><is><t>A2</t></is></c>'
    row += b'<c r="B3"><v>5</v></c><c r="C3"><f>T[[#This Row],[Qty]]*2</f></c></row></sheetData>'
    assert row in parts[SHEET]
    assert read_sheet(saved_by_excel, "_memory") == [["x"]]
    book = openpyxl.load_workbook(saved_by_excel, keep_vba=True)
    assert book["Sheet1"]["B3"].comment.text == "Comptoir:\nnew"
    book.vba_archive.close()
    assert not patch(saved_by_excel, [change], hidden={"_memory": [["x"]]}).changed
