"""When money is due, how long may be agreed, and what paying late costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comptoir.rules.days import calendar
from comptoir.rules.law import NotInForce, overrides
from comptoir.rules.money import Money, total
from comptoir.rules.payment import (
    BadReminders,
    Basis,
    DayMissing,
    Days,
    GoverningLaw,
    MonthEnd,
    NotTerms,
    Purpose,
    Reminder,
    SharesAmiss,
    Term,
    Terms,
    Trigger,
    day_due,
    default_due,
    due,
    excesses,
    floor_on,
    late_interest,
    latest_due,
    parse,
    rate_on,
    reminder_due,
    reminders,
    schedule,
    value_date,
)


def eur(amount):
    return Money(amount, "EUR")


def case(terms, invoice, expected):
    """One of the examples of 7.1: terms, the day of the invoice, the day due."""
    return pytest.param(
        terms,
        date.fromisoformat(invoice),
        date.fromisoformat(expected),
        id=f"7.1 {terms} {invoice}",
    )


@pytest.mark.parametrize(
    ("terms", "invoice", "expected"),
    [
        case("45 EOM A", "2025-04-10", "2025-05-31"),
        case("45 EOM B", "2025-04-10", "2025-06-14"),
        case("45 EOM A", "2025-03-10", "2025-04-30"),
        case("45 EOM B", "2025-03-10", "2025-05-15"),
        case("45 EOM A", "2026-01-02", "2026-02-28"),
        case("45 EOM B", "2026-01-02", "2026-03-17"),
        case("45 EOM A", "2026-01-16", "2026-03-31"),
        case("45 EOM B", "2026-01-16", "2026-03-17"),
        case("45 EOM A", "2026-10-22", "2026-12-31"),
        case("45 EOM B", "2026-10-22", "2026-12-15"),
        case("45 EOM A", "2028-01-10", "2028-02-29"),
        case("45 EOM B", "2028-01-10", "2028-03-16"),
        case("NET 60", "2026-01-15", "2026-03-16"),
        case("NET 60", "2026-11-23", "2027-01-22"),
        case("NET 30", "2026-11-23", "2026-12-23"),
        case("30 EOM A", "2026-11-10", "2026-12-31"),
        case("30 EOM B", "2026-11-10", "2026-12-30"),
        case("30 EOM le 10", "2026-11-10", "2027-01-10"),
        case("0 EOM le 31", "2027-01-20", "2027-02-28"),
    ],
)
def test_due_date(terms, invoice, expected):
    assert due(parse(terms), Days(invoice=invoice)).day == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("60 jours nets", "NET 60"),
        ("60 days net", "NET 60"),
        ("Paiement à 30 jours date de facture", "NET 30"),
        ("30 j", "NET 30"),
        ("999 days", "NET 999"),
        ("999 jours fin de mois", "EOM 999 A"),
        ("comptant", "NET 0"),
        ("à réception de facture", "NET 0"),
        ("30 jours à réception de facture", "NET 30"),
        ("NET 30 RECEIPT", "NET 30 RECEIPT"),
        ("30 jours réception des marchandises", "NET 30 RECEIPT"),
        ("60 days after B/L date", "NET 60 SHIPMENT"),
        ("45 jours fin de mois", "EOM 45 A"),
        ("45 jours FDM", "EOM 45 A"),
        ("EOM 45 B", "EOM 45 B"),
        ("45 days end of month (B)", "EOM 45 B"),
        ("fin de mois + 45 jours", "EOM 45 B"),
        ("45 jours à compter de la fin de mois", "EOM 45 A"),
        ("45 jours après la fin du mois", "EOM 45 B"),
        ("30 jours fin de mois le 10", "EOM 30 A +10"),
        ("EOM 30 A +10", "EOM 30 A +10"),
        ("30 jours fin de mois, le 15", "EOM 30 A +15"),
        ("30 jours fin de mois le 10 du mois suivant", "EOM 30 A +10"),
        ("ADV", "ADV"),
        ("paiement d'avance", "ADV"),
        ("CAD", "CAD"),
        ("D/P", "DP"),
        ("D/A 60 days", "DA 60"),
        ("crédit documentaire à vue", "LC SIGHT"),
        ("L/C 60 days after B/L", "LC 60"),
        ("OA 45", "NET 45"),
        ("OA", "NET 30 RECEIPT"),
        ("DEP 30+BAL", "30 % ADV, 70 % NET 0 SHIPMENT"),
        ("30 % order + 70 % before shipment", "30 % ADV, 70 % NET 0 SHIPMENT"),
        ("30% à la commande, solde contre copie des documents", "30 % ADV, 70 % CAD"),
        ("20 % acompte, 70 % expédition, 10 % à 30 jours",
         "20 % ADV, 70 % NET 0 SHIPMENT, 10 % NET 30"),
        ("100 % L/C at sight", "LC SIGHT"),
    ],
)  # fmt: skip
def test_terms_are_read_from_words_and_from_their_own_code(text, code):
    assert str(parse(text)) == code
    assert str(parse(code)) == code


def test_the_customers_own_reading_serves_where_the_text_is_silent():
    assert str(parse("45 jours fin de mois", MonthEnd.BEFORE_DAYS)) == "EOM 45 B"
    assert str(parse("45 EOM A", MonthEnd.BEFORE_DAYS)) == "EOM 45 A"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotTerms),
        ("as agreed", NotTerms),
        ("net", NotTerms),
        ("60", NotTerms),
        ("99999 days", NotTerms),
        ("30 fin de mois 45 jours", NotTerms),
        ("DEP+BAL", NotTerms),
        ("fin de mois le 45", NotTerms),
        ("3 months net", NotTerms),
        ("2 mois", NotTerms),
        ("30 jours fin de décade", NotTerms),
        ("2/10 net 30", NotTerms),
        ("2% 10 days, net 30 days", NotTerms),
        ("30 jours fin du mois suivant", NotTerms),
        ("30 jours fin de mois + 10 jours", NotTerms),
        ("30 % order, 60 % shipment", SharesAmiss),
        ("100 % order, 0 % shipment", SharesAmiss),
        ("60 % order, 60 % shipment", SharesAmiss),
    ],
)
def test_what_is_not_understood_is_refused_not_guessed(text, error):
    with pytest.raises(error, match="Nothing was kept"):
        parse(text)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        terms = parse(text)
    except (NotTerms, SharesAmiss):
        return
    assert str(parse(str(terms))) == str(terms)


class TestInstalments:
    TERMS = "30 % commande, solde à 60 jours"

    def test_have_each_their_day_and_amount(self):
        parts = schedule(parse(self.TERMS), eur("999.99"), Days(order=date(2026, 11, 2)))
        assert [(str(part.amount), part.day) for part in parts] == [
            ("300.00 EUR", date(2026, 11, 2)),
            ("699.99 EUR", None),
        ]

    def test_last_one_gives_the_due_date(self):
        days = Days(order=date(2026, 11, 2), invoice=date(2026, 12, 1))
        assert due(parse(self.TERMS), days).day == date(2027, 1, 30)

    def test_need_their_days(self):
        with pytest.raises(DayMissing, match="counts from the invoice"):
            due(parse(self.TERMS), Days(order=date(2026, 11, 2)))

    def test_thirds_add_up(self):
        third = Decimal(100) / 3
        terms = Terms(tuple(Term(Trigger.INVOICE, days, third) for days in (0, 30, 60)))
        parts = schedule(terms, eur(100), Days(invoice=date(2026, 11, 2)))
        assert total((part.amount for part in parts), "EUR") == eur(100)

    def test_a_bill_is_taken_as_accepted_when_presented(self):
        days = Days(documents=date(2026, 11, 2))
        assert due(parse("DA 60"), days).day == date(2027, 1, 1)

    def test_a_due_date_that_banks_do_not_work_has_a_value_date(self):
        assert value_date(date(2026, 12, 25), [calendar("TARGET")]) == date(2026, 12, 28)
        assert value_date(date(2026, 12, 24), [calendar("TARGET")]) == date(2026, 12, 24)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 120))
def test_both_readings_end_within_a_month_of_each_other(invoice, days):
    one, other = (
        day_due(invoice, Term(Trigger.INVOICE, days, month_end=reading)) for reading in MonthEnd
    )
    assert abs((one - other).days) <= 31
    assert one >= invoice


NOVEMBER = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("purpose", "reading", "expected"),
    [
        pytest.param(Purpose.GENERAL, None, date(2027, 1, 22), id="7.1 ceiling 60 days"),
        pytest.param(Purpose.GENERAL, MonthEnd.AFTER_DAYS, date(2027, 1, 31),
                     id="7.1 ceiling 45 EOM A"),
        pytest.param(Purpose.GENERAL, MonthEnd.BEFORE_DAYS, date(2027, 1, 22),
                     id="7.1 ceiling 45 EOM B"),
        pytest.param(Purpose.PERIODIC, None, date(2027, 1, 7), id="7.1 ceiling periodic 45"),
        pytest.param(Purpose.TRANSPORT, None, date(2026, 12, 23), id="7.1 ceiling transport 30"),
        pytest.param(Purpose.EXPORT, None, date(2027, 2, 21), id="7.1 ceiling export 90"),
    ],
)  # fmt: skip
def test_ceiling(purpose, reading, expected):
    ceiling = latest_due(NOVEMBER, purpose, month_end=reading)
    assert ceiling.day == expected
    assert "L441" in ceiling.figure.source


def test_where_nothing_is_agreed_it_is_thirty_days_from_receipt():
    assert default_due(NOVEMBER).day == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("terms", "purpose", "beyond"),
    [
        ("NET 60", Purpose.GENERAL, False),
        ("NET 61", Purpose.GENERAL, True),
        ("45 EOM A", Purpose.GENERAL, False),
        ("60 EOM A", Purpose.GENERAL, False),  # 23 Nov + 60 = 22 Jan, end of January: as 45 EOM
        ("90 EOM A", Purpose.GENERAL, True),
        ("30 EOM le 10", Purpose.GENERAL, False),
        ("NET 45", Purpose.TRANSPORT, True),
        ("NET 90", Purpose.EXPORT, False),
        ("30 % order, 70 % 90 jours", Purpose.GENERAL, True),
    ],
)
def test_terms_beyond_the_ceiling_are_told(terms, purpose, beyond):
    days = Days(order=NOVEMBER, invoice=NOVEMBER)
    assert bool(excesses(parse(terms), days, purpose)) is beyond


def test_under_another_law_it_is_only_a_question():
    days = Days(invoice=NOVEMBER)
    french = excesses(parse("NET 90"), days)[0].said
    other = excesses(parse("NET 90"), days, law=GoverningLaw.OTHER)[0].said
    assert "fine of up to 2,000,000 EUR" in str(french)
    assert "is debated" in str(other)
    assert excesses(parse("NET 90"), Days()) == []


class TestPayingLate:
    def test_7_3_a_across_two_half_years(self):
        late = late_interest(eur(12_000), date(2026, 3, 31), date(2026, 8, 20))
        assert late.days == 142
        assert [str(step.value.amount) for step in late.workings.steps] == [
            "363.50",
            "207.91",
            "40.00",
        ]
        assert late.interest == eur("571.41")
        assert late.interest + late.indemnity == eur("611.41")

    def test_7_3_b_thirty_days(self):
        late = late_interest(eur(5000), date(2026, 9, 30), date(2026, 10, 30))
        assert (late.days, late.interest) == (30, eur("50.96"))

    def test_7_3_c_european_minimum(self):
        late = late_interest(eur(5000), date(2026, 9, 30), date(2026, 10, 30), basis=Basis.EU)
        assert late.interest == eur("42.74")

    @pytest.mark.parametrize(
        ("day", "percent"),
        [
            pytest.param(date(2025, 1, 1), "13.15", id="7.3 rate 2025-H1"),
            pytest.param(date(2025, 7, 1), "12.15", id="7.3 rate 2025-H2"),
            pytest.param(date(2026, 6, 30), "12.15", id="7.3 rate 2026-H1"),
            pytest.param(date(2026, 7, 1), "12.40", id="7.3 rate 2026-H2"),
        ],
    )
    def test_rate(self, day, percent):
        assert rate_on(day).percent == Decimal(percent)
        assert rate_on(day).to_confirm

    @pytest.mark.parametrize(
        ("day", "percent"),
        [
            pytest.param(date(2025, 1, 1), "11.13", id="7.3 floor 2025-H1"),
            pytest.param(date(2025, 7, 1), "8.28", id="7.3 floor 2025-H2"),
            pytest.param(date(2026, 1, 1), "7.86", id="7.3 floor 2026-H1"),
            pytest.param(date(2026, 7, 1), "8.25", id="7.3 floor 2026-H2"),
        ],
    )
    def test_floor(self, day, percent):
        assert floor_on(day).percent == Decimal(percent)

    def test_a_contract_below_the_floor_is_raised_to_it(self):
        low = late_interest(
            eur(5000),
            date(2026, 9, 30),
            date(2026, 10, 30),
            basis=Basis.CONTRACT,
            contract=Decimal(5),
        )
        assert low.interest == eur("33.90")
        assert "the lowest rate allowed" in str(low.workings)
        fair = rate_on(date(2026, 10, 1), Basis.CONTRACT, Decimal(9))
        assert (fair.percent, fair.raised) == (9, False)
        assert not rate_on(date(2026, 10, 1), Basis.CONTRACT, Decimal("8.25")).raised

    def test_consumers_owe_no_indemnity(self):
        late = late_interest(eur(100), date(2026, 9, 30), date(2026, 10, 30), professional=False)
        assert not late.indemnity

    def test_paid_in_time_owes_nothing(self):
        for paid in (date(2026, 9, 29), date(2026, 9, 30)):
            late = late_interest(eur(5000), date(2026, 9, 30), paid)
            assert (late.days, late.interest, late.indemnity) == (0, eur(0), eur(0))
            assert late.workings.steps == ()

    def test_in_another_currency_the_indemnity_stays_in_euros(self):
        late = late_interest(Money(500_000, "JPY"), date(2026, 9, 30), date(2026, 10, 30))
        assert (late.interest, late.indemnity) == (Money(5096, "JPY"), eur("40.00"))

    def test_a_year_of_360_days_is_the_desks_own_figure(self):
        ours = overrides(
            {"payment.interest_year": [
                {"since": date(2020, 1, 1), "value": 360, "source": "our general terms"}]}
        )  # fmt: skip
        late = late_interest(eur(5000), date(2026, 9, 30), date(2026, 10, 30), ours=ours)
        assert late.interest == eur("51.67")

    def test_a_half_year_whose_rate_is_not_known_is_not_guessed(self):
        with pytest.raises(NotInForce, match="ECB main refinancing rate"):
            late_interest(eur(5000), date(2026, 12, 1), date(2027, 1, 15))

    @settings(max_examples=100, deadline=None)
    @given(
        st.dates(date(2023, 1, 1), date(2026, 12, 31)),
        st.dates(date(2023, 1, 1), date(2026, 12, 31)),
        st.integers(1, 10**9).map(lambda cents: eur(Decimal(cents) / 100)),
    )
    def test_half_years_cover_every_day_once(self, one, other, amount):
        first, last = min(one, other), max(one, other)
        late = late_interest(amount, first, last, professional=False)
        exact = sum(
            (amount.amount * rate_on(date.fromordinal(day)).percent / 36500
             for day in range(first.toordinal() + 1, last.toordinal() + 1)), Decimal(0)
        )  # fmt: skip
        assert abs(late.interest.amount - exact) <= Decimal("0.05")


class TestReminders:
    DUE = date(2026, 11, 30)

    def test_come_5_15_and_30_days_after(self):
        found = reminders(self.DUE)
        assert [(chase.reminder.value, str(chase.day)) for chase in found] == [
            ("courteous", "2026-12-05"),
            ("firm", "2026-12-15"),
            ("final notice", "2026-12-30"),
        ]
        assert found[-1].pay_by == date(2027, 1, 7)

    @pytest.mark.parametrize(
        ("today", "sent", "expected"),
        [
            (date(2026, 12, 4), None, None),
            (date(2026, 12, 5), None, Reminder.COURTEOUS),
            (date(2026, 12, 31), None, Reminder.COURTEOUS),
            (date(2026, 12, 10), Reminder.COURTEOUS, None),
            (date(2026, 12, 15), Reminder.COURTEOUS, Reminder.FIRM),
            (date(2026, 12, 30), Reminder.FIRM, Reminder.FINAL_NOTICE),
            (date(2027, 3, 1), Reminder.FINAL_NOTICE, None),
        ],
    )
    def test_come_one_at_a_time(self, today, sent, expected):
        chase = reminder_due(self.DUE, today, sent)
        assert (chase.reminder if chase else None) is expected

    def test_stop_while_the_invoice_is_disputed(self):
        assert reminder_due(self.DUE, date(2026, 12, 31), disputed=True) is None

    def test_that_are_not_three_are_refused(self):
        two = {"since": date(2026, 1, 1), "value": [3, 10], "source": "our habit"}
        with pytest.raises(BadReminders, match="set to 3, 10"):
            reminders(self.DUE, overrides({"payment.reminders": [two]}))

    def test_are_the_desks_own(self):
        ours = overrides(
            {"payment.reminders": [
                {"since": date(2026, 1, 1), "value": [3, 10, 20], "source": "our habit"}]}
        )  # fmt: skip
        assert [chase.day.day for chase in reminders(self.DUE, ours)] == [3, 10, 20]
