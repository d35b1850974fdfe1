"""What a letter says, drawn on its paper."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from comptoir.letters.drawing import page
from comptoir.letters.drawing.markup import Block, Facts, Paragraph, Row, Sheet, Statement, Table

_ALIGN = {
    "<": WD_ALIGN_PARAGRAPH.LEFT,
    ">": WD_ALIGN_PARAGRAPH.RIGHT,
    "^": WD_ALIGN_PARAGRAPH.CENTER,
}
_MADE = re.compile(r"(\*\*.+?\*\*|(?<!\w)_[^_{}]+?_(?!\w))")
_FACT_WIDTHS = [52.0, page.WIDE - 52.0]


def drawn(sheet: Sheet, lang: str) -> Any:
    """The letter as a document."""
    book = page.blank(lang, sheet.settings["title"])
    if sheet.paper:
        _paper_head(book, sheet, lang)
    elif lang == "fr":
        _french_head(book, sheet)
    else:
        _english_head(book, sheet)
    for block in sheet.blocks:
        _draw(book, block)
    if not sheet.paper:
        _keep_last(book, sheet)
        _signature(book, lang)
    return book


def _keep_last(book: Any, sheet: Sheet) -> None:
    """The last words stay with the closing: no signature stands alone on a page."""
    if sheet.blocks and isinstance(sheet.blocks[-1], Paragraph):
        last = book.paragraphs[-1].paragraph_format
        last.keep_with_next = last.keep_together = True


def _draw(book: Any, block: Block) -> None:
    match block:
        case Paragraph():
            _put(book.add_paragraph(style=block.style), block.text)
        case Statement():
            book.add_paragraph(block.tag, style="Small")
        case Facts():
            _facts(book, block)
        case Table():
            _table(book, block)


def _put(paragraph: Any, text: str) -> None:
    """Write *text*, its bold and slanted words, and its second language in slanted slate."""
    first, _, second = text.partition(" // ")
    for piece in _MADE.split(first):
        bold = piece.startswith("**")
        slanted = not bold and piece.startswith("_") and piece.endswith("_")
        words = piece.strip("*") if bold else piece.strip("_") if slanted else piece
        if words:
            run = paragraph.add_run(words)
            run.bold, run.italic = bold or None, slanted or None
    if second:
        run = paragraph.add_run(f" {second}")
        run.italic, run.bold = True, False
        run.font.color.rgb = RGBColor.from_string(page.SLATE)


_WORDS = {"fr": ("Objet : ", "PJ : "), "en": ("", "Enc.: ")}


def _french_head(book: Any, sheet: Sheet) -> None:
    """References left, recipient in the window right, place and date, subject, enclosures."""
    widths = [85.0, 85.0]
    table = page.grid(book, widths)
    made = page.row(table, widths)
    page.height(made, 46)
    left, right = made.cells
    _window(right, left, 15)
    date = book.add_paragraph("{{ place_day }}", style="Place")
    date.paragraph_format.space_before = Pt(8)
    date.paragraph_format.left_indent = Mm(85)
    date.paragraph_format.space_after = Pt(12)
    yours = book.add_paragraph(style="Subject")
    yours.add_run(_WORDS["fr"][0] + sheet.subject)
    yours.paragraph_format.space_after = Pt(2)
    _enclosures(book, "fr")
    greeting = book.add_paragraph("{{ salutation }}")
    greeting.paragraph_format.space_before = Pt(10)


def _english_head(book: Any, sheet: Sheet) -> None:
    """Everything at the left: recipient, date, references, salutation, subject."""
    widths = [110.0, 60.0]
    table = page.grid(book, widths)
    made = page.row(table, widths)
    page.height(made, 40)
    to, refs = made.cells
    _window(to, refs, 10)
    date = book.add_paragraph("{{ place_day }}", style="Place")
    date.paragraph_format.space_before = Pt(8)
    date.paragraph_format.space_after = Pt(12)
    book.add_paragraph("{{ salutation }}")
    book.add_paragraph(sheet.subject, style="Subject")


def _window(cell: Any, references: Any, millimetres: float) -> None:
    """The recipient where the window of the envelope is, and the references beside."""
    references.paragraphs[0].style = "Firm Lines"
    references.paragraphs[0].paragraph_format.space_before = Pt(4)
    references.paragraphs[0].add_run("{{ references|lines }}")
    cell.paragraphs[0].style = "Place"
    cell.paragraphs[0].paragraph_format.space_before = Mm(millimetres)
    cell.paragraphs[0].add_run("{{ to.block|lines }}")


def _enclosures(book: Any, lang: str) -> None:
    book.add_paragraph("{%p if enclosures %}", style="Small")
    book.add_paragraph(_WORDS[lang][1] + "{{ enclosures|join(', ') }}", style="Small")
    book.add_paragraph("{%p endif %}", style="Small")


def _signature(book: Any, lang: str) -> None:
    closing = book.add_paragraph("{{ closing }}")
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.space_before = Pt(4)
    book.add_paragraph("{%p if signature %}", style="Small")
    signature = book.add_paragraph("{{ signature|tall(16) }}", style="Place")
    book.add_paragraph("{%p endif %}", style="Small")
    name = book.add_paragraph("{{ writer.name }}", style="Place")
    job = name.add_run("{{ writer.job_below }}")
    job.font.size, job.font.color.rgb = Pt(9), RGBColor.from_string(page.SLATE)
    signature.paragraph_format.keep_with_next = True
    name.paragraph_format.keep_together = True
    signature.paragraph_format.space_before = Pt(10)
    name.paragraph_format.space_before = Pt(26)
    if lang == "fr":
        for paragraph in (signature, name):
            paragraph.paragraph_format.left_indent = Mm(85)
    else:
        _enclosures(book, "en")


def _paper_head(book: Any, sheet: Sheet, lang: str) -> None:
    """The paper's name and number, then who sells and who buys."""
    widths = [130.0, 40.0]
    table = page.grid(book, widths)
    made = page.row(table, widths)
    name, number = made.cells
    name.paragraphs[0].style = "Paper Title"
    _put(name.paragraphs[0], sheet.settings["title"])
    number.paragraphs[0].style = "Subject"
    number.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number.paragraphs[0].add_run("{{ our_ref }}")
    day = number.add_paragraph("{{ day|long_day }}", style="Fact")
    day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if sheet.settings.get("parties") == "none":
        return
    parties = page.grid(book, [85.0, 85.0])
    made = page.row(parties, [85.0, 85.0])
    page.height(made, 24)
    heads = sheet.settings.get("parties", _PARTIES[lang]).split(" | ")
    for cell, head, text in zip(
        made.cells, heads, ("{{ firm.block|lines }}", "{{ to.block|lines }}"), strict=True
    ):
        cell.paragraphs[0].style = "Cell Head"
        _put(cell.paragraphs[0], head)
        cell.add_paragraph(text, style="Fact")
        whose = "firm" if "firm" in text else "to"
        cell.add_paragraph(f"{{{{ {whose}.numbers|lines }}}}", style="Small")


_PARTIES = {
    "fr": "Vendeur // Seller | Acheteur // Buyer",
    "en": "Seller // Vendeur | Buyer // Acheteur",
}


def _facts(book: Any, block: Facts) -> None:
    table = page.grid(book, _FACT_WIDTHS)
    for fact in block.facts:
        if fact.condition:
            _tag_row(table, _FACT_WIDTHS, f"{{%tr if {fact.condition} %}}")
        made = page.row(table, _FACT_WIDTHS)
        for cell, text, style in zip(
            made.cells, (fact.name, fact.value), ("Fact Name", "Fact"), strict=True
        ):
            cell.paragraphs[0].style = style
            _put(cell.paragraphs[0], text)
            page.edged(cell, "bottom", page.LINE, 2)
        if fact.condition:
            _tag_row(table, _FACT_WIDTHS, "{%tr endif %}")
    _room(book)


def _room(book: Any) -> None:
    """A little room under a table, which also keeps two tables apart."""
    after = book.add_paragraph(style="Cell")
    after.paragraph_format.space_after = Pt(4)


def _tag_row(table: Any, widths: list[float], tag: str) -> None:
    made = page.row(table, widths)
    made.cells[0].paragraphs[0].style = "Cell"
    made.cells[0].paragraphs[0].add_run(tag)


def _table(book: Any, block: Table) -> None:
    whole = sum(column.width for column in block.columns)
    widths = [column.width * page.WIDE / whole for column in block.columns]
    table = page.grid(book, widths)
    head = page.row(table, widths, head=True)
    for cell, column in zip(head.cells, block.columns, strict=True):
        cell.paragraphs[0].style = "Cell Head"
        cell.paragraphs[0].alignment = _ALIGN[column.align]
        _put(cell.paragraphs[0], column.head)
        page.edged(cell, "bottom", page.SEA, 12)
    lines = [one for one in block.rows if not one.total]
    if block.loop:
        _tag_row(table, widths, f"{{%tr for {block.loop} %}}")
    for line in lines:
        _line(table, block, line, widths)
    if block.loop:
        _tag_row(table, widths, "{%tr endfor %}")
    for total in (one for one in block.rows if one.total):
        if total.condition:
            _tag_row(table, widths, f"{{%tr if {total.condition} %}}")
        _total(table, block, total, widths)
        if total.condition:
            _tag_row(table, widths, "{%tr endif %}")
    _room(book)


def _line(table: Any, block: Table, line: Row, widths: list[float]) -> None:
    made = page.row(table, widths)
    for cell, column, text in zip(made.cells, block.columns, line.cells, strict=True):
        cell.paragraphs[0].style = "Cell"
        cell.paragraphs[0].alignment = _ALIGN[column.align]
        _put(cell.paragraphs[0], text)
        page.edged(cell, "bottom", page.LINE, 2)


def _total(table: Any, block: Table, line: Row, widths: list[float]) -> None:
    """A total: its name over the columns that have no figure, then the figures."""
    made = page.row(table, widths)
    figures = len(line.cells) - 1
    last = len(widths) - figures
    name = made.cells[0].merge(made.cells[last - 1])
    for cell, text, align in (
        (name, line.cells[0], ">"),
        *(
            (made.cells[last + at], line.cells[at + 1], block.columns[last + at].align)
            for at in range(figures)
        ),
    ):
        cell.paragraphs[0].style = "Total"
        cell.paragraphs[0].alignment = _ALIGN[align]
        cell.paragraphs[0].paragraph_format.keep_with_next = False
        _put(cell.paragraphs[0], text)
        page.edged(cell, "top", page.SEA, 6)
