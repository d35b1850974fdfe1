"""From which day a trader in France must do what."""

from __future__ import annotations

from datetime import date

import pytest

from comptoir.rules.applicability import (
    Matter,
    applies,
    keep_until,
    vat_export_article,
    vat_laws_accepted,
)


@pytest.mark.parametrize(
    ("matter", "first"),
    [
        pytest.param(Matter.EINVOICE_RECEIVE, date(2026, 9, 1), id="0.1 einvoice receive"),
        pytest.param(Matter.EINVOICE_ISSUE_LARGE, date(2026, 9, 1), id="0.1 einvoice issue large"),
        pytest.param(Matter.EINVOICE_ISSUE_SMALL, date(2027, 9, 1), id="0.1 einvoice issue small"),
        pytest.param(Matter.CUSTOMS_CODE, date(2026, 5, 1), id="0.1 customs code"),
        pytest.param(Matter.ICS2_RELEASE_3, date(2025, 9, 1), id="0.1 ics2"),
        pytest.param(Matter.CBAM, date(2026, 1, 1), id="0.1 cbam"),
        pytest.param(Matter.EUDR_LARGE, date(2026, 12, 30), id="0.1 eudr large"),
        pytest.param(Matter.EUDR_SMALL, date(2027, 6, 30), id="0.1 eudr small"),
    ],
)
def test_applies_from_its_first_day(matter, first):
    assert applies(matter, date.fromordinal(first.toordinal() - 1)) is None
    assert applies(matter, first) is not None


def test_0_1_vat_law_moves_to_another_code():
    assert vat_export_article(date(2026, 12, 31)) == "CGI art. 262 I-1°"
    assert vat_export_article(date(2027, 1, 1)) == "CIBS art. L. 213-16"
    assert vat_laws_accepted(date(2026, 11, 23)) == ["CGI"]
    assert vat_laws_accepted(date(2027, 1, 1)) == ["CIBS", "CGI"]
    assert vat_laws_accepted(date(2028, 7, 1)) == ["CIBS"]


def test_0_1_record_retention_is_ten_years_for_the_longest():
    assert keep_until(date(2025, 12, 31)) == date(2035, 12, 31)
    assert keep_until(date(2028, 2, 29)) == date(2038, 2, 28)


def test_cbam_starts_above_fifty_tonnes():
    assert applies(Matter.CBAM, date(2026, 1, 1)).number == 50


def test_the_deforestation_days_are_to_confirm():
    assert applies(Matter.EUDR_LARGE, date(2027, 1, 1)).to_confirm
