"""Workbooks to patch, made small; and ways to spoil them."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import pytest
import xlsxwriter

from parts import parts_of, raw_parts, rewrite, swap

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROWS = [
    ("A1", 1, date(2026, 1, 2), "FOB"),
    ("A2", 2, date(2026, 1, 3), "CIF"),
    ("A3", 3, date(2026, 1, 4), "DAP"),
]


@pytest.fixture
def orders(tmp_path):
    """A register of three orders, as :func:`orders_at` makes it."""
    return orders_at(tmp_path / "register.xlsx")


def orders_at(path):
    """Three orders with a computed column, a drop-down, colours, names; two more sheets."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    day, red = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bg_color": "red"})
    heads = [{"header": head} for head in ("Ref", "Qty", "Due", "Term")]
    heads.append({"header": "Twice", "formula": "=[@Qty]*2"})
    sheet.add_table("B3:F6", {"name": "Orders", "columns": heads})
    for at, (ref, quantity, due, term) in enumerate(ROWS, 3):
        sheet.write_string(at, 1, ref)
        sheet.write_number(at, 2, quantity)
        sheet.write_datetime(at, 3, due, day)
        sheet.write_string(at, 4, term)
        sheet.write_formula(at, 5, "=Orders[[#This Row],[Qty]]*2", None, quantity * 2)
    sheet.data_validation("E4:E6", {"validate": "list", "source": ["FOB", "CIF", "DAP"]})
    sheet.conditional_format("C4:C6", {"type": "cell", "criteria": ">", "value": 2, "format": red})
    sheet.conditional_format("C4:C6", {"type": "data_bar", "data_bar_2010": True})
    sheet.print_area("B3:F6")
    sheet.set_row(5, 30)
    book.define_name("Terms", "=Orders!$E$4:$E$6")
    mine = book.add_worksheet("Mine")
    mine.write_formula("A1", "=SUM(Orders[Qty])", None, 6)
    mine.write_formula("A2", "=1+1", None, 2)
    other = book.add_worksheet("Other")
    other.write_formula("A1", "=1+1", None, 2)
    book.close()
    return path


def handmade(
    path,
    rows,
    ref,
    heads,
    *,
    prefix="",
    strict=False,
    from_1904=False,
    styles="",
    extra="",
    shared=(),
):
    """A workbook written by hand: *rows* and *extra* are worksheet markup without prefixes."""
    main, document = (STRICT_MAIN, STRICT_DOCUMENT) if strict else (MAIN, DOCUMENT)

    def spelled(text):
        if prefix:
            text = re.sub(r"<(/?)(?=[A-Za-z])(?![\w]+:)", rf"<\1{prefix}:", text)
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.replace(
            " NS", f' xmlns{":" + prefix if prefix else ""}="{main}" xmlns:r="{document}"', 1
        )

    overrides = {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
        "tables/table1": "table",
    }
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for name, kind in overrides.items()
    )

    def related(*relations):
        lines = "".join(
            f'<Relationship Id="rId{at}" Type="{document}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(relations, 1)
        )
        return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'

    columns = "".join(f'<tableColumn id="{at}" name="{head}"/>' for at, head in enumerate(heads, 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            f' ContentType="application/xml"/>{types}</Types>',
        )
        package.writestr("_rels/.rels", related(("officeDocument", "xl/workbook.xml")))
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            related(
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
        )
        date1904 = ' date1904="1"' if from_1904 else ""
        package.writestr(
            "xl/workbook.xml",
            spelled(
                f'<workbook NS><workbookPr{date1904}/><sheets><sheet name="S" sheetId="1"'
                ' r:id="rId1"/></sheets></workbook>'
            ),
        )
        package.writestr(
            "xl/styles.xml",
            spelled(
                '<styleSheet NS><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
                f"{styles}</cellXfs></styleSheet>"
            ),
        )
        texts = "".join(f"<si>{text}</si>" for text in shared)
        package.writestr("xl/sharedStrings.xml", spelled(f"<sst NS>{texts}</sst>"))
        package.writestr(
            "xl/worksheets/sheet1.xml",
            spelled(
                f'<worksheet NS><sheetData>{rows}</sheetData>{extra}<tableParts count="1">'
                '<tablePart r:id="rId1"/></tableParts></worksheet>'
            ),
        )
        package.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", related(("table", "../tables/table1.xml"))
        )
        package.writestr(
            "xl/tables/table1.xml",
            spelled(
                f'<table NS id="1" name="T" displayName="T" ref="{ref}"><autoFilter ref="{ref}"/>'
                f'<tableColumns count="{len(heads)}">{columns}</tableColumns></table>'
            ),
        )
    return path


@pytest.fixture(scope="session")
def tools():
    """The ways to make and spoil workbooks, for tests that want them by name."""

    class Tools:
        pass

    for one in (parts_of, raw_parts, rewrite, swap, handmade, orders_at):
        setattr(Tools, one.__name__, staticmethod(one))
    return Tools
