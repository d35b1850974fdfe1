"""A sheet of letter paper: its page, its styles, its head and its foot.

Source: the look of the house; NF Z 11-001 for French letters (recipient about 50 mm from the top
and 105 mm from the left, to confirm with the envelope used), full block for English ones.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

INK, SEA, SLATE, LINE = "1F2A37", "1B4B72", "6B7785", "C9D4DE"
FONT = "Calibri"
MARGIN, WIDE = 20, 170
"""Millimetres: the margins left and right, and what is between them."""
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_PAGE = {"fr": ("Page ", " sur "), "en": ("Page ", " of ")}


def blank(lang: str, title: str) -> Any:
    """An empty document on the house's letter paper."""
    book = docx.Document()
    for paragraph in list(book.paragraphs):
        drop(paragraph._p)  # noqa: SLF001 - python-docx removes nothing itself
    _properties(book, lang, title)
    _styles(book, lang)
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(24), Mm(27)
    section.header_distance, section.footer_distance = Mm(12), Mm(9)
    section.different_first_page_header_footer = True
    _first_head(section.first_page_header)
    _next_head(section.header)
    for foot in (section.first_page_footer, section.footer):
        _foot(foot, lang)
    return book


def _properties(book: Any, lang: str, title: str) -> None:
    told = book.core_properties
    told.title, told.author, told.language = title, "Comptoir", _LANGUAGES[lang]
    told.comments = told.keywords = told.last_modified_by = ""
    told.created = told.modified = told.last_printed = _EPOCH
    told.revision = 1


def _styles(book: Any, lang: str) -> None:
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.font.color.rgb = RGBColor.from_string(INK)
    make = normal.element.get_or_add_rPr()
    fonts = make.find(qn("w:rFonts"))
    for which in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(which), FONT)
    _child(make, "w:lang", {"w:val": _LANGUAGES[lang]})
    spacing(normal, after=7, line=1.15)
    normal.paragraph_format.widow_control = True
    _style(book, "Place", after=0)
    _style(book, "Subject", bold=True, before=4, after=10)
    _style(book, "Small", size=9, colour=SLATE, after=4)
    _style(book, "Note", size=10, after=4, italic=True, colour=SLATE)
    _style(book, "Cell", size=9.5, after=0, line=1.0)
    _style(book, "Cell Head", size=9, bold=True, colour=SEA, after=0, line=1.0)
    _style(book, "Fact Name", size=10, colour=SLATE, after=0, line=1.0)
    _style(book, "Fact", size=10, after=0, line=1.0)
    _style(book, "Total", size=10, bold=True, after=0, line=1.0)
    _style(book, "Paper Title", size=17, bold=True, colour=SEA, before=2, after=6, line=1.0)
    _style(book, "Firm", size=15, bold=True, colour=SEA, after=0, line=1.0)
    _style(book, "Firm Lines", size=8.5, colour=SLATE, after=0, line=1.05)
    _style(book, "Foot", size=8, colour=SLATE, after=0, line=1.0)
    heading = book.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(12), True
    heading.font.color.rgb = RGBColor.from_string(SEA)
    heading.element.rPr.find(qn("w:rFonts")).attrib.clear()
    heading.element.rPr.find(qn("w:rFonts")).set(qn("w:ascii"), FONT)
    heading.element.rPr.find(qn("w:rFonts")).set(qn("w:hAnsi"), FONT)
    spacing(heading, before=10, after=4, line=1.0)
    bullets = book.styles["List Bullet"]
    spacing(bullets, after=7, line=1.15)
    make = bullets.element.get_or_add_pPr()
    if make.find(qn("w:contextualSpacing")) is None:
        spaced = OxmlElement("w:contextualSpacing")
        make.insert_element_before(spaced, "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr")


def _style(
    book: Any,
    name: str,
    *,
    size: float = 11,
    bold: bool = False,
    italic: bool = False,
    colour: str = INK,
    before: float = 0,
    after: float = 7,
    line: float = 1.15,
) -> None:
    made = book.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = book.styles["Normal"]
    made.quick_style = True
    made.font.size, made.font.bold, made.font.italic = Pt(size), bold, italic
    made.font.color.rgb = RGBColor.from_string(colour)
    spacing(made, before=before, after=after, line=line)


def spacing(style: Any, *, before: float = 0, after: float, line: float) -> None:
    """Set the room around the paragraphs of a style, in points and lines."""
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = line


def _first_head(head: Any) -> None:
    head.is_linked_to_previous = False
    paragraph = head.paragraphs[0]
    paragraph.style = "Firm"
    paragraph.add_run(
        "{% if firm.logo %}{{ firm.logo|tall(14) }}{% else %}{{ firm.name }}{% endif %}"
    )
    lines = head.add_paragraph(style="Firm Lines")
    lines.add_run("{{ firm.address|lines }}")
    line = head.add_paragraph(style="Firm Lines")
    line.add_run("{{ firm.reach|join(' · ') }}")
    ruled(line, "bottom", SEA, 8, room=5)


def _next_head(head: Any) -> None:
    head.is_linked_to_previous = False
    paragraph = head.paragraphs[0]
    paragraph.style = "Firm Lines"
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ firm.name }}\t{{ our_ref }} – {{ to.name }}")
    ruled(paragraph, "bottom", LINE, 4, room=4)


def _foot(foot: Any, lang: str) -> None:
    foot.is_linked_to_previous = False
    paragraph = foot.paragraphs[0]
    paragraph.style = "Foot"
    ruled(paragraph, "top", LINE, 4, room=4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("{{ firm.mentions }}")
    number = foot.add_paragraph(style="Foot")
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, between = _PAGE[lang]
    number.add_run(before)
    _field(number, "PAGE")
    number.add_run(between)
    _field(number, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """A field that Word works out: the number of the page, or of all pages."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif text:
            told = OxmlElement("w:instrText")
            told.text = f" {text} "
            run._r.append(told)  # noqa: SLF001 - python-docx has no fields
        else:
            _child(run._r, "w:fldChar", {"w:fldCharType": kind})  # noqa: SLF001 - as above


def ruled(paragraph: Any, side: str, colour: str, eighths: int, room: int = 1) -> None:
    """Draw a rule at a *side* of a paragraph."""
    borders = OxmlElement("w:pBdr")
    _child(borders, f"w:{side}", _line(colour, eighths) | {"w:space": str(room)})
    make = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders
    make.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _line(colour: str, eighths: int) -> dict[str, str]:
    return {"w:val": "single", "w:sz": str(eighths), "w:space": "0", "w:color": colour}


def _child(parent: Any, name: str, attributes: dict[str, str]) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    parent.append(made)
    return made


def drop(element: Any) -> None:
    """Take an element out of the document."""
    element.getparent().remove(element)


def grid(book: Any, widths: list[float], rows: int = 0) -> Any:
    """A table without any line, of these *widths* in millimetres."""
    table = book.add_table(rows, len(widths))
    table.autofit = False
    make = table._tbl.tblPr  # noqa: SLF001 - python-docx has no such settings
    _child(make, "w:tblW", {"w:w": str(round(sum(widths) * 56.7)), "w:type": "dxa"})
    for extra in make.findall(qn("w:tblW"))[:-1]:
        make.remove(extra)
    order = ("w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout",
             "w:tblCellMar", "w:tblLook")  # fmt: skip
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 28), ("left", 60), ("bottom", 28), ("right", 60)):
        _child(margins, f"w:{side}", {"w:w": str(width), "w:type": "dxa"})
    make.append(margins)
    _child(make, "w:tblInd", {"w:w": "0", "w:type": "dxa"})
    make[:] = sorted(make, key=lambda one: [qn(name) for name in order].index(one.tag))
    for at, wide in enumerate(widths):
        table.columns[at].width = Mm(wide)
    return table


def row(table: Any, widths: list[float], *, whole: bool = True, head: bool = False) -> Any:
    """Add a row to *table*: never broken over two pages, repeated on each where it is the head."""
    made = table.add_row()
    make = made._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such settings
    if whole:
        _child(make, "w:cantSplit", {})
    if head:
        _child(make, "w:tblHeader", {})
    for cell, width in zip(made.cells, widths, strict=True):
        cell.width = Mm(width)
    return made


def height(made: Any, millimetres: float) -> None:
    """Keep a row at least so high."""
    made.height, made.height_rule = Mm(millimetres), WD_ROW_HEIGHT_RULE.AT_LEAST


def edged(cell: Any, side: str, colour: str, eighths: int) -> None:
    """Draw a line at a *side* of a cell."""
    make = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no borders
    borders = make.find(qn("w:tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        make.insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
    _child(borders, f"w:{side}", _line(colour, eighths))
    borders[:] = sorted(borders, key=lambda one: _SIDES.index(one.tag))


_SIDES = [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
