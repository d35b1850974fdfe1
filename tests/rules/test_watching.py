"""Which news matters, and what a market says: tables a person can check."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.rules.markets import (
    Counted,
    YearRate,
    cagr,
    growth,
    own_share,
    price_kg,
    rate_of_year,
    read_market,
    share,
)
from comptoir.rules.watching import (
    TOP,
    Topic,
    bare,
    countries_in,
    listed,
    marks,
    plain_link,
    score,
)

D = Decimal
STEEL = Topic("Steel", words=("anti-dumping", "casserol*"), countries=("CN",), weight=5,
              goods_codes=("7323",), never=("football",), articles=("Cocotte",))  # fmt: skip
CHINA = Topic("China", countries=("CN",), weight=4)


@pytest.mark.parametrize(
    ("title", "text", "points"),
    [
        ("Anti-dumping on steel from China", "", 35),  # 5 x (4 text + 2 title + 1 country)
        ("News", "anti-dumping, China, heading 7323", 30),  # 5 x (4 + 1 + 1)
        ("News", "anti-dumping", 10),  # half: no country of the topic
        ("Casseroles chinoises", "Chine", 35),
        ("Nos cocottes en Chine", "", 35),  # an article of ours
        ("Heading 7323 93 of China", "", 30),  # a code alone
        ("Anti-dumping football in China", "", 0),
        ("China", "", 0),
        ("Nothing", "", 0),
        ("", "", 0),
    ],
)
def test_points_of_a_topic(title, text, points):
    assert score(title, text, [STEEL]).points == points


def test_a_topic_of_countries_only_is_met_by_one():
    met = score("Port strike in China", "", [STEEL, CHINA])
    assert (met.points, met.topics) == (20, ("China",))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_points_within_bounds_and_the_same_marks_whatever_its_case(title, text):
    assert 0 <= score(title, text, [STEEL, CHINA]).points <= TOP
    assert len(list(marks(title, ""))) == bool(bare(title))


def test_the_same_news_is_known_by_its_page_or_its_title():
    one = set(marks("A duty!", "https://a.example/x?utm_source=b"))
    assert one & set(marks("Another title", "https://A.example/x/"))
    assert one & set(marks("a DUTY", "https://b.example/y"))
    assert not one & set(marks("No duty", "https://a.example/y"))
    assert plain_link("https://a.example/?b=1&utm_x=2") == "https://a.example/?b=1"


def test_countries_are_found_in_both_languages():
    assert countries_in("Royaume-Uni, Côte d'Ivoire, United Arab Emirates") == ["GB", "CI", "AE"]
    assert listed("DE, AT ;CH\n") == ("DE", "AT", "CH")


def test_growth_share_and_price():
    assert growth(D(1380), D(1200)) == D("15.0")
    assert cagr(D(1000), D(1728), 3) == D("20.0")
    assert (growth(D(1), D(0)), cagr(D(0), D(5), 2), cagr(D(5), D(5), 0)) == (None, None, None)
    assert (share(D(1), D(3)), price_kg(D(5), None)) == (D("33.3"), None)


def test_a_market_without_its_world_is_the_sum_of_its_partners():
    told = [Counted(2025, "CN", D(60), D(20)), Counted(2025, "VN", D(40), D(5)),
            Counted(2023, "CN", D(50), D(20))]  # fmt: skip
    market = read_market(told)
    assert (market.sizes, market.price_kg) == ((D(50), D(100)), D("4.00"))
    assert [(one.partner, one.share, one.growth) for one in market.suppliers] == [
        ("CN", D("60.0"), None), ("VN", D("40.0"), None),
    ]  # fmt: skip
    assert read_market([]).years == ()


@pytest.mark.parametrize(
    ("sold", "rates", "size", "currency", "sales", "percent"),
    [
        ({}, {}, 1_000, "USD", "0.00", "0.000"),
        ({"USD": 25}, {}, 1_000, "USD", "25.00", "2.500"),
        ({"EUR": 100}, {"USD": "1.1"}, 1_000, "USD", "110.00", "11.000"),
        ({"GBP": 80}, {"GBP": "0.8"}, 1_000, "EUR", "100.00", "10.000"),
        ({"GBP": 80, "EUR": 100}, {"GBP": "0.8", "USD": "1.1"}, 1_000, "USD", "220.00", "22.000"),
        ({"EUR": 100}, {}, 1_000, "USD", None, None),
        ({"JPY": 100}, {}, 1_000, "EUR", None, None),
        ({"EUR": 100}, {}, 0, "EUR", "100.00", None),
    ],
)
def test_our_share_of_a_market_in_the_currency_of_its_statistics(
    sold, rates, size, currency, sales, percent
):
    own = own_share(
        {one: Decimal(amount) for one, amount in sold.items()},
        {one: YearRate(Decimal(value)) for one, value in rates.items()},
        Decimal(size), currency, 2025,
    )  # fmt: skip
    assert [one if one is None else str(one) for one in (own.sales, own.percent)] == [
        sales,
        percent,
    ]
    assert (own.why is None) is (percent is not None), "a blank share says why"


def test_the_rate_of_a_year_is_its_mean_or_the_latest_known():
    told = [(date(2025, 1, 2), Decimal(1)), (date(2025, 9, 1), Decimal(2))]
    assert rate_of_year(told, 2025) == YearRate(Decimal("1.5"))
    assert rate_of_year(told, 2023) == YearRate(Decimal(2), date(2025, 9, 1))
    assert rate_of_year([], 2025) is None
