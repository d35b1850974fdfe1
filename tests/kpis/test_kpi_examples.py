"""The worked examples of the trade reference, section 8, with their numbers."""

# ruff: noqa: E501 - a row or a case to the line reads as the table it is
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.facts import Facts
from comptoir.kpis.figures import Totals, figure, figure_then, serial
from comptoir.kpis.periods import UnreadablePeriod, read_period
from comptoir.kpis.special import abc, count_back, hhi
from comptoir.kpis.tables import TABLES
from comptoir.wording import translated

QUARTER = read_period("2026-Q1")


def totals(**sums):
    """One row to the table, dated in the quarter, with these sums in their smallest parts."""
    tables = {}
    for table in TABLES.values():
        row = {}
        for column in table.columns:
            if column.kind == "text":
                row[column.name] = np.array(["X"], dtype=object)
            elif column.kind == "day":
                row[column.name] = np.array([serial(QUARTER.first)])
            else:
                given = sums.get(f"{table.name}_{column.name}", 0)
                row[column.name] = np.array([given * 10**column.places])
        tables[table.name] = row
    return Totals(Facts(tables, serial(QUARTER.last), "EUR"))


@pytest.mark.parametrize(
    ("code", "sums", "value"),
    [
        ("CONVERSION", {"offers_won": 18, "offers_decided": 60}, "30"),
        ("CONVERSION_VALUE", {"offers_won_value": 415_000, "offers_decided_value": 1_250_000}, "33.2"),
        ("OTIF", {"lines_otif": 176, "lines_out_due": 200}, "88"),
        ("OTD", {"lines_out_on_time": 188, "lines_out_due": 200}, "94"),
        ("DSO", {"invoices_taxed": 480_000}, "90"),
        ("MARGIN_RATE", {"lines_costed": 50_000, "lines_cost": 38_000}, "24"),
        ("EXPORT_SHARE", {"invoices_exported": 640_000, "invoices_sales": 1_600_000}, "40"),
        ("TRANSPORT_SHARE", {"shipments_export_costs": 57_600, "shipments_export_value": 640_000}, "9"),
        ("CLAIM_RATE", {"claims_claims": 9, "shipments_shipments": 450}, "2"),
        ("SUPPLIER_QUALITY", {"claims_rejected": 12, "shipments_bought_quantity": 4_800}, "99.75"),
        ("SUPPLIER_PPM", {"claims_rejected": 12, "shipments_bought_quantity": 4_800}, "2500"),
        ("BAD_DEBTS", {"invoices_lost": 2_400, "invoices_sales": 480_000}, "0.5"),
        ("RECOVERY", {"claims_recovered": 12_600, "claims_claimed": 18_000}, "70"),
    ],
)  # fmt: skip
def test_the_reference_s_ratios(code, sums, value):
    assert figure(totals(**sums), DEFINITIONS[code], QUARTER).value == Fraction(value)


def test_simple_dso_is_receivables_over_sales_by_days():
    owed = totals(invoices_taxed=600_000, payments_received=120_000)
    assert figure(owed, DEFINITIONS["DSO"], QUARTER).value == 72


def test_markup_is_not_the_margin_rate():
    sold = totals(lines_costed=50_000, lines_cost=38_000)
    assert round(float(figure(sold, DEFINITIONS["MARKUP"], QUARTER).value), 2) == 31.58


def test_dso_counts_back_over_the_newest_months_first():
    quarter = [(Fraction(200_000), 31), (Fraction(180_000), 28), (Fraction(220_000), 31)]
    assert round(float(count_back(Fraction(480_000), quarter)), 2) == 73.09
    second = [(Fraction(100_000), 30), (Fraction(150_000), 31)]
    assert round(float(count_back(Fraction(150_000), second)), 2) == 40.33
    assert count_back(Fraction(999_999), second) is None
    assert count_back(Fraction(-5), second) == 0


def test_classes_and_concentration():
    values = [50_000, 20_000, 12_000, 8_000, 5_000, 3_000, 2_000]
    assert [letter for _, _, letter in abc([(str(v), v) for v in values])] == list("AAABBCC")
    assert hhi([50, 30, 20]) == 3800


def test_a_ratio_over_nothing_is_blank_with_its_reason():
    for one in DEFINITIONS.values():
        found = figure(totals(), one, QUARTER)
        if one.under:
            assert found.value is None
            assert found.why is not None


def test_an_amount_without_a_rate_blanks_the_figures_it_is_part_of():
    sold = totals(lines_sold=10, lines_no_rate=1, invoices_sales=5)
    assert figure(sold, DEFINITIONS["INTAKE"], QUARTER).value is None
    assert "rate" in figure(sold, DEFINITIONS["BOOK_TO_BILL"], QUARTER).why.in_("en")
    assert figure(sold, DEFINITIONS["TURNOVER"], QUARTER).value == 5


def test_what_tells_of_today_is_not_compared_with_a_day_that_nobody_kept():
    owed = totals(invoices_owed_us=100, invoices_we_owe=7, invoices_taxed=100)
    for code in ("DUE_30", "OVERDUE", "PAYABLES", "CHASE", "CASH_IN_30", "LATE_LINES"):
        assert DEFINITIONS[code].of_today
        assert figure_then(owed, DEFINITIONS[code], QUARTER).why
    assert figure_then(owed, DEFINITIONS["RECEIVABLES"], QUARTER).value == 100
    assert not [one.code for one in DEFINITIONS.values() if one.of_today and " today" not in one.formula
                and "30 days" not in one.formula and "seven days" not in one.formula]  # fmt: skip


@pytest.mark.parametrize("text", ["2026-13", "", "2026-05..2026-01", "hier", "2026..2027..2028"])
def test_what_is_no_period_is_refused_with_an_example(text):
    with pytest.raises(UnreadablePeriod, match="2026-10"):
        read_period(text)


def test_there_are_forty_definitions_at_least_each_with_its_words():
    assert len(DEFINITIONS) >= 40
    for one in DEFINITIONS.values():
        assert one.name
        assert one.formula.endswith(".")
        assert one.live or one.shows in TABLES
        for part in one.sums:
            assert TABLES[part.table].by_name[part.column].kind == "number"
            assert TABLES[part.table].by_name[part.day].kind == "day"


def test_headings_can_stand_in_a_formula_in_both_languages():
    for table in TABLES.values():
        for lang in ("fr", "en"):
            heads = [translated(one.heading, lang).casefold() for one in table.columns]
            assert len(set(heads)) == len(heads)
            assert not any(sign in head for head in heads for sign in "'[]#@")
