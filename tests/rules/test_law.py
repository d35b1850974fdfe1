"""The tables themselves: what a reviewer's eye misses in a list of figures."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

import comptoir.rules
from comptoir.rules import law
from comptoir.rules.law import BadOverride, NotInForce, UnknownQuantity, overrides, timeline

DATA = Path(comptoir.rules.__file__).parent / "data"
QUANTITIES = list(law.quantities())


@pytest.mark.parametrize(("book", "name"), QUANTITIES, ids=lambda part: part)
class TestEveryQuantity:
    def test_says_what_it_is_in_both_languages(self, book, name):
        label = timeline(book, name).label
        assert label.in_("en")
        assert label.in_("fr")
        assert timeline(book, name).unit

    def test_is_in_date_order_and_never_overlaps(self, book, name):
        for earlier, later in pairwise(timeline(book, name).entries):
            assert earlier.since < later.since
            assert earlier.until is None or earlier.until < later.since

    def test_never_ends_before_it_begins(self, book, name):
        for entry in timeline(book, name).entries:
            assert entry.until is None or entry.until >= entry.since

    def test_changes_when_it_says_it_changes(self, book, name):
        for earlier, later in pairwise(timeline(book, name).entries):
            assert earlier.value != later.value or earlier.until is not None

    def test_names_its_source(self, book, name):
        assert all(len(entry.source) > 8 for entry in timeline(book, name).entries)

    def test_holds_exact_figures(self, book, name):
        assert not any(_has_float(entry.value) for entry in timeline(book, name).entries)

    def test_uses_no_word_the_reader_does_not_know(self, book, name):
        raw = tomllib.loads((DATA / f"{book}.toml").read_text("utf-8"))[name]
        assert set(raw) <= {"label", "label_fr", "unit", "values"}
        for entry in raw["values"]:
            assert set(entry) <= {"since", "until", "value", "source", "to_confirm"}


def _has_float(value):
    match value:
        case float():
            return True
        case dict():
            return any(map(_has_float, value.values()))
        case tuple():
            return any(map(_has_float, value))
    return False


@pytest.mark.parametrize(
    ("half_year", "day", "rate"),
    [
        pytest.param("2023-H1", date(2023, 1, 1), "2.50", id="0.1 ecb 2023-H1"),
        pytest.param("2023-H2", date(2023, 12, 31), "4.00", id="0.1 ecb 2023-H2"),
        pytest.param("2024-H1", date(2024, 6, 30), "4.50", id="0.1 ecb 2024-H1"),
        pytest.param("2024-H2", date(2024, 7, 1), "4.25", id="0.1 ecb 2024-H2"),
        pytest.param("2025-H1", date(2025, 6, 30), "3.15", id="0.1 ecb 2025-H1"),
        pytest.param("2025-H2", date(2025, 7, 1), "2.15", id="0.1 ecb 2025-H2"),
        pytest.param("2026-H1", date(2026, 6, 30), "2.15", id="0.1 ecb 2026-H1"),
        pytest.param("2026-H2", date(2026, 7, 1), "2.40", id="0.1 ecb 2026-H2"),
    ],
)
def test_ecb_rates_are_those_of_each_half_year(half_year, day, rate):
    entry = timeline("payment", "ecb_refinancing").on(day)
    assert entry.number == Decimal(rate)
    assert entry.to_confirm, f"the ECB page was not read for {half_year}"


@pytest.mark.parametrize(
    ("day", "rate", "to_confirm"),
    [
        pytest.param(date(2025, 1, 1), "3.71", False, id="0.1 legal interest 2025-H1"),
        pytest.param(date(2025, 7, 1), "2.76", False, id="0.1 legal interest 2025-H2"),
        pytest.param(date(2026, 6, 30), "2.62", False, id="0.1 legal interest 2026-H1"),
        pytest.param(date(2026, 7, 1), "2.75", True, id="0.1 legal interest 2026-H2"),
    ],
)
def test_legal_interest_is_that_of_each_half_year(day, rate, to_confirm):
    entry = timeline("payment", "legal_interest_professional").on(day)
    assert (entry.number, entry.to_confirm) == (Decimal(rate), to_confirm)


class TestAQuantityOutsideItsDays:
    def test_has_no_value_before_its_first(self):
        with pytest.raises(NotInForce, match="known: from 01 Jan 2013 on"):
            timeline("payment", "late_payment_indemnity").on(date(2012, 12, 31))

    def test_has_no_value_after_its_end(self):
        rates = timeline("payment", "ecb_refinancing")
        assert rates.at(date(2026, 12, 31)) is not None
        with pytest.raises(NotInForce, match="from 01 Jan 2023 to 31 Dec 2026"):
            rates.on(date(2027, 1, 1))

    def test_says_so_in_french(self):
        with pytest.raises(NotInForce) as refusal:
            timeline("payment", "ecb_refinancing").on(date(2027, 1, 1))
        assert "Taux de refinancement de la BCE du semestre" in refusal.value.in_("fr")

    def test_that_no_book_has_is_refused(self):
        with pytest.raises(UnknownQuantity, match=r"payment\.ecb_rate"):
            timeline("payment", "ecb_rate")
        with pytest.raises(UnknownQuantity):
            timeline("tides", "le_havre")


OURS = {"since": date(2026, 7, 1), "value": "2.45", "source": "ECB release, read by the desk"}


class TestADesksOwnValues:
    def test_take_the_place_of_the_printed_one_of_that_day(self):
        ours = overrides({"payment.ecb_refinancing": [OURS]})
        entry = timeline("payment", "ecb_refinancing", ours).on(date(2026, 8, 1))
        assert (entry.number, entry.ours, entry.to_confirm) == (Decimal("2.45"), True, False)

    def test_leave_the_past_and_the_printed_books_alone(self):
        ours = overrides({"payment.ecb_refinancing": [OURS]})
        rates = timeline("payment", "ecb_refinancing", ours)
        assert rates.on(date(2026, 6, 30)).number == Decimal("2.15")
        assert timeline("payment", "ecb_refinancing").on(date(2026, 8, 1)).number == Decimal("2.40")

    def test_extend_a_series_that_ends(self):
        ours = overrides(
            {"payment.ecb_refinancing": [OURS | {"since": date(2027, 1, 1), "value": 3}]}
        )
        rates = timeline("payment", "ecb_refinancing", ours)
        assert rates.on(date(2027, 6, 1)).number == 3
        assert rates.on(date(2026, 12, 31)).number == Decimal("2.40")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("payment.ecb_refinancing", "two and a half"),
            ("payment.ecb_refinancing", [1, 2]),
            ("payment.ecb_refinancing", None),
            ("payment.reminders", 5),
            ("incoterms.cip_cover", 3),
            ("days.half_days", "Friday"),
        ],
    )
    def test_must_be_of_the_kind_of_the_printed_one(self, name, value):
        with pytest.raises(BadOverride, match="is not of the kind of"):
            overrides({name: [OURS | {"value": value}]})

    def test_may_be_written_as_settings_write_numbers(self):
        ours = overrides({"payment.ecb_refinancing": [OURS | {"value": 2.45}]})
        rates = timeline("payment", "ecb_refinancing", ours)
        assert rates.on(date(2026, 8, 1)).number == Decimal("2.45")

    def test_need_a_day_not_an_instant(self):
        with pytest.raises(BadOverride, match="not a date"):
            overrides({"payment.ecb_refinancing": [OURS | {"since": datetime(2026, 7, 1)}]})

    def test_have_all_their_faults_told_at_once(self):
        with pytest.raises(BadOverride) as refusal:
            overrides(
                {
                    "payment.ecb": [OURS],
                    "payment.eu_points": [{"value": 9, "source": "a letter"}],
                    "payment.floor_multiple": [{"since": date(2026, 1, 1), "source": "a letter"}],
                    "payment.default_points": [{"since": date(2026, 1, 1), "value": 9}],
                    "payment.ecb_refinancing": [OURS, OURS],
                    "payment.interest_year": [OURS | {"until": date(2020, 1, 1)}],
                }
            )
        faults = [str(fault) for fault in refusal.value.facts["faults"]]
        assert len(faults) == 6
        assert "payment.eu_points: the first day (since) is missing or not a date" in faults
        assert "payment.ecb_refinancing: two values since 01 Jul 2026" in faults


def test_a_kind_of_value_is_asked_for_by_name():
    entry = timeline("payment", "late_payment_indemnity").on(date(2026, 1, 1))
    assert entry.number == 40
    with pytest.raises(TypeError):
        entry.text  # noqa: B018 - reading it is the deed
    with pytest.raises(TypeError):
        entry.table  # noqa: B018 - reading it is the deed


# The figures among the points of trade-facts.md, section 12 (UNCERTAIN): a day on which
# each must be shown as "to confirm".
UNCERTAIN = [
    pytest.param("payment", "ecb_refinancing", date(2026, 7, 1), id="12.1 ECB rate"),
    pytest.param("payment", "legal_interest_professional", date(2026, 7, 1), id="12.1 legal rate"),
    pytest.param("payment", "interest_year", date(2026, 7, 1), id="12.2 day count"),
    pytest.param("numbers", "mrn_letters_to_confirm", date(2026, 7, 1), id="12.3 MRN letters"),
    pytest.param("numbers", "eori_siren", date(2026, 1, 1), id="12.4 EORI-SIREN"),
    pytest.param("customs", "low_value_french_fee", date(2026, 3, 1), id="12.5 French fee"),
    pytest.param("customs", "low_value_duty", date(2026, 7, 1), id="5.4 flat duty"),
    pytest.param("freight_tariffs", "express", date(2026, 7, 1), id="12.6 courier"),
    pytest.param("freight_tariffs", "road", date(2026, 7, 1), id="12.6 road"),
    pytest.param("freight_tariffs", "rail_3", date(2026, 7, 1), id="12.6 rail 1:3"),
    pytest.param("freight_tariffs", "rail_2", date(2026, 7, 1), id="12.6 rail 1:2"),
    pytest.param("documents", "origin_declaration", date(2026, 7, 1), id="12.7 origin"),
    pytest.param("documents", "rex", date(2026, 7, 1), id="12.7 REX"),
    pytest.param("claims", "limit_forwarder", date(2026, 7, 1), id="12.8 commission limits"),
    pytest.param("claims", "limit_rotterdam", date(2026, 7, 1), id="12.10 Rotterdam"),
    pytest.param("claims", "hamburg_parties", date(2026, 7, 1), id="12.10 Hamburg parties"),
    *(
        pytest.param("days", f"weekend_{country}", date(2026, 7, 1), id=f"12.13 weekend {country}")
        for country in ("LY", "SO", "PS", "IR")
    ),
    pytest.param("applicability", "eudr_large", date(2026, 12, 30), id="12.15 EUDR"),
]


@pytest.mark.parametrize(("book", "name", "day"), UNCERTAIN)
def test_what_is_uncertain_is_shown_as_to_confirm(book, name, day):
    assert timeline(book, name).on(day).to_confirm
