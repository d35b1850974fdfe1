"""A register its user has dressed up with everything spreadsheets offer, saved closed.

Whatever is not ours is byte for byte what it was. The objects are made by XlsxWriter,
by LibreOffice (which saves the whole in its own way) and by hand where no library can.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from comptoir.sheets.closed import TableChanges, patch, read_sheet, read_table
from office import converted

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*not supported:UserWarning"),
    pytest.mark.filterwarnings("ignore:.*is not supported and will be removed:UserWarning"),
    pytest.mark.filterwarnings("ignore:Cannot parse header or footer:UserWarning"),
    pytest.mark.filterwarnings("ignore:.*no default style:UserWarning"),
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
OFFICE = "http://schemas.microsoft.com/office"
TERMS = ("FOB", "CIF", "DAP")
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"

KINDS = {
    "sparklines": (SHEET, rb"x14:sparklineGroup "),
    "2010 data bars": (SHEET, rb"x14:dataBar "),
    "icon sets": (SHEET, rb"<iconSet"),
    "colour scales": (SHEET, rb"<colorScale>"),
    "drop-downs": (SHEET, rb'<dataValidation type="list"'),
    "input messages": (SHEET, rb"promptTitle="),
    "check boxes": ("xl/featurePropertyBag/featurePropertyBag.xml", rb"Checkbox"),
    "rich text": ("xl/sharedStrings.xml", rb"<r><rPr>"),
    "hyperlinks": (SHEET, rb"<hyperlink "),
    "merged cells": (SHEET, rb"<mergeCell "),
    "frozen heads": (SHEET, rb'state="frozen"'),
    "outline groups": (SHEET, rb'outlineLevel="1"'),
    "print set-up": (SHEET, rb"<oddFooter>|<headerFooter"),
    "page breaks": (SHEET, rb"<rowBreaks"),
    "ignored errors": (SHEET, rb"<ignoredErrors>"),
    "notes": ("xl/comments1.xml", rb"call them"),
    "form button": ("xl/drawings/vmlDrawing1.vml", rb"ObjectType=\"Button\""),
    "charts": ("xl/charts/chart1.xml", rb"lineChart"),
    "chart sheet": ("xl/chartsheets/sheet1.xml", rb"chartsheet"),
    "text box": ("xl/drawings/drawing1.xml", rb"txBox=\"1\""),
    "picture": ("xl/media/image1.png", rb"PNG"),
    "header picture": ("xl/drawings/_rels/vmlDrawing2.vml.rels", rb"image"),
    "dynamic array": ("xl/metadata.xml", rb"XLDAPR"),
    "array formula": ("xl/worksheets/sheet2.xml", rb't="array"'),
    "protected sheet": ("xl/worksheets/sheet3.xml", rb"<sheetProtection "),
    "VBA": ("xl/vbaProject.bin", rb"not really code"),
    "document properties": ("docProps/custom.xml", rb"Customer file"),
    "slicer": ("xl/slicers/slicer1.xml", rb"Slicer_Term"),
    "slicer cache": ("xl/slicerCaches/slicerCache1.xml", rb"tableSlicerCache"),
    "pivot table": ("xl/pivotTables/pivotTable1.xml", rb"pivotTableDefinition"),
    "pivot cache": ("xl/pivotCache/pivotCacheRecords1.xml", rb"pivotCacheRecords"),
    "threaded comments": ("xl/threadedComments/threadedComment1.xml", rb"Shall we ship"),
    "persons": ("xl/persons/person.xml", rb"Anna"),
    "custom XML": ("customXml/item1.xml", rb"dossier"),
    "external link": ("xl/externalLinks/externalLink1.xml", rb"externalBook"),
    "custom views": (BOOK, rb"<customWorkbookView "),
    "named style": ("xl/styles.xml", rb'name="Urgent"'),
    "added sheets": (BOOK, rb'name="My notes"'),
    "printer settings": ("xl/printerSettings/printerSettings1.bin", rb"\x01\x02printer"),
    "future extension": (SHEET, rb"urn:of-the-future"),
}


def png():
    """A red dot."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">L", len(data)) + body + struct.pack(">L", zlib.crc32(body))

    head = struct.pack(">LLBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def written_by_xlsxwriter(path):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    mine, locked = book.add_worksheet("My notes"), book.add_worksheet("Locked")
    pivot = book.add_worksheet("Pivot")
    bold, red = book.add_format({"bold": True}), book.add_format({"bg_color": "#FF8888"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    book.add_vba_project(io.BytesIO(b"not really code"), True)
    fill_orders(sheet, book, bold, red, day)
    sheet.write_comment("B5", "call them", {"author": "Anna"})
    sheet.insert_button("L2", {"macro": "Go", "caption": "Go"})
    sheet.insert_textbox("L5", "Remember the cut-off")
    sheet.insert_image("L12", "dot.png", {"image_data": io.BytesIO(png())})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Orders!$C$5:$C$7", "categories": "=Orders!$B$5:$B$7"})
    sheet.insert_chart("L16", chart)
    mine.write_dynamic_array_formula("A1:A3", "=SORT(Orders[Qty])", None, 1)
    mine.write_array_formula("C1:C3", "{=TRANSPOSE(E1:G1)}", None, 4)
    mine.write_formula("H1", "=SUM(Orders[Qty])", None, 6)
    mine.write_formula("H2", "=1+1", None, 2)
    mine.write_rich_string("A9", "half ", bold, "bold")
    locked.protect("secret")
    locked.write("A1", "constant")
    pivot.write_row("A3", ["Row Labels", "Sum of Qty"])
    for at, row in enumerate([["FOB", 1], ["CIF", 2], ["DAP", 3], ["Grand Total", 6]], 3):
        pivot.write_row(at, 0, row)
    shown = book.add_chartsheet("Graph")
    column = book.add_chart({"type": "column"})
    column.add_series({"values": "=Orders!$C$5:$C$7"})
    shown.set_chart(column)
    book.define_name("Quantities", "=Orders!$C$5:$C$7")
    book.set_custom_property("Customer file", "EX-2026")
    book.set_properties({"title": "Register", "author": "Anna"})
    book.close()


def fill_orders(sheet, book, bold, red, day):
    heads = [{"header": head} for head in ("Ref", "Qty", "Due", "Term", "Done", "Remark")]
    heads.append({"header": "Twice", "formula": "=[@Qty]*2"})
    sheet.add_table("B4:H7", {"name": "Orders", "columns": heads})
    sheet.merge_range("B1:F1", "Register of orders", bold)
    for at, term in enumerate(TERMS, 1):
        row = at + 3
        sheet.write_string(row, 1, f"A{at}")
        sheet.write_number(row, 2, at)
        sheet.write_datetime(row, 3, date(2026, 1, at), day)
        sheet.write_string(row, 4, term)
        sheet.insert_checkbox(row, 5, at == 2)
        sheet.write_formula(row, 7, "=Orders[[#This Row],[Qty]]*2", None, at * 2)
        sheet.add_sparkline(row, 9, {"range": f"Orders!C{row + 1}:C{row + 1}"})
    sheet.write_rich_string("G5", "very ", bold, "urgent")
    sheet.write_url("G6", "https://example.com/a?b=c&d", string="their page")
    sheet.write_url("G7", "internal:'My notes'!A1", string="my page")
    choice = {"validate": "list", "source": list(TERMS)}
    message = {"input_title": "Term", "input_message": "Incoterms® 2020"}
    sheet.data_validation("E5:E7", choice | message)
    sheet.conditional_format("C5:C7", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C5:C7", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("D5:D7", {"type": "3_color_scale"})
    rule = {"type": "formula", "criteria": '=$E5="CIF"', "format": red}
    sheet.conditional_format("B5:H7", rule)
    sheet.freeze_panes(4, 2)
    sheet.set_row(20, None, None, {"level": 1})
    sheet.set_landscape()
    sheet.repeat_rows(3)
    sheet.print_area("B1:H7")
    sheet.set_footer("&P / &N")
    sheet.set_header("&L&G", {"image_left": "logo.png", "image_data_left": io.BytesIO(png())})
    sheet.set_h_pagebreaks([40])
    sheet.ignore_errors({"number_stored_as_text": "B5:B7"})


PIVOT = f"""<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="7" dataCaption="Values">
<location ref="A3:B7" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">
<pivotField axis="axisRow" showAll="0"><items count="4"><item x="0"/><item x="1"/><item x="2"/>
<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>
<rowFields count="1"><field x="0"/></rowFields><rowItems count="4"><i><x/></i><i><x v="1"/></i>
<i><x v="2"/></i><i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>
<dataFields count="1"><dataField name="Sum of Qty" fld="1" baseField="0" baseItem="0"/></dataFields>
</pivotTableDefinition>"""
CACHE = f"""<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{DOCUMENT}" r:id="rId1" refreshedBy="Anna"
 refreshedDate="45000" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3"
 recordCount="3"><cacheSource type="worksheet"><worksheetSource ref="C4:E7" sheet="Orders"/>
</cacheSource><cacheFields count="2"><cacheField name="Term" numFmtId="0"><sharedItems count="3">
<s v="FOB"/><s v="CIF"/><s v="DAP"/></sharedItems></cacheField><cacheField name="Qty" numFmtId="0">
<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1"
 minValue="1" maxValue="3"/></cacheField></cacheFields></pivotCacheDefinition>"""
RECORDS = f"""<pivotCacheRecords xmlns="{MAIN}" count="3"><r><x v="0"/><n v="1"/></r>
<r><x v="1"/><n v="2"/></r><r><x v="2"/><n v="3"/></r></pivotCacheRecords>"""
SLICER = f"""<slicers xmlns="{X14}"><slicer name="Term" cache="Slicer_Term" caption="Term"
 rowHeight="225425"/></slicers>"""
SLICER_CACHE = f"""<slicerCacheDefinition xmlns="{X14}" xmlns:x="{MAIN}" name="Slicer_Term"
 sourceName="Term"><extLst><x:ext uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}"
 xmlns:x15="{OFFICE}/spreadsheetml/2010/11/main"><x15:tableSlicerCache tableId="1" column="4"/>
</x:ext></extLst></slicerCacheDefinition>"""
THREADS = f"""<ThreadedComments xmlns="{OFFICE}/spreadsheetml/2018/threadedcomments">
<threadedComment ref="C6" dT="2026-01-05T10:00:00.00" personId="{{1}}" id="{{2}}">
<text>Shall we ship?</text></threadedComment></ThreadedComments>"""
PERSONS = f"""<personList xmlns="{OFFICE}/spreadsheetml/2018/threadedcomments">
<person displayName="Anna" id="{{1}}" userId="anna" providerId="None"/></personList>"""
EXTERNAL = f"""<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{DOCUMENT}" r:id="rId1">
<sheetNames><sheetName val="Rates"/></sheetNames></externalBook></externalLink>"""
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MS = "application/vnd.ms-excel"
CACHE_PART = "../pivotCache/pivotCacheDefinition1.xml"
BY_HAND = {
    "xl/pivotTables/pivotTable1.xml": (PIVOT, f"{KIND}.pivotTable+xml"),
    "xl/pivotCache/pivotCacheDefinition1.xml": (CACHE, f"{KIND}.pivotCacheDefinition+xml"),
    "xl/pivotCache/pivotCacheRecords1.xml": (RECORDS, f"{KIND}.pivotCacheRecords+xml"),
    "xl/slicers/slicer1.xml": (SLICER, f"{MS}.slicer+xml"),
    "xl/slicerCaches/slicerCache1.xml": (SLICER_CACHE, f"{MS}.slicerCache+xml"),
    "xl/threadedComments/threadedComment1.xml": (THREADS, f"{MS}.threadedcomments+xml"),
    "xl/persons/person.xml": (PERSONS, f"{MS}.person+xml"),
    "xl/externalLinks/externalLink1.xml": (EXTERNAL, f"{KIND}.externalLink+xml"),
    "customXml/item1.xml": ("<dossier>EX-2026</dossier>", "application/xml"),
}


def relations(*lines):
    text = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{more}/>'
        for name, kind, target, more in lines
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{text}</Relationships>'.encode()


def related(*lines):
    """A change that adds relations to a ``.rels`` part."""
    new = relations(*lines).partition(b">")[2]
    return lambda data: data.replace(b"</Relationships>", new, 1)


def dressed_by_hand(path, tools, sheet=1, pivot=4):
    """Put in what XlsxWriter cannot make, on sheets by their numbers."""
    ms = f"{OFFICE}/2007/relationships"
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, (_, kind) in BY_HAND.items()
    )
    types = f'<Default Extension="bin" ContentType="{KIND}.printerSettings"/>' + types
    view = (
        '<customWorkbookViews><customWorkbookView name="Wide" guid='
        '"{11111111-1111-1111-1111-111111111111}" windowWidth="1000" windowHeight="700"'
        ' activeSheetId="1"/></customWorkbookViews>'
        '<pivotCaches><pivotCache cacheId="7" r:id="rId71"/></pivotCaches>'
    )
    future = '<ext uri="{99}" xmlns:f="urn:of-the-future"><f:thing ref="C5:C7"/></ext></extLst>'
    changes = {name: text.encode() for name, (text, _) in BY_HAND.items()}
    changes |= {
        "[Content_Types].xml": lambda data: (
            data.replace(b"</Types>", types.encode() + b"</Types>")
            if b'Extension="bin"' not in data
            else data.replace(b"</Types>", types.partition("/>")[2].encode() + b"</Types>")
        ),
        "xl/printerSettings/printerSettings1.bin": b"\x01\x02printer",
        "_rels/.rels": related(("rIdX", f"{DOCUMENT}/customXml", "customXml/item1.xml", "")),
        "xl/_rels/workbook.xml.rels": related(
            ("rId71", f"{DOCUMENT}/pivotCacheDefinition", CACHE_PART[3:], ""),
            ("rId72", f"{DOCUMENT}/externalLink", "externalLinks/externalLink1.xml", ""),
            ("rId73", f"{ms}/slicerCache", "slicerCaches/slicerCache1.xml", ""),
            ("rId74", f"{OFFICE}/2017/10/relationships/person", "persons/person.xml", ""),
        ),
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
            ("rId1", f"{DOCUMENT}/pivotCacheRecords", "pivotCacheRecords1.xml", "")
        ),
        "xl/pivotTables/_rels/pivotTable1.xml.rels": relations(
            ("rId1", f"{DOCUMENT}/pivotCacheDefinition", CACHE_PART, "")
        ),
        f"xl/worksheets/_rels/sheet{pivot}.xml.rels": relations(
            ("rId1", f"{DOCUMENT}/pivotTable", "../pivotTables/pivotTable1.xml", "")
        ),
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("rId1", f"{DOCUMENT}/externalLinkPath", "rates.xlsx", ' TargetMode="External"')
        ),
        f"xl/worksheets/_rels/sheet{sheet}.xml.rels": related(
            ("rId81", f"{ms}/slicer", "../slicers/slicer1.xml", ""),
            ("rId82", f"{OFFICE}/2017/10/relationships/threadedComment",
             "../threadedComments/threadedComment1.xml", ""),
            ("rId83", f"{DOCUMENT}/printerSettings", "../printerSettings/printerSettings1.bin", ""),
        ),
        BOOK: lambda data: re.sub(
            rb"(<calcPr[^>]*/>)", rb"\1" + view.encode(), data, count=1
        ).replace(
            b"<definedNames>",
            b'<externalReferences><externalReference r:id="rId72"/></externalReferences>'
            b"<definedNames>",
        ),
        f"xl/worksheets/sheet{sheet}.xml": lambda data: (
            future.encode().join(data.rsplit(b"</extLst>", 1))
        ),
        "xl/styles.xml": tools.swap(
            b"</cellStyles>", b'<cellStyle name="Urgent" xfId="0" builtinId="26"/></cellStyles>'
        ),
    }  # fmt: skip
    tools.rewrite(path, changes)


@pytest.fixture
def dressed(tmp_path, tools):
    path = tmp_path / "register.xlsm"
    written_by_xlsxwriter(path)
    dressed_by_hand(path, tools)
    return path


SAVED = TableChanges(
    "Orders",
    key="Ref",
    cells={("A2", "Qty"): 20, ("A3", "Term"): "EXW", ("A1", "Due"): date(2026, 5, 1)},
    rows=[
        {"Ref": "A4", "Qty": 4, "Due": date(2026, 2, 1), "Term": "FOB", "Done": False},
        {"Ref": "A5", "Qty": 5, "Remark": "=1+1"},
    ],
    notes={("A2", "Qty"): "Theirs: 3", ("A1", "Ref"): "Ours cannot be here"},
)
MEMORY = {"_comptoir": [["party", ":P1;P2=3;"]]}


def test_everything_spreadsheets_offer_is_in_the_register(dressed, tools):
    parts = tools.parts_of(dressed)
    missing = [
        kind
        for kind, (part, sign) in KINDS.items()
        if part not in parts or not re.search(sign, parts[part])
    ]
    assert missing == []
    assert len(KINDS) >= 25


def without_last_values(sheet):
    """A worksheet but for the last values of its formulas."""
    return re.sub(
        rb"((?:<f[^>]*/>|</f>))<v>[^<]*</v>", rb"\1", re.sub(rb' t="(?:str|e)"', b"", sheet)
    )


def test_all_that_is_not_ours_is_byte_for_byte_what_it_was(dressed, tools):
    before, contents = tools.raw_parts(dressed), tools.parts_of(dressed)
    done = patch(dressed, [SAVED], hidden=MEMORY)
    assert (done.cells >= 3, done.rows, done.notes, done.annotated) == (True, 2, 1, ("Orders!B5",))
    after, new = tools.raw_parts(dressed), tools.parts_of(dressed)
    assert [name for name in after if name in before] == list(before), "order"
    touched = {name for name in before if before[name] != after[name]}
    dependent = "xl/worksheets/sheet2.xml"
    assert touched == {
        SHEET, dependent, BOOK, "[Content_Types].xml", "xl/_rels/workbook.xml.rels",
        "xl/tables/table1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml",
    }  # fmt: skip
    assert set(after) - set(before) == {"xl/worksheets/sheet5.xml"}
    assert new[dependent] == without_last_values(contents[dependent]).replace(
        b"<f>1+1</f>", b"<f>1+1</f><v>2</v>"
    )
    for kind, (part, sign) in KINDS.items():
        assert re.search(sign, new[part]), kind


def test_in_our_sheet_the_cells_of_the_user_are_what_they_were(dressed, tools):
    old = tools.parts_of(dressed)[SHEET].decode()
    patch(dressed, [SAVED], hidden=MEMORY)
    new = tools.parts_of(dressed)[SHEET].decode()
    cells = re.compile(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)')
    was = {found[1]: found[0] for found in cells.finditer(old)}
    now = {found[1]: found[0] for found in cells.finditer(new)}
    asked = {"C6", "E7", "D5", *(f"{column}{row}" for column in "BCDEFGH" for row in (8, 9))}
    asked -= {"E9"}  # no value, no style of its own: no cell
    recomputed = {"H5", "H6", "H7"}
    assert {name for name in was | now if was.get(name) != now.get(name)} == asked | recomputed
    grown = re.sub(r"([B-H])9\b", r"\g<1>7", new.partition("</sheetData>")[2])
    assert grown == old.partition("</sheetData>")[2]
    for before, after in {"C5:C7": "C5:C9", "E5:E7": "E5:E9", "B5:H7": "B5:H9"}.items():
        assert before in old
        assert f'sqref="{after}"' in new or f">{after}<" in new
    assert '<f:thing ref="C5:C7"/>' in new


def test_openpyxl_opens_it_and_sees_what_was_asked(dressed):
    patch(dressed, [SAVED], hidden=MEMORY)
    shown = read_table(dressed, "Orders")
    assert [row[:4] for row in shown.rows] == [
        ["A1", 1, date(2026, 5, 1), "FOB"],
        ["A2", 20, date(2026, 1, 2), "CIF"],
        ["A3", 3, date(2026, 1, 3), "EXW"],
        ["A4", 4, date(2026, 2, 1), "FOB"],
        ["A5", 5, "", ""],
    ]
    assert read_sheet(dressed, "_comptoir") == [["party", ":P1;P2=3;"]]
    book = openpyxl.load_workbook(dressed, keep_vba=True)
    sheet = book["Orders"]
    assert sheet["C6"].comment.text == "Comptoir:\nTheirs: 3"
    assert sheet["B5"].comment.text.endswith("call them")
    assert sheet["G9"].value == "=1+1"
    assert sheet["G9"].data_type == "s"
    assert sheet.print_area == "'Orders'!$B$1:$H$9"
    assert book["Pivot"]._pivots[0].name == "Pivot1"
    book.vba_archive.close()


@pytest.mark.calc
def test_calc_opens_it_and_computes_what_changed(dressed, tmp_path):
    patch(dressed, [SAVED], hidden=MEMORY)
    (saved,) = converted(tmp_path / "calc", dressed, kind="xlsx")
    book = openpyxl.load_workbook(saved, data_only=True)
    orders, mine = book["Orders"], book["My notes"]
    assert [orders[f"C{row}"].value for row in range(5, 10)] == [1, 20, 3, 4, 5]
    assert [orders[f"H{row}"].value for row in range(5, 10)] == [2, 40, 6, 8, 10]
    assert mine["H1"].value == 33
    assert orders["G9"].value == "=1+1"
    assert orders.tables["Orders"].ref == "B4:H9"
    assert book["_comptoir"].sheet_state == "hidden"


@pytest.mark.calc
def test_a_register_that_calc_has_saved_is_patched_as_well(dressed, tools, tmp_path):
    (path,) = converted(tmp_path / "calc", dressed, kind="xlsx")
    before = tools.raw_parts(path)
    done = patch(path, [SAVED], hidden=MEMORY)
    assert done.rows == 2
    after = tools.raw_parts(path)
    touched = {name for name in before if before[name] != after[name]}
    sheets = {name for name in touched if "worksheets/sheet" in name and "rels" not in name}
    assert sheets == {SHEET, "xl/worksheets/sheet2.xml"}
    assert not {
        name for name in touched if re.search("media|chart|drawing[0-9]|theme|docProps", name)
    }
    assert [row[1] for row in read_table(path, "Orders").rows] == [1, 20, 3, 4, 5]
    assert not patch(path, [SAVED], hidden=MEMORY).changed
    gone = TableChanges("Orders", key="Ref", notes={("A2", "Qty"): None})
    (again,) = converted(tmp_path / "twice", path, kind="xlsx")
    assert patch(again, [gone]).notes == 1, "Calc forgets authors, we know our notes all the same"
    assert openpyxl.load_workbook(again)["Orders"]["C6"].comment is None
    again = openpyxl.load_workbook(path)
    assert again["Orders"]["C6"].comment.text == "Comptoir:\nTheirs: 3"
