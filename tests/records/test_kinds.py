"""What a person types, and what is understood by it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.records import RECORDS, Unfit
from comptoir.records.kinds import Choice, Code, Day, Flag, Quantity, Text, Whole, decimal_read
from comptoir.records.lists import (
    BIC,
    COUNTRY,
    CURRENCY,
    EMAIL,
    EORI,
    GOODS_CODE,
    IBAN,
    INCOTERM,
    MODE,
    PHONE,
    VAT,
    ZONE,
)

UNDERSTOOD = [
    (COUNTRY, "Allemagne", "DE"),
    (COUNTRY, " united kingdom ", "GB"),
    (COUNTRY, "Côte d’Ivoire", "CI"),
    (COUNTRY, "de", "DE"),
    (CURRENCY, "usd", "USD"),
    (CURRENCY, "euro", "EUR"),
    (INCOTERM, "fob", "FOB"),
    (MODE, "maritime", "SEA"),
    (MODE, "Sea", "SEA"),
    (ZONE, "europe/paris", "Europe/Paris"),
    (EMAIL, "Anna@Example.COM", "Anna@example.com"),
    (PHONE, "+33 4  72 00 00 00", "+33 4 72 00 00 00"),
    (IBAN, "FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
    (BIC, "agrifrpp", "AGRIFRPP"),
    (VAT, "DE 136 695 976", "DE136695976"),
    (EORI, "fr 40483304800022", "FR40483304800022"),
    (GOODS_CODE, "8471.30.00", "84713000"),
    (Code(), 42.0, "42"),
    (Code(), "ab-12/3", "AB-12/3"),
    (Text(), "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    (Text(), 0.1, "0.1"),
    (Flag(), "oui", True),
    (Flag(), "No", False),
    (Flag(), True, True),
    (Day(), datetime(2026, 11, 23), date(2026, 11, 23)),
    (Day(), "23/11/2026", date(2026, 11, 23)),
    (Day(), "2026-11-23", date(2026, 11, 23)),
    (Day(), "23 Nov 2026", date(2026, 11, 23)),
    (Quantity(places=3), "1 234,5", Decimal("1234.5")),
    (Quantity(places=3), 80.2, Decimal("80.2")),
    (Quantity(places=2), "12,50 €", Decimal("12.50")),
    (Whole(), 3.0, 3),
]


@pytest.mark.parametrize(("kind", "typed", "meant"), UNDERSTOOD)
def test_understood(kind, typed, meant):
    assert kind.read(typed) == meant


NOT_UNDERSTOOD = [
    (COUNTRY, "Neverland", "not a country"),
    (CURRENCY, "XYZ", "not a currency"),
    (CURRENCY, "XAU", "not a currency"),
    (INCOTERM, "FOC", "not in the list"),
    (IBAN, "FR76 3000 6000 0112 3456 7890 188", "the rest gives"),
    (VAT, "DE136695977", "check digit"),
    (EMAIL, "anna@example", "name@domain"),
    (PHONE, "call me", "only digits"),
    (Code(), "a;b", "not a code"),
    (Flag(), "maybe", "neither yes nor no"),
    (Day(), 46349.0, "not a date"),
    (Day(), "soon", "not a date"),
    (Day(), date(1926, 1, 1), "Check the year"),
    (Quantity(minimum=Decimal(0)), -2.0, "below 0"),
    (Quantity(maximum=Decimal(100)), 101, "above 100"),
    (Quantity(places=2), "1.005", "more than 2 decimals"),
    (Quantity(), "12 kg", "not a number"),
    (Quantity(), float("nan"), "not a number"),
    (Quantity(), True, "not a number"),
    (Quantity(), "1,234", "can be read as"),
    (Whole(), 2.5, "decimals"),
    (Text(longest=5), "too long", "Shorten it"),
    (Choice({"A": "alpha"}), "beta", "Choose one of: alpha"),
]


@pytest.mark.parametrize(("kind", "typed", "why"), NOT_UNDERSTOOD)
def test_not_understood_and_why(kind, typed, why):
    found = kind.read(typed)
    assert isinstance(found, Unfit)
    assert why in found.said.in_("en")
    assert found.said.in_("fr") != found.said.in_("en")


@pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0"])
@pytest.mark.parametrize("kind", [kind for kind, _, _ in UNDERSTOOD])
def test_a_blank_is_nothing_whatever_the_kind(kind, blank):
    assert kind.read(blank) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_an_amount_comes_back_from_the_database_as_it_was(amount):
    kind = Quantity(places=4)
    assert kind.typed(kind.stored(amount)) == amount


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3))
def test_an_amount_shown_in_a_cell_is_read_as_it_was(amount):
    kind = Quantity(places=3)
    assert kind.read(kind.cell(kind.stored(amount), "fr")) == amount


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
def test_reading_never_raises(cell):
    for record in RECORDS.values():
        for one in record.fields:
            one.kind.read(cell)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_headings_are_told_apart(record, lang):
    headings = [one.heading(lang) for one in record.fields]
    assert len(set(headings)) == len(headings)
    assert all(record.field_headed(heading) is one for one, heading
               in zip(record.fields, headings, strict=True))  # fmt: skip


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_declaration_holds_together(record):
    names = set(record.by_name)
    assert set(record.links.values()) <= set(RECORDS)
    assert {record.anchor, *record.called, *filter(None, [record.status, record.parent])} <= names
    if record.status:
        assert set(record.tones) == set(record.by_name[record.status].kind.options)
    order = list(RECORDS)
    assert all(order.index(to) <= order.index(record.name) for to in record.links.values())


def test_a_number_typed_in_either_language():
    assert decimal_read("1.234,50") == decimal_read("1,234.50") == Decimal("1234.50")
