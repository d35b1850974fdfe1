"""By when to complain to the carrier, and by when to sue: the worked examples, and the edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.claims import (
    CLAIM_MOVES,
    ClaimState,
    Harm,
    NoNoticeRule,
    NoStart,
    ReadTheContract,
    Regime,
    deemed_lost,
    notice_deadline,
    regime,
    supplier_claim_bar,
    time_bar,
)
from comptoir.rules.days import calendar
from comptoir.rules.incoterms import Mode
from comptoir.rules.law import NotInForce, overrides

TODAY = date(2026, 11, 23)
day = date.fromisoformat


@pytest.mark.parametrize(
    ("law", "harm", "received", "deadline", "safe"),
    [
        pytest.param(
            "FR_ROAD", "apparent", "2026-11-18", "2026-11-21", "2026-11-21", id="6.3 FR road Wed"
        ),
        pytest.param(
            "FR_ROAD",
            "hidden",
            "2026-05-22",
            "2026-05-27",
            "2026-05-23",
            id="6.3 FR road Whit Monday",
        ),
        pytest.param(
            "FR_ROAD", "hidden", "2026-12-24", "2026-12-29", "2026-12-26", id="6.3 FR road Xmas"
        ),
        pytest.param(
            "CMR",
            "hidden",
            "2026-11-02",
            "2026-11-10",
            "2026-11-09",
            id="6.3 CMR non-apparent 2 Nov 2026",
        ),
        pytest.param(
            "CMR",
            "hidden",
            "2026-11-05",
            "2026-11-14",
            "2026-11-12",
            id="6.3 CMR non-apparent 5 Nov 2026",
        ),
        pytest.param(
            "CMR", "delay", "2026-11-02", "2026-11-23", "2026-11-23", id="6.3 CMR delay 2 Nov 2026"
        ),
        pytest.param(
            "MONTREAL",
            "hidden",
            "2026-11-02",
            "2026-11-16",
            "2026-11-16",
            id="6.3 Montreal damage 2 Nov 2026",
        ),
        pytest.param(
            "MONTREAL",
            "delay",
            "2026-11-02",
            "2026-11-23",
            "2026-11-23",
            id="6.3 Montreal delay 2 Nov 2026",
        ),
        pytest.param(
            "MONTREAL",
            "hidden",
            "2026-12-20",
            "2027-01-03",
            "2027-01-02",
            id="6.3 Montreal damage 20 Dec 2026",
        ),
        pytest.param(
            "MONTREAL",
            "delay",
            "2026-12-20",
            "2027-01-10",
            "2027-01-09",
            id="6.3 Montreal delay 20 Dec 2026",
        ),
        pytest.param(
            "HAGUE_VISBY",
            "hidden",
            "2026-10-30",
            "2026-11-02",
            "2026-11-02",
            id="6.3 Hague-Visby 30 Oct 2026",
        ),
        pytest.param(
            "HAGUE_VISBY",
            "hidden",
            "2026-11-06",
            "2026-11-09",
            "2026-11-09",
            id="6.3 Hague-Visby 6 Nov 2026",
        ),
        pytest.param(
            "HAMBURG",
            "hidden",
            "2026-11-02",
            "2026-11-17",
            "2026-11-17",
            id="6.3 Hamburg non-apparent 2 Nov 2026",
        ),
        pytest.param(
            "HAMBURG",
            "delay",
            "2026-11-02",
            "2027-01-01",
            "2026-12-31",
            id="6.3 Hamburg delay 2 Nov 2026",
        ),
        pytest.param(
            "CIM",
            "hidden",
            "2026-11-02",
            "2026-11-09",
            "2026-11-09",
            id="6.3 CIM non-apparent 2 Nov 2026",
        ),
        pytest.param(
            "CIM", "delay", "2026-11-02", "2027-01-01", "2026-12-31", id="6.3 CIM delay 2 Nov 2026"
        ),
        pytest.param("CMR", "apparent", "2026-11-02", "2026-11-02", "2026-11-02", id="at delivery"),
        pytest.param(
            "HAMBURG", "apparent", "2026-11-06", "2026-11-09", "2026-11-07", id="next working day"
        ),
        pytest.param(
            "ROTTERDAM", "hidden", "2026-11-02", "2026-11-12", "2026-11-09", id="7 working days"
        ),
        pytest.param("CMNI", "delay", "2026-11-02", "2026-11-23", "2026-11-23", id="barge"),
    ],
)
def test_notice(law, harm, received, deadline, safe):
    notice = notice_deadline(Regime(law), Harm(harm), day(received))
    assert (str(notice.day), str(notice.safe)) == (deadline, safe)
    assert notice.basis
    assert notice.effect is not None
    assert notice.effect.in_("fr") != notice.effect.in_("en")


@pytest.mark.parametrize(
    ("received", "plain", "french"),
    [
        pytest.param("2026-10-30", "2026-11-02", "2026-11-03", id="6.3 French sea 30 Oct 2026"),
        pytest.param("2026-11-06", "2026-11-09", "2026-11-10", id="6.3 French sea 6 Nov 2026"),
    ],
)
def test_both_readings_by_sea_the_shorter_kept(received, plain, french):
    notice = notice_deadline(Regime.HAGUE_VISBY, Harm.HIDDEN, day(received))
    assert [str(one.day) for one in notice.readings] == [plain, french]
    assert str(notice.day) == plain
    assert "R5422-24" in str(notice.workings)


@pytest.mark.parametrize(
    ("law", "start", "wilful", "bar"),
    [
        pytest.param("CMR", "2026-11-02", False, "2027-11-02", id="6.3 CMR prescription"),
        pytest.param("CMR", "2028-02-29", False, "2029-02-28", id="6.3 CMR prescription 29 Feb"),
        pytest.param("MONTREAL", "2026-11-02", False, "2028-11-02", id="6.3 Montreal right to sue"),
        pytest.param("CMR", "2026-11-02", True, "2029-11-02", id="CMR wilful misconduct"),
        pytest.param("CIM", "2026-11-02", True, "2028-11-02", id="CIM wilful misconduct"),
        pytest.param("FR_ROAD", "2026-11-02", False, "2027-11-02", id="France, one year"),
        pytest.param("HAGUE_VISBY", "2026-11-02", False, "2027-11-02", id="sea, one year"),
        pytest.param("HAMBURG", "2026-11-02", False, "2028-11-02", id="Hamburg, two years"),
    ],
)
def test_time_to_sue(law, start, wilful, bar):
    found = time_bar(Regime(law), day(start), wilful=wilful)
    assert str(found.day) == bar
    assert found.safe == found.day - timedelta(days=60)


@pytest.mark.parametrize(
    ("law", "due", "taken_over", "lost"),
    [
        ("CMR", "2026-11-02", None, "2026-12-02"),
        ("CMR", None, "2026-11-02", "2027-01-01"),
        ("MONTREAL", "2026-11-02", None, "2026-11-09"),
        ("HAMBURG", "2026-11-02", None, "2027-01-01"),
        ("CIM", "2026-11-02", None, "2026-12-02"),
    ],
)
def test_goods_deemed_lost(law, due, taken_over, lost):
    found = deemed_lost(
        Regime(law), due=due and day(due), taken_over=taken_over and day(taken_over)
    )
    assert str(found.day) == lost


def test_what_no_regime_answers_is_said():
    with pytest.raises(NoNoticeRule, match="late delivery"):
        notice_deadline(Regime.HAGUE_VISBY, Harm.DELAY, TODAY)
    with pytest.raises(NoNoticeRule):
        notice_deadline(Regime.CMR, Harm.LOSS, TODAY)
    with pytest.raises(NoNoticeRule):
        deemed_lost(Regime.FR_ROAD, due=TODAY)
    with pytest.raises(NoStart):
        deemed_lost(Regime.CMR)
    with pytest.raises(NoStart):
        deemed_lost(Regime.MONTREAL, taken_over=TODAY)
    with pytest.raises(ReadTheContract):
        notice_deadline(Regime.CONTRACT, Harm.HIDDEN, TODAY)
    with pytest.raises(ReadTheContract):
        time_bar(Regime.CONTRACT, TODAY)
    with pytest.raises(NotInForce):
        notice_deadline(Regime.MONTREAL, Harm.HIDDEN, date(2003, 11, 3))


def test_a_courier_counts_by_his_terms():
    notice = notice_deadline(Regime.CONTRACT, Harm.HIDDEN, day("2026-11-02"), contract_days=30)
    assert str(notice.day) == "2026-12-02"


@pytest.mark.parametrize(
    ("mode", "loaded", "delivered", "law", "others"),
    [
        (Mode.ROAD, "FR", "ES", "CMR", ()),
        (Mode.ROAD, "FR", "FR", "FR_ROAD", ()),
        (Mode.ROAD, "DE", "DE", "CONTRACT", ()),
        (Mode.ROAD, "US", "CA", "CONTRACT", ()),
        (Mode.AIR, "CN", "FR", "MONTREAL", ()),
        (Mode.SEA, "CN", "FR", "HAGUE_VISBY", ()),
        (Mode.SEA, "MA", "FR", "HAMBURG", ("HAGUE_VISBY",)),
        (Mode.SEA, "FR", "SN", "HAGUE_VISBY", ("HAMBURG",)),
        (Mode.RAIL, "FR", "DE", "CIM", ()),
        (Mode.WATERWAY, "NL", "FR", "CMNI", ()),
        (Mode.MULTIMODAL, "CN", "FR", "CONTRACT", ()),
        (Mode.COURIER, "FR", "DE", "CONTRACT", ()),
    ],
)
def test_which_law(mode, loaded, delivered, law, others):
    choice = regime(mode, loaded, delivered, TODAY)
    assert choice.regime.value == law
    assert tuple(other.value for other in choice.others) == others
    assert choice.why.in_("fr") != choice.why.in_("en")


def test_a_desk_adds_a_party_to_the_hamburg_rules():
    ours = overrides(
        {
            "claims.hamburg_parties": [
                {"since": date(2026, 1, 1), "value": ["MA", "KE"], "source": "UN treaty collection"}
            ]
        }
    )
    assert regime(Mode.SEA, "KE", "FR", TODAY, ours).regime is Regime.HAMBURG


def test_holidays_are_those_of_the_place_of_delivery():
    """11 November is worked in Germany: the same seven days end a day earlier there."""
    german = notice_deadline(Regime.CMR, Harm.HIDDEN, day("2026-11-05"), calendar("DE"))
    assert str(german.day) == "2026-11-13"
    assert german.workings.to_confirm


def test_against_the_seller():
    assert str(supplier_claim_bar("CISG", TODAY).day) == "2028-11-23"
    assert str(supplier_claim_bar("FR_HIDDEN_DEFECT", TODAY).day) == "2028-11-23"
    with pytest.raises(ReadTheContract):
        supplier_claim_bar("Delaware", TODAY)


def test_every_state_of_a_claim_can_be_reached_and_left():
    reached = {ClaimState.RECORDED}.union(*CLAIM_MOVES.values())
    assert reached == set(ClaimState) == set(CLAIM_MOVES)
    assert [state for state, onward in CLAIM_MOVES.items() if not onward] == [ClaimState.CLOSED]


@given(
    law=st.sampled_from([one for one in Regime if one is not Regime.CONTRACT]),
    harm=st.sampled_from([Harm.APPARENT, Harm.HIDDEN, Harm.DELAY]),
    received=st.dates(date(2010, 1, 1), date(2035, 12, 31)),
)
@settings(max_examples=150, deadline=None)
def test_the_safe_date_is_never_after_the_deadline(law, harm, received):
    try:
        notice = notice_deadline(law, harm, received)
    except NoNoticeRule:
        return
    assert received <= notice.safe <= notice.day
    assert notice.day == min(one.day for one in notice.readings)
