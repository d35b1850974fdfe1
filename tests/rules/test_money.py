"""Money: rounding, mixing, converting, sharing, and saying it in words."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.money import (
    BadRate,
    MixedCurrencies,
    Money,
    NotAnAmount,
    NothingToShareBy,
    NotTheRate,
    Rate,
    UnknownCurrency,
    allocate,
    currencies,
    minor_units,
    total,
)
from comptoir.rules.words import TooMuch, in_words

DAY = date(2026, 11, 18)


def eur(amount):
    return Money(amount, "EUR")


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("EUR", 2),
        ("JPY", 0),
        ("XOF", 0),
        ("TND", 3),
        ("KWD", 3),
        ("BHD", 3),
        ("IQD", 3),  # CLDR prints none
        ("LBP", 2),  # CLDR prints none
        ("MGA", 2),  # CLDR prints none
        ("RSD", 2),  # CLDR prints none
        ("CLF", 4),
        ("XDR", 2),
    ],
)
def test_minor_units_are_those_of_iso_4217(currency, decimals):
    assert minor_units(currency) == decimals


def test_every_currency_rounds():
    for currency in currencies():
        rounded = Money("1.23456", currency).rounded().amount
        assert rounded == round(Decimal("1.23456"), minor_units(currency))


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("2.345", "EUR", "2.35"),
        ("2.344999", "EUR", "2.34"),
        ("-2.345", "EUR", "-2.35"),
        ("100.5", "JPY", "101"),
        ("1.0005", "TND", "1.001"),
        ("99999999999999999999.995", "EUR", "100000000000000000000.00"),
    ],
)
def test_rounding_is_half_up(amount, currency, rounded):
    assert str(Money(amount, currency).rounded().amount) == rounded


def test_sums_and_products_are_exact():
    assert eur("0.1") + eur("0.2") == eur("0.3")
    assert eur("1000000000000000000000000.01") - eur("0.01") == eur(10**24)
    assert 3 * eur("33.33") == eur("99.99")
    assert (eur(10) / 4).amount == Decimal("2.5")
    assert -eur(5) < eur(0) < abs(eur(-5))
    assert not eur(0)
    assert total([eur("1.10"), eur("2.20")], "EUR") == eur("3.30")
    assert total([], "JPY") == Money(0, "JPY")


def test_two_currencies_never_meet():
    dollars = Money(1, "USD")
    for deed in (
        lambda: eur(1) + dollars,
        lambda: eur(1) - dollars,
        lambda: eur(1) < dollars,
        lambda: total([dollars], "EUR"),
    ):
        with pytest.raises(MixedCurrencies, match="Convert one of them at a dated rate first"):
            deed()
    assert eur(1) != dollars


@pytest.mark.parametrize("given", ["12,50", "", "NaN", "Infinity", "a lot"])
def test_what_is_not_an_amount_is_refused(given):
    with pytest.raises(NotAnAmount):
        eur(given)


@pytest.mark.parametrize("given", [1.5, True])
def test_a_float_is_never_money(given):
    with pytest.raises(TypeError):
        eur(given)


@pytest.mark.parametrize("code", ["", "EU", "eur", "EURO", "XYZ", "€"])
def test_what_is_not_a_currency_is_refused(code):
    with pytest.raises(UnknownCurrency):
        Money(1, code)


def test_money_is_shown_in_the_manner_of_each_language():
    assert Money("-21551.72", "EUR").in_("fr") == "-21\u202f551,72\u00a0EUR"
    assert Money(1075, "JPY").in_("en") == "1,075\u00a0JPY"


def test_money_is_a_value():
    with pytest.raises(AttributeError):
        eur(1).amount = Decimal(2)
    assert pickle.loads(pickle.dumps(eur("1.50"))) == eur("1.50")
    assert len({eur("1.5"), eur("1.50")}) == 1


class TestConversion:
    EURUSD = Rate("EUR", "USD", Decimal("1.16"), DAY, "customs rate of December 2026")

    def test_goes_both_ways_and_rounds_to_the_currency_it_reaches(self):
        assert Money(25000, "USD").at(self.EURUSD) == eur("21551.72")
        assert eur("21551.72").at(self.EURUSD) == Money("25000.00", "USD")
        yen = Rate("EUR", "JPY", Decimal("162.4"), DAY, "ECB")
        assert eur("10.33").at(yen) == Money(1678, "JPY")

    def test_may_go_to_a_dearer_currency(self):
        sterling = Rate("EUR", "GBP", Decimal("0.87"), DAY, "ECB")
        assert eur(100).at(sterling) == Money("87.00", "GBP")

    def test_needs_the_rate_of_that_currency(self):
        with pytest.raises(NotTheRate, match="EUR/USD of 18 Nov 2026"):
            Money(1, "GBP").at(self.EURUSD)

    @pytest.mark.parametrize("value", ["0", "-1", "NaN"])
    def test_needs_a_rate_above_zero(self, value):
        with pytest.raises(BadRate):
            Rate("EUR", "USD", Decimal(value), DAY, "typed")


class TestSharing:
    @pytest.mark.parametrize(
        ("amount", "weights", "parts"),
        [
            pytest.param("1300", [300, 900, 100], ["300.00", "900.00", "100.00"], id="5.5 freight"),
            pytest.param("50", [6000, 3000, 1000], ["30.00", "15.00", "5.00"], id="5.5 insurance"),
            pytest.param("100", [1, 1, 1], ["33.34", "33.33", "33.33"], id="odd cent to the first"),
            pytest.param("100", [1, 2, 1, 2], ["16.67", "33.33", "16.67", "33.33"], id="no rest"),
            pytest.param("0.05", [1, 1, 8], ["0.01", "0.01", "0.03"], id="largest gives back"),
            pytest.param("-10", [1, 2], ["-3.33", "-6.67"], id="a credit"),
            pytest.param("10", [0, 1], ["0.00", "10.00"], id="a line of nothing"),
            pytest.param("0.02", [1] * 4, ["0.01", "0.01", "0.00", "0.00"], id="few cents"),
        ],
    )  # fmt: skip
    def test_parts(self, amount, weights, parts):
        assert [str(part.amount) for part in allocate(eur(amount), weights)] == parts

    @pytest.mark.parametrize(
        ("weights", "fault"),
        [([], "missing"), ([0, 0], "all zero"), ([1, -1], "not all positive"),
         ([Decimal("NaN")], "not all numbers")],
    )  # fmt: skip
    def test_nothing_to_share_by_is_refused(self, weights, fault):
        with pytest.raises(NothingToShareBy, match=fault):
            allocate(eur(1), weights)

    @settings(max_examples=300, deadline=None)
    @given(
        st.decimals(-(10**9), 10**9, places=3),
        st.lists(st.decimals(0, 10**6, places=4), min_size=1, max_size=40).filter(any),
        st.sampled_from(["EUR", "JPY", "TND", "CLF"]),
    )
    def test_parts_add_up_in_every_currency_and_order(self, amount, weights, currency):
        money = Money(amount, currency)
        parts = allocate(money, weights)
        assert total(parts, currency) == money.rounded()
        assert all(part == part.rounded() for part in parts)
        assert all(part.amount * money.amount >= 0 for part in parts)
        assert total(allocate(money, weights[::-1]), currency) == money.rounded()

    @settings(max_examples=200, deadline=None)
    @given(st.integers(1, 10**6), st.lists(st.integers(1, 50), min_size=2, max_size=60))
    def test_all_but_the_largest_are_the_rounded_share_or_a_cent_less(self, cents, weights):
        amount = eur(Decimal(cents) / 100)
        largest = weights.index(max(weights))
        cent = Decimal("0.01")
        for at, part in enumerate(allocate(amount, weights)):
            exact = amount.amount * weights[at] / sum(weights)
            if at != largest:
                fair = exact.quantize(cent, ROUND_HALF_UP)
                assert part.amount in {fair, fair - cent}


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        ("0", "EUR", "zéro euro", "zero euros"),
        ("1", "EUR", "un euro", "one euro"),
        ("0.01", "EUR", "un centime", "one cent"),
        ("1.80", "EUR", "un euro et quatre-vingts centimes", "one euro and eighty cents"),
        ("80", "EUR", "quatre-vingts euros", "eighty euros"),
        ("281", "EUR", "deux cent quatre-vingt-un euros", "two hundred and eighty-one euros"),
        ("80000", "EUR", "quatre-vingt mille euros", "eighty thousand euros"),
        ("200000", "EUR", "deux cent mille euros", "two hundred thousand euros"),
        ("1000000", "EUR", "un million d'euros", "one million euros"),
        ("80000000", "USD", "quatre-vingts millions de dollars américains",
         "eighty million US dollars"),
        ("1000001", "EUR", "un million un euros", "one million and one euros"),
        ("21", "GBP", "vingt et une livres sterling", "twenty-one pounds sterling"),
        ("1.01", "GBP", "une livre sterling et un penny", "one pound sterling and one penny"),
        ("21000", "GBP", "vingt et un mille livres sterling",
         "twenty-one thousand pounds sterling"),
        ("1075", "JPY", "mille soixante-quinze yens", "one thousand and seventy-five yen"),
        ("5000000", "XOF", "cinq millions de francs CFA", "five million CFA francs"),
        ("2.5", "TND", "deux dinars tunisiens et cinq cents millimes",
         "two Tunisian dinars and five hundred millimes"),
        ("-12.30", "EUR", "moins douze euros et trente centimes",
         "minus twelve euros and thirty cents"),
        ("12.30", "PEN", "douze PEN et 30/100", "twelve PEN and 30/100"),
        ("2000000", "PEN", "deux millions PEN", "two million PEN"),
    ],
)  # fmt: skip
def test_amounts_in_words(amount, currency, french, english):
    money = Money(amount, currency)
    assert (in_words(money, "fr"), in_words(money, "en")) == (french, english)


def test_an_amount_beyond_words_is_refused():
    with pytest.raises(TooMuch):
        in_words(eur(10**15), "fr")
