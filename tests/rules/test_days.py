"""Working days: weekends by place and year, holidays, and the days that recur."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules import days
from comptoir.rules.days import (
    HolidaysUnknown,
    TooFar,
    UnknownCalendar,
    add_business_days,
    add_months,
    business_days_between,
    calendar,
    emebi_due,
    next_business_day,
    penultimate_wednesday,
    previous_business_day,
)
from comptoir.rules.law import overrides

FRIDAY_AND_SATURDAY = ("SA", "EG", "DZ", "IL", "BD", "KW", "QA", "OM", "BH", "JO", "IQ", "YE", "SD",
                       "SY", "AF", "MR", "DJ")  # fmt: skip
SATURDAY_AND_SUNDAY = ("FR", "MA", "TN", "TR", "AE", "LB")
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def weekend(code, year):
    place = calendar(code)
    week = [date(year, 6, day) for day in range(1, 8)]
    return {NAMES[day.weekday()] for day in week if place.is_weekend(day)}


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        *[pytest.param(code, 2026, "Fr Sa", id=f"10.2 {code}") for code in FRIDAY_AND_SATURDAY],
        *[pytest.param(code, 2026, "Sa Su", id=f"10.2 {code}") for code in SATURDAY_AND_SUNDAY],
        pytest.param("AE", 2021, "Fr Sa", id="10.2 AE before 2022"),
        pytest.param("SA", 2012, "Th Fr", id="10.2 SA before mid-2013"),
        pytest.param("IR", 2026, "Fr", id="10.2 IR"),
        pytest.param("BN", 2026, "Fr Su", id="10.2 BN"),
        pytest.param("MY-KTN", 2026, "Fr Sa", id="10.2 MY Kelantan"),
        pytest.param("MY-TRG", 2026, "Fr Sa", id="10.2 MY Terengganu"),
        pytest.param("MY-KDH", 2026, "Fr Sa", id="10.2 MY Kedah"),
        pytest.param("MY-JHR", 2024, "Fr Sa", id="10.2 MY Johor to 2024"),
        pytest.param("MY-JHR", 2025, "Sa Su", id="10.2 MY Johor from 2025"),
        pytest.param("LY", 2026, "Fr Sa", id="10.2 LY, library says Sat-Sun"),
        pytest.param("SO", 2026, "Fr Sa", id="10.2 SO, library says Sat-Sun"),
        pytest.param("PS", 2026, "Fr Sa", id="10.2 PS, library says Sat-Sun"),
    ],
)  # fmt: skip
def test_weekend(code, year, expected):
    assert weekend(code, year) == set(expected.split())


@pytest.mark.parametrize("code", ["LY", "SO", "PS", "IR", "NP"])
def test_a_doubtful_weekend_is_shown_as_to_confirm(code):
    assert calendar(code).is_to_confirm(date(2026, 6, 6))
    assert not calendar(code).is_to_confirm(date(2026, 6, 2))


def test_a_desk_may_correct_a_weekend():
    ours = overrides(
        {"days.weekend_IR": [{"since": date(2026, 9, 1), "value": [5, 6], "source": "new law"}]}
    )
    tehran = calendar("IR", law=ours)
    assert tehran.is_open(date(2026, 8, 29))
    assert not tehran.is_open(date(2026, 9, 5))
    assert not tehran.is_to_confirm(date(2026, 9, 5))


def test_half_days_are_worked_but_known():
    dubai, friday = calendar("AE"), date(2026, 6, 5)
    assert dubai.is_open(friday)
    assert dubai.is_half_day(friday)
    assert not dubai.is_half_day(date(2026, 6, 4))
    assert not dubai.is_half_day(date(2021, 6, 4))


def test_a_moon_sighted_feast_is_to_confirm():
    eid = date(2027, 3, 9)
    assert calendar("LY").is_holiday(eid)
    assert calendar("LY").is_to_confirm(eid)


def test_a_desks_own_closures_and_openings_win():
    new_year = [date(2027, 2, day) for day in range(1, 20)]
    plant = calendar("CN", closed=new_year, opened=[date(2027, 2, 13)])
    assert not plant.is_open(date(2027, 2, 15))
    assert plant.is_open(date(2027, 2, 13))
    assert str(plant.why_closed(date(2027, 2, 15))) == "15 Feb 2027 is closed in CN by the desk"


def test_a_weekend_day_made_up_for_is_worked():
    assert calendar("CN").is_open(date(2026, 2, 14))
    assert not calendar("CN").is_open(date(2026, 2, 21))
    assert calendar("CN").is_open(date(2006, 12, 30)), "made up for a holiday of January 2007"


def test_why_a_day_is_closed():
    france = calendar("FR")
    assert france.why_closed(date(2026, 11, 23)) is None
    assert str(france.why_closed(date(2026, 12, 25))).endswith("is a holiday in FR: Christmas Day")
    assert "férié (FR) : Noël" in france.why_closed(date(2026, 12, 25)).in_("fr")
    assert str(france.why_closed(date(2026, 11, 22))) == "22 Nov 2026 is in the weekend of FR"


@pytest.mark.parametrize(
    ("start", "count", "codes", "expected"),
    [
        pytest.param(date(2026, 12, 22), 5, "FR", date(2026, 12, 30), id="10.3 FR 5 BD"),
        pytest.param(date(2026, 11, 19), 3, "FR", date(2026, 11, 24), id="10.3 FR 3 BD"),
        pytest.param(date(2026, 11, 19), 3, "FR SA", date(2026, 11, 25), id="10.3 FR and SA 3 BD"),
        pytest.param(date(2026, 11, 19), 0, "FR", date(2026, 11, 19), id="none"),
        pytest.param(date(2026, 11, 22), 0, "FR", date(2026, 11, 22), id="none from a Sunday"),
        pytest.param(date(2026, 12, 30), -5, "FR", date(2026, 12, 22), id="backwards"),
    ],
)
def test_business_days_after_a_day(start, count, codes, expected):
    assert add_business_days(start, count, [calendar(code) for code in codes.split()]) == expected


FRENCH_2027 = [
    *("2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17"),
    *("2027-07-14", "2027-08-15", "2027-11-01", "2027-11-11", "2027-12-25"),
]
TARGET_2027 = ["2027-01-01", "2027-03-26", "2027-03-29", "2027-05-01", "2027-12-25", "2027-12-26"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("FR", FRENCH_2027, id="10.3 FR holidays 2027"),
        pytest.param(
            "FR-57", [*FRENCH_2027, "2027-03-26", "2027-12-26"], id="10.3 Alsace-Moselle 2027"
        ),
        pytest.param("TARGET", TARGET_2027, id="10.3 TARGET 2027"),
    ],
)
def test_holidays_of_2027(code, expected):
    place = calendar(code)
    year = [
        date.fromordinal(n)
        for n in range(date(2027, 1, 1).toordinal(), date(2028, 1, 1).toordinal())
    ]
    assert [str(day) for day in year if place.is_holiday(day)] == sorted(expected)


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 60),
    st.sets(st.sampled_from(["FR", "SA", "CN", "TARGET", "MY-KTN"]), min_size=1, max_size=3),
)
def test_counting_forth_and_counting_between_agree(start, count, codes):
    calendars = [calendar(code) for code in codes]
    end = add_business_days(start, count, calendars)
    assert all(place.is_open(end) for place in calendars)
    after = date.fromordinal(start.toordinal() + 1)
    assert business_days_between(after, date.fromordinal(end.toordinal() + 1), calendars) == count
    assert business_days_between(end, after, calendars) == 1 - count
    assert next_business_day(end, calendars) == previous_business_day(end, calendars) == end


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        pytest.param(10, date(2026, 10, 21), id="5.2 October"),
        pytest.param(11, date(2026, 11, 18), id="5.2 November"),
        pytest.param(12, date(2026, 12, 23), id="5.2 December"),
        pytest.param(9, date(2026, 9, 23), id="a month that ends on a Wednesday"),
    ],
)
def test_penultimate_wednesday(month, expected):
    assert penultimate_wednesday(2026, month) == expected


EMEBI = [
    "02-12",
    "03-12",
    "04-13",
    "05-15",
    "06-11",
    "07-11",
    "08-12",
    "09-11",
    "10-12",
    "11-13",
    "12-11",
    "01-13",
]


@pytest.mark.parametrize(
    ("month", "due"),
    [pytest.param(month, due, id=f"5.9 flows of {month}") for month, due in enumerate(EMEBI, 1)],
)
def test_emebi_calendar_of_2026_is_the_published_one(month, due):
    assert f"{emebi_due(2026, month):%m-%d}" == due


def test_months_are_clamped_at_their_end():
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert days.add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)


@pytest.mark.parametrize("code", ["", "ZZ", "FRA", "FR-ZZ", "France", "12"])
def test_a_place_without_a_calendar_is_refused(code):
    with pytest.raises(UnknownCalendar):
        calendar(code)


def test_years_without_known_holidays_are_refused_not_guessed():
    with pytest.raises(HolidaysUnknown, match="LK are not known for 2027"):
        add_business_days(date(2026, 12, 30), 5, [calendar("LK")])
    with pytest.raises(HolidaysUnknown, match="IN are not known for 2040"):
        calendar("IN").is_open(date(2040, 1, 1))


def test_a_count_beyond_any_use_is_refused():
    with pytest.raises(TooFar):
        add_business_days(date(2026, 1, 1), 1_000_000, [calendar("FR")])


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("FR", date(2026, 7, 14), "Fête nationale"),
        ("SN", date(2026, 4, 4), "Fête de l'Indépendance"),
        ("DE", date(2026, 10, 3), "Jour de l’Unité allemande"),
        ("CN", date(2026, 2, 17), "Nouvel an chinois (fête du Printemps)"),
        ("TR", date(2026, 10, 29), "Jour de la République"),
        ("TN", date(2026, 3, 20), "Aïd el-Fitr (estimé) ; Jour de l’Indépendance"),
    ],
)
def test_holidays_have_a_french_name_whether_the_library_has_one_or_not(country, day, name):
    assert calendar(country).holiday(day).in_("fr") == name


@pytest.mark.parametrize("country", ["DE", "CN", "TR", "SA", "IN", "JP", "US", "VN", "PL", "GB"])
def test_no_holiday_of_the_usual_partners_stays_in_english(country):
    place = calendar(country)
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    told = [name for day in year if (name := place.holiday(day))]
    same = {str(one) for one in told if one.in_("fr") == one.in_("en")}
    assert same <= {"Diwali", "Dussehra", "Holi", "Maha Shivaratri", "Ram Navami"}
