"""The manager's page and the scorecards: what they say is what the figures say."""

# ruff: noqa: E501 - a row or a case to the line reads as the table it is
from __future__ import annotations

import io
import shutil
from datetime import date
from decimal import Decimal

import docx
import pypdf
import pytest

from comptoir.desk.figures import desk_figures
from comptoir.desk.reporting_figures import NoScorecard, scorecard, summary, write
from comptoir.functions.desks import figurer
from comptoir.kpis.periods import UnreadablePeriod, read_period
from comptoir.letters.figures_page import word

OCTOBER = read_period("2026-10")
SALE = {"flow": "EXP", "incoterm": "FCA", "place": "Lyon", "status": "CONFIRMED"}


@pytest.fixture
def firm(lea, stored):
    stored(
        "party",
        {"code": "KELLER", "name": "Keller <& Söhne>", "country": "DE", "role": "CUSTOMER"},
        {"code": "WEI", "name": "Weihong", "country": "CN", "role": "SUPPLIER"},
        {"code": "SEA", "name": "SeaBridge", "country": "FR", "role": "FORWARDER"},
        {"code": "BANK", "name": "Banque", "country": "FR", "role": "BANK"},
    )
    day = {
        "ordered": date(2026, 10, 2),
        "committed": date(2026, 10, 9),
        "delivered": date(2026, 10, 8),
    }
    out, bought = stored("order", {**SALE, **day, "party": "KELLER"},
                         {**SALE, **day, "flow": "IMP", "party": "WEI", "delivered": None})  # fmt: skip
    line = {"quantity": Decimal(10), "price": Decimal(100)}
    stored("order_line", {**line, "order": out}, {**line, "order": bought, "price": Decimal(30)})
    stored("invoice", {"party": "KELLER", "order": out, "issued": date(2026, 10, 9), "due": date(2026, 10, 20),
                       "net": Decimal(900), "status": "ISSUED"})  # fmt: skip
    stored("target", {"figure": "TURNOVER", "period": "2026-10", "value": Decimal(1000)})
    return lea


def text_of(page):
    book = docx.Document(io.BytesIO(word(page)))
    cells = [c.text for table in book.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in book.paragraphs), *cells])


def test_the_manager_reads_the_month_in_both_languages(firm):
    english, french = (text_of(summary(firm, OCTOBER, lang)) for lang in ("en", "fr"))
    assert "Turnover is 10 % below its budget." in english
    assert "Le chiffre d’affaires est inférieur de 10 % à son budget." in french
    for amount in ("900 EUR", "1,000 EUR", "100.0 %"):
        assert amount in english
    assert "100,0 %" in french


def test_what_is_wrong_stands_there_with_its_record_and_its_partner(firm):
    told = text_of(summary(firm, OCTOBER, "en"))
    assert "Keller <& Söhne>" in told
    assert "Purchase not received" in told
    assert "Invoice unpaid" in told


@pytest.mark.parametrize(
    ("party", "title", "value"),
    [("KELLER", "Customer scorecard: Keller", "900 EUR"), ("WEI", "Supplier scorecard: Weihong", "300 EUR"),
     ("SEA", "Forwarder scorecard: SeaBridge", "–")],
)  # fmt: skip
def test_each_partner_has_its_own_page(firm, party, title, value):
    told = text_of(scorecard(firm, party, OCTOBER, "en"))
    assert title in told
    assert value in told


def test_a_partner_with_nothing_late_is_told_so_without_an_empty_table(firm):
    page = scorecard(firm, "SEA", OCTOBER, "en")
    told = docx.Document(io.BytesIO(word(page)))
    assert len(told.tables) == 1
    assert told.paragraphs[-1].text == "Nothing is late or missing."


def test_a_bank_has_no_scorecard(firm):
    with pytest.raises(NoScorecard, match="BANK"):
        scorecard(firm, "BANK")
    with pytest.raises(NoScorecard, match="NOBODY"):
        scorecard(firm, "NOBODY")


@pytest.mark.calc
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_manager_s_page_is_one_page(firm, tmp_path):
    files = write(firm, summary(firm, OCTOBER, "fr"), "", tmp_path / "page.docx", pdf=True)
    assert [file.suffix for file in files] == [".docx", ".pdf"]
    assert len(pypdf.PdfReader(files[1]).pages) == 1


def test_a_figure_in_a_cell_is_that_of_the_command(firm, desk_url):
    figure = figurer(desk_url)
    with firm.engine.connect() as db:
        told = desk_figures(db, OCTOBER.last, OCTOBER)
    assert figure("turnover", "2026-10", None) == told["TURNOVER"].shown == Decimal("900.00")
    assert figure("CONVERSION", "2026-10", None) is None
    assert figure("OVERDUE", "2026-10", date(2026, 10, 15)) == 0
    with pytest.raises(UnreadablePeriod):
        figure("OTIF", "soon", None)
