"""Letters a second: Comptoir and docxtpl fill the same template with the same values.

    python tests/benchmarks/letters_fill.py [--hostile COUNT] [--pdf]

A bilingual commercial invoice of 20 lines and of 2,000; each engine keeps its template open, and
gives the bytes of the document. With --hostile, so many random values must round-trip instead;
with --pdf, every shipped letter is printed by one warm LibreOffice.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from decimal import Decimal

import docx
import jinja2
from docxtpl import DocxTemplate

from comptoir.letters import Shelf, fill, kinds, sample
from comptoir.letters.pdf import Printer
from comptoir.letters.word import Unfillable, compiled

HEADS = ("Article", "Désignation / Description", "SH / HS", "Origine / Origin",
         "Quantité / Quantity", "Prix / Price", "Montant / Amount")  # fmt: skip
FIELDS = ("sku", "name", "goods_code", "origin", "quantity", "price", "amount")


def template() -> bytes:
    """A plain invoice in docxtpl's syntax, so that both engines can fill it."""
    book = docx.Document()
    section = book.sections[0]
    section.header.paragraphs[0].text = "{{ firm.name }}"
    section.footer.paragraphs[0].text = "{{ firm.mentions }}"
    for text in (
        "{{ to.name }}", "{{ to.street }}", "{{ to.town }}", "{{ place }}, {{ day }}",
        "FACTURE / COMMERCIAL INVOICE {{ ref }}", "Commande / Order {{ order }}",
        "Incoterm {{ incoterm }} – {{ terms }}",
    ):  # fmt: skip
        book.add_paragraph(text)
    table = book.add_table(4, len(HEADS), style="Table Grid")
    for at, head in enumerate(HEADS):
        table.cell(0, at).text = head
    table.cell(1, 0).text = "{%tr for line in lines %}"
    for at, name in enumerate(FIELDS):
        table.cell(2, at).text = f"{{{{ line.{name} }}}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for text in (
        "Total {{ total }} {{ currency }}", "{% if vat %}TVA {{ vat }}{% endif %}{{ exemption }}",
        "{{ words }}", "Échéance / Due {{ due }}", "{{ penalties }}", "{{ bank }}",
    ):  # fmt: skip
        book.add_paragraph(text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def values(lines: int) -> dict[str, object]:
    """An invoice of so many lines, formatted for reading."""
    line = {
        "sku": "COC-24", "name": "Cocotte en fonte émaillée 24 cm / Enamelled casserole 24 cm",
        "goods_code": "7323 92 00", "origin": "FR", "quantity": "48", "price": "89,00",
        "amount": "4 272,00",
    }  # fmt: skip
    return {
        "firm": {"name": "Maison Vaucanson SAS", "mentions": "SAS, RCS Lyon 842 139 578"},
        "to": {"name": "Hallett Rowe Ltd", "street": "3 Welsh Back", "town": "Bristol BS1 4QA"},
        "place": "Lyon", "day": "23 novembre 2026", "ref": "FA-2026-0001", "order": "PO-4711",
        "incoterm": "DAP Bristol (Incoterms 2020)", "terms": "45 jours", "currency": "GBP",
        "lines": [{**line, "sku": f"COC-{at}"} for at in range(lines)], "total": "85 440,00",
        "vat": "", "exemption": "Exonération de TVA, article 262 I du CGI", "due": "07/01/2027",
        "words": "quatre-vingt-cinq mille quatre cent quarante livres sterling",
        "penalties": "Pénalités : 12,40 % ; indemnité forfaitaire 40 €", "bank": "FR38 3000 3012",
    }  # fmt: skip


def peer(data: bytes, told: dict[str, object]) -> bytes:
    book = DocxTemplate(io.BytesIO(data))
    book.render(told, jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def per_second(deed, seconds: float) -> float:
    deed()
    done, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        deed()
        done += 1
    return done / spent


def text(data: bytes) -> list[str]:
    book = docx.Document(io.BytesIO(data))
    told = [paragraph.text for paragraph in book.paragraphs]
    return told + [cell.text for row in book.tables[0].rows for cell in row.cells]


def measure(seconds: float) -> None:
    data = template()
    ours = compiled(data, "invoice.docx")
    assert text(ours.fill(values(20), "fr")) == text(peer(data, values(20)))
    for lines in (20, 2000):
        told = values(lines)
        fast = per_second(lambda told=told: ours.fill(told, "fr"), seconds)
        slow = per_second(lambda told=told: peer(data, told), seconds)
        print(
            f"{lines:5} lines: {fast:8.1f} a second, docxtpl {slow:6.2f}: {fast / slow:.0f} times"
        )


SIGNS = "&<>\"'\n\t{}%# \u00a0éß漢字עברית🚢\u202eaZ09"


def hostile(count: int) -> None:
    book = docx.Document()
    book.add_paragraph("{{ value }}")
    file = io.BytesIO()
    book.save(file)
    ours = compiled(file.getvalue(), "hostile.docx")
    dice = random.Random(10_013)
    kept = refused = 0
    for _ in range(count):
        value: object = "".join(dice.choices(SIGNS, k=dice.choice((1, 5, 40, 5000))))
        if dice.random() < 0.1:
            value = dice.choice((None, float("nan"), Decimal("NaN"), "a\x00b", [], True, "\ud800"))
        try:
            told = docx.Document(io.BytesIO(ours.fill({"value": value}, "en")))
        except Unfillable as error:
            refused += "paragraph 1" in str(error)
            continue
        assert told.paragraphs[0].text == value, repr(value)
        kept += 1
    print(
        f"{count} hostile values: {kept} kept exactly, {refused} refused with their place, 0 lost"
    )


def printed() -> None:
    """Every sample letter in both languages, by an office that is warm."""
    shelf = Shelf()
    letters = [
        (kind.name, fill(shelf.template(kind.name, lang), sample(kind.name, lang)))
        for kind in kinds()
        for lang in ("fr", "en")
    ]
    with Printer() as warm:
        began = time.perf_counter()
        warm.pdf(letters[0][1])
        cold = time.perf_counter() - began
        began = time.perf_counter()
        for name, data in letters:
            assert warm.pdf(data, name).startswith(b"%PDF")
        spent = time.perf_counter() - began
    print(f"{len(letters)} letters printed: {len(letters) / spent:.1f} PDF a second, warm;"
          f" the first took {cold:.1f} s; {warm.started} office")  # fmt: skip


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--hostile", type=int, default=0)
    asked.add_argument("--seconds", type=float, default=4.0)
    asked.add_argument("--pdf", action="store_true")
    told = asked.parse_args()
    if told.pdf:
        printed()
    elif told.hostile:
        hostile(told.hostile)
    else:
        measure(told.seconds)
