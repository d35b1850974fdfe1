"""When Paris and a partner are both at their desks."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from comptoir.rules.clocks import BadHours, Office, UnknownZone, hours_shared, overlap
from comptoir.rules.days import calendar

PARIS = Office("Europe/Paris")
NOVEMBER = date(2026, 11, 23)


def office(zone, opens="09:00", closes="18:00"):
    return Office(zone, ((time.fromisoformat(opens), time.fromisoformat(closes)),))


@pytest.mark.parametrize(
    ("partner", "day", "windows", "hours"),
    [
        pytest.param(office("Asia/Shanghai"), NOVEMBER, ["09:00-11:00"], 2,
                     id="10.1 Shanghai winter"),
        pytest.param(office("Asia/Shanghai"), date(2026, 7, 6), ["09:00-12:00"], 3,
                     id="10.1 Shanghai summer"),
        pytest.param(office("America/New_York", closes="17:00"), NOVEMBER, ["15:00-18:00"], 3,
                     id="10.1 New York winter"),
        pytest.param(office("America/New_York", closes="17:00"), date(2026, 10, 28),
                     ["14:00-18:00"], 4, id="10.1 New York gap week"),
        pytest.param(office("Asia/Kolkata", "09:30", "18:30"), NOVEMBER, ["09:00-14:00"], 5,
                     id="10.1 Mumbai"),
        pytest.param(office("America/Los_Angeles", "08:00", "17:00"), NOVEMBER, ["17:00-18:00"], 1,
                     id="10.1 Los Angeles"),
        pytest.param(office("Pacific/Auckland"), NOVEMBER, [], 0, id="10.1 Auckland none"),
    ],
)  # fmt: skip
def test_overlap(partner, day, windows, hours):
    assert [str(window) for window in overlap(day, PARIS, partner)] == windows
    assert hours_shared(day, PARIS, partner) == timedelta(hours=hours)


def test_a_lunch_break_makes_two_windows():
    ours = Office("Europe/Paris", ((time(9), time(12)), (time(14), time(18))))
    shared = overlap(NOVEMBER, ours, office("Europe/London"))
    assert [str(window) for window in shared] == ["10:00-12:00", "14:00-18:00"]
    assert f"{shared[0].there[0]:%H:%M}" == "09:00"


def test_a_round_the_clock_partner_is_always_there():
    night_and_day = Office("Asia/Singapore", ((time(0), time(0)),))
    assert hours_shared(NOVEMBER, PARIS, night_and_day) == timedelta(hours=9)


def test_the_partners_weekend_is_seen_on_its_own_day():
    riyadh = Office("Asia/Riyadh", calendar=calendar("SA"))
    assert overlap(date(2026, 11, 27), PARIS, riyadh) == []
    assert overlap(date(2026, 11, 29), PARIS, riyadh) != []


def test_the_partners_tomorrow_counts():
    honolulu = Office("Pacific/Honolulu", ((time(9), time(18)),))
    tokyo = overlap(NOVEMBER, honolulu, office("Asia/Tokyo"))
    assert [str(window) for window in tokyo] == ["14:00-18:00"]
    assert tokyo[0].there[0].date() == date(2026, 11, 24)


def test_what_cannot_be_is_refused():
    with pytest.raises(UnknownZone):
        Office("Paris")
    with pytest.raises(UnknownZone):
        Office("../etc/passwd")
    with pytest.raises(BadHours):
        office("Europe/Paris", "18:00", "09:00")
